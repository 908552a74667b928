/* SPDX-License-Identifier: ISC */
/* Who can read a file.  Floor 0. */
#include "base/reach.h"

#include <string.h>

#include "base/path.h"

static void
pass_one(const char *path, struct reach *reach)
{
	struct stat status;

	if (stat(path, &status) == -1 || (status.st_mode & S_IXOTH) != 0)
		return;
	reach->to_others = false;
	if ((status.st_mode & S_IXGRP) == 0 || status.st_gid != reach->group)
		reach->to_group = false;
}

struct reach
reach_find(const char *directory, gid_t group, struct arena *arena)
{
	struct reach reach = { group, true, true };
	char *path = arena_string(arena, directory), *slash;

	pass_one(path, &reach);
	while ((slash = strrchr(path, '/')) != NULL && path[1] != '\0') {
		slash[slash == path] = '\0';
		pass_one(path, &reach);
	}
	return reach;
}

enum reader
reach_reader(const struct reach *reach, const struct stat *status)
{
	if ((status->st_mode & S_IROTH) != 0 && reach->to_others)
		return READER_OTHERS;
	if ((status->st_mode & S_IRGRP) != 0 && reach->to_group)
		return READER_GROUP;
	return READER_OWNER;
}

bool
reach_of_file(const char *path, struct arena *arena, enum reader *ret_reader,
    unsigned *ret_mode)
{
	const char *whole = path_resolve(path, arena);
	struct reach reach;
	struct stat status;

	if (whole == NULL || stat(whole, &status) == -1 ||
	    !S_ISREG(status.st_mode))
		return false;
	reach = reach_find(path_directory(whole, arena), status.st_gid, arena);
	*ret_reader = reach_reader(&reach, &status);
	*ret_mode = (unsigned)status.st_mode & 07777;
	return true;
}
