/* SPDX-License-Identifier: ISC */
/* The connections that a configuration implies.  Floor: verify. */
#include "verify/extract.h"

#include <ctype.h>
#include <string.h>

#include "model/field.h"
#include "verify/search.h"
#include "verify/trial.h"

static struct pos
place_of(const struct running *running, size_t place)
{
	const struct running_line *line = &running->lines[place];
	const struct word *words = line->statement->words;
	struct pos at = { .source = line->listing->source };

	at.offset = words[line->own < line->count ? line->own : 0].offset;
	return at;
}

/* Whether more is there than is not: another kind of peer has little. */
static bool
is_good(const struct outcome *outcome)
{
	return outcome->found >= outcome->missing;
}

static void
unclaim(struct running *running)
{
	size_t i;

	for (i = 0; i < running->count; i++)
		running->lines[i].claimed = false;
}

static void
look_at_peers(struct search *search, struct extraction *ret)
{
	struct extract_peer *one;
	struct outcome outcome;
	const struct peer *peers;
	size_t i, count;

	peers =
	    peers_find(search->device, search->running, search->arena, &count);
	ret->peers = arena_array(search->arena, count + 1, sizeof(*ret->peers));
	for (i = 0; i < count && search->form_count > 0; i++) {
		one = &ret->peers[ret->peer_count];
		one->peer = peers[i];
		one->at = place_of(search->running, peers[i].place);
		one->partner = -1;
		if (!search_peers(
			search, &peers[i].address, 1, &one->likeness, &outcome))
			continue;
		ret->peer_count++;
		one->found = outcome.found;
		one->missing = outcome.missing;
		one->score = outcome.score;
		one->good = is_good(&outcome);
		if (one->good)
			search_names(search, &one->likeness, one);
	}
	unclaim(search->running);
}

/* What the last connection has as something else, such as the device's own
 * address, is no peer. */
static void
drop_explained(const struct search *search, struct extraction *ret)
{
	size_t i;

	for (i = 0; i < ret->peer_count; i++)
		if (search->running->lines[ret->peers[i].peer.place].used > 0)
			ret->peers[i].done = true;
}

/* Makes the COUNT peers one connection; false when it is none. */
static bool
connect(struct search *search, struct extract_peer *const *peers, size_t count,
    struct extraction *ret)
{
	struct extracted *found = &ret->connections[ret->count];
	struct ip addresses[LIKENESS_TUNNELS] = { { 0 } };
	struct extract_peer names = { .peer = peers[0]->peer, .partner = -1 };
	struct likeness whole;
	struct outcome outcome;
	size_t i;
	bool swap = count > 1 && ip_compare(peers[0]->peer.address,
				     peers[1]->peer.address) > 0;

	for (i = 0; i < count; i++)
		addresses[swap ? count - 1 - i : i] = peers[i]->peer.address;
	if (!search_peers(
		search, addresses, count, &found->likeness, &outcome) ||
	    !is_good(&outcome))
		return false;
	/* Of two that do not belong together one explains more alone. */
	for (i = 0; i < count; i++)
		if (outcome.score < peers[i]->score &&
		    outcome.missing * 3 > outcome.found)
			return false;
	search_policies(search, &found->likeness, &outcome);
	search_certain(search, &found->likeness, &whole, &outcome);
	search_names(search, &whole, &names);
	found->at = peers[0]->at;
	found->id = names.id;
	/* One id is one connection's. */
	for (i = 0; i < ret->count; i++)
		if (found->id != NULL && ret->connections[i].id != NULL &&
		    strcmp(found->id, ret->connections[i].id) == 0)
			found->id = NULL;
	for (i = 0; i < count; i++)
		peers[i]->done = true;
	drop_explained(search, ret);
	ret->count++;
	return true;
}

static struct search
begin(const struct verify_device *device, struct running *running,
    struct arena *arena)
{
	struct search search = { .device = device,
		.running = running,
		.arena = arena,
		.scratch = arena_new() };

	search.forms = peers_forms(device->profile, arena, &search.form_count);
	/* Nearly nothing is known at first. */
	running->tolerance = TRIAL_DIFFERENCES;
	return search;
}

static void
finish(struct search *search, size_t tolerance)
{
	unclaim(search->running);
	search->running->tolerance = tolerance;
	arena_free(search->scratch);
}

