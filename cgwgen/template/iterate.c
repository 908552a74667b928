/* SPDX-License-Identifier: ISC */
/*
 * Iterating over values.  A cursor looks at its list anew at every step, so
 * that a loop sees what it appends, as in Python; step limits end it.
 */
#include <string.h>

#include "template/engine.h"

bool
is_iterable(const struct tvalue *value)
{
	switch (value->kind) {
	case TV_UNDEFINED:
	case TV_STRING:
	case TV_LIST:
	case TV_TUPLE:
	case TV_DICT:
	case TV_RANGE:
	case TV_VIEW:
	case TV_ITERATOR:
	case TV_LOOP:
		return true;
	default:
		return false;
	}
}

bool
cursor_open(struct run *r, const struct tvalue *source, struct cursor *ret)
{
	*ret = (struct cursor){ .source = *source };
	if (source->kind == TV_UNDEFINED && is_strict(r, source))
		return fail_undefined(r, source);
	if (!is_iterable(source) || source->kind == TV_LOOP)
		return fail_value(
		    r, "%s is not iterable", tv_type_name(source));
	if (source->kind == TV_DICT)
		ret->size = source->as.dict->count;
	else if (source->kind == TV_VIEW)
		ret->size =
		    ((const struct tview *)source->as.object)->dict->count;
	return true;
}

static bool
list_next(const struct tlist *list, size_t *next, struct tvalue *ret)
{
	if (*next >= list->count)
		return false;
	*ret = list->items[(*next)++];
	return true;
}

struct tvalue
pair_of(struct run *r, struct tvalue a, struct tvalue b)
{
	struct tlist *pair = list_new(r->arena, 2);

	list_add(r->arena, pair, a);
	list_add(r->arena, pair, b);
	return value_of(TV_TUPLE, pair);
}

static bool
entry_next(struct run *r, const struct tdict *dict, char what,
    struct cursor *cursor, struct tvalue *ret, bool *more)
{
	const struct tentry *entry;

	if (dict->count != cursor->size)
		return fail_value(
		    r, "a dict changed its size in a loop over it");
	*more = cursor->next < dict->count;
	if (!*more)
		return true;
	entry = dict_entry(dict, cursor->next++);
	*ret = what == 'k'   ? entry->key
	       : what == 'v' ? entry->value
			     : pair_of(r, entry->key, entry->value);
	return true;
}

static bool
string_next(struct run *r, struct cursor *cursor, struct tvalue *ret)
{
	const struct tvalue *string = &cursor->source;
	size_t step;
	uint32_t character;

	if (cursor->next >= string->length)
		return false;
	step = text_next(string->as.text + cursor->next,
	    string->length - cursor->next, &character);
	*ret = substring(r, string, cursor->next, step);
	/* Markup is iterated over as the string that it is. */
	ret->flags &= (uint8_t)~TV_FLAG_MARKUP;
	cursor->next += step;
	return true;
}

static bool
range_next(struct cursor *cursor, struct tvalue *ret)
{
	const struct trange *range = cursor->source.as.object;

	if (cursor->next >= range->count)
		return false;
	*ret =
	    tv_int((int64_t)((uint64_t)range->start +
			     (uint64_t)range->step * (uint64_t)cursor->next));
	cursor->next++;
	return true;
}

bool
cursor_next(
    struct run *r, struct cursor *cursor, struct tvalue *ret, bool *more)
{
	const struct tview *view;
	struct titer *iter;

	if (!charge(r, 1))
		return false;
	switch (cursor->source.kind) {
	case TV_LIST:
	case TV_TUPLE:
		*more = list_next(cursor->source.as.list, &cursor->next, ret);
		return true;
	case TV_STRING:
		*more = string_next(r, cursor, ret);
		return true;
	case TV_DICT:
		return entry_next(
		    r, cursor->source.as.dict, 'k', cursor, ret, more);
	case TV_VIEW:
		view = cursor->source.as.object;
		return entry_next(r, view->dict, view->what, cursor, ret, more);
	case TV_RANGE:
		*more = range_next(cursor, ret);
		return true;
	case TV_ITERATOR:
		iter = cursor->source.as.object;
		*more = list_next(iter->list, &iter->next, ret);
		return true;
	default:
		*more = false;
		return true;
	}
}

bool
value_list(struct run *r, const struct tvalue *value, struct tlist **ret)
{
	struct cursor cursor;
	struct tvalue item;
	bool more = true;

	if (!cursor_open(r, value, &cursor))
		return false;
	*ret = list_new(r->arena, 0);
	while (more) {
		if (!cursor_next(r, &cursor, &item, &more))
			return false;
		if (more)
			list_add(r->arena, *ret, item);
	}
	return true;
}

struct tvalue
iterator_of(struct run *r, struct tlist *list, const char *type)
{
	struct titer *iter = ARENA_NEW(r->arena, struct titer);

	iter->list = list;
	iter->type = type;
	return value_of(TV_ITERATOR, iter);
}

struct tvalue
list_value(struct tlist *list)
{
	return value_of(TV_LIST, list);
}
