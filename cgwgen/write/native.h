/* SPDX-License-Identifier: ISC */
/* Connections as one descriptor of cgwgen's own, in YAML or JSON. */
#ifndef CGWGEN_WRITE_NATIVE_H
#define CGWGEN_WRITE_NATIVE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/connection.h"
#include "model/estate.h"

struct native_style {
	bool json;     /* else YAML */
	bool secrets;  /* keys as they are, not "withheld" */
	bool complete; /* every known value, also what a reader works out */
};

struct native_writer;

/* Begins a descriptor; native_writer_free() wipes what it holds. */
struct native_writer *native_writer_new(const struct native_style *style);
void native_writer_free(struct native_writer *writer);

/* To be called before any connection is added: their gateways, and what is
 * announced over them, get what ESTATE says of them. */
void native_writer_estate(
    struct native_writer *writer, const struct estate *estate);

/*
 * Adds CONNECTION, which has been derived and completed; nothing of it is
 * kept.  Its two ends are shared with connections that have the same: one
 * end is one entry of "sites" or "gateways", named after its Name tag, its
 * device's name or its id.  Values are left out that a reader works out from
 * the others, and AWS's defaults that nobody stated.
 *
 * False when it was left out: CGW906 without an id, CGW903 when there was
 * one with this id, CGW907 for a key that a reader would take for something
 * else, and for an end of which an earlier connection said something else.  A
 * CGW908 note counts values that are known only later.
 */
bool native_writer_add(struct native_writer *writer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags);

/*
 * To be called after all connections: adds the networks around them, of the
 * estate, with the gateways that no connection has.  What has no id before a
 * deployment is left out, of which a CGW908 note tells; secrets are, too.
 */
void native_writer_networks(
    struct native_writer *writer, struct arena *arena, struct diags *diags);

/* Adds the whole descriptor to RET. */
void native_writer_end(struct native_writer *writer, struct buf *ret);

#endif
