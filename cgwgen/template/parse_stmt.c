/* SPDX-License-Identifier: ISC */
/*
 * Statements: one function for each keyword, found in a table.  A keyword of
 * Jinja that is not there yet has a row without a function, so that it is
 * refused by name.
 */
#include <string.h>

#include "template/compile.h"

typedef struct node *statement_function(struct compiler *c);

struct statement {
	const char *word;
	statement_function *parse; /* NULL: not supported yet */
	char extension;            /* 'd' do, 'l' loop controls, 0 always */
};

static bool
assignable(struct compiler *c, const struct node *node)
{
	size_t i;

	if (node->kind == N_TUPLE) {
		for (i = 0; i < node->as.list.count; i++)
			if (!assignable(c, node->as.list.items[i]))
				return false;
		return true;
	}
	if (node->kind == N_NAME)
		return true;
	return syntax_error(c, node->at, "this cannot be assigned to");
}

/* Names in a target are not reads: takes back what the parser counted. */
static void
mark_store(struct compiler *c, struct node *node)
{
	const char *text;
	size_t i;

	if (node->kind == N_TUPLE) {
		for (i = 0; i < node->as.list.count; i++)
			mark_store(c, node->as.list.items[i]);
		return;
	}
	node->as.name.store = true;
	text = node->as.name.name->text;
	if (strcmp(text, "loop") == 0) {
		c->reads.loop--;
		c->loop_stores++;
		c->loop_store_at = node->at;
	} else if (strcmp(text, "self") == 0) {
		c->reads.self -= !c->reads.own_self;
		c->reads.own_self |= c->reads.self == 0;
	} else if (strcmp(text, "super") == 0) {
		c->reads.super -= !c->reads.own_super;
		c->reads.own_super |= c->reads.super == 0;
	}
}

static struct node *
parse_namespace_target(struct compiler *c)
{
	const struct token *name = expect(c, T_NAME), *attribute;
	struct node *node;

	if (name == NULL)
		return NULL;
	take(c);
	attribute = expect(c, T_NAME);
	if (attribute == NULL)
		return NULL;
	node = node_new(c, N_NSREF, name->at);
	node->as.name.name = name->name;
	node->as.name.attribute = attribute->name;
	return node;
}

struct node *
parse_target(struct compiler *c, bool name_only, bool namespaces)
{
	struct node *node;

	if (namespaces && peek_second(c)->type == T_DOT)
		return parse_namespace_target(c);
	if (name_only && peek(c)->type != T_NAME) {
		expect(c, T_NAME);
		return NULL;
	}
	node = name_only ? parse_primary(c) : parse_tuple(c, TUPLE_TARGET);
	if (node == NULL || !assignable(c, node))
		return NULL;
	mark_store(c, node);
	return node;
}

static struct node *
set_new(struct compiler *c, enum node_kind kind, uint32_t at)
{
	struct node *node = node_new(c, kind, at);

	node->as.set = ARENA_NEW(c->arena, struct set_node);
	return node;
}

static struct node *
with_new(struct compiler *c)
{
	struct node *node = node_new(c, S_WITH, take(c)->at);

	node->as.with = ARENA_NEW(c->arena, struct with_node);
	return node;
}

static struct node *
parse_set(struct compiler *c)
{
	static const char *const ends[] = { "endset", NULL };
	uint32_t at = take(c)->at;
	struct node *node, *target = parse_target(c, false, true);

	if (target == NULL)
		return NULL;
	if (take_if(c, T_ASSIGN)) {
		node = set_new(c, S_SET, at);
		node->as.set->target = target;
		node->as.set->value = parse_tuple(c, 0);
		return node->as.set->value != NULL ? node : NULL;
	}
	node = set_new(c, S_SETBLOCK, at);
	node->as.set->target = target;
	if (peek(c)->type == T_PIPE) {
		node->as.set->value = parse_filter(c, NULL, false);
		if (node->as.set->value == NULL)
			return NULL;
	}
	if (!parse_block_body(c, &node->as.set->body, ends))
		return NULL;
	take(c);
	return node;
}

static struct node *
parse_filter_block(struct compiler *c)
{
	static const char *const ends[] = { "endfilter", NULL };
	struct node *node = set_new(c, S_FILTERBLOCK, take(c)->at);

	node->as.set->value = parse_filter(c, NULL, true);
	if (node->as.set->value == NULL ||
	    !parse_block_body(c, &node->as.set->body, ends))
		return NULL;
	take(c);
	return node;
}

