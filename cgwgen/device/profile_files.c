/* SPDX-License-Identifier: ISC */
/* The part of a profile that says what is written: files, the files that
 * undo them, what they leave out, and the commands that show the result.
 * Floor 4. */
#include <string.h>

#include "device/catalog.h"
#include "device/profile_read.h"

static void
check_file(struct profile_reader *reader, const struct profile_file *file,
    const struct profile_file *before, size_t count)
{
	const char *directory;
	size_t i;

	if ((file->each_client &&
		reader->profile->renders != PROFILE_RENDERS_OPENVPN) ||
	    (file->directory != NULL && !file->each_client))
		profile_refuse(reader, file->name_at,
		    "each is for profiles of OpenVPN servers, and directory "
		    "for files with each");
	if (file->each_client != (strstr(file->name, "{client}") != NULL))
		profile_refuse(reader, file->name_at,
		    "{client} is in the name of files with each: client, and "
		    "in no other");
	else if (file->each_client &&
		 profile_file_path(file, "server", "client",
		     reader->profile->arena, &directory) == NULL)
		profile_refuse(reader, file->name_at,
		    "file name and directory must be {id}, {client}, letters, "
		    "digits, '.', '_' and '-'");
	if (file->directory != NULL ? strstr(file->directory, "{id}") == NULL
				    : strstr(file->name, "{id}") == NULL)
		profile_refuse(reader, file->name_at,
		    "file name must hold {id}, or connections would overwrite "
		    "each other's files");
	/* Any id will do: an id has no characters but safe ones. */
	else if (!file->each_client &&
		 profile_file_name(file, "vpn-0c0ffee0123456789",
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

static const struct profile_syntax *
read_own_syntax(struct profile_reader *reader, const struct node *map)
{
	struct profile_syntax *syntax;

	if (map == NULL)
		return NULL;
	syntax = ARENA_NEW(reader->profile->arena, struct profile_syntax);
	profile_read_syntax(map, syntax);
	return syntax;
}

static const struct profile_file *
read_list(struct profile_reader *reader, const struct node *list, size_t *count)
{
	const struct node *item, *name, *template;
	struct profile_file *files;
	const char *executable, *joins;

	if (list == NULL)
		return NULL;
	files = arena_array(
	    reader->profile->arena, node_count(list), sizeof(*files));

	for (item = list->first; item != NULL; item = item->next) {
		name = node_child(item, "name");
		template = node_child(item, "template");
		executable = node_text(item, "executable");
		joins = node_text(item, "joins");
		files[*count] = (struct profile_file){
			.name = name->text,
			.template = template->text,
			.executable = executable != NULL &&
				      strcmp(executable, "true") == 0,
			.directory = node_text(item, "directory"),
			.each_client = node_child(item, "each") != NULL,
			.joins = joins != NULL && strcmp(joins, "true") == 0,
			.syntax =
			    read_own_syntax(reader, node_child(item, "syntax")),
			.name_at = name->pos,
			.template_at = template->pos,
		};
		check_file(reader, &files[*count], files, *count);
		++*count;
	}
	return files;
}

void
profile_read_printed(struct profile_reader *reader, const struct node *map)
{
	const struct node *list = map != NULL ? node_child(map, "files") : NULL;
	const struct node *syntax =
	    map != NULL ? node_child(map, "syntax") : NULL;
	struct profile *profile = reader->profile, *printed;
	const char *show = profile->syntax.running.show;

	if ((list == NULL) != (syntax == NULL))
		profile_refuse(reader, (list != NULL ? list : syntax)->pos,
		    "running must have both files and syntax, or neither");
	if (list == NULL || syntax == NULL)
		return;
	printed = ARENA_NEW(profile->arena, struct profile);
	*printed = *profile;
	printed->file_count = 0;
	printed->files = read_list(reader, list, &printed->file_count);
	printed->syntax.changes = NULL;
	printed->syntax.change_count = 0;
	profile_read_syntax(syntax, &printed->syntax);
	/* How the device prints things is not how it is given them. */
	profile->syntax.running = (struct profile_running){ .show = show };
	profile->printed = printed;
}

/* What a word of "when" stands for; the schema has the same words. */
static unsigned
condition(const char *word)
{
	static const struct {
		const char *word;
		enum profile_condition condition;
	} rows[] = {
		{ "bgp", PROFILE_WHEN_BGP },
		{ "static", PROFILE_WHEN_STATIC },
		{ "ikev1", PROFILE_WHEN_IKEV1 },
		{ "ikev2", PROFILE_WHEN_IKEV2 },
		{ "ipv4", PROFILE_WHEN_IPV4 },
		{ "ipv6", PROFILE_WHEN_IPV6 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].word, word) == 0)
			return rows[i].condition;
	return 0;
}

static unsigned
conditions(const struct node *list)
{
	const struct node *item;
	unsigned all = 0;

	if (list != NULL)
		for (item = list->first; item != NULL; item = item->next)
			all |= condition(item->text);
	return all;
}

static void
read_commands(struct profile_reader *reader, const struct node *list)
{
	struct profile *profile = reader->profile;
	struct profile_command *commands =
	    arena_array(profile->arena, node_count(list), sizeof(*commands));
	const struct node *item;
	const char *each;

	for (item = list->first; item != NULL; item = item->next) {
		each = node_text(item, "each");
		commands[profile->command_count++] = (struct profile_command){
			.command = node_text(item, "command"),
			.text = node_text(item, "text"),
			.each_tunnel =
			    each != NULL && strcmp(each, "tunnel") == 0,
			.when = conditions(node_child(item, "when")),
			.at = node_child(item, "command")->pos,
		};
	}
	profile->commands = commands;
}

static void
read_omissions(struct profile_reader *reader, const struct node *map)
{
	struct profile *profile = reader->profile;
	struct profile_omission *omissions;
	const struct node *item;

	if (map == NULL)
		return;
	omissions =
	    arena_array(profile->arena, node_count(map), sizeof(*omissions));
	for (item = map->first; item != NULL; item = item->next)
		omissions[profile->omission_count++] =
		    (struct profile_omission){ item->name, item->text,
			    item->name_pos };
	profile->omissions = omissions;
}

void
profile_read_files(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;

	profile->files =
	    read_list(reader, node_child(root, "files"), &profile->file_count);
	profile->removal = read_list(
	    reader, node_child(root, "remove"), &profile->removal_count);
	profile->statements = node_text(root, "statements");
	read_omissions(reader, node_child(root, "not_applicable"));
	read_commands(reader, node_child(root, "commands"));
}
