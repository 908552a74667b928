/* SPDX-License-Identifier: ISC */
/* The rules on the routes and the authorization rules of Client VPN
 * endpoints.  Floor 5. */
#include <string.h>

#include "check/client_rules.h"

/* More of them are not compared with each other: AWS's quota is 200 rules,
 * and CGW785 says what is beyond. */
#define LIMIT_PAIRS 2000
/* AWS takes one for each Availability Zone. */
#define LIMIT_SUBNETS 20

static bool
is_default_route(const struct estate_client_route *route)
{
	return value_known(&route->destination_cidr_block) &&
	       route->destination_cidr_block.u.prefix.length == 0;
}

static const struct estate_client_route *
default_route(const struct client_check *c)
{
	size_t i;

	for (i = 0; i < c->routes.count; i++)
		if (is_default_route(client_route(c, i)))
			return client_route(c, i);
	return NULL;
}

void
client_split_default(const struct client_check *c)
{
	const struct estate_client_route *route = default_route(c);

	if (is_true(&c->endpoint->split_tunnel) && route != NULL)
		client_complain(c, &route->destination_cidr_block,
		    "split_tunnel is on, and there is a route to %s",
		    item_prefix(
			c->diags, route->destination_cidr_block.u.prefix));
}

void
client_full_tunnel(const struct client_check *c)
{
	if (value_known(&c->endpoint->split_tunnel) &&
	    !is_true(&c->endpoint->split_tunnel) && c->routes.told &&
	    default_route(c) == NULL)
		client_complain(c, &c->endpoint->split_tunnel,
		    "all traffic goes into the tunnel, and no route leads to "
		    "the Internet");
}

/* ---- authorization rules ---------------------------------------------- */

void
client_no_rule(const struct client_check *c)
{
	if (c->rules.told && c->rules.count == 0)
		client_complain(c, NULL, "there is no authorization rule");
}

/* Whether clients authenticate with TYPE, and whether that is all. */
static bool
authenticates(const struct client_check *c, const char *type, bool alone)
{
	const struct estate_client_authentication *a;
	bool found = false, other = false;
	size_t i;

	for (i = 0; i < c->authentication.count; i++) {
		a = (const void *)c->authentication.items[i];
		if (is_text(&a->type, type))
			found = true;
		else
			other = true;
	}
	return found && !(alone && other);
}

void
client_rule_group(const struct client_check *c)
{
	bool certificates =
	    authenticates(c, "certificate-authentication", true);
	const struct estate_client_rule *rule;
	size_t i;

	for (i = 0; i < c->rules.count; i++) {
		rule = client_rule(c, i);
		if (item_text(&rule->access_group_id) != NULL) {
			if (certificates)
				client_complain(c, &rule->access_group_id,
				    "the rule is for group %s, but clients "
				    "that show a certificate alone have none",
				    client_quote(c, &rule->access_group_id));
		} else if (is_absent(&rule->access_group_id) &&
			   (is_absent(&rule->authorize_all_groups) ||
			       (value_known(&rule->authorize_all_groups) &&
				   !is_true(&rule->authorize_all_groups)))) {
			client_complain(c, &rule->target_network_cidr,
			    "the rule is for no group and not for everybody");
		}
	}
}

/* An identity provider's groups have names. */
void
client_rule_sid(const struct client_check *c)
{
	const struct estate_client_rule *rule;
	const char *group;
	size_t i;

	if (!authenticates(c, "directory-service-authentication", false) ||
	    authenticates(c, "federated-authentication", false))
		return;
	for (i = 0; i < c->rules.count; i++) {
		rule = client_rule(c, i);
		group = item_text(&rule->access_group_id);
		if (group != NULL && strncmp(group, "S-1-", 4) != 0)
			client_complain(c, &rule->access_group_id,
			    "group %s is not the SID of a group",
			    client_quote(c, &rule->access_group_id));
	}
}

