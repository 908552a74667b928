/* SPDX-License-Identifier: ISC */
/*
 * Device profiles: loading and looking up.  The schema gives their form;
 * profile_read.c reads the content.  Floor 4.
 */
#include "device/profile.h"

#include <string.h>

#include "base/file.h"
#include "device/profile_read.h"
#include "doc/packed.h"
#include "doc/yaml.h"

/* The tree of the profile; what is part of the program has one already. */
static const struct node *
read_tree(const struct source *source, const char *id, bool built_in,
    struct arena *arena, struct diags *diags)
{
	const struct node *root = NULL;

	if (built_in)
		root = packed_read(
		    arena_printf(arena, "devices/%s.yaml", id), source, arena);
	return root != NULL ? root : yaml_read(source, arena, diags);
}

struct profile *
profile_load(struct source *source, const char *id, const struct schema *schema,
    struct diags *diags)
{
	struct arena *arena = arena_new();
	struct profile *profile = ARENA_NEW(arena, struct profile);
	struct profile_reader reader = {
		.profile = profile, .diags = diags, .id = id, .good = true
	};
	const struct node *root =
	    read_tree(source, id, schema == NULL, arena, diags);

	profile->arena = arena;
	profile->source = source;
	if (root == NULL ||
	    (schema != NULL && !schema_check(schema, root, diags))) {
		profile_free(profile);
		return NULL;
	}
	profile_read(&reader, root);
	if (reader.good)
		return profile;
	profile_free(profile);
	return NULL;
}

void
profile_free(struct profile *profile)
{
	size_t i;

	if (profile == NULL)
		return;
	for (i = 0; i < profile->pattern_count; i++)
		pattern_free(profile->patterns[i]);
	arena_free(profile->arena);
}

const struct profile_algorithms *
profile_can(const struct profile *profile, unsigned version, unsigned phase,
    enum algorithm_kind kind)
{
	static const struct profile_algorithms none;

	if (version < 1 || version > 2 || phase < 1 || phase > 2 ||
	    kind >= ALGORITHM_KINDS)
		return &none;
	return &profile->algorithms[version - 1][phase - 1][kind];
}

/* By the first letter first: most of many names are told apart by it. */
static inline bool
is_name(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
}

const struct profile_characters *
profile_characters(const struct profile *profile, const char *name)
{
	size_t i;

	for (i = 0; i < profile->characters_count; i++)
		if (is_name(profile->characters[i].name, name))
			return &profile->characters[i];
	return NULL;
}

bool
profile_characters_allow(
    const struct profile_characters *rule, const char *text)
{
	return (pattern_is_printable(rule->pattern) || text_is_line(text)) &&
	       pattern_match(rule->pattern, text);
}

const struct parameter *
profile_parameter(const struct profile *profile, const char *name)
{
	size_t i;

	for (i = 0; i < profile->parameter_count; i++)
		if (is_name(profile->parameters[i].name, name))
			return &profile->parameters[i];
	return NULL;
}

const struct parameter_value *
profile_value(const struct profile *profile,
    const struct parameter_value *values, const char *name)
{
	const struct parameter *parameter = profile_parameter(profile, name);

	return parameter != NULL ? &values[parameter - profile->parameters]
				 : NULL;
}

int64_t
profile_integer(const struct profile *profile,
    const struct parameter_value *values, const char *name)
{
	const struct parameter_value *value =
	    profile_value(profile, values, name);

	return value != NULL && value->shape == PARAMETER_IS_INTEGER
		   ? value->integer
		   : 0;
}

/* TEXT with WORD in place of every MARK, in ARENA. */
static const char *
replace(
    const char *text, const char *mark, const char *word, struct arena *arena)
{
	const size_t gap = strlen(mark), length = strlen(word);
	size_t room = strlen(text) + 1;
	const char *found;
	char *ret, *to;

	for (found = text; (found = strstr(found, mark)) != NULL; found += gap)
		room += length;
	to = ret = arena_alloc(arena, room);
	for (; (found = strstr(text, mark)) != NULL; text = found + gap) {
		memcpy(to, text, (size_t)(found - text));
		to += found - text;
		memcpy(to, word, length);
		to += length;
	}
	memcpy(to, text, strlen(text));
	return ret;
}

const char *
profile_file_name(const struct profile_file *file, const char *connection_id,
    struct arena *arena)
{
	const char *name = replace(file->name, "{id}", connection_id, arena);

	return file_name_is_safe(name) ? name : NULL;
}

const char *
profile_file_path(const struct profile_file *file, const char *id,
    const char *client, struct arena *arena, const char **ret_directory)
{
	const char *name = replace(file->name, "{id}", id, arena);

	*ret_directory = NULL;
	if (file->each_client)
		name = replace(name, "{client}", client, arena);
	if (!file_name_is_safe(name))
		return NULL;
	if (file->directory == NULL)
		return name;
	*ret_directory = replace(file->directory, "{id}", id, arena);
	return file_name_is_safe(*ret_directory)
		   ? arena_printf(arena, "%s/%s", *ret_directory, name)
		   : NULL;
}

static const char *const nesting_names[] = {
	[PROFILE_NESTING_INDENT] = "indent",
	[PROFILE_NESTING_SET] = "set",
	[PROFILE_NESTING_BRACES] = "braces",
	[PROFILE_NESTING_SECTIONS] = "sections",
	[PROFILE_NESTING_SCRIPT] = "script",
	[PROFILE_NESTING_DOCUMENT] = "document",
};

const char *
profile_nesting_name(enum profile_nesting nesting)
{
	return nesting_names[nesting];
}

static const char *const initiates_names[] = {
	[PROFILE_INITIATES_ALWAYS] = "always",
	[PROFILE_INITIATES_TRAFFIC] = "traffic",
	[PROFILE_INITIATES_NEVER] = "never",
};

const char *
profile_initiates_name(enum profile_initiates initiates)
{
	return initiates_names[initiates];
}

bool
profile_has_keys(const struct profile *profile)
{
	return profile->key_characters != NULL;
}
