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
#include "model/field.h"
#include "model_made.h"
#include "random_model.h"
#include "render/example.h"
#include "render/recipe_parts.h"
#include "render/rehearse.h"
#include "template_bench.h"

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

/* ---- a fleet ---------------------------------------------------------- */

static void
say_number(struct value *value, uint32_t number)
{
	model_say_number(value, ORIGIN_XML, number);
}

static void
say_ip(struct value *value, const char *text)
{
	if (value_known(value))
		model_say_ip(value, ORIGIN_XML, text);
}

static const char *
make_key(struct maker *maker)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQR"
				      "STUVWXYZ123456789._";
	char key[33];
	size_t i, length = 8 + maker_below(maker, 25);

	for (i = 0; i < length; i++)
		key[i] = letters[maker_below(
		    maker, (uint32_t)(i == 0 ? 40 : sizeof(letters) - 1))];
	return arena_copy(maker->arena, key, length);
}

static void
vary_tunnel(struct fixture *f, struct maker *maker, struct tunnel *t,
    unsigned number, unsigned index)
{
	model_say(&t->pre_shared_key, ORIGIN_XML, make_key(maker));
	say_ip(&t->outside_address,
	    arena_printf(f->arena, "203.0.113.%u", number + 1 + index * 128));
	say_ip(&t->customer_outside_address,
	    arena_printf(f->arena, "192.0.2.%u", number + 1));
	say_ip(&t->inside_address, arena_printf(f->arena, "169.254.%u.%u",
				       10 + number, 2 + index * 4));
	say_ip(&t->aws_inside_address, arena_printf(f->arena, "169.254.%u.%u",
					   10 + number, 1 + index * 4));
	say_ip(&t->inside_ipv6_address,
	    arena_printf(f->arena, "fd%02x::%x2", number, index * 4));
	say_ip(&t->aws_inside_ipv6_address,
	    arena_printf(f->arena, "fd%02x::%x1", number, index * 4));
	if (number % 5 == 4)
		say_number(&t->customer_asn, 64512 + number);
	if (number % 7 == 6)
		say_number(&t->phase1_lifetime_seconds, 3600);
	if (number % 4 == 3)
		say_number(&t->dpd_interval, 20);
}

/* Connection NUMBER of a fleet of those like BASE. */
static struct connection *
vary(struct fixture *f, struct maker *maker, const struct connection *base,
    unsigned number)
{
	struct connection *c = ARENA_NEW(f->arena, struct connection);
	unsigned i;

	*c = *base;
	c->tunnels =
	    arena_array(f->arena, c->tunnel_count, sizeof(*c->tunnels));
	model_say(&c->id, ORIGIN_XML,
	    arena_printf(f->arena, number % 6 == 5 ? "vpn-%08x" : "vpn-%017x",
		number * 7919 + 1));
	model_say(&c->customer_gateway_id, ORIGIN_XML,
	    arena_printf(f->arena, "cgw-%017x", number + 1));
	if (number % 3 == 2) {
		c->vpn_gateway_id = (struct value){ .origin = ORIGIN_NONE };
		model_say(&c->transit_gateway_id, ORIGIN_XML,
		    arena_printf(f->arena, "tgw-%017x", number + 1));
	}
	if (number % 5 == 3) {
		say_number(&c->as_path_prepend, 1 + number % 3);
		say_number(&c->med, 50);
	}
	if (number % 5 == 1)
		say_number(&c->local_preference, 90);
	for (i = 0; i < c->tunnel_count; i++) {
		c->tunnels[i] = base->tunnels[i];
		vary_tunnel(f, maker, &c->tunnels[i], number, i);
	}
	return c;
}

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
		score->rendered +=
		    pair_render(pair, vary(pair->f, maker, base, i));
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

/* ---- recipes of small templates --------------------------------------- */

/* A template of a test's own, and what it made of a connection. */
struct trial {
	struct fixture *f;
	struct bench bench;
	struct context_base base;
	struct recipe_scope scope;
	const struct template *program;
	const struct choice *choices;
	struct connection *connection;
	struct rendered_file file;
	struct rendering made;
};

