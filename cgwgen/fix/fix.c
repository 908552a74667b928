/* SPDX-License-Identifier: ISC */
/* From findings to edits, file by file.  Floor 5. */
#include "fix/fix.h"

#include <stdlib.h>
#include <string.h>

#include "fix/fixer.h"

static const struct {
	enum rule_id rule;
	fixer *mend;
	bool by_list; /* findings in one list are mended together */
} fixers[] = {
	{ RULE_REGION, fix_region, false },
	{ RULE_SHORT_ENCRYPTION, fix_encryption, false },
	{ RULE_WEAK_INTEGRITY, fix_integrity, false },
	{ RULE_WEAK_DH_GROUP, fix_dh_group, false },
	{ RULE_SELECTOR_BITS, fix_network, false },
	{ RULE_POLICY_IKE_VERSION, fix_ike_version, false },
	{ RULE_POLICY_ENCRYPTION, fix_encryption, false },
	{ RULE_POLICY_INTEGRITY, fix_integrity, false },
	{ RULE_POLICY_DH_GROUP, fix_dh_group, false },
	{ RULE_ROUTES_SUMMARY, fix_summary, false },
	{ RULE_ROUTE_REPEATED, fix_repeated, true },
	{ RULE_NETWORK_BITS, fix_network, false },
};

#define FIXERS (sizeof(fixers) / sizeof(fixers[0]))

struct noted {
	enum rule_id rule;
	unsigned phases;
	bool common;
	struct pos at;
};

struct fixes {
	const struct check_settings *settings;
	const struct silences *silences;
	struct arena *arena;
	struct noted *list;
	size_t count;
	size_t capacity;
};

struct fixes *
fixes_new(
    const struct check_settings *settings, const struct silences *silences)
{
	struct arena *arena = arena_new();
	struct fixes *fixes = ARENA_NEW(arena, struct fixes);

	fixes->arena = arena;
	fixes->settings = settings;
	fixes->silences = silences;
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

/* The row of RULE's fixer; FIXERS when it has none. */
static size_t
fixer_of(enum rule_id rule)
{
	size_t i = 0;

	while (i < FIXERS && fixers[i].rule != rule)
		i++;
	return i;
}

bool
fix_exists(enum rule_id rule)
{
	return fixer_of(rule) != FIXERS;
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
	fixes->list[fixes->count++] = (struct noted){ finding->rule,
		finding->phases, finding->common, finding->at };
}

bool
fix_takes(const struct finding *finding, const struct source *passing)
{
	return finding->at.source != NULL && finding->at.source != passing &&
	       source_path(finding->at.source) != NULL &&
	       fix_exists(finding->rule);
}

void
fixes_note(struct fixes *fixes, const struct diags *diags,
    const struct source *passing)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		if (fix_takes(&list[i], passing))
			note(fixes, &list[i]);
}

/* By file, by rule, by place. */
static int
compare(const void *left, const void *right)
{
	const struct noted *a = left, *b = right;
	int order =
	    strcmp(source_path(a->at.source), source_path(b->at.source));

	if (order == 0)
		order = (int)a->rule - (int)b->rule;
	if (order == 0 && a->at.offset != b->at.offset)
		order = a->at.offset < b->at.offset ? -1 : 1;
	return order;
}

/* ---- one file --------------------------------------------------------- */

/* A group of edits, and how many findings it answers. */
struct answer {
	size_t group;
	size_t first;
	size_t findings;
};

struct work {
	const struct fixes *fixes;
	struct own_file own;
	struct fix_file file;
	struct answer *answers;
	size_t answer_count;
};

/* Whether the finding at B is to be mended with that at A, and the node that
 * it points at. */
static bool
goes_with(const struct noted *a, const struct noted *b,
    const struct node *first, const struct node *node)
{
	const struct node *list, *other;

	if (a->rule != b->rule)
		return false;
	if (a->at.offset == b->at.offset)
		return true;
	if (!fixers[fixer_of(a->rule)].by_list || first == NULL || node == NULL)
		return false;
	list = fix_list_of(first);
	other = fix_list_of(node);
	return list != NULL && other != NULL &&
	       list->pos.offset == other->pos.offset;
}

/* The index behind the findings that are mended with FIRST. */
static size_t
run_end(const struct work *w, size_t first, size_t last)
{
	const struct noted *list = w->fixes->list;
	const struct node *start = own_file_at(&w->own, list[first].at.offset);
	size_t i = first + 1;

	while (i < last && goes_with(&list[first], &list[i], start,
			       list[i].rule == list[first].rule
				   ? own_file_at(&w->own, list[i].at.offset)
				   : NULL))
		i++;
	return i;
}

/* Mends findings [FIRST, LAST), which go together. */
static void
mend(struct work *w, size_t first, size_t last)
{
	const struct noted *list = w->fixes->list;
	struct edits *edits = &w->file.edits;
	struct answer *answer = &w->answers[w->answer_count];
	struct fixing fixing = { .rule = list[first].rule,
		.node = own_file_at(&w->own, list[first].at.offset),
		.file = &w->own,
		.settings = w->fixes->settings,
		.silences = w->fixes->silences,
		.edits = edits };
	size_t before = edits->count, i;

	if (fixing.node == NULL)
		return;
	fixing.nodes =
	    arena_array(edits->arena, last - first, sizeof(struct node *));
	for (i = first; i < last; i++) {
		fixing.phases |= list[i].phases;
		fixing.common |= list[i].common;
		if (i == first || list[i].at.offset != list[i - 1].at.offset)
			fixing.nodes[fixing.node_count++] =
			    own_file_at(&w->own, list[i].at.offset);
	}
	*answer = (struct answer){ edits_group(edits), first, last - first };
	if (fixers[fixer_of(fixing.rule)].mend(&fixing))
		w->answer_count++;
	else
		edits->count = before;
}

static void
count_mended(struct work *w)
{
	const struct answer *answer = w->answers;
	const struct noted *noted;
	struct fix_answer *list;
	size_t count = 0, i;

	for (i = 0; i < w->answer_count; i++)
		count += answer[i].findings;
	w->file.answers = list =
	    arena_array(w->file.edits.arena, count + 1, sizeof(*list));
	for (; answer < w->answers + w->answer_count; answer++) {
		if (w->file.edits.broken[answer->group])
			continue;
		for (i = 0; i < answer->findings; i++) {
			noted = &w->fixes->list[answer->first + i];
			list[w->file.mended++] =
			    (struct fix_answer){ noted->rule, noted->at };
		}
	}
}

/* Findings [FIRST, LAST) are about one file. */
static void
work_out(struct fixes *fixes, size_t first, size_t last,
    void (*work)(void *host, const struct fix_file *file), void *host)
{
	const struct source *source = fixes->list[first].at.source;
	struct arena *arena = arena_new();
	struct work w = { .fixes = fixes };
	size_t end;

	w.file.path = source_path(source);
	w.file.edits.source = source;
	w.file.edits.arena = arena;
	if (own_file_read(source, arena, &w.own)) {
		w.answers =
		    arena_array(arena, last - first, sizeof(*w.answers));
		for (; first < last; first = end) {
			end = run_end(&w, first, last);
			mend(&w, first, end);
		}
		edits_settle(&w.file.edits);
		count_mended(&w);
		if (w.file.edits.count != 0)
			work(host, &w.file);
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
