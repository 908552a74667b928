/* SPDX-License-Identifier: ISC */
/* The ways between AWS and the customers, and what they lead to.  Floor 5. */
#include "route/world.h"

#include <string.h>

#include "base/ip.h"

void
candidates_add(struct candidates *candidates, const struct candidate *candidate,
    struct arena *arena)
{
	struct candidate *grown;

	if (candidates->count == candidates->capacity) {
		candidates->capacity = candidates->capacity * 2 + 8;
		grown =
		    arena_array(arena, candidates->capacity, sizeof(*grown));
		if (candidates->count != 0)
			memcpy(grown, candidates->list,
			    candidates->count * sizeof(*grown));
		candidates->list = grown;
	}
	candidates->list[candidates->count++] = *candidate;
}

bool
value_is(const struct value *value, const char *word)
{
	return value_known(value) && strcmp(value->text, word) == 0;
}

bool
prefix_covers(struct ip_prefix prefix, struct ip_prefix destination)
{
	return prefix.length <= destination.length &&
	       ip_prefix_contains(prefix, destination.address);
}

/* ---- links ------------------------------------------------------------ */

static const char *
known(const struct value *value)
{
	return value_known(value) ? value->text : NULL;
}

/* "berlin" of "site berlin", as a descriptor's labels are. */
static const char *
bare_label(const char *label)
{
	static const char *const words[] = { "site ", "gateway " };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(label, words[i], strlen(words[i])) == 0)
			return label + strlen(words[i]);
	return label;
}

const char *
gateway_title(const struct world *world, const struct gateway *gateway)
{
	const char *key;

	if (gateway == NULL)
		return NULL;
	if (value_known(&gateway->id))
		return gateway->id.text;
	if (gateway->label != NULL)
		return bare_label(gateway->label);
	key = estate_gateway_key(world->estate, gateway);
	return key != NULL ? key : known(&gateway->name);
}

/* What the telemetry says; of a tunnel that is UP nothing. */
static const char *
tunnel_down(const struct tunnel *tunnel)
{
	return value_is(&tunnel->status, "DOWN")
		   ? "AWS's end says that the tunnel is DOWN"
		   : NULL;
}

static void
add_tunnels(struct world *world, const struct connection *connection)
{
	const struct gateway *aws = connection->aws_gateway;
	const char *key = estate_gateway_key(world->estate, aws);
	const char *site = gateway_title(world, connection->customer_gateway);
	char text[IP_TEXT_SIZE];
	const struct tunnel *tunnel;
	struct link *link;
	size_t i;

	if (key == NULL)
		key = known(&connection->vpn_gateway_id);
	if (key == NULL)
		key = known(&connection->transit_gateway_id);
	if (site == NULL)
		site = known(&connection->customer_gateway_id);
	for (i = 0; i < connection->tunnel_count; i++) {
		tunnel = &connection->tunnels[i];
		link = &world->links[world->link_count++];
		*link = (struct link){ .connection = connection,
			.tunnel = tunnel,
			.owner = known(&connection->id) != NULL
				     ? connection->id.text
				     : connection_name(connection),
			.site = site,
			.gateway = key,
			.seen_down = tunnel_down(tunnel) };
		link->id =
		    value_known(&tunnel->outside_address)
			? arena_string(world->arena,
			      ip_format(tunnel->outside_address.u.ip, text))
			: arena_printf(world->arena, "%s tunnel %zu",
			      link->owner, i + 1);
	}
}

static void
add_interface(struct world *world, const struct estate_interface *interface)
{
	const char *key = known(&interface->vpn_gateway_id);
	struct link *link;

	/* A public one leads to AWS's services, not to networks. */
	if (value_is(&interface->type, "public"))
		return;
	link = &world->links[world->link_count++];
	*link = (struct link){ .interface = interface,
		.id = world_title(world, interface->item.key),
		.owner = interface->item.key,
		.gateway =
		    key != NULL ? key : known(&interface->dx_gateway_id) };
	link->site =
	    arena_printf(world->arena, "the customer's end of %s", link->id);
	if (value_is(&interface->bgp_status, "down") ||
	    value_is(&interface->state, "down"))
		link->seen_down = "AWS's end says that the session is down";
}

struct world *
world_new(const struct estate *estate,
    const struct connection *const *connections, size_t count,
    struct arena *arena)
{
	struct world *world = ARENA_NEW(arena, struct world);
	const struct estate_list *list = &estate->kinds[ESTATE_INTERFACE];
	size_t room = list->count, i;

