/* SPDX-License-Identifier: ISC */
/* The part of a profile that says how the device prints what it was given.
 * Floor 4. */
#include <string.h>

#include "device/profile_read.h"

static size_t
stars_in(const char *word)
{
	size_t count = 0;

	for (word = strchr(word, '*'); word != NULL;
	     word = strchr(word + 1, '*'))
		count++;
	return count;
}

/* How often TEXT stands in WORDING as a word; "*" within one, too. */
static size_t
count_of(const struct profile_wording *wording, const char *text)
{
	size_t count = 0, i;

	for (i = 0; i < wording->count; i++)
		if (strcmp(wording->words[i], text) == 0)
			count++;
		else if (strcmp(text, "*") == 0 &&
			 strcmp(wording->words[i], "**") != 0)
			count += stars_in(wording->words[i]);
	return count;
}

/* How many stars of another wording those of WORDING need; "*2" is the
 * second, "*" the next one. */
static size_t
stars_needed(const struct profile_wording *wording)
{
	size_t needed = 0, next = 0, i;
	const char *at;

	for (i = 0; i < wording->count; i++) {
		if (strcmp(wording->words[i], "**") == 0)
			continue;
		for (at = strchr(wording->words[i], '*'); at != NULL;
		     at = strchr(at + 1, '*')) {
			if (at[1] >= '1' && at[1] <= '9')
				next = (size_t)(at[1] - '1');
			next++;
			needed = next > needed ? next : needed;
		}
	}
	return needed;
}

