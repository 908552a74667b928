/* SPDX-License-Identifier: ISC */
/* Going through the nodes of a program, for analyses that do not run it. */
#include <string.h>

#include "template/check.h"

static void
visit_one(struct checker *c, const struct node *node, check_visit *visit)
{
	if (node != NULL)
		visit(c, node);
}

void
check_list(struct checker *c, const struct nodes *nodes, check_visit *visit)
{
	uint32_t i;

	for (i = 0; i < nodes->count; i++)
		visit(c, nodes->items[i]);
}

static void
visit_args(struct checker *c, const struct args *args, check_visit *visit)
{
	uint32_t i;

	if (args == NULL)
		return;
	check_list(c, &args->positional, visit);
	for (i = 0; i < args->keyword_count; i++)
		visit_one(c, args->keywords[i].value, visit);
	visit_one(c, args->star, visit);
	visit_one(c, args->star_star, visit);
}

static void
visit_macro(struct checker *c, const struct macro *macro, check_visit *visit)
{
	check_list(c, &macro->defaults, visit);
	check_list(c, &macro->body, visit);
}

static void
visit_if(struct checker *c, const struct node *node, check_visit *visit)
{
	uint32_t i;

	for (i = 0; i < node->as.branch.count; i++) {
		visit_one(c, node->as.branch.arms[i].test, visit);
		check_list(c, &node->as.branch.arms[i].body, visit);
	}
}

static void
visit_loop(struct checker *c, const struct loop_node *loop, check_visit *visit)
{
	visit_one(c, loop->iter, visit);
	visit_one(c, loop->test, visit);
	check_list(c, &loop->body, visit);
	check_list(c, &loop->otherwise, visit);
}

static void
visit_statement(struct checker *c, const struct node *node, check_visit *visit)
{
	switch (node->kind) {
	case S_IF:
		visit_if(c, node, visit);
		break;
	case S_FOR:
		visit_loop(c, node->as.loop, visit);
		break;
	case S_SET:
	case S_SETBLOCK:
	case S_FILTERBLOCK:
	case S_DO:
		visit_one(c, node->as.set->value, visit);
		check_list(c, &node->as.set->body, visit);
		break;
	case S_MACRO:
		visit_macro(c, node->as.macro.macro, visit);
		break;
	case S_CALLBLOCK:
		visit_one(c, node->as.macro.call, visit);
		visit_macro(c, node->as.macro.macro, visit);
		break;
	case S_WITH:
		check_list(c, &node->as.with->values, visit);
		check_list(c, &node->as.with->body, visit);
		break;
	case S_INCLUDE:
	case S_IMPORT:
	case S_FROM:
	case S_EXTENDS:
		visit_one(c, node->as.import->template, visit);
		break;
	case S_BLOCK:
		check_list(c, &node->as.block->block->body, visit);
		break;
	case S_NOTHING:
		if (node->was == S_BLOCK)
			check_list(c, &node->as.block->block->body, visit);
		break;
	case S_UNEXTENDED:
		visit_one(c, node->as.guarded, visit);
		break;
	default:
		break;
	}
}

static void
visit_compare(struct checker *c, const struct node *node, check_visit *visit)
{
	uint32_t i;

	visit(c, node->as.compare.first);
	for (i = 0; i < node->as.compare.count; i++)
		visit(c, node->as.compare.operands[i].value);
}

void
check_children(struct checker *c, const struct node *node, check_visit *visit)
{
	switch (node->kind) {
	case N_LIST:
	case N_TUPLE:
	case N_DICT:
	case N_CONCAT:
	case S_PRINT:
	case S_PRINT_ATTR:
		check_list(c, &node->as.list, visit);
		break;
	case N_BINARY:
	case N_AND:
	case N_OR:
	case N_NOT:
	case N_NEGATE:
	case N_POSITIVE:
		visit_one(c, node->as.binary.left, visit);
		visit_one(c, node->as.binary.right, visit);
		break;
	case N_COMPARE:
		visit_compare(c, node, visit);
		break;
	case N_COND:
		visit_one(c, node->as.cond.test, visit);
		visit_one(c, node->as.cond.yes, visit);
		visit_one(c, node->as.cond.no, visit);
		break;
	case N_ATTR:
	case N_ITEM:
		visit_one(c, node->as.access.object, visit);
		visit_one(c, node->as.access.key, visit);
		break;
	case N_SLICE:
		visit_one(c, node->as.slice.start, visit);
		visit_one(c, node->as.slice.stop, visit);
		visit_one(c, node->as.slice.step, visit);
		break;
	case N_CALL:
	case N_FILTER:
	case N_TEST:
		visit_one(c, node->as.call.subject, visit);
		visit_args(c, node->as.call.args, visit);
		break;
	default:
		visit_statement(c, node, visit);
	}
}

bool
node_is_blank(const struct node *node)
{
	const struct tvalue *text = &node->as.constant;

	if (node->kind != S_TEXT &&
	    (node->kind != S_NOTHING || node->was != S_TEXT))
		return false;
	return text_blank_start(text->as.text, text->length) == text->length;
}

uint32_t
node_begins(const struct checker *c, const struct node *node)
{
	const char *text = source_text(c->template->source);

	if (node->kind != S_TEXT &&
	    (node->kind != S_NOTHING || node->was != S_TEXT))
		return node->at;
	return node->at + (uint32_t)strspn(text + node->at, " \t\r\n\f\v");
}
