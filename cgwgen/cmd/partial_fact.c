/* SPDX-License-Identifier: ISC */
/* Connections, as partial files have them.  Floor 7. */
#include <string.h>

#include "base/psk.h"
#include "check/fleet.h"
#include "cmd/facts.h"
#include "cmd/partial_write.h"
#include "cmd/session.h"

/* A key never leaves as it is. */
static const char *
key_text(const struct partial *partial, const struct value *key)
{
	char digits[FACTS_DIGITS];

	if (!value_known(key) || psk_is_redacted(key->text))
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
	partial_put_number(writer,
	    fact->placed ? partial_place(&partial->places, value->at) : -1);
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

/* The number of a gateway's list of networks, which is written when it is
 * new; 0 when there is none. */
size_t
partial_networks(struct partial *partial, const struct gateway *gateway)
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
	partial_end_line(partial, writer, &partial->places);
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
		partial_put_number(writer,
		    partial_place(&partial->places, connection->tunnels[i].at));
		put_facts(partial, FACT_TUNNEL, &connection->tunnels[i]);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

/* What the XML said, keys included: a digest of its digest, which is for tables
 * that nobody sees. */
static void
put_content(struct partial *partial, const struct connection *connection)
{
	const struct digest content =
	    fleet_content(connection, &partial->secret);
	char digits[FACTS_DIGITS];

	facts_digits(
	    digest_make(&partial->secret, &content, sizeof(content)), digits);
	writer_text_at(&partial->line, "content", digits);
}

void
partial_put_connection(struct partial *partial,
    const struct connection *connection, size_t networks)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;
	struct writer *writer = &partial->line;

	writer_key(writer, "connection");
	writer_begin(writer, '{');
	writer_text_at(writer, "label", connection->label);
	writer_key(writer, "at");
	partial_put_number(
	    writer, partial_place(&partial->places, connection->at));
	if (connection->has_xml)
		put_content(partial, connection);
	put_facts(partial, FACT_CONNECTION, connection);
	if (customer != NULL)
		put_gateway(partial, "customer", customer, networks);
	if (aws != NULL)
		put_gateway(partial, "aws", aws, 0);
	put_tunnels(partial, connection);
	put_routes(partial, connection);
	writer_end(writer, '}');
}
