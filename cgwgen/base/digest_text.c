/* SPDX-License-Identifier: ISC */
/* Gathering what a digest is made of.  Ground floor. */
#include "base/digest_text.h"

#include <string.h>

#include "base/arena.h"

void
digest_open(struct digest_text *text)
{
	text->length = 0;
	text->rest = (struct buf){ NULL, 0, 0 };
}

void
digest_add(struct digest_text *text, const void *bytes, size_t length)
{
	if (text->rest.length == 0 &&
	    length <= sizeof(text->bytes) - text->length) {
		memcpy(text->bytes + text->length, bytes, length);
		text->length += length;
		return;
	}
	if (text->rest.length == 0)
		buf_add(&text->rest, text->bytes, text->length);
	buf_add(&text->rest, bytes, length);
}

void
digest_add_text(struct digest_text *text, const char *string)
{
	digest_add(text, string, strlen(string) + 1);
}

struct digest
digest_close(struct digest_text *text, const struct digest_key *key)
{
	struct digest digest =
	    text->rest.length == 0
		? digest_make(key, text->bytes, text->length)
		: digest_make(key, text->rest.data, text->rest.length);

	memory_wipe(text->bytes, text->length);
	buf_free(&text->rest);
	return digest;
}
