/* SPDX-License-Identifier: ISC */
/*
 * Methods of strings.  Offsets that templates see count characters.
 */
#include <string.h>

#include "template/filters.h"

/* ---- looking for parts
 * ------------------------------------------------------------ */

static bool
affix_matches(const struct tvalue *text, const struct tvalue *affix, bool end)
{
	if (affix->length > text->length)
		return false;
	return memcmp(text->as.text + (end ? text->length - affix->length : 0),
		   affix->as.text, affix->length) == 0;
}

static bool
affix(struct tcall *call, bool end, struct tvalue *ret)
{
	const struct tvalue *given = &call->args[0];
	struct tvalue one = tv_none();
	size_t i;

	*ret = tv_bool(false);
	if (given->kind == TV_TUPLE) {
		for (i = 0; i < given->as.list->count; i++) {
			if (given->as.list->items[i].kind != TV_STRING)
				return template_fail(call, "wants strings");
			if (affix_matches(
				&call->input, &given->as.list->items[i], end))
				*ret = tv_bool(true);
		}
		return true;
	}
	if (!arg_string(call, 0, &one))
		return false;
	*ret = tv_bool(affix_matches(&call->input, &one, end));
	return true;
}

static bool
text_startswith(struct tcall *call, struct tvalue *ret)
{
	return affix(call, false, ret);
}

static bool
text_endswith(struct tcall *call, struct tvalue *ret)
{
	return affix(call, true, ret);
}

static bool
remove_affix(struct tcall *call, bool end, struct tvalue *ret)
{
	struct tvalue part = tv_none();
	const struct tvalue *text = &call->input;

	if (!arg_string(call, 0, &part))
		return false;
	*ret = *text;
	if (affix_matches(text, &part, end))
		*ret = substring(call->run, text, end ? 0 : part.length,
		    text->length - part.length);
	return true;
}

static bool
text_removeprefix(struct tcall *call, struct tvalue *ret)
{
	return remove_affix(call, false, ret);
}

static bool
text_removesuffix(struct tcall *call, struct tvalue *ret)
{
	return remove_affix(call, true, ret);
}

/* Byte offset of the first or last place of the argument, or SIZE_MAX. */
static bool
search(struct tcall *call, bool last, size_t *ret)
{
	const struct tvalue *text = &call->input;
	struct tvalue part = tv_none();
	size_t found, from = 0;

	*ret = SIZE_MAX;
	if (!arg_string(call, 0, &part))
		return false;
	if (part.length == 0) {
		*ret = last ? text->length : 0;
		return true;
	}
	while ((found = text_find(text->as.text + from, text->length - from,
		    part.as.text, part.length)) != SIZE_MAX) {
		*ret = from + found;
		from = *ret + 1;
		if (!last)
			break;
	}
	return true;
}

static bool
found_index(struct tcall *call, bool last, bool must, struct tvalue *ret)
{
	size_t at;

	if (!search(call, last, &at))
		return false;
	if (at == SIZE_MAX && must)
		return template_fail(call, "the substring is not there");
	*ret = tv_int(
	    at == SIZE_MAX ? -1 : (int64_t)text_count(call->input.as.text, at));
	return true;
}

static bool
text_find_method(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, false, false, ret);
}

static bool
text_rfind(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, true, false, ret);
}

static bool
text_index(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, false, true, ret);
}

static bool
text_rindex(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, true, true, ret);
}

static bool
text_count_method(struct tcall *call, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	struct tvalue part = tv_none();
	size_t at = 0, found;
	int64_t count = 0;

	if (!arg_string(call, 0, &part))
		return false;
	if (part.length == 0) {
		*ret = tv_int(
		    (int64_t)text_count(text->as.text, text->length) + 1);
		return true;
	}
	while ((found = text_find(text->as.text + at, text->length - at,
		    part.as.text, part.length)) != SIZE_MAX) {
		count++;
		at += found + part.length;
	}
	*ret = tv_int(count);
	return true;
}

/* ---- the rest
 * ---------------------------------------------------------------------- */

