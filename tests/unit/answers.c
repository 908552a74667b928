/* SPDX-License-Identifier: ISC */
/* An inventory of documents held in memory. */
#include "answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

struct answers
answers_open(void)
{
	struct answers t = { .inventory = inventory_new(NULL),
		.arena = arena_new() };

	t.diags = diags_new(t.arena, 0);
	return t;
}

void
answers_close(struct answers *t)
{
	size_t i;

	inventory_free(t->inventory);
	for (i = 0; i < t->count; i++)
		source_free(t->sources[i]);
	arena_free(t->arena);
}

struct source *
answers_quoted(const char *text)
{
	struct source *source;
	char *copy = memory_alloc(strlen(text) + 1), *at;

	strcpy(copy, text);
	for (at = copy; (at = strchr(at, '\'')) != NULL;)
		*at = '"';
	source = source_new("answer", copy, strlen(copy));
	free(copy);
	return source;
}

bool
answers_take(struct answers *t, struct source *source)
{
	assert_true(t->count < ANSWERS_LIMIT);
	t->sources[t->count++] = source;
	return inventory_add(t->inventory, source, NULL, t->diags);
}

struct connection *
answers_next(struct answers *t)
{
	struct connection *connection = NULL;

	assert_true(
	    inventory_next(t->inventory, t->arena, t->diags, &connection));
	return connection;
}

struct connection *
answers_read(struct answers *t, const char *text)
{
	assert_true(answers_take(t, answers_quoted(text)));
	return answers_next(t);
}

void
answers_silent(const struct answers *t)
{
	size_t count;

	diags_list(t->diags, &count);
	assert_int_equal(count, 0);
}

const struct finding *
answers_finding(const struct answers *t, enum rule_id rule)
{
	size_t count;
	const struct finding *list = diags_list(t->diags, &count);

	assert_int_equal(count, 1);
	assert_int_equal(list[0].rule, rule);
	return list;
}
