/* SPDX-License-Identifier: ISC */
/* Summaries that add addresses, against all there are of a small space. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"
#include "base/cover.h"

extern const struct CMUnitTest cover_tests[];
extern const size_t cover_test_count;

/* A space of 8 addresses: a set of them is a byte. */
#define BITS 3
#define SIZE 8
#define MOST_LISTS 677

/* Every list of prefixes of which none lies in another. */
struct lists {
	unsigned members[MOST_LISTS][SIZE]; /* the addresses of each */
	size_t counts[MOST_LISTS];
	size_t count;
};

/* Where the space lies in that of all addresses. */
static const struct space {
	const char *network;
	uint8_t length; /* of one of its eight */
} spaces[] = {
	{ "10.1.2.0", 32 },
	{ "0.0.0.0", 3 },
	{ "255.255.255.224", 30 },
	{ "2001:db8::", 128 },
	{ "2001:db8::", 62 },
	{ "::", 3 },
	{ "e000::", 6 },
};

static unsigned
mask_of(unsigned from, unsigned length)
{
	return ((1u << length) - 1) << from;
}

/* Adds to LISTS all that can be said of the LENGTH addresses from FROM on,
 * put behind each of the lists there are. */
static void
enumerate(struct lists *ret, unsigned from, unsigned length)
{
	struct lists *left, *right;
	size_t i, j;

	memset(ret, 0, sizeof(*ret));
	ret->count = 1; /* nothing */
	ret->members[ret->count][0] = mask_of(from, length);
	ret->counts[ret->count++] = 1;
	if (length == 1)
		return;
	left = malloc(sizeof(*left));
	right = malloc(sizeof(*right));
	assert_true(left != NULL && right != NULL);
	enumerate(left, from, length / 2);
	enumerate(right, from + length / 2, length / 2);
	for (i = 0; i < left->count; i++)
		for (j = 0; j < right->count; j++) {
			if (i == 0 && j == 0)
				continue;
			memcpy(ret->members[ret->count], left->members[i],
			    left->counts[i] * sizeof(unsigned));
			memcpy(&ret->members[ret->count][left->counts[i]],
			    right->members[j],
			    right->counts[j] * sizeof(unsigned));
			ret->counts[ret->count++] =
			    left->counts[i] + right->counts[j];
		}
	free(left);
	free(right);
}

static int
bits_in(unsigned mask)
{
	int count = 0;

	for (; mask != 0; mask &= mask - 1)
		count++;
	return count;
}

/* The fewest addresses that a list of at most MOST adds; -1: there is none. */
static int
fewest(const struct lists *lists, unsigned set, unsigned blocked, size_t most)
{
	unsigned all, member;
	int best = -1, added;
	size_t i, j;

	for (i = 0; i < lists->count; i++) {
		if (lists->counts[i] > most)
			continue;
		all = 0;
		for (j = 0; j < lists->counts[i]; j++) {
			member = lists->members[i][j];
			if ((member & ~set) != 0 && (member & blocked) != 0)
				break;
			all |= member;
		}
		if (j < lists->counts[i] || (set & ~all) != 0)
			continue;
		added = bits_in(all & ~set);
		if (best < 0 || added < best)
			best = added;
	}
	return best;
}

/* The prefixes of single addresses of MASK, as a set. */
static size_t
set_of(const struct space *space, unsigned mask, struct ip_prefix *ret)
{
	struct ip base;
	struct wide step;
	size_t count = 0;
	unsigned i;

	assert_true(ip_parse(space->network, &base));
	step = wide_left(wide_of(1), ip_bits(base) - space->length);
	for (i = 0; i < SIZE; i++) {
		if ((mask & 1u << i) != 0) {
			ret[count].address = base;
			ret[count++].length = space->length;
		}
		if (i + 1 < SIZE)
			assert_true(ip_from_number(base.family,
			    wide_add(ip_number(base), step), &base));
	}
	return ip_aggregate(ret, count);
}

/* That COVER holds SET, adds what it says and nothing that is blocked. */
static void
assert_cover(const struct cover_task *task, const struct cover *cover,
    struct arena *arena)
{
	const struct ip_prefix *hit;
	struct ip_prefix *added, *both;
	size_t count, i;

