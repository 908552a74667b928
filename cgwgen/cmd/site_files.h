/* SPDX-License-Identifier: ISC */
/*
 * One set of files for each site: what its connections have in files whose
 * texts can stand one after another is put together.  Floor 7.
 */
#ifndef CGWGEN_CMD_SITE_FILES_H
#define CGWGEN_CMD_SITE_FILES_H

#include "base/arena.h"
#include "base/diag.h"
#include "cmd/output.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/render.h"

struct site_files;

/* Lives in ARENA, but for the texts, which site_files_free() wipes. */
struct site_files *site_files_new(struct arena *arena);
void site_files_free(struct site_files *files);

/* Counts CONNECTION as one that its site's files must have. */
void site_files_expect(
    struct site_files *files, const struct connection *connection);

/* Takes RENDERING, what ROWS of a profile became for CONNECTION: files that
 * join are written as one with the site's others, in the order of SLOT. */
void site_files_take(struct site_files *files, const struct profile_file *rows,
    const struct connection *connection, int64_t slot,
    const struct rendering *rendering);

/*
 * Writes the files of each site of which all connections came, in the order of
 * the sites' names; CGW998 for others, else CGW901 to CGW903.  OUTPUT is called
 * with HOST when it is first needed and returns NULL after findings.
 */
void site_files_write(struct site_files *files,
    struct output *(*output)(void *host, size_t files), void *host,
    struct diags *diags);

#endif
