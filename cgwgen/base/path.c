/* SPDX-License-Identifier: ISC */
/* Paths.  Ground floor. */
/* realpath() */
#define _XOPEN_SOURCE 700

#include "base/path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

/* A file is written under its name and a suffix; file systems take 255
 * bytes. */
#define LIMIT_NAME 200

/* ---- text -------------------------------------------------------------- */

const char *
path_directory(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/"
			     : arena_copy(arena, path, (size_t)(slash - path));
}

const char *
path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

bool
path_is_name(const char *name)
{
	return name[0] != '\0' && strcmp(name, ".") != 0 &&
	       strcmp(name, "..") != 0 && strlen(name) <= LIMIT_NAME;
}

const char *
path_beside(const char *file, const char *path, struct arena *arena)
{
	const char *slash = strrchr(file, '/');

	if (path[0] == '/' || slash == NULL)
		return path;
	return arena_printf(arena, "%.*s/%s", (int)(slash - file), file, path);
}

/* Takes the last part off PATH, which begins with a slash unless empty. */
static void
drop_part(struct buf *path)
{
	while (path->length > 0 && path->data[path->length - 1] != '/')
		buf_cut(path, path->length - 1);
	if (path->length > 0)
		buf_cut(path, path->length - 1);
}

/* Adds the parts of TEXT to PATH, each behind a slash. */
static void
add_parts(struct buf *path, const char *text)
{
	size_t length;

	for (; *text != '\0'; text += length) {
		text += strspn(text, "/");
		length = strcspn(text, "/");
		if (length == 0 || (length == 1 && text[0] == '.'))
			continue;
		if (length == 2 && text[0] == '.' && text[1] == '.') {
			drop_part(path);
			continue;
		}
		buf_char(path, '/');
		buf_add(path, text, length);
	}
}

const char *
path_join(const char *directory, const char *path, struct arena *arena)
{
	struct buf buf = { NULL, 0, 0 };
	const char *whole;

	if (path[0] != '/')
		add_parts(&buf, directory);
	add_parts(&buf, path);
	whole = arena_string(arena, buf.length != 0 ? buf.data : "/");
	buf_free(&buf);
	return whole;
}

/* How many bytes both begin with that are whole parts. */
static size_t
common(const char *a, const char *b)
{
	size_t whole = 0, i = 0;

	for (;; i++) {
		bool ends = a[i] == '\0' || a[i] == '/';

		if (ends && (b[i] == '\0' || b[i] == '/'))
			whole = i;
		if (a[i] == '\0' || a[i] != b[i])
			return whole;
	}
}

const char *
path_relative(const char *directory, const char *path, struct arena *arena)
{
	struct buf buf = { NULL, 0, 0 };
	size_t shared;
	const char *rest;

	if (strcmp(directory, "/") == 0)
		directory = "";
	shared = common(directory, path);
	for (rest = directory + shared; *rest != '\0'; rest++)
		if (*rest == '/')
			buf_text(&buf, "../");
	rest = path + shared;
	buf_text(&buf, rest + (*rest == '/'));
	rest = arena_string(arena, buf.length != 0 ? buf.data : ".");
	buf_free(&buf);
	return rest;
}

/* What of PATH is behind DIRECTORY, with its slash; NULL when it is not there.
 */
static const char *
rest_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	/* The root ends in the slash that others lack. */
	length -= length == 1;
	return strncmp(path, directory, length) == 0 ? path + length : NULL;
}

bool
path_is_below(const char *path, const char *directory)
{
	const char *rest = rest_below(path, directory);

	return rest != NULL && (*rest == '\0' || *rest == '/');
}

/* ---- links ------------------------------------------------------------- */

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

const char *
path_whole(const char *path, struct arena *arena)
{
	const char *whole = path_resolve(path, arena);
	char *here;

	if (whole != NULL)
		return whole;
	here = getcwd(NULL, 0);
	whole = path_join(here != NULL ? here : "/", path, arena);
	free(here);
	return whole;
}

const char *
path_below(const char *path, const char *directory, struct arena *arena)
{
	const char *parent = path_resolve(path_directory(path, arena), arena);
	const char *full, *rest;

	if (parent != NULL)
		full = arena_printf(arena, "%s/%s",
		    parent[1] != '\0' ? parent : "", path_name(path));
	else
		full = path_whole(path, arena);
	rest = rest_below(full, directory);
	return rest != NULL && *rest == '/' ? rest + 1 : NULL;
}
