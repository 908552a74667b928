/* SPDX-License-Identifier: ISC */
/* Values of the model, read back from a configuration.  Floor: verify. */
#include "verify/refit.h"

#include <string.h>

#include "verify/key.h"
#include "verify/vocabulary.h"

struct reader {
	const struct verification *about;
	struct likeness *likeness;
	struct arena *arena;
	struct refit *refits;
	size_t count;
};

/* One word on the device. */
struct reading {
	const struct difference *difference;
	const struct provenance *what;
	struct slice device;
	struct slice own; /* what the likeness printed */
	size_t tunnel;
	uint64_t word;
};

static bool
same_value(const struct value *a, const struct value *b)
{
	if ((a->text == NULL) != (b->text == NULL))
		return false;
	if (a->text != NULL)
		return strcmp(a->text, b->text) == 0;
	return memcmp(&a->u, &b->u, sizeof(a->u)) == 0;
}

bool
refit_is_taken(const struct likeness *likeness, const struct refit *refit)
{
	struct likeness copy = *likeness;

	return same_value(
	    likeness_slot(&copy, refit->part, refit->tunnel, refit->offset),
	    &refit->value);
}

void
refit_take(struct likeness *likeness, const struct refit *refit)
{
	*likeness_slot(likeness, refit->part, refit->tunnel, refit->offset) =
	    refit->value;
	/* The form goes with what it is about. */
	if (refit->part == LIKENESS_TUNNEL &&
	    refit->offset == offsetof(struct tunnel, ike_versions))
		likeness->form.ike_version =
		    refit->value.u.set == algorithm_ike_version(1) ? 1 : 2;
}

static void
add(struct reader *reader, const struct refit *fresh)
{
	struct refit *refit = reader->refits;

	for (; refit < reader->refits + reader->count; refit++) {
		if (refit->part == fresh->part &&
		    refit->tunnel == fresh->tunnel &&
		    refit->offset == fresh->offset &&
		    same_value(&refit->value, &fresh->value)) {
			refit->votes++;
			refit->words |= fresh->words;
			return;
		}
	}
	if (reader->count < REFITS)
		reader->refits[reader->count++] = *fresh;
}

/* ---- one way to read a word each -------------------------------------- */

/* A row of the table below. */
struct row {
	const char *name;
	const char *phase; /* "phase1"; NULL: any */
	bool (*read)(struct reader *reader, const struct reading *reading,
	    const struct row *row, struct value *ret);
	enum likeness_part part;
	size_t offset;
};

static bool
read_address(struct reader *reader, const struct reading *reading,
    const struct row *row, struct value *ret)
{
	(void)reader;
	(void)row;
	return slice_address(reading->device, &ret->u.ip);
}

static bool
read_network(const struct reading *reading, uint8_t family, uint8_t length,
    struct value *ret)
{
	struct ip_prefix *prefix = &ret->u.prefix;

	if (!slice_address(reading->device, &prefix->address) ||
	    prefix->address.family != family)
		return false;
	prefix->length = length;
	prefix->address = ip_first(*prefix);
	return true;
}

/* AWS's inside networks have four addresses. */
static bool
read_inside(struct reader *reader, const struct reading *reading,
    const struct row *row, struct value *ret)
{
	(void)reader;
	(void)row;
	return read_network(reading, 4, 30, ret);
}

static bool
read_inside_ipv6(struct reader *reader, const struct reading *reading,
    const struct row *row, struct value *ret)
{
	(void)reader;
	(void)row;
	return read_network(reading, 6, 126, ret);
}

static bool
read_key(struct reader *reader, const struct reading *reading,
    const struct row *row, struct value *ret)
{
	(void)row;
	ret->text = key_read(reading->device, reader->arena);
	return ret->text != NULL;
}

/* What stands in the likeness is to what it printed as the device's value is
 * to what the device prints. */
static bool
read_number(struct reader *reader, const struct reading *reading,
    const struct row *row, struct value *ret)
{
	const struct value *now = likeness_slot(
	    reader->likeness, row->part, reading->tunnel, row->offset);
	uint64_t printed, other, number;

	if (!value_known(now) || !slice_number(reading->own, &printed) ||
	    !slice_number(reading->device, &other) || printed == 0 ||
	    other > UINT32_MAX)
		return false;
	number = other * now->u.number;
	if (number % printed != 0 || number / printed > UINT32_MAX)
		return false;
	ret->u.number = (uint32_t)(number / printed);
	return true;
}

#define T(member) LIKENESS_TUNNEL, offsetof(struct tunnel, member)
#define C(member) LIKENESS_CUSTOMER, offsetof(struct gateway, member)
#define A(member) LIKENESS_AWS, offsetof(struct gateway, member)
#define P(member) LIKENESS_POLICY, offsetof(struct likeness_policy, member)

