/* SPDX-License-Identifier: ISC */
/* cgwgen template vars: the names that device templates see.  Floor 7. */
#include <string.h>

#include "cmd/mdoc.h"
#include "cmd/template.h"
#include "doc/json.h"
#include "render/context.h"
#include "render/example.h"

/* What is printed, and what the examples are taken from. */
struct listing {
	struct arena *arena;
	const struct context_name *names;
	size_t count;
	struct tvalue examples[EXAMPLE_LIMIT];
	size_t example_count;
};

/* ---- examples --------------------------------------------------------- */

/* The value at PATH ("tunnels[].mtu") in CONTEXT; its first tunnel's. */
static const struct tvalue *
find(const struct tvalue *context, const char *path)
{
	size_t length;

	while (context != NULL && *path != '\0') {
		length = strcspn(path, ".[");
		context = tv_dict_get(context, path, length);
		path += length;
		if (path[0] == '[') {
			context = &context->as.list->items[0];
			path += strlen("[]");
		}
		path += path[0] == '.';
	}
	return context;
}

/* One that is not none, if an example has one. */
static const struct tvalue *
example(const struct listing *listing, const struct context_name *name)
{
	const struct tvalue *value = NULL, *other;
	size_t i;

	if (name->type == CONTEXT_DICT || name->type == CONTEXT_DICTS)
		return NULL;
	for (i = 0; i < listing->example_count; i++) {
		other = find(&listing->examples[i], name->path);
		if (other != NULL && (value == NULL || value->kind == TV_NONE))
			value = other;
	}
	return value;
}

/* VALUE as JSON has it, which is near to what a template would write. */
static void
add_value(struct buf *buf, const struct tvalue *value, struct arena *arena)
{
	size_t i;

	switch (value->kind) {
	case TV_STRING:
		json_write(
		    buf, arena_copy(arena, value->as.text, value->length));
		break;
	case TV_INT:
		buf_printf(buf, "%lld", (long long)value->as.integer);
		break;
	case TV_BOOL:
		buf_text(buf, value->as.truth ? "true" : "false");
		break;
	case TV_LIST:
		buf_char(buf, '[');
		for (i = 0; i < value->as.list->count; i++) {
			buf_text(buf, i != 0 ? ", " : "");
			add_value(buf, &value->as.list->items[i], arena);
		}
		buf_char(buf, ']');
		break;
	default:
		buf_text(buf, "null");
	}
}

/* ---- formats ---------------------------------------------------------- */

/* What the name is, and when it is none. */
static const char *
description(const struct context_name *name, struct arena *arena)
{
	size_t length = strlen(name->text);

	if (name->none == NULL)
		return name->text;
	if (length != 0 && name->text[length - 1] == '.')
		return arena_printf(
		    arena, "%s None %s.", name->text, name->none);
	return arena_printf(arena, "%s; none %s", name->text, name->none);
}

static void
text_name(const struct listing *listing, const struct context_name *name,
    struct buf *buf)
{
	const struct tvalue *value = example(listing, name);

	buf_printf(buf, "%s: %s%s", name->path, context_type_name(name->type),
	    name->none != NULL ? " or none" : "");
	if (value != NULL && value->kind == TV_NONE) {
		buf_text(buf, " = none");
	} else if (value != NULL) {
		buf_text(buf, " = ");
		add_value(buf, value, listing->arena);
	}
	buf_printf(buf, "\n    %s\n", description(name, listing->arena));
}

static void
print_text(const struct listing *listing, struct buf *buf)
{
	size_t i;

	for (i = 0; i < listing->count; i++)
		text_name(listing, &listing->names[i], buf);
}

static void
json_member(struct buf *buf, const char *name, const char *text)
{
	buf_printf(buf, "\"%s\": ", name);
	if (text != NULL)
		json_write(buf, text);
	else
		buf_text(buf, "null");
}

static void
print_json(const struct listing *listing, struct buf *buf)
{
	const struct context_name *name;
	const struct tvalue *value;
	size_t i;

	for (i = 0; i < listing->count; i++) {
		name = &listing->names[i];
		value = example(listing, name);
		buf_text(buf, i == 0 ? "[{" : ",\n {");
		json_member(buf, "name", name->path);
		buf_text(buf, ", ");
		json_member(buf, "type", context_type_name(name->type));
		buf_text(buf, ",\n  ");
		json_member(buf, "none", name->none);
		buf_text(buf, ",\n  \"example\": ");
		if (value != NULL)
			add_value(buf, value, listing->arena);
		else
			buf_text(buf, "null");
		buf_text(buf, ",\n  ");
		json_member(buf, "text", name->text);
		buf_char(buf, '}');
	}
	buf_text(buf, "]\n");
}

