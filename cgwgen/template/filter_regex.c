/* SPDX-License-Identifier: ISC */
/*
 * Ansible's filters and tests with regular expressions: PCRE2 with Python's
 * syntax and Python's way from one match to the next.
 */
#include <string.h>

#include "template/filter_regex.h"

#define BUCKETS 64
/* What compiling costs, in steps: for an expression, and for each byte. */
#define COMPILE_STEPS 100
/* Steps of backtracking that a match may take, and how they are tried. */
#define MOST_STEPS 1048576
#define FIRST_STEPS 16
#define MORE_STEPS 4
/* Of the engine's steps: what such steps cost, and going along the text. */
#define STEP_SHARE 16
#define LENGTH_SHARE 512

/* ---- compiling ------------------------------------------------------------
 */

struct compiled {
	const char *text;
	size_t length;
	unsigned flags;
	const struct regex *regex;
	struct compiled *next;
};

/* Of one render. */
struct regexes {
	struct matcher *matcher;
	struct compiled *buckets[BUCKETS];
};

static struct compiled **
find_bucket(struct run *r, const struct tvalue *pattern)
{
	if (r->regexes == NULL) {
		r->regexes = ARENA_NEW(r->arena, struct regexes);
		r->regexes->matcher = matcher_new(r->arena);
	}
	return &r->regexes
		    ->buckets[hash_bytes(pattern->as.text, pattern->length) %
			      BUCKETS];
}

static const struct regex *
compile(struct tcall *call, const struct tvalue *pattern, unsigned flags)
{
	struct pattern_error error;
	struct regex_syntax syntax;
	const struct regex *regex;

	regex_translate(
	    call->arena, pattern->as.text, pattern->length, flags, &syntax);
	if (syntax.error != NULL) {
		template_fail(call,
		    "the expression is invalid at offset %zu: %s",
		    syntax.error_at, syntax.error);
		return NULL;
	}
	regex = matcher_compile(call->run->regexes->matcher, syntax.text,
	    syntax.length, syntax.flags, &error);
	if (regex == NULL)
		template_fail(call,
		    "the expression is invalid at offset %u: %s",
		    (unsigned)syntax
			.from[error.offset < syntax.length ? error.offset
							   : syntax.length],
		    error.message);
	return regex;
}

bool
regex_compile(struct tcall *call, const struct tvalue *pattern, unsigned flags,
    const struct regex **ret)
{
	struct compiled **bucket, *at;

	if (pattern->kind == TV_UNDEFINED)
		return fail_undefined(call->run, pattern);
	if (pattern->kind != TV_STRING)
		return template_fail(call,
		    "the expression must be a string, not %s",
		    tv_type_name(pattern));
	if (pattern->length > REGEX_LIMIT)
		return template_fail(call,
		    "the expression is longer than %d bytes", REGEX_LIMIT);
	bucket = find_bucket(call->run, pattern);
	for (at = *bucket; at != NULL; at = at->next) {
		*ret = at->regex;
		if (at->flags == flags && at->length == pattern->length &&
		    memcmp(at->text, pattern->as.text, at->length) == 0)
			return charge_bytes(call->run, at->length);
	}
	if (!charge(call->run, COMPILE_STEPS + pattern->length) ||
	    (*ret = compile(call, pattern, flags)) == NULL)
		return false;
	at = ARENA_NEW(call->arena, struct compiled);
	*at = (struct compiled){ pattern->as.text, pattern->length, flags, *ret,
		*bucket };
	*bucket = at;
	return true;
}

/* Flags from two arguments that are true or not. */
static bool
read_flags(
    struct tcall *call, size_t ignorecase, size_t multiline, unsigned *ret)
{
	bool caseless = false, lines = false;

	if (!arg_bool(call, ignorecase, &caseless) ||
	    !arg_bool(call, multiline, &lines))
		return false;
	*ret =
	    (caseless ? REGEX_CASELESS : 0u) | (lines ? REGEX_MULTILINE : 0u);
	return true;
}

/* ---- searching ------------------------------------------------------------
 */

/*
 * A match is tried with few steps first and then with more, so that what it
 * is charged for is in proportion to what it took.
 */
