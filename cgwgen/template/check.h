/* SPDX-License-Identifier: ISC */
/* What the files of the static analysis share; hosts call template_check(). */
#ifndef CGWGEN_TEMPLATE_CHECK_H
#define CGWGEN_TEMPLATE_CHECK_H

#include "template/engine.h"

/*
 * What is known of a value: the examples it may be, all of them.  With a
 * count of 0 nothing is known, and nothing is said of it.
 */
struct shape {
	const struct tvalue **items;
	size_t count;
};

#define SHAPE_UNKNOWN ((struct shape){ NULL, 0 })

/* A variable of a loop, with or macro. */
struct binding {
	const char *name;
	struct shape shape;
	const struct binding *outer;
};

/* What a condition asks for: an expression, or an attribute of one. */
struct guard {
	const struct node *node;
	const struct tvalue *key; /* NULL: the expression itself */
	const struct guard *outer;
};

/* A name that set, import or macro store. */
struct stored {
	unsigned times;
	struct shape shape; /* of a value that is set once */
};

/* A program that was looked at already. */
struct seen {
	const struct template *template;
	struct seen *next;
};

struct checker {
	struct arena *arena;
	struct diags *diags;
	struct template_set *set;
	const struct template *template; /* whose code is looked at */
	bool judges;                     /* there is a shape of the context */
	bool imported;                   /* the code does not see the context */
	bool changes; /* a method may change the context's values */
	const struct tvalue *context;
	const struct binding *bindings;
	const struct guard *guards;
	struct tdict *stored; /* name → struct stored */
	struct seen *seen, *gathered;
	struct tdict *asked; /* names in "… is filter" and "… is test" */
	size_t steps;        /* left, of looking at examples */
	size_t depth;        /* of programs within programs */
};

typedef void check_visit(struct checker *c, const struct node *node);

/* check_walk.c: calls VISIT for what NODE is made of, in the order of the
 * template; bodies of other programs are not part of it. */
void check_children(
    struct checker *c, const struct node *node, check_visit *visit);
void check_list(
    struct checker *c, const struct nodes *nodes, check_visit *visit);
bool node_is_blank(const struct node *node);
/* Where NODE's first printed character is. */
uint32_t node_begins(const struct checker *c, const struct node *node);

/* check_name.c: expressions */
struct shape shape_of(struct checker *c, const struct node *node);
void check_expression(struct checker *c, const struct node *node);
/* Items of a list, as the target of a loop gets them. */
struct shape shape_items(struct checker *c, struct shape list);
struct stored *stored_find(const struct checker *c, const struct name *name);

/* check_guard.c */
/* What NODE, a condition, asks for counts until the guards are put back. */
void guards_of(struct checker *c, const struct node *node);
void guard_push(
    struct checker *c, const struct node *node, const struct tvalue *key);
/* Whether somebody asks for NODE, a name, attribute or item. */
bool is_guarded(struct checker *c, const struct node *node);
/* Whether NODE, a filter or test, has one of two names. */
bool is_called(const struct node *node, const char *name, const char *other);
/* The key of an attribute or of a constant item; false for others. */
bool key_of(const struct node *node, struct tvalue *ret);
/* Whether looking at COUNT more things is within bounds. */
bool check_afford(struct checker *c, size_t count);

/* check_program.c */
void gather_program(struct checker *c, const struct template *program);
void check_program(struct checker *c, const struct template *program);
void check_import(struct checker *c, const struct node *node);
/* A block at the top of a template that extends another must be one of the
 * parents', or be called by way of "self". */
void check_dropped_block(struct checker *c, const struct block *block);

/* check.c */
void check_body(struct checker *c, const struct nodes *nodes);
void check_unreachable(struct checker *c, uint32_t at, const char *why);
void check_report(struct checker *c, enum rule_id rule, enum severity severity,
    uint32_t at, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
