/* SPDX-License-Identifier: ISC */
/*
 * A JSON reader: one loop over the text that always knows what may come
 * next.  Nothing recurses.  Strings are scanned in runs of bytes that mean
 * themselves.  Floor 1.
 */
#include "doc/json.h"

#include <stdint.h>
#include <string.h>

#include "doc/json_text.h"
#include "doc/text.h"

struct reader {
	const struct source *source;
	const char *text; /* a NUL byte ends it, and there is no other */
	const char *at;
	const char *end;
	struct arena *arena;
	struct diags *diags;
	struct node *root;
	struct node *parent; /* the open object or array; NULL at the top */
	size_t depth;
	size_t nodes_left;
	size_t node_limit;
	/* The key read last, until its value comes. */
	const char *key;
	struct pos key_pos;
	struct buf buf; /* a string with escapes, while it is decoded */
};

/* What may come next. */
enum state { STATE_VALUE, STATE_KEY, STATE_AFTER, STATE_DONE };

static struct pos
place(const struct reader *reader, const char *at)
{
	return (struct pos){ reader->source, (size_t)(at - reader->text) };
}

static bool
refuse(struct reader *reader, const char *at, const char *message)
{
	diag(reader->diags, RULE_JSON_SYNTAX, place(reader, at), "%s", message);
	return false;
}

static bool
limit(struct reader *reader, const char *at, size_t count, const char *of)
{
	diag(reader->diags, RULE_INPUT_LIMIT, place(reader, at),
	    "more than %zu %s", count, of);
	return false;
}

static void
skip_space(struct reader *reader)
{
	static const char spaces[] = "        ";

	/* Deep values stand behind many of them. */
	while (
	    reader->end - reader->at >= 8 && memcmp(reader->at, spaces, 8) == 0)
		reader->at += 8;
	while (*reader->at == ' ' || *reader->at == '\n' ||
	       *reader->at == '\r' || *reader->at == '\t')
		reader->at++;
}

/* A node for the value at AT, under the pending key if there is one. */
static struct node *
add(struct reader *reader, enum node_kind kind, const char *at)
{
	struct node *node;

	if (reader->nodes_left == 0) {
		limit(reader, at, reader->node_limit, "values");
		return NULL;
	}
	reader->nodes_left--;
	node = node_add(reader->arena, kind, reader->parent);
	node->name = reader->key;
	node->name_pos = reader->key_pos;
	node->pos = place(reader, at);
	reader->key = NULL;
	reader->key_pos = NOWHERE;
	if (reader->root == NULL)
		reader->root = node;
	return node;
}

/* ---- strings ---------------------------------------------------------- */

static void
add_character(struct buf *buf, uint32_t code)
{
	/* By length: the bits of the first byte. */
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	int length = code < 0x80      ? 1
		     : code < 0x800   ? 2
		     : code < 0x10000 ? 3
				      : 4;
	int i;

	buf_char(buf, (char)(lead[length] | (code >> (6 * (length - 1)))));
	for (i = length - 2; i >= 0; i--)
		buf_char(buf, (char)(0x80 | ((code >> (6 * i)) & 0x3f)));
}

/* "\uXXXX", with its second half where it is the first of a pair. */
static bool
read_unicode(struct reader *reader)
{
	const char *at = reader->at;
	uint32_t code, low;

	if (!json_hex(at + 2, &code))
		return refuse(
		    reader, at, "expected four hexadecimal digits after \\u");
	reader->at += 6;
	if (code == 0) {
		diag(reader->diags, RULE_INPUT_ENCODING, place(reader, at),
		    "value holds a NUL character");
		return false;
	}
	if (code >= 0xd800 && code <= 0xdfff) {
		if (code >= 0xdc00 || at[6] != '\\' || at[7] != 'u' ||
		    !json_hex(at + 8, &low) || low < 0xdc00 || low > 0xdfff)
			return refuse(reader, at,
			    "expected both halves of a surrogate pair, the "
			    "high one first");
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		reader->at += 6;
	}
	add_character(&reader->buf, code);
	return true;
}

