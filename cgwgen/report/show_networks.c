/* SPDX-License-Identifier: ISC */
/*
 * The networks around the connections: gateways, and the lists of cgwgen's own
 * descriptor that are not Client VPN's.  Floor 6.
 */
#include <string.h>

#include "model/estate_lists.h"
#include "report/show_text.h"
#include "report/value.h"

/* "vpn ecmp support" */
static const char *
words_of(const char *name, struct arena *arena)
{
	char *words = arena_string(arena, name), *bar;

	for (bar = words; (bar = strchr(bar, '_')) != NULL;)
		*bar = ' ';
	return words;
}

/* Its id; or what records know it by, without the file. */
static const char *
title_of(const struct estate_item *item, struct arena *arena)
{
	return value_plain(item->label != NULL && strchr(item->key, '@') != NULL
			       ? item->label
			       : item->key,
	    arena);
}

static bool
is_shown(
    const struct field *field, const struct value *value, const char *parent)
{
	return value_state(field, value) != VALUE_ABSENT &&
	       (parent == NULL || strcmp(field->name, parent) != 0);
}

/* ---- text ------------------------------------------------------------- */

static void
put_members(const struct text *t, const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (is_shown(&fields[i], value, NULL) &&
		    strcmp(fields[i].name, "id") != 0 &&
		    strcmp(fields[i].name, "name") != 0)
			table_wide(t->table, words_of(fields[i].name, t->arena),
			    show_value_cell(t, &fields[i], NULL, value),
			    show_origin_cell(t, value->origin));
	}
	for (i = 0; i < item->prefix_count; i++)
		table_wide(t->table, i == 0 ? "networks" : "",
		    show_value_cell(t, estate_prefix_field(item->kind), NULL,
			&item->prefixes[i]),
		    show_origin_cell(t, item->prefixes[i].origin));
}

static void
add_words(struct buf *buf, const char *words)
{
	buf_printf(buf, "%s%s", buf->length != 0 ? ", " : "", words);
}

/* What is known first names the part, the rest follows. */
static void
put_part(
    const struct text *t, const struct estate_item *item, const char *parent)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	enum origin origin = ORIGIN_NONE;
	const char *label = NULL, *text;
	const struct value *value;
	struct buf rest = { 0 };

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (!is_shown(&fields[i], value, parent))
			continue;
		text = value_print(&fields[i], value, false, t->arena);
		if (label == NULL) {
			label = text;
			origin = value->origin;
			continue;
		}
		add_words(&rest, arena_printf(t->arena, "%s %s",
				     words_of(fields[i].name, t->arena), text));
	}
	for (i = 0; i < item->prefix_count; i++)
		add_words(&rest,
		    arena_printf(t->arena, "%s%s", i == 0 ? "networks " : "",
			value_print(estate_prefix_field(item->kind),
			    &item->prefixes[i], false, t->arena)));
	buf_text(&rest, "");
	table_wide(t->table, label != NULL ? label : "-",
	    table_cell(t->arena, arena_copy(t->arena, rest.data, rest.length),
		STYLE_PLAIN),
	    show_origin_cell(t, origin));
	buf_free(&rest);
}

static void
put_list(const struct text *t, const struct estate *estate,
    enum estate_kind kind, const char *key, const char *list,
    const char *parent, const char *member)
{
	struct estate_item *const *items;
	size_t count, i;
	bool begun = false;
	char *heading = arena_string(t->arena, words_of(list, t->arena));

	heading[0] = (char)(heading[0] - 'a' + 'A');
	items = estate_children(estate, kind, key, &count);
	for (i = 0; i < count; i++) {
		if (member != NULL &&
		    !value_known(
			field_get(estate_field(kind, member), items[i])))
			continue;
		if (!begun)
			table_heading(t->table, heading);
		begun = true;
		put_part(t, items[i], parent);
	}
}

static void
put_parts(const struct text *t, const struct estate *estate,
    const struct estate_item *item)
{
	size_t count, i;
	const struct estate_ids *ids = estate_id_lists(&count);
	const struct estate_within *nested;

	for (i = 0; i < count; i++)
		if (ids[i].kind == item->kind)
			put_list(t, estate, ids[i].member, item->key,
			    ids[i].list, ids[i].parent, ids[i].name);
	nested = estate_nested(&count);
	for (i = 0; i < count; i++)
		if (nested[i].kind == item->kind)
			put_list(t, estate, nested[i].place.kind, item->key,
			    nested[i].place.list, nested[i].place.parent, NULL);
}

static void
put_record(const struct show *show, const struct estate *estate,
    const struct estate_item *item, struct arena *arena, struct buf *out)
{
	struct text t = { show, NULL, arena, NULL };
	const char *kind = estate_kind_name(item->kind);
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	t.table = table_new(arena, 1, show->width, show->color);
	buf_printf(out, "%c%s %s",
	    kind[0] >= 'a' ? kind[0] - 'a' + 'A' : kind[0], kind + 1,
	    title_of(item, arena));
	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (strcmp(fields[i].name, "name") == 0 && value_known(value))
			buf_printf(
			    out, " (%s)", value_plain(value->text, arena));
	}
	buf_char(out, '\n');
	put_members(&t, item);
	put_parts(&t, estate, item);
	table_print(t.table, out);
}

