/* SPDX-License-Identifier: ISC */
/* The rows themselves, for the files model/field_*.c. */
#ifndef CGWGEN_MODEL_FIELD_ROWS_H
#define CGWGEN_MODEL_FIELD_ROWS_H

#include <stddef.h>

#include "model/field.h"

extern const struct field field_rows_connection[];
extern const struct field field_rows_tunnel[];

/* The place among the rows of what is at OFFSET in struct connection. */
#define CONNECTION_ROW(offset)                                                 \
	(((offset)-offsetof(struct connection, id)) / sizeof(struct value))

/* The place among the rows of what is at OFFSET in struct tunnel. */
#define TUNNEL_ROW(offset)                                                     \
	(((offset)-offsetof(struct tunnel, customer_outside_address)) /        \
	    sizeof(struct value))

#endif
