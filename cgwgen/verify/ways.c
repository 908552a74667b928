/* SPDX-License-Identifier: ISC */
/* The ways to render a connection, held against a device.  Floor: verify. */
#include "verify/ways.h"

#include <string.h>

#include "render/rehearse.h"
#include "verify/lines.h"
#include "verify/teller.h"
#include "verify/vary.h"

/* One of the ways to render a connection that AWS takes. */
struct way {
	unsigned ike_version; /* 1 or 2; 0: whichever is chosen */
	int aead[2];          /* by phase: 1 only, 0 none, -1 whichever */
};

static const struct way ways[] = {
	{ 0, { -1, -1 } },
	{ 0, { 0, -1 } },
	{ 0, { -1, 0 } },
	{ 0, { 0, 0 } },
	{ 1, { -1, -1 } },
	{ 1, { -1, 0 } },
	{ 2, { 1, 1 } },
	{ 2, { 1, 0 } },
	{ 2, { 0, 1 } },
	{ 2, { 0, 0 } },
};

/* The members of SET that are AEAD ciphers, or those that are not; when SET
 * has none, all there are. */
static algorithm_set
filter(algorithm_set set, int aead)
{
	algorithm_set kept;

	if (aead < 0)
		return set;
	kept = algorithm_every(ALGORITHM_ENCRYPTION, aead == 1);
	return (set & kept) != 0 ? set & kept : kept;
}

/*
 * CONNECTION as WAY has it, in ARENA, also where the descriptor does not allow
 * that: the device may be set up in a way that AWS refuses, and then this is
 * what is to be said.
 */
static const struct connection *
another(const struct connection *connection, const struct way *way,
    struct arena *arena)
{
	struct connection *copy = connection_copy(connection, arena);
	struct tunnel *tunnel;
	size_t i;

	for (i = 0; i < copy->tunnel_count; i++) {
		tunnel = &copy->tunnels[i];
		if (way->ike_version != 0)
			tunnel->ike_versions.u.set =
			    algorithm_ike_version(way->ike_version);
		tunnel->phase1_encryption_algorithms.u.set = filter(
		    tunnel->phase1_encryption_algorithms.u.set, way->aead[0]);
		tunnel->phase2_encryption_algorithms.u.set = filter(
		    tunnel->phase2_encryption_algorithms.u.set, way->aead[1]);
	}
	return copy;
}

/* Whether OTHER is nearer to the device than BEST: what is not there counts
 * first.  "version 1", which only one of two has, leaves nothing else missing,
 * and the one that has it explains more of the device. */
static bool
is_nearer(const struct verification *other, const struct verification *best)
{
	if (other->penalty != best->penalty)
		return other->penalty < best->penalty;
	if (other->besides != best->besides)
		return other->besides < best->besides;
	return other->found > best->found;
}

/* The nearer one of two becomes BEST; the other is released. */
static void
keep_better(struct verification *best, struct verification *other)
{
	if (is_nearer(other, best)) {
		verification_close(best);
		*best = *other;
	} else {
		verification_close(other);
	}
}

/* A connection that is held against a device, whichever way. */
struct search {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;
	struct verification *best;
	struct digest text; /* what was rendered first */
};

/* Whether the device has an algorithm otherwise. */
static bool
has_other_algorithms(const struct verification *about)
{
	const struct variable *variable;
	size_t i;

	for (i = 0; i < about->match.count; i++) {
		variable =
		    &about->expected
			 .variables[about->match.differences[i].variable];
		/* "ike_mode" and the like follow from IKE's version. */
		if (algorithms_know(variable) ||
		    strncmp(variable->what->name, "ike_", 4) == 0)
			return true;
	}
	return false;
}

/* Whether another way may be nearer: where all is there and what differs are
 * no algorithms, none is. */
static bool
is_doubtful(const struct verification *about)
{
	return about->missing > 0 || about->besides > 0 ||
	       has_other_algorithms(about);
}

/* Whether OTHER, as it was rendered for WAY, may be nearer.  Devices that have
 * IKEv2 by default have a statement of their own for IKEv1. */
