/* SPDX-License-Identifier: ISC */
/* Entries that wait.  Floor 6. */
#include "report/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest_run.h"
#include "report/entry.h"

void
held_open(struct held *held)
{
	*held = (struct held){ .texts = { .arena = arena_new() } };
	digest_key_make(&held->secret);
}

void
held_close(struct held *held)
{
	arena_free(held->texts.arena);
	*held = (struct held){ .first = NULL };
}

/* ---- what was met ------------------------------------------------------ */

/* So many findings of a source are looked through one by one: most have fewer,
 * and a table is large. */
#define LIMIT_LISTED 16

/* What was found in the sources of one name. */
struct held_source {
	const struct entry_place *place; /* of the last one, or NULL */
	struct entry *listed;            /* the findings, linked by MET */
	size_t listed_count;
	struct index *entries; /* or those, once there are more; and those
				  that came as entries */
};

/* What was found of the source called NAME; of several sources with one name
 * TEXT, if there is one, tells them apart. */
static struct held_source *
source_named(struct held *held, const char *name, const char *text)
{
	struct arena *arena = held->texts.arena;
	struct digest_run run;
	void **slot;

	digest_begin(&run, &held->secret);
	digest_string(&run, name);
	if (text != NULL)
		digest_string(&run, text);
	slot = index_place(&held->sources, digest_end(&run), arena);
	if (*slot == NULL)
		*slot = ARENA_NEW(arena, struct held_source);
	return *slot;
}

/* Of SOURCE, with its place. */
static struct held_source *
source_of(struct held *held, const struct source *source)
{
	const char *name = source_name(source);
	/* Options of one name have the same place. */
	bool is_option = name[0] == '-' && source_path(source) == NULL;
	struct held_source *found = held->last;

	if (is_option || found == NULL ||
	    strcmp(found->place->shown, name) != 0)
		found = source_named(
		    held, name, is_option ? source_text(source) : NULL);
	found->place = entry_place(found->place, source, held->texts.arena);
	held->last = is_option ? NULL : found;
	return found;
}

static uint64_t
short_digest(const struct held *held, const char *text, size_t length)
{
	return digest_make(&held->secret, text, length).words[0];
}

/* Sets whom it was found of: SUBJECT, or nobody. */
static void
set_last(const struct held *held, struct further *further, const char *subject)
{
	const char *tunnel;
	size_t length;

	if (subject == NULL)
		return;
	length = strlen(subject);
	further->owner = further->last = short_digest(held, subject, length);
	tunnel = strstr(subject, ENTRY_TUNNEL);
	if (tunnel != NULL)
		further->owner =
		    short_digest(held, subject, (size_t)(tunnel - subject));
}

/* ENTRY, which was found of FIRST, was found of SUBJECT, too. */
static void
meet(struct held *held, struct entry *entry, const char *first,
    const char *subject)
{
	struct further *further = entry->further, before;

	if (subject == NULL)
		return;
	if (further == NULL) {
		if (first != NULL && strcmp(first, subject) == 0)
			return;
		entry->further = further =
		    ARENA_NEW(held->texts.arena, struct further);
		set_last(held, further, first);
	}
	before = *further;
	set_last(held, further, subject);
	/* Connections come one after another. */
	if (further->last != before.last) {
		further->tunnels += further->last != further->owner;
		further->subjects += further->owner != before.owner;
	}
}

/* The place of the entry that is found as PLACE and MESSAGE in SOURCE. */
static struct entry **
indexed(struct held *held, struct held_source *source, const size_t *place,
    size_t count, const char *message)
{
	struct arena *arena = held->texts.arena;
	struct digest_run run;
	size_t i;

	if (source->entries == NULL)
		source->entries = ARENA_NEW(arena, struct index);
	digest_begin(&run, &held->secret);
	for (i = 0; i < count; i++)
		digest_word(&run, place[i]);
	digest_string(&run, message);
	return (struct entry **)index_place(
	    source->entries, digest_end(&run), arena);
}

/* The one of a finding, or of what is one. */
static struct entry **
indexed_finding(struct held *held, struct held_source *source,
    const struct finding *finding)
{
	const size_t place[] = { finding->rule, finding->severity,
		finding->at.offset, finding->within.offset };

	return indexed(held, source, place, sizeof(place) / sizeof(*place),
	    finding->message);
}

static void
index_listed(struct held *held, struct held_source *source)
{
	struct entry *entry;
	struct finding finding;

	for (entry = source->listed; entry != NULL; entry = entry->met) {
		finding = (struct finding){ .rule = entry->rule,
			.severity = entry->severity,
			.at.offset = entry->offset,
			.within.offset = entry_rare(entry)->inner_offset,
			.message = entry_raw_message(entry) };
		*indexed_finding(held, source, &finding) = entry;
	}
	source->listed = NULL;
}

static bool
is_same(const struct entry *entry, const struct finding *finding)
{
	return entry->offset == finding->at.offset &&
	       entry->rule == finding->rule &&
	       entry->severity == finding->severity &&
	       entry_rare(entry)->inner_offset == finding->within.offset &&
	       strcmp(entry_raw_message(entry), finding->message) == 0;
}

