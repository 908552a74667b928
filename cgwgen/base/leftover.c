/* SPDX-License-Identifier: ISC */
/* Temporary files of others.  Ground floor. */
#include "base/leftover.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#define SUFFIX ".tmp"
#define DIGITS "0123456789"
#define SIZE 512

void
leftover_name(char *ret, size_t size, const char *name, unsigned attempt)
{
	snprintf(ret, size, ".%s.%ld-%u" SUFFIX, name, (long)getpid(), attempt);
}

static struct flock
whole_file(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return lock;
}

void
leftover_lock(int fd)
{
	struct flock lock = whole_file();

	(void)fcntl(fd, F_SETLK, &lock);
}

/* Whether NAME is such as leftover_name() makes it. */
static bool
is_temporary(const char *name)
{
	char copy[SIZE], *dot, *end;
	size_t length = strlen(name);

	if (name[0] != '.' || length >= sizeof(copy) ||
	    length <= strlen(SUFFIX) ||
	    strcmp(name + length - strlen(SUFFIX), SUFFIX) != 0)
		return false;
	memcpy(copy, name + 1, length - strlen(SUFFIX) - 1);
	copy[length - strlen(SUFFIX) - 1] = '\0';
	dot = strrchr(copy, '.');
	if (dot == NULL)
		return false;
	*dot++ = '\0';
	end = dot + strspn(dot, DIGITS);
	if (end == dot || *end != '-' || end[1] == '\0' ||
	    end[1 + strspn(end + 1, DIGITS)] != '\0')
		return false;
	/* Also of a manifest. */
	return file_name_is_safe(copy[0] == '.' ? copy + 1 : copy);
}

/* Whether somebody has the file open for writing, or may have. */
static bool
is_in_use(int fd)
{
	struct flock lock = whole_file();
	struct stat status;

	return fstat(fd, &status) == -1 || !S_ISREG(status.st_mode) ||
	       time(NULL) - status.st_mtime < LEFTOVER_AGE ||
	       fcntl(fd, F_SETLK, &lock) == -1;
}

static bool
remove_one(int directory_fd, const char *name)
{
	int fd = openat(
	    directory_fd, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool removed;

	if (fd == -1)
		return false;
	removed = !is_in_use(fd) && unlinkat(directory_fd, name, 0) == 0;
	close(fd);
	return removed;
}

size_t
leftovers_remove(int directory_fd, bool *ret_empty)
{
	int fd = openat(directory_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd != -1 ? fdopendir(fd) : NULL;
	const struct dirent *entry;
	size_t removed = 0;
	bool empty = true;

	if (ret_empty != NULL)
		*ret_empty = false;
	if (directory == NULL) {
		if (fd != -1)
			close(fd);
		return 0;
	}
	while ((entry = readdir(directory)) != NULL) {
		empty &= entry->d_name[0] == '.';
		removed += is_temporary(entry->d_name) &&
			   remove_one(directory_fd, entry->d_name);
	}
	closedir(directory);
	if (ret_empty != NULL)
		*ret_empty = empty;
	return removed;
}
