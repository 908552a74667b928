/* SPDX-License-Identifier: ISC */
/* Trees of files, hostile ones too, and what of them is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/walk.h"

extern const struct CMUnitTest walk_tests[];
extern const size_t walk_test_count;

struct tree {
	char path[64];
	struct arena *arena;
	struct diags *diags;
	struct walk_limits limits;
	struct walk *walk;
	struct buf found; /* paths below the tree, each with a blank behind */
};

static int
setup(void **state)
{
	struct tree *tree = memory_alloc(sizeof(*tree));

	*tree = (struct tree){ .path = "/tmp/cgwgen-test-XXXXXX",
		.arena = arena_new() };
	assert_non_null(mkdtemp(tree->path));
	tree->diags = diags_new(tree->arena, 0);
	*state = tree;
	return 0;
}

static int
teardown(void **state)
{
	struct tree *tree = *state;
	int status;

	walk_free(tree->walk);
	status = system(arena_printf(tree->arena, "rm -rf '%s'", tree->path));
	buf_free(&tree->found);
	arena_free(tree->arena);
	free(tree);
	return status;
}

static const char *
path_of(const struct tree *tree, const char *name)
{
	return arena_printf(tree->arena, "%s/%s", tree->path, name);
}

/* A file that holds TEXT; a directory when NAME ends in a slash. */
static void
make(const struct tree *tree, const char *name, const char *text)
{
	const char *path = path_of(tree, name);
	FILE *file;

	if (name[strlen(name) - 1] == '/') {
		assert_int_equal(mkdir(path, 0700), 0);
		return;
	}
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void
make_all(const struct tree *tree, const char *const *names)
{
	for (; *names != NULL; names++)
		make(tree, *names, "");
}

static void
make_link(const struct tree *tree, const char *target, const char *name)
{
	assert_int_equal(symlink(target, path_of(tree, name)), 0);
}

/* Walks the directory NAME of the tree ("": all of it). */
static void
walk_below(struct tree *tree, const char *name)
{
	const char *top = path_of(tree, name);
	const struct walk_file *files;
	size_t count, i;

	walk_free(tree->walk);
	buf_clear(&tree->found);
	tree->diags = diags_new(tree->arena, 0);
	tree->walk = walk_new(top, &tree->limits, tree->diags);
	files = walk_files(tree->walk, &count);
	for (i = 0; i < count; i++) {
		assert_memory_equal(
		    files[i].path, tree->path, strlen(tree->path));
		buf_printf(&tree->found, "%s ",
		    files[i].path + strlen(tree->path) + 1);
	}
	buf_text(&tree->found, "");
}

static void
assert_found(const struct tree *tree, const char *expected, size_t links)
{
	assert_string_equal(
	    tree->found.data != NULL ? tree->found.data : "", expected);
	assert_int_equal(walk_links(tree->walk), links);
}

static void
assert_findings(const struct tree *tree, size_t count, enum rule_id rule)
{
	const struct finding *list;
	size_t got, i;

	list = diags_list(tree->diags, &got);
	assert_int_equal(got, count);
	for (i = 0; i < count; i++)
		assert_string_equal(
		    rule_get(list[i].rule)->id, rule_get(rule)->id);
}

static void
order_is_that_of_bytes(void **state)
{
	static const char *const names[] = { "b", "a/", "a/z", "a/b/", "a/b/1",
		"a-b", "B", "a.xml", "\xc3\xa9", ".hidden", "10", "9", "empty/",
		NULL };
	struct tree *tree = *state;

	make_all(tree, names);
	walk_below(tree, "");
	assert_found(tree, ".hidden 10 9 B a/b/1 a/z a-b a.xml b \xc3\xa9 ", 0);
	assert_findings(tree, 0, RULE_INPUT_UNREADABLE);
	walk_below(tree, "a");
	assert_found(tree, "a/b/1 a/z ", 0);
	walk_below(tree, "a///");
	assert_found(tree, "a/b/1 a/z ", 0);
	walk_below(tree, "empty");
	assert_found(tree, "", 0);
}

static void
hidden_directories_are_passed_over(void **state)
{
	static const char *const names[] = { ".git/", ".git/config",
		".terraform/", ".terraform/x", "a/", "a/.cache/", "a/.cache/y",
		"a/f", ".file", NULL };
	struct tree *tree = *state;

	make_all(tree, names);
	walk_below(tree, "");
	assert_found(tree, ".file a/f ", 0);
	/* Named itself, it is meant. */
	walk_below(tree, ".terraform");
	assert_found(tree, ".terraform/x ", 0);
}

static void
links_stay_inside(void **state)
{
	static const char *const names[] = { "top/", "top/a/", "top/a/f",
		"top/.data/", "top/.data/g", "outside", "top2/", "top2/h",
		NULL };
	struct tree *tree = *state;
	const struct walk_file *files;
	size_t count;

	make_all(tree, names);
	make_link(tree, "a/f", "top/inside");
	make_link(tree, path_of(tree, "top/a/f"), "top/inside-absolute");
	make_link(tree, "inside", "top/inside-twice");
	make_link(tree, ".data/g", "top/data");
	make_link(tree, "../outside", "top/out");
	make_link(tree, path_of(tree, "outside"), "top/out-absolute");
	make_link(tree, "../top2/h", "top/out-sibling");
	make_link(tree, "out", "top/out-twice");
	make_link(tree, "a", "top/directory");
	make_link(tree, ".", "top/self");
	make_link(tree, "..", "top/a/up");
	make_link(tree, "loop-b", "top/loop-a");
	make_link(tree, "loop-a", "top/loop-b");
	make_link(tree, "nowhere", "top/dangling");
	make_link(tree, "/etc/passwd", "top/passwd");
	make_link(tree, "/dev/zero", "top/zero");
	walk_below(tree, "top");
	assert_found(tree,
	    "top/a/f top/data top/inside top/inside-absolute "
	    "top/inside-twice ",
	    12);
	assert_findings(tree, 0, RULE_INPUT_UNREADABLE);
	files = walk_files(tree->walk, &count);
	assert_string_not_equal(files[1].open, files[1].path);
	assert_non_null(strstr(files[1].open, "/top/.data/g"));
	assert_true(files[0].inode == files[2].inode);
	assert_ptr_equal(files[0].open, files[0].path);
	/* The top itself may be a link. */
	make_link(tree, "top/a", "way");
	walk_below(tree, "way");
	assert_found(tree, "way/f ", 1);
}

static void
only_regular_files(void **state)
{
	struct tree *tree = *state;

	make(tree, "f", "");
	assert_int_equal(mkfifo(path_of(tree, "pipe"), 0600), 0);
	make_link(tree, "pipe", "to-pipe");
	walk_below(tree, "");
	assert_found(tree, "f ", 1);
	assert_findings(tree, 0, RULE_INPUT_UNREADABLE);
}

static void
what_is_no_directory(void **state)
{
	struct tree *tree = *state;

	make(tree, "f", "");
	walk_below(tree, "missing");
	assert_found(tree, "", 0);
	assert_findings(tree, 1, RULE_INPUT_UNREADABLE);
	walk_below(tree, "f");
	assert_findings(tree, 1, RULE_INPUT_UNREADABLE);
}

static void
depth_is_bounded(void **state)
{
	struct tree *tree = *state;
	struct buf path = { NULL, 0, 0 };
	size_t i;

	/* The last file is 65 directories down, its sibling one less. */
	for (i = 0; i < WALK_LIMIT_DEPTH + 1; i++) {
		buf_text(&path, "d/");
		make(tree, path.data, "");
	}
	make(tree, arena_printf(tree->arena, "%sf", path.data), "");
	buf_cut(&path, path.length - 2);
	make(tree, arena_printf(tree->arena, "%sg", path.data), "");
	make(tree, "z", "");
	walk_below(tree, "");
	buf_text(&path, "g z ");
	assert_found(tree, path.data, 0);
	assert_findings(tree, 1, RULE_DIRECTORY_LIMIT);
	buf_free(&path);
	tree->limits.depth = 1;
	walk_below(tree, "");
	assert_found(tree, "z ", 0);
	assert_findings(tree, 1, RULE_DIRECTORY_LIMIT);
}

static void
names_are_bounded(void **state)
{
	static const char *const names[] = { "a", "b/", "b/c", "d", NULL };
	struct tree *tree = *state;

	make_all(tree, names);
	tree->limits.names = 4;
	walk_below(tree, "");
	assert_found(tree, "a b/c d ", 0);
	assert_findings(tree, 0, RULE_DIRECTORY_LIMIT);
	tree->limits.names = 3;
	walk_below(tree, "");
	assert_findings(tree, 1, RULE_DIRECTORY_LIMIT);
}

static void
five_thousand_files(void **state)
{
	struct tree *tree = *state;
	size_t i, count;

	for (i = 0; i < 5000; i++) {
		if (i % 100 == 0)
			make(tree, arena_printf(tree->arena, "%02zu/", i / 100),
			    "");
		make(tree,
		    arena_printf(tree->arena, "%02zu/%02zu", i / 100, i % 100),
		    "");
	}
	walk_below(tree, "");
	walk_files(tree->walk, &count);
	assert_int_equal(count, 5000);
	assert_memory_equal(tree->found.data, "00/00 00/01 ", 12);
}

/* ---- ignore lists ----------------------------------------------------- */

static void
lists_pass_over(void **state)
{
	static const char *const names[] = { "a.json", "a.xml", "old/",
		"old/b.xml", "new/", "new/c.xml", "new/keep.json", "new/old/",
		"new/old/d.xml", "new/sub/", "new/sub/e.tmp", "new/sub/f.xml",
		NULL };
	struct tree *tree = *state;

	make_all(tree, names);
	make(tree, ".cgwgenignore",
	    "\xef\xbb\xbf# comment\r\n*.json\r\n\n/old/\n");
	make(tree, "new/.cgwgenignore", "!keep.json\nsub/*.tmp\nc.xml  \n");
	walk_below(tree, "");
	assert_found(
	    tree, "a.xml new/keep.json new/old/d.xml new/sub/f.xml ", 0);
	assert_findings(tree, 0, RULE_IGNORE_PATTERN);
	/* A list above the top is not looked at. */
	walk_below(tree, "new");
	assert_found(tree, "new/keep.json new/old/d.xml new/sub/f.xml ", 0);
}

static void
faults_of_lists(void **state)
{
	struct tree *tree = *state;
	const struct finding *list;
	size_t count, line, column, i;
	char *many;

	make(tree, "a", "");
	make(tree, "b", "");
	make(tree, ".cgwgenignore", "a\n  \n!x[\nb\\\n/\n!\n");
	walk_below(tree, "");
	assert_found(tree, "b ", 0);
	assert_findings(tree, 2, RULE_IGNORE_PATTERN);
	list = diags_list(tree->diags, &count);
	source_line_column(list[0].at, &line, &column);
	assert_int_equal(line, 3);
	assert_int_equal(column, 3);
	source_line_column(list[1].at, &line, &column);
	assert_int_equal(line, 4);
	assert_int_equal(column, 2);

	many = arena_alloc(tree->arena, 2 * 10001 + 1);
	for (i = 0; i < 10001; i++)
		memcpy(many + 2 * i, "a\n", 2);
	make(tree, ".cgwgenignore", many);
	walk_below(tree, "");
	assert_found(tree, "a b ", 0);
	assert_findings(tree, 1, RULE_INPUT_LIMIT);
	many[20000] = '\0';
	make(tree, ".cgwgenignore", many);
	walk_below(tree, "");
	assert_found(tree, "b ", 0);

	tree->limits.ignore_file = 1000;
	walk_below(tree, "");
	assert_found(tree, "a b ", 0);
	assert_findings(tree, 1, RULE_INPUT_SIZE);

	assert_int_equal(unlink(path_of(tree, ".cgwgenignore")), 0);
	make_link(tree, "/dev/zero", ".cgwgenignore");
	walk_below(tree, "");
	assert_found(tree, "a b ", 0);
	assert_findings(tree, 1, RULE_INPUT_UNREADABLE);

	assert_int_equal(unlink(path_of(tree, ".cgwgenignore")), 0);
	assert_int_equal(mkfifo(path_of(tree, ".cgwgenignore"), 0600), 0);
	walk_below(tree, "");
	assert_found(tree, "a b ", 0);
	assert_findings(tree, 1, RULE_INPUT_UNREADABLE);
}

static void
a_list_with_a_zero_byte(void **state)
{
	struct tree *tree = *state;
	FILE *file = fopen(path_of(tree, ".cgwgenignore"), "w");

	make(tree, "a", "");
	assert_non_null(file);
	fwrite("a\n\0", 1, 3, file);
	assert_int_equal(fclose(file), 0);
	walk_below(tree, "");
	assert_found(tree, "a ", 0);
	assert_findings(tree, 1, RULE_INPUT_ENCODING);
}

static void
steps_of_lists_are_bounded(void **state)
{
	struct tree *tree = *state;

	make(tree, "a", "");
	make(tree, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "");
	make(tree, ".cgwgenignore", "*a*a*a*a*a*a*b\n");
	tree->limits.steps = 30;
	walk_below(tree, "");
	assert_found(tree, "a ", 0);
	assert_findings(tree, 1, RULE_DIRECTORY_LIMIT);
}

#define TEST(name)                                                             \
	{                                                                      \
		"walk/" #name, name, setup, teardown, NULL                     \
	}

const struct CMUnitTest walk_tests[] = {
	TEST(order_is_that_of_bytes),
	TEST(hidden_directories_are_passed_over),
	TEST(links_stay_inside),
	TEST(only_regular_files),
	TEST(what_is_no_directory),
	TEST(depth_is_bounded),
	TEST(names_are_bounded),
	TEST(five_thousand_files),
	TEST(lists_pass_over),
	TEST(faults_of_lists),
	TEST(a_list_with_a_zero_byte),
	TEST(steps_of_lists_are_bounded),
};
const size_t walk_test_count = sizeof(walk_tests) / sizeof(walk_tests[0]);
