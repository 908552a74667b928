/* SPDX-License-Identifier: ISC */
/*
 * From a profile's tree, which fits the schema, to the typed profile; what
 * a schema cannot say is checked here.  The tree shares the profile's arena,
 * so that texts need not be copied.  Floor 4.
 */
#include "device/profile_read.h"

#include <stdarg.h>
#include <string.h>

#include "device/catalog.h"

void
profile_refuse(
    struct profile_reader *reader, struct pos at, const char *format, ...)
{
	struct arena *arena = diags_arena(reader->diags);
	va_list args;

	va_start(args, format);
	diag(reader->diags, RULE_PROFILE, at, "%s",
	    arena_vprintf(arena, format, args));
	va_end(args);
	reader->good = false;
}

/* Patterns are kept in one list, in blocks of a power of two. */
static void
keep_pattern(struct profile *profile, struct pattern *pattern)
{
	size_t count = profile->pattern_count;
	struct pattern **grown;

	if ((count & (count - 1)) == 0) {
		grown = arena_array(profile->arena, count != 0 ? count * 2 : 1,
		    sizeof(struct pattern *));
		if (count != 0)
			memcpy(
			    grown, profile->patterns, count * sizeof(*grown));
		profile->patterns = grown;
	}
	profile->patterns[profile->pattern_count++] = pattern;
}

struct pattern *
profile_pattern(struct profile_reader *reader, const struct node *node)
{
	struct pattern_error error;
	struct pattern *pattern =
	    pattern_new(node->text, PATTERN_WHOLE, &error);

	if (pattern == NULL)
		profile_refuse(reader, node->pos,
		    "pattern cannot be used: %s, at its character %zu",
		    error.message, error.offset + 1);
	else
		keep_pattern(reader->profile, pattern);
	return pattern;
}

/* A list of strings as an array. */
static const char *const *
texts(struct profile *profile, const struct node *list, size_t *ret_count)
{
	const char **array =
	    arena_array(profile->arena, node_count(list), sizeof(*array));
	const struct node *item;
	size_t count = 0;

	for (item = list->first; item != NULL; item = item->next)
		array[count++] = item->text;
	*ret_count = count;
	return array;
}

static bool
has_item(const struct node *list, const char *text)
{
	const struct node *item;

	for (item = list->first; item != NULL; item = item->next)
		if (strcmp(item->text, text) == 0)
			return true;
	return false;
}

static void
read_identity(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;
	const struct node *id = node_child(root, "id");

	profile->id = id->text;
	if (strcmp(id->text, reader->id) != 0)
		profile_refuse(reader, id->pos,
		    "id must be '%s', as the file is called; is '%s'",
		    diag_quote(reader->diags, reader->id), id->text);
	profile->vendor = node_text(root, "vendor");
	profile->platform = node_text(root, "platform");
	profile->software = node_text(root, "software");
	profile->summary = node_text(root, "summary");
	profile->aws_device_types =
	    texts(profile, node_child(root, "aws_device_types"),
		&profile->aws_device_type_count);
}

static void
read_sources(struct profile_reader *reader, const struct node *list)
{
	struct profile *profile = reader->profile;
	struct profile_source *sources =
	    arena_array(profile->arena, node_count(list), sizeof(*sources));
	const struct node *item;

	for (item = list->first; item != NULL; item = item->next)
		sources[profile->source_count++] = (struct profile_source){
			.title = node_text(item, "title"),
			.url = node_text(item, "url"),
			.read = node_text(item, "read"),
		};
	profile->sources = sources;
}

static void
read_abilities(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;
	const struct node *node = node_child(root, "routing");

	profile->bgp = has_item(node, "bgp");
	profile->static_routing = has_item(node, "static");
	profile->routing_at = node->name_pos;
	node = node_child(root, "inside_ip_versions");
	profile->inside_ipv4 = has_item(node, "ipv4");
	profile->inside_ipv6 = has_item(node, "ipv6");
	profile->inside_ip_versions_at = node->name_pos;
	node = node_child(root, "outside_ip_versions");
	profile->outside_ipv4 = node == NULL || has_item(node, "ipv4");
	profile->outside_ipv6 = node != NULL && has_item(node, "ipv6");
	node = node_child(root, "four_byte_asn");
	profile->four_byte_asn =
	    node == NULL || strcmp(node->text, "true") == 0;
}

