/* SPDX-License-Identifier: ISC */
/* The rules on the addresses of Client VPN's clients.  Floor 5. */
#include <string.h>

#include "check/client_rules.h"

/* The sizes that AWS takes. */
#define LENGTH_LEAST 12
#define LENGTH_MOST 22

/* The block, where it can be compared: NULL while it is not known or none. */
static const struct value *
block_of(const struct client_check *c)
{
	const struct value *block = &c->endpoint->client_cidr_block;

	return value_known(block) && block->u.prefix.length != 0 ? block : NULL;
}

void
client_cidr(const struct client_check *c)
{
	const struct value *block = &c->endpoint->client_cidr_block;
	struct ip_prefix prefix;

	if (!value_known(block))
		return;
	prefix = block->u.prefix;
	if (prefix.address.family != 4)
		client_complain(c, block,
		    "client_cidr_block %s is no IPv4 network: AWS itself "
		    "assigns IPv6 addresses",
		    item_prefix(c->diags, prefix));
	else if (prefix.length < LENGTH_LEAST || prefix.length > LENGTH_MOST)
		client_complain(c, block,
		    "client_cidr_block %s is %s than a /%d",
		    item_prefix(c->diags, prefix),
		    prefix.length < LENGTH_LEAST ? "larger" : "smaller",
		    prefix.length < LENGTH_LEAST ? LENGTH_LEAST : LENGTH_MOST);
	else if (!ip_prefix_is_network(prefix))
		client_complain(c, block,
		    "client_cidr_block %s has bits behind its length",
		    item_prefix(c->diags, prefix));
}

void
client_cidr_missing(const struct client_check *c)
{
	if (client_uses(c, 4) && is_absent(&c->endpoint->client_cidr_block))
		client_complain(
		    c, NULL, "there is no client_cidr_block for the clients");
}

void
client_cidr_vpc(const struct client_check *c)
{
	const struct value *block = block_of(c), *at = NULL;
	const struct estate_item *vpc, *before = NULL;
	size_t i, j;

	for (i = 0; block != NULL && (vpc = client_vpc_of(c, i, &at)) != NULL;
	     i++) {
		/* Subnets of one VPC stand side by side. */
		for (j = 0; vpc != before && j < vpc->prefix_count; j++)
			if (ip_prefix_overlaps(
				block->u.prefix, vpc->prefixes[j].u.prefix)) {
				client_complain(c, block,
				    "client_cidr_block %s overlaps with %s of "
				    "VPC %s",
				    item_prefix(c->diags, block->u.prefix),
				    item_prefix(
					c->diags, vpc->prefixes[j].u.prefix),
				    diag_quote(c->diags, vpc->key));
				return;
			}
		before = vpc;
	}
}

void
client_cidr_route(const struct client_check *c)
{
	const struct value *block = block_of(c);
	const struct estate_client_route *route;
	size_t i;

	for (i = 0; block != NULL && i < c->routes.count; i++) {
		route = client_route(c, i);
		/* The VPC's own network is CGW752's. */
		if (!value_known(&route->destination_cidr_block) ||
		    route->destination_cidr_block.u.prefix.length == 0 ||
		    is_text(&route->target_vpc_subnet_id, "local") ||
		    is_text(&route->origin, "associate") ||
		    !ip_prefix_overlaps(block->u.prefix,
			route->destination_cidr_block.u.prefix))
			continue;
		client_complain(c, &route->destination_cidr_block,
		    "the route to %s overlaps with client_cidr_block %s",
		    item_prefix(
			c->diags, route->destination_cidr_block.u.prefix),
		    item_prefix(c->diags, block->u.prefix));
	}
}

void
client_cidr_site(const struct client_check *c)
{
	const struct value *block = block_of(c);

	if (block != NULL && c->site != NULL)
		client_complain(c, block,
		    "client_cidr_block %s overlaps with %s, which is behind "
		    "the device of %s",
		    item_prefix(c->diags, block->u.prefix),
		    item_prefix(c->diags, c->site->prefix),
		    diag_quote(c->diags, c->site->subject));
}

/* How many addresses the client CIDR block has; 0: it is not known, or no
 * IPv4 network. */
static uint64_t
addresses_of(const struct client_check *c)
{
	const struct value *block = block_of(c);

	if (block == NULL || block->u.prefix.address.family != 4)
		return 0;
	return (uint64_t)1 << (32 - block->u.prefix.length);
}

void
client_pool(const struct client_check *c)
{
	const struct value *block = &c->endpoint->client_cidr_block;
	const struct value *users = &c->endpoint->expected_users;
	const uint64_t addresses = addresses_of(c);

	if (addresses != 0 && value_known(users) &&
	    (uint64_t)users->u.number * 2 > addresses)
		client_complain(c, block,
		    "client_cidr_block %s has %llu addresses; %u users at one "
		    "time need %llu",
		    item_prefix(c->diags, block->u.prefix),
		    (unsigned long long)addresses, (unsigned)users->u.number,
		    (unsigned long long)users->u.number * 2);
}

static void
check_pool_use(const struct client_check *c)
{
	const struct value *block = &c->endpoint->client_cidr_block;
	const uint32_t half = (uint32_t)(addresses_of(c) / 2);
	const uint32_t connected = client_connected_count(c);

	if (half == 0)
		return;
	if (connected > half)
		client_complain(c, block,
		    "%u clients are connected; client_cidr_block %s is meant "
		    "for %u at one time",
		    (unsigned)connected, item_prefix(c->diags, block->u.prefix),
		    (unsigned)half);
	else if (quota_is_near(connected, half))
		client_complain_as(c, SEVERITY_NOTE, block,
		    "%u clients are connected; client_cidr_block %s is meant "
		    "for %u at one time",
		    (unsigned)connected, item_prefix(c->diags, block->u.prefix),
		    (unsigned)half);
}

/* That the block is too small for those that are expected is CGW783's. */
void
client_connected(const struct client_check *c)
{
	const struct value *users = &c->endpoint->expected_users;

	if (c->connected == 0)
		return;
	check_pool_use(c);
	if (value_known(users) && c->connected > users->u.number)
		client_complain_as(c, SEVERITY_NOTE, users,
		    "%zu clients are connected; %u users are expected",
		    c->connected, (unsigned)users->u.number);
	client_connected_quota(c);
}
