/* SPDX-License-Identifier: ISC */
/* Lists of scalars, in brackets or line by line, that lose items or get other
 * ones in their place. */
#ifndef CGWGEN_FIX_LIST_H
#define CGWGEN_FIX_LIST_H

#include "fix/fixer.h"

struct list_item {
	const struct node *node;
	const struct node *scalar; /* itself, or the one member of a mapping;
				      NULL when it is something else */
	size_t start;
	size_t end;
	size_t comma; /* behind it, in brackets; 0 for none */
	bool simple;  /* can be cut out and replaced */
	bool cut;     /* the caller's to set */
};

struct list {
	const struct node *node;
	struct list_item *items;
	size_t count;
	bool bracket;
};

/*
 * Reads NODE's layout into the arena of the edits.  A mapping is taken for a
 * scalar when MEMBER is its only key (NULL: never).  False when NODE is no
 * list, or one with aliases, or one that shares its place with something else.
 */
bool list_read(const struct fixing *fixing, const struct node *node,
    const char *member, struct list *ret);

/*
 * Takes the items that are to be cut out of the list, and their lines where
 * they have some to themselves; comments stay.  All of them must be simple,
 * and one item must stay.  False when the layout does not allow it.
 */
bool list_cut(const struct fixing *fixing, const struct list *list);

#endif
