/* SPDX-License-Identifier: ISC */
/*
 * What may be a pre-shared key and stands under a name that is none, for
 * somebody misspelt it.  Intake hid what is under the right names.  Floor 3.
 */
#include <string.h>

#include "read/native_read.h"

/* Marks every text and name at and below NODE. */
static void
hide_all(struct source *source, const struct node *node)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR)
		source_secret(source, node->pos.offset, node->end);
	for (child = node->first; child != NULL; child = child->next) {
		/* With its quotes, if it has any. */
		if (child->name != NULL)
			source_secret(source, child->name_pos.offset,
			    child->name_pos.offset + strlen(child->name) + 2);
		hide_all(source, child);
	}
}

/* What is under KEY, which is no field. */
static void
hide_key(struct source *source, const struct native_key *key,
    const struct node *node)
{
	const struct node *child;

	if (key->type == NATIVE_IS_MAPPING)
		native_hide(source, key->section, node);
	if (key->type != NATIVE_IS_NAMED && key->type != NATIVE_IS_LIST)
		return;
	for (child = node->first; child != NULL; child = child->next)
		native_hide(source, key->section, child);
}

void
native_hide(
    struct source *source, enum native_section section, const struct node *node)
{
	const struct native_key *key;
	const struct field *field;
	const struct node *child;

	if (node->kind != NODE_MAP) {
		hide_all(source, node);
		return;
	}
	for (child = node->first; child != NULL; child = child->next) {
		field = native_field(section, child->name);
		key = native_key(section, child->name);
		if (key != NULL)
			hide_key(source, key, child);
		else if (field == NULL || field->secret)
			hide_all(source, child);
	}
}