/* The first row of a name is the likeliest reading. */
static const struct row rows[] = {
	{ "outside_address", NULL, read_address, T(outside_address) },
	{ "customer_outside_address", NULL, read_address, C(ip_address) },
	{ "inside_address", NULL, read_inside, T(inside_cidr) },
	{ "aws_inside_address", NULL, read_inside, T(inside_cidr) },
	{ "inside_cidr", NULL, read_inside, T(inside_cidr) },
	{ "inside_ipv6_address", NULL, read_inside_ipv6, T(inside_ipv6_cidr) },
	{ "aws_inside_ipv6_address", NULL, read_inside_ipv6,
	    T(inside_ipv6_cidr) },
	{ "inside_ipv6_cidr", NULL, read_inside_ipv6, T(inside_ipv6_cidr) },
	{ "pre_shared_key", NULL, read_key, T(pre_shared_key) },
	{ "phase1_lifetime_seconds", NULL, read_number,
	    T(phase1_lifetime_seconds) },
	{ "phase2_lifetime_seconds", NULL, read_number,
	    T(phase2_lifetime_seconds) },
	{ "lifetime", "phase1", read_number, T(phase1_lifetime_seconds) },
	{ "lifetime", "phase2", read_number, T(phase2_lifetime_seconds) },
	{ "dpd_interval", NULL, read_number, T(dpd_interval) },
	{ "dpd_retries", NULL, read_number, T(dpd_retries) },
	{ "dpd_timeout", NULL, read_number, T(dpd_interval) },
	{ "dpd_timeout", NULL, read_number, T(dpd_retries) },
	{ "replay_window_size", NULL, read_number, T(replay_window_size) },
	{ "bgp_hold_time", NULL, read_number, T(bgp_hold_time) },
	{ "bgp_keepalive", NULL, read_number, T(bgp_hold_time) },
	{ "customer_asn", NULL, read_number, C(asn) },
	{ "aws_asn", NULL, read_number, A(asn) },
	{ "med", NULL, read_number, P(med) },
	{ "local_preference", NULL, read_number, P(local_preference) },
};

/* ---- all words -------------------------------------------------------- */

static void
read_algorithm(struct reader *reader, const struct reading *reading)
{
	struct tunnel *tunnel = &reader->likeness->tunnels[reading->tunnel];
	struct refit refit = { .part = LIKENESS_TUNNEL,
		.tunnel = reading->tunnel,
		.value = { .origin = ORIGIN_DESCRIPTOR },
		.votes = 1,
		.words = reading->word };
	enum algorithm_kind kind;
	const char *slot;
	unsigned phase;

	if (!vocabulary_kind(reading->what, &kind, &phase))
		return;
	refit.value.u.set = vocabulary_find(
	    reader->about->profile, phase, kind, reading->device);
	slot = (const char *)likeness_set(tunnel, kind, phase);
	refit.offset = (size_t)(slot - (const char *)tunnel);
	if (refit.value.u.set != 0)
		add(reader, &refit);
}

static void
read_word(struct reader *reader, const struct reading *reading)
{
	const char *phase = strstr(reading->what->scope, ".phase");
	const struct row *row = rows;
	struct refit refit;

	for (; row < rows + sizeof(rows) / sizeof(rows[0]); row++) {
		if (strcmp(row->name, reading->what->name) != 0 ||
		    (row->phase != NULL &&
			(phase == NULL || strcmp(phase + 1, row->phase) != 0)))
			continue;
		refit = (struct refit){ .part = row->part,
			.tunnel =
			    row->part == LIKENESS_TUNNEL ? reading->tunnel : 0,
			.offset = row->offset,
			.value = { .origin = ORIGIN_DESCRIPTOR },
			.votes = 1,
			.words = reading->word };
		if (row->read(reader, reading, row, &refit.value))
			add(reader, &refit);
	}
	read_algorithm(reader, reading);
}

static struct slice
printed(const struct verification *about, const struct difference *difference)
{
	const struct expected_line *line =
	    &about->expected.lines[difference->line];
	const struct hole *hole =
	    &line->words[difference->word].holes[difference->hole];

	return (struct slice){ line->statement->words[difference->word].text +
				   hole->start,
		hole->length };
}

/* What has most votes first; of equals the one that was first. */
static void
sort(struct refit *refits, size_t count)
{
	struct refit moved;
	size_t i, k;

	for (i = 1; i < count; i++) {
		moved = refits[i];
		for (k = i; k > 0 && refits[k - 1].votes < moved.votes; k--)
			refits[k] = refits[k - 1];
		refits[k] = moved;
	}
}

size_t
refit_read(const struct verification *about, const struct likeness *likeness,
    struct arena *arena, struct refit ret[REFITS])
{
	struct likeness copy = *likeness;
	struct reader reader = {
		.about = about, .likeness = &copy, .arena = arena, .refits = ret
	};
	const struct variable *variable;
	struct reading reading;
	size_t i;

	for (i = 0; i < about->match.count; i++) {
		reading.difference = &about->match.differences[i];
		reading.device = reading.difference->device;
		reading.own = printed(about, reading.difference);
		variable =
		    &about->expected.variables[reading.difference->variable];
		reading.what = variable->what;
		reading.word = (uint64_t)1 << i % 64;
		reading.tunnel =
		    variable->tunnel > 0 &&
			    (size_t)variable->tunnel < likeness->count
			? (size_t)variable->tunnel
			: 0;
		if (strncmp(reading.what->scope, "param", 5) != 0)
			read_word(&reader, &reading);
	}
	sort(ret, reader.count);
	return reader.count;
}
