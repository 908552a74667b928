/* SPDX-License-Identifier: ISC */
/* A Client VPN endpoint or an OpenVPN server, with all that is part of it.
 * Floor 6. */
#include <string.h>

#include "report/show_text.h"
#include "report/value.h"

/* What is part of them, in the order in which it is shown. */
static const struct {
	enum estate_kind of;
	enum estate_kind kind;
	const char *heading;
	const char *key; /* in JSON: as in descriptors */
} parts[] = {
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_AUTHENTICATION,
	    "Authentication", "authentication" },
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_DNS, "DNS servers",
	    "dns_servers" },
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_GROUP, "Security groups",
	    "security_group_ids" },
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_ASSOCIATION, "Target networks",
	    "associations" },
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_ROUTE, "Routes", "routes" },
	{ ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_RULE, "Authorization rules",
	    "authorization_rules" },
	{ ESTATE_OPENVPN_SERVER, ESTATE_OPENVPN_DNS, "DNS servers",
	    "dns_servers" },
	{ ESTATE_OPENVPN_SERVER, ESTATE_OPENVPN_CLIENT, "Clients", "clients" },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* "vpn port" */
static const char *
label_of(const struct field *field, struct arena *arena)
{
	char *label = arena_string(arena, field->name), *bar;

	for (bar = label; (bar = strchr(bar, '_')) != NULL;)
		*bar = ' ';
	return label;
}

/* ---- text ------------------------------------------------------------- */

static const char *
prefixes_of(const struct text *t, const struct estate_item *item)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		list = arena_printf(t->arena, "%s%s%s", list, i == 0 ? "" : " ",
		    value_print(estate_prefix_field(item->kind),
			&item->prefixes[i], false, t->arena));
	return list;
}

static void
put_members(const struct text *t, const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (value_state(&fields[i], value) != VALUE_ABSENT &&
		    strcmp(fields[i].name, "id") != 0 &&
		    strcmp(fields[i].name, "name") != 0)
			table_wide(t->table, label_of(&fields[i], t->arena),
			    show_value_cell(t, &fields[i], NULL, value),
			    show_origin_cell(t, value->origin));
	}
}

/* What is known first names the part, the rest follows. */
static void
put_part(const struct text *t, const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;
	const char *label = NULL, *rest = "", *text;
	enum origin origin = ORIGIN_NONE;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (strcmp(fields[i].name, "endpoint_id") == 0 ||
		    strcmp(fields[i].name, "server_id") == 0 ||
		    value_state(&fields[i], value) == VALUE_ABSENT)
			continue;
		text = value_print(&fields[i], value, false, t->arena);
		if (label == NULL) {
			label = text;
			origin = value->origin;
			continue;
		}
		rest = arena_printf(t->arena, "%s%s%s %s", rest,
		    rest[0] != '\0' ? ", " : "", label_of(&fields[i], t->arena),
		    text);
	}
	if (item->prefix_count != 0)
		rest = arena_printf(t->arena, "%s%sprefixes %s", rest,
		    rest[0] != '\0' ? ", " : "", prefixes_of(t, item));
	table_wide(t->table, label != NULL ? label : "-",
	    table_cell(t->arena, rest, STYLE_PLAIN),
	    show_origin_cell(t, origin));
}

/* Of a server its networks; of an endpoint how many are connected. */
static void
put_more(const struct text *t, const struct estate *estate,
    const struct estate_item *item)
{
	size_t count;

	estate_children(estate, ESTATE_CLIENT_CONNECTION, item->key, &count);
	if (item->kind == ESTATE_CLIENT_ENDPOINT && count != 0)
		table_wide(t->table, "clients connected",
		    table_cell(t->arena, arena_printf(t->arena, "%zu", count),
			STYLE_PLAIN),
		    table_cell(t->arena, "", STYLE_DIM));
	if (item->prefix_count != 0)
		table_wide(t->table, "prefixes",
		    table_cell(t->arena, prefixes_of(t, item), STYLE_PLAIN),
		    show_origin_cell(t, item->prefixes[0].origin));
}

static void
put_parts(const struct text *t, const struct estate *estate,
    const struct estate_item *endpoint, size_t row)
{
	size_t count, i;
	struct estate_item *const *list =
	    estate_children(estate, parts[row].kind, endpoint->key, &count);

	if (count != 0)
		table_heading(t->table, parts[row].heading);
	for (i = 0; i < count; i++)
		put_part(t, list[i]);
}

void
show_endpoint_text(const struct show *show, const struct estate *estate,
    const struct estate_item *endpoint, struct arena *arena, struct buf *out)
{
	struct text t = { show, NULL, arena, NULL };
	const struct value *name =
	    field_get(estate_field(endpoint->kind, "name"), endpoint);
	size_t i;

	t.table = table_new(arena, 1, show->width, show->color);
	buf_printf(out, "%s %s", estate_kind_name(endpoint->kind),
	    value_plain(
		endpoint->label != NULL ? endpoint->label : endpoint->key,
		arena));
	if (value_known(name))
		buf_printf(out, " (%s)", value_plain(name->text, arena));
	buf_char(out, '\n');
	put_members(&t, endpoint);
	put_more(&t, estate, endpoint);
	for (i = 0; i < COUNT(parts); i++)
		if (parts[i].of == endpoint->kind)
			put_parts(&t, estate, endpoint, i);
	table_print(t.table, out);
}

/* ---- JSON ------------------------------------------------------------- */

static void
write_members(const struct show *show, const struct estate_item *item,
    struct writer *writer)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	char text[IP_TEXT_SIZE];

	show_json_fields(show, fields, count, item, writer);
	if (item->kind < ESTATE_OPENVPN_SERVER ||
	    item->kind == ESTATE_OPENVPN_DNS)
		return;
	writer_key(writer, "prefixes");
	writer_begin(writer, '[');
	for (i = 0; i < item->prefix_count; i++)
		writer_text(
		    writer, ip_prefix_format(item->prefixes[i].u.prefix, text));
	writer_end(writer, ']');
}

void
show_endpoint_json(const struct show *show, const struct estate *estate,
    const struct estate_item *endpoint, struct writer *writer)
{
	struct estate_item *const *list;
	size_t count, i, j;

	writer_begin(writer, '{');
	writer_text_at(writer, "key", endpoint->key);
	write_members(show, endpoint, writer);
	for (i = 0; i < COUNT(parts); i++) {
		if (parts[i].of != endpoint->kind)
			continue;
		list = estate_children(
		    estate, parts[i].kind, endpoint->key, &count);
		writer_key(writer, parts[i].key);
		writer_begin(writer, '[');
		for (j = 0; j < count; j++) {
			writer_begin(writer, '{');
			write_members(show, list[j], writer);
			writer_end(writer, '}');
		}
		writer_end(writer, ']');
	}
	estate_children(
	    estate, ESTATE_CLIENT_CONNECTION, endpoint->key, &count);
	if (endpoint->kind == ESTATE_CLIENT_ENDPOINT)
		writer_count_at(writer, "client_count", count);
	writer_end(writer, '}');
}
