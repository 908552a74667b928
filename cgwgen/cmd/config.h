/* SPDX-License-Identifier: ISC */
/*
 * The configuration of a run: the command line, completed by the file
 * .cgwgen.yaml, which cgwgen-config(5) describes.
 */
#ifndef CGWGEN_CMD_CONFIG_H
#define CGWGEN_CMD_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check/quota.h"
#include "check/selection.h"
#include "cmd/opt.h"

struct session; /* cmd/session.h */

#define CONFIG_FILE ".cgwgen.yaml"
#define CONFIG_LIMIT_SIZE ((size_t)1024 * 1024)

struct config {
	struct settings settings; /* what the command line does not say is the
				     file's; lists are the command line's */
	const char *path;         /* of the file as seen from here, or NULL */
	struct selection *selection;
	struct quotas quotas;
	struct diags *diags; /* on the file */
	bool good;           /* no such findings, so that it may be used */
	struct arena *arena;
	struct source *source;
};

/*
 * Reads the file that the command line names or, from the working directory
 * upwards, the first one there is, and completes SETTINGS, which must outlive
 * it, in RET.  Returns what is wrong with the command line, or NULL.
 * config_close() is due in both cases, after the findings were printed.
 */
const char *config_open(struct config *ret, const struct settings *settings);
void config_close(struct config *config);

/* Makes SESSION, which is open, keep to CONFIG. */
void config_apply(const struct config *config, struct session *session);

/* Adds what there is to say of CONFIG when all was checked. */
void config_finish(const struct config *config, struct session *session);

/*
 * The first CONFIG_FILE from the working directory upwards, as seen from
 * there: the root is the last directory that is looked at, or one in which
 * there is a ".git".  The path lives in ARENA; NULL when there is none.
 */
const char *config_find(struct arena *arena);

#endif
