/* SPDX-License-Identifier: ISC */
/*
 * YAML as a tree whose every node knows its place.  libyaml reads YAML 1.1;
 * what a plain scalar means is left to the tree's reader (schema.h follows
 * the core schema of YAML 1.2).
 */
#ifndef CGWGEN_DOC_YAML_H
#define CGWGEN_DOC_YAML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"

/* Most aliases in a document; nodes, depth and lengths: see text.h. */
#define YAML_LIMIT_ALIASES 1000

/*
 * Reads the one document in SOURCE into ARENA.  An alias becomes a copy of
 * its anchor's nodes, which keep their places.  Refused are, besides what is
 * not well-formed: a second document, duplicate keys, keys that are not
 * scalars, merge keys (<<), tags other than !!str, !!seq and !!map,
 * and aliases within their own anchor.  A scalar with !!str counts as quoted
 * (libyaml does not tell "!" from no tag).  NULL after CGW003, CGW004, CGW008
 * or CGW009.
 */
const struct node *yaml_read(
    const struct source *source, struct arena *arena, struct diags *diags);

/*
 * The same for what may be any kind of document: at most NODES values, and
 * what was read before a fault is returned, where a collection that was not
 * closed has the members it had so far.  *RET_WHOLE tells whether there was
 * no fault; NULL when it came before the first value.
 *
 * A value with a local tag ("!Name") is kept: it becomes a mapping of one
 * member, whose name is the tag, at the tag's place, and whose value is what
 * was tagged; see yaml_tag.h.  Tags on keys and other tags stay refused.
 */
const struct node *yaml_read_start(const struct source *source, size_t nodes,
    struct arena *arena, struct diags *diags, bool *ret_whole);

#endif
