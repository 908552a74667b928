/* SPDX-License-Identifier: ISC */
/* Where rendered files go: standard output, one file, or a directory. */
#ifndef CGWGEN_CMD_OUTPUT_H
#define CGWGEN_CMD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "render/render.h"

struct output;

/*
 * Prepares PATH (NULL: standard output).  It is a directory when it ends in
 * '/', exists as one, or when FILES (of one device) or CONNECTIONS exceed
 * one; it is made when it is missing.  NULL after a CGW901 finding.
 */
struct output *output_open(
    const char *path, size_t files, size_t connections, struct diags *diags);
/* Whether files get their own names in a directory. */
bool output_is_directory(const struct output *output);

void output_close(struct output *output);

/*
 * Writes all files of one connection.  False after CGW901, CGW902 or
 * CGW903 findings, the last two at AT; what was on disk stays whole.
 */
bool output_write(struct output *output, const struct rendering *rendering,
    struct pos at, struct diags *diags);

#endif