static void
trial_open(struct trial *t, struct fixture *f, const char *text, size_t limit)
{
	const struct profile *profile = fixture_profile(f, "cisco-iosxe");
	const struct parameter_value *parameters =
	    fixture_parameters(f, profile, NULL);
	struct maker maker = { .state = 1, .arena = f->arena };
	struct tvalue context;

	*t = (struct trial){ .f = f };
	bench_open(&t->bench);
	t->bench.options.refuse_none = true;
	t->bench.options.max_output = limit;
	add_file(&t->bench.files, "main", text, strlen(text));
	t->program =
	    template_set_get(bench_set(&t->bench), "main", t->bench.diags);
	assert_non_null(t->program);
	t->base = context_base(profile, parameters, f->arena);
	t->scope = (struct recipe_scope){ profile, &t->base, &t->program, 1 };
	t->connection =
	    vary(f, &maker, fixture_connection(f, "bgp", NULL, NULL), 0);
	t->choices = rehearse_choices(
	    t->connection, profile, parameters, NULL, f->arena, f->diags);
	assert_non_null(t->choices);
	context = context_make(
	    t->connection, t->choices, profile, &t->base, NULL, f->arena);
	t->made = (struct rendering){ &t->file, 1 };
	if (!template_render(t->program, f->arena, &context, &t->file.output,
		t->bench.diags))
		fail_msg("%s: %s", text, error_text(&t->bench));
}

static void
trial_close(struct trial *t)
{
	buf_free(&t->file.output.text);
	bench_close(&t->bench);
}

static struct recipe *
trial_recipe(const struct trial *t)
{
	return recipe_new(
	    &t->scope, t->connection, t->choices, &t->made, t->f->arena);
}

/* What RECIPE makes of the trial's connection now; NULL: it does not fit. */
static const char *
trial_apply(struct trial *t, struct recipe *recipe)
{
	if (!recipe_apply(recipe, &t->scope, t->connection, t->choices,
		t->f->arena, &t->made))
		return NULL;
	return t->file.output.text.data;
}

static bool
holds(const char *text, size_t length, const char *part)
{
	size_t size = strlen(part), i;

	for (i = 0; i + size <= length; i++)
		if (memcmp(text + i, part, size) == 0)
			return true;
	return false;
}

/* Nothing that RECIPE keeps has KEY in it. */
static void
assert_keeps_no(const struct recipe *recipe, const char *key)
{
	size_t i;

	for (i = 0; i < recipe->page_count; i++) {
		assert_false(holds(
		    recipe->pages[i].literals, recipe->pages[i].length, key));
		assert_false(holds(recipe->chosen_pages[i].literals,
		    recipe->chosen_pages[i].length, key));
	}
	for (i = 0; i < recipe->leaf_count; i++)
		if (recipe->leaves[i].value.kind == TV_STRING)
			assert_false(holds(recipe->leaves[i].value.as.text,
			    recipe->leaves[i].value.length, key));
}

#define KEY "tunnels[0].pre_shared_key"

/* A key is printed, or asked for; there is no recipe where it is looked at. */
static void
keys_are_not_kept(void **state)
{
	static const struct {
		const char *text;
		bool recipe;
	} uses[] = {
		{ "key " KEY "{{ " KEY " }}.", true },
		{ "{% if " KEY " %}key{% endif %}", true },
		{ "{% set k = 'k-' ~ " KEY " %}{{ k }}", true },
		{ "{{ " KEY "|upper }}{{ ('(' ~ " KEY ")|e }}", true },
		{ "{% if 'a' in " KEY " %}a{% else %}b{% endif %}", true },
		{ "{{ 1 if ('~' in " KEY ") == false else 2 }}", true },
		{ "{{ " KEY " == 'a' }}", false },
		{ "{{ " KEY "[0] }}", true },
		{ "{{ " KEY ".upper() }}", true },
		{ "{{ " KEY "[0:3] }}", false },
		{ "{{ {'a': 1}[" KEY "] is defined }}", false },
		{ "{{ [" KEY "]|first }}", false },
		{ "{% for c in " KEY " %}{{ c }}{% endfor %}", false },
		{ "{{ (" KEY "|upper)[0] }}", true },
		{ "{{ (" KEY "|upper)[0:1] }}", false },
		{ "{{ tunnels|map(attribute='pre_shared_key')|list }}", false },
		{ "{{ tunnels[0] }}", false },
	};
	struct fixture *f = *state;
	struct recipe *recipe;
	struct trial t;
	size_t i;

	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		trial_open(&t, f, uses[i].text, 0);
		recipe = trial_recipe(&t);
		if ((recipe != NULL) != uses[i].recipe)
			fail_msg("%s", uses[i].text);
		if (recipe != NULL)
			assert_keeps_no(recipe,
			    t.connection->tunnels[0].pre_shared_key.text);
		recipe_free(recipe);
		trial_close(&t);
	}
}

