/* SPDX-License-Identifier: ISC */
/* Items on their way through a pool.  Ground floor. */
#include "base/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

#define LIMIT_STAGES 16
/* Fewer items are not worth a thread more. */
#define ITEMS_PER_THREAD 4
/* Templates recurse. */
#define STACK_SIZE ((size_t)8 * 1024 * 1024)

/* Items that go together, where they stand; group N has slot N % slots. */
struct slot {
	void *const *items;
	size_t count;
	size_t stage; /* the next one */
	bool busy;
};

/* Groups that wait for one stage.  An ordered one takes them by number. */
struct queue {
	size_t *numbers; /* a ring, as long as there are slots */
	size_t first;
	size_t count;
	size_t next; /* number, of an ordered stage */
};

struct run {
	const struct pool *pool;
	pthread_mutex_t lock;
	pthread_cond_t news;
	struct slot *slots;
	size_t slot_count;
	struct queue queues[LIMIT_STAGES];
	size_t begun; /* numbers of groups */
	size_t done;
	unsigned waiting; /* threads */
	bool ordered;     /* an ordered step is being done */
	bool ended;       /* no more are begun */
	sigset_t deadly;
};

/* What a thread does next. */
struct task {
	enum { TASK_NONE, TASK_NEXT, TASK_STEP } kind;
	size_t stage;
	size_t number;
};

/* ---- one thread alone ------------------------------------------------- */

/* Here, too, each step is done for a group before the next one: it finds its
 * code and tables where the one before has left them. */
static void
run_alone(const struct pool *pool)
{
	size_t count, i, stage;
	bool more = true;

	while (more) {
		for (count = 0; more && count < pool->group; count += more)
			more = pool->next(pool->items[count], pool->host);
		for (stage = 0; stage < pool->stage_count; stage++)
			for (i = 0; i < count; i++)
				pool->stages[stage].step(
				    pool->items[i], 0, pool->host);
	}
}

/* ---- what there is to do ---------------------------------------------- */

static struct slot *
slot_of(const struct run *run, size_t number)
{
	return &run->slots[number % run->slot_count];
}

/* Whether the group that an ordered stage is at is ready for it. */
static bool
is_next(const struct run *run, size_t stage)
{
	const size_t number = run->queues[stage].next;
	const struct slot *slot = slot_of(run, number);

	return number < run->begun && !slot->busy && slot->stage == stage;
}

static bool
can_begin(const struct run *run)
{
	return !run->ordered && !run->ended &&
	       run->begun - run->done < run->slot_count;
}

/* Whether the other threads would soon have nothing to do while one does an
 * ordered step.  Beginning a group takes next to no time. */
static bool
is_short_of_groups(const struct run *run)
{
	return !run->pool->stages[0].ordered &&
	       run->queues[0].count + 1 < run->pool->threads;
}

/* Prefers groups that are far, so that their memory comes back. */
static struct task
find(const struct run *run)
{
	const struct pool *pool = run->pool;
	const struct queue *queue;
	size_t stage;

	if (is_short_of_groups(run) && can_begin(run))
		return (struct task){ TASK_NEXT, 0, run->begun };
	for (stage = pool->stage_count; stage-- > 0;) {
		queue = &run->queues[stage];
		if (pool->stages[stage].ordered) {
			if (!run->ordered && is_next(run, stage))
				return (struct task){ TASK_STEP, stage,
					queue->next };
		} else if (queue->count != 0) {
			return (struct task){ TASK_STEP, stage,
				queue->numbers[queue->first] };
		}
	}
	if (can_begin(run))
		return (struct task){ TASK_NEXT, 0, run->begun };
	return (struct task){ TASK_NONE, 0, 0 };
}

static void
take(struct run *run, const struct task *task)
{
	struct queue *queue = &run->queues[task->stage];

	if (task->kind == TASK_NEXT || run->pool->stages[task->stage].ordered) {
		run->ordered = true;
	} else {
		queue->first = (queue->first + 1) % run->slot_count;
		queue->count--;
	}
	slot_of(run, task->number)->busy = true;
}

/* The group goes on to STAGE. */
static void
arrive(struct run *run, size_t number, size_t stage)
{
	const struct pool *pool = run->pool;
	struct queue *queue = &run->queues[stage];
	struct slot *slot = slot_of(run, number);

	slot->busy = false;
	slot->stage = stage;
	if (stage == pool->stage_count)
		run->done++;
	else if (!pool->stages[stage].ordered)
		queue->numbers[(queue->first + queue->count++) %
			       run->slot_count] = number;
}

/* ---- threads ---------------------------------------------------------- */

static bool
is_interrupted(const struct run *run)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGTERM };
	sigset_t pending;
	size_t i;

	sigpending(&pending);
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		if (sigismember(&run->deadly, deadly[i]) == 1 &&
		    sigismember(&pending, deadly[i]) == 1)
			return true;
	return false;
}

/* Begins a group; false when no more are to be begun. */
static bool
begin(const struct run *run, struct slot *slot)
{
	const struct pool *pool = run->pool;

	slot->count = 0;
	if (is_interrupted(run))
		return false;
	while (slot->count < pool->group) {
		if (!pool->next(slot->items[slot->count], pool->host))
			return false;
		slot->count++;
	}
	return true;
}