static bool
is_promising(const struct search *search, const struct way *way,
    const struct verification *other)
{
	const struct verification *best = search->best;

	if (memcmp(&other->text, &search->text, sizeof(other->text)) == 0)
		return false;
	return best->besides > 0 || has_other_algorithms(best) ||
	       lines_lack(best, other, search->arena) ||
	       (way != NULL && way->ike_version == 1 &&
		   lines_add(best, other, search->arena));
}

/* The same of what is rendered and not looked at yet. */
static bool
may_be_promising(const struct search *search)
{
	const struct verification *best = search->best;

	return best->besides > 0 || has_other_algorithms(best) ||
	       lines_may_lack(best, search->device->rendering, search->arena);
}

/* Tries COPY, made for WAY or, NULL, for the one that is the best. */
static void
try_copy(const struct search *search, const struct connection *copy,
    const struct way *way)
{
	struct verification other;

	struct diags *quiet = diags_new(search->arena, 0);

	if (!verify_render(
		search->device, copy, search->arena, quiet, &other) ||
	    !may_be_promising(search) ||
	    !verify_take(
		search->device, search->running, search->arena, quiet, &other))
		return;
	if (!is_promising(search, way, &other)) {
		verification_close(&other);
		return;
	}
	verify_match(&other, search->running, search->arena);
	other.ike_version =
	    way != NULL ? way->ike_version : search->best->ike_version;
	/* What is all there may be one of two that are. */
	if (other.penalty == 0 && search->best->penalty == 0)
		other.besides = extras_count(&other, search->arena);
	keep_better(search->best, &other);
}

/* The same with the algorithms that the device was seen to have. */
static void
try_algorithms(const struct search *search)
{
	const struct connection *copy =
	    vary_algorithms(search->best, search->arena);

	if (copy != NULL)
		try_copy(search, copy, NULL);
}

/* IKEv1 with the algorithms that the device was seen to have: those that were
 * rendered first would be held against it. */
static void
try_version(const struct search *search)
{
	static const struct way first = { 1, { -1, -1 } };

	try_copy(search,
	    another(search->best->connection, &first, search->arena), &first);
}

/*
 * The same with a group of phase 2 that is not phase 1's: what prints one
 * group for both prints two then, and it is known which is whose.
 */
static void
try_apart(const struct search *search, const struct connection *connection)
{
	const struct verify_device *device = search->device;
	struct connection *copy = connection_copy(connection, search->arena);
	const struct choice *choices =
	    rehearse_choices(connection, device->profile, device->parameters,
		NULL, search->arena, diags_new(search->arena, 0));
	algorithm_set first;
	struct value *value;
	bool any = false;
	size_t i;

	for (i = 0; choices != NULL && i < copy->tunnel_count; i++) {
		first = choice_set(&choices[i], ALGORITHM_DH_GROUP, 1);
		value = &copy->tunnels[i].phase2_dh_group_numbers;
		if (first != choice_set(&choices[i], ALGORITHM_DH_GROUP, 2) ||
		    (value->u.set & ~first) == 0)
			continue;
		value->u.set &= ~first;
		any = true;
	}
	if (any)
		try_copy(search, copy, NULL);
}

void
ways_try(const struct verify_device *device, struct running *running,
    struct arena *arena, struct verification *best)
{
	const struct search search = { .device = device,
		.running = running,
		.arena = arena,
		.best = best,
		.text = best->text };
	const struct connection *connection = best->connection;
	size_t i;

	/* Algorithms alone may be what differs. */
	try_algorithms(&search);
	if (best->penalty == 0)
		best->besides = extras_count(best, arena);
	for (i = 1; i < sizeof(ways) / sizeof(ways[0]) && best->found > 0 &&
		    is_doubtful(best);
	     i++)
		if (best->penalty > 0 || ways[i].ike_version != 0)
			try_copy(&search, another(connection, &ways[i], arena),
			    &ways[i]);
	if (best->penalty > 0)
		try_apart(&search, best->connection);
	if (is_doubtful(best))
		try_algorithms(&search);
	if (best->found > 0 && best->penalty > 0)
		try_version(&search);
}
