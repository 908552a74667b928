/* SPDX-License-Identifier: ISC */
/*
 * The field tables: one row for everything that can be said about a
 * connection, a tunnel or a gateway.  Readers and writers of every format,
 * --tunnel-option, the template context, cgwgen show, cgwgen diff and the
 * manual work from these rows.
 */
#ifndef CGWGEN_MODEL_FIELD_H
#define CGWGEN_MODEL_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/connection.h"

enum field_type {
	FIELD_TEXT,
	FIELD_NUMBER,      /* decimal, at most 4294967295 */
	FIELD_FLAG,        /* true or false */
	FIELD_IPV4,        /* an IPv4 address */
	FIELD_IPV6,        /* an IPv6 address */
	FIELD_IP,          /* either */
	FIELD_PREFIX,      /* ADDRESS/LENGTH */
	FIELD_IKE_VERSION, /* the algorithm kinds, in their order: sets */
	FIELD_ENCRYPTION,
	FIELD_INTEGRITY,
	FIELD_DH_GROUP
};

/* Whether AWS's XML must have the field. */
enum field_need {
	FIELD_OPTIONAL, /* may be absent */
	FIELD_WITHIN,   /* must be there when the element around it is */
	FIELD_REQUIRED  /* must be there, with all elements around it */
};

struct field {
	/* In messages, templates and cgwgen's own descriptors; it is also
	 * Terraform's argument, behind "tunnel1_" or "tunnel2_" for tunnels,
	 * unless terraform says otherwise. */
	const char *name;
	const char *xml;    /* path below its root; "@id": attribute; NULL */
	const char *option; /* --tunnel-option's name, AWS's own, or NULL */
	/* The path in an answer of the EC2 API, "Options/EnableAcceleration";
	 * its last part is the property in CloudFormation.  NULL: option. */
	const char *api;
	const char *terraform; /* NULL: name; "": Terraform has none */
	enum field_type type;
	enum field_need need;
	size_t offset; /* of a struct value in struct connection or tunnel */
	bool secret;
	int phase;           /* 1 or 2 for algorithm sets, else 0 */
	uint32_t minimum;    /* AWS's range of an option */
	uint32_t maximum;    /* 0: none */
	const char *choices; /* FIELD_TEXT options: "add|start", or NULL */
	/* AWS's default as text, or NULL.  Of a set without an option: what
	 * AWS's XML prints whatever the tunnel is set to. */
	const char *fallback;
	/* What field_parse() makes of it, where that is a number or a flag of
	 * a connection or tunnel. */
	union {
		uint32_t number;
		bool flag;
	} preset;
	const char *source; /* where default and range come from */
	bool hidden;        /* templates do not see it (sets never are) */
	const char *none;   /* when they see none there; NULL: never */
	bool bgp;           /* means nothing with static routing */
	/* What AWS's end saw at one moment, not what it is set to: it differs
	 * from one answer to the next, which is no contradiction. */
	bool momentary;
	const char *text; /* what it is, one line, for manuals */
};

/* The rows of struct connection and of struct tunnel: first those of AWS's XML,
 * in its order. */
const struct field *connection_fields(size_t *ret_count);
const struct field *tunnel_fields(size_t *ret_count);

/* The row of the value at OFFSET in struct connection or tunnel. */
const struct field *connection_field_at(size_t offset);
const struct field *tunnel_field_at(size_t offset);

/* Of struct tunnel's rows those that have a maximum. */
const struct field *const *tunnel_ranges(size_t *ret_count);

/*
 * Of the rows those that a configuration cannot do without or that templates
 * print letter by letter: of a tunnel those of AWS's XML that are required,
 * have a default, or mean something with BGP or IPv6 inside, but those that it
 * prints for a set; and the texts that are neither secret nor hidden.
 */
const struct field *const *connection_guarded(size_t *ret_count);
const struct field *const *tunnel_guarded(size_t *ret_count);

/* Of both those that get a default where nobody stated them: those with a
 * fallback, and the sets that are options. */
const struct field *const *connection_defaults(size_t *ret_count);
const struct field *const *tunnel_defaults(size_t *ret_count);

/* The rows of struct gateway for KIND; they know no XML. */
const struct field *gateway_fields(enum gateway_kind kind, size_t *ret_count);

/* The row of each of a gateway's prefixes, which have no slot in it. */
const struct field *gateway_prefix_field(enum gateway_kind kind);

/* The name in Terraform ("" for none) and the path in the API (NULL). */
const char *field_terraform(const struct field *field);
const char *field_api(const struct field *field);

/* The slot of FIELD in a connection, tunnel or gateway. */
static inline struct value *
field_slot(const struct field *field, void *owner)
{
	return (struct value *)(void *)((char *)owner + field->offset);
}

static inline const struct value *
field_get(const struct field *field, const void *owner)
{
	return (const struct value *)(const void *)((const char *)owner +
						    field->offset);
}

/* The tunnel field of AWS's option NAME (in any case), or NULL. */
const struct field *field_option(const char *name);

/* The tunnel field called NAME, or NULL. */
const struct field *field_tunnel(const char *name);

/* The algorithm kind of a field's type; only for those that are sets. */
static inline bool
field_is_set(const struct field *field, enum algorithm_kind *ret)
{
	if (field->type < FIELD_IKE_VERSION)
		return false;
	*ret = (enum algorithm_kind)(field->type - FIELD_IKE_VERSION);
	return true;
}

/*
 * Reads TEXT as AWS's XML writes the field.  Fills ret->u and returns true,
 * or returns false when it is not of the field's type.  Where somebody hid a
 * secret, ret->text becomes PSK_REDACTED.
 */
bool field_parse(
    const struct field *field, const char *text, struct value *ret);

/* Reads the field's default, which it must have, like field_parse(). */
bool field_parse_fallback(const struct field *field, struct value *ret);

/* Whether TEXT is among the field's choices, if it has any. */
bool field_takes(const struct field *field, const char *text);

/*
 * Reads TEXT as a --tunnel-option value: sets are AWS's names joined by
 * commas; numbers must lie in AWS's range, texts among AWS's choices.
 */
bool field_parse_option(const struct field *field, const char *text,
    struct arena *arena, struct value *ret);

/*
 * The value as its field writes it, in ARENA: sets are AWS's names joined by
 * ", ", addresses canonical.  NULL when it is not known.  A secret's text is
 * returned like any other: the caller keeps it out of messages.
 */
const char *field_format(
    const struct field *field, const struct value *value, struct arena *arena);

/* VALUE, a known address, canonical; in ARENA unless it was written so. */
const char *field_address(const struct value *value, struct arena *arena);

/* Whether two known values of FIELD mean the same. */
bool field_equal(
    const struct field *field, const struct value *a, const struct value *b);

/* What the field takes, for messages: "a number from 900 to 3600". */
const char *field_expected(const struct field *field, struct arena *arena);

#endif
