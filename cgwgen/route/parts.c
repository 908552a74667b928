/* SPDX-License-Identifier: ISC */
/* What is within a destination.  Floor 5. */
#include "route/world.h"

struct parts {
	struct ip_prefix whole;
	struct route_part *list;
	size_t count;
	size_t limit;
};

static void
take(struct parts *parts, const struct value *value)
{
	struct ip_prefix prefix = value->u.prefix;
	size_t i;

	if (!value_known(value) || prefix.length <= parts->whole.length ||
	    !ip_prefix_contains(parts->whole, prefix.address))
		return;
	for (i = 0; i < parts->count && i < parts->limit; i++)
		if (ip_prefix_equal(parts->list[i].prefix, prefix))
			return;
	if (parts->count < parts->limit)
		parts->list[parts->count] =
		    (struct route_part){ prefix, value->at };
	parts->count++;
}

/* Records with a destination, or with networks. */
static void
take_records(struct parts *parts, const struct estate *estate)
{
	static const enum estate_kind kinds[] = { ESTATE_VPC, ESTATE_VPC_ROUTE,
		ESTATE_TRANSIT_ROUTE, ESTATE_PREFIX_LIST, ESTATE_ANNOUNCEMENT };
	const struct estate_list *list;
	const struct field *fields;
	size_t count, i, j, k;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		list = &estate->kinds[kinds[i]];
		fields = estate_fields(kinds[i], &count);
		for (j = 0; j < list->count; j++) {
			for (k = 0; k < count; k++)
				if (fields[k].type == FIELD_PREFIX)
					take(parts, field_get(&fields[k],
							list->by_key[j]));
			for (k = 0; k < list->by_key[j]->prefix_count; k++)
				take(parts, &list->by_key[j]->prefixes[k]);
		}
	}
}

static void
take_link(struct parts *parts, const struct link *link)
{
	const struct connection *connection = link->connection;
	const struct gateway *site;
	size_t i;

	if (connection == NULL)
		return;
	for (i = 0; i < connection->route_count; i++)
		take(parts, &connection->routes[i].destination);
	site = connection->customer_gateway;
	for (i = 0; site != NULL && i < site->prefix_count; i++)
		take(parts, &site->prefixes[i]);
}

struct route_part *
route_parts(const struct world *world, struct ip_prefix to, size_t limit,
    size_t *ret_count)
{
	struct parts parts = { .whole = to,
		.list = arena_array(
		    world->arena, limit + 1, sizeof(struct route_part)),
		.limit = limit };
	size_t i;

	take_records(&parts, world->estate);
	for (i = 0; i < world->link_count; i++)
		take_link(&parts, &world->links[i]);
	*ret_count = parts.count;
	return parts.list;
}
