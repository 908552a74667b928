/* SPDX-License-Identifier: ISC */
/* Rules on what AWS saw of the tunnels when it was asked (CGW144, CGW145,
 * CGW565, CGW566).  Floor 5. */
#include "check/networks.h"

static const struct tunnel *
tunnel_with(const struct check *c, const char *status)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (is_text(&t->status, status))
			return t;
	return NULL;
}

/* " (IPSEC IS DOWN)", or nothing. */
static const char *
reason(const struct check *c, const struct tunnel *t)
{
	const struct value *message = &t->status_message;

	if (!value_known(message) || message->text[0] == '\0')
		return "";
	return arena_printf(diags_arena(c->diags), " (%s)",
	    diag_quote(c->diags, message->text));
}

void
check_tunnel_down(const struct check *c)
{
	const struct tunnel *up = tunnel_with(c, "UP"), *t;

	if (up == NULL)
		return;
	EACH_TUNNEL (c, t)
		if (is_text(&t->status, "DOWN"))
			complain(c, t, &t->status,
			    "tunnel was DOWN%s; only tunnel %s was UP",
			    reason(c, t), tunnel_label(c, up));
}

void
check_tunnels_down(const struct check *c)
{
	const struct tunnel *t;

	if (c->connection->tunnel_count == 0)
		return;
	EACH_TUNNEL (c, t)
		if (!is_text(&t->status, "DOWN"))
			return;
	t = c->connection->tunnels;
	complain(c, NULL, &t->status, "all tunnels were DOWN%s", reason(c, t));
}

/* ---- routes ----------------------------------------------------------- */

static void
check_accepted(const struct check *c, const struct tunnel *t, uint32_t limit)
{
	uint32_t count = t->accepted_route_count.u.number;

	if (!value_known(&t->accepted_route_count) ||
	    !quota_is_near(count, limit))
		return;
	complain_as(c, count < limit ? SEVERITY_NOTE : SEVERITY_WARNING, t,
	    &t->accepted_route_count,
	    "AWS had accepted %u routes; a %s takes %u and ends the session at "
	    "the next",
	    (unsigned)count, aws_end(c), (unsigned)limit);
}

void
check_accepted_routes(const struct check *c)
{
	uint32_t limit = limit_announced(c);
	const struct tunnel *t;

	if (!uses_bgp(c) || limit == 0)
		return;
	EACH_TUNNEL (c, t)
		check_accepted(c, t, limit);
}

void
check_accepted_none(const struct check *c)
{
	const struct tunnel *t;

	if (!uses_bgp(c))
		return;
	EACH_TUNNEL (c, t)
		if (is_text(&t->status, "UP") &&
		    value_known(&t->accepted_route_count) &&
		    t->accepted_route_count.u.number == 0)
			complain(c, t, &t->accepted_route_count,
			    "tunnel was UP, and AWS had accepted no route from "
			    "the device");
}
