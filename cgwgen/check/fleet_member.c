/* SPDX-License-Identifier: ISC */
/* What a fleet remembers of a connection.  Floor 5. */
#include <string.h>

#include "base/digest_run.h"
#include "check/fleet_rules.h"
#include "model/end.h"
#include "model/join.h"
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

enum kind {
	KIND_REGION,
	KIND_CONCENTRATOR,
	KIND_VPN_GATEWAY,
	KIND_TRANSIT_GATEWAY,
	KIND_CUSTOMER,
	KIND_ADDRESS,
	KIND_DEVICE
};

/* What KEY stands for among things of KIND; NAME is for messages. */
static struct fleet_end *
find_end(const struct fleet_check *f, enum kind kind, const char *key,
    const char *name)
{
	struct fleet *fleet = f->fleet;
	void **slot = index_place(
	    &fleet->ends, digest_of(&fleet->secret, kind, key), fleet->arena);
	struct fleet_end *end;

	if (*slot == NULL) {
		*slot = end = ARENA_NEW(fleet->arena, struct fleet_end);
		end->name = keep_text(f, name);
		if (kind < KIND_CUSTOMER)
			end->aws = ARENA_NEW(fleet->arena, struct fleet_aws);
	}
	return *slot;
}

static struct fleet_end *
find_gateway(const struct fleet_check *f, enum kind kind,
    const struct value *id, const struct gateway *gateway)
{
	static const char *const names[] = { [KIND_VPN_GATEWAY] =
						 "virtual private gateway",
		[KIND_TRANSIT_GATEWAY] = "transit gateway",
		[KIND_CUSTOMER] = "customer gateway" };
	struct end end;

	if (!end_of(
		names[kind], id, gateway, diags_arena(f->check.diags), &end))
		return NULL;
	return find_end(f, kind, end.key, end.name);
}

static void
find_region(struct fleet_check *f)
{
	const struct value *region = &f->check.connection->region;

	if (value_known(region) && region_is_name(region->text))
		f->region =
		    find_end(f, KIND_REGION, region->text, region->text);
}

