/* SPDX-License-Identifier: ISC */
/* The static analysis of templates: what is found, where, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "render/data.h"
#include "template/template.h"

extern const struct CMUnitTest template_check_tests[];
extern const size_t template_check_test_count;

/* What the cases include and extend. */
static const struct {
	const char *name, *text;
} others[] = {
	{ "tunnel", "{{ t.id }}{{ t.idd }}{{ nowhere }}" },
	{ "lib", "{% macro m(a) %}{{ a.x }}{{ site.name }}{% endmacro %}"
		 "{% set own = 1 %}{{ own }}" },
	{ "base", "{{ title }}{% block body %}{{ site.nme }}{% endblock %}" },
	{ "middle", "{% extends 'base' %}{% block body %}"
		    "{% block inner %}{% endblock %}{% endblock %}" },
	{ "selfish", "{% block body %}{{ self.other() }}{% endblock %}" },
	{ "broken", "{% if %}" },
	{ "again", "{% include 'again' %}{{ nowhere }}" },
};

static const char site[] = "site: {name: a, asn: 1, tags: [x], none: ~}\n"
			   "list: [{id: a, sub: {k: 1}}, {id: b, port: 2}]\n"
			   "mixed: [{id: a}, text]\n"
			   "empty: []\n"
			   "map: {r1: {ip: x}, r2: {ip: y}}\n";

static bool
load(void *host, const char *name, struct source **ret)
{
	const char *text = strcmp(name, "main") == 0 ? host : NULL;
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].name, name) == 0)
			text = others[i].text;
	if (text != NULL)
		*ret = source_new(name, text, strlen(text));
	return text != NULL;
}

/* "name:line:column id words; …" of what is found in TEXT. */
static const char *
findings(struct arena *arena, const char *text, bool known,
    enum template_undefined undefined)
{
	struct template_options options = { .load = load,
		.extension_do = true,
		.extension_loopcontrols = true,
		.undefined = undefined };
	struct diags *diags = diags_new(arena, 0);
	struct source *source = source_new("site.yaml", site, sizeof(site) - 1);
	struct tvalue context = tv_dict(arena, 0);
	const struct template *template;
	const struct finding *list;
	struct template_set *set;
	const char *ret = "";
	size_t count, i, line, column;

	assert_true(data_read(source, "site.yaml", arena, &context, diags));
	options.host = (void *)(uintptr_t)text;
	set = template_set_new(&options);
	template = template_set_get(set, "main", diags);
	assert_non_null(template);
	template_check(template, known ? &context : NULL, diags);
	diags_sort(diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		source_line_column(list[i].at, &line, &column);
		ret = arena_printf(arena, "%s%s%s:%zu:%zu %s%s", ret,
		    i != 0 ? "; " : "", source_name(list[i].at.source), line,
		    column, rule_get(list[i].rule)->id,
		    list[i].severity == SEVERITY_WARNING ? "w" : "");
	}
	template_set_free(set);
	source_free(source);
	return ret;
}

static size_t
differs(const char *text, bool known, enum template_undefined undefined,
    const char *expected)
{
	struct arena *arena = arena_new();
	const char *got = findings(arena, text, known, undefined);
	size_t wrong = strcmp(got, expected) != 0;

	if (wrong)
		print_error("%s\n  expected: %s\n  found:    %s\n", text,
		    expected, got);
	arena_free(arena);
	return wrong;
}

static void
compare(const char *text, bool known, enum template_undefined undefined,
    const char *expected)
{
	assert_int_equal(differs(text, known, undefined, expected), 0);
}

struct row {
	const char *text, *expected;
};

static void
check_rows(const struct row *rows, size_t count, bool known)
{
	size_t i, wrong = 0;

	for (i = 0; i < count; i++)
		wrong += differs(
		    rows[i].text, known, TEMPLATE_STRICT, rows[i].expected);
	assert_int_equal(wrong, 0);
}