	world->estate = estate;
	world->arena = arena;
	for (i = 0; i < count; i++)
		room += connections[i]->tunnel_count;
	world->links = arena_array(arena, room + 1, sizeof(struct link));
	for (i = 0; i < count; i++)
		add_tunnels(world, connections[i]);
	for (i = 0; i < list->count; i++)
		add_interface(world, (const void *)list->by_key[i]);
	world->lookup = lookup_new(world);
	world->memo = memo_new(world);
	world_mend(world);
	return world;
}

void
world_mend(struct world *world)
{
	size_t i;

	memo_forget(world);
	for (i = 0; i < world->link_count; i++)
		world->links[i].down = world->links[i].seen_down;
}

bool
gateway_is_called(const struct gateway *gateway, const char *name)
{
	return (value_known(&gateway->id) &&
		   strcmp(gateway->id.text, name) == 0) ||
	       (gateway->label != NULL &&
		   strcmp(bare_label(gateway->label), name) == 0) ||
	       (value_known(&gateway->name) &&
		   strcmp(gateway->name.text, name) == 0);
}

static bool
is_called(const struct link *link, const char *id)
{
	const struct gateway *site = link->connection != NULL
					 ? link->connection->customer_gateway
					 : NULL;

	if (strcmp(link->id, id) == 0 || strcmp(link->owner, id) == 0 ||
	    (link->site != NULL && strcmp(link->site, id) == 0))
		return true;
	return site != NULL && gateway_is_called(site, id);
}

bool
world_fail(struct world *world, const char *id)
{
	bool found = false;
	size_t i;

	memo_forget(world);
	for (i = 0; i < world->link_count; i++) {
		if (!is_called(&world->links[i], id))
			continue;
		found = true;
		world->links[i].down = "it fails, by --fail";
	}
	return found;
}

void
candidate_over(const struct world *world, struct candidate *candidate,
    const struct link *link)
{
	candidate->id = link->id;
	candidate->to = link;
	candidate->lost = link->down;
	memo_ask(world, link);
	candidate->as_path_length = (struct maybe){ false, 0 };
	candidate->first_asn = candidate->as_path_length;
	candidate->med = candidate->as_path_length;
}

size_t
world_mark(struct world *world)
{
	return ++world->marks;
}

struct link *
world_link(struct world *world, const void *to)
{
	return world->links + ((const struct link *)to - world->links);
}

bool
link_at(const struct world *world, const struct link *link, const char *key)
{
	struct estate_item *const *list;
	size_t count, i;

	if (link->gateway == NULL || key == NULL)
		return false;
	if (strcmp(link->gateway, key) == 0)
		return true;
	if (link->interface == NULL)
		return false;
	list = estate_children(
	    world->estate, ESTATE_DX_ASSOCIATION, link->gateway, &count);
	for (i = 0; i < count; i++)
		if (strcmp(((const struct estate_dx_association *)list[i])
			       ->gateway_id.text,
			key) == 0)
			return true;
	return false;
}

const char *
world_title(const struct world *world, const char *key)
{
	static const enum estate_kind kinds[] = { ESTATE_VPC, ESTATE_VPC_TABLE,
		ESTATE_TRANSIT_TABLE, ESTATE_DX_GATEWAY, ESTATE_INTERFACE };
	const struct estate *estate = world->estate;
	const struct estate_item *item;
	const char *at;
	const struct gateway *gateway;
	size_t i;

	if (key == NULL)
		return NULL;
	gateway = estate_gateway_find(estate, key);
	if (gateway != NULL)
		return gateway_title(world, gateway);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		item = estate_find(estate, kinds[i], key);
		/* "aws_vpc.main@FILE", where there is no id. */
		if (item != NULL && item->label != NULL &&
		    strchr(key, '@') != NULL)
			return item->label;
	}
	/* "NatGateway@FILE" */
	if (key != NULL && (at = strchr(key, '@')) != NULL && at != key)
		return arena_copy(world->arena, key, (size_t)(at - key));
	return key;
}

/* ---- what they lead to ------------------------------------------------ */

struct maybe
maybe(const struct value *value)
{
	return (struct maybe){ value_known(value),
		value_known(value) ? value->u.number : 0 };
}

/* The ASN that the customer's side puts first into every path (RFC 4271,
 * 5.1.2). */
static struct maybe
own_asn(const struct link *link)
{
	if (link->interface != NULL)
		return maybe(&link->interface->customer_asn);
	return maybe(&link->tunnel->customer_asn);
}

static void
add(const struct world *world, const struct link *link,
    struct candidate candidate, struct ip_prefix prefix, struct pos at,
    struct candidates *ret)
{
	candidate.id = link->id;
	candidate.to = link;
	candidate.prefix = prefix;
	candidate.at = at;
	candidate.lost = link->down;
	memo_ask(world, link);
	candidates_add(ret, &candidate, world->arena);
}

