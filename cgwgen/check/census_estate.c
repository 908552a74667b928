/* SPDX-License-Identifier: ISC */
/* Counting the routes of tables and interfaces.  Floor 5. */
#include <string.h>

#include "check/census_table.h"

/* ---- transit gateways ------------------------------------------------- */

size_t
census_transit_total(struct census *census, const char *key)
{
	struct estate_item *const *tables;
	size_t count, total = 0, i;

	if (census->estate == NULL)
		return 0;
	tables =
	    estate_children(census->estate, ESTATE_TRANSIT_TABLE, key, &count);
	for (i = 0; i < count; i++)
		total += census_transit_routes(census, tables[i]->key).count;
	return total;
}

static void
count_transit_table(
    struct census *census, const struct estate_transit_table *of)
{
	struct table table = census_transit_routes(census, of->item.key);
	size_t count;
	int family, propagated;

	census_begin(census, CENSUS_TRANSIT_TABLE,
	    of->item.label != NULL ? of->item.label : of->item.key, &of->name);
	for (propagated = 0; propagated < 2; propagated++)
		for (family = 4; family <= 6; family += 2) {
			count = census_count_routes(
			    &table, family, propagated != 0);
			if (count != 0)
				census_put(census,
				    propagated != 0 ? "propagated routes"
						    : "static routes",
				    family, count, QUOTA_COUNT);
		}
}

/* Whether a connection's gateway is known by KEY, so that its own lines say
 * how many routes it has. */
static bool
is_end(const struct census *census, const char *key)
{
	const struct census_end *end;

	for (end = census->ends; end != NULL; end = end->next)
		if (strcmp(end->name, key) == 0)
			return true;
	return false;
}

/* "Core" of "Core@FILE", where there is no id. */
static const char *
without_file(const struct census *census, const char *key)
{
	const char *at = strchr(key, '@');

	return at != NULL && at != key
		   ? arena_copy(census->arena, key, (size_t)(at - key))
		   : key;
}

static void
count_transit_gateways(struct census *census)
{
	const struct estate_list *list =
	    &census->estate->kinds[ESTATE_TRANSIT_TABLE];
	const char *before = NULL, *key;
	size_t i;

	for (i = 0; i < list->count; i++)
		count_transit_table(census,
		    (const struct estate_transit_table *)list->by_key[i]);
	for (i = 0; i < list->count; i++) {
		key = list->by_parent[i]->parent;
		if (key[0] == '\0' || is_end(census, key) ||
		    (before != NULL && strcmp(before, key) == 0))
			continue;
		before = key;
		census_begin(census, CENSUS_TRANSIT_GATEWAY,
		    without_file(census, key), NULL);
		census_put(census, "routes of its route tables", 0,
		    census_transit_total(census, key), QUOTA_TRANSIT_ROUTES);
	}
}

/* ---- what a transit gateway announces --------------------------------- */

/* The attachments, by what they are of, and the associations with tables, by
 * the attachment; the first of two counts. */
static void
index_attachments(struct census *census)
{
	const struct estate_list *list =
	    &census->estate->kinds[ESTATE_ATTACHMENT];
	const struct value *of;
	void **slot;
	size_t i;

	for (i = 0; i < list->count; i++) {
		of = &((const struct estate_attachment *)list->by_key[i])
			  ->resource_id;
		if (!value_known(of))
			continue;
		slot = index_place(&census->attachments,
		    census_digest(census, of->text), census->arena);
		if (*slot == NULL)
			*slot = list->by_key[i];
	}
	list = &census->estate->kinds[ESTATE_TRANSIT_ASSOCIATION];
	for (i = 0; i < list->count; i++) {
		of = &(
		    (const struct estate_transit_association *)list->by_key[i])
			  ->attachment_id;
		if (!value_known(of))
			continue;
		slot = index_place(&census->associations,
		    census_digest(census, of->text), census->arena);
		if (*slot == NULL)
			*slot = list->by_key[i];
	}
	census->attachments_known = true;
}

/* The attachment of the connection ID, or NULL. */
static const struct estate_attachment *
attachment_of(struct census *census, const char *id)
{
	if (!census->attachments_known)
		index_attachments(census);
	return index_find(&census->attachments, census_digest(census, id));
}

/* The table that ATTACHMENT is associated with, or NULL. */
static const char *
table_of(struct census *census, const struct estate_attachment *attachment)
{
	const struct estate_item *association;

	if (value_known(&attachment->route_table_id))
		return attachment->route_table_id.text;
	association = index_find(
	    &census->associations, census_digest(census, attachment->item.key));
	return association != NULL ? association->parent : NULL;
}

