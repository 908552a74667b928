/* SPDX-License-Identifier: ISC */
/* Findings as text.  Floor 6. */
#include "report/text.h"

#include <string.h>

#include "base/buf.h"
#include "base/digits.h"
#include "report/entry.h"

static const char *const colors[] = { "\033[36m", "\033[33m", "\033[31m" };
#define COLOR_END "\033[0m"

/* So much is written at once, about: there are many findings. */
#define LIMIT_TEXT ((size_t)16 * 1024)

/* Numbers of quoted lines, and what stands below them. */
#define LINE_WIDTH 6
#define INDENT "       "

#define PUT(buf, literal) buf_add((buf), (literal), sizeof(literal) - 1)

/* buf_text() in place: text is mostly this. */
static void
put(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

static void
put_spaces(struct buf *buf, size_t count)
{
	static const char spaces[] = "                ";
	size_t part;

	for (; count != 0; count -= part) {
		part = count < sizeof(spaces) ? count : sizeof(spaces) - 1;
		buf_add(buf, spaces, part);
	}
}

static void
put_number(struct buf *buf, size_t number)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_before(end, number);

	buf_add(buf, at, (size_t)(end - at));
}

/* To the right of its columns. */
static void
put_line_number(struct buf *buf, size_t line)
{
	size_t rest = line, width = 1;

	for (; rest >= 10; rest /= 10)
		width++;
	if (width < LINE_WIDTH)
		put_spaces(buf, LINE_WIDTH - width);
	put_number(buf, line);
}

/* ---- the first line, which is all of it where a sink is quiet ------------ */

/* What it has at most besides the names of file and rule and the message. */
#define HEADLINE_REST (2 * DIGITS_SIZE + 64)

/* Writes NUMBER at END; returns where it ends, as those below do. */
static char *
add_number(char *end, size_t number)
{
	char digits[DIGITS_SIZE];
	const char *at = digits_before(digits + sizeof(digits), number);

	for (; at < digits + sizeof(digits); at++)
		*end++ = *at;
	return end;
}

static char *
add_place(char *end, const struct entry *entry, const char *shown)
{
	end = stpcpy(end, shown);
	*end++ = ':';
	if (entry->place->shown != NULL) {
		end = add_number(end, entry->line);
		*end++ = ':';
		end = add_number(end, entry->column);
		*end++ = ':';
	}
	*end++ = ' ';
	return end;
}

static char *
add_severity(char *end, const struct entry *entry, bool color)
{
	if (color)
		end = stpcpy(end, colors[entry->severity]);
	end = stpcpy(end, severity_name(entry->severity));
	return color ? stpcpy(end, COLOR_END) : end;
}

static void
put_headline(struct buf *buf, const struct entry *entry, bool color)
{
	const char *shown = entry->place->shown;
	const char *label = rule_get(entry->rule)->label;
	char *end;

	if (shown == NULL)
		shown = "cgwgen";
	end = buf_room(buf, strlen(shown) + strlen(entry->message) +
				strlen(label) + HEADLINE_REST);
	end = add_place(end, entry, shown);
	end = add_severity(end, entry, color);
	end = stpcpy(end, ": ");
	end = stpcpy(end, entry->message);
	*end++ = ' ';
	end = stpcpy(end, label);
	*end++ = '\n';
	buf_end(buf, end);
}

/* ---- the lines below it ---------------------------------------------------
 */

static void
put_line(struct buf *buf, const struct entry *entry)
{
	const struct entry_rare *rare = entry_rare(entry);
	size_t line = entry->line;

	/* Where in the document that a string of the input holds. */
	if (rare->inner != NULL) {
		line = rare->inner_line;
		buf_printf(buf, INDENT "at %s%sline %zu of the %s\n",
		    rare->inner_path != NULL ? rare->inner_path : "",
		    rare->inner_path != NULL ? ", " : "", line, rare->inner);
	}
	if (entry->excerpt == NULL)
		return;
	put_line_number(buf, line);
	PUT(buf, " | ");
	put(buf, entry->excerpt);
	PUT(buf, "\n" INDENT "| ");
	put_spaces(buf, entry->caret);
	PUT(buf, "^\n");
}

static void
put_help(struct buf *buf, struct sink *sink, const struct entry *entry)
{
	bool *explained = &sink->explained[entry->rule];

	if (entry_rare(entry)->help != NULL || !*explained) {
		PUT(buf, INDENT "help: ");
		put(buf, entry_help(entry));
		PUT(buf, "\n");
	}
	*explained = true;
}

void
text_entry(struct sink *sink, const struct entry *entry)
{
	struct buf *buf = &sink->text;
	char further[ENTRY_FURTHER_SIZE];

	put_headline(buf, entry, sink->color);
	if (!sink->quiet) {
		if (entry->subject != NULL) {
			PUT(buf, INDENT "in ");
			put(buf, entry->subject);
			put(buf, entry_further(entry, further));
			PUT(buf, "\n");
		}
		put_line(buf, entry);
		put_help(buf, sink, entry);
	}
	if (buf->length >= LIMIT_TEXT)
		text_flush(sink);
}

void
text_flush(struct sink *sink)
{
	if (sink->text.length != 0)
		fwrite(sink->text.data, 1, sink->text.length, sink->out);
	/* There are no secrets in it, to be wiped. */
	sink->text.length = 0;
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
