/* SPDX-License-Identifier: ISC */
/*
 * Expressions, from the conditional down to literals.  Precedence is
 * Jinja's, which differs from Python's in places: "not" and comparison above
 * arithmetic, "~" between "+" and "*", and "**" to the left.
 */
#include <string.h>

#include "template/compile.h"

struct level {
	enum token_type type;
	enum operator op;
};

static const struct level comparisons[] = { { T_EQ, OP_EQ }, { T_NE, OP_NE },
	{ T_LT, OP_LT }, { T_LE, OP_LE }, { T_GT, OP_GT }, { T_GE, OP_GE } };
static const struct level sums[] = { { T_ADD, OP_ADD }, { T_SUB, OP_SUB } };
static const struct level products[] = { { T_MUL, OP_MUL }, { T_DIV, OP_DIV },
	{ T_FLOORDIV, OP_FLOORDIV }, { T_MOD, OP_MOD } };
static const struct level powers[] = { { T_POW, OP_POW } };

static const struct level *
level_find(const struct level *table, size_t count, enum token_type type)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (table[i].type == type)
			return &table[i];
	return NULL;
}

typedef struct node *parse_function(struct compiler *c);

static struct node *parse_or(struct compiler *c);
static struct node *parse_unary(struct compiler *c);
static struct node *parse_not(struct compiler *c);

static struct node *
binary_node(struct compiler *c, enum node_kind kind, uint32_t at,
    struct node *left, struct node *right)
{
	struct node *node = node_new(c, kind, at);

	node->as.binary.left = left;
	node->as.binary.right = right;
	if (!adopt(c, node, left) || !adopt(c, node, right))
		return NULL;
	return node;
}

/* A row of operators of one level, grouped to the left. */
static struct node *
parse_row(struct compiler *c, const struct level *table, size_t count,
    parse_function *operand)
{
	struct node *left = operand(c);
	const struct level *row;
	uint32_t at;

	while (left != NULL &&
	       (row = level_find(table, count, peek(c)->type)) != NULL) {
		at = take(c)->at;
		left = binary_node(c, N_BINARY, at, left, operand(c));
		if (left != NULL)
			left->as.binary.op = row->op;
	}
	return left;
}

static struct node *
parse_power(struct compiler *c)
{
	return parse_row(c, powers, LENGTH_OF(powers), parse_unary);
}

static struct node *
parse_product(struct compiler *c)
{
	return parse_row(c, products, LENGTH_OF(products), parse_power);
}

static struct node *
parse_concat(struct compiler *c)
{
	struct node *first = parse_product(c), *node, *next;

	if (first == NULL || peek(c)->type != T_TILDE)
		return first;
	node = node_new(c, N_CONCAT, first->start);
	if (!adopt(c, node, first))
		return NULL;
	nodes_add(c, &node->as.list, first);
	while (take_if(c, T_TILDE)) {
		next = parse_product(c);
		if (!adopt(c, node, next))
			return NULL;
		nodes_add(c, &node->as.list, next);
	}
	return node;
}

static struct node *
parse_sum(struct compiler *c)
{
	return parse_row(c, sums, LENGTH_OF(sums), parse_concat);
}

/* The comparison that is next, if any; takes its words. */
static bool
take_comparison(struct compiler *c, enum operator* ret)
{
	const struct level *row =
	    level_find(comparisons, LENGTH_OF(comparisons), peek(c)->type);
	const struct token *second = peek_second(c);

	if (row != NULL) {
		take(c);
		*ret = row->op;
		return true;
	}
	if (take_word(c, "in")) {
		*ret = OP_IN;
		return true;
	}
	if (!at_word(c, "not") || second->type != T_NAME ||
	    strcmp(second->name->text, "in") != 0)
		return false;
	take(c);
	take(c);
	*ret = OP_NOTIN;
	return true;
}

static void
add_operand(struct compiler *c, struct node *node, struct operand operand)
{
	uint32_t count = node->as.compare.count;
	struct operand *grown =
	    arena_array(c->arena, count + 1, sizeof(*grown));

	if (count != 0)
		memcpy(
		    grown, node->as.compare.operands, count * sizeof(*grown));
	grown[count] = operand;
	node->as.compare.operands = grown;
	node->as.compare.count++;
}

static struct node *
parse_compare(struct compiler *c)
{
	struct node *first = parse_sum(c), *node = NULL;
	struct operand operand = { .op = OP_EQ };

	if (first == NULL)
		return NULL;
	for (;;) {
		operand.at = peek(c)->at;
		if (!take_comparison(c, &operand.op))
			return node != NULL ? node : first;
		if (node == NULL) {
			node = node_new(c, N_COMPARE, operand.at);
			node->as.compare.first = first;
			if (!adopt(c, node, first))
				return NULL;
		}
		operand.value = parse_sum(c);
		if (!adopt(c, node, operand.value))
			return NULL;
		if (node->as.compare.count == 64) {
			compile_limit(
			    c, operand.at, "the comparison is too long");
			return NULL;
		}
		add_operand(c, node, operand);
	}
}

