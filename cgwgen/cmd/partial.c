/* SPDX-License-Identifier: ISC */
/* Writing what a part of a run knows.  Floor 7. */
#include "cmd/partial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/psk.h"
#include "check/fleet.h"
#include "cmd/facts.h"
#include "cmd/inputs.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "report/entry.h"
#include "report/writer.h"

/* So many places are looked through for one that is the same. */
#define RECENT 64

/* Places of one line of the file. */
struct places {
	struct pos *list;
	size_t count;
	size_t capacity;
};

struct partial {
	struct session *session;
	struct outfile file;
	struct digest_key key;    /* of pre-shared keys */
	struct digest_key secret; /* of what is compared in this run alone */
	struct buf text;
	struct writer common; /* findings of no connection */
	struct places common_places;
	struct writer line; /* of a connection */
	struct places places;
	bool within;           /* findings are those of the line */
	struct arena *arena;   /* for one line */
	struct index networks; /* lists of gateways' networks: their numbers */
	size_t network_count;
	size_t connections;
};

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

/* ---- places ----------------------------------------------------------- */

/* The number of POS among the places of the line; -1: none. */
static long
number_of(struct places *places, struct pos pos)
{
	struct pos *grown;
	size_t i, least;

	if (pos.source == NULL)
		return -1;
	least = places->count > RECENT ? places->count - RECENT : 0;
	for (i = places->count; i-- > least;)
		if (places->list[i].source == pos.source &&
		    places->list[i].offset == pos.offset)
			return (long)i;
	if (places->count == places->capacity) {
		places->capacity = places->capacity * 2 + 32;
		grown =
		    realloc(places->list, places->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		places->list = grown;
	}
	places->list[places->count] = pos;
	return (long)places->count++;
}

static void
put_number(struct writer *writer, long number)
{
	if (number < 0)
		writer_text(writer, NULL);
	else
		writer_number(writer, (uint32_t)number);
}

/* Path, name, line, column, excerpt, caret. */
static void
put_spot(struct writer *writer, struct pos pos)
{
	struct excerpt excerpt = { .caret = 0 };
	size_t line, column;
	bool quoted = source_excerpt(pos, &excerpt);

	source_line_column(pos, &line, &column);
	writer_text(writer, source_path(pos.source));
	writer_text(writer, source_name(pos.source));
	put_number(writer, (long)line);
	put_number(writer, (long)column);
	writer_text(writer, quoted ? excerpt.text : NULL);
	put_number(writer, (long)excerpt.caret);
}

/* The rules on fleets that a comment silences at POS. */
static void
put_silenced(
    const struct partial *partial, struct writer *writer, struct pos pos)
{
	const struct silences *silences =
	    inventory_silences(partial->session->inventory);
	size_t i;

	writer_begin(writer, '[');
	for (i = 0; i < RULE_COUNT; i++)
		if (fleet_has_rule((enum rule_id)i) &&
		    silences_cover(silences, (enum rule_id)i, pos))
			writer_text(writer, rule_get((enum rule_id)i)->id);
	writer_end(writer, ']');
}

static void
put_place(const struct partial *partial, struct writer *writer, struct pos pos)
{
	const struct pos outer = source_outer(pos);
	struct source_cursor cursor = { .source = NULL };
	const struct finding finding = { .at = outer,
		.within = outer.source != pos.source ? pos : NOWHERE,
		.message = "" };
	const struct entry *entry;

	writer_begin(writer, '[');
	put_spot(writer, outer);
	if (outer.source != pos.source) {
		entry = entry_new(&finding, &cursor, false, partial->arena);
		writer_begin(writer, '[');
		put_spot(writer, pos);
		writer_text(writer, entry->inner_path);
		writer_end(writer, ']');
	} else {
		writer_text(writer, NULL);
	}
	put_silenced(partial, writer, outer);
	writer_end(writer, ']');
}

static void
put_places(
    const struct partial *partial, struct writer *writer, struct places *places)
{
	size_t i;

	writer_key(writer, "places");
	writer_begin(writer, '[');
	for (i = 0; i < places->count; i++)
		put_place(partial, writer, places->list[i]);
	writer_end(writer, ']');
	places->count = 0;
}

/* ---- facts ------------------------------------------------------------ */

/* A key never leaves as it is. */
static const char *
key_text(const struct partial *partial, const struct value *key)
{
	char digits[FACTS_DIGITS];

	if (!value_known(key) || strcmp(key->text, PSK_REDACTED) == 0)
		return NULL;
	facts_digits(
	    digest_make(&partial->key, key->text, strlen(key->text)), digits);
	return arena_string(partial->arena, digits);
}

static void
put_value(struct partial *partial, const struct fact *fact,
    const struct value *value, const char *text)
{
	struct writer *writer = &partial->line;

	writer_begin(writer, '[');
	writer_number(writer, (uint32_t)value->origin);
	writer_text(writer, text);
	put_number(
	    writer, fact->placed ? number_of(&partial->places, value->at) : -1);
	writer_end(writer, ']');
}

/* A value as its row writes it, or what was written where it is none. */
static const char *
text_of(const struct partial *partial, const struct fact *fact,
    const struct value *value)
{
	return value_known(value)
		   ? field_format(&fact->field, value, partial->arena)
		   : value->text;
}

static void
put_facts(struct partial *partial, enum fact_owner owner, const void *of)
{
	size_t count, i;
	const struct fact *rows = facts_of(owner, &count);
	const struct value *value;
	bool key;

	for (i = 0; i < count; i++) {
		value = field_get(&rows[i].field, of);
		if (value->origin == ORIGIN_NONE && value->text == NULL &&
		    value->at.source == NULL)
			continue;
		key = owner == FACT_TUNNEL && i == 0;
		writer_key(&partial->line, rows[i].key);
		put_value(partial, &rows[i], value,
		    key ? key_text(partial, value)
			: text_of(partial, &rows[i], value));
	}
}

/* Ends the line with its places. */
static void
end_line(struct partial *partial, struct writer *writer, struct places *places)
{
	put_places(partial, writer, places);
	writer_end(writer, '}');
	buf_add(&partial->text, writer->buf.data, writer->buf.length);
	buf_clear(&writer->buf);
	writer->filled = false;
	arena_reset(partial->arena);
}

/* The number of a gateway's list of networks, which is written when it is
 * new; 0 when there is none. */
static size_t
networks_number(struct partial *partial, const struct gateway *gateway)
{
	const struct fact *fact = &fact_network;
	struct writer *writer = &partial->line;
	uintptr_t word;
	size_t **place, i;

	if (gateway == NULL || gateway->prefix_count == 0)
		return 0;
	word = (uintptr_t)gateway->prefixes;
	place = (size_t **)index_place(&partial->networks,
	    digest_make(&partial->secret, &word, sizeof(word)),
	    partial->session->arena);
	if (*place != NULL)
		return **place;
	*place = ARENA_NEW(partial->session->arena, size_t);
	**place = ++partial->network_count;
	writer_begin(writer, '{');
	writer_count_at(writer, "networks", **place);
	writer_key(writer, "list");
	writer_begin(writer, '[');
	for (i = 0; i < gateway->prefix_count; i++)
		put_value(partial, fact, &gateway->prefixes[i],
		    text_of(partial, fact, &gateway->prefixes[i]));
	writer_end(writer, ']');
	end_line(partial, writer, &partial->places);
	return **place;
}

static void
put_gateway(struct partial *partial, const char *key,
    const struct gateway *gateway, size_t networks)
{
	struct writer *writer = &partial->line;

	writer_key(writer, key);
	writer_begin(writer, '{');
	writer_count_at(writer, "kind", gateway->kind);
	writer_text_at(writer, "label", gateway->label);
	/* Not a place: what tells gateways without an id apart. */
	writer_text_at(writer, "file",
	    gateway->at.source != NULL ? source_name(gateway->at.source)
				       : NULL);
	writer_count_at(writer, "offset", gateway->at.offset);
	if (networks != 0)
		writer_count_at(writer, "networks", networks);
	put_facts(partial, FACT_GATEWAY, gateway);
	writer_end(writer, '}');
}

static void
put_routes(struct partial *partial, const struct connection *connection)
{
	const struct route *route;
	size_t i;

	writer_key(&partial->line, "routes");
	writer_begin(&partial->line, '[');
	for (i = 0; i < connection->route_count; i++) {
		route = &connection->routes[i];
		writer_begin(&partial->line, '[');
		put_value(partial, &fact_network, &route->destination,
		    text_of(partial, &fact_network, &route->destination));
		put_value(partial, &fact_state, &route->state,
		    text_of(partial, &fact_state, &route->state));
		writer_end(&partial->line, ']');
	}
	writer_end(&partial->line, ']');
}

static void
put_tunnels(struct partial *partial, const struct connection *connection)
{
	struct writer *writer = &partial->line;
	size_t i;

	writer_key(writer, "tunnels");
	writer_begin(writer, '[');
	for (i = 0; i < connection->tunnel_count; i++) {
		writer_begin(writer, '{');
		writer_key(writer, "at");
		put_number(writer,
		    number_of(&partial->places, connection->tunnels[i].at));
		put_facts(partial, FACT_TUNNEL, &connection->tunnels[i]);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

static void
put_connection(struct partial *partial, const struct connection *connection,
    size_t networks)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;
	struct writer *writer = &partial->line;
	char digits[FACTS_DIGITS];

	writer_key(writer, "connection");
	writer_begin(writer, '{');
	writer_text_at(writer, "label", connection->label);
	writer_key(writer, "at");
	put_number(writer, number_of(&partial->places, connection->at));
	if (connection->has_xml) {
		facts_digits(
		    fleet_content(connection, &partial->secret), digits);
		writer_text_at(writer, "content", digits);
	}
	put_facts(partial, FACT_CONNECTION, connection);
	if (customer != NULL)
		put_gateway(partial, "customer", customer, networks);
	if (aws != NULL)
		put_gateway(partial, "aws", aws, 0);
	put_tunnels(partial, connection);
	put_routes(partial, connection);
	writer_end(writer, '}');
}

/* ---- findings --------------------------------------------------------- */

static void
put_finding(
    struct writer *writer, struct places *places, const struct finding *finding)
{
	const struct pos at =
	    finding->within.source != NULL ? finding->within : finding->at;

	writer_begin(writer, '[');
	writer_text(writer, rule_get(finding->rule)->id);
	writer_number(writer, (uint32_t)finding->severity);
	put_number(writer, number_of(places, at));
	writer_text(writer, finding->file);
	writer_text(writer, finding->subject);
	writer_text(writer, finding->message);
	writer_text(writer, finding->help);
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
			put_finding(writer, places, &list[i]);
}

void
partial_begin(struct partial *partial, const struct session_item *item)
{
	struct writer *writer = &partial->line;
	size_t networks = 0;

	if (item->connection != NULL)
		networks = networks_number(
		    partial, item->connection->customer_gateway);
	writer_begin(writer, '{');
	writer_count_at(writer, "number", item->number);
	if (item->connection != NULL) {
		partial->connections++;
		put_connection(partial, item->connection, networks);
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
	end_line(partial, &partial->line, &partial->places);
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
	end_line(partial, writer, &partial->places);
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
	put_finding(&partial->common, &partial->common_places, finding);
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
	writer_count_at(writer, "silenced", report->silenced);
	writer_count_at(writer, "hidden", report->hidden);
	put_summary(partial, writer);
	end_line(partial, writer, &partial->common_places);
	written = outfile_write(&partial->file, partial->text.data,
	    partial->text.length, session->diags);
	outfile_close(&partial->file);
	buf_free(&partial->text);
	buf_free(&partial->line.buf);
	buf_free(&partial->common.buf);
	free(partial->places.list);
	free(partial->common_places.list);
	arena_free(partial->arena);
	return written;
}
