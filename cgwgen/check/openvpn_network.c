/* SPDX-License-Identifier: ISC */
/* The rules on the networks of OpenVPN servers.  Floor 5. */
#include <string.h>

#include "check/openvpn_rules.h"

/* The sizes of --server with --topology subnet, and of two ends. */
#define LENGTH_LEAST 16
#define LENGTH_MOST 29
#define LENGTH_PAIR 30

/* ---- what a network may be -------------------------------------------- */

static bool
is_ipv4(
    const struct openvpn_check *c, const struct value *value, const char *what)
{
	const struct ip_prefix prefix = value->u.prefix;

	if (prefix.address.family != 4)
		openvpn_complain(c, value,
		    "%s %s is no IPv4 network: cgwgen renders OpenVPN with "
		    "IPv4 in the tunnel",
		    what, item_prefix(c->diags, prefix));
	else if (!ip_prefix_is_network(prefix))
		openvpn_complain(c, value, "%s %s has bits behind its length",
		    what, item_prefix(c->diags, prefix));
	else
		return true;
	return false;
}

static void
check_networks(const struct openvpn_check *c, const struct estate_item *item)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		if (value_known(&item->prefixes[i]))
			(void)is_ipv4(c, &item->prefixes[i], "the network");
}

static void
check_servers(const struct openvpn_check *c)
{
	struct estate_item *const *list;
	const struct estate_openvpn_dns *dns;
	size_t count, i;

	list = estate_children(
	    c->estate, ESTATE_OPENVPN_DNS, c->server->item.key, &count);
	for (i = 0; i < count; i++) {
		dns = (const void *)list[i];
		if (value_known(&dns->address) && dns->address.u.ip.family != 4)
			openvpn_complain(c, &dns->address,
			    "the DNS server %s has no IPv4 address: cgwgen "
			    "renders OpenVPN with IPv4 in the tunnel",
			    diag_quote(c->diags, dns->address.text));
	}
}

void
openvpn_network(const struct openvpn_check *c)
{
	const struct value *pool = &c->server->server;
	const struct value *pair = &c->server->ifconfig;
	size_t i;

	if (value_known(pool) && is_ipv4(c, pool, "server") &&
	    (pool->u.prefix.length < LENGTH_LEAST ||
		pool->u.prefix.length > LENGTH_MOST))
		openvpn_complain(c, pool, "server %s is %s than a /%d",
		    item_prefix(c->diags, pool->u.prefix),
		    pool->u.prefix.length < LENGTH_LEAST ? "larger" : "smaller",
		    pool->u.prefix.length < LENGTH_LEAST ? LENGTH_LEAST
							 : LENGTH_MOST);
	if (value_known(pair) && is_ipv4(c, pair, "ifconfig") &&
	    pair->u.prefix.length != LENGTH_PAIR &&
	    pair->u.prefix.length != LENGTH_PAIR + 1)
		openvpn_complain(c, pair,
		    "ifconfig %s is neither a /%d nor a /%d",
		    item_prefix(c->diags, pair->u.prefix), LENGTH_PAIR,
		    LENGTH_PAIR + 1);
	check_networks(c, &c->server->item);
	for (i = 0; i < c->client_count; i++)
		check_networks(c, c->clients[i]);
	check_servers(c);
}

/* ---- who else has it -------------------------------------------------- */

static void
overlap_vpc(const struct openvpn_check *c,
    const struct openvpn_network *network, const struct estate_item *vpc)
{
	size_t i;

	for (i = 0; vpc != NULL && i < vpc->prefix_count; i++)
		if (ip_prefix_overlaps(
			network->value->u.prefix, vpc->prefixes[i].u.prefix)) {
			openvpn_complain(c, network->value,
			    "%s %s overlaps with %s of VPC %s", network->what,
			    item_prefix(c->diags, network->value->u.prefix),
			    item_prefix(c->diags, vpc->prefixes[i].u.prefix),
			    diag_quote(c->diags, vpc->key));
			return;
		}
}

