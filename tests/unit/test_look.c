/* SPDX-License-Identifier: ISC */
/* What the first look at an input tells and keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cmd/look.h"

extern const struct CMUnitTest look_tests[];
extern const size_t look_test_count;

#define OURS "<vpn_connection id=\"vpn-1\">"

/* A file with some text. */
struct file {
	char path[64];
	size_t size;
	struct arena *arena;
	struct diags *diags;
};

/* TEXT and as many blanks as make SIZE bytes. */
static struct file
file_new(const char *text, size_t length, size_t size)
{
	struct file file = { .path = "/tmp/cgwgen-test-XXXXXX",
		.size = size > length ? size : length };
	int fd = mkstemp(file.path);
	size_t i;

	assert_int_not_equal(fd, -1);
	assert_int_equal(write(fd, text, length), length);
	for (i = length; i < size; i++)
		assert_int_equal(write(fd, " ", 1), 1);
	close(fd);
	file.arena = arena_new();
	file.diags = diags_new(file.arena, 0);
	return file;
}

static void
file_end(struct file *file)
{
	assert_int_equal(unlink(file->path), 0);
	arena_free(file->arena);
}

static struct source *
take(struct file *file, const struct look *look, size_t limit)
{
	return look_take(look, file->path, limit, file->diags);
}

static void
keeps_a_small_descriptor(void **state)
{
	struct looks looks = { .room = 10000 };
	struct file file = file_new(OURS, strlen(OURS), 9000);
	struct look look = look_at(&looks, file.path, 9000, NULL);
	struct source *source;

	(void)state;
	assert_true(look.likely);
	assert_false(look.binary);
	assert_null(take(&file, &look, 8999));
	source = take(&file, &look, 9000);
	assert_non_null(source);
	assert_int_equal(source_length(source), 9000);
	assert_memory_equal(source_text(source), OURS " ", strlen(OURS) + 1);
	assert_string_equal(source_path(source), file.path);
	source_free(source);
	/* It is wiped. */
	assert_int_equal(look.text[0], 0);
	assert_memory_equal(look.text, look.text + 1, 8999);
	looks_end(&looks);
	file_end(&file);
}

static void
keeps_no_more_than_there_is_room_for(void **state)
{
	struct looks looks = { .room = 2500 };
	struct file file = file_new(OURS, strlen(OURS), 1000);
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		assert_true((look_at(&looks, file.path, 1000, NULL).text !=
				NULL) == (i < 2));
	assert_null(look_at(NULL, file.path, 1000, NULL).text);
	looks_end(&looks);
	file_end(&file);
}

/* What is not all of the file, or need not be read, is not kept. */
static void
keeps_nothing_else(void **state)
{
	struct looks looks = { .room = SIZE_MAX };
	struct file file = file_new(OURS, strlen(OURS), 20000);
	struct look look = look_at(&looks, file.path, 20000, NULL);

	(void)state;
	assert_true(look.likely);
	assert_null(look.text);
	/* It grew, or became shorter. */
	assert_null(look_at(&looks, file.path, 19999, NULL).text);
	assert_null(look_at(&looks, file.path, 100, NULL).text);
	file_end(&file);
	file = file_new(OURS, strlen(OURS), 100);
	assert_null(look_at(&looks, file.path, 101, NULL).text);
	file_end(&file);
	file = file_new("{}", 2, 100);
	look = look_at(&looks, file.path, 100, NULL);
	assert_false(look.likely);
	assert_null(look.text);
	unlink(file.path);
	look = look_at(&looks, file.path, 100, NULL);
	assert_false(look.likely || look.binary);
	assert_null(take(&file, &look, 100));
	arena_free(file.arena);
	looks_end(&looks);
}

/* However much is read, as many bytes as ever tell what it is. */
static void
judges_by_the_beginning(void **state)
{
	static const char zero[4100] = "<a>";
	struct looks looks = { .room = SIZE_MAX };
	char late[5000];
	struct file file;
	struct look look;

	(void)state;
	memset(late, ' ', sizeof(late));
	memcpy(late + 4100, OURS, strlen(OURS));
	file = file_new(late, sizeof(late), 0);
	assert_false(look_at(&looks, file.path, file.size, NULL).likely);
	file_end(&file);
	late[4095] = '\0';
	file = file_new(late, sizeof(late), 0);
	assert_false(look_at(&looks, file.path, file.size, NULL).binary);
	file_end(&file);
	file = file_new(zero, sizeof(zero), 0);
	look = look_at(&looks, file.path, file.size, NULL);
	assert_true(look.binary);
	assert_null(look.text);
	file_end(&file);
	looks_end(&looks);
}

static void
tells_whose_it_is(void **state)
{
	struct looks looks = { .room = SIZE_MAX };
	struct file file = file_new(OURS, strlen(OURS), 100);
	size_t index, ours = 0;
	struct shard shard = { .count = 3 };
	struct look look;

	(void)state;
	for (index = 1; index <= 3; index++) {
		shard.index = index;
		look = look_at(&looks, file.path, 100, &shard);
		assert_true(look.ours != look.foreign);
		assert_true((look.text != NULL) == look.ours);
		ours += look.ours;
	}
	assert_int_equal(ours, 1);
	looks_end(&looks);
	file_end(&file);
}

#define TEST(name)                                                             \
	{                                                                      \
		"look/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest look_tests[] = {
	TEST(keeps_a_small_descriptor),
	TEST(keeps_no_more_than_there_is_room_for),
	TEST(keeps_nothing_else),
	TEST(judges_by_the_beginning),
	TEST(tells_whose_it_is),
};
const size_t look_test_count = sizeof(look_tests) / sizeof(look_tests[0]);
