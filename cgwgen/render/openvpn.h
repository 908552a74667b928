/* SPDX-License-Identifier: ISC */
/* What templates see of an OpenVPN server on an instance and of a client of
 * it: the last gate before a configuration of OpenVPN. */
#ifndef CGWGEN_RENDER_OPENVPN_H
#define CGWGEN_RENDER_OPENVPN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/profile.h"
#include "model/openvpn_facts.h"
#include "render/context.h"

/* What stands inline, as pem_read() gives it; NULL: a path stands for it. */
struct openvpn_keys {
	const char *ca;
	const char *certificate;
	const char *key;
	const char *tls_crypt;
};

/* What all files of a server have in common: it is made once.  Zeroed but for
 * its arena at first. */
struct openvpn_common {
	struct arena *arena; /* outlives the files */
	bool made;
	struct tvalue server;
};

/* One file of a server, or with PEER of one of its clients. */
struct openvpn_file {
	const struct openvpn_facts *facts;
	const struct openvpn_peer *peer; /* or NULL */
	const struct openvpn_keys *keys;
	struct openvpn_common *common;
};

/* Whether PROFILE's files are for servers of the role of FACTS: those that are
 * all rendered for each client alone are for one role, with the profile's role
 * device for site-to-site. */
bool openvpn_is_for(
    const struct profile *profile, const struct openvpn_facts *facts);

/*
 * Whether everything that configurations need is known (CGW610) and is made of
 * characters and numbers that OpenVPN takes (CGW608), whatever rules --force
 * passed over.
 */
bool openvpn_guard(const struct openvpn_facts *facts, struct diags *diags);

/* The context of FILE, whose facts openvpn_guard() has passed, in ARENA. */
struct tvalue openvpn_context(const struct openvpn_file *file,
    const struct profile *profile, const struct context_base *base,
    struct arena *arena);

#endif
