/* SPDX-License-Identifier: ISC */
/* Reading plans and states for tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tf_trial.h"

struct source *
tf_document(const char *name, const char *text)
{
	struct source *source;
	char *copy = memory_alloc(strlen(text) + 1), *at;

	strcpy(copy, text);
	for (at = copy; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	source = source_new(name, copy, strlen(copy));
	free(copy);
	return source;
}

struct tf_trial
tf_try_two(const char *first, const char *second)
{
	const char *texts[2] = { first, second };
	struct tf_trial t = { .inventory = inventory_new(NULL),
		.arena = arena_new() };
	struct connection *connection;
	size_t i;

	t.diags = diags_new(t.arena, 0);
	for (i = 0; i < 2; i++) {
		if (texts[i] == NULL)
			continue;
		t.sources[i] =
		    tf_document(i == 0 ? "a.json" : "b.json", texts[i]);
		assert_true(
		    inventory_add(t.inventory, t.sources[i], NULL, t.diags));
	}
	while (inventory_next(t.inventory, t.arena, t.diags, &connection)) {
		assert_true(t.count < TF_TRIAL_CONNECTIONS);
		if (connection != NULL)
			t.connections[t.count++] = connection;
	}
	return t;
}

struct tf_trial
tf_try_one(const char *text)
{
	return tf_try_two(text, NULL);
}

void
tf_end(struct tf_trial *t)
{
	inventory_free(t->inventory);
	source_free(t->sources[0]);
	source_free(t->sources[1]);
	arena_free(t->arena);
}

size_t
tf_found(const struct tf_trial *t, enum rule_id rule)
{
	size_t count, i, hits = 0;
	const struct finding *list = diags_list(t->diags, &count);

	for (i = 0; i < count; i++)
		hits += list[i].rule == rule;
	return hits;
}

size_t
tf_found_any(const struct tf_trial *t)
{
	size_t count;

	diags_list(t->diags, &count);
	return count;
}

void
tf_assert_at(const struct value *value, const char *text)
{
	assert_non_null(value->at.source);
	assert_memory_equal(source_text(value->at.source) + value->at.offset,
	    text, strlen(text));
}
