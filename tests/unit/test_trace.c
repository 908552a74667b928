/* SPDX-License-Identifier: ISC */
/*
 * Traced renders: what each way to use a leaf tells of it; and that a text put
 * together from a trace is what a render gives, for templates at random, too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "random_model.h"
#include "template_bench.h"

/* Two dicts of leaves, x and y, which are also the list l. */
#define ROWS 6
#define OWN (2 * ROWS)
#define LEAVES 400

static const char *const names[ROWS] = { "a", "b", "n", "z", "t", "e" };

struct sight {
	bool read, tested, printed;
};

struct world {
	struct tvalue values[OWN];
	struct sight sights[LEAVES];
	bool traced;
};

struct half {
	struct tdelay delay;
	struct world *world;
	uint32_t first;
};

static void
saw(void *host, uint32_t leaf, enum template_sight what)
{
	struct world *world = host;

	assert_true(leaf < LEAVES);
	world->sights[leaf].read |= what == TEMPLATE_READ;
	world->sights[leaf].tested |= what == TEMPLATE_TESTED;
	world->sights[leaf].printed |= what == TEMPLATE_PRINTED;
}

static struct tvalue
make(const void *context, uint32_t row)
{
	const struct half *half = context;

	half->world->sights[half->first + row].read = true;
	return half->world->values[half->first + row];
}

static bool
peek(const void *context, uint32_t row, struct tvalue *ret, uint32_t *ret_leaf)
{
	const struct half *half = context;

	*ret = half->world->values[half->first + row];
	*ret_leaf = half->first + row;
	return true;
}

static struct tvalue
half_dict(struct bench *b, struct world *world, uint32_t first)
{
	struct half *half = ARENA_NEW(b->arena, struct half);
	struct tvalue *shape = ARENA_NEW(b->arena, struct tvalue);
	size_t i;

	half->world = world;
	half->first = first;
	half->delay.make = make;
	half->delay.peek = world->traced ? peek : NULL;
	half->delay.context = half;
	*shape = tv_dict(b->arena, ROWS);
	for (i = 0; i < ROWS; i++)
		tv_dict_put(b->arena, shape, names[i], tv_none());
	return tv_dict_like(b->arena, shape, &half->delay);
}

static struct tvalue
context_of(struct bench *b, struct world *world)
{
	struct tvalue context = tv_dict(b->arena, 0);
	struct tvalue list = tv_list(b->arena, 2);

	tv_list_add(b->arena, &list, half_dict(b, world, 0));
	tv_list_add(b->arena, &list, half_dict(b, world, ROWS));
	tv_dict_set(b->arena, &context, "x", list.as.list->items[0]);
	tv_dict_set(b->arena, &context, "y", list.as.list->items[1]);
	tv_dict_set(b->arena, &context, "l", list);
	return context;
}

static struct world
first_world(void)
{
	return (
	    struct world){ .values = { tv_text("one"), tv_text("two"),
			       tv_int(7), tv_none(), tv_bool(true), tv_text(""),
			       tv_text("three"), tv_text("a:b"), tv_int(-12),
			       tv_none(), tv_bool(false), tv_text("") } };
}

/* One traced render, and what it left. */
struct record {
	struct world world;
	const struct template *template;
	struct template_trace trace;
	struct buf text;
};

static bool
record(struct bench *b, const char *text, struct record *ret)
{
	struct template_output output = { .want_spans = false };
	struct tvalue context;
	bool good;

	add_file(&b->files, "main", text, strlen(text));
	ret->template = template_set_get(bench_set(b), "main", b->diags);
	if (ret->template == NULL)
		return false;
	ret->world.traced = true;
	context = context_of(b, &ret->world);
	ret->trace = (struct template_trace){
		.leaf_count = OWN, .saw = saw, .host = &ret->world
	};
	good = template_render_traced(
	    ret->template, b->arena, &context, &output, &ret->trace, b->diags);
	ret->text = output.text;
	return good;
}

/* What is known of each leaf: R it was read, T tested, P printed. */
static const char *
facts(struct bench *b, const struct record *record)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < OWN + record->trace.derived_count; i++) {
		const struct sight *sight = &record->world.sights[i];

		if (!sight->read && !sight->tested && !sight->printed)
			continue;
		text = arena_printf(b->arena, "%s%s%s:%s%s%s", text,
		    text[0] != '\0' ? " " : "",
		    i < OWN ? arena_printf(b->arena, "%s%s",
				  i < ROWS ? "" : "y.", names[i % ROWS])
			    : arena_printf(b->arena, "d%zu", i - OWN),
		    sight->read ? "R" : "", sight->tested ? "T" : "",
		    sight->printed ? "P" : "");
	}
	return text;
}

