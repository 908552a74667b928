/* SPDX-License-Identifier: ISC */
/* The Client VPN endpoints of a run, and who connects to them.  Floor 7. */
#ifndef CGWGEN_CMD_CLIENTS_H
#define CGWGEN_CMD_CLIENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/session.h"
#include "cmd/target.h"
#include "model/client_facts.h"
#include "render/client.h"

struct clients {
	struct client_facts *endpoints;
	size_t count;
};

/*
 * Reads all inputs of SESSION and gives RET the endpoints that they describe.
 * False after findings that end the run, and where there is none (CGW015); an
 * input that cannot be read leaves out what it would describe.
 */
bool clients_read(struct session *session, struct clients *ret);

/* Who gets a profile, from the parameters' files. */
struct client_users {
	struct client_user *list;
	size_t count;
	bool endpoint; /* of Client VPN; else of an OpenVPN server */
};

/*
 * Reads the files that the parameters of TARGET, which are resolved, name:
 * ca_file, and either users_file or certificate_file and key_file.  What is
 * wrong with one is CGW605, or what file_read() says.  False after findings.
 */
bool clients_users(struct session *session, const struct targets *targets,
    const struct target *target, struct client_users *ret);

/* Renders a profile for each user and each endpoint; cmd_render()'s. */
void clients_render(struct session *session, const struct targets *targets);

/* Holds the profiles at PATHS against the endpoints; cmd_verify()'s. */
void clients_verify(struct session *session, const struct targets *targets,
    const char *const *paths, size_t count);

#endif
