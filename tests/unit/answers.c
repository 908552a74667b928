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

#include "base/buf.h"

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

static void
add_item(struct buf *buf, const struct estate_item *item, struct arena *arena)
{
	char text[IP_TEXT_SIZE];
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const char *word;

	buf_text(buf, estate_kind_name(item->kind));
	for (i = 0; i < count; i++) {
		word = field_format(
		    &fields[i], field_get(&fields[i], item), arena);
		if (word != NULL)
			buf_printf(buf, " %s=%s", fields[i].name, word);
	}
	for (i = 0; i < item->prefix_count; i++)
		buf_printf(buf, " %s",
		    ip_prefix_format(item->prefixes[i].u.prefix, text));
	buf_char(buf, '\n');
}

const char *
answers_estate(struct answers *t, size_t first, size_t last)
{
	const struct estate *estate = inventory_estate(t->inventory, t->diags);
	struct buf buf = { 0 };
	const char *text;
	size_t kind, i;

	for (kind = first; kind < last; kind++)
		for (i = 0; i < estate->kinds[kind].count; i++)
			add_item(&buf, estate->kinds[kind].by_key[i], t->arena);
	text = arena_string(t->arena, buf.data != NULL ? buf.data : "");
	buf_free(&buf);
	return text;
}
