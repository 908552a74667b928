/* SPDX-License-Identifier: ISC */
/*
 * Macros: code with parameters, called from anywhere, that sees the
 * variables around the place where it was defined.
 */
#include <string.h>

#include "template/engine.h"

struct frame *
frame_new(struct run *r, const struct function *function, struct frame *outer)
{
	struct frame *frame = arena_alloc(
	    r->arena, sizeof(*frame) + function->slots * sizeof(struct tvalue));

	frame->outer = outer;
	return frame;
}

struct tvalue
macro_value(struct run *r, const struct macro *macro)
{
	struct tmacro *value = ARENA_NEW(r->arena, struct tmacro);

	value->macro = macro;
	value->template = r->template;
	value->outer = r->frame;
	value->context = r->context;
	return value_of(TV_MACRO, value);
}

static const char *
macro_name(const struct macro *macro)
{
	return macro->name != NULL ? macro->name->text : "caller";
}

static const struct template_keyword *
keyword_find(const struct values *args, const struct name *name)
{
	size_t i;

	for (i = 0; i < args->keyword_count; i++)
		if (args->keywords[i].length == name->length &&
		    memcmp(args->keywords[i].name, name->text, name->length) ==
			0)
			return &args->keywords[i];
	return NULL;
}

/* Keywords that are no parameter: into kwargs, or an error. */
static bool
other_keywords(struct run *r, const struct macro *macro,
    const struct values *args, const bool *taken, struct tvalue *slots)
{
	struct tdict *dict = NULL;
	struct tvalue key, value;
	size_t i;

	if (macro->wants_kwargs) {
		dict = dict_new(r->arena, 0);
		slots[macro->kwargs_slot] = value_of(TV_DICT, dict);
	}
	for (i = 0; i < args->keyword_count; i++) {
		const struct template_keyword *keyword = &args->keywords[i];

		if (taken[i])
			continue;
		if (dict == NULL)
			return fail_value(r,
			    "the macro '%s' has no parameter '%s'",
			    macro_name(macro),
			    diag_quote(r->diags, keyword->name));
		key = string_of(keyword->name, keyword->length);
		value = keyword->value;
		settle_value(r, &value);
		dict_set(r->arena, dict, key,
		    hash_bytes(keyword->name, keyword->length), value);
	}
	return true;
}

static bool
other_positional(struct run *r, const struct macro *macro,
    const struct values *args, struct tvalue *slots)
{
	struct tlist *rest;
	struct tvalue value;
	size_t i;

	if (!macro->wants_varargs) {
		if (args->count > macro->params.count)
			return fail_value(r,
			    "the macro '%s' takes at most %u argument%s",
			    macro_name(macro), macro->params.count,
			    macro->params.count == 1 ? "" : "s");
		return true;
	}
	rest = list_new(r->arena, 0);
	for (i = macro->params.count; i < args->count; i++) {
		value = args->args[i];
		settle_value(r, &value);
		list_add(r->arena, rest, value);
	}
	slots[macro->varargs_slot] = value_of(TV_TUPLE, rest);
	return true;
}

/* "caller" as a parameter of its own, where the macro did not name it. */
static void
take_caller(struct run *r, const struct macro *macro, const struct values *args,
    bool *taken, struct tvalue *slots)
{
	struct tvalue *slot = &slots[macro->caller_slot];
	size_t i;

	if (!macro->wants_caller || macro->explicit_caller)
		return;
	*slot = undefined_at_use(r,
	    "'caller' is undefined: the macro was not called "
	    "by a call block");
	for (i = 0; i < args->keyword_count; i++)
		if (strcmp(args->keywords[i].name, "caller") == 0) {
			*slot = args->keywords[i].value;
			taken[i] = true;
		}
}

static bool
bind_parameters(struct run *r, const struct macro *macro,
    const struct values *args, struct tvalue *slots)
{
	bool *taken =
	    arena_array(r->arena, args->keyword_count + 1, sizeof(*taken));
	uint32_t i;

	for (i = 0; i < macro->params.count; i++) {
		const struct node *param = macro->params.items[i];
		const struct template_keyword *keyword =
		    i < args->count ? NULL
				    : keyword_find(args, param->as.name.name);
		struct tvalue *slot = &slots[param->as.name.ref.slot];

		if (i < args->count)
			*slot = args->args[i];
		else if (keyword != NULL)
			*slot = keyword->value;
		else
			*slot = value_of(TV_MISSING, NULL);
		if (keyword != NULL)
			taken[keyword - args->keywords] = true;
	}
	take_caller(r, macro, args, taken, slots);
	return other_keywords(r, macro, args, taken, slots) &&
	       other_positional(r, macro, args, slots);
}

