/* SPDX-License-Identifier: ISC */
/*
 * What the files of an OpenVPN server and of its clients say: the records of
 * the estate put together, with what follows from them.
 */
#ifndef CGWGEN_MODEL_OPENVPN_FACTS_H
#define CGWGEN_MODEL_OPENVPN_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/estate.h"

/* Networks or addresses as text: canonical, sorted, each once. */
struct openvpn_list {
	const char *const *texts;
	size_t count;
};

struct openvpn_peer {
	const struct estate_openvpn_client *client;
	const char *address; /* that it always gets; NULL: one of the pool */
	struct openvpn_list networks;
};

struct openvpn_facts {
	const struct estate_openvpn_server *server;
	const char *name; /* for messages */
	bool site_to_site;
	struct openvpn_peer *peers; /* in the descriptor's order */
	size_t peer_count;
	struct openvpn_list networks;      /* that clients reach */
	struct openvpn_list peer_networks; /* of all clients */
	struct openvpn_list dns_servers;   /* in the descriptor's order */
	/* Of the two ends; NULL where the network is not known. */
	const char *address;
	const char *peer_address; /* site-to-site alone */
	/* The pool, where some client has an address of its own: it ends
	 * below the lowest of them.  NULL: all of the network; both are the
	 * same when one is left, and both "" when none is. */
	const char *pool_first;
	const char *pool_last;
};

/* The facts of SERVER, an item of ESTATE, in ARENA. */
struct openvpn_facts openvpn_facts(const struct estate *estate,
    const struct estate_openvpn_server *server, struct arena *arena);

#endif
