/* SPDX-License-Identifier: ISC */
/*
 * Statements, and the render as a whole.  Everything that changes while a
 * template runs is in struct run and its arena; the program never does.
 */
#include <string.h>

#include "template/engine.h"

/*
 * A byte of a leaf may become TEMPLATE_LEAF bytes.  Texts cost a step for each
 * 32 bytes, rounded down, and making one costs a step besides: so a render
 * with other leaves takes less than 2 * TEMPLATE_LEAF times as many steps.
 * Half of the limit is for what is derived from leaves, as much is to spare.
 */
#define AMPLE ((size_t)8 * TEMPLATE_LEAF)

typedef bool run_function(struct run *r, const struct node *node);

static run_function run_print;

static inline bool
run_text(struct run *r, const struct node *node)
{
	return sink_add(
	    r, node->as.constant.as.text, node->as.constant.length, NULL);
}

/* A macro that is printed writes straight to the output. */
static bool
print_call(struct run *r, const struct node *node)
{
	struct tvalue callee, result;
	struct values args;
	bool good;

	if (r->trace != NULL && opaque_method(r, node, &result, &good))
		return good && sink_str(r, &result);
	if (!eval(r, node->as.call.subject, &callee) ||
	    !eval_args(r, callee.kind == TV_MACRO, node->as.call.args, &args))
		return false;
	r->at = node->at;
	if (callee.kind == TV_MACRO)
		return macro_run(r, callee.as.object, &args);
	return call_value(r, &callee, &args, &result) && sink_str(r, &result);
}

static bool
run_print_attr(struct run *r, const struct node *node)
{
	const struct name *name = node->as.print.attribute;
	const struct tvalue *object = slot_of(r, node->as.print.ref);
	const struct tentry *entry;

	if (object->kind != TV_DICT || name->dict_method || r->trace != NULL)
		return run_print(r, node);
	entry = dict_find_name(
	    object->as.dict, name->text, name->length, name->hash);
	if (entry == NULL)
		return run_print(r, node);
	r->at = node->as.print.at;
	return sink_str(r, &entry->value);
}

static bool
run_print(struct run *r, const struct node *node)
{
	const struct tvalue *value;
	struct tvalue room;
	uint32_t i;

	for (i = 0; i < node->as.list.count; i++) {
		const struct node *item = node->as.list.items[i];

		if (item->kind == N_CALL) {
			if (!enter(r, item->at) || !print_call(r, item))
				return false;
			leave(r);
			continue;
		}
		value = eval_shown(r, item, &room);
		if (value == NULL)
			return false;
		r->at = item->at;
		if (!sink_str(r, value))
			return false;
	}
	return true;
}

static bool
run_if(struct run *r, const struct node *node)
{
	bool truth;
	uint32_t i;

	for (i = 0; i < node->as.branch.count; i++) {
		const struct arm *arm = &node->as.branch.arms[i];

		if (arm->test == NULL)
			return run_nodes(r, &arm->body);
		if (!charge(r, 1) || !eval_truth(r, arm->test, &truth))
			return false;
		if (truth)
			return run_nodes(r, &arm->body);
	}
	return true;
}

void
export_name(struct run *r, const struct name *name, const struct tvalue *value,
    bool exported)
{
	struct context *context = r->context;

	dict_set_name(r->arena, context->vars, name, *value);
	if (exported && name->text[0] != '_')
		dict_set_name(r->arena, context->exported, name, *value);
}

static void
export_target(struct run *r, const struct node *target)
{
	uint32_t i;

	if (target->kind == N_NAME)
		export_name(r, target->as.name.name,
		    slot_of(r, target->as.name.ref), true);
	else if (target->kind == N_TUPLE)
		for (i = 0; i < target->as.list.count; i++)
			export_target(r, target->as.list.items[i]);
}

static bool
store(struct run *r, const struct node *node, const struct tvalue *value)
{
	if (!assign(r, node->as.set->target, value))
		return false;
	if (node->export)
		export_target(r, node->as.set->target);
	return true;
}

static bool
run_set(struct run *r, const struct node *node)
{
	struct tvalue value;

	return eval_raw(r, node->as.set->value, &value) &&
	       store(r, node, &value);
}

/* The text of a body as a value, after the block's filter. */
static bool
capture(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct mark mark = sink_mark(r);
	struct tvalue text;

	scope_enter(r, &node->as.set->entry);
	if (!run_nodes(r, &node->as.set->body))
		return false;
	sink_take_raw(r, mark, &text);
	*ret = text;
	return node->as.set->value == NULL ||
	       eval_filter(r, node->as.set->value, &text, ret);
}

static bool
run_set_block(struct run *r, const struct node *node)
{
	struct tvalue value;

	return capture(r, node, &value) && store(r, node, &value);
}

static bool
run_filter_block(struct run *r, const struct node *node)
{
	struct tvalue value;

	if (!capture(r, node, &value))
		return false;
	r->at = node->as.set->value->at;
	return sink_str(r, &value);
}

