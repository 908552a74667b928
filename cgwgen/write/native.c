/* SPDX-License-Identifier: ISC */
/*
 * Connections are turned into text one after the other, so that a descriptor
 * of many needs no more memory than its text; the sections are put together
 * at the end.  Floor 3.
 */
#include "write/native.h"

#include <stdlib.h>
#include <string.h>

#include "model/differ.h"
#include "write/emit.h"
#include "write/ends.h"
#include "write/native_tree.h"

/* How far the members of a site and of a connection are from the margin. */
#define INDENT 4

struct native_writer {
	struct native_style style;
	struct arena *arena;
	struct ends *sites;
	struct ends *gateways;
	struct ends *ids; /* for their uniqueness alone */
	size_t id_count;
	struct buf connections;
	size_t count;
	const struct estate *estate; /* or NULL */
	struct buf networks;
};

struct native_writer *
native_writer_new(const struct native_style *style)
{
	struct native_writer *writer = memory_alloc(sizeof(*writer));

	*writer =
	    (struct native_writer){ .style = *style, .arena = arena_new() };
	writer->sites = ends_new(writer->arena);
	writer->gateways = ends_new(writer->arena);
	writer->ids = ends_new(writer->arena);
	return writer;
}

void
native_writer_free(struct native_writer *writer)
{
	if (writer == NULL)
		return;
	ends_free(writer->sites);
	ends_free(writer->gateways);
	ends_free(writer->ids);
	buf_free(&writer->connections);
	buf_free(&writer->networks);
	arena_free(writer->arena);
	free(writer);
}

static bool
report(struct diags *diags, enum rule_id rule, const char *subject,
    struct pos at, const char *message)
{
	diag_about(diags, rule, at, subject, message);
	return false;
}

/* ---- the ends --------------------------------------------------------- */

static const char *
wished_name(const struct gateway *gateway)
{
	const struct value *const wishes[] = { &gateway->name,
		&gateway->device_name, &gateway->id };
	static const char *const others[GATEWAY_KINDS] = {
		[GATEWAY_CUSTOMER] = "site",
		[GATEWAY_VPN] = "vpn",
		[GATEWAY_TRANSIT] = "transit",
	};
	size_t i;

	for (i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++)
		if (value_known(wishes[i]) && ends_can_name(wishes[i]->text))
			return wishes[i]->text;
	return others[gateway->kind];
}

/* What the estate has of GATEWAY, or NULL. */
static const struct estate_item *
record_of(const struct native_writer *writer, const struct gateway *gateway)
{
	static const enum estate_kind kinds[GATEWAY_KINDS] = {
		[GATEWAY_VPN] = ESTATE_VPN_GATEWAY,
		[GATEWAY_TRANSIT] = ESTATE_TRANSIT_GATEWAY,
	};

	if (writer->estate == NULL || gateway->kind == GATEWAY_CUSTOMER)
		return NULL;
	return estate_find(writer->estate, kinds[gateway->kind],
	    estate_gateway_key(writer->estate, gateway));
}

/* The name under which GATEWAY is among ENDS in *RET; NULL without one.
 * False after a finding when another with its id is there. */
static bool
end_name(struct native_writer *writer, struct ends *ends,
    const struct gateway *gateway, const struct join *named, const char **ret)
{
	const struct node *map;
	struct buf text = { 0 };

	*ret = NULL;
	if (gateway == NULL ||
	    (map = native_gateway(
		 gateway, record_of(writer, gateway), named->arena)) == NULL)
		return true;
	if (writer->style.json)
		json_node(&text, map, INDENT);
	else
		yaml_map(&text, map, INDENT);
	*ret = ends_name(ends,
	    value_known(&gateway->id) ? gateway->id.text : text.data, text.data,
	    wished_name(gateway));
	buf_free(&text);
	return *ret != NULL ||
	       report(named->diags, RULE_VALUE_UNWRITABLE, named->subject,
		   gateway->id.at,
		   arena_printf(named->arena,
		       "the connection's %s is described in two ways; a "
		       "descriptor holds one",
		       gateway->kind == GATEWAY_CUSTOMER ? "customer gateway"
							 : "gateway"));
}

/* ---- what cannot be written ------------------------------------------- */

/* Whether KEY would be read as something else than itself. */
static bool
is_reference(const char *key)
{
	return strcmp(key, "withheld") == 0 ||
	       strncmp(key, "env:", strlen("env:")) == 0 ||
	       strncmp(key, "file:", strlen("file:")) == 0;
}

