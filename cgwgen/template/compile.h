/* SPDX-License-Identifier: ISC */
/*
 * What the files that compile a template offer one another: from text to
 * tokens, to nodes, to names bound to slots.
 */
#ifndef CGWGEN_TEMPLATE_COMPILE_H
#define CGWGEN_TEMPLATE_COMPILE_H

#include "template/internal.h"

/* ---- lexer.c and parser.c: compiling --------------------------------- */

enum token_type {
	T_EOF,
	T_DATA,
	T_VARIABLE_BEGIN,
	T_VARIABLE_END,
	T_BLOCK_BEGIN,
	T_BLOCK_END,
	T_NAME,
	T_STRING,
	T_INTEGER,
	T_FLOAT,
	T_ADD,
	T_SUB,
	T_MUL,
	T_DIV,
	T_FLOORDIV,
	T_MOD,
	T_POW,
	T_TILDE,
	T_LBRACKET,
	T_RBRACKET,
	T_LPAREN,
	T_RPAREN,
	T_LBRACE,
	T_RBRACE,
	T_EQ,
	T_NE,
	T_GT,
	T_GE,
	T_LT,
	T_LE,
	T_ASSIGN,
	T_DOT,
	T_COLON,
	T_PIPE,
	T_COMMA,
	T_SEMICOLON,
	TOKEN_TYPES
};

struct token {
	enum token_type type;
	uint32_t at, end;
	struct name *name;   /* T_NAME */
	struct tvalue value; /* T_DATA, T_STRING, T_INTEGER, T_FLOAT */
};

struct symbol_scope;
struct function_scope;

/* A statement that is open, for messages about tags that do not match. */
struct open_tag {
	const char *name;
	uint32_t at;
	const struct open_tag *outer;
};

/* How often names whose mere use changes how code is built were read. */
struct reads {
	size_t loop, caller, kwargs, varargs, self, super;
	bool own_self, own_super; /* set by the template before it was read */
};

/* One template while it is compiled. */
struct compiler {
	struct template_set *set;
	struct template *template;
	struct arena *arena;
	struct diags *diags;
	struct name **names; /* hash table of NAME_BUCKETS */
	struct token *tokens;
	size_t count, capacity;
	size_t next;    /* token the parser looks at */
	size_t depth;   /* of the parser's recursion */
	uint32_t ended; /* where the last token that was taken ends */
	struct reads reads;
	size_t loop_stores; /* how often "loop" was set so far */
	uint32_t loop_store_at;
	size_t scoped_blocks; /* so far */
	struct block *last_block;
	const struct open_tag *open; /* innermost statement */
	size_t loops;                /* that break could leave */
	bool in_macro_loop;
	/* For scope.c. */
	struct symbol_scope *scope;
	struct function_scope *function;
	bool soft;          /* inside an if: unknown filters fail when called */
	bool has_extends;   /* somewhere in the template */
	bool known_extends; /* the code at hand runs with a parent */
	bool some_extends;  /* … or may do so */
	bool root_level;    /* not even in an if */
	/* What the lexer could not read: it follows the last token and is an
	 * error when the parser gets there, which may find another before. */
	const char *broken;
	uint32_t broken_at;
	bool lexing;
	bool checks_output; /* output depends on whether there is a parent */
	bool failed;
};

