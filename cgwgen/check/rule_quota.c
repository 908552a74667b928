/* SPDX-License-Identifier: ISC */
/* Rules on how many routes there are (CGW137, CGW550, CGW562, CGW563).
 * Floor 5. */
#include <string.h>

#include "base/buf.h"
#include "check/networks.h"

/* How many of a summary's networks a message names. */
#define SHOWN 5

/* ---- the summary ------------------------------------------------------ */

static bool
is_member(const struct networks *list, struct ip_prefix prefix,
    const struct ip_prefix **ret)
{
	*ret = ip_set_overlap(list->set.prefixes, list->set.count, prefix);
	return (*ret)->length == prefix.length;
}

/* The members of the set in RANGE for which NEW is set, cut after SHOWN. */
static const char *
name_new(
    const struct networks *list, struct network_range range, const bool *new)
{
	struct buf names = { NULL, 0, 0 };
	char text[IP_TEXT_SIZE];
	const char *ret = NULL;
	size_t count = 0, i;

	for (i = range.first; i < range.end; i++)
		if (new[i] && count++ < SHOWN)
			buf_printf(&names, "%s%s", count == 1 ? "" : ", ",
			    ip_prefix_format(list->set.prefixes[i], text));
	if (count > SHOWN)
		buf_printf(&names, " and %zu more", count - SHOWN);
	if (count > 0)
		ret = arena_string(list->arena, names.data);
	buf_free(&names);
	return ret;
}

/* The one of two that was written first; A may be NULL. */
static const struct network *
earlier(const struct network *a, const struct network *b)
{
	return a == NULL || b->index < a->index ? b : a;
}

static void
summarise(const struct networks *list, struct network_range range,
    struct network_range set, struct network_summary *ret)
{
	bool *new = arena_array(list->arena, list->set.count + 1, sizeof(*new));
	const struct network *first = NULL, *replaces = NULL, *at;
	const struct ip_prefix *member;
	size_t i;

	ret->after = set.end - set.first;
	/* A member that was not there before is new. */
	memset(new, true, list->set.count);
	for (i = range.first; i < range.end; i++) {
		at = &list->sorted[i];
		first = earlier(first, at);
		ret->before += i == range.first || !network_same(at, at - 1);
		if (is_member(list, at->prefix, &member))
			new[member - list->set.prefixes] = false;
	}
	for (i = range.first; i < range.end; i++) {
		is_member(list, list->sorted[i].prefix, &member);
		if (!new[member - list->set.prefixes])
			continue;
		ret->replaced++;
		replaces = earlier(replaces, &list->sorted[i]);
	}
	ret->first = first != NULL ? first->value : NULL;
	ret->replaces = replaces != NULL ? replaces->value : NULL;
	ret->text = name_new(list, set, new);
}

/* The summary of the networks of FAMILY, 0: of all. */
static const struct network_summary *
summary_of(struct networks *list, int family)
{
	size_t row = family == 0 ? 0 : family == 4 ? 1 : 2;
	struct network_summary **slot = &list->summaries[row];

	if (*slot == NULL) {
		*slot = ARENA_NEW(list->arena, struct network_summary);
		summarise(list, networks_family(list, family),
		    networks_set_family(list, family), *slot);
	}
	return *slot;
}

/* LIMIT is 0 where there is none that is near. */
static void
tell_summary(const struct check *c, const struct networks *list,
    const struct network_summary *summary, uint32_t limit)
{
	const char *words = list->kind == NETWORK_ROUTE
				? "static routes"
				: "networks of the site";
	const char *quota = "";
	struct finding more;

	if (limit != 0)
		quota = arena_printf(
		    diags_arena(c->diags), "; AWS takes %u", (unsigned)limit);
	if (summary->text == NULL ||
	    !networks_tell(c, list,
		arena_printf(
		    diags_arena(c->diags), "%zu%s", summary->before, quota),
		limit != 0 ? SEVERITY_WARNING : SEVERITY_NOTE, &more))
		return;
	complain_full(c, &more, NULL, summary->replaces,
	    "%zu %s can be %zu without adding an address: %s in place of %zu "
	    "of them%s",
	    summary->before, words, summary->after, summary->text,
	    summary->replaced, quota);
}

