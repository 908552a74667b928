/* SPDX-License-Identifier: ISC */
/*
 * Finding and reading crypto policies: those that are part of the program, by
 * name, and a company's own, by file.
 */
#ifndef CGWGEN_CHECK_POLICIES_H
#define CGWGEN_CHECK_POLICIES_H

#include <stddef.h>

#include "base/diag.h"
#include "check/policy.h"
#include "doc/node.h"

struct policies;

/* Most policies that may build on each other, the first one counted. */
#define POLICIES_CHAIN 4

/* The largest policy file: 1 MiB. */
#define POLICIES_LIMIT_FILE ((size_t)1024 * 1024)

/* Makes an empty store; policies_free() releases it and all it gave out: it
 * must outlive all findings that point into policies. */
struct policies *policies_new(void);
void policies_free(struct policies *policies);

/* The names of the policies that are part of the program, sorted. */
const char *const *policies_names(
    const struct policies *policies, size_t *ret_count);

/* Whether NAME is that of a file: it holds a slash or ends in .yaml or .yml. */
bool policies_is_file(const char *name);

/*
 * The policy called NAME, or in the file NAME when it is one's.  The base of a
 * file is a name, or another file in its directory.  NULL after CGW001 to
 * CGW010 findings for the form of a file, or CGW030 to CGW033 for its content.
 */
const struct policy *policies_get(
    struct policies *policies, const char *name, struct diags *diags);

/*
 * Shared by the two files that do it: reads the tree at ROOT, which keeps to
 * the schema, into RET, whose rules are the base's so far.  False after
 * CGW031 or CGW033 findings.
 */
bool policy_read(
    const struct node *root, struct diags *diags, struct policy *ret);

#endif
