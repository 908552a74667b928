/* SPDX-License-Identifier: ISC */
/* From findings to edits, file by file.  Floor 5. */
#include "fix/fix.h"

#include <stdlib.h>
#include <string.h>

#include "doc/yaml.h"
#include "fix/fixer.h"

static const struct {
	enum rule_id rule;
	fixer *mend;
} fixers[] = {
	{ RULE_SELECTOR_BITS, fix_network },
	{ RULE_NETWORK_BITS, fix_network },
	{ RULE_SHORT_ENCRYPTION, fix_encryption },
	{ RULE_POLICY_ENCRYPTION, fix_encryption },
	{ RULE_WEAK_INTEGRITY, fix_integrity },
	{ RULE_POLICY_INTEGRITY, fix_integrity },
	{ RULE_WEAK_DH_GROUP, fix_dh_group },
	{ RULE_POLICY_DH_GROUP, fix_dh_group },
};

struct noted {
	enum rule_id rule;
	struct pos at;
	size_t order;
};

struct fixes {
	const struct check_settings *settings;
	struct arena *arena;
	struct noted *list;
	size_t count;
	size_t capacity;
};

struct fixes *
fixes_new(const struct check_settings *settings)
{
	struct arena *arena = arena_new();
	struct fixes *fixes = ARENA_NEW(arena, struct fixes);

	fixes->arena = arena;
	fixes->settings = settings;
	return fixes;
}

void
fixes_free(struct fixes *fixes)
{
	if (fixes == NULL)
		return;
	free(fixes->list);
	arena_free(fixes->arena);
}

static fixer *
fixer_of(enum rule_id rule)
{
	size_t i;

	for (i = 0; i < sizeof(fixers) / sizeof(fixers[0]); i++)
		if (fixers[i].rule == rule)
			return fixers[i].mend;
	return NULL;
}

bool
fix_exists(enum rule_id rule)
{
	return fixer_of(rule) != NULL;
}

static void
note(struct fixes *fixes, const struct finding *finding)
{
	struct noted *grown;

	if (fixes->count == fixes->capacity) {
		fixes->capacity = fixes->capacity * 2 + 64;
		grown = realloc(fixes->list, fixes->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		fixes->list = grown;
	}
	fixes->list[fixes->count] =
	    (struct noted){ finding->rule, finding->at, fixes->count };
	fixes->count++;
}

void
fixes_note(struct fixes *fixes, const struct diags *diags)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		if (fix_exists(list[i].rule) && list[i].at.source != NULL &&
		    source_path(list[i].at.source) != NULL)
			note(fixes, &list[i]);
}

/* By file, then by place; findings of one place in the order they came. */
static int
compare(const void *left, const void *right)
{
	const struct noted *a = left, *b = right;
	int order =
	    strcmp(source_path(a->at.source), source_path(b->at.source));

	if (order != 0)
		return order;
	if (a->at.offset != b->at.offset)
		return a->at.offset < b->at.offset ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* ---- one file --------------------------------------------------------- */

/* The nodes of a document, by where they begin. */
struct places {
	const struct node **list;
	size_t count;
};

/* Aliases stand where their anchors do: below them nothing is new.  A tree is
 * at most 64 levels deep. */
static void
collect(const struct node *node, struct places *places, size_t room)
{
	const struct node *child;

	if (places->count == room)
		return;
	places->list[places->count++] = node;
	for (child = node->first; child != NULL; child = child->next)
		collect(child, places, room);
}

static size_t
count_nodes(const struct node *node)
{
	const struct node *child;
	size_t count = 1;

	for (child = node->first; child != NULL; child = child->next)
		count += count_nodes(child);
	return count;
}

static int
compare_places(const void *left, const void *right)
{
	const struct node *const *a = left, *const *b = right;

	return (*a)->pos.offset < (*b)->pos.offset
		   ? -1
		   : (*a)->pos.offset > (*b)->pos.offset;
}

static struct places
find_places(const struct node *root, struct arena *arena)
{
	size_t room = count_nodes(root);
	struct places places = {
		arena_array(arena, room, sizeof(struct node *)), 0
	};

	collect(root, &places, room);
	qsort(places.list, places.count, sizeof(*places.list), compare_places);
	return places;
}

static const struct node *
node_at(const struct places *places, size_t offset)
{
	size_t low = 0, high = places->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (places->list[middle]->pos.offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < places->count && places->list[low]->pos.offset == offset
		   ? places->list[low]
		   : NULL;
}

/* The document, if it is our own YAML, as the reader sees it. */
static const struct node *
read_own(const struct source *source, struct arena *arena)
{
	struct diags *diags = diags_new(arena, 0);
	const struct node *root = yaml_read(source, arena, diags);

	return root != NULL && root->kind == NODE_MAP &&
		       node_child(root, "cgwgen") != NULL
		   ? root
		   : NULL;
}

static void
mend(struct fixes *fixes, const struct noted *noted,
    const struct places *places, struct fix_file *file)
{
	struct fixing fixing = { .rule = noted->rule,
		.node = node_at(places, noted->at.offset),
		.settings = fixes->settings,
		.edits = &file->edits };

	if (fixing.node != NULL && fixer_of(noted->rule)(&fixing))
		file->mended++;
	else
		file->left++;
}

/* Findings [FIRST, LAST) are about one file. */
static void
work_out(struct fixes *fixes, size_t first, size_t last,
    void (*work)(void *host, const struct fix_file *file), void *host)
{
	const struct source *source = fixes->list[first].at.source;
	struct arena *arena = arena_new();
	const struct node *root = read_own(source, arena);
	struct fix_file file = { .path = source_path(source) };
	struct places places;

	file.edits.source = source;
	file.edits.arena = arena;
	if (root != NULL) {
		places = find_places(root, arena);
		for (; first < last; first++)
			mend(fixes, &fixes->list[first], &places, &file);
		edits_settle(&file.edits);
		if (file.edits.count != 0)
			work(host, &file);
	}
	arena_free(arena);
}

/* One that was named twice is read twice. */
static bool
is_same_file(const struct noted *a, const struct noted *b)
{
	return strcmp(source_path(a->at.source), source_path(b->at.source)) ==
	       0;
}

void
fixes_each(struct fixes *fixes,
    void (*work)(void *host, const struct fix_file *file), void *host)
{
	size_t first, last;

	if (fixes->count > 1)
		qsort(fixes->list, fixes->count, sizeof(*fixes->list), compare);
	for (first = 0; first < fixes->count; first = last) {
		for (last = first + 1;
		     last < fixes->count &&
		     is_same_file(&fixes->list[first], &fixes->list[last]);
		     last++)
			;
		work_out(fixes, first, last, work, host);
	}
}
