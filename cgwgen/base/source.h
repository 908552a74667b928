/* SPDX-License-Identifier: ISC */
/*
 * The text of one input and places in it.  A place is a byte offset; line
 * and column are worked out only when a message is printed, so that keeping
 * the place of every value costs nothing.
 */
#ifndef CGWGEN_BASE_SOURCE_H
#define CGWGEN_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source;

/* A place in an input; source is NULL when there is none to name. */
struct pos {
	const struct source *source;
	size_t offset;
};

/* "Nowhere in particular", for findings about the run itself. */
#define NOWHERE ((struct pos){ NULL, 0 })

/*
 * Makes a source named NAME (as messages print it) over a copy of LENGTH
 * bytes of TEXT.  The caller owns it: source_free() wipes and releases.
 */
struct source *source_new(const char *name, const char *text, size_t length);

/* The same, but takes over TEXT, which malloc() gave and which has a NUL
 * byte after LENGTH bytes. */
struct source *source_adopt(const char *name, char *text, size_t length);
void source_free(struct source *source);

/*
 * Where in OUTER's text byte OFFSET of a decoded part lies that begins at
 * START: what source_embed() is told.
 */
typedef size_t source_map(
    const struct source *outer, size_t start, size_t offset);

/*
 * A source over LENGTH bytes of TEXT, which are not copied and were decoded
 * from what stands at OUTER: an XML document in a JSON string.  NAME says
 * what it is.  Findings in it are shown at their place in the outer source.
 */
struct source *source_embed(const char *name, const char *text, size_t length,
    struct pos outer, source_map *map);

/* A copy of SOURCE, which is not embedded, with its path and secrets.  The
 * caller owns it. */
struct source *source_copy(const struct source *source);

/*
 * A small source that outlives POS's: the line around POS as a message would
 * quote it, under the same name and path.  *RET becomes the same place in it.
 * The caller owns it.
 */
struct source *source_cut(struct pos pos, struct pos *ret);

/*
 * The same made of what is known of it: LINE and COLUMN of a place in the
 * source called NAME (of the file PATH, or NULL), and EXCERPT, the line as a
 * message quotes it, with CARET characters before the place; NULL when it must
 * not be quoted.
 */
struct source *source_stub(const char *name, const char *path, size_t line,
    size_t column, const char *excerpt, size_t caret, struct pos *ret);

/* POS itself, or the place in the file that an embedded source is part of. */
struct pos source_outer(struct pos pos);

const char *source_name(const struct source *source);
void source_set_name(struct source *source, const char *name);

/*
 * The file that the source was read from, whole, while its name may be cut
 * for messages; NULL when it is none.  source_set_path() copies PATH.
 */
const char *source_path(const struct source *source);
void source_set_path(struct source *source, const char *path);

const char *source_text(const struct source *source); /* NUL-terminated */
size_t source_length(const struct source *source);

/* Whether both have the same text. */
bool source_same(const struct source *a, const struct source *b);

/*
 * Marks bytes [start, end) as secret: no message ever quotes them.  Readers
 * call it for the whole extent of every field the field table calls secret.
 * With more than 100000 of them no line of the source is quoted any more.
 */
void source_secret(struct source *source, size_t start, size_t end);

/* Forbids quoting any line, for a document whose shape could not be read
 * and whose secrets therefore could not be found. */
void source_never_quote(struct source *source);

/* Whether lines of SOURCE may be quoted, its secrets aside. */
bool source_may_quote(const struct source *source);

/* The first secret that ends behind FROM, in bytes [*RET_START, *RET_END);
 * false when there is none. */
bool source_next_secret(const struct source *source, size_t from,
    size_t *ret_start, size_t *ret_end);

/* Line and column of a place, both from 1; columns count characters.  A text
 * is counted through once, however many places are asked for. */
void source_line_column(struct pos pos, size_t *ret_line, size_t *ret_column);

/* A place whose line and column are known; zeroed it knows none. */
struct source_cursor {
	const struct source *source;
	size_t offset;
	size_t line;
	size_t column;
};

/*
 * Moves CURSOR to POS.  Going forward costs only the way between: findings
 * in order of place are located in one pass over the text.
 */
void source_follow(struct source_cursor *cursor, struct pos pos);

/* A line cut down for a message; see source_excerpt(). */
struct excerpt {
	char text[160]; /* printable ASCII only */
	size_t caret;   /* how many characters come before the caret */
};

/*
 * The part of the line around POS, at most 120 characters, secrets replaced
 * by asterisks, control and non-ASCII bytes by dots, tabs by spaces.
 * Returns false when the line may not or need not be quoted.
 */
bool source_excerpt(struct pos pos, struct excerpt *ret);

#endif
