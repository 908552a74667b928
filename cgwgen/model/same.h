/* SPDX-License-Identifier: ISC */
/* Whether two models say the same, row by row. */
#ifndef CGWGEN_MODEL_SAME_H
#define CGWGEN_MODEL_SAME_H

#include <stdbool.h>
#include <stddef.h>

#include "model/field.h"

/*
 * Whether A and B are the same for FIELD: neither is known, or both are and
 * field_equal().  A set that is only printed and not known is what AWS
 * prints then, its row's fallback.
 */
bool field_same(
    const struct field *field, const struct value *a, const struct value *b);

/* One difference. */
struct difference {
	const char *owner; /* "connection", "tunnel", "customer gateway" */
	size_t index;      /* of the tunnel or route */
	/* NULL: one side has fewer of them, another kind of gateway, or other
	 * parameters; then left and right are NULL, too. */
	const struct field *field;
	const struct value *left;
	const struct value *right;
};

struct sameness {
	/* Which rows are looked at; NULL: all. */
	bool (*takes)(
	    const struct sameness *sameness, const struct field *field);
	/* Called for each difference; may be NULL. */
	void (*found)(const struct sameness *sameness,
	    const struct difference *difference);
	void *host;
	/* Not the routes and not what is known of the two gateways: AWS's XML
	 * has neither. */
	bool alone;
};

/*
 * How many differences there are between two connections; tunnels and routes
 * are paired by their order.  Origins and places are not compared.
 */
size_t connection_compare(const struct sameness *sameness,
    const struct connection *left, const struct connection *right);

#endif
