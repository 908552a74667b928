/* SPDX-License-Identifier: ISC */
/*
 * What an attribute refers to that has no value yet: the references of its
 * expression in the plan's configuration, followed through variables, module
 * calls and outputs.  Whatever could be two things, or anything, is nothing:
 * no end is guessed.
 * Source: internal/command/jsonconfig/expression.go of hashicorp/terraform.
 * Floor 3.
 */
#include <string.h>

#include "read/terraform_scope.h"

/* Where an expression stands. */
struct place {
	const struct tf_scope *scope;
	const char *key;         /* of the instance that has it, or "" */
	const struct node *loop; /* its for_each, or NULL */
	/* With which key the value is looked into that comes out of it: of
	 * "var.ids[count.index]"; else "". */
	const char *wanted;
};

static void search_expression(struct tf_search *search, struct place place,
    const struct node *expression, size_t depth);

/* ---- resources -------------------------------------------------------- */

static void
candidate(struct tf_search *search, struct tf_resource *resource)
{
	if (search->found != NULL && search->found != resource)
		search->unsure = true;
	search->found = resource;
}

/* Takes the instance of those with BASE that KEY names, or else WANTED, or
 * else the only one there is. */
static void
search_instances(struct tf_search *search, const char *base, const char *key,
    const char *wanted)
{
	struct tf_resource *const *items;
	size_t count, i;

	items = tf_find(search->set, base, &count);
	search->visits += count;
	for (i = 0; i < count; i++)
		if (strcmp(items[i]->key, key[0] != '\0' ? key : wanted) == 0) {
			candidate(search, items[i]);
			return;
		}
	if (key[0] != '\0' || count == 0)
		return;
	if (count == 1)
		candidate(search, items[0]);
	else
		search->unsure = true;
}

/* "TYPE.NAME[KEY].ATTRIBUTE", also behind "data.". */
static void
search_resource(struct tf_search *search, struct place place, const char *text,
    size_t depth)
{
	bool data = strncmp(text, "data.", 5) == 0;
	const char *type = data ? text + 5 : text, *name, *rest, *key;
	const struct node *resource, *expression;
	struct place there = place;
	const char *local;
	enum tf_kind kind;
	size_t length = tf_name_length(type);

	name = type[length] == '.' ? type + length + 1 : "";
	rest = name + tf_name_length(name);
	if (rest == name) {
		search->unsure = true;
		return;
	}
	kind = tf_kind(
	    data ? "data" : "managed", arena_copy(search->arena, type, length));
	local = arena_copy(search->arena, text, (size_t)(rest - text));
	length = tf_key_length(rest);
	key = arena_copy(search->arena, rest, length);
	rest += length;
	if (*rest == '.')
		rest++;
	if (kind == search->kind) {
		if (*rest == '\0' || strcmp(rest, "id") == 0)
			search_instances(search,
			    tf_within(search, place.scope, local), key,
			    place.wanted);
		return;
	}
	if (kind == TF_CUSTOMER || kind == TF_VPN || kind == TF_TRANSIT)
		return;
	/* An attachment of the gateway, say: what its own attribute has. */
	resource = tf_configured(search, place.scope->module, local);
	expression = tf_child_named(search,
	    tf_child_named(search, resource, "expressions"),
	    *rest != '\0' ? rest : search->attribute);
	if (expression == NULL) {
		search->unsure = true;
		return;
	}
	there.key = key[0] != '\0' ? key : place.wanted;
	there.loop = tf_child_named(search, resource, "for_each_expression");
	there.wanted = "";
	search_expression(search, there, expression, depth);
}

/* ---- variables and modules -------------------------------------------- */

/* "var.NAME": what the module is called with. */
static void
search_variable(struct tf_search *search, struct place place, const char *name,
    size_t depth)
{
	const struct tf_scope *scope = place.scope;
	const struct node *expression;

	/* The root module's variables have values, not what comes later. */
	if (scope->parent == NULL)
		return;
	expression =
	    tf_child(search, tf_child_named(search, scope->call, "expressions"),
		name, tf_name_length(name));
	/* Without one it has its default. */
	if (expression == NULL)
		return;
	place.scope = scope->parent;
	place.key = scope->key;
	place.loop = tf_child_named(search, scope->call, "for_each_expression");
	search_expression(search, place, expression, depth);
}

/* The key of the only instance of the module calls at PREFIX, or NULL. */
static const char *
only_key(struct tf_search *search, const char *prefix)
{
	const struct tf_set *set = search->set;
	size_t length = strlen(prefix), i = tf_first(set, prefix), size = 0;
	const char *key = NULL, *here;

	for (; i < set->count &&
	       strncmp(set->items[i]->base, prefix, length) == 0;
	     i++) {
		here = set->items[i]->base + length;
		if (++search->visits > TF_LIMIT_VISITS ||
		    (key != NULL && (tf_key_length(here) != size ||
					memcmp(here, key, size) != 0)))
			return NULL;
		key = here;
		size = tf_key_length(here);
	}
	return key != NULL ? arena_copy(search->arena, key, size) : NULL;
}

