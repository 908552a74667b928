/* SPDX-License-Identifier: ISC */
/* What a fleet remembers of a connection.  Floor 5. */
#include <string.h>

#include "base/digest_run.h"
#include "check/fleet_rules.h"

/* What KEY stands for, NULL where it is not known; whether it IS_AWS's. */
static struct fleet_end *
find_end(const struct fleet_check *f, const struct fleet_key *key, bool is_aws)
{
	struct fleet *fleet = f->fleet;
	struct fleet_end *end;
	void **slot;

	if (key->name == NULL)
		return NULL;
	slot = index_place(&fleet->ends, key->digest, fleet->arena);
	if (*slot == NULL) {
		*slot = end = ARENA_NEW(fleet->arena, struct fleet_end);
		end->name = arena_string(fleet->arena, key->name);
		if (is_aws)
			end->aws = ARENA_NEW(fleet->arena, struct fleet_aws);
	}
	return *slot;
}

static void
find_ends(struct fleet_check *f, struct fleet_member *member)
{
	const struct fleet_ready *ready = f->ready;

	f->region = find_end(f, &ready->region, true);
	f->concentrator = find_end(f, &ready->concentrator, true);
	f->address = find_end(f, &ready->address, false);
	member->vpn_gateway = find_end(f, &ready->vpn_gateway, true);
	member->transit_gateway = find_end(f, &ready->transit_gateway, true);
	member->customer = find_end(f, &ready->customer, false);
	member->device = find_end(f, &ready->device, false);
	/* Where nothing else is known of the address it is the device. */
	if (member->device == NULL)
		member->device =
		    f->address != NULL ? f->address : member->customer;
}

/* The line and the file, whose name is kept once for all that come one after
 * another. */
static void
find_place(const struct fleet_check *f, struct fleet_member *member)
{
	struct fleet *fleet = f->fleet;
	struct pos at = source_outer(f->check.connection->at);
	const char *name;

	if (at.source == NULL)
		return;
	member->line = f->ready->line;
	if (fleet->of_file != at.source) {
		name = source_path(at.source);
		if (name == NULL)
			name = source_name(at.source);
		if (fleet->file == NULL || strcmp(fleet->file, name) != 0)
			fleet->file = arena_string(fleet->arena, name);
		fleet->of_file = at.source;
	}
	member->file = fleet->file;
	/* Another source may come to lie at the same address. */
	if (at.source == f->passing)
		fleet->of_file = NULL;
}

/* Whether it came with an earlier description of the same connection. */
static void
find_earlier(struct fleet_check *f, struct fleet_member *member)
{
	struct fleet *fleet = f->fleet;
	void **slot;

	if (!f->ready->has_id)
		return;
	slot = index_place(&fleet->members, f->ready->id, fleet->arena);
	if (*slot == NULL)
		*slot = member;
	else
		f->earlier = *slot;
}

/* The networks inside the tunnels; false when there is no room for one. */
static bool
find_inside(const struct fleet_check *f, struct fleet_member *member)
{
	const size_t room = sizeof(member->inside) / sizeof(member->inside[0]);
	struct fleet_inside *inside;
	const struct ip_prefix *prefix;
	const struct tunnel *t;

	EACH_TUNNEL (&f->check, t) {
		if (!fleet_tunnel(f, t)->has_network)
			continue;
		prefix = &fleet_tunnel(f, t)->network;
		if (member->inside_count == room || prefix->address.family != 4)
			return false;
		inside = &member->inside[member->inside_count++];
		memcpy(inside->address, prefix->address.bytes,
		    sizeof(inside->address));
		inside->length = prefix->length;
	}
	return true;
}

/* What the rules on several connections would have remembered of FIRST. */
static void
begin_several(const struct fleet_check *f, struct fleet_several *several,
    const struct fleet_member *first)
{
	struct ip_prefix prefix = { .address.family = 4 };
	size_t i;

	for (i = 0; i < first->inside_count; i++) {
		memcpy(prefix.address.bytes, first->inside[i].address,
		    sizeof(first->inside[i].address));
		prefix.length = first->inside[i].length;
		prefix_tree_add(
		    &several->inside, prefix, first, f->fleet->arena);
	}
	if (!first->indirect && fleet_aws_end(first) != NULL)
		fleet_pair_begin(&several->pair, first);
}

/* Nearly every device ends on one gateway, and has that pair. */
static void
find_pair(struct fleet_check *f, const struct fleet_member *member)
{
	const struct fleet_end *gateway = fleet_aws_end(member);
	struct fleet_pair *pair = &member->device->several->pair;
	const uint64_t words[] = { (uintptr_t)gateway,
		(uintptr_t)member->device };
	void **slot;

	if (gateway == NULL || member->indirect)
		return;
	if (pair->gateway == NULL)
		pair->gateway = gateway;
	f->pair = pair;
	if (pair->gateway == gateway)
		return;
	slot = index_place(&f->fleet->pairs,
	    digest_of_words(&f->fleet->secret, words, 2), f->fleet->arena);
	if (*slot == NULL)
		*slot = ARENA_NEW(f->fleet->arena, struct fleet_pair);
	f->pair = *slot;
}

/* What rules on devices with several connections remember.  Most have one, and
 * none of that. */
static void
join_device(struct fleet_check *f, struct fleet_member *member)
{
	struct fleet_end *device = member->device;
	const struct fleet_member *first;

	if (device == NULL)
		return;
	first = device->alone;
	if (first == NULL)
		device->alone = member;
	if (find_inside(f, member) && first == NULL)
		return;
	if (device->several == NULL) {
		device->several =
		    ARENA_NEW(f->fleet->arena, struct fleet_several);
		if (first != NULL)
			begin_several(f, device->several, first);
	}
	find_pair(f, member);
}

const struct fleet_member *
fleet_member_make(struct fleet_check *f)
{
	const struct fleet_ready *ready = f->ready;
	struct arena *arena = f->fleet->arena;
	struct fleet_member *member = ARENA_NEW(arena, struct fleet_member);

	member->name = arena_string(arena, ready->name);
	if (ready->device_name != NULL)
		member->device_name = arena_string(arena, ready->device_name);
	member->routing = ready->routing;
	member->exists = ready->exists;
	member->asn = ready->asn;
	member->content = ready->content;
	find_place(f, member);
	find_earlier(f, member);
	find_ends(f, member);
	member->indirect = f->concentrator != NULL;
	if (f->earlier == NULL) {
		f->fleet->count++;
		join_device(f, member);
		fleet_networks_find(f, member);
	}
	return member;
}
