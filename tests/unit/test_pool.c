/* SPDX-License-Identifier: ISC */
/* Many items, several threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/pool.h"

extern const struct CMUnitTest pool_tests[];
extern const size_t pool_test_count;

#define ITEMS 500
#define WINDOW 10

struct thing {
	size_t number;
	unsigned seen; /* steps, a bit each */
	bool busy;
};

struct trial {
	size_t begun;
	size_t limit;
	size_t order[2]; /* of the two ordered steps: the next number */
	bool wrong;
	bool ordered; /* an ordered step is being done */
	_Atomic unsigned free_steps;
	unsigned workers;
};

/* Now and then one takes longer than others. */
static void
dawdle(size_t number)
{
	const struct timespec pause = { 0, 200000 };

	if (number % 37 == 0)
		nanosleep(&pause, NULL);
}

static bool
begin(void *item, void *host)
{
	struct trial *trial = host;
	struct thing *thing = item;

	trial->wrong |= trial->ordered || thing->busy;
	if (trial->begun == trial->limit)
		return false;
	*thing = (struct thing){ .number = trial->begun++, .busy = true };
	return true;
}

static void
free_step(void *item, unsigned worker, void *host)
{
	struct trial *trial = host;
	struct thing *thing = item;

	dawdle(thing->number);
	if (worker >= trial->workers)
		trial->wrong = true;
	thing->seen = thing->seen << 1 | 1;
	atomic_fetch_add(&trial->free_steps, 1);
}

static void
in_order(struct trial *trial, struct thing *thing, int which, unsigned seen)
{
	trial->wrong |= trial->ordered || thing->seen != seen ||
			thing->number != trial->order[which]++;
	trial->ordered = true;
	dawdle(thing->number + 5);
	trial->ordered = false;
}

static void
middle(void *item, unsigned worker, void *host)
{
	(void)worker;
	in_order(host, item, 0, 1);
}

static void
last(void *item, unsigned worker, void *host)
{
	struct thing *thing = item;

	(void)worker;
	in_order(host, thing, 1, 3);
	thing->busy = false;
}

static void
run(unsigned threads, size_t window, size_t group, size_t limit)
{
	static const struct pool_stage stages[] = { { free_step, false },
		{ middle, true }, { free_step, false }, { last, true } };
	struct thing things[WINDOW] = { { 0, 0, false } };
	void *items[WINDOW];
	struct trial trial = { .limit = limit, .workers = threads };
	const struct pool pool = { threads, items, window, group, begin, stages,
		4, &trial };
	size_t i;

	for (i = 0; i < WINDOW; i++)
		items[i] = &things[i];
	pool_run(&pool);
	assert_false(trial.wrong);
	assert_int_equal(trial.begun, limit);
	assert_int_equal(trial.order[0], limit);
	assert_int_equal(trial.order[1], limit);
	assert_int_equal(trial.free_steps, 2 * limit);
}

static void
every_item_has_every_step(void **state)
{
	(void)state;
	run(1, 1, 1, ITEMS);
	run(2, 6, 1, ITEMS);
	run(2, 6, 3, ITEMS);
	run(8, WINDOW, 1, ITEMS);
	run(8, WINDOW, 2, ITEMS);
	run(8, WINDOW, WINDOW, ITEMS);
	run(8, 2, 1, ITEMS);
}

static void
there_may_be_few_or_none(void **state)
{
	size_t group;

	(void)state;
	run(1, 1, 1, 0);
	for (group = 1; group <= 5; group += group == 1 ? 1 : 3) {
		run(4, WINDOW, group, 0);
		run(4, WINDOW, group, 1);
		run(4, WINDOW, group, WINDOW);
		run(4, WINDOW, group, WINDOW + 1);
	}
}

static void
threads_are_as_many_as_are_worth_it(void **state)
{
	(void)state;
	assert_int_equal(pool_threads(1, 1000000), 1);
	assert_int_equal(pool_threads(8, 1), 1);
	assert_int_equal(pool_threads(8, 16), 4);
	assert_int_equal(pool_threads(8, 1000), 8);
	assert_int_equal(pool_threads(SIZE_MAX, 1000000), POOL_THREADS);
	assert_in_range(pool_threads(0, 1000000), 1, POOL_THREADS);
	assert_int_equal(pool_window(1), 1);
	assert_true(pool_window(8) > 8);
	assert_int_equal(pool_group(1, 0), 1);
	assert_int_equal(pool_group(1, 5), 5);
	assert_int_equal(pool_group(1, 1000000), POOL_GROUP);
	assert_int_equal(pool_group(2, 0), 1);
	assert_int_equal(pool_group(2, 40), 5);
	assert_int_equal(pool_group(8, 1000000), POOL_GROUP);
}

const struct CMUnitTest pool_tests[] = {
	cmocka_unit_test(every_item_has_every_step),
	cmocka_unit_test(there_may_be_few_or_none),
	cmocka_unit_test(threads_are_as_many_as_are_worth_it),
};
const size_t pool_test_count = sizeof(pool_tests) / sizeof(pool_tests[0]);
