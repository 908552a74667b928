/* SPDX-License-Identifier: ISC */
/* AWS's orders of routes: neighbours in both orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "route/decide.h"

extern const struct CMUnitTest route_tests[];
extern const size_t route_test_count;

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define KNOWN(n)                                                               \
	{                                                                      \
		true, n                                                        \
	}
#define UNKNOWN                                                                \
	{                                                                      \
		false, 0                                                       \
	}

static struct ip_prefix
network(uint8_t length)
{
	struct ip_prefix prefix = { IP_V4(10, 0, 0, 0), 0 };

	prefix.length = length;
	return prefix;
}

static struct candidate
route(enum route_class class, uint8_t length)
{
	return (struct candidate){
		.id = "a", .class = class, .prefix = network(length)
	};
}

/* BETTER wins over WORSE by WHY, whichever comes first. */
static void
assert_better(enum scheme scheme, struct candidate better,
    struct candidate worse, const char *why)
{
	struct arena *arena = arena_new();
	struct candidate list[2];
	struct decision decision;
	size_t first;

	for (first = 0; first < 2; first++) {
		list[first] = better;
		list[1 - first] = worse;
		decision = decide(scheme, list, 2, arena);
		assert_int_equal(decision.decided, DECIDED_ONE);
		assert_null(list[first].lost);
		assert_non_null(list[1 - first].lost);
		assert_string_equal(decision.why, why);
		assert_non_null(decision.source);
	}
	arena_free(arena);
}

/* Neither wins. */
static void
assert_undecided(enum scheme scheme, struct candidate a, struct candidate b,
    enum decided decided)
{
	struct arena *arena = arena_new();
	struct candidate list[2] = { a, b };

	assert_int_equal(decide(scheme, list, 2, arena).decided, decided);
	assert_null(list[0].lost);
	assert_null(list[1].lost);
	arena_free(arena);
}

/* ---- classes ---------------------------------------------------------- */

static void
each_class_goes_before_the_next(void **state)
{
	static const struct {
		enum scheme scheme;
		const char *why;
		enum route_class classes[12];
		size_t count;
	} rows[] = {
		{ SCHEME_VPC, "static over prefix list over propagated",
		    { CLASS_STATIC, CLASS_LIST, CLASS_PROPAGATED }, 3 },
		{ SCHEME_VPC, "static over prefix list over propagated",
		    { CLASS_LOCAL, CLASS_STATIC }, 2 },
		{ SCHEME_VPN_GATEWAY,
		    "Direct Connect over VPN static over VPN BGP",
		    { CLASS_DX, CLASS_VPN_STATIC, CLASS_VPN_BGP }, 3 },
		{ SCHEME_TRANSIT, "order of attachment types",
		    { CLASS_TRANSIT_STATIC, CLASS_TRANSIT_LIST,
			CLASS_TRANSIT_VPC, CLASS_TRANSIT_DX,
			CLASS_TRANSIT_CONNECT, CLASS_TRANSIT_VPN_OVER_DX,
			CLASS_TRANSIT_VPN, CLASS_TRANSIT_CONCENTRATOR,
			CLASS_TRANSIT_CLIENT, CLASS_TRANSIT_PEERING },
		    10 },
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		for (j = 1; j < rows[i].count; j++)
			assert_better(rows[i].scheme,
			    route(rows[i].classes[j - 1], 16),
			    route(rows[i].classes[j], 16), rows[i].why);
}

/* ---- criteria, each before the next ----------------------------------- */

static void
local_goes_before_longer_propagated_ones(void **state)
{
	struct arena *arena = arena_new();
	/* Of three, each of which would win over the next by one criterion
	 * alone, in a circle. */
	struct candidate list[] = { route(CLASS_PROPAGATED, 28),
		route(CLASS_STATIC, 24), route(CLASS_LOCAL, 16) };

	(void)state;
	assert_better(SCHEME_VPC, route(CLASS_LOCAL, 16),
	    route(CLASS_PROPAGATED, 24), "local route first");
	/* Not before longer ones that somebody wrote. */
	assert_better(SCHEME_VPC, route(CLASS_STATIC, 24),
	    route(CLASS_LOCAL, 16), "longest prefix");
	decide(SCHEME_VPC, list, COUNT(list), arena);
	assert_non_null(list[0].lost);
	assert_null(list[1].lost);
	assert_non_null(list[2].lost);
	arena_free(arena);
}

static void
longer_prefixes_go_before_classes(void **state)
{
	(void)state;
	assert_better(SCHEME_VPC, route(CLASS_PROPAGATED, 24),
	    route(CLASS_STATIC, 16), "longest prefix");
	assert_better(SCHEME_VPN_GATEWAY, route(CLASS_VPN_BGP, 24),
	    route(CLASS_DX, 16), "longest prefix");
	assert_better(SCHEME_TRANSIT, route(CLASS_TRANSIT_PEERING, 24),
	    route(CLASS_TRANSIT_STATIC, 16), "longest prefix");
}

static struct candidate
bgp(enum route_class class, struct maybe length, struct maybe asn,
    struct maybe med)
{
	struct candidate candidate = route(class, 16);

	candidate.as_path_length = length;
	candidate.first_asn = asn;
	candidate.med = med;
	return candidate;
}

#define BGP(class, length, asn, med)                                           \
	bgp(class, (struct maybe)length, (struct maybe)asn, (struct maybe)med)

static void
classes_go_before_paths(void **state)
{
	(void)state;
	assert_better(SCHEME_TRANSIT,
	    BGP(CLASS_TRANSIT_DX, KNOWN(9), KNOWN(65000), KNOWN(9)),
	    BGP(CLASS_TRANSIT_VPN, KNOWN(1), KNOWN(65000), KNOWN(0)),
	    "order of attachment types");
	assert_better(SCHEME_VPN_GATEWAY, route(CLASS_VPN_STATIC, 16),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(0)),
	    "Direct Connect over VPN static over VPN BGP");
}

