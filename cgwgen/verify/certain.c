/* SPDX-License-Identifier: ISC */
/*
 * What a configuration tells for certain: a value is known when any other one
 * would explain less.  Floor: verify.
 */
#include <string.h>

#include "render/rehearse.h"
#include "verify/search.h"

struct prober {
	const struct search *search;
	struct likeness *likeness;
	struct outcome *outcome;
};

/* ---- numbers, flags, addresses ---------------------------------------- */

/* What is tried in place of a value. */
struct probe {
	enum likeness_part part;
	size_t offset;
	enum { PROBE_NUMBER, PROBE_FLAG, PROBE_IP, PROBE_NETWORK, PROBE_TEXT }
	    kind;
	uint32_t numbers[8]; /* up to the first 0 */
};

#define T(member) LIKENESS_TUNNEL, offsetof(struct tunnel, member)
#define C(member) LIKENESS_CUSTOMER, offsetof(struct gateway, member)
#define A(member) LIKENESS_AWS, offsetof(struct gateway, member)

/* The numbers are such that devices have a word for each. */
static const struct probe probes[] = {
	{ T(clear_df_bit), PROBE_FLAG, { 0 } },
	{ T(fragmentation_before_encryption), PROBE_FLAG, { 0 } },
	{ T(replay_window_size), PROBE_NUMBER,
	    { 64, 128, 256, 512, 1024, 2048 } },
	{ T(dpd_interval), PROBE_NUMBER, { 10, 20, 30 } },
	{ T(dpd_retries), PROBE_NUMBER, { 3, 5, 4 } },
	{ T(phase1_lifetime_seconds), PROBE_NUMBER, { 28800, 14400, 3600 } },
	{ T(phase2_lifetime_seconds), PROBE_NUMBER, { 3600, 1800 } },
	{ T(bgp_hold_time), PROBE_NUMBER, { 30, 60, 90 } },
	{ T(inside_cidr), PROBE_NETWORK, { 0 } },
	{ T(inside_ipv6_cidr), PROBE_NETWORK, { 0 } },
	{ T(pre_shared_key), PROBE_TEXT, { 0 } },
	{ C(ip_address), PROBE_IP, { 0 } },
	{ C(asn), PROBE_NUMBER, { 64505, 64504 } },
	{ A(asn), PROBE_NUMBER, { 64503, 64502 } },
};

/* The value of PROBE's kind that is unlike NOW; false when there are no more
 * than NUMBER. */
static bool
another(const struct probe *probe, const struct value *now, size_t number,
    struct value *ret)
{
	struct ip *address;

	*ret = *now;
	if (probe->kind == PROBE_NUMBER) {
		if (number >= 8 || probe->numbers[number] == 0)
			return false;
		ret->u.number = probe->numbers[number];
		return true;
	}
	if (probe->kind == PROBE_FLAG)
		ret->u.flag = !now->u.flag;
	if (probe->kind == PROBE_TEXT)
		ret->text = "anotherKey0anotherKey";
	address = probe->kind == PROBE_IP	  ? &ret->u.ip
		  : probe->kind == PROBE_NETWORK ? &ret->u.prefix.address
						 : NULL;
	if (address != NULL)
		*address = ip_add(*address, 64);
	return number == 0;
}

/* Whether each other value that can be rendered explains less; a better one is
 * taken. */
static bool
is_certain(const struct prober *prober, const struct probe *probe)
{
	const struct likeness before = *prober->likeness;
	struct likeness next = before;
	struct value *slot = likeness_slot(&next, probe->part, probe->offset);
	const struct value now = *slot;
	struct outcome other;
	bool certain = false, tied = false;
	size_t i;

	for (i = 0; another(probe, &now, i, slot); i++) {
		if (probe->kind == PROBE_NUMBER &&
		    slot->u.number == now.u.number)
			continue;
		if (!search_try(prober->search, &next, &other))
			continue;
		certain = true;
		if (other.score > prober->outcome->score) {
			*prober->likeness = next;
			*prober->outcome = other;
			tied = false;
		} else if (other.score == prober->outcome->score) {
			tied = true;
		}
	}
	return certain && !tied;
}

static void
probe_all(const struct prober *prober, bool *ret_known)
{
	const size_t count = sizeof(probes) / sizeof(probes[0]);
	size_t i;

	for (i = 0; i < count; i++)
		ret_known[i] =
		    value_known(likeness_slot(prober->likeness, probes[i].part,
			probes[i].offset)) &&
		    is_certain(prober, &probes[i]);
}

