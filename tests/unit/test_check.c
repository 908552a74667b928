/* SPDX-License-Identifier: ISC */
/* The rules on connections that no descriptor can describe.  What they find
 * in descriptors is in tests/rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/check.h"
#include "check/rules.h"
#include "read/inventory.h"

extern const struct CMUnitTest check_tests[];
extern const size_t check_test_count;

static const struct {
	enum rule_id rule;
	void (*function)(const struct check *c);
} rows[] = {
#define RULE(...)
#define CHECK(id, symbol, name, group, severity, function, ...)                \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* Runs every rule; none may report under another's id. */
static size_t
run_each(const struct connection *connection)
{
	struct arena *arena = arena_new();
	const struct finding *list;
	struct check check;
	struct check_settings settings;
	size_t count, found = 0, i, j;

	check_settings_default(&settings);
	for (i = 0; i < ROWS; i++) {
		check = (struct check){ .rule = rows[i].rule,
			.connection = connection,
			.settings = &settings,
			.diags = diags_new(arena, 0),
			.weaknesses = arena_array(
			    arena, connection->tunnel_count + 1, 1) };
		rows[i].function(&check);
		list = diags_list(check.diags, &count);
		for (j = 0; j < count; j++) {
			assert_int_equal(list[j].rule, rows[i].rule);
			assert_non_null(list[j].message);
			assert_non_null(list[j].subject);
		}
		found += count;
	}
	arena_free(arena);
	return found;
}

static void
nothing_to_look_at(void **state)
{
	struct connection connection = { .tunnel_count = 0 };

	(void)state;
	assert_true(ROWS > 30);
	assert_true(run_each(&connection) > 0); /* no id, at least */
	connection_complete(&connection, false);
	run_each(&connection);
}

static void
tunnels_without_values(void **state)
{
	struct tunnel tunnels[3] = { 0 };
	struct connection connection = { .tunnels = tunnels,
		.tunnel_count = 3 };

	(void)state;
	run_each(&connection);
	connection_complete(&connection, false);
	run_each(&connection);
}

/* Every value is there as text and none could be read. */
static void
values_that_are_not_known(void **state)
{
	struct tunnel tunnels[2] = { 0 };
	struct connection connection = { .tunnels = tunnels,
		.tunnel_count = 2 };
	struct value *values =
	    (struct value *)(void *)&tunnels[0].outside_address;
	size_t count =
	    (sizeof(struct tunnel) - offsetof(struct tunnel, outside_address)) /
	    sizeof(struct value);
	size_t i;

	(void)state;
	for (i = 0; i < count; i++)
		values[i].text = "?";
	connection_complete(&connection, false);
	run_each(&connection);
}

static struct connection *
read_base(struct inventory *reader, struct source **ret, struct arena *arena,
    struct diags *diags)
{
	*ret = file_read("tests/rules/base/bgp.xml", 100000, diags);
	assert_non_null(*ret);
	return inventory_xml(reader, *ret, arena, diags);
}

/* Three and more tunnels: each is compared with all before it. */
static void
every_pair_is_compared(void **state)
{
	struct inventory *reader = inventory_new(NULL);
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct check_settings settings;
	struct connection *connection;
	struct tunnel tunnels[4];
	const struct finding *list;
	struct source *source;
	size_t count, i, reused = 0, overlaps = 0;

	(void)state;
	connection = read_base(reader, &source, arena, diags);
	connection_complete(connection, false);
	for (i = 0; i < 4; i++)
		tunnels[i] = connection->tunnels[i % 2];
	connection->tunnels = tunnels;
	connection->tunnel_count = 4;
	check_settings_default(&settings);
	check_connection(connection, &settings, diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		reused += list[i].rule == RULE_PSK_REUSED;
		overlaps += list[i].rule == RULE_INSIDE_OVERLAP;
	}
	assert_int_equal(reused, 2);
	assert_int_equal(overlaps, 2);
	source_free(source);
	inventory_free(reader);
	arena_free(arena);
}

/* A finding names the connection and the tunnel by AWS's address. */
static void
findings_say_which_tunnel(void **state)
{
	struct inventory *reader = inventory_new(NULL);
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct check_settings settings;
	struct connection *connection;
	const struct finding *list;
	struct source *source;
	size_t count, i, seen = 0;

	(void)state;
	connection = read_base(reader, &source, arena, diags);
	connection->tunnels[1].customer_bgp_hold_time.u.number = 1;
	connection->tunnels[1].pre_shared_key.text = "short";
	connection_complete(connection, false);
	check_settings_default(&settings);
	check_connection(connection, &settings, diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		assert_null(strstr(list[i].message, "short\""));
		if (list[i].rule != RULE_BGP_HOLD_TIME &&
		    list[i].rule != RULE_PSK_LENGTH)
			continue;
		seen++;
		assert_string_equal(list[i].subject,
		    "vpn-05a1c3e7091b2d4f6 tunnel 203.0.113.87");
		assert_ptr_equal(list[i].at.source, source);
	}
	assert_int_equal(seen, 2);
	source_free(source);
	inventory_free(reader);
	arena_free(arena);
}

/* The first is kept; another is made again each time. */
static void
messages_are_kept(void **state)
{
	struct check_memory *memory = check_memory_new();
	const char *kept;

	(void)state;
	assert_null(check_memory_message(memory, 0, 7));
	check_memory_keep(memory, 0, 7, "seven");
	kept = check_memory_message(memory, 0, 7);
	assert_string_equal(kept, "seven");
	check_memory_keep(memory, 0, 8, "eight");
	assert_null(check_memory_message(memory, 0, 8));
	assert_null(check_memory_message(memory, 1, 7));
	assert_ptr_equal(check_memory_message(memory, 0, 7), kept);
	check_memory_free(memory);
	check_memory_keep(NULL, 0, 7, "seven");
	assert_null(check_memory_message(NULL, 0, 7));
}

#define TEST(name)                                                             \
	{                                                                      \
		"check/" #name, name, NULL, NULL, NULL                         \
	}

const struct CMUnitTest check_tests[] = {
	TEST(nothing_to_look_at),
	TEST(tunnels_without_values),
	TEST(values_that_are_not_known),
	TEST(every_pair_is_compared),
	TEST(findings_say_which_tunnel),
	TEST(messages_are_kept),
};
const size_t check_test_count = sizeof(check_tests) / sizeof(check_tests[0]);
