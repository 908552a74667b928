/* SPDX-License-Identifier: ISC */
/*
 * Parameters: what a device profile lets its user choose, and the values
 * chosen.  Values come from --set, from a file, or from the profile's
 * defaults, in that order of precedence.
 */
#ifndef CGWGEN_DEVICE_PARAMETER_H
#define CGWGEN_DEVICE_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pattern.h"
#include "base/source.h"
#include "doc/node.h"

enum parameter_type {
	PARAMETER_NAME,     /* text that fits the parameter's pattern */
	PARAMETER_TEXT,     /* the same; blanks may be part of it */
	PARAMETER_INTEGER,  /* decimal, within minimum and maximum */
	PARAMETER_BOOLEAN,  /* true or false, no other spelling */
	PARAMETER_ADDRESS,  /* one IPv4 or IPv6 address */
	PARAMETER_PREFIX,   /* one network, no host bits */
	PARAMETER_PREFIXES, /* a list of networks, none of them twice */
	PARAMETER_CHOICE,   /* one of the parameter's choices */
	PARAMETER_TYPES
};

enum parameter_required {
	PARAMETER_NEVER,
	PARAMETER_ALWAYS,
	PARAMETER_BGP,        /* when the connection's routing is BGP */
	PARAMETER_STATIC,     /* when the connection's routing is static */
	PARAMETER_CERTIFICATE /* when the ends have certificates */
};

enum parameter_origin {
	PARAMETER_UNSET,   /* no value: optional and not given */
	PARAMETER_DEFAULT, /* the profile's default */
	PARAMETER_FILE,    /* the file of parameter values */
	PARAMETER_SET      /* --set */
};

enum parameter_shape {
	PARAMETER_IS_NONE,
	PARAMETER_IS_TEXT,    /* text */
	PARAMETER_IS_INTEGER, /* integer */
	PARAMETER_IS_BOOLEAN, /* boolean */
	PARAMETER_IS_LIST     /* items and count */
};

/*
 * A value, ready for a template.  text holds every shape in canonical
 * spelling too ("100", "true", "10.0.0.0/8,10.9.0.0/16"); NULL for none.
 */
struct parameter_value {
	enum parameter_origin origin;
	enum parameter_shape shape;
	struct pos at; /* where it was written; the profile for a default */
	const char *text;
	int64_t integer;
	bool boolean;
	const char *const *items;
	size_t count;
};

/* One parameter of a profile; read-only once the profile is loaded. */
struct parameter {
	const char *name;
	const char *text; /* what it is, for users */
	enum parameter_type type;
	enum parameter_required required;
	/* With which routing it is used: NEVER and ALWAYS both mean with any.
	 */
	enum parameter_required used;
	int64_t minimum; /* of an integer; INT64_MIN and INT64_MAX if not */
	int64_t maximum; /* given */
	int64_t step;    /* between tunnels' numbers that follow; 0: none do */
	const char *const *choices;
	size_t choice_count;
	struct pattern *pattern;       /* of a name or text, else NULL */
	struct parameter_value preset; /* the default; IS_NONE if none */
	struct pos at;                 /* the parameter's key */
};

/* "name", "prefixes", … and "never", "always", "bgp", … */
const char *parameter_type_name(enum parameter_type type);
const char *parameter_required_name(enum parameter_required required);

/* The type of that name, PARAMETER_TYPES when there is none. */
enum parameter_type parameter_type_find(const char *name);

/*
 * What a value must be, for help and messages, such as "an integer from 0 to
 * 4094" or "one of: a, b".  The text lives in ARENA.
 */
const char *parameter_allows(
    const struct parameter *parameter, struct arena *arena);

/*
 * Reads TEXT, written at AT, as a value of PARAMETER (a list is split at its
 * commas).  False after a finding of RULE (CGW605 for a user's value, CGW602
 * for a profile's default) that says what is allowed.  origin is left to
 * the caller.
 */
bool parameter_parse(const struct parameter *parameter, const char *text,
    struct pos at, enum rule_id rule, struct arena *arena, struct diags *diags,
    struct parameter_value *ret);

/* The same for a YAML value, which may be a list where the type is one. */
bool parameter_parse_node(const struct parameter *parameter,
    const struct node *node, enum rule_id rule, struct arena *arena,
    struct diags *diags, struct parameter_value *ret);

/* Where values come from; everything may be empty. */
struct parameter_input {
	/* One source per --set, in the order given; source_new("--set", …)
	 * over the argument "NAME=VALUE".  They outlive the findings. */
	const struct source *const *sets;
	size_t set_count;
	/* The root of the file of values (a mapping), or NULL. */
	const struct node *file;
	/* What the descriptor says for the connection, and for its site (a
	 * mapping each), or NULL. */
	const struct node *connection;
	const struct node *site;
};

/*
 * One value per parameter, in the order of LIST: the last --set, else the
 * file's, else the connection's, else the site's, else the default, else none.
 * Every name and value given is judged, also one that another overrides.  NULL
 * after CGW603 or CGW605 findings.  The values live in ARENA and are never
 * changed, so threads may share them; required parameters are a separate
 * question, see parameter_complete().
 */
const struct parameter_value *parameter_resolve(const struct parameter *list,
    size_t count, const struct parameter_input *input, struct arena *arena,
    struct diags *diags);

/*
 * Whether every parameter that a connection requires has a value; a CGW604
 * finding for SUBJECT (may be NULL) for each that has not.  NEEDS has a bit
 * for each enum parameter_required that holds: 1 << PARAMETER_BGP, …;
 * PARAMETER_ALWAYS goes without saying.
 */
bool parameter_complete(const struct parameter *list, size_t count,
    const struct parameter_value *values, unsigned needs, const char *subject,
    struct diags *diags);

#endif
