/* SPDX-License-Identifier: ISC */
/* Local tags ("!Ref") in trees that yaml_read_start() made. */
#ifndef CGWGEN_DOC_YAML_TAG_H
#define CGWGEN_DOC_YAML_TAG_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"

/* "!Name" when NODE is the mapping that stands for a tag, else NULL; what was
 * tagged is then its first child.  NULL for every tree that JSON gave. */
const char *yaml_tag(const struct node *node);

/* Whether no local tag is at ROOT or below; CGW009 for the first one. */
bool yaml_untagged(const struct node *root, struct diags *diags);

/* The finding about a tag that is not known; returns false. */
bool yaml_refuse_tag(struct diags *diags, const char *tag, struct pos at);

/* The place of the value behind the tag and the anchor that stand at AT, in
 * any order; at most the byte END. */
struct pos yaml_behind_tag(struct pos at, size_t end);

#endif
