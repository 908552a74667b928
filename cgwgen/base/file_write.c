/* SPDX-License-Identifier: ISC */
/*
 * Writing files.  Output appears under its name only when it is complete: it
 * is written where it has no name yet, or beside its place and renamed.
 * Ground floor.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/leftover.h"
#include "base/unnamed.h"

static void
complain(struct diags *diags, const char *path, const char *what)
{
	diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
	    diag_path(diags, path), what);
}

int
file_directory(int directory_fd, const char *path, struct diags *diags)
{
	int fd;

	if (mkdirat(directory_fd, path, 0700) == -1 && errno != EEXIST) {
		complain(diags, path, strerror(errno));
		return -1;
	}
	fd = openat(directory_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		complain(diags, path, strerror(errno));
	return fd;
}

static bool
write_all(int fd, const char *bytes, size_t length)
{
	ssize_t put;

	while (length > 0) {
		put = write(fd, bytes, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

/* Makes a file that did not exist, readable by nobody else from the first
 * moment; TEMPORARY receives its name. */
static int
open_temporary(int directory_fd, const char *name, char *temporary, size_t size)
{
	unsigned attempt;
	int fd = -1;

	for (attempt = 0; attempt < 100 && fd == -1; attempt++) {
		leftover_name(temporary, size, name, attempt);
		fd = openat(directory_fd, temporary,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd == -1 && errno != EEXIST)
			break;
	}
	if (fd != -1)
		leftover_lock(fd);
	return fd;
}

mode_t
file_made_mode(int directory_fd)
{
	struct stat status;
	int fd = unnamed_open(directory_fd);
	bool known;

	if (fd == -1)
		return 0;
	known = fstat(fd, &status) == 0;
	close(fd);
	return known ? status.st_mode & 07777 : 0;
}

static bool
fill(int fd, mode_t mode, const struct file_wish *wish)
{
	return write_all(fd, wish->bytes, wish->length) &&
	       ((wish->made != 0 && wish->made == mode) ||
		   fchmod(fd, mode) == 0);
}

/* Closes FD, whose bytes were WRITTEN or, errno tells why, not; what is late
 * may fail only now. */
static bool
close_written(int fd, bool written)
{
	const int failure = errno;

	if (close(fd) == -1 && written)
		return false;
	errno = failure;
	return written;
}

/* Writes a file that gets its name when it is complete.  False, and nothing is
 * changed, where that cannot be, or something has the name. */
static bool
write_and_link(int directory_fd, const char *name, const struct file_wish *wish)
{
	int fd = unnamed_open(directory_fd);
	bool linked;

	if (fd == -1)
		return false;
	linked =
	    fill(fd, wish->mode, wish) && unnamed_link(fd, directory_fd, name);
	/* Where the bytes get lost only now the name is taken back. */
	if (close(fd) == -1 && linked) {
		unlinkat(directory_fd, name, 0);
		linked = false;
	}
	return linked;
}

/* Writes the temporary file and renames it; errno tells why it failed. */
static bool
write_and_rename(int directory_fd, const char *name, mode_t mode,
    const struct file_wish *wish)
{
	char temporary[FILE_NAME_MOST + 64];
	int fd, failure;

	fd = open_temporary(directory_fd, name, temporary, sizeof(temporary));
	if (fd == -1)
		return false;
	if (close_written(fd, fill(fd, mode, wish)) &&
	    renameat(directory_fd, temporary, directory_fd, name) == 0)
		return true;
	failure = errno;
	unlinkat(directory_fd, temporary, 0);
	errno = failure;
	return false;
}

/* The same, and no signal comes between: an interrupted run must not leave a
 * temporary file with keys. */
static bool
replace(int directory_fd, const char *name, mode_t mode,
    const struct file_wish *wish)
{
	sigset_t deadly, before;
	bool written;
	int failure;

	sigemptyset(&deadly);
	sigaddset(&deadly, SIGHUP);
	sigaddset(&deadly, SIGINT);
	sigaddset(&deadly, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &deadly, &before);
	written = write_and_rename(directory_fd, name, mode, wish);
	failure = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = failure;
	return written;
}

enum file_change
file_update(int directory_fd, const char *name, const struct file_wish *wish,
    struct diags *diags)
{
	enum file_change change;
	mode_t mode;

	if (wish->fresh && write_and_link(directory_fd, name, wish))
		return FILE_NEW;
	change = file_compare(directory_fd, name, wish, &mode);
	if (change == FILE_SAME ||
	    (change == FILE_NEW && !wish->fresh &&
		write_and_link(directory_fd, name, wish)) ||
	    replace(directory_fd, name, mode, wish))
		return change;
	complain(diags, name, strerror(errno));
	return FILE_UNKNOWN;
}

bool
file_write(int directory_fd, const char *name, mode_t mode, const char *bytes,
    size_t length, struct diags *diags)
{
	const struct file_wish wish = {
		.mode = mode, .bytes = bytes, .length = length
	};

	return file_update(directory_fd, name, &wish, diags) != FILE_UNKNOWN;
}

bool
file_create(
    const char *path, const char *bytes, size_t length, struct diags *diags)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int failure;

	if (fd == -1) {
		complain(diags, path, strerror(errno));
		return false;
	}
	if (close_written(fd, write_all(fd, bytes, length)))
		return true;
	failure = errno;
	unlink(path);
	complain(diags, path, strerror(failure));
	return false;
}
