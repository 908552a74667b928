/* SPDX-License-Identifier: ISC */
/* Slots of the connections of one site, and the lock file that keeps them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/lock_plan.h"
#include "fixture.h"

extern const struct CMUnitTest lock_tests[];
extern const size_t lock_test_count;

#define MOST 8

/* A plan, and what is to come of it: connections by their letters; a slot in
 * OLD, the one they ask for, the one they get (-1: none). */
struct row {
	const char *what;
	const char *ids;
	int64_t old[MOST];
	int64_t fixed[MOST];
	int64_t next;    /* of old; -1: there is no old site */
	int64_t maximum; /* the device's last slot */
	bool reuse;
	int64_t slots[MOST];
	int64_t ret_next;
	bool good;
};

#define NO (-1)
#define NONE                                                                   \
	{                                                                      \
		NO, NO, NO, NO, NO, NO, NO, NO                                 \
	}

static const struct row rows[] = {
	{ "all are new", "abc", NONE, NONE, NO, 9, false, { 0, 1, 2 }, 3,
	    true },
	{ "one comes", "abc", { 0, NO, 1 }, NONE, 2, 9, false, { 0, 2, 1 }, 3,
	    true },
	{ "a freed slot stays free", "abc", { 0, NO, 2 }, NONE, 3, 9, false,
	    { 0, 3, 2 }, 4, true },
	{ "unless told", "abc", { 0, NO, 2 }, NONE, 3, 9, true, { 0, 1, 2 }, 3,
	    true },
	{ "or the device is full", "abc", { 0, NO, 2 }, NONE, 3, 2, false,
	    { 0, 1, 2 }, 3, true },
	{ "full, and nothing free", "abc", { 0, NO, 1 }, NONE, 2, 1, false,
	    { 0, NO, 1 }, 2, false },
	{ "reuse, then on", "abcd", { 1, NO, NO, NO }, NONE, 2, 9, true,
	    { 1, 0, 2, 3 }, 4, true },
	{ "one asks", "abc", NONE, { NO, 5, NO, NO, NO, NO, NO, NO }, NO, 9,
	    false, { 6, 5, 7 }, 8, true },
	{ "one asks for another than it had", "ab", { 0, 1 },
	    { 4, NO, NO, NO, NO, NO, NO, NO }, 2, 9, false, { 4, 1 }, 5, true },
	{ "two ask for one", "ab", NONE, { 3, 3, NO, NO, NO, NO, NO, NO }, NO,
	    9, false, { 3, NO }, 4, false },
	{ "one asks for that of another", "ab", { 0, 1 },
	    { 1, NO, NO, NO, NO, NO, NO, NO }, 2, 9, false, { 1, NO }, 2,
	    false },
	{ "nobody", "", NONE, NONE, 7, 9, false, NONE, 7, true },
};

static size_t
make(const struct row *row, struct lock_wish *wishes, struct lock_row *old,
    struct arena *arena)
{
	size_t count = strlen(row->ids), used = 0, i;

	for (i = 0; i < count; i++) {
		wishes[i] = (struct lock_wish){
			.row.id = arena_copy(arena, &row->ids[i], 1),
			.fixed = row->fixed[i],
			.maximum = row->maximum,
		};
		if (row->next != NO && row->old[i] != NO)
			old[used++] = (struct lock_row){ .id = wishes[i].row.id,
				.slot = row->old[i] };
	}
	return used;
}

static void
test_plan(void **state)
{
	struct fixture *f = *state;
	struct lock_wish wishes[MOST];
	struct lock_row old[MOST];
	struct lock_site site;
	const struct row *row;
	size_t found, i;
	int64_t next;

	for (row = rows; row < rows + sizeof(rows) / sizeof(rows[0]); row++) {
		site = (struct lock_site){ .rows = old, .next = row->next };
		site.count = make(row, wishes, old, f->arena);
		found = fixture_found(f, RULE_LOCK_FULL);
		print_message("%s\n", row->what);
		assert_int_equal(
		    lock_plan(row->next != NO ? &site : NULL, wishes,
			strlen(row->ids), row->reuse, f->diags, &next),
		    row->good);
		for (i = 0; row->ids[i] != '\0'; i++)
			assert_int_equal(wishes[i].row.slot, row->slots[i]);
		assert_int_equal(next, row->ret_next);
		assert_int_equal(
		    fixture_found(f, RULE_LOCK_FULL) - found, !row->good);
	}
}

/* What was written is read back the same, the rows by their ids. */
static void
test_round(void **state)
{
	static const char *const tunnels[] = { "203.0.113.1", "?" };
	struct lock_row rows_of_site[] = {
		{ .id = "vpn-a", .slot = 4, .name = "n-a" },
		{ .id = "vpn-b", .slot = 0, .name = "n-b" },
	};
	struct lock_site sites[] = {
		{ .name = "a.site", .device = "toy", .next = 2 },
		{ .name = "b", .device = "toy", .next = 5 },
	};
	const struct lock lock = { .sites = sites, .count = 2 };
	struct fixture *f = *state;
	struct buf text = { NULL, 0, 0 }, again = { NULL, 0, 0 };
	char path[] = "/tmp/cgwgen-lock-XXXXXX";
	struct lock read;
	int file = mkstemp(path);

	rows_of_site[1].tunnels = tunnels;
	rows_of_site[1].tunnel_count = 2;
	sites[1].rows = rows_of_site;
	sites[1].count = 2;
	lockfile_format(&lock, &text);
	assert_int_equal(
	    write(file, text.data, text.length), (ssize_t)text.length);
	close(file);
	assert_true(
	    lockfile_read(path, false, 1000, f->arena, f->diags, &read));
	unlink(path);
	assert_null(lock_find_site(&read, "c"));
	assert_int_equal(
	    lock_find_row(lock_find_site(&read, "b"), "vpn-a")->slot, 4);
	assert_null(lock_find_row(lock_find_site(&read, "b"), "vpn-c"));
	assert_null(lock_find_row(lock_find_site(&read, "a.site"), "vpn-a"));
	lockfile_format(&read, &again);
	assert_string_equal(text.data, again.data);
	source_free(read.source);
	/* There is none any more. */
	assert_true(lockfile_read(path, true, 1000, f->arena, f->diags, &read));
	assert_int_equal(read.count, 0);
	assert_false(
	    lockfile_read(path, false, 1000, f->arena, f->diags, &read));
	assert_int_equal(fixture_found(f, RULE_LOCK_READ), 1);
	buf_free(&text);
	buf_free(&again);
}

const struct CMUnitTest lock_tests[] = {
	{ "lock/plan", test_plan, fixture_setup, fixture_teardown, NULL },
	{ "lock/round", test_round, fixture_setup, fixture_teardown, NULL },
};
const size_t lock_test_count = sizeof(lock_tests) / sizeof(lock_tests[0]);
