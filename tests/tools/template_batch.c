/* SPDX-License-Identifier: ISC */
/*
 * Renders many cases in one process, for tests that make them up.
 *
 *   template-batch <CASES
 *
 * Every line of the standard input is one case, a JSON object with "files"
 * (an object of texts; "main" is rendered), "context" (an object) and
 * "options" (a string of the words that tests/template/README lists).  For
 * each the program prints either
 *
 *   output LENGTH                  and LENGTH bytes and a newline, or
 *   error RULE LINE COLUMN NAME    and the message on a line of its own
 *
 * at once, so that the first case without an answer is the one that crashed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/template_bench.h"
#include "../unit/template_json.h"

/* A made-up template must not keep the others waiting. */
#define MAX_STEPS 300000

static const struct tvalue *
member(const struct tvalue *test, const char *name)
{
	const struct tvalue *value = tv_dict_get(test, name, strlen(name));

	if (value == NULL) {
		fprintf(stderr, "template-batch: a case without %s\n", name);
		exit(2);
	}
	return value;
}

static void
add_files(struct bench *b, const struct tdict *dict)
{
	size_t i;

	for (i = 0; i < dict->count; i++)
		add_file(&b->files, dict->entries[i].key.as.text,
		    dict->entries[i].value.as.text,
		    dict->entries[i].value.length);
}

static void
print_error(struct bench *b)
{
	const struct finding *list;
	size_t count, line = 0, column = 0;

	list = diags_list(b->diags, &count);
	if (count != 1 || list->at.source == NULL) {
		fprintf(stderr, "template-batch: %zu findings\n", count);
		exit(2);
	}
	source_line_column(list->at, &line, &column);
	printf("error %s %zu %zu %s\n%s\n", rule_get(list->rule)->id, line,
	    column, source_name(list->at.source), list->message);
}

static void
run_line(const char *line)
{
	const struct tvalue *options;
	struct tvalue test;
	struct bench b;

	bench_open(&b);
	test = template_json(b.arena, line);
	options = member(&test, "options");
	bench_options(
	    &b, arena_copy(b.arena, options->as.text, options->length));
	b.options.max_steps = MAX_STEPS;
	add_files(&b, member(&test, "files")->as.dict);
	b.context = *member(&test, "context");
	/* The spans cost nothing here and have bugs of their own. */
	b.output.want_spans = true;
	if (bench_render(&b, "main")) {
		printf("output %zu\n", b.output.text.length);
		fwrite(output_text(&b), 1, b.output.text.length, stdout);
		putchar('\n');
	} else {
		print_error(&b);
	}
	fflush(stdout);
	bench_close(&b);
}

int
main(void)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) != -1)
		run_line(line);
	free(line);
	return 0;
}
