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

static struct digest
digest_of(const struct held *held, const struct finding *finding)
{
	const struct source *source = finding->at.source;
	const size_t place[] = { finding->rule, finding->severity,
		finding->at.offset, finding->within.offset };
	const char *name = source_name(source);
	struct digest_text key;

	digest_open(&key);
	digest_add(&key, place, sizeof(place));
	digest_add_text(&key, name);
	digest_add_text(&key, finding->message);
	/* Options of one name have the same place. */
	if (name[0] == '-' && source_path(source) == NULL)
		digest_add_text(&key, source_text(source));
	return digest_close(&key, &held->secret);
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

/* Whether what DIGEST stands for was met before; if not, *RET counts from now
 * on how often it is. */
static bool
meet_digest(struct held *held, struct digest digest, const char *subject,
    const struct further **ret)
{
	void **slot = index_place(&held->places, digest, held->arena);
	struct meeting *meeting;
	bool known = *slot != NULL;

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

static bool
is_met(void *host, struct finding *finding)
{
	return finding->at.source != NULL &&
	       meet_digest(host, digest_of(host, finding), finding->subject,
		   &finding->further);
}

static struct digest
digest_of_entry(const struct held *held, const struct entry *entry)
{
	const size_t place[] = { entry->rule, entry->severity, entry->line,
		entry->column, entry->inner_line, entry->inner_column };
	struct digest_text key;

	digest_open(&key);
	digest_add(&key, place, sizeof(place));
	digest_add_text(&key, entry->file);
	digest_add_text(&key, entry->message);
	if (entry->argument && entry->excerpt != NULL)
		digest_add_text(&key, entry->excerpt);
	return digest_close(&key, &held->secret);
}

bool
held_meet(struct held *held, struct entry *entry)
{
	return meet_digest(held, digest_of_entry(held, entry), entry->subject,
	    &entry->further);
}

void
held_collapse(struct held *held, struct diags *diags)
{
	diags_remove(diags, is_met, held);
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
