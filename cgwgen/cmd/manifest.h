/* SPDX-License-Identifier: ISC */
/*
 * What earlier runs wrote into a directory, so that --prune can remove what is
 * of no connection any more, and nothing else.  It is a file of lines beside
 * the others, readable by its owner alone:
 *
 *   cgwgen manifest 1
 *   key 32 hexadecimal digits
 *   32 hexadecimal digits, a blank, the name of a file
 *
 * The digits before a name are the digest (base/digest.h) of the file's bytes
 * under the key of this manifest, which is made by chance: of two manifests
 * nobody sees whether they are of the same file.
 */
#ifndef CGWGEN_CMD_MANIFEST_H
#define CGWGEN_CMD_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/diag.h"

#define MANIFEST_NAME ".cgwgen-manifest"

struct manifest;

/*
 * Reads the manifest NAME of DIRECTORY (a descriptor; -1: there is no such
 * directory yet), or begins an empty one when there is none.  NULL after a
 * CGW911 finding when it is not what cgwgen wrote.  The caller ends it with
 * manifest_free(); DIRECTORY and NAME must outlive it.
 */
struct manifest *manifest_open(
    int directory, const char *name, struct diags *diags);
void manifest_free(struct manifest *manifest);

/* Says that this run has file NAME with these bytes. */
void manifest_add(struct manifest *manifest, const char *name,
    const char *bytes, size_t length);

/* Called for every file that is removed. */
typedef void manifest_visitor(void *host, const char *name);

/*
 * Removes the files that an earlier run recorded and this one does not have,
 * unless their bytes are others by now (CGW910), and calls VISIT with HOST for
 * each; with DRY nothing is removed, but it is called all the same.  False
 * after a CGW901 finding.
 */
bool manifest_prune(struct manifest *manifest, bool dry,
    manifest_visitor *visit, void *host, struct diags *diags);

/* Writes the manifest: what this run has, and what earlier ones had and is
 * still there.  False after a CGW901 finding. */
bool manifest_write(const struct manifest *manifest, struct diags *diags);

#endif