/* Begins a subsection; the phases have one together. */
static void
mdoc_dict(const struct listing *listing, const struct context_name *name)
{
	const bool top = name->scope[0] == '\0';

	printf(".Ss %s\n", top ? name->name : "phase1 and phase2");
	if (top)
		mdoc_print(arena_printf(listing->arena, "A %s: %s.",
		    context_type_name(name->type), name->text));
	puts(".Bl -tag -width Ds -compact");
}

/* Part of cgwgen-device(5); goes straight to standard output. */
static void
print_mdoc(const struct listing *listing, struct buf *buf)
{
	const struct context_name *name, *before = NULL;
	size_t i;

	(void)buf;
	for (i = 0; i < listing->count; i++) {
		name = &listing->names[i];
		/* The second phase is as the first; parameters differ. */
		if (strcmp(name->scope, "tunnels[].phase2") == 0 ||
		    strncmp(name->path, "param", strlen("param")) == 0)
			continue;
		if (before != NULL && strcmp(before->scope, name->scope) != 0 &&
		    before->scope[0] != '\0')
			puts(".El");
		if (name->scope[0] == '\0' ||
		    (strcmp(name->scope, "tunnels[].phase1") == 0 &&
			strcmp(before->scope, name->scope) != 0))
			mdoc_dict(listing, name);
		before = name;
		if (name->scope[0] == '\0')
			continue;
		printf(".It Va %s : No %s%s\n", name->name,
		    context_type_name(name->type),
		    name->none != NULL ? " or none" : "");
		mdoc_print(description(name, listing->arena));
	}
	puts(".El");
}

static const struct format {
	const char *name;
	void (*print)(const struct listing *listing, struct buf *buf);
} formats[] = {
	{ "text", print_text }, /* the first is the default */
	{ "json", print_json },
	{ "mdoc", print_mdoc },
};

/* ---- the command ------------------------------------------------------ */

/* The examples of the device, or of the first one that has any. */
static bool
find_examples(struct session *session, struct catalog *catalog,
    const struct profile *profile, struct listing *listing)
{
	const char *const *ids;
	size_t count, i;

	if (session->settings->device != NULL && profile == NULL)
		return false;
	if (profile != NULL) {
		listing->example_count = example_contexts(
		    profile, session->arena, listing->examples);
		return true;
	}
	ids = catalog_devices(catalog, &count);
	for (i = 0; i < count && listing->example_count == 0; i++) {
		profile = catalog_profile(
		    catalog, ids[i], NOWHERE, diags_new(session->arena, 1));
		if (profile != NULL)
			listing->example_count = example_contexts(
			    profile, session->arena, listing->examples);
	}
	return true;
}

static void
list_names(struct session *session, struct catalog *catalog,
    const struct format *format)
{
	const struct settings *settings = session->settings;
	struct listing listing = { .arena = session->arena };
	const struct profile *profile = NULL;
	struct buf buf = { 0 };

	if (settings->device != NULL)
		profile = catalog_profile(
		    catalog, settings->device, NOWHERE, session->diags);
	if (!find_examples(session, catalog, profile, &listing))
		return;
	listing.names = context_names(profile, session->arena, &listing.count);
	format->print(&listing, &buf);
	if (buf.length != 0)
		fwrite(buf.data, 1, buf.length, stdout);
	buf_free(&buf);
}

static const struct format *
find_format(const char *name)
{
	size_t i;

	if (name == NULL)
		return &formats[0];
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

int
template_vars_main(const struct settings *settings)
{
	const struct format *format = find_format(settings->format);
	struct catalog *catalog;
	struct session session;
	int status;

	if (settings->operand_count != 1)
		return usage_error("template", "vars takes no operand");
	if (format == NULL)
		return usage_error(
		    "template", "--format is text, json or mdoc");
	session_open(&session, settings, stderr);
	catalog = catalog_open(settings->device_paths.items,
	    settings->device_paths.count, session.diags);
	if (catalog != NULL)
		list_names(&session, catalog, format);
	status = session_close(&session);
	catalog_free(catalog);
	return status;
}
