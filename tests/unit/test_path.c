/* SPDX-License-Identifier: ISC */
/* Tests of base/path.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/path.h"

extern const struct CMUnitTest path_tests[];
extern const size_t path_test_count;

static void
parts_are_told_apart(void **state)
{
	static const char *const rows[][3] = {
		{ "a/b/c", "a/b", "c" },
		{ "c", ".", "c" },
		{ "/c", "/", "c" },
		{ "/a/c", "/a", "c" },
		{ "a/", "a", "" },
		{ "./c", ".", "c" },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(
		    path_directory(rows[i][0], arena), rows[i][1]);
		assert_string_equal(path_name(rows[i][0]), rows[i][2]);
	}
	arena_free(arena);
}

static void
names_are_judged(void **state)
{
	char name[202];

	(void)state;
	assert_true(path_is_name("a b"));
	assert_true(path_is_name("..."));
	assert_false(path_is_name(""));
	assert_false(path_is_name("."));
	assert_false(path_is_name(".."));
	memset(name, 'x', sizeof(name));
	name[201] = '\0';
	assert_false(path_is_name(name));
	assert_true(path_is_name(name + 1));
}

static void
files_are_found_beside(void **state)
{
	static const char *const rows[][3] = {
		{ "a/b.yaml", "c", "a/c" },
		{ "b.yaml", "c", "c" },
		{ "/b.yaml", "c", "/c" },
		{ "a/b.yaml", "/c", "/c" },
		{ "./b.yaml", "../c", "./../c" },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    path_beside(rows[i][0], rows[i][1], arena), rows[i][2]);
	arena_free(arena);
}

static void
paths_are_joined(void **state)
{
	static const char *const rows[][3] = {
		{ "/a/b", "c", "/a/b/c" },
		{ "/a/b", "./c//d/.", "/a/b/c/d" },
		{ "/a/b", "../c", "/a/c" },
		{ "/a/b", "../../../c", "/c" },
		{ "/a/b", "/c/../d", "/d" },
		{ "/", "c", "/c" },
		{ "/a", "..", "/" },
		{ "/a", "", "/a" },
		{ "/a", "..c/...", "/a/..c/..." },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    path_join(rows[i][0], rows[i][1], arena), rows[i][2]);
	assert_string_equal(path_whole("/none/../x/y", arena), "/x/y");
	arena_free(arena);
}

static void
paths_are_relative(void **state)
{
	static const char *const rows[][3] = {
		{ "/a/b", "/a/b/c", "c" },
		{ "/a/b", "/a/b", "." },
		{ "/a/b", "/a/bc", "../bc" },
		{ "/a/b", "/c/d", "../../c/d" },
		{ "/a/b/c", "/a", "../.." },
		{ "/", "/a/b", "a/b" },
		{ "/a", "/", ".." },
	};
	struct arena *arena = arena_new();
	const char *relative;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		relative = path_relative(rows[i][0], rows[i][1], arena);
		assert_string_equal(
		    path_join(rows[i][0], relative, arena), rows[i][1]);
		assert_int_equal(
		    strncmp(relative, rows[i][2], strlen(rows[i][2])), 0);
	}
	assert_true(path_is_below("/a/b", "/a"));
	assert_true(path_is_below("/a/b", "/a/b"));
	assert_true(path_is_below("/a", "/"));
	assert_false(path_is_below("/ab", "/a"));
	assert_false(path_is_below("<stdin>", "/"));
	assert_true(path_is_below("<stdin>", "<stdin>"));
	arena_free(arena);
}

static const struct {
	const char *path, *directory, *below;
} places[] = {
	{ "/nowhere/a/b", "/nowhere", "a/b" },
	{ "/nowhere/a/b", "/nowhere/a", "b" },
	{ "/nowhere/a/b", "/", "nowhere/a/b" },
	{ "/nowhere/a/b", "/nowhere/a/b", NULL },
	{ "/nowhere/ab", "/nowhere/a", NULL },
	{ "/nowhere//a/./x/../b", "/nowhere/a", "b" },
	{ "/../nowhere/../../x/y", "/x", "y" },
	{ "/x", "/", "x" },
	{ "/dev/../dev/null", "/dev", "null" },
};

static void
paths_are_seen_from_a_directory(void **state)
{
	struct arena *arena = arena_new();
	const char *below;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		below = path_below(places[i].path, places[i].directory, arena);
		if (places[i].below == NULL)
			assert_null(below);
		else if (below == NULL || strcmp(below, places[i].below) != 0)
			fail_msg("%s below %s is %s", places[i].path,
			    places[i].directory, below != NULL ? below : "");
	}
	below = path_below("nowhere/x", path_resolve(".", arena), arena);
	assert_string_equal(below, "nowhere/x");
	below = path_below("tests/run.c", path_resolve("tests", arena), arena);
	assert_string_equal(below, "run.c");
	assert_null(path_resolve("/nowhere", arena));
	arena_free(arena);
}

const struct CMUnitTest path_tests[] = {
	cmocka_unit_test(parts_are_told_apart),
	cmocka_unit_test(names_are_judged),
	cmocka_unit_test(files_are_found_beside),
	cmocka_unit_test(paths_are_joined),
	cmocka_unit_test(paths_are_relative),
	cmocka_unit_test(paths_are_seen_from_a_directory),
};

const size_t path_test_count = sizeof(path_tests) / sizeof(path_tests[0]);
