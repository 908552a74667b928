/* SPDX-License-Identifier: ISC */
/*
 * What may follow an operand: attributes, items, slices, calls, filters and
 * tests.
 */
#include <string.h>

#include "template/compile.h"

/* "x.name" and "x.0". */
static struct node *
parse_attribute(struct compiler *c, struct node *object)
{
	const struct token *token;
	struct node *node;

	take(c);
	token = take(c);
	if (token->type == T_NAME) {
		node = node_new(c, N_ATTR, token->at);
		node->as.access.name = token->name;
	} else if (token->type == T_INTEGER) {
		node = node_new(c, N_ITEM, token->at);
		node->as.access.key = node_new(c, N_CONST, token->at);
		node->as.access.key->as.constant = token->value;
	} else {
		syntax_error(c, token->at,
		    "expected a name or number, got '%s'",
		    token_describe(c, token));
		return NULL;
	}
	node->as.access.object = object;
	return adopt(c, node, object) ? node : NULL;
}

static bool
slice_bound_ends(const struct compiler *c)
{
	enum token_type type = peek(c)->type;

	return type == T_COLON || type == T_RBRACKET || type == T_COMMA;
}

/* One bound of a slice; *RET stays NULL when it is left out. */
static bool
slice_bound(struct compiler *c, struct node *slice, struct node **ret)
{
	if (slice_bound_ends(c))
		return true;
	*ret = parse_expression(c);
	return adopt(c, slice, *ret);
}

static struct node *
parse_subscript(struct compiler *c)
{
	struct node *slice, *start = NULL;
	uint32_t at = peek(c)->at;

	if (peek(c)->type != T_COLON) {
		start = parse_expression(c);
		if (start == NULL || peek(c)->type != T_COLON)
			return start;
	}
	slice = node_new(c, N_SLICE, at);
	slice->as.slice.start = start;
	if (start != NULL && !adopt(c, slice, start))
		return NULL;
	take(c);
	if (!slice_bound(c, slice, &slice->as.slice.stop))
		return NULL;
	if (take_if(c, T_COLON) &&
	    !slice_bound(c, slice, &slice->as.slice.step))
		return NULL;
	return node_end(c, slice);
}

static struct node *
parse_item(struct compiler *c, struct node *object)
{
	const struct token *open = take(c);
	struct node *node = node_new(c, N_ITEM, open->at);
	struct node *keys = node_new(c, N_TUPLE, open->at), *key;
	bool slices = false;

	while (peek(c)->type != T_RBRACKET) {
		if (keys->as.list.count != 0 && expect(c, T_COMMA) == NULL)
			return NULL;
		key = parse_subscript(c);
		if (!adopt(c, keys, key))
			return NULL;
		nodes_add(c, &keys->as.list, key);
		slices = slices || key->kind == N_SLICE;
		if (slices && keys->as.list.count > 1) {
			syntax_error(c, key->at,
			    "a slice may not stand among several subscripts");
			return NULL;
		}
	}
	take(c);
	node->as.access.object = object;
	node->as.access.key =
	    keys->as.list.count == 1 ? keys->as.list.items[0] : keys;
	if (!adopt(c, node, object) || !adopt(c, node, node->as.access.key))
		return NULL;
	return node;
}

static struct node *
parse_call(struct compiler *c, struct node *callee)
{
	struct node *node = node_new(c, N_CALL, callee->at);

	node->as.call.subject = callee;
	node->as.call.args = parse_args(c);
	if (node->as.call.args == NULL || !adopt(c, node, callee))
		return NULL;
	return node;
}

struct node *
parse_postfix(struct compiler *c, struct node *node)
{
	while (node != NULL) {
		switch (peek(c)->type) {
		case T_DOT:
			node = parse_attribute(c, node);
			break;
		case T_LBRACKET:
			node = parse_item(c, node);
			break;
		case T_LPAREN:
			node = parse_call(c, node);
			break;
		default:
			return node;
		}
	}
	return NULL;
}

/* "a.b.c" as the name of a filter or test. */
static struct name *
parse_dotted(struct compiler *c)
{
	const struct token *token = expect(c, T_NAME);
	struct name *name;

	if (token == NULL)
		return NULL;
	name = token->name;
	while (take_if(c, T_DOT)) {
		char *joined;

		token = expect(c, T_NAME);
		if (token == NULL)
			return NULL;
		if (name->length > 256) {
			compile_limit(c, token->at, "the name is too long");
			return NULL;
		}
		joined = arena_printf(
		    c->arena, "%s.%s", name->text, token->name->text);
		name = intern(c, joined, strlen(joined));
	}
	return name;
}

struct node *
parse_filter(struct compiler *c, struct node *subject, bool start_inline)
{
	struct node *node;

	while (start_inline || peek(c)->type == T_PIPE) {
		if (!start_inline)
			take(c);
		start_inline = false;
		node = node_new(c, N_FILTER, peek(c)->at);
		node->as.call.subject = subject;
		node->as.call.name = parse_dotted(c);
		if (node->as.call.name == NULL)
			return NULL;
		if (peek(c)->type == T_LPAREN &&
		    (node->as.call.args = parse_args(c)) == NULL)
			return NULL;
		if (subject != NULL && !adopt(c, node, subject))
			return NULL;
		subject = node_end(c, node);
	}
	return subject;
}