#define CHECK_ROWS(rows, known)                                                \
	check_rows(rows, sizeof(rows) / sizeof((rows)[0]), known)

static void
check_unreachable_parts(void **state)
{
	static const struct row rows[] = {
		{ "{% if false %}a{% endif %}", "main:1:15 CGW706w" },
		{ "{% if false %} \n {% endif %}", "" },
		{ "{% if x %}a{% elif false %}\n b{% endif %}",
		    "main:2:2 CGW706w" },
		{ "{% if true %}a{% else %}b{% endif %}", "main:1:25 CGW706w" },
		{ "{% if 1 %}a{% elif x %}b{% else %}c{% endif %}",
		    "main:1:24 CGW706w; main:1:35 CGW706w" },
		{ "{% if not true %}{{ x }}{% endif %}", "main:1:21 CGW706w" },
		{ "{% if x and false %}a{% endif %}", "main:1:21 CGW706w" },
		{ "{% if x or 'a' %}a{% else %}b{% endif %}",
		    "main:1:29 CGW706w" },
		{ "{% if none or [] %}a{% endif %}", "main:1:20 CGW706w" },
		{ "{% if x or false %}a{% else %}b{% endif %}", "" },
		{ "{% if x and true %}a{% else %}b{% endif %}", "" },
		{ "{% if not x %}a{% endif %}", "" },
		{ "{% if 1 == 2 %}a{% endif %}", "" },
		{ "{% for x in [] %}a{% else %}b{% endfor %}",
		    "main:1:18 CGW706w" },
		{ "{% for x in y %}{% break %}a{% endfor %}",
		    "main:1:28 CGW706w" },
		{ "{% for x in y %}{% if x %}{% continue %}\n {{ x }}{% endif "
		  "%}b{% endfor %}",
		    "main:2:5 CGW706w" },
		{ "{% for x in y %}{% if x %}{% break %}{% endif %}b"
		  "{% endfor %}",
		    "" },
		{ "{% for x in y %}a{% break %} \n{% endfor %}", "" },
		/* Nothing is said of what stands in such a place. */
		{ "{% if false %}{{ 1|nosuch }}{% endif %}",
		    "main:1:18 CGW706w" },
	};

	(void)state;
	CHECK_ROWS(rows, false);
}

static void
check_inheritance(void **state)
{
	static const struct row rows[] = {
		{ "{% extends 'base' %}\n{% block body %}{% endblock %}\n",
		    "" },
		{ "{% extends 'base' %}\n text {{ x }} more\n{% block body %}"
		  "{% endblock %}{{ y }}",
		    "main:2:2 CGW706w; main:3:34 CGW706w" },
		{ "{% extends 'base' %}{% if x %}a{% endif %}",
		    "main:1:31 CGW706w" },
		{ "{% extends 'base' %}{% set x = 1 %}{% macro m() %}a"
		  "{% endmacro %}{# c #}",
		    "" },
		{ "{% extends 'base' %}{% block bodi %}{% endblock %}",
		    "main:1:24 CGW706w" },
		{ "{% extends 'middle' %}{% block body %}{% endblock %}", "" },
		{ "{% extends 'middle' %}{% block inner %}{% endblock %}", "" },
		{ "{% extends 'middle' %}{% block x %}{% endblock %}",
		    "main:1:26 CGW706w" },
		{ "{% extends 'base' %}{% block body %}{% block in %}"
		  "{% endblock %}{% endblock %}",
		    "" },
		{ "{% extends 'selfish' %}{% block other %}{% endblock %}",
		    "" },
		{ "{% extends name %}{% block other %}{% endblock %}", "" },
		{ "{% extends 'gone' %}", "main:1:12 CGW705" },
		/* Without a parent a block is simply printed. */
		{ "a{% block x %}b{% endblock %}", "" },
	};

	(void)state;
	CHECK_ROWS(rows, false);
}

