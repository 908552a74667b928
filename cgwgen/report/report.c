/* SPDX-License-Identifier: ISC */
/* Findings on their way out.  Floor 6. */
#include "report/report.h"

#include <string.h>

#include "base/buf.h"
#include "report/entry.h"
#include "report/text.h"

void
report_open(struct report *report)
{
	report->arena = arena_new();
	report->scratch = arena_new();
	held_open(&report->held);
	digest_key_make(&report->secret);
}

struct sink *
report_add(struct report *report, const struct form *form, FILE *out)
{
	struct sink **end = &report->sinks, *sink;

	while (*end != NULL)
		end = &(*end)->next;
	*end = sink = ARENA_NEW(report->arena, struct sink);
	sink->form = form;
	sink->out = out;
	sink->quiet = form->quiet;
	return sink;
}

void
report_follow(struct report *report, const struct report *before)
{
	memcpy(report->counts, before->counts, sizeof(report->counts));
	report->silenced = before->silenced;
	report->baselined = before->baselined;
	report->hidden = before->hidden;
	if (report->sinks != NULL && before->sinks != NULL)
		memcpy(report->sinks->explained, before->sinks->explained,
		    sizeof(report->sinks->explained));
}

/* How many entries of ENTRY's file had its hash before. */
static size_t
count_repeated(struct report *report, const struct entry *entry)
{
	struct buf key = { NULL, 0, 0 };
	size_t **place, before;

	buf_add(
	    &key, (const char *)&entry->rare->hash, sizeof(entry->rare->hash));
	buf_text(&key, entry->place->name != NULL ? entry->place->name : "");
	place = (size_t **)index_place(&report->repeated,
	    digest_make(&report->secret, key.data, key.length), report->arena);
	buf_free(&key);
	if (*place == NULL)
		*place = ARENA_NEW(report->arena, size_t);
	before = **place;
	**place += 1;
	return before;
}

static void
say_hidden(FILE *out, const char *name, size_t count)
{
	fprintf(out, "cgwgen: %s%s%zu more finding%s not shown\n",
	    name != NULL ? name : "", name != NULL ? ": " : "", count,
	    count == 1 ? "" : "s");
}

static void
say_hidden_in_text(const struct report *report, size_t count)
{
	const struct sink *sink;

	if (count == 0)
		return;
	for (sink = report->sinks; sink != NULL; sink = sink->next)
		if (sink->form->text)
			say_hidden(sink->out, NULL, count);
}

/* What the forms of a report ask for. */
struct needs {
	bool all;     /* entries that are kept */
	bool some;    /* entries as they are printed */
	bool excerpt; /* lines of their places */
};

static struct needs
needs_of(const struct report *report)
{
	struct needs needs = { false, false, false };
	const struct sink *sink;

	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		needs.all |= sink->form->all != NULL;
		needs.some |= sink->form->all == NULL;
		needs.excerpt |= sink->form->text && !sink->quiet;
	}
	return needs;
}

void
report_collapse(struct report *report, struct diags *diags)
{
	held_collapse(&report->held, diags);
}

/* Adds the entries of FINDINGS, sorted. */
static void
add_entries(struct report *report, const struct finding *findings, size_t count)
{
	struct held *held = &report->held;
	bool quoted = needs_of(report).excerpt;
	struct entry *entry;
	size_t i;

	report->cursor = (struct source_cursor){ NULL, 0, 0, 0 };
	for (i = 0; i < count; i++) {
		entry = held_entry(held, &findings[i]);
		entry_finish(
		    entry, &findings[i], &report->cursor, quoted, &held->texts);
		held_add(held, entry);
	}
}

void
report_take(struct report *report, struct diags *diags)
{
	const struct finding *list;
	size_t count;
	int severity;

	/* Places are located on one way through each source. */
	diags_sort(diags);
	for (severity = 0; severity <= SEVERITY_ERROR; severity++)
		report->counts[severity] +=
		    diags_count(diags, (enum severity)severity);
	list = diags_list(diags, &count);
	add_entries(report, list, count);
	report->hidden += diags_dropped(diags);
	if (held_is_full(&report->held))
		report_flush(report);
}

