/* SPDX-License-Identifier: ISC */
/* Merging the parts of a lint.  Floor 7. */
#include "cmd/merge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/adopt.h"
#include "cmd/merge_parts.h"
#include "cmd/session.h"
#include "fix/fix.h"
#include "report/entry.h"

/* ---- the files -------------------------------------------------------- */

static bool
complain(struct merge *merge, const struct piece *part, const char *what)
{
	diag_file(
	    merge->session->diags, RULE_PARTIAL, part_name(part), "%s", what);
	return false;
}

static bool
open_parts(struct merge *merge)
{
	const struct settings *settings = merge->session->settings;
	bool good = true;
	size_t i;

	merge->streams =
	    memory_alloc(settings->operand_count * sizeof(*merge->streams));
	merge->ends = arena_array(merge->session->arena,
	    settings->operand_count, sizeof(*merge->ends));
	for (i = 0; i < settings->operand_count; i++) {
		merge->streams[i] = (struct stream){
			.part = part_open(settings->operands[i],
			    settings->max_input, merge->session->diags)
		};
		merge->count++;
		good &= merge->streams[i].part != NULL;
	}
	return good;
}

/* Whether the files are all parts of one run, each once. */
static bool
are_all(struct merge *merge)
{
	const struct shard first = part_shard(merge->streams[0].part);
	bool *seen = arena_array(merge->arena, first.count, sizeof(bool));
	const struct piece *part;
	struct shard shard;
	size_t i;

	for (i = 0; i < merge->count; i++) {
		part = merge->streams[i].part;
		shard = part_shard(part);
		if (shard.count != first.count)
			return complain(merge, part,
			    "is of a run with more or fewer parts");
		if (strcmp(part_key(part), part_key(merge->streams[0].part)) !=
		    0)
			return complain(merge, part,
			    "was written with another --shard-key");
		if (seen[shard.index - 1])
			return complain(merge, part,
			    "is of a part that another file is of, too");
		seen[shard.index - 1] = true;
	}
	for (i = 0; i < first.count; i++)
		if (!seen[i]) {
			diag(merge->session->diags, RULE_PARTIAL, NOWHERE,
			    "there is no file of part %zu of %zu", i + 1,
			    first.count);
			return false;
		}
	return true;
}

static void
advance(struct merge *merge, struct stream *stream)
{
	if (!part_next(stream->part, merge->session->diags, &stream->record))
		stream->record = NULL;
}

/* The record that comes next in the order of the inputs. */
static struct stream *
find_next(const struct merge *merge)
{
	struct stream *next = NULL, *stream;
	size_t i;

	for (i = 0; i < merge->count; i++) {
		stream = &merge->streams[i];
		if (stream->record != NULL &&
		    (next == NULL ||
			stream->record->number < next->record->number))
			next = stream;
	}
	return next;
}

/* ---- findings --------------------------------------------------------- */

/* The first time KEY is asked about. */
static bool
is_first(struct merge *merge, struct index *index, const struct buf *key)
{
	void **place = index_place(index,
	    digest_make(&merge->secret, key->data, key->length),
	    merge->session->arena);
	bool first = *place == NULL;

	*place = merge;
	return first;
}

/* Whether the same was found by another part: of what is no connection each
 * part speaks, and of a file with keys each that has a connection of it. */
static bool
is_repeated(struct merge *merge, const struct part_finding *finding)
{
	const struct place *place = finding->place;
	const bool file = finding->rule == RULE_PSK_FILE_MODE ||
			  finding->rule == RULE_PSK_IN_GIT;
	struct buf key = { NULL, 0, 0 };
	struct pos at = place != NULL ? source_outer(place->at) : NOWHERE;
	bool repeated;

	if (!file && merge->record->number != SIZE_MAX)
		return false;
	buf_printf(&key, "%d %s %s", (int)finding->rule,
	    at.source != NULL ? source_name(at.source) : "",
	    finding->file != NULL ? finding->file : "");
	if (!file)
		buf_printf(&key, " %zu %s %s", at.offset,
		    finding->subject != NULL ? finding->subject : "",
		    finding->message);
	repeated = !is_first(merge, &merge->told, &key);
	buf_free(&key);
	return repeated;
}

