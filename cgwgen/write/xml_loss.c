/* SPDX-License-Identifier: ISC */
/* What a reader of the XML does not get.  Floor 3. */
#include "write/xml_loss.h"

#include <string.h>

#include "model/same.h"
#include "write/echo.h"

/* Whether the document says FIELD, if in other words. */
static bool
is_stated(const struct echo *echo, const struct field *field)
{
	return field->momentary ||
	       (field->xml != NULL &&
		   !(field->bgp && connection_is_static(echo->connection))) ||
	       strcmp(field->name, "tunnel_inside_ip_version") == 0;
}

/* What was counted, by whom it belongs to. */
struct losses {
	size_t connection;
	size_t tunnels;
};

static void
count_loss(const struct sameness *sameness, const struct difference *difference)
{
	struct losses *losses = sameness->host;

	if (!value_known(difference->left))
		return;
	if (strcmp(difference->owner, "tunnel") == 0)
		losses->tunnels++;
	else
		losses->connection++;
}

/* What is known of a gateway and is in no element. */
static size_t
gateway_losses(const struct gateway *gateway)
{
	const struct field *fields;
	size_t count, i, found;

	if (gateway == NULL)
		return 0;
	fields = gateway_fields(gateway->kind, &count);
	found = gateway->prefix_count + (gateway->parameters != NULL);
	for (i = 0; i < count; i++)
		if (strcmp(fields[i].name, "id") != 0 &&
		    strcmp(fields[i].name, "asn") != 0 &&
		    strcmp(fields[i].name, "ip_address") != 0 &&
		    value_known(field_get(&fields[i], gateway)))
			found++;
	return found;
}

/* "3 values of the connection, 2 static routes", or NULL. */
static const char *
describe(const size_t *counts, struct arena *arena)
{
	static const struct {
		const char *one, *several;
	} parts[] = {
		{ "value of the connection", "values of the connection" },
		{ "value of a tunnel", "values of tunnels" },
		{ "value of a gateway", "values of gateways" },
		{ "static route", "static routes" },
	};
	const char *text = NULL;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (counts[i] != 0)
			text = arena_printf(arena, "%s%s%zu %s",
			    text != NULL ? text : "", text != NULL ? ", " : "",
			    counts[i],
			    counts[i] == 1 ? parts[i].one : parts[i].several);
	return text;
}

void
xml_note_losses(const struct connection *connection, struct arena *arena,
    struct diags *diags)
{
	const struct echo echo = { is_stated, connection, true };
	struct losses losses = { 0, 0 };
	const struct sameness sameness = {
		.found = count_loss, .host = &losses, .alone = true
	};
	struct finding finding = { .rule = RULE_NOT_CARRIED,
		.severity = rule_get(RULE_NOT_CARRIED)->severity,
		.at = connection->at };
	size_t counts[4];
	const char *text;

	connection_compare(&sameness, connection, echo_read(&echo, arena));
	counts[0] = losses.connection;
	counts[1] = losses.tunnels;
	counts[2] = gateway_losses(connection->customer_gateway) +
		    gateway_losses(connection->aws_gateway);
	counts[3] = connection->route_count;
	text = describe(counts, arena);
	if (text == NULL)
		return;
	finding.subject = diag_quote(diags, connection_name(connection));
	finding.message =
	    arena_printf(arena, "the XML does not carry %s", text);
	diag_full(diags, &finding);
}
