/* SPDX-License-Identifier: ISC */
/*
 * Expressions.  The tree is walked as it is; every node knows its place, so
 * every failure does.
 */
#include <string.h>

#include "template/engine.h"

typedef bool eval_function(
    struct run *r, const struct node *node, struct tvalue *ret);

static bool
find_in(const struct tdict *dict, const struct name *name, struct tvalue *ret)
{
	const struct tentry *entry;

	if (dict == NULL || dict->count == 0)
		return false;
	entry = dict_find_name(dict, name->text, name->length, name->hash);
	if (entry == NULL)
		return false;
	*ret = entry->value;
	return true;
}

bool
context_find(const struct run *r, const struct context *context,
    const struct name *name, struct tvalue *ret)
{
	const struct builtin *row;

	for (; context != NULL; context = context->outer)
		if (find_in(context->vars, name, ret) ||
		    find_in(context->locals, name, ret) ||
		    find_in(context->host, name, ret))
			return true;
	if (find_in(r->set->globals.as.dict, name, ret))
		return true;
	row = table_find(function_table, function_count, name->text);
	if (row == NULL)
		return false;
	*ret = value_of(TV_FUNCTION, NULL);
	ret->as.object = (void *)(uintptr_t)row;
	return true;
}

void
scope_enter(struct run *r, const struct entry *entry)
{
	uint32_t i;

	for (i = 0; i < entry->count; i++) {
		const struct load *load = &entry->loads[i];
		struct tvalue *slot = &r->frame->slots[load->slot];

		if (load->action == LOAD_ALIAS)
			*slot = *slot_of(r, load->alias);
		else if (load->action == LOAD_UNDEFINED ||
			 !context_find(r, r->context, load->name, slot))
			*slot = value_of(TV_MISSING, NULL);
	}
}

static bool
eval_const(struct run *r, const struct node *node, struct tvalue *ret)
{
	(void)r;
	*ret = node->as.constant;
	return true;
}

static bool
eval_name(struct run *r, const struct node *node, struct tvalue *ret)
{
	*ret = *slot_of(r, node->as.name.ref);
	if (ret->kind == TV_MISSING)
		*ret = make_undefined(r, node, NULL, NULL);
	return true;
}

static bool
eval_list(struct run *r, const struct node *node, struct tvalue *ret)
{
	const struct nodes *nodes = &node->as.list;
	struct tlist *list = list_new(r->arena, nodes->count);
	uint32_t i;

	if (!charge(r, nodes->count))
		return false;
	for (i = 0; i < nodes->count; i++) {
		if (!eval(r, nodes->items[i], ret))
			return false;
		list_add(r->arena, list, *ret);
	}
	*ret = value_of(node->kind == N_LIST ? TV_LIST : TV_TUPLE, list);
	return true;
}

static bool
eval_dict(struct run *r, const struct node *node, struct tvalue *ret)
{
	const struct nodes *nodes = &node->as.list;
	struct tdict *dict = dict_new(r->arena, nodes->count / 2);
	struct tvalue key, value;
	uint32_t i, hash;

	if (!charge(r, nodes->count))
		return false;
	for (i = 0; i < nodes->count; i += 2) {
		if (!eval(r, nodes->items[i], &key) ||
		    !eval(r, nodes->items[i + 1], &value))
			return false;
		r->at = nodes->items[i]->at;
		if (!value_key(r, &key, &hash))
			return false;
		dict_set(r->arena, dict, key, hash, value);
	}
	*ret = value_of(TV_DICT, dict);
	return true;
}

static bool
eval_binary(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue left, right;

	if (!eval(r, node->as.binary.left, &left) ||
	    !eval(r, node->as.binary.right, &right))
		return false;
	r->at = node->at;
	r->callee = NULL;
	return value_binary(r, node->as.binary.op, &left, &right, ret);
}

bool
eval_truth(struct run *r, const struct node *node, bool *ret)
{
	struct tvalue room;
	const struct tvalue *value = eval_shown(r, node, &room);

	if (value == NULL)
		return false;
	if (value->kind == TV_BOOL) {
		*ret = value->as.truth;
		return true;
	}
	r->at = node->at;
	return value_truth(r, value, ret);
}