static bool
check_keys(const struct native_writer *writer,
    const struct connection *connection, const struct join *named)
{
	const struct tunnel *tunnel = connection->tunnels;
	const struct value *key;
	bool good = true;

	for (; tunnel < connection->tunnels + connection->tunnel_count;
	     tunnel++) {
		key = &tunnel->pre_shared_key;
		if (writer->style.secrets && value_known(key) &&
		    is_reference(key->text))
			good = report(named->diags, RULE_VALUE_UNWRITABLE,
			    join_tunnel(named, tunnel).subject, key->at,
			    "pre_shared_key reads like a reference to a key");
	}
	return good;
}

static bool
check_id(struct native_writer *writer, const struct connection *connection,
    const struct join *named)
{
	const struct value *id = &connection->id;
	size_t count;

	if (!value_known(id))
		return report(named->diags, RULE_VALUE_UNKNOWN, named->subject,
		    id->at.source != NULL ? id->at : connection->at,
		    id->origin == ORIGIN_LATER
			? "id is known only after a deployment; a descriptor "
			  "must have it"
			: "id is not known; a descriptor must have it");
	ends_name(writer->ids, id->text, "", "id");
	ends_list(writer->ids, &count);
	if (count == writer->id_count + 1) {
		writer->id_count++;
		return true;
	}
	return report(named->diags, RULE_OUTPUT_CLASH, named->subject, id->at,
	    "another descriptor of this run describes a connection with this "
	    "id, too");
}

/* ---- what is known later ---------------------------------------------- */

static size_t
count_later(const struct field *fields, size_t count, const void *owner)
{
	size_t i, found = 0;

	for (i = 0; i < count; i++)
		if (field_get(&fields[i], owner)->origin == ORIGIN_LATER)
			found++;
	return found;
}

static size_t
gateway_later(const struct gateway *gateway)
{
	const struct field *fields;
	size_t count;

	if (gateway == NULL)
		return 0;
	fields = gateway_fields(gateway->kind, &count);
	return count_later(fields, count, gateway);
}

static void
note_later(const struct connection *connection, const struct join *named)
{
	size_t count, i, found;
	const struct field *fields = connection_fields(&count);

	found = count_later(fields, count, connection) +
		gateway_later(connection->customer_gateway) +
		gateway_later(connection->aws_gateway);
	fields = tunnel_fields(&count);
	for (i = 0; i < connection->tunnel_count; i++)
		found += count_later(fields, count, &connection->tunnels[i]);
	if (found != 0)
		report(named->diags, RULE_NOT_CARRIED, named->subject,
		    connection->at,
		    arena_printf(named->arena,
			"%zu %s known only after a deployment and left out",
			found, found == 1 ? "value is" : "values are"));
}

/* ---- the networks around them ----------------------------------------- */

struct naming {
	struct native_writer *writer;
	const struct join *named;
};

/* Of struct native_networks. */
static const char *
name_of(void *host, const char *key)
{
	const struct naming *naming = host;
	const struct estate *estate = naming->writer->estate;
	const char *name = NULL;
	size_t i;

	for (i = 0; i < estate->gateway_count; i++)
		if (strcmp(estate->gateways[i].key, key) == 0)
			end_name(naming->writer, naming->writer->gateways,
			    estate->gateways[i].gateway, naming->named, &name);
	return name;
}

/* The gateway that the record ITEM is of, or one of its id alone. */
static const struct gateway *
gateway_of(const struct native_writer *writer, const struct estate_item *item,
    struct arena *arena)
{
	const struct estate *estate = writer->estate;
	struct gateway *gateway;
	size_t i;

	for (i = 0; i < estate->gateway_count; i++)
		if (strcmp(estate->gateways[i].key, item->key) == 0)
			return estate->gateways[i].gateway;
	gateway = ARENA_NEW(arena, struct gateway);
	gateway->kind =
	    item->kind == ESTATE_VPN_GATEWAY ? GATEWAY_VPN : GATEWAY_TRANSIT;
	gateway->at = item->at;
	gateway->id = *field_get(estate_field(item->kind, "id"), item);
	return gateway;
}

static void
add_gateways(struct native_writer *writer, const struct join *named)
{
	static const enum estate_kind kinds[] = { ESTATE_VPN_GATEWAY,
		ESTATE_TRANSIT_GATEWAY };
	const struct estate_list *list;
	const char *name;
	size_t i, j;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		list = &writer->estate->kinds[kinds[i]];
		for (j = 0; j < list->count; j++)
			end_name(writer, writer->gateways,
			    gateway_of(writer, list->by_key[j], named->arena),
			    named, &name);
	}
}