/* ---- JSON ------------------------------------------------------------- */

static void write_record(const struct show *show, const struct estate *estate,
    const struct estate_item *item, struct writer *writer);

static void
write_list(const struct show *show, const struct estate *estate,
    enum estate_kind kind, const char *key, const char *list,
    const char *member, struct writer *writer)
{
	struct estate_item *const *items;
	size_t count, i;

	items = estate_children(estate, kind, key, &count);
	writer_key(writer, list);
	writer_begin(writer, '[');
	for (i = 0; i < count; i++)
		if (member == NULL ||
		    value_known(
			field_get(estate_field(kind, member), items[i])))
			write_record(show, estate, items[i], writer);
	writer_end(writer, ']');
}

static void
write_prefixes(const struct estate_item *item, struct writer *writer)
{
	char text[IP_TEXT_SIZE];
	size_t i;

	if (estate_prefix_field(item->kind) == NULL)
		return;
	writer_key(writer, "prefixes");
	writer_begin(writer, '[');
	for (i = 0; i < item->prefix_count; i++)
		writer_text(
		    writer, ip_prefix_format(item->prefixes[i].u.prefix, text));
	writer_end(writer, ']');
}

/* Records lie three deep at most: see estate_nested(). */
static void
write_record(const struct show *show, const struct estate *estate,
    const struct estate_item *item, struct writer *writer)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct estate_ids *ids;
	const struct estate_within *nested;

	writer_begin(writer, '{');
	writer_text_at(writer, "key", item->key);
	show_json_fields(show, fields, count, item, writer);
	write_prefixes(item, writer);
	ids = estate_id_lists(&count);
	for (i = 0; i < count; i++)
		if (ids[i].kind == item->kind)
			write_list(show, estate, ids[i].member, item->key,
			    ids[i].list, ids[i].name, writer);
	nested = estate_nested(&count);
	for (i = 0; i < count; i++)
		if (nested[i].kind == item->kind)
			write_list(show, estate, nested[i].place.kind,
			    item->key, nested[i].place.list, NULL, writer);
	writer_end(writer, '}');
}

/* ---- all -------------------------------------------------------------- */

/* Shows ITEM in the list KEY, which is *BEGUN. */
static void
show_record(struct show *show, const struct estate *estate, const char *key,
    const struct estate_item *item, bool *begun, struct arena *arena)
{
	if (show->json && !*begun) {
		writer_end(&show->writer, ']');
		writer_key(&show->writer, key);
		writer_begin(&show->writer, '[');
	} else if (!show->json && show->count != 0) {
		buf_char(&show->writer.buf, '\n');
	}
	*begun = true;
	show->count++;
	if (show->json)
		write_record(show, estate, item, &show->writer);
	else
		put_record(show, estate, item, arena, &show->writer.buf);
}

static void
show_gateways(
    struct show *show, const struct estate *estate, struct arena *arena)
{
	static const enum estate_kind kinds[] = { ESTATE_VPN_GATEWAY,
		ESTATE_TRANSIT_GATEWAY };
	const struct estate_list *list;
	bool begun = false;
	size_t i, j;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		list = &estate->kinds[kinds[i]];
		for (j = 0; j < list->count; j++)
			if (estate_client_described(list->by_key[j]))
				show_record(show, estate, "gateways",
				    list->by_key[j], &begun, arena);
	}
}

/* What is announced over connections. */
static void
show_announcements(
    struct show *show, const struct estate *estate, struct arena *arena)
{
	const struct estate_list *list = &estate->kinds[ESTATE_ANNOUNCEMENT];
	const struct estate_item *item;
	bool begun = false;
	size_t i;

	for (i = 0; i < list->count; i++) {
		item = list->by_parent[i];
		if (estate_find(estate, ESTATE_ATTACHMENT, item->parent) ==
			NULL &&
		    estate_find(estate, ESTATE_INTERFACE, item->parent) == NULL)
			show_record(
			    show, estate, "announcements", item, &begun, arena);
	}
}

void
show_networks(
    struct show *show, const struct estate *estate, struct arena *arena)
{
	size_t count, i, j;
	const struct estate_place *outermost = estate_outermost(&count);
	const struct estate_list *list;
	bool begun;

	show_gateways(show, estate, arena);
	show_announcements(show, estate, arena);
	for (i = 0; i < count; i++) {
		/* Those of Client VPN are show_estate()'s. */
		if (outermost[i].kind >= ESTATE_CLIENT_ENDPOINT)
			continue;
		list = &estate->kinds[outermost[i].kind];
		begun = false;
		for (j = 0; j < list->count; j++)
			show_record(show, estate, outermost[i].list,
			    list->by_parent[j], &begun, arena);
	}
}
