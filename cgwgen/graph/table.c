/* SPDX-License-Identifier: ISC */
/* Route tables of an estate become part of a graph.  Floor 6. */
#include <string.h>

#include "graph/collect.h"
#include "graph/text.h"

/* What is read of one estate. */
struct reading {
	struct grapher *g;
	const struct estate *estate;
	struct graph_owner **last_owner;
	struct graph_table **last_table;
};

/* ---- names ------------------------------------------------------------ */

/* What people call ITEM: its Name tag and its id, or what stands for it. */
static const char *
item_name(
    struct reading *r, const struct estate_item *item, const struct value *name)
{
	struct arena *arena = r->g->arena;
	const char *title = name != NULL ? grapher_text(r->g, name) : NULL;
	const char *id = item->label != NULL && strchr(item->key, '@') != NULL
			     ? item->label
			     : item->key;

	id = graph_clean(id, arena);
	return title != NULL && strcmp(title, id) != 0
		   ? arena_printf(arena, "%s (%s)", title, id)
		   : id;
}

static const char *
gateway_name(struct reading *r, const char *key, const struct gateway *gateway)
{
	const char *title = grapher_text(r->g, &gateway->name);
	const char *id = value_known(&gateway->id) ? gateway->id.text : key;

	id = graph_clean(id, r->g->arena);
	return title != NULL ? arena_printf(r->g->arena, "%s (%s)", title, id)
			     : id;
}

/* What people call what records know by KEY. */
static const char *
name_of(struct reading *r, const char *key)
{
	static const enum estate_kind kinds[] = { ESTATE_VPC, ESTATE_SUBNET,
		ESTATE_PREFIX_LIST, ESTATE_DX_GATEWAY };
	const struct gateway *gateway = estate_gateway_find(r->estate, key);
	const struct estate_item *item;
	const struct value *name = NULL;
	size_t i;

	if (gateway != NULL)
		return gateway_name(r, key, gateway);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		item = estate_find(r->estate, kinds[i], key);
		if (item == NULL)
			continue;
		if (kinds[i] == ESTATE_VPC)
			name = &((const struct estate_vpc *)item)->name;
		else if (kinds[i] == ESTATE_SUBNET)
			name = &((const struct estate_subnet *)item)->name;
		else if (kinds[i] == ESTATE_PREFIX_LIST)
			name = &((const struct estate_prefix_list *)item)->name;
		else
			name = &((const struct estate_dx_gateway *)item)->name;
		return item_name(r, item, name);
	}
	return graph_clean(key, r->g->arena);
}

/* "VPC blue (vpc-...)", of the attachment KEY. */
static const char *
attachment_name(struct reading *r, const char *key)
{
	const struct estate_attachment *attachment =
	    (const void *)estate_find(r->estate, ESTATE_ATTACHMENT, key);
	const char *type;

	if (attachment == NULL || !value_known(&attachment->resource_id))
		return graph_clean(key, r->g->arena);
	type = grapher_text(r->g, &attachment->resource_type);
	if (type != NULL && strcmp(type, "vpc") == 0)
		type = "VPC";
	else if (type != NULL && strcmp(type, "vpn") == 0)
		type = "VPN";
	return arena_printf(r->g->arena, "%s%s%s", type != NULL ? type : "",
	    type != NULL ? " " : "", name_of(r, attachment->resource_id.text));
}

/* ---- lists ------------------------------------------------------------ */

static void
begin_list(struct reading *r, struct graph_texts *list, size_t room)
{
	list->items = arena_array(r->g->arena, room + 1, sizeof(*list->items));
	list->count = 0;
}

static void
add(struct graph_texts *list, const char *text)
{
	if (text != NULL)
		list->items[list->count++] = text;
}

static void
add_route(struct reading *r, struct graph_table *table,
    const struct value *destination, const struct value *prefix_list,
    const char *target, const struct value *origin, const struct value *state,
    struct pos at)
{
	struct graph_route *route = &table->routes[table->route_count++];

	route->destination = grapher_network(r->g, destination);
	if (route->destination == NULL && value_known(prefix_list))
		route->destination = name_of(r, prefix_list->text);
	if (route->destination == NULL)
		route->destination = "destination not known";
	route->target = target;
	route->origin = grapher_text(r->g, origin);
	route->state = grapher_text(r->g, state);
	route->place = grapher_place(r->g, at);
}

/* ---- a VPC's table ---------------------------------------------------- */

static bool
has_own_table(struct reading *r, const char *subnet)
{
	const struct estate_list *list =
	    &r->estate->kinds[ESTATE_VPC_ASSOCIATION];
	const struct estate_vpc_association *association;
	size_t i;

	for (i = 0; i < list->count; i++) {
		association = (const void *)list->by_key[i];
		if (value_known(&association->subnet_id) &&
		    strcmp(association->subnet_id.text, subnet) == 0)
			return true;
	}
	return false;
}

