/* SPDX-License-Identifier: ISC */
/*
 * The functions that the files of template/ offer one another, by file.
 * Whoever returns false has reported, unless said otherwise.
 */
#ifndef CGWGEN_TEMPLATE_ENGINE_H
#define CGWGEN_TEMPLATE_ENGINE_H

#include "template/internal.h"

/* ---- value.c --------------------------------------------------------- */

uint32_t hash_bytes(const char *bytes, size_t length);
/* False when the value cannot be a key; nothing is reported. */
bool hash_value(const struct tvalue *value, uint32_t *ret);
struct tlist *list_new(struct arena *arena, size_t capacity);
void list_add(struct arena *arena, struct tlist *list, struct tvalue item);
struct tvalue string_of(const char *text, size_t length);

static inline struct tvalue
value_of(enum tkind kind, void *object)
{
	struct tvalue value = { .kind = (uint8_t)kind };

	value.as.object = object;
	return value;
}

static inline bool
is_strict(const struct run *r, const struct tvalue *undefined)
{
	return r->undefined == TEMPLATE_STRICT &&
	       (undefined->flags & TV_FLAG_LENIENT) == 0;
}

static inline bool
is_sequence(const struct tvalue *value)
{
	return value->kind == TV_LIST || value->kind == TV_TUPLE;
}

/* ---- dict.c ---------------------------------------------------------- */

/* The entry at PLACE, its value made; whoever goes through a dict has the
 * entries from here, whoever looks for one from dict_find(). */
const struct tentry *dict_entry(const struct tdict *dict, size_t place);
struct tentry *dict_find(
    const struct tdict *dict, const struct tvalue *key, uint32_t hash);
struct tentry *dict_find_name(
    const struct tdict *dict, const char *text, size_t length, uint32_t hash);
/* The value of NAME and its number, when it is a leaf that was not made yet. */
bool dict_peek(const struct tdict *dict, const struct name *name,
    struct tvalue *ret, uint32_t *ret_leaf);
/* Sets or replaces; HASH is the key's. */
void dict_set(struct arena *arena, struct tdict *dict, struct tvalue key,
    uint32_t hash, struct tvalue value);
void dict_set_name(struct arena *arena, struct tdict *dict,
    const struct name *name, struct tvalue value);
/* Takes out the entry at PLACE; the time is that of the whole dict. */
void dict_remove(struct tdict *dict, size_t place);
struct tdict *dict_new(struct arena *arena, size_t capacity);

/* ---- text.c: UTF-8, by characters ------------------------------------ */

size_t text_next(const char *text, size_t length, uint32_t *ret);
size_t text_put(uint32_t character, char *ret); /* at most 4 bytes */
size_t text_count(const char *text, size_t length);
/* Byte offset of character INDEX; LENGTH when there are fewer. */
size_t text_offset(const char *text, size_t length, size_t index);
bool text_ascii(const char *text, size_t length);
bool is_space(uint32_t character);
bool is_word(uint32_t character);
bool is_decimal(uint32_t character);
uint32_t to_upper(uint32_t character);
uint32_t to_lower(uint32_t character);
bool is_upper(uint32_t character);
bool is_lower(uint32_t character);
bool is_printable(uint32_t character);
/* How many blank bytes TEXT begins or ends with. */
size_t text_blank_start(const char *text, size_t length);
size_t text_blank_end(const char *text, size_t length);
/* Where the word begins that TEXT ends with. */
size_t text_word_start(const char *text, size_t length);
/* Length of a newline (\n, \r, \r\n) at the beginning of TEXT, or 0. */
size_t text_newline(const char *text, size_t length);
/* Offset of the first NEEDLE, or SIZE_MAX. */
size_t text_find(
    const char *text, size_t length, const char *needle, size_t needle_length);

/* ---- set.c: programs -------------------------------------------------- */

/*
 * The program called NAME, compiled if it was not yet, for any number of
 * threads at once.  *RET is NULL when there is none; false: reported at AT.
 */
bool set_load(struct template_set *set, const char *name, struct diags *diags,
    struct pos at, const struct template **ret);

/* ---- fail.c ----------------------------------------------------------- */

/* Report at offset AT of the running template; always false. */
bool fail_at(struct run *r, enum rule_id rule, uint32_t at, const char *format,
    ...) __attribute__((format(printf, 4, 5)));