static bool
read_escape(struct reader *reader)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *found;
	char letter = reader->at[1];

	if (letter == 'u')
		return read_unicode(reader);
	if (letter == '\0' || (found = strchr(letters, letter)) == NULL)
		return refuse(reader, reader->at,
		    "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
	buf_char(&reader->buf, means[found - letters]);
	reader->at += 2;
	return true;
}

/* What stands where a string's next byte should. */
static bool
bad_string(struct reader *reader, const char *start)
{
	if (*reader->at == '\0')
		return refuse(reader, start,
		    "expected a closing quote before the end of the file");
	return refuse(reader, reader->at,
	    "expected a control character in a string to be escaped, such as "
	    "\\n or \\t");
}

/* The string that begins here, or NULL. */
static const char *
read_string(struct reader *reader)
{
	const char *start = reader->at,
		   *end = json_run_end(start + 1, reader->end);

	if (*end == '"') {
		reader->at = end + 1;
		if ((size_t)(end - start - 1) <= TEXT_LIMIT_VALUE)
			return arena_copy(reader->arena, start + 1,
			    (size_t)(end - start - 1));
		limit(reader, start, TEXT_LIMIT_VALUE, "bytes in one value");
		return NULL;
	}
	buf_clear(&reader->buf);
	for (reader->at = start + 1;;
	     end = json_run_end(reader->at, reader->end)) {
		buf_add(&reader->buf, reader->at, (size_t)(end - reader->at));
		reader->at = end;
		if (reader->buf.length > TEXT_LIMIT_VALUE) {
			limit(reader, start, TEXT_LIMIT_VALUE,
			    "bytes in one value");
			return NULL;
		}
		if (*end == '"')
			break;
		if (*end != '\\' ? !bad_string(reader, start)
				 : !read_escape(reader))
			return NULL;
	}
	reader->at++;
	return arena_copy(reader->arena, reader->buf.data, reader->buf.length);
}

/* ---- numbers and words ------------------------------------------------ */

static size_t
digits(struct reader *reader)
{
	const char *start = reader->at;

	while (*reader->at >= '0' && *reader->at <= '9')
		reader->at++;
	return (size_t)(reader->at - start);
}

static bool
scan_number(struct reader *reader)
{
	const char *first;

	if (*reader->at == '-')
		reader->at++;
	first = reader->at;
	if (digits(reader) == 0)
		return refuse(reader, first, "expected a digit");
	if (*first == '0' && reader->at != first + 1)
		return refuse(
		    reader, first, "expected a number without leading zeros");
	if (*reader->at == '.') {
		reader->at++;
		if (digits(reader) == 0)
			return refuse(reader, reader->at,
			    "expected a digit after the decimal point");
	}
	if (*reader->at != 'e' && *reader->at != 'E')
		return true;
	reader->at++;
	if (*reader->at == '+' || *reader->at == '-')
		reader->at++;
	return digits(reader) != 0 ||
	       refuse(reader, reader->at, "expected a digit in the exponent");
}

static bool
scan_word(struct reader *reader)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t i, length;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		length = strlen(words[i]);
		if (strncmp(reader->at, words[i], length) != 0)
			continue;
		reader->at += length;
		return true;
	}
	return refuse(reader, reader->at,
	    *reader->at == '\0'
		? "expected a value, found the end of the file"
		: "expected a value: an object, an array, a string in double "
		  "quotes, a number, true, false or null");
}

/* ---- structure -------------------------------------------------------- */

static bool
read_scalar(struct reader *reader)
{
	const char *start = reader->at, *text;
	struct node *node;

	if (*start == '"') {
		text = read_string(reader);
		if (text == NULL)
			return false;
	} else {
		if (*start == '-' || (*start >= '0' && *start <= '9')
			? !scan_number(reader)
			: !scan_word(reader))
			return false;
		if (reader->at - start > TEXT_LIMIT_VALUE)
			return limit(reader, start, TEXT_LIMIT_VALUE,
			    "bytes in one value");
		text = arena_copy(
		    reader->arena, start, (size_t)(reader->at - start));
	}
	if ((node = add(reader, NODE_SCALAR, start)) == NULL)
		return false;
	node->text = text;
	node->plain = *start != '"';
	node->end = (size_t)(reader->at - reader->text);
	return true;
}

