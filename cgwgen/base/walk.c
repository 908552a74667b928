/* SPDX-License-Identifier: ISC */
/*
 * A walk down a tree, at most as deep as its limit, by descriptors: nothing
 * that is renamed on the way can lead it out.  Ground floor.
 */
/* realpath() */
#define _XOPEN_SOURCE 700

#include "base/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/ignore.h"

struct walk {
	struct arena *arena;
	const char *top; /* as it was given, without slashes at its end */
	char *real_top;
	struct walk_limits limits;
	struct diags *diags;
	struct buf path; /* below the top, of what is looked at */
	struct walk_file *files;
	size_t count;
	size_t capacity;
	size_t links;
	size_t names;
	bool ended; /* by a limit */
	struct source **lists;
	size_t list_count;
};

/* What a directory's entries are. */
struct names {
	const char **items;
	size_t count;
	size_t capacity;
	bool lists; /* the ignore file is among them */
};

/* "TOP/PATH", of what is looked at. */
static const char *
full_path(struct walk *walk)
{
	const char *slash = strcmp(walk->top, "/") == 0 ? "" : "/";

	if (walk->path.length == 0)
		return walk->top;
	return arena_printf(
	    walk->arena, "%s%s%s", walk->top, slash, walk->path.data);
}

static void
complain(struct walk *walk, int error)
{
	diag_file(walk->diags, RULE_INPUT_UNREADABLE, full_path(walk), "%s",
	    strerror(error));
}

/* A limit that ends the walk, reported once. */
static void
end(struct walk *walk, const char *what)
{
	if (!walk->ended)
		diag_file(walk->diags, RULE_DIRECTORY_LIMIT, walk->top,
		    "%s; the rest was not read", what);
	walk->ended = true;
}

/* ---- entries of a directory ------------------------------------------- */

static int
compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static void
add_name(struct walk *walk, struct names *names, const char *name)
{
	const char **grown;

	if (names->count == names->capacity) {
		names->capacity = names->capacity * 2 + 16;
		grown =
		    arena_array(walk->arena, names->capacity, sizeof(*grown));
		if (names->count != 0)
			memcpy(
			    grown, names->items, names->count * sizeof(*grown));
		names->items = grown;
	}
	names->items[names->count++] = arena_string(walk->arena, name);
}

static struct names
read_names(struct walk *walk, DIR *directory)
{
	struct names names = { .items = NULL };
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(directory)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (strcmp(entry->d_name, WALK_IGNORE_FILE) == 0) {
			names.lists = true;
			continue;
		}
		if (walk->names == walk->limits.names) {
			end(walk, arena_printf(walk->arena,
				      "more than %zu files and directories",
				      walk->limits.names));
			break;
		}
		walk->names++;
		add_name(walk, &names, entry->d_name);
	}
	if (entry == NULL && errno != 0)
		complain(walk, errno);
	if (names.count > 1)
		qsort(names.items, names.count, sizeof(*names.items),
		    compare_names);
	return names;
}

/* ---- ignore lists ----------------------------------------------------- */

static void
keep_list(struct walk *walk, struct source *source)
{
	struct source **grown =
	    realloc(walk->lists, (walk->list_count + 1) * sizeof(*grown));

	if (grown == NULL)
		memory_exhausted();
	grown[walk->list_count++] = source;
	walk->lists = grown;
}

/* The list in the directory, on top of ABOVE. */
static const struct ignore *
read_list(struct walk *walk, int fd, const struct ignore *above)
{
	size_t length = walk->path.length;
	struct source *source = NULL;

	if (length != 0)
		buf_char(&walk->path, '/');
	buf_text(&walk->path, WALK_IGNORE_FILE);
	switch (file_read_regular(fd, WALK_IGNORE_FILE, full_path(walk),
	    walk->limits.ignore_file, &source, walk->diags)) {
	case FILE_READ:
		keep_list(walk, source);
		above = ignore_read(above, source, length + (length != 0),
		    walk->arena, walk->diags);
		break;
	case FILE_OTHER:
		diag_file(walk->diags, RULE_INPUT_UNREADABLE, full_path(walk),
		    "is not a regular file");
		break;
	case FILE_LARGE:
		diag_file(walk->diags, RULE_INPUT_SIZE, full_path(walk),
		    "is larger than %zu bytes", walk->limits.ignore_file);
		break;
	case FILE_GONE:
	case FILE_FAILED:
		break;
	}
	buf_cut(&walk->path, length);
	return above;
}

static bool
is_ignored(struct walk *walk, const struct ignore *ignore, bool directory)
{
	bool ignored = ignore_matches(
	    ignore, walk->path.data, directory, &walk->limits.steps);

	if (walk->limits.steps == 0)
		end(walk, "the patterns to be ignored take too long");
	return ignored || walk->limits.steps == 0;
}

/* ---- files and links -------------------------------------------------- */