bool fail_value(struct run *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Names that one that is not known may have been meant to be. */
struct known {
	const char *names[500];
	size_t count;
};

/* Adds one; beyond what there is room for nothing is added. */
void know(struct known *known, const char *name);
/* Adds the keys of a dict (NULL: none) that are strings, as copies in ARENA;
 * with ONLY_NAMES those alone that messages may print. */
void know_keys(struct arena *arena, struct known *known,
    const struct tdict *dict, bool only_names);
bool fail_undefined(struct run *r, const struct tvalue *value);
bool too_many_steps(struct run *r);
bool too_deep(struct run *r, uint32_t at);

/* Takes so many steps off the render's budget. */
static inline bool
charge(struct run *r, size_t steps)
{
	if (steps > r->steps)
		return too_many_steps(r);
	r->steps -= steps;
	return true;
}

static inline bool
charge_bytes(struct run *r, size_t bytes)
{
	return charge(r, bytes / 32);
}

/* One level deeper, in every function that may call itself. */
static inline bool
enter(struct run *r, uint32_t at)
{
	if (r->depth >= r->max_depth)
		return too_deep(r, at);
	r->depth++;
	return true;
}

static inline void
leave(struct run *r)
{
	r->depth--;
}

/* ---- output.c: the sink ------------------------------------------------ */

struct mark {
	size_t length;
	size_t spans;
};

struct mark sink_mark(const struct run *r);
bool sink_add_slow(
    struct run *r, const char *text, size_t length, const void *origin);

static inline bool
sink_add(struct run *r, const char *text, size_t length, const void *origin)
{
	struct buf *out = &r->out->text;

	if (length > r->out_limit - out->length ||
	    (origin != NULL && r->out->want_spans))
		return sink_add_slow(r, text, length, origin);
	buf_add(out, text, length);
	return true;
}

bool sink_char(struct run *r, char byte);
bool sink_text(struct run *r, const char *text);
/* Bytes [start, start + length) of a string value, with their origins. */
bool sink_part(
    struct run *r, const struct tvalue *string, size_t start, size_t length);
/* str(value), with its origins; undefined fails unless lenient. */
bool sink_str_slow(struct run *r, const struct tvalue *value);

static inline bool
sink_str(struct run *r, const struct tvalue *value)
{
	if (value->kind != TV_STRING || value->extra != NULL)
		return sink_str_slow(r, value);
	return sink_add(r, value->as.text, value->length, value->origin);
}

/* Takes what was added since MARK as a string value. */
void sink_take(struct run *r, struct mark mark, struct tvalue *ret);
void sink_cut(struct run *r, struct mark mark);
/* The part of STRING, as a value with its origins. */
struct tvalue substring(
    struct run *r, const struct tvalue *string, size_t start, size_t length);
bool value_to_string(
    struct run *r, const struct tvalue *value, struct tvalue *ret);

struct values;

/*
 * ---- trace.c ------------------------------------------------------------
 * Only a traced render has opaque values, and only these meet them: variables,
 * eval_raw() and who calls it, sink_str() and value_truth().
 */

/* The leaf that is attribute NAME of OBJECT, as an opaque value; false when it
 * is none. */
bool opaque_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, struct tvalue *ret);
bool opaque_print(struct run *r, const struct tvalue *value);
bool opaque_truth(struct run *r, const struct tvalue *value);
/* Puts what it stands for into its place: it is read. */
void opaque_read(struct run *r, struct tvalue *value);
/* call_builtin() for a filter or a test whose operands may be opaque; then the
 * result is, if it is a scalar made of scalars. */
bool opaque_call(struct run *r, const struct builtin *row, const char *kind,
    const struct tvalue *input, const struct values *args, struct tvalue *ret);
/* The same of NODE, "a[b]". */
bool opaque_item(struct run *r, const struct node *node, struct tvalue *ret);
/* Whether NODE, a call, is of a method of an opaque value; then it is done, and
 * *GOOD false when that failed. */
bool opaque_method(
    struct run *r, const struct node *node, struct tvalue *ret, bool *good);
/* Whether NODE is "dicts | map(attribute='a') | join('b')" of leaves; then it
 * is done, and *GOOD false when that failed. */
bool opaque_join(
    struct run *r, const struct node *node, struct tvalue *ret, bool *good);
/* Whether NODE, a comparison, is one for opaque_compare(): that gives what
 * eval() does, opaque if an operand is. */
