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

static bool
has_room(const struct report *report)
{
	return report->entry_count < REPORT_LIMIT;
}

/* How many entries of ENTRY's file had its hash before. */
static size_t
count_repeated(struct report *report, const struct entry *entry)
{
	struct buf key = { NULL, 0, 0 };
	size_t **place, before;

	buf_add(&key, (const char *)&entry->hash, sizeof(entry->hash));
	buf_text(&key, entry->name != NULL ? entry->name : "");
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

static void
keep(struct report *report, struct entry *entry)
{
	struct entry **grown;

	entry->number = report->entry_count;
	entry->repeated = count_repeated(report, entry);
	if (report->entry_count == report->entry_capacity) {
		report->entry_capacity = report->entry_capacity * 2 + 64;
		grown = arena_array(report->arena, report->entry_capacity,
		    sizeof(struct entry *));
		if (report->entry_count != 0)
			memcpy(grown, report->entries,
			    report->entry_count * sizeof(*grown));
		report->entries = grown;
	}
	report->entries[report->entry_count++] = entry;
}

/* What the forms of a report ask for. */
struct needs {
	bool all; /* entries that are kept */
	bool one; /* entries */
};

static struct needs
needs_of(const struct report *report)
{
	struct needs needs = { false, false };
	const struct sink *sink;

	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		needs.all |= sink->form->all != NULL;
		needs.one |= sink->form->one != NULL;
	}
	return needs;
}

static void
print(struct report *report, const struct finding *finding, struct needs needs)
{
	bool kept = needs.all && has_room(report);
	struct entry *entry = NULL;
	struct sink *sink;

	if (kept || needs.one)
		entry = entry_new(finding, &report->cursor,
		    kept ? report->arena : report->scratch);
	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		if (sink->form->text)
			text_finding(sink, &report->cursor, finding);
		else if (sink->form->one != NULL)
			sink->form->one(entry, report->scratch, sink->out);
	}
	if (kept)
		keep(report, entry);
	else if (needs.all)
		report->no_room++;
	arena_reset(report->scratch);
}

/* What could not be read is said whatever the limit. */
static bool
is_needed(const struct finding *finding)
{
	return finding->severity == SEVERITY_ERROR &&
	       !rule_is_check(finding->rule);
}

void
report_print(struct report *report, struct diags *diags)
{
	struct needs needs = needs_of(report);
	const struct finding *list;
	size_t count, i;
	int severity;

	diags_sort(diags);
	report->cursor = (struct source_cursor){ NULL, 0, 0, 0 };
	for (severity = 0; severity <= SEVERITY_ERROR; severity++)
		report->counts[severity] +=
		    diags_count(diags, (enum severity)severity);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		if (report->limited && report->printed >= report->most &&
		    !is_needed(&list[i])) {
			report->hidden++;
			continue;
		}
		report->printed++;
		print(report, &list[i], needs);
	}
	report->hidden += diags_dropped(diags);
	/* Where it happened, unless the last line counts them all. */
	if (!report->limited)
		say_hidden_in_text(report, diags_dropped(diags));
}

void
report_rest(const struct report *report)
{
	if (report->limited)
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
	const struct sink *sink;

	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		if (sink->form->all != NULL)
			sink->form->all(report, sink->out);
		if (!sink->form->text)
			complain_of_hidden(report, sink);
	}
	arena_free(report->arena);
	arena_free(report->scratch);
	report->arena = report->scratch = NULL;
	report->sinks = NULL;
	report->entries = NULL;
	report->entry_count = report->entry_capacity = 0;
	report->repeated = (struct index){ NULL, 0, 0 };
}
