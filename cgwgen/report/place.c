/* SPDX-License-Identifier: ISC */
/* Paths as text.  Floor 6. */
/* realpath() */
#define _XOPEN_SOURCE 700
#include "report/place.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

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
place_join(const char *directory, const char *path, struct arena *arena)
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

const char *
place_real(const char *path, struct arena *arena)
{
	char *real = realpath(path, NULL);

	if (real != NULL)
		path = arena_string(arena, real);
	else if (path[0] == '/' || (real = getcwd(NULL, 0)) == NULL)
		path = place_join("/", path, arena);
	else
		path = place_join(real, path, arena);
	free(real);
	return path;
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
place_relative(const char *directory, const char *path, struct arena *arena)
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

bool
place_is_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	if (strcmp(directory, "/") == 0)
		return path[0] == '/';
	return strncmp(path, directory, length) == 0 &&
	       (path[length] == '\0' || path[length] == '/');
}