static bool
text_join(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tlist *list;
	struct mark mark;
	size_t i;

	if (!value_list(r, &call->args[0], &list))
		return false;
	mark = sink_mark(r);
	for (i = 0; i < list->count; i++) {
		const struct tvalue *item = &list->items[i];

		if (item->kind == TV_UNDEFINED)
			return fail_undefined(r, item);
		if (item->kind != TV_STRING)
			return template_fail(call,
			    "item %zu is %s, not a string", i,
			    tv_type_name(item));
		if ((i != 0 &&
			!sink_part(r, &call->input, 0, call->input.length)) ||
		    !sink_part(r, item, 0, item->length))
			return false;
	}
	if (!charge_bytes(r, r->out->text.length - mark.length))
		return false;
	sink_take(r, mark, ret);
	/* The separator's origin is not that of the whole. */
	call->input.origin = NULL;
	return true;
}

static bool
text_replace(struct tcall *call, struct tvalue *ret)
{
	struct tvalue string = tv_none();

	return arg_string(call, 0, &string) && arg_string(call, 1, &string) &&
	       filter_replace(call, ret);
}

/* str.title(): a letter after anything but a letter is upper. */
static bool
text_title(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);
	const struct tvalue *text = &call->input;
	bool inside = false;
	size_t at, step;
	char bytes[4];
	uint32_t c;

	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		c = inside ? to_lower(c) : to_upper(c);
		inside = is_upper(c) || is_lower(c);
		if (step == 1
			? !sink_char(
			      call->run, inside ? (char)c : text->as.text[at])
			: !sink_add(call->run, bytes, text_put(c, bytes), NULL))
			return false;
	}
	sink_take(call->run, mark, ret);
	return true;
}

typedef bool character_test(uint32_t character);

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alpha(uint32_t c)
{
	return is_word(c) && !is_digit(c) && c != '_';
}

static bool
is_alnum(uint32_t c)
{
	return is_word(c) && c != '_';
}

static bool
all_are(struct tcall *call, character_test *test, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	size_t at, step;
	uint32_t c;

	*ret = tv_bool(text->length != 0);
	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (!test(c))
			*ret = tv_bool(false);
	}
	return true;
}

static bool
text_isdigit(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_digit, ret);
}

static bool
text_isalpha(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_alpha, ret);
}

static bool
text_isalnum(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_alnum, ret);
}

static bool
text_isspace(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_space, ret);
}

static bool
by_test(struct tcall *call, const char *name, struct tvalue *ret)
{
	return table_find(test_table, test_count, name)->function(call, ret);
}

static bool
text_isupper(struct tcall *call, struct tvalue *ret)
{
	return by_test(call, "upper", ret);
}

static bool
text_islower(struct tcall *call, struct tvalue *ret)
{
	return by_test(call, "lower", ret);
}

/* Fills up to a width on one side. */
static bool
justify(struct tcall *call, bool left, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tvalue fill = string_of(" ", 1);
	struct mark mark = sink_mark(r);
	int64_t width = 0, i;
	bool good = true;

	if (!arg_int(call, 0, &width) || !arg_string(call, 1, &fill))
		return false;
	if (text_count(fill.as.text, fill.length) != 1)
		return template_fail(call, "fills with exactly one character");
	i = (int64_t)text_count(call->input.as.text, call->input.length);
	if (left)
		good = sink_part(r, &call->input, 0, call->input.length);
	for (; good && i < width; i++)
		good = charge(r, 1) && sink_part(r, &fill, 0, fill.length);
	if (good && !left)
		good = sink_part(r, &call->input, 0, call->input.length);
	sink_take(r, mark, ret);
	return good;
}

static bool
text_ljust(struct tcall *call, struct tvalue *ret)
{
	return justify(call, true, ret);
}

static bool
text_rjust(struct tcall *call, struct tvalue *ret)
{
	return justify(call, false, ret);
}

static bool
text_zfill(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	const struct tvalue *text = &call->input;
	struct mark mark = sink_mark(r);
	size_t sign = text->length != 0 &&
		      (text->as.text[0] == '-' || text->as.text[0] == '+');
	int64_t width = 0, i;

	if (!arg_int(call, 0, &width) || !sink_part(r, text, 0, sign))
		return false;
	i = (int64_t)text_count(text->as.text, text->length);
	for (; i < width; i++)
		if (!charge(r, 1) || !sink_char(r, '0'))
			return false;
	if (!sink_part(r, text, sign, text->length - sign))
		return false;
	sink_take(r, mark, ret);
	return true;
}