/* Reports CGW701; always returns false. */
bool syntax_error(struct compiler *c, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool compile_limit(struct compiler *c, uint32_t at, const char *what);
const char *token_describe(const struct compiler *c, const struct token *t);
const char *token_type_text(enum token_type type);

bool lex(struct compiler *c);
bool lex_tag(struct compiler *c, size_t *offset, bool block);
bool lex_string(struct compiler *c, size_t *offset);
bool lex_number(struct compiler *c, size_t *offset);
struct token *lex_push(
    struct compiler *c, enum token_type type, size_t at, size_t end);
struct name *intern(struct compiler *c, const char *text, size_t length);

/* parser.c */
const struct token *peek(const struct compiler *c);
const struct token *peek_second(const struct compiler *c);
const struct token *take(struct compiler *c);
bool take_if(struct compiler *c, enum token_type type);
bool take_word(struct compiler *c, const char *word);
bool at_word(const struct compiler *c, const char *word);
const struct token *expect(struct compiler *c, enum token_type type);
bool expect_word(struct compiler *c, const char *word);
bool descend(struct compiler *c);
void ascend(struct compiler *c);
struct node *node_new(struct compiler *c, enum node_kind kind, uint32_t at);
struct node *node_end(struct compiler *c, struct node *node);
/* Makes CHILD (NULL: a failure before) part of NODE's tree; bounds its depth.
 */
bool adopt(struct compiler *c, struct node *node, const struct node *child);
void nodes_add(struct compiler *c, struct nodes *nodes, struct node *node);
bool parse_template(struct compiler *c);
/* Statements up to one of ENDS (NULL-terminated), whose token is next. */
bool parse_body(struct compiler *c, struct nodes *ret, const char *const *ends);
bool parse_block_body(
    struct compiler *c, struct nodes *ret, const char *const *ends);

/* parse_expr.c */
#define TUPLE_NO_COND 1     /* "if" ends the expression */
#define TUPLE_PARENTHESES 2 /* nothing at all is the empty tuple */
#define TUPLE_TARGET 4      /* only names and literals */
struct node *parse_tuple(struct compiler *c, int flags);
struct node *parse_expression(struct compiler *c);
struct node *parse_no_cond(struct compiler *c);
struct node *parse_primary(struct compiler *c);
/* parse_postfix.c */
struct node *parse_postfix(struct compiler *c, struct node *node);
struct node *parse_filters_and_tests(struct compiler *c, struct node *node);
struct node *parse_filter(
    struct compiler *c, struct node *subject, bool start_inline);
struct args *parse_args(struct compiler *c);
/* parse_stmt.c, parse_import.c */
bool parse_statement(struct compiler *c, struct node **ret);
struct node *parse_target(struct compiler *c, bool name_only, bool namespaces);
struct node *parse_include(struct compiler *c);
struct node *parse_import(struct compiler *c);
struct node *parse_from(struct compiler *c);
struct node *parse_macro(struct compiler *c);
struct node *parse_call_block(struct compiler *c);
/* parse_block.c */
struct node *parse_block(struct compiler *c);
struct node *parse_extends(struct compiler *c);

/* symbol.c: which names a scope holds */
struct symbol {
	struct name *name;
	struct symbol *shadowed; /* what the name meant before */
	struct symbol_scope *scope;
	uint32_t slot;
	enum load_action action;
	struct symbol *alias;
	bool stored;
	size_t merges; /* in how many branches of an if it was stored */
};

struct symbol_list {
	struct symbol **items;
	size_t count, capacity;
};

struct function_scope {
	struct function *function;
	struct function_scope *outer;
	uint32_t depth;
};

struct symbol_scope {
	struct symbol_scope *outer;
	struct function_scope *function;
	struct symbol_list symbols;
	struct symbol_list stores; /* in order; a branch undoes its part */
	bool top_level;
};

void scope_open(struct compiler *c, struct symbol_scope *scope);
void scope_close(struct compiler *c, struct entry *ret);
uint32_t symbol_parameter(struct compiler *c, struct name *name);
void symbols_of_node(struct compiler *c, const struct node *node);
void symbols_of_nodes(struct compiler *c, const struct nodes *nodes);
void symbols_of_target(struct compiler *c, const struct node *target);
void symbols_of_args(struct compiler *c, const struct args *args);
struct slotref symbol_ref(struct compiler *c, const struct name *name);
struct slotref symbol_place(
    const struct compiler *c, const struct symbol *symbol);

/* resolve.c: binds names to slots, filters to rows, imports to programs */
bool resolve_template(struct compiler *c);
bool resolve_node(struct compiler *c, struct node *node);
bool resolve_target(struct compiler *c, struct node *target);
bool resolve_nodes(struct compiler *c, struct nodes *nodes);
void function_open(struct compiler *c, struct function_scope *scope,
    struct function *function);
void function_close(struct compiler *c);
/* The slot of a name that the engine sets, if it is wanted. */
uint32_t symbol_special(struct compiler *c, bool wanted, const char *name);
/* resolve_import.c */
bool resolve_import(struct compiler *c, struct node *node);
/* Every variable that is set in this scope or an outer one. */
struct visible *gather_visible(struct compiler *c, uint32_t *count);
/* resolve_block.c */
bool resolve_extends(struct compiler *c, struct node *node);
bool resolve_block_node(struct compiler *c, struct node *node);
bool resolve_output(struct compiler *c, struct node *node);
bool resolve_blocks(struct compiler *c);
/* No two blocks have one name. */
bool name_blocks(struct compiler *c);

/* set.c */
/* NULL when there is no such template; nothing is reported then.  One that
 * has errors is returned, too; they are reported once, at their places. */
struct template *set_compile(struct template_set *set, const char *name,
    struct diags *diags, struct pos at);
#endif