	assert_true(cover->count <= task->most);
	for (i = 1; i < cover->count; i++)
		assert_true(ip_compare(ip_last(cover->prefixes[i - 1]),
				cover->prefixes[i].address) < 0);
	for (i = 0; i < task->count; i++) {
		hit =
		    ip_set_overlap(cover->prefixes, cover->count, task->set[i]);
		assert_true(hit != NULL && hit->length <= task->set[i].length);
	}
	added = cover_added(cover->prefixes, cover->count, task->set,
	    task->count, arena, &count);
	assert_int_equal(
	    wide_compare(cover_size(added, count), cover->added), 0);
	assert_int_equal(
	    wide_compare(cover_size(cover->prefixes, cover->count),
		wide_add(cover_size(task->set, task->count), cover->added)),
	    0);
	for (i = 0; i < count; i++) {
		assert_null(ip_set_overlap(task->set, task->count, added[i]));
		assert_null(ip_set_overlap(
		    task->blocked, task->blocked_count, added[i]));
	}
	/* The set and what was added are what the cover has. */
	both = arena_array(arena, task->count + count, sizeof(*both));
	memcpy(both, task->set, task->count * sizeof(*both));
	if (count != 0)
		memcpy(both + task->count, added, count * sizeof(*both));
	count = ip_aggregate(both, task->count + count);
	added = arena_array(arena, cover->count, sizeof(*added));
	memcpy(added, cover->prefixes, cover->count * sizeof(*added));
	assert_int_equal(ip_aggregate(added, cover->count), count);
	for (i = 0; i < count; i++)
		assert_true(ip_prefix_equal(added[i], both[i]));
}

static void
try(const struct lists *lists, const struct space *space, unsigned mask,
    unsigned blocked, struct arena *arena)
{
	struct ip_prefix set[SIZE], others[SIZE];
	struct cover_task task = { set, set_of(space, mask, set), others, 0, 1,
		COVER_STEPS };
	struct cover cover;
	struct wide unit;
	int expected;

	/* What the set has is never blocked by what has it, too. */
	task.blocked_count = set_of(space, blocked, others);
	unit = wide_left(wide_of(1), ip_bits(set[0].address) - space->length);
	for (; task.most <= SIZE; task.most++) {
		expected = fewest(lists, mask, blocked, task.most);
		task.steps = COVER_STEPS;
		assert_int_equal(
		    cover_find(&task, arena, &cover), expected >= 0);
		if (expected < 0)
			continue;
		assert_true(cover.minimal);
		assert_cover(&task, &cover, arena);
		for (; expected > 0; expected--)
			cover.added = wide_subtract(cover.added, unit);
		assert_int_equal(wide_compare(cover.added, wide_of(0)), 0);
		task.steps = 0;
		assert_true(cover_find(&task, arena, &cover));
		assert_cover(&task, &cover, arena);
	}
}

/* Every set of eight addresses, every number of prefixes, every four other
 * addresses that are not to be added. */
static void
as_all_that_there_are(void **state)
{
	struct lists *lists = malloc(sizeof(*lists));
	struct arena *arena = arena_new();
	unsigned mask, blocked;
	size_t i;

	(void)state;
	assert_non_null(lists);
	enumerate(lists, 0, SIZE);
	assert_int_equal(lists->count, MOST_LISTS);
	for (mask = 1; mask < 1u << SIZE; mask++)
		for (i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
			blocked = (mask * 37 + (unsigned)i * 101) & 0xff;
			try(lists, &spaces[i], mask, 0, arena);
			try(lists, &spaces[i], mask, blocked & ~mask, arena);
			try(lists, &spaces[i], mask,
			    blocked & (blocked >> 3) & ~mask, arena);
			arena_reset(arena);
		}
	arena_free(arena);
	free(lists);
}

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* COUNT networks of 24 to 30 bits in 10.0.0.0/8. */
static size_t
random_set(uint32_t seed, size_t count, struct ip_prefix *ret)
{
	uint32_t place;
	size_t i;

	for (i = 0; i < count; i++) {
		place = next_random(&seed);
		ret[i].length = (uint8_t)(24 + next_random(&seed) % 7);
		ret[i].address = (struct ip){ 4,
			{ 10, (uint8_t)(place >> 16), (uint8_t)(place >> 8),
			    (uint8_t)place } };
	}
	return ip_aggregate(ret, count);
}

/* Many: more prefixes never cost more, the quick way holds what the exact one
 * does and is no better, and the same set gives the same list. */
