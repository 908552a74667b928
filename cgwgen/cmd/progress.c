/* SPDX-License-Identifier: ISC */
/* A line that counts.  Floor 7. */
#include "cmd/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

/* How often the clock is looked at, and how often the line is printed. */
#define STEPS 16
#define TENTHS 2
#define FIRST_TENTHS 10

struct progress {
	size_t expected;
	size_t done;
	bool wanted;
	bool printed;
	long due; /* tenths of a second */
};

static long
now(void)
{
	struct timespec time = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long)time.tv_sec * 10 + time.tv_nsec / 100000000;
}

struct progress *
progress_new(const struct settings *settings, size_t expected)
{
	struct progress *progress = memory_alloc(sizeof(*progress));

	*progress = (struct progress){ .expected = expected,
		.wanted =
		    !settings->quiet && isatty(STDERR_FILENO) == 1 &&
		    (settings->output != NULL || isatty(STDOUT_FILENO) != 1),
		.due = now() + FIRST_TENTHS };
	return progress;
}

void
progress_step(struct progress *progress)
{
	long time;

	if (!progress->wanted || ++progress->done % STEPS != 0)
		return;
	time = now();
	if (time < progress->due)
		return;
	progress->due = time + TENTHS;
	progress->printed = true;
	fprintf(stderr, "\r%zu of %zu connections", progress->done,
	    progress->expected);
	fflush(stderr);
}

void
progress_free(struct progress *progress)
{
	if (progress->printed)
		fputs("\r\033[K", stderr);
	free(progress);
}
