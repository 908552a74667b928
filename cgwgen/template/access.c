/* SPDX-License-Identifier: ISC */
/*
 * Attributes, items and slices, with Jinja's fallbacks: "x.y" tries the
 * attribute and then the item, "x['y']" the other way round.
 */
#include <string.h>

#include "template/engine.h"

struct tvalue
make_undefined(struct run *r, const struct node *node,
    const struct tvalue *object, const char *hint)
{
	struct tundefined *u = ARENA_NEW(r->arena, struct tundefined);

	u->template = r->template;
	u->at = node != NULL ? node->at : r->at;
	u->node = node;
	u->hint = hint;
	if (object != NULL)
		u->object = *object;
	return value_of(TV_UNDEFINED, u);
}

struct tvalue
undefined_at_use(struct run *r, const char *hint)
{
	struct tundefined *u = ARENA_NEW(r->arena, struct tundefined);

	u->hint = hint;
	return value_of(TV_UNDEFINED, u);
}

bool
value_length(const struct tvalue *value, size_t *ret)
{
	switch (value->kind) {
	case TV_STRING:
		*ret = text_count(value->as.text, value->length);
		return true;
	case TV_LIST:
	case TV_TUPLE:
		*ret = value->as.list->count;
		return true;
	case TV_DICT:
		*ret = value->as.dict->count;
		return true;
	case TV_RANGE:
		*ret = ((const struct trange *)value->as.object)->count;
		return true;
	case TV_VIEW:
		*ret = ((const struct tview *)value->as.object)->dict->count;
		return true;
	default:
		return false;
	}
}

static const struct builtin *
methods_of(const struct tvalue *object)
{
	switch (object->kind) {
	case TV_STRING:
		return string_methods;
	case TV_BOOL:
	case TV_INT:
		return int_methods;
	case TV_FLOAT:
		return float_methods;
	case TV_LIST:
		return list_methods;
	case TV_TUPLE:
		return tuple_methods;
	case TV_DICT:
		return dict_methods;
	case TV_LOOP:
		return loop_methods;
	case TV_CYCLER:
		return cycler_methods;
	default:
		return NULL;
	}
}

bool
is_dict_method(const char *text)
{
	const struct builtin *row;

	for (row = dict_methods; row->name != NULL; row++)
		if (strcmp(row->name, text) == 0)
			return true;
	return false;
}

bool
find_method(struct run *r, const struct tvalue *object, const char *name,
    size_t length, struct tvalue *ret)
{
	const struct builtin *row = methods_of(object);
	struct tvalue *self;

	for (; row != NULL && row->name != NULL; row++) {
		if (strncmp(row->name, name, length) != 0 ||
		    row->name[length] != '\0')
			continue;
		self = ARENA_NEW(r->arena, struct tvalue);
		*self = *object;
		*ret = value_of(TV_METHOD, self);
		ret->extra = row;
		return true;
	}
	return false;
}

/* The pairs that groupby makes have names for their halves. */
static bool
group_attribute(
    const struct tvalue *pair, const struct name *name, struct tvalue *ret)
{
	if ((pair->flags & TV_FLAG_GROUP) == 0)
		return false;
	if (strcmp(name->text, "grouper") == 0)
		*ret = pair->as.list->items[0];
	else if (strcmp(name->text, "list") == 0)
		*ret = pair->as.list->items[1];
	else
		return false;
	return true;
}

/* Attributes that are neither methods nor items. */
static bool
own_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, const struct node *node, struct tvalue *ret,
    bool *found)
{
	const struct tmacro *macro;
	const struct tentry *entry;

	*found = false;
	switch (object->kind) {
	case TV_LOOP:
		return loop_attribute(r, object, name, node, ret, found);
	case TV_NAMESPACE:
	case TV_MODULE:
		entry = dict_find_name(
		    object->kind == TV_MODULE
			? ((const struct module *)object->as.object)->exports
			: object->as.dict,
		    name->text, name->length, name->hash);
		*found = entry != NULL;
		if (entry != NULL) {
			*ret = entry->value;
			settle_value(r, ret);
		}
		return true;
	case TV_MACRO:
		macro = object->as.object;
		*found = strcmp(name->text, "name") == 0;
		*ret = macro->macro->name == NULL
			   ? tv_none()
			   : string_of(macro->macro->name->text,
				 macro->macro->name->length);
		return true;
	case TV_CYCLER:
		*found = strcmp(name->text, "current") == 0;
		if (*found)
			*ret = cycler_current(object);
		return true;
	case TV_SELF:
	case TV_BLOCK:
		*found = block_attribute(r, object, name, ret);
		return true;
	case TV_TUPLE:
		*found = group_attribute(object, name, ret);
		return true;
	default:
		return true;
	}
}

