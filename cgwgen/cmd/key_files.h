/* SPDX-License-Identifier: ISC */
/*
 * The files that pre-shared keys were read from: who can read them, and
 * whether git tracks them (CGW210, CGW211).  Rules in check/ see connections
 * and no files, so a run asks here.
 */
#ifndef CGWGEN_CMD_KEY_FILES_H
#define CGWGEN_CMD_KEY_FILES_H

#include "base/diag.h"
#include "model/connection.h"

struct key_files;

struct key_files *key_files_new(void);
void key_files_free(struct key_files *files);

/*
 * Adds what is wrong with the files that hold CONNECTION's keys.  A file is
 * looked at once, when the first key in it is found: one that stands there in
 * clear, not one that env:, file: or a parameter brought.
 */
void key_files_check(struct key_files *files,
    const struct connection *connection, struct diags *diags);

#endif
