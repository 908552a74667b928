/* SPDX-License-Identifier: ISC */
/*
 * What the files of template/ share: names, nodes of a compiled program, and
 * the state of one render.  Nothing here is for hosts.
 */
#ifndef CGWGEN_TEMPLATE_INTERNAL_H
#define CGWGEN_TEMPLATE_INTERNAL_H

#include <pthread.h>

#include "template/template.h"

#define LENGTH_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The tuple is one of groupby's: it has .grouper and .list. */
#define TV_FLAG_GROUP 4
/* This undefined value may be printed and tested in strict mode, too. */
#define TV_FLAG_LENIENT 8

/* ---- names and nodes ------------------------------------------------ */

struct symbol;

/* One per spelling and template, made by the lexer. */
struct name {
	const char *text; /* NUL-terminated */
	uint32_t length;
	uint32_t hash;
	bool dict_method;    /* hides items of that name */
	uint8_t loop_word;   /* which attribute of loops it is, or 0 */
	struct symbol *top;  /* innermost meaning, while compiling */
	struct block *block; /* the template's block of that name */
	struct name *next;
};

/* Where a variable lives: HOPS functions out, in that function's frame. */
struct slotref {
	uint32_t hops;
	uint32_t slot;
};

enum node_kind {
	N_CONST,
	N_NAME,
	N_LIST,
	N_TUPLE,
	N_DICT,
	N_BINARY,
	N_AND,
	N_OR,
	N_NOT,
	N_NEGATE,
	N_POSITIVE,
	N_COMPARE,
	N_CONCAT,
	N_COND,
	N_ATTR,
	N_ITEM,
	N_SLICE,
	N_CALL,
	N_FILTER,
	N_TEST,
	N_NSREF, /* target only: ns.name */
	S_TEXT,
	S_PRINT,
	S_PRINT_ATTR, /* the same of one name's attribute */
	S_IF,
	S_FOR,
	S_SET,
	S_SETBLOCK,
	S_MACRO,
	S_CALLBLOCK,
	S_FILTERBLOCK,
	S_WITH,
	S_INCLUDE,
	S_IMPORT,
	S_FROM,
	S_EXTENDS,
	S_BLOCK,
	S_UNEXTENDED, /* runs what it holds unless a parent is known */
	S_NOTHING,    /* output of a template that has a parent */
	S_DO,
	S_BREAK,
	S_CONTINUE,
	NODE_KINDS
};

enum operator{
	OP_ADD,
	OP_SUB,
	OP_MUL,
	OP_DIV,
	OP_FLOORDIV,
	OP_MOD,
	OP_POW,
	OP_EQ,
	OP_NE,
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE,
	OP_IN,
	OP_NOTIN
};

struct node;

struct nodes {
	struct node **items;
	uint32_t count;
	uint32_t capacity;
};

struct operand {
	enum operator op;
	uint32_t at;
	struct node *value;
};

struct keyword {
	struct name *name;
	struct node *value;
};

struct args {
	struct nodes positional;
	struct keyword *keywords;
	uint32_t keyword_count;
	struct node *star;      /* *args */
	struct node *star_star; /* **kwargs */
};

/* What a scope does to a variable on entry. */
enum load_action { LOAD_PARAMETER, LOAD_RESOLVE, LOAD_ALIAS, LOAD_UNDEFINED };

struct load {
	enum load_action action;
	uint32_t slot;
	const struct name *name;
	struct slotref alias;
};

struct entry {
	struct load *loads;
	uint32_t count;
};

/* A name as seen from a place: what include and import pass on. */
struct visible {
	const struct name *name;
	struct slotref ref;
};

/* Code that runs in a frame of its own. */
struct function {
	uint32_t slots;
	struct entry entry;
};

struct arm {
	struct node *test; /* NULL: else */
	struct nodes body;
};

struct macro {
	const struct name *name; /* NULL for a call block */
	struct nodes params;     /* N_NAME */
	struct nodes defaults;   /* of the last parameters */
	struct nodes body;
	struct function function;
	bool wants_caller, wants_kwargs, wants_varargs;
	bool explicit_caller; /* "caller" is among params */
	uint32_t caller_slot, kwargs_slot, varargs_slot;
};

