/* SPDX-License-Identifier: ISC */
/*
 * A document as a tree: XML, YAML and JSON become the same kind of node,
 * each of which knows its place.  A tree lives in an arena and is
 * never changed after it was read.
 */
#ifndef CGWGEN_DOC_NODE_H
#define CGWGEN_DOC_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

enum node_kind {
	NODE_SCALAR,    /* YAML, JSON: text, plain tells how it was written */
	NODE_SEQUENCE,  /* children without names */
	NODE_MAP,       /* children with names, in input order */
	NODE_ELEMENT,   /* XML element: name, attributes and children */
	NODE_ATTRIBUTE, /* XML attribute: name and text */
	NODE_LATER      /* a value that is known only later; no reader of a
			   syntax makes it */
};

struct node {
	enum node_kind kind;
	bool plain;          /* written without quotes; see scalar.h */
	bool name_plain;     /* the same of a YAML key */
	const char *name;    /* key, element or attribute name; NULL in lists */
	const char *text;    /* scalar, attribute, or trimmed character data */
	struct pos name_pos; /* where the key or the start tag begins */
	struct pos pos;      /* where the value begins */
	size_t end;          /* YAML, JSON: the offset behind a scalar or a
				collection in brackets; else 0 */
	struct node *parent;
	struct node *first; /* first child; attributes come before elements */
	struct node *last;
	struct node *next; /* next sibling */
};

/* Gives PARENT the child CHILD, which has no parent. */
void node_attach(struct node *parent, struct node *child);

/* Makes a node of KIND in ARENA as PARENT's last child (PARENT may be NULL). */
struct node *node_add(
    struct arena *arena, enum node_kind kind, struct node *parent);

/* The first child called NAME, or NULL; NODE may be NULL. */
const struct node *node_child(const struct node *node, const char *name);

/* The text of the child called NAME, or NULL. */
const char *node_text(const struct node *node, const char *name);

/* How many children there are. */
size_t node_count(const struct node *node);

/*
 * Whether no two children of MAP have one name; a finding of RULE for each
 * that another went before, 20 at most.  Takes no longer for a hostile map.
 */
bool node_keys_unique(
    const struct node *map, enum rule_id rule, struct diags *diags);

#endif
