/* SPDX-License-Identifier: ISC */
/*
 * What may be a pre-shared key and stands under a name that is none, for
 * somebody misspelt it.  Intake hid what is under the right names.  Floor 3.
 */
#include <string.h>

#include "read/native_read.h"

/* Longer than any key that a descriptor has. */
#define LIMIT_NAME 60

bool
native_is_name(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return text[length] == '\0' && length <= LIMIT_NAME;
}

/* The name of a member, with its quotes, if it has any. */
static void
hide_name(struct source *source, const struct node *node)
{
	source_secret(source, node->name_pos.offset,
	    node->name_pos.offset + strlen(node->name) + 2);
}

/* Marks every text and name at and below NODE. */
static void
hide_all(struct source *source, const struct node *node)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR)
		source_secret(source, node->pos.offset, node->end);
	for (child = node->first; child != NULL; child = child->next) {
		if (child->name != NULL)
			hide_name(source, child);
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
		if (field == NULL && key == NULL &&
		    !native_is_name(child->name))
			hide_name(source, child);
		if (key != NULL)
			hide_key(source, key, child);
		else if (field == NULL || field->secret)
			hide_all(source, child);
	}
}
