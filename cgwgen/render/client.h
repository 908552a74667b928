/* SPDX-License-Identifier: ISC */
/* What templates see of a Client VPN endpoint and of one who connects to it:
 * the last gate before a profile for OpenVPN. */
#ifndef CGWGEN_RENDER_CLIENT_H
#define CGWGEN_RENDER_CLIENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/profile.h"
#include "model/client_facts.h"
#include "render/context.h"

/* The longest name to connect to, with what stands in front: it fits a line
 * of OpenVPN's, 254 characters, behind "remote " and before the port. */
#define CLIENT_HOST_MAX 240

/* Somebody who gets a profile.  Certificates and keys are as pem_read() gives
 * them; NULL: a placeholder stands for it. */
struct client_user {
	const char *name; /* NULL: the profile is for all */
	const char *ca;
	const char *certificate;
	const char *key;
	const char *tls_crypt; /* of OpenVPN servers alone */
};

struct client {
	const struct client_facts *facts;
	const char *host; /* what to connect to: client_host() */
	const struct client_user *user;
};

/* The name that clients connect to: the parameter remote_name, else the
 * endpoint's; NULL: neither is known. */
const char *client_host(const struct client_facts *facts,
    const struct profile *profile, const struct parameter_value *parameters);

/*
 * Whether everything that a profile needs is known, nothing that ESTATE has of
 * the endpoint was written so that it could not be read (CGW610), and all is of
 * characters that OpenVPN takes as one word (CGW608), whatever rules --force
 * passed over; and whether the endpoint asks for what clients can do (CGW607).
 * PARAMETERS are parameter_resolve()'s.
 */
bool client_guard(const struct estate *estate, const struct client_facts *facts,
    const struct profile *profile, const struct parameter_value *parameters,
    struct diags *diags);

/* The context of CLIENT, which client_guard() has passed, in ARENA. */
struct tvalue client_context(const struct client *client,
    const struct profile *profile, const struct context_base *base,
    struct arena *arena);

#endif
