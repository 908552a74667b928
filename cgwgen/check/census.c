/* SPDX-License-Identifier: ISC */
/* Counting routes.  Floor 5. */
#include "check/census.h"

#include <string.h>

#include "check/census_parts.h"
#include "check/tally.h"
#include "model/end.h"

struct census *
census_new(const struct check_settings *settings, uint64_t allowed,
    struct arena *arena)
{
	struct census *census = ARENA_NEW(arena, struct census);

	census->settings = settings;
	census->arena = arena;
	census->diags = diags_new(arena, 1);
	census->allowed = allowed;
	census->last_member = &census->members;
	census->last_end = &census->ends;
	digest_key_make(&census->secret);
	return census;
}

/* ---- what there is ---------------------------------------------------- */

/* The gateway that KEY stands for. */
static struct census_end *
find_end(struct census *census, const struct connection *connection)
{
	struct census_end *end;
	struct end key;
	void **slot;

	if (!end_aws(connection, census->arena, &key))
		return NULL;
	slot = index_place(&census->end_index,
	    digest_make(&census->secret, key.key, strlen(key.key)),
	    census->arena);
	if (*slot == NULL) {
		*slot = end = ARENA_NEW(census->arena, struct census_end);
		end->kind = connection_has_vgw(connection)
				? CENSUS_VPN_GATEWAY
				: CENSUS_TRANSIT_GATEWAY;
		end->name = key.name;
		end->last = &end->members;
		*census->last_end = end;
		census->last_end = &end->next;
	}
	end = *slot;
	if (end->gateway == NULL)
		end->gateway = connection->aws_gateway;
	return end;
}

void
census_add(struct census *census, const struct connection *connection)
{
	struct census_member *member =
	    ARENA_NEW(census->arena, struct census_member);

	member->connection = connection;
	*census->last_member = member;
	census->last_member = &member->next;
	member->end = find_end(census, connection);
	if (member->end == NULL)
		return;
	member->end->count++;
	*member->end->last = member;
	member->end->last = &member->next_of_end;
}

struct check
census_check(const struct census *census, const struct connection *connection)
{
	return (struct check){ .connection = connection,
		.settings = census->settings,
		.diags = census->diags };
}

/* ---- rows ------------------------------------------------------------- */

void
census_begin(struct census *census, enum census_kind kind, const char *name,
    const struct value *title)
{
	struct census_subject *subject =
	    ARENA_NEW(census->arena, struct census_subject);

	subject->kind = kind;
	subject->name = name;
	subject->title = title != NULL && is_named(title) ? title->text : NULL;
	*census->last_subject = subject;
	census->last_subject = (struct census_subject **)&subject->next;
	census->last_row = (struct census_row **)&subject->rows;
}

struct census_row *
census_put(struct census *census, const char *what, int family, size_t count,
    enum quota_id quota)
{
	struct census_row *row = ARENA_NEW(census->arena, struct census_row);
	uint32_t bounded = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;

	row->what = what;
	row->family = family;
	row->count = row->after = count;
	row->quota = quota;
	row->state = CENSUS_FREE;
	if (quota != QUOTA_COUNT) {
		row->limit = census->settings->quotas.values[quota];
		row->state = count > row->limit                   ? CENSUS_OVER
			     : quota_is_near(bounded, row->limit) ? CENSUS_NEAR
								  : CENSUS_GOOD;
	}
	*census->last_row = row;
	census->last_row = (struct census_row **)&row->next;
	return row;
}

/* A row of networks that can be summarised. */
static const struct census_summary *
put_networks(struct census *census, const char *what,
    const struct census_list *list, int family, enum quota_id quota)
{
	uint32_t limit =
	    quota != QUOTA_COUNT ? census->settings->quotas.values[quota] : 0;
	const struct census_summary *summary =
	    census_summarise(census, list, family, limit);
	struct census_row *row =
	    census_put(census, what, family, summary->before.count, quota);

	row->summary = summary;
	row->after = summary->fit == CENSUS_ADDING ? summary->cover.count
						   : summary->exact.count;
	return summary;
}

static bool
has_family(const struct census_list *list, int family)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->prefixes[i].address.family == family)
			return true;
	return false;
}

void
census_put_families(struct census *census, const char *what,
    const struct census_list *list, int family, enum quota_id quota,
    const struct census_summary *ret[2])
{
	bool ipv4 = has_family(list, 4), ipv6 = has_family(list, 6);

	if (family == 4 || ipv4 || (family == 0 && !ipv6))
		ret[0] = put_networks(census, what, list, 4, quota);
	if (family == 6 || ipv6)
		ret[1] = put_networks(census, what, list, 6, quota);
}

/* What the rules know of networks as a list. */
static struct census_list
list_of(struct census *census, const struct networks *networks)
{
	struct ip_prefix *list =
	    arena_array(census->arena, networks->count, sizeof(*list));
	size_t i;

	for (i = 0; i < networks->count; i++)
		list[i] = networks->sorted[i].prefix;
	return (struct census_list){ list, networks->count };
}

/* ---- connections ------------------------------------------------------ */

static enum quota_id
quota_for(const struct check *c, enum quota_id vpn, enum quota_id transit)
{
	if (connection_has_vgw(c->connection))
		return vpn;
	return has_tgw(c) ? transit : QUOTA_COUNT;
}

