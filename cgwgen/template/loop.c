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

typedef bool loop_getter(struct run *r, struct tloop *loop,
    const struct node *node, struct tvalue *ret);

static bool
get_index(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)r;
	(void)node;
	*ret = tv_int((int64_t)loop->index0 + 1);
	return true;
}

static bool
get_index0(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)r;
	(void)node;
	*ret = tv_int((int64_t)loop->index0);
	return true;
}

static bool
get_first(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)r;
	(void)node;
	*ret = tv_bool(loop->index0 == 0);
	return true;
}

static bool
get_depth(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)r;
	(void)node;
	*ret = tv_int((int64_t)loop->depth0 + 1);
	return true;
}

static bool
get_depth0(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)r;
	(void)node;
	*ret = tv_int((int64_t)loop->depth0);
	return true;
}

static bool
get_last(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	(void)node;
	if (!peek_item(r, loop))
		return false;
	*ret = tv_bool(!loop->has_next);
	return true;
}

static bool
get_previous(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	*ret = loop->index0 != 0
		   ? loop->previous
		   : make_undefined(r, node, NULL,
			 "there is no previous item: this is the loop's first");
	return true;
}

static bool
get_next(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	if (!peek_item(r, loop))
		return false;
	*ret = loop->has_next
		   ? loop->next
		   : make_undefined(r, node, NULL,
			 "there is no next item: this is the loop's last");
	return true;
}

static bool
get_length(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	size_t length;

	(void)node;
	if (!loop_length(r, loop, &length))
		return false;
	*ret = tv_int((int64_t)length);
	return true;
}

static bool
get_revindex(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	if (!get_length(r, loop, node, ret))
		return false;
	ret->as.integer -= (int64_t)loop->index0;
	return true;
}

static bool
get_revindex0(struct run *r, struct tloop *loop, const struct node *node,
    struct tvalue *ret)
{
	if (!get_revindex(r, loop, node, ret))
		return false;
	ret->as.integer--;
	return true;
}

static const struct {
	const char *name;
	loop_getter *get;
} attributes[] = {
	{ "index", get_index },
	{ "index0", get_index0 },
	{ "first", get_first },
	{ "last", get_last },
	{ "length", get_length },
	{ "revindex", get_revindex },
	{ "revindex0", get_revindex0 },
	{ "previtem", get_previous },
	{ "nextitem", get_next },
	{ "depth", get_depth },
	{ "depth0", get_depth0 },
};

uint8_t
loop_word(const char *text)
{
	size_t i;

	for (i = 0; i < LENGTH_OF(attributes); i++)
		if (strcmp(attributes[i].name, text) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

bool
loop_attribute(struct run *r, const struct tvalue *value,
    const struct name *name, const struct node *node, struct tvalue *ret,
    bool *found)
{
	*found = name->loop_word != 0;
	return !*found || attributes[name->loop_word - 1].get(
			      r, value->as.object, node, ret);
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
	    "{% for x in [1, 1, 2] %}{{ loop.changed(x) }}/{% endfor %}",
	    "True/False/True/"),
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