/* ---- algorithms ------------------------------------------------------- */

static algorithm_set
set_of(enum algorithm_kind kind, const struct algorithm *algorithm)
{
	unsigned i;

	for (i = 0; algorithm != NULL && i < algorithm_count(kind); i++)
		if (algorithm_get(kind, i) == algorithm)
			return (algorithm_set)1 << i;
	return 0;
}

/* Whether every other algorithm that the device has in the place of SLOT, one
 * of which is chosen, explains less. */
static bool
set_is_certain(const struct prober *prober, enum algorithm_kind kind,
    unsigned phase, algorithm_set chosen)
{
	const struct likeness_form *form = &prober->likeness->form;
	const algorithm_set can =
	    profile_can(prober->search->device->profile, form->ike_version,
		phase, kind)
		->set &
	    likeness_algorithms(kind, form->aead[phase - 1]);
	struct likeness next = *prober->likeness;
	struct outcome other;
	unsigned i;

	for (i = 0; i < algorithm_count(kind); i++) {
		if ((can >> i & 1) == 0 || chosen == (algorithm_set)1 << i)
			continue;
		likeness_set(&next.tunnel, kind, phase)->u.set =
		    (algorithm_set)1 << i;
		if (search_try(prober->search, &next, &other) &&
		    other.score >= prober->outcome->score)
			return false;
	}
	return true;
}

/* Leaves of each set the algorithm that is chosen from it, if it is certain.
 */
static void
narrow(const struct prober *prober)
{
	const struct verify_device *device = prober->search->device;
	struct arena *scratch = arena_new();
	struct tunnel kept = prober->likeness->tunnel;
	const struct choice *choice = rehearse_choices(
	    likeness_connection(prober->likeness, 1, "vpn-0", true, scratch),
	    device->profile, device->parameters, NULL, scratch,
	    diags_new(scratch, 1));
	const struct phase_choice *phases;
	unsigned phase, kind;
	algorithm_set chosen;
	struct value *set;

	for (phase = 1; phase <= 2 && choice != NULL; phase++) {
		phases = &choice->phase[phase - 1];
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++) {
			chosen = set_of((enum algorithm_kind)kind,
			    kind == ALGORITHM_ENCRYPTION  ? phases->encryption
			    : kind == ALGORITHM_INTEGRITY ? phases->integrity
							  : phases->dh_group);
			set = likeness_set(
			    &kept, (enum algorithm_kind)kind, phase);
			set->u.set = chosen;
			if (chosen == 0 ||
			    !set_is_certain(prober, (enum algorithm_kind)kind,
				phase, chosen))
				set->origin = ORIGIN_NONE;
		}
	}
	prober->likeness->tunnel = kept;
	arena_free(scratch);
}

/* The other IKE version, with all of its algorithms, explains less. */
static bool
version_is_certain(const struct prober *prober)
{
	struct likeness next = *prober->likeness, plain;
	struct outcome other;
	enum algorithm_kind kind;
	unsigned phase;

	next.form.ike_version = next.form.ike_version == 1 ? 2 : 1;
	plain = likeness_new(&next.form);
	for (phase = 1; phase <= 2; phase++)
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++)
			*likeness_set(&next.tunnel, kind, phase) =
			    *likeness_set(&plain.tunnel, kind, phase);
	next.tunnel.ike_versions = plain.tunnel.ike_versions;
	return !search_try(prober->search, &next, &other) ||
	       other.score < prober->outcome->score;
}

/* ---- all -------------------------------------------------------------- */

void
search_certain(const struct search *search, struct likeness *likeness,
    struct likeness *ret_whole, struct outcome *outcome)
{
	struct prober prober = { search, likeness, outcome };
	bool known[sizeof(probes) / sizeof(probes[0])], version;
	size_t i;

	/* A better value may settle another one. */
	probe_all(&prober, known);
	probe_all(&prober, known);
	*ret_whole = *likeness;
	version = version_is_certain(&prober);
	narrow(&prober);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!known[i])
			likeness_slot(
			    likeness, probes[i].part, probes[i].offset)
			    ->origin = ORIGIN_NONE;
	if (!version)
		likeness->tunnel.ike_versions.origin = ORIGIN_NONE;
}
