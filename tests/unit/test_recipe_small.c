/* SPDX-License-Identifier: ISC */
/* Recipes of small templates: what fits, what is refused, what is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model_made.h"
#include "recipe_fleet.h"
#include "render/recipe_parts.h"
#include "render/rehearse.h"
#include "template_bench.h"

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
	t->connection = recipe_fleet_vary(
	    f, &maker, fixture_connection(f, "bgp", NULL, NULL), 0);
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
	model_say_number(&t.connection->med, ORIGIN_XML, 5);
	assert_null(trial_apply(&t, recipe));
	model_say_number(&t.connection->med, ORIGIN_XML, 0);
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

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, fixture_setup, fixture_teardown)

extern const struct CMUnitTest recipe_small_tests[];
extern const size_t recipe_small_test_count;
const struct CMUnitTest recipe_small_tests[] = {
	TEST(keys_are_not_kept),
	TEST(recipes_fit_or_refuse),
	TEST(recipes_keep_to_limits),
	TEST(choices_may_differ),
	TEST(what_is_chosen),
	TEST(another_text_is_no_recipe),
};
const size_t recipe_small_test_count =
    sizeof(recipe_small_tests) / sizeof(recipe_small_tests[0]);
