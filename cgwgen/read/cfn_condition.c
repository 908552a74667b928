/* SPDX-License-Identifier: ISC */
/*
 * Conditions: worked out once, by name, in three values.  What cannot be
 * decided is unknown: the resource stays, a choice is a value of later.
 * Floor 3.
 */
#include <stdint.h>
#include <string.h>

#include "read/cfn_function.h"
#include "read/inventory.h"

/* CloudFormation takes 2 to 10 conditions in Fn::And and Fn::Or. */
#define LEAST 2
#define MOST 10

static enum cfn_truth truth_of(struct cfn_run *run, const struct node *node);

static enum cfn_truth
of(bool flag)
{
	return flag ? CFN_TRUE : CFN_FALSE;
}

static enum cfn_truth
refuse(struct cfn_run *run, const struct node *node, const char *message)
{
	cfn_refuse(run, RULE_CFN_FUNCTION, node, "%s", message);
	return CFN_UNKNOWN;
}

/* ---- Fn::Equals ------------------------------------------------------- */

/* NULL is AWS::NoValue. */
static enum cfn_truth
same(const struct node *a, const struct node *b)
{
	enum cfn_truth all = CFN_TRUE, one;

	if (a == NULL || b == NULL)
		return of(a == b);
	if (a->kind == NODE_LATER || b->kind == NODE_LATER)
		return CFN_UNKNOWN;
	if (a->kind != b->kind)
		return CFN_FALSE;
	if (a->kind == NODE_SCALAR)
		return of(strcmp(a->text, b->text) == 0);
	if (a->kind == NODE_MAP)
		return CFN_UNKNOWN;
	for (a = a->first, b = b->first; a != NULL && b != NULL;
	     a = a->next, b = b->next) {
		one = same(a, b);
		if (one == CFN_FALSE)
			return CFN_FALSE;
		if (one == CFN_UNKNOWN)
			all = CFN_UNKNOWN;
	}
	return a == b ? all : CFN_FALSE;
}

static enum cfn_truth
equals(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *first;

	if (argument->kind != NODE_SEQUENCE || node_count(argument) != 2)
		return refuse(run, node, "Fn::Equals takes a list of 2 values");
	first = cfn_value(run, argument->first);
	return same(first, cfn_value(run, argument->last));
}

/* ---- Fn::And, Fn::Or, Fn::Not ----------------------------------------- */

/* Whether one of the items is WANTED; of Fn::And that is false. */
static enum cfn_truth
one_is(struct cfn_run *run, const struct node *node,
    const struct node *argument, enum cfn_truth wanted)
{
	size_t count =
	    argument->kind == NODE_SEQUENCE ? node_count(argument) : 0;
	enum cfn_truth all = wanted == CFN_TRUE ? CFN_FALSE : CFN_TRUE, one;
	const struct node *item;

	if (count < LEAST || count > MOST)
		return refuse(run, node,
		    "Fn::And and Fn::Or take a list of 2 to 10 conditions");
	for (item = argument->first; item != NULL; item = item->next) {
		one = truth_of(run, item);
		if (one == wanted)
			return wanted;
		if (one == CFN_UNKNOWN)
			all = CFN_UNKNOWN;
	}
	return all;
}

static enum cfn_truth not(struct cfn_run * run, const struct node *node,
    const struct node *argument) {
	enum cfn_truth truth;

	if (argument->kind != NODE_SEQUENCE ||
	    node_count(argument) != 1) return refuse(run, node,
	    "Fn::Not takes a list of 1 condition");
	truth = truth_of(run, argument->first);
	if (truth == CFN_UNKNOWN) return CFN_UNKNOWN;
	return of(truth == CFN_FALSE);
}

static enum cfn_truth
named(struct cfn_run *run, const struct node *node, const struct node *argument)
{
	if (argument->kind != NODE_SCALAR)
		return refuse(run, node, "Condition takes a name");
	return cfn_condition(run, argument->text, node);
}

