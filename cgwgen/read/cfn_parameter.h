/* SPDX-License-Identifier: ISC */
/*
 * The parameters given for CloudFormation templates: --parameter KEY=VALUE
 * and files in the forms that the AWS CLI takes.
 */
#ifndef CGWGEN_READ_CFN_PARAMETER_H
#define CGWGEN_READ_CFN_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"

struct inventory_options; /* read/inventory.h */

/* One of them. */
struct cfn_given {
	const char *name;
	size_t order;
	const struct node *value; /* a scalar */
	struct source *source;
	struct pos at; /* the name, or what is nearest to it */
	bool argument; /* from --parameter, which others can see */
	bool known;    /* a template has it */
};

struct cfn_givens;

/* The pseudo parameters that can be given like others. */
#define CFN_PSEUDOS 7
extern const char *const cfn_pseudos[CFN_PSEUDOS];

/*
 * Reads all of OPTIONS; texts live in ARENA.  A file is JSON or YAML: a list
 * of {ParameterKey, ParameterValue}, {Parameters: {KEY: VALUE}}, {KEY: VALUE}
 * or a list of "KEY=VALUE" (aws cloudformation create-stack and deploy; AWS
 * CodePipeline's template configuration).  NULL after findings (CGW803, or
 * what the syntax of a file lacks).
 */
struct cfn_givens *cfn_givens_read(const struct inventory_options *options,
    struct arena *arena, struct diags *diags);

/* Whether there are no findings to make about any: CGW803 for an argument
 * that no template knows, as a warning for one from a file. */
bool cfn_givens_known(const struct cfn_givens *givens, struct diags *diags);

/*
 * What was given for NAME, which a template has, or NULL; GIVENS may be NULL.
 * An argument goes before a file, and what was given later before the rest.
 * NAME must live as long as GIVENS.
 */
const struct cfn_given *cfn_givens_find(
    struct cfn_givens *givens, const char *name);

/* Keeps the value out of messages. */
void cfn_given_hide(const struct cfn_given *given);

#endif
