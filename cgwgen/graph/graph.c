/* SPDX-License-Identifier: ISC */
/* Connections become a graph.  Floor 6. */
#include "graph/graph.h"

#include <string.h>

#include "graph/collect.h"
#include "graph/text.h"
#include "model/end.h"

struct grapher *
grapher_new(struct arena *arena)
{
	struct grapher *g = ARENA_NEW(arena, struct grapher);

	g->arena = arena;
	g->last_hub = &g->graph.hubs;
	g->last_link = &g->graph.links;
	digest_key_make(&g->secret);
	return g;
}

const char *
graph_title(const struct graph_end *end)
{
	return end->title != NULL ? end->title : end->name;
}

const char *
graph_table_title(const struct graph_table *table)
{
	return table->title != NULL ? table->title : table->name;
}

const char *
graph_state_word(enum graph_state state)
{
	static const char *const words[GRAPH_STATES] = {
		[GRAPH_UNKNOWN] = "state not known",
		[GRAPH_UP] = "up",
		[GRAPH_DOWN] = "down",
	};

	return words[state];
}

bool
graph_worst(const struct graph_counts *counts, enum severity *ret)
{
	int severity;

	for (severity = SEVERITY_ERROR; severity >= 0; severity--)
		if (counts->counts[severity] != 0) {
			*ret = (enum severity)severity;
			return true;
		}
	return false;
}

/* ---- ends ------------------------------------------------------------- */

static void **
slot_of(struct grapher *g, struct index *index, const char *key)
{
	return index_place(
	    index, digest_make(&g->secret, key, strlen(key)), g->arena);
}

const char *
grapher_text(struct grapher *g, const struct value *value)
{
	if (value == NULL || !value_known(value) || value->text == NULL ||
	    value->text[0] == '\0')
		return NULL;
	return graph_clean(value->text, g->arena);
}

const char *
grapher_network(struct grapher *g, const struct value *value)
{
	char text[IP_TEXT_SIZE];
	struct ip_prefix prefix;

	if (!value_known(value))
		return NULL;
	prefix = value->u.prefix;
	prefix.address = ip_first(prefix);
	return arena_string(g->arena, ip_prefix_format(prefix, text));
}

static void
add_text(struct grapher *g, struct graph_texts *list, const struct value *value)
{
	const char *text = grapher_network(g, value);

	if (text != NULL)
		list->items[list->count++] = text;
}

/* What GATEWAY says of the end; a later input may say more than the first. */
static void
describe(
    struct grapher *g, struct graph_end *end, const struct gateway *gateway)
{
	size_t i;

	if (gateway == NULL)
		return;
	if (end->title == NULL)
		end->title = grapher_text(g, &gateway->name);
	if (end->asn == NULL && value_known(&gateway->asn))
		end->asn = arena_printf(g->arena, "%u", gateway->asn.u.number);
	if (end->prefixes.count != 0 || gateway->prefix_count == 0)
		return;
	end->prefixes.items = arena_array(
	    g->arena, gateway->prefix_count, sizeof(*end->prefixes.items));
	for (i = 0; i < gateway->prefix_count; i++)
		add_text(g, &end->prefixes, &gateway->prefixes[i]);
}

/* The device's address, and what kind it is. */
static const char *
site_detail(struct grapher *g, const struct connection *c)
{
	const struct gateway *gateway = c->customer_gateway;
	const struct value *address = NULL;
	char text[IP_TEXT_SIZE] = "";
	const char *device = NULL;

	if (gateway != NULL) {
		device = grapher_text(g, &gateway->device);
		address = &gateway->ip_address;
	}
	if ((address == NULL || !value_known(address)) && c->tunnel_count != 0)
		address = &c->tunnels[0].customer_outside_address;
	if (address != NULL && value_known(address))
		ip_format(address->u.ip, text);
	if (text[0] == '\0' && device == NULL)
		return NULL;
	return arena_printf(g->arena, "%s%s%s", text,
	    text[0] != '\0' && device != NULL ? ", " : "",
	    device != NULL ? device : "");
}

