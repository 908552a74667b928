/* SPDX-License-Identifier: ISC */
/* Looking for the configuration file.  Floor 7. */
#include <limits.h>
#include <sys/stat.h>

#include "cmd/config.h"

/* Directories above the working directory; what lies deeper has no name that
 * could be opened. */
#define LIMIT_LEVELS (PATH_MAX / 2)

static bool
exists(struct arena *arena, const char *directory, const char *name)
{
	struct stat status;

	return lstat(arena_printf(arena, "%s%s", directory, name), &status) ==
	       0;
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

const char *
config_find(struct arena *arena)
{
	const char *directory = "";
	struct stat here, above;
	size_t level;

	for (level = 0; level < LIMIT_LEVELS; level++) {
		if (exists(arena, directory, CONFIG_FILE))
			return arena_printf(
			    arena, "%s%s", directory, CONFIG_FILE);
		if (exists(arena, directory, ".git") ||
		    stat(directory[0] != '\0' ? directory : ".", &here) != 0)
			break;
		directory = arena_printf(arena, "%s../", directory);
		if (stat(directory, &above) != 0 || is_same(&here, &above))
			break;
	}
	return NULL;
}
