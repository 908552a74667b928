/* SPDX-License-Identifier: ISC */
/* The list of names that templates see, from the tables.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "render/context.h"
#include "render/context_rows.h"

/* The names of one context: more than all tables have. */
struct list {
	struct arena *arena;
	struct context_name *items;
	size_t count, capacity;
};

struct dict {
	struct context_name name;
	enum context_kind kind;
};

/* The dicts of the context; the order is the manual's. */
static const struct dict dicts[] = {
	{ { .path = "connection",
	      .scope = "",
	      .name = "connection",
	      .type = CONTEXT_DICT,
	      .text = "what the tunnels have in common" },
	    CONTEXT_CONNECTION },
	{ { .path = "tunnels",
	      .scope = "",
	      .name = "tunnels",
	      .type = CONTEXT_DICTS,
	      .text = "the tunnels, sorted by AWS's outside address; two, "
		      "unless --force tunnel-count is given" },
	    CONTEXT_TUNNEL },
	{ { .path = "tunnels[].phase1" }, CONTEXT_PHASE },
	{ { .path = "tunnels[].phase2" }, CONTEXT_PHASE },
	{ { .path = "device",
	      .scope = "",
	      .name = "device",
	      .type = CONTEXT_DICT,
	      .text = "what the device's profile says of it" },
	    CONTEXT_DEVICE },
};

/* The same of profiles that Client VPN endpoints are rendered for. */
static const struct dict client_dicts[] = {
	{ { .path = "endpoint",
	      .scope = "",
	      .name = "endpoint",
	      .type = CONTEXT_DICT,
	      .text = "the Client VPN endpoint" },
	    CONTEXT_ENDPOINT },
	{ { .path = "user",
	      .scope = "",
	      .name = "user",
	      .type = CONTEXT_DICT,
	      .text = "who connects to it" },
	    CONTEXT_USER },
	{ { .path = "device",
	      .scope = "",
	      .name = "device",
	      .type = CONTEXT_DICT,
	      .text = "what the device's profile says of it" },
	    CONTEXT_DEVICE },
};

/* The same of profiles that OpenVPN servers are rendered for. */
static const struct dict openvpn_dicts[] = {
	{ { .path = "server",
	      .scope = "",
	      .name = "server",
	      .type = CONTEXT_DICT,
	      .text = "the OpenVPN server" },
	    CONTEXT_SERVER },
	{ { .path = "client",
	      .scope = "",
	      .name = "client",
	      .type = CONTEXT_DICT,
	      .text = "the client that the file is for; only files that are "
		      "rendered for each client have it" },
	    CONTEXT_PEER },
	{ { .path = "keys",
	      .scope = "",
	      .name = "keys",
	      .type = CONTEXT_DICT,
	      .text = "what stands inline in the file" },
	    CONTEXT_KEYS },
	{ { .path = "device",
	      .scope = "",
	      .name = "device",
	      .type = CONTEXT_DICT,
	      .text = "what the device's profile says of it" },
	    CONTEXT_DEVICE },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* By what a profile renders. */
static const struct {
	const struct dict *list;
	size_t count;
} tables[] = {
	[PROFILE_RENDERS_CONNECTION] = { dicts, COUNT(dicts) },
	[PROFILE_RENDERS_CLIENTS] = { client_dicts, COUNT(client_dicts) },
	[PROFILE_RENDERS_OPENVPN] = { openvpn_dicts, COUNT(openvpn_dicts) },
};

static const struct context_name param = { .path = "param",
	.scope = "",
	.name = "param",
	.type = CONTEXT_DICT,
	.text = "the parameters of the device's profile, by their names" };

const char *
context_type_name(enum context_type type)
{
	static const char *const names[] = { "string", "integer", "boolean",
		"list of strings", "dict", "list of dicts" };

	return names[type];
}

static struct context_name *
add(struct list *list, const struct context_name *name)
{
	struct context_name *grown;

	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 128;
		grown =
		    arena_array(list->arena, list->capacity, sizeof(*grown));
		if (list->count != 0)
			memcpy(
			    grown, list->items, list->count * sizeof(*grown));
		list->items = grown;
	}
	list->items[list->count] = *name;
	return &list->items[list->count++];
}

static enum context_type
field_context_type(const struct field *field)
{
	return field->type == FIELD_NUMBER ? CONTEXT_INTEGER
	       : field->type == FIELD_FLAG ? CONTEXT_FLAG
					   : CONTEXT_TEXT;
}

static void
add_fields(struct list *list, const char *scope, const struct field *fields,
    size_t count)
{
	enum algorithm_kind kind;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct context_name name = { .scope = scope,
			.name = fields[i].name,
			.type = field_context_type(&fields[i]),
			.none = fields[i].none,
			.text = fields[i].text,
			.secret = fields[i].secret };

		if (!fields[i].hidden && !field_is_set(&fields[i], &kind))
			add(list, &name);
	}
}