/* ---- each way to use a leaf ------------------------------------------- */

#define MACRO "{% macro m(p) %}[{{ p }}{% if p %}+{% endif %}]{% endmacro %}"

static const struct {
	const char *text, *output, *facts;
} uses[] = {
	/* Printed. */
	{ "{{ x.a }}", "one", "a:P" },
	{ "{{ x.n }}/{{ y.n }}", "7/-12", "n:P y.n:P" },
	{ "{{ x.a }}{{ x.a }}", "oneone", "a:P" },
	{ "{{ x.e }}{{ x.a }}", "one", "a:P e:R" },
	{ "{{ x.t }}", "True", "t:R" },
	{ "{% for t in l %}{{ t.a }}{% endfor %}", "onethree", "a:P y.a:P" },
	/* Tested. */
	{ "{{ x.a or x.b }}", "one", "a:TP" },
	{ "{{ x.z or x.b }}", "two", "b:P z:T" },
	{ "{{ x.a and x.b }}", "two", "a:T b:P" },
	{ "{{ x.a if x.t else x.b }}", "one", "a:P t:T" },
	{ "{% if x.a %}1{% endif %}", "1", "a:T" },
	{ "{% if x.e %}{% elif not x.z %}2{% endif %}", "2", "z:T e:T" },
	{ "{% if x.a and x.e %}{% else %}3{% endif %}", "3", "a:T e:T" },
	{ "{% for t in l if t.t %}{{ t.b }}{% endfor %}", "two",
	    "b:P t:T y.t:T" },
	/* In variables, texts and macros. */
	{ "{% set v = x.a %}{{ v }}", "one", "a:P" },
	{ "{% set v %}-{{ x.a }}{% endset %}{{ v }}{% if v %}.{% endif %}",
	    "-one.", "a:P" },
	{ "{% set v %}{{ x.n }}{% endset %}{% if v %}{{ v }}{% endif %}", "7",
	    "n:RP" },
	{ "{{ x.a ~ '/' ~ x.n }}", "one/7", "a:P n:P" },
	{ "{% with v = x.a %}{{ v }}{% endwith %}", "one", "a:P" },
	{ MACRO "{{ m(x.a) }}", "[one+]", "a:TP" },
	{ MACRO "{{ m(p=x.a) ~ m('') }}", "[one+][]", "a:TP" },
	{ MACRO "{% set v = m(x.n) %}{{ v }}", "[7+]", "n:TP" },
	{ "{% macro m(p) %}{{ caller() }}{{ p }}{% endmacro %}"
	  "{% call m(x.a) %}({{ x.b }}){% endcall %}",
	    "(two)one", "a:P b:P" },
	{ "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(x.a) }}", "('one',)",
	    "a:R" },
	{ "{% macro m() %}{{ kwargs.k }}{% endmacro %}{{ m(k=x.a) }}", "one",
	    "a:R" },
	/* Derived. */
	{ "{{ x.a|upper }}", "ONE", "d0:P" },
	{ "{{ x.a|upper }}{{ x.a|upper }}{{ x.b|upper }}", "ONEONETWO",
	    "d0:P d1:P" },
	{ "{{ x.a|replace('o', x.b)|upper }}", "TWONE", "d1:P" },
	{ "{{ (x.a ~ '-')|upper }}", "ONE-", "a:P d0:P" },
	{ "{% filter upper %}-{{ x.a }}{% endfilter %}", "-ONE", "a:P d0:P" },
	{ "{% if ':' in y.b %}6{% else %}4{% endif %}", "6", "d0:T" },
	{ "{% set v = ':' in y.b %}{{ 6 if v else 4 }}", "6", "d0:T" },
	{ "{% if (':' in y.b) == x.t %}1{% endif %}", "1", "t:R d0:R" },
	{ "{% if x.a is string %}1{% endif %}", "1", "d0:T" },
	{ "{% set v = x.a %}{% if v == 'k' %}1{% elif v != x.b %}2{% endif %}",
	    "2", "d0:T d1:T" },
	{ "{{ x.a|length }}", "3", "d0:P" },
	{ "{{ x.a[0] }}{{ x.a.upper() }}", "oONE", "d0:P d1:P" },
	{ "{% set v = x.a %}{{ v.ljust(5) }}.{{ v.ljust(x.n) ~ '.' }}",
	    "one  .one    .", "d0:P d1:P" },
	{ "{{ x.z|default('d', true) }}", "d", "d0:P" },
	{ "{{ l|map(attribute='a')|join(', ') }}", "one, three", "a:P y.a:P" },
	{ "{{ l|map(attribute='a' if x.t else 'b')|join }}", "onethree",
	    "a:P t:T y.a:P" },
	/* Read. */
	{ "{{ l|map(attribute='e')|join(',') }}", ",", "e:R y.e:R" },
	{ "{{ l|map(attribute='a')|list }}", "['one', 'three']", "a:R y.a:R" },
	{ "{{ x.a == 'one' }}", "True", "a:R" },
	{ "{{ x.n + 1 }}", "8", "n:R" },
	{ "{{ x['a'] }}", "one", "a:R" },
	{ "{{ x.a.nothing is defined }}", "False", "a:R" },
	{ "{{ [x.a][0] }}{{ {'k': x.b}.k }}", "onetwo", "a:R b:R" },
	{ "{{ x.a.split('n') }}{{ x.a.split('n')[1] }}", "['o', 'e']e", "a:R" },
	{ "{{ (x.a)[0:2] }}{{ {'one': 3}[x.a] }}", "on3", "a:R" },
	{ "{{ x.a in [1, x.b] }}", "False", "a:R b:R" },
	{ "{{ x.a|list }}", "['o', 'n', 'e']", "a:R" },
	{ "{{ x.a|default(value=1) if false else x.b }}", "two", "b:P" },
	{ "{% set v = namespace(k=x.a) %}{{ v.k }}", "one", "a:R" },
	{ "{% set v = namespace() %}{% set v.k = x.a %}{{ v.k }}", "one",
	    "a:R" },
	{ "{% set v, w = (x.a, x.b) %}{{ v }}{{ w }}", "onetwo", "a:R b:R" },
	{ "{% for c in x.a %}{{ c }}.{% endfor %}", "o.n.e.", "a:R" },
	{ "{% for k in x %}{{ k }}{% endfor %}", "abnzte",
	    "a:R b:R n:R z:R t:R e:R" },
	{ "{{ x.values()|first }}", "one", "a:R" },
	{ "{{ x.get('a') }}{{ x|attr('a') is defined }}", "oneFalse", "a:R" },
	{ "{{ x.nothing is defined }}{{ x|length }}", "False6", "" },
	/* Not at all. */
	{ "{{ x.a if false else 'k' }}{% if x.t or x.a %}{% endif %}", "k",
	    "t:T" },
	{ "{% set v = x.a %}{% set w %}{{ x.b }}{% endset %}.", ".", "b:P" },
};