static bool
run_macro(struct run *r, const struct node *node)
{
	struct tvalue value = macro_value(r, node->as.macro.macro);

	assign(r, node->as.macro.target, &value);
	if (node->export)
		export_name(
		    r, node->as.macro.target->as.name.name, &value, true);
	return true;
}

static bool
run_call_block(struct run *r, const struct node *node)
{
	const struct node *call = node->as.macro.call;
	struct template_keyword *keywords;
	struct tvalue callee, result;
	struct values args;

	if (!eval(r, call->as.call.subject, &callee) ||
	    !eval_args(r, callee.kind == TV_MACRO, call->as.call.args, &args))
		return false;
	keywords =
	    arena_array(r->arena, args.keyword_count + 1, sizeof(*keywords));
	if (args.keyword_count != 0)
		memcpy(keywords, args.keywords,
		    args.keyword_count * sizeof(*keywords));
	keywords[args.keyword_count].name = "caller";
	keywords[args.keyword_count].length = strlen("caller");
	keywords[args.keyword_count++].value =
	    macro_value(r, node->as.macro.macro);
	args.keywords = keywords;
	r->at = call->at;
	if (callee.kind == TV_MACRO)
		return macro_call(r, callee.as.object, &args, &result) &&
		       sink_str(r, &result);
	return call_value(r, &callee, &args, &result) && sink_str(r, &result);
}

static bool
run_with(struct run *r, const struct node *node)
{
	const struct nodes *values = &node->as.with->values;
	struct tlist *list = list_new(r->arena, values->count);
	struct tvalue value;
	uint32_t i;

	for (i = 0; i < values->count; i++) {
		if (!eval_raw(r, values->items[i], &value))
			return false;
		list_add(r->arena, list, value);
	}
	scope_enter(r, &node->as.with->entry);
	for (i = 0; i < values->count; i++)
		if (!assign(
			r, node->as.with->targets.items[i], &list->items[i]))
			return false;
	return run_nodes(r, &node->as.with->body);
}

static bool
run_do(struct run *r, const struct node *node)
{
	struct tvalue value;

	return eval(r, node->as.set->value, &value);
}

static bool
run_break(struct run *r, const struct node *node)
{
	r->signal = node->kind == S_BREAK ? SIGNAL_BREAK : SIGNAL_CONTINUE;
	return true;
}

static bool
run_nothing(struct run *r, const struct node *node)
{
	(void)r;
	(void)node;
	return true;
}

static run_function *const runners[NODE_KINDS] = {
	[S_TEXT] = run_text,
	[S_PRINT] = run_print,
	[S_PRINT_ATTR] = run_print_attr,
	[S_IF] = run_if,
	[S_FOR] = run_for,
	[S_SET] = run_set,
	[S_SETBLOCK] = run_set_block,
	[S_MACRO] = run_macro,
	[S_CALLBLOCK] = run_call_block,
	[S_FILTERBLOCK] = run_filter_block,
	[S_WITH] = run_with,
	[S_INCLUDE] = run_include,
	[S_IMPORT] = run_import,
	[S_FROM] = run_from,
	[S_EXTENDS] = run_extends,
	[S_BLOCK] = run_block,
	[S_UNEXTENDED] = run_unextended,
	[S_NOTHING] = run_nothing,
	[S_DO] = run_do,
	[S_BREAK] = run_break,
	[S_CONTINUE] = run_break,
};

bool
run_nodes(struct run *r, const struct nodes *nodes)
{
	uint32_t i;
	bool good = true;

	if (nodes->count == 0)
		return true;
	if (!enter(r, nodes->items[0]->at) || !charge(r, nodes->count))
		return false;
	for (i = 0; good && i < nodes->count; i++) {
		const struct node *node = nodes->items[i];

		if (node->kind == S_TEXT) {
			good = run_text(r, node);
			continue;
		}
		good = runners[node->kind](r, node);
		if (r->signal != SIGNAL_NONE)
			break;
	}
	leave(r);
	return good;
}

bool
template_render(const struct template *template, struct arena *arena,
    const struct tvalue *context, struct template_output *output,
    struct diags *diags)
{
	return template_render_traced(
	    template, arena, context, output, NULL, diags);
}

bool
template_render_traced(const struct template *template, struct arena *arena,
    const struct tvalue *context, struct template_output *output,
    struct template_trace *trace, struct diags *diags)
{
	const struct template_options *options = &template->set->options;
	struct context top = { .vars = dict_new(arena, 0),
		.exported = dict_new(arena, 0) };
	struct run run = { .arena = arena,
		.diags = diags,
		.set = template->set,
		.template = template,
		.out = output,
		.steps = options->max_steps,
		.max_depth = options->max_depth * DEPTH_FACTOR,
		.undefined = options->undefined,
		.trace = trace,
		.refuse_none = options->refuse_none };
	struct mark start = { output->text.length, output->span_count };

	if (context != NULL && context->kind == TV_DICT)
		top.host = context->as.dict;
	run.out_limit = start.length + options->max_output;
	if (run_template(&run, template, &top)) {
		if (trace != NULL)
			trace->ample = options->max_steps - run.steps <
				       options->max_steps / AMPLE;
		return true;
	}
	sink_cut(&run, start);
	return false;
}