/* Whether what follows a test's name is its one argument: "is in x". */
static bool
starts_argument(const struct compiler *c)
{
	switch (peek(c)->type) {
	case T_NAME:
		return !at_word(c, "else") && !at_word(c, "or") &&
		       !at_word(c, "and");
	case T_STRING:
	case T_INTEGER:
	case T_FLOAT:
	case T_LBRACKET:
	case T_LBRACE:
		return true;
	default:
		return false;
	}
}

static struct args *
parse_test_argument(struct compiler *c, struct node *node)
{
	struct args *args = ARENA_NEW(c->arena, struct args);
	struct node *argument;

	if (at_word(c, "is")) {
		syntax_error(c, peek(c)->at,
		    "several tests cannot be chained with 'is'");
		return NULL;
	}
	if (!descend(c))
		return NULL;
	argument = parse_primary(c);
	if (argument != NULL)
		argument = parse_postfix(c, argument);
	ascend(c);
	if (!adopt(c, node, argument))
		return NULL;
	nodes_add(c, &args->positional, argument);
	return args;
}

static struct node *
parse_test(struct compiler *c, struct node *subject)
{
	uint32_t at = take(c)->at;
	bool negated = take_word(c, "not");
	struct node *node = node_new(c, N_TEST, peek(c)->at), *negation;

	node->as.call.subject = subject;
	node->as.call.name = parse_dotted(c);
	if (node->as.call.name == NULL || !adopt(c, node, subject))
		return NULL;
	if (peek(c)->type == T_LPAREN) {
		if ((node->as.call.args = parse_args(c)) == NULL)
			return NULL;
	} else if (starts_argument(c) &&
		   (node->as.call.args = parse_test_argument(c, node)) ==
		       NULL) {
		return NULL;
	}
	node_end(c, node);
	if (!negated)
		return node;
	negation = node_new(c, N_NOT, at);
	negation->as.binary.left = node;
	return adopt(c, negation, node) ? negation : NULL;
}

struct node *
parse_filters_and_tests(struct compiler *c, struct node *node)
{
	while (node != NULL) {
		if (peek(c)->type == T_PIPE)
			node = parse_filter(c, node, false);
		else if (at_word(c, "is"))
			node = parse_test(c, node);
		else if (peek(c)->type == T_LPAREN)
			node = parse_call(c, node);
		else
			return node;
	}
	return NULL;
}

static bool
bad_call(struct compiler *c, uint32_t at)
{
	return syntax_error(
	    c, at, "the arguments of this call are out of order");
}

static void
add_keyword(struct compiler *c, struct args *args, struct keyword keyword)
{
	struct keyword *grown =
	    arena_array(c->arena, args->keyword_count + 1, sizeof(*grown));

	if (args->keyword_count != 0)
		memcpy(grown, args->keywords,
		    args->keyword_count * sizeof(*grown));
	grown[args->keyword_count++] = keyword;
	args->keywords = grown;
}

static bool
parse_keyword(struct compiler *c, struct args *args)
{
	const struct token *name = take(c);
	struct keyword keyword = { .name = name->name };
	uint32_t i;

	take(c);
	for (i = 0; i < args->keyword_count; i++)
		if (args->keywords[i].name == name->name)
			return syntax_error(c, name->at,
			    "the argument '%s' is given twice",
			    diag_quote(c->diags, name->name->text));
	if (args->keyword_count == 255)
		return compile_limit(c, name->at, "too many arguments");
	keyword.value = parse_expression(c);
	if (keyword.value == NULL)
		return false;
	add_keyword(c, args, keyword);
	return true;
}

/* "*x" or "**x" into *RET. */
static bool
parse_star(struct compiler *c, struct node **ret)
{
	take(c);
	*ret = parse_expression(c);
	return *ret != NULL;
}

static bool
parse_argument(struct compiler *c, struct args *args)
{
	const struct token *token = peek(c);
	struct node *value;

	if (token->type == T_MUL) {
		if (args->star != NULL || args->star_star != NULL)
			return bad_call(c, token->at);
		return parse_star(c, &args->star);
	}
	if (args->star_star != NULL)
		return bad_call(c, token->at);
	if (token->type == T_POW)
		return parse_star(c, &args->star_star);
	if (token->type == T_NAME && peek_second(c)->type == T_ASSIGN)
		return parse_keyword(c, args);
	if (args->star != NULL || args->keyword_count != 0)
		return bad_call(c, token->at);
	value = parse_expression(c);
	if (value == NULL)
		return false;
	nodes_add(c, &args->positional, value);
	return true;
}

struct args *
parse_args(struct compiler *c)
{
	struct args *args = ARENA_NEW(c->arena, struct args);
	bool first = true;

	take(c);
	while (peek(c)->type != T_RPAREN) {
		if (!first && expect(c, T_COMMA) == NULL)
			return NULL;
		if (!first && peek(c)->type == T_RPAREN)
			break;
		if (!parse_argument(c, args))
			return NULL;
		first = false;
	}
	take(c);
	return args;
}
