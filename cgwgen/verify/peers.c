/* SPDX-License-Identifier: ISC */
/* Finding what could be AWS's outside addresses.  Floor: verify. */
#include "verify/peers.h"

#include <string.h>

#include "verify/trial.h"

struct finder {
	struct running *running;
	struct arena *arena;
	struct peer *peers;
	size_t count;
	struct trial *trial;
	size_t kind; /* counts the statements that were looked for */
};

/* ---- forms ------------------------------------------------------------ */

struct forms {
	const struct profile *profile;
	struct likeness_form *list;
	size_t count;
};

static void
add_forms(struct forms *forms, bool is_static, bool six)
{
	static const bool aeads[][2] = { { true, true }, { false, false },
		{ false, true }, { true, false } };
	size_t i;
	unsigned version;

	for (version = 2; version >= 1; version--) {
		if ((forms->profile->ike_versions &
			algorithm_ike_version(version)) == 0)
			continue;
		for (i = 0; i < sizeof(aeads) / sizeof(aeads[0]); i++)
			forms->list[forms->count++] =
			    (struct likeness_form){ is_static, six, version,
				    { aeads[i][0], aeads[i][1] } };
	}
}

const struct likeness_form *
peers_forms(
    const struct profile *profile, struct arena *arena, size_t *ret_count)
{
	struct forms forms = { profile,
		arena_array(arena, 32, sizeof(struct likeness_form)), 0 };

	if (profile->bgp && profile->inside_ipv4)
		add_forms(&forms, false, false);
	if (profile->static_routing && profile->inside_ipv4)
		add_forms(&forms, true, false);
	if (profile->bgp && profile->inside_ipv6)
		add_forms(&forms, false, true);
	if (profile->static_routing && profile->inside_ipv6)
		add_forms(&forms, true, true);
	*ret_count = forms.count;
	return forms.list;
}

/* ---- addresses -------------------------------------------------------- */

/* Whether a tunnel can end there. */
static bool
is_peer(struct ip address)
{
	static const struct ip_prefix others[] = {
		{ IP_V4(169, 254, 0, 0), 16 }, { IP_V4(127, 0, 0, 0), 8 },
		{ IP_V4(0, 0, 0, 0), 8 }, { IP_V4(224, 0, 0, 0), 3 },
		{ { 6, { 0xfe, 0x80 } }, 10 }, { { 6, { 0 } }, 16 }
	};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (ip_prefix_contains(others[i], address))
			return false;
	return true;
}

static void
vote(struct finder *finder, struct ip address, size_t place)
{
	struct peer *peer = finder->peers;

	for (; peer < finder->peers + finder->count; peer++)
		if (ip_equal(peer->address, address))
			break;
	if (peer == finder->peers + PEERS)
		return;
	if (peer == finder->peers + finder->count) {
		finder->count++;
		*peer = (struct peer){ .address = address, .place = place };
	}
	if (place < peer->place)
		peer->place = place;
	/* What stands in the same statement of every tunnel, such as the
	 * device's own address, is no likelier for that. */
	peer->votes += peer->kind != finder->kind;
	peer->kind = finder->kind;
}

static bool
is_outside(const struct verification *about, uint32_t variable)
{
	const struct provenance *what =
	    about->expected.variables[variable].what;

	return what != NULL && strcmp(what->name, "outside_address") == 0;
}

static bool
has_outside(const struct verification *about, const struct expected_line *line)
{
	size_t i, k;

	for (i = 0; i < line->count; i++)
		for (k = 0; k < line->words[i].hole_count; k++)
			if (line->words[i].holes[k].kind == EXPECTED_VALUE &&
			    is_outside(about, line->words[i].holes[k].variable))
				return true;
	return false;
}

/* Every running statement that could be the expected one NUMBER, whatever its
 * values are. */
static void
look_for(struct finder *finder, const struct verification *about, size_t number)
{
	const struct difference *difference;
	struct ip address;
	size_t place, i;

	finder->kind++;
	for (place = 0; place < finder->running->count; place++) {
		if (!trial(&about->match, number, place, TRIAL_DIFFERENCES,
			finder->trial))
			continue;
		for (i = 0; i < finder->trial->count; i++) {
			difference = &finder->trial->differences[i];
			if (!is_outside(about, difference->variable) ||
			    !slice_address(difference->device, &address) ||
			    !is_peer(address))
				continue;
			vote(finder, address, place);
		}
	}
}

static void
look(struct finder *finder, struct verification *about)
{
	size_t i;

	about->match = (struct match){ .expected = &about->expected,
		.running = finder->running,
		.connection = about->connection,
		.profile = about->profile,
		.arena = finder->arena };
	for (i = 0; i < about->expected.count; i++)
		if (has_outside(about, &about->expected.lines[i]))
			look_for(finder, about, i);
}

/* Those with too few votes go, the others are sorted by their places. */
static void
keep_likely(struct finder *finder)
{
	struct peer moved;
	size_t i, k, kept = 0, most = 0;

	for (i = 0; i < finder->count; i++)
		if (finder->peers[i].votes > most)
			most = finder->peers[i].votes;
	for (i = 0; i < finder->count; i++) {
		moved = finder->peers[i];
		if (moved.votes * 3 < most)
			continue;
		for (k = kept++;
		     k > 0 && finder->peers[k - 1].place > moved.place; k--)
			finder->peers[k] = finder->peers[k - 1];
		finder->peers[k] = moved;
	}
	finder->count = kept;
}

const struct peer *
peers_find(const struct verify_device *device, struct running *running,
    struct arena *arena, size_t *ret_count)
{
	struct finder finder = { .running = running,
		.arena = arena,
		.peers = arena_array(arena, PEERS, sizeof(struct peer)),
		.trial = ARENA_NEW(arena, struct trial) };
	struct arena *scratch = arena_new();
	const struct likeness_form *forms;
	struct verification about;
	size_t count, i;

	forms = peers_forms(device->profile, arena, &count);
	for (i = 0; i < count; i++) {
		arena_reset(scratch);
		if (!likeness_expect(
			device, &forms[i], running, scratch, &about))
			continue;
		look(&finder, &about);
		verification_close(&about);
	}
	arena_free(scratch);
	keep_likely(&finder);
	*ret_count = finder.count;
	return finder.peers;
}
