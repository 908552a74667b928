/* SPDX-License-Identifier: ISC */
/* Writing what a part of a run knows.  Floor 7. */
#include "cmd/partial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/fleet.h"
#include "cmd/facts.h"
#include "cmd/inputs.h"
#include "cmd/partial_write.h"
#include "cmd/session.h"

bool
partial_key(struct session *session, struct digest_key *ret)
{
	const char *path = session->settings->shard_key;
	struct source *source = file_read(path, 4096, session->diags);
	size_t length;

	if (source == NULL)
		return false;
	length = strcspn(source_text(source), "\r\n");
	if (length < FACTS_SECRET)
		diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
		    "the first line of --shard-key has fewer than %d "
		    "characters: 'cgwgen psk --length 64' makes it",
		    FACTS_SECRET);
	else
		*ret = facts_key(source_text(source), length);
	source_free(source);
	return length >= FACTS_SECRET;
}

/* ---- findings --------------------------------------------------------- */

static void
put_finding(struct writer *writer, struct places *places,
    const struct finding *finding, const struct source *passing)
{
	const struct pos at =
	    finding->within.source != NULL ? finding->within : finding->at;

	writer_begin(writer, '[');
	writer_text(writer, rule_get(finding->rule)->id);
	writer_number(writer, (uint32_t)finding->severity);
	partial_put_number(writer, partial_place(places, at));
	writer_text(writer, finding->file);
	writer_text(writer, finding->subject);
	writer_text(writer, finding->message);
	writer_text(writer, finding->help);
	/* Whether it is one that the end of the file may say is mended. */
	writer_number(writer, fix_takes(finding, passing));
	writer_end(writer, ']');
}

void
partial_findings(struct partial *partial, const struct diags *diags)
{
	struct writer *writer =
	    partial->within ? &partial->line : &partial->common;
	struct places *places =
	    partial->within ? &partial->places : &partial->common_places;
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		/* What is found of all together is found anew. */
		if (!fleet_has_rule(list[i].rule))
			put_finding(writer, places, &list[i],
			    partial->session->passing);
}

void
partial_begin(struct partial *partial, const struct session_item *item)
{
	struct writer *writer = &partial->line;
	size_t networks = 0;

	if (item->connection != NULL)
		networks = partial_networks(
		    partial, item->connection->customer_gateway);
	writer_begin(writer, '{');
	writer_count_at(writer, "number", item->number);
	if (item->connection != NULL) {
		partial->connections++;
		partial_put_connection(partial, item->connection, networks);
	}
	writer_key(writer, "findings");
	writer_begin(writer, '[');
	partial->within = true;
}

void
partial_end(struct partial *partial)
{
	partial->within = false;
	writer_end(&partial->line, ']');
	partial_end_line(partial, &partial->line, &partial->places);
}

/* ---- the file --------------------------------------------------------- */

static void
put_head(struct partial *partial)
{
	const struct shard *shard = &partial->session->shard;
	struct writer *writer = &partial->line;
	char digits[FACTS_DIGITS];

	facts_digits(facts_check(&partial->key), digits);
	writer_begin(writer, '{');
	writer_count_at(writer, PARTIAL_MARK, PARTIAL_VERSION);
	writer_count_at(writer, "part", shard->index);
	writer_count_at(writer, "of", shard->count);
	writer_text_at(writer, "key", digits);
	partial_end_line(partial, writer, &partial->places);
}

bool
partial_open(struct session *session)
{
	struct partial *partial = ARENA_NEW(session->arena, struct partial);

	partial->session = session;
	if (!partial_key(session, &partial->key) ||
	    !outfile_open(&partial->file, session->settings->partial,
		session->arena, session->diags))
		return false;
	partial->file.mode = 0600;
	digest_key_make(&partial->secret);
	partial->arena = arena_new();
	partial->line.flat = partial->common.flat = 1;
	writer_begin(&partial->common, '{');
	writer_key(&partial->common, "findings");
	writer_begin(&partial->common, '[');
	put_head(partial);
	session->partial = partial;
	return true;
}

