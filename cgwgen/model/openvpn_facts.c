/* SPDX-License-Identifier: ISC */
/* OpenVPN servers as their files see them.  Floor 2. */
#include "model/openvpn_facts.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists ------------------------------------------------------------ */

static int
compare(const void *left, const void *right)
{
	const struct ip_prefix *a = left, *b = right;
	int order = ip_compare(a->address, b->address);

	return order != 0 ? order : a->length - b->length;
}

static struct openvpn_list
list_of(struct ip_prefix *networks, size_t count, struct arena *arena)
{
	const char **texts = arena_array(arena, count + 1, sizeof(*texts));
	struct openvpn_list list = { texts, 0 };
	char text[IP_TEXT_SIZE];
	size_t i;

	qsort(networks, count, sizeof(*networks), compare);
	for (i = 0; i < count; i++)
		if (i == 0 || compare(&networks[i - 1], &networks[i]) != 0)
			texts[list.count++] = arena_string(
			    arena, ip_prefix_format(networks[i], text));
	return list;
}

/* Adds the known networks of ITEM to LIST; how many there are by then. */
static size_t
gather(const struct estate_item *item, struct ip_prefix *list, size_t count)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		if (value_known(&item->prefixes[i]))
			list[count++] = item->prefixes[i].u.prefix;
	return count;
}

static struct openvpn_list
networks_of(const struct estate_item *item, struct arena *arena)
{
	struct ip_prefix *list =
	    arena_array(arena, item->prefix_count + 1, sizeof(*list));

	return list_of(list, gather(item, list, 0), arena);
}

static const char *
text_of(struct ip ip, struct arena *arena)
{
	char text[IP_TEXT_SIZE];

	return arena_string(arena, ip_format(ip, text));
}

static struct openvpn_list
servers_of(const struct estate *estate, const char *key, struct arena *arena)
{
	const struct estate_openvpn_dns *dns;
	struct estate_item *const *items;
	struct openvpn_list list = { .count = 0 };
	const char **texts;
	size_t count, i;

	items = estate_children(estate, ESTATE_OPENVPN_DNS, key, &count);
	texts = arena_array(arena, count + 1, sizeof(*texts));
	for (i = 0; i < count; i++) {
		dns = (const void *)items[i];
		if (value_known(&dns->address))
			texts[list.count++] = text_of(dns->address.u.ip, arena);
	}
	list.texts = texts;
	return list;
}

/* ---- addresses -------------------------------------------------------- */

/* The pool ends below the lowest address that is a client's own. */
static void
put_pool(
    struct openvpn_facts *ret, struct ip_prefix network, struct arena *arena)
{
	const struct value *own;
	const struct ip *lowest = NULL;
	struct ip first = ip_add(ip_first(network), 2), before = first, at;
	size_t i;

	for (i = 0; i < ret->peer_count; i++) {
		own = &ret->peers[i].client->ifconfig_push;
		if (value_known(own) &&
		    ip_prefix_contains(network, own->u.ip) &&
		    (lowest == NULL || ip_compare(own->u.ip, *lowest) < 0))
			lowest = &own->u.ip;
	}
	if (lowest == NULL)
		return;
	ret->pool_first = ret->pool_last = "";
	if (ip_compare(*lowest, first) <= 0)
		return;
	for (at = first; ip_compare(at, *lowest) < 0; at = ip_add(at, 1))
		before = at;
	ret->pool_first = text_of(first, arena);
	ret->pool_last = text_of(before, arena);
}

static void
put_addresses(struct openvpn_facts *ret, struct arena *arena)
{
	const struct value *pool = &ret->server->server;
	const struct value *pair = &ret->server->ifconfig;
	struct ip first;

	if (ret->site_to_site) {
		if (!value_known(pair))
			return;
		first = ip_first(pair->u.prefix);
		if (pair->u.prefix.length < ip_bits(first) - 1)
			first = ip_add(first, 1);
		ret->address = text_of(first, arena);
		ret->peer_address = text_of(ip_add(first, 1), arena);
		return;
	}
	/* Nothing else is a server's network: bounds what is counted. */
	if (!value_known(pool) || pool->u.prefix.address.family != 4 ||
	    pool->u.prefix.length < 16 || pool->u.prefix.length > 29)
		return;
	ret->address = text_of(ip_add(ip_first(pool->u.prefix), 1), arena);
	put_pool(ret, pool->u.prefix, arena);
}

/* ---- clients ---------------------------------------------------------- */

static void
put_peers(
    struct openvpn_facts *ret, const struct estate *estate, struct arena *arena)
{
	struct estate_item *const *items;
	struct openvpn_peer *peer;
	struct ip_prefix *all;
	size_t count, room = 1, used = 0, i;

	items = estate_children(
	    estate, ESTATE_OPENVPN_CLIENT, ret->server->item.key, &count);
	for (i = 0; i < count; i++)
		room += items[i]->prefix_count;
	all = arena_array(arena, room, sizeof(*all));
	ret->peers = arena_array(arena, count + 1, sizeof(*ret->peers));
	for (i = 0; i < count; i++) {
		peer = &ret->peers[ret->peer_count++];
		*peer =
		    (struct openvpn_peer){ .client = (const void *)items[i] };
		if (value_known(&peer->client->ifconfig_push))
			peer->address =
			    text_of(peer->client->ifconfig_push.u.ip, arena);
		peer->networks = networks_of(items[i], arena);
		used = gather(items[i], all, used);
	}
	ret->peer_networks = list_of(all, used, arena);
}

struct openvpn_facts
openvpn_facts(const struct estate *estate,
    const struct estate_openvpn_server *server, struct arena *arena)
{
	struct openvpn_facts facts = { .server = server,
		.name = server->item.label != NULL ? server->item.label
						   : server->item.key,
		.site_to_site =
		    value_known(&server->role) &&
		    strcmp(server->role.text, "site-to-site") == 0 };

	put_peers(&facts, estate, arena);
	facts.networks = networks_of(&server->item, arena);
	facts.dns_servers = servers_of(estate, server->item.key, arena);
	put_addresses(&facts, arena);
	return facts;
}
