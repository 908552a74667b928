/* SPDX-License-Identifier: ISC */
/* Directories that files are looked for in, one after the other.  Floor 4. */
#include "device/roots.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "device/directory.h"

struct root {
	const char *name; /* as given, fit for messages */
	int fd;
};

struct roots {
	struct arena *arena;
	struct root *items;
	size_t count;
};

static bool
open_root(struct roots *roots, const char *name, struct diags *diags)
{
	int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1) {
		diag_file(
		    diags, RULE_INPUT_UNREADABLE, name, "%s", strerror(errno));
		return false;
	}
	roots->items[roots->count].name =
	    arena_string(roots->arena, diag_quote(diags, name));
	roots->items[roots->count++].fd = fd;
	return true;
}

struct roots *
roots_open(const char *const *directories, size_t count, struct arena *arena,
    struct diags *diags)
{
	struct roots *roots = ARENA_NEW(arena, struct roots);
	bool good = true;
	size_t i;

	roots->arena = arena;
	roots->items = arena_array(arena, count, sizeof(*roots->items));
	for (i = 0; i < count; i++)
		good = open_root(roots, directories[i], diags) && good;
	if (good)
		return roots;
	roots_close(roots);
	return NULL;
}

void
roots_close(struct roots *roots)
{
	size_t i;

	if (roots == NULL)
		return;
	for (i = 0; i < roots->count; i++)
		close(roots->items[i].fd);
	roots->count = 0;
}

struct source *
roots_read(const struct roots *roots, const char *path, const char **ret_why)
{
	struct source *source;
	int error = 0;
	size_t i;

	*ret_why = NULL;
	for (i = 0; i < roots->count; i++) {
		source = directory_read(roots->items[i].fd, path,
		    arena_printf(
			roots->arena, "%s/%s", roots->items[i].name, path),
		    &error);
		if (source != NULL)
			return source;
		if (error == ENOENT)
			continue;
		/* Another file in its place would be a surprise. */
		*ret_why = arena_printf(roots->arena, "%s in %s",
		    error == ELOOP     ? "is a symbolic link"
		    : error == ENOTDIR ? "is below what is no directory"
		    : error == EINVAL  ? "is not a regular file"
				       : strerror(error),
		    roots->items[i].name);
		return NULL;
	}
	return NULL;
}

const char *
roots_place(const struct roots *roots, const char *path)
{
	struct source *source;
	int error = 0;
	size_t i;

	for (i = 0; i < roots->count; i++) {
		source = directory_read(roots->items[i].fd, path, path, &error);
		if (source != NULL || error != ENOENT) {
			source_free(source);
			return roots->items[i].name;
		}
	}
	return NULL;
}

void
roots_list(const struct roots *roots, const char *name,
    void (*add)(void *context, const char *name), void *context)
{
	size_t i;

	for (i = 0; i < roots->count; i++)
		directory_list(roots->items[i].fd, name, add, context);
}
