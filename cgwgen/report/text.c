/* SPDX-License-Identifier: ISC */
/* Findings as text.  Floor 6. */
#include "report/text.h"

#include <string.h>

#include "base/buf.h"
#include "doc/xml.h"

static const char *const colors[] = { "\033[36m", "\033[33m", "\033[31m" };
#define COLOR_END "\033[0m"

static void
print_headline(struct report *report, const struct finding *finding)
{
	const struct rule *rule = rule_get(finding->rule);
	const char *severity = severity_name(finding->severity);

	if (finding->at.source != NULL) {
		source_follow(&report->cursor, finding->at);
		fprintf(report->out,
		    "%s:%zu:%zu: ", source_name(finding->at.source),
		    report->cursor.line, report->cursor.column);
	} else {
		fputs("cgwgen: ", report->out);
	}
	if (report->color)
		fprintf(report->out, "%s%s" COLOR_END ": ",
		    colors[finding->severity], severity);
	else
		fprintf(report->out, "%s: ", severity);
	fprintf(report->out, "%s [%s %s]\n", finding->message, rule->id,
	    rule->name);
}

/* Where in the document that a string of the input holds. */
static void
print_within(const struct report *report, struct pos within, size_t line)
{
	struct buf path = { NULL, 0, 0 };
	struct excerpt excerpt;

	/* What may not be quoted may have a key in what looks like a name. */
	if (source_excerpt(within, &excerpt))
		xml_path(within, &path);
	fprintf(report->out, "       at %s%sline %zu of the %s\n",
	    path.length != 0 ? path.data : "", path.length != 0 ? ", " : "",
	    line, source_name(within.source));
	buf_free(&path);
}

static void
print_line(const struct report *report, const struct finding *finding)
{
	struct pos at = finding->at;
	size_t line = report->cursor.line, column;
	struct excerpt excerpt;

	if (finding->within.source != NULL) {
		at = finding->within;
		source_line_column(at, &line, &column);
		print_within(report, at, line);
	}
	if (at.source == NULL || !source_excerpt(at, &excerpt))
		return;
	fprintf(report->out, "%6zu | %s\n", line, excerpt.text);
	fprintf(report->out, "       | %*s^\n", (int)excerpt.caret, "");
}

void
text_finding(struct report *report, const struct finding *finding)
{
	const char *help = finding->help != NULL
			       ? finding->help
			       : rule_get(finding->rule)->help;

	print_headline(report, finding);
	if (report->quiet)
		return;
	if (finding->subject != NULL)
		fprintf(report->out, "       in %s\n", finding->subject);
	print_line(report, finding);
	if (finding->help != NULL || !report->explained[finding->rule])
		fprintf(report->out, "       help: %s\n", help);
	report->explained[finding->rule] = true;
}

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void
text_summary(const struct report *report)
{
	size_t errors = report->counts[SEVERITY_ERROR];
	size_t warnings = report->counts[SEVERITY_WARNING];
	size_t notes = report->counts[SEVERITY_NOTE];

	if (errors + warnings + notes + report->silenced == 0)
		return;
	fprintf(report->out, "%zu error%s, %zu warning%s, %zu note%s", errors,
	    plural(errors), warnings, plural(warnings), notes, plural(notes));
	if (report->silenced != 0)
		fprintf(report->out, ", %zu silenced", report->silenced);
	fputc('\n', report->out);
}
