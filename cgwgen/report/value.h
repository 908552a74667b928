/* SPDX-License-Identifier: ISC */
/* Single values as people and programs read them, keys kept back. */
#ifndef CGWGEN_REPORT_VALUE_H
#define CGWGEN_REPORT_VALUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/field.h"
#include "report/writer.h"

/* What there is to say about a value. */
enum value_state {
	VALUE_ABSENT,     /* nobody stated it */
	VALUE_UNREADABLE, /* what was written is not of the field's type */
	VALUE_LATER,      /* known after deployment */
	VALUE_WITHHELD,   /* a key that AWS keeps back */
	VALUE_KNOWN
};

enum value_state value_state(
    const struct field *field, const struct value *value);

/* One word for ORIGIN: "xml", "api", …, "later"; NULL for none. */
const char *value_origin(enum origin origin);

/* The same for people, in at most 14 characters: "XML", "EC2 API"; "-". */
const char *value_origin_brief(enum origin origin);

/* TEXT fit for a terminal: printable ASCII, other bytes as \xNN, in ARENA. */
const char *value_plain(const char *text, struct arena *arena);

/*
 * VALUE for people, fit for a terminal: "-" where nobody stated it, "hidden"
 * or "withheld" for a key unless SECRETS.
 */
const char *value_print(const struct field *field, const struct value *value,
    bool secrets, struct arena *arena);

/*
 * VALUE as JSON: numbers as such, sets as lists, texts as strings; null where
 * it is not known, and for a key unless SECRETS.
 */
void value_write(struct writer *writer, const struct field *field,
    const struct value *value, bool secrets);

#endif
