/* SPDX-License-Identifier: ISC */
/* Findings as text.  Floor 6. */
#include "report/text.h"

#include <string.h>

#include "base/buf.h"
#include "doc/xml.h"

static const char *const colors[] = { "\033[36m", "\033[33m", "\033[31m" };
#define COLOR_END "\033[0m"

static void
print_headline(const struct sink *sink, struct source_cursor *cursor,
    const struct finding *finding)
{
	const struct rule *rule = rule_get(finding->rule);
	const char *severity = severity_name(finding->severity);

	if (finding->at.source != NULL) {
		source_follow(cursor, finding->at);
		fprintf(sink->out,
		    "%s:%zu:%zu: ", source_name(finding->at.source),
		    cursor->line, cursor->column);
	} else {
		fputs("cgwgen: ", sink->out);
	}
	if (sink->color)
		fprintf(sink->out, "%s%s" COLOR_END ": ",
		    colors[finding->severity], severity);
	else
		fprintf(sink->out, "%s: ", severity);
	fprintf(
	    sink->out, "%s [%s %s]\n", finding->message, rule->id, rule->name);
}

/* Where in the document that a string of the input holds. */
static void
print_within(const struct sink *sink, struct pos within, size_t line)
{
	struct buf path = { NULL, 0, 0 };
	struct excerpt excerpt;

	/* What may not be quoted may have a key in what looks like a name. */
	if (source_excerpt(within, &excerpt))
		xml_path(within, &path);
	fprintf(sink->out, "       at %s%sline %zu of the %s\n",
	    path.length != 0 ? path.data : "", path.length != 0 ? ", " : "",
	    line, source_name(within.source));
	buf_free(&path);
}

static void
print_line(const struct sink *sink, const struct source_cursor *cursor,
    const struct finding *finding)
{
	struct pos at = finding->at;
	size_t line = cursor->line, column;
	struct excerpt excerpt;

	if (finding->within.source != NULL) {
		at = finding->within;
		source_line_column(at, &line, &column);
		print_within(sink, at, line);
	}
	if (at.source == NULL || !source_excerpt(at, &excerpt))
		return;
	fprintf(sink->out, "%6zu | %s\n", line, excerpt.text);
	fprintf(sink->out, "       | %*s^\n", (int)excerpt.caret, "");
}

void
text_finding(struct sink *sink, struct source_cursor *cursor,
    const struct finding *finding)
{
	const char *help = finding->help != NULL
			       ? finding->help
			       : rule_get(finding->rule)->help;

	print_headline(sink, cursor, finding);
	if (sink->quiet)
		return;
	if (finding->subject != NULL)
		fprintf(sink->out, "       in %s\n", finding->subject);
	print_line(sink, cursor, finding);
	if (finding->help != NULL || !sink->explained[finding->rule])
		fprintf(sink->out, "       help: %s\n", help);
	sink->explained[finding->rule] = true;
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
