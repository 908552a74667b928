/* SPDX-License-Identifier: ISC */
/* Paths as seen from a directory.  Ground floor. */
/* realpath() */
#define _XOPEN_SOURCE 700

#include "base/below.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

const char *
path_resolve(const char *path, struct arena *arena)
{
	char *resolved = realpath(path, NULL);
	const char *copy = NULL;

	if (resolved != NULL)
		copy = arena_string(arena, resolved);
	free(resolved);
	return copy;
}

/* PATH from the root, "." and ".." taken out by name; NULL when nobody can
 * say where this is. */
static const char *
resolve_by_name(const char *path, struct arena *arena)
{
	struct buf out = { NULL, 0, 0 };
	const char *from = path[0] == '/' ? "" : path_resolve(".", arena);
	const char *at, *result;
	size_t length;

	if (from == NULL)
		return NULL;
	at = arena_printf(arena, "%s/%s", from, path);
	for (; *at != '\0'; at += length) {
		at += strspn(at, "/");
		length = strcspn(at, "/");
		if (length == 0 || (length == 1 && at[0] == '.'))
			continue;
		if (length == 2 && at[0] == '.' && at[1] == '.') {
			while (
			    out.length != 0 && out.data[out.length - 1] != '/')
				buf_cut(&out, out.length - 1);
			if (out.length != 0)
				buf_cut(&out, out.length - 1);
			continue;
		}
		buf_char(&out, '/');
		buf_add(&out, at, length);
	}
	result = arena_copy(
	    arena, out.length != 0 ? out.data : "/", out.length + !out.length);
	buf_free(&out);
	return result;
}

const char *
path_below(const char *path, const char *directory, struct arena *arena)
{
	const char *slash = strrchr(path, '/'), *name, *parent, *full;
	size_t length = strlen(directory);

	name = slash != NULL ? slash + 1 : path;
	parent = slash == NULL ? "."
			       : arena_copy(arena, path,
				     (size_t)(slash - path) + (slash == path));
	full = path_resolve(parent, arena);
	full = full != NULL ? arena_printf(arena, "%s/%s",
				  full[1] != '\0' ? full : "", name)
			    : resolve_by_name(path, arena);
	if (full == NULL)
		return NULL;
	/* The root ends in the slash that others lack. */
	length -= length == 1;
	if (strncmp(full, directory, length) != 0 || full[length] != '/')
		return NULL;
	return full + length + 1;
}