static void
add_rows(struct list *list, const char *scope, enum context_kind kind)
{
	const struct context_row *rows;
	size_t count, i;

	rows = context_rows(kind, &count);
	for (i = 0; i < count; i++) {
		const struct context_name name = { .scope = scope,
			.name = rows[i].name,
			.type = rows[i].type,
			.none = rows[i].none,
			.text = rows[i].text,
			.secret = context_row_is_secret(kind, rows[i].name) };

		add(list, &name);
	}
}

static int
compare(const void *left, const void *right)
{
	const struct context_name *a = left, *b = right;

	return strcmp(a->name, b->name);
}

/* Names and sorts what was added since FIRST. */
static void
finish(struct list *list, size_t first)
{
	struct context_name *name;

	qsort(list->items + first, list->count - first, sizeof(*list->items),
	    compare);
	for (name = list->items + first; name != list->items + list->count;
	     name++)
		name->path =
		    arena_printf(list->arena, "%s.%s", name->scope, name->name);
}

static void
add_dict(struct list *list, const struct dict *entry)
{
	const struct context_name *dict = &entry->name;
	enum context_kind kind = entry->kind;
	const char *scope = dict->path;
	const struct field *fields;
	size_t first, count;

	/* The phases are rows of the tunnels. */
	if (dict->name != NULL)
		add(list, dict);
	if (kind == CONTEXT_TUNNEL)
		scope = "tunnels[]";
	first = list->count;
	fields = context_fields(kind, &count);
	add_fields(list, scope, fields, count);
	add_rows(list, scope, kind);
	finish(list, first);
}

static enum context_type
parameter_context_type(const struct parameter *parameter)
{
	return parameter->type == PARAMETER_INTEGER    ? CONTEXT_INTEGER
	       : parameter->type == PARAMETER_BOOLEAN  ? CONTEXT_FLAG
	       : parameter->type == PARAMETER_PREFIXES ? CONTEXT_LIST
						       : CONTEXT_TEXT;
}

static void
add_parameters(struct list *list, const struct profile *profile)
{
	size_t first = list->count, i;

	for (i = 0; i < profile->parameter_count; i++) {
		const struct parameter *parameter = &profile->parameters[i];
		struct context_name name = { .scope = "param",
			.name = parameter->name,
			.type = parameter_context_type(parameter),
			.text = parameter->text };

		if (parameter->preset.shape == PARAMETER_IS_NONE &&
		    parameter->required != PARAMETER_ALWAYS)
			name.none = "when it is not given";
		add(list, &name);
	}
	finish(list, first);
}

const struct context_name *
context_names(
    const struct profile *profile, struct arena *arena, size_t *ret_count)
{
	const enum profile_renders renders =
	    profile != NULL ? profile->renders : PROFILE_RENDERS_CONNECTION;
	struct list list = { .arena = arena };
	size_t i;

	for (i = 0; i < tables[renders].count; i++)
		add_dict(&list, &tables[renders].list[i]);
	add(&list, &param);
	if (profile != NULL)
		add_parameters(&list, profile);
	*ret_count = list.count;
	return list.items;
}

static struct tvalue
any_value(const struct context_name *name, struct arena *arena)
{
	struct tvalue value;

	if (name->none != NULL)
		return tv_none();
	switch (name->type) {
	case CONTEXT_TEXT:
		return tv_text("");
	case CONTEXT_INTEGER:
		return tv_int(0);
	case CONTEXT_FLAG:
		return tv_bool(false);
	case CONTEXT_LIST:
		value = tv_list(arena, 1);
		tv_list_add(arena, &value, tv_text(""));
		return value;
	case CONTEXT_DICT:
	case CONTEXT_DICTS:
		return tv_dict(arena, 0);
	}
	return tv_none();
}

/* The dict of a scope such as "tunnels[].phase1", made before its names. */
static const struct tvalue *
scope_dict(const struct tvalue *context, const char *scope)
{
	size_t length;

	while (*scope != '\0') {
		length = strcspn(scope, ".[");
		context = tv_dict_get(context, scope, length);
		scope += length;
		if (scope[0] == '[') {
			context = &context->as.list->items[0];
			scope += strlen("[]");
		}
		scope += scope[0] == '.';
	}
	return context;
}

struct tvalue
context_shape(const struct profile *profile, struct arena *arena)
{
	struct tvalue context = tv_dict(arena, 8), value, list;
	const struct context_name *names;
	size_t count, i;

	names = context_names(profile, arena, &count);
	for (i = 0; i < count; i++) {
		value = any_value(&names[i], arena);
		/* Without a profile any parameter may be there. */
		if (profile == NULL && names[i].name == param.name)
			value = tv_none();
		if (names[i].type == CONTEXT_DICTS) {
			list = tv_list(arena, 1);
			tv_list_add(arena, &list, value);
			value = list;
		}
		tv_dict_put(arena, scope_dict(&context, names[i].scope),
		    names[i].name, value);
	}
	return context;
}
