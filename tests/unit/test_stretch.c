/* SPDX-License-Identifier: ISC */
/* Stretches against looking at every one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/stretch.h"

extern const struct CMUnitTest stretch_tests[];
extern const size_t stretch_test_count;

enum { COUNT = 300, LENGTH = 500, KINDS = 3 };

/* What the tables say is what looking at every stretch says. */
static void
stretches_met(void **state)
{
	struct arena *arena = arena_new();
	struct source *sources[2] = { source_new("a", "", 0),
		source_new("b", "", 0) };
	struct stretch list[COUNT], copy[COUNT];
	bool met[COUNT] = { false }, wanted[COUNT] = { false }, any;
	struct stretches stretches = { .list = list, .count = COUNT };
	unsigned kind, round;
	struct pos at;
	size_t i;

	(void)state;
	srand(1);
	for (i = 0; i < COUNT; i++) {
		size_t start = (size_t)rand() % LENGTH;

		list[i] = (struct stretch){ (unsigned)rand() % KINDS,
			sources[rand() % 2], start, start + (size_t)rand() % 20,
			&met[i] };
		copy[i] = list[i];
	}
	stretches_sort(&stretches, arena);
	for (round = 0; round < 400; round++) {
		kind = (unsigned)rand() % (KINDS + 1);
		at = (struct pos){ sources[rand() % 2],
			(size_t)rand() % LENGTH };
		any = false;
		for (i = 0; i < COUNT; i++)
			if (copy[i].kind == kind &&
			    copy[i].source == at.source &&
			    copy[i].start <= at.offset &&
			    at.offset < copy[i].end)
				any = wanted[i] = true;
		assert_int_equal(stretches_meet(&stretches, kind, at), any);
		assert_memory_equal(met, wanted, sizeof(met));
	}
	source_free(sources[0]);
	source_free(sources[1]);
	arena_free(arena);
}

static void
no_stretches(void **state)
{
	struct stretches stretches = { NULL, 0, NULL, NULL };

	(void)state;
	stretches_sort(&stretches, NULL);
	assert_false(stretches_meet(&stretches, 0, NOWHERE));
}

const struct CMUnitTest stretch_tests[] = {
	{ "base/stretch/stretches_met", stretches_met, NULL, NULL, NULL },
	{ "base/stretch/no_stretches", no_stretches, NULL, NULL, NULL },
};
const size_t stretch_test_count =
    sizeof(stretch_tests) / sizeof(stretch_tests[0]);
