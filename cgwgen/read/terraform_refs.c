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

#include "read/terraform_set.h"

/* How far references are followed, and how many in all, for one attribute. */
#define LIMIT_DEPTH 64
#define LIMIT_STEPS 2000
/* How many nodes and instances are looked at for one attribute. */
#define LIMIT_VISITS 1000000

/* A module's configuration and the instance of it that is looked at. */
struct scope {
	const struct scope *parent; /* NULL: the root module */
	const struct node *module;
	const struct node *call; /* in the parent's module_calls */
	const char *key;         /* of this instance */
	const char *address;     /* "module.site[\"hq\"]" or "" */
};

/* Where an expression stands. */
struct place {
	const struct scope *scope;
	const char *key;         /* of the instance that has it, or "" */
	const struct node *loop; /* its for_each, or NULL */
	/* With which key the value is looked into that comes out of it: of
	 * "var.ids[count.index]"; else "". */
	const char *wanted;
};

struct search {
	const struct tf_set *set;
	struct arena *arena;
	const char *attribute; /* that has the id */
	enum tf_kind kind;
	size_t steps;
	size_t visits;
	struct tf_resource *found;
	bool unsure;
};

static void search_expression(struct search *search, struct place place,
    const struct node *expression, size_t depth);

/* ---- looking up ------------------------------------------------------- */

static const struct node *
child_called(struct search *search, const struct node *map, const char *name,
    size_t length)
{
	const struct node *child;

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (child = map->first; child != NULL; child = child->next) {
		if (++search->visits > LIMIT_VISITS)
			break;
		if (strncmp(child->name, name, length) == 0 &&
		    child->name[length] == '\0')
			return child;
	}
	return NULL;
}

static const struct node *
child_named(struct search *search, const struct node *map, const char *name)
{
	return child_called(search, map, name, strlen(name));
}

/* The resource with the address LOCAL in MODULE's configuration. */
static const struct node *
find_resource(
    struct search *search, const struct node *module, const char *local)
{
	const struct node *list = child_named(search, module, "resources");
	const struct node *item;
	const char *address;

	for (item = list != NULL ? list->first : NULL; item != NULL;
	     item = item->next) {
		if (++search->visits > LIMIT_VISITS)
			break;
		address = node_text(item, "address");
		if (address != NULL && strcmp(address, local) == 0)
			return item;
	}
	return NULL;
}

/* The length of a name, up to '.' or '['. */
static size_t
name_length(const char *text)
{
	return strcspn(text, ".[");
}

/* The length of a key in brackets at TEXT, 0 when there is none. */
static size_t
key_length(const char *text)
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

static struct scope *
enter(struct search *search, const struct scope *parent, const char *name,
    size_t length, const char *key)
{
	struct scope *scope = ARENA_NEW(search->arena, struct scope);

	scope->parent = parent;
	scope->call = child_called(search,
	    child_named(search, parent->module, "module_calls"), name, length);
	scope->module = child_named(search, scope->call, "module");
	scope->key = key;
	scope->address =
	    arena_printf(search->arena, "%s%smodule.%.*s%s", parent->address,
		parent->address[0] != '\0' ? "." : "", (int)length, name, key);
	return scope->module != NULL ? scope : NULL;
}

/* The module instance at ADDRESS, or NULL. */
static const struct scope *
find_scope(struct search *search, const char *address)
{
	struct scope *scope = ARENA_NEW(search->arena, struct scope);
	const struct scope *inner;
	size_t length, key, depth;

	scope->module = search->set->configuration;
	scope->key = scope->address = "";
	inner = scope;
	for (depth = 0; *address != '\0'; depth++) {
		if (strncmp(address, "module.", 7) != 0 || depth == LIMIT_DEPTH)
			return NULL;
		address += 7;
		length = name_length(address);
		key = key_length(address + length);
		inner = enter(search, inner, address, length,
		    arena_copy(search->arena, address + length, key));
		address += length + key;
		if (inner == NULL || (*address != '\0' && *address++ != '.'))
			return NULL;
	}
	return inner;
}

/* ---- resources -------------------------------------------------------- */

static void
candidate(struct search *search, struct tf_resource *resource)
{
	if (search->found != NULL && search->found != resource)
		search->unsure = true;
	search->found = resource;
}

/* Takes the instance of those with BASE that KEY names, or else WANTED, or
 * else the only one there is. */