static void
check_other_templates(void **state)
{
	static const struct row rows[] = {
		{ "{% include 'gone' %}", "main:1:12 CGW705" },
		{ "{% include 'gone' ignore missing %}", "" },
		{ "{% if x %}{% include 'gone' %}{% endif %}",
		    "main:1:22 CGW705" },
		{ "{% include '../x' %}", "main:1:12 CGW705" },
		{ "{% import 'gone' as g %}", "main:1:11 CGW705" },
		{ "{% from 'gone' import g %}", "main:1:9 CGW705" },
		{ "{% include ['gone', 'tunnel'] %}", "" },
		{ "{% include ['gone', 'lost'] %}", "main:1:12 CGW705" },
		{ "{% include ['gone', name] %}", "" },
		{ "{% include ['gone'] ignore missing %}", "" },
		{ "{% include name %}", "" },
		{ "{% if x %}{% include 'broken' %}{% endif %}",
		    "broken:1:7 CGW701" },
		{ "{% include 'again' %}", "" },
	};

	(void)state;
	CHECK_ROWS(rows, false);
}

static void
check_filters_in_conditions(void **state)
{
	static const struct row rows[] = {
		{ "{% if x %}{{ 1|nosuch }}{% endif %}", "main:1:16 CGW701w" },
		{ "{% if x is nosuch %}a{% endif %}", "main:1:12 CGW701w" },
		{ "{{ 1|nosuch if x else 2 }}", "main:1:6 CGW701w" },
		{ "{% if 'nosuch' is filter %}{{ 1|nosuch }}{% endif %}", "" },
		{ "{% if x %}{{ 1|string }}{% endif %}", "" },
	};

	(void)state;
	CHECK_ROWS(rows, false);
}

static void
check_names(void **state)
{
	static const struct row rows[] = {
		{ "{{ site }}{{ range(2) }}{{ dict() }}{{ namespace() }}", "" },
		{ "{{ sight }}\n{% if foo %}{% endif %}",
		    "main:1:4 CGW707; main:2:7 CGW707" },
		{ "{{ foo() }}{{ 1|default(foo) }}",
		    "main:1:4 CGW707; main:1:25 CGW707" },
		{ "{% set a = 1 %}{{ a }}{% set b %}x{% endset %}{{ b }}", "" },
		{ "{{ a }}{% if site %}{% set a = 1 %}{% endif %}", "" },
		{ "{% for a, b in map.items() %}{{ a }}{{ b }}{{ loop.index }}"
		  "{% endfor %}{{ a }}",
		    "main:1:75 CGW707" },
		{ "{% for a in list if a.id %}{{ a.id }}{% else %}{{ a }}"
		  "{% endfor %}",
		    "main:1:51 CGW707" },
		{ "{% with a = site %}{{ a.name }}{{ a.nme }}{% endwith %}"
		  "{{ a }}",
		    "main:1:37 CGW707; main:1:59 CGW707" },
		{ "{% macro m(a, b=a) %}{{ a }}{{ b }}{{ caller() }}"
		  "{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}{{ a }}",
		    "main:1:102 CGW707" },
		{ "{% macro m() %}{{ caller(1) }}{% endmacro %}"
		  "{% call(x) m() %}{{ x }}{{ y }}{% endcall %}",
		    "main:1:72 CGW707" },
		{ "{% import 'lib' as l %}{{ l.m(site) }}{{ l.q }}",
		    "lib:1:29 CGW707" },
		{ "{% import 'lib' as l with context %}{{ l.m(site) }}", "" },
		{ "{% from 'lib' import m as n %}{{ n(1) }}{{ m(1) }}",
		    "lib:1:29 CGW707" },
		{ "{% block x %}{{ self.x() }}{{ super() }}{{ foo }}"
		  "{% endblock %}",
		    "main:1:44 CGW707" },
		{ "{% set ns = namespace(a=1) %}{% set ns.b = 2 %}{{ ns.b }}",
		    "" },
		{ "{% do foo.append(1) %}", "main:1:7 CGW707" },
		{ "{{ 'a' ~ foo }}{{ [1, foo] }}{{ {'k': foo} }}{{ x[foo] }}",
		    "main:1:10 CGW707; main:1:23 CGW707; main:1:39 CGW707; "
		    "main:1:49 CGW707; main:1:51 CGW707" },
	};

	(void)state;
	CHECK_ROWS(rows, true);
}

