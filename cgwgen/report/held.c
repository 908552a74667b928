/* SPDX-License-Identifier: ISC */
/* Entries that wait.  Floor 6. */
#include "report/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest_text.h"
#include "report/entry.h"

void
held_open(struct held *held)
{
	*held = (struct held){ .arena = arena_new() };
	digest_key_make(&held->secret);
}

void
held_close(struct held *held)
{
	arena_free(held->arena);
	*held = (struct held){ .arena = NULL };
}

/* What was found at a place, and whom it was found of last. */
struct meeting {
	struct further further;
	uint64_t owner;   /* a connection or the like */
	uint64_t subject; /* the same or one of its tunnels */
};

/* What was found of the source called NAME; of several sources with one name
 * TEXT, if there is one, tells them apart. */
static struct index *
places_of(struct held *held, const char *name, const char *text)
{
	struct digest_text key;
	void **slot;

	digest_open(&key);
	digest_add_text(&key, name);
	if (text != NULL)
		digest_add_text(&key, text);
	slot = index_place(
	    &held->sources, digest_close(&key, &held->secret), held->arena);
	if (*slot == NULL)
		*slot = ARENA_NEW(held->arena, struct index);
	return *slot;
}

static void
meet(const struct held *held, struct meeting *meeting, const char *subject)
{
	const char *tunnel = strstr(subject, ENTRY_TUNNEL);
	size_t length = strlen(subject);
	uint64_t whole = digest_make(&held->secret, subject, length).words[0];
	uint64_t owner = whole;

	if (tunnel != NULL) {
		length = (size_t)(tunnel - subject);
		owner = digest_make(&held->secret, subject, length).words[0];
	}
	/* Connections come one after another. */
	if (whole != meeting->subject) {
		meeting->further.tunnels += whole != owner;
		meeting->further.subjects += owner != meeting->owner;
	}
	meeting->owner = owner;
	meeting->subject = whole;
}

/* Whether what is found as PLACE and MESSAGE was met among PLACES before; if
 * not, *RET counts from now on how often it is. */
static bool
is_met(struct held *held, struct index *places, const size_t *place,
    size_t size, const char *message, const char *subject,
    const struct further **ret)
{
	struct meeting *meeting;
	struct digest_text key;
	void **slot;
	bool known;

	digest_open(&key);
	digest_add(&key, place, size);
	digest_add_text(&key, message);
	slot =
	    index_place(places, digest_close(&key, &held->secret), held->arena);
	known = *slot != NULL;
	if (!known)
		*slot = ARENA_NEW(held->arena, struct meeting);
	meeting = *slot;
	if (subject != NULL)
		meet(held, meeting, subject);
	if (!known) {
		meeting->further = (struct further){ 0, 0 };
		*ret = &meeting->further;
	}
	return known;
}

/* Findings on their way into a report: those of one source come together. */
struct collapse {
	struct held *held;
	const struct source *source;
	struct index *places; /* of SOURCE */
};

static void
turn_to(struct collapse *collapse, const struct source *source)
{
	const char *name = source_name(source);
	/* Options of one name have the same place. */
	bool is_option = name[0] == '-' && source_path(source) == NULL;

	if (source == collapse->source)
		return;
	collapse->source = source;
	collapse->places = places_of(
	    collapse->held, name, is_option ? source_text(source) : NULL);
}

static bool
finding_is_met(void *host, struct finding *finding)
{
	const size_t place[] = { finding->rule, finding->severity,
		finding->at.offset, finding->within.offset };
	struct collapse *collapse = host;

	if (finding->at.source == NULL)
		return false;
	turn_to(collapse, finding->at.source);
	return is_met(collapse->held, collapse->places, place, sizeof(place),
	    finding->message, finding->subject, &finding->further);
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
	const size_t place[] = { entry->rule, entry->severity, entry->line,
		entry->column, entry->inner_line, entry->inner_column };
	struct index *places = places_of(
	    held, entry->file, entry->argument ? entry->excerpt : NULL);

	return is_met(held, places, place, sizeof(place), entry->message,
	    entry->subject, &entry->further);
}

void
held_add(struct held *held, struct entry *entry)
{
	struct entry **grown;

	if (held->count == held->capacity) {
		held->capacity = held->capacity * 2 + 64;
		grown =
		    arena_array(held->arena, held->capacity, sizeof(*grown));
		if (held->count != 0)
			memcpy(
			    grown, held->entries, held->count * sizeof(*grown));
		held->entries = grown;
	}
	entry->number = held->count;
	held->entries[held->count++] = entry;
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
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int
compare_places(const struct entry *a, const struct entry *b)
{
	int order = compare_sizes(a->line, b->line);

	/* Of arguments the same line may be another one's. */
	if (a->argument)
		return 0;
	if (order == 0)
		order = compare_sizes(a->column, b->column);
	return order != 0 ? order : compare_sizes(a->rule, b->rule);
}

static int
compare(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left;
	const struct entry *b = *(const struct entry *const *)right;
	int order = compare_files(a->file, b->file);

	if (order == 0)
		order = compare_places(a, b);
	return order != 0 ? order : compare_sizes(a->number, b->number);
}

/* A run that reads its files by their names finds them in order. */
static bool
is_sorted(const struct held *held)
{
	size_t i;

	for (i = 1; i < held->count; i++)
		if (compare(&held->entries[i - 1], &held->entries[i]) > 0)
			return false;
	return true;
}

void
held_sort(struct held *held)
{
	if (!is_sorted(held))
		qsort(held->entries, held->count, sizeof(*held->entries),
		    compare);
}

void
held_reset(struct held *held)
{
	struct held empty = { .arena = held->arena, .secret = held->secret };

	arena_reset(held->arena);
	*held = empty;
}