static void
uses_of_a_leaf(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		struct record made = { .world = first_world() };
		struct bench b;

		bench_open(&b);
		if (!record(&b, uses[i].text, &made))
			fail_msg("%s: %s", uses[i].text, error_text(&b));
		buf_add(&made.text, "", 0);
		if (strcmp(made.text.data, uses[i].output) != 0 ||
		    strcmp(facts(&b, &made), uses[i].facts) != 0)
			fail_msg("%s: '%s', %s", uses[i].text, made.text.data,
			    facts(&b, &made));
		buf_free(&made.text);
		bench_close(&b);
	}
}

/* ---- the text for other leaves ---------------------------------------- */

static bool
is_true(const struct tvalue *value)
{
	return value->kind == TV_BOOL ? value->as.truth
	       : value->kind == TV_INT
		   ? value->as.integer != 0
		   : value->kind == TV_STRING && value->length != 0;
}

static bool
is_same(const struct tvalue *a, const struct tvalue *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == TV_STRING)
		return a->length == b->length &&
		       memcmp(a->as.text, b->as.text, a->length) == 0;
	if (a->kind == TV_BOOL)
		return a->as.truth == b->as.truth;
	return a->kind == TV_NONE || a->as.integer == b->as.integer;
}

/* What was seen of a leaf is so of VALUE, too. */
static bool
fits(const struct sight *sight, const struct tvalue *old,
    const struct tvalue *value)
{
	return (!sight->read || is_same(old, value)) &&
	       (!sight->tested || is_true(old) == is_true(value)) &&
	       (!sight->printed || old->kind == value->kind);
}

