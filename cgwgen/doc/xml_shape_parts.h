/* SPDX-License-Identifier: ISC */
/* What a shape is: xml_shape.c makes it, xml_match.c reads with it. */
#ifndef CGWGEN_DOC_XML_SHAPE_PARTS_H
#define CGWGEN_DOC_XML_SHAPE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "doc/xml_shape.h"

#define LIMIT_SECRETS 64
/* A longer value is read the long way. */
#define LIMIT_VALUE 4096

#define NONE UINT32_MAX

/* A place: so many bytes behind the start of a piece. */
struct mark {
	uint32_t piece;
	uint32_t behind;
};

/* Markup, up to the value that follows it; nothing follows the last piece. */
struct piece {
	uint32_t start; /* in the shape's text */
	uint32_t length;
	bool element; /* the value is an element's: no blanks at its ends */
};

/* A node; parents come before their children. */
struct plan {
	enum node_kind kind;
	uint32_t parent;
	uint32_t name;  /* in the shape's names */
	uint32_t value; /* the number of its value, or NONE */
	uint32_t text;  /* of a text that is markup, in the texts, or NONE */
	struct mark name_pos, pos;
};

struct xml_shape {
	struct arena *arena;
	bool narrow;
	bool plain[256]; /* the bytes that a value may consist of */
	char *text;      /* the pieces, one behind the other */
	struct piece pieces[XML_SHAPE_VALUES + 1];
	size_t value_count;
	struct plan *plans;
	size_t node_count;
	struct buf names;                /* each ends with a NUL byte */
	struct buf texts;                /* so, too */
	uint32_t secrets[LIMIT_SECRETS]; /* the numbers of values */
	size_t secret_count;
	/* What the values were in all documents that were studied; NULL where
	 * they were not the same. */
	bool studied;
	const char *same[XML_SHAPE_VALUES];
};

static inline bool
xml_has_blank_end(const char *text, size_t length)
{
	return text[0] == ' ' || text[length - 1] == ' ';
}

#endif
