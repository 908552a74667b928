/* SPDX-License-Identifier: ISC */
/* Inputs and places in them.  Ground floor. */
#include "base/source.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct secret {
	size_t start;
	size_t end;
};

/* The line and column of a place that is a multiple of MARK_STEP. */
struct mark {
	size_t line;
	size_t column;
};

struct source {
	char *name;
	char *path; /* NULL: of no file */
	char *text;
	size_t length;
	struct secret *secrets;
	size_t secret_count;
	size_t secret_capacity;
	bool never_quote;
	/* Of the text's first character, from 0. */
	size_t first_line;
	size_t first_column;
	/* Of an embedded source, which does not own its text. */
	struct pos outer;
	source_map *map;
	/* Of a long text, made when a place is asked for the first time;
	 * several threads may ask. */
	_Atomic(struct mark *) marks;
};

#define MARK_STEP ((size_t)32 * 1024)

/* More secrets than any descriptor has: beyond it nothing is quoted, so that
 * a hostile document costs neither memory nor time. */
#define LIMIT_SECRETS 100000

/* How much of a long line is shown, and how much of it before the place. */
#define EXCERPT_WIDTH 120
#define EXCERPT_BEFORE 60

struct source *
source_adopt(const char *name, char *text, size_t length)
{
	struct source *source = memory_alloc(sizeof(*source));

	memset(source, 0, sizeof(*source));
	source->text = text;
	source->length = length;
	source->name = memory_alloc(strlen(name) + 1);
	memcpy(source->name, name, strlen(name) + 1);
	return source;
}

