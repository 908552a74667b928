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

/* Far more than a value of 64 KiB needs under a sensible expression. */
#define LIMIT_STEPS 200000
#define LIMIT_DEPTH 2000
#define LIMIT_HEAP 4096 /* KiB */
#define LIMIT_PARENTHESES 50

struct pattern {
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
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int result;

	if (data == NULL)
		memory_exhausted();
	result = pcre2_match(pattern->code, (PCRE2_SPTR)text, strlen(text), 0,
	    0, data, pattern->limits);
	pcre2_match_data_free(data);
	return result >= 0;
}

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