struct loop_node {
	struct node *target;
	struct node *test_target; /* the same, bound in the test's scope */
	struct node *iter;
	struct node *test;
	struct nodes body;
	struct nodes otherwise;
	bool recursive;
	bool extended; /* the body looks at "loop" */
	uint32_t loop_slot;
	struct entry entry;      /* of the body */
	struct entry test_entry; /* of the test */
	struct entry else_entry;
	struct function function; /* when recursive */
};

/*
 * A block: a function of its template, which the templates that extend it
 * may have blocks of the same name instead of.
 */
struct block {
	const struct name *name;
	const struct template *template;
	uint32_t at;
	struct nodes body;
	struct function function;
	bool scoped, required;
	bool wants_self, wants_super;
	uint32_t self_slot, super_slot;
	struct block *next; /* in the order of the template */
};

struct block_node {
	struct block *block;
	struct visible *visible; /* when it is scoped */
	uint32_t visible_count;
};

/* include, import, from, and extends */
struct import_node {
	struct node *template;          /* the expression */
	const struct template *program; /* when the name is constant */
	bool ignore_missing;
	bool with_context;
	struct visible *visible;
	uint32_t visible_count;
	struct node *target;   /* import … as: N_NAME */
	struct name **names;   /* from … import: what … */
	struct node **aliases; /* … and as what: N_NAME */
	uint32_t name_count;
};

/* set, set and filter blocks, do */
struct set_node {
	struct node *target;
	struct node *value; /* or filter of a block */
	struct nodes body;
	struct entry entry;
};

struct with_node {
	struct nodes targets, values, body;
	struct entry entry;
};

struct builtin;

/* Kept at 64 bytes, because rendering is reading nodes. */
struct node {
	enum node_kind kind;
	uint32_t at;         /* what messages point at */
	uint32_t start, end; /* the text as written */
	uint16_t depth;      /* of the tree below, for expressions */
	bool export;         /* S_SET …: at the top level of its template */
	uint8_t was;         /* S_NOTHING: the kind it had */
	union {
		struct tvalue constant; /* N_CONST, S_TEXT */
		struct {
			struct name *name;
			struct slotref ref;
			struct name *attribute; /* N_NSREF */
			bool store;
		} name;
		struct {
			struct nodes list;
			/* S_PRINT_ATTR: what its item holds, in one place */
			const struct name *attribute;
			struct slotref ref;
			uint32_t at;
		} print;
		struct nodes list; /* N_LIST, N_TUPLE, N_CONCAT, N_DICT (pairs),
				      S_PRINT */
		struct {
			enum operator op;
			struct node *left, *right;
		} binary; /* and N_AND, N_OR; N_NOT …: left */
		struct {
			struct node *first;
			struct operand *operands;
			uint32_t count;
		} compare;
		struct {
			struct node *test, *yes, *no;
		} cond;
		struct {
			struct node *object;
			struct name *name; /* N_ATTR */
			struct node *key;  /* N_ITEM; may be N_SLICE */
		} access;
		struct {
			struct node *start, *stop, *step;
		} slice;
		struct {
			struct node *subject; /* NULL: the block's text */
			struct name *name;    /* N_FILTER, N_TEST */
			const struct builtin *row;
			struct args *args; /* NULL: none */
		} call;
		struct {
			struct arm *arms;
			uint32_t count;
		} branch;
		struct loop_node *loop;
		struct set_node *set;
		struct {
			struct node *target; /* N_NAME */
			struct macro *macro;
			struct node *call; /* S_CALLBLOCK */
		} macro;
		struct with_node *with;
		struct import_node *import;
		struct block_node *block;
		struct node *guarded; /* S_UNEXTENDED */
	} as;
};

/* ---- programs -------------------------------------------------------- */

struct template
{
	struct template_set *set;
	const char *name;
	const struct source *source;
	struct nodes body;
	struct function function;
	struct block *blocks;
	bool wants_self;
	uint32_t self_slot;
	bool compiling; /* an import of it now would be a cycle */
	size_t chain;   /* at which depth it was compiled */
	bool failed;
	bool silent; /* its errors were not reported */
	struct template *next;
};

/*
 * A built-in or registered filter, test, function or method.  PARAMETERS are
 * their names in order, "width, first", with a default after "=" for
 * manuals.  Beginning with "/" they cannot be given by name, as Python has it
 * for most methods.  Beginning with "*", or NULL, they mean that the function
 * takes all arguments as they are given.  A row without a function is a name
 * that Jinja or Python has and this engine does not; its text says why.
 */
