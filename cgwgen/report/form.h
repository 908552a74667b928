/* SPDX-License-Identifier: ISC */
/* The forms in which findings can be printed: a table of names. */
#ifndef CGWGEN_REPORT_FORM_H
#define CGWGEN_REPORT_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct arena;
struct entry;
struct report;

/* Text has none of the functions, every other form one of them. */
struct form {
	const char *name;
	bool text;
	bool quiet; /* of text: one line for each finding */
	/* Prints a finding at once; ARENA is for what it needs to do so. */
	void (*one)(const struct entry *entry, struct arena *arena, FILE *out);
	/* Prints report->entries when there will be no more. */
	void (*all)(const struct report *report, FILE *out);
};

/* The form of that name, or NULL. */
const struct form *form_find(const char *name);

/* How many forms there are. */
size_t form_count(void);

/* "--format is one of text, ...": what to say of any other name. */
#define FORM_USAGE                                                             \
	"--format is one of text, concise, json, jsonl, sarif, junit, "        \
	"checkstyle, github and gitlab"

/* Each prints what cgwgen-lint(1) says under "Output formats". */
void form_json(const struct report *report, FILE *out);
void form_jsonl(const struct entry *entry, struct arena *arena, FILE *out);
void form_sarif(const struct report *report, FILE *out);
void form_junit(const struct report *report, FILE *out);
void form_checkstyle(const struct report *report, FILE *out);
void form_github(const struct entry *entry, struct arena *arena, FILE *out);
void form_gitlab(const struct report *report, FILE *out);

#endif
