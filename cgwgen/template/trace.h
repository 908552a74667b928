/* SPDX-License-Identifier: ISC */
/* What trace.c and trace_derive.c share. */
#ifndef CGWGEN_TEMPLATE_TRACE_H
#define CGWGEN_TEMPLATE_TRACE_H

#include "template/engine.h"

/* What a TV_OPAQUE points to. */
struct opaque {
	struct tvalue value; /* this render's */
	bool leaf;           /* the value is one, not a text made of some */
	size_t count;
	struct template_hole holes[]; /* never empty ones */
};

/* Room for COUNT holes; *RET becomes the value. */
struct opaque *opaque_new(
    struct arena *arena, struct tvalue value, size_t count, struct tvalue *ret);
void opaque_leaf(
    struct run *r, struct tvalue value, uint32_t leaf, struct tvalue *ret);

#define OPAQUE_OPERANDS 4

enum derived_way {
	DERIVED_CALL,    /* filter or test ROW of the operands */
	DERIVED_METHOD,  /* the same, of values of that type */
	DERIVED_COMPARE, /* the first OP the second */
	DERIVED_ITEM     /* the first [the second] */
};

/* How a derived leaf is made. */
struct template_derivation {
	enum derived_way way;
	const struct builtin *row;
	const char *kind; /* of the row: "filter", "test", "method" */
	enum operator op;
	uint8_t type; /* enum tkind: what has the method */
	struct tvalue operands[OPAQUE_OPERANDS]; /* scalars, or opaque */
	size_t count;
	struct tvalue made; /* of them in the render that is traced */
};

static inline bool
opaque_scalar(const struct tvalue *value)
{
	return value->kind == TV_NONE || value->kind == TV_BOOL ||
	       value->kind == TV_INT || value->kind == TV_STRING;
}

/* What VALUE is in this render. */
static inline struct tvalue
opaque_shown(const struct tvalue *value)
{
	return value->kind == TV_OPAQUE
		   ? ((const struct opaque *)value->as.object)->value
		   : *value;
}

#endif