static void
check_attributes(void **state)
{
	static const struct row rows[] = {
		{ "{{ site.name }}{{ site['asn'] }}{{ site.items() }}"
		  "{{ site.get('x') }}",
		    "" },
		{ "{{ site.nam }}{{ site['asm'] }}{{ site.nam.x }}",
		    "main:1:9 CGW707; main:1:22 CGW707; main:1:40 CGW707" },
		{ "{{ site.name.upper() }}{{ site.name.uper() }}",
		    "main:1:37 CGW707" },
		{ "{{ site.asn.x }}{{ site.none.x }}", "" },
		{ "{{ list.id }}{{ list[0].id }}{{ list[0].idd }}"
		  "{{ list[1].port }}{{ list[0].sub.k }}{{ list[0].sub.l }}",
		    "main:1:9 CGW707; main:1:41 CGW707; main:1:99 CGW707" },
		{ "{% for i in list %}{{ i.port }}{{ i.prt }}{% endfor %}",
		    "main:1:37 CGW707" },
		{ "{% for i in mixed %}{{ i.prt }}{% endfor %}"
		  "{% for i in empty %}{{ i.x }}{% endfor %}"
		  "{% for i in map %}{{ i.x }}{% endfor %}",
		    "main:1:26 CGW707" },
		{ "{% for i in list|sort(attribute='id')|list %}{{ i.q }}"
		  "{% endfor %}{{ (list|first).q }}{{ (list|last).id }}",
		    "main:1:51 CGW707; main:1:83 CGW707" },
		{ "{% for i in list|map(attribute='sub') %}{{ i.q }}"
		  "{% endfor %}{{ (list|groupby('id')|first).q }}",
		    "" },
		{ "{% for i in list[1:] %}{{ i.q }}{% endfor %}",
		    "main:1:29 CGW707" },
		{ "{% for i in [list[0].sub, site] %}{{ i.k }}{{ i.asn }}"
		  "{{ i.q }}{% endfor %}",
		    "main:1:60 CGW707" },
		{ "{% for i in list recursive %}{{ i.q }}{{ loop([]) }}"
		  "{% endfor %}",
		    "" },
		{ "{% set s = list[0].sub %}{{ s.k }}{{ s.q }}",
		    "main:1:40 CGW707" },
		{ "{% set s = site %}{% set s = list[0] %}{{ s.q }}", "" },
		{ "{% set site = {'q': 1} %}{{ site.q }}", "" },
		{ "{% do site.update({'q': 1}) %}{{ site.q }}", "" },
		{ "{{ map[site.name].q }}{{ map['r3'] }}", "main:1:29 CGW707" },
		{ "{% for t in list %}{% include 'tunnel' %}{% endfor %}",
		    "tunnel:1:16 CGW707; tunnel:1:25 CGW707" },
		{ "{% extends 'base' %}", "base:1:4 CGW707; base:1:36 CGW707" },
		{ "{% extends 'base' %}{% set title = 1 %}",
		    "base:1:36 CGW707" },
	};

	(void)state;
	CHECK_ROWS(rows, true);
}

