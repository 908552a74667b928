/* SPDX-License-Identifier: ISC */
/* How a file would change, for people: no key is in it. */
#ifndef CGWGEN_CMD_PREVIEW_H
#define CGWGEN_CMD_PREVIEW_H

#include <stdio.h>

#include "base/source.h"
#include "model/connection.h"
#include "render/render.h"

/*
 * Prints how FILE, a configuration of CONNECTION, differs from WAS (NULL: from
 * nothing).  Hidden is, in both, what stands on a line behind a word that
 * announces a key, and every key of CONNECTION.  Where a key stands that
 * nothing announces, an old one may, too: then no line that is gone or changed
 * is shown as it was, and neither when the connection has no key to tell by.
 */
void preview(const struct rendered_file *file, const struct source *was,
    const struct connection *connection, FILE *out);

#endif
