/* SPDX-License-Identifier: ISC */
/*
 * Profiles of OpenVPN as statements.  Lines are taken apart as OpenVPN 2.6
 * does it (options_parse.c): words, quotes, backslashes, comments, and parts
 * between <name> and </name>.
 */
#ifndef CGWGEN_VERIFY_OVPN_H
#define CGWGEN_VERIFY_OVPN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

/* OpenVPN's own limits: characters of a line with its end, words of one. */
#define OVPN_LINE 255
#define OVPN_WORDS 16

/* Most statements of a profile, and most bytes. */
#define OVPN_STATEMENTS 10000
#define OVPN_LIMIT ((size_t)1024 * 1024)

struct ovpn_statement {
	const char *name;         /* without "--" in front */
	const char *const *words; /* what stands behind it */
	size_t count;
	struct pos at;
	unsigned block;   /* which <connection> it is in, from 1; 0: none */
	const char *part; /* of <name>: what is in it, not copied; else NULL */
	size_t part_length;
};

struct ovpn {
	const struct source *source;
	struct ovpn_statement *list;
	size_t count;
	unsigned blocks; /* how many <connection> there are */
};

/*
 * Reads SOURCE, which must outlive RET, into ARENA and marks what is secret
 * in it: all parts but certificates.  False after CGW950 findings for what
 * OpenVPN would not take.
 */
bool ovpn_read(struct source *source, struct arena *arena, struct diags *diags,
    struct ovpn *ret);

/* The last statement called NAME that counts for BLOCK, its own or one of
 * none; NULL: there is none. */
const struct ovpn_statement *ovpn_find(
    const struct ovpn *ovpn, const char *name, unsigned block);

/* The first statement with a part that nobody else may read: a private key, a
 * password, or a key that all clients share; NULL: there is none. */
const struct ovpn_statement *ovpn_secret(const struct ovpn *ovpn);

#endif