static void
check_guards(void **state)
{
	static const struct row rows[] = {
		{ "{{ foo|default(1) }}{{ foo|d }}{{ site.q|default('') }}",
		    "" },
		{ "{{ site.q.r|default('') }}", "main:1:9 CGW707" },
		{ "{{ foo is defined }}{{ site.q is undefined }}", "" },
		{ "{{ site.q.r is defined }}", "main:1:9 CGW707" },
		{ "{% if foo is defined %}{{ foo }}{% endif %}{{ foo }}",
		    "main:1:47 CGW707" },
		{ "{% if foo is not defined %}a{% else %}{{ foo }}{% endif %}",
		    "" },
		{ "{% if site.q is defined and site.q > 1 %}{{ site['q'] }}"
		  "{{ site.r }}{% endif %}",
		    "main:1:65 CGW707" },
		{ "{{ site.q if site.q is defined else 1 }}", "" },
		{ "{{ foo is defined and foo.x or 1 }}{{ foo }}",
		    "main:1:39 CGW707" },
		{ "{% if 'q' in site %}{{ site.q }}{{ site.r }}{% endif %}",
		    "main:1:41 CGW707" },
		{ "{% if 'q' not in site %}{% else %}{{ site['q'] }}{% endif "
		  "%}",
		    "" },
		{ "{% if site.q|default(false) %}{{ site.q }}{% endif %}", "" },
		{ "{% for i in list if i.q is defined %}{{ i.q }}{{ i.r }}"
		  "{% endfor %}",
		    "main:1:52 CGW707" },
		{ "{% if list[0].q is defined %}{{ list[0].q }}{{ list[1].q }}"
		  "{% endif %}",
		    "main:1:56 CGW707" },
		{ "{% if foo is defined %}{% include 'tunnel' %}{% endif %}",
		    "tunnel:1:4 CGW707; tunnel:1:14 CGW707; "
		    "tunnel:1:25 CGW707" },
		{ "{% if nowhere is defined and t is defined %}"
		  "{% include 'tunnel' %}{% endif %}",
		    "" },
	};

	(void)state;
	CHECK_ROWS(rows, true);
}

static void
check_without_a_context(void **state)
{
	(void)state;
	compare(
	    "{{ foo }}{{ foo.bar }}{{ site.q }}", false, TEMPLATE_STRICT, "");
	compare("{{ foo }}{{ site.q }}", true, TEMPLATE_LENIENT,
	    "main:1:4 CGW707w; main:1:18 CGW707w");
	compare("{{ foo }}{{ foo|d(1) }}", true, TEMPLATE_CHAINABLE,
	    "main:1:4 CGW707w");
}

/* Hostile templates end. */
static void
check_is_bounded(void **state)
{
	struct buf buf = { 0 };
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < 90; i++)
		buf_printf(&buf, "{%% for a%zu in list %%}", i);
	for (i = 0; i < 5000; i++)
		buf_text(&buf, "{{ site.q }}{{ foo is defined and foo }}");
	for (i = 0; i < 90; i++)
		buf_text(&buf, "{% endfor %}");
	assert_int_not_equal(
	    strlen(findings(arena, buf.data, true, TEMPLATE_STRICT)), 0);
	buf_clear(&buf);
	/* Every list holds the ones before it twice. */
	buf_text(&buf, "{% set x0 = [site, list] %}");
	for (i = 1; i < 60; i++)
		buf_printf(&buf, "{%% set x%zu = [x%zu[0], x%zu[0]] %%}", i,
		    i - 1, i - 1);
	buf_text(&buf, "{{ x59[0].q }}");
	findings(arena, buf.data, true, TEMPLATE_STRICT);
	arena_free(arena);
	buf_free(&buf);
}

const struct CMUnitTest template_check_tests[] = {
	cmocka_unit_test(check_unreachable_parts),
	cmocka_unit_test(check_inheritance),
	cmocka_unit_test(check_other_templates),
	cmocka_unit_test(check_filters_in_conditions),
	cmocka_unit_test(check_names),
	cmocka_unit_test(check_attributes),
	cmocka_unit_test(check_guards),
	cmocka_unit_test(check_without_a_context),
	cmocka_unit_test(check_is_bounded),
};
const size_t template_check_test_count =
    sizeof(template_check_tests) / sizeof(template_check_tests[0]);
