/* SPDX-License-Identifier: ISC */
/*
 * What the reader of a descriptor format is.  A format is one row of the
 * table in format.c: it says whether a document is its own, and takes from
 * it the parts of connections, the gateways and the routes that are there.
 * A part is read only when its connection's turn comes, so that ten thousand
 * connections of one file never lie in memory as models at once.
 */
#ifndef CGWGEN_READ_FORMAT_H
#define CGWGEN_READ_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"
#include "model/connection.h"

struct inventory; /* read/inventory.h */

/* One input whose syntax was read. */
struct document {
	struct source *source;
	const struct node *root; /* JSON or YAML; NULL for XML */
	struct arena *arena;     /* lives as long as the inventory */
};

/* What reading one connection, or one document, works with. */
struct reading {
	struct inventory *inventory;
	struct arena *arena; /* where texts and models go */
	struct diags *diags;
	enum origin origin;  /* what values get that are read now */
	const char *subject; /* whom findings are about, or NULL */
	bool late;           /* what others say was put together already */
};

/* What one document says about one connection. */
struct part {
	const struct document *document;
	const struct node *node; /* NULL for XML */
	/* The connection's id where the document says it, else NULL: parts
	 * with one id are joined. */
	const char *id;
	/* Reads the part into RET, which is zeroed; false after findings when
	 * there is nothing to speak of. */
	bool (*read)(struct reading *reading, const struct part *part,
	    struct connection *ret);
	const void *host; /* what else read() needs */
};

struct input_format {
	const char *name;  /* for --input-format: "terraform" */
	const char *title; /* "the output of terraform show -json" */
	/* Words, ended by NULL, one of which any file of this format holds:
	 * in a directory other files are not looked into. */
	const char *const *words;
	/* Whether the document, whose root is not NULL, is of this format,
	 * by its outermost keys.  NULL for XML. */
	bool (*matches)(const struct document *document);
	/* Takes what the document holds into reading->inventory. */
	void (*collect)(
	    struct reading *reading, const struct document *document);
	/* Whether local tags of YAML ("!Ref") mean something in it: see
	 * yaml_read_start().  Elsewhere they are refused. */
	bool tagged;
};

/* The rows; ended by one without a name. */
extern const struct input_format input_formats[];

/* The row called NAME, or NULL. */
const struct input_format *format_find(const char *name);

/* "aws-xml, aws-cli, …", in ARENA. */
const char *format_names(struct arena *arena);

/* What a document is; NULL when no format matches. */
const struct input_format *format_detect(const struct document *document);

#endif