static void
read_characters(struct profile_reader *reader, const struct node *map)
{
	struct profile *profile = reader->profile;
	struct profile_characters *rules =
	    arena_array(profile->arena, node_count(map), sizeof(*rules));
	const struct node *rule;

	for (rule = map->first; rule != NULL; rule = rule->next)
		rules[profile->characters_count++] =
		    (struct profile_characters){
			    .name = rule->name,
			    .text = node_text(rule, "text"),
			    .pattern = profile_pattern(
				reader, node_child(rule, "pattern")),
			    .at = rule->name_pos,
		    };
	profile->characters = rules;
}

static void
read_syntax(struct profile_reader *reader, const struct node *map)
{
	struct profile_syntax *syntax = &reader->profile->syntax;
	const char *nesting = node_text(map, "nesting");
	unsigned i = PROFILE_NESTING_INDENT;

	/* The schema has the same names. */
	while (
	    i < PROFILE_NESTING_SCRIPT &&
	    strcmp(profile_nesting_name((enum profile_nesting)i), nesting) != 0)
		i++;
	syntax->nesting = (enum profile_nesting)i;
	syntax->comment = node_text(map, "comment");
	syntax->negate = node_text(map, "negate");
}

static void
check_file(struct profile_reader *reader, const struct profile_file *file,
    const struct profile_file *before, size_t count)
{
	size_t i;

	if (strstr(file->name, "{id}") == NULL)
		profile_refuse(reader, file->name_at,
		    "file name must hold {id}, or connections would overwrite "
		    "each other's files");
	/* Any id will do: an id has no characters but safe ones. */
	else if (profile_file_name(file, "vpn-0c0ffee0123456789",
		     reader->profile->arena) == NULL)
		profile_refuse(reader, file->name_at,
		    "file name must be {id}, letters, digits, '.', '_' and "
		    "'-', beginning with {id}, a letter or a digit; is '%s'",
		    diag_quote(reader->diags, file->name));
	for (i = 0; i < count; i++)
		if (strcmp(before[i].name, file->name) == 0)
			profile_refuse(reader, file->name_at,
			    "another file has this name already");
	if (!catalog_name_is_safe(file->template))
		profile_refuse(reader, file->template_at,
		    "template must be a path below templates/ without '..' "
		    "and hidden names; is '%s'",
		    diag_quote(reader->diags, file->template));
}

static void
read_files(struct profile_reader *reader, const struct node *list)
{
	struct profile *profile = reader->profile;
	struct profile_file *files =
	    arena_array(profile->arena, node_count(list), sizeof(*files));
	const struct node *item, *name, *template;
	const char *executable;

	for (item = list->first; item != NULL; item = item->next) {
		name = node_child(item, "name");
		template = node_child(item, "template");
		executable = node_text(item, "executable");
		files[profile->file_count] = (struct profile_file){
			.name = name->text,
			.template = template->text,
			.executable = executable != NULL &&
				      strcmp(executable, "true") == 0,
			.name_at = name->pos,
			.template_at = template->pos,
		};
		check_file(reader, &files[profile->file_count], files,
		    profile->file_count);
		profile->file_count++;
	}
	profile->files = files;
}

static void
read_commands(struct profile_reader *reader, const struct node *list)
{
	struct profile *profile = reader->profile;
	struct profile_command *commands =
	    arena_array(profile->arena, node_count(list), sizeof(*commands));
	const struct node *item;

	for (item = list->first; item != NULL; item = item->next)
		commands[profile->command_count++] = (struct profile_command){
			.command = node_text(item, "command"),
			.text = node_text(item, "text"),
		};
	profile->commands = commands;
}

void
profile_read(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;

	read_identity(reader, root);
	read_sources(reader, node_child(root, "sources"));
	read_abilities(reader, root);
	profile_read_algorithms(reader, node_child(root, "algorithms"));
	read_characters(reader, node_child(root, "characters"));
	profile_read_parameters(reader, node_child(root, "parameters"));
	read_syntax(reader, node_child(root, "syntax"));
	read_files(reader, node_child(root, "files"));
	read_commands(reader, node_child(root, "commands"));
	profile->notes =
	    texts(profile, node_child(root, "notes"), &profile->note_count);
}
