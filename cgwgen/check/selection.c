/* SPDX-License-Identifier: ISC */
/*
 * Layers and what comes of them.  The verdicts on all rules are worked out
 * once for each set of layers that holds for some file, and a file is
 * compared with the patterns once.  Floor 5.
 */
#include "check/selection.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "base/digest.h"
#include "base/ignore.h"
#include "base/index.h"
#include "base/path.h"

/* What comparing files with patterns may take: seconds. */
#define LIMIT_STEPS ((size_t)1000000000)

/* Most different sets of layers that hold for files. */
#define LIMIT_TABLES 1000

enum change { CHANGE_NONE, CHANGE_SEVERITY, CHANGE_OFF };

enum list { LIST_SELECT, LIST_IGNORE, LIST_SEVERITY, LISTS };

struct entry {
	struct selector selector;
	enum change change; /* LIST_SEVERITY */
	enum severity severity;
	struct entry *next;
};

struct layer {
	struct entry *lists[LISTS];
	bool limited;
	uint64_t bit; /* of the files it is limited to */
	const struct ignore *paths;
	struct layer *next;
};

/* What is done with findings of a rule. */
struct verdict {
	bool left_out;
	bool exact; /* the change holds for lesser findings, too */
	enum change change;
	enum severity severity;
};

/* The verdicts where certain layers hold. */
struct table {
	uint64_t layers;
	struct table *next;
	struct verdict verdicts[RULE_COUNT];
};

struct file {
	const char *path;
	const struct table *table;
};

struct selection {
	struct arena *arena;
	const char *directory;
	const char *stdin_name;
	const char *stdin_shown; /* the same as messages show it */
	struct layer *first;
	struct layer *last;
	size_t limited; /* layers that are */
	struct table *tables;
	size_t table_count;
	struct table *everywhere; /* where no limited layer holds */
	struct digest_key key;
	struct index files;      /* from paths to struct file */
	const struct file *file; /* the one that was asked for last */
	size_t steps;
	bool gave_up;
	pthread_mutex_t lock; /* of what is found out about files */
};

struct selection *
selection_new(
    const char *directory, const char *stdin_name, struct arena *arena)
{
	struct selection *selection = ARENA_NEW(arena, struct selection);

	selection->arena = arena;
	selection->directory = directory;
	selection->stdin_name = stdin_name;
	if (stdin_name != NULL)
		selection->stdin_shown =
		    diag_path(diags_new(arena, 1), stdin_name);
	selection->steps = LIMIT_STEPS;
	pthread_mutex_init(&selection->lock, NULL);
	digest_key_make(&selection->key);
	return selection;
}

/* ---- layers ------------------------------------------------------------ */

bool
selection_layer(struct selection *selection, bool limited)
{
	struct layer *layer;

	if (limited && selection->limited == SELECTION_LIMIT_OVERRIDES)
		return false;
	layer = ARENA_NEW(selection->arena, struct layer);
	layer->limited = limited;
	if (limited)
		layer->bit = UINT64_C(1) << selection->limited++;
	if (selection->last != NULL)
		selection->last->next = layer;
	else
		selection->first = layer;
	selection->last = layer;
	return true;
}

bool
selection_path(struct selection *selection, const char *pattern)
{
	struct layer *layer = selection->last;
	struct source *source = source_new("pattern", pattern, strlen(pattern));
	struct diags *diags = diags_new(selection->arena, 1);

	layer->paths =
	    ignore_read(layer->paths, source, 0, selection->arena, diags);
	source_free(source);
	return diags_count(diags, SEVERITY_WARNING) +
		   diags_count(diags, SEVERITY_ERROR) ==
	       0;
}

static struct entry *
add(struct selection *selection, enum list list, const char *word)
{
	struct entry *entry = ARENA_NEW(selection->arena, struct entry);
	struct layer *layer = selection->last;

	entry->selector = selector_read(arena_string(selection->arena, word));
	entry->next = layer->lists[list];
	layer->lists[list] = entry;
	return entry;
}

