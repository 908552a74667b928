/* SPDX-License-Identifier: ISC */
/*
 * for loops and what "loop" tells about them.  Items are drawn one by one,
 * as Python's iterators do; loop.length and loop.last look ahead only when
 * they are asked for.
 */
#include <string.h>

#include "template/engine.h"

/* Draws the next item that the loop's test lets pass. */
static bool
draw(struct run *r, struct tloop *loop, struct tvalue *ret, bool *more)
{
	const struct loop_node *node = loop->node;
	bool pass = false;

	for (;;) {
		if (!cursor_next(r, &loop->cursor, ret, more))
			return false;
		if (!*more || !loop->filtered)
			return true;
		scope_enter(r, &node->test_entry);
		if (!assign(r, node->test_target, ret) ||
		    !eval_truth(r, node->test, &pass))
			return false;
		if (pass)
			return true;
	}
}

static bool
peek_item(struct run *r, struct tloop *loop)
{
	bool more;

	if (loop->has_next || loop->at_end)
		return true;
	if (!draw(r, loop, &loop->next, &more))
		return false;
	loop->has_next = more;
	loop->at_end = !more;
	return true;
}

static bool
advance(struct run *r, struct tloop *loop, bool *more)
{
	if (!peek_item(r, loop))
		return false;
	*more = loop->has_next;
	if (!loop->has_next)
		return true;
	loop->previous = loop->current;
	loop->current = loop->next;
	loop->has_next = false;
	loop->index0++;
	return true;
}

/* Reads the rest into a list, so that it can be counted. */
static bool
count_rest(struct run *r, struct tloop *loop, size_t *ret)
{
	struct tlist *rest = list_new(r->arena, 0);
	struct tvalue item;
	bool more = true;

	while (more) {
		if (!draw(r, loop, &item, &more))
			return false;
		if (more)
			list_add(r->arena, rest, item);
	}
	*ret = rest->count;
	loop->filtered = false;
	loop->cursor = (struct cursor){ .source = list_value(rest) };
	return true;
}

bool
loop_length(struct run *r, struct tloop *loop, size_t *ret)
{
	size_t rest;

	if (!loop->has_length) {
		if (loop->filtered ||
		    !value_length(&loop->cursor.source, &loop->length)) {
			if (!count_rest(r, loop, &rest))
				return false;
			loop->length = rest + loop->index0 + 1 + loop->has_next;
		}
		loop->has_length = true;
	}
	*ret = loop->length;
	return true;
}

/* ---- attributes -----------------------------------------------------------
 */

static bool
neighbour(struct run *r, const struct node *node, bool there,
    const struct tvalue *item, const char *hint, struct tvalue *ret)
{
	*ret = there ? *item : make_undefined(r, node, NULL, hint);
	return true;
}

static bool
looking_ahead(struct run *r, struct tloop *loop, const char *name,
    const struct node *node, struct tvalue *ret, bool *found)
{
	size_t length;

	if (strcmp(name, "last") == 0) {
		if (!peek_item(r, loop))
			return false;
		*ret = tv_bool(!loop->has_next);
		return true;
	}
	if (strcmp(name, "nextitem") == 0) {
		if (!peek_item(r, loop))
			return false;
		return neighbour(r, node, loop->has_next, &loop->next,
		    "there is no next item: this is the loop's last", ret);
	}
	*found = strcmp(name, "length") == 0 || strcmp(name, "revindex") == 0 ||
		 strcmp(name, "revindex0") == 0;
	if (!*found)
		return true;
	if (!loop_length(r, loop, &length))
		return false;
	if (name[0] == 'r')
		*ret = tv_int((int64_t)(length - loop->index0) -
			      (name[strlen(name) - 1] == '0'));
	else
		*ret = tv_int((int64_t)length);
	return true;
}

bool
loop_attribute(struct run *r, const struct tvalue *value,
    const struct name *name, const struct node *node, struct tvalue *ret,
    bool *found)
{
	struct tloop *loop = value->as.object;

	*found = true;
	if (strcmp(name->text, "index") == 0)
		*ret = tv_int((int64_t)loop->index0 + 1);
	else if (strcmp(name->text, "index0") == 0)
		*ret = tv_int((int64_t)loop->index0);
	else if (strcmp(name->text, "first") == 0)
		*ret = tv_bool(loop->index0 == 0);
	else if (strcmp(name->text, "depth") == 0)
		*ret = tv_int((int64_t)loop->depth0 + 1);
	else if (strcmp(name->text, "depth0") == 0)
		*ret = tv_int((int64_t)loop->depth0);
	else if (strcmp(name->text, "previtem") == 0)
		return neighbour(r, node, loop->index0 != 0, &loop->previous,
		    "there is no previous item: this is the loop's first", ret);
	else
		return looking_ahead(r, loop, name->text, node, ret, found);
	return true;
}

static bool
loop_cycle(struct tcall *call, struct tvalue *ret)
{
	const struct tloop *loop = call->input.as.object;

	if (call->count == 0)
		return template_fail(call, "there is nothing to cycle through");
	*ret = call->args[loop->index0 % call->count];
	return true;
}

