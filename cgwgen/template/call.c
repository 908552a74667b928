/* SPDX-License-Identifier: ISC */
/*
 * Calls: of macros, methods and functions, of filters and tests.  Arguments
 * of built-ins are bound to the parameter names in their row, so that each
 * finds its arguments by position however they were given.
 */
#include <string.h>

#include "template/engine.h"

#define MAX_BOUND 8

/* ---- arguments ----------------------------------------------------------- */

static bool
spread_list(struct run *r, const struct node *star, struct tlist *args)
{
	struct tvalue value;
	struct tlist *items;
	size_t i;

	if (!eval(r, star, &value))
		return false;
	r->at = star->at;
	r->callee = NULL;
	if (!value_list(r, &value, &items))
		return false;
	for (i = 0; i < items->count; i++)
		list_add(r->arena, args, items->items[i]);
	return true;
}

static bool
spread_dict(struct run *r, const struct args *args, struct values *ret)
{
	struct template_keyword *keywords;
	struct tvalue value;
	const struct tdict *dict;
	size_t i, count = ret->keyword_count;

	if (!eval(r, args->star_star, &value))
		return false;
	r->at = args->star_star->at;
	r->callee = NULL;
	if (value.kind == TV_UNDEFINED && r->undefined != TEMPLATE_CHAINABLE)
		return fail_undefined(r, &value);
	if (value.kind != TV_DICT)
		return fail_value(
		    r, "'**' wants a dict, not %s", tv_type_name(&value));
	dict = value.as.dict;
	keywords =
	    arena_array(r->arena, count + dict->count, sizeof(*keywords));
	if (count != 0)
		memcpy(keywords, ret->keywords, count * sizeof(*keywords));
	for (i = 0; i < dict->count; i++) {
		const struct tvalue *key = &dict_entry(dict, i)->key;

		if (key->kind != TV_STRING)
			return fail_value(
			    r, "'**' wants a dict whose keys are strings");
		keywords[count].name =
		    arena_copy(r->arena, key->as.text, key->length);
		keywords[count].length = key->length;
		keywords[count++].value = dict_entry(dict, i)->value;
	}
	ret->keywords = keywords;
	ret->keyword_count = count;
	return true;
}

bool
eval_args(struct run *r, bool raw, const struct args *args, struct values *ret)
{
	bool (*evaluate)(struct run *, const struct node *, struct tvalue *) =
	    raw ? eval_raw : eval;
	struct template_keyword *keywords;
	struct tlist list = { .count = 0 };
	struct tvalue value;
	uint32_t i;

	*ret = (struct values){ .count = 0 };
	if (args == NULL)
		return true;
	for (i = 0; i < args->positional.count; i++) {
		if (!evaluate(r, args->positional.items[i], &value))
			return false;
		list_add(r->arena, &list, value);
	}
	if (args->keyword_count != 0) {
		keywords = arena_array(
		    r->arena, args->keyword_count, sizeof(*keywords));
		for (i = 0; i < args->keyword_count; i++) {
			if (!evaluate(r, args->keywords[i].value, &value))
				return false;
			keywords[i].name = args->keywords[i].name->text;
			keywords[i].length = args->keywords[i].name->length;
			keywords[i].value = value;
		}
		ret->keywords = keywords;
		ret->keyword_count = args->keyword_count;
	}
	if (args->star != NULL && !spread_list(r, args->star, &list))
		return false;
	ret->args = list.items;
	ret->count = list.count;
	return args->star_star == NULL || spread_dict(r, args, ret);
}

/* ---- built-ins ------------------------------------------------------------
 */

/* Index of NAME in "width=4, first, blank", or -1. */
static int
parameter_index(const char *parameters, const char *name, size_t length)
{
	const char *at = parameters;
	size_t part;
	int index;

	for (index = 0; *at != '\0'; index++) {
		part = strcspn(at, ",=");
		if (part == length && memcmp(at, name, length) == 0)
			return index;
		at += strcspn(at, ",");
		at += strspn(at, ", ");
	}
	return -1;
}

static size_t
parameter_count(const char *parameters)
{
	size_t count = parameters[0] != '\0';

	for (; *parameters != '\0'; parameters++)
		count += *parameters == ',';
	return count;
}