/* ---- limits ----------------------------------------------------------- */

static bool
is_near(size_t count, uint32_t limit)
{
	return limit != 0 &&
	       quota_is_near(
		   count < UINT32_MAX ? (uint32_t)count : UINT32_MAX, limit);
}

/* ---- the rules -------------------------------------------------------- */

void
check_routes_many(const struct check *c)
{
	struct networks *list = networks_of(c, NETWORK_ROUTE);
	uint32_t limit = limit_static(c);
	const struct network_summary *summary;

	if (list->count == 0)
		return;
	summary = summary_of(list, 0);
	if (is_near(summary->before, limit))
		complain_as(c,
		    summary->before > limit ? SEVERITY_ERROR : SEVERITY_NOTE,
		    NULL, summary->first,
		    "connection has %zu static routes; with a virtual private "
		    "gateway AWS takes %u",
		    summary->before, (unsigned)limit);
}

static void
check_summary(
    const struct check *c, struct networks *list, int family, uint32_t limit)
{
	const struct network_summary *summary;

	if (list->count < 2)
		return;
	summary = summary_of(list, family);
	tell_summary(
	    c, list, summary, is_near(summary->before, limit) ? limit : 0);
}

void
check_routes_summary(const struct check *c)
{
	check_summary(c, networks_of(c, NETWORK_ROUTE), 0, limit_static(c));
	/* Networks of the family that the tunnels carry. */
	if (uses_bgp(c))
		check_summary(c, networks_of(c, NETWORK_SITE), inside_family(c),
		    limit_announced(c));
}

/* How a rule is to report that SUMMARY's networks are too many for LIMIT, or
 * with NEAR that they nearly are; false: not at all. */
static bool
tell_count(const struct check *c, const struct networks *list,
    const struct network_summary *summary, uint32_t limit, struct finding *ret)
{
	enum severity severity = summary->before > limit
				     ? rule_get(c->rule)->severity
				     : SEVERITY_NOTE;

	return networks_tell(c, list,
	    arena_printf(diags_arena(c->diags), "%zu of %u", summary->before,
		(unsigned)limit),
	    severity, ret);
}

void
check_bgp_routes(const struct check *c)
{
	struct networks *list = networks_of(c, NETWORK_SITE);
	uint32_t limit = limit_announced(c);
	const struct network_summary *summary;
	struct finding more;

	if (list->count == 0 || limit == 0 || !uses_bgp(c))
		return;
	summary = summary_of(list, inside_family(c));
	if (!is_near(summary->before, limit) ||
	    !tell_count(c, list, summary, limit, &more))
		return;
	if (summary->before > limit)
		complain_full(c, &more, NULL, summary->first,
		    "site announces %zu networks; a %s takes %u and ends the "
		    "session at the next (Cease, maximum number of prefixes "
		    "reached)",
		    summary->before, aws_end(c), (unsigned)limit);
	else
		complain_full(c, &more, NULL, summary->first,
		    "site announces %zu networks of the %u that a %s takes",
		    summary->before, (unsigned)limit, aws_end(c));
}

void
check_bgp_routes_received(const struct check *c)
{
	struct networks *list = networks_of(c, NETWORK_VPC);
	uint32_t limit = limit_received(c);
	const struct network_summary *summary;
	struct finding more;

	if (list->count == 0 || limit == 0 || !uses_bgp(c))
		return;
	summary = summary_of(list, inside_family(c));
	if (is_near(summary->before, limit) &&
	    tell_count(c, list, summary, limit, &more))
		complain_full(c, &more, NULL, summary->first,
		    "gateway has %zu networks; a %s announces at most %u to a "
		    "device",
		    summary->before, aws_end(c), (unsigned)limit);
}
