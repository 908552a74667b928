/* SPDX-License-Identifier: ISC */
/* A connection as a table, a column for each tunnel.  Floor 6. */
#include <string.h>

#include "report/label.h"
#include "report/show.h"
#include "report/table.h"
#include "report/value.h"

/* More tunnels than fit side by side go below each other. */
#define COLUMN_WIDTH 16
#define OTHER_WIDTH 44

struct text {
	const struct show *show;
	const struct connection *connection;
	struct arena *arena;
	struct table *table;
};

static enum style
style_of(const struct value *value)
{
	if (value->origin == ORIGIN_DEFAULT || value->origin == ORIGIN_ASSUMED)
		return STYLE_DIM;
	if (value->origin == ORIGIN_NONE && value->text != NULL)
		return STYLE_BAD;
	return STYLE_PLAIN;
}

/* The members of a set, the weak ones highlighted. */
static struct cell
set_cell(
    const struct text *t, enum algorithm_kind kind, const struct value *value)
{
	algorithm_set set = value->u.set, weak = algorithm_weak(kind, set);
	struct cell cell = { NULL, 0 };
	const char *name;
	unsigned i;

	cell.words =
	    arena_array(t->arena, algorithm_count(kind), sizeof(*cell.words));
	for (i = 0; i < algorithm_count(kind); i++) {
		if ((set >> i & 1) == 0)
			continue;
		name = algorithm_get(kind, i)->name;
		if (set >> i > 1)
			name = arena_printf(t->arena, "%s,", name);
		cell.words[cell.count++] = (struct word){ name, strlen(name),
			(weak >> i & 1) != 0 ? STYLE_WEAK : style_of(value) };
	}
	return cell;
}

static struct cell
value_cell(const struct text *t, const struct field *field, const char *unit,
    const struct value *value)
{
	enum algorithm_kind kind;
	const char *text;

	if (value_known(value) && field_is_set(field, &kind) &&
	    value->u.set != 0)
		return set_cell(t, kind, value);
	text = value_print(field, value, t->show->secrets, t->arena);
	if (unit != NULL && value_known(value))
		text = arena_printf(t->arena, "%s %s", text, unit);
	return table_cell(t->arena, text, style_of(value));
}

static struct cell
origin_cell(const struct text *t, enum origin origin)
{
	return table_cell(t->arena, value_origin_brief(origin), STYLE_DIM);
}

/* ---- what holds for all tunnels --------------------------------------- */

/* Lists of what there is: "cgw-1, 192.0.2.1, ASN 65000". */
static void
list_add(const struct text *t, const char **list, const char *before,
    const struct field *field, const struct value *value)
{
	if (value_state(field, value) == VALUE_ABSENT)
		return;
	*list = arena_printf(t->arena, "%s%s%s%s", *list,
	    (*list)[0] != '\0' ? ", " : "", before,
	    value_print(field, value, false, t->arena));
}

static const struct field any_text = { .name = "text" };
static const struct field any_number = { .name = "number",
	.type = FIELD_NUMBER };
static const struct field any_ip = { .name = "address", .type = FIELD_IP };
static const struct field any_prefix = { .name = "network",
	.type = FIELD_PREFIX };

/* One end: its id, and what the gateway or else the first tunnel says. */
static void
end_row(const struct text *t, const char *label, const struct value *id,
    const struct gateway *gateway, const struct value *address,
    const struct value *asn)
{
	const char *list = "";

	if (gateway != NULL && value_missing(id) && id->text == NULL)
		id = &gateway->id;
	list_add(t, &list, "", &any_text, id);
	if (gateway != NULL) {
		if (gateway->label != NULL && !value_known(id))
			list = value_plain(gateway->label, t->arena);
		list_add(t, &list, "", &any_text, &gateway->name);
		list_add(t, &list, "", &any_text, &gateway->state);
		list_add(t, &list, "", &any_text, &gateway->device_name);
		if (!value_missing(&gateway->ip_address))
			address = &gateway->ip_address;
		if (!value_missing(&gateway->asn))
			asn = &gateway->asn;
	}
	if (address != NULL)
		list_add(t, &list, "", &any_ip, address);
	if (asn != NULL)
		list_add(t, &list, "ASN ", &any_number, asn);
	if (list[0] != '\0')
		table_wide(t->table, label,
		    table_cell(t->arena, list, STYLE_PLAIN),
		    origin_cell(t, id->origin));
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
	    origin_cell(t, origin));
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
		    value_cell(t, &fields[i], label.unit, value),
		    origin_cell(t, value->origin));
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
	    origin_cell(t, c->routes[0].destination.origin));
	buf_free(&list);
}

static void
head(const struct text *t)
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
}

static void
title(const struct text *t, struct buf *out)
{
	const struct connection *c = t->connection;
	const char *bold = t->show->color ? "\033[1m" : "";
	const char *list = "";

	if (c->label != NULL)
		list_add(t, &list, "", &any_text, &c->id);
	list_add(t, &list, "", &any_text, &c->name);
	list_add(t, &list, "", &any_text, &c->state);
	buf_printf(out, "%s%s%s%s%s\n", bold,
	    value_plain(connection_name(c), t->arena),
	    t->show->color ? "\033[0m" : "", list[0] != '\0' ? ": " : "", list);
}

