/* SPDX-License-Identifier: ISC */
/* What templates see: the model and the device as template values. */
#ifndef CGWGEN_RENDER_CONTEXT_H
#define CGWGEN_RENDER_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/parameter.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/choice.h"
#include "template/value.h"

/* What a printed value is: the origin that template values carry. */
struct provenance {
	const char *scope;         /* "tunnels.1", "param", ... */
	const char *name;          /* "pre_shared_key" */
	const struct value *value; /* NULL when it was derived */
	/* Of "param": the value, which may be the profile's own; else NULL. */
	const struct parameter_value *parameter;
	bool secret;
};

/* What the names of a dict stand for. */
enum context_kind {
	CONTEXT_CONNECTION,
	CONTEXT_TUNNEL,
	CONTEXT_PHASE,
	CONTEXT_DEVICE,
	CONTEXT_ENDPOINT, /* of Client VPN */
	CONTEXT_USER,     /* who connects to it */
	CONTEXT_SERVER,   /* of OpenVPN */
	CONTEXT_PEER,     /* a client of it */
	CONTEXT_KEYS,     /* what stands inline */
	CONTEXT_KINDS
};

struct context_table;

/* Who is told which values of a context are read; the numbers are those of
 * context_leaf() in context_rows.h. */
struct context_watch {
	void (*read)(void *host, uint32_t leaf);
	void *host;
};

/* The part that is the same for all connections of a run: "device" and
 * "param". */
struct context_base {
	struct tvalue device;
	struct tvalue param;
	/* Of the dicts that each connection has. */
	const struct context_table *tables[CONTEXT_KINDS];
	int64_t slot; /* which of the device's connections, from 0 */
	int64_t preferred_tunnel; /* from 1; 0: none */
	bool keyless; /* no pre-shared key is needed, and none is published */
};

/* Builds the common part in ARENA; PARAMETERS are parameter_resolve()'s. */
struct context_base context_base(const struct profile *profile,
    const struct parameter_value *parameters, struct arena *arena);

/*
 * The context of one connection, as cgwgen-device(5) describes it, in ARENA.
 * CHOICES has one entry per tunnel.  The values are made when a template asks
 * for them: what is given must last as long as *RET.  False after CGW608,
 * CGW609 and CGW610 findings: nothing is published that a template must not
 * print.
 */
bool context_build(const struct connection *connection,
    const struct choice *choices, const struct profile *profile,
    const struct context_base *base, struct arena *arena, struct diags *diags,
    struct tvalue *ret);

/* The same without guard_connection(), which has passed; the reads are told to
 * WATCH, if it is not NULL, as are those of a traced render. */
struct tvalue context_make(const struct connection *connection,
    const struct choice *choices, const struct profile *profile,
    const struct context_base *base, const struct context_watch *watch,
    struct arena *arena);

/* A parameter's value as templates see it. */
struct tvalue context_parameter(
    const struct parameter_value *value, struct arena *arena);

/* What a name stands for. */
enum context_type {
	CONTEXT_TEXT,    /* a string */
	CONTEXT_INTEGER, /* an integer */
	CONTEXT_FLAG,    /* true or false */
	CONTEXT_LIST,    /* a list of strings */
	CONTEXT_DICT,    /* names below it follow */
	CONTEXT_DICTS    /* the same, a list of such dicts */
};

/* "string", "integer", "boolean", "list of strings", "dict", … */
const char *context_type_name(enum context_type type);

/* One name that templates see. */
struct context_name {
	const char *path;  /* "tunnels[].phase1.encryption" */
	const char *scope; /* the part before the last dot; "" at the top */
	const char *name;  /* "encryption" */
	enum context_type type;
	const char *none; /* when it is none: "with static routing", or NULL */
	const char *text; /* one line: what it is */
	bool secret;
};

/*
 * Every name that templates see, in ARENA: a dict, then the names below it in
 * alphabetical order.  With PROFILE (may be NULL) its parameters are among
 * them.  These are the very tables that context_build() publishes from.
 */
const struct context_name *context_names(
    const struct profile *profile, struct arena *arena, size_t *ret_count);

/*
 * A context with these names and values that stand for any of their type,
 * one tunnel long: what template_check() takes.  What may be none is none,
 * and so is "param" without a PROFILE.
 */
struct tvalue context_shape(const struct profile *profile, struct arena *arena);

#endif
