/* SPDX-License-Identifier: ISC */
/*
 * Filters that apply other filters and tests to the items of a sequence.
 */
#include <string.h>

#include "template/filters.h"

const struct builtin *
named_row(struct tcall *call, const struct tvalue *name, bool test)
{
	struct run *r = call->run;
	const char *kind = test ? "test" : "filter", *text, *near;
	const struct builtin *row;

	if (name->kind == TV_UNDEFINED) {
		fail_undefined(r, name);
		return NULL;
	}
	if (name->kind != TV_STRING) {
		template_fail(call, "wants the name of a %s, not %s", kind,
		    tv_type_name(name));
		return NULL;
	}
	text = arena_copy(call->arena, name->as.text, name->length);
	row = test ? find_test(r->set, text) : find_filter(r->set, text);
	if (row != NULL)
		return row;
	near = nearest_filter(r->set, call->arena, text, test);
	if ((name->flags & TV_FLAG_NAME) == 0)
		template_fail(call, "there is no such %s", kind);
	else
		template_fail(call, "there is no %s named '%s'%s%s%s", kind,
		    diag_quote(r->diags, text),
		    near != NULL ? "; did you mean '" : "",
		    near != NULL ? near : "", near != NULL ? "'?" : "");
	return NULL;
}

/* The arguments after the first SKIP, for the inner filter or test. */
static struct values
rest_of(const struct tcall *call, size_t skip)
{
	struct values rest = { .keywords = call->keywords,
		.keyword_count = call->keyword_count };

	if (call->count > skip) {
		rest.args = call->args + skip;
		rest.count = call->count - skip;
	}
	return rest;
}

static const struct template_keyword *
find_keyword(const struct tcall *call, const char *name)
{
	size_t i;

	for (i = 0; i < call->keyword_count; i++)
		if (strcmp(call->keywords[i].name, name) == 0)
			return &call->keywords[i];
	return NULL;
}

static bool
map_attribute(struct tcall *call, struct tlist *list,
    const struct template_keyword *attribute)
{
	const struct template_keyword *fallback = find_keyword(call, "default");
	struct tvalue item;
	size_t i;

	if (call->keyword_count > 1 + (size_t)(fallback != NULL))
		return template_fail(
		    call, "takes no keywords but attribute and default");
	for (i = 0; i < list->count; i++) {
		item = list->items[i];
		if (attribute->value.kind != TV_NONE &&
		    !get_path(call->run, &item, &attribute->value,
			fallback != NULL ? &fallback->value : NULL,
			&list->items[i]))
			return false;
	}
	return true;
}

static bool
map_filter(struct tcall *call, struct tlist *list)
{
	struct values rest = rest_of(call, 1);
	const struct builtin *row;
	struct tvalue item;
	size_t i;

	if (call->count == 0)
		return template_fail(
		    call, "wants the name of a filter or an attribute");
	/* An empty sequence never asks for the filter. */
	if (list->count == 0)
		return true;
	row = named_row(call, &call->args[0], false);
	if (row == NULL)
		return false;
	for (i = 0; i < list->count; i++) {
		item = list->items[i];
		if (!call_filter(call->run, row, &item, &rest, &list->items[i]))
			return false;
	}
	return true;
}

bool
filter_map(struct tcall *call, struct tvalue *ret)
{
	const struct template_keyword *attribute =
	    find_keyword(call, "attribute");
	struct tlist *list;
	bool good, some;

	if (!value_truth(call->run, &call->input, &some))
		return false;
	if (!some) {
		*ret = iterator_of(
		    call->run, list_new(call->arena, 0), "generator");
		return true;
	}
	if (!value_list(call->run, &call->input, &list))
		return false;
	good = call->count == 0 && attribute != NULL
		   ? map_attribute(call, list, attribute)
		   : map_filter(call, list);
	*ret = iterator_of(call->run, list, "generator");
	return good;
}

bool
filter_attr(struct tcall *call, struct tvalue *ret)
{
	struct tvalue name = tv_none();
	struct name made = { .text = "" };

	if (call->input.kind == TV_UNDEFINED &&
	    is_strict(call->run, &call->input))
		return fail_undefined(call->run, &call->input);
	if (!arg_string(call, 0, &name))
		return false;
	made.text = arena_copy(call->arena, name.as.text, name.length);
	made.length = name.length;
	made.hash = hash_bytes(name.as.text, name.length);
	if (call->input.kind != TV_DICT)
		return get_attribute(call->run, &call->input, &made, NULL, ret);
	if (!find_method(call->run, &call->input, made.text, made.length, ret))
		*ret = make_undefined(call->run, NULL, &call->input, NULL);
	return true;
}

/* ---- select and reject
 * ------------------------------------------------------- */

struct selection {
	struct tcall *call;
	size_t skip; /* 1 when the first argument is an attribute */
	const struct builtin *row; /* NULL: truth */
	struct values rest;
	bool wanted;
};

static bool
selected(struct selection *s, const struct tvalue *item, bool *ret)
{
	struct run *r = s->call->run;
	struct tvalue value = *item;

	if (s->skip != 0 && s->call->args[0].kind != TV_NONE &&
	    !get_path(r, item, &s->call->args[0], NULL, &value))
		return false;
	if (s->row == NULL) {
		if (!value_truth(r, &value, ret))
			return false;
	} else if (!call_test(r, s->row, &value, &s->rest, ret)) {
		return false;
	}
	*ret = *ret == s->wanted;
	return true;
}

static bool
select_items(
    struct tcall *call, bool attribute, bool wanted, struct tvalue *ret)
{
	struct selection s = {
		.call = call, .skip = attribute, .wanted = wanted
	};
	struct tlist *list, *kept = list_new(call->arena, 0);
	bool some, pass;
	size_t i;

	*ret = iterator_of(call->run, kept, "generator");
	if (!value_truth(call->run, &call->input, &some))
		return false;
	if (!some)
		return true;
	if (attribute && call->count == 0)
		return template_fail(call, "wants the name of an attribute");
	if (!value_list(call->run, &call->input, &list))
		return false;
	if (list->count != 0 && call->count > s.skip) {
		s.row = named_row(call, &call->args[s.skip], true);
		if (s.row == NULL)
			return false;
		s.rest = rest_of(call, s.skip + 1);
	}
	for (i = 0; i < list->count; i++) {
		if (!selected(&s, &list->items[i], &pass))
			return false;
		if (pass)
			list_add(call->arena, kept, list->items[i]);
	}
	return true;
}

bool
filter_select(struct tcall *call, struct tvalue *ret)
{
	return select_items(call, false, true, ret);
}

bool
filter_reject(struct tcall *call, struct tvalue *ret)
{
	return select_items(call, false, false, ret);
}

bool
filter_selectattr(struct tcall *call, struct tvalue *ret)
{
	return select_items(call, true, true, ret);
}

bool
filter_rejectattr(struct tcall *call, struct tvalue *ret)
{
	return select_items(call, true, false, ret);
}
