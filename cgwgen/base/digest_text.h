/* SPDX-License-Identifier: ISC */
/* Digests of several texts together. */
#ifndef CGWGEN_BASE_DIGEST_TEXT_H
#define CGWGEN_BASE_DIGEST_TEXT_H

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"

/* What a digest is made of: short ones need no memory.  What BYTES has beyond
 * the length is nothing. */
struct digest_text {
	size_t length;   /* as if BYTES were full, once there is REST */
	struct buf rest; /* all of it, once it is longer */
	char bytes[1024];
};

/* Begins; digest_close() is due. */
static inline void
digest_open(struct digest_text *text)
{
	text->length = 0;
	text->rest = (struct buf){ NULL, 0, 0 };
}

/* What digest_add() does when there is no room. */
void digest_add_more(
    struct digest_text *text, const void *bytes, size_t length);

static inline void
digest_add(struct digest_text *text, const void *bytes, size_t length)
{
	if (length > sizeof(text->bytes) - text->length) {
		digest_add_more(text, bytes, length);
		return;
	}
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
}

/* With its end, so that no two strings run into one another. */
static inline void
digest_add_text(struct digest_text *text, const char *string)
{
	digest_add(text, string, strlen(string) + 1);
}

/* digest_quick() under KEY of all that was added; wipes it. */
struct digest digest_close(
    struct digest_text *text, const struct digest_key *key);

#endif