/* Whether ANNOUNCEMENT is of this tunnel, or of all. */
static bool
is_of(const struct estate_announcement *announcement, const struct link *link)
{
	return link->tunnel == NULL || !value_known(&announcement->tunnel) ||
	       !value_known(&link->tunnel->outside_address) ||
	       ip_equal(announcement->tunnel.u.ip,
		   link->tunnel->outside_address.u.ip);
}

/* What the owner is said to announce; false where nothing is said. */
static bool
add_announced(const struct world *world, const struct link *link,
    struct ip_prefix to, enum route_class class, struct candidates *ret)
{
	struct candidate candidate = { .class = class };
	const struct estate_announcement *announcement;
	struct estate_item *const *list;
	const char *owner = link->owner;
	size_t count, i;

	list =
	    estate_children(world->estate, ESTATE_ANNOUNCEMENT, owner, &count);
	for (i = 0; i < count; i++) {
		announcement = (const void *)list[i];
		if (!value_known(&announcement->destination) ||
		    !is_of(announcement, link) ||
		    !prefix_covers(announcement->destination.u.prefix, to))
			continue;
		candidate.as_path_length = maybe(&announcement->as_path_length);
		candidate.med = maybe(&announcement->med);
		candidate.first_asn = maybe(&announcement->first_asn);
		if (!candidate.first_asn.known)
			candidate.first_asn = own_asn(link);
		add(world, link, candidate, announcement->destination.u.prefix,
		    announcement->item.at, ret);
	}
	return count != 0;
}

/* The networks of the customer gateway; false where nothing is said. */
static bool
add_site(const struct world *world, const struct link *link,
    struct ip_prefix to, struct candidates *ret)
{
	const struct gateway *site = link->connection != NULL
					 ? link->connection->customer_gateway
					 : NULL;
	struct candidate candidate = { .class = CLASS_VPN_BGP,
		.first_asn = own_asn(link) };
	size_t i;

	if (site == NULL || site->prefix_count == 0)
		return false;
	for (i = 0; i < site->prefix_count; i++)
		if (prefix_covers(site->prefixes[i].u.prefix, to))
			add(world, link, candidate, site->prefixes[i].u.prefix,
			    site->prefixes[i].at, ret);
	return true;
}

static bool
is_usable(const struct route *route)
{
	const char *state = known(&route->state);

	return value_known(&route->destination) &&
	       (state == NULL || strcmp(state, "available") == 0);
}

static void
add_static(const struct world *world, const struct link *link,
    struct ip_prefix to, struct candidates *ret)
{
	struct candidate candidate = { .class = CLASS_VPN_STATIC };
	const struct route *route = link->connection->routes;
	size_t i;

	for (i = 0; i < link->connection->route_count; i++, route++)
		if (is_usable(route) &&
		    prefix_covers(route->destination.u.prefix, to))
			add(world, link, candidate, route->destination.u.prefix,
			    route->destination.at, ret);
}

static void
add_doubtful(const struct world *world, const struct link *link,
    struct ip_prefix to, enum route_class class, struct candidates *ret)
{
	struct candidate candidate = { .class = class, .doubtful = true };
	struct pos at = link->interface != NULL ? link->interface->item.at
						: link->connection->at;

	add(world, link, candidate, to, at, ret);
}

void
link_candidates(const struct world *world, const struct link *link,
    struct ip_prefix to, struct candidates *ret)
{
	if (link->interface != NULL) {
		if (!add_announced(world, link, to, CLASS_DX, ret))
			add_doubtful(world, link, to, CLASS_DX, ret);
		return;
	}
	if (!connection_routing_known(link->connection)) {
		add_doubtful(world, link, to, CLASS_VPN_BGP, ret);
		return;
	}
	if (connection_is_static(link->connection)) {
		add_static(world, link, to, ret);
		return;
	}
	if (!add_announced(world, link, to, CLASS_VPN_BGP, ret) &&
	    !add_site(world, link, to, ret))
		add_doubtful(world, link, to, CLASS_VPN_BGP, ret);
}

const struct gateway *
world_gateway(const struct world *world, const char *key)
{
	const struct ways ways = ways_at(world, key);
	const struct link *link;
	size_t i;

	for (i = 0; i < ways.count; i++) {
		link = ways.list[i].link;
		if (link->connection != NULL && strcmp(link->gateway, key) == 0)
			return link->connection->aws_gateway;
	}
	return NULL;
}