/* OPEN may be NULL: the path itself. */
static void
add_file(struct walk *walk, const char *open, const struct stat *status)
{
	struct walk_file *grown;
	const char *path = full_path(walk);

	if (walk->count == walk->capacity) {
		walk->capacity = walk->capacity * 2 + 64;
		grown = realloc(walk->files, walk->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		walk->files = grown;
	}
	walk->files[walk->count++] =
	    (struct walk_file){ path, open != NULL ? open : path,
		    status->st_dev, status->st_ino, (size_t)status->st_size };
}

/* Whether REAL, without links, lies below the top. */
static bool
is_inside(const struct walk *walk, const char *real)
{
	size_t length;

	if (walk->real_top == NULL)
		return false;
	length = strlen(walk->real_top);
	if (strcmp(walk->real_top, "/") == 0)
		return true;
	return strncmp(real, walk->real_top, length) == 0 &&
	       real[length] == '/';
}

static void
follow(struct walk *walk)
{
	char *real = realpath(full_path(walk), NULL);
	struct stat status;

	if (real != NULL && is_inside(walk, real) &&
	    lstat(real, &status) == 0 && S_ISREG(status.st_mode))
		add_file(walk, arena_string(walk->arena, real), &status);
	else
		walk->links++;
	free(real);
}

/* ---- directories ------------------------------------------------------ */

static void walk_directory(
    struct walk *walk, int fd, size_t depth, const struct ignore *above);

static void
descend(struct walk *walk, int above_fd, const char *name, size_t depth,
    const struct ignore *ignore)
{
	int fd;

	if (depth == walk->limits.depth) {
		diag_file(walk->diags, RULE_DIRECTORY_LIMIT, full_path(walk),
		    "is more than %zu levels deep and was not read",
		    walk->limits.depth);
		return;
	}
	fd = openat(
	    above_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd != -1)
		walk_directory(walk, fd, depth + 1, ignore);
	else if (errno != ENOENT)
		complain(walk, errno);
}

static void
visit(struct walk *walk, int fd, const char *name, size_t depth,
    const struct ignore *ignore)
{
	struct stat status;
	bool directory;

	if (fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) == -1) {
		if (errno != ENOENT)
			complain(walk, errno);
		return;
	}
	directory = S_ISDIR(status.st_mode);
	if ((directory && name[0] == '.') ||
	    is_ignored(walk, ignore, directory))
		return;
	if (directory)
		descend(walk, fd, name, depth, ignore);
	else if (S_ISREG(status.st_mode))
		add_file(walk, NULL, &status);
	else if (S_ISLNK(status.st_mode))
		follow(walk);
}

/* Takes over FD, which is at the walk's path, DEPTH levels below the top. */
static void
walk_directory(
    struct walk *walk, int fd, size_t depth, const struct ignore *above)
{
	size_t length = walk->path.length, i;
	const struct ignore *ignore = above;
	struct names names;
	DIR *directory;

	if ((directory = fdopendir(fd)) == NULL) {
		complain(walk, errno);
		close(fd);
		return;
	}
	names = read_names(walk, directory);
	if (names.lists)
		ignore = read_list(walk, fd, above);
	for (i = 0; i < names.count && !walk->ended; i++) {
		if (length != 0)
			buf_char(&walk->path, '/');
		buf_text(&walk->path, names.items[i]);
		visit(walk, fd, names.items[i], depth, ignore);
		buf_cut(&walk->path, length);
	}
	closedir(directory);
}

static const char *
without_slashes(struct arena *arena, const char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return arena_copy(arena, path, length);
}

struct walk *
walk_new(
    const char *path, const struct walk_limits *limits, struct diags *diags)
{
	struct walk *walk = memory_alloc(sizeof(*walk));
	int fd;

	*walk = (struct walk){ .arena = arena_new(),
		.limits = *limits,
		.diags = diags,
		.real_top = realpath(path, NULL) };
	walk->top = without_slashes(walk->arena, path);
	if (walk->limits.depth == 0)
		walk->limits.depth = WALK_LIMIT_DEPTH;
	if (walk->limits.names == 0)
		walk->limits.names = WALK_LIMIT_NAMES;
	if (walk->limits.steps == 0)
		walk->limits.steps = WALK_LIMIT_STEPS;
	if (walk->limits.ignore_file == 0)
		walk->limits.ignore_file = FILE_LIMIT_DEFAULT;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd != -1)
		walk_directory(walk, fd, 0, NULL);
	else
		complain(walk, errno);
	return walk;
}

void
walk_free(struct walk *walk)
{
	size_t i;

	if (walk == NULL)
		return;
	for (i = 0; i < walk->list_count; i++)
		source_free(walk->lists[i]);
	free(walk->lists);
	free(walk->files);
	free(walk->real_top);
	buf_free(&walk->path);
	arena_free(walk->arena);
	free(walk);
}

const struct walk_file *
walk_files(const struct walk *walk, size_t *ret_count)
{
	*ret_count = walk->count;
	return walk->files;
}

size_t
walk_links(const struct walk *walk)
{
	return walk->links;
}
