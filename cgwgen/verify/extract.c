/* SPDX-License-Identifier: ISC */
/* The connections that a configuration implies.  Floor: verify. */
#include "verify/extract.h"

#include <ctype.h>
#include <stdlib.h>
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

void
extract(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret)
{
	struct search search = { .device = device,
		.running = running,
		.arena = arena,
		.scratch = arena_new() };
	const size_t tolerance = running->tolerance;
	struct extract_tunnel *tunnel;
	struct likeness whole;
	struct outcome outcome;
	const struct peer *peers;
	size_t i, count;

	/* Nearly nothing is known at first. */
	running->tolerance = TRIAL_DIFFERENCES;
	search.forms = peers_forms(device->profile, arena, &search.form_count);
	peers = peers_find(device, running, arena, &count);
	*ret = (struct extraction){ .tunnels = arena_array(arena, count + 1,
					sizeof(*ret->tunnels)) };
	for (i = 0; i < count && search.form_count > 0; i++) {
		tunnel = &ret->tunnels[ret->count];
		tunnel->peer = peers[i];
		tunnel->at = place_of(running, peers[i].place);
		tunnel->partner = -1;
		if (!search_peer(&search, peers[i].address, &tunnel->likeness,
			&outcome))
			continue;
		ret->count++;
		tunnel->found = outcome.found;
		tunnel->missing = outcome.missing;
		/* Another kind of peer has little of it. */
		tunnel->good = outcome.found >= outcome.missing;
		if (!tunnel->good)
			continue;
		whole = tunnel->likeness;
		search_certain(&search, &tunnel->likeness, &whole, &outcome);
		search_names(&search, &whole, tunnel);
	}
	for (i = 0; i < running->count; i++)
		running->lines[i].claimed = false;
	running->tolerance = tolerance;
	arena_free(search.scratch);
}

/* ---- pairs ------------------------------------------------------------ */

/* Whether both say the same, or one of them nothing. */
static bool
same_number(const struct value *a, const struct value *b)
{
	return !value_known(a) || !value_known(b) ||
	       a->u.number == b->u.number;
}

static bool
same_address(const struct value *a, const struct value *b)
{
	return !value_known(a) || !value_known(b) ||
	       ip_equal(a->u.ip, b->u.ip);
}

static bool
can_pair(const struct extract_tunnel *a, const struct extract_tunnel *b)
{
	return a->good && b->good && a->partner < 0 && b->partner < 0 &&
	       a->likeness.form.is_static == b->likeness.form.is_static &&
	       a->likeness.form.six == b->likeness.form.six &&
	       (a->id == NULL || b->id == NULL || strcmp(a->id, b->id) == 0) &&
	       same_number(&a->likeness.customer.asn, &b->likeness.customer.asn) &&
	       same_address(&a->likeness.customer.ip_address,
		   &b->likeness.customer.ip_address) &&
	       same_number(&a->likeness.aws.asn, &b->likeness.aws.asn);
}

/* Whether two names differ in the number at their end alone, by one. */
static bool
are_neighbours(const char *a, const char *b)
{
	size_t length = strlen(a), other = strlen(b);
	long one, two;

	while (length > 0 && isdigit((unsigned char)a[length - 1]))
		length--;
	while (other > 0 && isdigit((unsigned char)b[other - 1]))
		other--;
	if (length != other || strncmp(a, b, length) != 0 ||
	    a[length] == '\0' || b[length] == '\0')
		return false;
	one = strtol(a + length, NULL, 10);
	two = strtol(b + length, NULL, 10);
	return one - two == 1 || two - one == 1;
}

/* How many names of both are neighbours, or one for both with a text in it. */
static size_t
kinship(const struct extract_tunnel *a, const struct extract_tunnel *b)
{
	const struct extract_name *one, *other;
	size_t i, k, kin = a->id != NULL && b->id != NULL ? 100 : 0;

	for (i = 0; i < a->name_count; i++)
		for (k = 0; k < b->name_count; k++) {
			one = &a->names[i];
			other = &b->names[k];
			if (one->text != other->text ||
			    one->place != other->place)
				continue;
			kin += are_neighbours(one->name, other->name);
			break;
		}
	return kin;
}