bool opaque_compares(const struct node *node);
bool opaque_compare(struct run *r, const struct node *node, struct tvalue *ret);
/* sink_take() with the holes kept open: *RET may be opaque. */
void sink_take_raw(struct run *r, struct mark mark, struct tvalue *ret);
/* Drops the holes behind a mark; those of a text that is taken are read. */
void trace_cut(struct run *r, struct mark mark, bool read);

/* For whoever keeps VALUE in something other than a variable. */
static inline void
settle_value(struct run *r, struct tvalue *value)
{
	if (value->kind == TV_OPAQUE)
		opaque_read(r, value);
}

/* ---- repr.c ------------------------------------------------------------ */

/* Adds repr(value) or, for all but strings, str(value) to the sink. */
bool sink_repr(struct run *r, const struct tvalue *value);
bool sink_string_repr(struct run *r, const char *text, size_t length);
/* repr of a float into 32 bytes. */
size_t format_float(double real, char *ret);

/* ---- compare.c --------------------------------------------------------- */

bool value_truth(struct run *r, const struct tvalue *value, bool *ret);
bool value_equal(
    struct run *r, const struct tvalue *a, const struct tvalue *b, bool *ret);
/* -1, 0, 1; 2 for unordered floats; fails on unorderable types, naming OP. */
bool value_order(struct run *r, const struct tvalue *a, const struct tvalue *b,
    const char *op, int *ret);
bool value_contains(struct run *r, const struct tvalue *container,
    const struct tvalue *item, bool *ret);
bool value_compare(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b, bool *ret);
bool value_same(const struct tvalue *a, const struct tvalue *b);
bool value_key(struct run *r, const struct tvalue *value, uint32_t *ret);

/* ---- number.c ---------------------------------------------------------- */

bool value_binary(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b, struct tvalue *ret);
/* format.c: text % value. */
bool format_percent_value(struct run *r, const struct tvalue *text,
    const struct tvalue *value, struct tvalue *ret);
/* escape.c: str(value), HTML-escaped unless it is markup or ESCAPE false. */
bool sink_escaped(struct run *r, const struct tvalue *value, bool escape);
bool value_negate(
    struct run *r, const struct tvalue *a, bool negative, struct tvalue *ret);
bool is_number(const struct tvalue *value);
bool as_integer(const struct tvalue *value, int64_t *ret);
double as_real(const struct tvalue *value);
/* Python's int(text, base) and float(text): false when it is no number. */
bool parse_integer(
    const char *text, size_t length, int base, int64_t *ret, bool *overflow);
bool parse_real(const char *text, size_t length, double *ret);
/* parse_number.c */
bool round_value(struct run *r, const struct tvalue *value, int64_t digits,
    struct tvalue *ret);

/* ---- access.c ---------------------------------------------------------- */

bool get_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, const struct node *node, struct tvalue *ret);
bool get_item(struct run *r, const struct tvalue *object,
    const struct tvalue *key, const struct node *node, struct tvalue *ret);
bool get_slice(struct run *r, const struct tvalue *object,
    const struct tvalue bounds[3], struct tvalue *ret);
/* Python's len(); false, and nothing reported, when there is none. */
bool value_length(const struct tvalue *value, size_t *ret);
struct tvalue make_undefined(struct run *r, const struct node *node,
    const struct tvalue *object, const char *hint);
/* The same for what the engine sets: HINT is reported where it is used. */
struct tvalue undefined_at_use(struct run *r, const char *hint);
/* Whether dicts have a method TEXT, which hides an item of that name. */
bool is_dict_method(const char *text);
bool find_method(struct run *r, const struct tvalue *object, const char *name,
    size_t length, struct tvalue *ret);
/* An "a.b.0" path, as filters take it. */
bool get_path(struct run *r, const struct tvalue *object,
    const struct tvalue *path, const struct tvalue *fallback,
    struct tvalue *ret);

/* ---- iterate.c --------------------------------------------------------- */

struct titer {
	struct tlist *list;
	size_t next;
	const char *type;
};

struct trange {
	int64_t start, stop, step;
	size_t count;
};

struct tview {
	const struct tdict *dict;
	char what; /* 'k', 'v', 'i' */
};

struct cursor {
	struct tvalue source;
	size_t next; /* item, or byte of a string */
	size_t size; /* of a dict at the beginning */
};

/* Begins iterating; fails on what is not iterable. */
bool cursor_open(
    struct run *r, const struct tvalue *source, struct cursor *ret);
