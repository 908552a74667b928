/* SPDX-License-Identifier: ISC */
/* What the files of the reader of cgwgen's own descriptor share; everyone
 * else includes native.h. */
#ifndef CGWGEN_READ_NATIVE_READ_H
#define CGWGEN_READ_NATIVE_READ_H

#include "read/format.h"
#include "read/native_keys.h"

/* A site or a gateway under its name. */
struct native_end {
	const char *name;
	const char *key; /* in the inventory */
	struct gateway *gateway;
	bool broken; /* something in it could not be read */
};

struct native_ends {
	const char *what;        /* "site", for messages */
	struct native_end *list; /* sorted by name */
	size_t count;
};

/* One descriptor. */
struct native {
	const struct document *document;
	struct native_ends sites;
	struct native_ends gateways;
	struct connection connection; /* what connections begin as */
	struct tunnel tunnel;         /* what tunnels begin as */
	bool options_assumed;
	bool broken; /* defaults or outermost keys could not be read */
};

/* A CGW125 finding about NODE. */
#define native_complain(reading, node, ...)                                    \
	bind_complain(reading, RULE_DESCRIPTOR_SHAPE, node, __VA_ARGS__)

/* Whether NODE is of KIND; else a finding that NAME must be EXPECTED. */
bool native_expect(struct reading *reading, const struct node *node,
    enum node_kind kind, const char *name, const char *expected);

/*
 * Binds the keys of the mapping NODE that are fields of SECTION to OWNER,
 * but the pre-shared key.  Findings for unknown keys, those that must be
 * there, and values that are not of their kind.
 */
void native_bind(struct reading *reading, enum native_section section,
    const struct node *node, void *owner);

/* Binds the value NODE (NULL: nothing) of FIELD to OWNER; false after a
 * finding. */
bool native_value(struct reading *reading, const struct field *field,
    const struct node *node, void *owner);

/* The value of KEY of SECTION in the mapping NODE; *RET stays unknown when it
 * is not there or after a finding. */
void native_read_key(struct reading *reading, enum native_section section,
    const struct node *node, const char *key, struct value *ret);

/* The mapping under "parameters" of NODE; NULL when there is none, or after a
 * finding. */
const struct node *native_parameters(
    struct reading *reading, const struct node *node);

/* Whether TEXT looks like a key of a descriptor: one short word of small
 * letters, digits and '_'.  What does not may hold a pre-shared key. */
bool native_is_name(const char *text);

/*
 * Marks as secret, in the mapping NODE of SECTION and all below, what is
 * under keys that are unknown or hold the pre-shared key.
 */
void native_hide(struct source *source, enum native_section section,
    const struct node *node);

/* Part.read() of one connection: part->host is the struct native. */
bool native_read_connection(
    struct reading *reading, const struct part *part, struct connection *ret);

/* Takes the lists of ROOT that are about the networks around connections into
 * the inventory, once the gateways were read. */
void native_read_estate(struct reading *reading, const struct native *native,
    const struct node *root);

/* The same for what the device announces over CONNECTION. */
void native_read_announcements(struct reading *reading,
    const struct native *native, const struct node *connection);

/* The same for what the gateway at NODE says of its place among them. */
void native_read_gateway(struct reading *reading, const struct node *node,
    const struct gateway *gateway, const char *key);

/*
 * The pre-shared key that NODE states or refers to; *RET stays unknown after
 * a finding.  Copies live in reading->arena.
 */
void native_read_psk(struct reading *reading, const struct document *document,
    const struct node *node, struct value *ret);

#endif
