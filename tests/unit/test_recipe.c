/* SPDX-License-Identifier: ISC */
/*
 * Renders that repeat one another: what a recipe makes is what the templates
 * make, for every device, and no recipe has a secret.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "random_model.h"
#include "recipe_fleet.h"
#include "render/example.h"

/* Connections of a fleet; some differ in more than names and addresses. */
#define FLEET 14

static const char *const bases[] = { "bgp", "static", "ipv6" };
#define BASES (sizeof(bases) / sizeof(bases[0]))

/* Two ways to render what must not differ in anything. */
struct pair {
	struct fixture *f;
	struct renderer *plain, *quick;
	struct rendering *by_plain, *by_quick;
};

static struct pair
pair_new(struct fixture *f, const struct profile *profile,
    const struct parameter_value *parameters, enum render_what what)
{
	struct pair pair = { .f = f };

	pair.plain =
	    renderer_new(f->catalog, profile, parameters, what, f->diags);
	pair.quick =
	    renderer_new(f->catalog, profile, parameters, what, f->diags);
	assert_true(renderer_ready(pair.plain));
	assert_true(renderer_ready(pair.quick));
	renderer_repeat(pair.plain, RENDER_REPEAT_NEVER);
	renderer_repeat(pair.quick, RENDER_REPEAT_AT_ONCE);
	pair.by_plain = rendering_new(pair.plain);
	pair.by_quick = rendering_new(pair.quick);
	return pair;
}

static void
pair_free(struct pair *pair)
{
	rendering_free(pair->by_plain);
	rendering_free(pair->by_quick);
	renderer_free(pair->plain);
	renderer_free(pair->quick);
}

static void
assert_alike(const struct rendered_file *a, const struct rendered_file *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->mode, b->mode);
	assert_int_equal(a->output.text.length, b->output.text.length);
	if (a->output.text.length != 0)
		assert_string_equal(a->output.text.data, b->output.text.data);
}

static size_t
errors(const struct diags *diags)
{
	return diags_count(diags, SEVERITY_ERROR);
}

/* Whether CONNECTION is rendered; one way is like the other. */
static bool
pair_render(struct pair *pair, const struct connection *connection)
{
	struct arena *arena = arena_new();
	struct diags *first = diags_new(arena, 0);
	struct diags *second = diags_new(arena, 0);
	bool good = render_connection(
	    pair->plain, connection, arena, first, pair->by_plain);
	size_t i;

	assert_int_equal(render_connection(pair->quick, connection, arena,
			     second, pair->by_quick),
	    good);
	assert_int_equal(errors(first), errors(second));
	for (i = 0; good && i < pair->by_plain->count; i++)
		assert_alike(
		    &pair->by_plain->files[i], &pair->by_quick->files[i]);
	arena_free(arena);
	return good;
}

/* ---- fleets ----------------------------------------------------------- */

/* How a device does with its fleets. */
struct score {
	size_t rendered, repeated;
};

static void
run_fleet(struct pair *pair, const struct connection *base, struct maker *maker,
    struct score *score)
{
	unsigned i;

	for (i = 0; i < FLEET; i++)
		score->rendered += pair_render(
		    pair, recipe_fleet_vary(pair->f, maker, base, i));
	score->repeated += renderer_repeated(pair->quick);
}

/* The fleets of BASE: what a device has by default, and all on demand. */
static void
run_base(struct fixture *f, const struct profile *profile, const char *name,
    struct maker *maker, struct score *score)
{
	static const enum render_what whats[] = { RENDER_CONFIGURATION,
		RENDER_REMOVAL };
	const struct connection *base = fixture_connection(f, name, NULL, NULL);
	const struct parameter_value *parameters =
	    example_parameters(profile, fixture_parameters(f, profile, NULL),
		strcmp(name, "static") == 0, f->arena);
	struct pair pair;
	size_t i;

	for (i = 0; i < 4; i++) {
		if (whats[i % 2] == RENDER_REMOVAL &&
		    profile->removal_count == 0)
			continue;
		pair = pair_new(f, profile,
		    i < 2 ? parameters
			  : example_options(profile, parameters, f->arena),
		    whats[i % 2]);
		run_fleet(&pair, base, maker, score);
		pair_free(&pair);
	}
}

static bool
run_device(const char *id, struct score *ret)
{
	void *state;
	struct fixture *f;
	const struct profile *profile;
	struct maker maker = { .state = 1 };
	size_t i;

	*ret = (struct score){ 0 };
	assert_int_equal(fixture_setup(&state), 0);
	f = state;
	maker.arena = f->arena;
	profile = fixture_profile(f, id);
	if (profile->renders == PROFILE_RENDERS_CONNECTION)
		for (i = 0; i < BASES; i++)
			run_base(f, profile, bases[i], &maker, ret);
	fixture_teardown(&state);
	return ret->rendered != 0;
}

/* Every device gives the same with recipes as without; most have them. */
static void
fleets_of_every_device(void **state)
{
	struct fixture *f = *state;
	size_t count, i, tried = 0, helped = 0;
	const char *const *ids = catalog_devices(f->catalog, &count);
	struct score score;

	for (i = 0; i < count; i++) {
		if (!run_device(ids[i], &score))
			continue;
		tried++;
		helped += score.repeated != 0;
		if (getenv("VERBOSE") != NULL)
			print_message("%-24s %3zu of %3zu\n", ids[i],
			    score.repeated, score.rendered);
	}
	print_message("%zu of %zu devices have recipes\n", helped, tried);
	assert_true(tried >= 60);
	assert_true(helped >= tried / 2);
}

/* So many more of the fleet, with keys and ids of their own. */
static void
render_more(struct pair *pair, const struct connection *base,
    struct maker *maker, unsigned count)
{
	struct connection *c;

	for (; count != 0; count--) {
		c = recipe_fleet_vary(pair->f, maker, base, 0);
		c->id.text = arena_printf(maker->arena, "vpn-%08x",
		    (unsigned)maker_below(maker, 1u << 31));
		assert_true(pair_render(pair, c));
	}
}

/* A renderer begins to repeat after some connections, not at once. */
static void
recipes_come_late(void **state)
{
	struct fixture *f = *state;
	struct maker maker = { .state = 1, .arena = f->arena };
	const struct profile *profile = fixture_profile(f, "cisco-iosxe");
	const struct connection *base =
	    fixture_connection(f, "bgp", NULL, NULL);
	struct pair pair = pair_new(f, profile,
	    fixture_parameters(f, profile, NULL), RENDER_CONFIGURATION);

	renderer_repeat(pair.quick, RENDER_REPEAT);
	render_more(&pair, base, &maker, 8);
	assert_int_equal(renderer_repeated(pair.quick), 0);
	render_more(&pair, base, &maker, 4);
	assert_int_equal(renderer_repeated(pair.quick), 4);
	assert_int_equal(renderer_repeated(pair.plain), 0);
	pair_free(&pair);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, fixture_setup, fixture_teardown)

extern const struct CMUnitTest recipe_tests[];
extern const size_t recipe_test_count;
const struct CMUnitTest recipe_tests[] = {
	TEST(fleets_of_every_device),
	TEST(recipes_come_late),
};
const size_t recipe_test_count = sizeof(recipe_tests) / sizeof(recipe_tests[0]);
