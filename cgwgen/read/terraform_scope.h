/* SPDX-License-Identifier: ISC */
/* Modules in a plan's configuration; shared by the files that follow
 * references. */
#ifndef CGWGEN_READ_TERRAFORM_SCOPE_H
#define CGWGEN_READ_TERRAFORM_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "read/terraform_set.h"

/* How far references are followed, and how many in all, for one attribute. */
#define TF_LIMIT_DEPTH 64
#define TF_LIMIT_STEPS 2000
/* How many nodes and instances are looked at for one attribute. */
#define TF_LIMIT_VISITS 1000000
/* The same for a whole document. */
#define TF_LIMIT_ALL_VISITS 200000000

/* A module's configuration and the instance of it that is looked at. */
struct tf_scope {
	const struct tf_scope *parent; /* NULL: the root module */
	const struct node *module;
	const struct node *call; /* in the parent's module_calls */
	const char *key;         /* of this instance */
	const char *address;     /* "module.site[\"hq\"]" or "" */
};

/* One attribute's way through the configuration. */
struct tf_search {
	struct tf_set *set;
	struct arena *arena;
	const char *attribute; /* that has the id */
	enum tf_kind kind;
	size_t steps;
	size_t visits;
	struct tf_resource *found;
	bool unsure; /* it could be another, or anything */
};

/* The child of the map MAP (NULL: none) with the name of LENGTH bytes. */
const struct node *tf_child(struct tf_search *search, const struct node *map,
    const char *name, size_t length);
const struct node *tf_child_named(
    struct tf_search *search, const struct node *map, const char *name);

/* The resource with the address LOCAL in MODULE's configuration, or NULL. */
const struct node *tf_configured(
    struct tf_search *search, const struct node *module, const char *local);

/* The length of a name, up to '.' or '['. */
size_t tf_name_length(const char *text);

/* The length of a key in brackets at TEXT, 0 when there is none. */
size_t tf_key_length(const char *text);

/* The instance with KEY of the module called NAME (LENGTH bytes) in PARENT;
 * NULL when it is not configured. */
const struct tf_scope *tf_enter(struct tf_search *search,
    const struct tf_scope *parent, const char *name, size_t length,
    const char *key);

/* "module.a.LOCAL" for LOCAL in SCOPE. */
const char *tf_within(
    struct tf_search *search, const struct tf_scope *scope, const char *local);

/* The module instance at ADDRESS, or NULL. */
const struct tf_scope *tf_scope(struct tf_search *search, const char *address);

#endif
