/* SPDX-License-Identifier: ISC */
/* Values in lines of partial files.  Floor 7. */
#include "cmd/partial_json.h"

#include <string.h>

#include "doc/scalar.h"

/* No message of ours has control characters, and no other one is printed. */
static bool
is_clean(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	for (; *at != '\0'; at++)
		if (*at < ' ' || *at == 0x7f ||
		    (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0))
			return false;
	return true;
}

bool
partial_is_null(const struct node *node)
{
	return node != NULL && node->kind == NODE_SCALAR &&
	       scalar_type(node) == SCALAR_NULL;
}

bool
partial_text(const struct node *node, const char **ret)
{
	*ret = NULL;
	if (partial_is_null(node))
		return true;
	if (node == NULL || node->kind != NODE_SCALAR ||
	    scalar_type(node) != SCALAR_STRING || !is_clean(node->text))
		return false;
	*ret = node->text;
	return true;
}

bool
partial_number(const struct node *node, size_t most, size_t *ret)
{
	int64_t number;

	if (node == NULL || node->kind != NODE_SCALAR || !node->plain ||
	    scalar_type(node) != SCALAR_INTEGER ||
	    !scalar_integer(node->text, &number) || number < 0 ||
	    (uint64_t)number > PARTIAL_NUMBER || (size_t)number > most)
		return false;
	*ret = (size_t)number;
	return true;
}

bool
partial_index(const struct node *node, size_t count, size_t *ret)
{
	*ret = PARTIAL_NONE;
	if (partial_is_null(node))
		return true;
	return count != 0 && partial_number(node, count - 1, ret);
}

bool
partial_items(const struct node *list, const struct node **ret, size_t count)
{
	const struct node *item;

	if (list == NULL || list->kind != NODE_SEQUENCE ||
	    node_count(list) != count)
		return false;
	for (item = list->first; item != NULL; item = item->next)
		*ret++ = item;
	return true;
}

bool
partial_is_list(const struct node *node)
{
	return node != NULL && node->kind == NODE_SEQUENCE;
}

bool
partial_rule(const struct node *node, enum rule_id *ret)
{
	const char *text;

	if (!partial_text(node, &text) || text == NULL)
		return false;
	*ret = rule_find(text);
	return *ret != RULE_COUNT;
}