static bool
loop_changed(struct tcall *call, struct tvalue *ret)
{
	struct tloop *loop = call->input.as.object;
	struct tlist *list = list_new(call->arena, call->count);
	struct tvalue now;
	bool same = false;
	size_t i;

	for (i = 0; i < call->count; i++)
		list_add(call->arena, list, call->args[i]);
	now = value_of(TV_TUPLE, list);
	if (loop->has_changed &&
	    !value_equal(call->run, &loop->changed, &now, &same))
		return false;
	loop->has_changed = true;
	loop->changed = now;
	*ret = tv_bool(!same);
	return true;
}

const struct builtin loop_methods[] = {
	BUILTIN("changed", "*value, ...", 0, loop_changed,
	    "whether the arguments differ from those of the last call",
	    "{% for x in [1, 1, 2] %}{{ loop.changed(x) }} {% endfor %}",
	    "True False True "),
	BUILTIN("cycle", "*value, ...", 0, loop_cycle,
	    "the argument whose turn it is",
	    "{% for x in [1, 2, 3] %}{{ loop.cycle('a', 'b') }}{% endfor %}",
	    "aba"),
	BUILTIN_END
};

/* ---- running --------------------------------------------------------------
 */

/* *COMPLETE is set when neither break nor continue cut the body short. */
static bool
run_body(struct run *r, struct tloop *loop, bool *done, bool *complete)
{
	const struct loop_node *node = loop->node;

	if (node->extended)
		r->frame->slots[node->loop_slot] = value_of(TV_LOOP, loop);
	scope_enter(r, &node->entry);
	if (!assign(r, node->target, &loop->current) ||
	    !run_nodes(r, &node->body))
		return false;
	*done = r->signal == SIGNAL_BREAK;
	*complete = *complete || r->signal == SIGNAL_NONE;
	r->signal = SIGNAL_NONE;
	return true;
}

/* All of a loop, in the frame that is current. */
static bool
run_loop(struct run *r, struct tloop *loop, const struct tvalue *source)
{
	const struct loop_node *node = loop->node;
	bool more = true, done = false, complete = false;

	loop->index0 = SIZE_MAX; /* before the first */
	loop->filtered = node->test != NULL;
	r->callee = NULL;
	if (!cursor_open(r, source, &loop->cursor))
		return false;
	while (!done) {
		r->at = loop->at;
		if (!advance(r, loop, &more))
			return false;
		if (!more)
			break;
		if (!run_body(r, loop, &done, &complete))
			return false;
	}
	/* As in Jinja, else also runs when no pass came to its end. */
	if (complete || node->otherwise.count == 0)
		return true;
	scope_enter(r, &node->else_entry);
	return run_nodes(r, &node->otherwise);
}

/* A level of a recursive loop: the loop's own function, called. */
static bool
run_recursive(struct run *r, struct tloop *loop, const struct tvalue *source)
{
	const struct template *template = r->template;
	struct frame *frame = r->frame;
	struct context *context = r->context;
	bool good;

	if (!enter(r, loop->at))
		return false;
	if (r->calls >= r->set->options.max_depth)
		return fail_at(r, RULE_TEMPLATE_LIMIT, loop->at,
		    "the loop recurses more than %zu deep",
		    r->set->options.max_depth);
	r->calls++;
	r->template = loop->template;
	r->context = loop->context;
	r->frame = frame_new(r, &loop->node->function, loop->outer);
	good = charge(r, 1 + loop->node->function.slots) &&
	       run_loop(r, loop, source);
	r->template = template;
	r->frame = frame;
	r->context = context;
	r->calls--;
	leave(r);
	return good;
}

bool
loop_recurse(struct run *r, struct tloop *loop, const struct values *args,
    struct tvalue *ret)
{
	struct tloop *inner = ARENA_NEW(r->arena, struct tloop);
	struct mark mark = sink_mark(r);

	r->callee = NULL;
	if (!loop->node->recursive)
		return fail_value(
		    r, "a loop that is called must be marked 'recursive'");
	if (args->count != 1 || args->keyword_count != 0)
		return fail_value(r, "loop() takes exactly one argument");
	inner->node = loop->node;
	inner->template = loop->template;
	inner->outer = loop->outer;
	inner->context = loop->context;
	inner->at = loop->at;
	inner->depth0 = loop->depth0 + 1;
	if (!run_recursive(r, inner, &args->args[0]))
		return false;
	sink_take(r, mark, ret);
	return true;
}

bool
run_for(struct run *r, const struct node *node)
{
	struct tloop local = { .index0 = 0 }, *loop = &local;
	struct tvalue source;

	if (!eval(r, node->as.loop->iter, &source))
		return false;
	/* Only a loop that somebody looks at may outlive this call. */
	if (node->as.loop->extended)
		loop = ARENA_NEW(r->arena, struct tloop);
	loop->node = node->as.loop;
	loop->at = node->as.loop->iter->at;
	r->at = loop->at;
	if (!loop->node->recursive)
		return run_loop(r, loop, &source);
	loop->template = r->template;
	loop->outer = r->frame;
	loop->context = r->context;
	return run_recursive(r, loop, &source);
}