struct entry_texts *
report_texts(struct report *report)
{
	return &report->held.texts;
}

bool
report_entry(struct report *report, struct entry *entry)
{
	if (entry->place->shown != NULL && held_meet(&report->held, entry))
		return false;
	report->counts[entry->severity]++;
	held_add(&report->held, entry);
	if (held_is_full(&report->held))
		report_flush(report);
	return true;
}

/* What could not be read is said whatever the limit. */
static bool
is_needed(const struct entry *entry)
{
	return entry->severity == SEVERITY_ERROR && !rule_is_check(entry->rule);
}

/* Takes those out that are not to be shown. */
static void
limit(struct report *report)
{
	struct held *held = &report->held;
	struct entry **link = &held->first;

	if (!report->limited)
		return;
	while (*link != NULL) {
		if (report->printed < report->most || is_needed(*link)) {
			report->printed++;
			link = &(*link)->next;
			continue;
		}
		report->hidden++;
		held->count--;
		*link = (*link)->next;
	}
}

static void
print(struct report *report, const struct entry *entry)
{
	struct sink *sink;

	for (sink = report->sinks; sink != NULL; sink = sink->next)
		if (sink->form->text) {
			text_entry(sink, entry);
		} else if (sink->form->one != NULL) {
			sink->form->one(entry, report->scratch, sink->out);
			arena_reset(report->scratch);
		}
}

/* Lets forms that need all entries have those that are held. */
static void
keep(struct report *report)
{
	struct entry *entry;
	struct arena *arena;

	if (report->filled) {
		report->no_room += report->held.count;
		return;
	}
	report->filled = true;
	report->kept = report->held;
	held_open(&report->held);
	arena = report->kept.texts.arena;
	report->entries =
	    arena_array(arena, report->kept.count, sizeof(*report->entries));
	for (entry = report->kept.first; entry != NULL; entry = entry->next) {
		entry_identify(entry, arena, report->scratch);
		entry->rare->repeated = count_repeated(report, entry);
		report->entries[report->entry_count++] = entry;
		arena_reset(report->scratch);
	}
}

void
report_flush(struct report *report)
{
	struct needs needs = needs_of(report);
	const struct entry *entry;
	struct sink *sink;

	if (report->held.count == 0)
		return;
	held_sort(&report->held);
	limit(report);
	entry = needs.some ? report->held.first : NULL;
	for (; entry != NULL; entry = entry->next)
		print(report, entry);
	for (sink = report->sinks; sink != NULL; sink = sink->next)
		text_flush(sink);
	/* What a run says on the way is seen on the way. */
	fflush(stderr);
	if (needs.all)
		keep(report);
	held_reset(&report->held);
}

void
report_end(struct report *report)
{
	if (report->ended)
		return;
	report->ended = true;
	report_flush(report);
	say_hidden_in_text(report, report->hidden);
}

bool
sink_has_summary(const struct sink *sink)
{
	return sink->form->text && !sink->quiet;
}

/* Beside the document: most forms have no place for it. */
static void
complain_of_hidden(const struct report *report, const struct sink *sink)
{
	size_t hidden = report->hidden;

	if (sink->form->all != NULL)
		hidden += report->no_room;
	if (hidden != 0)
		say_hidden(stderr, sink->name, hidden);
}

void
report_close(struct report *report)
{
	struct sink *sink;

	report_end(report);
	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		if (sink->form->all != NULL)
			sink->form->all(report, sink->out);
		if (!sink->form->text)
			complain_of_hidden(report, sink);
		buf_free(&sink->text);
	}
	arena_free(report->arena);
	arena_free(report->scratch);
	report->arena = report->scratch = NULL;
	report->sinks = NULL;
	held_close(&report->held);
	held_close(&report->kept);
	report->entries = NULL;
	report->entry_count = 0;
	report->repeated = (struct index){ NULL, 0, 0 };
}