const struct builtin string_methods[] = {
	BUILTIN("capitalize", "", 0, filter_capitalize, NULL, NULL, NULL),
	BUILTIN("casefold", "", 0, filter_lower, NULL, NULL, NULL),
	BUILTIN("center", "width", 1, filter_center, NULL, NULL, NULL),
	BUILTIN("count", "sub", 1, text_count_method, NULL, NULL, NULL),
	UNSUPPORTED("encode", "-"),
	BUILTIN("endswith", "suffix", 1, text_endswith, NULL, NULL, NULL),
	UNSUPPORTED("expandtabs", "-"),
	BUILTIN("find", "sub", 1, text_find_method, NULL, NULL, NULL),
	BUILTIN("format", NULL, 0, method_format, NULL, NULL, NULL),
	UNSUPPORTED("format_map", "-"),
	BUILTIN("index", "sub", 1, text_index, NULL, NULL, NULL),
	BUILTIN("isalnum", "", 0, text_isalnum, NULL, NULL, NULL),
	BUILTIN("isalpha", "", 0, text_isalpha, NULL, NULL, NULL),
	UNSUPPORTED("isascii", "-"),
	BUILTIN("isdecimal", "", 0, text_isdigit, NULL, NULL, NULL),
	BUILTIN("isdigit", "", 0, text_isdigit, NULL, NULL, NULL),
	UNSUPPORTED("isidentifier", "-"),
	BUILTIN("islower", "", 0, text_islower, NULL, NULL, NULL),
	BUILTIN("isnumeric", "", 0, text_isdigit, NULL, NULL, NULL),
	UNSUPPORTED("isprintable", "-"),
	BUILTIN("isspace", "", 0, text_isspace, NULL, NULL, NULL),
	UNSUPPORTED("istitle", "-"),
	BUILTIN("isupper", "", 0, text_isupper, NULL, NULL, NULL),
	BUILTIN("join", "iterable", 1, text_join, NULL, NULL, NULL),
	BUILTIN("ljust", "width, fillchar", 1, text_ljust, NULL, NULL, NULL),
	BUILTIN("lower", "", 0, filter_lower, NULL, NULL, NULL),
	BUILTIN("lstrip", "chars", 0, text_lstrip, NULL, NULL, NULL),
	UNSUPPORTED("maketrans", "-"),
	BUILTIN("partition", "sep", 1, text_partition, NULL, NULL, NULL),
	BUILTIN(
	    "removeprefix", "prefix", 1, text_removeprefix, NULL, NULL, NULL),
	BUILTIN(
	    "removesuffix", "suffix", 1, text_removesuffix, NULL, NULL, NULL),
	BUILTIN(
	    "replace", "old, new, count", 2, text_replace, NULL, NULL, NULL),
	BUILTIN("rfind", "sub", 1, text_rfind, NULL, NULL, NULL),
	BUILTIN("rindex", "sub", 1, text_rindex, NULL, NULL, NULL),
	BUILTIN("rjust", "width, fillchar", 1, text_rjust, NULL, NULL, NULL),
	BUILTIN("rpartition", "sep", 1, text_rpartition, NULL, NULL, NULL),
	UNSUPPORTED("rsplit", "-"),
	BUILTIN("rstrip", "chars", 0, text_rstrip, NULL, NULL, NULL),
	BUILTIN("split", "sep, maxsplit", 0, text_split, NULL, NULL, NULL),
	BUILTIN("splitlines", "keepends", 0, text_splitlines, NULL, NULL, NULL),
	BUILTIN("startswith", "prefix", 1, text_startswith, NULL, NULL, NULL),
	BUILTIN("strip", "chars", 0, text_strip, NULL, NULL, NULL),
	UNSUPPORTED("swapcase", "-"),
	BUILTIN("title", "", 0, text_title, NULL, NULL, NULL),
	UNSUPPORTED("translate", "-"),
	BUILTIN("upper", "", 0, filter_upper, NULL, NULL, NULL),
	BUILTIN("zfill", "width", 1, text_zfill, NULL, NULL, NULL), BUILTIN_END
};
