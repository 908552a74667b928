/* SPDX-License-Identifier: ISC */
/*
 * The parser's ground: tokens, nodes and bodies.  It follows Jinja's own
 * parser rule by rule, so that both accept the same templates.
 */
#include <string.h>

#include "template/compile.h"

/* How deep the tree of one expression may be. */
#define MAX_TREE 400

bool
syntax_error(struct compiler *c, uint32_t at, const char *format, ...)
{
	struct pos pos = { c->template->source, at };
	va_list args;
	const char *message;

	if (c->failed)
		return false;
	va_start(args, format);
	message = arena_vprintf(diags_arena(c->diags), format, args);
	va_end(args);
	if (c->lexing) {
		c->broken = message;
		c->broken_at = at;
		return false;
	}
	c->failed = true;
	if (c->broken != NULL && peek(c)->type == T_EOF) {
		pos.offset = c->broken_at;
		message = c->broken;
	}
	diag(c->diags, RULE_TEMPLATE_SYNTAX, pos, "%s", message);
	return false;
}

bool
compile_limit(struct compiler *c, uint32_t at, const char *what)
{
	struct pos pos = { c->template->source, at };

	if (c->failed)
		return false;
	c->failed = true;
	diag(c->diags, RULE_TEMPLATE_LIMIT, pos, "%s", what);
	return false;
}

const struct token *
peek(const struct compiler *c)
{
	return &c->tokens[c->next];
}

const struct token *
peek_second(const struct compiler *c)
{
	const struct token *token = peek(c);

	return token->type == T_EOF ? token : token + 1;
}

const struct token *
take(struct compiler *c)
{
	const struct token *token = peek(c);

	c->ended = token->end;
	if (token->type != T_EOF)
		c->next++;
	return token;
}

bool
take_if(struct compiler *c, enum token_type type)
{
	if (peek(c)->type != type)
		return false;
	take(c);
	return true;
}

static bool
is_the_word(const struct token *token, const char *word)
{
	return token->type == T_NAME && strcmp(token->name->text, word) == 0;
}

bool
at_word(const struct compiler *c, const char *word)
{
	return is_the_word(peek(c), word);
}

bool
take_word(struct compiler *c, const char *word)
{
	if (!at_word(c, word))
		return false;
	take(c);
	return true;
}

static bool
unexpected(struct compiler *c, const char *wanted)
{
	const struct token *token = peek(c);

	if (token->type == T_EOF)
		return syntax_error(c, token->at,
		    "unexpected end of template, expected '%s'", wanted);
	return syntax_error(c, token->at, "expected '%s', got '%s'", wanted,
	    token_describe(c, token));
}

const struct token *
expect(struct compiler *c, enum token_type type)
{
	if (peek(c)->type == type)
		return take(c);
	unexpected(c, token_type_text(type));
	return NULL;
}

bool
expect_word(struct compiler *c, const char *word)
{
	return take_word(c, word) || unexpected(c, word);
}

bool
descend(struct compiler *c)
{
	if (++c->depth <= c->set->options.max_depth)
		return true;
	return compile_limit(
	    c, peek(c)->at, "the template nests too deeply here");
}

void
ascend(struct compiler *c)
{
	c->depth--;
}

struct node *
node_new(struct compiler *c, enum node_kind kind, uint32_t at)
{
	struct node *node = ARENA_NEW(c->arena, struct node);

	node->kind = kind;
	node->at = node->start = at;
	node->end = c->ended;
	node->depth = 1;
	return node;
}

struct node *
node_end(struct compiler *c, struct node *node)
{
	node->end = c->ended;
	return node;
}

bool
adopt(struct compiler *c, struct node *node, const struct node *child)
{
	if (child == NULL)
		return false;
	if (child->depth >= node->depth)
		node->depth = (uint16_t)(child->depth + 1);
	if (child->start < node->start)
		node->start = child->start;
	node->end = c->ended;
	if (node->depth > MAX_TREE)
		return compile_limit(
		    c, node->at, "the expression is too long or too deep");
	return true;
}

void
nodes_add(struct compiler *c, struct nodes *nodes, struct node *node)
{
	struct node **grown;

	if (nodes->count == nodes->capacity) {
		nodes->capacity = nodes->capacity * 2 + 4;
		grown = arena_array(c->arena, nodes->capacity, sizeof(*grown));
		if (nodes->count != 0)
			memcpy(grown, nodes->items,
			    nodes->count * sizeof(struct node *));
		nodes->items = grown;
	}
	nodes->items[nodes->count++] = node;
}

static struct node *
parse_data(struct compiler *c)
{
	const struct token *token = take(c);
	struct node *node = node_new(c, S_TEXT, token->at);

	node->as.constant = token->value;
	return node;
}

static struct node *
parse_print(struct compiler *c)
{
	struct node *node, *value;

	take(c);
	node = node_new(c, S_PRINT, peek(c)->at);
	value = parse_tuple(c, 0);
	if (!adopt(c, node, value) || expect(c, T_VARIABLE_END) == NULL)
		return NULL;
	nodes_add(c, &node->as.list, value);
	return node;
}

static bool
at_one_of(const struct compiler *c, const char *const *words)
{
	for (; words != NULL && *words != NULL; words++)
		if (at_word(c, *words))
			return true;
	return false;
}

static bool
missing_end(struct compiler *c, const char *const *ends)
{
	const char *also = ends[1] != NULL ? ends[1] : NULL;

	return syntax_error(c, c->open != NULL ? c->open->at : peek(c)->at,
	    "the template ends, but this '%s' is still open: '%s'%s%s%s is "
	    "missing",
	    c->open != NULL ? c->open->name : "block", ends[0],
	    also != NULL ? " or '" : "", also != NULL ? also : "",
	    also != NULL ? "'" : "");
}

/* One piece of a body; *DONE when the piece is one of ENDS. */
static bool
parse_piece(
    struct compiler *c, struct nodes *ret, const char *const *ends, bool *done)
{
	struct node *node = NULL;

	switch (peek(c)->type) {
	case T_DATA:
		node = parse_data(c);
		break;
	case T_VARIABLE_BEGIN:
		node = parse_print(c);
		break;
	default:
		take(c);
		*done = at_one_of(c, ends);
		if (*done)
			return true;
		if (!parse_statement(c, &node) ||
		    expect(c, T_BLOCK_END) == NULL)
			return false;
	}
	if (node == NULL)
		return false;
	nodes_add(c, ret, node);
	return true;
}

bool
parse_body(struct compiler *c, struct nodes *ret, const char *const *ends)
{
	bool done = false;

	if (!descend(c))
		return false;
	while (!done) {
		if (peek(c)->type == T_EOF)
			return ends == NULL || missing_end(c, ends);
		if (!parse_piece(c, ret, ends, &done))
			return false;
	}
	ascend(c);
	return true;
}

bool
parse_block_body(struct compiler *c, struct nodes *ret, const char *const *ends)
{
	take_if(c, T_COLON);
	return expect(c, T_BLOCK_END) != NULL && parse_body(c, ret, ends);
}

bool
parse_template(struct compiler *c)
{
	return parse_body(c, &c->template->body, NULL) &&
	       (c->broken == NULL ||
		   syntax_error(c, c->broken_at, "%s", c->broken));
}
