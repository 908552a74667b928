/* SPDX-License-Identifier: ISC */
/* Finds repositories and reads their indexes.  Ground floor. */
#include "base/git.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/git_index.h"

/* Of a .git file: "gitdir: " and a path. */
#define LIMIT_POINTER 8192
/* Of all indexes of a run together. */
#define LIMIT_TOTAL ((size_t)1024 * 1024 * 1024)

struct repository {
	const char *index; /* its path, or NULL: no repository */
	const char *reason;
	bool reported;
	struct git_names names;
};

struct git {
	struct arena *arena;
	struct digest_key secret;
	struct index repositories; /* by the directories that have a .git */
	size_t read;               /* bytes of indexes */
	char *directory;           /* the last that was asked about */
	size_t top;                /* the length of its repository's part */
	struct repository *repository;
};

struct git *
git_new(void)
{
	struct arena *arena = arena_new();
	struct git *git = ARENA_NEW(arena, struct git);

	git->arena = arena;
	digest_key_make(&git->secret);
	return git;
}

void
git_free(struct git *git)
{
	if (git == NULL)
		return;
	free(git->directory);
	arena_free(git->arena);
}

/* ---- where the index is ----------------------------------------------- */

/* Git takes a directory without HEAD for no repository. */
static bool
has_head(const char *directory, struct arena *arena)
{
	struct stat status;

	return lstat(arena_printf(arena, "%s/HEAD", directory), &status) == 0;
}

/* The directory that the file .git below TOP names; NULL when it is none. */
static const char *
follow(const char *top, const char *file, struct arena *arena)
{
	struct diags *diags = diags_new(arena, 0);
	struct source *source;
	const char *text, *target = NULL;
	size_t length;

	if (file_read_regular(AT_FDCWD, file, file, LIMIT_POINTER, &source,
		diags) != FILE_READ)
		return NULL;
	text = source_text(source);
	length = strcspn(text, "\r\n");
	if (strncmp(text, "gitdir: ", 8) == 0 && length > 8)
		target =
		    arena_printf(arena, "%s%s%.*s", text[8] == '/' ? "" : top,
			text[8] == '/' ? "" : "/", (int)(length - 8), text + 8);
	source_free(source);
	return target;
}

/* The directory that git keeps for the work tree at TOP, or NULL. */
static const char *
git_directory(const char *top, struct arena *arena)
{
	const char *path = arena_printf(arena, "%s/.git", top);
	struct stat status;

	if (stat(path, &status) == -1)
		return NULL;
	if (S_ISREG(status.st_mode))
		path = follow(top, path, arena);
	return path != NULL && has_head(path, arena) ? path : NULL;
}

/* ---- what is in it ---------------------------------------------------- */

static const char *
read_index(struct git *git, struct repository *repository)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	const char *reason = NULL;
	struct source *source;

	switch (file_read_regular(AT_FDCWD, repository->index,
	    repository->index, GIT_LIMIT_INDEX, &source, diags)) {
	case FILE_READ:
		git->read += source_length(source);
		reason = git->read > LIMIT_TOTAL
			     ? "is one too many"
			     : git_index_read(source_text(source),
				   source_length(source), git->arena,
				   &repository->names);
		source_free(source);
		break;
	case FILE_GONE: /* nothing was added yet */
		break;
	case FILE_LARGE:
		reason = "is too large";
		break;
	case FILE_OTHER:
	case FILE_FAILED:
		reason = "cannot be read";
		break;
	}
	arena_free(arena);
	return reason;
}

/* What there is at TOP; its index is NULL when that is no repository. */
static struct repository *
look_at(struct git *git, const char *top)
{
	void **place = index_place(&git->repositories,
	    digest_make(&git->secret, top, strlen(top)), git->arena);
	struct arena *scratch;
	struct repository *repository;
	const char *path;

	if (*place != NULL)
		return *place;
	*place = repository = ARENA_NEW(git->arena, struct repository);
	scratch = arena_new();
	path = git_directory(top, scratch);
	if (path != NULL) {
		repository->index = arena_printf(git->arena, "%s/index", path);
		repository->reason = read_index(git, repository);
	}
	arena_free(scratch);
	return repository;
}

/* Goes up from the directory, which is LENGTH bytes of PATH. */
static void
find(struct git *git, const char *path, size_t length)
{
	struct repository *repository;
	char *directory = memory_alloc(length + 1);

	memcpy(directory, path, length);
	directory[length] = '\0';
	free(git->directory);
	git->directory = memory_alloc(length + 1);
	memcpy(git->directory, directory, length + 1);
	for (;;) {
		repository = look_at(git, directory);
		if (repository->index != NULL || length == 0)
			break;
		while (directory[--length] != '/')
			;
		directory[length] = '\0';
	}
	free(directory);
	git->repository = repository;
	git->top = length;
}

struct git_answer
git_tracks(struct git *git, const char *path)
{
	size_t length = (size_t)(strrchr(path, '/') - path);
	struct git_answer answer = { .state = GIT_UNTRACKED };
	struct repository *repository;

	if (git->directory == NULL || strlen(git->directory) != length ||
	    memcmp(git->directory, path, length) != 0)
		find(git, path, length);
	repository = git->repository;
	if (repository->index == NULL)
		return answer;
	if (repository->reason != NULL) {
		answer = (struct git_answer){ GIT_UNKNOWN, repository->index,
			repository->reason, !repository->reported };
		repository->reported = true;
	} else if (git_names_have(&repository->names, path + git->top + 1)) {
		answer.state = GIT_TRACKED;
	}
	return answer;
}
