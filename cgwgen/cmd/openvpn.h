/* SPDX-License-Identifier: ISC */
/* The OpenVPN servers of a run, and what stands inline in their files.
 * Floor 7. */
#ifndef CGWGEN_CMD_OPENVPN_H
#define CGWGEN_CMD_OPENVPN_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/clients.h"
#include "cmd/session.h"
#include "cmd/target.h"
#include "model/openvpn_facts.h"
#include "render/openvpn.h"

struct openvpn_servers {
	struct openvpn_facts *list;
	size_t count;
};

/*
 * Reads all inputs of SESSION and gives RET the servers that they describe and
 * that PROFILE is for.  False after errors in any input, whatever they are
 * about, and after a finding that there is no server.
 */
bool openvpn_read(struct session *session, const struct profile *profile,
    struct openvpn_servers *ret);

/* What stands inline, by the parameters of a profile. */
struct openvpn_inline {
	bool server;               /* the profile is of the server's end */
	struct client_users users; /* one without a name: for everybody */
	const char *tls_crypt;     /* for all; or of tls-crypt-v2 */
	bool v2;                   /* it is one of tls-crypt-v2 */
	struct pos tls_crypt_at;
};

/*
 * Reads the files that the parameters of TARGET, which are resolved, name:
 * those of clients_users(), and tls_crypt_file.  False after findings.
 */
bool openvpn_inline(struct session *session, const struct targets *targets,
    const struct target *target, struct openvpn_inline *ret);

/*
 * The keys of a file of FACTS, or with PEER of that client: none where the
 * profile is of the server's end.  False after a finding: what was given is
 * for the other kind of tls_crypt.
 */
bool openvpn_keys(struct session *session, const struct openvpn_inline *given,
    const struct openvpn_facts *facts, const struct openvpn_peer *peer,
    struct openvpn_keys *ret);

/* Renders the files of each server; cmd_render()'s. */
void openvpn_render(struct session *session, const struct targets *targets);

/* Holds the configurations at PATHS against the servers; cmd_verify()'s. */
void openvpn_verify(struct session *session, const struct targets *targets,
    const char *const *paths, size_t count);

#endif
