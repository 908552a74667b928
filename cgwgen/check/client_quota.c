/* SPDX-License-Identifier: ISC */
/* How much a Client VPN endpoint has.  Floor 5. */
#include <string.h>

#include "check/client_rules.h"

/* More of them are not compared with each other. */
#define LIMIT_PAIRS 2000

/* Holds COUNT things WHAT against the quota ID. */
static void
hold(const struct client_check *c, const struct value *at, size_t count,
    const char *what, enum quota_id id)
{
	uint32_t limit = c->settings->quotas.values[id];
	uint32_t number = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;

	if (number > limit)
		client_complain(c, at,
		    "there are %u %s; the quota is %u, unless AWS raised it: "
		    "set %s in .cgwgen.yaml",
		    (unsigned)number, what, (unsigned)limit,
		    quota_get(id)->name);
	else if (quota_is_near(number, limit) && number != 0)
		client_complain_as(c, SEVERITY_NOTE, at,
		    "there are %u %s; the quota is %u", (unsigned)number, what,
		    (unsigned)limit);
}

/* The quota of clients; there are target networks. */
static enum quota_id
users_quota(const struct client_check *c)
{
	const size_t targets =
	    c->associations.count < 5 ? c->associations.count : 5;

	return (enum quota_id)(QUOTA_CLIENT_USERS_1 + targets - 1);
}

uint32_t
client_connected_count(const struct client_check *c)
{
	return c->connected < UINT32_MAX ? (uint32_t)c->connected : UINT32_MAX;
}

void
client_connected_quota(const struct client_check *c)
{
	const size_t targets = c->associations.count;

	if (targets != 0)
		hold(c, NULL, c->connected,
		    arena_printf(diags_arena(c->diags),
			"clients connected over %zu target network%s", targets,
			targets == 1 ? "" : "s"),
		    users_quota(c));
}

void
client_users(const struct client_check *c)
{
	const struct value *users = &c->endpoint->expected_users;
	enum quota_id id;
	uint32_t limit;

	if (!value_known(users) || c->associations.count == 0)
		return;
	id = users_quota(c);
	limit = c->settings->quotas.values[id];
	if (users->u.number > limit)
		client_complain(c, users,
		    "%u users are expected; with %zu target network%s the "
		    "quota is %u, unless AWS raised it: set %s in "
		    ".cgwgen.yaml",
		    (unsigned)users->u.number, c->associations.count,
		    c->associations.count == 1 ? "" : "s", (unsigned)limit,
		    quota_get(id)->name);
}

void
client_rules_quota(const struct client_check *c)
{
	if (c->rules.count != 0)
		hold(c, &client_rule(c, 0)->target_network_cidr, c->rules.count,
		    "authorization rules", QUOTA_CLIENT_RULES);
}

/* As many as there may be are no cause for a note. */
void
client_targets_quota(const struct client_check *c)
{
	const uint32_t limit = c->settings->quotas.values[QUOTA_CLIENT_TARGETS];

	if (c->associations.count > limit)
		hold(c, &client_association(c, limit)->subnet_id,
		    c->associations.count, "target networks",
		    QUOTA_CLIENT_TARGETS);
}

static size_t
routes_of(const struct client_check *c, const struct value *subnet)
{
	size_t count = 0, i;

	for (i = 0; i < c->routes.count; i++)
		count += is_text(
		    &client_route(c, i)->target_vpc_subnet_id, subnet->text);
	return count;
}

void
client_routes_quota(const struct client_check *c)
{
	const struct value *subnet;
	size_t i;

	/* One association for each Availability Zone; 100 are too many. */
	for (i = 0; i < c->associations.count && i < 100; i++) {
		subnet = &client_association(c, i)->subnet_id;
		if (item_text(subnet) != NULL)
			hold(c, subnet, routes_of(c, subnet),
			    arena_printf(diags_arena(c->diags),
				"routes through %s", client_quote(c, subnet)),
			    QUOTA_CLIENT_ROUTES);
	}
}

/* The Region in the ARN of the server certificate, with its length. */
static const char *
region_of(const struct estate_client_endpoint *endpoint, size_t *ret_length)
{
	const char *arn = item_text(&endpoint->server_certificate_arn);
	unsigned colons;

	/* arn:aws:acm:REGION:ACCOUNT:certificate/ID */
	for (colons = 0; arn != NULL && colons < 3; colons++) {
		arn = strchr(arn, ':');
		if (arn != NULL)
			arn++;
	}
	if (arn == NULL)
		return NULL;
	*ret_length = strcspn(arn, ":");
	return arn;
}

/* Said with the first endpoint of a Region. */
void
client_endpoints_quota(const struct client_check *c)
{
	const struct estate_list *list =
	    &c->estate->kinds[ESTATE_CLIENT_ENDPOINT];
	const struct estate_client_endpoint *other;
	const char *region, *there;
	size_t length, width, count = 0, i;

	region = region_of(c->endpoint, &length);
	for (i = 0; region != NULL && i < list->count && i < LIMIT_PAIRS; i++) {
		other = (const void *)list->by_key[i];
		there = region_of(other, &width);
		if (there == NULL || width != length ||
		    strncmp(region, there, length) != 0)
			continue;
		if (count++ == 0 && other != c->endpoint)
			return;
	}
	hold(c, NULL, count, "Client VPN endpoints in one Region",
	    QUOTA_CLIENT_ENDPOINTS);
}
