/* SPDX-License-Identifier: ISC */
/* Checks on raw text that all document readers share.  Floor 1. */
#include "doc/text.h"

#include <stdint.h>
#include <string.h>

static bool
begins_with(const struct source *source, const char *bytes, size_t length)
{
	return source_length(source) >= length &&
	       memcmp(source_text(source), bytes, length) == 0;
}

/* By a byte order mark, or by the zero byte that UTF-16 has beside every
 * ASCII character. */
static bool
is_wide(const struct source *source)
{
	return begins_with(source, "\xff\xfe", 2) ||
	       begins_with(source, "\xfe\xff", 2) ||
	       begins_with(source, "\0<", 2) || begins_with(source, "<\0", 2) ||
	       begins_with(source, "\0\0\xfe\xff", 4);
}

/* The length of the UTF-8 sequence at TEXT, which has LEFT bytes, or 0 when
 * it is malformed: overlong, a surrogate, beyond U+10FFFF or cut off. */
static size_t
sequence(const unsigned char *text, size_t left)
{
	/* Lead byte range, its length, and the range of the second byte. */
	static const struct {
		unsigned char low, high, length, second_low, second_high;
	} forms[] = {
		{ 0xc2, 0xdf, 2, 0x80, 0xbf },
		{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
		{ 0xe1, 0xec, 3, 0x80, 0xbf },
		{ 0xed, 0xed, 3, 0x80, 0x9f },
		{ 0xee, 0xef, 3, 0x80, 0xbf },
		{ 0xf0, 0xf0, 4, 0x90, 0xbf },
		{ 0xf1, 0xf3, 4, 0x80, 0xbf },
		{ 0xf4, 0xf4, 4, 0x80, 0x8f },
	};
	size_t i, j;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (text[0] < forms[i].low || text[0] > forms[i].high)
			continue;
		if (left < forms[i].length || text[1] < forms[i].second_low ||
		    text[1] > forms[i].second_high)
			return 0;
		for (j = 2; j < forms[i].length; j++)
			if ((text[j] & 0xc0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* How many bytes at the beginning of TEXT are known to be ASCII: descriptors
 * are, and these are looked at many at a time. */
static size_t
ascii_length(const char *text, size_t length)
{
	uint64_t words[4];
	size_t at = 0;

	for (; length - at >= sizeof(words); at += sizeof(words)) {
		memcpy(words, text + at, sizeof(words));
		if (((words[0] | words[1] | words[2] | words[3]) & HIGH_BITS) !=
		    0)
			break;
	}
	for (; length - at >= sizeof(*words); at += sizeof(*words)) {
		memcpy(words, text + at, sizeof(*words));
		if ((words[0] & HIGH_BITS) != 0)
			break;
	}
	return at;
}

/* The offset of the first malformed sequence, or the length. */
static size_t
first_malformed(const char *text, size_t length)
{
	size_t at = ascii_length(text, length), step;

	while (at < length) {
		if ((unsigned char)text[at] < 0x80) {
			at++;
			continue;
		}
		step = sequence((const unsigned char *)text + at, length - at);
		if (step == 0)
			break;
		at += step;
		at += ascii_length(text + at, length - at);
	}
	return at;
}

/* What is wrong with a text, and where; a NULL message: nothing. */
struct fault {
	const char *message;
	enum rule_id rule;
	size_t offset;
};

static struct fault
find_fault(const struct source *source)
{
	const char *text = source_text(source), *nul;
	size_t length = source_length(source), at;

	if (is_wide(source))
		return (struct fault){ "text is not UTF-8 but UTF-16 or UTF-32",
			RULE_INPUT_ENCODING, 0 };
	if ((nul = memchr(text, '\0', length)) != NULL)
		return (struct fault){ "text holds a NUL byte",
			RULE_INPUT_ENCODING, (size_t)(nul - text) };
	if ((at = first_malformed(text, length)) != length)
		return (struct fault){ "text is not UTF-8", RULE_INPUT_ENCODING,
			at };
	at = begins_with(source, "\xef\xbb\xbf", 3) ? 3 : 0;
	if (at + strspn(text + at, " \t\r\n") == length)
		return (struct fault){ "file is empty", RULE_INPUT_EMPTY, 0 };
	return (struct fault){ .message = NULL };
}

bool
text_check(const struct source *source, struct diags *diags)
{
	const struct fault fault = find_fault(source);

	if (fault.message != NULL)
		diag(diags, fault.rule, (struct pos){ source, fault.offset },
		    "%s", fault.message);
	return fault.message == NULL;
}

bool
text_is_good(const struct source *source)
{
	return find_fault(source).message == NULL;
}

bool
text_is_ascii(const char *text, size_t length)
{
	size_t i = ascii_length(text, length);

	for (; i < length; i++)
		if ((text[i] & 0x80) != 0)
			return false;
	return true;
}