/* ---- tunnels ---------------------------------------------------------- */

/* Whether FIELD has a row although no tunnel states it. */
static bool
is_expected(const struct text *t, const struct field *field)
{
	if (field->secret)
		return true;
	return field->need == FIELD_REQUIRED &&
	       (t->connection->has_xml || field_api(field) != NULL ||
		   field_terraform(field)[0] != '\0');
}

static bool
is_absent(const struct field *field, const struct tunnel *tunnels, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (value_state(field, field_get(field, &tunnels[i])) !=
		    VALUE_ABSENT)
			return false;
	return true;
}

static struct cell
tunnel_cell(const struct text *t, const struct field *field, const char *unit,
    const struct tunnel *tunnel)
{
	const struct value *value = field_get(field, tunnel);

	if (field->secret && value_state(field, value) == VALUE_ABSENT &&
	    (value_known(&tunnel->certificate_arn) ||
		connection_has_certificate(t->connection)))
		return table_cell(t->arena, "certificate", STYLE_PLAIN);
	return value_cell(t, field, unit, value);
}

/* "XML", or "XML / option" where the tunnels differ. */
static struct cell
origins_cell(const struct text *t, const struct field *field,
    const struct tunnel *tunnels, size_t count)
{
	enum origin origin = field_get(field, &tunnels[0])->origin;
	const char *list = value_origin_brief(origin);
	bool differ = false;
	size_t i;

	for (i = 1; i < count; i++) {
		differ |= field_get(field, &tunnels[i])->origin != origin;
		list = arena_printf(t->arena, "%s / %s", list,
		    value_origin_brief(field_get(field, &tunnels[i])->origin));
	}
	return differ ? table_cell(t->arena, list, STYLE_DIM)
		      : origin_cell(t, origin);
}

static void
tunnel_row(const struct text *t, const struct field *field,
    const struct label *label, const struct tunnel *tunnels, size_t count)
{
	struct cell *cells = arena_array(t->arena, count, sizeof(*cells));
	size_t i;

	for (i = 0; i < count; i++)
		cells[i] = tunnel_cell(t, field, label->unit, &tunnels[i]);
	table_row(t->table, label->brief, cells,
	    origins_cell(t, field, tunnels, count));
}

static const struct field *
field_at(size_t offset)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (fields[i].offset == offset)
			return &fields[i];
	return NULL;
}

static void
tunnel_rows(const struct text *t, const struct tunnel *tunnels, size_t count)
{
	enum label_group group = LABEL_GROUPS;
	size_t labels, i;
	const struct label *label = label_tunnel_rows(&labels);
	const struct field *field;

	for (i = 0; i < labels; i++, label++) {
		field = field_at(label->offset);
		if (field == NULL || (!is_expected(t, field) &&
					 is_absent(field, tunnels, count)))
			continue;
		if (group != label->group)
			table_heading(t->table, label_group_name(label->group));
		group = label->group;
		tunnel_row(t, field, label, tunnels, count);
	}
}

static void
tunnel_names(const struct text *t, const struct tunnel *tunnels, size_t count)
{
	struct cell *cells = arena_array(t->arena, count, sizeof(*cells));
	const struct value *address;
	const char *name;
	size_t i;

	for (i = 0; i < count; i++) {
		address = &tunnels[i].outside_address;
		name =
		    value_known(address)
			? value_print(&any_ip, address, false, t->arena)
			: arena_printf(t->arena, "tunnel %zu",
			      (size_t)(&tunnels[i] - t->connection->tunnels) +
				  1);
		cells[i] = table_cell(t->arena, name, STYLE_BOLD);
	}
	table_heading(
	    t->table, count > 1 ? "Tunnels (a value printed once holds for all)"
				: "Tunnel");
	table_row(t->table, "", cells, table_cell(t->arena, "from", STYLE_DIM));
}

/* How many tunnels fit side by side. */
static size_t
tunnels_across(const struct text *t)
{
	size_t width = t->show->width, count = t->connection->tunnel_count;
	size_t fit = width > OTHER_WIDTH + COLUMN_WIDTH
			 ? (width - OTHER_WIDTH) / COLUMN_WIDTH
			 : 1;

	return fit < count ? fit : count;
}

void
show_text(const struct show *show, const struct connection *connection,
    struct arena *arena, struct buf *out)
{
	struct text t = { show, connection, arena, NULL };
	size_t across = tunnels_across(&t), done = 0, count;

	title(&t, out);
	do {
		count = connection->tunnel_count - done;
		if (count > across)
			count = across;
		t.table = table_new(
		    arena, count != 0 ? count : 1, show->width, show->color);
		if (done == 0)
			head(&t);
		if (count != 0) {
			tunnel_names(&t, &connection->tunnels[done], count);
			tunnel_rows(&t, &connection->tunnels[done], count);
		}
		table_print(t.table, out);
		done += count;
	} while (done < connection->tunnel_count);
}
