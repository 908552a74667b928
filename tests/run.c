/* SPDX-License-Identifier: ISC */
/*
 * The test runner: one cmocka group of the unit tests, of every case below
 * tests/cases, of every case of the tables tests/rules/NAME.rules, of every
 * device below tests/devices, and of every script of tests/scripts.  Run from
 * the top of the tree.
 *
 *   run [PATTERN]            runs the tests whose name holds PATTERN, but for
 *   run --devices [PATTERN]  those of devices, which stand apart because two
 *                            runs at once take half the time
 */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
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

static void
add(struct CMUnitTest test)
{
	if (test_count == LIMIT_TESTS) {
		fputs("tests/run: too many tests\n", stderr);
		exit(2);
	}
	tests[test_count++] = test;
}

/* Runs the NULL-terminated command that the test's state is. */
static void
run_command(void **state)
{
	char *const *command = *state;
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		execv(command[0], command);
		_exit(127);
	}
	while (waitpid(child, &status, 0) == -1)
		assert_int_equal(errno, EINTR);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == STATUS_SKIP)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
add_command(const char *name, const char *program, const char *first,
    const char *second)
{
	const char **command = arena_array(texts, 4, sizeof(*command));

	command[0] = program;
	command[1] = first;
	command[2] = second;
	add((struct CMUnitTest){
	    arena_string(texts, name), run_command, NULL, NULL, command });
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
		{ "jinja2", "tests/tools/device_jinja2" },
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
add_rest(void)
{
	size_t i, j;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		for (j = 0; j < *units[i].count; j++)
			add(units[i].tests[j]);
	each("tests/rules", ".rules", add_table);
	each("tests/cases", "", add_case);
	each("tests/scripts", ".sh", add_script);
}

int
main(int argc, char **argv)
{
	const char *group = "cgwgen", *pattern;
	bool devices = argc > 1 && strcmp(argv[1], "--devices") == 0;
	int failed;

	texts = arena_new();
	pattern = argc > 1 + devices ? argv[1 + devices] : "";
	if (devices) {
		group = "devices";
		each("tests/devices", "", add_device);
	} else {
		add_rest();
	}
	if (pattern[0] != '\0')
		cmocka_set_test_filter(arena_printf(texts, "*%s*", pattern));
	failed = _cmocka_run_group_tests(group, tests, test_count, NULL, NULL);
	arena_free(texts);
	return failed != 0;
}
