/* SPDX-License-Identifier: ISC */
/* Making a likeness like a configuration.  Floor: verify. */
#include "verify/search.h"

#include <ctype.h>
#include <string.h>

#define ID "vpn-0a1b2c3d4e5f60718"
/* How often all that differs is taken at once. */
#define ROUNDS 6

static bool
hold(const struct search *search, const struct likeness *likeness,
    struct verification *ret)
{
	arena_reset(search->scratch);
	return verify_try(search->device,
	    likeness_connection(likeness, 1, ID, true, search->scratch),
	    search->running, search->scratch, diags_new(search->scratch, 1),
	    ret);
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

	if (!hold(search, likeness, &about))
		return false;
	ret->found = about.found;
	ret->missing = about.missing;
	ret->differences = about.match.count;
	ret->score = (long)about.found - 2 * (long)about.missing -
		     (long)about.match.count;
	ret->refit_count =
	    refit_read(&about, likeness, search->arena, ret->refits);
	keep_peer(ret);
	verification_close(&about);
	return true;
}

/* Takes the best reading of every value that OUTCOME speaks of; false when
 * there is none. */
static bool
take_all(struct likeness *likeness, const struct outcome *outcome)
{
	const struct refit *refit, *earlier;
	bool any = false, first;
	size_t i, k;

	for (i = 0; i < outcome->refit_count; i++) {
		refit = &outcome->refits[i];
		first = true;
		for (k = 0; k < i; k++) {
			earlier = &outcome->refits[k];
			first &= earlier->part != refit->part ||
				 earlier->offset != refit->offset;
		}
		if (!first || refit_is_taken(likeness, refit))
			continue;
		refit_take(likeness, refit);
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

/* One reading after the other, as long as one helps. */
static void
take_single(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	struct likeness next;
	struct outcome other;
	size_t i = 0;

	while (i < outcome->refit_count) {
		next = *likeness;
		if (refit_is_taken(likeness, &outcome->refits[i])) {
			i++;
			continue;
		}
		refit_take(&next, &outcome->refits[i]);
		if (search_try(search, &next, &other) &&
		    keep_better(likeness, outcome, &next, &other))
			i = 0;
		else
			i++;
	}
}

/* The likeness of FORM that explains most. */
static bool
fit(const struct search *search, const struct likeness_form *form,
    struct ip address, struct likeness *ret, struct outcome *ret_outcome)
{
	struct likeness next = likeness_new(form);
	struct outcome other;
	size_t round;

	next.tunnel.outside_address.u.ip = address;
	*ret = next;
	if (!search_try(search, ret, ret_outcome))
		return false;
	for (round = 0; round < ROUNDS; round++) {
		next = *ret;
		if (!take_all(&next, ret_outcome) ||
		    !search_try(search, &next, &other) ||
		    !keep_better(ret, ret_outcome, &next, &other))
			break;
	}
	return true;
}

/* Whether nothing is left to explain. */
static bool
is_perfect(const struct outcome *outcome)
{
	return outcome->missing == 0 && outcome->differences == 0;
}

bool
search_peer(struct search *search, struct ip address, struct likeness *ret,
    struct outcome *ret_outcome)
{
	const size_t last = search->form;
	struct likeness next;
	struct outcome other;
	bool any = false;
	size_t i, k;

	for (k = 0; k <= search->form_count; k++) {
		/* Connections of a device are mostly alike. */
		i = k == 0 ? last : k - 1;
		if ((k > 0 && i == last) ||
		    !fit(search, &search->forms[i], address, &next, &other))
			continue;
		if (any && !keep_better(ret, ret_outcome, &next, &other))
			continue;
		*ret = next;
		*ret_outcome = other;
		search->form = i;
		any = true;
		/* What is static has less to explain, so it is no proof. */
		if (is_perfect(&other) && !search->forms[i].is_static)
			break;
	}
	if (any)
		take_single(search, ret, ret_outcome);
	return any;
}

/* ---- names ------------------------------------------------------------ */

/* The device's word for the number ID. */
static const char *
word(const struct search *search, uint32_t id)
{
	const struct running_line *line;
	const struct word *words;
	const uint32_t *list;
	size_t count, i;

	list = running_find(search->running, id, &count);
	if (count == 0 || id > LEXICON_RECORDS)
		return NULL;
	line = &search->running->lines[list[0]];
	words = line->statement->words;
	for (i = 0; i < line->count; i++)
		if (line->ids[i] == id)
			return arena_copy(
			    search->arena, words[i].text, words[i].length);
	return NULL;
}

/* A VPN connection's id in NAME, in ARENA, or NULL. */
static const char *
find_id(const char *name, struct arena *arena)
{
	const char *at = strstr(name, "vpn-");
	size_t digits = 0;

	if (at == NULL)
		return NULL;
	while (isxdigit((unsigned char)at[4 + digits]) &&
	       !isupper((unsigned char)at[4 + digits]))
		digits++;
	return digits == 8 || digits == 17 ? arena_copy(arena, at, 4 + digits)
					   : NULL;
}

/* What has an address or a key of this tunnel is no other tunnel's. */
static void
claim(const struct search *search, const struct verification *about)
{
	const struct expected_line *line;
	const struct variable *variable;
	size_t i, k;

	for (i = 0; i < about->expected.count; i++) {
		line = &about->expected.lines[i];
		for (k = 0; k < line->count && line->match != NO_MATCH; k++) {
			variable = &about->expected
					.variables[line->words[k].variable];
			if (line->words[k].kind == EXPECTED_VALUE &&
			    variable->identifies && variable->device == NULL)
				search->running->lines[line->match].claimed =
				    true;
		}
	}
}

void
search_names(const struct search *search, const struct likeness *likeness,
    struct extract_tunnel *ret)
{
	const struct variable *variable;
	struct verification about;
	const char *name;
	size_t i;

	if (!hold(search, likeness, &about))
		return;
	for (i = 0; i < about.expected.variable_count &&
		    ret->name_count < EXTRACT_NAMES;
	     i++) {
		variable = &about.expected.variables[i];
		name = variable->kind == EXPECTED_NAME && variable->owned &&
			       variable->bound != 0
			   ? word(search, variable->bound)
			   : NULL;
		if (name == NULL)
			continue;
		ret->names[ret->name_count++] = (struct extract_name){
			variable->text, variable->place, name
		};
		if (ret->id == NULL)
			ret->id = find_id(name, search->arena);
	}
	claim(search, &about);
	verification_close(&about);
}
