/* SPDX-License-Identifier: ISC */
/*
 * The devices of a run with their parameters: --device, or the one that a
 * connection's site names.  render and lint hold connections against the
 * same ones.  Floor 7.
 */
#ifndef CGWGEN_CMD_TARGET_H
#define CGWGEN_CMD_TARGET_H

#include <stdbool.h>

#include "cmd/lockfile.h"
#include "cmd/session.h"
#include "device/catalog.h"
#include "render/choice.h"
#include "render/render.h"

/* What is read once for a run. */
struct targets {
	struct catalog *catalog;
	const struct source **sets;  /* of --set */
	const struct node *params;   /* the file of --params, or NULL */
	struct choice_limits limits; /* of the run's policy */
	const struct lock *lock;     /* of --lock, or NULL */
};

/* A device for connections of one site, or for one that is special. */
struct target {
	const struct profile *profile;
	/* The parameters that the descriptor has for the site, and for the
	 * connection, or NULL. */
	const struct node *site;
	const struct node *connection;
	/* What the lock file says of the connection, or NULL. */
	const struct lock_row *locked;
	/* parameter_resolve()'s values; not there before target_resolve(). */
	const struct parameter_value *parameters;
};

/*
 * Opens the catalogue and reads --set, --params and --lock.  False after
 * findings; catalog_free() is due in both cases, after session_close():
 * findings point into profiles.
 */
bool targets_open(struct session *session, struct targets *ret);

/* Whether --device or the connection's site names a device. */
bool target_is_named(
    const struct session *session, const struct connection *connection);

/*
 * The device for CONNECTION: --device, else the one its site names, whose
 * parameters are for that device only.  CONNECTION may be NULL: --device
 * without a site.  False after findings.
 */
bool target_for(struct session *session, const struct targets *targets,
    const struct connection *connection, struct diags *diags,
    struct target *ret);

/* Whether --device names one that Client VPN endpoints are rendered for:
 * target_for() refuses it. */
bool target_is_for_clients(
    const struct session *session, const struct targets *targets);

/* The same for OpenVPN servers. */
bool target_is_for_openvpn(
    const struct session *session, const struct targets *targets);

/* Whether both are the same device with the same parameters. */
bool target_same(const struct target *a, const struct target *b);

/* Gives TARGET its parameters' values, in ARENA, the slot that the lock file
 * has among them; false after findings, CGW995 where the descriptor has
 * another slot. */
bool target_resolve(struct session *session, const struct targets *targets,
    struct target *target, struct arena *arena, struct diags *diags);

/* The device that --device names, of whatever kind, with its parameters, and
 * what renders for it, its removal with --remove; the caller owns both, which
 * are NULL or of no use after findings, when this is false. */
bool target_press(struct session *session, const struct targets *targets,
    struct target *ret, struct renderer **ret_renderer,
    struct rendering **ret_rendering);

#endif
