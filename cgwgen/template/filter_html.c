/* SPDX-License-Identifier: ISC */
/*
 * Filters of HTML: striptags and xmlattr.
 */
#include <string.h>

#include "template/filters.h"

/* ---- striptags -------------------------------------------------------------
 */

/* TEXT without what is between OPEN and CLOSE, the nearest ones. */
static bool
cut_between(
    struct run *r, struct tvalue *text, const char *open, const char *close)
{
	struct mark mark = sink_mark(r);
	size_t at = 0, start, length;

	if (!charge_bytes(r, text->length))
		return false;
	for (;;) {
		start = text_find(
		    text->as.text + at, text->length - at, open, strlen(open));
		if (start == SIZE_MAX)
			break;
		length = strlen(open);
		length += text_find(text->as.text + at + start + length,
		    text->length - at - start - length, close, strlen(close));
		if (length < strlen(open))
			break; /* SIZE_MAX came round: it is not closed */
		if (!sink_part(r, text, at, start))
			return false;
		at += start + length + strlen(close);
	}
	if (!sink_part(r, text, at, text->length - at))
		return false;
	sink_take(r, mark, text);
	return true;
}

/* Blanks of all kinds become single ones between words. */
static bool
join_words(struct run *r, struct tvalue *text)
{
	struct mark mark = sink_mark(r);
	size_t at = 0, end, step;
	bool some = false;
	uint32_t c;

	for (;; at = end, some = true) {
		at += text_blank_start(text->as.text + at, text->length - at);
		if (at >= text->length)
			break;
		for (end = at; end < text->length; end += step) {
			step = text_next(
			    text->as.text + end, text->length - end, &c);
			if (is_space(c))
				break;
		}
		if ((some && !sink_char(r, ' ')) ||
		    !sink_part(r, text, at, end - at))
			return false;
	}
	sink_take(r, mark, text);
	return true;
}

/* What the numbers 0x80 to 0x9f mean: those of windows-1252. */
static const uint16_t windows_1252[] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
	0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

/* The character that a reference by number stands for, or 0 for none. */
static uint32_t
referred(uint32_t number)
{
	if (number >= 0x80 && number <= 0x9f)
		return windows_1252[number - 0x80];
	if (number == 0 || number > 0x10ffff ||
	    (number >= 0xd800 && number <= 0xdfff))
		return 0xfffd;
	if ((number < ' ' && number != '\t' && number != '\n' &&
		number != '\f' && number != '\r') ||
	    number == 0x7f || (number >= 0xfdd0 && number <= 0xfdef) ||
	    (number & 0xfffe) == 0xfffe)
		return 0;
	return number;
}

static int
digit_value(char byte, bool hex)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (!hex)
		return -1;
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* "#10;" or "#xa;" at TEXT: how long it is, or 0. */
static size_t
read_number(const char *text, size_t length, uint32_t *ret)
{
	bool hex = length > 1 && (text[1] | 0x20) == 'x';
	size_t start = hex ? 2 : 1, at;

	*ret = 0;
	for (at = start; at < length && digit_value(text[at], hex) >= 0; at++) {
		*ret = *ret * (hex ? 16 : 10) +
		       (uint32_t)digit_value(text[at], hex);
		if (*ret > 0x10ffff)
			*ret = 0x110000;
	}
	if (at == start)
		return 0;
	return at < length && text[at] == ';' ? at + 1 : at;
}

/* Bytes of the name at TEXT: at most 32 characters that a name can have. */
static size_t
name_length(const char *text, size_t length)
{
	size_t at = 0, count;
	uint32_t c;

	for (count = 0; count < 32 && at < length; count++) {
		if (strchr("\t\n\f <&#;", text[at]) != NULL)
			break;
		at += text_next(text + at, length - at, &c);
	}
	return at;
}

/* "name;", or the longest beginning of it that counts without a semicolon.
 * *USED is how much of TEXT it is. */
static const char *
read_name(const char *text, size_t length, size_t *used, size_t *ret)
{
	size_t name = name_length(text, length);
	bool closed = name < length && text[name] == ';';
	const char *found = entity_find(text, name, closed, ret);

	*used = name + closed;
	/* No name that counts alone has more than six letters. */
	while (found == NULL && --*used > 1)
		if (*used <= 6)
			found = entity_find(text, *used, false, ret);
	return found;
}

/* What follows an "&": *USED bytes of TEXT, or none. */
static bool
put_reference(struct run *r, const char *text, size_t length, size_t *used)
{
	const char *found;
	size_t found_length;
	uint32_t number;
	char bytes[4];

	*used = 0;
	if (!charge(r, 50))
		return false;
	if (length != 0 && text[0] == '#') {
		*used = read_number(text, length, &number);
		if (*used == 0)
			return sink_char(r, '&');
		number = referred(number);
		return number == 0 ||
		       sink_add(r, bytes, text_put(number, bytes), NULL);
	}
	if (name_length(text, length) == 0)
		return sink_char(r, '&');
	found = read_name(text, length, used, &found_length);
	if (found != NULL)
		return sink_add(r, found, found_length, NULL);
	*used = 0;
	return sink_char(r, '&');
}

static bool
unescape(struct run *r, struct tvalue *text)
{
	struct mark mark = sink_mark(r);
	size_t at = 0, found, used;

	for (; at < text->length; at += used) {
		found =
		    text_find(text->as.text + at, text->length - at, "&", 1);
		if (found == SIZE_MAX)
			break;
		if (!sink_part(r, text, at, found))
			return false;
		at += found + 1;
		if (!put_reference(
			r, text->as.text + at, text->length - at, &used))
			return false;
	}
	if (!sink_part(r, text, at, text->length - at))
		return false;
	sink_take(r, mark, text);
	return true;
}

bool
filter_striptags(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;

	return input_string(call, ret) && cut_between(r, ret, "<!--", "-->") &&
	       cut_between(r, ret, "<", ">") && join_words(r, ret) &&
	       unescape(r, ret);
}

/* ---- xmlattr ---------------------------------------------------------------
 */

/* Whether the name could end its attribute. */
static bool
is_name(const struct tvalue *key)
{
	size_t i;

	for (i = 0; i < key->length; i++)
		if (strchr(" \t\n\v\f\r/>=", key->as.text[i]) != NULL)
			return false;
	return true;
}

static bool
put_attribute(struct tcall *call, const struct tentry *entry, bool blank)
{
	struct run *r = call->run;

	if (entry->key.kind != TV_STRING)
		return template_fail(
		    call, "a name is %s", tv_type_name(&entry->key));
	if (!is_name(&entry->key))
		return template_fail(
		    call, "a name has a blank or one of the characters / > =");
	return charge(r, 1) && (!blank || sink_char(r, ' ')) &&
	       sink_escaped(r, &entry->key, true) && sink_text(r, "=\"") &&
	       sink_escaped(r, &entry->value, true) && sink_char(r, '"');
}

bool
filter_xmlattr(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);
	const struct tdict *dict = call->input.as.dict;
	bool blank = true;
	size_t i;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (call->input.kind != TV_DICT)
		return template_fail(
		    call, "wants a dict, not %s", tv_type_name(&call->input));
	if (!arg_bool(call, 0, &blank))
		return false;
	for (i = 0; i < dict->count; i++) {
		const struct tentry *entry = dict_entry(dict, i);

		if (entry->value.kind == TV_NONE ||
		    entry->value.kind == TV_UNDEFINED)
			continue;
		if (!put_attribute(call, entry, blank))
			return false;
		blank = true;
	}
	sink_take(call->run, mark, ret);
	return true;
}
