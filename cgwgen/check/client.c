/* SPDX-License-Identifier: ISC */
/* Runs the rules on Client VPN endpoints.  Floor 5. */
#include "check/client.h"

#include <stdarg.h>
#include <string.h>

#include "base/prefix_tree.h"
#include "check/client_rules.h"

static const struct {
	enum rule_id rule;
	void (*function)(const struct client_check *c);
} table[] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(...)
#define ESTATE(id, symbol, name, group, severity, function, ...)               \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

struct client_checks {
	struct arena *arena;
	const struct estate *estate;
	const struct check_settings *settings;
	/* The client CIDR blocks, each with the first network in it. */
	struct prefix_tree pools;
	const struct value *last; /* the site's networks that were noted last */
	bool split;               /* the rule on sites is asked for alone */
};

struct pool {
	struct ip_prefix prefix;
	struct client_site site;
};

static const struct estate_list *
endpoints(const struct client_checks *checks)
{
	return &checks->estate->kinds[ESTATE_CLIENT_ENDPOINT];
}

static bool
has_pool(const struct estate_client_endpoint *endpoint)
{
	return value_known(&endpoint->client_cidr_block) &&
	       endpoint->client_cidr_block.u.prefix.length != 0;
}

struct client_checks *
client_checks_new(
    const struct estate *estate, const struct check_settings *settings)
{
	struct arena *arena = arena_new();
	struct client_checks *ret = ARENA_NEW(arena, struct client_checks);
	const struct estate_client_endpoint *endpoint;
	struct pool *pool;
	size_t i;

	ret->arena = arena;
	ret->estate = estate;
	ret->settings = settings;
	for (i = 0; i < endpoints(ret)->count; i++) {
		endpoint = (const void *)endpoints(ret)->by_key[i];
		if (!has_pool(endpoint))
			continue;
		pool = ARENA_NEW(arena, struct pool);
		pool->prefix = endpoint->client_cidr_block.u.prefix;
		prefix_tree_add(&ret->pools, pool->prefix, pool, arena);
	}
	return ret;
}

void
client_checks_free(struct client_checks *checks)
{
	if (checks != NULL)
		arena_free(checks->arena);
}

/* ---- networks of connections ------------------------------------------ */

/* A default route says nothing about what is behind a device. */
static void
note(struct client_checks *checks, const struct value *value,
    const char *subject, size_t number)
{
	struct prefix_entry entry;
	struct pool *pool;

	if (!value_known(value) || value->u.prefix.length == 0)
		return;
	entry = prefix_tree_find(&checks->pools, value->u.prefix);
	pool = (void *)entry.owner;
	if (pool == NULL || pool->site.subject != NULL)
		return;
	pool->site.prefix = value->u.prefix;
	pool->site.number = number;
	pool->site.subject = arena_string(checks->arena, subject);
}

void
client_checks_note(struct client_checks *checks,
    const struct connection *connection, size_t number)
{
	const struct gateway *site = connection->customer_gateway;
	const char *subject;
	size_t i;

	if (checks->pools.roots[0] == NULL && checks->pools.roots[1] == NULL)
		return;
	subject =
	    value_known(&connection->id) ? connection->id.text : "a connection";
	for (i = 0; i < connection->route_count; i++)
		note(checks, &connection->routes[i].destination, subject,
		    number);
	/* Connections of one site share its networks. */
	if (site == NULL || site->prefixes == checks->last)
		return;
	checks->last = site->prefixes;
	for (i = 0; i < site->prefix_count; i++)
		note(checks, &site->prefixes[i], subject, number);
}

static const struct client_site *
site_of(const struct client_checks *checks,
    const struct estate_client_endpoint *endpoint)
{
	struct prefix_entry entry;
	const struct pool *pool;

	if (!has_pool(endpoint))
		return NULL;
	entry = prefix_tree_find(
	    &checks->pools, endpoint->client_cidr_block.u.prefix);
	pool = entry.owner;
	return pool != NULL && pool->site.subject != NULL ? &pool->site : NULL;
}

/* ---- one endpoint ----------------------------------------------------- */

/* What stands in one descriptor stands there in full; answers come one by
 * one, so that there must be some of the kind to show that it was asked. */
static struct client_list
list_of(const struct client_check *c, enum estate_kind kind)
{
	const struct value *block = &c->endpoint->client_cidr_block;
	const struct value *certificate = &c->endpoint->server_certificate_arn;
	struct client_list list;

	list.items = estate_children(
	    c->estate, kind, c->endpoint->item.key, &list.count);
	list.told =
	    c->estate->kinds[kind].count != 0 ||
	    (block->origin != ORIGIN_API && certificate->origin != ORIGIN_API);
	return list;
}

static struct client_check
check_begin(const struct client_checks *checks, const struct estate_item *item,
    struct diags *diags)
{
	struct client_check c = { .estate = checks->estate,
		.settings = checks->settings,
		.diags = diags,
		.endpoint = (const void *)item };

	c.subject = arena_printf(diags_arena(diags), "Client VPN endpoint %s",
	    diag_quote(diags, item->label != NULL ? item->label : item->key));
	c.authentication = list_of(&c, ESTATE_CLIENT_AUTHENTICATION);
	c.associations = list_of(&c, ESTATE_CLIENT_ASSOCIATION);
	c.routes = list_of(&c, ESTATE_CLIENT_ROUTE);
	c.rules = list_of(&c, ESTATE_CLIENT_RULE);
	(void)estate_children(c.estate, ESTATE_CLIENT_CONNECTION,
	    c.endpoint->item.key, &c.connected);
	c.site = site_of(checks, c.endpoint);
	return c;
}

