/* SPDX-License-Identifier: ISC */
/* Runs the rules on OpenVPN servers.  Floor 5. */
#include "check/openvpn.h"

#include <stdarg.h>
#include <string.h>

#include "base/prefix_tree.h"
#include "check/openvpn_rules.h"

static const struct {
	enum rule_id rule;
	void (*function)(const struct openvpn_check *c);
} table[] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(...)
#define ESTATE(...)
#define SERVER(id, symbol, name, group, severity, function, ...)               \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

/* The networks of one server: COUNT from FIRST on. */
struct span {
	size_t first;
	size_t count;
};

struct openvpn_checks {
	struct arena *arena;
	const struct estate *estate;
	struct prefix_tree tree; /* the networks, and Client VPN's pools */
	struct openvpn_network *networks;
	size_t count;
	struct span *spans;       /* of each server */
	const struct value *last; /* the site's networks that were noted last */
};

static const struct estate_list *
servers(const struct openvpn_checks *checks)
{
	return &checks->estate->kinds[ESTATE_OPENVPN_SERVER];
}

/* ---- networks --------------------------------------------------------- */

/* Two VPCs that are known to be different ones need not know each other. */
static bool
is_apart(const struct value *a, const struct value *b)
{
	return item_text(a) != NULL && item_text(b) != NULL &&
	       strcmp(a->text, b->text) != 0;
}

/* What the tree's entries are of; the first member of a network's own. */
struct owner {
	const char *name; /* of the server or endpoint */
	const char *kind;
	const struct value *vpc_id;
	struct openvpn_network *network; /* NULL: of an endpoint */
};

static struct owner *
own(struct openvpn_checks *checks, const struct estate_item *item,
    const struct value *vpc_id, struct openvpn_network *network)
{
	struct owner *owner = ARENA_NEW(checks->arena, struct owner);

	owner->name = item->label != NULL ? item->label : item->key;
	owner->kind = estate_kind_name(item->kind);
	owner->vpc_id = vpc_id;
	owner->network = network;
	return owner;
}

static void
add_pool(struct openvpn_checks *checks, const struct estate_client_endpoint *of)
{
	const struct value *block = &of->client_cidr_block;

	if (value_known(block) && block->u.prefix.length != 0)
		(void)prefix_tree_add(&checks->tree, block->u.prefix,
		    own(checks, &of->item, &of->vpc_id, NULL), checks->arena);
}

static void
add_network(struct openvpn_checks *checks,
    const struct estate_openvpn_server *server, const struct value *value,
    const char *what)
{
	struct openvpn_network *network = &checks->networks[checks->count];
	struct prefix_entry entry;
	const struct owner *other;

	if (!value_known(value) || value->u.prefix.length == 0)
		return;
	*network = (struct openvpn_network){
		.value = value, .what = what, .server = server
	};
	checks->count++;
	entry = prefix_tree_add(&checks->tree, value->u.prefix,
	    own(checks, &server->item, &server->vpc_id, network),
	    checks->arena);
	other = entry.owner;
	if (other == NULL || is_apart(other->vpc_id, &server->vpc_id))
		return;
	network->other = entry.prefix;
	network->other_kind = other->kind;
	network->other_name = other->name;
}

static void
add_server(
    struct openvpn_checks *checks, const struct estate_openvpn_server *server)
{
	struct estate_item *const *clients;
	size_t count, i, j;

	add_network(checks, server, &server->server, "server");
	add_network(checks, server, &server->ifconfig, "ifconfig");
	clients = estate_children(
	    checks->estate, ESTATE_OPENVPN_CLIENT, server->item.key, &count);
	for (i = 0; i < count; i++)
		for (j = 0; j < clients[i]->prefix_count; j++)
			add_network(checks, server, &clients[i]->prefixes[j],
			    "the network");
}

struct openvpn_checks *
openvpn_checks_new(const struct estate *estate)
{
	const struct estate_list *clients =
	    &estate->kinds[ESTATE_OPENVPN_CLIENT];
	const struct estate_list *endpoints =
	    &estate->kinds[ESTATE_CLIENT_ENDPOINT];
	struct arena *arena = arena_new();
	struct openvpn_checks *ret = ARENA_NEW(arena, struct openvpn_checks);
	const struct estate_list *list;
	size_t i, room;

	ret->arena = arena;
	ret->estate = estate;
	list = servers(ret);
	if (list->count == 0)
		return ret;
	room = list->count * 2;
	for (i = 0; i < clients->count; i++)
		room += clients->by_key[i]->prefix_count;
	ret->networks = arena_array(arena, room, sizeof(*ret->networks));
	ret->spans = arena_array(arena, list->count, sizeof(*ret->spans));
	for (i = 0; i < endpoints->count; i++)
		add_pool(ret, (const void *)endpoints->by_key[i]);
	for (i = 0; i < list->count; i++) {
		ret->spans[i].first = ret->count;
		add_server(ret, (const void *)list->by_key[i]);
		ret->spans[i].count = ret->count - ret->spans[i].first;
	}
	return ret;
}

