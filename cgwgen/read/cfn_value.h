/* SPDX-License-Identifier: ISC */
/*
 * What a node of a CloudFormation template means: intrinsic functions are
 * worked out as far as the template and its parameters tell.  What only a
 * deployment knows is a NODE_LATER: unknown, but not wrong.
 */
#ifndef CGWGEN_READ_CFN_VALUE_H
#define CGWGEN_READ_CFN_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "read/cfn_template.h"

/* Most bytes of one text that functions make, of all that one resource comes
 * to, and its most values; both for all resources of a template. */
#define CFN_LIMIT_TEXT (64 * 1024)
#define CFN_LIMIT_BYTES (16 * 1024 * 1024)
#define CFN_LIMIT_NODES 100000
#define CFN_LIMIT_ALL_BYTES (256 * 1024 * 1024)
#define CFN_LIMIT_ALL_NODES 4000000
/* Conditions that refer to conditions. */
#define CFN_LIMIT_CONDITIONS 64

/* One resource's or condition's working out; zeroed but for the first two. */
struct cfn_run {
	struct cfn_template *template;
	struct reading *reading;
	size_t nodes; /* made so far */
	size_t bytes;
	unsigned conditions; /* open ones */
	bool spent;          /* a limit was crossed, which was told */
	bool keys;           /* a key is worked out: no text is quoted */
	bool judging;        /* a condition is: its values are not printed */
	bool perhaps;        /* of a resource that may be left out itself */
};

/*
 * A copy of NODE in the reading's arena with every function replaced by its
 * value, which is a tree of its own; NULL for AWS::NoValue.  A value that a
 * parameter or mapping holds has its place there, since that is what is to
 * be changed when it is wrong; a value that was put together has the
 * function's place.  A NODE_LATER that is the id of a resource has its
 * logical id as text.  A value in which something is wrong, or whose
 * parameter may not be echoed and that is no key, is a NODE_LATER, too.
 * CGW122 and CGW123 for wrong uses, CGW124 for macros and loops, CGW008 once
 * when a limit is crossed.
 */
struct node *cfn_value(struct cfn_run *run, const struct node *node);

/* Whether the condition called NAME holds; AT is where that is asked. */
enum cfn_truth cfn_condition(
    struct cfn_run *run, const char *name, const struct node *at);

/* The name of a child of a value that stands for what a macro or loop would
 * add beside the others. */
#define CFN_MORE "Fn::Transform"

#endif
