/* SPDX-License-Identifier: ISC */
/* One device's configuration, read.  Floor: cmd. */
#ifndef CGWGEN_CMD_BOX_H
#define CGWGEN_CMD_BOX_H

#include "cmd/session.h"
#include "cmd/target.h"
#include "verify/running.h"
#include "verify/verify.h"

struct box {
	const char *name; /* for messages */
	const char *const *paths;
	size_t path_count;
	struct source **sources;
	struct listing *listings;
	size_t count;
	struct lexicon lexicon;
	struct running *running; /* NULL: not read yet, or unreadable */
	struct arena *arena;     /* of what is read; NULL: the session's */
	/* What recognize_form() found: of which profile, and which form. */
	const struct profile *asked;
	const struct profile *form;
};

/* Reads the files of BOX as text; false after findings. */
bool box_open(struct session *session, struct box *box, struct diags *diags);

/* Takes them apart; SYNTAX tells how they nest.  False after findings. */
bool box_read(struct session *session, struct box *box,
    const struct profile_syntax *syntax, struct diags *diags);

/* A kind of device with parameters, ready to be rendered for. */
struct kind {
	struct target target;
	struct renderer *renderer;
	struct verify_device device;
	bool examples;
	struct guess *guess;                /* NULL: not made yet */
	const struct verify_device *demand; /* kind_with_options() */
	struct kind *next;
};

/*
 * The kind for TARGET, of LIST, to which a new one is added.  NULL after
 * findings.  With EXAMPLES parameters that are required and not given are
 * made up, for either routing (device.for_static).
 */
struct kind *kind_find(struct session *session, const struct targets *targets,
    struct kind **list, const struct target *target, bool examples,
    struct diags *diags);

/* The device of KIND, of LIST, with a value for each parameter that has none,
 * so that it prints all that it can; NULL when it prints nothing then. */
const struct verify_device *kind_with_options(struct session *session,
    const struct targets *targets, struct kind **list, struct kind *kind,
    struct diags *diags);

void kinds_free(struct kind *list);

#endif
