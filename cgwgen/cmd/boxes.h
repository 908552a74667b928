/* SPDX-License-Identifier: ISC */
/* The devices of a run: what the operands name.  Floor: cmd. */
#ifndef CGWGEN_CMD_BOXES_H
#define CGWGEN_CMD_BOXES_H

#include "cmd/box.h"

struct boxes {
	struct box *list;
	size_t count;
	bool several; /* an operand is a directory */
};

/*
 * Operands that are files are one device together; in a directory each file
 * is one and each directory, with all files below it, is one.  False after
 * findings.
 */
bool boxes_open(struct session *session, const char *const *paths, size_t count,
    struct boxes *ret);

/* How many of the outside addresses of CONNECTION stand in the text of BOX. */
size_t box_has(const struct box *box, const struct connection *connection);

#endif
