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
KIND_TEST(test_escaped,
    input->kind == TV_STRING && (input->flags & TV_FLAG_MARKUP) != 0)
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
	{ "!=", "other", 1, test_ne, "not equal", NULL },
	{ "<", "other", 1, test_lt, "less", NULL },
	{ "<=", "other", 1, test_le, "less or equal", NULL },
	{ "==", "other", 1, test_eq, "equal", NULL },
	{ ">", "other", 1, test_gt, "greater", NULL },
	{ ">=", "other", 1, test_ge, "greater or equal", NULL },
	{ "boolean", "", 0, test_boolean, "true or false", NULL },
	{ "callable", "", 0, test_callable, "a macro, function or method",
	    NULL },
	{ "defined", "", 0, test_defined, "not undefined", NULL },
	{ "divisibleby", "num", 1, test_divisibleby,
	    "divisible by the argument", NULL },
	{ "eq", "other", 1, test_eq, "equal", NULL },
	{ "equalto", "other", 1, test_eq, "equal", NULL },
	{ "escaped", "", 0, test_escaped, "escaped for HTML", NULL },
	{ "even", "", 0, test_even, "an even number", NULL },
	{ "false", "", 0, test_false, "the value false", NULL },
	{ "filter", "", 0, test_filter, "the name of a filter", NULL },
	{ "float", "", 0, test_float, "a number with a fraction", NULL },
	{ "ge", "other", 1, test_ge, "greater or equal", NULL },
	{ "greaterthan", "other", 1, test_gt, "greater", NULL },
	{ "gt", "other", 1, test_gt, "greater", NULL },
	{ "in", "seq", 1, test_in, "contained in the argument", NULL },
	{ "integer", "", 0, test_integer, "an integer", NULL },
	{ "iterable", "", 0, test_iterable, "something to loop over", NULL },
	{ "le", "other", 1, test_le, "less or equal", NULL },
	{ "lessthan", "other", 1, test_lt, "less", NULL },
	{ "lower", "", 0, test_lower, "text in lower case", NULL },
	{ "lt", "other", 1, test_lt, "less", NULL },
	{ "mapping", "", 0, test_mapping, "a dict", NULL },
	{ "ne", "other", 1, test_ne, "not equal", NULL },
	{ "none", "", 0, test_none, "the value none", NULL },
	{ "number", "", 0, test_number, "a number (or true, false)", NULL },
	{ "odd", "", 0, test_odd, "an odd number", NULL },
	{ "sameas", "other", 1, test_sameas, "the very same value", NULL },
	{ "sequence", "", 0, test_sequence, "a list, string, dict …", NULL },
	{ "string", "", 0, test_string, "a string", NULL },
	{ "test", "", 0, test_test, "the name of a test", NULL },
	{ "true", "", 0, test_true, "the value true", NULL },
	{ "undefined", "", 0, test_undefined, "not defined", NULL },
	{ "upper", "", 0, test_upper, "text in upper case", NULL },
};
const size_t test_count = LENGTH_OF(test_table);
