/* SPDX-License-Identifier: ISC */
/*
 * Whether git tracks a file.  The index is read here, and neither git nor a
 * library is asked: git runs programs that the configuration of the
 * repository names (core.fsmonitor, for one), and the repository may be
 * anybody's; a library is much to carry for one question.
 */
#ifndef CGWGEN_BASE_GIT_H
#define CGWGEN_BASE_GIT_H

#include <stdbool.h>

struct git;

enum git_state {
	GIT_UNTRACKED, /* also where there is no repository */
	GIT_TRACKED,
	GIT_UNKNOWN /* the index cannot be read */
};

struct git_answer {
	enum git_state state;
	/* For GIT_UNKNOWN: the index, and what is wrong with it; both live as
	 * long as the table of repositories. */
	const char *index;
	const char *reason;
	bool first; /* the first answer of this kind about this index */
};

/* What is known of repositories in one run: each index is read once. */
struct git *git_new(void);
void git_free(struct git *git);

/*
 * Whether the index of the repository that PATH lies in has it.  PATH begins
 * with '/' and has no symbolic link, as realpath() gives it.  The repository
 * is the innermost directory above with a .git, which is a directory or, in
 * submodules and further work trees, a file that names one; the environment
 * of git does not count.
 */
struct git_answer git_tracks(struct git *git, const char *path);

#endif
