/* SPDX-License-Identifier: ISC */
/* Field paths as a tree of expected elements.  Floor 3. */
#include "read/outline.h"

#include <string.h>

/* The child called by the first LENGTH bytes of NAME, made when missing. */
static struct outline *
step(struct arena *arena, struct outline *outline, const char *name,
    size_t length)
{
	struct outline **link;
	unsigned position = 0;

	for (link = &outline->first; *link != NULL; link = &(*link)->next) {
		if (strlen((*link)->name) == length &&
		    memcmp((*link)->name, name, length) == 0)
			return *link;
		position++;
	}
	*link = ARENA_NEW(arena, struct outline);
	(*link)->name = arena_copy(arena, name, length);
	(*link)->position = position;
	(*link)->parent = outline;
	return *link;
}

static void
add(struct arena *arena, struct outline *root, const struct field *field)
{
	const char *path = field->xml, *slash;
	struct outline *outline = root;

	while ((slash = strchr(path, '/')) != NULL) {
		outline = step(arena, outline, path, (size_t)(slash - path));
		path = slash + 1;
	}
	outline = step(arena, outline, path, strlen(path));
	outline->field = field;
	if (field->need == FIELD_OPTIONAL)
		return;
	outline->required = true;
	if (field->need == FIELD_WITHIN)
		return;
	for (outline = outline->parent; outline != NULL;
	     outline = outline->parent)
		outline->required = true;
}

struct outline *
outline_new(struct arena *arena, const char *name, const struct field *fields,
    size_t count)
{
	struct outline *root = ARENA_NEW(arena, struct outline);
	size_t i;

	root->name = name;
	for (i = 0; i < count; i++)
		if (fields[i].xml != NULL)
			add(arena, root, &fields[i]);
	return root;
}

static bool
is_called(const struct outline *outline, bool attribute, const char *name)
{
	const char *own = outline->name;

	if ((own[0] == '@') != attribute)
		return false;
	own += attribute;
	return own[0] == name[0] && strcmp(own, name) == 0;
}

struct outline *
outline_child(const struct outline *outline, bool attribute, const char *name,
    struct outline *hint)
{
	struct outline *child;

	if (hint != NULL && hint->next != NULL &&
	    is_called(hint->next, attribute, name))
		return hint->next;
	for (child = hint; child != NULL; child = child->next)
		if (is_called(child, attribute, name))
			return child;
	for (child = outline->first; child != hint; child = child->next)
		if (is_called(child, attribute, name))
			return child;
	return NULL;
}

const char *
outline_path(const struct outline *outline, struct arena *arena)
{
	if (outline->parent == NULL || outline->parent->parent == NULL)
		return outline->name;
	return arena_printf(arena, "%s/%s",
	    outline_path(outline->parent, arena), outline->name);
}
