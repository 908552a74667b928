/* SPDX-License-Identifier: ISC */
/* Linux's files without a name: open(2), O_TMPFILE.  Ground floor. */
/* O_TMPFILE, AT_EMPTY_PATH */
#define _GNU_SOURCE

#include "base/unnamed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#if defined(O_TMPFILE) && defined(AT_EMPTY_PATH)

int
unnamed_open(int directory_fd)
{
	return openat(
	    directory_fd, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
}

bool
unnamed_link(int fd, int directory_fd, const char *name)
{
	char path[64];

	/* Quicker, and without /proc; not every kernel lets everybody. */
	if (linkat(fd, "", directory_fd, name, AT_EMPTY_PATH) == 0)
		return true;
	if (errno == EEXIST)
		return false;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, path, directory_fd, name, AT_SYMLINK_FOLLOW) ==
	       0;
}

#else

int
unnamed_open(int directory_fd)
{
	(void)directory_fd;
	return -1;
}

bool
unnamed_link(int fd, int directory_fd, const char *name)
{
	(void)fd;
	(void)directory_fd;
	(void)name;
	return false;
}

#endif