static bool
eval_and(struct run *r, const struct node *node, struct tvalue *ret)
{
	bool truth;

	if (!eval_raw(r, node->as.binary.left, ret))
		return false;
	r->at = node->as.binary.left->at;
	if (!value_truth(r, ret, &truth))
		return false;
	return truth != (node->kind == N_AND) ||
	       eval_raw(r, node->as.binary.right, ret);
}

static bool
eval_not(struct run *r, const struct node *node, struct tvalue *ret)
{
	bool truth;

	if (!eval_truth(r, node->as.binary.left, &truth))
		return false;
	*ret = tv_bool(!truth);
	return true;
}

static bool
eval_sign(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue value;

	if (!eval(r, node->as.binary.left, &value))
		return false;
	r->at = node->at;
	r->callee = NULL;
	return value_negate(r, &value, node->kind == N_NEGATE, ret);
}

static bool
eval_compare(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue left, right;
	bool truth = true;
	uint32_t i;

	if (r->trace != NULL && opaque_compares(node))
		return opaque_compare(r, node, ret);
	if (!eval(r, node->as.compare.first, &left))
		return false;
	for (i = 0; truth && i < node->as.compare.count; i++) {
		const struct operand *operand = &node->as.compare.operands[i];

		if (!eval(r, operand->value, &right))
			return false;
		r->at = operand->at;
		r->callee = NULL;
		if (!value_compare(r, operand->op, &left, &right, &truth))
			return false;
		left = right;
	}
	*ret = tv_bool(truth);
	return true;
}

static bool
eval_concat(struct run *r, const struct node *node, struct tvalue *ret)
{
	const struct nodes *nodes = &node->as.list;
	struct mark mark;
	struct tlist *values = list_new(r->arena, nodes->count);
	uint32_t i;

	/* All operands first: one may print while it is worked out. */
	for (i = 0; i < nodes->count; i++) {
		if (!eval_raw(r, nodes->items[i], ret))
			return false;
		list_add(r->arena, values, *ret);
	}
	mark = sink_mark(r);
	for (i = 0; i < nodes->count; i++) {
		r->at = nodes->items[i]->at;
		if (!sink_str(r, &values->items[i]))
			return false;
	}
	if (!charge_bytes(r, r->out->text.length - mark.length))
		return false;
	sink_take_raw(r, mark, ret);
	return true;
}

static bool
eval_cond(struct run *r, const struct node *node, struct tvalue *ret)
{
	static const char hint[] = "the inline if is false here and has no "
				   "else, but its value is used";
	bool truth;

	if (!eval_truth(r, node->as.cond.test, &truth))
		return false;
	if (truth)
		return eval_raw(r, node->as.cond.yes, ret);
	if (node->as.cond.no != NULL)
		return eval_raw(r, node->as.cond.no, ret);
	*ret = make_undefined(r, node, NULL, hint);
	/* Jinja makes this one always of the lenient kind. */
	ret->flags = TV_FLAG_LENIENT;
	return true;
}

static bool
eval_attr(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue value;
	const struct tvalue *object =
	    eval_peek(r, node->as.access.object, &value);

	if (object == NULL)
		return false;
	r->at = node->at;
	if (r->trace != NULL &&
	    opaque_attribute(r, object, node->as.access.name, ret))
		return true;
	return get_attribute(r, object, node->as.access.name, node, ret);
}

/* The attribute of a dict, where it lies. */
static const struct tvalue *
peek_attr(struct run *r, const struct node *node, struct tvalue *room)
{
	const struct name *name = node->as.access.name;
	const struct tvalue *object;
	const struct tentry *entry;
	struct tvalue value;

	if (!enter(r, node->at) || !charge(r, 1))
		return NULL;
	object = eval_peek(r, node->as.access.object, &value);
	leave(r);
	if (object == NULL)
		return NULL;
	if (object->kind == TV_DICT && !name->dict_method) {
		entry = dict_find_name(
		    object->as.dict, name->text, name->length, name->hash);
		if (entry != NULL)
			return &entry->value;
	}
	r->at = node->at;
	return get_attribute(r, object, name, node, room) ? room : NULL;
}

const struct tvalue *
eval_peek(struct run *r, const struct node *node, struct tvalue *room)
{
	struct tvalue *value;

	if (node->kind == N_NAME) {
		value = slot_of(r, node->as.name.ref);
		settle_value(r, value);
		if (value->kind != TV_MISSING)
			return value;
	} else if (node->kind == N_ATTR) {
		return peek_attr(r, node, room);
	}
	return eval(r, node, room) ? room : NULL;
}

