/* SPDX-License-Identifier: ISC */
/* Route tables that are made up: a summary leads every packet to where it went
 * before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/census.h"
#include "model_made.h"

extern const struct CMUnitTest census_tests[];
extern const size_t census_test_count;

#define ROUTES 24

/* A route of a table, and whether it is still there. */
struct made_route {
	struct ip_prefix prefix;
	size_t target;
	bool propagated;
};

static const char *const targets[] = { "tgw-0c0ffee0c0ffee001",
	"vgw-05a5a5a5b6b6b6b6c", "pcx-0a1b2c3d4e5f60718" };

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Networks of 32 addresses, each of them once; one may be propagated, too. */
static size_t
make_routes(uint32_t *seed, struct made_route *ret)
{
	size_t wanted = 2 + next_random(seed) % (ROUTES - 2), count = 0, i, j;
	struct made_route route = { 0 };

	for (i = 0; i < wanted; i++) {
		route.prefix.length = (uint8_t)(28 + next_random(seed) % 5);
		route.prefix.address = (struct ip){ 4,
			{ 10, 0, 0, (uint8_t)(next_random(seed) % 32) } };
		route.prefix.address = ip_first(route.prefix);
		route.target = next_random(seed) % 3;
		route.propagated = next_random(seed) % 8 == 0;
		for (j = 0; j < count; j++)
			if (ip_prefix_equal(ret[j].prefix, route.prefix) &&
			    ret[j].propagated == route.propagated)
				break;
		if (j == count)
			ret[count++] = route;
	}
	return count;
}

static void
say(struct fixture *f, struct value *value, const char *text)
{
	model_say(value, ORIGIN_API, arena_string(f->arena, text));
}

static const struct estate *
make_estate(struct fixture *f, const struct made_route *routes, size_t count)
{
	struct estate_item **items =
	    arena_array(f->arena, count + 1, sizeof(*items));
	struct estate_vpc_route *route;
	char text[IP_TEXT_SIZE];
	size_t i;

	items[count] = estate_new(ESTATE_VPC_TABLE, NOWHERE, f->arena);
	say(f, &((struct estate_vpc_table *)items[count])->id,
	    "rtb-0a1b2c3d4e5f60718");
	for (i = 0; i < count; i++) {
		items[i] = estate_new(ESTATE_VPC_ROUTE, NOWHERE, f->arena);
		route = (struct estate_vpc_route *)items[i];
		say(f, &route->route_table_id, "rtb-0a1b2c3d4e5f60718");
		model_say_prefix(&route->destination, ORIGIN_API,
		    arena_string(
			f->arena, ip_prefix_format(routes[i].prefix, text)));
		say(f, &route->target, targets[routes[i].target]);
		say(f, &route->origin,
		    routes[i].propagated ? "propagated" : "static");
	}
	for (i = 0; i <= count; i++)
		assert_true(estate_identify(items[i], f->arena));
	return estate_build(items, count + 1, f->arena, f->diags);
}

/* Where ADDRESS is sent to: the target of the longest prefix, of two the one
 * that was written; or -1. */
static int
lookup(const struct made_route *routes, size_t count, struct ip address)
{
	int target = -1, best = -1, rank;
	size_t i;

	for (i = 0; i < count; i++) {
		rank = routes[i].prefix.length * 2 + !routes[i].propagated;
		if (rank <= best ||
		    !ip_prefix_contains(routes[i].prefix, address))
			continue;
		best = rank;
		target = (int)routes[i].target;
	}
	return target;
}

/* Takes away what ROW is in place of, and adds that. */
static size_t
replace(const struct census_row *row, struct made_route *routes, size_t count)
{
	const struct census_list *exact = &row->summary->exact;
	size_t target = 0, kept = 0, before = 0, i;

	while (strstr(row->what, targets[target]) == NULL)
		target++;
	for (i = 0; i < count; i++) {
		if (routes[i].target == target && !routes[i].propagated) {
			before++;
			continue;
		}
		routes[kept++] = routes[i];
	}
	assert_int_equal(before, row->count);
	assert_int_equal(row->summary->before.count, row->count);
	assert_true(exact->count < before);
	for (i = 0; i < exact->count; i++)
		routes[kept++] =
		    (struct made_route){ exact->prefixes[i], target, false };
	return kept;
}

/* That the table after all that was proposed sends everything to where it
 * went; returns how many routes fewer it has. */
static size_t
assert_same(struct fixture *f, const struct made_route *routes, size_t count)
{
	struct check_settings settings;
	struct made_route after[2 * ROUTES];
	const struct census_subject *subject;
	const struct census_row *row;
	struct ip address = { 4, { 10, 0, 0, 0 } };
	size_t left = count, written = 0, promised = 0, i, j;

	memcpy(after, routes, count * sizeof(*routes));
	check_settings_default(&settings);
	subject = census_count(census_new(&settings, 0, f->arena),
	    make_estate(f, routes, count), NULL, 0);
	assert_non_null(subject);
	assert_null(subject->next);
	assert_int_equal(subject->kind, CENSUS_ROUTE_TABLE);
	for (row = subject->rows; row != NULL; row = row->next)
		if (row->summary != NULL)
			left = replace(row, after, left);
		else if (row->quota == QUOTA_ROUTE_TABLE_STATIC)
			promised += row->after;
	for (i = 0; i < left; i++) {
		written += !after[i].propagated;
		for (j = 0; j < i; j++)
			assert_false(
			    !after[i].propagated && !after[j].propagated &&
			    ip_prefix_equal(after[i].prefix, after[j].prefix));
	}
	assert_int_equal(promised, written);
	for (i = 0; i < 64; i++) {
		address.bytes[3] = (uint8_t)i;
		assert_int_equal(lookup(after, left, address),
		    lookup(routes, count, address));
	}
	return count - left;
}

static void
tables_lead_to_the_same(void **state)
{
	struct fixture *f = *state;
	struct made_route routes[ROUTES];
	size_t fewer = 0, i;
	uint32_t seed = 1;

	for (i = 0; i < 3000; i++)
		fewer += assert_same(f, routes, make_routes(&seed, routes));
	/* Something was done. */
	assert_true(fewer > 3000);
}

#define TEST(name)                                                             \
	{                                                                      \
		"census/" #name, name, fixture_setup, fixture_teardown, NULL   \
	}

const struct CMUnitTest census_tests[] = {
	TEST(tables_lead_to_the_same),
};
const size_t census_test_count = sizeof(census_tests) / sizeof(census_tests[0]);