void
client_checks_one(const struct client_checks *checks,
    const struct estate_item *item, struct diags *diags)
{
	struct client_check c = check_begin(checks, item, diags);
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		c.rule = table[i].rule;
		if (c.rule != RULE_CLIENT_CIDR_SITE || !checks->split)
			table[i].function(&c);
	}
}

void
client_checks_finish(const struct client_checks *checks, struct diags *diags)
{
	size_t i;

	for (i = 0; i < endpoints(checks)->count; i++)
		if (estate_client_described(endpoints(checks)->by_key[i]))
			client_checks_one(
			    checks, endpoints(checks)->by_key[i], diags);
}

void
client_checks_split(struct client_checks *checks)
{
	checks->split = true;
}

void
client_checks_sites(const struct client_checks *checks, struct diags *diags,
    client_site_take *take, void *host)
{
	const struct finding *list;
	struct client_check c;
	size_t i, before, count;

	for (i = 0; i < endpoints(checks)->count; i++) {
		if (!estate_client_described(endpoints(checks)->by_key[i]))
			continue;
		c = check_begin(checks, endpoints(checks)->by_key[i], diags);
		c.rule = RULE_CLIENT_CIDR_SITE;
		(void)diags_list(diags, &before);
		client_cidr_site(&c);
		list = diags_list(diags, &count);
		if (take != NULL && count > before)
			take(host, &list[before], c.site->number);
	}
}

/* ---- what findings say ------------------------------------------------ */

static struct finding
about(const struct client_check *c, enum severity severity)
{
	return (struct finding){ .rule = c->rule,
		.severity = severity,
		.at = c->endpoint->item.at,
		.subject = c->subject };
}

void
client_complain(const struct client_check *c, const struct value *value,
    const char *format, ...)
{
	const struct finding finding = about(c, rule_get(c->rule)->severity);
	va_list args;

	va_start(args, format);
	item_complain(c->diags, &finding, value, format, args);
	va_end(args);
}

void
client_complain_as(const struct client_check *c, enum severity severity,
    const struct value *value, const char *format, ...)
{
	const struct finding finding = about(c, severity);
	va_list args;

	va_start(args, format);
	item_complain(c->diags, &finding, value, format, args);
	va_end(args);
}

const char *
client_quote(const struct client_check *c, const struct value *value)
{
	return diag_quote(c->diags, value->text);
}

const struct estate_client_association *
client_association(const struct client_check *c, size_t index)
{
	return (const void *)c->associations.items[index];
}

const struct estate_client_route *
client_route(const struct client_check *c, size_t index)
{
	return (const void *)c->routes.items[index];
}

const struct estate_client_rule *
client_rule(const struct client_check *c, size_t index)
{
	return (const void *)c->rules.items[index];
}

bool
client_is_transit(const struct client_check *c)
{
	return item_text(&c->endpoint->transit_gateway_id) != NULL ||
	       c->endpoint->transit_gateway_id.origin == ORIGIN_LATER;
}

bool
client_uses(const struct client_check *c, int family)
{
	const char *type = item_text(&c->endpoint->traffic_ip_address_type);

	return type == NULL || strcmp(type, "dual-stack") == 0 ||
	       strcmp(type, family == 6 ? "ipv6" : "ipv4") == 0;
}

/* ---- VPCs ------------------------------------------------------------- */

static const struct estate_item *
attached_vpc(
    const struct client_check *c, size_t index, const struct value **at)
{
	const struct estate_attachment *attachment;
	const struct estate_item *vpc;
	size_t count, i;
	struct estate_item *const *list =
	    estate_children(c->estate, ESTATE_ATTACHMENT,
		item_text(&c->endpoint->transit_gateway_id), &count);

	for (i = 0; i < count; i++) {
		attachment = (const void *)list[i];
		vpc = estate_find(
		    c->estate, ESTATE_VPC, item_text(&attachment->resource_id));
		if (vpc == NULL || index-- != 0)
			continue;
		*at = &attachment->resource_id;
		return vpc;
	}
	return NULL;
}

/* The id of the VPC that the association at INDEX, or behind the last one
 * the endpoint, is in. */
static const struct value *
vpc_id_of(const struct client_check *c, size_t index)
{
	const struct estate_client_association *association;
	const struct estate_subnet *subnet;

	if (index == c->associations.count)
		return &c->endpoint->vpc_id;
	association = client_association(c, index);
	subnet = (const void *)estate_find(
	    c->estate, ESTATE_SUBNET, item_text(&association->subnet_id));
	return subnet != NULL && item_text(&subnet->vpc_id) != NULL
		   ? &subnet->vpc_id
		   : &association->vpc_id;
}

const struct estate_item *
client_vpc_of(
    const struct client_check *c, size_t index, const struct value **at)
{
	const char *id;
	const struct estate_item *vpc;
	size_t i;

	if (client_is_transit(c))
		return attached_vpc(c, index, at);
	for (i = 0; i <= c->associations.count; i++) {
		id = item_text(vpc_id_of(c, i));
		vpc = estate_find(c->estate, ESTATE_VPC, id);
		if (vpc == NULL || index-- != 0)
			continue;
		*at = i == c->associations.count
			  ? vpc_id_of(c, i)
			  : &client_association(c, i)->subnet_id;
		return vpc;
	}
	return NULL;
}
