/* SPDX-License-Identifier: ISC */
/*
 * Methods that ask what all characters of a string are.
 */
#include "template/filters.h"

typedef bool character_test(uint32_t character);

static bool
is_digit(uint32_t c)
{
	return is_decimal(c);
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
is_ascii(uint32_t c)
{
	return c < 0x80;
}

/* EMPTY: what an empty string is. */
static bool
all_are(
    struct tcall *call, character_test *test, bool empty, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	size_t at, step;
	uint32_t c;

	*ret = tv_bool(text->length != 0 || empty);
	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (!test(c)) {
			*ret = tv_bool(false);
			break;
		}
	}
	return charge_bytes(call->run, at);
}

bool
text_isdigit(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_digit, false, ret);
}

bool
text_isdecimal(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_decimal, false, ret);
}

bool
text_isnumeric(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_digit, false, ret);
}

bool
text_isalpha(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_alpha, false, ret);
}

bool
text_isalnum(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_alnum, false, ret);
}

bool
text_isspace(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_space, false, ret);
}

bool
text_isascii(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_ascii, true, ret);
}

bool
text_isprintable(struct tcall *call, struct tvalue *ret)
{
	return all_are(call, is_printable, true, ret);
}

/* Accents that combine may be in an identifier, though they are no letters. */
static bool
continues_name(uint32_t c)
{
	return is_word(c) || (c >= 0x300 && c <= 0x36f);
}

bool
text_isidentifier(struct tcall *call, struct tvalue *ret)
{
	uint32_t c;

	if (!all_are(call, continues_name, false, ret) || !ret->as.truth)
		return !call->run->failed;
	text_next(call->input.as.text, call->input.length, &c);
	*ret = tv_bool(is_alpha(c) || c == '_');
	return true;
}

static bool
by_test(struct tcall *call, const char *name, struct tvalue *ret)
{
	return table_find(test_table, test_count, name)->function(call, ret);
}

bool
text_isupper(struct tcall *call, struct tvalue *ret)
{
	return by_test(call, "upper", ret);
}

bool
text_islower(struct tcall *call, struct tvalue *ret)
{
	return by_test(call, "lower", ret);
}

/* Every word begins with an upper letter, and no other letter is upper. */
bool
text_istitle(struct tcall *call, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	bool inside = false, some = false, good = true;
	size_t at, step;
	uint32_t c;

	for (at = 0; at < text->length && good; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (is_upper(c) || is_lower(c)) {
			good = is_upper(c) != inside;
			inside = some = true;
		} else {
			inside = false;
		}
	}
	*ret = tv_bool(good && some);
	return charge_bytes(call->run, at);
}
