/* SPDX-License-Identifier: ISC */
/*
 * The keys of cgwgen's own descriptor, section by section: most are rows of
 * the field tables, the others are rows here.  The reader, the JSON Schema
 * and the tables of cgwgen-descriptor(5) work from these.
 */
#ifndef CGWGEN_READ_NATIVE_KEYS_H
#define CGWGEN_READ_NATIVE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/field.h"

/* The one version of the format. */
#define NATIVE_VERSION 1

enum native_section {
	NATIVE_DESCRIPTOR, /* the outermost mapping */
	NATIVE_DEFAULTS,
	NATIVE_DEFAULT_TUNNELS,
	NATIVE_SITE,
	NATIVE_GATEWAY,
	NATIVE_CONNECTION,
	NATIVE_ROUTE,
	NATIVE_TUNNEL,
	NATIVE_ANNOUNCEMENT,
	NATIVE_VPC,
	NATIVE_SUBNET,
	NATIVE_TABLE,
	NATIVE_TABLE_ROUTE,
	NATIVE_PEERING,
	NATIVE_ATTACHMENT,
	NATIVE_TRANSIT_TABLE,
	NATIVE_TRANSIT_ROUTE,
	NATIVE_DX_GATEWAY,
	NATIVE_DX_ASSOCIATION,
	NATIVE_INTERFACE,
	NATIVE_PREFIX_LIST,
	NATIVE_CLIENT_ENDPOINT,
	NATIVE_CLIENT_AUTHENTICATION,
	NATIVE_CLIENT_ASSOCIATION,
	NATIVE_CLIENT_ROUTE,
	NATIVE_CLIENT_RULE,
	NATIVE_OPENVPN_SERVER,
	NATIVE_OPENVPN_CLIENT,
	NATIVE_SECTIONS
};

/* What a key that is no field takes. */
enum native_type {
	NATIVE_IS_VERSION,
	NATIVE_IS_FLAG,      /* a row of native_field() */
	NATIVE_IS_TEXT,      /* likewise */
	NATIVE_IS_NETWORKS,  /* a list of networks */
	NATIVE_IS_IDS,       /* a list of ids */
	NATIVE_IS_ADDRESSES, /* a list of IP addresses */
	NATIVE_IS_ROUTES,    /* a list of networks and of mappings */
	NATIVE_IS_VALUES,    /* a mapping of the user's own */
	NATIVE_IS_MAPPING,   /* a section */
	NATIVE_IS_NAMED,     /* a mapping of names to sections */
	NATIVE_IS_LIST       /* a list of sections */
};

struct native_key {
	const char *name;
	enum native_type type;
	enum native_section section; /* what is in it */
	bool required;
	const struct field *field; /* IS_FLAG, IS_TEXT: how it is read */
	const char *text;          /* what it is, for manuals */
};

struct native_keys {
	const char *name;  /* "connection", in messages and for the manual */
	const char *title; /* "One connection", for the schema */
	/* The rows of the field tables that are keys here, less those named
	 * in without. */
	const struct field *(*fields)(size_t *ret_count);
	const char *const *without;
	const char *required;          /* the one field that must be there */
	const char *const *first;      /* fields that come first in manuals */
	const struct native_key *keys; /* keys that are no such rows */
	size_t key_count;
	/* A field that is no key, since what the section is in says it; or
	 * NULL. */
	const char *outer;
};

/* The keys of SECTION. */
const struct native_keys *native_keys(enum native_section section);

/* The field called NAME that is a key of SECTION, or NULL. */
const struct field *native_field(enum native_section section, const char *name);

/* The other key of that name, or NULL. */
const struct native_key *native_key(
    enum native_section section, const char *name);

/* One key of a section: a field, or a key that is none. */
struct native_entry {
	const char *name;
	const struct field *field;    /* or NULL */
	const struct native_key *key; /* or NULL */
};

/* All keys of SECTION in the order of manuals, in ARENA. */
const struct native_entry *native_entries(
    enum native_section section, struct arena *arena, size_t *ret_count);

/* How one network of a list is read, into a struct value of its own. */
extern const struct field native_network;

/* The fields of NATIVE_ROUTE, of struct route. */
const struct field *native_route_fields(size_t *ret_count);

/* What FIELD is, where the row speaks of templates or the XML in other words
 * than the row. */
const char *native_text(const struct field *field);

/* An example of a field's value as YAML and JSON write it, or NULL. */
const char *native_example(const struct field *field);

#endif