struct builtin {
	const char *name;
	const char *parameters;
	int required; /* how many of them must be given */
	template_function *function;
	const char *text;    /* one line for the manual */
	const char *example; /* a template, or NULL */
	const char *result;  /* what the example prints */
	void *host;
};

#define BUILTIN(name, parameters, required, function, text, example, result)   \
	{                                                                      \
		name, parameters, required, function, text, example, result,   \
		    NULL                                                       \
	}
/* A known name that stays out, and why. */
#define UNSUPPORTED(name, reason)                                              \
	BUILTIN(name, NULL, 0, NULL, reason, NULL, NULL)
/* Ends a table that has no count. */
#define BUILTIN_END BUILTIN(NULL, NULL, 0, NULL, NULL, NULL, NULL)

static inline bool
takes_all(const struct builtin *row)
{
	return row->parameters == NULL || row->parameters[0] == '*';
}

/* The parameters as manuals show them. */
static inline const char *
shown_parameters(const struct builtin *row)
{
	if (row->parameters == NULL)
		return "...";
	return row->parameters +
	       (row->parameters[0] == '*' || row->parameters[0] == '/');
}

/* Rows in the order of strcmp(), under a title of the manual. */
struct builtin_table {
	const char *title;
	const struct builtin *rows;
	const size_t *count; /* NULL: up to BUILTIN_END */
	/* What may stand before the names, "ansible.utils. …"; or NULL. */
	const char *prefixes;
};

struct registered {
	struct builtin row;
	struct registered *next;
};

struct template_set {
	struct arena *arena;
	struct template_options options;
	struct template *templates;
	struct owned_source *sources;
	struct registered *filters;
	struct registered *tests;
	struct tvalue globals; /* a dict */
	size_t depth;          /* of templates that compile one another */
	bool silent;           /* errors are not reported now */
	size_t certain; /* from this depth on, each surely runs the next */
	pthread_mutex_t lock; /* of all that compiling changes */
};

/* ---- one render ------------------------------------------------------ */

struct frame {
	struct frame *outer;
	struct tvalue slots[];
};

/* The names that code in no function sees. */
struct context {
	struct tdict *vars;         /* set at the top level */
	struct tdict *exported;     /* of those, what an import sees */
	const struct tdict *locals; /* what the includer's scopes held */
	const struct context *outer;
	const struct tdict *host;        /* the render's context */
	const struct template *template; /* whose code began it */
	struct tdict *blocks; /* name → struct block_stack, or NULL */
	const struct template *parent; /* that the running root extends */
};

/* The blocks of one name, the one that counts first, then its parents'. */
struct block_stack {
	const struct block **items;
	size_t count, capacity;
};

/* Why we are where we are: macros and includes that are running. */
struct site {
	const char *what; /* "macro", "include", "import" */
	const char *name;
	const struct template *template; /* of the call */
	uint32_t at;
	const struct site *outer;
};

enum signal { SIGNAL_NONE, SIGNAL_BREAK, SIGNAL_CONTINUE };

struct module {
	const struct template *template;
	struct tdict *exports;
	struct tvalue text;
	struct module *next;
};

struct run {
	struct arena *arena;
	struct diags *diags;
	struct template_set *set;
	const struct template *template; /* whose code is running */
	struct frame *frame;
	struct context *context;
	struct template_output *out;
	size_t out_start;
	size_t out_limit;
	const struct site *site;
	struct module *modules;
	size_t steps; /* left */
	size_t depth; /* of C functions that recurse */
	size_t max_depth;
	size_t calls; /* of macros, includes, recursive loops */
	uint32_t at;  /* of the call that is running */
	const struct builtin *callee;
	const char *callee_kind;
	enum signal signal;
	enum template_undefined undefined;
	bool refuse_none;
	struct template_trace *trace; /* or NULL */
	struct regexes *regexes;      /* compiled so far, see filter_regex.c */
	bool failed;
};

/* What an undefined value remembers. */
struct tundefined {
	const struct template *template; /* NULL: reported where it is used */
	uint32_t at;
	const struct node *node; /* N_NAME, N_ATTR, N_ITEM or any; or NULL */
	struct tvalue object;    /* of an attribute */
	const char *hint;        /* instead of a name */
	const char *attribute;   /* when there is no node for it */
};

/* Pieces of a string that came from somewhere. */
struct tparts {
	size_t count;
	struct tspan items[];
};

/* C functions may nest this many times deeper than max_depth says. */
#define DEPTH_FACTOR 20

#endif
