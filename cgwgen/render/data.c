/* SPDX-License-Identifier: ISC */
/*
 * From document trees to template values.  Nothing is converted silently
 * that two programs read differently.  Floor 5.
 */
#include "render/data.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "doc/json.h"
#include "doc/scalar.h"
#include "doc/text.h"
#include "doc/yaml.h"

struct converter {
	struct arena *arena;
	struct diags *diags;
};

static bool
refuse(struct converter *converter, struct pos at, const char *message)
{
	diag(converter->diags, RULE_DATA_VALUE, at, "%s", message);
	return false;
}

/* True, TRUE, False and FALSE, which profiles must not use. */
static bool
is_flag(const char *text, bool *ret)
{
	static const char *const words[] = { "false", "False", "FALSE", "true",
		"True", "TRUE" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(text, words[i]) != 0)
			continue;
		*ret = i >= 3;
		return true;
	}
	return false;
}

static bool
integer(struct converter *converter, const char *text, int base, struct pos at,
    struct tvalue *ret)
{
	long long value;

	errno = 0;
	value = strtoll(text, NULL, base);
	if (errno == ERANGE)
		return refuse(
		    converter, at, "an integer beyond 64 bits cannot be held");
	*ret = tv_int(value);
	return true;
}

static bool
real(struct converter *converter, const char *text, struct pos at,
    struct tvalue *ret)
{
	const char *digits = text + strspn(text, "+-");
	double value;

	if (strcasecmp(digits, ".nan") == 0)
		value = (double)NAN;
	else if (strcasecmp(digits, ".inf") == 0)
		value = text[0] == '-' ? -(double)INFINITY : (double)INFINITY;
	else if (value = strtod(text, NULL), isinf(value))
		return refuse(
		    converter, at, "a number beyond 1.8e308 cannot be held");
	*ret = tv_float(value);
	return true;
}

static bool
number(struct converter *converter, const char *text, struct pos at,
    struct tvalue *ret)
{
	const char *digits = text + strspn(text, "+-");

	if (strncmp(text, "0x", 2) == 0)
		return integer(converter, text + 2, 16, at, ret);
	if (strncmp(text, "0o", 2) == 0)
		return integer(converter, text + 2, 8, at, ret);
	if (digits[strspn(digits, "0123456789")] != '\0')
		return real(converter, text, at, ret);
	if (digits[0] == '0' && digits[1] != '\0')
		return refuse(converter, at,
		    "a number with leading zeros is octal to some programs: "
		    "put it in quotes or leave the zeros out");
	return integer(converter, text, 10, at, ret);
}

/* A value, or a key: both are written alike. */
static bool
scalar(struct converter *converter, const char *text, bool plain, struct pos at,
    struct tvalue *ret)
{
	struct node node = { .kind = NODE_SCALAR, .text = text };
	bool flag;

	node.plain = plain;
	*ret = tv_text(text);
	switch (scalar_type(&node)) {
	case SCALAR_NULL:
		*ret = tv_none();
		return true;
	case SCALAR_INTEGER:
	case SCALAR_NUMBER:
		return number(converter, text, at, ret);
	case SCALAR_BOOLEAN:
	case SCALAR_STRING:
		if (plain && is_flag(text, &flag))
			*ret = tv_bool(flag);
		return true;
	}
	return false;
}

static bool convert(
    struct converter *converter, const struct node *node, struct tvalue *ret);

static bool
convert_list(
    struct converter *converter, const struct node *node, struct tvalue *ret)
{
	const struct node *child;
	struct tvalue item;

	*ret = tv_list(converter->arena, node_count(node));
	for (child = node->first; child != NULL; child = child->next) {
		if (!convert(converter, child, &item))
			return false;
		tv_list_add(converter->arena, ret, item);
	}
	return true;
}

static bool
convert_entry(struct converter *converter, const struct node *node,
    const struct tvalue *dict)
{
	struct tvalue key, value;

	if (!scalar(converter, node->name, node->name_plain, node->name_pos,
		&key) ||
	    !convert(converter, node, &value))
		return false;
	/* The reader has seen to it that no two texts are the same. */
	if (key.kind == TV_STRING)
		tv_dict_put(converter->arena, dict, node->name, value);
	else if (!tv_dict_add(converter->arena, dict, key, value))
		return refuse(converter, node->name_pos,
		    "this key equals one before it, in another spelling");
	return true;
}

static bool
convert(
    struct converter *converter, const struct node *node, struct tvalue *ret)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR)
		return scalar(
		    converter, node->text, node->plain, node->pos, ret);
	if (node->kind == NODE_SEQUENCE)
		return convert_list(converter, node, ret);
	*ret = tv_dict(converter->arena, node_count(node));
	for (child = node->first; child != NULL; child = child->next)
		if (!convert_entry(converter, child, ret))
			return false;
	return true;
}

static bool
is_json(const struct source *source, const char *path)
{
	const char *dot = strrchr(path, '.');
	const char *text = source_text(source);

	if (dot != NULL && strcasecmp(dot, ".json") == 0)
		return true;
	if (dot != NULL &&
	    (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0))
		return false;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	text += strspn(text, " \t\r\n");
	return text[0] == '{' || text[0] == '[';
}

static bool
merge(struct converter *converter, const struct node *root,
    const struct tvalue *context)
{
	const struct node *child;
	struct tvalue name, value;

	if (root->kind != NODE_MAP)
		return refuse(converter, root->pos,
		    "expected a mapping of the names that the template sees");
	for (child = root->first; child != NULL; child = child->next) {
		if (!scalar(converter, child->name, child->name_plain,
			child->name_pos, &name))
			return false;
		if (name.kind != TV_STRING)
			return refuse(converter, child->name_pos,
			    "expected a name, which is a text; put it in "
			    "quotes");
		if (!convert(converter, child, &value))
			return false;
		tv_dict_set(converter->arena, context, child->name, value);
	}
	return true;
}

bool
data_read(struct source *source, const char *path, struct arena *arena,
    const struct tvalue *context, struct diags *diags)
{
	struct converter converter = { arena, diags };
	const struct node *root;

	source_never_quote(source);
	root = is_json(source, path)
		   ? json_read(source, TEXT_LIMIT_NODES, arena, diags)
		   : yaml_read(source, arena, diags);
	return root != NULL && merge(&converter, root, context);
}
