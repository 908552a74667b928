/* SPDX-License-Identifier: ISC */
/* Trees as JSON.  Floor 3. */
#include <string.h>

#include "doc/json.h"
#include "write/emit.h"

/* The most items of a list on one line: there are 13 Diffie-Hellman groups. */
#define SHORT_LIST 13

bool
emit_is_short(const struct node *node)
{
	const struct node *child;
	size_t count = 0;

	for (child = node->first; child != NULL; child = child->next)
		if (child->kind != NODE_SCALAR || ++count > SHORT_LIST)
			return false;
	return node->kind == NODE_SEQUENCE;
}

void
emit_short(struct buf *buf, const struct node *list, emit_scalar *scalar)
{
	const struct node *child;

	buf_char(buf, '[');
	for (child = list->first; child != NULL; child = child->next) {
		scalar(buf, child);
		if (child->next != NULL)
			buf_text(buf, ", ");
	}
	buf_char(buf, ']');
}

static size_t
digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* Whether TEXT is a number as JSON has it, or one of its words. */
static bool
is_literal(const char *text)
{
	size_t count;

	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0 ||
	    strcmp(text, "null") == 0)
		return true;
	text += *text == '-';
	count = digits(text);
	if (count == 0 || (count > 1 && text[0] == '0'))
		return false;
	text += count;
	if (*text == '.') {
		count = digits(++text);
		if (count == 0)
			return false;
		text += count;
	}
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '-' || *text == '+';
		count = digits(text);
		if (count == 0)
			return false;
		text += count;
	}
	return *text == '\0';
}

static void
add_scalar(struct buf *buf, const struct node *node)
{
	if (node->plain && is_literal(node->text))
		buf_text(buf, node->text);
	else
		json_write(buf, node->text);
}

void
json_node(struct buf *buf, const struct node *node, unsigned indent)
{
	bool map = node->kind == NODE_MAP;
	const struct node *child;

	if (node->kind == NODE_SCALAR) {
		add_scalar(buf, node);
		return;
	}
	if (emit_is_short(node)) {
		emit_short(buf, node, add_scalar);
		return;
	}
	if (node->first == NULL) {
		buf_text(buf, "{}");
		return;
	}
	buf_char(buf, map ? '{' : '[');
	for (child = node->first; child != NULL; child = child->next) {
		buf_printf(buf, "\n%*s", (int)indent + 2, "");
		if (map) {
			json_write(buf, child->name);
			buf_text(buf, ": ");
		}
		json_node(buf, child, indent + 2);
		if (child->next != NULL)
			buf_char(buf, ',');
	}
	buf_printf(buf, "\n%*s", (int)indent, "");
	buf_char(buf, map ? '}' : ']');
}