void
openvpn_overlap(const struct openvpn_check *c)
{
	const struct estate_item *vpc =
	    estate_find(c->estate, ESTATE_VPC, item_text(&c->server->vpc_id));
	const struct openvpn_network *network;
	size_t i;

	for (i = 0; i < c->network_count; i++) {
		network = &c->networks[i];
		overlap_vpc(c, network, vpc);
		if (network->other_name != NULL)
			openvpn_complain(c, network->value,
			    "%s %s overlaps with %s of %s %s", network->what,
			    item_prefix(c->diags, network->value->u.prefix),
			    item_prefix(c->diags, network->other),
			    network->other_kind,
			    diag_quote(c->diags, network->other_name));
		/* It may be a second way to one site. */
		if (network->site_name != NULL)
			openvpn_complain_as(c, SEVERITY_WARNING, network->value,
			    "%s %s overlaps with %s, which is behind the "
			    "device of %s",
			    network->what,
			    item_prefix(c->diags, network->value->u.prefix),
			    item_prefix(c->diags, network->site),
			    diag_quote(c->diags, network->site_name));
	}
}

/* ---- addresses of clients --------------------------------------------- */

/* Whether the pool has a size that OpenVPN takes. */
static bool
has_pool(const struct openvpn_check *c)
{
	const struct value *pool = &c->server->server;

	return value_known(pool) && pool->u.prefix.address.family == 4 &&
	       pool->u.prefix.length >= LENGTH_LEAST &&
	       pool->u.prefix.length <= LENGTH_MOST;
}

/* Which address of the pool IP is; all are within one /16. */
static uint32_t
place_of(const struct openvpn_check *c, struct ip ip)
{
	const struct ip first = ip_first(c->server->server.u.prefix);

	return ((uint32_t)ip.bytes[2] << 8 | ip.bytes[3]) -
	       ((uint32_t)first.bytes[2] << 8 | first.bytes[3]);
}

/* TAKEN has a flag for each address of the pool. */
static void
check_address(
    const struct openvpn_check *c, const struct value *own, bool *taken)
{
	const struct ip_prefix pool = c->server->server.u.prefix;
	const char *what = NULL;
	const struct ip first = ip_first(pool);

	if (!ip_prefix_contains(pool, own->u.ip))
		what = "is not in";
	else if (ip_equal(own->u.ip, first))
		what = "is the number of";
	else if (ip_equal(own->u.ip, ip_add(first, 1)))
		what = "is the server's own address of";
	else if (ip_equal(own->u.ip, ip_last(pool)))
		what = "is the broadcast address of";
	if (what != NULL) {
		openvpn_complain(c, own, "ifconfig_push %s %s server %s",
		    diag_quote(c->diags, own->text), what,
		    item_prefix(c->diags, pool));
		return;
	}
	if (taken[place_of(c, own->u.ip)])
		openvpn_complain(c, own, "another client has ifconfig_push %s",
		    diag_quote(c->diags, own->text));
	taken[place_of(c, own->u.ip)] = true;
}

void
openvpn_address(const struct openvpn_check *c)
{
	const bool pool = has_pool(c);
	struct arena *arena = arena_new();
	bool *taken = arena_array(
	    arena, (size_t)1 << (32 - LENGTH_LEAST), sizeof(*taken));
	const struct value *own;
	size_t i;

	for (i = 0; i < c->client_count; i++) {
		own = &openvpn_client(c, i)->ifconfig_push;
		if (!value_known(own))
			continue;
		if (c->site_to_site)
			openvpn_complain(c, own,
			    "ifconfig_push is of client-server: both addresses "
			    "follow from ifconfig");
		else if (pool)
			check_address(c, own, taken);
	}
	arena_free(arena);
}

/* How many addresses are left for clients that have none of their own: the
 * pool ends below the lowest that is somebody's. */
static uint32_t
room(const struct openvpn_check *c, uint32_t *ret_needed)
{
	const struct ip_prefix pool = c->server->server.u.prefix;
	const uint32_t all = (uint32_t)1 << (32 - pool.length);
	const struct value *own;
	uint32_t last = all - 2, place;
	size_t i;

	*ret_needed = 0;
	for (i = 0; i < c->client_count; i++) {
		own = &openvpn_client(c, i)->ifconfig_push;
		if (!value_known(own)) {
			++*ret_needed;
			continue;
		}
		if (!ip_prefix_contains(pool, own->u.ip))
			continue;
		place = place_of(c, own->u.ip);
		if (place >= 1 && place - 1 < last)
			last = place - 1;
	}
	return last < 2 ? 0 : last - 1;
}

