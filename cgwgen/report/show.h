/* SPDX-License-Identifier: ISC */
/* Connections as people look at them, and the same as JSON. */
#ifndef CGWGEN_REPORT_SHOW_H
#define CGWGEN_REPORT_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "model/connection.h"
#include "model/estate.h"
#include "report/writer.h"

/* How connections are shown; the last members are the reports' own. */
struct show {
	FILE *out;
	size_t width; /* columns of the terminal */
	bool color;
	bool secrets; /* keys are printed */
	bool json;
	struct writer writer;
	size_t count; /* connections so far */
};

/*
 * One call before the connections, one for each of them, one after the last;
 * the text of one connection does not wait for the next.  CONNECTION is
 * complete (connection_complete()) and may have errors.  Nothing that an
 * input says reaches the terminal but as printable ASCII.
 */
void show_begin(struct show *show);
void show_connection(struct show *show, const struct connection *connection,
    struct arena *arena);
void show_end(struct show *show);

/* To be called before the end: the Client VPN endpoints and OpenVPN servers of
 * ESTATE. */
void show_estate(
    struct show *show, const struct estate *estate, struct arena *arena);

/* The same: the gateways of ESTATE and the networks around the connections. */
void show_networks(
    struct show *show, const struct estate *estate, struct arena *arena);

/* The two forms of a connection; show_connection() calls one of them. */
void show_text(const struct show *show, const struct connection *connection,
    struct arena *arena, struct buf *out);
void show_json(const struct show *show, const struct connection *connection,
    struct writer *writer);

/* The members of OWNER, which ROWS describe, that somebody stated, each with
 * where it came from: a member "fields" of a JSON object. */
void show_json_fields(const struct show *show, const struct field *rows,
    size_t count, const void *owner, struct writer *writer);

/* The two forms of a Client VPN endpoint or an OpenVPN server, of
 * show_estate(). */
void show_endpoint_text(const struct show *show, const struct estate *estate,
    const struct estate_item *endpoint, struct arena *arena, struct buf *out);
void show_endpoint_json(const struct show *show, const struct estate *estate,
    const struct estate_item *endpoint, struct writer *writer);

#endif