/* What a recipe read must be so again; what it printed may be anything. */
static void
recipes_fit_or_refuse(void **state)
{
	struct fixture *f = *state;
	struct recipe *recipe;
	struct trial t;

	trial_open(&t, f,
	    "{{ connection.id }} {{ tunnels[1].dpd_interval + 1 }}"
	    "{% if connection.med %} {{ connection.med }}{% endif %}",
	    0);
	recipe = trial_recipe(&t);
	assert_non_null(recipe);
	t.connection->id.text = "vpn-1";
	assert_string_equal(trial_apply(&t, recipe), "vpn-1 11");
	t.connection->tunnels[0].dpd_interval.u.number = 77;
	assert_string_equal(trial_apply(&t, recipe), "vpn-1 11");
	t.connection->tunnels[1].dpd_interval.u.number = 77;
	assert_null(trial_apply(&t, recipe));
	t.connection->tunnels[1].dpd_interval.u.number = 10;
	assert_non_null(trial_apply(&t, recipe));
	say_number(&t.connection->med, 5);
	assert_null(trial_apply(&t, recipe));
	say_number(&t.connection->med, 0);
	assert_non_null(trial_apply(&t, recipe));
	t.connection->tunnel_count = 1;
	assert_null(trial_apply(&t, recipe));
	recipe_free(recipe);
	trial_close(&t);
}

/* No more is made than a render may make, of texts that it could bear. */
static void
recipes_keep_to_limits(void **state)
{
	struct fixture *f = *state;
	struct recipe *recipe;
	struct trial t;
	char *id;

	trial_open(&t, f, "<{{ connection.id }}>", 32);
	recipe = trial_recipe(&t);
	assert_non_null(recipe);
	t.connection->id.text = "123456789012345678901234567890";
	assert_non_null(trial_apply(&t, recipe));
	t.connection->id.text = "1234567890123456789012345678901";
	assert_null(trial_apply(&t, recipe));
	recipe_free(recipe);
	trial_close(&t);
	trial_open(&t, f, "<{{ connection.id }}>", 0);
	recipe = trial_recipe(&t);
	id = arena_alloc(f->arena, TEMPLATE_LEAF + 2);
	memset(id, 'i', TEMPLATE_LEAF);
	t.connection->id.text = id;
	assert_non_null(trial_apply(&t, recipe));
	id[TEMPLATE_LEAF] = 'i';
	assert_null(trial_apply(&t, recipe));
	recipe_free(recipe);
	trial_close(&t);
}

/* What the templates make of T's connection with CHOICES. */
static const char *
trial_render(
    struct trial *t, const struct choice *choices, struct template_output *ret)
{
	struct tvalue context = context_make(t->connection, choices,
	    t->scope.profile, &t->base, NULL, t->f->arena);

	assert_true(template_render(
	    t->program, t->f->arena, &context, ret, t->bench.diags));
	return ret->text.data;
}

