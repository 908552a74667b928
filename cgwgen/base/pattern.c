/* SPDX-License-Identifier: ISC */
/*
 * Regular expressions by PCRE2, bounded in steps, depth and memory, because
 * expressions and texts are data from files.  Compiled at once by the JIT
 * compiler where there is one.  Ground floor.
 */
#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/plain.h"

/* Far more than a value of 64 KiB needs under a sensible expression. */
#define LIMIT_STEPS 200000
#define LIMIT_DEPTH 2000
#define LIMIT_HEAP 4096 /* KiB */
#define LIMIT_PARENTHESES 50

struct pattern {
	struct plain plain; /* what needs no engine */
	pcre2_code *code;
	pcre2_match_context *limits;
	char *expression;
};

static void
explain(int code, struct pattern_error *error)
{
	if (pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message,
		sizeof(error->message)) < 0)
		snprintf(error->message, sizeof(error->message),
		    "it cannot be compiled");
}

/* The compiled form, or NULL with ERROR filled. */
static pcre2_code *
compile(const char *expression, enum pattern_extent extent,
    struct pattern_error *error)
{
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C |
			   PCRE2_DOLLAR_ENDONLY | PCRE2_NO_AUTO_CAPTURE;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *code;
	PCRE2_SIZE offset = 0;
	int failure = 0;

	if (context == NULL)
		memory_exhausted();
	pcre2_set_parens_nest_limit(context, LIMIT_PARENTHESES);
	if (extent == PATTERN_WHOLE)
		options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
	    options, &failure, &offset, context);
	pcre2_compile_context_free(context);
	if (code == NULL) {
		explain(failure, error);
		error->offset = offset;
		return NULL;
	}
	/* Without JIT support the interpreter does the same. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

struct pattern *
pattern_new(const char *expression, enum pattern_extent extent,
    struct pattern_error *error)
{
	struct pattern *pattern;
	size_t length = strlen(expression);
	pcre2_code *code;

	*error = (struct pattern_error){ .offset = 0 };
	if (length > PATTERN_LIMIT) {
		snprintf(error->message, sizeof(error->message),
		    "it is longer than %d bytes", PATTERN_LIMIT);
		return NULL;
	}
	if ((code = compile(expression, extent, error)) == NULL)
		return NULL;
	pattern = memory_alloc(sizeof(*pattern));
	pattern->code = code;
	pattern->plain = (struct plain){ .count = 0 };
	if (extent == PATTERN_WHOLE)
		plain_read(&pattern->plain, expression);
	pattern->limits = pcre2_match_context_create(NULL);
	if (pattern->limits == NULL)
		memory_exhausted();
	pcre2_set_match_limit(pattern->limits, LIMIT_STEPS);
	pcre2_set_depth_limit(pattern->limits, LIMIT_DEPTH);
	pcre2_set_heap_limit(pattern->limits, LIMIT_HEAP);
	pattern->expression = memory_alloc(length + 1);
	memcpy(pattern->expression, expression, length + 1);
	return pattern;
}

void
pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_match_context_free(pattern->limits);
	pcre2_code_free(pattern->code);
	free(pattern->expression);
	free(pattern);
}

const char *
pattern_expression(const struct pattern *pattern)
{
	return pattern->expression;
}

bool
pattern_match(const struct pattern *pattern, const char *text)
{
	/* Of this call alone, so that threads may share the pattern. */
	pcre2_match_data *data;
	int result;

	if (pattern->plain.count != 0)
		return plain_match(&pattern->plain, text);
	data = pcre2_match_data_create(1, NULL);
	if (data == NULL)
		memory_exhausted();
	result = pcre2_match(pattern->code, (PCRE2_SPTR)text, strlen(text), 0,
	    0, data, pattern->limits);
	pcre2_match_data_free(data);
	return result >= 0;
}

bool
pattern_is_printable(const struct pattern *pattern)
{
	return pattern->plain.count != 0;
}

/* ---- searching ------------------------------------------------------------
 */

/* Backtracking remembers where it was: about so deep, so much (KiB). */
#define SEARCH_DEPTH 1000000
#define SEARCH_HEAP 16384
#define FIRST_GROUPS 32

struct regex {
	const pcre2_code *code;
	uint32_t groups;
};

struct matcher {
	struct arena *arena;
	pcre2_general_context *memory;
	pcre2_compile_context *compile;
	pcre2_match_context *limits;
	pcre2_match_data *data;
	uint32_t groups; /* that DATA has room for */
	int found;       /* of the last match: groups up to its last, and 1 */
};

static void *
take_memory(PCRE2_SIZE size, void *arena)
{
	return arena_alloc(arena, size);
}

