/* SPDX-License-Identifier: ISC */
/*
 * What expressions are made of: names, literals, lists, dicts, brackets.
 */
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

struct word {
	const char *text;
	char value; /* 't', 'f', 'n' */
};

static const struct word constants[] = { { "true", 't' }, { "True", 't' },
	{ "false", 'f' }, { "False", 'f' }, { "none", 'n' }, { "None", 'n' } };

static struct node *
constant_node(struct compiler *c, uint32_t at, struct tvalue value)
{
	struct node *node = node_new(c, N_CONST, at);

	node->as.constant = value;
	/* Template text: messages may print it. */
	if (value.kind == TV_STRING)
		node->as.constant.flags = TV_FLAG_NAME;
	return node;
}

/* Counts names whose mere use changes how loops and macros are built. */
static void
count_name(struct compiler *c, const char *text)
{
	if (strcmp(text, "loop") == 0)
		c->reads.loop++;
	else if (strcmp(text, "caller") == 0)
		c->reads.caller++;
	else if (strcmp(text, "kwargs") == 0)
		c->reads.kwargs++;
	else if (strcmp(text, "varargs") == 0)
		c->reads.varargs++;
	else if (strcmp(text, "self") == 0)
		c->reads.self += !c->reads.own_self;
	else if (strcmp(text, "super") == 0)
		c->reads.super += !c->reads.own_super;
}

static struct node *
parse_name(struct compiler *c)
{
	const struct token *token = take(c);
	struct node *node;
	size_t i;

	for (i = 0; i < LENGTH_OF(constants); i++)
		if (strcmp(token->name->text, constants[i].text) == 0)
			return constant_node(c, token->at,
			    constants[i].value == 'n'
				? tv_none()
				: tv_bool(constants[i].value == 't'));
	count_name(c, token->name->text);
	node = node_new(c, N_NAME, token->at);
	node->as.name.name = token->name;
	return node;
}

/* Strings side by side are one string. */
static struct node *
parse_string(struct compiler *c)
{
	const struct token *token = take(c);
	uint32_t at = token->at;
	struct tvalue value = token->value;
	size_t first = c->next, last, length = value.length, used;
	char *joined;

	for (last = first; c->tokens[last].type == T_STRING; last++)
		length += c->tokens[last].value.length;
	if (last == first)
		return constant_node(c, at, value);
	joined = arena_alloc(c->arena, length + 1);
	memcpy(joined, value.as.text, value.length);
	for (used = value.length; c->next < last; used += token->value.length) {
		token = take(c);
		memcpy(
		    joined + used, token->value.as.text, token->value.length);
	}
	return constant_node(c, at, string_of(joined, length));
}

static struct node *
parse_list(struct compiler *c)
{
	struct node *node = node_new(c, N_LIST, take(c)->at), *item;

	while (peek(c)->type != T_RBRACKET) {
		if (node->as.list.count != 0 && expect(c, T_COMMA) == NULL)
			return NULL;
		if (peek(c)->type == T_RBRACKET)
			break;
		item = parse_expression(c);
		if (!adopt(c, node, item))
			return NULL;
		nodes_add(c, &node->as.list, item);
	}
	take(c);
	return node_end(c, node);
}

static bool
parse_pair(struct compiler *c, struct node *node)
{
	struct node *key, *value;

	key = parse_expression(c);
	if (!adopt(c, node, key) || expect(c, T_COLON) == NULL)
		return false;
	value = parse_expression(c);
	if (!adopt(c, node, value))
		return false;
	nodes_add(c, &node->as.list, key);
	nodes_add(c, &node->as.list, value);
	return true;
}

static struct node *
parse_dict(struct compiler *c)
{
	struct node *node = node_new(c, N_DICT, take(c)->at);

	while (peek(c)->type != T_RBRACE) {
		if (node->as.list.count != 0 && expect(c, T_COMMA) == NULL)
			return NULL;
		if (peek(c)->type == T_RBRACE)
			break;
		if (!parse_pair(c, node))
			return NULL;
	}
	take(c);
	return node_end(c, node);
}

static struct node *
parse_brackets(struct compiler *c)
{
	struct node *node;

	take(c);
	if (!descend(c))
		return NULL;
	node = parse_tuple(c, TUPLE_PARENTHESES);
	ascend(c);
	if (node == NULL || expect(c, T_RPAREN) == NULL)
		return NULL;
	return node;
}

struct node *
parse_primary(struct compiler *c)
{
	const struct token *token = peek(c);

	switch (token->type) {
	case T_NAME:
		return parse_name(c);
	case T_STRING:
		return parse_string(c);
	case T_INTEGER:
	case T_FLOAT:
		take(c);
		return constant_node(c, token->at, token->value);
	case T_LPAREN:
		return parse_brackets(c);
	case T_LBRACKET:
		return parse_list(c);
	case T_LBRACE:
		return parse_dict(c);
	default:
		syntax_error(
		    c, token->at, "unexpected '%s'", token_describe(c, token));
		return NULL;
	}
}
