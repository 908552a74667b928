/* SPDX-License-Identifier: ISC */
/* Where paths begin: VPCs by their tables, gateways, sites.  Floor 5. */
#include <string.h>

#include "route/world.h"

static void
add_start(
    const struct world *world, struct starts *starts, const struct start *start)
{
	struct start *grown;

	if (starts->count == starts->capacity) {
		starts->capacity = starts->capacity * 2 + 8;
		grown =
		    arena_array(world->arena, starts->capacity, sizeof(*grown));
		if (starts->count != 0)
			memcpy(grown, starts->list,
			    starts->count * sizeof(*grown));
		starts->list = grown;
	}
	starts->list[starts->count++] = *start;
}

static bool
is_called(const char *wanted, const char *id, const struct value *name,
    const char *label)
{
	return strcmp(wanted, id) == 0 ||
	       (name != NULL && value_known(name) &&
		   strcmp(name->text, wanted) == 0) ||
	       (label != NULL && strcmp(label, wanted) == 0);
}

static bool
holds(const struct estate_item *item, struct ip_prefix to)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		if (prefix_covers(item->prefixes[i].u.prefix, to))
			return true;
	return false;
}

/* ---- VPCs ------------------------------------------------------------- */

static const char *
subnet_title(const struct estate_item *item)
{
	const struct estate_subnet *subnet = (const void *)item;

	if (value_known(&subnet->name))
		return subnet->name.text;
	return item->label != NULL && strchr(item->key, '@') != NULL
		   ? item->label
		   : item->key;
}

/* A start for each table of the VPC, with its subnets. */
static void
add_tables(const struct world *world, const char *vpc, struct starts *starts)
{
	struct start start = { .kind = "VPC", .id = vpc, .vpc = vpc };
	struct estate_item *const *tables, *const *subnets;
	const struct estate_item **had;
	size_t count, subnet_count, i, j;

	tables = estate_children(world->estate, ESTATE_VPC_TABLE, vpc, &count);
	subnets =
	    estate_children(world->estate, ESTATE_SUBNET, vpc, &subnet_count);
	had = arena_array(world->arena, subnet_count + 1, sizeof(*had));
	for (j = 0; j < subnet_count; j++)
		had[j] = table_of_subnet(world, subnets[j]);
	start.several = count > 1;
	for (i = 0; i < count; i++) {
		if (is_edge_table(world, tables[i]->key))
			continue;
		start.table = tables[i]->key;
		start.main = table_is_main(tables[i]);
		start.subnets = NULL;
		start.subnet_count = 0;
		if (subnet_count != 0)
			start.subnets = arena_array(
			    world->arena, subnet_count, sizeof(*start.subnets));
		for (j = 0; j < subnet_count; j++)
			if (had[j] == tables[i])
				start.subnets[start.subnet_count++] =
				    subnet_title(subnets[j]);
		add_start(world, starts, &start);
	}
}

static void
add_vpcs(const struct world *world, const char *wanted, struct ip_prefix to,
    struct starts *starts)
{
	const struct estate_list *list = &world->estate->kinds[ESTATE_VPC];
	const struct estate_vpc *vpc;
	size_t i;

	for (i = 0; i < list->count; i++) {
		vpc = (const void *)list->by_key[i];
		if (wanted != NULL ? is_called(wanted, vpc->item.key,
					 &vpc->name, vpc->item.label)
				   : !holds(&vpc->item, to))
			add_tables(world, vpc->item.key, starts);
	}
}

static void
add_subnets(
    const struct world *world, const char *wanted, struct starts *starts)
{
	const struct estate_list *list = &world->estate->kinds[ESTATE_SUBNET];
	const struct estate_subnet *subnet;
	const struct estate_item *table;
	struct start start;
	size_t i;

	for (i = 0; i < list->count; i++) {
		subnet = (const void *)list->by_key[i];
		if (!is_called(wanted, subnet->item.key, &subnet->name,
			subnet->item.label))
			continue;
		table = table_of_subnet(world, &subnet->item);
		start = (struct start){ .kind = "subnet",
			.id = subnet_title(&subnet->item),
			.vpc = subnet->item.parent,
			.table = table != NULL ? table->key : NULL,
			.main = table != NULL && table_is_main(table) };
		add_start(world, starts, &start);
	}
}

