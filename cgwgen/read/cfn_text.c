/* SPDX-License-Identifier: ISC */
/* Functions that make and take apart texts.  Floor 3. */
#include <string.h>

#include "read/cfn_function.h"

/* ---- Fn::Sub ---------------------------------------------------------- */

/* The member of VARIABLES (which may be NULL) whose name is LENGTH bytes. */
static const struct node *
own_variable(const struct node *variables, const char *name, size_t length)
{
	const struct node *child = variables != NULL ? variables->first : NULL;

	while (child != NULL && (strncmp(child->name, name, length) != 0 ||
				    child->name[length] != '\0'))
		child = child->next;
	return child;
}

/* What one "${NAME}" stands for. */
static struct node *
variable(struct cfn_run *run, const struct node *node,
    const struct node *variables, const char *name, size_t length)
{
	const struct node *own = own_variable(variables, name, length);

	cfn_work(run, variables != NULL ? node_count(variables) : 1);
	if (own != NULL)
		return cfn_value(run, own);
	if (length == 0)
		return cfn_refuse(run, RULE_CFN_FUNCTION, node,
		    "Fn::Sub has \"${}\" without a name");
	return cfn_variable(run, node, name, length);
}

/* Adds a variable's text to BUF; false when there is none, with what Fn::Sub
 * then gives in *RET. */
static bool
add_variable(struct cfn_run *run, const struct node *node, struct node *value,
    const char *name, struct buf *buf, struct node **ret)
{
	if (value != NULL && value->kind == NODE_SCALAR) {
		buf_text(buf, value->text);
		return cfn_room(run, buf->length, node);
	}
	*ret = value;
	if (value == NULL || value->kind != NODE_LATER)
		*ret = cfn_refuse(run, RULE_CFN_FUNCTION, node,
		    "a variable in Fn::Sub is not a text:%s",
		    cfn_quote(run, name));
	/* The logical id is not that of the whole text. */
	(*ret)->text = NULL;
	return false;
}

static struct node *
substitute(struct cfn_run *run, const struct node *node, const char *text,
    const struct node *variables)
{
	struct node *value, *unknown = NULL, *first = NULL;
	struct buf buf = { 0 };
	const char *start;
	size_t length;

	for (; (start = strstr(text, "${")) != NULL; text = start + length) {
		length = strcspn(start, "}");
		if (start[length] == '\0')
			break;
		length++;
		buf_add(&buf, text, (size_t)(start - text));
		if (start[2] == '!') {
			buf_text(&buf, "${");
			buf_add(&buf, start + 3, length - 3);
			continue;
		}
		value = variable(run, node, variables, start + 2, length - 3);
		/* Nothing but one variable is what that is. */
		if (buf.length == 0 && first == NULL && start[length] == '\0' &&
		    value != NULL && value->kind == NODE_LATER) {
			first = value;
			break;
		}
		if (!add_variable(run, node, value,
			arena_copy(run->reading->arena, start, length), &buf,
			&unknown) &&
		    first == NULL)
			first = unknown;
		if (run->spent)
			break;
	}
	buf_text(&buf, text);
	if (first == NULL && !run->spent)
		return cfn_text_of(run, &buf, node);
	buf_free(&buf);
	return first != NULL ? first : cfn_later(run, node);
}

struct node *
cfn_sub(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	const struct node *text = argument, *variables = NULL;

	if (argument->kind == NODE_SEQUENCE && node_count(argument) == 2) {
		text = argument->first;
		variables = argument->last;
	}
	if (text->kind != NODE_SCALAR ||
	    (variables != NULL && variables->kind != NODE_MAP))
		return cfn_refuse(run, RULE_CFN_FUNCTION, node,
		    "Fn::Sub takes a text, or a list of a text and a mapping "
		    "of variables");
	return substitute(run, node, text->text, variables);
}

/* ---- Fn::Join, Fn::Split ---------------------------------------------- */

struct node *
cfn_join(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown;
	const char *between = cfn_text_argument(
	    run, argument->first, "the delimiter of Fn::Join", &unknown);
	const struct node *list, *item;
	struct buf buf = { 0 };

	if (between == NULL)
		return unknown;
	list = cfn_list_argument(
	    run, argument->last, "the second value of Fn::Join", &unknown);
	if (list == NULL)
		return unknown;
	for (item = list->first; item != NULL; item = item->next) {
		if (item->kind != NODE_SCALAR)
			break;
		if (item != list->first)
			buf_text(&buf, between);
		buf_text(&buf, item->text);
		if (!cfn_room(run, buf.length, node))
			break;
	}
	if (item == NULL)
		return cfn_text_of(run, &buf, node);
	buf_free(&buf);
	if (run->spent || item->kind == NODE_LATER)
		return cfn_later(run, node);
	return cfn_refuse(
	    run, RULE_CFN_FUNCTION, item, "an item of Fn::Join is not a text");
}

struct node *
cfn_split(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown, *list;
	const char *between = cfn_text_argument(
	    run, argument->first, "the delimiter of Fn::Split", &unknown);
	const char *text, *end;

	if (between == NULL)
		return unknown;
	if (between[0] == '\0')
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument->first,
		    "the delimiter of Fn::Split is empty");
	text = cfn_text_argument(
	    run, argument->last, "the second value of Fn::Split", &unknown);
	if (text == NULL)
		return unknown;
	list = cfn_new(run, NODE_SEQUENCE, node);
	while (!run->spent && (end = strstr(text, between)) != NULL) {
		cfn_attach(
		    list, cfn_text(run, text, (size_t)(end - text), node));
		text = end + strlen(between);
	}
	cfn_attach(list, cfn_text(run, text, strlen(text), node));
	return list;
}

/* ---- Fn::Base64 ------------------------------------------------------- */

/* RFC 4648 section 4. */
static void
encode(struct buf *buf, const char *text)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *bytes = (const unsigned char *)text;
	size_t left = strlen(text);
	unsigned long group;

	for (; left != 0; bytes += 3) {
		group = (unsigned long)bytes[0] << 16;
		if (left > 1)
			group |= (unsigned long)bytes[1] << 8;
		if (left > 2)
			group |= bytes[2];
		buf_char(buf, digits[group >> 18 & 63]);
		buf_char(buf, digits[group >> 12 & 63]);
		buf_char(buf, left > 1 ? digits[group >> 6 & 63] : '=');
		buf_char(buf, left > 2 ? digits[group & 63] : '=');
		if (left <= 3)
			break;
		left -= 3;
	}
}

struct node *
cfn_base64(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown;
	const char *text = cfn_text_argument(
	    run, argument, "the value of Fn::Base64", &unknown);
	struct buf buf = { 0 };

	if (text == NULL)
		return unknown;
	encode(&buf, text);
	return cfn_text_of(run, &buf, node);
}
