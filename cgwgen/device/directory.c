/* SPDX-License-Identifier: ISC */
/* Safe reading below a directory: one openat() per component, none of which
 * follows a symbolic link.  Floor 4. */
#include "device/directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define LIMIT_PATH 200
#define LIMIT_ENTRIES 10000

static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "0123456789._-";

bool
directory_path_is_safe(const char *path)
{
	const char *at = path;
	size_t length;

	if (strlen(path) > LIMIT_PATH)
		return false;
	for (;; at++) {
		length = strspn(at, name_bytes);
		if (length == 0 || at[0] == '.')
			return false;
		at += length;
		if (*at == '\0')
			return true;
		if (*at != '/')
			return false;
	}
}

/* Opens PATH component by component; -1 with errno set. */
static int
open_below(int fd, const char *path)
{
	const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
	char name[LIMIT_PATH + 1];
	int here = fd, next, failure;
	size_t length;

	for (;;) {
		length = strcspn(path, "/");
		memcpy(name, path, length);
		name[length] = '\0';
		next = openat(here, name,
		    path[length] == '/' ? flags | O_DIRECTORY : flags);
		failure = errno;
		if (here != fd)
			close(here);
		errno = failure;
		if (next == -1 || path[length] == '\0')
			return next;
		here = next;
		path += length + 1;
	}
}

/* Reads to the end, as far as the file was SIZE bytes long at first. */
static char *
read_bytes(int fd, size_t size, size_t *ret_length)
{
	char *text = memory_alloc(size + 1);
	size_t length = 0;
	ssize_t got;

	while (length < size) {
		got = read(fd, text + length, size - length);
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1) {
			free(text);
			return NULL;
		}
		if (got == 0)
			break;
		length += (size_t)got;
	}
	text[length] = '\0';
	*ret_length = length;
	return text;
}

static struct source *
read_open(int fd, const char *shown, int *ret_error)
{
	struct stat status;
	size_t length;
	char *text;

	if (fstat(fd, &status) == -1) {
		*ret_error = errno;
		return NULL;
	}
	if (!S_ISREG(status.st_mode)) {
		*ret_error = EINVAL;
		return NULL;
	}
	if (status.st_size > (off_t)DIRECTORY_LIMIT_FILE) {
		*ret_error = EFBIG;
		return NULL;
	}
	text = read_bytes(fd, (size_t)status.st_size, &length);
	if (text == NULL) {
		*ret_error = errno;
		return NULL;
	}
	return source_adopt(shown, text, length);
}

struct source *
directory_read(int fd, const char *path, const char *shown, int *ret_error)
{
	struct source *source;
	int file;

	if (!directory_path_is_safe(path)) {
		*ret_error = EINVAL;
		return NULL;
	}
	if ((file = open_below(fd, path)) == -1) {
		*ret_error = errno;
		return NULL;
	}
	source = read_open(file, shown, ret_error);
	close(file);
	return source;
}

void
directory_list(int fd, const char *name,
    void (*add)(void *context, const char *name), void *context)
{
	const struct dirent *entry;
	DIR *directory;
	unsigned count = 0;
	int below;

	below =
	    openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below == -1)
		return;
	if ((directory = fdopendir(below)) == NULL) {
		close(below);
		return;
	}
	while ((entry = readdir(directory)) != NULL && count++ < LIMIT_ENTRIES)
		add(context, entry->d_name);
	closedir(directory);
}
