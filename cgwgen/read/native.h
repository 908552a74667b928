/* SPDX-License-Identifier: ISC */
/* cgwgen's own descriptor, YAML or JSON: the format "cgwgen". */
#ifndef CGWGEN_READ_NATIVE_H
#define CGWGEN_READ_NATIVE_H

#include "read/format.h"

/* Whether the outermost mapping has the key "cgwgen". */
bool native_matches(const struct document *document);

/*
 * Takes sites, gateways and connections.  Errors in what connections share
 * are found here; a connection that is affected gets an error of its own
 * when its turn comes, so that it is not rendered.
 */
void native_collect(struct reading *reading, const struct document *document);

#endif