static void
associate_subnets(struct reading *r, struct graph_table *table,
    const struct estate_vpc_table *item, bool main)
{
	const struct estate_vpc_association *association;
	struct estate_item *const *list, *const *subnets;
	size_t count, subnet_count, i;

	list = estate_children(
	    r->estate, ESTATE_VPC_ASSOCIATION, item->item.key, &count);
	subnets = estate_children(
	    r->estate, ESTATE_SUBNET, item->item.parent, &subnet_count);
	begin_list(r, &table->associations, count + subnet_count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		if (value_known(&association->subnet_id))
			add(&table->associations,
			    name_of(r, association->subnet_id.text));
		else if (value_known(&association->gateway_id))
			add(&table->associations,
			    name_of(r, association->gateway_id.text));
	}
	for (i = 0; main && i < subnet_count; i++)
		if (!has_own_table(r, subnets[i]->key))
			add(&table->associations, name_of(r, subnets[i]->key));
}

static void
fill_vpc_table(struct reading *r, struct graph_table *table,
    const struct estate_vpc_table *item)
{
	const bool main = value_known(&item->main) && item->main.u.flag;
	const struct estate_vpc_propagation *propagation;
	const struct estate_vpc_route *route;
	struct estate_item *const *list;
	size_t count, i;

	table->role = main ? "main table of the VPC" : NULL;
	associate_subnets(r, table, item, main);
	list = estate_children(
	    r->estate, ESTATE_VPC_PROPAGATION, item->item.key, &count);
	begin_list(r, &table->propagations, count);
	for (i = 0; i < count; i++) {
		propagation = (const void *)list[i];
		if (value_known(&propagation->gateway_id))
			add(&table->propagations,
			    name_of(r, propagation->gateway_id.text));
	}
	list = estate_children(
	    r->estate, ESTATE_VPC_ROUTE, item->item.key, &count);
	table->routes =
	    arena_array(r->g->arena, count + 1, sizeof(*table->routes));
	for (i = 0; i < count; i++) {
		route = (const void *)list[i];
		add_route(r, table, &route->destination, &route->prefix_list_id,
		    value_known(&route->target) ? name_of(r, route->target.text)
						: NULL,
		    &route->origin, &route->state, route->item.at);
	}
}

/* ---- a transit gateway's table ---------------------------------------- */

static bool
is_value(const struct value *value, const char *text)
{
	return value_known(value) && strcmp(value->text, text) == 0;
}

/* Whether an association of TABLE says so of ATTACHMENT. */
static bool
is_listed(struct estate_item *const *list, size_t count, const char *attachment)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (is_value(
			&((const struct estate_transit_association *)list[i])
			     ->attachment_id,
			attachment))
			return true;
	return false;
}

/* By associations, and by attachments that name their table. */
static void
associate_attachments(struct reading *r, struct graph_table *table,
    const struct estate_item *item)
{
	const struct estate_transit_association *association;
	const struct estate_attachment *attachment;
	struct estate_item *const *list, *const *attachments;
	size_t count, attachment_count, i;

	list = estate_children(
	    r->estate, ESTATE_TRANSIT_ASSOCIATION, item->key, &count);
	attachments = estate_children(
	    r->estate, ESTATE_ATTACHMENT, item->parent, &attachment_count);
	begin_list(r, &table->associations, count + attachment_count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		if (value_known(&association->attachment_id))
			add(&table->associations,
			    attachment_name(
				r, association->attachment_id.text));
	}
	for (i = 0; i < attachment_count; i++) {
		attachment = (const void *)attachments[i];
		if (is_value(&attachment->route_table_id, item->key) &&
		    !is_listed(list, count, attachment->item.key))
			add(&table->associations,
			    attachment_name(r, attachment->item.key));
	}
}

static const char *
transit_role(struct reading *r, const struct estate_transit_table *item)
{
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		r->estate, ESTATE_TRANSIT_GATEWAY, item->item.parent);
	const char *key = item->item.key;
	bool association = value_known(&item->default_association) &&
			   item->default_association.u.flag;
	bool propagation = value_known(&item->default_propagation) &&
			   item->default_propagation.u.flag;

	if (gateway != NULL) {
		association |=
		    is_value(&gateway->association_default_route_table_id, key);
		propagation |=
		    is_value(&gateway->propagation_default_route_table_id, key);
	}
	if (association && propagation)
		return "default for associations and propagations";
	if (association)
		return "default for associations";
	return propagation ? "default for propagations" : NULL;
}