/* What the stub of an embedded document does not know. */
static void
set_inner(const struct merge *merge, const struct finding *finding,
    struct entry *entry)
{
	struct arena *arena = report_texts(&merge->session->report)->arena;
	const struct part_record *record = merge->record;
	struct entry_rare *rare;
	size_t i;

	if (finding->within.source == NULL || record == NULL)
		return;
	for (i = 0; i < record->place_count; i++)
		if (record->places[i].at.source == finding->within.source) {
			rare = entry_own(entry, arena);
			rare->inner_path =
			    record->places[i].path == NULL
				? NULL
				: arena_string(arena, record->places[i].path);
			rare->inner_line = record->places[i].line;
			rare->inner_column = record->places[i].column;
			return;
		}
}

bool
merge_report(struct merge *merge, const struct finding *finding)
{
	struct session *session = merge->session;
	struct source_cursor cursor = { .source = NULL };
	struct entry *entry;

	if (session_is_trouble(session, finding))
		session->trouble = true;
	entry =
	    entry_new(finding, &cursor, true, report_texts(&session->report));
	set_inner(merge, finding, entry);
	return report_entry(&session->report, entry);
}

/* The findings of the record that no other part reported. */
static struct diags *
findings_of(struct merge *merge)
{
	const struct part_record *record = merge->record;
	struct diags *diags = diags_new(merge->arena, SIZE_MAX);
	const struct part_finding *found;
	struct finding finding;
	size_t i;

	for (i = 0; i < record->finding_count; i++) {
		found = &record->findings[i];
		if (is_repeated(merge, found))
			continue;
		finding = (struct finding){ .rule = found->rule,
			.severity = found->severity,
			.file = found->file,
			.subject = found->subject,
			.message = found->message,
			.help = found->help };
		if (found->place != NULL)
			finding.at = found->place->at;
		diag_full(diags, &finding);
	}
	return diags;
}

static void
report_findings(struct merge *merge)
{
	const struct finding *list;
	struct diags *diags;
	size_t count, i;

	if (merge->record->finding_count == 0)
		return;
	diags = findings_of(merge);
	adopt_apply(merge->session, diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		if (merge_report(merge, &list[i]) && fix_exists(list[i].rule) &&
		    merge_may_mend(merge->record, &list[i]))
			merge_mending(merge, &list[i]);
	}
}

/* ---- the fleet -------------------------------------------------------- */

static void
note_silenced(struct merge *merge)
{
	const struct part_record *record = merge->record;
	size_t i;

	for (i = 0; i < record->place_count; i++)
		merge_comments(merge, &record->places[i]);
}