static void
find_aws_end(struct fleet_check *f, struct fleet_member *member)
{
	const struct connection *connection = f->check.connection;
	const struct gateway *gateway = connection->aws_gateway;
	const struct value *concentrator = &connection->vpn_concentrator_id;

	if (value_known(concentrator) && concentrator->text != NULL)
		f->concentrator = find_end(f, KIND_CONCENTRATOR,
		    concentrator->text, concentrator->text);
	if (connection_has_vgw(connection))
		member->vpn_gateway = find_gateway(
		    f, KIND_VPN_GATEWAY, &connection->vpn_gateway_id, gateway);
	else if (gateway != NULL ||
		 value_known(&connection->transit_gateway_id))
		member->transit_gateway = find_gateway(f, KIND_TRANSIT_GATEWAY,
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

/* The device at the connection's address TEXT with the name NAME, or NULL for
 * the one without: nothing else is known of the address. */
static struct fleet_end *
find_device(const struct fleet_check *f, const char *text, const char *name)
{
	if (name == NULL || name[0] == '\0')
		return f->address;
	return find_end(f, KIND_DEVICE,
	    arena_printf(diags_arena(f->check.diags), "%s %s", text, name),
	    text);
}

static void
find_customer_end(struct fleet_check *f, struct fleet_member *member)
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
	member->customer = find_gateway(f, KIND_CUSTOMER, id, gateway);
	member->device = member->customer;
	if (gateway != NULL && value_known(&gateway->device_name) &&
	    gateway->device_name.text != NULL)
		member->device_name = keep_text(f, gateway->device_name.text);
	if (address != NULL) {
		ip_format(*address, text);
		f->address = find_end(f, KIND_ADDRESS, text, text);
		member->device = find_device(f, text, member->device_name);
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

/* The line and the file, whose name is kept once for all that come one after
 * another.  They mostly come in the order of the file: one pass over it. */
static void
find_place(const struct fleet_check *f, struct fleet_member *member)
{
	struct fleet *fleet = f->fleet;
	struct pos at = source_outer(f->check.connection->at);
	const char *name;

	if (at.source == NULL)
		return;
	source_follow(&fleet->cursor, at);
	member->line = fleet->cursor.line;
	if (fleet->of_file != at.source) {
		name = source_path(at.source);
		if (name == NULL)
			name = source_name(at.source);
		if (fleet->file == NULL || strcmp(fleet->file, name) != 0)
			fleet->file = arena_string(fleet->arena, name);
		fleet->of_file = at.source;
	}
	member->file = fleet->file;
	/* Another source may come to lie at the same address. */
	if (at.source == f->passing) {
		fleet->of_file = NULL;
		fleet->cursor = (struct source_cursor){ .source = NULL };
	}
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
find_earlier(struct fleet_check *f, struct fleet_member *member)
{
	const struct value *id = &f->check.connection->id;
	struct fleet *fleet = f->fleet;
	void **slot;

	if (!value_known(id) || id->text == NULL || id->text[0] == '\0')
		return;
	slot = index_place(&fleet->members,
	    digest_of(&fleet->secret, 0, id->text), fleet->arena);
	if (*slot == NULL)
		*slot = member;
	else
		f->earlier = *slot;
}

/* The networks inside the tunnels; false when there is no room for one. */
static bool
find_inside(const struct fleet_check *f, struct fleet_member *member)
{
	const size_t room = sizeof(member->inside) / sizeof(member->inside[0]);
	struct fleet_inside *inside;
	struct ip_prefix prefix;
	const struct tunnel *t;

	EACH_TUNNEL (&f->check, t) {
		if (!tunnel_network(t, &prefix))
			continue;
		if (member->inside_count == room || prefix.address.family != 4)
			return false;
		inside = &member->inside[member->inside_count++];
		memcpy(inside->address, prefix.address.bytes,
		    sizeof(inside->address));
		inside->length = prefix.length;
	}
	return true;
}

/* What the rules on several connections would have remembered of FIRST. */
static void
begin_several(const struct fleet_check *f, struct fleet_several *several,
    const struct fleet_member *first)
{
	struct ip_prefix prefix = { .address.family = 4 };
	size_t i;

	for (i = 0; i < first->inside_count; i++) {
		memcpy(prefix.address.bytes, first->inside[i].address,
		    sizeof(first->inside[i].address));
		prefix.length = first->inside[i].length;
		prefix_tree_add(
		    &several->inside, prefix, first, f->fleet->arena);
	}
	if (!first->indirect && fleet_aws_end(first) != NULL)
		fleet_pair_begin(&several->pair, first);
}

/* Nearly every device ends on one gateway, and has that pair. */
static void
find_pair(struct fleet_check *f, const struct fleet_member *member)
{
	const struct fleet_end *gateway = fleet_aws_end(member);
	struct fleet_pair *pair = &member->device->several->pair;
	const uint64_t words[] = { (uintptr_t)gateway,
		(uintptr_t)member->device };
	void **slot;

	if (gateway == NULL || member->indirect)
		return;
	if (pair->gateway == NULL)
		pair->gateway = gateway;
	f->pair = pair;
	if (pair->gateway == gateway)
		return;
	slot = index_place(&f->fleet->pairs,
	    digest_of_words(&f->fleet->secret, words, 2), f->fleet->arena);
	if (*slot == NULL)
		*slot = ARENA_NEW(f->fleet->arena, struct fleet_pair);
	f->pair = *slot;
}

/* What rules on devices with several connections remember.  Most have one, and
 * none of that. */
static void
join_device(struct fleet_check *f, struct fleet_member *member)
{
	struct fleet_end *device = member->device;
	const struct fleet_member *first;

	if (device == NULL)
		return;
	first = device->alone;
	if (first == NULL)
		device->alone = member;
	if (find_inside(f, member) && first == NULL)
		return;
	if (device->several == NULL) {
		device->several =
		    ARENA_NEW(f->fleet->arena, struct fleet_several);
		if (first != NULL)
			begin_several(f, device->several, first);
	}
	find_pair(f, member);
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
	find_region(f);
	find_aws_end(f, member);
	find_customer_end(f, member);
	member->indirect = f->concentrator != NULL;
	if (f->earlier == NULL) {
		f->fleet->count++;
		join_device(f, member);
		fleet_networks_find(f, member);
	}
	return member;
}
