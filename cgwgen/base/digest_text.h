/* SPDX-License-Identifier: ISC */
/* Digests of several texts together. */
#ifndef CGWGEN_BASE_DIGEST_TEXT_H
#define CGWGEN_BASE_DIGEST_TEXT_H

#include "base/buf.h"
#include "base/digest.h"

/* What a digest is made of: short ones need no memory. */
struct digest_text {
	char bytes[512];
	size_t length;
	struct buf rest; /* all of it, once it is longer */
};

/* Begins; digest_close() is due. */
void digest_open(struct digest_text *text);

void digest_add(struct digest_text *text, const void *bytes, size_t length);

/* With its end, so that no two strings run into one another. */
void digest_add_text(struct digest_text *text, const char *string);

/* The digest under KEY of all that was added; wipes it. */
struct digest digest_close(
    struct digest_text *text, const struct digest_key *key);

#endif