/* The text for VALUES, put together; false when they do not fit. */
static bool
repeat(struct bench *b, const struct record *record,
    const struct tvalue values[OWN], struct buf *ret)
{
	const struct template_trace *trace = &record->trace;
	struct tvalue all[LEAVES], old;
	uint32_t index[LEAVES];
	size_t at = 0, i;

	memcpy(all, values, OWN * sizeof(*all));
	for (i = 0; i < LEAVES; i++)
		index[i] = (uint32_t)i;
	for (i = 0; i < OWN; i++)
		if (!fits(&record->world.sights[i], &record->world.values[i],
			&values[i]))
			return false;
	for (i = 0; i < trace->derived_count; i++) {
		const struct template_derivation *copy =
		    template_derivation_copy(
			trace->derived[i], index, b->arena);

		if (!template_derive(
			record->template, &copy, 1, all, OWN + i, b->arena))
			return false;
		old = template_derivation_value(trace->derived[i]);
		if (!fits(&record->world.sights[OWN + i], &old, &all[OWN + i]))
			return false;
	}
	for (i = 0; i < trace->count; i++) {
		const struct template_hole *hole = &trace->holes[i];
		const struct tvalue *value = &all[hole->leaf];

		assert_true(hole->length != 0);
		buf_add(ret, record->text.data + at, hole->start - at);
		if (value->kind == TV_INT)
			buf_printf(ret, "%lld", (long long)value->as.integer);
		else
			buf_add(ret, value->as.text, value->length);
		at = hole->start + hole->length;
	}
	if (record->text.length != at)
		buf_add(ret, record->text.data + at, record->text.length - at);
	return true;
}

static struct tvalue
any_value(struct maker *maker)
{
	static const char *const texts[] = { "one", "two", "four", "a:b", "<&>",
		"", "0", "192.0.2.1", "x'y\"z\\", "\xc3\xa9" };

	switch (maker_below(maker, 8)) {
	case 0:
		return tv_none();
	case 1:
		return tv_bool(maker_below(maker, 2) != 0);
	case 2:
	case 3:
		return tv_int((int64_t)maker_below(maker, 4) - 1);
	default:
		return tv_text(texts[maker_below(
		    maker, sizeof(texts) / sizeof(texts[0]))]);
	}
}

/* Some of RECORD's leaves are others now. */
static struct world
other_world(struct maker *maker, const struct world *from)
{
	struct world world = { .traced = false };
	size_t i;

	for (i = 0; i < OWN; i++) {
		world.values[i] = from->values[i];
		if (maker_below(maker, 3) == 0)
			world.values[i] = any_value(maker);
		else if (maker_below(maker, 3) != 0 &&
			 from->values[i].kind == TV_STRING)
			world.values[i] = tv_text(
			    maker_below(maker, 2) != 0 ? "other" : "o:er");
	}
	return world;
}

/* Whether there was a text for another world; then it was right. */
static bool
check_repeat(struct bench *b, struct maker *maker, const struct record *made,
    const char *text)
{
	struct template_output output = { .want_spans = false };
	struct world world = other_world(maker, &made->world);
	struct tvalue context = context_of(b, &world);
	struct buf again = { 0 };
	bool good = repeat(b, made, world.values, &again);

	if (good && !template_render(
			made->template, b->arena, &context, &output, b->diags))
		fail_msg("%s: repeated what fails", text);
	if (good &&
	    (again.length != output.text.length ||
		(again.length != 0 &&
		    memcmp(again.data, output.text.data, again.length) != 0)))
		fail_msg("%s: '%s' instead of '%s'", text,
		    again.data != NULL ? again.data : "",
		    output.text.data != NULL ? output.text.data : "");
	buf_free(&again);
	buf_free(&output.text);
	return good;
}

/* ---- templates at random ---------------------------------------------- */

static const char *
pick(struct maker *maker, const char *const *list, size_t count)
{
	return list[maker_below(maker, (uint32_t)count)];
}

#define PICK(maker, list) pick(maker, list, sizeof(list) / sizeof((list)[0]))

