/* SPDX-License-Identifier: ISC */
/*
 * Findings as SARIF 2.1.0 (OASIS standard, with errata 01).  Floor 6.
 */
#include <string.h>

#include "report/entry.h"
#include "report/plain.h"
#include "report/report.h"
#include "report/sample.h"
#include "report/writer.h"

#ifndef CGWGEN_VERSION
#define CGWGEN_VERSION "unknown"
#endif

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

/* Where the rules stand in the document's list. */
struct rules {
	bool used[RULE_COUNT];
	uint32_t index[RULE_COUNT];
};

static void
begin(struct writer *writer, const char *key, char bracket)
{
	writer_key(writer, key);
	writer_begin(writer, bracket);
}

/* A multiformatMessageString or message with nothing but text. */
static void
message(struct writer *writer, const char *key, const char *value)
{
	begin(writer, key, '{');
	writer_text_at(writer, "text", value);
	writer_end(writer, '}');
}

/* ---- rules ------------------------------------------------------------- */

/* TEXT so that Markdown shows it as it is. */
static void
markdown(struct buf *buf, const char *text_of)
{
	for (; *text_of != '\0'; text_of++) {
		if (strchr("\\`*_[]<>&#|", *text_of) != NULL)
			buf_char(buf, '\\');
		buf_char(buf, *text_of);
	}
}

static void
write_help(struct writer *writer, const struct rule *rule)
{
	struct buf buf = { NULL, 0, 0 };

	begin(writer, "help", '{');
	writer_text_at(writer, "text", rule->help);
	buf_text(&buf, "**What to do:** ");
	markdown(&buf, rule->help);
	buf_text(&buf, "\n\n**Source:** ");
	markdown(&buf, rule->source);
	sample_markdown(&buf, rule_example(rule_find(rule->id)));
	writer_text_at(writer, "markdown", buf.data);
	writer_end(writer, '}');
	buf_free(&buf);
}

static void
write_rule(struct writer *writer, const struct rule *rule)
{
	writer_begin(writer, '{');
	writer_text_at(writer, "id", rule->id);
	writer_text_at(writer, "name", rule->name);
	message(writer, "shortDescription", rule->summary);
	message(writer, "fullDescription", rule->why);
	write_help(writer, rule);
	if (strncmp(rule->source, "https://", 8) == 0 &&
	    strpbrk(rule->source, " ;,") == NULL)
		writer_text_at(writer, "helpUri", rule->source);
	begin(writer, "defaultConfiguration", '{');
	writer_text_at(writer, "level", severity_name(rule->severity));
	writer_end(writer, '}');
	begin(writer, "properties", '{');
	begin(writer, "tags", '[');
	writer_text(writer, rule_family_of(rule_find(rule->id))->name);
	writer_end(writer, ']');
	writer_end(writer, '}');
	writer_end(writer, '}');
}

static void
write_rules(
    struct writer *writer, const struct report *report, struct rules *rules)
{
	uint32_t count = 0;
	size_t i;

	for (i = 0; i < report->entry_count; i++)
		rules->used[report->entries[i]->rule] = true;
	begin(writer, "rules", '[');
	for (i = 0; i < RULE_COUNT; i++) {
		if (!rules->used[i])
			continue;
		rules->index[i] = count++;
		write_rule(writer, rule_get((enum rule_id)i));
	}
	writer_end(writer, ']');
}

/* ---- results ----------------------------------------------------------- */

/* A file's name as a URI: a relative reference as long as it is relative. */
static void
write_uri(struct writer *writer, const char *path)
{
	struct buf uri = { NULL, 0, 0 };

	if (path[0] == '/')
		buf_text(&uri, "file://");
	plain_percent(&uri, path);
	writer_text_at(writer, "uri", uri.data);
	buf_free(&uri);
	/* What the root is, the reader says; CodeQL and others use the name. */
	if (path[0] != '/' && strncmp(path, "../", 3) != 0)
		writer_text_at(writer, "uriBaseId", "%SRCROOT%");
}

/*
 * GitHub's code scanning refuses a file in which one result has no location,
 * or one without a region: what has no place is at the beginning of its file,
 * what has no file at that of "cgwgen".
 */
static void
write_location(struct writer *writer, const struct entry *entry)
{
	const char *path = entry->place->path;
	const char *inner_path = entry_rare(entry)->inner_path;
	bool placed = entry->line != 0;

	begin(writer, "locations", '[');
	writer_begin(writer, '{');
	begin(writer, "physicalLocation", '{');
	begin(writer, "artifactLocation", '{');
	write_uri(writer, path != NULL ? path : ENTRY_NO_FILE);
	writer_end(writer, '}');
	begin(writer, "region", '{');
	writer_count_at(writer, "startLine", placed ? entry->line : 1);
	writer_count_at(writer, "startColumn", placed ? entry->column : 1);
	writer_end(writer, '}');
	writer_end(writer, '}');
	if (inner_path != NULL) {
		begin(writer, "logicalLocations", '[');
		writer_begin(writer, '{');
		writer_text_at(writer, "fullyQualifiedName", inner_path);
		writer_text_at(writer, "kind", "element");
		writer_end(writer, '}');
		writer_end(writer, ']');
	}
	writer_end(writer, '}');
	writer_end(writer, ']');
}

static void
write_result(struct writer *writer, const struct entry *entry, uint32_t index,
    struct arena *arena)
{
	const struct entry_rare *rare = entry_rare(entry);
	uint64_t print = entry_number_hash(rare->hash, rare->repeated);

	writer_begin(writer, '{');
	writer_text_at(writer, "ruleId", rule_get(entry->rule)->id);
	writer_count_at(writer, "ruleIndex", index);
	writer_text_at(writer, "level", severity_name(entry->severity));
	message(writer, "message", entry_text(entry, arena));
	write_location(writer, entry);
	begin(writer, "partialFingerprints", '{');
	writer_text_at(writer, "cgwgenFinding/v1", entry_digits(print, arena));
	writer_end(writer, '}');
	writer_end(writer, '}');
}

static void
write_run(struct writer *writer, const struct report *report)
{
	struct rules rules = { { 0 }, { 0 } };
	size_t i;

	writer_begin(writer, '{');
	begin(writer, "tool", '{');
	begin(writer, "driver", '{');
	writer_text_at(writer, "name", "cgwgen");
	writer_text_at(writer, "version", CGWGEN_VERSION);
	write_rules(writer, report, &rules);
	writer_end(writer, '}');
	writer_end(writer, '}');
	writer_text_at(writer, "columnKind", "unicodeCodePoints");
	begin(writer, "results", '[');
	for (i = 0; i < report->entry_count; i++)
		write_result(writer, report->entries[i],
		    rules.index[report->entries[i]->rule], report->arena);
	writer_end(writer, ']');
	writer_end(writer, '}');
}

void
form_sarif(const struct report *report, FILE *out)
{
	struct writer writer = { .flat = 0 };

	writer_begin(&writer, '{');
	writer_text_at(&writer, "$schema", SCHEMA);
	writer_text_at(&writer, "version", "2.1.0");
	begin(&writer, "runs", '[');
	write_run(&writer, report);
	writer_end(&writer, ']');
	writer_end(&writer, '}');
	writer_print(&writer, out);
}
