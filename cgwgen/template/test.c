/* SPDX-License-Identifier: ISC */
/*
 * The tests: what may follow "is".
 */
#include <string.h>

#include "template/filters.h"

static bool
answer(struct tvalue *ret, bool truth)
{
	*ret = tv_bool(truth);
	return true;
}

#define KIND_TEST(name, condition)                                             \
	static bool name(struct tcall *call, struct tvalue *ret)               \
	{                                                                      \
		const struct tvalue *input = &call->input;                     \
		return answer(ret, condition);                                 \
	}

KIND_TEST(test_defined, input->kind != TV_UNDEFINED)
KIND_TEST(test_undefined, input->kind == TV_UNDEFINED)
KIND_TEST(test_none, input->kind == TV_NONE)
KIND_TEST(test_boolean, input->kind == TV_BOOL)
KIND_TEST(test_true, input->kind == TV_BOOL && input->as.truth)
KIND_TEST(test_false, input->kind == TV_BOOL && !input->as.truth)
KIND_TEST(test_integer, input->kind == TV_INT)
KIND_TEST(test_float, input->kind == TV_FLOAT)
KIND_TEST(test_number, is_number(input))
KIND_TEST(test_string, input->kind == TV_STRING)
KIND_TEST(test_mapping, input->kind == TV_DICT)
/* Escaping leaves these alone: of a chainable undefined it makes nothing. */
KIND_TEST(test_escaped, input->kind == TV_STRING
			    ? (input->flags & TV_FLAG_MARKUP) != 0
			    : input->kind == TV_UNDEFINED &&
				  call->run->undefined == TEMPLATE_CHAINABLE)
/* Undefined is: Jinja's class has a method that fails when it is called. */
KIND_TEST(
    test_callable, input->kind == TV_UNDEFINED || input->kind == TV_MACRO ||
		       input->kind == TV_FUNCTION || input->kind == TV_METHOD ||
		       input->kind == TV_LOOP || input->kind == TV_BLOCK ||
		       input->kind == TV_JOINER)

static bool
test_sequence(struct tcall *call, struct tvalue *ret)
{
	size_t length;

	if (call->input.kind == TV_UNDEFINED)
		return answer(ret, !is_strict(call->run, &call->input));
	return answer(ret,
	    call->input.kind != TV_VIEW && value_length(&call->input, &length));
}

static bool
test_iterable(struct tcall *call, struct tvalue *ret)
{
	if (call->input.kind == TV_UNDEFINED &&
	    is_strict(call->run, &call->input))
		return fail_undefined(call->run, &call->input);
	return answer(ret, is_iterable(&call->input));
}

static bool
remainder_is(struct tcall *call, const struct tvalue *divisor, int64_t wanted,
    struct tvalue *ret)
{
	struct tvalue rest, expected = tv_int(wanted);
	bool equal;

	if (!value_binary(call->run, OP_MOD, &call->input, divisor, &rest) ||
	    !value_equal(call->run, &rest, &expected, &equal))
		return false;
	return answer(ret, equal);
}

static bool
test_odd(struct tcall *call, struct tvalue *ret)
{
	struct tvalue two = tv_int(2);

	return remainder_is(call, &two, 1, ret);
}

static bool
test_even(struct tcall *call, struct tvalue *ret)
{
	struct tvalue two = tv_int(2);

	return remainder_is(call, &two, 0, ret);
}

static bool
test_divisibleby(struct tcall *call, struct tvalue *ret)
{
	return remainder_is(call, &call->args[0], 0, ret);
}

static bool
compare(struct tcall *call, enum operator op, struct tvalue *ret)
{
	bool truth;

	if (!value_compare(call->run, op, &call->input, &call->args[0], &truth))
		return false;
	return answer(ret, truth);
}

#define COMPARE_TEST(name, op)                                                 \
	static bool name(struct tcall *call, struct tvalue *ret)               \
	{                                                                      \
		return compare(call, op, ret);                                 \
	}

COMPARE_TEST(test_eq, OP_EQ)
COMPARE_TEST(test_ne, OP_NE)
COMPARE_TEST(test_lt, OP_LT)
COMPARE_TEST(test_le, OP_LE)
COMPARE_TEST(test_gt, OP_GT)
COMPARE_TEST(test_ge, OP_GE)
COMPARE_TEST(test_in, OP_IN)

static bool
test_sameas(struct tcall *call, struct tvalue *ret)
{
	return answer(ret, value_same(&call->input, &call->args[0]));
}

/* Every letter of a case, and at least one letter. */
static bool
all_of_case(struct tcall *call, bool upper, struct tvalue *ret)
{
	struct tvalue text;
	size_t at, step;
	bool some = false;
	uint32_t c;

	if (!input_string(call, &text))
		return false;
	for (at = 0; at < text.length; at += step) {
		step = text_next(text.as.text + at, text.length - at, &c);
		if (upper ? is_lower(c) : is_upper(c))
			return answer(ret, false);
		some = some || (upper ? is_upper(c) : is_lower(c));
	}
	return answer(ret, some);
}

static bool
test_lower(struct tcall *call, struct tvalue *ret)
{
	return all_of_case(call, false, ret);
}

static bool
test_upper(struct tcall *call, struct tvalue *ret)
{
	return all_of_case(call, true, ret);
}

static bool
exists(struct tcall *call, bool test, struct tvalue *ret)
{
	const struct tvalue *name = &call->input;
	const char *text;
	uint32_t hash;

	if (!value_key(call->run, name, &hash))
		return false;
	if (name->kind != TV_STRING)
		return answer(ret, false);
	text = arena_copy(call->arena, name->as.text, name->length);
	return answer(ret, (test ? find_test(call->run->set, text)
				 : find_filter(call->run->set, text)) != NULL);
}