static void
leave_memory(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

struct matcher *
matcher_new(struct arena *arena)
{
	struct matcher *matcher = ARENA_NEW(arena, struct matcher);

	matcher->arena = arena;
	matcher->memory =
	    pcre2_general_context_create(take_memory, leave_memory, arena);
	matcher->compile = pcre2_compile_context_create(matcher->memory);
	matcher->limits = pcre2_match_context_create(matcher->memory);
	matcher->groups = FIRST_GROUPS;
	matcher->data =
	    pcre2_match_data_create(matcher->groups + 1, matcher->memory);
	pcre2_set_newline(matcher->compile, PCRE2_NEWLINE_LF);
	pcre2_set_parens_nest_limit(matcher->compile, LIMIT_PARENTHESES);
	pcre2_set_depth_limit(matcher->limits, SEARCH_DEPTH);
	pcre2_set_heap_limit(matcher->limits, SEARCH_HEAP);
	return matcher;
}

static uint32_t
regex_options(unsigned flags)
{
	uint32_t options =
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ALT_CIRCUMFLEX;

	if ((flags & REGEX_ASCII) == 0)
		options |= PCRE2_UCP;
	if ((flags & REGEX_CASELESS) != 0)
		options |= PCRE2_CASELESS;
	if ((flags & REGEX_MULTILINE) != 0)
		options |= PCRE2_MULTILINE;
	if ((flags & REGEX_DOTALL) != 0)
		options |= PCRE2_DOTALL;
	return options;
}

const struct regex *
matcher_compile(struct matcher *matcher, const char *expression, size_t length,
    unsigned flags, struct pattern_error *error)
{
	struct regex *regex = ARENA_NEW(matcher->arena, struct regex);
	PCRE2_SIZE offset = 0;
	int failure = 0;

	*error = (struct pattern_error){ .offset = 0 };
	regex->code = pcre2_compile((PCRE2_SPTR)expression, length,
	    regex_options(flags), &failure, &offset, matcher->compile);
	if (regex->code == NULL) {
		explain(failure, error);
		error->offset = offset;
		return NULL;
	}
	pcre2_pattern_info(
	    regex->code, PCRE2_INFO_CAPTURECOUNT, &regex->groups);
	return regex;
}

unsigned
regex_groups(const struct regex *regex)
{
	return regex->groups;
}

unsigned
regex_group(const struct regex *regex, const char *name)
{
	int number =
	    pcre2_substring_number_from_name(regex->code, (PCRE2_SPTR)name);

	return number > 0 ? (unsigned)number : 0;
}

static uint32_t
search_options(unsigned flags)
{
	uint32_t options = 0;

	if ((flags & (SEARCH_ANCHORED | SEARCH_WHOLE)) != 0)
		options |= PCRE2_ANCHORED;
	if ((flags & SEARCH_WHOLE) != 0)
		options |= PCRE2_ENDANCHORED;
	if ((flags & SEARCH_NOT_EMPTY) != 0)
		options |= PCRE2_NOTEMPTY_ATSTART;
	if ((flags & SEARCH_CHECKED) != 0)
		options |= PCRE2_NO_UTF_CHECK;
	return options;
}

enum search_result
matcher_search(struct matcher *matcher, const struct regex *regex,
    const char *text, size_t length, size_t start, unsigned flags,
    uint32_t steps)
{
	if (regex->groups > matcher->groups) {
		matcher->groups = regex->groups;
		matcher->data = pcre2_match_data_create(
		    matcher->groups + 1, matcher->memory);
	}
	pcre2_set_match_limit(matcher->limits, steps);
	matcher->found = pcre2_match(regex->code, (PCRE2_SPTR)text, length,
	    start, search_options(flags), matcher->data, matcher->limits);
	if (matcher->found > 0)
		return SEARCH_FOUND;
	switch (matcher->found) {
	case PCRE2_ERROR_NOMATCH:
		return SEARCH_NOTHING;
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_DEPTHLIMIT:
	case PCRE2_ERROR_HEAPLIMIT:
		return SEARCH_LIMIT;
	default:
		return SEARCH_INVALID;
	}
}

bool
matcher_group(
    const struct matcher *matcher, unsigned group, size_t *start, size_t *end)
{
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(matcher->data);

	if (matcher->found <= 0 || group >= (unsigned)matcher->found ||
	    places[2 * group] == PCRE2_UNSET)
		return false;
	*start = places[2 * group];
	*end = places[2 * group + 1];
	return true;
}

/* ---- lines ----------------------------------------------------------------
 */

bool
text_is_line(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	for (; *at != '\0'; at++) {
		if (*at < ' ' || *at == 0x7f)
			return false;
		if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f)
			return false; /* U+0080 to U+009F */
		if (at[0] == 0xe2 && at[1] == 0x80 &&
		    (at[2] == 0xa8 || at[2] == 0xa9))
			return false; /* U+2028, U+2029 */
	}
	return true;
}
