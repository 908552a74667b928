/* SPDX-License-Identifier: ISC */
/*
 * The tables of keys of cgwgen's own descriptor as parts of the manual, and
 * as a JSON Schema.  Floor 7.
 */
#include "cmd/descriptor_keys.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/mdoc.h"
#include "read/native_keys.h"
#include "read/native_schema.h"

#define PREFIX "descriptor-"

/* ---- what keys take --------------------------------------------------- */

/* The names between the bars of a field's choices, or what else it takes. */
static const char *
expected(const struct field *field, struct arena *arena)
{
	char *text = arena_string(arena, field_expected(field, arena)), *bar;

	while ((bar = strchr(text, '|')) != NULL) {
		*bar = '\0';
		text = arena_printf(arena, "%s, %s", text, bar + 1);
	}
	if (field->type == FIELD_TEXT && field->choices == NULL)
		return "any text";
	return text;
}

static const char *
key_expected(const struct native_key *key, struct arena *arena)
{
	static const char *const words[] = { [NATIVE_IS_VERSION] = "1",
		[NATIVE_IS_NETWORKS] = "a list of networks, ADDRESS/LENGTH",
		[NATIVE_IS_IDS] = "a list of ids",
		[NATIVE_IS_ADDRESSES] = "a list of addresses",
		[NATIVE_IS_ROUTES] = "a list; see ROUTES",
		[NATIVE_IS_VALUES] = "a mapping of names to values",
		[NATIVE_IS_MAPPING] = "a mapping; see DEFAULTS",
		[NATIVE_IS_NAMED] = "a mapping of names to mappings",
		[NATIVE_IS_LIST] = "a list of mappings" };

	return key->field != NULL ? expected(key->field, arena)
				  : words[key->type];
}

/* ---- mdoc ------------------------------------------------------------- */

static void
print_item(const char *name, const char *text, const char *takes,
    const char *more, struct arena *arena)
{
	char *sentence =
	    arena_printf(arena, "%s. It takes %s%s.", text, takes, more);

	if (sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	printf(".It Cm %s\n", name);
	mdoc_print(sentence);
}

static const char *
field_more(const struct field *field, struct arena *arena)
{
	enum algorithm_kind kind;

	if (field->fallback != NULL)
		return arena_printf(
		    arena, "; the default is %s", field->fallback);
	if (field_is_set(field, &kind) && field->option != NULL)
		return "; the default is all of them";
	return "";
}

static void
print_key(const struct native_key *key, struct arena *arena)
{
	print_item(key->name, key->text, key_expected(key, arena),
	    key->required ? "; it must be there" : "", arena);
}

static void
print_field(const struct native_keys *keys, const struct field *field,
    struct arena *arena)
{
	bool required =
	    keys->required != NULL && strcmp(keys->required, field->name) == 0;

	print_item(field->name, native_text(field),
	    field->secret ? "text" : expected(field, arena),
	    required ? "; it must be there" : field_more(field, arena), arena);
}

static void
print_section(enum native_section section, struct arena *arena)
{
	size_t count, i;
	const struct native_entry *entries =
	    native_entries(section, arena, &count);

	puts(".Bl -tag -width Ds");
	for (i = 0; i < count; i++)
		if (entries[i].field != NULL)
			print_field(
			    native_keys(section), entries[i].field, arena);
		else
			print_key(entries[i].key, arena);
	puts(".El");
}

/* What connections and tunnels say for themselves alone. */
static void
print_without(enum native_section section)
{
	const char *const *name;

	puts(".Bl -item -compact -offset indent");
	for (name = native_keys(section)->without; *name != NULL; name++)
		printf(".It\n.Cm %s\n", *name);
	puts(".El");
}

bool
descriptor_keys_print(const char *name)
{
	bool all = strcmp(name, PREFIX "sections") == 0, found = all;
	struct arena *arena;
	int section;

	if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
		return false;
	arena = arena_new();
	for (section = 0; section < NATIVE_SECTIONS; section++) {
		const char *known =
		    native_keys((enum native_section)section)->name;

		if (all)
			printf(PREFIX "%s\n", known);
		if (all || strcmp(known, name + strlen(PREFIX)) != 0)
			continue;
		found = true;
		if (native_keys((enum native_section)section)->without[0])
			print_without((enum native_section)section);
		else
			print_section((enum native_section)section, arena);
	}
	arena_free(arena);
	return found;
}

void
descriptor_schema_print(void)
{
	struct buf buf = { 0 };

	native_schema(&buf);
	fwrite(buf.data, 1, buf.length, stdout);
	buf_free(&buf);
}
