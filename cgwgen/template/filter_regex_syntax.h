/* SPDX-License-Identifier: ISC */
/* The two halves of the translator of regular expressions. */
#ifndef CGWGEN_TEMPLATE_FILTER_REGEX_SYNTAX_H
#define CGWGEN_TEMPLATE_FILTER_REGEX_SYNTAX_H

#include <string.h>

#include "template/filter_regex.h"

#define MAX_OPEN 50

/* What a quantifier would repeat. */
enum item { ITEM_NONE, ITEM_PLACE, ITEM_THING, ITEM_REPEAT };

struct open_group {
	unsigned number; /* 0: it captures nothing */
	bool verbose;    /* what holds again behind it */
};

struct group_name {
	const char *text;
	size_t length;
	unsigned number;
	struct group_name *next;
};

struct translator {
	struct arena *arena;
	const char *text;
	size_t length, at;
	char *out;
	uint32_t *from;
	size_t used;
	size_t item_at; /* where the construct begins that is being read */
	enum item item;
	unsigned flags;
	bool verbose;
	bool begun; /* flags for all can come no more */
	unsigned groups;
	unsigned highest; /* group that a condition asks for */
	struct group_name *names;
	struct open_group open[MAX_OPEN];
	unsigned depth;
	const char *error;
};

/* ---- filter_regex_class.c: characters and classes --------------------- */

/* Notes the first thing that is wrong; false. */
bool regex_refuse(struct translator *t, const char *why);
void regex_put(struct translator *t, const char *text, size_t length);
/* One character that stands for itself, inside of a class or not. */
void regex_put_literal(struct translator *t, uint32_t c);
/* What follows a backslash. */
bool regex_escape(struct translator *t);
/* What follows "[". */
bool regex_class(struct translator *t);
/* Whether a reference to group NUMBER may stand here. */
bool regex_may_refer(struct translator *t, unsigned number);

static inline char
peek(const struct translator *t)
{
	return t->at == t->length ? '\0' : t->text[t->at];
}

static inline bool
accept(struct translator *t, char byte)
{
	if (t->at == t->length || t->text[t->at] != byte)
		return false;
	t->at++;
	return true;
}

static inline uint32_t
next_character(struct translator *t)
{
	uint32_t c;

	t->at += text_next(t->text + t->at, t->length - t->at, &c);
	return c;
}

#endif