/* What a condition is made of. */
static enum cfn_truth
truth_of(struct cfn_run *run, const struct node *node)
{
	const struct node *argument;
	const char *name;

	/* {Condition: NAME} is a condition's own long form. */
	if (node->kind == NODE_MAP && node->first != NULL &&
	    node->first->next == NULL &&
	    strcmp(node->first->name, "Condition") == 0)
		return named(run, node, node->first);
	if (node->kind != NODE_MAP || !cfn_call(node, &name, &argument))
		return refuse(run, node,
		    "a condition is Fn::Equals, Fn::And, Fn::Or, Fn::Not or "
		    "Condition");
	if (strcmp(name, "Equals") == 0)
		return equals(run, node, argument);
	if (strcmp(name, "And") == 0)
		return one_is(run, node, argument, CFN_FALSE);
	if (strcmp(name, "Or") == 0)
		return one_is(run, node, argument, CFN_TRUE);
	if (strcmp(name, "Not") == 0)
		return not(run, node, argument);
	if (strcmp(name, "Condition") == 0)
		return named(run, node, argument);
	return refuse(run, node,
	    "a condition is Fn::Equals, Fn::And, Fn::Or, Fn::Not or "
	    "Condition");
}

/* ---- by name ---------------------------------------------------------- */

static enum cfn_truth
unknown_condition(struct cfn_run *run, const char *name, const struct node *at)
{
	const char *nearest;

	if (run->template->open)
		return CFN_UNKNOWN;
	nearest = cfn_nearest(run->template, CFN_CONDITIONS, name);
	cfn_refuse(run, RULE_CFN_REFERENCE, at,
	    "the template has no condition%s%s%s%s", cfn_quote(run, name),
	    nearest != NULL ? "; did you mean " : "",
	    nearest != NULL ? diag_quote(run->reading->diags, nearest) : "",
	    nearest != NULL ? "?" : "");
	return CFN_UNKNOWN;
}

static enum cfn_truth
judge(struct cfn_run *run, const struct node *condition)
{
	struct arena *scratch = inventory_scratch(run->reading->inventory);
	struct reading reading = *run->reading;
	struct cfn_run inner = { .template = run->template,
		.reading = &reading,
		.conditions = run->conditions + 1,
		.judging = true };
	enum cfn_truth truth;

	/* Conditions within a condition share its limits and its memory. */
	reading.arena = scratch;
	if (run->judging) {
		inner.nodes = run->nodes;
		inner.bytes = run->bytes;
	}
	truth = truth_of(&inner, condition);
	if (run->judging) {
		run->nodes = inner.nodes;
		run->bytes = inner.bytes;
	} else {
		arena_reset(scratch);
	}
	return truth;
}

enum cfn_truth
cfn_condition(struct cfn_run *run, const char *name, const struct node *at)
{
	size_t index = cfn_find(run->template, CFN_CONDITIONS, name);
	enum cfn_truth *truth;
	const struct node *condition;

	if (index == SIZE_MAX)
		return unknown_condition(run, name, at);
	condition = run->template->sections[CFN_CONDITIONS].members[index];
	truth = &run->template->truths[index];
	if (*truth == CFN_ASKED) {
		cfn_refuse(run, RULE_CFN_REFERENCE, at,
		    "condition%s depends on itself", cfn_quote(run, name));
		return CFN_UNKNOWN;
	}
	if (*truth != CFN_UNASKED)
		return *truth;
	if (run->conditions == CFN_LIMIT_CONDITIONS) {
		cfn_refuse(run, RULE_INPUT_LIMIT, at,
		    "more than %d conditions that refer to each other",
		    CFN_LIMIT_CONDITIONS);
		return CFN_UNKNOWN;
	}
	*truth = CFN_ASKED;
	*truth = judge(run, condition);
	return *truth;
}

struct node *
cfn_if(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	const struct node *name = argument->first;
	enum cfn_truth truth;

	if (name->kind != NODE_SCALAR)
		return cfn_refuse(run, RULE_CFN_FUNCTION, name,
		    "the first value of Fn::If is not a condition's name");
	truth = cfn_condition(run, name->text, name);
	if (truth == CFN_TRUE)
		return cfn_value(run, name->next);
	if (truth == CFN_FALSE)
		return cfn_value(run, argument->last);
	return cfn_later(run, node);
}
