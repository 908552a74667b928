/* SPDX-License-Identifier: ISC */
/*
 * Work on many items by several threads.  An item goes through steps: some
 * that any threads do at a time for different items, and ordered ones, which
 * are done one at a time and for one item after another.  What ordered steps
 * do and see is therefore the same for any number of threads, and needs no
 * lock; what other steps do must depend on their item alone, and on what no
 * step changes.
 */
#ifndef CGWGEN_BASE_POOL_H
#define CGWGEN_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#define POOL_THREADS 256
/* So many items at most go together: each step of theirs finds its code and
 * tables warm, and threads take turns less often. */
#define POOL_GROUP 16

/* Begins the next item, ordered; false when there are no more. */
typedef bool pool_next(void *item, void *host);

/* One step of ITEM; WORKER is a number below that of the threads, of one
 * thread alone. */
typedef void pool_step(void *item, unsigned worker, void *host);

struct pool_stage {
	pool_step *step;
	bool ordered;
};

struct pool {
	unsigned threads; /* 1 to POOL_THREADS */
	/* Room for so many items that are worked on at a time; each is used
	 * again when its last step is done. */
	void *const *items;
	size_t window;
	size_t group; /* items that a thread takes at a time; divides window */
	pool_next *next;
	const struct pool_stage *stages; /* the last one is ordered */
	size_t stage_count;              /* up to 16 */
	void *host;
};

/*
 * Runs POOL to its end.  With more threads than one, a hang-up, interrupt or
 * termination of the process waits until the items that were begun are done;
 * no more are begun then.
 */
void pool_run(const struct pool *pool);

/* How many threads a run with -j JOBS has for so many ITEMS: 0 stands for as
 * many as there are processors. */
unsigned pool_threads(size_t jobs, size_t items);

/* How many of so many ITEMS should go together, so that none of several threads
 * is without work for long. */
size_t pool_group(unsigned threads, size_t items);

/* How many groups such a pool is to have room for. */
size_t pool_window(unsigned threads);

#endif