/* FORMS have parts in them: $ is an expression, # statements. */
static const char *const atoms[] = { "x.a", "x.b", "y.a", "y.b", "x.n", "y.n",
	"x.z", "x.t", "y.e", "x.a", "y.b", "v", "v", "w", "'k'", "'o'", "1",
	"x['b']", "l|map(attribute='a')|join('-')" };

static const char *const forms[] = { "($ ~ $)", "($ ~ '-' ~ $)", "($ or $)",
	"($ and $)", "($ if $ else $)", "(not $)", "($ == $)", "($ in $)",
	"($ not in $)", "($|upper)", "($|string)", "($|default('d', true))",
	"($|string|replace($|string, 'q'))", "($|string|length)", "($|e)",
	"($|tojson)", "([$, $]|join('+'))", "({'k': $}['k'])", "m($)", "m(p=$)",
	"($|string).upper()", "(v == $)", "(w != $)", "($ is string)",
	"($ is none)", "$[0]", "($|string)[$]", "x.a.upper()", "v.ljust(9)",
	"x.b.replace($|string, $|string)", "v.split($|string)[0]",
	"($|string|int)", "(($|string)[0:2])", "($|string|center(9))" };

static const char *const statements[] = { "{{ $ }}", "{{ $ }}", "{{ $ }}",
	"a{{ $ }}b", "text", "{% if $ %}#{% else %}#{% endif %}",
	"{% if $ %}#{% endif %}", "{% set v = $ %}", "{% set w = $ %}",
	"{% set v %}#{% endset %}", "{% set w|upper %}#{% endset %}",
	"{% for t in l %}{{ t.b }}{% set v = t.a %}#{% endfor %}",
	"{% for t in l if t.t %}{{ t.n }}#{% endfor %}",
	"{% filter upper %}#{% endfilter %}",
	"{% with v = $, w = $ %}#{% endwith %}",
	"{% call c($) %}#{% endcall %}" };

static void
write_form(
    struct maker *maker, struct buf *ret, const char *form, unsigned depth)
{
	uint32_t i, count;

	for (; *form != '\0'; form++)
		if (*form == '$') {
			write_form(maker, ret,
			    depth == 0 || maker_below(maker, 3) == 0
				? PICK(maker, atoms)
				: PICK(maker, forms),
			    depth == 0 ? 0 : depth - 1);
		} else if (*form == '#') {
			count = depth == 0 ? 1 : 1 + maker_below(maker, 3);
			for (i = 0; i < count; i++)
				write_form(maker, ret,
				    depth == 0 ? "{{ $ }}"
					       : PICK(maker, statements),
				    depth == 0 ? 0 : depth - 1);
		} else {
			buf_char(ret, *form);
		}
}

#define HEAD                                                                   \
	"{% macro m(p) %}[{{ p }}{% if p %}+{% endif %}]{% endmacro %}"        \
	"{% macro c(p) %}{{ p }}:{{ caller() }}{% endmacro %}"                 \
	"{% set v = x.a %}{% set w = y.n %}"

/* How many texts there were for other leaves. */
static size_t
try_template(struct maker *maker, const char *text)
{
	struct record made = { .world = first_world() };
	size_t found = 0, i;
	struct bench b;

	bench_open(&b);
	b.options.refuse_none = maker_below(maker, 2) != 0;
	if (record(&b, text, &made))
		for (i = 0; i < 6; i++)
			found += check_repeat(&b, maker, &made, text);
	buf_free(&made.text);
	bench_close(&b);
	return found;
}

static void
texts_are_those_of_renders(void **state)
{
	struct maker maker = { .state = 20261126 };
	size_t found = 0, i;

	(void)state;
	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		found += try_template(&maker, uses[i].text);
	assert_true(found != 0);
	found = 0;
	for (i = 0; i < 4000; i++) {
		struct buf text = { 0 };

		write_form(&maker, &text, HEAD "#", 4);
		found += try_template(&maker, text.data);
		buf_free(&text);
	}
	print_message("%zu texts put together\n", found);
	assert_true(found >= 1000);
}

extern const struct CMUnitTest trace_tests[];
extern const size_t trace_test_count;
const struct CMUnitTest trace_tests[] = {
	cmocka_unit_test(uses_of_a_leaf),
	cmocka_unit_test(texts_are_those_of_renders),
};
const size_t trace_test_count = sizeof(trace_tests) / sizeof(trace_tests[0]);