void
selection_select(struct selection *selection, const char *word)
{
	add(selection, LIST_SELECT, word);
}

void
selection_ignore(struct selection *selection, const char *word)
{
	add(selection, LIST_IGNORE, word);
}

void
selection_severity(
    struct selection *selection, const char *word, enum severity severity)
{
	struct entry *entry = add(selection, LIST_SEVERITY, word);

	entry->change = CHANGE_SEVERITY;
	entry->severity = severity;
}

void
selection_off(struct selection *selection, const char *word)
{
	add(selection, LIST_SEVERITY, word)->change = CHANGE_OFF;
}

/* ---- verdicts ---------------------------------------------------------- */

/* The most exact entry that has RULE, or NULL. */
static const struct entry *
best(const struct entry *list, enum rule_id rule)
{
	const struct entry *found = NULL;

	for (; list != NULL; list = list->next)
		if (selector_has(&list->selector, rule) &&
		    (found == NULL ||
			list->selector.rank > found->selector.rank))
			found = list;
	return found;
}

static enum selector_rank
rank(const struct entry *entry)
{
	return entry != NULL ? entry->selector.rank : RANK_NONE;
}

static void
apply_choice(
    const struct layer *layer, enum rule_id rule, struct verdict *verdict)
{
	const struct entry *const *lists =
	    (const struct entry *const *)layer->lists;
	enum selector_rank taken = rank(best(lists[LIST_SELECT], rule));
	enum selector_rank left = rank(best(lists[LIST_IGNORE], rule));

	if (lists[LIST_SELECT] == NULL) {
		verdict->left_out |= left != RANK_NONE;
		return;
	}
	verdict->left_out = taken <= left;
	if (!verdict->left_out && verdict->change == CHANGE_OFF)
		verdict->change = CHANGE_NONE;
}

static void
apply_severity(
    const struct layer *layer, enum rule_id rule, struct verdict *verdict)
{
	const struct entry *entry = best(layer->lists[LIST_SEVERITY], rule);

	if (entry == NULL ||
	    (entry->change == CHANGE_OFF &&
		rank(best(layer->lists[LIST_SELECT], rule)) > rank(entry)))
		return;
	verdict->change = entry->change;
	verdict->severity = entry->severity;
	verdict->exact = entry->selector.rank == RANK_RULE;
}

/* What cannot be passed over can be made stricter by its own name. */
static void
apply(const struct layer *layer, enum rule_id rule, struct verdict *verdict)
{
	const struct entry *entry;

	if (rule_is_check(rule)) {
		apply_choice(layer, rule, verdict);
		apply_severity(layer, rule, verdict);
		return;
	}
	entry = best(layer->lists[LIST_SEVERITY], rule);
	if (rank(entry) != RANK_RULE || entry->change != CHANGE_SEVERITY)
		return;
	verdict->change = CHANGE_SEVERITY;
	verdict->severity = entry->severity;
}

static struct table *
make_table(struct selection *selection, uint64_t layers)
{
	struct table *table = ARENA_NEW(selection->arena, struct table);
	const struct layer *layer;
	unsigned i;

	table->layers = layers;
	for (layer = selection->first; layer != NULL; layer = layer->next)
		for (i = 0; i < RULE_COUNT; i++)
			if (!layer->limited || (layers & layer->bit) != 0)
				apply(layer, (enum rule_id)i,
				    &table->verdicts[i]);
	table->next = selection->tables;
	selection->tables = table;
	selection->table_count++;
	return table;
}

static struct table *
find_table(struct selection *selection, uint64_t layers)
{
	struct table *table = selection->tables;

	while (table != NULL && table->layers != layers)
		table = table->next;
	if (table != NULL)
		return table;
	if (selection->table_count < LIMIT_TABLES)
		return make_table(selection, layers);
	selection->gave_up = true;
	return selection->everywhere;
}

