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
	enum {
		PROBE_NUMBER,
		PROBE_FLAG,
		PROBE_IP,
		PROBE_NETWORK,
		PROBE_TEXT
	} kind;
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
	{ C(asn), PROBE_NUMBER, { 64992, 64993 } },
	{ A(asn), PROBE_NUMBER, { 64994, 64995 } },
};

#define PROBES (sizeof(probes) / sizeof(probes[0]))

struct known {
	bool values[PROBES][LIKENESS_TUNNELS];
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
	address = probe->kind == PROBE_IP        ? &ret->u.ip
		  : probe->kind == PROBE_NETWORK ? &ret->u.prefix.address
						 : NULL;
	if (address != NULL)
		*address = ip_add(*address, 64);
	return number == 0;
}

/* Gives PROBE's value to TUNNEL, or to all when it is no tunnel's own. */
static void
give(struct likeness *likeness, const struct probe *probe, size_t tunnel,
    const struct value *value)
{
	size_t i;

	for (i = 0; i < likeness->count; i++)
		if (i == tunnel || probe->kind == PROBE_NUMBER ||
		    probe->kind == PROBE_FLAG)
			*likeness_slot(
			    likeness, probe->part, i, probe->offset) = *value;
}

/* How other values explain the configuration. */
struct comparison {
	bool any;
	bool less; /* a smaller number explains less */
	bool tied; /* one that is not larger explains as much */
	bool larger_tied;
};

static void
compare(struct comparison *comparison, const struct probe *probe, bool larger,
    long difference)
{
	const bool number = probe->kind == PROBE_NUMBER;

	comparison->any = true;
	comparison->less |= number && !larger && difference < 0;
	if (difference == 0 && number && larger)
		comparison->larger_tied = true;
	else if (difference == 0)
		comparison->tied = true;
}

/*
 * Whether each other value that can be rendered explains less; a better one is
 * taken.  A device that cannot have a number so large has the largest that it
 * can: of numbers that it prints alike the smallest is the one.
 */
static bool
is_certain(
    const struct prober *prober, const struct probe *probe, size_t tunnel)
{
	const struct likeness before = *prober->likeness;
	struct likeness next = before;
	const struct value now =
	    *likeness_slot(&next, probe->part, tunnel, probe->offset);
	struct comparison comparison = { false, false, false, false };
	struct value value;
	struct outcome other;
	size_t i;

	for (i = 0; another(probe, &now, i, &value); i++) {
		if (probe->kind == PROBE_NUMBER &&
		    value.u.number == now.u.number)
			continue;
		next = before;
		give(&next, probe, tunnel, &value);
		if (!search_try(prober->search, &next, &other))
			continue;
		if (other.score > prober->outcome->score) {
			*prober->likeness = next;
			*prober->outcome = other;
			comparison = (struct comparison){ .any = true };
			continue;
		}
		compare(&comparison, probe, value.u.number > now.u.number,
		    other.score - prober->outcome->score);
	}
	return comparison.any && !comparison.tied &&
	       (!comparison.larger_tied || comparison.less);
}