static bool
is_within(const struct value *inner, const struct value *outer)
{
	return value_known(inner) && value_known(outer) &&
	       outer->u.prefix.length < inner->u.prefix.length &&
	       ip_prefix_overlaps(inner->u.prefix, outer->u.prefix);
}

/* Whether a rule for everybody has the network of RULE. */
static bool
is_open(const struct client_check *c, const struct estate_client_rule *rule)
{
	const struct estate_client_rule *other;
	size_t i;

	for (i = 0; i < c->rules.count && i < LIMIT_PAIRS; i++) {
		other = client_rule(c, i);
		if (is_true(&other->authorize_all_groups) &&
		    value_known(&other->target_network_cidr) &&
		    ip_prefix_equal(other->target_network_cidr.u.prefix,
			rule->target_network_cidr.u.prefix))
			return true;
	}
	return false;
}

void
client_rule_shadow(const struct client_check *c)
{
	const struct estate_client_rule *rule, *wide;
	size_t i, j;

	for (i = 0; i < c->rules.count && i < LIMIT_PAIRS; i++) {
		rule = client_rule(c, i);
		if (item_text(&rule->access_group_id) == NULL ||
		    !value_known(&rule->target_network_cidr))
			continue;
		for (j = 0; j < c->rules.count && j < LIMIT_PAIRS; j++) {
			wide = client_rule(c, j);
			if (!is_true(&wide->authorize_all_groups) ||
			    !is_within(&rule->target_network_cidr,
				&wide->target_network_cidr) ||
			    is_open(c, rule))
				continue;
			client_complain(c, &rule->target_network_cidr,
			    "%s is for group %s alone, although %s is for "
			    "everybody",
			    item_prefix(
				c->diags, rule->target_network_cidr.u.prefix),
			    client_quote(c, &rule->access_group_id),
			    item_prefix(
				c->diags, wide->target_network_cidr.u.prefix));
			break;
		}
	}
}

/* ---- rules and routes ------------------------------------------------- */

/* Whether a subnet's VPC is led to that no input describes. */
static bool
leads_anywhere(const struct client_check *c)
{
	const struct value *at = NULL;

	return !client_is_transit(c) && c->associations.count != 0 &&
	       client_vpc_of(c, 0, &at) == NULL;
}

static bool
vpc_overlaps(const struct client_check *c, struct ip_prefix prefix)
{
	const struct estate_item *vpc, *before = NULL;
	const struct value *at = NULL;
	size_t i, j;

	for (i = 0;
	     !client_is_transit(c) && (vpc = client_vpc_of(c, i, &at)) != NULL;
	     before = vpc, i++)
		for (j = 0; vpc != before && j < vpc->prefix_count; j++)
			if (ip_prefix_overlaps(
				vpc->prefixes[j].u.prefix, prefix))
				return true;
	return false;
}

static bool
route_overlaps(const struct client_check *c, struct ip_prefix prefix)
{
	const struct estate_client_route *route;
	size_t i;

	for (i = 0; i < c->routes.count && i < LIMIT_PAIRS; i++) {
		route = client_route(c, i);
		if (value_known(&route->destination_cidr_block) &&
		    ip_prefix_overlaps(
			route->destination_cidr_block.u.prefix, prefix))
			return true;
	}
	return false;
}

/* The subnets' VPC has a route of its own, which a descriptor need not
 * list. */
void
client_rule_route(const struct client_check *c)
{
	const struct estate_client_rule *rule;
	struct ip_prefix prefix;
	size_t i;

	if (!c->routes.told || leads_anywhere(c))
		return;
	for (i = 0; i < c->rules.count && i < LIMIT_PAIRS; i++) {
		rule = client_rule(c, i);
		if (!value_known(&rule->target_network_cidr) ||
		    rule->target_network_cidr.u.prefix.length == 0)
			continue;
		prefix = rule->target_network_cidr.u.prefix;
		if (!route_overlaps(c, prefix) && !vpc_overlaps(c, prefix))
			client_complain(c, &rule->target_network_cidr,
			    "no route leads to %s, which a rule is for",
			    item_prefix(c->diags, prefix));
	}
}

