/* SPDX-License-Identifier: ISC */
/*
 * The test runner: one cmocka group of the unit tests, of every case below
 * tests/cases, of every case of the tables tests/rules/NAME.rules, of every
 * device below tests/devices, and of every script of tests/scripts.  Run from
 * the top of the tree.
 *
 *   run [PATTERN]   runs the tests whose name holds PATTERN
 *
 * Programs run several at a time; a signal that ends the run ends them, too.
 */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "commands.h"

/* UNITS(X): X(name) for every tests/unit/test_NAME.c, made by the Makefile. */
#include "units.h"

#define DECLARE(name)                                                          \
	extern const struct CMUnitTest name##_tests[];                         \
	extern const size_t name##_test_count;
UNITS(DECLARE)

static const struct {
	const struct CMUnitTest *tests;
	const size_t *count;
} units[] = {
#define ROW(name) { name##_tests, &name##_test_count },
	UNITS(ROW)
};

#define LIMIT_TESTS 4096
/* What a script exits with when it cannot run here. */
#define STATUS_SKIP 77

static struct CMUnitTest tests[LIMIT_TESTS];
static size_t test_count;
static struct arena *texts;
static const char *pattern;

static void
add(struct CMUnitTest test)
{
	if (test_count == LIMIT_TESTS) {
		fputs("tests/run: too many tests\n", stderr);
		exit(2);
	}
	tests[test_count++] = test;
}

static bool
is_wanted(const char *name)
{
	return strstr(name, pattern) != NULL;
}

/* Waits for the command that the test's state is. */
static void
run_command(void **state)
{
	int status = commands_wait(*state);

	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == STATUS_SKIP)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
add_command(const char *name, const char *program, const char *first,
    const char *second)
{
	const char **words = arena_array(texts, 4, sizeof(*words));

	if (!is_wanted(name))
		return;
	words[0] = program;
	words[1] = first;
	words[2] = second;
	name = arena_string(texts, name);
	add((struct CMUnitTest){
	    name, run_command, NULL, NULL, commands_add(name, words) });
}

static int
visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Calls FOUND for every entry of PATH whose name ends in SUFFIX. */
static void
each(const char *path, const char *suffix,
    void (*found)(const char *path, const char *name))
{
	struct dirent **entries;
	size_t length;
	int count, i;

	count = scandir(path, &entries, visible, alphasort);
	for (i = 0; i < count; i++) {
		length = strlen(entries[i]->d_name);
		if (length > strlen(suffix) &&
		    strcmp(entries[i]->d_name + length - strlen(suffix),
			suffix) == 0)
			found(arena_printf(
				  texts, "%s/%s", path, entries[i]->d_name),
			    entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void
add_case(const char *path, const char *name)
{
	add_command(arena_printf(texts, "case/%s", name), "tests/tools/case",
	    path, NULL);
}

/* Whether a device's profile says which statements the device has. */
static bool
has_statements(const char *name)
{
	static const char key[] = "statements:";
	char line[512];
	bool found = false;
	FILE *profile =
	    fopen(arena_printf(texts, "devices/%s.yaml", name), "r");

	while (profile != NULL && !found &&
	       fgets(line, sizeof(line), profile) != NULL)
		found = strncmp(line, key, strlen(key)) == 0;
	if (profile != NULL)
		fclose(profile);
	return found;
}

/* A device's expected files, its values, and descriptors made up. */
static void
add_device(const char *path, const char *name)
{
	static const struct {
		const char *word;
		const char *program;
	} tools[] = {
		{ "files", "tests/tools/device" },
		{ "values", "tests/tools/device_values" },
		{ "verify", "tests/tools/device_verify" },
		{ "random", "tests/tools/device_random" },
		{ "extract", "tests/tools/device_extract" },
		{ "jinja2", "tests/tools/device_jinja2" },
		{ "lines", "tests/tools/device_lines" },
		{ "syntax", "tests/tools/device_syntax" },
	};
	size_t count = sizeof(tools) / sizeof(tools[0]), i;

	(void)path;
	/* Descriptors stand beside the devices' directories. */
	if (strchr(name, '.') != NULL && access(path, X_OK) != 0)
		return;
	if (!has_statements(name))
		count--;
	for (i = 0; i < count; i++)
		add_command(
		    arena_printf(texts, "device/%s/%s", name, tools[i].word),
		    tools[i].program, arena_string(texts, name), NULL);
}

static void
add_script(const char *path, const char *name)
{
	add_command(arena_printf(texts, "script/%s", name), path, NULL, NULL);
}

/* One test for every line "case NAME" of a table: rule/TABLE/NAME. */
static void
add_table(const char *path, const char *name)
{
	const char *table_name = arena_copy(texts, name, strcspn(name, "."));
	char line[512], word[128];
	FILE *table = fopen(path, "r");

	if (table == NULL)
		return;
	while (fgets(line, sizeof(line), table) != NULL)
		if (sscanf(line, "case %127s", word) == 1)
			add_command(
			    arena_printf(texts, "rule/%s/%s", table_name, word),
			    "tests/tools/rule", path,
			    arena_string(texts, word));
	fclose(table);
}

static void
end(int signal)
{
	(void)signal;
	commands_end();
	_exit(1);
}

int
main(int argc, char **argv)
{
	size_t i, j;
	int failed;

	texts = arena_new();
	pattern = argc > 1 ? argv[1] : "";
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		for (j = 0; j < *units[i].count; j++)
			if (is_wanted(units[i].tests[j].name))
				add(units[i].tests[j]);
	/* The long ones first, so that none is left for the end. */
	each("tests/scripts", ".sh", add_script);
	each("tests/devices", "", add_device);
	each("tests/rules", ".rules", add_table);
	each("tests/cases", "", add_case);
	signal(SIGINT, end);
	signal(SIGTERM, end);
	failed =
	    _cmocka_run_group_tests("cgwgen", tests, test_count, NULL, NULL);
	commands_end();
	arena_free(texts);
	return failed != 0;
}
