/* SPDX-License-Identifier: ISC */
/* A connection as JSON; cgwgen-show(1) describes it.  Floor 6. */
#include "model/field.h"
#include "report/show.h"
#include "report/value.h"

static void
write_place(struct writer *writer, struct pos at)
{
	size_t line, column;
	struct buf text = { NULL, 0, 0 };

	at = source_outer(at);
	if (at.source == NULL) {
		writer_text(writer, NULL);
		return;
	}
	source_line_column(at, &line, &column);
	buf_printf(&text, "%s:%zu:%zu", source_name(at.source), line, column);
	writer_text(writer, text.data);
	buf_free(&text);
}

static void
write_flag(struct writer *writer, const char *key)
{
	writer_key(writer, key);
	writer_flag(writer, true);
}

/* One value with where it came from, in one line. */
static void
write_value(const struct show *show, const struct field *field,
    const struct value *value, struct writer *writer)
{
	enum value_state state = value_state(field, value);
	bool hidden = field->secret && !show->secrets;

	writer->flat = writer->depth + 1;
	writer_begin(writer, '{');
	writer_key(writer, "value");
	value_write(writer, field, value, show->secrets);
	if (state == VALUE_WITHHELD)
		write_flag(writer, "withheld");
	else if (hidden && state != VALUE_LATER)
		write_flag(writer, "hidden");
	if (state == VALUE_UNREADABLE && !hidden) {
		writer_key(writer, "text");
		writer_text(writer, value->text);
	}
	writer_key(writer, "origin");
	writer_text(writer, value_origin(value->origin));
	writer_key(writer, "at");
	write_place(writer, value->at);
	writer_end(writer, '}');
	writer->flat = 0;
}

void
show_json_fields(const struct show *show, const struct field *fields,
    size_t count, const void *owner, struct writer *writer)
{
	const struct value *value;
	size_t i;

	writer_key(writer, "fields");
	writer_begin(writer, '{');
	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], owner);
		if (value_state(&fields[i], value) == VALUE_ABSENT)
			continue;
		writer_key(writer, fields[i].name);
		write_value(show, &fields[i], value, writer);
	}
	writer_end(writer, '}');
}

static void
write_known(struct writer *writer, const char *key, const struct value *value)
{
	writer_key(writer, key);
	writer_text(writer, value_known(value) ? value->text : NULL);
}

/* The networks behind the gateway, under their name in descriptors. */
static void
write_prefixes(const struct show *show, const struct gateway *gateway,
    struct writer *writer)
{
	const struct field *field = gateway_prefix_field(gateway->kind);
	size_t i;

	writer_key(writer, field->name);
	writer_begin(writer, '[');
	for (i = 0; i < gateway->prefix_count; i++)
		write_value(show, field, &gateway->prefixes[i], writer);
	writer_end(writer, ']');
}

static void
write_gateway(const struct show *show, const char *key,
    const struct gateway *gateway, struct writer *writer)
{
	static const char *const kinds[GATEWAY_KINDS] = { "customer", "vpn",
		"transit" };
	size_t count;
	const struct field *fields;

	writer_key(writer, key);
	if (gateway == NULL) {
		writer_text(writer, NULL);
		return;
	}
	fields = gateway_fields(gateway->kind, &count);
	writer_begin(writer, '{');
	writer_key(writer, "kind");
	writer_text(writer, kinds[gateway->kind]);
	write_known(writer, "id", &gateway->id);
	writer_key(writer, "label");
	writer_text(writer, gateway->label);
	show_json_fields(show, fields, count, gateway, writer);
	write_prefixes(show, gateway, writer);
	writer_end(writer, '}');
}

static void
write_tunnel(
    const struct show *show, const struct tunnel *tunnel, struct writer *writer)
{
	char text[IP_TEXT_SIZE];
	size_t count;
	const struct field *fields = tunnel_fields(&count);

	writer_begin(writer, '{');
	writer_key(writer, "outside_address");
	writer_text(writer, value_known(&tunnel->outside_address)
				? ip_format(tunnel->outside_address.u.ip, text)
				: NULL);
	show_json_fields(show, fields, count, tunnel, writer);
	writer_end(writer, '}');
}

static void
write_route(
    const struct show *show, const struct route *route, struct writer *writer)
{
	static const struct field destination = { .name = "destination",
		.type = FIELD_PREFIX };
	static const struct field state = { .name = "state" };

	writer_begin(writer, '{');
	writer_key(writer, destination.name);
	write_value(show, &destination, &route->destination, writer);
	if (value_state(&state, &route->state) != VALUE_ABSENT) {
		writer_key(writer, state.name);
		write_value(show, &state, &route->state, writer);
	}
	writer_end(writer, '}');
}

void
show_json(const struct show *show, const struct connection *connection,
    struct writer *writer)
{
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	writer_begin(writer, '{');
	write_known(writer, "id", &connection->id);
	writer_key(writer, "label");
	writer_text(writer, connection->label);
	show_json_fields(show, fields, count, connection, writer);
	write_gateway(
	    show, "customer_gateway", connection->customer_gateway, writer);
	write_gateway(show, "aws_gateway", connection->aws_gateway, writer);
	writer_key(writer, "tunnels");
	writer_begin(writer, '[');
	for (i = 0; i < connection->tunnel_count; i++)
		write_tunnel(show, &connection->tunnels[i], writer);
	writer_end(writer, ']');
	writer_key(writer, "routes");
	writer_begin(writer, '[');
	for (i = 0; i < connection->route_count; i++)
		write_route(show, &connection->routes[i], writer);
	writer_end(writer, ']');
	writer_end(writer, '}');
}
