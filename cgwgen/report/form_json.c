/* SPDX-License-Identifier: ISC */
/* Findings as JSON of our own, and as GitLab's Code Quality.  Floor 6. */
#include <stdint.h>

#include "report/entry.h"
#include "report/report.h"
#include "report/writer.h"

/* Lines and columns count from 1; 0 means that there is none. */
static void
place(struct writer *writer, size_t line, size_t column)
{
	if (line == 0) {
		writer_text_at(writer, "line", NULL);
		writer_text_at(writer, "column", NULL);
	} else {
		writer_count_at(writer, "line", line);
		writer_count_at(writer, "column", column);
	}
}

static void
write_further(struct writer *writer, const struct further *further)
{
	if (further == NULL || further->subjects + further->tunnels == 0)
		return;
	writer_key(writer, "further");
	writer_begin(writer, '{');
	writer_count_at(writer, "subjects", further->subjects);
	writer_count_at(writer, "tunnels", further->tunnels);
	writer_end(writer, '}');
}

static void
write_entry(struct writer *writer, const struct entry *entry)
{
	const struct rule *rule = rule_get(entry->rule);
	const struct entry_rare *rare = entry_rare(entry);

	writer_begin(writer, '{');
	writer_text_at(writer, "rule", rule->id);
	writer_text_at(writer, "name", rule->name);
	writer_text_at(writer, "severity", severity_name(entry->severity));
	writer_text_at(writer, "message", entry->message);
	writer_text_at(writer, "file", entry->place->file);
	place(writer, entry->line, entry->column);
	writer_text_at(writer, "subject", entry->subject);
	writer_text_at(writer, "help", entry_help(entry));
	write_further(writer, entry->further);
	if (rare->inner != NULL) {
		writer_key(writer, "within");
		writer_begin(writer, '{');
		writer_text_at(writer, "name", rare->inner);
		writer_text_at(writer, "path", rare->inner_path);
		place(writer, rare->inner_line, rare->inner_column);
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
	writer_count_at(&writer, "version", 1);
	writer_key(&writer, "findings");
	writer_begin(&writer, '[');
	for (i = 0; i < report->entry_count; i++)
		write_entry(&writer, report->entries[i]);
	writer_end(&writer, ']');
	writer_key(&writer, "summary");
	writer_begin(&writer, '{');
	writer_count_at(&writer, "errors", report->counts[SEVERITY_ERROR]);
	writer_count_at(&writer, "warnings", report->counts[SEVERITY_WARNING]);
	writer_count_at(&writer, "notes", report->counts[SEVERITY_NOTE]);
	writer_count_at(&writer, "silenced", report->silenced);
	writer_count_at(&writer, "in_baseline", report->baselined);
	writer_count_at(&writer, "not_shown", report->hidden + report->no_room);
	writer_end(&writer, '}');
	writer_end(&writer, '}');
	flush(&writer, out);
}

/* ---- GitLab ------------------------------------------------------------ */

static const char *
file_of(const struct entry *entry)
{
	const char *name = entry->place->name;

	return name != NULL ? name : ENTRY_NO_FILE;
}

/*
 * GitLab shows one finding of each fingerprint.  So the file is part of it,
 * and how many were the same before.
 */
static uint64_t
fingerprint(const struct entry *entry)
{
	const struct entry_rare *rare = entry_rare(entry);

	return entry_number_hash(
	    entry_hash(rare->hash, file_of(entry)), rare->repeated);
}

static void
write_issue(
    struct writer *writer, const struct entry *entry, struct arena *arena)
{
	static const char *const severities[] = { "info", "minor", "major" };
	const struct rule *rule = rule_get(entry->rule);

	writer_begin(writer, '{');
	writer_text_at(writer, "description", entry_text(entry, arena));
	writer_text_at(writer, "check_name",
	    arena_printf(arena, "%s %s", rule->id, rule->name));
	writer_text_at(
	    writer, "fingerprint", entry_digits(fingerprint(entry), arena));
	writer_text_at(writer, "severity", severities[entry->severity]);
	writer_key(writer, "location");
	writer_begin(writer, '{');
	writer_text_at(writer, "path", file_of(entry));
	writer_key(writer, "lines");
	writer_begin(writer, '{');
	writer_count_at(writer, "begin", entry->line != 0 ? entry->line : 1);
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
