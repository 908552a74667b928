/* SPDX-License-Identifier: ISC */
/* What every text input must be before a reader looks at its syntax. */
#ifndef CGWGEN_DOC_TEXT_H
#define CGWGEN_DOC_TEXT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/source.h"

/* Limits on every document, whatever its format. */
#define TEXT_LIMIT_DEPTH 64          /* nesting of elements or collections */
#define TEXT_LIMIT_NODES 100000      /* elements, attributes, values */
#define TEXT_LIMIT_VALUE (64 * 1024) /* bytes of one value */

/*
 * Whether SOURCE is UTF-8 text that holds something: no UTF-16 or UTF-32, no
 * NUL byte, no malformed sequence (RFC 3629), not only white space.  Adds a
 * CGW003 or CGW004 finding otherwise.
 */
bool text_check(const struct source *source, struct diags *diags);

/* The same without a finding. */
bool text_is_good(const struct source *source);

/* Whether all of the LENGTH bytes at TEXT are ASCII, so that characters are
 * bytes. */
bool text_is_ascii(const char *text, size_t length);

#endif
