/* SPDX-License-Identifier: ISC */
/* Findings as text.  Floor 6. */
#include "report/text.h"

#include <string.h>

#include "report/entry.h"

static const char *const colors[] = { "\033[36m", "\033[33m", "\033[31m" };
#define COLOR_END "\033[0m"

/* Without a format: there are as many as there are findings. */
static void
put(FILE *out, const char *text)
{
	fwrite(text, 1, strlen(text), out);
}

static void
put_number(FILE *out, size_t number)
{
	char digits[24], *at = digits + sizeof(digits);

	*--at = '\0';
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	put(out, at);
}

static void
print_place(const struct sink *sink, const struct entry *entry)
{
	if (entry->shown == NULL) {
		put(sink->out, "cgwgen: ");
		return;
	}
	put(sink->out, entry->shown);
	put(sink->out, ":");
	put_number(sink->out, entry->line);
	put(sink->out, ":");
	put_number(sink->out, entry->column);
	put(sink->out, ": ");
}

static void
print_headline(const struct sink *sink, const struct entry *entry)
{
	const struct rule *rule = rule_get(entry->rule);

	print_place(sink, entry);
	if (sink->color)
		put(sink->out, colors[entry->severity]);
	put(sink->out, severity_name(entry->severity));
	if (sink->color)
		put(sink->out, COLOR_END);
	put(sink->out, ": ");
	put(sink->out, entry->message);
	put(sink->out, " [");
	put(sink->out, rule->id);
	put(sink->out, " ");
	put(sink->out, rule->name);
	put(sink->out, "]\n");
}

static void
print_line(const struct sink *sink, const struct entry *entry)
{
	size_t line = entry->line;

	/* Where in the document that a string of the input holds. */
	if (entry->inner != NULL) {
		line = entry->inner_line;
		fprintf(sink->out, "       at %s%sline %zu of the %s\n",
		    entry->inner_path != NULL ? entry->inner_path : "",
		    entry->inner_path != NULL ? ", " : "", line, entry->inner);
	}
	if (entry->excerpt == NULL)
		return;
	fprintf(sink->out, "%6zu | %s\n", line, entry->excerpt);
	fprintf(sink->out, "       | %*s^\n", (int)entry->caret, "");
}

void
text_entry(struct sink *sink, const struct entry *entry)
{
	char further[ENTRY_FURTHER_SIZE];

	print_headline(sink, entry);
	if (sink->quiet)
		return;
	if (entry->subject != NULL)
		fprintf(sink->out, "       in %s%s\n", entry->subject,
		    entry_further(entry, further));
	print_line(sink, entry);
	if (entry->help_own || !sink->explained[entry->rule])
		fprintf(sink->out, "       help: %s\n", entry->help);
	sink->explained[entry->rule] = true;
}

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void
text_summary(const struct report *report, FILE *out)
{
	size_t errors = report->counts[SEVERITY_ERROR];
	size_t warnings = report->counts[SEVERITY_WARNING];
	size_t notes = report->counts[SEVERITY_NOTE];
	size_t silenced = report->silenced, baselined = report->baselined;

	if (errors + warnings + notes + silenced + baselined == 0)
		return;
	fprintf(out, "%zu error%s, %zu warning%s, %zu note%s", errors,
	    plural(errors), warnings, plural(warnings), notes, plural(notes));
	if (silenced != 0 && baselined != 0)
		fprintf(out, " (%zu silenced, %zu in the baseline)", silenced,
		    baselined);
	else if (silenced != 0)
		fprintf(out, " (%zu silenced)", silenced);
	else if (baselined != 0)
		fprintf(out, " (%zu in the baseline)", baselined);
	fputc('\n', out);
}
