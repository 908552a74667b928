/* SPDX-License-Identifier: ISC */
/*
 * Where the estate's records stand in cgwgen's own descriptor, and in what is
 * shown of it: in lists, which may be within a record.  The reader, the writer
 * and the reports work from these.
 */
#ifndef CGWGEN_MODEL_ESTATE_LISTS_H
#define CGWGEN_MODEL_ESTATE_LISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/estate.h"

/* A list of records. */
struct estate_place {
	const char *list; /* the key it is under */
	enum estate_kind kind;
	const char *parent;   /* the member that is the outer record's key, or
				 NULL */
	const char *required; /* the member that each has, or NULL */
};

/* A list of records within each record of KIND. */
struct estate_within {
	enum estate_kind kind;
	struct estate_place place;
};

/* A list of ids or addresses within each record of KIND, each of which is a
 * record of its own. */
struct estate_ids {
	enum estate_kind kind;
	const char *list;
	enum estate_kind member;
	const char *parent; /* the member that is the outer record's key */
	const char *name;   /* of the id in it */
};

const struct estate_place *estate_outermost(size_t *ret_count);
const struct estate_within *estate_nested(size_t *ret_count);
const struct estate_ids *estate_id_lists(size_t *ret_count);

/* Whether the member called NAME may have the name of a gateway of the
 * descriptor in place of its id. */
bool estate_is_reference(const char *name);

/* The members of gateways' records that a gateway of the descriptor has as
 * keys; ends with NULL. */
extern const char *const estate_gateway_members[];

#endif