void
openvpn_pool(const struct openvpn_check *c)
{
	const struct value *pool = &c->server->server;
	const struct value *most = &c->server->max_clients;
	uint32_t needed, have;

	if (c->site_to_site || !has_pool(c))
		return;
	have = room(c, &needed);
	if (needed > have)
		openvpn_complain(c, pool,
		    "server %s has %u addresses below the lowest "
		    "ifconfig_push, and %u clients have none of their own",
		    item_prefix(c->diags, pool->u.prefix), (unsigned)have,
		    (unsigned)needed);
	have = ((uint32_t)1 << (32 - pool->u.prefix.length)) - 3;
	if (value_known(most) && most->u.number > have)
		openvpn_complain_as(c, SEVERITY_WARNING, most,
		    "max_clients is %u; server %s has addresses for %u",
		    (unsigned)most->u.number,
		    item_prefix(c->diags, pool->u.prefix), (unsigned)have);
}

/* ---- the VPC ---------------------------------------------------------- */

void
openvpn_source_check(const struct openvpn_check *c)
{
	const struct value *check = &c->server->source_dest_check;

	if (check->origin == ORIGIN_NONE && check->text == NULL)
		openvpn_complain_as(c, SEVERITY_NOTE, NULL,
		    "source_dest_check is not said: AWS has it on, which "
		    "drops what comes from clients");
	else if (value_known(check) && check->u.flag)
		openvpn_complain(c, check,
		    "source_dest_check is on: AWS drops what comes from "
		    "clients, and what goes to them");
}

static bool
is_own(const struct openvpn_check *c, const struct value *target)
{
	const char *text = item_text(target);
	const char *face = item_text(&c->server->network_interface_id);
	const char *instance = item_text(&c->server->instance_id);

	return text != NULL &&
	       ((face != NULL && strcmp(face, text) == 0) ||
		   (instance != NULL && strcmp(instance, text) == 0));
}

/* Whether the route of TABLE that is the longest around PREFIX leads to the
 * server. */
static bool
leads(const struct openvpn_check *c, const struct estate_item *table,
    struct ip_prefix prefix)
{
	const struct estate_vpc_route *route;
	struct estate_item *const *routes;
	size_t count, i;
	int longest = -1;
	bool ours = false;

	routes =
	    estate_children(c->estate, ESTATE_VPC_ROUTE, table->key, &count);
	for (i = 0; i < count; i++) {
		route = (const void *)routes[i];
		if (!value_known(&route->destination) ||
		    route->destination.u.prefix.length > prefix.length ||
		    !ip_prefix_overlaps(route->destination.u.prefix, prefix))
			continue;
		if (route->destination.u.prefix.length > longest) {
			longest = route->destination.u.prefix.length;
			ours = false;
		}
		if (route->destination.u.prefix.length == longest)
			ours = ours || is_own(c, &route->target);
	}
	return ours;
}

void
openvpn_route(const struct openvpn_check *c)
{
	const struct openvpn_network *network;
	struct estate_item *const *tables;
	size_t count, i, j;

	if (item_text(&c->server->network_interface_id) == NULL &&
	    item_text(&c->server->instance_id) == NULL)
		return;
	tables = estate_children(
	    c->estate, ESTATE_VPC_TABLE, item_text(&c->server->vpc_id), &count);
	for (i = 0; count != 0 && i < c->network_count; i++) {
		network = &c->networks[i];
		/* Nobody but the ends themselves speaks from there. */
		if (network->value == &c->server->ifconfig)
			continue;
		for (j = 0; j < count &&
			    !leads(c, tables[j], network->value->u.prefix);
		     j++)
			;
		if (j == count)
			openvpn_complain(c, network->value,
			    "no route table of VPC %s leads to %s through the "
			    "instance",
			    diag_quote(c->diags, c->server->vpc_id.text),
			    item_prefix(c->diags, network->value->u.prefix));
	}
}