void
openvpn_checks_free(struct openvpn_checks *checks)
{
	if (checks != NULL)
		arena_free(checks->arena);
}

/* A default route says nothing about what is behind a device. */
static void
note(struct openvpn_checks *checks, const struct value *value,
    const char *subject)
{
	struct prefix_entry entry;
	const struct owner *owner;

	if (!value_known(value) || value->u.prefix.length == 0)
		return;
	entry = prefix_tree_find(&checks->tree, value->u.prefix);
	owner = entry.owner;
	if (owner == NULL || owner->network == NULL ||
	    owner->network->site_name != NULL)
		return;
	owner->network->site = value->u.prefix;
	owner->network->site_name = arena_string(checks->arena, subject);
}

void
openvpn_checks_note(
    struct openvpn_checks *checks, const struct connection *connection)
{
	const struct gateway *site = connection->customer_gateway;
	const char *subject = item_text(&connection->id);
	size_t i;

	if (checks->count == 0)
		return;
	if (subject == NULL)
		subject = "a connection";
	for (i = 0; i < connection->route_count; i++)
		note(checks, &connection->routes[i].destination, subject);
	/* Connections of one site share its networks. */
	if (site == NULL || site->prefixes == checks->last)
		return;
	checks->last = site->prefixes;
	for (i = 0; i < site->prefix_count; i++)
		note(checks, &site->prefixes[i], subject);
}

/* ---- one server ------------------------------------------------------- */

static void
check_server(
    const struct openvpn_checks *checks, size_t index, struct diags *diags)
{
	const struct estate_item *item = servers(checks)->by_key[index];
	const char *role;
	size_t i;
	struct openvpn_check c = { .estate = checks->estate,
		.diags = diags,
		.server = (const void *)item,
		.networks = checks->networks + checks->spans[index].first,
		.network_count = checks->spans[index].count };

	role = item_text(&c.server->role);
	c.site_to_site = role != NULL && strcmp(role, "site-to-site") == 0;
	c.clients = estate_children(
	    checks->estate, ESTATE_OPENVPN_CLIENT, item->key, &c.client_count);
	c.subject = arena_printf(diags_arena(diags), "OpenVPN server %s",
	    diag_quote(diags, item->label != NULL ? item->label : item->key));
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		c.rule = table[i].rule;
		table[i].function(&c);
	}
}

void
openvpn_checks_one(const struct openvpn_checks *checks,
    const struct estate_item *server, struct diags *diags)
{
	size_t i;

	for (i = 0; i < servers(checks)->count; i++)
		if (servers(checks)->by_key[i] == server)
			check_server(checks, i, diags);
}

void
openvpn_checks_finish(struct openvpn_checks *checks, struct diags *diags)
{
	size_t i;

	for (i = 0; i < servers(checks)->count; i++)
		check_server(checks, i, diags);
}

/* ---- what findings say ------------------------------------------------ */

static struct finding
about(const struct openvpn_check *c, enum severity severity)
{
	return (struct finding){ .rule = c->rule,
		.severity = severity,
		.at = c->server->item.at,
		.subject = c->subject };
}

void
openvpn_complain(const struct openvpn_check *c, const struct value *value,
    const char *format, ...)
{
	const struct finding finding = about(c, rule_get(c->rule)->severity);
	va_list args;

	va_start(args, format);
	item_complain(c->diags, &finding, value, format, args);
	va_end(args);
}

void
openvpn_complain_as(const struct openvpn_check *c, enum severity severity,
    const struct value *value, const char *format, ...)
{
	const struct finding finding = about(c, severity);
	va_list args;

	va_start(args, format);
	item_complain(c->diags, &finding, value, format, args);
	va_end(args);
}

const struct estate_openvpn_client *
openvpn_client(const struct openvpn_check *c, size_t index)
{
	return (const void *)c->clients[index];
}
