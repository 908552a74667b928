/* SPDX-License-Identifier: ISC */
/* Gathering what a digest is made of.  Ground floor. */
#include "base/digest_text.h"

#include "base/arena.h"

void
digest_add_more(struct digest_text *text, const void *bytes, size_t length)
{
	if (text->rest.length == 0) {
		buf_add(&text->rest, text->bytes, text->length);
		memory_wipe(text->bytes, text->length);
		text->length = sizeof(text->bytes);
	}
	buf_add(&text->rest, bytes, length);
}

struct digest
digest_close(struct digest_text *text, const struct digest_key *key)
{
	struct digest digest;

	if (text->rest.length != 0) {
		digest = digest_quick(key, text->rest.data, text->rest.length);
		buf_free(&text->rest);
		return digest;
	}
	digest = digest_quick(key, text->bytes, text->length);
	memory_wipe(text->bytes, text->length);
	return digest;
}