static void
many_networks(void **state)
{
	static const size_t most[] = { 1, 2, 10, 100, 1000 };
	static struct ip_prefix set[2000], others[40];
	struct arena *arena = arena_new();
	struct cover_task task = { .set = set };
	struct cover cover, again, before;
	uint32_t seed;
	size_t i;

	(void)state;
	for (seed = 1; seed <= 3; seed++) {
		task.count = random_set(seed, 2000, set);
		task.blocked = others;
		task.blocked_count =
		    seed == 3 ? random_set(seed + 9, 40, others) : 0;
		before.added = wide_left(wide_of(1), 40);
		for (i = 0; i < sizeof(most) / sizeof(most[0]); i++) {
			task.most = most[i];
			task.steps = COVER_STEPS;
			if (!cover_find(&task, arena, &cover)) {
				assert_int_equal(seed, 3);
				continue;
			}
			assert_true(cover.minimal);
			if (seed != 3)
				assert_cover(&task, &cover, arena);
			assert_true(
			    wide_compare(cover.added, before.added) <= 0);
			before = cover;
			assert_true(cover_find(&task, arena, &again));
			assert_memory_equal(again.prefixes, cover.prefixes,
			    cover.count * sizeof(*cover.prefixes));
			task.steps = 100;
			assert_true(cover_find(&task, arena, &again));
			assert_false(again.minimal);
			if (seed != 3)
				assert_cover(&task, &again, arena);
			assert_true(
			    wide_compare(again.added, cover.added) >= 0);
		}
	}
	arena_free(arena);
}

/* The prefix around two neighbours, if it has no other of the list. */
static bool
around(
    const struct ip_prefix *list, size_t count, size_t i, struct ip_prefix *ret)
{
	*ret = list[i];
	ret->length = ip_prefix_common(list[i], list[i + 1]);
	ret->address = ip_first(*ret);
	return (i == 0 || !ip_prefix_contains(*ret, list[i - 1].address)) &&
	       (i + 2 == count ||
		   !ip_prefix_contains(*ret, list[i + 2].address));
}

/* Joins two neighbours at the least cost, the first of those that cost the
 * same; as the quick way does, but by looking at all of them every time. */
static void
join_two(struct ip_prefix *list, size_t *count)
{
	struct ip_prefix wide, best_wide = { { 0 }, 0 };
	struct wide price, best = wide_left(wide_of(1), 140);
	size_t at = *count, i;

	for (i = 0; i + 1 < *count; i++) {
		if (!around(list, *count, i, &wide))
			continue;
		price = wide_subtract(
		    cover_size(&wide, 1), cover_size(&list[i], 2));
		if (wide_compare(price, best) >= 0)
			continue;
		best = price;
		best_wide = wide;
		at = i;
	}
	assert_true(at < *count);
	list[at] = best_wide;
	memmove(
	    &list[at + 1], &list[at + 2], (*count - at - 2) * sizeof(*list));
	--*count;
}

static void
quickly_as_slowly(void **state)
{
	static struct ip_prefix set[300], list[300];
	struct arena *arena = arena_new();
	struct cover_task task = { .set = set };
	struct cover cover;
	uint32_t seed;
	size_t count;

	(void)state;
	for (seed = 20; seed < 24; seed++) {
		task.count = count = random_set(seed, 300, set);
		memcpy(list, set, sizeof(list));
		for (; count > 1; join_two(list, &count)) {
			task.most = count;
			assert_true(cover_find(&task, arena, &cover));
			assert_int_equal(cover.count, count);
			assert_memory_equal(
			    cover.prefixes, list, count * sizeof(*list));
			arena_reset(arena);
		}
	}
	arena_free(arena);
}

static void
limits(void **state)
{
	struct ip_prefix all[2], set[2];
	struct cover_task task = { .set = set, .most = 1, .steps = 1 };
	struct arena *arena = arena_new();
	struct cover cover;
	size_t count;

	(void)state;
	assert_true(cover_find(&task, arena, &cover));
	assert_int_equal(cover.count, 0);
	/* The whole of IPv6, from its first and its last address. */
	assert_true(ip_prefix_parse("::/128", &set[0]));
	assert_true(ip_prefix_parse(
	    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", &set[1]));
	task.count = 2;
	assert_true(cover_find(&task, arena, &cover));
	assert_int_equal(cover.prefixes[0].length, 0);
	assert_int_equal(
	    wide_compare(cover.added,
		wide_subtract(wide_left(wide_of(1), 128), wide_of(2))),
	    0);
	cover_added(cover.prefixes, cover.count, set, 2, arena, &count);
	assert_int_equal(count, 254);
	/* The end of the address space has nothing behind it. */
	assert_true(ip_prefix_parse("255.255.255.254/32", &set[0]));
	assert_true(ip_prefix_parse("255.255.255.252/31", &all[0]));
	all[0].length = 30;
	assert_int_equal(
	    cover_added(all, 1, set, 1, arena, &count)[1].address.bytes[3],
	    255);
	assert_int_equal(count, 2);
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/cover/" #name, name, NULL, NULL, NULL                    \
	}

const struct CMUnitTest cover_tests[] = {
	TEST(as_all_that_there_are),
	TEST(many_networks),
	TEST(quickly_as_slowly),
	TEST(limits),
};
const size_t cover_test_count = sizeof(cover_tests) / sizeof(cover_tests[0]);
