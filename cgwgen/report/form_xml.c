/* SPDX-License-Identifier: ISC */
/* Findings as the XML of JUnit and of Checkstyle.  Floor 6. */
#include <string.h>

#include "report/entry.h"
#include "report/plain.h"
#include "report/report.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Adds UTF-8 as text or an attribute's value, in ASCII.  What XML 1.0 has no
 * way to say becomes a question mark. */
static void
add(struct buf *buf, const char *text)
{
	unsigned code;

	while (*text != '\0') {
		text = plain_next(text, &code);
		if (text == NULL)
			return; /* entries hold nothing but UTF-8 */
		if ((code < ' ' && strchr("\t\n\r", (int)code) == NULL) ||
		    code == 0xfffe || code == 0xffff)
			buf_char(buf, '?');
		else if (code < ' ' || code > '~' ||
			 strchr("<>&\"'", (int)code) != NULL)
			buf_printf(buf, "&#%u;", code);
		else
			buf_char(buf, (char)code);
	}
}

static void
attribute(struct buf *buf, const char *name, const char *value)
{
	buf_printf(buf, " %s=\"", name);
	add(buf, value);
	buf_char(buf, '"');
}

static void
flush(struct buf *buf, FILE *out)
{
	fwrite(buf->data, 1, buf->length, out);
	buf_free(buf);
}

/* ---- entries by file --------------------------------------------------- */

static const char *
file_of(const struct entry *entry)
{
	const char *file = entry->place->file;

	return file != NULL ? file : ENTRY_NO_FILE;
}

static bool
same_file(const struct entry *a, const struct entry *b)
{
	const char *left = a->place->file, *right = b->place->file;

	if (left == right || left == NULL || right == NULL)
		return left == right;
	return strcmp(left, right) == 0;
}

/* Calls WRITE with the entries of each file, which are together. */
static void
each_file(const struct report *report, struct buf *buf,
    void (*write)(struct buf *buf, struct entry *const *entries, size_t count))
{
	struct entry *const *list = report->entries;
	size_t start = 0, end;

	for (; start < report->entry_count; start = end) {
		for (end = start + 1; end < report->entry_count &&
				      same_file(list[start], list[end]);
		     end++)
			;
		write(buf, &list[start], end - start);
	}
}

/* ---- JUnit ------------------------------------------------------------- */

/* Attributes of <testsuites> and <testsuite>: a note is a skipped test, and
 * only the latter has a place to count those. */
static void
totals(
    struct buf *buf, struct entry *const *entries, size_t count, bool skipped)
{
	size_t notes = 0, i;

	for (i = 0; i < count; i++)
		notes += entries[i]->severity == SEVERITY_NOTE;
	buf_printf(buf, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"",
	    count != 0 ? count : 1, count - notes);
	if (skipped)
		buf_printf(buf, " skipped=\"%zu\"", notes);
}

static void
write_case(struct buf *buf, const struct entry *entry)
{
	const struct rule *rule = rule_get(entry->rule);
	const char *severity = severity_name(entry->severity);
	bool note = entry->severity == SEVERITY_NOTE;
	char further[ENTRY_FURTHER_SIZE];

	buf_printf(buf, "    <testcase name=\"%s %s", rule->id, rule->name);
	if (entry->line != 0)
		buf_printf(buf, " at %zu:%zu", entry->line, entry->column);
	buf_char(buf, '"');
	attribute(buf, "classname", file_of(entry));
	buf_text(buf, note ? ">\n      <skipped" : ">\n      <failure");
	attribute(buf, "message", entry->message);
	if (!note)
		attribute(buf, "type", severity);
	buf_char(buf, '>');
	add(buf, file_of(entry));
	if (entry->line != 0)
		buf_printf(buf, ":%zu:%zu", entry->line, entry->column);
	buf_printf(buf, ": %s: ", severity);
	add(buf, entry->message);
	if (entry->subject != NULL) {
		buf_text(buf, "\nin ");
		add(buf, entry->subject);
		add(buf, entry_further(entry, further));
	}
	buf_text(buf, "\nhelp: ");
	add(buf, entry_help(entry));
	buf_text(buf, note ? "</skipped>\n" : "</failure>\n");
	buf_text(buf, "    </testcase>\n");
}

static void
write_suite(struct buf *buf, struct entry *const *entries, size_t count)
{
	size_t i;

	buf_text(buf, "  <testsuite");
	attribute(buf, "name", file_of(entries[0]));
	totals(buf, entries, count, true);
	buf_text(buf, ">\n");
	for (i = 0; i < count; i++)
		write_case(buf, entries[i]);
	buf_text(buf, "  </testsuite>\n");
}

/* Readers take a document without a test for a mistake. */
static void
write_passed(struct buf *buf)
{
	buf_text(buf, "  <testsuite name=\"cgwgen\"");
	totals(buf, NULL, 0, true);
	buf_text(buf, ">\n    <testcase name=\"no findings\" "
		      "classname=\"cgwgen\"/>\n  </testsuite>\n");
}

void
form_junit(const struct report *report, FILE *out)
{
	struct buf buf = { NULL, 0, 0 };

	buf_text(&buf, XML "<testsuites name=\"cgwgen lint\"");
	totals(&buf, report->entries, report->entry_count, false);
	buf_text(&buf, ">\n");
	if (report->entry_count == 0)
		write_passed(&buf);
	else
		each_file(report, &buf, write_suite);
	buf_text(&buf, "</testsuites>\n");
	flush(&buf, out);
}

/* ---- Checkstyle -------------------------------------------------------- */

static void
write_error(struct buf *buf, const struct entry *entry)
{
	static const char *const severities[] = { "info", "warning", "error" };
	const struct rule *rule = rule_get(entry->rule);
	char further[ENTRY_FURTHER_SIZE];

	buf_text(buf, "    <error");
	if (entry->line != 0)
		buf_printf(buf, " line=\"%zu\" column=\"%zu\"", entry->line,
		    entry->column);
	attribute(buf, "severity", severities[entry->severity]);
	buf_text(buf, " message=\"");
	if (entry->subject != NULL) {
		add(buf, entry->subject);
		add(buf, entry_further(entry, further));
		buf_text(buf, ": ");
	}
	add(buf, entry->message);
	buf_printf(buf, "\" source=\"cgwgen.%s.%s\"/>\n", rule->id, rule->name);
}

static void
write_file(struct buf *buf, struct entry *const *entries, size_t count)
{
	size_t i;

	buf_text(buf, "  <file");
	attribute(buf, "name", file_of(entries[0]));
	buf_text(buf, ">\n");
	for (i = 0; i < count; i++)
		write_error(buf, entries[i]);
	buf_text(buf, "  </file>\n");
}

void
form_checkstyle(const struct report *report, FILE *out)
{
	struct buf buf = { NULL, 0, 0 };

	/* The version is of the format, which all readers know. */
	buf_text(&buf, XML "<checkstyle version=\"4.3\">\n");
	each_file(report, &buf, write_file);
	buf_text(&buf, "</checkstyle>\n");
	flush(&buf, out);
}
