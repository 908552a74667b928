/* SPDX-License-Identifier: ISC */
/* Templates held in memory: one set, one context, one output. */
#include "template_bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool
load_file(void *host, const char *name, struct source **ret)
{
	const struct files *files = host;
	size_t i;

	for (i = 0; i < files->count; i++)
		if (strcmp(files->list[i].name, name) == 0) {
			*ret = source_new(
			    name, files->list[i].text, files->list[i].length);
			return true;
		}
	return false;
}

void
add_file(struct files *files, const char *name, const char *text, size_t length)
{
	struct file *file = &files->list[files->count++];

	assert_true(files->count <= MAX_FILES);
	snprintf(file->name, sizeof(file->name), "%s", name);
	file->text = text;
	file->length = length;
}

void
bench_open(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena_new();
	b->diags = diags_new(b->arena, 0);
	b->options.load = load_file;
	b->options.host = &b->files;
	b->context = tv_dict(b->arena, 0);
}

void
bench_options(struct bench *b, const char *words)
{
	struct template_options *options = &b->options;

	options->trim_blocks = strstr(words, "trim_blocks") != NULL;
	options->lstrip_blocks = strstr(words, "lstrip_blocks") != NULL;
	options->keep_trailing_newline =
	    strstr(words, "keep_trailing_newline") != NULL;
	options->extension_do = strstr(words, "do") != NULL;
	options->extension_loopcontrols = strstr(words, "loopcontrols") != NULL;
	if (strstr(words, "lenient") != NULL)
		options->undefined = TEMPLATE_LENIENT;
	if (strstr(words, "chainable") != NULL)
		options->undefined = TEMPLATE_CHAINABLE;
}

void
bench_close(struct bench *b)
{
	buf_free(&b->output.text);
	template_set_free(b->set);
	arena_free(b->arena);
}

struct template_set *
bench_set(struct bench *b)
{
	if (b->set == NULL)
		b->set = template_set_new(&b->options);
	return b->set;
}

bool
bench_render(struct bench *b, const char *name)
{
	const struct template *template =
	    template_set_get(bench_set(b), name, b->diags);

	return template != NULL && template_render(template, b->arena,
				       &b->context, &b->output, b->diags);
}

bool
render_text(struct bench *b, const char *text)
{
	add_file(&b->files, "main", text, strlen(text));
	return bench_render(b, "main");
}

const char *
output_text(const struct bench *b)
{
	return b->output.text.data != NULL ? b->output.text.data : "";
}

/* The one finding, as "file:line:column: CGW701: message". */
const char *
error_text(struct bench *b)
{
	const struct finding *list;
	size_t count, line = 0, column = 0;

	list = diags_list(b->diags, &count);
	if (count != 1)
		return arena_printf(b->arena, "%zu findings", count);
	if (list->at.source == NULL)
		return arena_printf(b->arena, "nowhere: %s: %s",
		    rule_get(list->rule)->id, list->message);
	source_line_column(list->at, &line, &column);
	return arena_printf(b->arena, "%s:%zu:%zu: %s: %s",
	    source_name(list->at.source), line, column,
	    rule_get(list->rule)->id, list->message);
}

void
expect_output(const char *text, const char *expected)
{
	struct bench b;

	bench_open(&b);
	if (!render_text(&b, text))
		fail_msg("%s: %s", text, error_text(&b));
	assert_string_equal(output_text(&b), expected);
	bench_close(&b);
}

void
expect_error(struct bench *b, const char *text, const char *expected)
{
	assert_false(render_text(b, text));
	assert_string_equal(error_text(b), expected);
	assert_string_equal(output_text(b), "");
	bench_close(b);
}
