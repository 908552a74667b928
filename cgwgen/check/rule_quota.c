/* SPDX-License-Identifier: ISC */
/* Rules on how many routes there are (CGW137, CGW550, CGW562, CGW563).
 * Floor 5. */
#include <string.h>

#include "base/buf.h"
#include "check/networks.h"

/* How many of a summary's networks a message names. */
#define SHOWN 5

/* ---- the summary ------------------------------------------------------ */

/* What networks become when they are summarised. */
struct summary {
	size_t before;             /* different networks */
	size_t after;              /* networks that hold the same addresses */
	size_t replaced;           /* of those before */
	const struct value *first; /* that is replaced */
	const char *text;          /* the new ones, cut; NULL: there are none */
};

static bool
is_member(const struct network_set *set, struct ip_prefix prefix,
    const struct ip_prefix **ret)
{
	*ret = ip_set_overlap(set->prefixes, set->count, prefix);
	return (*ret)->length == prefix.length;
}

/* The members of SET for which NEW is set, cut after SHOWN. */
static const char *
name_new(const struct check *c, const struct network_set *set, const bool *new)
{
	struct buf list = { NULL, 0, 0 };
	char text[IP_TEXT_SIZE];
	const char *ret = NULL;
	size_t count = 0, i;

	for (i = 0; i < set->count; i++)
		if (new[i] && count++ < SHOWN)
			buf_printf(&list, "%s%s", count == 1 ? "" : ", ",
			    ip_prefix_format(set->prefixes[i], text));
	if (count > SHOWN)
		buf_printf(&list, " and %zu more", count - SHOWN);
	if (count > 0)
		ret = arena_string(diags_arena(c->diags), list.data);
	buf_free(&list);
	return ret;
}

static struct summary
summarise(const struct check *c, const struct networks *list)
{
	struct network *sorted = networks_sorted(c, list);
	struct network_set set = networks_set(c, list);
	bool *new = arena_array(diags_arena(c->diags), set.count, sizeof(*new));
	struct summary ret = { networks_different(sorted, list->count),
		set.count, 0, NULL, NULL };
	const struct ip_prefix *member;
	size_t i;

	/* A member that was not there before is new. */
	memset(new, true, set.count * sizeof(*new));
	for (i = 0; i < list->count; i++)
		if (is_member(&set, sorted[i].prefix, &member))
			new[member - set.prefixes] = false;
	for (i = 0; i < list->count; i++) {
		is_member(&set, list->values[i]->u.prefix, &member);
		if (!new[member - set.prefixes])
			continue;
		ret.replaced++;
		if (ret.first == NULL)
			ret.first = list->values[i];
	}
	ret.text = name_new(c, &set, new);
	return ret;
}

/* LIMIT is 0 where there is none that is near. */
static void
tell_summary(const struct check *c, const struct networks *list,
    enum network_kind kind, uint32_t limit)
{
	struct summary summary = summarise(c, list);
	const char *words =
	    kind == NETWORK_ROUTE ? "static routes" : "networks of the site";
	const char *quota = "";

	if (summary.text == NULL)
		return;
	if (limit != 0)
		quota = arena_printf(
		    diags_arena(c->diags), "; AWS takes %u", (unsigned)limit);
	complain_as(c, limit != 0 ? SEVERITY_WARNING : SEVERITY_NOTE, NULL,
	    summary.first,
	    "%zu %s can be %zu without adding an address: %s in place of %zu "
	    "of them%s",
	    summary.before, words, summary.after, summary.text,
	    summary.replaced, quota);
}

/* ---- limits ----------------------------------------------------------- */

/* The limit on what AWS announces; 0: not known. */
static uint32_t
limit_received(const struct check *c)
{
	const uint32_t *values = c->settings->quotas.values;

	if (connection_has_vgw(c->connection))
		return values[QUOTA_BGP_FROM_VPN_GATEWAY];
	return has_tgw(c) ? values[QUOTA_BGP_FROM_TRANSIT_GATEWAY] : 0;
}

static uint32_t
limit_static(const struct check *c)
{
	return connection_has_vgw(c->connection)
		   ? c->settings->quotas.values[QUOTA_STATIC_ROUTES]
		   : 0;
}

static bool
is_near(size_t count, uint32_t limit)
{
	return limit != 0 &&
	       quota_is_near(
		   count < UINT32_MAX ? (uint32_t)count : UINT32_MAX, limit);
}

/* How many different ones there are in LIST. */
static size_t
count_different(const struct check *c, const struct networks *list)
{
	return networks_different(networks_sorted(c, list), list->count);
}

/* Networks of the family that the tunnels carry. */
static struct networks
carried(const struct check *c, enum network_kind kind)
{
	struct networks list = networks_of(c, kind);
	int family = inside_family(c);
	size_t i, used = 0;

	for (i = 0; i < list.count; i++)
		if (family == 0 ||
		    list.values[i]->u.prefix.address.family == family)
			list.values[used++] = list.values[i];
	list.count = used;
	return list;
}

/* ---- the rules -------------------------------------------------------- */

void
check_routes_many(const struct check *c)
{
	struct networks list = networks_of(c, NETWORK_ROUTE);
	uint32_t limit = limit_static(c);
	size_t count = count_different(c, &list);

	if (is_near(count, limit))
		complain_as(c, count > limit ? SEVERITY_ERROR : SEVERITY_NOTE,
		    NULL, list.values[0],
		    "connection has %zu static routes; with a virtual private "
		    "gateway AWS takes %u",
		    count, (unsigned)limit);
}

void
check_routes_summary(const struct check *c)
{
	struct networks list = networks_of(c, NETWORK_ROUTE);
	uint32_t limit = limit_static(c);

	if (list.count > 1)
		tell_summary(c, &list, NETWORK_ROUTE,
		    is_near(count_different(c, &list), limit) ? limit : 0);
	if (!uses_bgp(c))
		return;
	list = carried(c, NETWORK_SITE);
	limit = limit_announced(c);
	if (list.count > 1)
		tell_summary(c, &list, NETWORK_SITE,
		    is_near(count_different(c, &list), limit) ? limit : 0);
}

void
check_bgp_routes(const struct check *c)
{
	struct networks list = { NULL, 0 };
	uint32_t limit = limit_announced(c);
	size_t count;

	if (uses_bgp(c) && limit != 0)
		list = carried(c, NETWORK_SITE);
	count = count_different(c, &list);
	if (count > limit)
		complain(c, NULL, list.values[0],
		    "site announces %zu networks; a %s takes %u and ends the "
		    "session at the next (Cease, maximum number of prefixes "
		    "reached)",
		    count, aws_end(c), (unsigned)limit);
	else if (is_near(count, limit))
		complain_as(c, SEVERITY_NOTE, NULL, list.values[0],
		    "site announces %zu networks of the %u that a %s takes",
		    count, (unsigned)limit, aws_end(c));
}

void
check_bgp_routes_received(const struct check *c)
{
	struct networks list = { NULL, 0 };
	uint32_t limit = limit_received(c);
	size_t count;

	if (uses_bgp(c) && limit != 0)
		list = carried(c, NETWORK_VPC);
	count = count_different(c, &list);
	if (is_near(count, limit))
		complain_as(c, count > limit ? SEVERITY_WARNING : SEVERITY_NOTE,
		    NULL, list.values[0],
		    "gateway has %zu networks; a %s announces at most %u to a "
		    "device",
		    count, aws_end(c), (unsigned)limit);
}