static bool
bind_keywords(struct tcall *call, const struct builtin *row,
    const struct values *args, struct tvalue *bound, size_t *used)
{
	size_t i, at;
	int index;

	if (args->keyword_count != 0 && row->parameters[0] == '/')
		return template_fail(call, "takes no arguments by name");
	for (i = 0; i < args->keyword_count; i++) {
		const struct template_keyword *keyword = &args->keywords[i];

		index = parameter_index(
		    row->parameters, keyword->name, keyword->length);
		if (index < 0)
			return template_fail(call, "there is no parameter '%s'",
			    diag_quote(call->run->diags, keyword->name));
		at = (size_t)index;
		if (bound[at].kind != TV_MISSING)
			return template_fail(call,
			    "the parameter '%s' is given twice",
			    diag_quote(call->run->diags, keyword->name));
		bound[at] = keyword->value;
		if (at >= *used)
			*used = at + 1;
	}
	return true;
}

static bool
bind(struct tcall *call, const struct builtin *row, const struct values *args,
    struct tvalue bound[MAX_BOUND])
{
	size_t count = parameter_count(row->parameters), i, used;

	if (args->count > count)
		return template_fail(call,
		    count == 0 ? "takes no arguments"
			       : "takes at most %zu argument%s",
		    count, count == 1 ? "" : "s");
	for (i = 0; i < count; i++)
		bound[i] = i < args->count ? args->args[i]
					   : value_of(TV_MISSING, NULL);
	used = args->count;
	if (!bind_keywords(call, row, args, bound, &used))
		return false;
	for (i = 0; i < (size_t)row->required; i++)
		if (bound[i].kind == TV_MISSING)
			return template_fail(call,
			    "takes at least %d argument%s (%s)", row->required,
			    row->required == 1 ? "" : "s",
			    shown_parameters(row));
	call->args = bound;
	call->count = used;
	return true;
}

/* A result made of one input is from where the input is from. */
static void
inherit_origin(const struct tvalue *input, struct tvalue *ret)
{
	if (input->origin == NULL || ret->origin != NULL || ret->extra != NULL)
		return;
	if (ret->kind == TV_STRING || ret->kind == TV_INT ||
	    ret->kind == TV_FLOAT)
		ret->origin = input->origin;
}

bool
call_builtin(struct run *r, const struct builtin *row, const char *kind,
    const struct tvalue *input, const struct values *args, struct tvalue *ret)
{
	struct tvalue bound[MAX_BOUND];
	struct tcall call = { .arena = r->arena, .host = row->host, .run = r };
	bool good;

	r->callee = row;
	r->callee_kind = kind;
	if (input != NULL)
		call.input = *input;
	if (row->function == NULL)
		return fail_value(r, "not supported: %s", row->text);
	if (!takes_all(row)) {
		if (!bind(&call, row, args, bound))
			return false;
	} else {
		call.args = args->args;
		call.count = args->count;
		call.keywords = args->keywords;
		call.keyword_count = args->keyword_count;
	}
	*ret = tv_none();
	good = row->function(&call, ret);
	if (!good && !r->failed)
		fail_value(r, "failed");
	r->callee = NULL;
	inherit_origin(&call.input, ret);
	/* A text costs what it holds, however it was made. */
	return good && (ret->kind != TV_STRING || charge_bytes(r, ret->length));
}

bool
call_filter(struct run *r, const struct builtin *row,
    const struct tvalue *input, const struct values *args, struct tvalue *ret)
{
	return call_builtin(r, row, "filter", input, args, ret);
}

bool
call_test(struct run *r, const struct builtin *row, const struct tvalue *input,
    const struct values *args, bool *ret)
{
	struct tvalue value;

	if (!call_builtin(r, row, "test", input, args, &value))
		return false;
	return value_truth(r, &value, ret);
}

bool
has_arg(const struct tcall *call, size_t index)
{
	return index < call->count && call->args[index].kind != TV_MISSING;
}

bool
arg_bool(struct tcall *call, size_t index, bool *ret)
{
	return !has_arg(call, index) ||
	       value_truth(call->run, &call->args[index], ret);
}

