/* SPDX-License-Identifier: ISC */
/* A gateway's networks: what is searched for is what a look at each finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "check/networks.h"

extern const struct CMUnitTest networks_tests[];
extern const size_t networks_test_count;

#define MOST 300
#define QUESTIONS 300

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Short addresses, so that many lie in each other or are the same. */
static struct ip_prefix
next_prefix(uint32_t *seed)
{
	struct ip_prefix prefix = { { 4, { 10 } }, 0 };
	uint32_t word = next(seed);

	prefix.address.family = next(seed) % 3 == 0 ? 6 : 4;
	prefix.address.bytes[0] = (uint8_t)(8 + word % 3);
	prefix.address.bytes[1] = (uint8_t)(word >> 2 & 0xc1);
	prefix.address.bytes[3] = (uint8_t)(word >> 10 & 0x0f);
	prefix.length = (uint8_t)(next(seed) % 33);
	return prefix;
}

struct trial {
	struct arena *arena;
	struct gateway gateway;
	struct connection connection;
	struct check_settings settings;
	struct check check;
	struct networks *list;
	unsigned visits[MOST]; /* by the order of the input */
};

static void
begin(struct trial *trial, size_t count, uint32_t *seed)
{
	size_t i;

	*trial = (struct trial){ .arena = arena_new() };
	trial->gateway.prefixes = arena_array(
	    trial->arena, count + 1, sizeof(*trial->gateway.prefixes));
	trial->gateway.prefix_count = count;
	for (i = 0; i < count; i++) {
		trial->gateway.prefixes[i].origin = ORIGIN_DESCRIPTOR;
		trial->gateway.prefixes[i].u.prefix = next_prefix(seed);
	}
	trial->connection.customer_gateway = &trial->gateway;
	check_settings_default(&trial->settings);
	trial->settings.memory = check_memory_new();
	trial->check = (struct check){ .connection = &trial->connection,
		.settings = &trial->settings,
		.diags = diags_new(trial->arena, 0) };
	trial->list = networks_of(&trial->check, NETWORK_SITE);
	assert_int_equal(trial->list->count, count);
}

static void
end(struct trial *trial)
{
	check_memory_free(trial->settings.memory);
	arena_free(trial->arena);
}

static void
visit(const struct check *c, const struct networks *list,
    const struct network *network, void *host)
{
	struct trial *trial = host;

	(void)c;
	assert_ptr_equal(list, trial->list);
	trial->visits[network->index]++;
}

static bool
within(struct ip_prefix inner, struct ip_prefix outer)
{
	return inner.length >= outer.length &&
	       ip_prefix_contains(outer, inner.address);
}

static void
ask(struct trial *trial, struct ip_prefix prefix)
{
	const struct networks *list = trial->list;
	struct network_range range = networks_within(list, prefix);
	struct ip_prefix own;
	size_t i;

	memset(trial->visits, 0, sizeof(trial->visits));
	networks_overlapping(&trial->check, list, prefix, visit, trial);
	for (i = 0; i < list->count; i++) {
		own = list->sorted[i].prefix;
		assert_int_equal(
		    i >= range.first && i < range.end, within(own, prefix));
		assert_int_equal(trial->visits[list->sorted[i].index],
		    own.length != 0 && ip_prefix_overlaps(own, prefix));
	}
}

/* The networks around each are exactly those that hold it. */
static void
compare_around(const struct networks *list)
{
	const struct network *network, *wide;
	size_t i, j, around, holding;

	for (i = 0; i < list->count; i++) {
		network = &list->sorted[i];
		assert_ptr_equal(list->written[network->index], network);
		around = holding = 0;
		for (wide = network; wide->around != 0; around++) {
			wide = &list->sorted[wide->around - 1];
			assert_true(
			    wide->prefix.length < network->prefix.length);
			assert_true(within(network->prefix, wide->prefix));
		}
		for (j = 0; j < list->count; j++)
			holding +=
			    list->sorted[j].prefix.length <
				network->prefix.length &&
			    within(network->prefix, list->sorted[j].prefix) &&
			    (j == 0 || !network_same(&list->sorted[j],
					   &list->sorted[j - 1]));
		assert_int_equal(around, holding);
	}
}

static void
searching_finds_what_looking_finds(void **state)
{
	static const size_t counts[] = { 0, 1, 2, 7, 40, MOST };
	struct network_range range;
	struct trial trial;
	uint32_t seed = 5;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		begin(&trial, counts[i], &seed);
		compare_around(trial.list);
		for (j = 0; j < QUESTIONS; j++)
			ask(&trial, next_prefix(&seed));
		for (j = 0; j < trial.list->count; j++)
			ask(&trial, trial.list->sorted[j].prefix);
		range = networks_family(trial.list, 6);
		for (j = 0; j < trial.list->count; j++)
			assert_int_equal(
			    trial.list->sorted[j].prefix.address.family,
			    j < range.first ? 4 : 6);
		assert_int_equal(
		    networks_family(trial.list, 4).end, range.first);
		end(&trial);
	}
}

/* The same networks are the same list with each connection, and a fault in
 * them is told by each rule once; without a memory, each time. */
static void
a_gateway_is_told_of_once(void **state)
{
	struct trial trial;
	struct finding more;
	uint32_t seed = 9;

	(void)state;
	begin(&trial, 3, &seed);
	assert_ptr_equal(networks_of(&trial.check, NETWORK_SITE), trial.list);
	assert_true(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	assert_false(more.again);
	assert_false(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	assert_true(networks_tell(
	    &trial.check, trial.list, "else", SEVERITY_ERROR, &more));
	trial.check.rule = RULE_ROUTE_SPECIAL;
	assert_true(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	trial.settings.memory->repeats = true;
	assert_true(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	assert_true(more.again);
	assert_false(networks_tell(
	    &trial.check, trial.list, "", SEVERITY_WARNING, &more));
	check_memory_free(trial.settings.memory);
	trial.settings.memory = NULL;
	trial.list = networks_of(&trial.check, NETWORK_SITE);
	assert_int_equal(trial.list->count, 3);
	assert_true(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	assert_true(
	    networks_tell(&trial.check, trial.list, "", SEVERITY_ERROR, &more));
	end(&trial);
}

const struct CMUnitTest networks_tests[] = {
	cmocka_unit_test(searching_finds_what_looking_finds),
	cmocka_unit_test(a_gateway_is_told_of_once),
};
const size_t networks_test_count =
    sizeof(networks_tests) / sizeof(networks_tests[0]);
