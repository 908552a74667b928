/* SPDX-License-Identifier: ISC */
/* What a fleet remembers of a connection.  Floor 5. */
#include <string.h>

#include "base/digest_text.h"
#include "check/fleet_rules.h"
#include "model/end.h"
#include "model/field.h"
#include "model/region.h"

/* Whether somebody stated the value: no default, no assumption. */
static bool
stated(const struct value *value)
{
	return value_known(value) && value->origin < ORIGIN_DEFAULT;
}

/* The copy of TEXT, fit for messages. */
static const char *
keep_text(const struct fleet_check *f, const char *text)
{
	return arena_string(f->fleet->arena, diag_quote(f->check.diags, text));
}

/* What KEY stands for among things of KIND; NAME is for messages. */
static struct fleet_end *
find_end(const struct fleet_check *f, const char *kind, const char *key,
    const char *name)
{
	struct digest_text text;
	void **slot;
	struct fleet_end *end;

	digest_open(&text);
	digest_add_text(&text, kind);
	digest_add_text(&text, key);
	slot = index_place(&f->fleet->ends,
	    digest_close(&text, &f->fleet->secret), f->fleet->arena);
	if (*slot == NULL) {
		*slot = end = ARENA_NEW(f->fleet->arena, struct fleet_end);
		end->name = keep_text(f, name);
	}
	return *slot;
}

static struct fleet_end *
find_gateway(const struct fleet_check *f, const char *kind,
    const struct value *id, const struct gateway *gateway)
{
	struct end end;

	if (!end_of(kind, id, gateway, diags_arena(f->check.diags), &end))
		return NULL;
	return find_end(f, kind, end.key, end.name);
}

static void
find_region(const struct fleet_check *f, struct fleet_member *member)
{
	const struct value *region = &f->check.connection->region;

	if (value_known(region) && region_is_name(region->text))
		member->region =
		    find_end(f, "Region", region->text, region->text);
}

static void
find_aws_end(const struct fleet_check *f, struct fleet_member *member)
{
	const struct connection *connection = f->check.connection;
	const struct gateway *gateway = connection->aws_gateway;
	const struct value *concentrator = &connection->vpn_concentrator_id;

	if (value_known(concentrator) && concentrator->text != NULL)
		member->concentrator = find_end(f, "VPN concentrator",
		    concentrator->text, concentrator->text);
	if (connection_has_vgw(connection))
		member->vpn_gateway = find_gateway(f, "virtual private gateway",
		    &connection->vpn_gateway_id, gateway);
	else if (gateway != NULL ||
		 value_known(&connection->transit_gateway_id))
		member->transit_gateway = find_gateway(f, "transit gateway",
		    &connection->transit_gateway_id, gateway);
}

/* The device's address as AWS knows it; NULL while it is not known. */
static const struct ip *
device_address(const struct connection *connection)
{
	const struct gateway *gateway = connection->customer_gateway;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++)
		if (value_known(
			&connection->tunnels[i].customer_outside_address))
			return &connection->tunnels[i]
				    .customer_outside_address.u.ip;
	if (gateway != NULL && value_known(&gateway->ip_address))
		return &gateway->ip_address.u.ip;
	return NULL;
}

/* The device at ADDRESS with the name NAME; NULL for none. */
static struct fleet_end *
find_device(const struct fleet_check *f, struct fleet_end *address,
    const char *text, const char *name)
{
	struct fleet_end *device;

	if (name != NULL && name[0] != '\0')
		return find_end(f, "device",
		    arena_printf(
			diags_arena(f->check.diags), "%s %s", text, name),
		    text);
	device = address->device;
	if (device == NULL) {
		device = ARENA_NEW(f->fleet->arena, struct fleet_end);
		device->name = address->name;
		address->device = device;
	}
	return device;
}

static void
find_customer_end(const struct fleet_check *f, struct fleet_member *member)
{
	const struct connection *connection = f->check.connection;
	const struct gateway *gateway = connection->customer_gateway;
	const struct ip *address = device_address(connection);
	const struct value *id = &connection->customer_gateway_id;
	char text[IP_TEXT_SIZE];
	size_t i;

	if (!value_known(id) && gateway != NULL)
		id = &gateway->id;
	member->exists = value_known(id);
	member->customer = find_gateway(f, "customer gateway", id, gateway);
	member->device = member->customer;
	if (gateway != NULL && value_known(&gateway->device_name) &&
	    gateway->device_name.text != NULL)
		member->device_name = keep_text(f, gateway->device_name.text);
	if (address != NULL) {
		ip_format(*address, text);
		member->address = find_end(f, "address", text, text);
		member->device =
		    find_device(f, member->address, text, member->device_name);
	}
	if (gateway != NULL && stated(&gateway->asn))
		member->asn = gateway->asn.u.number;
	for (i = 0; i < connection->tunnel_count; i++)
		if (stated(&connection->tunnels[i].customer_asn))
			member->asn =
			    connection->tunnels[i].customer_asn.u.number;
}

