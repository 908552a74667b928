/* SPDX-License-Identifier: ISC */
/* Rules on the connection as a whole and its identity (CGW1xx).  What each
 * is for stands in its row of rules.def.  Floor 5. */
#include <stdint.h>
#include <string.h>

#include "base/byte_set.h"
#include "check/rules.h"
#include "model/field.h"

#define LIMIT_ID 64

void
check_tunnel_count(const struct check *c)
{
	size_t count = c->connection->tunnel_count;

	/* None at all is a missing element, which the reader reports. */
	if (count != 2 && count != 0)
		complain(c, NULL, NULL, "connection has %zu tunnel%s, not 2",
		    count, count == 1 ? "" : "s");
}

/* ---- options of one tunnel -------------------------------------------- */

/* How many options an input states for T; SIZE_MAX where that cannot be told:
 * one comes later, could not be read, or AWS hides what it is. */
static size_t
count_stated(const struct tunnel *t)
{
	size_t count, stated = 0, i;
	const struct field *fields = tunnel_fields(&count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], t);
		if (fields[i].option == NULL || value->origin == ORIGIN_XML)
			continue;
		if (value->origin == ORIGIN_LATER ||
		    value->origin == ORIGIN_ASSUMED ||
		    (!value_known(value) && value->text != NULL))
			return SIZE_MAX;
		stated += value_known(value) && value->origin != ORIGIN_DEFAULT;
	}
	return stated;
}

void
check_tunnel_options_one(const struct check *c)
{
	const struct tunnel *t, *other = NULL;
	size_t stated, most = 0;

	EACH_TUNNEL (c, t) {
		/* The option that an input without options always lacks. */
		if (t->ike_versions.origin == ORIGIN_ASSUMED)
			return;
		stated = count_stated(t);
		if (stated == SIZE_MAX)
			return;
		if (stated > most) {
			most = stated;
			other = t;
		}
	}
	EACH_TUNNEL (c, t)
		if (other != NULL && count_stated(t) == 0)
			complain(c, t, NULL,
			    "no option of the tunnel is stated, and %zu of "
			    "tunnel %s: AWS's defaults hold",
			    most, tunnel_label(c, other));
}

/* ---- identity --------------------------------------------------------- */

/* Letters, digits, '.', '_' and '-', a letter or digit first. */
static bool
is_identifier(const char *text)
{
	const size_t length = byte_class_span(BYTE_WORD, text);

	return length != 0 && length <= LIMIT_ID && text[length] == '\0' &&
	       text[0] != '.' && text[0] != '_' && text[0] != '-';
}

void
check_connection_id(const struct check *c)
{
	const struct value *id = &c->connection->id;

	if (value_missing(id))
		complain(c, NULL, id, "connection has no id");
	else if (value_known(id) && !is_identifier(id->text))
		complain(c, NULL, id, "connection id '%s' cannot be used",
		    diag_quote(c->diags, id->text));
}

/* PREFIX and then 8 or 17 hex digits, as AWS's ids are. */
static bool
is_aws_id(const char *text, const char *prefix)
{
	size_t length = strlen(prefix), digits;

	if (strncmp(text, prefix, length) != 0)
		return false;
	digits = strspn(text + length, "0123456789abcdef");
	return text[length + digits] == '\0' && (digits == 8 || digits == 17);
}

static void
check_id(const struct check *c, const struct value *id, const char *prefix,
    const char *what)
{
	if (value_known(id) && !is_aws_id(id->text, prefix))
		complain(c, NULL, id,
		    "%s id '%s' is not %s and 8 or 17 hex digits", what,
		    diag_quote(c->diags, id->text), prefix);
}

void
check_gateway_id(const struct check *c)
{
	const struct connection *connection = c->connection;

	if (!value_known(&connection->customer_gateway_id) &&
	    connection->has_xml)
		complain(c, NULL, &connection->customer_gateway_id,
		    "customer gateway has no id");
	check_id(
	    c, &connection->customer_gateway_id, "cgw-", "customer gateway");
	check_id(c, &connection->vpn_gateway_id, "vgw-", "VPN gateway");
	check_id(c, &connection->transit_gateway_id, "tgw-", "transit gateway");
}