const struct tvalue *
eval_shown(struct run *r, const struct node *node, struct tvalue *room)
{
	if (r->trace == NULL)
		return eval_peek(r, node, room);
	return eval_raw(r, node, room) ? room : NULL;
}

static bool
slice_part(struct run *r, const struct node *node, struct tvalue *ret)
{
	if (node != NULL)
		return eval(r, node, ret);
	*ret = value_of(TV_MISSING, NULL);
	return true;
}

static bool
eval_item(struct run *r, const struct node *node, struct tvalue *ret)
{
	const struct node *key = node->as.access.key;
	struct tvalue object, bounds[3];

	if (r->trace != NULL && key->kind != N_SLICE)
		return opaque_item(r, node, ret);
	if (!eval(r, node->as.access.object, &object))
		return false;
	if (key->kind != N_SLICE) {
		if (!eval(r, key, &bounds[0]))
			return false;
		r->at = node->at;
		return get_item(r, &object, &bounds[0], node, ret);
	}
	if (!slice_part(r, key->as.slice.start, &bounds[0]) ||
	    !slice_part(r, key->as.slice.stop, &bounds[1]) ||
	    !slice_part(r, key->as.slice.step, &bounds[2]))
		return false;
	r->at = node->at;
	r->callee = NULL;
	return get_slice(r, &object, bounds, ret);
}

static bool
eval_filter_node(struct run *r, const struct node *node, struct tvalue *ret)
{
	return eval_filter(r, node, NULL, ret);
}

static eval_function *const evaluators[NODE_KINDS] = {
	[N_CONST] = eval_const,
	[N_NAME] = eval_name,
	[N_LIST] = eval_list,
	[N_TUPLE] = eval_list,
	[N_DICT] = eval_dict,
	[N_BINARY] = eval_binary,
	[N_AND] = eval_and,
	[N_OR] = eval_and,
	[N_NOT] = eval_not,
	[N_NEGATE] = eval_sign,
	[N_POSITIVE] = eval_sign,
	[N_COMPARE] = eval_compare,
	[N_CONCAT] = eval_concat,
	[N_COND] = eval_cond,
	[N_ATTR] = eval_attr,
	[N_ITEM] = eval_item,
	[N_CALL] = eval_call,
	[N_FILTER] = eval_filter_node,
	[N_TEST] = eval_test,
};

bool
eval_raw(struct run *r, const struct node *node, struct tvalue *ret)
{
	bool good;

	if (node->kind <= N_NAME)
		return evaluators[node->kind](r, node, ret);
	if (!enter(r, node->at) || !charge(r, 1))
		return false;
	good = evaluators[node->kind](r, node, ret);
	leave(r);
	return good;
}

bool
eval(struct run *r, const struct node *node, struct tvalue *ret)
{
	if (!eval_raw(r, node, ret))
		return false;
	settle_value(r, ret);
	return true;
}

/* ---- assignment ---------------------------------------------------------- */

static bool
assign_tuple(
    struct run *r, const struct node *target, const struct tvalue *value)
{
	const struct nodes *targets = &target->as.list;
	struct tlist *items;
	uint32_t i;

	r->at = target->at;
	r->callee = NULL;
	if (is_sequence(value))
		items = value->as.list;
	else if (!value_list(r, value, &items))
		return false;
	if (items->count != targets->count)
		return fail_value(r,
		    "%u names are to be set, but there are %zu values",
		    targets->count, items->count);
	for (i = 0; i < targets->count; i++)
		if (!assign(r, targets->items[i], &items->items[i]))
			return false;
	return true;
}

bool
assign(struct run *r, const struct node *target, const struct tvalue *value)
{
	struct tvalue *slot, settled = *value;

	if (target->kind == N_NAME) {
		*slot_of(r, target->as.name.ref) = *value;
		return true;
	}
	settle_value(r, &settled);
	if (target->kind == N_TUPLE)
		return assign_tuple(r, target, &settled);
	slot = slot_of(r, target->as.name.ref);
	r->at = target->at;
	r->callee = NULL;
	if (slot->kind != TV_NAMESPACE)
		return fail_value(r,
		    "'%s' is no namespace: its attributes "
		    "cannot be set",
		    diag_quote(r->diags, target->as.name.name->text));
	dict_set_name(
	    r->arena, slot->as.dict, target->as.name.attribute, settled);
	return true;
}