static enum fleet_routing
find_routing(const struct connection *connection)
{
	if (!connection_routing_known(connection))
		return ROUTING_UNKNOWN;
	return connection_is_static(connection) ? ROUTING_STATIC : ROUTING_BGP;
}

/* The line and the file, whose names are kept once.  Connections mostly come
 * in the order of the file: one pass over it. */
static void
find_place(const struct fleet_check *f, struct fleet_member *member)
{
	struct fleet *fleet = f->fleet;
	struct pos at = source_outer(f->check.connection->at);
	const char *name;
	void **slot;

	if (at.source == NULL)
		return;
	source_follow(&fleet->cursor, at);
	member->line = fleet->cursor.line;
	if (fleet->of_file != at.source) {
		name = source_path(at.source);
		if (name == NULL)
			name = source_name(at.source);
		slot = index_place(&fleet->files,
		    digest_make(&fleet->secret, name, strlen(name)),
		    fleet->arena);
		if (*slot == NULL)
			*slot = arena_string(
			    fleet->arena, diag_path(f->check.diags, name));
		fleet->file = *slot;
		fleet->of_file = at.source;
	}
	member->file = fleet->file;
	/* Another source may come to lie at the same address. */
	if (at.source == f->passing) {
		fleet->of_file = NULL;
		fleet->cursor = (struct source_cursor){ .source = NULL };
	}
}

static void
add_fields(struct digest_text *text, const struct field *fields, size_t count,
    const void *owner)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], owner);
		if (value->origin == ORIGIN_XML && value->text != NULL)
			digest_add_text(text, value->text);
		else
			/* Which no text begins with. */
			digest_add(text, "\1", 1);
	}
}

struct digest
fleet_content(const struct connection *connection, const struct digest_key *key)
{
	struct digest_text text;
	const struct field *fields;
	size_t count, i;

	digest_open(&text);
	fields = connection_fields(&count);
	add_fields(&text, fields, count, connection);
	fields = tunnel_fields(&count);
	for (i = 0; i < connection->tunnel_count; i++)
		add_fields(&text, fields, count, &connection->tunnels[i]);
	return digest_close(&text, key); /* which wipes the keys */
}

/* What the XML said, so that another one can be held against it. */
static void
find_content(const struct fleet_check *f, struct fleet_member *member)
{
	if (f->check.connection->has_xml)
		member->content =
		    fleet_content(f->check.connection, &f->fleet->secret);
}

/* Whether it came with an earlier description of the same connection. */
static void
find_earlier(const struct fleet_check *f, struct fleet_member *member)
{
	const struct value *id = &f->check.connection->id;
	void **slot;

	if (!value_known(id) || id->text == NULL || id->text[0] == '\0')
		return;
	slot = index_place(&f->fleet->members,
	    digest_make(&f->fleet->secret, id->text, strlen(id->text)),
	    f->fleet->arena);
	if (*slot == NULL)
		*slot = member;
	else
		member->earlier = *slot;
}

static struct fleet_pair *
new_pair(const struct fleet_check *f, const struct fleet_end *gateway)
{
	struct fleet_pair *pair = ARENA_NEW(f->fleet->arena, struct fleet_pair);

	pair->gateway = gateway;
	return pair;
}

/* What rules on devices with several connections remember.  Nearly every
 * device ends on one gateway, and has that pair. */
static void
find_pair(const struct fleet_check *f, struct fleet_member *member)
{
	const struct fleet_end *gateway = fleet_aws_end(member);
	struct fleet_end *device = member->device;
	const uintptr_t words[] = { (uintptr_t)gateway, (uintptr_t)device };
	void **slot;

	if (gateway == NULL || device == NULL || member->concentrator != NULL)
		return;
	if (device->pair == NULL)
		device->pair = new_pair(f, gateway);
	member->pair = device->pair;
	if (device->pair->gateway == gateway)
		return;
	slot = index_place(&f->fleet->pairs,
	    digest_make(&f->fleet->secret, words, sizeof(words)),
	    f->fleet->arena);
	if (*slot == NULL)
		*slot = new_pair(f, gateway);
	member->pair = *slot;
}

const struct fleet_member *
fleet_member_make(struct fleet_check *f)
{
	struct fleet_member *member =
	    ARENA_NEW(f->fleet->arena, struct fleet_member);

	member->name = keep_text(f, connection_name(f->check.connection));
	member->routing = find_routing(f->check.connection);
	find_place(f, member);
	find_earlier(f, member);
	find_content(f, member);
	find_region(f, member);
	find_aws_end(f, member);
	find_customer_end(f, member);
	if (member->earlier == NULL) {
		f->fleet->count++;
		find_pair(f, member);
		fleet_networks_find(f, member);
	}
	return member;
}