static void
search_instances(struct search *search, const char *base, const char *key,
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
search_resource(
    struct search *search, struct place place, const char *text, size_t depth)
{
	bool data = strncmp(text, "data.", 5) == 0;
	const char *type = data ? text + 5 : text, *name, *rest, *key;
	const struct node *resource, *expression;
	struct place there = place;
	const char *local;
	enum tf_kind kind;
	size_t length = name_length(type);

	name = type[length] == '.' ? type + length + 1 : "";
	rest = name + name_length(name);
	if (rest == name) {
		search->unsure = true;
		return;
	}
	kind = tf_kind(
	    data ? "data" : "managed", arena_copy(search->arena, type, length));
	local = arena_copy(search->arena, text, (size_t)(rest - text));
	length = key_length(rest);
	key = arena_copy(search->arena, rest, length);
	rest += length;
	if (*rest == '.')
		rest++;
	if (kind == search->kind) {
		if (*rest == '\0' || strcmp(rest, "id") == 0)
			search_instances(search,
			    arena_printf(search->arena, "%s%s%s",
				place.scope->address,
				place.scope->address[0] != '\0' ? "." : "",
				local),
			    key, place.wanted);
		return;
	}
	if (kind == TF_CUSTOMER || kind == TF_VPN || kind == TF_TRANSIT)
		return;
	/* An attachment of the gateway, say: what its own attribute has. */
	resource = find_resource(search, place.scope->module, local);
	expression =
	    child_named(search, child_named(search, resource, "expressions"),
		*rest != '\0' ? rest : search->attribute);
	if (expression == NULL) {
		search->unsure = true;
		return;
	}
	there.key = key[0] != '\0' ? key : place.wanted;
	there.loop = child_named(search, resource, "for_each_expression");
	there.wanted = "";
	search_expression(search, there, expression, depth);
}

/* ---- variables and modules -------------------------------------------- */

/* "var.NAME": what the module is called with. */
static void
search_variable(
    struct search *search, struct place place, const char *name, size_t depth)
{
	const struct scope *scope = place.scope;
	const struct node *expression;

	/* The root module's variables have values, not what comes later. */
	if (scope->parent == NULL)
		return;
	expression = child_called(search,
	    child_named(search, scope->call, "expressions"), name,
	    name_length(name));
	/* Without one it has its default. */
	if (expression == NULL)
		return;
	place.scope = scope->parent;
	place.key = scope->key;
	place.loop = child_named(search, scope->call, "for_each_expression");
	search_expression(search, place, expression, depth);
}

/* The key of the only instance of the module calls at PREFIX, or NULL. */
static const char *
only_key(struct search *search, const char *prefix)
{
	const struct tf_set *set = search->set;
	size_t length = strlen(prefix), i = tf_first(set, prefix), size = 0;
	const char *key = NULL, *here;

	for (; i < set->count &&
	       strncmp(set->items[i]->base, prefix, length) == 0;
	     i++) {
		here = set->items[i]->base + length;
		if (++search->visits > LIMIT_VISITS ||
		    (key != NULL && (key_length(here) != size ||
					memcmp(here, key, size) != 0)))
			return NULL;
		key = here;
		size = key_length(here);
	}
	return key != NULL ? arena_copy(search->arena, key, size) : NULL;
}

/* With which key a module is meant that is called several times. */
static const char *
module_key(
    struct search *search, struct place place, const char *name, size_t length)
{
	const struct node *call = child_called(search,
	    child_named(search, place.scope->module, "module_calls"), name,
	    length);

	if (child_named(search, call, "for_each_expression") == NULL &&
	    child_named(search, call, "count_expression") == NULL)
		return "";
	if (place.wanted[0] != '\0')
		return place.wanted;
	return only_key(search,
	    arena_printf(search->arena, "%s%smodule.%.*s", place.scope->address,
		place.scope->address[0] != '\0' ? "." : "", (int)length, name));
}

/* "module.NAME[KEY].OUTPUT"; without an output all outputs count. */
static void
search_module(
    struct search *search, struct place place, const char *name, size_t depth)
{
	size_t length = name_length(name), size = key_length(name + length);
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
	there.scope = enter(search, place.scope, name, length, key);
	outputs = there.scope != NULL
		      ? child_named(search, there.scope->module, "outputs")
		      : NULL;
	if (outputs == NULL || outputs->kind != NODE_MAP) {
		search->unsure = true;
		return;
	}
	there.key = "";
	length = name_length(output);
	for (item = outputs->first; item != NULL; item = item->next) {
		if (++search->visits > LIMIT_VISITS)
			return;
		if (length == 0 || (strncmp(item->name, output, length) == 0 &&
				       item->name[length] == '\0'))
			search_expression(search, there,
			    child_named(search, item, "expression"), depth);
	}
}

/* ---- references ------------------------------------------------------- */

static bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void
search_reference(
    struct search *search, struct place place, const char *text, size_t depth)
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
search_expression(struct search *search, struct place place,
    const struct node *expression, size_t depth)
{
	const struct node *list, *item;
	const char *before = NULL;

	if (depth == LIMIT_DEPTH) {
		search->unsure = true;
		return;
	}
	list = child_named(search, expression, "references");
	if (list == NULL || list->kind != NODE_SEQUENCE)
		return;
	if (has_own_key(list))
		place.wanted = place.key;
	for (item = list->first; item != NULL && !search->unsure;
	     item = item->next) {
		if (++search->steps > LIMIT_STEPS ||
		    search->visits > LIMIT_VISITS ||
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
	struct search search = { .set = resource->set,
		.arena = arena,
		.attribute = name,
		.kind = kind };
	struct place place = { NULL, resource->key, NULL, "" };
	const struct node *configured;

	if (resource->set->configuration == NULL)
		return NULL;
	place.scope = find_scope(&search, resource->module);
	if (place.scope == NULL)
		return NULL;
	configured =
	    find_resource(&search, place.scope->module, resource->local);
	place.loop = child_named(&search, configured, "for_each_expression");
	search_expression(&search, place,
	    child_named(
		&search, child_named(&search, configured, "expressions"), name),
	    0);
	if (search.unsure || search.visits > LIMIT_VISITS)
		return NULL;
	return search.found;
}
