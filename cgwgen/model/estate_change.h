/* SPDX-License-Identifier: ISC */
/*
 * What changed between the networks around two sets of connections: values
 * are compared, not where they came from.
 */
#ifndef CGWGEN_MODEL_ESTATE_CHANGE_H
#define CGWGEN_MODEL_ESTATE_CHANGE_H

#include <stddef.h>

#include "base/arena.h"
#include "model/change.h"
#include "model/estate.h"

struct estate_change {
	enum change_kind kind; /* added, removed or changed */
	/* The two records; one is NULL where the other is new or gone. */
	const struct estate_item *old_item;
	const struct estate_item *new_item;
	const char *title; /* what the record is known by, without its file */
	/* NULL when a record is added or removed as a whole. */
	const struct field *field;
	const struct value *old_value; /* NULL where it is added or removed */
	const struct value *new_value;
	/* How references to things without ids read, without their files; NULL
	 * where a value is to be formatted as its field is. */
	const char *old_text;
	const char *new_text;
	const struct estate_change *next;
};

struct estate_comparison {
	const struct estate_change *first; /* all about one record in a row */
	size_t count;
};

/* One of the two sides: bit N of ORIGINS says that an input of its with origin
 * N was read, for its connections or its estate. */
struct estate_side {
	const struct estate *estate;
	unsigned origins;
};

/* The origins of COUNT CONNECTIONS, and of the estate, for struct
 * estate_side. */
unsigned estate_side_origins(const struct estate *estate,
    const struct connection *const *connections, size_t count);

/*
 * Compares OLD to NEW; the changes live in ARENA and point into both.  Records
 * are paired by what makes them one; where that has no id yet, by the names
 * that it has in its file.  What one side leaves out is a difference only when
 * an input that was read for it could have said it: an answer of AWS is about
 * one kind of records, any other input about all; and what nobody writes into
 * a route table is missing only where all is listed.  What is true of a moment
 * (struct field) is not compared, nor who is connected.
 */
void compare_estates(const struct estate_side *old,
    const struct estate_side *new, struct arena *arena,
    struct estate_comparison *ret);

#endif