/* Defaults are worked out in the macro, at every call, in order. */
static bool
fill_defaults(struct run *r, const struct macro *macro)
{
	uint32_t required = macro->params.count - macro->defaults.count, i;

	for (i = 0; i < macro->params.count; i++) {
		const struct node *param = macro->params.items[i];
		struct tvalue *slot = &r->frame->slots[param->as.name.ref.slot],
			      value;

		if (slot->kind != TV_MISSING)
			continue;
		if (i >= required) {
			if (!eval_raw(
				r, macro->defaults.items[i - required], &value))
				return false;
			*slot = value;
			continue;
		}
		*slot = make_undefined(r, param, NULL,
		    arena_printf(r->arena,
			"the parameter '%s' of the macro "
			"'%s' was not given",
			diag_quote(r->diags, param->as.name.name->text),
			macro_name(macro)));
	}
	return true;
}

void
run_save(const struct run *r, struct saved *ret)
{
	*ret =
	    (struct saved){ r->template, r->frame, r->context, r->site, r->at };
}

void
run_restore(struct run *r, const struct saved *saved)
{
	r->template = saved->template;
	r->frame = saved->frame;
	r->context = saved->context;
	r->site = saved->site;
	r->at = saved->at;
}

bool
call_depth(struct run *r)
{
	if (r->calls < r->set->options.max_depth) {
		r->calls++;
		return true;
	}
	return fail_at(r, RULE_TEMPLATE_LIMIT, r->at,
	    "macros, includes and loops call one another more than %zu deep",
	    r->set->options.max_depth);
}

bool
macro_run(struct run *r, const struct tmacro *value, const struct values *args)
{
	const struct macro *macro = value->macro;
	struct site site = { .what = "macro",
		.name = macro_name(macro),
		.template = r->template,
		.at = r->at,
		.outer = r->site };
	struct frame *frame;
	struct saved saved;
	bool good;

	r->callee = NULL;
	if (!enter(r, r->at) || !call_depth(r) ||
	    !charge(r, 1 + macro->function.slots))
		return false;
	frame = frame_new(r, &macro->function, value->outer);
	if (!bind_parameters(r, macro, args, frame->slots))
		return false;
	run_save(r, &saved);
	r->template = value->template;
	r->context = value->context;
	r->frame = frame;
	r->site = &site;
	scope_enter(r, &macro->function.entry);
	good = fill_defaults(r, macro) && run_nodes(r, &macro->body);
	run_restore(r, &saved);
	r->calls--;
	leave(r);
	return good;
}

bool
macro_call(struct run *r, const struct tmacro *value, const struct values *args,
    struct tvalue *ret)
{
	struct mark mark = sink_mark(r);

	if (!macro_run(r, value, args))
		return false;
	sink_take_raw(r, mark, ret);
	return true;
}

/* A template's body, and then that of the template it extends. */
static bool
run_root(
    struct run *r, const struct template *template, struct context *context)
{
	struct saved saved;
	bool good;

	if (!enter(r, r->at) || !charge(r, 1 + template->function.slots))
		return false;
	run_save(r, &saved);
	r->template = template;
	r->context = context;
	r->frame = frame_new(r, &template->function, NULL);
	if (template->wants_self)
		r->frame->slots[template->self_slot] =
		    value_of(TV_SELF, context);
	context->parent = NULL;
	scope_enter(r, &template->function.entry);
	good = run_nodes(r, &template->body);
	run_restore(r, &saved);
	if (good && context->parent != NULL) {
		if (!call_depth(r))
			return false;
		good = run_root(r, context->parent, context);
		r->calls--;
	}
	leave(r);
	return good;
}

bool
run_template(
    struct run *r, const struct template *template, struct context *context)
{
	context->template = template;
	return add_blocks(r, context, template) &&
	       run_root(r, template, context);
}

bool
run_called(struct run *r, const struct template *template,
    struct context *context, const char *what, uint32_t at)
{
	struct site site = { .what = what,
		.name = template->name,
		.template = r->template,
		.at = at,
		.outer = r->site };
	bool good;

	r->at = at;
	if (!call_depth(r))
		return false;
	r->site = &site;
	good = run_template(r, template, context);
	r->site = site.outer;
	r->calls--;
	return good;
}
