/* SPDX-License-Identifier: ISC */
/*
 * The template language: values, spans, limits, messages and threads here,
 * and every case of tests/template/ (see its README), which the oracle
 * script holds against Jinja2 itself.
 */
#include <dirent.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "template/template.h"

extern const struct CMUnitTest template_tests[];
extern const size_t template_test_count;

/* ---- templates held in memory ------------------------------------------- */

#define MAX_FILES 16

struct file {
	char name[64];
	const char *text;
	size_t length;
};

struct files {
	struct file list[MAX_FILES];
	size_t count;
};

static bool
load_file(void *host, const char *name, struct source **ret)
{
	const struct files *files = host;
	size_t i;

	for (i = 0; i < files->count; i++)
		if (strcmp(files->list[i].name, name) == 0) {
			*ret = source_new(
			    name, files->list[i].text, files->list[i].length);
			return true;
		}
	return false;
}

static void
add_file(struct files *files, const char *name, const char *text, size_t length)
{
	struct file *file = &files->list[files->count++];

	assert_true(files->count <= MAX_FILES);
	snprintf(file->name, sizeof(file->name), "%s", name);
	file->text = text;
	file->length = length;
}

/* One set with its arena, and what came of the last render. */
struct bench {
	struct arena *arena;
	struct diags *diags;
	struct files files;
	struct template_options options;
	struct template_set *set;
	struct tvalue context;
	struct template_output output;
};

static void
bench_open(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena_new();
	b->diags = diags_new(b->arena, 0);
	b->options.load = load_file;
	b->options.host = &b->files;
	b->context = tv_dict(b->arena, 0);
}

static void
bench_close(struct bench *b)
{
	buf_free(&b->output.text);
	template_set_free(b->set);
	arena_free(b->arena);
}

static struct template_set *
bench_set(struct bench *b)
{
	if (b->set == NULL)
		b->set = template_set_new(&b->options);
	return b->set;
}

static bool
bench_render(struct bench *b, const char *name)
{
	const struct template *template =
	    template_set_get(bench_set(b), name, b->diags);

	return template != NULL && template_render(template, b->arena,
				       &b->context, &b->output, b->diags);
}

static bool
render_text(struct bench *b, const char *text)
{
	add_file(&b->files, "main", text, strlen(text));
	return bench_render(b, "main");
}

static const char *
output_text(const struct bench *b)
{
	return b->output.text.data != NULL ? b->output.text.data : "";
}

/* The one finding, as "file:line:column: CGW701: message". */
static const char *
error_text(struct bench *b)
{
	const struct finding *list;
	size_t count, line = 0, column = 0;

	list = diags_list(b->diags, &count);
	if (count != 1)
		return arena_printf(b->arena, "%zu findings", count);
	if (list->at.source == NULL)
		return arena_printf(b->arena, "nowhere: %s: %s",
		    rule_get(list->rule)->id, list->message);
	source_line_column(list->at, &line, &column);
	return arena_printf(b->arena, "%s:%zu:%zu: %s: %s",
	    source_name(list->at.source), line, column,
	    rule_get(list->rule)->id, list->message);
}

static void
expect_output(const char *text, const char *expected)
{
	struct bench b;

	bench_open(&b);
	if (!render_text(&b, text))
		fail_msg("%s: %s", text, error_text(&b));
	assert_string_equal(output_text(&b), expected);
	bench_close(&b);
}

static void
expect_error(struct bench *b, const char *text, const char *expected)
{
	assert_false(render_text(b, text));
	assert_string_equal(error_text(b), expected);
	assert_string_equal(output_text(b), "");
	bench_close(b);
}

/* ---- contexts: a small reader of JSON -------------------------------------
 */

struct json {
	struct arena *arena;
	const char *at;
};

static struct tvalue json_value(struct json *json);

static void
json_blanks(struct json *json)
{
	json->at += strspn(json->at, " \t\r\n");
}