struct profile_wording
profile_wording(struct profile_reader *reader, const struct node *node)
{
	struct arena *arena = reader->profile->arena;
	const char **words =
	    arena_array(arena, PROFILE_WORDING_WORDS, sizeof(*words));
	struct profile_wording wording = { .text = node->text, .words = words };
	char *word, *rest, *text = arena_string(arena, node->text);

	for (word = strtok_r(text, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		if (strcmp(word, "|") == 0) {
			wording.whole = true;
			wording.block = wording.count;
			continue;
		}
		if (wording.count == PROFILE_WORDING_WORDS) {
			profile_refuse(reader, node->pos,
			    "a statement has at most %d words",
			    PROFILE_WORDING_WORDS);
			break;
		}
		words[wording.count++] = word;
		if (stars_in(word) > PROFILE_WORD_STARS)
			profile_refuse(reader, node->pos,
			    "a word has at most %d '*'", PROFILE_WORD_STARS);
	}
	if (count_of(&wording, "**") > 1)
		profile_refuse(reader, node->pos,
		    "'**' can stand in a statement once only");
	return wording;
}

/* A statement that ends with a list. */
static void
check_list(struct profile_reader *reader, const struct node *node,
    const struct profile_wording *wording)
{
	if (wording->count < 2 ||
	    strcmp(wording->words[wording->count - 1], "**") != 0)
		profile_refuse(reader, node->pos,
		    "this must be the beginning of a statement and '**'");
}

static const struct profile_wording *
read_wordings(
    struct profile_reader *reader, const struct node *list, size_t *ret_count)
{
	struct profile_wording *all;
	const struct node *item;

	*ret_count = 0;
	if (list == NULL)
		return NULL;
	all =
	    arena_array(reader->profile->arena, node_count(list), sizeof(*all));
	for (item = list->first; item != NULL; item = item->next)
		all[(*ret_count)++] = profile_wording(reader, item);
	return all;
}

static const struct profile_wording *
read_lists(
    struct profile_reader *reader, const struct node *list, size_t *ret_count)
{
	const struct profile_wording *all =
	    read_wordings(reader, list, ret_count);
	const struct node *item = list != NULL ? list->first : NULL;
	size_t i;

	for (i = 0; i < *ret_count; i++, item = item->next)
		check_list(reader, item, &all[i]);
	return all;
}

/* The stars of TO stand for those of FROM. */
static void
check_stars(struct profile_reader *reader, const struct node *node,
    const struct profile_spelling *spelling)
{
	const struct profile_wording *from = &spelling->from;
	const struct profile_wording *to = &spelling->to;

	if (stars_needed(to) > count_of(from, "*") ||
	    count_of(to, "**") > count_of(from, "**"))
		profile_refuse(reader, node->pos,
		    "each '*' and '**' stands for one of the other spelling, "
		    "which has fewer");
	if (to->whole != from->whole)
		profile_refuse(
		    reader, node->pos, "both spellings need a '|', or neither");
}

/* The statement is in blocks, whose own stars are not the other's. */
static void
check_inherited(struct profile_reader *reader, const struct node *node,
    const struct profile_spelling *spelling)
{
	const struct profile_wording *to = &spelling->to;
	const struct profile_wording own = { .words = to->words + to->block,
		.count = to->count - to->block };

	if (to->block == 0 || own.count == 0 || count_of(&own, "**") > 0 ||
	    count_of(&own, "*") > count_of(&spelling->from, "*"))
		profile_refuse(reader, node->pos,
		    "this must be a block, '|' and a statement in it without "
		    "'**', whose every '*' stands for one of the first");
}

/* A word in place of a word. */
static void
check_words(struct profile_reader *reader, const struct node *node,
    const struct profile_spelling *spelling)
{
	if (spelling->from.count != 1 || spelling->to.count != 1)
		profile_refuse(reader, node->pos, "this must be one word");
}

/* How a statement begins, and plain words. */
static void
check_parts(struct profile_reader *reader, const struct node *node,
    const struct profile_spelling *spelling)
{
	const struct profile_wording *from = &spelling->from;
	const struct profile_wording *to = &spelling->to;
	const size_t records = count_of(from, "+");

	if (from->count == 0 || to->count == 0 || from->whole || to->whole ||
	    count_of(from, "**") + count_of(to, "**") + count_of(to, "*") > 0)
		profile_refuse(reader, node->pos,
		    "this must be words without '*', and what goes before them "
		    "a beginning without '**', and both without '|'");
	if (records > 1 ||
	    (records == 1 &&
		(from->count < 2 ||
		    strcmp(from->words[from->count - 1], "+") != 0)))
		profile_refuse(
		    reader, node->pos, "'+' can only be the beginning's end");
}

/* Words of which the last is NAME. */
static bool
ends_with_name(const struct profile_wording *wording, const char *name)
{
	return wording->count > 1 && !wording->whole &&
	       count_of(wording, "**") == 0 &&
	       strcmp(wording->words[wording->count - 1], name) == 0;
}

static const struct profile_wording *
read_counts(
    struct profile_reader *reader, const struct node *list, size_t *ret_count)
{
	const struct profile_wording *all =
	    read_wordings(reader, list, ret_count);
	const struct node *item = list != NULL ? list->first : NULL;
	size_t i;

	for (i = 0; i < *ret_count; i++, item = item->next)
		if (!ends_with_name(&all[i], "*"))
			profile_refuse(reader, item->pos,
			    "this must be words that end with '*', without "
			    "'**' and '|'");
	return all;
}

static void
check_refers(struct profile_reader *reader, const struct node *node,
    const struct profile_spelling *spelling)
{
	if (!ends_with_name(&spelling->from, "*") ||
	    (!ends_with_name(&spelling->to, "*") &&
		!ends_with_name(&spelling->to, "+")))
		profile_refuse(reader, node->pos,
		    "both must be words that end with '*', this one maybe with "
		    "'+', without '**' and '|'");
}

static const struct profile_spelling *
read_pairs(struct profile_reader *reader, const struct node *list,
    void (*check)(struct profile_reader *, const struct node *,
	const struct profile_spelling *),
    size_t *ret_count)
{
	struct profile_spelling *all, *spelling;
	const struct node *item;

	*ret_count = 0;
	if (list == NULL)
		return NULL;
	all =
	    arena_array(reader->profile->arena, node_count(list), sizeof(*all));
	for (item = list->first; item != NULL; item = item->next) {
		spelling = &all[(*ret_count)++];
		spelling->from = profile_wording(reader, item->first);
		spelling->to = profile_wording(reader, item->first->next);
		check(reader, item->first->next, spelling);
	}
	return all;
}

static const char *const *
read_interfaces(
    struct profile_reader *reader, const struct node *list, size_t *ret_count)
{
	const struct node *item;
	const char **all;

	*ret_count = 0;
	if (list == NULL)
		return NULL;
	all =
	    arena_array(reader->profile->arena, node_count(list), sizeof(*all));
	for (item = list->first; item != NULL; item = item->next)
		all[(*ret_count)++] = item->text;
	return all;
}

void
profile_read_running(struct profile_reader *reader, const struct node *map)
{
	struct profile_running *running = &reader->profile->syntax.running;

	if (map == NULL)
		return;
	running->show = node_text(map, "show");
	running->prefix = node_text(map, "prefix");
	running->unshown = read_wordings(
	    reader, node_child(map, "unshown"), &running->unshown_count);
	running->modes = read_wordings(
	    reader, node_child(map, "modes"), &running->mode_count);
	running->passages = read_wordings(
	    reader, node_child(map, "passages"), &running->passage_count);
	running->apart = read_wordings(
	    reader, node_child(map, "apart"), &running->apart_count);
	running->parts = read_pairs(reader, node_child(map, "parts"),
	    check_parts, &running->part_count);
	running->lists =
	    read_lists(reader, node_child(map, "lists"), &running->list_count);
	running->members = read_lists(
	    reader, node_child(map, "members"), &running->member_count);
	running->same = read_pairs(
	    reader, node_child(map, "same"), check_stars, &running->same_count);
	running->words = read_pairs(reader, node_child(map, "words"),
	    check_words, &running->word_count);
	running->implied = read_pairs(reader, node_child(map, "implied"),
	    check_stars, &running->implied_count);
	running->open = read_wordings(
	    reader, node_child(map, "open"), &running->open_count);
	running->phase1 = read_wordings(
	    reader, node_child(map, "phase1"), &running->phase1_count);
	running->interfaces = read_interfaces(
	    reader, node_child(map, "interfaces"), &running->interface_count);
	running->inherited = read_pairs(reader, node_child(map, "inherited"),
	    check_inherited, &running->inherited_count);
	running->counts = read_counts(
	    reader, node_child(map, "counts"), &running->count_count);
	running->refers = read_pairs(reader, node_child(map, "refers"),
	    check_refers, &running->refer_count);
}
