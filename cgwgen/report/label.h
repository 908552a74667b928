/* SPDX-License-Identifier: ISC */
/* What people call the fields of the model, and in which order and groups
 * they look at them. */
#ifndef CGWGEN_REPORT_LABEL_H
#define CGWGEN_REPORT_LABEL_H

#include <stdbool.h>
#include <stddef.h>

#include "model/field.h"

enum label_group {
	GROUP_ADDRESSES,
	GROUP_BGP,
	GROUP_KEY,
	GROUP_PHASE1,
	GROUP_PHASE2,
	GROUP_DPD,
	GROUP_OTHER,
	GROUP_STATE,
	LABEL_GROUPS
};

struct label {
	size_t offset; /* which field it is: the field's own offset */
	enum label_group group;
	const char *brief; /* below its group's heading: "lifetime" */
	const char *full;  /* alone: "phase 1 lifetime" */
	const char *unit;  /* of a number: "seconds", or NULL */
};

/* The heading of a group of tunnel fields. */
const char *label_group_name(enum label_group group);

/* The labels of tunnel fields in the order in which they are shown; a test
 * holds that every field has one. */
const struct label *label_tunnel_rows(size_t *ret_count);

/* The label of a field of struct tunnel, or of struct connection; false where
 * the table has none, and *RET is made of the field's name. */
bool label_tunnel(const struct field *field, struct label *ret);
bool label_connection(const struct field *field, struct label *ret);

#endif
