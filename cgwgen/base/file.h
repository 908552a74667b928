/* SPDX-License-Identifier: ISC */
/* Reading one bounded input and writing one file whole or not at all. */
#ifndef CGWGEN_BASE_FILE_H
#define CGWGEN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/diag.h"
#include "base/source.h"

/* The longest name of a file that is written, in bytes. */
#define FILE_NAME_MOST 200

/* The default of --max-input: 512 MiB. */
#define FILE_LIMIT_DEFAULT ((size_t)512 * 1024 * 1024)

/*
 * Reads PATH ("-" is standard input, shown as "<stdin>") to its end, at most
 * LIMIT bytes.  Directories are refused; pipes and devices are read.  NULL
 * after a CGW001 or CGW002 finding; else the caller owns the source, which
 * knows PATH unless it is standard input.
 */
struct source *file_read(const char *path, size_t limit, struct diags *diags);

enum file_state {
	FILE_READ,  /* whole */
	FILE_GONE,  /* there is none, not any more */
	FILE_OTHER, /* no regular file, but a link, pipe, directory, ... */
	FILE_LARGE,
	FILE_FAILED /* after a CGW001 finding */
};

/* What file_read() does, but a directory is FILE_OTHER, without a finding; what
 * else cannot be read is FILE_FAILED.  *RET is set for FILE_READ alone. */
enum file_state file_read_named(
    const char *path, size_t limit, struct source **ret, struct diags *diags);

/*
 * Reads the regular file NAME below DIRECTORY_FD (or AT_FDCWD), which
 * findings call PATH, and nothing else: it neither waits for a pipe nor
 * follows a symbolic link that is the name itself.  *RET, which the caller
 * owns and which knows PATH, is set for FILE_READ alone.
 */
enum file_state file_read_regular(int directory_fd, const char *name,
    const char *path, size_t limit, struct source **ret, struct diags *diags);

/*
 * Reads a file that was a regular one of SIZE bytes a moment ago, with as few
 * calls as that takes: NAME, which findings call PATH; where FOLLOW is not set,
 * no symbolic link that is the name itself.  NULL without a finding when it is
 * not so any more: file_read() and file_read_regular() say what it is.  The
 * caller owns the source, which knows PATH.
 */
struct source *file_read_expected(const char *name, const char *path,
    size_t size, bool follow, struct diags *diags);

/*
 * Reads the first bytes of PATH, which was a regular file a moment ago, into
 * START, SIZE bytes with the NUL byte that ends them, and returns how many
 * there are.  0 when it is empty, cannot be read, or is a pipe by now: then
 * file_read() says why.
 */
size_t file_peek(const char *path, char *start, size_t size);

/*
 * Whether NAME can be used for an output file: one path component of
 * letters, digits, '.', '_' and '-' that begins with a letter or digit and
 * has at most 200 characters.
 */
bool file_name_is_safe(const char *name);

/*
 * Opens directory PATH for writing files into, after making it (mode 0700)
 * when it is missing.  Below DIRECTORY_FD, or AT_FDCWD.  Returns a descriptor
 * that the caller closes, or -1 after a CGW901 finding.
 */
int file_directory(int directory_fd, const char *path, struct diags *diags);

/* What a file is beside what is to be in it. */
enum file_change {
	FILE_SAME,    /* it has these bytes and this mode */
	FILE_NEW,     /* there is none */
	FILE_CHANGED, /* it has others, or is no regular file */
	FILE_UNKNOWN  /* it cannot be looked at or written */
};

/* What a file is to be. */
struct file_wish {
	mode_t mode;
	bool narrow; /* without what a file that is there does not let others
			than its owner do already: who narrowed it finds it as
			narrow when it is written anew */
	bool fresh;  /* there will be none: it is looked for only when it turns
			out that there is one */
	mode_t made; /* what file_made_mode() says of the directory, or 0 */
	const char *bytes;
	size_t length;
};

/* The mode that a new file in DIRECTORY_FD has before it gets another one, by
 * the process's umask and what the directory says; 0 where that is not to be
 * found out. */
mode_t file_made_mode(int directory_fd);

/* Holds NAME below DIRECTORY_FD against WISH; *RET_MODE becomes the mode it is
 * to have. */
enum file_change file_compare(int directory_fd, const char *name,
    const struct file_wish *wish, mode_t *ret_mode);

/*
 * Makes NAME below DIRECTORY_FD what WISH says: a file that has no name before
 * it is complete, or a temporary one beside it, which is then renamed over
 * NAME.  When the file already is so it is left alone.  Returns what it was
 * before.  On failure a CGW901 finding is added, the temporary file is
 * removed, NAME is as it was, and it is FILE_UNKNOWN that is returned.
 * Several threads may write different files.
 */
enum file_change file_update(int directory_fd, const char *name,
    const struct file_wish *wish, struct diags *diags);

/* The same for LENGTH bytes and MODE, for whom it is enough to know that it is
 * there now. */
bool file_write(int directory_fd, const char *name, mode_t mode,
    const char *bytes, size_t length, struct diags *diags);

/*
 * Writes LENGTH bytes to the new file PATH, readable by its owner alone.
 * False after a CGW901 finding when something of that name is there, or when
 * it cannot be written; then it is removed again.
 */
bool file_create(
    const char *path, const char *bytes, size_t length, struct diags *diags);

#endif