size_t
census_transit_announced(struct census *census, const char *id, int family)
{
	const struct estate_attachment *attachment;
	const char *table_key;
	struct table table;
	size_t count = 0, i;

	if (census->estate == NULL || id == NULL ||
	    (attachment = attachment_of(census, id)) == NULL ||
	    (table_key = table_of(census, attachment)) == NULL)
		return 0;
	table = census_transit_routes(census, table_key);
	for (i = 0; i < table.count; i++)
		count +=
		    table.routes[i].prefix.address.family == family &&
		    table.routes[i].target != NULL &&
		    strcmp(table.routes[i].target, attachment->item.key) != 0;
	return count;
}

/* ---- route tables of a VPC -------------------------------------------- */

static void
count_vpc_table(struct census *census, const struct estate_item *item)
{
	census_begin(census, CENSUS_ROUTE_TABLE,
	    item->label != NULL ? item->label : item->key,
	    &((const struct estate_vpc_table *)item)->name);
	census_put_table(census, item->key);
}

/* ---- what is announced ------------------------------------------------ */

struct census_list
census_announcements(struct census *census, const char *owner)
{
	struct estate_item *const *items;
	const struct estate_announcement *of;
	struct ip_prefix *list;
	size_t count, used = 0, i;

	if (census->estate == NULL || owner == NULL)
		return (struct census_list){ NULL, 0 };
	items =
	    estate_children(census->estate, ESTATE_ANNOUNCEMENT, owner, &count);
	list = arena_array(census->arena, count, sizeof(*list));
	for (i = 0; i < count; i++) {
		of = (const struct estate_announcement *)items[i];
		if (!value_known(&of->destination))
			continue;
		list[used] = of->destination.u.prefix;
		list[used].address = ip_first(list[used]);
		used++;
	}
	return (struct census_list){ list, used };
}

bool
census_put_interface(struct census *census, const char *key)
{
	const struct census_summary *summaries[2];
	struct census_list list = census_announcements(census, key);
	const struct estate_interface *of;
	bool is_public;

	if (list.count == 0)
		return false;
	of = (const struct estate_interface *)estate_find(
	    census->estate, ESTATE_INTERFACE, key);
	is_public = of != NULL && value_known(&of->type) &&
		    strcmp(of->type.text, "public") == 0;
	census_put_families(census, "networks that the router announces", &list,
	    0, is_public ? QUOTA_PUBLIC_INTERFACE : QUOTA_PRIVATE_INTERFACE,
	    summaries);
	return true;
}

/* ---- tallies ---------------------------------------------------------- */

static struct digest
place_digest(const struct census *census, struct pos at)
{
	const uintptr_t words[] = { (uintptr_t)at.source, at.offset };

	return digest_make(&census->secret, words, sizeof(words));
}

static void
index_places(struct census *census)
{
	static const enum estate_kind kinds[] = { ESTATE_VPC_TABLE,
		ESTATE_INTERFACE };
	const struct estate_list *list;
	size_t i, j;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		list = &census->estate->kinds[kinds[i]];
		for (j = 0; j < list->count; j++)
			*index_place(&census->places,
			    place_digest(census, list->by_key[j]->at),
			    census->arena) = list->by_key[j];
	}
	census->places_known = true;
}

const struct estate_item *
census_item_of(struct census *census, const struct tally *tally)
{
	enum estate_kind kind = tally->kind == TALLY_ROUTE_TABLE
				    ? ESTATE_VPC_TABLE
				    : ESTATE_INTERFACE;
	const struct estate_item *item;

	if (census->estate == NULL)
		return NULL;
	item = estate_find(census->estate, kind, tally->name);
	if (item != NULL || tally->at.source == NULL)
		return item;
	if (!census->places_known)
		index_places(census);
	item = index_find(&census->places, place_digest(census, tally->at));
	return item != NULL && item->kind == kind ? item : NULL;
}

/* ---- all -------------------------------------------------------------- */

void
census_count_estate(struct census *census, const struct index *counted)
{
	const struct estate_list *list;
	const struct estate_item *item;
	size_t i;

	if (census->estate == NULL)
		return;
	count_transit_gateways(census);
	list = &census->estate->kinds[ESTATE_VPC_TABLE];
	for (i = 0; i < list->count; i++)
		if (index_find(counted,
			census_digest(census, list->by_key[i]->key)) == NULL)
			count_vpc_table(census, list->by_key[i]);
	list = &census->estate->kinds[ESTATE_INTERFACE];
	for (i = 0; i < list->count; i++) {
		item = list->by_key[i];
		if (index_find(counted, census_digest(census, item->key)) !=
			NULL ||
		    census_announcements(census, item->key).count == 0)
			continue;
		census_begin(census, CENSUS_INTERFACE,
		    item->label != NULL ? item->label : item->key,
		    &((const struct estate_interface *)item)->name);
		census_put_interface(census, item->key);
	}
}
