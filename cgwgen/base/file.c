/* SPDX-License-Identifier: ISC */
/*
 * Files.  Output appears under its name only when it is complete: it is
 * written beside its place and renamed.  Ground floor.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/leftover.h"

#define LIMIT_NAME 200
#define CHUNK ((size_t)64 * 1024)

static void
complain(struct diags *diags, const char *path, const char *what)
{
	diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
	    diag_path(diags, path), what);
}

/* Reads to the end; false and errno 0 when there are more than LIMIT bytes. */
static bool
slurp(int fd, size_t expected, size_t limit, char **ret, size_t *ret_length)
{
	size_t capacity = expected < limit ? expected + 1 : limit + 1;
	size_t length = 0;
	char *text, *grown;
	ssize_t got;

	text = memory_alloc(capacity + 1);
	while ((got = read(fd, text + length, capacity - length)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			goto failed;
		length += (size_t)got;
		if (length > limit) {
			errno = 0;
			goto failed;
		}
		if (length < capacity)
			continue;
		capacity = capacity + capacity / 2 + CHUNK;
		grown = memory_alloc(capacity + 1);
		memcpy(grown, text, length);
		memory_wipe(text, length);
		free(text);
		text = grown;
	}
	text[length] = '\0';
	*ret = text;
	*ret_length = length;
	return true;
failed:
	memory_wipe(text, length);
	free(text);
	return false;
}

static struct source *
read_open(int fd, const char *path, const char *shown, size_t limit,
    struct diags *diags)
{
	struct stat status;
	size_t expected = CHUNK, length;
	char *text;

	if (fstat(fd, &status) == 0) {
		if (S_ISDIR(status.st_mode)) {
			diag_file(diags, RULE_INPUT_UNREADABLE, path,
			    "is a directory");
			return NULL;
		}
		if (S_ISREG(status.st_mode) && status.st_size >= 0)
			expected = (size_t)status.st_size;
	}
	if (!slurp(fd, expected, limit, &text, &length)) {
		if (errno != 0)
			diag_file(diags, RULE_INPUT_UNREADABLE, path, "%s",
			    strerror(errno));
		else
			diag_file(diags, RULE_INPUT_SIZE, path,
			    "is larger than %zu bytes", limit);
		return NULL;
	}
	return source_adopt(shown, text, length);
}

struct source *
file_read(const char *path, size_t limit, struct diags *diags)
{
	struct source *source;
	int fd;

	if (strcmp(path, "-") == 0)
		return read_open(STDIN_FILENO, path, "<stdin>", limit, diags);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1) {
		diag_file(
		    diags, RULE_INPUT_UNREADABLE, path, "%s", strerror(errno));
		return NULL;
	}
	source = read_open(fd, path, diag_path(diags, path), limit, diags);
	close(fd);
	if (source != NULL)
		source_set_path(source, path);
	return source;
}

static enum file_state
slurp_regular(int fd, size_t limit, char **ret, size_t *ret_length)
{
	struct stat status;

	if (fstat(fd, &status) == -1)
		return FILE_FAILED;
	if (!S_ISREG(status.st_mode))
		return FILE_OTHER;
	if (status.st_size > 0 && (size_t)status.st_size > limit)
		return FILE_LARGE;
	if (slurp(fd, (size_t)status.st_size, limit, ret, ret_length))
		return FILE_READ;
	return errno == 0 ? FILE_LARGE : FILE_FAILED;
}

enum file_state
file_read_regular(int directory_fd, const char *name, const char *path,
    size_t limit, struct source **ret, struct diags *diags)
{
	enum file_state state;
	size_t length;
	char *text;
	int fd;

	fd = openat(directory_fd, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1) {
		if (errno == ENOENT)
			return FILE_GONE;
		/* What opening a link and a socket ends with. */
		if (errno == ELOOP || errno == ENXIO)
			return FILE_OTHER;
		diag_file(
		    diags, RULE_INPUT_UNREADABLE, path, "%s", strerror(errno));
		return FILE_FAILED;
	}
	state = slurp_regular(fd, limit, &text, &length);
	if (state == FILE_FAILED)
		diag_file(
		    diags, RULE_INPUT_UNREADABLE, path, "%s", strerror(errno));
	if (state == FILE_READ) {
		*ret = source_adopt(diag_path(diags, path), text, length);
		source_set_path(*ret, path);
	}
	close(fd);
	return state;
}

