/* SPDX-License-Identifier: ISC */
/*
 * The lock file: which slot each connection has on its site's device, so that
 * its numbers there stay when others come and go; cgwgen-lock(1).  Floor 7.
 */
#ifndef CGWGEN_CMD_LOCKFILE_H
#define CGWGEN_CMD_LOCKFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "device/profile.h"
#include "model/connection.h"

/* The slots that there can be, whatever the device. */
#define LOCK_SLOT_MAX 1000000

/* What the lock says of a connection, and where. */
struct lock_row {
	const char *id;
	int64_t slot;
	const char *name;           /* on the device */
	const char *const *tunnels; /* AWS's outside addresses, by number */
	size_t tunnel_count;
	struct pos at;
};

struct lock_site {
	const char *name;
	const char *device;    /* its id */
	int64_t next;          /* the first slot that was never taken */
	struct lock_row *rows; /* sorted by id */
	size_t count;
	struct pos at;
};

struct lock {
	const char *path;
	struct source *source;   /* which the places are in; NULL: no file */
	struct lock_site *sites; /* sorted by name */
	size_t count;
};

/*
 * Reads the lock file at PATH.  With MAY_LACK a file that is not there is an
 * empty lock.  False after CGW001, CGW003 to CGW010 or CGW997 findings.  All
 * lives in ARENA but the source, if there is one, which the caller keeps until
 * the findings were printed, also when false is returned.
 */
bool lockfile_read(const char *path, bool may_lack, size_t limit,
    struct arena *arena, struct diags *diags, struct lock *ret);

/* What LOCK says of a site, and of a connection there; or NULL. */
const struct lock_site *lock_find_site(
    const struct lock *lock, const char *site);
const struct lock_row *lock_find_row(
    const struct lock_site *site, const char *id);

/* The file's text: sites by name, connections by slot; the rows are sorted so
 * then, and nothing is to be found among them any more. */
void lockfile_format(const struct lock *lock, struct buf *ret);

/*
 * What CONNECTION's device is called in a lock: the site's name in cgwgen's
 * own descriptor, else the customer gateway's id.  NULL when it has neither,
 * or it cannot be the name of a file.
 */
const char *lock_site_name(const struct connection *connection);

/* The outside addresses of CONNECTION's tunnels by number, in ARENA; those that
 * are not known are "?". */
const char *const *lock_tunnels(
    const struct connection *connection, struct arena *arena);

/*
 * Whether LOCK and CONNECTION, which is rendered for PROFILE, agree: *RET is
 * what the lock says then.  CGW995 at the place else: the connection's, or
 * the lock's where the connection is in it.
 */
bool lock_agree(const struct lock *lock, const struct connection *connection,
    const struct profile *profile, struct diags *diags,
    const struct lock_row **ret);

#endif