/* The place of the entry that says the same, which holds NULL when it is
 * new. */
static struct entry **
place_of(struct held *held, struct held_source *source,
    const struct finding *finding)
{
	struct entry **link = &source->listed;

	if (source->listed_count <= LIMIT_LISTED) {
		while (*link != NULL && !is_same(*link, finding))
			link = &(*link)->met;
		if (*link != NULL || source->listed_count++ < LIMIT_LISTED)
			return link;
		index_listed(held, source);
	}
	return indexed_finding(held, source, finding);
}

/* Findings on their way into a report: those of one source come together. */
struct collapse {
	struct held *held;
	const struct source *source;
	struct held_source *found; /* in SOURCE */
};

static bool
finding_is_met(void *host, struct finding *finding)
{
	struct collapse *collapse = host;
	struct held *held = collapse->held;
	struct entry **entry;

	if (finding->at.source == NULL)
		return false;
	if (finding->at.source != collapse->source) {
		collapse->source = finding->at.source;
		collapse->found = source_of(held, finding->at.source);
	}
	entry = place_of(held, collapse->found, finding);
	if (*entry != NULL) {
		meet(held, *entry, entry_raw_subject(*entry), finding->subject);
		return true;
	}
	finding->entry = *entry =
	    entry_begin(finding, collapse->found->place, &held->texts);
	return false;
}

void
held_collapse(struct held *held, struct diags *diags)
{
	struct collapse collapse = { held, NULL, NULL };

	diags_remove(diags, finding_is_met, &collapse);
}

bool
held_meet(struct held *held, struct entry *entry)
{
	const struct entry_rare *rare = entry_rare(entry);
	const size_t place[] = { entry->rule, entry->severity, entry->line,
		entry->column, rare->inner_line, rare->inner_column };
	struct held_source *source = source_named(held, entry->place->file,
	    entry->place->argument ? entry->excerpt : NULL);
	struct entry **met = indexed(held, source, place,
	    sizeof(place) / sizeof(*place), entry->message);

	if (*met == NULL) {
		*met = entry;
		return false;
	}
	meet(held, *met, (*met)->subject, entry->subject);
	return true;
}

/* ---- those that wait --------------------------------------------------- */

struct entry *
held_entry(struct held *held, const struct finding *finding)
{
	const struct source *source = finding->at.source;

	if (finding->entry != NULL)
		return finding->entry;
	return entry_begin(finding,
	    source != NULL ? source_of(held, source)->place : NULL,
	    &held->texts);
}

bool
held_is_full(const struct held *held)
{
	return held->count >= HELD_LIMIT;
}

static int
compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
compare_files(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int
compare(const struct entry *a, const struct entry *b)
{
	int order = compare_files(a->place->file, b->place->file);

	/* Of arguments the same line may be another one's. */
	if (order != 0 || a->place->argument)
		return order;
	order = compare_sizes(a->line, b->line);
	if (order == 0)
		order = compare_sizes(a->column, b->column);
	return order != 0 ? order : compare_sizes(a->rule, b->rule);
}

void
held_add(struct held *held, struct entry *entry)
{
	/* A run that reads its files by their names finds them in order. */
	if (held->newest != NULL && compare(held->newest, entry) > 0)
		held->unsorted = true;
	if (held->newest != NULL)
		held->newest->next = entry;
	else
		held->first = entry;
	held->newest = entry;
	held->count++;
}

/* Makes one sorted list of two. */
static struct entry *
merge(struct entry *a, struct entry *b)
{
	struct entry *first = NULL, **end = &first, **from;

	while (a != NULL && b != NULL) {
		from = compare(a, b) <= 0 ? &a : &b;
		*end = *from;
		end = &(*end)->next;
		*from = *end;
	}
	*end = a != NULL ? a : b;
	return first;
}

/* Takes as many entries off *LIST as are sorted, one at least. */
static struct entry *
take_sorted(struct entry **list)
{
	struct entry *first = *list, *last = first;

	while (last->next != NULL && compare(last, last->next) <= 0)
		last = last->next;
	*list = last->next;
	last->next = NULL;
	return first;
}

/* More than enough: a list in place N was merged of 2^N, at least. */
#define SORT_PLACES 48

/* Most are in few sorted parts: what is found of all connections comes when
 * all else was found, and is sorted itself. */
static struct entry *
sort(struct entry *list)
{
	struct entry *places[SORT_PLACES] = { NULL }, *part;
	size_t i;

	while (list != NULL) {
		part = take_sorted(&list);
		for (i = 0; places[i] != NULL; i++) {
			part = merge(places[i], part);
			places[i] = NULL;
		}
		places[i] = part;
	}
	/* What is in a later place came before. */
	for (i = 0; i < SORT_PLACES; i++)
		list = merge(places[i], list);
	return list;
}

void
held_sort(struct held *held)
{
	if (held->unsorted)
		held->first = sort(held->first);
}

void
held_reset(struct held *held)
{
	struct arena *arena = held->texts.arena;
	struct digest_key secret = held->secret;

	arena_reset(arena);
	*held = (struct held){ .texts = { .arena = arena }, .secret = secret };
}
