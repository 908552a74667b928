/* SPDX-License-Identifier: ISC */
/* The compiled form of a schema, shared by the files that make and use it;
 * everyone else includes schema.h. */
#ifndef CGWGEN_DOC_SHAPE_H
#define CGWGEN_DOC_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pattern.h"
#include "doc/node.h"

/* The types of JSON Schema, as bits. */
enum shape_type {
	SHAPE_NULL = 1,
	SHAPE_BOOLEAN = 2,
	SHAPE_INTEGER = 4,
	SHAPE_NUMBER = 8, /* that is not an integer */
	SHAPE_STRING = 16,
	SHAPE_ARRAY = 32,
	SHAPE_OBJECT = 64
};

struct shape;

/* A property by name or, where name is NULL, by pattern. */
struct shape_property {
	const char *name;
	const struct pattern *pattern;
	const struct shape *shape;
};

/* One schema object or boolean.  What is absent is 0, NULL or SIZE_MAX. */
struct shape {
	bool never;     /* the schema "false" */
	unsigned types; /* shape_type bits; 0: any */
	const struct shape *ref;
	const struct node *values;     /* enum: the list of allowed scalars */
	const struct node *value;      /* const */
	const struct shape *condition; /* if */
	const struct shape *then;      /* what else is asked of what fits it */
	const struct shape *otherwise; /* else: of what does not */
	/* Objects. */
	const struct node *required;       /* the list of keys */
	struct shape_property *properties; /* named ones, then patterns */
	size_t property_count;
	const struct shape *additional;
	const struct shape *names;
	size_t least_properties, most_properties;
	/* Arrays. */
	const struct shape *items;
	size_t least_items, most_items;
	bool unique;
	/* Strings; lengths in characters. */
	size_t least_length, most_length;
	const struct pattern *pattern;
	/* Integers. */
	int64_t minimum, maximum;
};

/* A "$defs" entry. */
struct shape_definition {
	const char *name;
	struct shape *shape;
};

struct schema {
	struct shape root;
	struct shape_definition *definitions;
	size_t definition_count;
	struct pattern **patterns; /* what schema_free() releases */
	size_t pattern_count;
	size_t pattern_capacity;
};

struct schema_compiler {
	struct schema *schema;
	struct arena *arena;
	struct diags *diags;
};

/* Reports that the value at AT had to be WHAT; returns false. */
bool schema_expected(
    struct schema_compiler *compiler, const struct node *at, const char *what);

bool schema_is_string(const struct node *node);

/* Keywords: each reads the value at NODE into RET, or reports. */
bool schema_type(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);
bool schema_enum(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);
bool schema_const(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);
bool schema_unique(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);
bool schema_size(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);
bool schema_bound(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);

#endif