void
native_writer_estate(struct native_writer *writer, const struct estate *estate)
{
	writer->estate = estate;
}

void
native_writer_networks(
    struct native_writer *writer, struct arena *arena, struct diags *diags)
{
	const struct join named = { "the networks", arena, diags };
	struct naming naming = { writer, &named };
	struct native_networks networks = { .estate = writer->estate,
		.style = &writer->style,
		.name = name_of,
		.host = &naming,
		.arena = arena };
	const struct node *map, *section;

	add_gateways(writer, &named);
	map = native_estate(&networks);
	if (!writer->style.json && map->first != NULL)
		yaml_map(&writer->networks, map, 0);
	for (section = map->first; writer->style.json && section != NULL;
	     section = section->next) {
		buf_printf(&writer->networks, ",\n  \"%s\": ", section->name);
		json_node(&writer->networks, section, 2);
	}
	if (networks.left_out != 0)
		report(diags, RULE_NOT_CARRIED, NULL, NOWHERE,
		    arena_printf(arena,
			"left out: %zu of the records of the networks around "
			"the connections, without ids or of what has none",
			networks.left_out));
}

/* ---- connections ------------------------------------------------------ */

bool
native_writer_add(struct native_writer *writer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags)
{
	const struct join named = {
		diag_quote(diags, connection_name(connection)), arena, diags
	};
	const char *site, *gateway;
	struct node *map;

	if (!check_keys(writer, connection, &named) ||
	    !check_id(writer, connection, &named) ||
	    !end_name(writer, writer->sites, connection->customer_gateway,
		&named, &site) ||
	    !end_name(writer, writer->gateways, connection->aws_gateway, &named,
		&gateway))
		return false;
	note_later(connection, &named);
	map =
	    native_connection(connection, &writer->style, site, gateway, arena);
	if (writer->estate != NULL) {
		struct native_networks networks = { .estate = writer->estate,
			.style = &writer->style,
			.name = name_of,
			.host = &(struct naming){ writer, &named },
			.arena = arena };

		native_announcements(&networks, connection->id.text, map);
	}
	if (!writer->style.json) {
		yaml_item(&writer->connections, map, INDENT);
	} else {
		buf_printf(&writer->connections, "%s\n%*s",
		    writer->count != 0 ? "," : "", INDENT, "");
		json_node(&writer->connections, map, INDENT);
	}
	writer->count++;
	return true;
}

/* ---- the descriptor --------------------------------------------------- */

static void
yaml_ends(struct buf *out, const char *section, const struct ends *ends)
{
	size_t count, i;
	const struct end *list = ends_list(ends, &count);

	if (count != 0)
		buf_printf(out, "%s:\n", section);
	for (i = 0; i < count; i++) {
		buf_text(out, "  ");
		yaml_string(out, list[i].name);
		buf_printf(out, ":\n%s", list[i].text);
	}
}

static void
json_ends(struct buf *out, const char *section, const struct ends *ends)
{
	size_t count, i;
	const struct end *list = ends_list(ends, &count);

	if (count == 0)
		return;
	buf_printf(out, ",\n  \"%s\": {", section);
	for (i = 0; i < count; i++)
		buf_printf(out, "%s\n    \"%s\": %s", i != 0 ? "," : "",
		    list[i].name, list[i].text);
	buf_text(out, "\n  }");
}

void
native_writer_end(struct native_writer *writer, struct buf *ret)
{
	const struct buf *connections = &writer->connections;
	bool json = writer->style.json;

	buf_text(ret, json ? "{\n  \"cgwgen\": 1" : "cgwgen: 1\n");
	(json ? json_ends : yaml_ends)(ret, "sites", writer->sites);
	(json ? json_ends : yaml_ends)(ret, "gateways", writer->gateways);
	buf_text(ret, json ? ",\n  \"connections\": [" : "connections:");
	if (writer->count == 0) {
		buf_text(ret, json ? "]" : " []\n");
	} else {
		buf_text(ret, json ? "" : "\n");
		buf_add(ret, connections->data, connections->length);
		buf_text(ret, json ? "\n  ]" : "");
	}
	if (writer->networks.length != 0)
		buf_add(ret, writer->networks.data, writer->networks.length);
	buf_text(ret, json ? "\n}\n" : "");
}