static const char *
transit_target(struct reading *r, const struct estate_transit_route *route)
{
	if (value_known(&route->attachment_id))
		return attachment_name(r, route->attachment_id.text);
	return value_known(&route->resource_id)
		   ? name_of(r, route->resource_id.text)
		   : NULL;
}

static void
fill_transit_table(struct reading *r, struct graph_table *table,
    const struct estate_transit_table *item)
{
	const struct estate_transit_propagation *propagation;
	const struct estate_transit_route *route;
	struct estate_item *const *list;
	size_t count, i;

	table->transit = true;
	table->role = transit_role(r, item);
	associate_attachments(r, table, &item->item);
	list = estate_children(
	    r->estate, ESTATE_TRANSIT_PROPAGATION, item->item.key, &count);
	begin_list(r, &table->propagations, count);
	for (i = 0; i < count; i++) {
		propagation = (const void *)list[i];
		if (value_known(&propagation->attachment_id))
			add(&table->propagations,
			    attachment_name(
				r, propagation->attachment_id.text));
	}
	list = estate_children(
	    r->estate, ESTATE_TRANSIT_ROUTE, item->item.key, &count);
	table->routes =
	    arena_array(r->g->arena, count + 1, sizeof(*table->routes));
	for (i = 0; i < count; i++) {
		route = (const void *)list[i];
		add_route(r, table, &route->destination, &route->prefix_list_id,
		    transit_target(r, route), &route->origin, &route->state,
		    route->item.at);
	}
}

/* ---- owners ----------------------------------------------------------- */

static struct graph_table *
add_table(struct reading *r, struct graph_owner *owner,
    const struct estate_item *item, const struct value *name)
{
	struct graph_table *table = ARENA_NEW(r->g->arena, struct graph_table);

	table->name = item_name(r, item, NULL);
	table->title = grapher_text(r->g, name);
	table->place = grapher_place(r->g, item->at);
	table->owner = owner;
	table->number = ++r->g->graph.table_count;
	*r->last_table = table;
	r->last_table = &table->next;
	*owner->last_table = table;
	owner->last_table = &table->next_of_owner;
	owner->table_count++;
	return table;
}

static struct graph_owner *
add_owner(struct reading *r, const char *kind, const char *name)
{
	struct graph_owner *owner = ARENA_NEW(r->g->arena, struct graph_owner);

	owner->end.kind = kind;
	owner->end.name = name;
	owner->last_table = &owner->tables;
	owner->number = ++r->g->graph.owner_count;
	*r->last_owner = owner;
	r->last_owner = &owner->next;
	return owner;
}

/* The tables of the VPC or transit gateway KEY, if it has any. */
static void
read_owner(struct reading *r, const char *key, enum estate_kind kind,
    const struct estate_item *item)
{
	const bool vpc = kind == ESTATE_VPC_TABLE;
	struct graph_owner *owner;
	struct graph_table *table;
	struct estate_item *const *list;
	size_t count, i;

	list = estate_children(r->estate, kind, key, &count);
	if (count == 0)
		return;
	owner = add_owner(r, vpc ? "VPC" : "transit gateway", name_of(r, key));
	if (vpc && item != NULL) {
		begin_list(r, &owner->end.prefixes, item->prefix_count);
		for (i = 0; i < item->prefix_count; i++)
			add(&owner->end.prefixes,
			    grapher_network(r->g, &item->prefixes[i]));
	}
	for (i = 0; i < count; i++) {
		if (vpc) {
			table = add_table(r, owner, list[i],
			    &((const struct estate_vpc_table *)list[i])->name);
			fill_vpc_table(r, table, (const void *)list[i]);
		} else {
			table = add_table(r, owner, list[i],
			    &((const struct estate_transit_table *)list[i])
				 ->name);
			fill_transit_table(r, table, (const void *)list[i]);
		}
	}
}

/* Every owner that a table of KIND names, in the order of their keys. */
static void
read_owners(struct reading *r, enum estate_kind kind)
{
	const struct estate_list *list = &r->estate->kinds[kind];
	const char *before = NULL, *key;
	size_t i;

	for (i = 0; i < list->count; i++) {
		key = list->by_parent[i]->parent;
		if (before == NULL || strcmp(before, key) != 0)
			read_owner(r, key, kind,
			    estate_find(r->estate, ESTATE_VPC, key));
		before = key;
	}
}

void
grapher_tables(struct grapher *g, const struct estate *estate)
{
	struct reading r = { g, estate, &g->graph.owners, &g->graph.tables };

	read_owners(&r, ESTATE_TRANSIT_TABLE);
	read_owners(&r, ESTATE_VPC_TABLE);
}
