/* SPDX-License-Identifier: ISC */
/* Findings on their way out.  Floor 6. */
#include "report/report.h"

#include <string.h>

#include "report/entry.h"
#include "report/text.h"

void
report_open(struct report *report, const struct form *form)
{
	report->quiet |= form->quiet;
	if (form->text)
		return;
	report->form = form;
	report->arena = arena_new();
}

static void
say_hidden(FILE *out, size_t count)
{
	fprintf(out, "cgwgen: %zu more finding%s not shown\n", count,
	    count == 1 ? "" : "s");
}

static void
keep(struct report *report, struct entry *entry)
{
	struct entry **grown;

	entry->number = report->entry_count;
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

static void
print(struct report *report, const struct finding *finding)
{
	const struct form *form = report->form;

	if (form == NULL) {
		text_finding(report, finding);
	} else if (form->one != NULL) {
		form->one(
		    report, entry_new(finding, &report->cursor, report->arena));
		arena_reset(report->arena);
	} else if (report->entry_count < REPORT_LIMIT) {
		keep(
		    report, entry_new(finding, &report->cursor, report->arena));
	} else {
		report->hidden++;
	}
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
		print(report, &list[i]);
	}
	report->hidden += diags_dropped(diags);
	/* Where it happened, unless the last line counts them all. */
	if (report->form == NULL && !report->limited &&
	    diags_dropped(diags) != 0)
		say_hidden(report->out, diags_dropped(diags));
}

void
report_rest(const struct report *report)
{
	if (report->form == NULL && report->limited && report->hidden != 0)
		say_hidden(report->out, report->hidden);
}

bool
report_has_summary(const struct report *report)
{
	return report->form == NULL && !report->quiet;
}

void
report_close(struct report *report)
{
	if (report->form == NULL)
		return;
	if (report->form->all != NULL)
		report->form->all(report);
	/* Beside the document: most forms have no place for it. */
	if (report->hidden != 0)
		say_hidden(stderr, report->hidden);
	arena_free(report->arena);
	report->arena = NULL;
	report->entries = NULL;
	report->entry_count = report->entry_capacity = 0;
}
