/* SPDX-License-Identifier: ISC */
/* What a transit gateway's route tables have for a destination.  Floor 5. */
#include <string.h>

#include "route/world.h"

/* What looking into one table works with. */
struct looking {
	const struct world *world;
	const char *key; /* the transit gateway */
	struct ip_prefix to;
	struct candidates *ret;
};

static const char *
known(const struct value *value)
{
	return value_known(value) ? value->text : NULL;
}

/* ---- which table ------------------------------------------------------ */

/* The attachment of RESOURCE at the gateway KEY, or NULL. */
static const struct estate_attachment *
attachment_of(const struct world *world, const char *key, const char *resource)
{
	const struct ways ways = attachments_of(world, resource);
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (strcmp(ways.list[i].item->parent, key) == 0)
			return (const void *)ways.list[i].item;
	return NULL;
}

/* The attachment at the gateway KEY with the id or key ID (may be NULL), or
 * NULL.  The two ends of a peering may have one id: their keys then name the
 * gateways as well, see estate_identify(). */
static const struct estate_attachment *
attachment_at(const struct world *world, const char *key, const char *id)
{
	const struct estate_item *item;

	if (id == NULL)
		return NULL;
	item = estate_find(world->estate, ESTATE_ATTACHMENT,
	    arena_printf(world->arena, "%s at %s", id, key));
	return (const void *)(item != NULL ? item
					   : estate_find(world->estate,
						 ESTATE_ATTACHMENT, id));
}

/* The table at KEY that has ATTACHMENT among its associations, or NULL. */
static const char *
associated_as(const struct world *world, const char *key, const char *id)
{
	const struct ways ways = associations_of(world, id);
	const struct estate_item *table;
	size_t i;

	for (i = 0; i < ways.count; i++) {
		table = estate_find(world->estate, ESTATE_TRANSIT_TABLE,
		    ways.list[i].item->parent);
		if (table != NULL && strcmp(table->parent, key) == 0)
			return table->key;
	}
	return NULL;
}

/* The same of ATTACHMENT, whose key may name the gateway as well. */
static const char *
associated(const struct world *world, const char *key,
    const struct estate_attachment *attachment)
{
	const char *own = attachment->item.key, *at = strstr(own, " at ");

	return associated_as(world, key,
	    at == NULL ? own
		       : arena_copy(world->arena, own, (size_t)(at - own)));
}

static const char *
default_table(const struct world *world, const char *key)
{
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		world->estate, ESTATE_TRANSIT_GATEWAY, key);
	const struct estate_transit_table *table;
	struct estate_item *const *tables;
	size_t count, i;

	if (gateway != NULL &&
	    value_known(&gateway->association_default_route_table_id))
		return gateway->association_default_route_table_id.text;
	tables =
	    estate_children(world->estate, ESTATE_TRANSIT_TABLE, key, &count);
	for (i = 0; i < count; i++) {
		table = (const void *)tables[i];
		if (value_known(&table->default_association) &&
		    table->default_association.u.flag)
			return tables[i]->key;
	}
	return NULL;
}

bool
transit_has_no_default(const struct world *world, const char *key)
{
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		world->estate, ESTATE_TRANSIT_GATEWAY, key);

	return gateway != NULL &&
	       value_is(&gateway->default_route_table_association, "disable");
}

static const char *
table_for(const struct world *world, const char *key, const char *resource)
{
	const struct estate_attachment *attachment =
	    attachment_of(world, key, resource);
	const char *table = NULL;

	if (attachment == NULL)
		return default_table(world, key);
	table = known(&attachment->route_table_id);
	if (table == NULL)
		table = associated(world, key, attachment);
	return table != NULL ? table : default_table(world, key);
}

/* ---- candidates ------------------------------------------------------- */