static bool
loop_head(struct compiler *c, struct loop_node *loop)
{
	loop->target = parse_target(c, false, false);
	if (loop->target == NULL || !expect_word(c, "in"))
		return false;
	loop->iter = parse_tuple(c, TUPLE_NO_COND);
	if (loop->iter == NULL)
		return false;
	if (take_word(c, "if")) {
		loop->test = parse_expression(c);
		if (loop->test == NULL)
			return false;
	}
	loop->recursive = take_word(c, "recursive");
	return true;
}

static bool
loop_bodies(struct compiler *c, struct loop_node *loop)
{
	static const char *const ends[] = { "endfor", "else", NULL };
	static const char *const end[] = { "endfor", NULL };
	size_t loops = c->loops, loads = c->reads.loop;

	c->loops++;
	if (!parse_block_body(c, &loop->body, ends))
		return false;
	c->loops--;
	loop->extended = loop->recursive || c->reads.loop != loads;
	if (!take_word(c, "else"))
		return take_word(c, "endfor");
	/* What recurs is a function: its "else" is in no loop around it. */
	c->loops = loop->recursive ? 0 : loops;
	if (!parse_block_body(c, &loop->otherwise, end))
		return false;
	c->loops = loops;
	take(c);
	return true;
}

/* The target once more, so that the test can bind it in its own scope. */
static struct node *
copy_target(struct compiler *c, const struct node *target)
{
	struct node *copy = ARENA_NEW(c->arena, struct node);
	uint32_t i;

	*copy = *target;
	if (target->kind != N_TUPLE)
		return copy;
	copy->as.list = (struct nodes){ .count = 0 };
	for (i = 0; i < target->as.list.count; i++)
		nodes_add(c, &copy->as.list,
		    copy_target(c, target->as.list.items[i]));
	return copy;
}

static struct node *
parse_for(struct compiler *c)
{
	struct node *node = node_new(c, S_FOR, take(c)->at);
	struct loop_node *loop = ARENA_NEW(c->arena, struct loop_node);
	size_t stores = c->loop_stores, scoped = c->scoped_blocks;

	node->as.loop = loop;
	if (!loop_head(c, loop) || !loop_bodies(c, loop))
		return NULL;
	if (c->loop_stores != stores) {
		syntax_error(c, c->loop_store_at,
		    "the variable 'loop' of a for loop cannot be assigned to");
		return NULL;
	}
	loop->extended |= c->scoped_blocks != scoped;
	loop->test_target = copy_target(c, loop->target);
	return node;
}

static struct arm *
add_arm(struct compiler *c, struct node *node)
{
	uint32_t count = node->as.branch.count;
	struct arm *grown;

	/* Doubling whenever the count is a power of two. */
	if ((count & (count - 1)) == 0) {
		grown = arena_array(
		    c->arena, count != 0 ? count * 2 : 1, sizeof(*grown));
		if (count != 0)
			memcpy(grown, node->as.branch.arms,
			    count * sizeof(*grown));
		node->as.branch.arms = grown;
	}
	node->as.branch.count++;
	return &node->as.branch.arms[count];
}

static struct node *
parse_if(struct compiler *c)
{
	static const char *const ends[] = { "elif", "else", "endif", NULL };
	static const char *const end[] = { "endif", NULL };
	struct node *node = node_new(c, S_IF, take(c)->at);
	struct arm *arm;

	do {
		arm = add_arm(c, node);
		arm->test = parse_tuple(c, TUPLE_NO_COND);
		if (arm->test == NULL || !parse_block_body(c, &arm->body, ends))
			return NULL;
	} while (take_word(c, "elif"));
	if (!take_word(c, "else")) {
		take(c);
		return node;
	}
	arm = add_arm(c, node);
	if (!parse_block_body(c, &arm->body, end))
		return NULL;
	take(c);
	return node;
}

static struct node *
parse_with(struct compiler *c)
{
	static const char *const ends[] = { "endwith", NULL };
	struct node *node = with_new(c);
	struct node *target, *value;

	while (peek(c)->type != T_BLOCK_END) {
		if (node->as.with->targets.count != 0 &&
		    expect(c, T_COMMA) == NULL)
			return NULL;
		target = parse_target(c, false, false);
		if (target == NULL || expect(c, T_ASSIGN) == NULL)
			return NULL;
		value = parse_expression(c);
		if (value == NULL)
			return NULL;
		nodes_add(c, &node->as.with->targets, target);
		nodes_add(c, &node->as.with->values, value);
	}
	if (!parse_block_body(c, &node->as.with->body, ends))
		return NULL;
	take(c);
	return node;
}