void
check_connection_type(const struct check *c)
{
	const struct value *type = &c->connection->type;

	/* An element that is there and empty; a missing one was reported. */
	if (type->text == NULL && type->at.source != NULL)
		complain(c, NULL, type, "connection's type is empty");
	if (value_known(type) && strcmp(type->text, "ipsec.1") != 0)
		complain(c, NULL, type,
		    "connection's type is '%s', not ipsec.1",
		    diag_quote(c->diags, type->text));
}

void
check_connection_attributes(const struct check *c)
{
	const struct value *attributes = &c->connection->attributes;

	if (value_known(attributes) &&
	    strcmp(attributes->text, "NoBGPVPNConnection") != 0)
		complain(c, NULL, attributes,
		    "unknown attribute '%s' of the connection",
		    diag_quote(c->diags, attributes->text));
}

/* ASN of one end: there when the connection is dynamic, else not. */
static void
check_end(const struct check *c, const struct tunnel *t,
    const struct value *asn, const char *end, bool is_static)
{
	if (is_static && asn->text != NULL)
		complain(c, t, asn, "static connection has BGP at %s end", end);
	else if (!is_static && asn->at.source == NULL && c->connection->has_xml)
		complain(
		    c, t, NULL, "dynamic connection has no BGP at %s end", end);
}

void
check_routing_contradiction(const struct check *c)
{
	bool is_static = connection_is_static(c->connection);
	const struct tunnel *t;

	if (is_static && c->connection->tunnel_count != 0 &&
	    c->connection->has_xml && !c->connection->has_options &&
	    !value_known(&c->connection->attributes))
		complain(c, NULL, NULL,
		    "connection has neither BGP nor NoBGPVPNConnection");
	EACH_TUNNEL (c, t) {
		check_end(c, t, &t->customer_asn, "the customer's", is_static);
		check_end(c, t, &t->aws_asn, "AWS's", is_static);
	}
}

/* What a configuration is made of, unless an XML was there, whose reader says
 * what it lacks. */
static const struct {
	size_t offset; /* in struct tunnel */
	const char *name;
	bool bgp;
} needed[] = {
	{ offsetof(struct tunnel, outside_address), "AWS's outside address",
	    false },
	{ offsetof(struct tunnel, customer_outside_address),
	    "the customer's outside address", false },
	{ offsetof(struct tunnel, aws_inside_address), "the inside network",
	    false },
	{ offsetof(struct tunnel, customer_asn), "the customer's ASN", true },
	{ offsetof(struct tunnel, aws_asn), "AWS's ASN", true },
};

static bool
lacks(const struct check *c, size_t offset, bool bgp)
{
	const struct tunnel *t;
	const struct value *value;

	if (bgp && connection_is_static(c->connection))
		return false;
	EACH_TUNNEL (c, t) {
		value = (const void *)((const char *)t + offset);
		if (value_missing(value) && value->text == NULL)
			return true;
	}
	return false;
}

/* Whether it is known that there is none. */
static bool
is_needless(const struct check *c, size_t offset)
{
	return offset == offsetof(struct tunnel, customer_outside_address) &&
	       connection_has_no_address(c->connection);
}

void
check_incomplete(const struct check *c)
{
	const char *list = NULL;
	size_t i;

	if (c->connection->has_xml)
		return;
	if (c->connection->tunnel_count == 0)
		list = "what its tunnels are";
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!is_needless(c, needed[i].offset) &&
		    lacks(c, needed[i].offset, needed[i].bgp))
			list = list == NULL
				   ? needed[i].name
				   : arena_printf(diags_arena(c->diags),
					 "%s, %s", list, needed[i].name);
	if (list != NULL)
		complain(c, NULL, NULL, "nothing says %s", list);
}

static bool
other_customer(const struct tunnel *a, const struct tunnel *b)
{
	return value_known(&a->customer_outside_address) &&
	       value_known(&b->customer_outside_address) &&
	       !ip_equal(a->customer_outside_address.u.ip,
		   b->customer_outside_address.u.ip);
}

void
check_customer_address(const struct check *c)
{
	const struct tunnel *t, *other;

	EACH_TUNNEL (c, t) {
		other = earlier_tunnel(c, t, other_customer);
		if (other != NULL)
			complain(c, t, &t->customer_outside_address,
			    "customer gateway address %s differs from tunnel "
			    "%s's %s",
			    t->customer_outside_address.text,
			    tunnel_label(c, other),
			    other->customer_outside_address.text);
	}
}
