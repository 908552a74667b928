/* SPDX-License-Identifier: ISC */
/* UTF-8 for the forms.  Floor 6. */
#include "report/plain.h"

#include <string.h>

#include "doc/text.h"

const char *
plain_next(const char *text, unsigned *ret_code)
{
	static const unsigned least[] = { 0, 0x80, 0x800, 0x10000 };
	const unsigned char *at = (const unsigned char *)text;
	unsigned code = at[0], more, i;

	if (code >= 0x80 && (code < 0xc2 || code > 0xf4))
		return NULL;
	more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc2 ? 1 : 0;
	if (more != 0)
		code &= 0x3fu >> more;
	for (i = 1; i <= more; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return NULL;
		code = code << 6 | (at[i] & 0x3fu);
	}
	if (code < least[more] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return NULL;
	*ret_code = code;
	return text + 1 + more;
}

int
plain_is_control(unsigned code)
{
	return code < ' ' || (code >= 0x7f && code < 0xa0);
}

const char *
plain_text(const char *text, struct arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = text;
	char *copy, *end;
	unsigned code;

	if (text == NULL || text_is_ascii(text, strlen(text)))
		return text;
	while (at != NULL && *at != '\0')
		at = plain_next(at, &code);
	if (at != NULL)
		return text;
	copy = end = arena_alloc(arena, strlen(text) * 4 + 1);
	for (at = text; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;

		if (byte < 0x80) {
			*end++ = *at;
			continue;
		}
		*end++ = '\\';
		*end++ = 'x';
		*end++ = digits[byte >> 4];
		*end++ = digits[byte & 15];
	}
	return copy;
}

void
plain_percent(struct buf *buf, const char *path)
{
	static const char bare[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789-._~/";

	for (; *path != '\0'; path++)
		if (strchr(bare, *path) != NULL)
			buf_char(buf, *path);
		else
			buf_printf(buf, "%%%02X", (unsigned char)*path);
}
