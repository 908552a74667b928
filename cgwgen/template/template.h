/* SPDX-License-Identifier: ISC */
/*
 * A template language with the syntax and the semantics of Jinja2 3.1.  A
 * set compiles templates into programs that never change again; a program
 * is rendered with a context, by any number of threads at once.
 *
 *	set = template_set_new(&options);
 *	template = template_set_get(set, "router.j2", diags);
 *	context = tv_dict(arena, 1);
 *	tv_dict_set(arena, &context, "name", tv_text("r1"));
 *	template_render(template, arena, &context, &output, diags);
 *	...                             output.text.data is the text
 *	buf_free(&output.text);
 *	template_set_free(set);
 *
 * How it works, by file: lexer.c makes tokens, parser.c and parse_*.c nodes,
 * symbol.c and resolve*.c bind names to slots and filters to functions.  What
 * is left is a tree that eval.c (expressions) and run.c (statements) walk,
 * writing to the sink of output.c; loop.c, macro.c, import.c and inherit.c
 * are the larger statements; trace*.c are what a traced render does
 *differently. Filters, tests and methods are rows of tables (filter.c,
 *filter_net.c, test.c, method_table.c, function.c) that builtin.c looks up;
 *each row has its manual's text and an example.  All that a render makes lives
 *in its arena, and charge() takes every step from a budget, so that a render
 *ends.
 */
#ifndef CGWGEN_TEMPLATE_TEMPLATE_H
#define CGWGEN_TEMPLATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "template/value.h"

struct template;
struct template_set;
struct tcall;

/* What a use of something undefined does. */
enum template_undefined {
	TEMPLATE_STRICT,   /* every use is an error */
	TEMPLATE_LENIENT,  /* prints nothing, is false, iterates over nothing */
	TEMPLATE_CHAINABLE /* and its attributes are undefined, too */
};

/* Zero means the default wherever a number is 0. */
struct template_options {
	bool trim_blocks;           /* drop the newline after a block tag */
	bool lstrip_blocks;         /* drop blanks before a block tag */
	bool keep_trailing_newline; /* keep the template's last newline */
	enum template_undefined undefined;
	bool refuse_none;            /* printing none is an error (CGW703) */
	bool extension_do;           /* {% do %} */
	bool extension_loopcontrols; /* {% break %}, {% continue %} */
	size_t max_steps;            /* per render; default 10,000,000 */
	size_t max_depth;            /* nesting and recursion; default 100 */
	size_t max_output;           /* bytes per render; default 64 MiB */

	/*
	 * Finds the text of the template NAME: returns true and a source,
	 * which the set then owns, or false when there is none (nothing is
	 * reported).  Names that leave the template path ("../x", "/x") are
	 * refused before the host is asked; it is asked for "x" when a
	 * template says "./x".  Renders ask, too, for names that are
	 * computed; one thread of a set at a time.
	 */
	bool (*load)(void *host, const char *name, struct source **ret);
	void *host;
};

/* Makes a set; ends with template_set_free(), after its templates' last
 * use.  OPTIONS is copied. */
struct template_set *template_set_new(const struct template_options *options);
void template_set_free(struct template_set *set);

/*
 * A filter, test or global function of the host.  Filters and tests find
 * their input in call->input.  Returns true with RET filled, or
 * template_fail(), which returns false.  A test returns a bool value.
 */
typedef bool template_function(struct tcall *call, struct tvalue *ret);

struct template_keyword {
	const char *name;
	size_t length;
	struct tvalue value;
};

/* One call, as a function sees it; all of it is read-only. */
struct tcall {
	struct arena *arena; /* the render's: results are made here */
	void *host;          /* what the function was registered with */
	struct tvalue input; /* left of the filter bar or of "is" */
	const struct tvalue *args;
	size_t count;
	const struct template_keyword *keywords;
	size_t keyword_count;
	struct run *run; /* the engine's own */
};

/* Fails the call with a message that becomes a CGW703 at its place, in the
 * form "filter ipaddr: MESSAGE".  Messages must not quote values. */