void
extract_pair(struct extraction *extraction)
{
	struct extract_tunnel *tunnels = extraction->tunnels;
	size_t i, k, kin, most, best;

	for (i = 0; i < extraction->count; i++) {
		best = extraction->count;
		most = 0;
		for (k = i + 1; k < extraction->count; k++) {
			if (!can_pair(&tunnels[i], &tunnels[k]))
				continue;
			/* The nearest one of those that are as near kin. */
			kin = kinship(&tunnels[i], &tunnels[k]);
			if (best < extraction->count && kin <= most)
				continue;
			best = k;
			most = kin;
		}
		if (best == extraction->count)
			continue;
		tunnels[i].partner = (int)best;
		tunnels[best].partner = (int)i;
	}
}

/* ---- connections ------------------------------------------------------ */

static const char *
id_of(const struct extract_tunnel *first, const struct extract_tunnel *second,
    struct arena *arena)
{
	char text[IP_TEXT_SIZE], *at;

	if (first->id != NULL)
		return first->id;
	if (second != NULL && second->id != NULL)
		return second->id;
	ip_format(first->peer.address, text);
	for (at = text; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at))
			*at = '-';
	return arena_printf(arena, "unknown-%s", text);
}

static void
fill(struct value *value, const struct value *other)
{
	if (!value_known(value) && value_known(other))
		*value = *other;
}

struct connection *
extract_connection(
    const struct extraction *extraction, size_t number, struct arena *arena)
{
	const struct extract_tunnel *first = &extraction->tunnels[number];
	const struct extract_tunnel *second =
	    first->partner >= 0 ? &extraction->tunnels[first->partner] : NULL;
	struct likeness likenesses[2] = { first->likeness };
	struct gateway *ends[] = { &likenesses[0].customer,
		&likenesses[0].aws };
	struct connection *connection;

	if (second != NULL) {
		likenesses[1] = second->likeness;
		fill(&ends[0]->asn, &second->likeness.customer.asn);
		fill(&ends[0]->ip_address,
		    &second->likeness.customer.ip_address);
		fill(&ends[1]->asn, &second->likeness.aws.asn);
	}
	connection = likeness_connection(likenesses, second != NULL ? 2 : 1,
	    id_of(first, second, arena), false, arena);
	/* Routing with BGP is AWS's default, and hold times mean nothing
	 * without. */
	connection->at = first->at;
	return connection;
}

const char *
extract_unknown(
    const struct extraction *extraction, size_t number, struct arena *arena)
{
	const struct extract_tunnel *first = &extraction->tunnels[number];
	const struct connection *connection =
	    extract_connection(extraction, number, arena);
	const struct gateway *site = connection->customer_gateway;
	static const char *const telling[] = { "inside_cidr",
		"pre_shared_key", "ike_versions", "phase1_encryption_algorithms",
		"phase1_integrity_algorithms", "phase1_dh_group_numbers",
		"phase1_lifetime_seconds", "phase2_encryption_algorithms",
		"phase2_integrity_algorithms", "phase2_dh_group_numbers",
		"phase2_lifetime_seconds", "replay_window_size",
		"dpd_interval", "dpd_retries", "bgp_hold_time", "clear_df_bit",
		"fragmentation_before_encryption" };
	size_t count, i, k, t;
	const struct field *fields = tunnel_fields(&count);
	const bool is_static = first->likeness.form.is_static;
	const char *text = "";

#define ADD(word)                                                              \
	text = arena_printf(                                                   \
	    arena, "%s%s%s", text, *text != '\0' ? ", " : "", word)
	if (strncmp(connection->id.text, "unknown-", 8) == 0)
		ADD("id");
	if (connection->tunnel_count < 2)
		ADD("the second tunnel");
	if (!value_known(&site->ip_address))
		ADD("the site's ip_address");
	if (!value_known(&site->asn) && !is_static)
		ADD("the site's asn");
	if (!value_known(&connection->aws_gateway->asn) && !is_static)
		ADD("the gateway's asn");
	for (i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		for (k = 0; k < count; k++) {
			if (strcmp(fields[k].name, telling[i]) != 0 ||
			    (fields[k].bgp && is_static))
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