static bool
search(struct finder *f, enum search_result *ret)
{
	size_t left = f->text->length - f->start, steps;

	for (steps = FIRST_STEPS; steps <= MOST_STEPS; steps *= MORE_STEPS) {
		if (!charge(f->r,
			1 + steps / STEP_SHARE + steps * left / LENGTH_SHARE))
			return false;
		*ret = matcher_search(f->r->regexes->matcher, f->regex,
		    f->text->as.text, f->text->length, f->start, f->flags,
		    (uint32_t)steps);
		if (*ret != SEARCH_LIMIT)
			return true;
	}
	return fail_at(f->r, RULE_TEMPLATE_LIMIT, f->r->at,
	    "the regular expression takes too many steps or too much memory "
	    "on this text");
}

bool
find_next(struct finder *f, bool *found)
{
	enum search_result result;
	size_t start, end;

	if (!search(f, &result))
		return false;
	if (result == SEARCH_INVALID)
		return fail_value(f->r, "the text is not UTF-8");
	*found = result == SEARCH_FOUND;
	if (!*found)
		return true;
	matcher_group(f->r->regexes->matcher, 0, &start, &end);
	/* One of nothing may follow on one of something, not on itself. */
	f->flags = SEARCH_CHECKED | (start == end ? SEARCH_NOT_EMPTY : 0);
	f->start = end;
	return true;
}

bool
find_group(
    const struct finder *f, unsigned group, size_t *start, size_t *length)
{
	size_t end;

	if (!matcher_group(f->r->regexes->matcher, group, start, &end))
		return false;
	*length = end - *start;
	return true;
}

static struct tvalue
group_value(const struct finder *f, unsigned group, struct tvalue absent)
{
	size_t start, length;

	return find_group(f, group, &start, &length)
		   ? substring(f->r, f->text, start, length)
		   : absent;
}

/* ---- regex_findall --------------------------------------------------------
 */

/* All of the match, its one group, or a tuple of its groups. */
static struct tvalue
match_value(const struct finder *f)
{
	struct tvalue none = string_of("", 0), tuple;
	unsigned groups = regex_groups(f->regex), i;

	if (groups < 2)
		return group_value(f, groups, none);
	tuple = tv_tuple(f->r->arena, groups);
	for (i = 1; i <= groups; i++)
		tv_list_add(f->r->arena, &tuple, group_value(f, i, none));
	return tuple;
}

bool
filter_regex_findall(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text;
	struct finder f = { .r = call->run, .text = &text };
	struct tlist *list = list_new(call->arena, 0);
	unsigned flags;
	bool found;

	if (!input_string(call, &text) || !read_flags(call, 2, 1, &flags) ||
	    !regex_compile(call, &call->args[0], flags, &f.regex))
		return false;
	for (;;) {
		if (!find_next(&f, &found) ||
		    !charge(call->run, regex_groups(f.regex)))
			return false;
		if (!found)
			break;
		list_add(call->arena, list, match_value(&f));
	}
	*ret = list_value(list);
	return true;
}

/* ---- regex_search ---------------------------------------------------------
 */

/* A group that is asked for, by name (NULL: by number). */
struct wanted {
	const char *name;
	int64_t number;
};

/* "\\1" or "\\g<name>", and whatever follows. */
static bool
read_wanted(struct tcall *call, const struct tvalue *arg, struct wanted *ret)
{
	const char *text, *end;
	size_t digits;
	bool over;

	*ret = (struct wanted){ NULL, 0 };
	if (arg->kind == TV_UNDEFINED)
		return fail_undefined(call->run, arg);
	if (arg->kind != TV_STRING)
		return template_fail(call, "a group must be a string, not %s",
		    tv_type_name(arg));
	text = arena_copy(call->arena, arg->as.text, arg->length);
	if (strncmp(text, "\\g<", 3) == 0) {
		/* As far as there is no blank, to the last ">". */
		text += 3;
		for (end = text; *end != '\0' && *end != ' ';)
			end++;
		while (end > text && *end != '>')
			end--;
		if (end > text) {
			ret->name =
			    arena_copy(call->arena, text, (size_t)(end - text));
			return true;
		}
	} else if (text[0] == '\\') {
		digits = strspn(text + 1, "0123456789");
		if (digits > 0 &&
		    parse_integer(text + 1, digits, 10, &ret->number, &over))
			return true;
	}
	return template_fail(
	    call, "a group must be given as '\\\\1' or '\\\\g<name>'");
}