static void
probe_all(const struct prober *prober, struct known *ret)
{
	const struct probe *probe;
	size_t i, k;

	for (i = 0; i < PROBES; i++) {
		probe = &probes[i];
		for (k = 0; k < prober->likeness->count; k++)
			ret->values[i][k] =
			    value_known(likeness_slot(prober->likeness,
				probe->part, k, probe->offset)) &&
			    is_certain(prober, probe, k);
	}
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

/* Whether every other algorithm that the device has for this, in all tunnels,
 * explains less than CHOSEN. */
static bool
set_is_certain(const struct prober *prober, enum algorithm_kind kind,
    unsigned phase, algorithm_set chosen)
{
	const algorithm_set can = profile_can(prober->search->device->profile,
	    prober->likeness->form.ike_version, phase, kind)
				      ->set;
	struct likeness next = *prober->likeness;
	struct outcome other;
	unsigned i;
	size_t k;

	for (i = 0; i < algorithm_count(kind); i++) {
		if ((can >> i & 1) == 0 || chosen == (algorithm_set)1 << i)
			continue;
		for (k = 0; k < next.count; k++)
			likeness_set(&next.tunnels[k], kind, phase)->u.set =
			    (algorithm_set)1 << i;
		if (search_try(prober->search, &next, &other) &&
		    other.score >= prober->outcome->score)
			return false;
	}
	return true;
}

/* Leaves of the sets of one tunnel the algorithms that are chosen from them,
 * if these are certain. */
static void
narrow_tunnel(const struct prober *prober, const struct choice *choice,
    struct tunnel *kept)
{
	const struct phase_choice *phases;
	enum algorithm_kind kind;
	algorithm_set chosen;
	struct value *set;
	unsigned phase;

	for (phase = 1; phase <= 2; phase++) {
		phases = &choice->phase[phase - 1];
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++) {
			chosen = set_of(kind,
			    kind == ALGORITHM_ENCRYPTION  ? phases->encryption
			    : kind == ALGORITHM_INTEGRITY ? phases->integrity
							  : phases->dh_group);
			set = likeness_set(kept, kind, phase);
			set->u.set = chosen;
			if (chosen == 0 ||
			    !set_is_certain(prober, kind, phase, chosen))
				set->origin = ORIGIN_NONE;
		}
	}
}

static void
narrow(const struct prober *prober)
{
	const struct verify_device *device = prober->search->device;
	struct arena *scratch = arena_new();
	struct likeness kept = *prober->likeness;
	const struct choice *choices = rehearse_choices(
	    likeness_connection(prober->likeness, "vpn-0", true, scratch),
	    device->profile, device->parameters, NULL, scratch,
	    diags_new(scratch, 1));
	size_t i;

	for (i = 0; i < kept.count && choices != NULL; i++)
		narrow_tunnel(prober, &choices[i], &kept.tunnels[i]);
	*prober->likeness = kept;
	arena_free(scratch);
}

/* The other IKE version, with all of its algorithms, explains less. */
static bool
version_is_certain(const struct prober *prober)
{
	struct likeness next = *prober->likeness, plain;
	struct ip addresses[LIKENESS_TUNNELS] = { { 0 } };
	struct outcome other;
	enum algorithm_kind kind;
	unsigned phase;
	size_t i;

	next.form.ike_version = next.form.ike_version == 1 ? 2 : 1;
	plain = likeness_new(&next.form, addresses, next.count);
	for (i = 0; i < next.count; i++) {
		for (phase = 1; phase <= 2; phase++)
			for (kind = ALGORITHM_ENCRYPTION;
			     kind < ALGORITHM_KINDS; kind++)
				*likeness_set(&next.tunnels[i], kind, phase) =
				    *likeness_set(
					&plain.tunnels[i], kind, phase);
		next.tunnels[i].ike_versions = plain.tunnels[i].ike_versions;
	}
	return !search_try(prober->search, &next, &other) ||
	       other.score < prober->outcome->score;
}

/* ---- all -------------------------------------------------------------- */

void
search_certain(const struct search *search, struct likeness *likeness,
    struct likeness *ret_whole, struct outcome *outcome)
{
	struct prober prober = { search, likeness, outcome };
	struct known known;
	bool version;
	size_t i, k;

	/* A better value may settle another one. */
	probe_all(&prober, &known);
	probe_all(&prober, &known);
	*ret_whole = *likeness;
	version = version_is_certain(&prober);
	narrow(&prober);
	for (k = 0; k < likeness->count; k++) {
		for (i = 0; i < PROBES; i++)
			if (!known.values[i][k])
				likeness_slot(likeness, probes[i].part, k,
				    probes[i].offset)
				    ->origin = ORIGIN_NONE;
		if (!version)
			likeness->tunnels[k].ike_versions.origin = ORIGIN_NONE;
	}
}