static struct graph_end *
find_site(struct grapher *g, const struct connection *c)
{
	struct graph_end *site;
	struct end key;
	void **slot;

	if (!end_customer(c, g->arena, &key)) {
		key.name = "customer gateway not named";
		key.key = arena_printf(g->arena, "%zu", g->graph.link_count);
	}
	slot = slot_of(g, &g->sites, key.key);
	if (*slot == NULL) {
		*slot = site = ARENA_NEW(g->arena, struct graph_end);
		site->name = graph_clean(key.name, g->arena);
		site->kind = "site";
		g->graph.site_count++;
	}
	site = *slot;
	describe(g, site, c->customer_gateway);
	if (site->detail == NULL)
		site->detail = site_detail(g, c);
	if (site->asn == NULL && c->tunnel_count != 0 &&
	    value_known(&c->tunnels[0].customer_asn) &&
	    c->tunnels[0].customer_asn.origin < ORIGIN_DEFAULT)
		site->asn = arena_printf(
		    g->arena, "%u", c->tunnels[0].customer_asn.u.number);
	return site;
}

static struct graph_hub *
new_hub(struct grapher *g, const char *name, const char *kind)
{
	struct graph_hub *hub = ARENA_NEW(g->arena, struct graph_hub);
	struct graph_end *end = ARENA_NEW(g->arena, struct graph_end);

	end->name = graph_clean(name, g->arena);
	end->kind = kind;
	hub->end = end;
	hub->number = ++g->graph.hub_count;
	*g->last_hub = hub;
	g->last_hub = &hub->next;
	return hub;
}

static struct graph_hub *
find_hub(struct grapher *g, const struct connection *c)
{
	const char *kind = connection_has_vgw(c) ? "virtual private gateway"
						 : "transit gateway";
	struct graph_end *end;
	struct end key;
	void **slot;

	if (!end_aws(c, g->arena, &key)) {
		kind = "AWS";
		key = (struct end){ "", "no gateway named" };
	}
	slot = slot_of(g, &g->hubs, key.key);
	if (*slot == NULL)
		*slot = new_hub(g, key.name, kind);
	/* It was made here. */
	end = (struct graph_end *)((struct graph_hub *)*slot)->end;
	describe(g, end, c->aws_gateway);
	if (end->detail == NULL)
		end->detail = grapher_text(g, &c->region);
	if (end->asn == NULL && c->tunnel_count != 0 &&
	    value_known(&c->tunnels[0].aws_asn) &&
	    c->tunnels[0].aws_asn.origin < ORIGIN_DEFAULT)
		end->asn = arena_printf(
		    g->arena, "%u", c->tunnels[0].aws_asn.u.number);
	return *slot;
}

/* The card of SITE at HUB. */
static struct graph_card *
find_card(
    struct grapher *g, struct graph_hub *hub, const struct graph_end *site)
{
	const uintptr_t words[] = { (uintptr_t)hub, (uintptr_t)site };
	void **slot = index_place(
	    &g->cards, digest_make(&g->secret, words, sizeof(words)), g->arena);
	struct graph_card *card;
	struct graph_card **grown;

	if (*slot != NULL)
		return *slot;
	*slot = card = ARENA_NEW(g->arena, struct graph_card);
	card->site = site;
	card->hub = hub;
	card->last_link = &card->links;
	card->order = g->graph.card_count++;
	if (hub->card_count == hub->capacity) {
		hub->capacity = hub->capacity * 2 + 8;
		grown = arena_array(g->arena, hub->capacity, sizeof(*grown));
		if (hub->card_count != 0)
			memcpy(grown, hub->cards,
			    hub->card_count * sizeof(*grown));
		hub->cards = grown;
	}
	hub->cards[hub->card_count++] = card;
	return card;
}