static size_t
utf8(uint32_t c, char *ret)
{
	if (c < 0x80) {
		ret[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		ret[0] = (char)(0xc0 | c >> 6);
		ret[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	ret[0] = (char)(0xe0 | c >> 12);
	ret[1] = (char)(0x80 | (c >> 6 & 0x3f));
	ret[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static size_t
json_escape(struct json *json, char *ret)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char digits[5] = "", byte = *json->at++;
	const char *found;

	if (byte == 'u') {
		memcpy(digits, json->at, 4);
		json->at += 4;
		return utf8((uint32_t)strtoul(digits, NULL, 16), ret);
	}
	found = strchr(from, byte);
	assert_non_null(found);
	*ret = to[found - from];
	return 1;
}

static char *
json_text(struct json *json, size_t *length)
{
	char *text = arena_alloc(json->arena, strlen(json->at) + 1);
	size_t used = 0;

	assert_int_equal(*json->at++, '"');
	while (*json->at != '"') {
		assert_int_not_equal(*json->at, '\0');
		if (*json->at != '\\') {
			text[used++] = *json->at++;
			continue;
		}
		json->at++;
		used += json_escape(json, text + used);
	}
	json->at++;
	*length = used;
	return text;
}

static struct tvalue
json_list(struct json *json)
{
	struct tvalue list = tv_list(json->arena, 0);

	for (json->at++; json_blanks(json), *json->at != ']';) {
		tv_list_add(json->arena, &list, json_value(json));
		json_blanks(json);
		json->at += *json->at == ',';
	}
	json->at++;
	return list;
}

static struct tvalue
json_dict(struct json *json)
{
	struct tvalue dict = tv_dict(json->arena, 0);
	size_t length;
	char *key;

	for (json->at++; json_blanks(json), *json->at != '}';) {
		key = json_text(json, &length);
		json_blanks(json);
		assert_int_equal(*json->at++, ':');
		tv_dict_set(json->arena, &dict, key, json_value(json));
		json_blanks(json);
		json->at += *json->at == ',';
	}
	json->at++;
	return dict;
}

static struct tvalue
json_number(struct json *json)
{
	size_t length = strspn(json->at, "0123456789+-.eE");
	const char *text = json->at;

	assert_true(length != 0);
	json->at += length;
	if (strcspn(text, ".eE") < length)
		return tv_float(strtod(text, NULL));
	return tv_int(strtoll(text, NULL, 10));
}

static struct tvalue
json_value(struct json *json)
{
	size_t length;
	char *text;

	json_blanks(json);
	switch (*json->at) {
	case '{':
		return json_dict(json);
	case '[':
		return json_list(json);
	case '"':
		text = json_text(json, &length);
		return tv_string(text, length);
	case 't':
		json->at += 4;
		return tv_bool(true);
	case 'f':
		json->at += 5;
		return tv_bool(false);
	case 'n':
		json->at += 4;
		return tv_none();
	default:
		return json_number(json);
	}
}

/* ---- the files of cases
 * ------------------------------------------------------ */

struct test_case {
	const char *name;
	const char *options;
	const char *context;
	const char *output; /* NULL: an error is expected */
	size_t output_length;
	const char *rule, *place, *message;
	struct files files;
};

struct reader {
	struct arena *arena;
	char *at; /* lines are cut off in place */
	size_t cases, failures;
	const char *path;
};

static char *
next_line(struct reader *reader)
{
	char *line = reader->at, *end = strchr(line, '\n');

	if (*line == '\0')
		return NULL;
	if (end != NULL)
		*end = '\0';
	reader->at = end != NULL ? end + 1 : line + strlen(line);
	return line;
}

/* Everything up to the next marker, without the newline before it. */
static char *
section(struct reader *reader, size_t *length)
{
	char *start = reader->at, *end = start;

	while (*end != '\0' && strncmp(end, "=== ", 4) != 0 &&
	       strncmp(end, "--- ", 4) != 0) {
		end = strchr(end, '\n');
		assert_non_null(end);
		end++;
	}
	reader->at = end;
	*length = end > start ? (size_t)(end - start) - 1 : 0;
	return arena_copy(reader->arena, start, *length);
}

static const char *
after(const char *line, const char *prefix)
{
	size_t length = strlen(prefix);

	return strncmp(line, prefix, length) == 0 ? line + length : NULL;
}

static char *
section_or_json(struct reader *reader, bool json, size_t *length)
{
	char *text = section(reader, length);
	struct json source = { reader->arena, text };

	return json ? json_text(&source, length) : text;
}

static void
read_section(struct reader *reader, struct test_case *test, const char *line)
{
	const char *rest;
	char *text, *space;
	size_t length;
	bool json = (rest = after(line, "=== json ")) != NULL;

	line = json ? rest : line + 4;
	text = section_or_json(reader, json, &length);
	if (strcmp(line, "template") == 0) {
		add_file(&test->files, "main", text, length);
	} else if ((rest = after(line, "file ")) != NULL) {
		add_file(&test->files, rest, text, length);
	} else if (strcmp(line, "output") == 0) {
		test->output = text;
		test->output_length = length;
	} else if ((rest = after(line, "error ")) != NULL) {
		test->rule = arena_string(reader->arena, rest);
		space = strchr(test->rule, ' ');
		assert_non_null(space);
		*space = '\0';
		test->place = space + 1;
		test->message = text;
	} else if (strcmp(line, "context") == 0) {
		test->context = text;
	} else {
		fail_msg("%s: unknown section '%s'", reader->path, line);
	}
}

/* Reads the next case; false at the end of the file. */
static bool
read_case(struct reader *reader, struct test_case *test)
{
	const char *line, *rest;

	memset(test, 0, sizeof(*test));
	test->options = "";
	test->context = "{}";
	while (test->name == NULL) {
		line = next_line(reader);
		if (line == NULL)
			return false;
		test->name = after(line, "--- ");
	}
	while (*reader->at != '\0' && strncmp(reader->at, "--- ", 4) != 0) {
		line = next_line(reader);
		if (after(line, "=== ") != NULL)
			read_section(reader, test, line);
		else if ((rest = after(line, "options: ")) != NULL)
			test->options = rest;
	}
	return true;
}

static bool
has_option(const struct test_case *test, const char *name)
{
	return strstr(test->options, name) != NULL;
}

static void
set_options(const struct test_case *test, struct template_options *options)
{
	options->trim_blocks = has_option(test, "trim_blocks");
	options->lstrip_blocks = has_option(test, "lstrip_blocks");
	options->keep_trailing_newline =
	    has_option(test, "keep_trailing_newline");
	options->extension_do = has_option(test, "do");
	options->extension_loopcontrols = has_option(test, "loopcontrols");
	if (has_option(test, "lenient"))
		options->undefined = TEMPLATE_LENIENT;
	if (has_option(test, "chainable"))
		options->undefined = TEMPLATE_CHAINABLE;
}

static bool
same_output(const struct test_case *test, const struct bench *b)
{
	return b->output.text.length == test->output_length &&
	       memcmp(output_text(b), test->output, test->output_length) == 0;
}

static void
run_case(struct reader *reader, const struct test_case *test, bool spans)
{
	struct bench b;
	struct json json = { .at = test->context };
	const char *expected, *got;
	bool good;

	bench_open(&b);
	json.arena = b.arena;
	b.files = test->files;
	set_options(test, &b.options);
	b.context = json_value(&json);
	b.output.want_spans = spans;
	good = bench_render(&b, "main");
	got = good ? output_text(&b) : error_text(&b);
	if (test->output != NULL) {
		expected = test->output;
		good = good && same_output(test, &b);
	} else {
		expected = arena_printf(b.arena, "%s: %s: %s", test->place,
		    test->rule, test->message);
		good = !good && strcmp(expected, got) == 0;
	}
	if (!good) {
		reader->failures++;
		print_error("%s: %s\n  expected: %s\n  got:      %s\n",
		    reader->path, test->name, expected, got);
	}
	bench_close(&b);
}

static char *
slurp(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf buf = { 0 };
	char block[4096], *text;
	size_t got;

	if (file == NULL)
		fail_msg("cannot open %s", path);
	while ((got = fread(block, 1, sizeof(block), file)) != 0)
		buf_add(&buf, block, got);
	fclose(file);
	text = arena_copy(arena, buf.data, buf.length);
	buf_free(&buf);
	return text;
}

static void
run_file(const char *path, size_t *cases, size_t *failures)
{
	struct reader reader = { .arena = arena_new(), .path = path };
	struct test_case test;

	reader.at = slurp(reader.arena, path);
	while (read_case(&reader, &test)) {
		reader.cases++;
		run_case(&reader, &test, false);
		run_case(&reader, &test, true);
	}
	*cases += reader.cases;
	*failures += reader.failures;
	arena_free(reader.arena);
}

static void
data_directory(char *ret, size_t size)
{
	const char *tests = getenv("CGWGEN_TESTS");
	DIR *dir;

	snprintf(ret, size, "%s/template", tests != NULL ? tests : "tests");
	dir = opendir(ret);
	if (dir != NULL)
		closedir(dir);
	else if (tests != NULL)
		snprintf(ret, size, "%s", tests);
}

static void
test_data_files(void **state)
{
	char directory[400], path[700];
	size_t cases = 0, failures = 0, length;
	struct dirent *entry;
	DIR *dir;

	(void)state;
	data_directory(directory, sizeof(directory));
	dir = opendir(directory);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		length = strlen(entry->d_name);
		if (length < 5 ||
		    strcmp(entry->d_name + length - 5, ".test") != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		run_file(path, &cases, &failures);
	}
	closedir(dir);
	if (failures != 0)
		fail_msg("%zu of %zu cases fail", failures, cases);
	assert_true(cases > 0);
}

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
	    "a:1:11: CGW701: the templates import one another in a circle");
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
	static const char *const names[] = { "../x", "/x", "a/../x", "a//x",
		"./x", "", "a\\b", ".." };
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

static void
test_tables(void **state)
{
	struct template_builtin info, last = { .name = "" };
	size_t i;

	(void)state;
	for (i = 0; template_filter_info(i, &info); i++) {
		assert_true(strcmp(last.name, info.name) < 0);
		assert_non_null(info.text);
		last = info;
	}
	assert_true(i > 40);
	last.name = "";
	for (i = 0; template_test_info(i, &info); i++) {
		assert_true(strcmp(last.name, info.name) < 0);
		last = info;
	}
	assert_true(i > 30);
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
	cmocka_unit_test(test_data_files),
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
	cmocka_unit_test(test_undefined_modes),
	cmocka_unit_test(test_host),
	cmocka_unit_test(test_tables),
	cmocka_unit_test(test_threads),
	cmocka_unit_test(test_append_to_output),
};
const size_t template_test_count =
    sizeof(template_tests) / sizeof(template_tests[0]);
