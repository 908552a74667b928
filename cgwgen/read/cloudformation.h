/* SPDX-License-Identifier: ISC */
/* CloudFormation templates, in YAML or JSON. */
#ifndef CGWGEN_READ_CLOUDFORMATION_H
#define CGWGEN_READ_CLOUDFORMATION_H

#include "read/format.h"

/* What the row in format.c needs; see format.h. */
extern const char *const cloudformation_words[];
bool cloudformation_matches(const struct document *document);

/*
 * Takes a template's VPN connections, gateways and static routes, as far as
 * their conditions do not leave them out; other resources are passed over.
 * Ends within the template are found under "LOGICALID@FILE".  The tree is
 * one of yaml_read_start() or json_read().
 */
void cloudformation_collect(
    struct reading *reading, const struct document *document);

#endif
