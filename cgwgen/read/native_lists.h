/* SPDX-License-Identifier: ISC */
/* Where the estate's records stand in cgwgen's own descriptor; the reader and
 * the writer work from these. */
#ifndef CGWGEN_READ_NATIVE_LISTS_H
#define CGWGEN_READ_NATIVE_LISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/estate.h"
#include "read/native_keys.h"

/* A section whose members are records, and what they are part of. */
struct native_list {
	const char *list; /* the key it is under */
	enum native_section section;
	enum estate_kind kind;
	const char *parent; /* the member that is the outer record's key */
};

/* What is within a record of KIND. */
struct native_nested {
	enum estate_kind kind;
	struct native_list within;
};

/* A list of ids and addresses within a record of KIND, each of which is a
 * record of its own. */
struct native_ids {
	enum estate_kind kind;
	const char *list;
	enum estate_kind member;
	const char *parent; /* the member that is the outer record's key */
	const char *name;   /* of the id in it */
};

const struct native_list *native_outermost(size_t *ret_count);
const struct native_nested *native_nested(size_t *ret_count);
const struct native_ids *native_ids(size_t *ret_count);

/* Whether the member called NAME may have the name of a gateway of the
 * descriptor in place of its id. */
bool native_is_reference(const char *name);

#endif
