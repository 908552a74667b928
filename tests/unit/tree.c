/* SPDX-License-Identifier: ISC */
/* Documents held in memory, and trees as one line of text. */
#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "doc/text.h"
#include "doc/yaml.h"
#include "doc/yaml_tag.h"

struct reading
reading_open(const char *name, const char *bytes, size_t length)
{
	struct reading reading = { .arena = arena_new() };

	reading.diags = diags_new(reading.arena, 0);
	reading.source = source_new(name, bytes, length);
	return reading;
}

void
reading_close(struct reading *reading)
{
	source_free(reading->source);
	arena_free(reading->arena);
}

void
tree_print(struct buf *buf, const struct node *node, const char *open,
    const char *close)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR) {
		buf_text(buf, node->plain ? "" : open);
		buf_text(buf, node->text);
		buf_text(buf, node->plain ? "" : close);
		return;
	}
	buf_char(buf, node->kind == NODE_MAP ? '{' : '[');
	for (child = node->first; child != NULL; child = child->next) {
		if (child != node->first)
			buf_text(buf, ", ");
		if (child->name != NULL)
			buf_printf(buf, "%s: ", child->name);
		assert_ptr_equal(child->parent, node);
		tree_print(buf, child, open, close);
	}
	buf_char(buf, node->kind == NODE_MAP ? '}' : ']');
}

void
assert_place(struct pos pos, size_t line, size_t column)
{
	size_t got_line, got_column;

	source_line_column(pos, &got_line, &got_column);
	assert_int_equal(got_line, line);
	assert_int_equal(got_column, column);
}

struct reading
tree_yaml(const char *bytes, size_t length)
{
	struct reading reading = reading_open("test.yaml", bytes, length);

	reading.root = yaml_read(reading.source, reading.arena, reading.diags);
	return reading;
}

struct reading
tree_yaml_text(const char *text)
{
	return tree_yaml(text, strlen(text));
}

void
tree_assert_only(struct reading *reading, enum rule_id rule)
{
	const struct finding *list;
	size_t count;

	assert_null(reading->root);
	list = diags_list(reading->diags, &count);
	assert_int_equal(count, 1);
	assert_string_equal(rule_get(list[0].rule)->id, rule_get(rule)->id);
	reading_close(reading);
}

const struct node *
tree_yaml_tagged(struct reading *reading)
{
	bool whole;
	const struct node *root = yaml_read_start(reading->source,
	    TEXT_LIMIT_NODES, reading->arena, reading->diags, &whole);

	return whole ? root : NULL;
}

void
assert_same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		assert_ptr_equal(a, b);
	else
		assert_string_equal(a, b);
}