static bool
test_filter(struct tcall *call, struct tvalue *ret)
{
	return exists(call, false, ret);
}

static bool
test_test(struct tcall *call, struct tvalue *ret)
{
	return exists(call, true, ret);
}

/* In the order of strcmp(), for table_find(). */
const struct builtin test_table[] = {
	BUILTIN("!=", "other", 1, test_ne, "not equal",
	    "{{ [1, 2]|select('!=', 1)|list }}", "[2]"),
	BUILTIN("<", "other", 1, test_lt, "less",
	    "{{ [1, 2]|select('<', 2)|list }}", "[1]"),
	BUILTIN("<=", "other", 1, test_le, "less or equal",
	    "{{ [1, 2, 3]|select('<=', 2)|list }}", "[1, 2]"),
	BUILTIN("==", "other", 1, test_eq, "equal",
	    "{{ [1, 2]|select('==', 2)|list }}", "[2]"),
	BUILTIN(">", "other", 1, test_gt, "greater",
	    "{{ [1, 2]|select('>', 1)|list }}", "[2]"),
	BUILTIN(">=", "other", 1, test_ge, "greater or equal",
	    "{{ [1, 2, 3]|select('>=', 2)|list }}", "[2, 3]"),
	BUILTIN("boolean", "", 0, test_boolean, "true or false",
	    "{{ false is boolean }}", "True"),
	BUILTIN("callable", "", 0, test_callable, "a macro, function or method",
	    "{{ range is callable }}", "True"),
	BUILTIN("defined", "", 0, test_defined, "not undefined",
	    "{{ nothing is defined }}", "False"),
	BUILTIN("divisibleby", "num", 1, test_divisibleby,
	    "divisible by the argument", "{{ 9 is divisibleby(3) }}", "True"),
	BUILTIN(
	    "eq", "other", 1, test_eq, "equal", "{{ 1 is eq(1.0) }}", "True"),
	BUILTIN("equalto", "other", 1, test_eq, "equal",
	    "{{ [{'up': true}, {'up': false}]|selectattr('up', 'equalto', "
	    "true)|list }}",
	    "[{'up': True}]"),
	BUILTIN("escaped", "", 0, test_escaped, "escaped for HTML",
	    "{{ '<b>'|escape is escaped }}", "True"),
	BUILTIN("even", "", 0, test_even, "an even number", "{{ 4 is even }}",
	    "True"),
	BUILTIN("false", "", 0, test_false, "the value false",
	    "{{ 0 is false }}", "False"),
	BUILTIN("filter", "", 0, test_filter, "the name of a filter",
	    "{{ 'join' is filter }}", "True"),
	BUILTIN("float", "", 0, test_float, "a float", "{{ 1.5 is float }}",
	    "True"),
	BUILTIN("ge", "other", 1, test_ge, "greater or equal",
	    "{{ 2 is ge(2) }}", "True"),
	BUILTIN("greaterthan", "other", 1, test_gt, "greater",
	    "{{ 3 is greaterthan(2) }}", "True"),
	BUILTIN(
	    "gt", "other", 1, test_gt, "greater", "{{ 3 is gt(3) }}", "False"),
	BUILTIN("in", "seq", 1, test_in, "contained in the argument",
	    "{{ 2 is in([1, 2]) }}", "True"),
	BUILTIN("integer", "", 0, test_integer, "an integer",
	    "{{ 15 is integer }}", "True"),
	BUILTIN("iterable", "", 0, test_iterable, "something to loop over",
	    "{{ 5 is iterable }}", "False"),
	BUILTIN("le", "other", 1, test_le, "less or equal", "{{ 2 is le(2) }}",
	    "True"),
	BUILTIN("lessthan", "other", 1, test_lt, "less",
	    "{{ 1 is lessthan(2) }}", "True"),
	BUILTIN("lower", "", 0, test_lower, "text in lower case",
	    "{{ 'vpn' is lower }}", "True"),
	BUILTIN("lt", "other", 1, test_lt, "less", "{{ 2 is lt(2) }}", "False"),
	BUILTIN("mapping", "", 0, test_mapping, "a dict",
	    "{{ {'a': 1} is mapping }}", "True"),
	BUILTIN(
	    "ne", "other", 1, test_ne, "not equal", "{{ 1 is ne(2) }}", "True"),
	BUILTIN("none", "", 0, test_none, "the value none",
	    "{{ none is none }}", "True"),
	BUILTIN("number", "", 0, test_number,
	    "an integer or a float (true and false, too)",
	    "{{ 1.5 is number }}", "True"),
	BUILTIN(
	    "odd", "", 0, test_odd, "an odd number", "{{ 3 is odd }}", "True"),
	BUILTIN("sameas", "other", 1, test_sameas, "the very same value",
	    "{{ 1 is sameas(true) }}", "False"),
	BUILTIN("sequence", "", 0, test_sequence,
	    "something with a length: a list, string or dict",
	    "{{ [1, 2] is sequence }}", "True"),
	BUILTIN("string", "", 0, test_string, "a string", "{{ '1' is string }}",
	    "True"),
	BUILTIN("test", "", 0, test_test, "the name of a test",
	    "{{ 'defined' is test }}", "True"),
	BUILTIN("true", "", 0, test_true, "the value true", "{{ 1 is true }}",
	    "False"),
	BUILTIN("undefined", "", 0, test_undefined, "not defined",
	    "{{ nothing is undefined }}", "True"),
	BUILTIN("upper", "", 0, test_upper, "text in upper case",
	    "{{ 'VPN' is upper }}", "True"),
};
const size_t test_count = LENGTH_OF(test_table);