/* ---- files ------------------------------------------------------------- */

/* Whether a list names PATH or a directory that it is in. */
static bool
fits(struct selection *selection, const struct ignore *paths, char *path)
{
	char *slash = path;
	bool found = false;

	while (!found && (slash = strchr(slash, '/')) != NULL) {
		*slash = '\0';
		found = ignore_matches(paths, path, true, &selection->steps);
		*slash++ = '/';
	}
	return found || ignore_matches(paths, path, false, &selection->steps);
}

/* The limited layers that hold for the file at PATH. */
static uint64_t
layers_of(struct selection *selection, const char *path)
{
	struct arena *arena = arena_new();
	const struct layer *layer;
	const char *below = path_below(path, selection->directory, arena);
	char *copy = below != NULL ? arena_string(arena, below) : NULL;
	uint64_t layers = 0;

	for (layer = selection->first; layer != NULL && copy != NULL;
	     layer = layer->next)
		if (layer->limited && fits(selection, layer->paths, copy))
			layers |= layer->bit;
	arena_free(arena);
	return layers;
}

static const char *
path_of(const struct selection *selection, const struct source *source)
{
	const char *path = source != NULL ? source_path(source) : NULL;

	if (source == NULL || path != NULL || selection->stdin_name == NULL)
		return path;
	return strcmp(source_name(source), selection->stdin_shown) == 0
		   ? selection->stdin_name
		   : NULL;
}

static const struct file *
find_file(struct selection *selection, const char *path)
{
	void **place = index_place(&selection->files,
	    digest_make(&selection->key, path, strlen(path)), selection->arena);
	struct file *file = *place;

	if (file != NULL)
		return file;
	*place = file = ARENA_NEW(selection->arena, struct file);
	file->path = arena_string(selection->arena, path);
	file->table = find_table(selection, layers_of(selection, path));
	return file;
}

static const struct table *
table_of_path(struct selection *selection, const char *path)
{
	if (selection->everywhere == NULL)
		selection->everywhere = find_table(selection, 0);
	if (path == NULL)
		return selection->everywhere;
	if (selection->file == NULL || strcmp(path, selection->file->path) != 0)
		selection->file = find_file(selection, path);
	return selection->file->table;
}

static bool
is_limited(const struct selection *selection)
{
	return selection->limited != 0 && selection->directory != NULL;
}

static const struct table *
table_of(struct selection *selection, struct pos at)
{
	const char *path = NULL;
	const struct table *table;

	if (is_limited(selection))
		path = path_of(selection, source_outer(at).source);
	pthread_mutex_lock(&selection->lock);
	table = table_of_path(selection, path);
	pthread_mutex_unlock(&selection->lock);
	return table;
}

void
selection_prime(void *host, const char *path)
{
	struct selection *selection = host;

	if (is_limited(selection) && strcmp(path, "-") != 0)
		table_of_path(selection, path);
}

/* ---- findings ---------------------------------------------------------- */

static bool
is_kept(const struct verdict *verdict)
{
	return !verdict->left_out && verdict->change != CHANGE_OFF;
}

bool
selection_has(void *host, enum rule_id rule, struct pos at)
{
	return is_kept(&table_of(host, at)->verdicts[rule]);
}

bool
selection_takes(void *host, struct finding *finding)
{
	const struct verdict *verdict =
	    &table_of(host, finding->at)->verdicts[finding->rule];
	bool own = finding->severity == rule_get(finding->rule)->severity;

	if (!is_kept(verdict))
		return false;
	if (verdict->change == CHANGE_NONE)
		return true;
	if (!rule_is_check(finding->rule)) {
		if (finding->severity < verdict->severity)
			finding->severity = verdict->severity;
	} else if (verdict->exact || own ||
		   finding->severity > verdict->severity) {
		finding->severity = verdict->severity;
	}
	return true;
}

bool
selection_gave_up(const struct selection *selection)
{
	return selection->gave_up || selection->steps == 0;
}
