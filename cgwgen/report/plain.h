/* SPDX-License-Identifier: ISC */
/* Text of any bytes as UTF-8, and UTF-8 by characters. */
#ifndef CGWGEN_REPORT_PLAIN_H
#define CGWGEN_REPORT_PLAIN_H

#include "base/arena.h"
#include "base/buf.h"

/* TEXT itself when it is UTF-8 (RFC 3629), else a copy in ARENA with \xNN in
 * place of every byte above 127.  NULL stays NULL. */
const char *plain_text(const char *text, struct arena *arena);

/* Reads one character of UTF-8 at TEXT, which is not at its end; what comes
 * after it, or NULL when there is none. */
const char *plain_next(const char *text, unsigned *ret_code);

/* Whether CODE is a control character: U+0000 to U+001F, U+007F to U+009F. */
int plain_is_control(unsigned code);

/* Adds PATH percent-encoded (RFC 3986): all but what is unreserved, and "/". */
void plain_percent(struct buf *buf, const char *path);

#endif
