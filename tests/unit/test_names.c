/* SPDX-License-Identifier: ISC */
/* Names and numbers of connections and tunnels on a device. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "render/names.h"

extern const struct CMUnitTest names_tests[];
extern const size_t names_test_count;

/* A profile that has nothing but a rule for names. */
static const char *
named(const char *id, size_t max, const char *separator, size_t tunnels,
    struct arena *arena)
{
	const struct profile_characters rule = {
		.name = "name", .max = max, .separator = separator
	};
	const struct profile profile = { .characters = &rule,
		.characters_count = 1,
		.name_characters = &rule };
	struct connection connection = { .tunnel_count = tunnels };

	connection.id.origin = ORIGIN_DESCRIPTOR;
	connection.id.text = id;
	return names_tunnel(&profile, &connection, tunnels - 1, arena);
}

static void
test_shortening(void **state)
{
	static const struct {
		const char *id;
		size_t max;
		const char *separator;
		const char *name;
	} rows[] = {
		{ "vpn-0a1b2c3d4e5f60718", 0, NULL, "vpn-0a1b2c3d4e5f60718-2" },
		{ "vpn-0a1b2c3d4e5f60718", 23, NULL,
		    "vpn-0a1b2c3d4e5f60718-2" },
		/* The last digits stay: they tell ids apart. */
		{ "vpn-0a1b2c3d4e5f60718", 22, NULL, "vpn-a1b2c3d4e5f60718-2" },
		{ "vpn-0a1b2c3d4e5f60718", 15, NULL, "vpn-4e5f60718-2" },
		{ "vpn-0a1b2c3d4e5f60718", 12, "_", "vpn_f60718_2" },
		{ "vpn-0a1b2c3d4e5f60718", 12, "", "vpne5f607182" },
		{ "vpn-1a2b3c4d", 12, NULL, "vpn-2b3c4d-2" },
		{ "a.b-c_d", 0, "_", "a_b_c_d_2" },
		{ "a.b-c_d", 0, "", "abcd2" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(named(rows[i].id, rows[i].max,
					rows[i].separator, 2, f->arena),
		    rows[i].name);
}

/* Any other id: its beginning, and letters that stand for all of it. */
static void
test_other_ids(void **state)
{
	struct fixture *f = *state;
	const char *one = named("branch-london-primary", 15, NULL, 2, f->arena);
	const char *two = named("branch-paris-primary", 15, NULL, 2, f->arena);

	assert_int_equal(strlen(one), 15);
	assert_memory_equal(one, "branch-", 7);
	assert_string_not_equal(one, two);
	assert_string_equal(
	    one, named("branch-london-primary", 15, NULL, 2, f->arena));
	/* Too little room for both. */
	assert_int_equal(
	    strlen(named("branch-london-primary", 6, NULL, 2, f->arena)), 6);
	assert_int_equal(
	    strlen(named("vpn-0a1b2c3d4e5f60718", 6, NULL, 2, f->arena)), 6);
	/* A number of two digits leaves less for the rest. */
	assert_int_equal(
	    strlen(named("branch-london-primary", 15, NULL, 12, f->arena)), 15);
}

static void
test_offsets(void **state)
{
	struct connection connection = { .tunnel_count = 2 };

	(void)state;
	assert_int_equal(names_offset(0, &connection, 1), 1);
	assert_int_equal(names_offset(3, &connection, 0), 6);
	connection.tunnel_count = 1;
	assert_int_equal(names_offset(3, &connection, 0), 6);
	connection.tunnel_count = 4;
	assert_int_equal(names_offset(3, &connection, 2), 14);
}

const struct CMUnitTest names_tests[] = {
	{ "names/shortening", test_shortening, fixture_setup, fixture_teardown,
	    NULL },
	{ "names/other_ids", test_other_ids, fixture_setup, fixture_teardown,
	    NULL },
	{ "names/offsets", test_offsets, NULL, NULL, NULL },
};
const size_t names_test_count = sizeof(names_tests) / sizeof(names_tests[0]);
