/* SPDX-License-Identifier: ISC */
/* Making a likeness like a configuration.  Floor: verify. */
#include "verify/search.h"

#include <string.h>

#include "model/field.h"
#include "verify/loose.h"

#define ID "vpn-0a1b2c3d4e5f60718"
/* How often all that differs is taken at once. */
#define ROUNDS 6

bool
search_hold(const struct search *search, const struct likeness *likeness,
    struct verification *ret)
{
	arena_reset(search->scratch);
	return verify_try(
	    verify_device_for(search->device, likeness->form.is_static),
	    likeness_connection(likeness, ID, true, search->scratch),
	    search->running, search->scratch, diags_new(search->scratch, 1),
	    ret);
}

/* How many of the running statements were found. */
static size_t
distinct(const struct search *search, const struct verification *about)
{
	bool *seen = arena_array(
	    search->scratch, search->running->count + 1, sizeof(*seen));
	size_t i, match, count = 0;

	for (i = 0; i < about->expected.count; i++) {
		match = about->expected.lines[i].match;
		if (match == NO_MATCH || seen[match])
			continue;
		seen[match] = true;
		count++;
	}
	return count;
}

/* The peer is what it is. */
static void
keep_peer(struct outcome *outcome)
{
	size_t i, kept = 0;

	for (i = 0; i < outcome->refit_count; i++)
		if (outcome->refits[i].part != LIKENESS_TUNNEL ||
		    outcome->refits[i].offset !=
			offsetof(struct tunnel, outside_address))
			outcome->refits[kept++] = outcome->refits[i];
	outcome->refit_count = kept;
}

bool
search_try(const struct search *search, const struct likeness *likeness,
    struct outcome *ret)
{
	struct verification about;

	if (!search_hold(search, likeness, &about))
		return false;
	ret->found = about.found;
	ret->missing = about.missing;
	ret->differences = about.match.count;
	/* What is explained twice speaks against it. */
	ret->score = 2 * (long)distinct(search, &about) - (long)about.found -
		     2 * (long)about.missing - (long)about.match.count;
	ret->refit_count =
	    refit_read(&about, likeness, search->arena, ret->refits);
	keep_peer(ret);
	verification_close(&about);
	return true;
}

/* Whether no two tunnels of a connection have the same. */
static bool
is_own(const struct refit *refit)
{
	static const size_t own[] = { offsetof(struct tunnel, inside_cidr),
		offsetof(struct tunnel, inside_ipv6_cidr),
		offsetof(struct tunnel, pre_shared_key) };
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (refit->part == LIKENESS_TUNNEL && refit->offset == own[i])
			return true;
	return false;
}

/* Gives LIKENESS the value, all of its tunnels when ALL. */
static void
take(struct likeness *likeness, const struct refit *refit, bool all)
{
	struct refit other = *refit;

	refit_take(likeness, refit);
	if (!all || refit->part != LIKENESS_TUNNEL || is_own(refit))
		return;
	for (other.tunnel = 0; other.tunnel < likeness->count; other.tunnel++)
		refit_take(likeness, &other);
}

/* Whether one of the COUNT refits before it is about the same value. */
static bool
is_later(const struct refit *refits, size_t count, const struct refit *refit,
    bool all)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (refits[i].part == refit->part &&
		    refits[i].offset == refit->offset &&
		    (refits[i].tunnel == refit->tunnel ||
			(all && !is_own(refit))))
			return true;
	return false;
}

/* Takes the best reading of every word that OUTCOME speaks of, for all tunnels
 * when ALL; false when there is none. */
static bool
take_all(struct likeness *likeness, const struct outcome *outcome, bool all)
{
	const struct refit *refit;
	uint64_t words = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < outcome->refit_count; i++) {
		refit = &outcome->refits[i];
		/* Each word is read once. */
		if (is_later(outcome->refits, i, refit, all) ||
		    (refit->words & ~words) == 0)
			continue;
		words |= refit->words;
		if (refit_is_taken(likeness, refit))
			continue;
		take(likeness, refit, all);
		any = true;
	}
	return any;
}

/* Takes NEXT in place of what there is if it explains more. */
static bool
keep_better(struct likeness *likeness, struct outcome *outcome,
    const struct likeness *next, const struct outcome *next_outcome)
{
	if (next_outcome->score <= outcome->score)
		return false;
	*likeness = *next;
	*outcome = *next_outcome;
	return true;
}

static bool
take_one(const struct search *search, struct likeness *likeness,
    struct outcome *outcome, const struct refit *refit, bool all)
{
	struct likeness next = *likeness;
	struct outcome other;