static void
report_fleet(struct merge *merge, struct diags *diags)
{
	struct report *report = &merge->session->report;
	const struct finding *list;
	size_t count, i;

	report->silenced += diags_remove(diags, merge_silences, merge);
	adopt_apply(merge->session, diags);
	diags_sort(diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		merge_report(merge, &list[i]);
	report->hidden += diags_dropped(diags);
}

static void
add_connection(struct merge *merge)
{
	struct connection *connection = merge->record->connection;
	struct diags *diags = session_diags(merge->session, merge->arena);

	connection_sort_tunnels(connection);
	fleet_add(merge->session->fleet,
	    fleet_prepare(merge->session->fleet, connection, diags),
	    source_outer(connection->at).source, diags);
	report_fleet(merge, diags);
	merge->session->seen++;
}

/* ---- sites in the blocks of endpoints --------------------------------- */

/* The site of the first connection for the endpoint of SITE. */
static const struct part_site **
first_site(struct merge *merge, const struct part_site *site)
{
	const struct pos at = source_outer(site->finding.place->at);
	const char *subject = site->finding.subject;
	struct buf key = { NULL, 0, 0 };
	size_t line, column;
	void **first;

	source_line_column(at, &line, &column);
	buf_printf(&key, "%zu %zu %s %s", line, column, source_name(at.source),
	    subject != NULL ? subject : "");
	first = index_place(&merge->first_sites,
	    digest_make(&merge->secret, key.data, key.length),
	    merge->session->arena);
	buf_free(&key);
	return (const struct part_site **)(void *)first;
}

/* The end of a part stays until the part is closed. */
static void
note_sites(struct merge *merge)
{
	const struct part_record *record = merge->record;
	const struct part_site **first, **grown;
	size_t i;

	if (record->site_count == 0)
		return;
	grown = realloc(merge->sites,
	    (merge->site_count + record->site_count) * sizeof(*grown));
	if (grown == NULL)
		memory_exhausted();
	merge->sites = grown;
	for (i = 0; i < record->site_count; i++) {
		grown[merge->site_count++] = &record->sites[i];
		first = first_site(merge, &record->sites[i]);
		if (*first == NULL ||
		    record->sites[i].number < (*first)->number)
			*first = &record->sites[i];
	}
}

static void
add_sites(struct merge *merge, struct diags *diags)
{
	const struct part_finding *found;
	struct finding finding;
	size_t i;

	for (i = 0; i < merge->site_count; i++) {
		if (*first_site(merge, merge->sites[i]) != merge->sites[i])
			continue;
		found = &merge->sites[i]->finding;
		finding = (struct finding){ .rule = found->rule,
			.severity = found->severity,
			.at = source_outer(found->place->at),
			.subject = found->subject,
			.message = found->message,
			.help = found->help };
		diag_full(diags, &finding);
	}
}

/* ---- the run ---------------------------------------------------------- */

static void
take_end(struct merge *merge, const struct stream *stream)
{
	const struct piece *part = stream->part;
	struct session *session = merge->session;

	note_sites(merge);
	merge->ends[stream - merge->streams] = merge->record;
	session->unchecked |= merge->record->unchecked;
	if (part_shard(part).index == 1)
		adopt_inputs(session, merge->record->operands,
		    merge->record->operand_count);
	session->report.silenced += merge->record->silenced;
	session->report.hidden += merge->record->hidden;
	if (part_shard(part).index == 1)
		session->inputs_text =
		    arena_string(session->arena, merge->record->inputs);
}

static void
take(struct merge *merge, struct stream *stream)
{
	merge->record = stream->record;
	note_silenced(merge);
	if (merge->record->connection != NULL)
		add_connection(merge);
	report_findings(merge);
	if (merge->record->number == SIZE_MAX)
		take_end(merge, stream);
	merge->record = NULL;
	arena_reset(merge->arena);
	advance(merge, stream);
}

static void
run(struct merge *merge)
{
	struct session *session = merge->session;
	struct stream *stream;
	struct diags *diags;
	bool whole = true;
	size_t i;

	session_fleet(session);
	for (i = 0; i < merge->count; i++)
		advance(merge, &merge->streams[i]);
	while ((stream = find_next(merge)) != NULL)
		take(merge, stream);
	for (i = 0; i < merge->count; i++)
		whole &= !part_failed(merge->streams[i].part);
	/* Of a fleet of which something is missing nothing more is said. */
	if (!whole)
		return;
	diags = session_diags(session, session->arena);
	fleet_finish(session->fleet, diags);
	add_sites(merge, diags);
	report_fleet(merge, diags);
	if (!session->unchecked)
		merge_unused(merge);
	merge_mended(merge);
}

void
merge(struct session *session)
{
	struct merge merge = { .session = session, .arena = arena_new() };
	size_t i;

	digest_key_make(&merge.secret);
	if (open_parts(&merge) && are_all(&merge))
		run(&merge);
	session_flush(session);
	for (i = 0; i < merge.count; i++)
		part_close(merge.streams[i].part);
	free(merge.sites);
	free(merge.streams);
	arena_free(merge.arena);
}