size_t
file_peek(const char *path, char *start, size_t size)
{
	struct stat status;
	ssize_t got = -1;
	int fd;

	start[0] = '\0';
	/* A pipe must not even be opened: its writer would find no reader. */
	if (strcmp(path, "-") == 0 || stat(path, &status) == -1 ||
	    !S_ISREG(status.st_mode) ||
	    (fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) == -1)
		return 0;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		got = read(fd, start, size - 1);
	close(fd);
	if (got < 0)
		got = 0;
	start[got] = '\0';
	return (size_t)got;
}

static bool
is_name_byte(char byte, bool first)
{
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9'))
		return true;
	return !first && (byte == '.' || byte == '_' || byte == '-');
}

bool
file_name_is_safe(const char *name)
{
	size_t i;

	for (i = 0; name[i] != '\0'; i++)
		if (i == LIMIT_NAME || !is_name_byte(name[i], i == 0))
			return false;
	return i != 0;
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

/* Whether the open file holds exactly these bytes under exactly this mode. */
static bool
is_current(int fd, mode_t mode, const char *bytes, size_t length)
{
	struct stat status;
	char *text = NULL;
	size_t had = 0;
	bool same;

	if (fstat(fd, &status) == -1 || !S_ISREG(status.st_mode) ||
	    (status.st_mode & 07777) != mode ||
	    (size_t)status.st_size != length ||
	    !slurp(fd, length, length, &text, &had))
		return false;
	same = had == length && memcmp(text, bytes, length) == 0;
	memory_wipe(text, had);
	free(text);
	return same;
}

enum file_change
file_compare(int directory_fd, const char *name, mode_t mode, const char *bytes,
    size_t length)
{
	bool same;
	int fd;

	fd = openat(
	    directory_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return errno == ENOENT ? FILE_NEW : FILE_CHANGED;
	same = is_current(fd, mode, bytes, length);
	close(fd);
	return same ? FILE_SAME : FILE_CHANGED;
}

mode_t
file_mode_narrow(int directory_fd, const char *name, mode_t mode)
{
	struct stat status;

	if (fstatat(directory_fd, name, &status, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(status.st_mode))
		return mode;
	return mode & (status.st_mode | S_IRWXU);
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

/* Writes the temporary file and renames it; errno tells why it failed. */
static bool
write_and_rename(int directory_fd, const char *name, mode_t mode,
    const char *bytes, size_t length)
{
	char temporary[LIMIT_NAME + 64];
	bool written;
	int fd, failure;

	fd = open_temporary(directory_fd, name, temporary, sizeof(temporary));
	if (fd == -1)
		return false;
	written = write_all(fd, bytes, length) && fchmod(fd, mode) == 0;
	failure = errno;
	if (close(fd) == -1 && written) {
		failure = errno;
		written = false;
	}
	if (written && renameat(directory_fd, temporary, directory_fd, name)) {
		failure = errno;
		written = false;
	}
	if (!written)
		unlinkat(directory_fd, temporary, 0);
	errno = failure;
	return written;
}

enum file_change
file_update(int directory_fd, const char *name, mode_t mode, const char *bytes,
    size_t length, struct diags *diags)
{
	enum file_change change =
	    file_compare(directory_fd, name, mode, bytes, length);
	sigset_t deadly, before;
	bool written;
	int failure;

	if (change == FILE_SAME)
		return change;
	/* An interrupted run must not leave a temporary file with keys. */
	sigemptyset(&deadly);
	sigaddset(&deadly, SIGHUP);
	sigaddset(&deadly, SIGINT);
	sigaddset(&deadly, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &deadly, &before);
	written = write_and_rename(directory_fd, name, mode, bytes, length);
	failure = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (written)
		return change;
	complain(diags, name, strerror(failure));
	return FILE_UNKNOWN;
}

bool
file_write(int directory_fd, const char *name, mode_t mode, const char *bytes,
    size_t length, struct diags *diags)
{
	return file_update(directory_fd, name, mode, bytes, length, diags) !=
	       FILE_UNKNOWN;
}

bool
file_create(
    const char *path, const char *bytes, size_t length, struct diags *diags)
{
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool written;
	int failure;

	if (fd == -1) {
		complain(diags, path, strerror(errno));
		return false;
	}
	written = write_all(fd, bytes, length);
	failure = errno;
	if (close(fd) == -1 && written) {
		failure = errno;
		written = false;
	}
	if (written)
		return true;
	unlink(path);
	complain(diags, path, strerror(failure));
	return false;
}
