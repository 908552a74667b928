/* SPDX-License-Identifier: ISC */
/* Reading files, and what of a file is as it is to be.  Ground floor. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/byte_set.h"

#define CHUNK ((size_t)64 * 1024)

/*
 * Reads to the end; false and errno 0 when there are more than LIMIT bytes.
 * REGULAR is what is known of a regular file, else NULL.
 */
static bool
slurp(int fd, const struct stat *regular, size_t limit, char **ret,
    size_t *ret_length)
{
	size_t expected = regular != NULL && regular->st_size >= 0
			      ? (size_t)regular->st_size
			      : CHUNK;
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
		/* A file that gives its size, and less than it was asked for,
		 * has no more; a pipe may. */
		if (regular != NULL && length == expected && length < capacity)
			break;
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

/* Reads what is open to its end; FILE_OTHER is a directory. */
static enum file_state
read_open(int fd, const char *path, const char *shown, size_t limit,
    struct source **ret, struct diags *diags)
{
	struct stat status;
	bool known = fstat(fd, &status) == 0;
	size_t length;
	char *text;

	if (known && S_ISDIR(status.st_mode))
		return FILE_OTHER;
	if (!slurp(fd, known && S_ISREG(status.st_mode) ? &status : NULL, limit,
		&text, &length)) {
		if (errno != 0)
			diag_file(diags, RULE_INPUT_UNREADABLE, path, "%s",
			    strerror(errno));
		else
			diag_file(diags, RULE_INPUT_SIZE, path,
			    "is larger than %zu bytes", limit);
		return FILE_FAILED;
	}
	*ret = source_adopt(shown, text, length);
	return FILE_READ;
}

enum file_state
file_read_named(
    const char *path, size_t limit, struct source **ret, struct diags *diags)
{
	enum file_state state;
	int fd;

	if (strcmp(path, "-") == 0)
		return read_open(
		    STDIN_FILENO, path, "<stdin>", limit, ret, diags);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1) {
		diag_file(
		    diags, RULE_INPUT_UNREADABLE, path, "%s", strerror(errno));
		return FILE_FAILED;
	}
	state = read_open(fd, path, diag_path(diags, path), limit, ret, diags);
	close(fd);
	if (state == FILE_READ)
		source_set_path(*ret, path);
	return state;
}

struct source *
file_read(const char *path, size_t limit, struct diags *diags)
{
	struct source *source = NULL;

	if (file_read_named(path, limit, &source, diags) == FILE_OTHER)
		diag_file(diags, RULE_INPUT_UNREADABLE, path, "is a directory");
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
	if (slurp(fd, &status, limit, ret, ret_length))
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

struct source *
file_read_expected(const char *name, const char *path, size_t size, bool follow,
    struct diags *diags)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
				(follow ? 0 : O_NOFOLLOW));
	struct source *source;
	ssize_t got;
	char *text;

	if (fd == -1)
		return NULL;
	text = memory_alloc(size + 2);
	/* With a place to read at, as in file_peek(). */
	got = pread(fd, text, size + 1, 0);
	close(fd);
	if (got < 0 || (size_t)got != size) {
		memory_wipe(text, got > 0 ? (size_t)got : 0);
		free(text);
		return NULL;
	}
	text[size] = '\0';
	source = source_adopt(diag_path(diags, path), text, size);
	source_set_path(source, path);
	return source;
}

size_t
file_peek(const char *path, char *start, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t got;

	start[0] = '\0';
	if (fd == -1)
		return 0;
	/* With a place to read at: there is none in a pipe that has taken the
	 * file's name meanwhile, whose bytes are for who reads it to its end.
	 */
	got = pread(fd, start, size - 1, 0);
	close(fd);
	if (got < 0)
		got = 0;
	start[got] = '\0';
	return (size_t)got;
}

bool
file_name_is_safe(const char *name)
{
	const size_t length = byte_class_span(BYTE_WORD, name);

	return name[length] == '\0' && length != 0 &&
	       length <= FILE_NAME_MOST && strchr("._-", name[0]) == NULL;
}

/* Whether the open file holds exactly the bytes of WISH, under MODE. */
static bool
is_current(int fd, const struct stat *status, const struct file_wish *wish,
    mode_t mode)
{
	char *text = NULL;
	size_t had = 0;
	bool same;

	if (!S_ISREG(status->st_mode) || (status->st_mode & 07777) != mode ||
	    (size_t)status->st_size != wish->length ||
	    !slurp(fd, status, wish->length, &text, &had))
		return false;
	same =
	    had == wish->length && memcmp(text, wish->bytes, wish->length) == 0;
	memory_wipe(text, had);
	free(text);
	return same;
}

enum file_change
file_compare(int directory_fd, const char *name, const struct file_wish *wish,
    mode_t *ret_mode)
{
	struct stat status;
	bool known, same;
	int fd;

	*ret_mode = wish->mode;
	fd = openat(
	    directory_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1 && errno == ENOENT)
		return FILE_NEW;
	known = (fd != -1 && fstat(fd, &status) == 0) ||
		fstatat(directory_fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
	/* Who narrowed a file finds it as narrow when it is written anew. */
	if (wish->narrow && known && S_ISREG(status.st_mode))
		*ret_mode &= status.st_mode | S_IRWXU;
	same = fd != -1 && known && is_current(fd, &status, wish, *ret_mode);
	if (fd != -1)
		close(fd);
	return same ? FILE_SAME : FILE_CHANGED;
}