/* ---- gateways and sites ----------------------------------------------- */

static bool
has_start(const struct starts *starts, const char *id)
{
	size_t i;

	for (i = 0; i < starts->count; i++)
		if (strcmp(starts->list[i].id, id) == 0)
			return true;
	return false;
}

/* The gateways themselves, where nothing is known of the VPCs. */
static void
add_gateways(
    const struct world *world, const char *wanted, struct starts *starts)
{
	struct start start = { .kind = "gateway" };
	const struct gateway *gateway;
	const struct link *link;
	size_t i;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		gateway = link->connection != NULL
			      ? link->connection->aws_gateway
			      : NULL;
		if (link->gateway == NULL ||
		    (wanted != NULL && strcmp(wanted, link->gateway) != 0 &&
			(gateway == NULL ||
			    !gateway_is_called(gateway, wanted))) ||
		    has_start(starts, link->gateway))
			continue;
		start.id = link->gateway;
		add_start(world, starts, &start);
	}
}

/* Whether the networks of LINK's site are known to cover TO. */
static bool
has_network(
    const struct world *world, const struct link *link, struct ip_prefix to)
{
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	link_candidates(world, link, to, &found);
	for (i = 0; i < found.count; i++)
		if (!found.list[i].doubtful)
			return true;
	return false;
}

struct link_list
route_holders(const struct world *world, struct ip_prefix to)
{
	struct link_list holders = { NULL, 0, 0 };
	bool *seen =
	    arena_array(world->arena, world->link_count + 1, sizeof(*seen));
	const struct link *link;
	size_t i, first;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		first = (size_t)(link->first - world->links);
		if (link->site == NULL || seen[first] ||
		    !has_network(world, link, to))
			continue;
		seen[first] = true;
		link_list_add(&holders, link->first, world->arena);
	}
	return holders;
}

static bool
is_wanted(const struct link *link, const char *wanted)
{
	const struct gateway *site = link->connection != NULL
					 ? link->connection->customer_gateway
					 : NULL;

	return strcmp(wanted, link->site) == 0 ||
	       strcmp(wanted, link->owner) == 0 ||
	       (site != NULL && gateway_is_called(site, wanted));
}

static void
add_sites(const struct world *world, const char *wanted, struct ip_prefix to,
    struct starts *starts)
{
	struct start start = { .kind = "site" };
	struct link_list holders = { NULL, 0, 0 };
	bool *done =
	    arena_array(world->arena, world->link_count + 1, sizeof(*done));
	const struct link *link;
	size_t i;

	if (wanted == NULL)
		holders = route_holders(world, to);
	for (i = 0; i < holders.count; i++)
		done[holders.list[i] - world->links] = true;
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		if (link->site == NULL || done[link->first - world->links] ||
		    (wanted != NULL && !is_wanted(link, wanted)))
			continue;
		done[link->first - world->links] = true;
		start.id = link->site;
		add_start(world, starts, &start);
	}
}

/* Clients of a Client VPN endpoint, where one is asked for. */
static void
add_endpoints(
    const struct world *world, const char *wanted, struct starts *starts)
{
	const struct estate_list *list =
	    &world->estate->kinds[ESTATE_CLIENT_ENDPOINT];
	struct start start = { .kind = "Client VPN endpoint" };
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!client_is_called(list->by_key[i], wanted))
			continue;
		start.id = list->by_key[i]->key;
		add_start(world, starts, &start);
	}
}

struct starts
route_starts(const struct world *world, const char *from, struct ip_prefix to)
{
	struct starts starts = { NULL, 0, 0 };

	add_vpcs(world, from, to, &starts);
	if (from != NULL)
		add_subnets(world, from, &starts);
	if (from != NULL ? starts.count == 0
			 : world->estate->kinds[ESTATE_VPC].count == 0)
		add_gateways(world, from, &starts);
	add_sites(world, from, to, &starts);
	if (from != NULL)
		add_endpoints(world, from, &starts);
	return starts;
}

bool
route_start_known(const struct world *world, const char *name)
{
	struct ip_prefix any = { .length = 0 };

	return route_starts(world, name, any).count != 0;
}
