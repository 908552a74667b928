/* SPDX-License-Identifier: ISC */
/* Findings as JSON of our own, and as GitLab's Code Quality.  Floor 6. */
#include <stdint.h>

#include "report/entry.h"
#include "report/report.h"
#include "report/writer.h"

static void
text(struct writer *writer, const char *key, const char *value)
{
	writer_key(writer, key);
	writer_text(writer, value);
}

static void
number(struct writer *writer, const char *key, size_t value)
{
	writer_key(writer, key);
	writer_number(
	    writer, value < UINT32_MAX ? (uint32_t)value : UINT32_MAX);
}

/* Lines and columns count from 1; 0 means that there is none. */
static void
place(struct writer *writer, size_t line, size_t column)
{
	if (line == 0) {
		text(writer, "line", NULL);
		text(writer, "column", NULL);
	} else {
		number(writer, "line", line);
		number(writer, "column", column);
	}
}

static void
write_entry(struct writer *writer, const struct entry *entry)
{
	const struct rule *rule = rule_get(entry->rule);

	writer_begin(writer, '{');
	text(writer, "rule", rule->id);
	text(writer, "name", rule->name);
	text(writer, "severity", severity_name(entry->severity));
	text(writer, "message", entry->message);
	text(writer, "file", entry->file);
	place(writer, entry->line, entry->column);
	text(writer, "subject", entry->subject);
	text(writer, "help", entry->help);
	if (entry->inner != NULL) {
		writer_key(writer, "within");
		writer_begin(writer, '{');
		text(writer, "name", entry->inner);
		text(writer, "path", entry->inner_path);
		place(writer, entry->inner_line, entry->inner_column);
		writer_end(writer, '}');
	}
	writer_end(writer, '}');
}

static void
flush(struct writer *writer, FILE *out)
{
	fwrite(writer->buf.data, 1, writer->buf.length, out);
	buf_free(&writer->buf);
}

void
form_jsonl(const struct entry *entry, struct arena *arena, FILE *out)
{
	struct writer writer = { .flat = 1 };

	(void)arena;
	write_entry(&writer, entry);
	flush(&writer, out);
}

void
form_json(const struct report *report, FILE *out)
{
	struct writer writer = { .flat = 0 };
	size_t i;

	writer_begin(&writer, '{');
	number(&writer, "version", 1);
	writer_key(&writer, "findings");
	writer_begin(&writer, '[');
	for (i = 0; i < report->entry_count; i++)
		write_entry(&writer, report->entries[i]);
	writer_end(&writer, ']');
	writer_key(&writer, "summary");
	writer_begin(&writer, '{');
	number(&writer, "errors", report->counts[SEVERITY_ERROR]);
	number(&writer, "warnings", report->counts[SEVERITY_WARNING]);
	number(&writer, "notes", report->counts[SEVERITY_NOTE]);
	number(&writer, "silenced", report->silenced);
	number(&writer, "in_baseline", report->baselined);
	number(&writer, "not_shown", report->hidden + report->no_room);
	writer_end(&writer, '}');
	writer_end(&writer, '}');
	flush(&writer, out);
}

/* ---- GitLab ------------------------------------------------------------ */

static const char *
file_of(const struct entry *entry)
{
	return entry->name != NULL ? entry->name : ENTRY_NO_FILE;
}

/*
 * GitLab shows one finding of each fingerprint.  So the file is part of it,
 * and how many were the same before.
 */
static uint64_t
fingerprint(const struct entry *entry)
{
	return entry_number_hash(
	    entry_hash(entry->hash, file_of(entry)), entry->repeated);
}

static void
write_issue(
    struct writer *writer, const struct entry *entry, struct arena *arena)
{
	static const char *const severities[] = { "info", "minor", "major" };
	const struct rule *rule = rule_get(entry->rule);

	writer_begin(writer, '{');
	text(writer, "description", entry_text(entry, arena));
	text(writer, "check_name",
	    arena_printf(arena, "%s %s", rule->id, rule->name));
	text(writer, "fingerprint", entry_digits(fingerprint(entry), arena));
	text(writer, "severity", severities[entry->severity]);
	writer_key(writer, "location");
	writer_begin(writer, '{');
	text(writer, "path", file_of(entry));
	writer_key(writer, "lines");
	writer_begin(writer, '{');
	number(writer, "begin", entry->line != 0 ? entry->line : 1);
	writer_end(writer, '}');
	writer_end(writer, '}');
	writer_end(writer, '}');
}

void
form_gitlab(const struct report *report, FILE *out)
{
	struct writer writer = { .flat = 0 };
	size_t i;

	writer_begin(&writer, '[');
	for (i = 0; i < report->entry_count; i++)
		write_issue(&writer, report->entries[i], report->arena);
	writer_end(&writer, ']');
	flush(&writer, out);
}