/* What AWS said that it had from the device, of the tunnel that had most. */
static void
count_accepted(struct census *census, const struct check *c)
{
	const struct tunnel *t;
	uint32_t most = 0;
	bool known = false;

	EACH_TUNNEL (c, t) {
		if (!value_known(&t->accepted_route_count))
			continue;
		known = true;
		if (t->accepted_route_count.u.number > most)
			most = t->accepted_route_count.u.number;
	}
	if (known)
		census_put(census, "routes that AWS had from the device", 0,
		    most,
		    quota_for(c, QUOTA_BGP_TO_VPN_GATEWAY,
			QUOTA_BGP_TO_TRANSIT_GATEWAY));
}

static void
count_bgp(
    struct census *census, struct census_member *member, const struct check *c)
{
	const struct value *id = &member->connection->id;
	struct census_list list =
	    census_announcements(census, value_known(id) ? id->text : NULL);
	int family = inside_family(c), each;
	size_t count;

	if (list.count == 0)
		list = list_of(census, networks_of(c, NETWORK_SITE));
	if (list.count != 0)
		census_put_families(census,
		    "networks that the device announces", &list, family,
		    quota_for(c, QUOTA_BGP_TO_VPN_GATEWAY,
			QUOTA_BGP_TO_TRANSIT_GATEWAY),
		    member->networks);
	count_accepted(census, c);
	for (each = 4; each <= 6; each += 2) {
		if (family != 0 && family != each)
			continue;
		count = census_announced(census, member, each);
		if (count != 0)
			census_put(census, "networks that AWS announces", each,
			    count,
			    quota_for(c, QUOTA_BGP_FROM_VPN_GATEWAY,
				QUOTA_BGP_FROM_TRANSIT_GATEWAY));
	}
}

/* A connection whose routing is not known yet has what it says it has. */
static void
count_connection(struct census *census, struct census_member *member)
{
	const struct connection *connection = member->connection;
	struct check c = census_check(census, connection);
	struct census_list list;
	bool is_static = connection_routing_known(connection) &&
			 connection_is_static(connection);

	census_begin(census, CENSUS_CONNECTION, connection_name(connection),
	    &connection->name);
	if (is_static || connection->route_count != 0) {
		list = list_of(census, networks_of(&c, NETWORK_ROUTE));
		census_put_families(census, "static routes", &list, 0,
		    quota_for(&c, QUOTA_STATIC_ROUTES, QUOTA_COUNT),
		    member->networks);
	}
	if (uses_bgp(&c))
		count_bgp(census, member, &c);
}

/* ---- all -------------------------------------------------------------- */

struct digest
census_digest(const struct census *census, const char *text)
{
	return digest_make(&census->secret, text, strlen(text));
}

/* ITEM is what the estate has of the same thing, or NULL. */
static void
count_tally(struct census *census, const struct tally *tally,
    const struct estate_item *item)
{
	struct tally_count counts[TALLY_COUNTS];
	struct census_row *row, *rows[2] = { NULL, NULL };
	size_t count = tally_counts(tally, counts), routes, i;
	bool is_table = tally->kind == TALLY_ROUTE_TABLE;
	int family;

	census_begin(census, is_table ? CENSUS_ROUTE_TABLE : CENSUS_INTERFACE,
	    tally->name, NULL);
	for (i = 0; i < count; i++) {
		family = counts[i].family == TALLY_IPV6 ? 6 : 4;
		routes = counts[i].count;
		if (counts[i].quota == QUOTA_ROUTE_TABLE_PROPAGATED &&
		    routes == 0 && item != NULL)
			routes = census_propagated(census, item->key, family);
		row = census_put(
		    census, counts[i].has, family, routes, counts[i].quota);
		if (counts[i].quota == QUOTA_ROUTE_TABLE_STATIC)
			rows[counts[i].family == TALLY_IPV6] = row;
	}
	if (item == NULL)
		return;
	if (is_table)
		census_count_targets(census, item->key, rows);
	else
		census_put_interface(census, item->key);
}

const struct census_subject *
census_count(struct census *census, const struct estate *estate,
    struct tally *const *tallies, size_t tally_count)
{
	struct census_member *member;
	const struct estate_item *item;
	const struct census_end *end;
	struct index counted = { NULL, 0, 0 };
	size_t i;

	census->estate = estate;
	census->last_subject = &census->subjects;
	for (member = census->members; member != NULL; member = member->next)
		count_connection(census, member);
	for (end = census->ends; end != NULL; end = end->next) {
		census_begin(census, end->kind, end->name,
		    end->gateway != NULL ? &end->gateway->name : NULL);
		census_count_end(census, end);
	}
	for (i = 0; i < tally_count; i++) {
		item = census_item_of(census, tallies[i]);
		count_tally(census, tallies[i], item);
		if (item != NULL)
			*index_place(&counted, census_digest(census, item->key),
			    census->arena) = tallies[i];
	}
	census_count_estate(census, &counted);
	return census->subjects;
}

bool
census_is_over(const struct census_subject *subjects)
{
	const struct census_row *row;

	for (; subjects != NULL; subjects = subjects->next)
		for (row = subjects->rows; row != NULL; row = row->next)
			if (row->state == CENSUS_OVER)
				return true;
	return false;
}
