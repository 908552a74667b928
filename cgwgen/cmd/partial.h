/* SPDX-License-Identifier: ISC */
/*
 * The file of lint --partial: what one part of a run found, and what the rules
 * on fleets need of its connections, for lint --merge.  It is text, a JSON
 * object on each line: a head, one for each connection in the order of the
 * inputs, and an end.  No secret is in it: of a pre-shared key there is a
 * digest under the secret that the parts share.
 */
#ifndef CGWGEN_CMD_PARTIAL_H
#define CGWGEN_CMD_PARTIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/digest.h"
#include "fix/fix.h"

struct session;      /* cmd/session.h */
struct session_item; /* alike */
struct partial;

#define PARTIAL_VERSION 2
#define PARTIAL_MARK "cgwgen-partial"

/* The key that the file of --shard-key holds; false after findings. */
bool partial_key(struct session *session, struct digest_key *ret);

/* Begins the file that the settings name; the session gets it.  False after
 * findings. */
bool partial_open(struct session *session);

/* What partial_findings() takes up to partial_end() is about ITEM, whose
 * connection is written, too. */
void partial_begin(struct partial *partial, const struct session_item *item);
void partial_end(struct partial *partial);

/* Takes findings on their way to the report. */
void partial_findings(struct partial *partial, const struct diags *diags);

/* What --fix would mend in FILE is to be written, too. */
void partial_mended(struct partial *partial, const struct fix_file *file);

/* Writes the file.  False after a CGW901 finding. */
bool partial_close(struct session *session);

#endif