static enum route_class
class_of(const char *type)
{
	static const struct {
		const char *type;
		enum route_class class;
	} classes[] = { { "vpc", CLASS_TRANSIT_VPC },
		{ "vpn", CLASS_TRANSIT_VPN },
		{ "direct-connect-gateway", CLASS_TRANSIT_DX },
		{ "connect", CLASS_TRANSIT_CONNECT },
		{ "vpn-concentrator", CLASS_TRANSIT_CONCENTRATOR },
		{ "client-vpn", CLASS_TRANSIT_CLIENT },
		{ "peering", CLASS_TRANSIT_PEERING },
		{ "tgw-peering", CLASS_TRANSIT_PEERING } };
	size_t i;

	for (i = 0; type != NULL && i < sizeof(classes) / sizeof(classes[0]);
	     i++)
		if (strcmp(classes[i].type, type) == 0)
			return classes[i].class;
	return CLASS_TRANSIT_UNKNOWN;
}

static enum route_class
vpn_class(const struct link *link)
{
	return value_is(
		   &link->connection->outside_ip_address_type, "PrivateIpv4")
		   ? CLASS_TRANSIT_VPN_OVER_DX
		   : CLASS_TRANSIT_VPN;
}

/* Whether LINK is a tunnel at this gateway. */
static bool
is_way(const struct looking *l, const struct link *link)
{
	return link->connection != NULL && link_at(l->world, link, l->key);
}

static bool
has(const struct candidates *list, const struct candidate *candidate)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->list[i].to == candidate->to &&
		    strcmp(list->list[i].id, candidate->id) == 0 &&
		    ip_prefix_equal(list->list[i].prefix, candidate->prefix) &&
		    (list->list[i].class == candidate->class ||
			list->list[i].class == CLASS_TRANSIT_STATIC))
			return true;
	return false;
}

static void
add(const struct looking *l, const struct candidate *candidate)
{
	if (!has(l->ret, candidate))
		candidates_add(l->ret, candidate, l->world->arena);
}

/* A route over the tunnels of the connection OWNER, with what is known of
 * each tunnel's announcement. */
static void
add_route_links(
    const struct looking *l, struct candidate route, const char *owner)
{
	const struct ways ways = ways_of_owner(l->world, owner);
	struct candidates found;
	const struct link *link;
	size_t i, j;

	for (i = 0; i < ways.count; i++) {
		link = ways.list[i].link;
		if (!is_way(l, link))
			continue;
		found = (struct candidates){ NULL, 0, 0 };
		link_candidates(l->world, link, route.prefix, &found);
		candidate_over(l->world, &route, link);
		if (route.class == CLASS_TRANSIT_VPN)
			route.class = vpn_class(link);
		for (j = 0; j < found.count; j++) {
			if (!ip_prefix_equal(
				found.list[j].prefix, route.prefix))
				continue;
			route.as_path_length = found.list[j].as_path_length;
			route.first_asn = found.list[j].first_asn;
			route.med = found.list[j].med;
		}
		add(l, &route);
	}
}

static bool
is_connection(const struct looking *l, const char *id)
{
	const struct ways ways = ways_of_owner(l->world, id);
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (ways.list[i].link->connection != NULL)
			return true;
	return false;
}

