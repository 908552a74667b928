/* SPDX-License-Identifier: ISC */
/*
 * One template rendered many times, compiled once:
 *
 *   template TEMPLATE DATA.json COUNT   prints "MICROSECONDS KIB KIB"
 *   template TEMPLATE DATA.json         prints what it renders
 *
 * A tenth of COUNT comes before what is timed.  The two sizes are the process's
 * peak after that tenth and after all: what a render leaves behind would show
 * between them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "render/data.h"
#include "template/template.h"

static struct source *
read_source(const char *path)
{
	struct arena *arena = arena_new();
	struct source *source =
	    file_read(path, 1024 * 1024, diags_new(arena, 1));

	arena_free(arena);
	if (source == NULL) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(2);
	}
	return source;
}

static bool
load(void *host, const char *name, struct source **ret)
{
	const char *path = host;

	*ret = strcmp(name, "main") == 0 ? read_source(path) : NULL;
	return *ret != NULL;
}

static void
fail(const struct diags *diags)
{
	size_t count;
	const struct finding *list = diags_list(diags, &count);

	fprintf(stderr, "%s\n", count != 0 ? list->message : "failed");
	exit(2);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static long
peak(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new(), *work = arena_new();
	struct diags *diags = diags_new(arena, 1);
	struct tvalue context = tv_dict(arena, 0);
	struct template_options options = { .trim_blocks = true,
		.lstrip_blocks = true,
		.keep_trailing_newline = true,
		.load = load };
	struct template_output output = { .want_spans = false };
	const struct template *template;
	long count, i, early = 0;
	double start = 0;

	if (argc < 3)
		return 2;
	count = argc > 3 ? atol(argv[3]) : 1;
	options.host = argv[1];
	template = template_set_get(template_set_new(&options), "main", diags);
	if (template == NULL ||
	    !data_read(read_source(argv[2]), argv[2], arena, &context, diags))
		fail(diags);
	for (i = -count / 10; i < count; i++) {
		if (i == 0) {
			early = peak();
			start = now();
		}
		buf_clear(&output.text);
		arena_reset(work);
		if (!template_render(template, work, &context, &output, diags))
			fail(diags);
	}
	if (argc > 3)
		printf("%.3f %ld %ld\n", (now() - start) / (double)count, early,
		    peak());
	else
		fwrite(output.text.data, 1, output.text.length, stdout);
	return 0;
}
