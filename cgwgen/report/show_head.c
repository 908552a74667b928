/* SPDX-License-Identifier: ISC */
/* What a connection says as a whole.  Floor 6. */
#include "report/label.h"
#include "report/show_text.h"
#include "report/value.h"

static const struct field any_text = { .name = "text" };
static const struct field any_number = { .name = "number",
	.type = FIELD_NUMBER };
static const struct field any_ip = { .name = "address", .type = FIELD_IP };
static const struct field any_prefix = { .name = "network",
	.type = FIELD_PREFIX };

/* What there is, in one line: "cgw-1, 192.0.2.1, ASN 65000". */
struct list {
	const char *text;
	enum origin origin; /* of its first part */
};

static void
list_add(const struct text *t, struct list *list, const char *before,
    const struct field *field, const struct value *value)
{
	bool first = list->text[0] == '\0';

	if (value_state(field, value) == VALUE_ABSENT)
		return;
	list->text =
	    arena_printf(t->arena, "%s%s%s%s", list->text, first ? "" : ", ",
		before, value_print(field, value, false, t->arena));
	if (first)
		list->origin = value->origin;
}

/* What a gateway says of itself, its address and ASN apart. */
static void
list_gateway(
    const struct text *t, struct list *list, const struct gateway *gateway)
{
	const char *label = gateway->label;

	if (label != NULL && list->origin <= ORIGIN_LATER)
		*list =
		    (struct list){ value_plain(label, t->arena), ORIGIN_LATER };
	list_add(t, list, "", &any_text, &gateway->name);
	list_add(t, list, "", &any_text, &gateway->state);
	list_add(t, list, "", &any_text, &gateway->device_name);
}

/* One end: its id, and what the gateway or else the first tunnel says. */
static void
end_row(const struct text *t, const char *label, const struct value *id,
    const struct gateway *gateway, const struct value *address,
    const struct value *asn)
{
	struct list list = { "", ORIGIN_NONE };

	if (gateway != NULL && value_missing(id) && id->text == NULL)
		id = &gateway->id;
	list_add(t, &list, "", &any_text, id);
	if (gateway != NULL) {
		list_gateway(t, &list, gateway);
		if (!value_missing(&gateway->ip_address))
			address = &gateway->ip_address;
		if (!value_missing(&gateway->asn))
			asn = &gateway->asn;
	}
	if (address != NULL)
		list_add(t, &list, "", &any_ip, address);
	if (asn != NULL)
		list_add(t, &list, "ASN ", &any_number, asn);
	if (list.text[0] != '\0')
		table_wide(t->table, label,
		    table_cell(t->arena, list.text, STYLE_PLAIN),
		    show_origin_cell(t, list.origin));
}

static void
end_rows(const struct text *t)
{
	const struct connection *c = t->connection;
	const struct tunnel *tunnel = c->tunnel_count != 0 ? c->tunnels : NULL;
	const struct value *aws = &c->vpn_gateway_id;

	if (value_missing(aws))
		aws = &c->transit_gateway_id;
	end_row(t, "customer gateway", &c->customer_gateway_id,
	    c->customer_gateway,
	    tunnel != NULL ? &tunnel->customer_outside_address : NULL,
	    tunnel != NULL ? &tunnel->customer_asn : NULL);
	end_row(t, "AWS gateway", aws, c->aws_gateway, NULL,
	    tunnel != NULL ? &tunnel->aws_asn : NULL);
}

/* A row that is worked out, with the origin of what says it where that is
 * known. */
static void
mode_row(const struct text *t, const char *label, const char *text,
    const struct value *from)
{
	enum origin origin = value_known(from) ? from->origin : ORIGIN_DERIVED;

	table_wide(t->table, label, table_cell(t->arena, text, STYLE_PLAIN),
	    show_origin_cell(t, origin));
}

/* Fields that have their own line, or their place in one. */
static bool
is_in_head(const struct field *field)
{
	static const size_t offsets[] = { offsetof(struct connection, id),
		offsetof(struct connection, name),
		offsetof(struct connection, state),
		offsetof(struct connection, customer_gateway_id),
		offsetof(struct connection, vpn_gateway_id),
		offsetof(struct connection, transit_gateway_id),
		offsetof(struct connection, static_routes_only),
		offsetof(struct connection, tunnel_inside_ip_version) };
	size_t i;

	for (i = 0; i < sizeof(offsets) / sizeof(*offsets); i++)
		if (offsets[i] == field->offset)
			return true;
	return false;
}

static void
option_rows(const struct text *t)
{
	size_t count, i;
	const struct field *fields = connection_fields(&count);
	const struct value *value;
	struct label label;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], t->connection);
		if (is_in_head(&fields[i]) ||
		    value_state(&fields[i], value) == VALUE_ABSENT)
			continue;
		label_connection(&fields[i], &label);
		table_wide(t->table, label.brief,
		    show_value_cell(t, &fields[i], label.unit, value),
		    show_origin_cell(t, value->origin));
	}
}

static void
route_row(const struct text *t)
{
	const struct connection *c = t->connection;
	struct buf list = { NULL, 0, 0 };
	size_t i;

	if (c->route_count == 0)
		return;
	for (i = 0; i < c->route_count; i++) {
		buf_printf(&list, "%s%s", i != 0 ? ", " : "",
		    value_print(&any_prefix, &c->routes[i].destination, false,
			t->arena));
		if (value_known(&c->routes[i].state))
			buf_printf(&list, " (%s)",
			    value_print(&any_text, &c->routes[i].state, false,
				t->arena));
	}
	table_wide(t->table, "static routes",
	    table_cell(
		t->arena, arena_string(t->arena, list.data), STYLE_PLAIN),
	    show_origin_cell(t, c->routes[0].destination.origin));
	buf_free(&list);
}

/* The networks behind one end. */
static void
network_row(
    const struct text *t, const char *label, const struct gateway *gateway)
{
	struct list list = { "", ORIGIN_NONE };
	size_t i;

	for (i = 0; gateway != NULL && i < gateway->prefix_count; i++)
		list_add(t, &list, "", &any_prefix, &gateway->prefixes[i]);
	if (list.text[0] != '\0')
		table_wide(t->table, label,
		    table_cell(t->arena, list.text, STYLE_PLAIN),
		    show_origin_cell(t, list.origin));
}

void
show_head(const struct text *t)
{
	const struct connection *c = t->connection;

	end_rows(t);
	mode_row(t, "routing", connection_is_static(c) ? "static" : "BGP",
	    &c->static_routes_only);
	mode_row(t, "inside IP version",
	    connection_is_ipv6(c) ? "IPv6" : "IPv4",
	    &c->tunnel_inside_ip_version);
	option_rows(t);
	route_row(t);
	network_row(t, "site's networks", c->customer_gateway);
	network_row(t, "VPC's networks", c->aws_gateway);
}

void
show_title(const struct text *t, struct buf *out)
{
	const struct connection *c = t->connection;
	const char *bold = t->show->color ? "\033[1m" : "";
	struct list list = { "", ORIGIN_NONE };

	if (c->label != NULL)
		list_add(t, &list, "", &any_text, &c->id);
	list_add(t, &list, "", &any_text, &c->name);
	list_add(t, &list, "", &any_text, &c->state);
	buf_printf(out, "%s%s%s%s%s\n", bold,
	    value_plain(connection_name(c), t->arena),
	    t->show->color ? "\033[0m" : "", list.text[0] != '\0' ? ": " : "",
	    list.text);
}