bool template_fail(struct tcall *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Registers under NAME (for filters and tests dots are allowed) before the
 * first template is compiled; a built-in of that name is hidden.  The name
 * is copied.  HOST must outlive the set.
 */
void template_set_add_filter(struct template_set *set, const char *name,
    template_function *function, void *host);
void template_set_add_test(struct template_set *set, const char *name,
    template_function *function, void *host);
void template_set_add_function(struct template_set *set, const char *name,
    template_function *function, void *host);

/* A global value, seen by every template and not hidden from imported ones;
 * what it points to must outlive the set. */
void template_set_add_global(
    struct template_set *set, const char *name, struct tvalue value);

/*
 * The program called NAME, compiled on first use together with everything it
 * includes or imports by a constant name.  On failure reports CGW701 or
 * CGW705 at the template's place and returns NULL.  For any number of
 * threads at once, as long as each has DIAGS of its own.
 */
const struct template *template_set_get(
    struct template_set *set, const char *name, struct diags *diags);

/* Bytes [start, start + length) of the output came from the value that was
 * published with ORIGIN. */
struct tspan {
	size_t start;
	size_t length;
	const void *origin;
};

/*
 * Where a render writes.  text is appended to; the caller frees it with
 * buf_free().  When want_spans is set, spans are made in the render's arena,
 * in the order of the text, never overlapping; offsets count from the
 * beginning of text.  Literal template text has no span.
 */
struct template_output {
	struct buf text;
	bool want_spans;
	struct tspan *spans;
	size_t span_count;
	size_t span_capacity;
};

/* What a render with TEMPLATE may write, in bytes. */
size_t template_max_output(const struct template *template);

/*
 * Renders with CONTEXT, a dict (NULL for an empty one) whose values must
 * outlive the call.  Everything temporary is made in ARENA.  On failure adds
 * exactly one finding (CGW702 to CGW705) at the template's place and returns
 * false; the output is then cut back to where it began.
 */
bool template_render(const struct template *template, struct arena *arena,
    const struct tvalue *context, struct template_output *output,
    struct diags *diags);

/*
 * A traced render tells what of some values of its context it was that made
 * the text what it is, so that the text for other values can be had without
 * a render.  These values are the leaves: those of dicts made by
 * tv_dict_like() with a delay that has peek().  A leaf is printed, tested for
 * its truth, or read; what a filter, a test, a method, an index or a
 * comparison makes of leaves is a leaf, too, a derived one.  Where a leaf was
 * printed in what is left of the text, there is a hole.
 *
 * Take a context that differs in nothing but leaves, all of which are leaves
 * again.  When those that were read are equal, those that were tested are as
 * true or false as they were, those that were printed are strings or integers
 * as they were, and all derived ones can be made and are so, too: then a
 * render gives the same text with other texts in the holes.  Of leaves that
 * were not read nothing is outside of the holes.  Functions of the host must
 * depend on nothing but their arguments.
 */
enum template_sight {
	TEMPLATE_TESTED,  /* whether it is true */
	TEMPLATE_PRINTED, /* its text, which may have been dropped later */
	TEMPLATE_READ     /* all of it; leaves that make() made are, too */
};

/* Bytes [start, start + length) of the output are a leaf's text; there is at
 * least one. */
struct template_hole {
	size_t start;
	size_t length;
	uint32_t leaf;
};

/* How a derived leaf is made of others. */
struct template_derivation;

struct template_trace {
	uint32_t leaf_count; /* the numbers from here on are derived leaves' */
	/* Called with HOST, as often as it happens. */
	void (*saw)(void *host, uint32_t leaf, enum template_sight what);
	void *host;
	/* Made in the render's arena, in the order of the text. */
	struct template_hole *holes;
	size_t count;
	size_t capacity;
	const struct template_derivation **derived;
	size_t derived_count;
	size_t derived_capacity;
	/* The render is far from the limits of its set: with leaves that are
	 * no longer, or of TEMPLATE_LEAF bytes at most, none is reached but
	 * that of the output, which the host has to see to. */
	bool ample;
};

#define TEMPLATE_LEAF 128

/* template_render() with a TRACE, which begins empty; OUTPUT must not want
 * spans. */
bool template_render_traced(const struct template *template,
    struct arena *arena, const struct tvalue *context,
    struct template_output *output, struct template_trace *trace,
    struct diags *diags);

/*
 * A copy in ARENA without any text of a leaf; the leaves get other numbers,
 * INDEX[n] for n.
 */
const struct template_derivation *template_derivation_copy(
    const struct template_derivation *derivation, const uint32_t *index,
    struct arena *arena);

/* What it made in the traced render; a copy does not know it. */
struct tvalue template_derivation_value(
    const struct template_derivation *derivation);

/* Sets MARKS, by number, for the leaves that DERIVATION is made of. */
void template_derivation_mark(
    const struct template_derivation *derivation, bool *marks);

/*
 * Makes COUNT derived leaves of the renders of TEMPLATE, in the order in which
 * they were noted.  VALUES has the leaves that they are made of, by number;
 * they come behind them, from FIRST on, as none, booleans, integers or
 * strings.  False when one cannot be made; nothing is reported.
 */
bool template_derive(const struct template *template,
    const struct template_derivation *const *derivations, size_t count,
    struct tvalue *values, size_t first, struct arena *arena);

/*
 * Looks for what is wrong in a program and in all that it includes, imports
 * or extends by constant names, without running it:
 *
 *   CGW701 (warning)  unknown filters and tests inside an "if", where they
 *                     fail only when reached
 *   CGW705 (error)    templates that are not there
 *   CGW706 (warning)  what never runs: behind a constant condition, after
 *                     break or continue, outside the blocks of a template
 *                     that extends another, blocks that no parent has
 *   CGW707 (error)    with SHAPE: names set nowhere, and attributes that the
 *                     value they are taken of does not have
 *
 * SHAPE, a dict, is an example of the context (NULL: not known, and no names
 * are judged).  Only whether names are there counts, and the kinds of values;
 * items of a list are taken to be alike: what one has, all may have.  Nothing
 * is said of a value that is none or whose shape is not known.  A name is not
 * judged where "is defined", "is undefined", the filter default, or 'in'
 * asks for it: in that expression, and in all of an "if" whose condition
 * asks.  With an undefined that is not strict CGW707 is a warning.
 */
void template_check(const struct template *template, const struct tvalue *shape,
    struct diags *diags);

/*
 * Built-ins as a manual shows them: name, signature, one line of text,
 * and an example with what it prints.  Rows come table by table (GROUP is the
 * table's title), each in alphabetical order; names that are known only to be
 * refused are left out.  False past the last.
 */
struct template_builtin {
	const char *group;
	const char *name;
	const char *alias;      /* the first row that is the same, or NULL */
	const char *parameters; /* "width=4, first=false, blank=false" */
	const char *text;
	const char *example; /* never NULL for filters and tests */
	const char *result;
};
enum template_builtin_kind {
	TEMPLATE_FILTERS,
	TEMPLATE_TESTS,
	TEMPLATE_FUNCTIONS,
	TEMPLATE_METHODS /* a group for each type of value */
};
bool template_builtin_info(enum template_builtin_kind kind, size_t index,
    struct template_builtin *ret);

/* Name and one line of text of each query that ipaddr, ipv4 and ipv6 take, in
 * alphabetical order ("" is the first); false past the last. */
bool template_address_query(size_t index, const char **name, const char **text);

#endif
