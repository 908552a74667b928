/* SPDX-License-Identifier: ISC */
/* What the first look at an input tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/look.h"

extern const struct CMUnitTest look_tests[];
extern const size_t look_test_count;

#define OURS "<vpn_connection id=\"vpn-1\">"

/* A file with some text. */
struct file {
	char path[64];
	size_t size;
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
	return file;
}

static void
file_end(struct file *file)
{
	assert_int_equal(unlink(file->path), 0);
}

static void
knows_a_descriptor(void **state)
{
	struct file file = file_new(OURS, strlen(OURS), 9000);
	struct look look = look_at(file.path, NULL);

	(void)state;
	assert_true(look.likely);
	assert_false(look.binary || look.ours || look.foreign);
	file_end(&file);
	file = file_new("{}", 2, 100);
	look = look_at(file.path, NULL);
	assert_false(look.likely || look.binary);
	assert_int_equal(unlink(file.path), 0);
	look = look_at(file.path, NULL);
	assert_false(look.likely || look.binary);
}

/* However much is read, as many bytes as ever tell what it is. */
static void
judges_by_the_beginning(void **state)
{
	static const char zero[4100] = "<a>";
	char late[5000];
	struct file file;
	struct look look;

	(void)state;
	memset(late, ' ', sizeof(late));
	memcpy(late + 4100, OURS, strlen(OURS));
	file = file_new(late, sizeof(late), 0);
	assert_false(look_at(file.path, NULL).likely);
	file_end(&file);
	late[4095] = '\0';
	file = file_new(late, sizeof(late), 0);
	assert_false(look_at(file.path, NULL).binary);
	file_end(&file);
	file = file_new(zero, sizeof(zero), 0);
	look = look_at(file.path, NULL);
	assert_true(look.binary);
	file_end(&file);
}

static void
tells_whose_it_is(void **state)
{
	struct file file = file_new(OURS, strlen(OURS), 100);
	size_t index, ours = 0;
	struct shard shard = { .count = 3 };
	struct look look;

	(void)state;
	for (index = 1; index <= 3; index++) {
		shard.index = index;
		look = look_at(file.path, &shard);
		assert_true(look.ours != look.foreign);
		ours += look.ours;
	}
	assert_int_equal(ours, 1);
	file_end(&file);
}

#define TEST(name)                                                             \
	{                                                                      \
		"look/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest look_tests[] = {
	TEST(knows_a_descriptor),
	TEST(judges_by_the_beginning),
	TEST(tells_whose_it_is),
};
const size_t look_test_count = sizeof(look_tests) / sizeof(look_tests[0]);