static bool
rule_overlaps(const struct client_check *c, struct ip_prefix prefix)
{
	const struct estate_client_rule *rule;
	size_t i;

	for (i = 0; i < c->rules.count && i < LIMIT_PAIRS; i++) {
		rule = client_rule(c, i);
		if (value_known(&rule->target_network_cidr) &&
		    ip_prefix_overlaps(
			rule->target_network_cidr.u.prefix, prefix))
			return true;
	}
	return false;
}

/* Where there is no rule at all CGW767 says so.  The route of a VPC is there
 * whether it is used or not. */
void
client_route_rule(const struct client_check *c)
{
	const struct estate_client_route *route;
	struct ip_prefix prefix;
	size_t i;

	if (c->rules.count == 0)
		return;
	for (i = 0; i < c->routes.count && i < LIMIT_PAIRS; i++) {
		route = client_route(c, i);
		if (!value_known(&route->destination_cidr_block) ||
		    is_text(&route->origin, "associate"))
			continue;
		prefix = route->destination_cidr_block.u.prefix;
		if (!rule_overlaps(c, prefix))
			client_complain(c, &route->destination_cidr_block,
			    "no authorization rule is for %s, which a route "
			    "leads to",
			    item_prefix(c->diags, prefix));
	}
}

void
client_route_subnet(const struct client_check *c)
{
	const struct value *subnet;
	size_t i, j;

	/* CGW756 and CGW763 say the rest. */
	if (c->associations.count == 0 || client_is_transit(c))
		return;
	for (i = 0; i < c->routes.count && i < LIMIT_PAIRS; i++) {
		subnet = &client_route(c, i)->target_vpc_subnet_id;
		if (item_text(subnet) == NULL || is_text(subnet, "local"))
			continue;
		for (j = 0; j < c->associations.count && j < LIMIT_PAIRS; j++)
			if (is_text(&client_association(c, j)->subnet_id,
				subnet->text) ||
			    client_association(c, j)->subnet_id.origin ==
				ORIGIN_LATER)
				break;
		if (j == c->associations.count)
			client_complain(c, subnet,
			    "subnet %s is not associated with the endpoint",
			    client_quote(c, subnet));
	}
}

static bool
has_route(const struct client_check *c, struct ip_prefix prefix,
    const struct value *subnet)
{
	const struct estate_client_route *route;
	size_t i;

	for (i = 0; i < c->routes.count && i < LIMIT_PAIRS; i++) {
		route = client_route(c, i);
		if (value_known(&route->destination_cidr_block) &&
		    ip_prefix_equal(
			route->destination_cidr_block.u.prefix, prefix) &&
		    (is_text(&route->target_vpc_subnet_id, subnet->text) ||
			!value_known(&route->target_vpc_subnet_id)))
			return true;
	}
	return false;
}

/* The route of a VPC comes with every subnet; that of the clients among each
 * other has none.  Said once for a route. */
void
client_route_missing(const struct client_check *c)
{
	const struct estate_client_route *route;
	const struct value *subnet;
	size_t i, j;

	if (client_is_transit(c) || c->associations.count < 2)
		return;
	for (i = 0; i < c->routes.count && i < LIMIT_PAIRS; i++) {
		route = client_route(c, i);
		if (!value_known(&route->destination_cidr_block) ||
		    item_text(&route->target_vpc_subnet_id) == NULL ||
		    is_text(&route->target_vpc_subnet_id, "local") ||
		    is_text(&route->origin, "associate"))
			continue;
		for (j = 0; j < c->associations.count && j < LIMIT_SUBNETS;
		     j++) {
			subnet = &client_association(c, j)->subnet_id;
			if (item_text(subnet) == NULL ||
			    has_route(c, route->destination_cidr_block.u.prefix,
				subnet))
				continue;
			client_complain(c, &route->destination_cidr_block,
			    "the route to %s is not there for subnet %s",
			    item_prefix(c->diags,
				route->destination_cidr_block.u.prefix),
			    client_quote(c, subnet));
			break;
		}
	}
}
