/* SPDX-License-Identifier: ISC */
/* Templates held in memory, for the tests of the template language. */
#ifndef CGWGEN_TESTS_TEMPLATE_BENCH_H
#define CGWGEN_TESTS_TEMPLATE_BENCH_H

#include "template/template.h"

#define MAX_FILES 16

struct file {
	char name[64];
	const char *text;
	size_t length;
};

struct files {
	struct file list[MAX_FILES];
	size_t count;
};

/* One set with its arena, and what came of the last render. */
struct bench {
	struct arena *arena;
	struct diags *diags;
	struct files files;
	struct template_options options;
	struct template_set *set;
	struct tvalue context;
	struct template_output output;
};

void add_file(
    struct files *files, const char *name, const char *text, size_t length);
void bench_open(struct bench *b);
/* Sets the options whose names, see tests/template/README, are in WORDS. */
void bench_options(struct bench *b, const char *words);
void bench_close(struct bench *b);
struct template_set *bench_set(struct bench *b);
bool bench_render(struct bench *b, const char *name);
bool render_text(struct bench *b, const char *text);
const char *output_text(const struct bench *b);
const char *error_text(struct bench *b);
void expect_output(const char *text, const char *expected);
void expect_error(struct bench *b, const char *text, const char *expected);

#endif
