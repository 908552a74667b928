/* SPDX-License-Identifier: ISC */
/*
 * The template language: every case of tests/template/ (see its README),
 * which the oracle script holds against Jinja2 itself.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "template_bench.h"
#include "template_json.h"

extern const struct CMUnitTest template_cases_tests[];
extern const size_t template_cases_test_count;

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

	return json ? template_json_string(reader->arena, text, length) : text;
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
same_output(const struct test_case *test, const struct bench *b)
{
	return b->output.text.length == test->output_length &&
	       memcmp(output_text(b), test->output, test->output_length) == 0;
}

static void
run_case(struct reader *reader, const struct test_case *test, bool spans)
{
	struct bench b;
	const char *expected, *got;
	bool good;

	bench_open(&b);
	b.files = test->files;
	bench_options(&b, test->options);
	b.context = template_json(b.arena, test->context);
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

const struct CMUnitTest template_cases_tests[] = {
	cmocka_unit_test(test_data_files),
};
const size_t template_cases_test_count =
    sizeof(template_cases_tests) / sizeof(template_cases_tests[0]);
