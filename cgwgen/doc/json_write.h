/* SPDX-License-Identifier: ISC */
/* Writing JSON for people: one member a line, indented with tabs. */
#ifndef CGWGEN_DOC_JSON_WRITE_H
#define CGWGEN_DOC_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* What is being written.  buf and arena are the caller's; the rest zero. */
struct json_out {
	struct buf *buf;
	struct arena *arena; /* for what is put together on the way */
	unsigned depth;      /* how many objects and lists are open */
	bool some;           /* the innermost one has something in it */
};

/* Each writes a member called KEY, or a list's item where KEY is NULL. */

/* Begins an object ('{') or a list ('['); json_close() takes '}' or ']'. */
void json_open(struct json_out *out, const char *key, char bracket);
void json_close(struct json_out *out, char bracket);

/* A string of printable ASCII. */
void json_text(struct json_out *out, const char *key, const char *value);

/* VALUE as it is: JSON already. */
void json_raw(struct json_out *out, const char *key, const char *value);
void json_number(struct json_out *out, const char *key, uint32_t value);

#endif