/* The next item: sets *MORE; charges a step. */
bool cursor_next(
    struct run *r, struct cursor *cursor, struct tvalue *ret, bool *more);
bool is_iterable(const struct tvalue *value);
/* list(value). */
bool value_list(struct run *r, const struct tvalue *value, struct tlist **ret);
struct tvalue iterator_of(struct run *r, struct tlist *list, const char *type);
struct tvalue list_value(struct tlist *list);
struct tvalue pair_of(struct run *r, struct tvalue a, struct tvalue b);

/* ---- function.c: range(), cycler() and the like ------------------------ */

struct tcycler {
	struct tlist *items;
	size_t next;
};

struct tjoiner {
	struct tvalue separator;
	bool used;
};

struct tvalue cycler_current(const struct tvalue *cycler);
/* dict(…) and dict.update(…): sets what the call's arguments say. */
bool update_dict(struct tcall *call, struct tdict *dict);

/* ---- eval.c ------------------------------------------------------------ */

bool eval(struct run *r, const struct node *node, struct tvalue *ret);
/*
 * The same without a copy where the value lies in a variable or a dict; else
 * it is made in ROOM.  Good until anything else is evaluated.  NULL: failed.
 */
const struct tvalue *eval_peek(
    struct run *r, const struct node *node, struct tvalue *room);
/* eval() whose value may be opaque. */
bool eval_raw(struct run *r, const struct node *node, struct tvalue *ret);
/* eval_peek() for what is printed or tested: the value may be opaque. */
const struct tvalue *eval_shown(
    struct run *r, const struct node *node, struct tvalue *room);
bool eval_truth(struct run *r, const struct node *node, bool *ret);
bool assign(
    struct run *r, const struct node *target, const struct tvalue *value);
void scope_enter(struct run *r, const struct entry *entry);

static inline struct tvalue *
slot_of(struct run *r, struct slotref ref)
{
	struct frame *frame = r->frame;

	for (; ref.hops > 0; ref.hops--)
		frame = frame->outer;
	return &frame->slots[ref.slot];
}

bool context_find(const struct run *r, const struct context *context,
    const struct name *name, struct tvalue *ret);

/* ---- call.c ------------------------------------------------------------ */

struct values {
	const struct tvalue *args;
	size_t count;
	const struct template_keyword *keywords;
	size_t keyword_count;
};

/* The arguments of a call; if they are to be RAW, they may be opaque. */
bool eval_args(
    struct run *r, bool raw, const struct args *args, struct values *ret);
bool call_value(struct run *r, const struct tvalue *callee,
    const struct values *args, struct tvalue *ret);
bool call_builtin(struct run *r, const struct builtin *row, const char *kind,
    const struct tvalue *input, const struct values *args, struct tvalue *ret);
bool call_filter(struct run *r, const struct builtin *row,
    const struct tvalue *input, const struct values *args, struct tvalue *ret);
bool call_test(struct run *r, const struct builtin *row,
    const struct tvalue *input, const struct values *args, bool *ret);
bool eval_call(struct run *r, const struct node *node, struct tvalue *ret);
bool eval_filter(struct run *r, const struct node *node,
    const struct tvalue *block, struct tvalue *ret);
bool eval_test(struct run *r, const struct node *node, struct tvalue *ret);

/* Arguments of a built-in, after the binding of names: absent ones are
 * TV_MISSING. */
bool has_arg(const struct tcall *call, size_t index);
/* Typed arguments; an absent one leaves *RET alone. */
bool arg_bool(struct tcall *call, size_t index, bool *ret);
bool arg_int(struct tcall *call, size_t index, int64_t *ret);
bool arg_string(struct tcall *call, size_t index, struct tvalue *ret);

/* str(input), failing on undefined. */
bool input_string(struct tcall *call, struct tvalue *ret);
bool joiner_call(struct run *r, struct tjoiner *joiner, struct tvalue *ret);
/* A row that filters such as map look up by name; NULL: reported. */
const struct builtin *named_row(
    struct tcall *call, const struct tvalue *name, bool test);
/* values[i] in the order of keys[i], stable. */
bool sort_values(
    struct tcall *call, struct tlist *values, struct tlist *keys, bool reverse);

/* ---- macro.c ----------------------------------------------------------- */

struct tmacro {
	const struct macro *macro;
	const struct template *template;
	struct frame *outer;
	struct context *context;
};

/* What a call replaces, to be put back after it. */
struct saved {
	const struct template *template;
	struct frame *frame;
	struct context *context;
	const struct site *site;
	uint32_t at;
};