/* With which key a module is meant that is called several times. */
static const char *
module_key(struct tf_search *search, struct place place, const char *name,
    size_t length)
{
	const struct node *call = tf_child(search,
	    tf_child_named(search, place.scope->module, "module_calls"), name,
	    length);

	if (tf_child_named(search, call, "for_each_expression") == NULL &&
	    tf_child_named(search, call, "count_expression") == NULL)
		return "";
	if (place.wanted[0] != '\0')
		return place.wanted;
	return only_key(search,
	    tf_within(search, place.scope,
		arena_printf(search->arena, "module.%.*s", (int)length, name)));
}

/* "module.NAME[KEY].OUTPUT"; without an output all outputs count. */
static void
search_module(struct tf_search *search, struct place place, const char *name,
    size_t depth)
{
	size_t length = tf_name_length(name),
	       size = tf_key_length(name + length);
	const char *key = arena_copy(search->arena, name + length, size);
	const char *output = name + length + size;
	const struct node *outputs, *item;
	struct place there = { NULL, "", NULL, "" };

	if (size == 0)
		key = module_key(search, place, name, length);
	else
		there.wanted = place.wanted;
	if (key == NULL || (*output != '\0' && *output++ != '.')) {
		search->unsure = true;
		return;
	}
	there.key = key;
	there.scope = tf_enter(search, place.scope, name, length, key);
	outputs = there.scope != NULL
		      ? tf_child_named(search, there.scope->module, "outputs")
		      : NULL;
	if (outputs == NULL || outputs->kind != NODE_MAP) {
		search->unsure = true;
		return;
	}
	there.key = "";
	length = tf_name_length(output);
	for (item = outputs->first; item != NULL; item = item->next) {
		if (++search->visits > TF_LIMIT_VISITS)
			return;
		if (length == 0 || (strncmp(item->name, output, length) == 0 &&
				       item->name[length] == '\0'))
			search_expression(search, there,
			    tf_child_named(search, item, "expression"), depth);
	}
}

/* ---- references ------------------------------------------------------- */

static bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void
search_reference(struct tf_search *search, struct place place, const char *text,
    size_t depth)
{
	/* What can be told without being an id. */
	static const char *const plain[] = { "each.key", "count.index", "path.",
		"terraform.", "self." };
	size_t i;

	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (begins(text, plain[i]))
			return;
	if (begins(text, "var.")) {
		search_variable(search, place, text + 4, depth);
	} else if (begins(text, "module.")) {
		search_module(search, place, text + 7, depth);
	} else if (begins(text, "each.value")) {
		/* for_each = aws_customer_gateway.main: the same keys. */
		place.wanted = place.key;
		if (place.loop == NULL)
			search->unsure = true;
		else
			search_expression(search, place, place.loop, depth);
	} else if (begins(text, "local.")) {
		search->unsure = true;
	} else {
		search_resource(search, place, text, depth);
	}
}

/* Whether TEXT is a step of what BEFORE refers to: Terraform lists the
 * reference first and then its beginnings. */
static bool
is_beginning(const char *text, const char *before)
{
	size_t length = strlen(text);

	return strncmp(text, before, length) == 0 &&
	       (before[length] == '\0' || before[length] == '.' ||
		   before[length] == '[');
}

static bool
has_own_key(const struct node *references)
{
	const struct node *item;

	for (item = references->first; item != NULL; item = item->next)
		if (item->kind == NODE_SCALAR &&
		    (strcmp(item->text, "each.key") == 0 ||
			strcmp(item->text, "count.index") == 0))
			return true;
	return false;
}

static void
search_expression(struct tf_search *search, struct place place,
    const struct node *expression, size_t depth)
{
	const struct node *list, *item;
	const char *before = NULL;

	if (depth == TF_LIMIT_DEPTH) {
		search->unsure = true;
		return;
	}
	list = tf_child_named(search, expression, "references");
	if (list == NULL || list->kind != NODE_SEQUENCE)
		return;
	if (has_own_key(list))
		place.wanted = place.key;
	for (item = list->first; item != NULL && !search->unsure;
	     item = item->next) {
		if (++search->steps > TF_LIMIT_STEPS ||
		    search->visits > TF_LIMIT_VISITS ||
		    item->kind != NODE_SCALAR) {
			search->unsure = true;
			return;
		}
		if (before != NULL && is_beginning(item->text, before))
			continue;
		before = item->text;
		search_reference(search, place, item->text, depth + 1);
	}
}

struct tf_resource *
tf_refer(const struct tf_resource *resource, const char *name,
    enum tf_kind kind, struct arena *arena)
{
	struct tf_search search = { .set = resource->set,
		.arena = arena,
		.attribute = name,
		.kind = kind };
	struct place place = { NULL, resource->key, NULL, "" };
	const struct node *configured;

	if (resource->set->configuration == NULL)
		return NULL;
	place.scope = tf_scope(&search, resource->module);
	if (place.scope == NULL)
		return NULL;
	configured =
	    tf_configured(&search, place.scope->module, resource->local);
	place.loop = tf_child_named(&search, configured, "for_each_expression");
	search_expression(&search, place,
	    tf_child_named(&search,
		tf_child_named(&search, configured, "expressions"), name),
	    0);
	if (search.unsure || search.visits > TF_LIMIT_VISITS ||
	    search.set->visits > TF_LIMIT_ALL_VISITS)
		return NULL;
	return search.found;
}
