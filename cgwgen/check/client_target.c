/* SPDX-License-Identifier: ISC */
/* The rules on the target networks of Client VPN endpoints.  Floor 5. */
#include <string.h>

#include "check/client_rules.h"

/* What AWS asks of a subnet. */
#define SUBNET_LENGTH_MOST 27
#define SUBNET_FREE_LEAST 20
/* More associations are not compared with each other; AWS takes one for each
 * Availability Zone. */
#define LIMIT_PAIRS 100

/* Subnets that are not known have no zone, size and VPC. */
static const struct estate_subnet *
subnet_of(const struct client_check *c, size_t index)
{
	return (const void *)estate_find(c->estate, ESTATE_SUBNET,
	    item_text(&client_association(c, index)->subnet_id));
}

void
client_no_target(const struct client_check *c)
{
	const struct value *status = &c->endpoint->status;

	if (client_is_transit(c) || c->associations.count != 0)
		return;
	if (is_text(status, "pending-associate"))
		client_complain(c, status,
		    "the status is pending-associate: there is no target "
		    "network");
	else if (c->associations.told && !value_known(status))
		client_complain(c, NULL, "there is no target network");
}

void
client_one_target(const struct client_check *c)
{
	if (!client_is_transit(c) && c->associations.count == 1)
		client_complain(c, &client_association(c, 0)->subnet_id,
		    "there is one target network only");
}

void
client_zone(const struct client_check *c)
{
	const struct estate_subnet *a, *b;
	const char *zone;
	size_t i, j;

	for (i = 1; i < c->associations.count && i < LIMIT_PAIRS; i++) {
		a = subnet_of(c, i);
		zone = a != NULL ? item_text(&a->availability_zone) : NULL;
		for (j = 0; zone != NULL && j < i; j++) {
			b = subnet_of(c, j);
			if (b == NULL || !is_text(&b->availability_zone, zone))
				continue;
			client_complain(c, &client_association(c, i)->subnet_id,
			    "%s is in %s, as is %s",
			    diag_quote(c->diags, a->item.key),
			    client_quote(c, &a->availability_zone),
			    diag_quote(c->diags, b->item.key));
			break;
		}
	}
}

static const char *
vpc_of(const struct client_check *c, size_t index)
{
	const struct estate_subnet *subnet = subnet_of(c, index);
	const char *id = subnet != NULL ? item_text(&subnet->vpc_id) : NULL;

	return id != NULL ? id
			  : item_text(&client_association(c, index)->vpc_id);
}

void
client_vpc(const struct client_check *c)
{
	const char *vpc = item_text(&c->endpoint->vpc_id), *other;
	const char *whose = "the endpoint's";
	size_t i;

	for (i = 0; i < c->associations.count; i++) {
		other = vpc_of(c, i);
		if (other == NULL)
			continue;
		if (vpc == NULL) {
			vpc = other;
			whose = "that of another subnet";
		}
		if (strcmp(vpc, other) != 0)
			client_complain(c, &client_association(c, i)->subnet_id,
			    "the subnet is in %s; %s is %s",
			    diag_quote(c->diags, other), whose,
			    diag_quote(c->diags, vpc));
	}
}

void
client_subnet(const struct client_check *c)
{
	const struct estate_item *subnet;
	struct ip_prefix prefix;
	size_t i, j;

	for (i = 0; i < c->associations.count; i++) {
		subnet = (const void *)subnet_of(c, i);
		for (j = 0; subnet != NULL && j < subnet->prefix_count; j++) {
			prefix = subnet->prefixes[j].u.prefix;
			if (prefix.address.family == 4 &&
			    prefix.length > SUBNET_LENGTH_MOST)
				client_complain(c,
				    &client_association(c, i)->subnet_id,
				    "subnet %s has %s, smaller than a /%d",
				    diag_quote(c->diags, subnet->key),
				    item_prefix(c->diags, prefix),
				    SUBNET_LENGTH_MOST);
		}
	}
}

void
client_subnet_free(const struct client_check *c)
{
	const struct estate_subnet *subnet;
	const struct value *left;
	size_t i;

	for (i = 0; i < c->associations.count; i++) {
		subnet = subnet_of(c, i);
		if (subnet == NULL)
			continue;
		left = &subnet->available_ip_address_count;
		if (value_known(left) && left->u.number < SUBNET_FREE_LEAST)
			client_complain(c, left,
			    "subnet %s has %u free addresses, fewer than %d",
			    diag_quote(c->diags, subnet->item.key),
			    (unsigned)left->u.number, SUBNET_FREE_LEAST);
	}
}

void
client_tenancy(const struct client_check *c)
{
	const struct estate_item *vpc, *before = NULL;
	const struct value *at = NULL, *tenancy;
	size_t i;

	for (i = 0;
	     !client_is_transit(c) && (vpc = client_vpc_of(c, i, &at)) != NULL;
	     i++) {
		tenancy = &((const struct estate_vpc *)vpc)->instance_tenancy;
		if (vpc != before && is_text(tenancy, "dedicated"))
			client_complain(c, at,
			    "VPC %s has the tenancy dedicated",
			    diag_quote(c->diags, vpc->key));
		before = vpc;
	}
}

static bool
has_family(const struct estate_item *item, int family)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		if (item->prefixes[i].u.prefix.address.family == family)
			return true;
	return false;
}

/* The transit gateways' guide asks for a block of either family, that of
 * Client VPN for one of each that clients use.  Other inputs than AWS's
 * answers need not have them all. */
static void
check_blocks(const struct client_check *c)
{
	const struct value *id = &c->endpoint->transit_gateway_id;
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		c->estate, ESTATE_TRANSIT_GATEWAY, item_text(id));
	int family;

	if (gateway == NULL || gateway->id.origin != ORIGIN_API)
		return;
	if (gateway->item.prefix_count == 0) {
		client_complain(c, id, "transit gateway %s has no CIDR block",
		    client_quote(c, id));
		return;
	}
	for (family = 4; family <= 6; family += 2)
		if (client_uses(c, family) &&
		    !has_family(&gateway->item, family))
			client_complain_as(c, SEVERITY_WARNING, id,
			    "transit gateway %s has no IPv%d CIDR block",
			    client_quote(c, id), family);
}

void
client_transit(const struct client_check *c)
{
	size_t groups, i;
	struct estate_item *const *list = estate_children(
	    c->estate, ESTATE_CLIENT_GROUP, c->endpoint->item.key, &groups);
	const struct value *subnet;

	if (!client_is_transit(c))
		return;
	check_blocks(c);
	if (item_text(&c->endpoint->vpc_id) != NULL)
		client_complain(c, &c->endpoint->vpc_id,
		    "the endpoint has a transit gateway and a VPC");
	if (groups != 0)
		client_complain(c,
		    &((const struct estate_client_group *)(const void *)list[0])
			 ->security_group_id,
		    "the endpoint has a transit gateway and security groups");
	for (i = 0; i < c->associations.count; i++) {
		subnet = &client_association(c, i)->subnet_id;
		if (item_text(subnet) != NULL)
			client_complain(c, subnet,
			    "subnet %s is associated with an endpoint of a "
			    "transit gateway",
			    client_quote(c, subnet));
	}
	for (i = 0; i < c->routes.count; i++) {
		subnet = &client_route(c, i)->target_vpc_subnet_id;
		if (item_text(subnet) != NULL && !is_text(subnet, "local"))
			client_complain(c, subnet,
			    "a route of an endpoint of a transit gateway "
			    "leads through subnet %s",
			    client_quote(c, subnet));
	}
}
