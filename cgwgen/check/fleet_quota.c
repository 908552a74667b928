/* SPDX-License-Identifier: ISC */
/* How many connections something has.  Floor 5. */
#include "check/fleet_rules.h"

/* The connections of one gateway or concentrator, held against a quota. */
struct fleet_count {
	enum rule_id rule;         /* which counts */
	struct fleet_count *other; /* of the same end, another rule's */
	const struct fleet_end *end;
	uint32_t count;
	/* The connections that came near to the quota, and beyond. */
	const struct fleet_member *near;
	const struct fleet_member *beyond;
	struct pos near_at;
	struct pos beyond_at;
	struct fleet_count *next;
};

struct counts {
	struct fleet_count *first, **end;
};

static struct counts *
counts(const struct fleet_check *f)
{
	void **slot = &f->fleet->lists[f->check.rule];
	struct counts *list;

	if (*slot == NULL) {
		*slot = list = ARENA_NEW(f->fleet->arena, struct counts);
		list->end = &list->first;
	}
	return *slot;
}

/* The rule's own count for END. */
static struct fleet_count *
count_of(const struct fleet_check *f, struct fleet_end *end)
{
	struct counts *list;
	struct fleet_count *count;

	for (count = end->aws->counts; count != NULL; count = count->other)
		if (count->rule == f->check.rule)
			return count;
	count = ARENA_NEW(f->fleet->arena, struct fleet_count);
	count->rule = f->check.rule;
	count->end = end;
	count->other = end->aws->counts;
	end->aws->counts = count;
	list = counts(f);
	*list->end = count;
	list->end = &count->next;
	return count;
}

static void
add(const struct fleet_check *f, struct fleet_end *end, uint32_t limit)
{
	struct fleet_count *count = count_of(f, end);

	count->count++;
	if (count->near == NULL && quota_is_near(count->count, limit)) {
		count->near = f->self;
		count->near_at = fleet_place(f);
	}
	if (count->beyond == NULL && count->count > limit) {
		count->beyond = f->self;
		count->beyond_at = fleet_place(f);
	}
}

static void
finish(const struct fleet_check *f, const char *what, const char *whose,
    enum quota_id id, uint32_t limit)
{
	const struct quota *quota = quota_get(id);
	const struct fleet_count *count;

	for (count = counts(f)->first; count != NULL; count = count->next)
		if (count->beyond != NULL)
			fleet_complain(f,
			    quota->most == quota->value ? SEVERITY_ERROR
							: SEVERITY_WARNING,
			    count->beyond, count->beyond_at,
			    "%s has %u %s; %s quota is %u, unless AWS raised "
			    "it: set %s in .cgwgen.yaml",
			    count->end->name, count->count, what, whose, limit,
			    quota->name);
		else if (count->near != NULL)
			fleet_complain(f, SEVERITY_NOTE, count->near,
			    count->near_at,
			    "%s has %u of the %u %s it may have",
			    count->end->name, count->count, limit, what);
}

/* Counts the connections of the end that WHICH of them have. */
static void
hold(const struct fleet_check *f, struct fleet_end *end, const char *what,
    const char *whose, enum quota_id id)
{
	uint32_t limit = f->fleet->settings->quotas.values[id];

	if (f->self == NULL)
		finish(f, what, whose, id, limit);
	else if (end != NULL)
		add(f, end, limit);
}

void
fleet_gateway_quota(const struct fleet_check *f)
{
	hold(f, f->self != NULL ? f->self->vpn_gateway : NULL, "connections",
	    "its", QUOTA_CONNECTIONS_VPN_GATEWAY);
}

void
fleet_concentrator_quota(const struct fleet_check *f)
{
	hold(f, f->self != NULL ? f->concentrator : NULL, "sites", "its",
	    QUOTA_CONCENTRATOR_SITES);
}

/* ---- per Region ------------------------------------------------------- */

/*
 * Counts in the Region, where it is known, what the connection is when THING
 * is NULL, else THING once.  Quotas are those of one account: which it is no
 * input says for sure.
 */
static void
hold_region(const struct fleet_check *f, bool counts, const void *thing,
    const char *what, enum quota_id id)
{
	struct fleet_end *region = NULL;

	if (f->self != NULL && counts)
		region = f->region;
	if (region != NULL && thing != NULL &&
	    fleet_first(f, region, thing, 1) != NULL)
		region = NULL;
	hold(f, region, what, "an account's", id);
}

void
fleet_customer_quota(const struct fleet_check *f)
{
	const void *thing = f->self != NULL ? f->self->customer : NULL;

	hold_region(f, thing != NULL, thing, "customer gateways",
	    QUOTA_CUSTOMER_GATEWAYS);
}

void
fleet_vpn_gateway_quota(const struct fleet_check *f)
{
	const void *thing = f->self != NULL ? f->self->vpn_gateway : NULL;

	hold_region(f, thing != NULL, thing, "virtual private gateways",
	    QUOTA_VPN_GATEWAYS);
}

void
fleet_region_quota(const struct fleet_check *f)
{
	hold_region(f, true, NULL, "connections", QUOTA_CONNECTIONS_REGION);
}

void
fleet_accelerated_quota(const struct fleet_check *f)
{
	const struct connection *connection = f->check.connection;

	hold_region(f,
	    connection != NULL && is_true(&connection->enable_acceleration),
	    NULL, "accelerated connections", QUOTA_ACCELERATED);
}

void
fleet_large_quota(const struct fleet_check *f)
{
	const struct connection *connection = f->check.connection;

	hold_region(f,
	    connection != NULL &&
		is_text(&connection->tunnel_bandwidth, "large"),
	    NULL, "connections with large tunnels", QUOTA_LARGE);
}

/* Whether the connection has no gateway of AWS: neither named, nor left for
 * later, nor passed over by an input that need not name it. */
static bool
is_unassociated(const struct connection *connection)
{
	const struct value *ends[] = { &connection->vpn_gateway_id,
		&connection->transit_gateway_id,
		&connection->vpn_concentrator_id, &connection->core_network_arn,
		&connection->core_network_attachment_arn };
	enum origin origin = connection->customer_gateway_id.origin;
	size_t i;

	if (origin != ORIGIN_API && origin != ORIGIN_TERRAFORM &&
	    origin != ORIGIN_CLOUDFORMATION)
		return false;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!value_missing(ends[i]) || ends[i]->text != NULL)
			return false;
	return connection->aws_gateway == NULL;
}

void
fleet_unassociated_quota(const struct fleet_check *f)
{
	hold_region(f,
	    f->check.connection != NULL && is_unassociated(f->check.connection),
	    NULL, "connections without a gateway", QUOTA_UNASSOCIATED);
}
