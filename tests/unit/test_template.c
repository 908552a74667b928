/* SPDX-License-Identifier: ISC */
/* The template language: values, spans, limits, messages and threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "template_bench.h"

extern const struct CMUnitTest template_tests[];
extern const size_t template_test_count;

/* ---- values -----------------------------------------------------------------
 */

static void
test_dicts(void **state)
{
	struct arena *arena = arena_new();
	struct tvalue dict = tv_dict(arena, 0);
	char *key;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++) {
		key = arena_printf(arena, "key%d", i);
		tv_dict_set(arena, &dict, key, tv_int(i));
	}
	for (i = 0; i < 1000; i++) {
		key = arena_printf(arena, "key%d", i);
		tv_dict_set(arena, &dict, key, tv_int(i * 2));
	}
	for (i = 0; i < 1000; i++) {
		key = arena_printf(arena, "key%d", i);
		assert_int_equal(
		    tv_dict_get(&dict, key, strlen(key))->as.integer, i * 2);
	}
	assert_int_equal(dict.as.dict->count, 1000);
	assert_string_equal(dict.as.dict->entries[0].key.as.text, "key0");
	assert_null(tv_dict_get(&dict, "nothing", 7));
	arena_free(arena);
}

static void
test_type_names(void **state)
{
	struct arena *arena = arena_new();
	struct tvalue value = tv_text(NULL);

	(void)state;
	assert_string_equal(tv_type_name(&value), "NoneType");
	value = tv_list(arena, 3);
	assert_string_equal(tv_type_name(&value), "list");
	value = tv_origin(tv_text("x"), arena);
	assert_ptr_equal(value.origin, arena);
	assert_string_equal(tv_type_name(&value), "str");
	arena_free(arena);
}

/* ---- spans
 * -------------------------------------------------------------------- */

static const char origin_a[] = "a", origin_b[] = "b";

/* Renders TEXT with a = "one" and b = "two"; the spans as "start+length". */
static void
expect_spans(const char *text, const char *output, const char *expected)
{
	struct bench b;
	struct buf shown = { 0 };
	size_t i;

	bench_open(&b);
	tv_dict_set(
	    b.arena, &b.context, "a", tv_origin(tv_text("one"), origin_a));
	tv_dict_set(
	    b.arena, &b.context, "b", tv_origin(tv_text("two"), origin_b));
	tv_dict_set(b.arena, &b.context, "n", tv_origin(tv_int(7), origin_a));
	b.output.want_spans = true;
	if (!render_text(&b, text))
		fail_msg("%s: %s", text, error_text(&b));
	assert_string_equal(output_text(&b), output);
	for (i = 0; i < b.output.span_count; i++)
		buf_printf(&shown, "%s%s%zu+%zu", i != 0 ? " " : "",
		    (const char *)b.output.spans[i].origin,
		    b.output.spans[i].start, b.output.spans[i].length);
	assert_string_equal(shown.data != NULL ? shown.data : "", expected);
	buf_free(&shown);
	bench_close(&b);
}

static void
test_spans(void **state)
{
	(void)state;
	expect_spans("x {{ a }} y", "x one y", "a2+3");
	expect_spans("{{ a ~ '/' ~ b }}", "one/two", "a0+3 b4+3");
	expect_spans("{{ a|upper }} {{ n }}", "ONE 7", "a0+3 a4+1");
	expect_spans("{{ n + 1 }} {{ n * 2 }}", "8 14", "a0+1 a2+2");
	expect_spans("{{ [a, b]|join(', ') }}", "one, two", "a0+3 b5+3");
	expect_spans("{{ '%s-%s'|format(a, b) }}", "one-two", "a0+3 b4+3");
	expect_spans("{{ '%03d' % n }}", "007", "a2+1");
	expect_spans("{{ (a ~ '.' ~ b)[2:5] }}", "e.t", "a0+1 b2+1");
	expect_spans(
	    "{{ (a ~ '-' ~ b)|replace('-', '+') }}", "one+two", "a0+3 b4+3");
	expect_spans(
	    "{{ (a ~ '\n' ~ b)|indent(2) }}", "one\n  two", "a0+3 b6+3");
	expect_spans(
	    "{% set c %}<{{ a }}>{% endset %}{{ c }}", "<one>", "a1+3");
	expect_spans("{% macro m(x) %}({{ x }}){% endmacro %}{{ m(b) }}"
		     "{% set s = m(a) %}{{ s }}",
	    "(two)(one)", "b1+3 a6+3");
	expect_spans(
	    "{{ a if n else b }}{{ zz|default(b) }}", "onetwo", "a0+3 b3+3");
	expect_spans("{{ a|length }}{{ a == b }}", "3False", "");
	expect_spans("{{ a.split('n')[1] }}{{ a[::-1] }}", "eeno",
	    "a0+1 a1+1 a2+1 a3+1");
}

