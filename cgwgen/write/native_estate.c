/* SPDX-License-Identifier: ISC */
/*
 * The networks around the connections as sections of cgwgen's own descriptor:
 * the lists that estate_lists.h has for the reader, each with what is known.
 * What has no id yet cannot be referred to and is left out.  Floor 3.
 */
#include <stdlib.h>
#include <string.h>

#include "model/estate_lists.h"
#include "write/native_tree.h"

/* ---- values ----------------------------------------------------------- */

static bool
ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);

	return length >= tail && strcmp(name + length - tail, end) == 0;
}

/* Whether TEXT stands for something that gets its id with a deployment:
 * "NAME@FILE". */
static bool
is_later(const char *text)
{
	return strchr(text, '@') != NULL;
}

/* How the descriptor refers to what records know by TEXT, or NULL. */
static const char *
refer(
    const struct native_networks *networks, const char *name, const char *text)
{
	if (!is_later(text))
		return text;
	return estate_is_reference(name) ? networks->name(networks->host, text)
					 : NULL;
}

/* Adds the member of FIELD; false when it is a reference that cannot be
 * written. */
static bool
put_member(const struct native_networks *networks, const struct field *field,
    const struct value *value, struct node *map)
{
	struct value named = *value;

	if (!value_known(value) || field->secret ||
	    (value->origin == ORIGIN_DEFAULT && !networks->style->complete))
		return true;
	if (field->type == FIELD_TEXT &&
	    (ends_with(field->name, "_id") || strcmp(field->name, "id") == 0 ||
		strcmp(field->name, "target") == 0)) {
		named.text = refer(networks, field->name, value->text);
		if (named.text == NULL)
			return false;
	}
	native_put(networks->arena, map, field, &named);
	return true;
}

static bool
put_members(const struct native_networks *networks,
    const struct estate_place *place, const struct estate_item *item,
    struct node *map)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (place->required != NULL && !value_known(value) &&
		    strcmp(fields[i].name, place->required) == 0)
			return false;
		/* What it is within says it. */
		if ((place->parent == NULL ||
			strcmp(fields[i].name, place->parent) != 0) &&
		    !put_member(networks, &fields[i], value, map))
			return false;
	}
	return true;
}

static struct node *
add_list(
    struct native_networks *networks, struct node *parent, const char *name)
{
	struct node *list = node_add(networks->arena, NODE_SEQUENCE, parent);

	list->name = name;
	return list;
}

static void
put_prefixes(struct native_networks *networks, const struct estate_item *item,
    struct node *map)
{
	static const struct field field = { .type = FIELD_PREFIX };
	struct node *list;
	size_t i;

	if (item->prefix_count == 0)
		return;
	list = add_list(networks, map, "prefixes");
	for (i = 0; i < item->prefix_count; i++)
		native_put(networks->arena, list, &field, &item->prefixes[i]);
}

/* ---- records ---------------------------------------------------------- */

static void put_list(struct native_networks *networks,
    const struct estate_place *place, struct estate_item *const *items,
    size_t count, struct node *parent);

/* The lists of ids and addresses within the record with KEY. */
static void
put_ids(struct native_networks *networks, enum estate_kind kind,
    const char *key, struct node *map)
{
	size_t rows, count, i, j;
	const struct estate_ids *ids = estate_id_lists(&rows);
	struct estate_item *const *items;
	const struct field *field;
	const struct value *value;
	const char *text;
	struct node *list;

	for (i = 0; i < rows; i++) {
		if (ids[i].kind != kind)
			continue;
		items = estate_children(
		    networks->estate, ids[i].member, key, &count);
		field = estate_field(ids[i].member, ids[i].name);
		list = NULL;
		for (j = 0; j < count; j++) {
			value = field_get(field, items[j]);
			if (!value_known(value))
				continue;
			text =
			    field->type == FIELD_TEXT
				? refer(networks, field->name, value->text)
				: field_format(field, value, networks->arena);
			if (text == NULL) {
				networks->left_out++;
				continue;
			}
			if (list == NULL)
				list = add_list(networks, map, ids[i].list);
			node_add(networks->arena, NODE_SCALAR, list)->text =
			    text;
		}
	}
}

static void
put_parts(struct native_networks *networks, enum estate_kind kind,
    const char *key, struct node *map)
{
	size_t rows, count, i;
	const struct estate_within *nested = estate_nested(&rows);
	struct estate_item *const *items;

	put_ids(networks, kind, key, map);
	for (i = 0; i < rows; i++) {
		if (nested[i].kind != kind)
			continue;
		items = estate_children(
		    networks->estate, nested[i].place.kind, key, &count);
		put_list(networks, &nested[i].place, items, count, map);
	}
}

/* Adds a mapping to LIST; takes it away again where it cannot be written. */
static void
put_record(struct native_networks *networks, const struct estate_place *place,
    const struct estate_item *item, struct node *list)
{
	struct node *map = node_add(networks->arena, NODE_MAP, NULL);

	if (!put_members(networks, place, item, map)) {
		networks->left_out++;
		return;
	}
	if (estate_prefix_field(item->kind) != NULL)
		put_prefixes(networks, item, map);
	put_parts(networks, item->kind, item->key, map);
	node_attach(list, map);
}