bool
arg_int(struct tcall *call, size_t index, int64_t *ret)
{
	if (!has_arg(call, index) || as_integer(&call->args[index], ret))
		return true;
	if (call->args[index].kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->args[index]);
	return template_fail(call, "argument %zu must be an integer, not %s",
	    index + 1, tv_type_name(&call->args[index]));
}

bool
arg_string(struct tcall *call, size_t index, struct tvalue *ret)
{
	if (!has_arg(call, index))
		return true;
	if (call->args[index].kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->args[index]);
	if (call->args[index].kind != TV_STRING)
		return template_fail(call,
		    "argument %zu must be a string, not %s", index + 1,
		    tv_type_name(&call->args[index]));
	*ret = call->args[index];
	return true;
}

/* ---- nodes ----------------------------------------------------------------
 */

static bool
no_row(struct run *r, const struct node *node)
{
	const char *kind = node->kind == N_TEST ? "test" : "filter";
	const char *name = node->as.call.name->text;
	const char *near =
	    nearest_filter(r->set, r->arena, name, node->kind == N_TEST);

	return fail_at(r, RULE_TEMPLATE_VALUE, node->at,
	    "there is no %s named '%s'%s%s%s", kind, diag_quote(r->diags, name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

bool
eval_filter(struct run *r, const struct node *node, const struct tvalue *block,
    struct tvalue *ret)
{
	struct tvalue input;
	struct values args;
	bool good;

	if (r->trace != NULL && opaque_join(r, node, ret, &good))
		return good;
	if (node->as.call.subject == NULL) {
		input = *block;
	} else if (node->as.call.subject->kind == N_FILTER) {
		/* A chain that may begin with a block's text. */
		if (!enter(r, node->at) || !charge(r, 1) ||
		    !eval_filter(r, node->as.call.subject, block, &input))
			return false;
		leave(r);
	} else if (!eval_raw(r, node->as.call.subject, &input)) {
		return false;
	}
	if (!eval_args(r, true, node->as.call.args, &args))
		return false;
	r->at = node->at;
	if (node->as.call.row == NULL)
		return no_row(r, node);
	if (r->trace != NULL)
		return opaque_call(
		    r, node->as.call.row, "filter", &input, &args, ret);
	return call_filter(r, node->as.call.row, &input, &args, ret);
}

bool
eval_test(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue input;
	struct values args;
	bool truth;

	if (!eval_raw(r, node->as.call.subject, &input) ||
	    !eval_args(r, true, node->as.call.args, &args))
		return false;
	r->at = node->at;
	if (node->as.call.row == NULL)
		return no_row(r, node);
	if (r->trace != NULL)
		return opaque_call(
		    r, node->as.call.row, "test", &input, &args, ret);
	if (!call_test(r, node->as.call.row, &input, &args, &truth))
		return false;
	*ret = tv_bool(truth);
	return true;
}

bool
call_value(struct run *r, const struct tvalue *callee,
    const struct values *args, struct tvalue *ret)
{
	switch (callee->kind) {
	case TV_MACRO:
		if (!macro_call(r, callee->as.object, args, ret))
			return false;
		settle_value(r, ret);
		return true;
	case TV_FUNCTION:
		return call_builtin(
		    r, callee->as.object, "function", NULL, args, ret);
	case TV_METHOD:
		return call_builtin(
		    r, callee->extra, "method", callee->as.object, args, ret);
	case TV_LOOP:
		return loop_recurse(r, callee->as.object, args, ret);
	case TV_BLOCK:
		return block_call(r, callee, args, ret);
	case TV_JOINER:
		return joiner_call(r, callee->as.object, ret);
	case TV_UNDEFINED:
		return fail_undefined(r, callee);
	default:
		r->callee = NULL;
		return fail_value(
		    r, "%s cannot be called", tv_type_name(callee));
	}
}

bool
eval_call(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct tvalue callee;
	struct values args;
	bool good;

	if (r->trace != NULL && opaque_method(r, node, ret, &good))
		return good;
	if (!eval(r, node->as.call.subject, &callee) ||
	    !eval_args(r, callee.kind == TV_MACRO, node->as.call.args, &args))
		return false;
	r->at = node->at;
	if (callee.kind == TV_MACRO)
		return macro_call(r, callee.as.object, &args, ret);
	return call_value(r, &callee, &args, ret);
}