static void
add_route(const struct looking *l, const struct estate_transit_route *route)
{
	const struct estate_attachment *attachment =
	    attachment_at(l->world, l->key, known(&route->attachment_id));
	const char *type = known(&route->resource_type);
	const char *id = known(&route->resource_id);
	struct candidate candidate = { .at = route->item.at,
		.class = CLASS_TRANSIT_STATIC,
		.blackhole = value_is(&route->state, "blackhole") };

	if (attachment != NULL && type == NULL)
		type = known(&attachment->resource_type);
	if (attachment != NULL && id == NULL)
		id = known(&attachment->resource_id);
	if (value_known(&route->destination)) {
		candidate.prefix = route->destination.u.prefix;
		if (!prefix_covers(candidate.prefix, l->to))
			return;
	} else {
		candidate.class = CLASS_TRANSIT_LIST;
		candidate.prefix = l->to;
		if (!value_known(&route->prefix_list_id) ||
		    (!list_covers(l->world, route->prefix_list_id.text, l->to,
			 &candidate.prefix, &candidate.doubtful) &&
			!candidate.doubtful))
			return;
	}
	if (value_is(&route->origin, "propagated"))
		candidate.class = class_of(type);
	else if (value_known(&route->prefix_list_id))
		candidate.class = CLASS_TRANSIT_LIST;
	candidate.id = id != NULL ? id : known(&route->attachment_id);
	if (class_of(type) == CLASS_TRANSIT_CONNECT) {
		candidate.id = known(&route->attachment_id);
		/* Connect attachments and Connect peers, Requirements. */
		if (candidate.class < CLASS_TRANSIT_VPC)
			candidate.lost = "AWS has no static routes to Connect "
					 "attachments";
	}
	if (candidate.id == NULL)
		candidate.id = candidate.blackhole ? "blackhole" : "?";
	if (is_connection(l, id))
		add_route_links(l, candidate, id);
	else
		add(l, &candidate);
}

/* What is behind a Direct Connect gateway, as one way. */
static void
add_dx(const struct looking *l, const char *gateway, bool seen)
{
	const struct ways ways = ways_at(l->world, gateway);
	struct candidates found = { NULL, 0, 0 };
	struct candidate candidate;
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (ways.list[i].link->interface != NULL)
			link_candidates(
			    l->world, ways.list[i].link, l->to, &found);
	for (i = 0; i < found.count; i++) {
		candidate = found.list[i];
		if (candidate.lost != NULL || (seen && candidate.doubtful))
			continue;
		candidate.class = CLASS_TRANSIT_DX;
		candidate.id = gateway;
		candidate.to = NULL;
		add(l, &candidate);
	}
}

/* What the connection's tunnels announce. */
static void
add_vpn(const struct looking *l, const char *owner, bool seen)
{
	const struct ways ways = owner != NULL ? ways_of_owner(l->world, owner)
					       : ways_at(l->world, l->key);
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (is_way(l, ways.list[i].link))
			link_candidates(
			    l->world, ways.list[i].link, l->to, &found);
	for (i = 0; i < found.count; i++) {
		if (seen && found.list[i].doubtful)
			continue;
		found.list[i].class = vpn_class(found.list[i].to);
		add(l, &found.list[i]);
	}
}

static void
add_vpc(const struct looking *l, const char *vpc)
{
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	vpc_candidates(l->world, vpc, l->to, vpc, &found);
	for (i = 0; i < found.count; i++) {
		found.list[i].class = CLASS_TRANSIT_VPC;
		add(l, &found.list[i]);
	}
}

/* What appliances announce over a Connect attachment, by BGP alone. */
static void
add_connect(const struct looking *l, const struct estate_attachment *attachment,
    bool seen)
{
	struct candidate candidate = { .class = CLASS_TRANSIT_CONNECT,
		.id = attachment->item.key };
	const struct estate_announcement *announcement;
	struct estate_item *const *list;
	size_t count, i;

	list = estate_children(l->world->estate, ESTATE_ANNOUNCEMENT,
	    attachment->item.key, &count);
	for (i = 0; i < count; i++) {
		announcement = (const void *)list[i];
		if (!value_known(&announcement->destination) ||
		    !prefix_covers(announcement->destination.u.prefix, l->to))
			continue;
		candidate.prefix = announcement->destination.u.prefix;
		candidate.at = announcement->item.at;
		candidate.as_path_length = maybe(&announcement->as_path_length);
		candidate.first_asn = maybe(&announcement->first_asn);
		candidate.med = maybe(&announcement->med);
		add(l, &candidate);
	}
	if (count != 0 || seen)
		return;
	candidate.prefix = l->to;
	candidate.at = attachment->item.at;
	candidate.doubtful = true;
	add(l, &candidate);
}

