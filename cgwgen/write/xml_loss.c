/* SPDX-License-Identifier: ISC */
/* What a reader of the XML does not get.  Floor 3. */
#include "write/xml_loss.h"

#include <string.h>

#include "model/compare.h"
#include "write/echo.h"

/* Whether the document says FIELD, if in other words. */
static bool
is_stated(const struct echo *echo, const struct field *field)
{
	return (field->xml != NULL &&
		   !(field->bgp && connection_is_static(echo->connection))) ||
	       strcmp(field->name, "tunnel_inside_ip_version") == 0;
}

/* What was counted, by whom it belongs to. */
struct losses {
	size_t connection;
	size_t tunnels;
};

static void
count_loss(
    const struct comparison *comparison, const struct difference *difference)
{
	struct losses *losses = comparison->host;

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

void
xml_note_losses(const struct connection *connection, struct arena *arena,
    struct diags *diags)
{
	const struct echo echo = { is_stated, connection, true };
	struct losses losses = { 0, 0 };
	const struct comparison comparison = {
		.found = count_loss, .host = &losses, .alone = true
	};
	struct finding finding = { .rule = RULE_NOT_CARRIED,
		.severity = rule_get(RULE_NOT_CARRIED)->severity,
		.at = connection->at };
	size_t ends, total;

	connection_compare(&comparison, connection, echo_read(&echo, arena));
	ends = gateway_losses(connection->customer_gateway) +
	       gateway_losses(connection->aws_gateway);
	total =
	    losses.connection + losses.tunnels + ends + connection->route_count;
	if (total == 0)
		return;
	finding.subject = diag_quote(diags, connection_name(connection));
	finding.message = arena_printf(arena,
	    "the XML does not carry %zu value%s: of the connection %zu, of "
	    "its tunnels %zu, of its gateways %zu, static routes %zu",
	    total, total == 1 ? "" : "s", losses.connection, losses.tunnels,
	    ends, connection->route_count);
	diag_full(diags, &finding);
}