static void
put_site(void *host, const struct finding *finding, size_t number)
{
	struct partial *partial = host;

	writer_begin(&partial->common, '[');
	writer_number(&partial->common, (uint32_t)number);
	put_finding(&partial->common, &partial->common_places, finding,
	    partial->session->passing);
	writer_end(&partial->common, ']');
}

/* What of this part's connections lies in the client CIDR block of an endpoint:
 * the merge says it of the first one of all parts. */
static void
put_sites(struct partial *partial)
{
	const struct session *session = partial->session;

	writer_key(&partial->common, "sites");
	writer_begin(&partial->common, '[');
	if (session->clients != NULL)
		client_checks_sites(session->clients,
		    session_diags(session, partial->arena), put_site, partial);
	writer_end(&partial->common, ']');
}

/* What is said of the inputs at the end. */
static void
put_summary(struct partial *partial, struct writer *writer)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	if (out == NULL)
		memory_exhausted();
	inputs_summary(partial->session->inputs, out);
	if (fclose(out) != 0)
		memory_exhausted();
	writer_text_at(writer, "inputs", text);
	free(text);
}

/* [RULE, PLACE] */
static void
put_rule_at(struct partial *partial, enum rule_id rule, struct pos at)
{
	struct writer *writer = &partial->common;

	writer_begin(writer, '[');
	writer_text(writer, rule_get(rule)->id);
	partial_put_number(writer, partial_place(&partial->common_places, at));
	writer_end(writer, ']');
}

/* A rule of a comment that silenced nothing in this part. */
static void
put_unused(void *host, enum rule_id rule, struct pos at, bool used)
{
	struct partial *partial = host;
	struct selection *selection = partial->session->selection;

	if (!used && (selection == NULL || selection_has(selection, rule, at)))
		put_rule_at(partial, rule, at);
}

void
partial_mended(struct partial *partial, const struct fix_file *file)
{
	buf_add(&partial->mended, (const char *)file->answers,
	    file->mended * sizeof(*file->answers));
}

/* What only all parts together can tell. */
static void
put_common(struct partial *partial)
{
	const struct session *session = partial->session;
	const struct settings *settings = session->settings;
	const char *at = partial->mended.data, *end;
	struct writer *writer = &partial->common;
	struct fix_answer answer;
	size_t i;

	writer_count_at(writer, "unchecked", session->unchecked);
	writer_key(writer, "unused");
	writer_begin(writer, '[');
	silences_each(inventory_silences(session->inventory), NOWHERE,
	    put_unused, partial);
	writer_end(writer, ']');
	writer_key(writer, "mended");
	writer_begin(writer, '[');
	end = at + partial->mended.length;
	for (; at != end; at += sizeof(answer)) {
		memcpy(&answer, at, sizeof(answer));
		put_rule_at(partial, answer.rule, answer.at);
	}
	writer_end(writer, ']');
	writer_key(writer, "operands");
	writer_begin(writer, '[');
	for (i = 0; i < settings->operand_count; i++)
		writer_text(writer, settings->operands[i]);
	writer_end(writer, ']');
}

bool
partial_close(struct session *session)
{
	struct partial *partial = session->partial;
	const struct report *report = &session->report;
	struct writer *writer;
	bool written;

	if (partial == NULL)
		return true;
	session->partial = NULL;
	writer = &partial->common;
	writer_end(writer, ']');
	put_sites(partial);
	/* That this line is there shows that the file is whole. */
	writer_count_at(writer, "connections", partial->connections);
	writer_count_at(writer, "silenced",
	    report->silenced - partial->session->silenced_apart);
	writer_count_at(writer, "hidden", report->hidden);
	put_common(partial);
	put_summary(partial, writer);
	partial_end_line(partial, writer, &partial->common_places);
	written = outfile_write(&partial->file, partial->text.data,
	    partial->text.length, session->diags);
	outfile_close(&partial->file);
	buf_free(&partial->text);
	buf_free(&partial->mended);
	buf_free(&partial->line.buf);
	buf_free(&partial->common.buf);
	free(partial->places.list);
	free(partial->common_places.list);
	arena_free(partial->arena);
	return written;
}
