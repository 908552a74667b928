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

const char *
tally_thing(const struct tally *tally)
{
	return things[tally->kind];
}

static void
check_count(const struct tally *tally, const struct tally_count *of,
    uint32_t limit, struct diags *diags)
{
	const struct quota *quota = quota_get(of->quota);
	uint32_t count = of->count;
	const char *version = of->family == TALLY_IPV6 ? "IPv6" : "IPv4";
	const char *thing = tally_thing(tally);
	struct finding finding = { .rule = of->rule,
		.severity = severity_of(quota, count, limit),
		.at = tally->at,
		.subject = diag_quote(diags, tally->name) };

	if (!quota_is_near(count, limit))
		return;
	if (count <= limit)
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u of the %u %s %s it may have", thing,
		    (unsigned)count, (unsigned)limit, version, of->has);
	else if (quota->most == quota->value)
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u %s %s; AWS takes %u", thing, (unsigned)count,
		    version, of->has, (unsigned)limit);
	else
		finding.message = arena_printf(diags_arena(diags),
		    "%s has %u %s %s; its quota is %u, unless AWS raised it: "
		    "set %s in .cgwgen.yaml",
		    thing, (unsigned)count, version, of->has, (unsigned)limit,
		    quota->name);
	diag_full(diags, &finding);
}

size_t
tally_counts(const struct tally *tally, struct tally_count ret[TALLY_COUNTS])
{
	const struct measure *measure = measures;
	const struct measure *end =
	    measures + sizeof(measures) / sizeof(measures[0]);
	size_t count = 0;
	int family;

	for (; measure < end; measure++)
		for (family = TALLY_IPV4; family <= TALLY_IPV6; family++)
			if (measure->kind == tally->kind)
				ret[count++] =
				    (struct tally_count){ measure->has,
					    measure->quota, measure->rule,
					    family,
					    count_of(tally, measure->propagated,
						family) };
	return count;
}

static void
check_one(
    const struct tally *tally, const struct quotas *quotas, struct diags *diags)
{
	struct tally_count counts[TALLY_COUNTS];
	size_t count = tally_counts(tally, counts), i;

	for (i = 0; i < count; i++)
		check_count(
		    tally, &counts[i], quotas->values[counts[i].quota], diags);
}

void
tallies_check(struct tally *const *list, size_t count,
    const struct quotas *quotas, struct diags *diags)
{
	size_t i;

	for (i = 0; i < count; i++)
		check_one(list[i], quotas, diags);
}