void run_save(const struct run *r, struct saved *ret);
void run_restore(struct run *r, const struct saved *saved);
/* One call deeper, of macros, blocks, includes and loops. */
bool call_depth(struct run *r);
struct tvalue macro_value(struct run *r, const struct macro *macro);
/* *RET may be opaque. */
bool macro_call(struct run *r, const struct tmacro *macro,
    const struct values *args, struct tvalue *ret);
/* The same, writing to the sink. */
bool macro_run(
    struct run *r, const struct tmacro *macro, const struct values *args);
/* Runs the body of TEMPLATE in a new context. */
bool run_template(
    struct run *r, const struct template *template, struct context *context);
bool run_called(struct run *r, const struct template *template,
    struct context *context, const char *what, uint32_t at);
struct frame *frame_new(
    struct run *r, const struct function *function, struct frame *outer);

/* ---- import.c ---------------------------------------------------------- */

bool run_include(struct run *r, const struct node *node);
bool run_import(struct run *r, const struct node *node);
bool run_from(struct run *r, const struct node *node);
/* What "with context" and "scoped" hand over: variables as they are now. */
struct tdict *visible_now(
    struct run *r, const struct visible *visible, uint32_t count);
/* The program that NODE names; *RET is NULL when a missing one is ignored. */
bool find_program(
    struct run *r, const struct node *node, const struct template **ret);

/* ---- inherit.c --------------------------------------------------------- */

bool run_block(struct run *r, const struct node *node);
bool run_extends(struct run *r, const struct node *node);
/* Runs a node of a template that has turned out to extend no other. */
bool run_unextended(struct run *r, const struct node *node);
/* Puts TEMPLATE's blocks behind those of CONTEXT. */
bool add_blocks(
    struct run *r, struct context *context, const struct template *template);
/* self.NAME, or NAME of a block; false, and nothing reported, if none. */
bool block_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, struct tvalue *ret);
bool block_call(struct run *r, const struct tvalue *value,
    const struct values *args, struct tvalue *ret);

/* ---- loop.c ------------------------------------------------------------ */

struct tloop {
	const struct loop_node *node;
	struct cursor cursor;
	bool filtered;
	size_t index0;
	size_t depth0;
	bool has_length;
	size_t length;
	bool has_next, at_end;
	struct tvalue next, current, previous;
	struct tvalue changed;
	bool has_changed;
	/* For recursion. */
	const struct template *template;
	struct frame *outer;
	struct context *context;
	uint32_t at;
};

bool run_for(struct run *r, const struct node *node);
/* Which attribute of loops TEXT is, for struct name; 0: none. */
uint8_t loop_word(const char *text);
bool loop_attribute(struct run *r, const struct tvalue *loop,
    const struct name *name, const struct node *node, struct tvalue *ret,
    bool *found);
bool loop_recurse(struct run *r, struct tloop *loop, const struct values *args,
    struct tvalue *ret);
bool loop_length(struct run *r, struct tloop *loop, size_t *ret);

/* ---- run.c ------------------------------------------------------------- */

bool run_nodes(struct run *r, const struct nodes *nodes);
void export_name(struct run *r, const struct name *name,
    const struct tvalue *value, bool exported);

/* ---- builtin.c: the tables -------------------------------------------- */

const struct builtin *find_filter(
    const struct template_set *set, const char *name);
const struct builtin *find_test(
    const struct template_set *set, const char *name);
const char *nearest_filter(const struct template_set *set, struct arena *arena,
    const char *name, bool tests);

extern const struct builtin filter_table[];
extern const size_t filter_count;
extern const struct builtin network_filter_table[];
extern const size_t network_filter_count;
extern const struct builtin ansible_filter_table[];
extern const size_t ansible_filter_count;
extern const struct builtin ansible_test_table[];
extern const size_t ansible_test_count;
extern const struct builtin test_table[];
extern const size_t test_count;
extern const struct builtin function_table[];
extern const size_t function_count;
extern const struct builtin string_methods[];
extern const struct builtin int_methods[];
extern const struct builtin float_methods[];
extern const struct builtin list_methods[];
extern const struct builtin tuple_methods[];
extern const struct builtin dict_methods[];
extern const struct builtin loop_methods[];
extern const struct builtin cycler_methods[];

const struct builtin *table_find(
    const struct builtin *table, size_t count, const char *name);

#endif