/* Other choices than those of the recipe, and these again. */
static void
choices_may_differ(void **state)
{
	static const char text[] =
	    "{% set p = tunnels[0].phase1 %}{{ p.encryption }} "
	    "{{ p.dh_group|upper }} {{ tunnels[0].mtu }} {{ connection.id }} "
	    "{{ tunnels[1].mss }} {{ tunnels[1].phase2.encryption }}"
	    "{% if p.aead %} aead{% endif %}";
	struct fixture *f = *state;
	struct template_output output = { .want_spans = false };
	struct choice choices[2][2];
	struct recipe *recipe;
	const char *made;
	struct trial t;
	size_t i;

	trial_open(&t, f, text, 0);
	recipe = trial_recipe(&t);
	assert_non_null(recipe);
	assert_true(recipe->chosen_count >= 6);
	assert_int_equal(recipe->chosen_pages[0].step_count, 2);
	memcpy(choices[0], t.choices, sizeof(choices[0]));
	for (i = 0; i < 12; i++) {
		t.connection->id.text = arena_printf(f->arena, "vpn-%zu", i);
		memcpy(choices[1], choices[0], sizeof(choices[0]));
		choices[1][0].mtu += i % 3 == 1;
		choices[1][1].mtu += i % 4 == 1;
		if (i % 5 == 1)
			choices[1][0].phase[0].encryption_spelling = "other";
		if (i % 5 == 2)
			choices[1][0].phase[0].dh_group_spelling = "modp";
		if (i % 5 == 3)
			choices[1][1].phase[1].encryption_spelling = "";
		t.choices = choices[1];
		made = trial_apply(&t, recipe);
		assert_non_null(made);
		assert_string_equal(
		    made, trial_render(&t, choices[1], &output));
		buf_free(&output.text);
	}
	recipe_free(recipe);
	trial_close(&t);
}

static void
assert_same_value(const struct tvalue *a, const struct tvalue *b)
{
	assert_int_equal(a->kind, b->kind);
	if (a->kind == TV_STRING) {
		assert_int_equal(a->length, b->length);
		assert_memory_equal(a->as.text, b->as.text, a->length);
	} else if (a->kind == TV_INT) {
		assert_int_equal(a->as.integer, b->as.integer);
	} else if (a->kind == TV_BOOL) {
		assert_int_equal(a->as.truth, b->as.truth);
	} else {
		assert_int_equal(a->kind, TV_NONE);
	}
}

/* Rows that are said to be made of choices are made of nothing else. */
static void
what_is_chosen(void **state)
{
	struct fixture *f = *state;
	struct tvalue values[2];
	struct context_leaf at;
	size_t count, chosen = 0, i;
	struct subject subject;
	struct trial t;
	struct connection blank = { .tunnel_count = 2 };

	blank.tunnels = arena_array(f->arena, 2, sizeof(*blank.tunnels));
	trial_open(&t, f, "x", 0);
	subject = (struct subject){ .arena = f->arena,
		.profile = t.scope.profile,
		.base = &t.base,
		.bare = true,
		.connection = t.connection };
	count = context_leaf_count(&t.base, t.connection->tunnel_count);
	for (i = 0; i < count; i++) {
		at = context_leaf(&t.base, (uint32_t)i);
		if (!context_leaf_is_chosen(&at))
			continue;
		chosen++;
		subject.connection = t.connection;
		context_leaf_values(&subject, t.choices, &at, 1, &values[0]);
		subject.connection = &blank;
		context_leaf_values(&subject, t.choices, &at, 1, &values[1]);
		assert_same_value(&values[0], &values[1]);
	}
	assert_int_equal(chosen, 2 * (7 + 2 * 7));
	trial_close(&t);
}

/* A text that is not that of the render makes no recipe. */
static void
another_text_is_no_recipe(void **state)
{
	struct fixture *f = *state;
	struct trial t;

	trial_open(&t, f, "<{{ connection.id }}>", 0);
	t.file.output.text.data[0] = '(';
	assert_null(trial_recipe(&t));
	trial_close(&t);
}

/* So many more of the fleet, with keys and ids of their own. */
static void
render_more(struct pair *pair, const struct connection *base,
    struct maker *maker, unsigned count)
{
	struct connection *c;

	for (; count != 0; count--) {
		c = vary(pair->f, maker, base, 0);
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
	TEST(keys_are_not_kept),
	TEST(recipes_fit_or_refuse),
	TEST(recipes_keep_to_limits),
	TEST(choices_may_differ),
	TEST(what_is_chosen),
	TEST(another_text_is_no_recipe),
	TEST(recipes_come_late),
};
const size_t recipe_test_count = sizeof(recipe_tests) / sizeof(recipe_tests[0]);