struct source *
source_new(const char *name, const char *text, size_t length)
{
	char *copy = memory_alloc(length + 1);

	if (length != 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return source_adopt(name, copy, length);
}

struct source *
source_copy(const struct source *source)
{
	struct source *copy =
	    source_new(source->name, source->text, source->length);

	if (source->path != NULL)
		source_set_path(copy, source->path);
	copy->never_quote = source->never_quote;
	copy->secret_count = copy->secret_capacity = source->secret_count;
	if (source->secret_count != 0) {
		copy->secrets =
		    memory_alloc(source->secret_count * sizeof(*copy->secrets));
		memcpy(copy->secrets, source->secrets,
		    source->secret_count * sizeof(*copy->secrets));
	}
	return copy;
}

struct source *
source_embed(const char *name, const char *text, size_t length,
    struct pos outer, source_map *map)
{
	struct source *source = source_adopt(name, (char *)text, length);

	source->outer = outer;
	source->map = map;
	return source;
}

struct pos
source_outer(struct pos pos)
{
	const struct source *source = pos.source;

	while (source != NULL && source->map != NULL) {
		pos.offset = source->map(
		    source->outer.source, source->outer.offset, pos.offset);
		pos.source = source = source->outer.source;
	}
	return pos;
}

void
source_free(struct source *source)
{
	if (source == NULL)
		return;
	if (source->map == NULL) {
		memory_wipe(source->text, source->length);
		free(source->text);
	}
	free(source->name);
	free(source->path);
	free(source->secrets);
	free(atomic_load(&source->marks));
	free(source);
}

const char *
source_name(const struct source *source)
{
	return source->name;
}

void
source_set_name(struct source *source, const char *name)
{
	free(source->name);
	source->name = memory_alloc(strlen(name) + 1);
	memcpy(source->name, name, strlen(name) + 1);
}

const char *
source_path(const struct source *source)
{
	return source->path;
}

void
source_set_path(struct source *source, const char *path)
{
	free(source->path);
	source->path = memory_alloc(strlen(path) + 1);
	memcpy(source->path, path, strlen(path) + 1);
}

const char *
source_text(const struct source *source)
{
	return source->text;
}

bool
source_same(const struct source *a, const struct source *b)
{
	return a->length == b->length &&
	       memcmp(a->text, b->text, a->length) == 0;
}

size_t
source_length(const struct source *source)
{
	return source->length;
}

static void
make_room(struct source *source)
{
	struct secret *grown;

	if (source->secret_count < source->secret_capacity)
		return;
	source->secret_capacity = source->secret_capacity * 2 + 8;
	grown =
	    realloc(source->secrets, source->secret_capacity * sizeof(*grown));
	if (grown == NULL)
		memory_exhausted();
	source->secrets = grown;
}

static size_t
later(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* How many secrets begin at START or before. */
static size_t
secrets_before(const struct source *source, size_t start)
{
	size_t low = 0, high = source->secret_count, middle;

	if (high != 0 && source->secrets[high - 1].start <= start)
		return high;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (source->secrets[middle].start <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The list stays sorted, and its members apart from each other.  Readers find
 * secrets mostly in the order of the text. */
void
source_secret(struct source *source, size_t start, size_t end)
{
	struct secret *list;
	size_t at, next, i;

	if (source->secret_count == LIMIT_SECRETS) {
		source->never_quote = true;
		return;
	}
	make_room(source);
	list = source->secrets;
	at = secrets_before(source, start);
	if (at > 0 && list[at - 1].end >= start) {
		at--;
		list[at].end = later(list[at].end, end);
	} else {
		for (i = source->secret_count++; i > at; i--)
			list[i] = list[i - 1];
		list[at] = (struct secret){ start, end };
	}
	for (next = at + 1;
	     next < source->secret_count && list[next].start <= list[at].end;
	     next++)
		list[at].end = later(list[at].end, list[next].end);
	if (next == at + 1)
		return;
	for (i = at + 1; next < source->secret_count;)
		list[i++] = list[next++];
	source->secret_count = i;
}

void
source_never_quote(struct source *source)
{
	source->never_quote = true;
}

static bool
is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Where the excerpt for OFFSET begins: with its line, or in a long line not
 * far before it. */
static size_t
excerpt_start(const struct source *source, size_t offset)
{
	size_t start = offset;

	while (start > 0 && offset - start < EXCERPT_BEFORE &&
	       source->text[start - 1] != '\n')
		start--;
	while (start < offset && is_continuation(source->text[start]))
		start++;
	return start;
}

static void
advance(struct source_cursor *cursor, size_t end)
{
	const char *at = cursor->source->text + cursor->offset;
	const char *last = cursor->source->text + end, *newline;
	size_t line = cursor->line, column = cursor->column;

	/* Columns count in the last line only. */
	while (at < last &&
	       (newline = memchr(at, '\n', (size_t)(last - at))) != NULL) {
		line++;
		column = 1;
		at = newline + 1;
	}
	for (; at < last; at++)
		column += !is_continuation(*at);
	cursor->line = line;
	cursor->column = column;
	cursor->offset = end;
}

static struct mark *
make_marks(const struct source *source)
{
	size_t count = source->length / MARK_STEP + 1, i;
	struct mark *marks = memory_alloc(count * sizeof(*marks));
	struct source_cursor cursor = { source, 0, 1, 1 };

	for (i = 0; i < count; i++) {
		advance(&cursor, i * MARK_STEP);
		marks[i] = (struct mark){ cursor.line, cursor.column };
	}
	return marks;
}

static const struct mark *
marks_of(const struct source *source)
{
	/* A cache: what a reader sees of the source stays the same. */
	struct source *mutable = (struct source *)source;
	struct mark *marks = atomic_load(&mutable->marks), *made;

	if (marks != NULL)
		return marks;
	made = make_marks(source);
	if (atomic_compare_exchange_strong(&mutable->marks, &marks, made))
		return made;
	free(made);
	return marks;
}

/* A place not far before OFFSET whose line and column are known. */
static struct source_cursor
start_near(const struct source *source, size_t offset)
{
	const struct mark *mark;
	size_t index = offset / MARK_STEP;

	if (index == 0)
		return (struct source_cursor){ source, 0,
			source->first_line + 1, source->first_column + 1 };
	mark = &marks_of(source)[index];
	return (struct source_cursor){ source, index * MARK_STEP, mark->line,
		mark->column };
}

void
source_follow(struct source_cursor *cursor, struct pos pos)
{
	size_t end = pos.offset;

	if (end > pos.source->length)
		end = pos.source->length;
	if (cursor->source != pos.source || cursor->offset > end ||
	    end - cursor->offset > MARK_STEP)
		*cursor = start_near(pos.source, end);
	advance(cursor, end);
}

void
source_line_column(struct pos pos, size_t *ret_line, size_t *ret_column)
{
	struct source_cursor cursor = { NULL, 0, 0, 0 };

	source_follow(&cursor, pos);
	*ret_line = cursor.line;
	*ret_column = cursor.column;
}

bool
source_may_quote(const struct source *source)
{
	return !source->never_quote;
}

bool
source_next_secret(const struct source *source, size_t from, size_t *ret_start,
    size_t *ret_end)
{
	size_t at = secrets_before(source, from);

	if (at > 0 && source->secrets[at - 1].end > from)
		at--;
	if (at == source->secret_count)
		return false;
	*ret_start = source->secrets[at].start;
	*ret_end = source->secrets[at].end;
	return true;
}

static char
printable(char byte)
{
	if (byte == '\t')
		return ' ';
	return byte >= ' ' && byte <= '~' ? byte : '.';
}

/* The first secret that ends behind AT, or one that no place is in. */
static struct secret
secret_behind(const struct source *source, size_t at)
{
	struct secret secret;

	if (!source_next_secret(source, at, &secret.start, &secret.end))
		secret.start = secret.end = SIZE_MAX;
	return secret;
}

/* Sets RET, zeroed, to what the bytes from AT to the end of the line show as,
 * as far as there is room; returns how many characters that is. */
static size_t
excerpt_fill(
    const struct source *source, size_t at, size_t offset, struct excerpt *ret)
{
	/* As many asterisks for every secret: its length is nobody's. */
	static const char mask[] = "********";
	const char *text = source->text;
	size_t used = 0, caret = 0;
	struct secret secret = secret_behind(source, at);

	while (at < source->length && used < EXCERPT_WIDTH) {
		if (at <= offset)
			caret = used;
		if (text[at] == '\n' || text[at] == '\r')
			break;
		/* Behind the secret, which may be an empty one. */
		if (at >= secret.end)
			secret = secret_behind(source, at);
		if (at >= secret.start) {
			memcpy(ret->text + used, mask, sizeof(mask) - 1);
			used += sizeof(mask) - 1;
			at = secret.end;
			continue;
		}
		ret->text[used++] = printable(text[at++]);
		while (at < source->length && is_continuation(text[at]))
			at++;
	}
	ret->caret = at == source->length && at <= offset ? used : caret;
	return used;
}

bool
source_excerpt(struct pos pos, struct excerpt *ret)
{
	const struct source *source = pos.source;

	if (source == NULL || source->never_quote ||
	    pos.offset > source->length)
		return false;
	*ret = (struct excerpt){ .caret = 0 };
	return excerpt_fill(source, excerpt_start(source, pos.offset),
		   pos.offset, ret) != 0;
}

struct source *
source_stub(const char *name, const char *path, size_t line, size_t column,
    const char *excerpt, size_t caret, struct pos *ret)
{
	const char *text = excerpt != NULL ? excerpt : "";
	struct source *stub = source_new(name, text, strlen(text));

	if (path != NULL)
		source_set_path(stub, path);
	stub->never_quote = excerpt == NULL;
	/* An asterisk is no character of the line: what lies before the place
	 * may count from below zero, the place itself is right. */
	stub->first_line = line - 1;
	stub->first_column = column - 1 - caret;
	*ret = (struct pos){ stub, caret };
	return stub;
}

struct source *
source_cut(struct pos pos, struct pos *ret)
{
	struct excerpt excerpt = { .caret = 0 };
	size_t line, column;
	bool quoted = source_excerpt(pos, &excerpt);

	source_line_column(pos, &line, &column);
	return source_stub(pos.source->name, pos.source->path, line, column,
	    quoted ? excerpt.text : NULL, excerpt.caret, ret);
}
