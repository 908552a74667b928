/* SPDX-License-Identifier: ISC */
/* The part of a profile that says how what stands on the device is changed.
 * Floor 4. */
#include <string.h>

#include "device/profile_read.h"

static const char *const *
read_words(
    struct profile_reader *reader, const struct node *list, size_t *ret_count)
{
	const char **words;
	const struct node *item;

	*ret_count = 0;
	if (list == NULL)
		return NULL;
	words = arena_array(
	    reader->profile->arena, node_count(list), sizeof(*words));
	for (item = list->first; item != NULL; item = item->next)
		words[(*ret_count)++] = item->text;
	return words;
}

/* What the text below NAME of MAP has in braces must be known. */
static const char *
read_command(struct profile_reader *reader, const struct node *map,
    const char *name, bool values)
{
	const struct node *node = node_child(map, name);
	const char *text = node != NULL ? node->text : NULL, *hole;

	if (text == NULL)
		return NULL;
	for (hole = strchr(text, '{'); hole != NULL;
	     hole = strchr(hole + 1, '{'))
		if (strncmp(hole, "{name}", 6) != 0 &&
		    strncmp(hole, "{by}", 4) != 0 &&
		    strncmp(hole, "{values}", 8) != 0 &&
		    strncmp(hole, "{ ", 2) != 0)
			profile_refuse(reader, node->pos,
			    "what stands in braces is name, by or values");
	if ((strstr(text, "{values}") != NULL) != values)
		profile_refuse(reader, node->pos,
		    values ? "'{values}' is missing"
			   : "'{values}' has no meaning here");
	return text;
}

static void
check(struct profile_reader *reader, const struct node *map,
    const struct profile_change *change)
{
	const char *const texts[] = { change->set, change->remove };
	size_t i;

	for (i = 0; i < 2; i++)
		if (texts[i] != NULL && change->by_count == 0 &&
		    strstr(texts[i], "{by}") != NULL)
			profile_refuse(
			    reader, map->pos, "'{by}' needs the key by");
	for (i = 0; i < change->match.count; i++)
		if (strcmp(change->match.words[i], "**") == 0)
			profile_refuse(
			    reader, map->pos, "'**' cannot stand in match");
	if (change->fixed_count > 0 && change->remove == NULL)
		profile_refuse(reader, map->pos,
		    "what has fixed members needs the key remove");
}

void
profile_read_changes(struct profile_reader *reader, const struct node *list)
{
	struct profile_syntax *syntax = &reader->profile->syntax;
	struct profile_change *all, *change;
	const struct node *item;

	if (list == NULL)
		return;
	all =
	    arena_array(reader->profile->arena, node_count(list), sizeof(*all));
	for (item = list->first; item != NULL; item = item->next) {
		change = &all[syntax->change_count++];
		change->match =
		    profile_wording(reader, node_child(item, "match"));
		change->set = read_command(reader, item, "set", true);
		change->remove = read_command(reader, item, "remove", false);
		change->then = node_text(item, "then");
		change->on = node_text(item, "on");
		change->by = read_words(
		    reader, node_child(item, "by"), &change->by_count);
		change->fixed = read_words(
		    reader, node_child(item, "fixed"), &change->fixed_count);
		change->users = read_words(
		    reader, node_child(item, "users"), &change->user_count);
		check(reader, item, change);
	}
	syntax->changes = all;
}
