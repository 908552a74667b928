/* SPDX-License-Identifier: ISC */
/*
 * What a YAML scalar is: the core schema of YAML 1.2 section 10.3, without
 * the spellings that YAML 1.1 programs read otherwise.
 */
#ifndef CGWGEN_DOC_SCALAR_H
#define CGWGEN_DOC_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "doc/node.h"

enum scalar_type {
	SCALAR_NULL,    /* plain: null, Null, NULL, ~ or nothing */
	SCALAR_BOOLEAN, /* plain: true, false; no other spelling */
	SCALAR_INTEGER, /* plain: decimal without leading zeros, 64 bits */
	SCALAR_NUMBER,  /* plain: any other number, 010, 0x1f and +1 too */
	SCALAR_STRING   /* everything else, and everything quoted */
};

/* NODE's kind is NODE_SCALAR. */
enum scalar_type scalar_type(const struct node *node);

/*
 * Reads TEXT as a decimal integer, the whole of it: '-' or nothing, digits
 * without leading zeros.  False when it is none or needs more than 64 bits.
 */
bool scalar_integer(const char *text, int64_t *ret);

#endif
