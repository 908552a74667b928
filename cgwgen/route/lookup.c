/* SPDX-License-Identifier: ISC */
/* Ways and records by what they are looked for.  Floor 5. */
#include "route/lookup.h"

#include <string.h>

#include "route/world.h"

struct lookup {
	struct ways at; /* by gateway, also one behind Direct Connect */
	struct ways sites;
	struct ways owners;
	struct ways ids;
	struct ways attachments;  /* records, by resource */
	struct ways associations; /* records, by attachment */
	struct ways subnets;      /* associations of tables, by subnet */
};

/* ---- filling ---------------------------------------------------------- */

static void
add(struct ways *ways, size_t *capacity, const char *key, size_t order,
    struct link *link, const struct estate_item *item, struct arena *arena)
{
	struct way *grown;

	if (key == NULL)
		return;
	if (ways->count == *capacity) {
		*capacity = *capacity * 2 + 64;
		grown = arena_array(arena, *capacity, sizeof(*grown));
		if (ways->count != 0)
			memcpy(grown, ways->list, ways->count * sizeof(*grown));
		ways->list = grown;
	}
	ways->list[ways->count++] = (struct way){ { key, order }, link, item };
}

/* Sorts WAYS; what is there twice stays once. */
static void
sort(struct ways *ways)
{
	struct way *list = ways->list;
	size_t i, kept = 0;

	keyed_sort(list, ways->count, sizeof(*list));
	for (i = 0; i < ways->count; i++)
		if (kept == 0 ||
		    list[kept - 1].keyed.order != list[i].keyed.order ||
		    strcmp(list[kept - 1].keyed.key, list[i].keyed.key) != 0)
			list[kept++] = list[i];
	ways->count = kept;
}

static void
fill_at(const struct world *world, struct ways *at)
{
	struct estate_item *const *list;
	size_t capacity = 0, count, i, j;
	struct link *link;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		add(at, &capacity, link->gateway, i, link, NULL, world->arena);
		if (link->interface == NULL)
			continue;
		list = estate_children(world->estate, ESTATE_DX_ASSOCIATION,
		    link->gateway, &count);
		for (j = 0; j < count; j++)
			add(at, &capacity,
			    ((const struct estate_dx_association *)list[j])
				->gateway_id.text,
			    i, link, NULL, world->arena);
	}
	sort(at);
}

/* Links by the member at OFFSET. */
static void
fill_by(const struct world *world, struct ways *ways, size_t offset)
{
	size_t capacity = 0, i;
	struct link *link;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		add(ways, &capacity,
		    *(const char *const *)(const void *)((const char *)link +
							 offset),
		    i, link, NULL, world->arena);
	}
	sort(ways);
}

/* Records of KIND by the value at OFFSET, in the order of their parents. */
static void
fill_records(const struct world *world, struct ways *ways,
    enum estate_kind kind, size_t offset)
{
	const struct estate_list *list = &world->estate->kinds[kind];
	const struct value *value;
	size_t capacity = 0, i;

	for (i = 0; i < list->count; i++) {
		value =
		    (const void *)((const char *)list->by_parent[i] + offset);
		if (value_known(value))
			add(ways, &capacity, value->text, i, NULL,
			    list->by_parent[i], world->arena);
	}
	sort(ways);
}

/* Of each link the first of its site. */
static void
name_firsts(const struct world *world, const struct ways *sites)
{
	size_t i;

	for (i = 0; i < world->link_count; i++)
		world->links[i].first = &world->links[i];
	for (i = 1; i < sites->count; i++)
		if (strcmp(sites->list[i].keyed.key,
			sites->list[i - 1].keyed.key) == 0)
			sites->list[i].link->first =
			    sites->list[i - 1].link->first;
}

struct lookup *
lookup_new(const struct world *world)
{
	struct lookup *lookup = ARENA_NEW(world->arena, struct lookup);

	fill_at(world, &lookup->at);
	fill_by(world, &lookup->sites, offsetof(struct link, site));
	fill_by(world, &lookup->owners, offsetof(struct link, owner));
	fill_by(world, &lookup->ids, offsetof(struct link, id));
	fill_records(world, &lookup->attachments, ESTATE_ATTACHMENT,
	    offsetof(struct estate_attachment, resource_id));
	fill_records(world, &lookup->associations, ESTATE_TRANSIT_ASSOCIATION,
	    offsetof(struct estate_transit_association, attachment_id));
	fill_records(world, &lookup->subnets, ESTATE_VPC_ASSOCIATION,
	    offsetof(struct estate_vpc_association, subnet_id));
	name_firsts(world, &lookup->sites);
	return lookup;
}

/* ---- finding ---------------------------------------------------------- */

static struct ways
find(const struct ways *ways, const char *key)
{
	struct ways found = { NULL, 0 };
	const struct way *first =
	    key != NULL
		? keyed_find(ways->list, ways->count, sizeof(*first), key)
		: NULL;
	size_t low, high = ways->count, middle;

	if (first == NULL)
		return found;
	found.list = ways->list + (first - ways->list);
	/* The first behind them; a gateway may have thousands. */
	low = (size_t)(first - ways->list) + 1;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(ways->list[middle].keyed.key, key) == 0)
			low = middle + 1;
		else
			high = middle;
	}
	found.count = low - (size_t)(first - ways->list);
	return found;
}

struct ways
ways_at(const struct world *world, const char *gateway)
{
	return find(&world->lookup->at, gateway);
}

struct ways
ways_of_site(const struct world *world, const char *site)
{
	return find(&world->lookup->sites, site);
}

struct ways
ways_of_owner(const struct world *world, const char *owner)
{
	return find(&world->lookup->owners, owner);
}

struct ways
ways_called(const struct world *world, const char *id)
{
	return find(&world->lookup->ids, id);
}

struct ways
attachments_of(const struct world *world, const char *resource)
{
	return find(&world->lookup->attachments, resource);
}

struct ways
associations_of(const struct world *world, const char *attachment)
{
	return find(&world->lookup->associations, attachment);
}

/* The associations of SUBNET, which name its tables. */
static struct ways
tables_of_subnet(const struct world *world, const char *subnet)
{
	return find(&world->lookup->subnets, subnet);
}

bool
table_is_main(const struct estate_item *table)
{
	const struct value *main =
	    &((const struct estate_vpc_table *)table)->main;

	return value_known(main) && main->u.flag;
}

const struct estate_item *
table_of_subnet(const struct world *world, const struct estate_item *subnet)
{
	const struct ways ways = tables_of_subnet(world, subnet->key);
	struct estate_item *const *tables;
	size_t count, i;

	if (ways.count != 0)
		return estate_find(
		    world->estate, ESTATE_VPC_TABLE, ways.list[0].item->parent);
	tables = estate_children(
	    world->estate, ESTATE_VPC_TABLE, subnet->parent, &count);
	for (i = 0; i < count; i++)
		if (table_is_main(tables[i]))
			return tables[i];
	return NULL;
}