/* Does STAGE and, when it is not ordered, those behind it that are not either;
 * returns the first one that was not done. */
static size_t
do_stages(const struct run *run, const struct slot *slot, size_t stage,
    unsigned worker)
{
	const struct pool *pool = run->pool;
	const bool ordered = pool->stages[stage].ordered;
	size_t i;

	do {
		for (i = 0; i < slot->count; i++)
			pool->stages[stage].step(
			    slot->items[i], worker, pool->host);
		stage++;
	} while (!ordered && stage < pool->stage_count &&
		 !pool->stages[stage].ordered);
	return stage;
}

/* Does TASK without the lock. */
static void
perform(struct run *run, const struct task *task, unsigned worker)
{
	struct slot *slot = slot_of(run, task->number);
	size_t stage = 0;
	bool more = true;

	pthread_mutex_unlock(&run->lock);
	if (task->kind == TASK_NEXT)
		more = begin(run, slot);
	else
		stage = do_stages(run, slot, task->stage, worker);
	pthread_mutex_lock(&run->lock);
	if (task->kind == TASK_NEXT) {
		run->ordered = false;
		run->ended = !more;
		slot->busy = false;
		if (slot->count == 0)
			return;
		run->begun++;
	} else if (run->pool->stages[task->stage].ordered) {
		run->ordered = false;
		run->queues[task->stage].next++;
	}
	arrive(run, task->number, stage);
}

static void
work(struct run *run, unsigned worker)
{
	struct task task;

	pthread_mutex_lock(&run->lock);
	while (!run->ended || run->done < run->begun) {
		task = find(run);
		if (task.kind == TASK_NONE) {
			run->waiting++;
			pthread_cond_wait(&run->news, &run->lock);
			run->waiting--;
			continue;
		}
		take(run, &task);
		/* One wakes the next, for as long as there is work. */
		if (run->waiting != 0 && find(run).kind != TASK_NONE)
			pthread_cond_signal(&run->news);
		perform(run, &task, worker);
	}
	pthread_cond_broadcast(&run->news);
	pthread_mutex_unlock(&run->lock);
}

struct worker {
	struct run *run;
	pthread_t thread;
	unsigned number;
};

static void *
work_apart(void *host)
{
	const struct worker *worker = host;

	work(worker->run, worker->number);
	return NULL;
}

/* Runs with as many of COUNT more threads as the system has. */
static void
run_threads(struct run *run, unsigned count)
{
	struct worker *workers = memory_alloc(count * sizeof(*workers));
	pthread_attr_t attributes;
	unsigned i, started = 0;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	for (i = 0; i < count; i++) {
		workers[i] = (struct worker){ .run = run, .number = i + 1 };
		if (pthread_create(&workers[i].thread, &attributes, work_apart,
			&workers[i]) != 0)
			break;
		started++;
	}
	pthread_attr_destroy(&attributes);
	work(run, 0);
	for (i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	free(workers);
}

/* Those of the deadly signals that are not ignored, and so not lost. */
static void
find_deadly(sigset_t *ret)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action;
	size_t i;

	sigemptyset(ret);
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		if (sigaction(deadly[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)
			sigaddset(ret, deadly[i]);
}

void
pool_run(const struct pool *pool)
{
	struct run run = { .pool = pool };
	sigset_t before;
	size_t i;

	run.slot_count = pool->window / pool->group;
	if (pool->threads <= 1 || run.slot_count <= 1) {
		run_alone(pool);
		return;
	}
	pthread_mutex_init(&run.lock, NULL);
	pthread_cond_init(&run.news, NULL);
	run.slots = memory_alloc(run.slot_count * sizeof(*run.slots));
	for (i = 0; i < run.slot_count; i++)
		run.slots[i] =
		    (struct slot){ .items = pool->items + i * pool->group };
	for (i = 0; i < pool->stage_count; i++)
		run.queues[i].numbers =
		    memory_alloc(run.slot_count * sizeof(size_t));
	find_deadly(&run.deadly);
	pthread_sigmask(SIG_BLOCK, &run.deadly, &before);
	run_threads(&run, pool->threads - 1);
	for (i = 0; i < pool->stage_count; i++)
		free(run.queues[i].numbers);
	free(run.slots);
	pthread_cond_destroy(&run.news);
	pthread_mutex_destroy(&run.lock);
	/* What was held back comes now. */
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

unsigned
pool_threads(size_t jobs, size_t items)
{
	long processors;

	if (jobs == 0) {
		processors = sysconf(_SC_NPROCESSORS_ONLN);
		jobs = processors > 0 ? (size_t)processors : 1;
	}
	if (jobs > items / ITEMS_PER_THREAD)
		jobs = items / ITEMS_PER_THREAD;
	if (jobs > POOL_THREADS)
		jobs = POOL_THREADS;
	return jobs != 0 ? (unsigned)jobs : 1;
}

size_t
pool_group(unsigned threads, size_t items)
{
	const size_t each =
	    threads > 1 ? items / ((size_t)threads * ITEMS_PER_THREAD) : items;

	if (each <= 1)
		return 1;
	return each < POOL_GROUP ? each : POOL_GROUP;
}

size_t
pool_window(unsigned threads)
{
	return threads <= 1 ? 1 : 2 * (size_t)threads + 2;
}
