/* SPDX-License-Identifier: ISC */
/*
 * The values that templates compute with: Python's, as far as Jinja shows
 * them.  A value is 32 bytes and is passed around by copy; what it points to
 * lives in an arena.  The host builds the context from these constructors.
 */
#ifndef CGWGEN_TEMPLATE_VALUE_H
#define CGWGEN_TEMPLATE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

enum tkind {
	TV_UNDEFINED,
	TV_NONE,
	TV_BOOL,
	TV_INT,
	TV_FLOAT,
	TV_STRING,
	TV_LIST,
	TV_TUPLE,
	TV_DICT,
	/* The kinds below are made by templates only. */
	TV_RANGE,
	TV_VIEW,     /* dict.keys() and the like */
	TV_ITERATOR, /* what Python would call a generator */
	TV_NAMESPACE,
	TV_LOOP,
	TV_CYCLER,
	TV_JOINER,
	TV_MACRO,
	TV_FUNCTION,
	TV_METHOD, /* a method bound to its value */
	TV_MODULE,
	TV_SELF,    /* the blocks of a template */
	TV_BLOCK,   /* one of them, to be called */
	TV_MISSING, /* never seen by filters or hosts */
	TV_DELAYED, /* seen by dict.c only */
	TV_OPAQUE   /* of a traced render, see trace.c; only in variables */
};

/* The string is markup: escaping leaves it alone. */
#define TV_FLAG_MARKUP 1
/* The string is a name that messages may print (keys of published dicts). */
#define TV_FLAG_NAME 2

struct tlist;
struct tdict;
struct tparts;

/*
 * origin is opaque to the engine (NULL: none).  The host sets it on values
 * it publishes; the output spans carry it.
 */
struct tvalue {
	uint8_t kind; /* enum tkind */
	uint8_t flags;
	uint16_t unused;
	uint32_t length; /* of a string, in bytes */
	const void *origin;
	union {
		bool truth;
		int64_t integer;
		double real;
		const char *text; /* NUL-terminated only by accident */
		struct tlist *list;
		struct tdict *dict;
		void *object;
	} as;
	const void *extra; /* the engine's own */
};

struct tlist {
	struct tvalue *items;
	size_t count;
	size_t capacity;
};

struct tentry {
	struct tvalue key;
	struct tvalue value;
	uint32_t hash;
};

/*
 * How the values of a dict are made when a template first asks for them: the
 * ROW is the place of the key in the dict's shape.  What a template does not
 * ask for costs next to nothing.
 */
struct tdelay {
	struct tvalue (*make)(const void *context, uint32_t row);
	const void *context;
	/*
	 * Of dicts that a traced render is given, else NULL: the same of a
	 * value that is a leaf, and its number, without anything being taken
	 * of it; false when it is none.
	 */
	bool (*peek)(const void *context, uint32_t row, struct tvalue *ret,
	    uint32_t *ret_leaf);
};

/* Keeps the order of insertion; index is NULL while the dict is small. */
struct tdict {
	struct tentry *entries; /* by way of dict_entry() */
	size_t count;
	size_t capacity;
	uint32_t *index;
	size_t index_mask;
	bool borrows_index;         /* it is that of the dict's shape */
	const struct tdelay *delay; /* of values yet to be made, or NULL */
};

/* A value without an origin.  All members are named: if some are not, gcc
 * zeroes the whole in memory, writes the parts there and copies them at once,
 * which processors are slow at. */
#define TV_VALUE(kind_, length_, ...)                                          \
	((struct tvalue){ .kind = (kind_),                                     \
	    .flags = 0,                                                        \
	    .unused = 0,                                                       \
	    .length = (length_),                                               \
	    .origin = NULL,                                                    \
	    .as = { __VA_ARGS__ },                                             \
	    .extra = NULL })

static inline struct tvalue
tv_none(void)
{
	return TV_VALUE(TV_NONE, 0, .integer = 0);
}

static inline struct tvalue
tv_bool(bool truth)
{
	return (struct tvalue){ .kind = TV_BOOL, .as.truth = truth };
}

static inline struct tvalue
tv_int(int64_t integer)
{
	return TV_VALUE(TV_INT, 0, .integer = integer);
}

struct tvalue tv_float(double real);

/*
 * A string over LENGTH borrowed bytes of UTF-8, which must outlive the value
 * and hold no NUL byte.  Strings of 2 GiB and more end the program.
 */
static inline struct tvalue
tv_string(const char *text, size_t length)
{
	if (length > INT32_MAX)
		memory_exhausted();
	return TV_VALUE(TV_STRING, (uint32_t)length, .text = text);
}

/* The same for a NUL-terminated string; NULL gives none. */
static inline struct tvalue
tv_text(const char *text)
{
	return text != NULL ? tv_string(text, strlen(text)) : tv_none();
}

/* VALUE with its origin set to ORIGIN. */
struct tvalue tv_origin(struct tvalue value, const void *origin);

/* Empty containers in ARENA. CAPACITY is a hint, 0 when unknown. */
struct tvalue tv_list(struct arena *arena, size_t capacity);
struct tvalue tv_tuple(struct arena *arena, size_t capacity);
struct tvalue tv_dict(struct arena *arena, size_t capacity);

/* Appends to a list (or to a tuple that is still being built). */
void tv_list_add(
    struct arena *arena, const struct tvalue *list, struct tvalue item);

/*
 * Sets KEY, a NUL-terminated name that outlives the dict and that messages
 * may print ("did you mean"), to VALUE.
 */
void tv_dict_set(struct arena *arena, const struct tvalue *dict,
    const char *key, struct tvalue value);

/*
 * The same when KEY is known to be new in the dict: nothing is searched for.
 * This is the quick way to publish a table of fields.
 */
void tv_dict_put(struct arena *arena, const struct tvalue *dict,
    const char *key, struct tvalue value);

/*
 * A dict with the keys of SHAPE, whose values DELAY makes when they are first
 * asked for.  Both must outlive it; SHAPE may serve several threads.
 */
struct tvalue tv_dict_like(struct arena *arena, const struct tvalue *shape,
    const struct tdelay *delay);

/* Makes all values of VALUE, a host's, and of what is in it: afterwards it
 * does not need what its dicts are made from. */
void tv_make_all(const struct tvalue *value);

/*
 * Adds a value under a KEY of any kind that can be one; false, and nothing
 * done, when it cannot or is there already, equal as Python has it (1, 1.0
 * and true are one key).
 */
bool tv_dict_add(struct arena *arena, const struct tvalue *dict,
    struct tvalue key, struct tvalue value);

/* The value of a string key, or NULL. */
const struct tvalue *tv_dict_get(
    const struct tvalue *dict, const char *key, size_t length);

/* What Python would call the type: "str", "int", "NoneType", … */
const char *tv_type_name(const struct tvalue *value);

#endif
