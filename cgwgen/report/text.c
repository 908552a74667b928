/* SPDX-License-Identifier: ISC */
/* Findings as text.  Floor 6. */
#include "report/text.h"

#include <string.h>

#include "base/digits.h"
#include "report/entry.h"

static const char *const colors[] = { "\033[36m", "\033[33m", "\033[31m" };
#define COLOR_END "\033[0m"

/* A line that is written at once: there are as many as there are findings. */
struct line {
	FILE *out;
	size_t length;
	char bytes[500];
};

static void
flush(struct line *line)
{
	fwrite(line->bytes, 1, line->length, line->out);
	line->length = 0;
}

static void
put_bytes(struct line *line, const char *text, size_t length)
{
	if (length > sizeof(line->bytes) - line->length)
		flush(line);
	if (length > sizeof(line->bytes)) {
		fwrite(text, 1, length, line->out);
		return;
	}
	memcpy(line->bytes + line->length, text, length);
	line->length += length;
}

#define PUT(line, literal) put_bytes((line), (literal), sizeof(literal) - 1)

static void
put(struct line *line, const char *text)
{
	put_bytes(line, text, strlen(text));
}

static void
put_number(struct line *line, size_t number)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_before(end, number);

	put_bytes(line, at, (size_t)(end - at));
}

static void
put_place(struct line *line, const struct entry *entry)
{
	if (entry->shown == NULL) {
		PUT(line, "cgwgen: ");
		return;
	}
	put(line, entry->shown);
	PUT(line, ":");
	put_number(line, entry->line);
	PUT(line, ":");
	put_number(line, entry->column);
	PUT(line, ": ");
}

static void
print_headline(const struct sink *sink, const struct entry *entry)
{
	const struct rule *rule = rule_get(entry->rule);
	struct line line;

	line.out = sink->out;
	line.length = 0;
	put_place(&line, entry);
	if (sink->color)
		put(&line, colors[entry->severity]);
	put(&line, severity_name(entry->severity));
	if (sink->color)
		put(&line, COLOR_END);
	PUT(&line, ": ");
	put(&line, entry->message);
	PUT(&line, " [");
	put(&line, rule->id);
	PUT(&line, " ");
	put(&line, rule->name);
	PUT(&line, "]\n");
	flush(&line);
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