bool
get_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, const struct node *node, struct tvalue *ret)
{
	const struct tentry *entry;
	bool found;

	if (object->kind == TV_DICT) {
		if (name->dict_method)
			return find_method(
			    r, object, name->text, name->length, ret);
		entry = dict_find_name(
		    object->as.dict, name->text, name->length, name->hash);
		*ret = entry != NULL ? entry->value
				     : make_undefined(r, node, object, NULL);
		return true;
	}
	if (object->kind == TV_UNDEFINED) {
		if (r->undefined != TEMPLATE_CHAINABLE)
			return fail_undefined(r, object);
		*ret = *object;
		return true;
	}
	/* Attributes of loops are asked for much more often than methods. */
	if (object->kind != TV_LOOP &&
	    find_method(r, object, name->text, name->length, ret))
		return true;
	if (!own_attribute(r, object, name, node, ret, &found))
		return false;
	if (!found && object->kind == TV_LOOP)
		found = find_method(r, object, name->text, name->length, ret);
	if (!found)
		*ret = make_undefined(r, node, object, NULL);
	return true;
}

/* Python's index: counted from the end when negative. */
static bool
index_of(int64_t index, size_t count, size_t *ret)
{
	if (index < 0)
		index += (int64_t)count;
	if (index < 0 || index >= (int64_t)count)
		return false;
	*ret = (size_t)index;
	return true;
}

static bool
item_at(struct run *r, const struct tvalue *object, int64_t index,
    struct tvalue *ret)
{
	const struct trange *range;
	size_t at, count, start, end;

	if (object->kind != TV_STRING && object->kind != TV_RANGE &&
	    !is_sequence(object))
		return false;
	value_length(object, &count);
	if (!index_of(index, count, &at))
		return false;
	if (object->kind == TV_RANGE) {
		range = object->as.object;
		*ret = tv_int((int64_t)((uint64_t)range->start +
					(uint64_t)range->step * (uint64_t)at));
		return true;
	}
	if (object->kind != TV_STRING) {
		*ret = object->as.list->items[at];
		return true;
	}
	start = text_offset(object->as.text, object->length, at);
	end = start +
	      text_offset(object->as.text + start, object->length - start, 1);
	*ret = substring(r, object, start, end - start);
	return true;
}

/* The attribute of that name, when the item is not there. */
static bool
item_fallback(struct run *r, const struct tvalue *object,
    const struct tvalue *key, const struct node *node, struct tvalue *ret)
{
	struct name name = { .text = "" };
	bool found = false;

	if (key->kind == TV_STRING) {
		if (find_method(r, object, key->as.text, key->length, ret))
			return true;
		name.text = arena_copy(r->arena, key->as.text, key->length);
		name.length = key->length;
		name.loop_word = loop_word(name.text);
		name.hash = hash_bytes(key->as.text, key->length);
		if (object->kind != TV_DICT &&
		    !own_attribute(r, object, &name, node, ret, &found))
			return false;
	}
	if (found)
		return true;
	*ret = make_undefined(r, node, object, NULL);
	if (node == NULL && (key->flags & TV_FLAG_NAME) != 0)
		((struct tundefined *)ret->as.object)->attribute = name.text;
	return true;
}

/* What a table has for a value is another spelling of it. */
static void
name_origin(const struct tvalue *key, struct tvalue *ret)
{
	if (ret->origin == NULL && ret->extra == NULL &&
	    (ret->kind == TV_STRING || ret->kind == TV_INT))
		ret->origin = key->origin;
}

bool
get_item(struct run *r, const struct tvalue *object, const struct tvalue *key,
    const struct node *node, struct tvalue *ret)
{
	const struct tentry *entry;
	int64_t index;
	uint32_t hash;

	if (object->kind == TV_UNDEFINED) {
		if (r->undefined != TEMPLATE_CHAINABLE)
			return fail_undefined(r, object);
		*ret = *object;
		return true;
	}
	if (object->kind == TV_DICT) {
		if (key->kind == TV_UNDEFINED && is_strict(r, key))
			return fail_undefined(r, key);
		entry = hash_value(key, &hash)
			    ? dict_find(object->as.dict, key, hash)
			    : NULL;
		if (entry != NULL) {
			*ret = entry->value;
			name_origin(key, ret);
			return true;
		}
	} else if (as_integer(key, &index) && item_at(r, object, index, ret)) {
		return true;
	}
	return item_fallback(r, object, key, node, ret);
}
