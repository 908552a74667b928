/* SPDX-License-Identifier: ISC */
/* JSON (RFC 8259) as a tree whose every node knows its place. */
#ifndef CGWGEN_DOC_JSON_H
#define CGWGEN_DOC_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"

/*
 * Reads the one value in SOURCE into ARENA: objects become NODE_MAP, arrays
 * NODE_SEQUENCE, everything else NODE_SCALAR.  A string is a scalar that is
 * not plain; numbers, true, false and null are plain ones, as they are
 * written.  Escapes are decoded.
 *
 * Refused are, besides what RFC 8259 refuses: duplicate keys, the character
 * U+0000, halves of a surrogate pair, more than NODES values (of a file that
 * people write: TEXT_LIMIT_NODES), and what text.h limits otherwise.  A byte
 * order mark is passed over.  NULL after CGW003, CGW004, CGW008 or CGW011;
 * no message quotes a value.
 */
const struct node *json_read(const struct source *source, size_t nodes,
    struct arena *arena, struct diags *diags);

/*
 * The same for a SOURCE that text_check() has passed, but what was read before
 * a fault is returned: an object or array that was not closed has the members
 * it had so far.  *RET_WHOLE tells whether there was no fault; NULL when it
 * came before the first value.
 */
const struct node *json_read_start(const struct source *source, size_t nodes,
    struct arena *arena, struct diags *diags, bool *ret_whole);

/*
 * Where in SOURCE's text byte OFFSET of a decoded string stands whose opening
 * quote is at START: a source_map.  Escapes are decoded as json_read() does;
 * a YAML string in double quotes with other escapes is found only roughly.
 */
size_t json_place(const struct source *source, size_t start, size_t offset);

/* Adds TEXT to BUF as a JSON string, quotation marks included. */
void json_write(struct buf *buf, const char *text);

#endif