/* A peering brings no routes (How transit gateways work, Routing), but with
 * Cloud WAN, whose are not known. */
static void
add_core_network(const struct looking *l,
    const struct estate_attachment *attachment, bool seen)
{
	const struct candidate candidate = { .class = CLASS_TRANSIT_PEERING,
		.id = attachment->resource_id.text,
		.prefix = l->to,
		.at = attachment->item.at,
		.doubtful = true };

	if (!seen && strncmp(candidate.id, "core-network-", 13) == 0)
		add(l, &candidate);
}

static void
add_attachment(const struct looking *l,
    const struct estate_attachment *attachment, bool seen)
{
	const char *id = known(&attachment->resource_id);
	enum route_class class = class_of(known(&attachment->resource_type));

	if (class == CLASS_TRANSIT_CONNECT)
		add_connect(l, attachment, seen);
	if (id == NULL)
		return;
	if (class == CLASS_TRANSIT_VPC)
		add_vpc(l, id);
	else if (class == CLASS_TRANSIT_PEERING)
		add_core_network(l, attachment, seen);
	else if (class == CLASS_TRANSIT_VPN)
		add_vpn(l, id, seen);
	else if (class == CLASS_TRANSIT_DX)
		add_dx(l, id, seen);
}

/* Everything at the gateway, as where AWS's defaults stand. */
static void
add_all(const struct looking *l)
{
	struct estate_item *const *list;
	size_t count, i;

	list = estate_children(
	    l->world->estate, ESTATE_ATTACHMENT, l->key, &count);
	for (i = 0; i < count; i++)
		add_attachment(l, (const void *)list[i], false);
	add_vpn(l, NULL, false);
}

/* Whether attachments put their routes into TABLE by default. */
static bool
is_default(const struct world *world, const char *key, const char *table)
{
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		world->estate, ESTATE_TRANSIT_GATEWAY, key);
	const struct estate_transit_table *item = (const void *)estate_find(
	    world->estate, ESTATE_TRANSIT_TABLE, table);

	return (gateway != NULL &&
		   value_is(
		       &gateway->propagation_default_route_table_id, table)) ||
	       (item != NULL && value_known(&item->default_propagation) &&
		   item->default_propagation.u.flag);
}

/* Whether its routes are all that it has, also what is propagated. */
static bool
is_listed(const struct world *world, const char *table)
{
	const struct estate_transit_table *item = (const void *)estate_find(
	    world->estate, ESTATE_TRANSIT_TABLE, table);

	return item != NULL && value_known(&item->listed) &&
	       item->listed.u.flag;
}

static void
look(const struct world *world, const char *key, const char *table,
    struct ip_prefix to, struct candidates *ret)
{
	const struct looking l = { world, key, to, ret };
	const struct estate_attachment *attachment;
	struct estate_item *const *list;
	size_t count, i;
	bool seen;

	if (table == NULL) {
		if (!transit_has_no_default(world, key))
			add_all(&l);
		return;
	}
	seen = is_listed(world, table);
	list =
	    estate_children(world->estate, ESTATE_TRANSIT_ROUTE, table, &count);
	for (i = 0; i < count; i++)
		add_route(&l, (const void *)list[i]);
	if (!seen && is_default(world, key, table))
		add_all(&l);
	list = estate_children(
	    world->estate, ESTATE_TRANSIT_PROPAGATION, table, &count);
	for (i = 0; i < count; i++) {
		attachment = attachment_at(world, key,
		    ((const struct estate_transit_propagation *)list[i])
			->attachment_id.text);
		if (attachment != NULL)
			add_attachment(&l, attachment, seen);
	}
}

void
transit_candidates(const struct world *world, const char *key,
    const char *resource, struct ip_prefix to, const struct link *from,
    const char **table, struct candidates *ret)
{
	*table = table_for(world, key, resource);
	memo_table(world, look, key, *table, to, from, ret);
}
