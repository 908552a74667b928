/* SPDX-License-Identifier: ISC */
/* What a connection's objects are called on the device.  Floor: verify. */
#include <ctype.h>
#include <string.h>

#include "verify/search.h"

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

/* Whether A and B stand in one record. */
static bool
share_record(const struct running_line *a, const struct running_line *b)
{
	size_t i, k;

	for (i = 0; i < a->count; i++)
		for (k = 0; k < b->count && a->ids[i] > LEXICON_RECORDS; k++)
			if (a->ids[i] == b->ids[k])
				return true;
	return false;
}

/* How near OTHER is to the statement of a peer. */
static int
nearness(const struct running_line *peer, const struct running_line *other)
{
	return share_record(peer, other)         ? 3
	       : peer->listing == other->listing ? 2
						 : 1;
}

/* The connection's id in a name of what ABOUT found; of several the one that
 * is nearest to the statement PEER. */
static const char *
id_of(const struct search *search, const struct verification *about,
    const struct running_line *peer)
{
	const struct expected *expected = &about->expected;
	const struct variable *variable;
	const struct running_line *other;
	const char *id, *name, *best = NULL;
	int near, nearest = 0;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		if (expected->lines[i].match == NO_MATCH)
			continue;
		other = &search->running->lines[expected->lines[i].match];
		near = nearness(peer, other);
		for (k = 0; k < expected->lines[i].count && near > nearest;
		     k++) {
			variable = &expected->variables
					[expected->lines[i].words[k].variable];
			if (expected->lines[i].words[k].kind != EXPECTED_NAME ||
			    !variable->owned || variable->bound == 0)
				continue;
			name = word(search, variable->bound);
			id = name != NULL ? find_id(name, search->arena) : NULL;
			if (id == NULL)
				continue;
			best = id;
			nearest = near;
		}
	}
	return best;
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
			variable =
			    &about->expected.variables[line->words[k].variable];
			if (line->words[k].kind == EXPECTED_VALUE &&
			    variable->identifies && variable->device == NULL)
				search->running->lines[line->match].claimed =
				    true;
		}
	}
}

void
search_names(const struct search *search, const struct likeness *likeness,
    struct extract_peer *ret)
{
	const struct variable *variable;
	struct verification about;
	const char *name;
	size_t i;

	if (!search_hold(search, likeness, &about))
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
		ret->names[ret->name_count++] =
		    (struct extract_name){ variable->text, variable->place,
			    name };
	}
	ret->id =
	    id_of(search, &about, &search->running->lines[ret->peer.place]);
	claim(search, &about);
	verification_close(&about);
}