static char
closer(const struct node *node)
{
	return node->kind == NODE_MAP ? '}' : ']';
}

static bool
close_collection(struct reader *reader)
{
	struct node *closed = reader->parent;

	reader->at++;
	closed->end = (size_t)(reader->at - reader->text);
	reader->parent = closed->parent;
	reader->depth--;
	return closed->kind != NODE_MAP ||
	       node_keys_unique(closed, RULE_JSON_SYNTAX, reader->diags);
}

static bool
read_value(struct reader *reader, enum state *state)
{
	bool map = *reader->at == '{';
	struct node *node;

	*state = STATE_AFTER;
	if (!map && *reader->at != '[')
		return read_scalar(reader);
	if (reader->depth == TEXT_LIMIT_DEPTH)
		return limit(
		    reader, reader->at, TEXT_LIMIT_DEPTH, "levels of nesting");
	node = add(reader, map ? NODE_MAP : NODE_SEQUENCE, reader->at);
	if (node == NULL)
		return false;
	reader->depth++;
	reader->parent = node;
	reader->at++;
	skip_space(reader);
	if (*reader->at == closer(node))
		return close_collection(reader);
	*state = map ? STATE_KEY : STATE_VALUE;
	return true;
}

static bool
read_key(struct reader *reader, enum state *state)
{
	if (*reader->at != '"')
		return refuse(
		    reader, reader->at, "expected a key in double quotes");
	reader->key_pos = place(reader, reader->at);
	if ((reader->key = read_string(reader)) == NULL)
		return false;
	skip_space(reader);
	if (*reader->at != ':')
		return refuse(reader, reader->at, "expected ':' after the key");
	reader->at++;
	*state = STATE_VALUE;
	return true;
}

/* What follows a value: more of its collection, or its end. */
static bool
read_after(struct reader *reader, enum state *state)
{
	const struct node *parent = reader->parent;

	if (parent == NULL) {
		*state = STATE_DONE;
		return *reader->at == '\0' ||
		       refuse(reader, reader->at,
			   "expected the end of the file after its one value");
	}
	if (*reader->at == closer(parent))
		return close_collection(reader);
	if (*reader->at != ',')
		return refuse(reader, reader->at,
		    parent->kind == NODE_MAP
			? "expected ',' or '}' in the object"
			: "expected ',' or ']' in the array");
	reader->at++;
	*state = parent->kind == NODE_MAP ? STATE_KEY : STATE_VALUE;
	return true;
}

const struct node *
json_read_start(const struct source *source, size_t nodes, struct arena *arena,
    struct diags *diags, bool *ret_whole)
{
	struct reader reader = { .source = source,
		.text = source_text(source),
		.arena = arena,
		.diags = diags,
		.nodes_left = nodes,
		.node_limit = nodes };
	enum state state = STATE_VALUE;
	bool good = true;

	*ret_whole = false;
	reader.at = reader.text;
	reader.end = reader.text + source_length(source);
	if (strncmp(reader.at, "\xef\xbb\xbf", 3) == 0)
		reader.at += 3;
	while (good && state != STATE_DONE) {
		skip_space(&reader);
		good = state == STATE_VALUE ? read_value(&reader, &state)
		       : state == STATE_KEY ? read_key(&reader, &state)
					    : read_after(&reader, &state);
	}
	buf_free(&reader.buf);
	*ret_whole = good;
	return reader.root;
}

const struct node *
json_read(const struct source *source, size_t nodes, struct arena *arena,
    struct diags *diags)
{
	const struct node *root;
	bool whole;

	if (!text_check(source, diags))
		return NULL;
	root = json_read_start(source, nodes, arena, diags, &whole);
	return whole ? root : NULL;
}
