/* SPDX-License-Identifier: ISC */
/* Files with keys.  Floor 7. */
/* realpath() */
#define _XOPEN_SOURCE 700

#include "cmd/key_files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/git.h"
#include "base/index.h"
#include "check/rules.h"

/* AWS takes no larger template. */
#define LIMIT_TEMPLATE ((size_t)1024 * 1024)

struct key_files {
	struct arena *arena;
	struct digest_key secret;
	struct index seen; /* paths of files, to their state */
	struct git *git;
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

struct readers {
	mode_t mode;
	bool group;
	bool others;
};

/* A file is out of reach where a directory above lets nobody through. */
static void
pass_directory(const char *path, gid_t group, struct readers *readers)
{
	struct stat status;

	if (stat(path, &status) == -1 || (status.st_mode & S_IXOTH) != 0)
		return;
	readers->others = false;
	if ((status.st_mode & S_IXGRP) == 0 || status.st_gid != group)
		readers->group = false;
}

/* Looks at the file at PATH, which realpath() gave and which is spoiled. */
static void
find_readers(char *path, struct readers *ret)
{
	struct stat status;
	char *slash;

	*ret = (struct readers){ .mode = 0 };
	if (stat(path, &status) == -1)
		return;
	ret->mode = status.st_mode & 07777;
	ret->group = (status.st_mode & S_IRGRP) != 0;
	ret->others = (status.st_mode & S_IROTH) != 0;
	while ((ret->group || ret->others) &&
	       (slash = strrchr(path, '/')) != NULL) {
		*slash = '\0';
		pass_directory(slash == path ? "/" : path, status.st_gid, ret);
	}
}

static void
check_mode(struct check *check, const struct key *key, char *path)
{
	struct readers readers;

	find_readers(path, &readers);
	check->rule = RULE_PSK_FILE_MODE;
	if (readers.others)
		complain(check, key->tunnel, key->value,
		    "this file holds a pre-shared key, and every user of the "
		    "machine can read it (mode %04o)",
		    (unsigned)readers.mode);
	else if (readers.group)
		complain_as(check, SEVERITY_NOTE, key->tunnel, key->value,
		    "this file holds a pre-shared key, and its group can read "
		    "it (mode %04o)",
		    (unsigned)readers.mode);
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

static void
check_file(struct key_files *files, const struct connection *connection,
    const struct key *key, const char *name, struct diags *diags)
{
	struct check check = { .connection = connection, .diags = diags };
	struct stat status;
	char *path = NULL;

	if (stat(name, &status) == -1 || !S_ISREG(status.st_mode) ||
	    (path = realpath(name, NULL)) == NULL)
		return;
	/* What git checks out again gets the mode that umask gives. */
	if (!check_git(files->git, &check, key, path))
		check_mode(&check, key, path);
	free(path);
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