static void
put_list(struct native_networks *networks, const struct estate_place *place,
    struct estate_item *const *items, size_t count, struct node *parent)
{
	struct node *list = node_add(networks->arena, NODE_SEQUENCE, NULL);
	size_t i;

	list->name = place->list;
	for (i = 0; i < count; i++)
		put_record(networks, place, items[i], list);
	if (list->first != NULL)
		node_attach(parent, list);
}

/* ---- what nothing describes ------------------------------------------- */

/* Keys of records of KIND that there is only something within; their items
 * once each was found. */
struct orphans {
	enum estate_kind kind;
	const char **keys;
	struct estate_item **list;
	size_t count;
};

static int
by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Adds the parents of records of the kind MEMBER that nothing describes, to
 * keys with room for them; what has no parent at all cannot be written. */
static void
add_parents(struct native_networks *networks, enum estate_kind member,
    struct orphans *orphans)
{
	const struct estate_list *list = &networks->estate->kinds[member];
	const char *key;
	size_t i;

	for (i = 0; i < list->count; i++) {
		key = list->by_parent[i]->parent;
		if (i > 0 && strcmp(key, list->by_parent[i - 1]->parent) == 0)
			continue;
		networks->left_out += key[0] == '\0';
		if (key[0] != '\0' && !is_later(key) &&
		    estate_find(networks->estate, orphans->kind, key) == NULL)
			orphans->keys[orphans->count++] = key;
	}
}

/* A record of each key, each once. */
static void
make_items(struct native_networks *networks, struct orphans *orphans)
{
	const char **keys = orphans->keys;
	size_t count = orphans->count, i;
	struct estate_item *item;

	if (count > 1)
		qsort(keys, count, sizeof(*keys), by_text);
	orphans->list =
	    arena_array(networks->arena, count + 1, sizeof(*orphans->list));
	orphans->count = 0;
	for (i = 0; i < count; i++) {
		if (i > 0 && strcmp(keys[i], keys[i - 1]) == 0)
			continue;
		item = estate_new(orphans->kind, NOWHERE, networks->arena);
		item->key = keys[i];
		*field_slot(estate_field(orphans->kind, "id"), item) =
		    (struct value){ .origin = ORIGIN_DERIVED, .text = keys[i] };
		orphans->list[orphans->count++] = item;
	}
}

static struct orphans
find_orphans(struct native_networks *networks, enum estate_kind kind)
{
	struct orphans orphans = { .kind = kind };
	size_t nested_count, id_count, room = 0, i;
	const struct estate_within *nested = estate_nested(&nested_count);
	const struct estate_ids *ids = estate_id_lists(&id_count);

	for (i = 0; i < ESTATE_KINDS; i++)
		room += networks->estate->kinds[i].count;
	orphans.keys =
	    arena_array(networks->arena, room * 2 + 1, sizeof(*orphans.keys));
	/* An announcement's owner may be a connection. */
	for (i = 0; i < nested_count; i++)
		if (nested[i].kind == kind &&
		    nested[i].place.kind != ESTATE_ANNOUNCEMENT)
			add_parents(networks, nested[i].place.kind, &orphans);
	/* Associations are in two lists: those of one kind stand together. */
	for (i = 0; i < id_count; i++)
		if (ids[i].kind == kind &&
		    (i == 0 || ids[i - 1].kind != kind ||
			ids[i - 1].member != ids[i].member))
			add_parents(networks, ids[i].member, &orphans);
	make_items(networks, &orphans);
	return orphans;
}

/* ---- all -------------------------------------------------------------- */

struct node *
native_estate(struct native_networks *networks)
{
	struct node *map = node_add(networks->arena, NODE_MAP, NULL);
	size_t rows, i, j, count;
	const struct estate_place *outermost = estate_outermost(&rows);
	const struct estate_list *list;
	struct estate_item **items;
	struct orphans orphans;

	for (i = 0; i < rows; i++) {
		list = &networks->estate->kinds[outermost[i].kind];
		orphans = find_orphans(networks, outermost[i].kind);
		count = list->count + orphans.count;
		items = arena_array(
		    networks->arena, count + 1, sizeof(struct estate_item *));
		for (j = 0; j < count; j++)
			items[j] = j < list->count
				       ? list->by_parent[j]
				       : orphans.list[j - list->count];
		put_list(networks, &outermost[i], items, count, map);
	}
	return map;
}

void
native_announcements(
    struct native_networks *networks, const char *owner, struct node *map)
{
	static const struct estate_place place = { "announcements",
		ESTATE_ANNOUNCEMENT, "owner_id", "destination" };
	struct estate_item *const *items;
	size_t count;

	items = estate_children(
	    networks->estate, ESTATE_ANNOUNCEMENT, owner, &count);
	put_list(networks, &place, items, count, map);
}