/* ---- limits
 * --------------------------------------------------------------------- */

static void
test_steps(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	b.options.max_steps = 10000;
	expect_error(&b, "{% for i in range(100000000) %}{% endfor %}",
	    "main:1:13: CGW704: the template takes more than 10000 steps");
	bench_open(&b);
	b.options.max_steps = 10000;
	expect_error(&b,
	    "{% set l = [1] %}{% for i in l %}"
	    "{{ l.append(1) or '' }}{% endfor %}",
	    "main:1:30: CGW704: the template takes more than 10000 steps");
}

static void
test_output_limit(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	b.options.max_output = 1000;
	expect_error(&b, "{{ 'x' * 2000 }}",
	    "main:1:8: CGW704: the output is larger than 1000 bytes");
}

static void
test_doubling(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	assert_false(render_text(&b,
	    "{% set ns = namespace(s='0123456789') %}"
	    "{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}"
	    "{% endfor %}"));
	assert_non_null(strstr(error_text(&b), "CGW704"));
	bench_close(&b);
}

static void
test_recursion(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	assert_false(
	    render_text(&b, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"));
	assert_non_null(strstr(error_text(&b),
	    "main:1:19: CGW704: macros, includes and loops call one another "
	    "more than 100 deep; in macro 'm' called at main:1"));
	bench_close(&b);
	bench_open(&b);
	assert_false(render_text(&b, "{% include 'main' %}"));
	assert_non_null(strstr(error_text(&b), "CGW704"));
	bench_close(&b);
	bench_open(&b);
	add_file(&b.files, "a", "{% import 'main' as x %}", 24);
	expect_error(&b, "{% import 'a' as x %}",
	    "a:1:11: CGW701: the templates import or "
	    "extend one another in a circle");
}

/* Nesting of every kind, deeper than allowed; nothing may crash. */
static void
test_nesting(void **state)
{
	static const char *const pieces[] = { "(", "[", "not ", "-", "a(",
		"{1:", "a[", "1 if ", "x|default(", "1+(" };
	struct bench b;
	struct buf text;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		text = (struct buf){ 0 };
		buf_text(&text, "{{ ");
		for (j = 0; j < 900; j++)
			buf_text(&text, pieces[i]);
		buf_text(&text, " }}");
		bench_open(&b);
		assert_false(render_text(&b, text.data));
		bench_close(&b);
		buf_free(&text);
	}
}

/* Values that hold themselves must neither print nor compare for ever. */
static void
test_cyclic_values(void **state)
{
	struct bench b;
	static const char *const texts[] = { "{{ l }}", "{{ l == m }}",
		"{{ l < m }}", "{{ l|tojson }}", "{{ l in [m] }}" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		bench_open(&b);
		assert_false(
		    render_text(&b, arena_printf(b.arena,
					"{%% set l = [1] %%}{%% set m = [1] "
					"%%}{%% if l.append(l) or "
					"m.append(m) %%}{%% endif %%}%s",
					texts[i])));
		assert_non_null(strstr(error_text(&b), "CGW704"));
		bench_close(&b);
	}
}

static void
test_long_text(void **state)
{
	struct bench b;
	struct buf text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 200000; i++)
		buf_text(&text, "some text { that % is # long }\n   ");
	bench_open(&b);
	b.options.lstrip_blocks = true;
	assert_true(render_text(&b, text.data));
	assert_int_equal(b.output.text.length, text.length);
	bench_close(&b);
	buf_free(&text);
}

/* ---- messages
 * ---------------------------------------------------------------------- */

static void
test_secrets_stay_out(void **state)
{
	static const char *const texts[] = { "{{ psk + 1 }}", "{{ psk.x }}",
		"{{ psk|nosuch }}", "{{ d[psk] }}", "{{ [1]|map(psk)|list }}",
		"{{ {psk: 1}.secre }}", "{{ psk() }}", "{{ psk % 1 }}",
		"{{ 1 < psk }}", "{{ [d]|map(attribute=psk)|join }}",
		"{{ psk|int + psk|list }}", "{{ dict([psk]) }}",
		"{% include psk %}", "{{ {}[psk] }}", "{{ psk.index('!') }}",
		"{{ [1, 2]|groupby(psk) }}", "{{ ({psk: 1}|first)[99] }}",
		"{{ 'x'|attr(psk) }}", "{{ dict(**{psk: 1}).nix }}" };
	struct bench b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		bench_open(&b);
		tv_dict_set(
		    b.arena, &b.context, "psk", tv_text("secreTs3cret"));
		tv_dict_set(b.arena, &b.context, "d", tv_dict(b.arena, 0));
		if (render_text(&b, texts[i]))
			fail_msg("%s renders", texts[i]);
		if (strstr(error_text(&b), "s3cret") != NULL)
			fail_msg("%s: %s", texts[i], error_text(&b));
		bench_close(&b);
	}
}

