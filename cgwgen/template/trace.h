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

#endif
