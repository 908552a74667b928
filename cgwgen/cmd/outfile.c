/* SPDX-License-Identifier: ISC */
/* Files that are written at the end.  Floor 7. */
#include "cmd/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static bool
complain(const struct outfile *target, const char *what, struct diags *diags)
{
	diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
	    diag_path(diags, target->path), what);
	return false;
}

/* The mode of a file that is made anew: others may read what holds no key. */
static mode_t
default_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/* PATH, or where it leads to when it is a link that leads somewhere. */
static const char *
follow(const char *path, struct arena *arena)
{
	const char *real = NULL;
	struct stat status;

	if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
		real = path_resolve(path, arena);
	return real != NULL ? real : path;
}

static bool
open_directory(struct outfile *target, const char *path, struct arena *arena,
    struct diags *diags)
{
	target->name = path_name(path);
	if (!path_is_name(target->name))
		return complain(target, "is not a file name", diags);
	target->directory = open(
	    path_directory(path, arena), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (target->directory == -1 ||
	    faccessat(target->directory, ".", W_OK | X_OK, 0) == -1) {
		complain(target, strerror(errno), diags);
		outfile_close(target);
		return false;
	}
	return true;
}

bool
outfile_open(struct outfile *target, const char *path, struct arena *arena,
    struct diags *diags)
{
	struct stat status;

	*target = (struct outfile){ .path = path, .directory = -1 };
	if (stat(path, &status) == -1) {
		target->mode = default_mode();
	} else if (S_ISDIR(status.st_mode)) {
		return complain(target, strerror(EISDIR), diags);
	} else if (!S_ISREG(status.st_mode)) {
		/* Renaming over /dev/null would be the end of it. */
		return true;
	} else {
		target->mode = status.st_mode & 0777;
	}
	return open_directory(target, follow(path, arena), arena, diags);
}

bool
outfile_same(const struct outfile *a, const struct outfile *b)
{
	struct stat one, other;

	if (a->name == NULL || b->name == NULL)
		return a->name == b->name && strcmp(a->path, b->path) == 0;
	return strcmp(a->name, b->name) == 0 &&
	       fstat(a->directory, &one) == 0 &&
	       fstat(b->directory, &other) == 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

static bool
write_in_place(const struct outfile *target, const char *bytes, size_t length,
    struct diags *diags)
{
	FILE *file = fopen(target->path, "we");
	bool written;

	if (file == NULL)
		return complain(target, strerror(errno), diags);
	written = fwrite(bytes, 1, length, file) == length;
	written = fclose(file) == 0 && written;
	return written || complain(target, strerror(errno), diags);
}

bool
outfile_write(const struct outfile *target, const char *bytes, size_t length,
    struct diags *diags)
{
	if (target->name == NULL)
		return write_in_place(target, bytes, length, diags);
	return file_write(target->directory, target->name, target->mode, bytes,
	    length, diags);
}

void
outfile_close(struct outfile *target)
{
	if (target->directory != -1)
		close(target->directory);
	target->directory = -1;
}