static void
test_call_chain(void **state)
{
	struct bench b;
	static const char lib[] = "{% macro inner(x) %}\n {{ x.yea }}"
				  "{% endmacro %}\n{% macro outer(x) %}"
				  "{{ inner(x) }}{% endmacro %}";

	(void)state;
	bench_open(&b);
	add_file(&b.files, "lib", lib, sizeof(lib) - 1);
	expect_error(&b,
	    "{% from 'lib' import outer %}\n\n{{ outer({'year': 1}) }}",
	    "lib:2:7: CGW702: 'x.yea' is undefined: the dict has no attribute "
	    "'yea'; did you mean 'year'?; in macro 'inner' called at lib:3; in "
	    "macro 'outer' called at main:3");
}

static void
test_names_refused(void **state)
{
	static const char *const names[] = { "../x", "/x", "a/../x", "./../x",
		"a/", "", "a\\b", "..", "." };
	struct bench b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		bench_open(&b);
		add_file(&b.files, names[i], "x", 1);
		assert_null(template_set_get(bench_set(&b), names[i], b.diags));
		assert_non_null(strstr(error_text(&b), "CGW705"));
		bench_close(&b);
	}
}

static void
test_names_cleaned(void **state)
{
	static const char *const names[] = { "a/x", "./a/x", "a/./x", "a//x" };
	const struct template *first = NULL, *found;
	struct bench b;
	size_t i;

	(void)state;
	bench_open(&b);
	add_file(&b.files, "a/x", "x", 1);
	bench_set(&b);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		found = template_set_get(b.set, names[i], b.diags);
		assert_non_null(found);
		first = first == NULL ? found : first;
		assert_ptr_equal(found, first);
	}
	bench_close(&b);
}

/* ---- undefined
 * ----------------------------------------------------------------------- */

static void
test_undefined_modes(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	b.options.undefined = TEMPLATE_LENIENT;
	assert_true(render_text(&b, "[{{ a }}{% for i in a %}{% endfor %}"
				    "{{ a|length }}{{ not a }}]"));
	assert_string_equal(output_text(&b), "[0True]");
	bench_close(&b);
	bench_open(&b);
	b.options.undefined = TEMPLATE_LENIENT;
	expect_error(&b, "{{ a.b }}", "main:1:4: CGW702: 'a' is undefined");
	bench_open(&b);
	b.options.undefined = TEMPLATE_CHAINABLE;
	assert_true(render_text(&b, "[{{ a.b.c['d'].e }}]"));
	assert_string_equal(output_text(&b), "[]");
	bench_close(&b);
}

/* ---- host functions
 * ------------------------------------------------------------------- */

static bool
host_shout(struct tcall *call, struct tvalue *ret)
{
	if (call->input.kind != TV_STRING)
		return template_fail(call, "wants a string");
	*ret =
	    tv_text(arena_printf(call->arena, "%.*s%s", (int)call->input.length,
		call->input.as.text, (const char *)call->host));
	return true;
}

static bool
host_first_is_a(struct tcall *call, struct tvalue *ret)
{
	*ret =
	    tv_bool(call->input.kind == TV_STRING && call->input.length != 0 &&
		    call->input.as.text[0] == 'a');
	return true;
}

static bool
host_count(struct tcall *call, struct tvalue *ret)
{
	*ret = tv_int((int64_t)(call->count + 10 * call->keyword_count));
	return true;
}

static void
add_host(struct bench *b)
{
	static char mark[] = "!";

	template_set_add_filter(bench_set(b), "net.shout", host_shout, mark);
	template_set_add_filter(b->set, "upper", host_shout, mark);
	template_set_add_test(b->set, "a_word", host_first_is_a, NULL);
	template_set_add_function(b->set, "count", host_count, NULL);
	template_set_add_global(b->set, "answer", tv_int(42));
}

static void
test_host(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	add_host(&b);
	assert_true(render_text(&b,
	    "{{ 'x'|net.shout }}{{ 'y'|upper }}{{ 'ab' is a_word }}"
	    "{{ count(1, 2, k=3) }}{{ answer }}"
	    "{{ ['ab', 'b']|select('a_word')|map('upper')|list }}"));
	assert_string_equal(output_text(&b), "x!y!True1242['ab!']");
	bench_close(&b);
	bench_open(&b);
	add_host(&b);
	expect_error(&b, "{{ 1|net.shout }}",
	    "main:1:6: CGW703: filter 'net.shout': wants a string");
}