/* ---- connections ------------------------------------------------------ */

static enum graph_state
state_of(const struct value *status)
{
	if (!value_known(status))
		return GRAPH_UNKNOWN;
	if (strcmp(status->text, "UP") == 0)
		return GRAPH_UP;
	return strcmp(status->text, "DOWN") == 0 ? GRAPH_DOWN : GRAPH_UNKNOWN;
}

static const char *
address_of(struct grapher *g, const struct value *value)
{
	char text[IP_TEXT_SIZE];

	return value_known(value)
		   ? arena_string(g->arena, ip_format(value->u.ip, text))
		   : NULL;
}

static const char *
inside_of(struct grapher *g, const struct tunnel *t)
{
	char one[IP_TEXT_SIZE] = "", two[IP_TEXT_SIZE] = "";
	struct ip_prefix prefix;

	if (tunnel_inside_cidr(t, &prefix)) {
		prefix.address = ip_first(prefix);
		ip_prefix_format(prefix, one);
	}
	if (tunnel_inside_ipv6_cidr(t, &prefix)) {
		prefix.address = ip_first(prefix);
		ip_prefix_format(prefix, two);
	}
	if (one[0] == '\0' && two[0] == '\0')
		return NULL;
	return arena_printf(g->arena, "%s%s%s", one,
	    one[0] != '\0' && two[0] != '\0' ? ", " : "", two);
}

static void
add_tunnel(struct grapher *g, struct graph_link *link, const struct tunnel *t)
{
	struct graph_tunnel *tunnel = &link->tunnels[link->tunnel_count++];
	const char *message = grapher_text(g, &t->status_message);

	tunnel->outside = address_of(g, &t->outside_address);
	if (tunnel->outside == NULL)
		tunnel->outside = "address not known";
	tunnel->customer = address_of(g, &t->customer_outside_address);
	tunnel->inside = inside_of(g, t);
	tunnel->state = state_of(&t->status);
	tunnel->status = grapher_text(g, &t->status);
	if (tunnel->status != NULL && message != NULL)
		tunnel->status =
		    arena_printf(g->arena, "%s: %s", tunnel->status, message);
	g->graph.tunnels[tunnel->state]++;
}

static struct graph_link *
add_link(struct grapher *g, const struct connection *c)
{
	struct graph_link *link = ARENA_NEW(g->arena, struct graph_link);
	size_t i;

	link->name = graph_clean(connection_name(c), g->arena);
	link->title = grapher_text(g, &c->name);
	link->state = grapher_text(g, &c->state);
	link->routing = !connection_routing_known(c) ? "routing not known"
			: connection_is_static(c)    ? "static"
						     : "BGP";
	link->place = grapher_place(g, c->at);
	link->last_mark = &link->marks;
	link->routes.items =
	    arena_array(g->arena, c->route_count, sizeof(*link->routes.items));
	for (i = 0; i < c->route_count; i++)
		add_text(g, &link->routes, &c->routes[i].destination);
	link->tunnels =
	    arena_array(g->arena, c->tunnel_count, sizeof(*link->tunnels));
	for (i = 0; i < c->tunnel_count; i++)
		add_tunnel(g, link, &c->tunnels[i]);
	link->card = find_card(g, find_hub(g, c), find_site(g, c));
	*link->card->last_link = link;
	link->card->last_link = &link->next_of_card;
	link->card->link_count++;
	link->number = ++g->graph.link_count;
	*g->last_link = link;
	g->last_link = &link->next;
	return link;
}

void
grapher_add(struct grapher *g, const struct connection *connection,
    const struct diags *diags)
{
	struct graph_link *link = add_link(g, connection);
	const struct finding *list;
	size_t count, i;
	void **slot;

	/* Findings know a connection by the name they print. */
	slot = slot_of(g, &g->names, connection_name(connection));
	if (*slot == NULL)
		*slot = link;
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		grapher_mark_link(g, link, &list[i]);
}