	take(&next, refit, all);
	return search_try(search, &next, &other) &&
	       keep_better(likeness, outcome, &next, &other);
}

/* One reading after the other, as long as one helps. */
static void
take_single(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	struct refit refit;
	size_t i = 0;

	while (i < outcome->refit_count) {
		refit = outcome->refits[i];
		if (!refit_is_taken(likeness, &refit) &&
		    (take_one(search, likeness, outcome, &refit, true) ||
			(likeness->count > 1 && take_one(search, likeness,
						    outcome, &refit, false))))
			i = 0;
		else
			i++;
	}
}

/* Takes what is read as long as it helps. */
static bool
take_round(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	struct likeness next = *likeness, single = *likeness;
	struct outcome other;
	bool better;

	if (!take_all(&next, outcome, true))
		return false;
	take_all(&single, outcome, false);
	better = search_try(search, &next, &other) &&
		 keep_better(likeness, outcome, &next, &other);
	if (likeness->count > 1)
		better |= search_try(search, &single, &other) &&
			  keep_better(likeness, outcome, &single, &other);
	return better;
}

/* Whether the parameters are those of a hub, which alone takes them. */
static bool
is_hub(const struct search *search)
{
	const struct parameter_value *pass_on = profile_value(
	    search->device->profile, search->device->parameters, "pass_on");

	return pass_on != NULL && pass_on->count > 0;
}

/* The likeness of FORM that explains most. */
static bool
fit(const struct search *search, const struct likeness_form *form,
    const struct ip *addresses, size_t count, struct likeness *ret,
    struct outcome *ret_outcome)
{
	size_t round;

	*ret = likeness_new(form, addresses, count);
	if (is_hub(search))
		ret->customer.role =
		    (struct value){ .origin = ORIGIN_DESCRIPTOR,
			    .text = "hub" };
	if (!search_try(search, ret, ret_outcome))
		return false;
	for (round = 0; round < ROUNDS; round++)
		if (!take_round(search, ret, ret_outcome) &&
		    !loose_take(search, ret, ret_outcome))
			break;
	return true;
}

/* What two tunnels have that differs and could as well be the same is the
 * same: some devices print it once. */
static void
equalize(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	size_t count, i, from;
	const struct field *fields = tunnel_fields(&count);
	struct refit refit = { .part = LIKENESS_TUNNEL };
	struct likeness next;
	struct outcome other;

	for (i = 0; i < count && likeness->count > 1; i++) {
		refit.offset = fields[i].offset;
		for (from = 0; from < 2; from++) {
			refit.tunnel = 1 - from;
			refit.value = *likeness_slot(
			    likeness, LIKENESS_TUNNEL, from, refit.offset);
			if (is_own(&refit) || !value_known(&refit.value) ||
			    refit.offset ==
				offsetof(struct tunnel, outside_address) ||
			    refit_is_taken(likeness, &refit))
				continue;
			next = *likeness;
			refit_take(&next, &refit);
			if (!search_try(search, &next, &other) ||
			    other.score < outcome->score)
				continue;
			*likeness = next;
			*outcome = other;
		}
	}
}

/* Whether nothing is left to explain. */
static bool
is_perfect(const struct outcome *outcome)
{
	return outcome->missing == 0 && outcome->differences == 0;
}

/* Whether A and B differ in their ciphers alone. */
static bool
are_alike(const struct likeness_form *a, const struct likeness_form *b)
{
	return a->is_static == b->is_static && a->six == b->six &&
	       a->ike_version == b->ike_version;
}

bool
search_peers(struct search *search, const struct ip *addresses, size_t count,
    struct likeness *ret, struct outcome *ret_outcome)
{
	const size_t last = search->form;
	struct likeness next;
	struct outcome other;
	bool any = false;
	size_t i, k;

	for (k = 0; k <= search->form_count; k++) {
		/* Connections of a device are mostly alike. */
		i = k == 0 ? last : k - 1;
		if (k > 0 && i == last)
			continue;
		/* Another routing or version may explain all of this and
		 * more; other ciphers cannot. */
		if (any && is_perfect(ret_outcome) &&
		    are_alike(&search->forms[i], &ret->form))
			continue;
		if (!fit(search, &search->forms[i], addresses, count, &next,
			&other))
			continue;
		if (any && !keep_better(ret, ret_outcome, &next, &other))
			continue;
		*ret = next;
		*ret_outcome = other;
		search->form = i;
		any = true;
	}
	if (any) {
		take_single(search, ret, ret_outcome);
		equalize(search, ret, ret_outcome);
	}
	return any;
}