/* The example prints what the table says; a new table begins a new order. */
static void
check_row(
    const struct template_builtin *row, const struct template_builtin *before)
{
	assert_non_null(row->text);
	if (before->group == row->group)
		assert_true(strcmp(before->name, row->name) < 0);
	if (row->example != NULL)
		expect_output(row->example, row->result);
}

static size_t
check_rows(enum template_builtin_kind kind, bool examples)
{
	struct template_builtin row, before = { .name = "" };
	size_t i;

	for (i = 0; template_builtin_info(kind, i, &row); i++) {
		check_row(&row, &before);
		if (examples && row.example == NULL)
			fail_msg("%s has no example", row.name);
		before = row;
	}
	return i;
}

static void
test_tables(void **state)
{
	struct template_builtin row;

	(void)state;
	assert_true(check_rows(TEMPLATE_FILTERS, true) > 40);
	assert_true(check_rows(TEMPLATE_TESTS, true) > 30);
	assert_true(check_rows(TEMPLATE_FUNCTIONS, true) == 5);
	assert_true(check_rows(TEMPLATE_METHODS, true) > 60);
	assert_true(template_builtin_info(TEMPLATE_FILTERS, 0, &row));
	assert_string_equal(row.name, "abs");
	assert_true(template_builtin_info(TEMPLATE_TESTS, 0, &row));
	assert_string_equal(row.name, "!=");
}

/* ---- threads
 * ------------------------------------------------------------------------------
 */

struct thread {
	pthread_t id;
	const struct template *template;
	int number;
	int wrong;
};

static void *
thread_main(void *data)
{
	struct thread *thread = data;
	struct template_output output = { .want_spans = false };
	struct arena *arena = arena_new();
	struct tvalue context;
	char expected[64];
	int i;

	for (i = 0; i < 500; i++) {
		struct diags *diags = diags_new(arena, 0);

		context = tv_dict(arena, 1);
		tv_dict_put(
		    arena, &context, "n", tv_int(thread->number * 1000 + i));
		if (!template_render(
			thread->template, arena, &context, &output, diags))
			thread->wrong++;
		snprintf(expected, sizeof(expected), "<%d><2>",
		    thread->number * 1000 + i);
		if (strcmp(output.text.data, expected) != 0)
			thread->wrong++;
		buf_clear(&output.text);
		arena_reset(arena);
	}
	buf_free(&output.text);
	arena_free(arena);
	return NULL;
}

static void
test_threads(void **state)
{
	static const char lib[] = "{% macro m(x) %}<{{ x }}>{% endmacro %}";
	struct thread threads[2];
	struct bench b;
	int i;

	(void)state;
	bench_open(&b);
	add_file(&b.files, "lib", lib, sizeof(lib) - 1);
	add_file(&b.files, "main",
	    "{% import 'lib' as l %}{{ l.m(n) }}{% for i in [1, 2] if i > 1 %}"
	    "{{ l.m(i) }}{% endfor %}",
	    89);
	for (i = 0; i < 2; i++) {
		threads[i] = (struct thread){ .number = i + 1 };
		threads[i].template =
		    template_set_get(bench_set(&b), "main", b.diags);
		assert_non_null(threads[i].template);
	}
	for (i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i].id, NULL,
				     thread_main, &threads[i]),
		    0);
	for (i = 0; i < 2; i++) {
		pthread_join(threads[i].id, NULL);
		assert_int_equal(threads[i].wrong, 0);
	}
	bench_close(&b);
}

static void
test_append_to_output(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	add_file(&b.files, "bad", "zz{{ 1 // 0 }}", 14);
	assert_true(render_text(&b, "one"));
	assert_false(bench_render(&b, "bad"));
	assert_true(bench_render(&b, "main"));
	assert_string_equal(output_text(&b), "oneone");
	bench_close(&b);
	expect_output("", "");
}

const struct CMUnitTest template_tests[] = {
	cmocka_unit_test(test_dicts),
	cmocka_unit_test(test_type_names),
	cmocka_unit_test(test_spans),
	cmocka_unit_test(test_steps),
	cmocka_unit_test(test_output_limit),
	cmocka_unit_test(test_doubling),
	cmocka_unit_test(test_recursion),
	cmocka_unit_test(test_nesting),
	cmocka_unit_test(test_cyclic_values),
	cmocka_unit_test(test_long_text),
	cmocka_unit_test(test_secrets_stay_out),
	cmocka_unit_test(test_call_chain),
	cmocka_unit_test(test_names_refused),
	cmocka_unit_test(test_names_cleaned),
	cmocka_unit_test(test_undefined_modes),
	cmocka_unit_test(test_host),
	cmocka_unit_test(test_tables),
	cmocka_unit_test(test_threads),
	cmocka_unit_test(test_append_to_output),
};
const size_t template_test_count =
    sizeof(template_tests) / sizeof(template_tests[0]);
