/* SPDX-License-Identifier: ISC */
/* Counted routes against AWS's quotas.  Floor 5. */
#include "check/tally.h"

/* What is counted of a kind of thing, and against which quota. */
struct measure {
	enum tally_kind kind;
	bool propagated;
	enum rule_id rule;
	enum quota_id quota;
	const char *has; /* IPv4 or IPv6 ... */
};

static const struct measure measures[] = {
	{ TALLY_ROUTE_TABLE, false, RULE_TABLE_ROUTES, QUOTA_ROUTE_TABLE_STATIC,
	    "routes that are not propagated" },
	{ TALLY_ROUTE_TABLE, true, RULE_TABLE_PROPAGATED,
	    QUOTA_ROUTE_TABLE_PROPAGATED, "propagated routes" },
	{ TALLY_PRIVATE_INTERFACE, false, RULE_INTERFACE_PREFIXES,
	    QUOTA_PRIVATE_INTERFACE, "prefixes" },
	{ TALLY_PUBLIC_INTERFACE, false, RULE_INTERFACE_PREFIXES,
	    QUOTA_PUBLIC_INTERFACE, "prefixes" },
};

static const char *const things[] = {
	[TALLY_ROUTE_TABLE] = "route table",
	[TALLY_PRIVATE_INTERFACE] = "virtual interface",
	[TALLY_PUBLIC_INTERFACE] = "public virtual interface",
};

static uint32_t
count_of(const struct tally *tally, bool propagated, int family)
{
	uint32_t stated = tally->routes[TALLY_STATED][family];
	uint32_t added = tally->routes[TALLY_ADDED][family];

	if (propagated)
		return tally->routes[TALLY_PROPAGATED][family];
	/* A list of all routes and one by one: the same, or more of them. */
	return stated > added ? stated : added;
}

/* What AWS never takes is an error; what it may have raised is none. */
static enum severity
severity_of(const struct quota *quota, uint32_t count, uint32_t limit)
{
	if (count <= limit)
		return SEVERITY_NOTE;
	return quota->most != 0 && count > quota->most ? SEVERITY_ERROR
						       : SEVERITY_WARNING;
}

static void
check_family(const struct tally *tally, const struct measure *measure,
    int family, uint32_t limit, struct diags *diags)
{
	const struct quota *quota = quota_get(measure->quota);
	uint32_t count = count_of(tally, measure->propagated, family);
	const char *version = family == TALLY_IPV6 ? "IPv6" : "IPv4";
	const char *thing = things[tally->kind];
	struct finding finding = { .rule = measure->rule,
		.severity = severity_of(quota, count, limit),
		.at = tally->at,
		.subject = diag_quote(diags, tally->name) };

	if (!quota_is_near(count, limit))
		return;
	if (count <= limit)
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u of the %u %s %s it may have", thing,
		    (unsigned)count, (unsigned)limit, version, measure->has);
	else if (quota->most == quota->value)
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u %s %s; AWS takes %u", thing, (unsigned)count,
		    version, measure->has, (unsigned)limit);
	else
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u %s %s; its quota is %u, unless AWS raised it: "
		    "set %s in .cgwgen.yaml",
		    thing, (unsigned)count, version, measure->has,
		    (unsigned)limit, quota->name);
	diag_full(diags, &finding);
}

static void
check_one(
    const struct tally *tally, const struct quotas *quotas, struct diags *diags)
{
	const struct measure *measure = measures;
	const struct measure *end =
	    measures + sizeof(measures) / sizeof(measures[0]);
	uint32_t limit;

	for (; measure < end; measure++) {
		if (measure->kind != tally->kind)
			continue;
		limit = quotas->values[measure->quota];
		check_family(tally, measure, TALLY_IPV4, limit, diags);
		check_family(tally, measure, TALLY_IPV6, limit, diags);
	}
}

void
tallies_check(struct tally *const *list, size_t count,
    const struct quotas *quotas, struct diags *diags)
{
	size_t i;

	for (i = 0; i < count; i++)
		check_one(list[i], quotas, diags);
}
