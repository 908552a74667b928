/* SPDX-License-Identifier: ISC */
/* Files with keys.  Floor 7. */

#include "cmd/key_files.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/git.h"
#include "base/index.h"
#include "base/path.h"
#include "base/reach.h"
#include "check/rules.h"

/* AWS takes no larger template. */
#define LIMIT_TEMPLATE ((size_t)1024 * 1024)

struct key_files {
	struct arena *arena;
	struct digest_key secret;
	struct index seen;        /* paths of files, to their state */
	struct index directories; /* their paths, to struct directory */
	struct git *git;
};

/* A directory with such files: asked about once, not for each of them. */
struct directory {
	const char *path; /* as realpath() gives it; NULL: it cannot be had */
	bool passed;      /* REACH is known, for files of its group */
	struct reach reach;
};

/* A key, and whose it is: NULL when it is not the one that counts. */
struct key {
	const struct tunnel *tunnel;
	const struct value *value;
};

/* What a path stands for in the index. */
static char searched, judged;

struct key_files *
key_files_new(void)
{
	struct arena *arena = arena_new();
	struct key_files *files = ARENA_NEW(arena, struct key_files);

	files->arena = arena;
	files->git = git_new();
	digest_key_make(&files->secret);
	return files;
}

void
key_files_free(struct key_files *files)
{
	if (files == NULL)
		return;
	git_free(files->git);
	arena_free(files->arena);
}

/* Whether the key itself stands at its place, quoted or not, and not only
 * something that says where it is. */
static bool
stands_there(const struct value *key)
{
	const char *text = source_text(key->at.source) + key->at.offset;

	if (*text == '"' || *text == '\'')
		text++;
	return strncmp(text, key->text, strlen(key->text)) == 0;
}

/* A template may have the key elsewhere, as a parameter's default. */
static bool
is_in_template(const struct value *key)
{
	struct pos at = source_outer(key->at);

	return key->origin == ORIGIN_CLOUDFORMATION &&
	       source_length(at.source) <= LIMIT_TEMPLATE &&
	       strstr(source_text(at.source), key->text) != NULL;
}

/* ---- who can read it -------------------------------------------------- */

static void
check_mode(struct check *check, const struct key *key,
    struct directory *directory, const struct stat *status)
{
	const unsigned mode = (unsigned)status->st_mode & 07777;
	enum reader reader;

	if ((mode & (S_IROTH | S_IRGRP)) == 0)
		return;
	if (!directory->passed || directory->reach.group != status->st_gid)
		directory->reach = reach_find(
		    directory->path, status->st_gid, diags_arena(check->diags));
	directory->passed = true;
	reader = reach_reader(&directory->reach, status);
	check->rule = RULE_PSK_FILE_MODE;
	if (reader == READER_OTHERS)
		complain(check, key->tunnel, key->value,
		    "this file holds a pre-shared key, and every user of the "
		    "machine can read it (mode %04o)",
		    mode);
	else if (reader == READER_GROUP)
		complain_as(check, SEVERITY_NOTE, key->tunnel, key->value,
		    "this file holds a pre-shared key, and its group can read "
		    "it (mode %04o)",
		    mode);
}

/* ---- whether git tracks it -------------------------------------------- */

/* False when it does not. */
static bool
check_git(struct git *git, struct check *check, const struct key *key,
    const char *path)
{
	struct git_answer answer = git_tracks(git, path);

	check->rule = RULE_PSK_IN_GIT;
	if (answer.state == GIT_TRACKED)
		complain(check, key->tunnel, key->value,
		    "this file holds a pre-shared key, and git tracks it");
	else if (answer.state == GIT_UNKNOWN && answer.first)
		complain_as(check, SEVERITY_NOTE, key->tunnel, key->value,
		    "whether git tracks this file with a pre-shared key is not "
		    "known: %s %s",
		    diag_path(check->diags, answer.index), answer.reason);
	return answer.state == GIT_TRACKED;
}

/* ---- where it is ------------------------------------------------------ */

/* The directory of the file that is NAME and no symbolic link. */
static struct directory *
find_directory(struct key_files *files, const char *name)
{
	size_t length = (size_t)(path_name(name) - name);
	void **place = index_place(&files->directories,
	    digest_make(&files->secret, name, length), files->arena);
	struct directory *directory = *place;

	if (directory != NULL)
		return directory;
	*place = directory = ARENA_NEW(files->arena, struct directory);
	directory->path =
	    path_resolve(path_directory(name, files->arena), files->arena);
	return directory;
}

static void
check_file(struct key_files *files, const struct connection *connection,
    const struct key *key, const char *name, struct diags *diags)
{
	struct check check = { .connection = connection, .diags = diags };
	struct directory *directory;
	struct stat status;

	if (lstat(name, &status) == -1)
		return;
	if (S_ISLNK(status.st_mode)) {
		name = path_resolve(name, diags_arena(diags));
		if (name == NULL || lstat(name, &status) == -1)
			return;
	}
	if (!S_ISREG(status.st_mode))
		return;
	directory = find_directory(files, name);
	if (directory->path == NULL)
		return;
	/* What git checks out again gets the mode that umask gives. */
	if (!check_git(files->git, &check, key,
		arena_printf(diags_arena(diags), "%s/%s",
		    directory->path[1] != '\0' ? directory->path : "",
		    path_name(name))))
		check_mode(&check, key, directory, &status);
}

static void
check_key(struct key_files *files, const struct connection *connection,
    const struct key *key, struct diags *diags)
{
	struct pos at = source_outer(key->value->at);
	const char *name = at.source != NULL ? source_path(at.source) : NULL;
	void **state;

	if (name == NULL)
		return;
	state = index_place(&files->seen,
	    digest_make(&files->secret, name, strlen(name)), files->arena);
	if (*state == &judged)
		return;
	if (stands_there(key->value) ||
	    (*state == NULL && is_in_template(key->value))) {
		*state = &judged;
		check_file(files, connection, key, name, diags);
	} else {
		*state = &searched;
	}
}

void
key_files_check(struct key_files *files, const struct connection *connection,
    struct diags *diags)
{
	const struct written_key *other;
	struct key key;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		key.tunnel = &connection->tunnels[i];
		key.value = &key.tunnel->pre_shared_key;
		if (tunnel_has_psk(key.tunnel))
			check_key(files, connection, &key, diags);
	}
	key.tunnel = NULL;
	for (other = connection->keys; other != NULL; other = other->next) {
		key.value = &other->value;
		check_key(files, connection, &key, diags);
	}
}
