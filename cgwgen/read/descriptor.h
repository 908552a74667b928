/* SPDX-License-Identifier: ISC */
/* Any descriptor: finds its format and calls that format's reader. */
#ifndef CGWGEN_READ_DESCRIPTOR_H
#define CGWGEN_READ_DESCRIPTOR_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "model/connection.h"

/* What all formats' readers keep between documents; for one thread. */
struct descriptor_reader;

struct descriptor_reader *descriptor_reader_new(void);
void descriptor_reader_free(struct descriptor_reader *reader);

/*
 * The connection that SOURCE describes, in ARENA, or NULL after findings.
 * Options that the descriptor doesn't carry are not filled in yet: see
 * connection_complete().
 */
struct connection *descriptor_read(struct descriptor_reader *reader,
    struct source *source, struct arena *arena, struct diags *diags);

#endif