void
extract_peers(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret)
{
	const size_t tolerance = running->tolerance;
	struct search search = begin(device, running, arena);

	*ret = (struct extraction){ .peer_count = 0 };
	look_at_peers(&search, ret);
	finish(&search, tolerance);
}

void
extract(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret)
{
	const size_t tolerance = running->tolerance;
	struct search search = begin(device, running, arena);
	struct extract_peer *pair[LIKENESS_TUNNELS];
	size_t i;

	*ret = (struct extraction){ .peer_count = 0 };
	look_at_peers(&search, ret);
	extract_pair(ret);
	ret->connections =
	    arena_array(arena, ret->peer_count + 1, sizeof(*ret->connections));
	for (i = 0; i < ret->peer_count; i++) {
		pair[0] = &ret->peers[i];
		if (pair[0]->partner < (int)i)
			continue;
		pair[1] = &ret->peers[pair[0]->partner];
		if (!pair[0]->done && !pair[1]->done)
			connect(&search, pair, 2, ret);
	}
	for (i = 0; i < ret->peer_count; i++) {
		pair[0] = &ret->peers[i];
		if (!pair[0]->done && pair[0]->good)
			connect(&search, pair, 1, ret);
	}
	finish(&search, tolerance);
}

/* ---- connections ------------------------------------------------------ */

struct connection *
extract_connection(const struct extracted *found, struct arena *arena)
{
	char text[IP_TEXT_SIZE], *at;
	const char *id = found->id;
	struct connection *connection;

	if (id == NULL) {
		ip_format(
		    found->likeness.tunnels[0].outside_address.u.ip, text);
		for (at = text; *at != '\0'; at++)
			if (!isalnum((unsigned char)*at))
				*at = '-';
		id = arena_printf(arena, "unknown-%s", text);
	}
	connection = likeness_connection(&found->likeness, id, false, arena);
	connection->at = found->at;
	return connection;
}

/* Whether TUNNEL's phase 2 has an AEAD cipher: there is no other integrity
 * algorithm then. */
static bool
has_own_integrity(const struct tunnel *tunnel)
{
	const struct value *set = &tunnel->phase2_encryption_algorithms;

	return value_known(set) &&
	       (set->u.set & ~algorithm_every(ALGORITHM_ENCRYPTION, true)) == 0;
}

const char *
extract_unknown(const struct extracted *found, struct arena *arena)
{
	const struct connection *connection = extract_connection(found, arena);
	const struct gateway *site = connection->customer_gateway;
	static const char *const telling[] = { "inside_cidr", "pre_shared_key",
		"ike_versions", "phase1_encryption_algorithms",
		"phase1_integrity_algorithms", "phase1_dh_group_numbers",
		"phase1_lifetime_seconds", "phase2_encryption_algorithms",
		"phase2_integrity_algorithms", "phase2_dh_group_numbers",
		"phase2_lifetime_seconds", "replay_window_size", "dpd_interval",
		"dpd_retries", "bgp_hold_time", "clear_df_bit",
		"fragmentation_before_encryption" };
	size_t count, i, k, t;
	const struct field *fields = tunnel_fields(&count);
	const bool is_static = found->likeness.form.is_static;
	const char *text = "";
	bool own_integrity = false;

#define ADD(word)                                                              \
	text = arena_printf(                                                   \
	    arena, "%s%s%s", text, *text != '\0' ? ", " : "", word)
	if (found->id == NULL)
		ADD("id");
	if (connection->tunnel_count < 2)
		ADD("the second tunnel");
	if (!value_known(&site->ip_address))
		ADD("the site's ip_address");
	if (!value_known(&site->asn) && !is_static)
		ADD("the site's asn");
	if (!value_known(&connection->aws_gateway->asn) && !is_static)
		ADD("the gateway's asn");
	for (t = 0; t < connection->tunnel_count; t++)
		own_integrity |= !has_own_integrity(&connection->tunnels[t]);
	for (i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		for (k = 0; k < count; k++) {
			if (strcmp(fields[k].name, telling[i]) != 0 ||
			    (fields[k].bgp && is_static) ||
			    (!own_integrity &&
				strcmp(telling[i],
				    "phase2_integrity_algorithms") == 0))
				continue;
			for (t = 0; t < connection->tunnel_count; t++)
				if (!value_known(field_get(
					&fields[k], &connection->tunnels[t])))
					break;
			if (t < connection->tunnel_count)
				ADD(telling[i]);
		}
#undef ADD
	return text;
}
