/* SPDX-License-Identifier: ISC */
/* The ground floor: reading and writing files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/leftover.h"
#include "base/unnamed.h"

extern const struct CMUnitTest file_tests[];
extern const size_t file_test_count;

/* A new directory and an empty list of findings. */
struct place {
	char path[64];
	int fd;
	struct arena *arena;
	struct diags *diags;
};

static struct place
place_new(void)
{
	struct place place = { .path = "/tmp/cgwgen-test-XXXXXX" };

	assert_non_null(mkdtemp(place.path));
	place.fd = open(place.path, O_RDONLY | O_DIRECTORY);
	assert_int_not_equal(place.fd, -1);
	place.arena = arena_new();
	place.diags = diags_new(place.arena, 0);
	return place;
}

static void
place_end(struct place *place)
{
	close(place->fd);
	assert_int_equal(rmdir(place->path), 0);
	arena_free(place->arena);
}

static void
assert_only_finding(const struct place *place, enum rule_id rule)
{
	const struct finding *list;
	size_t count;

	list = diags_list(place->diags, &count);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].rule, rule);
}

static const char *
path_of(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->path, name);
}

static void
write_file(const struct place *place, const char *name, const char *text)
{
	FILE *file = fopen(path_of(place, name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
reads_a_file(void **state)
{
	struct place place = place_new();
	struct source *source;

	(void)state;
	write_file(&place, "a", "text\n");
	source = file_read(path_of(&place, "a"), 5, place.diags);
	assert_non_null(source);
	assert_int_equal(source_length(source), 5);
	assert_string_equal(source_text(source), "text\n");
	assert_string_equal(source_name(source), path_of(&place, "a"));
	source_free(source);
	assert_null(file_read(path_of(&place, "a"), 4, place.diags));
	assert_only_finding(&place, RULE_INPUT_SIZE);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
reads_no_directory(void **state)
{
	struct place place = place_new();

	(void)state;
	assert_null(file_read(place.path, 1000, place.diags));
	assert_only_finding(&place, RULE_INPUT_UNREADABLE);
	place_end(&place);
}

static void
reads_no_missing_file(void **state)
{
	struct place place = place_new();

	(void)state;
	assert_null(file_read(path_of(&place, "a\nb"), 1000, place.diags));
	assert_only_finding(&place, RULE_INPUT_UNREADABLE);
	place_end(&place);
}

static void
reads_a_pipe(void **state)
{
	static const char line[] = "0123456789abcdef0123456789abcde\n";
	struct place place = place_new();
	struct source *source;
	const char *path = path_of(&place, "pipe");
	int status, fd, i;
	pid_t child;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	fflush(NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		fd = open(path, O_WRONLY);
		for (i = 0; i < 10000; i++)
			if (write(fd, line, 32) != 32)
				_exit(1);
		_exit(0);
	}
	source = file_read(path, 320000, place.diags);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_non_null(source);
	assert_int_equal(source_length(source), 320000);
	for (i = 0; i < 10000; i++)
		assert_memory_equal(source_text(source) + i * 32, line, 32);
	source_free(source);
	unlinkat(place.fd, "pipe", 0);
	place_end(&place);
}

static void
names_that_are_safe(void **state)
{
	char name[202];

	(void)state;
	assert_true(file_name_is_safe("vpn-1_a.B"));
	assert_true(file_name_is_safe("0"));
	assert_false(file_name_is_safe(""));
	assert_false(file_name_is_safe("."));
	assert_false(file_name_is_safe(".."));
	assert_false(file_name_is_safe("-rf"));
	assert_false(file_name_is_safe("_a"));
	assert_false(file_name_is_safe("a/b"));
	assert_false(file_name_is_safe("a b"));
	assert_false(file_name_is_safe("a\n"));
	assert_false(file_name_is_safe("a\xc3\xa9"));
	memset(name, 'a', 201);
	name[201] = '\0';
	assert_false(file_name_is_safe(name));
	name[200] = '\0';
	assert_true(file_name_is_safe(name));
}

static struct stat
status_of(const struct place *place, const char *name)
{
	struct stat status;

	assert_int_equal(
	    fstatat(place->fd, name, &status, AT_SYMLINK_NOFOLLOW), 0);
	return status;
}

static void
assert_holds(const struct place *place, const char *name, const char *text)
{
	struct source *source =
	    file_read(path_of(place, name), 1000, place->diags);

	assert_non_null(source);
	assert_string_equal(source_text(source), text);
	source_free(source);
}

static void
writes_and_replaces(void **state)
{
	struct place place = place_new();
	struct stat first, second;

	(void)state;
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	assert_holds(&place, "a", "one");
	first = status_of(&place, "a");
	assert_int_equal(first.st_mode & 07777, 0600);
	/* Equal: the very same file stays. */
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	second = status_of(&place, "a");
	assert_true(first.st_ino == second.st_ino);
	assert_true(first.st_mtim.tv_nsec == second.st_mtim.tv_nsec);
	/* Other bytes, other length, other mode: replaced whole. */
	assert_true(file_write(place.fd, "a", 0600, "two", 3, place.diags));
	assert_holds(&place, "a", "two");
	assert_true(first.st_ino != status_of(&place, "a").st_ino);
	assert_true(file_write(place.fd, "a", 0600, "twofold", 7, place.diags));
	assert_holds(&place, "a", "twofold");
	assert_true(file_write(place.fd, "a", 0700, "twofold", 7, place.diags));
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0700);
	assert_true(file_write(place.fd, "a", 0600, "", 0, place.diags));
	assert_holds(&place, "a", "");
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
writes_the_mode_whatever_the_umask(void **state)
{
	struct place place = place_new();
	mode_t before = umask(0);

	(void)state;
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	umask(0777);
	assert_true(file_write(place.fd, "b", 0700, "one", 3, place.diags));
	umask(before);
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0600);
	assert_int_equal(status_of(&place, "b").st_mode & 07777, 0700);
	unlinkat(place.fd, "a", 0);
	unlinkat(place.fd, "b", 0);
	place_end(&place);
}

static void
replaces_a_link_and_not_its_target(void **state)
{
	struct place place = place_new();

	(void)state;
	write_file(&place, "target", "old");
	assert_int_equal(symlinkat("target", place.fd, "a"), 0);
	assert_true(file_write(place.fd, "a", 0600, "old", 3, place.diags));
	assert_true(S_ISREG(status_of(&place, "a").st_mode));
	assert_true(file_write(place.fd, "a", 0600, "new", 3, place.diags));
	assert_holds(&place, "target", "old");
	unlinkat(place.fd, "a", 0);
	unlinkat(place.fd, "target", 0);
	place_end(&place);
}

static void
failure_leaves_everything_as_it_was(void **state)
{
	struct place place = place_new();

	(void)state;
	/* A directory stands in the way, also for root.  place_end() finds
	 * out whether a temporary file was left behind. */
	assert_int_equal(mkdirat(place.fd, "a", 0700), 0);
	assert_false(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	assert_true(S_ISDIR(status_of(&place, "a").st_mode));
	assert_int_equal(unlinkat(place.fd, "a", AT_REMOVEDIR), 0);
	place_end(&place);
}

static void
failure_in_a_directory_that_cannot_be_written(void **state)
{
	struct place place = place_new();

	(void)state;
	write_file(&place, "a", "old");
	assert_int_equal(fchmod(place.fd, 0500), 0);
	if (faccessat(place.fd, ".", W_OK, 0) == 0) {
		unlinkat(place.fd, "a", 0);
		place_end(&place);
		skip(); /* root may write everywhere */
	}
	assert_false(file_write(place.fd, "a", 0600, "new", 3, place.diags));
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	assert_holds(&place, "a", "old");
	assert_int_equal(fchmod(place.fd, 0700), 0);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static enum file_change
update(const struct place *place, const char *name, struct file_wish wish,
    const char *text)
{
	wish.bytes = text;
	wish.length = strlen(text);
	return file_update(place->fd, name, &wish, place->diags);
}

/* Whatever was believed of the directory, what is there is looked at. */
static void
writes_where_nothing_was_expected(void **state)
{
	const struct file_wish wish = {
		.mode = 0644, .narrow = true, .fresh = true
	};
	struct place place = place_new();
	struct stat first;

	(void)state;
	assert_int_equal(update(&place, "a", wish, "one"), FILE_NEW);
	assert_holds(&place, "a", "one");
	first = status_of(&place, "a");
	assert_int_equal(first.st_mode & 07777, 0644);
	assert_int_equal(first.st_nlink, 1);
	assert_int_equal(update(&place, "a", wish, "one"), FILE_SAME);
	assert_true(first.st_ino == status_of(&place, "a").st_ino);
	assert_int_equal(fchmodat(place.fd, "a", 0600, 0), 0);
	assert_int_equal(update(&place, "a", wish, "two"), FILE_CHANGED);
	assert_holds(&place, "a", "two");
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0600);
	unlinkat(place.fd, "a", 0);
	assert_int_equal(symlinkat("b", place.fd, "a"), 0);
	assert_int_equal(update(&place, "a", wish, "two"), FILE_CHANGED);
	assert_true(S_ISREG(status_of(&place, "a").st_mode));
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0644);
	unlinkat(place.fd, "a", 0);
	/* place_end() finds out whether anything else is there. */
	place_end(&place);
}

/* A mode that files are made with is not set again, any other one is. */
static void
writes_the_mode_that_files_are_made_with(void **state)
{
	struct file_wish wish = { .mode = 0600 };
	struct place place = place_new();
	mode_t before = umask(0277);

	(void)state;
	wish.made = file_made_mode(place.fd);
	if (wish.made != 0)
		assert_int_equal(wish.made, 0400);
	assert_int_equal(update(&place, "a", wish, "one"), FILE_NEW);
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0600);
	wish.mode = 0400;
	assert_int_equal(update(&place, "a", wish, "one"), FILE_CHANGED);
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0400);
	umask(022);
	wish.made = file_made_mode(place.fd);
	if (wish.made != 0)
		assert_int_equal(wish.made, 0600);
	wish.mode = 0755;
	assert_int_equal(update(&place, "b", wish, "one"), FILE_NEW);
	assert_int_equal(status_of(&place, "b").st_mode & 07777, 0755);
	wish.mode = 0600;
	assert_int_equal(update(&place, "b", wish, "two"), FILE_CHANGED);
	assert_int_equal(status_of(&place, "b").st_mode & 07777, 0600);
	umask(before);
	unlinkat(place.fd, "a", 0);
	unlinkat(place.fd, "b", 0);
	place_end(&place);
}

/* No file can be written at all: a full disk. */
static void
failure_where_nothing_was(void **state)
{
	const struct file_wish wish = { .mode = 0600, .fresh = true };
	const struct rlimit none = { 2, RLIM_INFINITY };
	struct place place = place_new();
	struct rlimit before;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_int_equal(update(&place, "a", wish, "one"), FILE_UNKNOWN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	assert_int_equal(update(&place, "a", wish, "one"), FILE_NEW);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
names_a_file_without_a_name(void **state)
{
	struct place place = place_new();
	int fd = unnamed_open(place.fd);

	(void)state;
	if (fd == -1) {
		place_end(&place);
		skip(); /* the file system has none */
	}
	assert_int_equal(write(fd, "one", 3), 3);
	assert_true(unnamed_link(fd, place.fd, "a"));
	close(fd);
	assert_holds(&place, "a", "one");
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0600);
	fd = unnamed_open(place.fd);
	assert_false(unnamed_link(fd, place.fd, "a"));
	assert_false(unnamed_link(fd, place.fd, "no/b"));
	close(fd);
	assert_holds(&place, "a", "one");
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
looks_at_the_first_bytes(void **state)
{
	struct place place = place_new();
	const char *path = path_of(&place, "a");
	char start[5], rest[8];
	int fd;

	(void)state;
	assert_int_equal(file_peek(path, start, sizeof(start)), 0);
	write_file(&place, "a", "abcdef");
	assert_int_equal(file_peek(path, start, sizeof(start)), 4);
	assert_string_equal(start, "abcd");
	write_file(&place, "a", "");
	assert_int_equal(file_peek(path, start, sizeof(start)), 0);
	assert_string_equal(start, "");
	assert_int_equal(file_peek(place.path, start, sizeof(start)), 0);
	/* What is in a pipe stays there. */
	unlinkat(place.fd, "a", 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR);
	assert_int_equal(write(fd, "abcdef", 6), 6);
	assert_int_equal(file_peek(path, start, sizeof(start)), 0);
	assert_int_equal(read(fd, rest, sizeof(rest)), 6);
	close(fd);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

/* Makes a file of that name, as old as a leftover or just written. */
static void
write_aged(const struct place *place, const char *name, bool old)
{
	const struct timespec hour_ago = { time(NULL) - 3600, 0 };
	const struct timespec times[] = { hour_ago, hour_ago };

	write_file(place, name, "key");
	if (old)
		assert_int_equal(utimensat(place->fd, name, times, 0), 0);
}

static bool
is_there(const struct place *place, const char *name)
{
	return faccessat(place->fd, name, F_OK, 0) == 0;
}

static void
removes_what_a_killed_run_left(void **state)
{
	static const char *const others[] = { ".a.cfg.12-0", "a.cfg.12-0.tmp",
		".a.cfg.12.tmp", ".a.cfg.-0.tmp", ".a.cfg.x-0.tmp", ".12-0.tmp",
		". a.12-0.tmp", ".a.12-0x.tmp" };
	struct place place = place_new();
	char name[64];
	bool empty;
	size_t i;

	(void)state;
	write_aged(&place, ".a.cfg.12-0.tmp", true);
	write_aged(&place, "..cgwgen-manifest.12-0.tmp", true);
	write_aged(&place, ".young.cfg.12-0.tmp", false);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		write_aged(&place, others[i], true);
	assert_int_equal(leftovers_remove(place.fd, NULL), 2);
	assert_false(is_there(&place, ".a.cfg.12-0.tmp"));
	assert_true(is_there(&place, ".young.cfg.12-0.tmp"));
	unlinkat(place.fd, ".young.cfg.12-0.tmp", 0);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_true(is_there(&place, others[i]));
		unlinkat(place.fd, others[i], 0);
	}
	leftover_name(name, sizeof(name), "a.cfg", 3);
	write_aged(&place, name, true);
	assert_int_equal(leftovers_remove(place.fd, &empty), 1);
	assert_true(empty);
	write_aged(&place, ".cgwgen-manifest", true);
	assert_int_equal(leftovers_remove(place.fd, &empty), 0);
	assert_true(empty);
	write_aged(&place, "a.cfg", true);
	assert_int_equal(leftovers_remove(place.fd, &empty), 0);
	assert_false(empty);
	unlinkat(place.fd, "a.cfg", 0);
	unlinkat(place.fd, ".cgwgen-manifest", 0);
	place_end(&place);
}

/* Another process that is still writing has it locked. */
static void
leaves_what_another_process_writes(void **state)
{
	struct place place = place_new();
	int ready[2], done[2], fd;
	char byte = 0;
	pid_t child;

	(void)state;
	write_aged(&place, ".a.cfg.12-0.tmp", true);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(done), 0);
	child = fork();
	assert_true(child != -1);
	if (child == 0) {
		fd = openat(place.fd, ".a.cfg.12-0.tmp", O_WRONLY);
		leftover_lock(fd);
		close(done[1]);
		_exit(write(ready[1], &byte, 1) != 1 ||
		      read(done[0], &byte, 1) != 0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(leftovers_remove(place.fd, NULL), 0);
	close(done[1]);
	waitpid(child, NULL, 0);
	assert_int_equal(leftovers_remove(place.fd, NULL), 1);
	close(done[0]);
	close(ready[0]);
	close(ready[1]);
	place_end(&place);
}

static void
makes_a_directory(void **state)
{
	struct place place = place_new();
	int fd;

	(void)state;
	fd = file_directory(place.fd, "out", place.diags);
	assert_int_not_equal(fd, -1);
	close(fd);
	assert_int_equal(status_of(&place, "out").st_mode & 07777, 0700);
	fd = file_directory(place.fd, "out", place.diags);
	assert_int_not_equal(fd, -1);
	close(fd);
	unlinkat(place.fd, "out", AT_REMOVEDIR);
	write_file(&place, "out", "");
	assert_int_equal(file_directory(place.fd, "out", place.diags), -1);
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	unlinkat(place.fd, "out", 0);
	place_end(&place);
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest file_tests[] = {
	TEST(reads_a_file),
	TEST(reads_no_directory),
	TEST(reads_no_missing_file),
	TEST(reads_a_pipe),
	TEST(names_that_are_safe),
	TEST(writes_and_replaces),
	TEST(writes_the_mode_whatever_the_umask),
	TEST(replaces_a_link_and_not_its_target),
	TEST(failure_leaves_everything_as_it_was),
	TEST(failure_in_a_directory_that_cannot_be_written),
	TEST(writes_where_nothing_was_expected),
	TEST(writes_the_mode_that_files_are_made_with),
	TEST(failure_where_nothing_was),
	TEST(names_a_file_without_a_name),
	TEST(looks_at_the_first_bytes),
	TEST(removes_what_a_killed_run_left),
	TEST(leaves_what_another_process_writes),
	TEST(makes_a_directory),
};
const size_t file_test_count = sizeof(file_tests) / sizeof(file_tests[0]);
