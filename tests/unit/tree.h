/* SPDX-License-Identifier: ISC */
/* Documents held in memory and read, for the tests of their readers. */
#ifndef CGWGEN_TESTS_TREE_H
#define CGWGEN_TESTS_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"

struct reading {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	const struct node *root; /* the caller sets it to what it reads */
};

struct reading reading_open(const char *name, const char *bytes, size_t length);
void reading_close(struct reading *reading);

/* What the YAML reader makes of bytes, and of a text. */
struct reading tree_yaml(const char *bytes, size_t length);
struct reading tree_yaml_text(const char *text);

/* What it makes of READING's source with local tags; NULL when the document is
 * at fault. */
const struct node *tree_yaml_tagged(struct reading *reading);

/* Asserts that nothing was read but for one finding, of RULE, and closes. */
void tree_assert_only(struct reading *reading, enum rule_id rule);

/* Prints a tree in one line: what there is to compare with.  Texts that were
 * quoted stand between OPEN and CLOSE. */
void tree_print(struct buf *buf, const struct node *node, const char *open,
    const char *close);

/* Both are NULL, or have the same bytes. */
void assert_same_text(const char *a, const char *b);

void assert_place(struct pos pos, size_t line, size_t column);

#endif
