/* SPDX-License-Identifier: ISC */
/*
 * include, import and from at run time.  Programs of constant names are in
 * the node already; those of computed names are compiled when they are first
 * asked for.
 */
#include <string.h>

#include "template/engine.h"

/* What looking for a template by a computed name costs. */
#define LOAD_STEPS 100

struct tdict *
visible_now(struct run *r, const struct visible *visible, uint32_t count)
{
	struct tdict *locals = dict_new(r->arena, count);
	const struct tvalue *value;
	uint32_t i;

	for (i = 0; i < count; i++) {
		value = slot_of(r, visible[i].ref);
		if (value->kind != TV_MISSING)
			dict_set_name(
			    r->arena, locals, visible[i].name, *value);
	}
	return locals;
}

static struct context *
context_new(struct run *r, const struct import_node *import)
{
	struct context *context = ARENA_NEW(r->arena, struct context);

	if (import->with_context) {
		context->locals =
		    visible_now(r, import->visible, import->visible_count);
		context->outer = r->context;
	}
	context->vars = dict_new(r->arena, 0);
	context->exported = dict_new(r->arena, 0);
	return context;
}

static bool
missing(struct run *r, const struct node *node, const char *what)
{
	const struct import_node *import = node->as.import;

	if (import->ignore_missing)
		return true;
	return fail_at(
	    r, RULE_TEMPLATE_MISSING, import->template->at, "%s", what);
}

/* A name that is written in the template may be in a message. */
static const char *
nothing(struct run *r, const struct node *node)
{
	const struct node *name = node->as.import->template;

	if (name->kind != N_CONST)
		return "there is no template of this name";
	return arena_printf(r->arena, "there is no template named '%s'",
	    diag_quote(r->diags, arena_copy(r->arena, name->as.constant.as.text,
				     name->as.constant.length)));
}

/* A template by a name that was computed; *RET is NULL if there is none. */
static bool
load_named(struct run *r, const struct node *node, const struct tvalue *name,
    const struct template **ret)
{
	struct pos at = { r->template->source, node->as.import->template->at };

	if (!charge(r, LOAD_STEPS))
		return false;
	if (set_load(r->set, arena_copy(r->arena, name->as.text, name->length),
		r->diags, at, ret))
		return true;
	r->failed = true;
	return false;
}

/* A name of another type: no template has it, or it is a mistake. */
static bool
odd_name(struct run *r, const struct node *node, const struct tvalue *name)
{
	uint32_t hash;
	bool truth = false;

	if (node->kind == S_INCLUDE) {
		if (!value_truth(r, name, &truth))
			return false;
	} else {
		truth = !hash_value(name, &hash);
	}
	if (!truth)
		return missing(r, node,
		    arena_printf(r->arena,
			"a template's name is a string, not %s",
			tv_type_name(name)));
	return fail_value(
	    r, "a template's name is a string, not %s", tv_type_name(name));
}

bool
find_program(
    struct run *r, const struct node *node, const struct template **ret)
{
	const struct import_node *import = node->as.import;
	struct tvalue name;
	struct tlist *names;
	size_t i;

	*ret = import->program;
	if (import->program != NULL && !import->program->failed)
		return true;
	if (!eval(r, import->template, &name))
		return false;
	r->at = import->template->at;
	r->callee = NULL;
	if (name.kind == TV_UNDEFINED)
		return fail_undefined(r, &name);
	if (name.kind == TV_STRING) {
		return load_named(r, node, &name, ret) &&
		       (*ret != NULL || missing(r, node, nothing(r, node)));
	}
	if (!is_sequence(&name) || node->kind != S_INCLUDE)
		return odd_name(r, node, &name);
	names = name.as.list;
	for (i = 0; *ret == NULL && i < names->count; i++)
		if (names->items[i].kind == TV_STRING &&
		    !load_named(r, node, &names->items[i], ret))
			return false;
	return *ret != NULL ||
	       missing(r, node, "none of these templates is there");
}

bool
run_include(struct run *r, const struct node *node)
{
	const struct template *program;

	if (!find_program(r, node, &program))
		return false;
	if (program == NULL)
		return true;
	return run_called(
	    r, program, context_new(r, node->as.import), "include", node->at);
}

static const struct module *
module_cached(const struct run *r, const struct template *program)
{
	const struct module *module;

	for (module = r->modules; module != NULL; module = module->next)
		if (module->template == program)
			return module;
	return NULL;
}

/* Runs the imported template.  Without context it is the same module for
 * the whole render. */
static bool
load_module(struct run *r, const struct node *node, const struct module **ret)
{
	const struct import_node *import = node->as.import;
	const struct template *program;
	struct context *context;
	struct module *module;
	struct mark mark;

	if (!find_program(r, node, &program))
		return false;
	*ret = import->with_context ? NULL : module_cached(r, program);
	if (*ret != NULL)
		return true;
	context = context_new(r, import);
	mark = sink_mark(r);
	if (!run_called(r, program, context, "import", node->at))
		return false;
	module = ARENA_NEW(r->arena, struct module);
	module->template = program;
	module->exports = context->exported;
	sink_take(r, mark, &module->text);
	if (!import->with_context) {
		module->next = r->modules;
		r->modules = module;
	}
	*ret = module;
	return true;
}

bool
run_import(struct run *r, const struct node *node)
{
	const struct import_node *import = node->as.import;
	const struct module *module;
	struct tvalue value;

	if (!load_module(r, node, &module))
		return false;
	value = value_of(TV_MODULE, (void *)(uintptr_t)module);
	assign(r, import->target, &value);
	if (node->export)
		export_name(r, import->target->as.name.name, &value, false);
	return true;
}

static void
from_one(struct run *r, const struct node *node, const struct module *module,
    uint32_t index)
{
	const struct import_node *import = node->as.import;
	const struct name *name = import->names[index];
	const struct node *alias = import->aliases[index];
	const struct tentry *entry = dict_find_name(
	    module->exports, name->text, name->length, name->hash);
	struct tvalue value;

	if (entry != NULL)
		value = entry->value;
	else
		value = make_undefined(r, alias, NULL,
		    arena_printf(r->arena,
			"the template '%s' has no '%s' to import",
			diag_quote(r->diags, module->template->name),
			diag_quote(r->diags, name->text)));
	assign(r, alias, &value);
	if (node->export)
		export_name(r, alias->as.name.name, &value, false);
}

bool
run_from(struct run *r, const struct node *node)
{
	const struct module *module;
	uint32_t i;

	if (!load_module(r, node, &module))
		return false;
	for (i = 0; i < node->as.import->name_count; i++)
		from_one(r, node, module, i);
	return true;
}
