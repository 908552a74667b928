/* SPDX-License-Identifier: ISC */
/* What the files that work out CloudFormation's functions share. */
#ifndef CGWGEN_READ_CFN_FUNCTION_H
#define CGWGEN_READ_CFN_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "read/cfn_value.h"

/*
 * One function.  Its value gets NODE, the whole call, and ARGUMENT, which is
 * a list of as many items as the row says, or anything when least is 0.
 */
struct cfn_function {
	const char *name; /* "Fn::Join" */
	unsigned least;
	unsigned most;
	struct node *(*value)(struct cfn_run *run, const struct node *node,
	    const struct node *argument);
};

/* Text: cfn_text.c. */
struct node *cfn_sub(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_join(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_split(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_base64(
    struct cfn_run *, const struct node *node, const struct node *argument);

/* References: cfn_reference.c. */
struct node *cfn_ref(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_getatt(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_find_in_map(
    struct cfn_run *, const struct node *node, const struct node *argument);

/* What "${NAME}" stands for; LENGTH bytes of NAME. */
struct node *cfn_variable(struct cfn_run *run, const struct node *node,
    const char *name, size_t length);

/* Lists: cfn_list.c. */
struct node *cfn_select(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_cidr(
    struct cfn_run *, const struct node *node, const struct node *argument);
struct node *cfn_length(
    struct cfn_run *, const struct node *node, const struct node *argument);

/* Choices: cfn_condition.c. */
struct node *cfn_if(
    struct cfn_run *, const struct node *node, const struct node *argument);

/* Fn::Transform: a note that it is not expanded. */
struct node *cfn_transform(
    struct cfn_run *, const struct node *node, const struct node *argument);

/*
 * Whether NODE calls a function: "Ref", "Fn::Join" or another "Fn::" as the
 * only key, or a tag.  Its name is then without "Fn::" and "!", and what it
 * is called with in *RET_ARGUMENT.
 */
bool cfn_call(const struct node *node, const char **ret_name,
    const struct node **ret_argument);

/* The value of the call NODE, which cfn_call() took apart. */
struct node *cfn_call_value(struct cfn_run *run, const struct node *node,
    const char *name, const struct node *argument);

/* A node of KIND in the place of AT, without a parent. */
struct node *cfn_new(
    struct cfn_run *run, enum node_kind kind, const struct node *at);

/* An unknown value in the place of AT. */
struct node *cfn_later(struct cfn_run *run, const struct node *at);

/* A finding of RULE at AT; returns an unknown value. */
struct node *cfn_refuse(struct cfn_run *run, enum rule_id rule,
    const struct node *at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Looking through COUNT members counts as work, too. */
void cfn_work(struct cfn_run *run, size_t count);

/* Gives PARENT the child CHILD, which has none; NULL is passed over. */
void cfn_attach(struct node *parent, struct node *child);

/* " 'TEXT'" for a message, or nothing while a key is worked out. */
const char *cfn_quote(struct cfn_run *run, const char *text);

/* A copy of the scalar FROM, or an unknown value when it is a dynamic
 * reference. */
struct node *cfn_scalar(struct cfn_run *run, const struct node *from);

/* A copy of FROM, in which nothing is worked out. */
struct node *cfn_copy(struct cfn_run *run, const struct node *from);

/* A text of LENGTH bytes in the place of AT; counted against the limits. */
struct node *cfn_text(struct cfn_run *run, const char *bytes, size_t length,
    const struct node *at);

/* The text that BUF holds, which is released. */
struct node *cfn_text_of(
    struct cfn_run *run, struct buf *buf, const struct node *at);

/* Whether a text of LENGTH bytes may be made in the place of AT; CGW008. */
bool cfn_room(struct cfn_run *run, size_t length, const struct node *at);

/*
 * The value of NODE, which must be a text: its text, or NULL with what the
 * function's value then is in *RET (unknown, perhaps after a finding, in
 * which WHAT names the argument).
 */
const char *cfn_text_argument(struct cfn_run *run, const struct node *node,
    const char *what, struct node **ret);

/* The same for a list: NODE's value, or NULL. */
const struct node *cfn_list_argument(struct cfn_run *run,
    const struct node *node, const char *what, struct node **ret);

/* A whole number from 0 to MOST. */
bool cfn_number(const char *text, unsigned most, unsigned *ret);

#endif