static bool
wanted_value(struct tcall *call, const struct finder *f,
    const struct wanted *wanted, struct tvalue *ret)
{
	int64_t number = wanted->number;

	if (wanted->name != NULL)
		number = regex_group(f->regex, wanted->name);
	if ((wanted->name != NULL && number == 0) ||
	    number > regex_groups(f->regex))
		return template_fail(call, "there is no such group");
	*ret = group_value(f, (unsigned)number, tv_none());
	return true;
}

static bool
search_flags(struct tcall *call, unsigned *ret)
{
	const struct template_keyword *keyword;
	size_t i;
	bool truth;

	*ret = 0;
	for (i = 0; i < call->keyword_count; i++) {
		keyword = &call->keywords[i];
		if (!value_truth(call->run, &keyword->value, &truth))
			return false;
		if (strcmp(keyword->name, "ignorecase") == 0)
			*ret |= truth ? REGEX_CASELESS : 0;
		else if (strcmp(keyword->name, "multiline") == 0)
			*ret |= truth ? REGEX_MULTILINE : 0;
		else
			return template_fail(call, "there is no parameter '%s'",
			    diag_quote(call->run->diags, keyword->name));
	}
	return true;
}

static bool
wanted_list(struct tcall *call, const struct finder *f,
    const struct wanted *wanted, struct tvalue *ret)
{
	struct tvalue value;
	size_t i;

	*ret = tv_list(call->arena, call->count);
	for (i = 0; i + 1 < call->count; i++) {
		if (!wanted_value(call, f, &wanted[i], &value))
			return false;
		tv_list_add(call->arena, ret, value);
	}
	return true;
}

bool
filter_regex_search(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text;
	struct finder f = { .r = call->run, .text = &text };
	struct wanted *wanted;
	unsigned flags;
	bool found;
	size_t i;

	if (call->count == 0)
		return template_fail(call, "takes at least 1 argument (regex)");
	wanted = arena_array(call->arena, call->count, sizeof(*wanted));
	for (i = 1; i < call->count; i++)
		if (!read_wanted(call, &call->args[i], &wanted[i - 1]))
			return false;
	if (!input_string(call, &text) || !search_flags(call, &flags) ||
	    !regex_compile(call, &call->args[0], flags, &f.regex) ||
	    !find_next(&f, &found))
		return false;
	if (!found)
		return true;
	if (call->count > 1)
		return wanted_list(call, &f, wanted, ret);
	*ret = group_value(&f, 0, tv_none());
	return true;
}

/* ---- the tests ------------------------------------------------------------
 */

static bool
regex_test(struct tcall *call, unsigned how, struct tvalue *ret)
{
	struct tvalue text, pattern = string_of("", 0);
	struct finder f = { .r = call->run, .text = &text, .flags = how };
	unsigned flags;
	bool found;

	if (has_arg(call, 0))
		pattern = call->args[0];
	if (!input_string(call, &text) || !read_flags(call, 1, 2, &flags) ||
	    !regex_compile(call, &pattern, flags, &f.regex) ||
	    !find_next(&f, &found))
		return false;
	*ret = tv_bool(found);
	return true;
}

bool
test_search(struct tcall *call, struct tvalue *ret)
{
	return regex_test(call, 0, ret);
}

bool
test_match(struct tcall *call, struct tvalue *ret)
{
	return regex_test(call, SEARCH_ANCHORED, ret);
}

bool
test_regex(struct tcall *call, struct tvalue *ret)
{
	static const struct {
		const char *name;
		unsigned how;
	} types[] = {
		{ "search", 0 },
		{ "match", SEARCH_ANCHORED },
		{ "fullmatch", SEARCH_WHOLE },
	};
	struct tvalue type = string_of("search", 6);
	size_t i;

	if (!arg_string(call, 3, &type))
		return false;
	for (i = 0; i < LENGTH_OF(types); i++)
		if (type.length == strlen(types[i].name) &&
		    memcmp(type.as.text, types[i].name, type.length) == 0)
			return regex_test(call, types[i].how, ret);
	return template_fail(
	    call, "match_type must be 'search', 'match' or 'fullmatch'");
}