static struct node *
parse_not(struct compiler *c)
{
	struct node *node;
	uint32_t at = peek(c)->at;

	if (!take_word(c, "not"))
		return parse_compare(c);
	if (!descend(c))
		return NULL;
	node = node_new(c, N_NOT, at);
	node->as.binary.left = parse_not(c);
	ascend(c);
	return adopt(c, node, node->as.binary.left) ? node : NULL;
}

static struct node *
parse_words(struct compiler *c, const char *word, enum node_kind kind,
    parse_function *operand)
{
	struct node *left = operand(c);
	uint32_t at;

	while (left != NULL && at_word(c, word)) {
		at = take(c)->at;
		left = binary_node(c, kind, at, left, operand(c));
	}
	return left;
}

static struct node *
parse_and(struct compiler *c)
{
	return parse_words(c, "and", N_AND, parse_not);
}

static struct node *
parse_or(struct compiler *c)
{
	return parse_words(c, "or", N_OR, parse_and);
}

static struct node *
parse_cond(struct compiler *c)
{
	struct node *yes = parse_or(c), *node;
	uint32_t at;

	while (yes != NULL && at_word(c, "if")) {
		at = take(c)->at;
		node = node_new(c, N_COND, at);
		node->as.cond.yes = yes;
		node->as.cond.test = parse_or(c);
		if (!adopt(c, node, yes) || !adopt(c, node, node->as.cond.test))
			return NULL;
		if (take_word(c, "else")) {
			node->as.cond.no = parse_expression(c);
			if (!adopt(c, node, node->as.cond.no))
				return NULL;
		}
		yes = node;
	}
	return yes;
}

struct node *
parse_expression(struct compiler *c)
{
	struct node *node;

	if (!descend(c))
		return NULL;
	node = parse_cond(c);
	ascend(c);
	return node;
}

struct node *
parse_no_cond(struct compiler *c)
{
	struct node *node;

	if (!descend(c))
		return NULL;
	node = parse_or(c);
	ascend(c);
	return node;
}

/* "-x" and "+x" bind closer than filters: -1|abs is (-1)|abs, and what
 * follows the number belongs to the sign's operand. */
static struct node *
parse_signed(struct compiler *c)
{
	const struct token *token = peek(c);
	struct node *node;

	if (token->type != T_SUB && token->type != T_ADD)
		return parse_primary(c);
	if (!descend(c))
		return NULL;
	take(c);
	node = node_new(
	    c, token->type == T_SUB ? N_NEGATE : N_POSITIVE, token->at);
	node->as.binary.left = parse_signed(c);
	if (node->as.binary.left != NULL)
		node->as.binary.left = parse_postfix(c, node->as.binary.left);
	ascend(c);
	return adopt(c, node, node->as.binary.left) ? node : NULL;
}

static struct node *
parse_unary(struct compiler *c)
{
	struct node *node = parse_signed(c);

	if (node != NULL)
		node = parse_postfix(c, node);
	return node != NULL ? parse_filters_and_tests(c, node) : NULL;
}

static bool
tuple_ends(const struct compiler *c)
{
	enum token_type type = peek(c)->type;

	return type == T_VARIABLE_END || type == T_BLOCK_END ||
	       type == T_RPAREN;
}

static struct node *
tuple_item(struct compiler *c, int flags)
{
	struct node *node;

	if ((flags & TUPLE_TARGET) == 0)
		return (flags & TUPLE_NO_COND) != 0 ? parse_no_cond(c)
						    : parse_expression(c);
	if (!descend(c))
		return NULL;
	node = parse_primary(c);
	ascend(c);
	return node;
}

struct node *
parse_tuple(struct compiler *c, int flags)
{
	struct node *node = node_new(c, N_TUPLE, peek(c)->at), *item = NULL;
	bool tuple = false;

	while (!tuple_ends(c)) {
		item = tuple_item(c, flags);
		if (!adopt(c, node, item))
			return NULL;
		nodes_add(c, &node->as.list, item);
		if (!take_if(c, T_COMMA))
			break;
		tuple = true;
	}
	if (tuple)
		return node_end(c, node);
	if (item != NULL)
		return item;
	if ((flags & TUPLE_PARENTHESES) != 0)
		return node_end(c, node);
	syntax_error(c, peek(c)->at, "expected an expression, got '%s'",
	    token_describe(c, peek(c)));
	return NULL;
}