static void
paths_go_before_meds(void **state)
{
	(void)state;
	assert_better(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    BGP(CLASS_VPN_BGP, KNOWN(2), KNOWN(65000), KNOWN(100)),
	    "shortest AS path");
	assert_better(SCHEME_TRANSIT,
	    BGP(CLASS_TRANSIT_VPN, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    BGP(CLASS_TRANSIT_VPN, KNOWN(2), KNOWN(65000), KNOWN(100)),
	    "shortest AS path");
}

static void
lower_meds_go_first_within_one_asn(void **state)
{
	(void)state;
	assert_better(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(100)),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    "lowest MED of one first ASN");
	assert_better(SCHEME_TRANSIT,
	    BGP(CLASS_TRANSIT_VPN, KNOWN(1), KNOWN(65000), KNOWN(0)),
	    BGP(CLASS_TRANSIT_VPN, KNOWN(1), KNOWN(65000), KNOWN(1)),
	    "lowest MED of one first ASN");
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(100)),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65001), KNOWN(200)),
	    DECIDED_EQUAL);
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(100)),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(100)),
	    DECIDED_EQUAL);
}

/* ---- what is not known ------------------------------------------------ */

static void
nothing_unknown_decides(void **state)
{
	struct candidate doubtful = route(CLASS_VPN_BGP, 32);

	(void)state;
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, UNKNOWN, KNOWN(65000), KNOWN(100)),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    DECIDED_UNKNOWN);
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), UNKNOWN),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    DECIDED_UNKNOWN);
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_VPN_BGP, KNOWN(1), UNKNOWN, KNOWN(100)),
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    DECIDED_UNKNOWN);
	/* Local preferences come first, and no input says them. */
	assert_undecided(SCHEME_VPN_GATEWAY,
	    BGP(CLASS_DX, KNOWN(1), KNOWN(65000), KNOWN(100)),
	    BGP(CLASS_DX, KNOWN(2), KNOWN(65000), KNOWN(200)), DECIDED_UNKNOWN);
	assert_undecided(SCHEME_TRANSIT, route(CLASS_TRANSIT_VPC, 16),
	    route(CLASS_TRANSIT_UNKNOWN, 16), DECIDED_UNKNOWN);
	assert_undecided(SCHEME_TRANSIT, route(CLASS_TRANSIT_PEERING, 16),
	    route(CLASS_TRANSIT_UNKNOWN, 16), DECIDED_UNKNOWN);
	/* One that may not exist neither wins nor loses. */
	doubtful.doubtful = true;
	assert_undecided(SCHEME_VPN_GATEWAY, doubtful,
	    BGP(CLASS_VPN_BGP, KNOWN(1), KNOWN(65000), KNOWN(200)),
	    DECIDED_UNKNOWN);
	doubtful.class = CLASS_VPN_STATIC;
	assert_undecided(SCHEME_VPN_GATEWAY, doubtful,
	    route(CLASS_VPN_STATIC, 16), DECIDED_UNKNOWN);
}

static void
what_lost_before_is_not_taken(void **state)
{
	struct arena *arena = arena_new();
	struct candidate list[] = { route(CLASS_DX, 24),
		route(CLASS_VPN_BGP, 16) };

	(void)state;
	list[0].lost = "down";
	assert_int_equal(
	    decide(SCHEME_VPN_GATEWAY, list, 2, arena).decided, DECIDED_ONE);
	assert_null(list[1].lost);
	list[1].lost = "down";
	assert_int_equal(
	    decide(SCHEME_VPN_GATEWAY, list, 2, arena).decided, DECIDED_NONE);
	assert_int_equal(
	    decide(SCHEME_VPC, NULL, 0, arena).decided, DECIDED_NONE);
	arena_free(arena);
}

#define TEST(function)                                                         \
	{                                                                      \
		"route/" #function, function, NULL, NULL, NULL                 \
	}

const struct CMUnitTest route_tests[] = {
	TEST(each_class_goes_before_the_next),
	TEST(local_goes_before_longer_propagated_ones),
	TEST(longer_prefixes_go_before_classes),
	TEST(classes_go_before_paths),
	TEST(paths_go_before_meds),
	TEST(lower_meds_go_first_within_one_asn),
	TEST(nothing_unknown_decides),
	TEST(what_lost_before_is_not_taken),
};

const size_t route_test_count = sizeof(route_tests) / sizeof(route_tests[0]);
