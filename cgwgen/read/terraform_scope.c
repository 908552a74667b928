/* SPDX-License-Identifier: ISC */
/* Modules in a plan's configuration, with a bound on how many nodes are
 * looked at.  Floor 3. */
#include "read/terraform_scope.h"

#include <string.h>

/* Whether one more node may be looked at. */
static bool
may_visit(struct tf_search *search)
{
	search->set->visits++;
	return ++search->visits <= TF_LIMIT_VISITS &&
	       search->set->visits <= TF_LIMIT_ALL_VISITS;
}

const struct node *
tf_child(struct tf_search *search, const struct node *map, const char *name,
    size_t length)
{
	const struct node *child;

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (child = map->first; child != NULL && may_visit(search);
	     child = child->next)
		if (strncmp(child->name, name, length) == 0 &&
		    child->name[length] == '\0')
			return child;
	return NULL;
}

const struct node *
tf_child_named(
    struct tf_search *search, const struct node *map, const char *name)
{
	return tf_child(search, map, name, strlen(name));
}

static bool
is_at(const struct node *item, const char *local)
{
	const char *address = node_text(item, "address");

	return address != NULL && strcmp(address, local) == 0;
}

const struct node *
tf_configured(
    struct tf_search *search, const struct node *module, const char *local)
{
	const struct node *list = tf_child_named(search, module, "resources");
	const struct node *item, *hint = search->set->hint;

	if (list == NULL)
		return NULL;
	/* Terraform sorts them as it sorts the instances. */
	if (hint != NULL && hint->parent == list) {
		if (is_at(hint, local))
			return hint;
		if (hint->next != NULL && is_at(hint->next, local))
			return search->set->hint = hint->next;
	}
	for (item = list->first; item != NULL && may_visit(search);
	     item = item->next)
		if (is_at(item, local))
			return search->set->hint = item;
	return NULL;
}

size_t
tf_name_length(const char *text)
{
	return strcspn(text, ".[");
}

size_t
tf_key_length(const char *text)
{
	const char *end = text + 1;

	if (*text != '[')
		return 0;
	if (*end != '"') {
		end += strcspn(end, "]");
		return *end == ']' ? (size_t)(end + 1 - text) : 0;
	}
	for (end++; *end != '\0' && *end != '"'; end++)
		if (*end == '\\' && end[1] != '\0')
			end++;
	return end[0] == '"' && end[1] == ']' ? (size_t)(end + 2 - text) : 0;
}

const char *
tf_within(
    struct tf_search *search, const struct tf_scope *scope, const char *local)
{
	if (scope->address[0] == '\0')
		return local;
	return arena_printf(search->arena, "%s.%s", scope->address, local);
}

const struct tf_scope *
tf_enter(struct tf_search *search, const struct tf_scope *parent,
    const char *name, size_t length, const char *key)
{
	struct tf_scope *scope = ARENA_NEW(search->arena, struct tf_scope);

	scope->parent = parent;
	scope->call = tf_child(search,
	    tf_child_named(search, parent->module, "module_calls"), name,
	    length);
	scope->module = tf_child_named(search, scope->call, "module");
	scope->key = key;
	scope->address = tf_within(search, parent,
	    arena_printf(
		search->arena, "module.%.*s%s", (int)length, name, key));
	return scope->module != NULL ? scope : NULL;
}

const struct tf_scope *
tf_scope(struct tf_search *search, const char *address)
{
	struct tf_scope *scope = ARENA_NEW(search->arena, struct tf_scope);
	const struct tf_scope *inner;
	size_t length, key, depth;

	scope->module = search->set->configuration;
	scope->key = scope->address = "";
	inner = scope;
	for (depth = 0; *address != '\0'; depth++) {
		if (strncmp(address, "module.", 7) != 0 ||
		    depth == TF_LIMIT_DEPTH)
			return NULL;
		address += 7;
		length = tf_name_length(address);
		key = tf_key_length(address + length);
		inner = tf_enter(search, inner, address, length,
		    arena_copy(search->arena, address + length, key));
		address += length + key;
		if (inner == NULL || (*address != '\0' && *address++ != '.'))
			return NULL;
	}
	return inner;
}
