/* SPDX-License-Identifier: ISC */
/*
 * What a client has to know of a Client VPN endpoint: the records of the
 * estate that a profile is rendered from and held against, put together.
 */
#ifndef CGWGEN_MODEL_CLIENT_FACTS_H
#define CGWGEN_MODEL_CLIENT_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/estate.h"

/* How clients say who they are; an endpoint has one way, or certificates and
 * one more. */
enum client_proof {
	CLIENT_PROOF_CERTIFICATE = 1, /* certificate-authentication */
	CLIENT_PROOF_DIRECTORY = 2,   /* directory-service-authentication */
	CLIENT_PROOF_FEDERATED = 4,   /* federated-authentication: SAML */
	CLIENT_PROOF_UNKNOWN = 8      /* a word that is none of these */
};

struct client_facts {
	const struct estate_client_endpoint *endpoint;
	const char *name; /* for messages: its id, else its key */
	/* The name that clients connect to, without the "*." that AWS's
	 * answers have in front of some; NULL: not known. */
	const char *host;
	unsigned proofs; /* enum client_proof; 0: not said */
	/* What the endpoint pushes with split tunnel: its routes, and the
	 * local one of the VPC that AWS adds with the first association.
	 * Canonical, sorted, each once. */
	const char *const *routes;
	size_t route_count;
	const char *const *dns_servers;
	size_t dns_server_count;
};

/* The facts of ENDPOINT, an item of ESTATE, in ARENA. */
struct client_facts client_facts(const struct estate *estate,
    const struct estate_client_endpoint *endpoint, struct arena *arena);

#endif