static struct node *
parse_print_statement(struct compiler *c)
{
	struct node *node = node_new(c, S_PRINT, take(c)->at), *value;

	while (peek(c)->type != T_BLOCK_END) {
		if (node->as.list.count != 0 && expect(c, T_COMMA) == NULL)
			return NULL;
		value = parse_expression(c);
		if (value == NULL)
			return NULL;
		nodes_add(c, &node->as.list, value);
	}
	return node;
}

static struct node *
parse_do(struct compiler *c)
{
	struct node *node = set_new(c, S_DO, take(c)->at);

	node->as.set->value = parse_tuple(c, 0);
	return node->as.set->value != NULL ? node : NULL;
}

static struct node *
parse_loop_control(struct compiler *c)
{
	const struct token *token = take(c);

	if (c->loops == 0) {
		syntax_error(c, token->at, "'%s' stands outside of a loop",
		    token->name->text);
		return NULL;
	}
	return node_new(c,
	    strcmp(token->name->text, "break") == 0 ? S_BREAK : S_CONTINUE,
	    token->at);
}

static const struct statement statements[] = { { "autoescape", NULL, 0 },
	{ "block", parse_block, 0 }, { "break", parse_loop_control, 'l' },
	{ "call", parse_call_block, 0 },
	{ "continue", parse_loop_control, 'l' }, { "debug", NULL, 0 },
	{ "do", parse_do, 'd' }, { "extends", parse_extends, 0 },
	{ "filter", parse_filter_block, 0 }, { "for", parse_for, 0 },
	{ "from", parse_from, 0 }, { "if", parse_if, 0 },
	{ "import", parse_import, 0 }, { "include", parse_include, 0 },
	{ "macro", parse_macro, 0 }, { "print", parse_print_statement, 0 },
	{ "set", parse_set, 0 }, { "trans", NULL, 0 },
	{ "with", parse_with, 0 } };

static const char *const closing[] = { "elif", "else", "endautoescape",
	"endblock", "endcall", "endfilter", "endfor", "endif", "endmacro",
	"endset", "endtrans", "endwith" };

static bool
unknown_statement(struct compiler *c, const struct token *token)
{
	const char *known[LENGTH_OF(statements)], *near;
	size_t i;

	for (i = 0; i < LENGTH_OF(closing); i++) {
		if (strcmp(closing[i], token->name->text) != 0)
			continue;
		if (c->open == NULL)
			return syntax_error(
			    c, token->at, "'%s' closes nothing", closing[i]);
		return syntax_error(c, token->at,
		    "'%s' does not belong here: '%s' is still open", closing[i],
		    c->open->name);
	}
	for (i = 0; i < LENGTH_OF(statements); i++) {
		known[i] = statements[i].word;
		if (strcmp(known[i], token->name->text) == 0)
			return syntax_error(c, token->at,
			    "the statement '%s' is an extension that is not "
			    "switched on",
			    known[i]);
	}
	near = diag_nearest(token->name->text, known, LENGTH_OF(known));
	return syntax_error(c, token->at, "unknown statement '%s'%s%s%s",
	    diag_quote(c->diags, token->name->text),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static const struct statement *
statement_find(struct compiler *c, const char *word)
{
	const struct template_options *options = &c->set->options;
	size_t i;

	for (i = 0; i < LENGTH_OF(statements); i++) {
		if (strcmp(statements[i].word, word) != 0)
			continue;
		if ((statements[i].extension == 'd' &&
			!options->extension_do) ||
		    (statements[i].extension == 'l' &&
			!options->extension_loopcontrols))
			return NULL;
		return &statements[i];
	}
	return NULL;
}

bool
parse_statement(struct compiler *c, struct node **ret)
{
	const struct token *token = peek(c);
	const struct statement *row;
	struct open_tag open = { .outer = c->open, .at = token->at };

	if (token->type != T_NAME)
		return syntax_error(c, token->at,
		    "expected a statement, got '%s'", token_describe(c, token));
	row = statement_find(c, token->name->text);
	if (row == NULL)
		return unknown_statement(c, token);
	if (row->parse == NULL)
		return syntax_error(
		    c, token->at, "'%s' is not supported yet", row->word);
	open.name = row->word;
	c->open = &open;
	*ret = row->parse(c);
	c->open = open.outer;
	return *ret != NULL;
}
