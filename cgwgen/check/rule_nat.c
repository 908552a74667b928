/* SPDX-License-Identifier: ISC */
/* Rules on NAT, acceleration and who begins a tunnel (CGW317, CGW421, CGW423,
 * CGW424).  Floor 5. */
#include <string.h>

#include "check/rules.h"

/* The site's own word for its device, in a descriptor of cgwgen's. */
static bool
is_behind_nat(const struct check *c)
{
	const struct gateway *customer = c->connection->customer_gateway;
	const char *text;

	if (customer == NULL || customer->parameters == NULL)
		return false;
	text = node_text(customer->parameters, "nat_traversal");
	return text != NULL && strcmp(text, "true") == 0;
}

bool
uses_nat_traversal(const struct check *c)
{
	return is_true(&c->connection->enable_acceleration) || is_behind_nat(c);
}

/* "203.0.113.1 and 203.0.113.2", or NULL. */
static const char *
peers(const struct check *c)
{
	const char *list = NULL;
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (value_known(&t->outside_address))
			list = list == NULL
				   ? tunnel_label(c, t)
				   : arena_printf(diags_arena(c->diags),
					 "%s and %s", list, tunnel_label(c, t));
	return list;
}

void
check_firewall(const struct check *c)
{
	const struct value *acceleration = &c->connection->enable_acceleration;
	const char *list;

	if (!uses_nat_traversal(c))
		return;
	list = peers(c);
	complain(c, NULL, is_true(acceleration) ? acceleration : NULL,
	    "%s: firewalls must let UDP 500 and UDP 4500 pass both ways "
	    "between "
	    "the device and %s",
	    is_true(acceleration) ? "the connection is accelerated"
				  : "the device is behind NAT",
	    list != NULL ? list : "both of AWS's outside addresses");
}

void
check_certificate_fragments(const struct check *c)
{
	const struct value *acceleration = &c->connection->enable_acceleration;

	if (is_true(acceleration) && connection_has_certificate(c->connection))
		complain(c, NULL, acceleration,
		    "EnableAcceleration is true and the ends use certificates: "
		    "the device must do IKE fragmentation");
}

void
check_startup_identity(const struct check *c)
{
	const struct tunnel *t;

	if (!is_behind_nat(c))
		return;
	EACH_TUNNEL (c, t)
		if (is_text(&t->startup_action, "start"))
			complain(c, t, &t->startup_action,
			    "StartupAction is start, and the device is behind "
			    "NAT: it must state an identity (IDr)");
}

void
check_dpd_restart(const struct check *c)
{
	const struct tunnel *t;

	if (!is_true(&c->connection->enable_acceleration))
		return;
	EACH_TUNNEL (c, t)
		if (is_text(&t->dpd_timeout_action, "restart"))
			complain(c, t, &t->dpd_timeout_action,
			    "DPDTimeoutAction is restart, but "
			    "EnableAcceleration is true");
}
