/* SPDX-License-Identifier: ISC */
/*
 * Template text to tokens, by Jinja's rules for tags, whitespace and raw
 * blocks.  Places are bytes of the source as it was read: newlines of other
 * systems are turned into \n only in the text that tokens carry.
 */
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

#define NAME_BUCKETS 256
#define MAX_SOURCE ((size_t)64 * 1024 * 1024)

/* Source text between tags: where the lexer is. */
struct scan {
	const char *text;
	size_t length;
	size_t at;
	bool line_starting; /* what was read last ended a line */
};

struct name *
intern(struct compiler *c, const char *text, size_t length)
{
	uint32_t hash = hash_bytes(text, length);
	struct name **bucket = &c->names[hash % NAME_BUCKETS], *name;

	for (name = *bucket; name != NULL; name = name->next)
		if (name->hash == hash && name->length == length &&
		    memcmp(name->text, text, length) == 0)
			return name;
	name = ARENA_NEW(c->arena, struct name);
	name->text = arena_copy(c->arena, text, length);
	name->length = (uint32_t)length;
	name->hash = hash;
	name->dict_method = is_dict_method(name->text);
	name->loop_word = loop_word(name->text);
	name->next = *bucket;
	*bucket = name;
	return name;
}

struct token *
lex_push(struct compiler *c, enum token_type type, size_t at, size_t end)
{
	struct token *grown;

	if (c->count == c->capacity) {
		c->capacity = c->capacity * 2 + 64;
		grown = arena_array(c->arena, c->capacity, sizeof(*grown));
		if (c->count != 0)
			memcpy(grown, c->tokens, c->count * sizeof(*grown));
		c->tokens = grown;
	}
	c->tokens[c->count] = (struct token){
		.type = type, .at = (uint32_t)at, .end = (uint32_t)end
	};
	return &c->tokens[c->count++];
}

/* The bytes with \r\n and \r as \n; no copy where there are none. */
static struct tvalue
normalized(struct compiler *c, const char *text, size_t length)
{
	size_t i, used = 0, newline;
	char *copy;

	if (length == 0 || memchr(text, '\r', length) == NULL)
		return string_of(text, length);
	copy = arena_alloc(c->arena, length + 1);
	for (i = 0; i < length; i += newline != 0 ? newline : 1) {
		newline = text_newline(text + i, length - i);
		copy[used++] = newline != 0 ? '\n' : text[i];
	}
	return string_of(copy, used);
}

static void
push_data(struct compiler *c, struct scan *s, size_t start, size_t end)
{
	struct token *token;

	if (end <= start)
		return;
	token = lex_push(c, T_DATA, start, end);
	token->value = normalized(c, s->text + start, end - start);
}

/*
 * Where the text before a tag ends: "-" drops all blanks, lstrip_blocks the
 * ones on the tag's line when nothing else stands there.
 */
static size_t
data_end(const struct compiler *c, const struct scan *s, size_t start,
    size_t tag, char sign, bool lstrip)
{
	size_t line = tag, blanks;

	if (sign == '-')
		return tag - text_blank_end(s->text + start, tag - start);
	if (sign == '+' || !lstrip || !c->set->options.lstrip_blocks)
		return tag;
	while (line > start && s->text[line - 1] != '\n' &&
	       s->text[line - 1] != '\r')
		line--;
	if (line == start && !s->line_starting)
		return tag;
	blanks = text_blank_start(s->text + line, tag - line);
	return blanks == tag - line ? line : tag;
}

/* Skips what follows a closing tag at s->at: all blanks after "-%}", one
 * newline after "%}" under trim_blocks. */
static void
skip_after(const struct compiler *c, struct scan *s, char sign, bool block)
{
	const char *rest = s->text + s->at;
	size_t left = s->length - s->at;

	if (sign == '-')
		s->at += text_blank_start(rest, left);
	else if (sign != '+' && block && c->set->options.trim_blocks)
		s->at += text_newline(rest, left);
	s->line_starting = s->at > 0 && (s->text[s->at - 1] == '\n' ||
					    s->text[s->at - 1] == '\r');
}

static bool
lex_comment(struct compiler *c, struct scan *s, size_t open)
{
	size_t end = text_find(s->text + s->at, s->length - s->at, "#}", 2);
	char sign = 0;

	if (end == SIZE_MAX)
		return syntax_error(c, (uint32_t)open,
		    "the comment that begins here never ends: '#}' is missing");
	if (end > 0)
		sign = s->text[s->at + end - 1];
	s->at += end + 2;
	skip_after(c, s, sign, true);
	return true;
}

/* Matches WORD with blanks around it at AT; returns where it ends or 0. */
static size_t
word_at(const struct scan *s, size_t at, const char *word)
{
	size_t length = strlen(word);

	at += text_blank_start(s->text + at, s->length - at);
	if (s->length - at < length || memcmp(s->text + at, word, length) != 0)
		return 0;
	at += length;
	return at + text_blank_start(s->text + at, s->length - at);
}

static bool
ends_block(const struct scan *s, size_t at)
{
	return s->length - at >= 2 && s->text[at] == '%' &&
	       s->text[at + 1] == '}';
}

static char
sign_at(const struct scan *s, size_t at)
{
	char byte = at < s->length ? s->text[at] : '\0';

	return byte == '-' || byte == '+' ? byte : '\0';
}

/* Whether "{%" at AT opens a raw block; returns where its text begins. */
static size_t
raw_begin(const struct scan *s, size_t at)
{
	size_t end = at + 2 + (sign_at(s, at + 2) != 0);

	end = word_at(s, end, "raw");
	if (end == 0)
		return 0;
	if (ends_block(s, end))
		return end + 2;
	if (end >= s->length || s->text[end] != '-' || !ends_block(s, end + 1))
		return 0;
	end += 3;
	return end + text_blank_start(s->text + end, s->length - end);
}

/* The text of a raw block, which begins at s->at. */
static bool
lex_raw(struct compiler *c, struct scan *s, size_t open)
{
	size_t start = s->at, at = s->at, found, end;
	char before, after;

	for (;; at = found + 2) {
		found = text_find(s->text + at, s->length - at, "{%", 2);
		if (found == SIZE_MAX)
			return syntax_error(c, (uint32_t)open,
			    "the raw block that begins here never ends");
		found += at;
		before = sign_at(s, found + 2);
		end = word_at(s, found + 2 + (before != 0), "endraw");
		if (end == 0)
			continue;
		after = sign_at(s, end);
		if (ends_block(s, end + (after != 0)))
			break;
	}
	push_data(c, s, start, data_end(c, s, start, found, before, true));
	s->at = end + (after != 0) + 2;
	skip_after(c, s, after, true);
	return true;
}

/* The tokens between "{{" or "{%" and its end. */
static bool
lex_inside(struct compiler *c, struct scan *s, size_t open, bool block)
{
	lex_push(c, block ? T_BLOCK_BEGIN : T_VARIABLE_BEGIN, open, s->at);
	if (!lex_tag(c, &s->at, block))
		return false;
	skip_after(c, s, s->text[s->at - 3], block);
	return true;
}

/* Offset of the next "{{", "{%" or "{#", or SIZE_MAX. */
static size_t
find_tag(const struct scan *s)
{
	const char *at = s->text + s->at, *end = s->text + s->length;

	while (at < end && (at = memchr(at, '{', (size_t)(end - at))) != NULL) {
		if (end - at < 2)
			return SIZE_MAX;
		if (at[1] == '{' || at[1] == '%' || at[1] == '#')
			return (size_t)(at - s->text);
		at++;
	}
	return SIZE_MAX;
}

static bool
lex_one(struct compiler *c, struct scan *s)
{
	size_t start = s->at, tag = find_tag(s), raw;
	char sign, kind;

	if (tag == SIZE_MAX) {
		push_data(c, s, start, s->length);
		s->at = s->length;
		return true;
	}
	kind = s->text[tag + 1];
	sign = sign_at(s, tag + 2);
	push_data(c, s, start, data_end(c, s, start, tag, sign, kind != '{'));
	raw = kind == '%' ? raw_begin(s, tag) : 0;
	s->at = raw != 0 ? raw : tag + 2 + (sign != 0);
	/* As in Jinja, the end of "{% raw %}" never ends a line by itself,
	 * but blanks that it took with it may. */
	s->line_starting = raw != 0 && s->text[raw - 1] == '\n';
	if (raw != 0)
		return lex_raw(c, s, tag);
	if (kind == '#')
		return lex_comment(c, s, tag);
	return lex_inside(c, s, tag, kind == '%');
}

/* Where the template's text ends: one last newline may be dropped. */
static size_t
text_end(const struct compiler *c, const char *text, size_t length)
{
	if (c->set->options.keep_trailing_newline || length == 0)
		return length;
	if (length >= 2 && memcmp(text + length - 2, "\r\n", 2) == 0)
		return length - 2;
	if (text[length - 1] == '\n' || text[length - 1] == '\r')
		return length - 1;
	return length;
}

bool
lex(struct compiler *c)
{
	const struct source *source = c->template->source;
	struct scan s = { .text = source_text(source), .line_starting = true };
	const char *nul;

	s.length = source_length(source);
	if (s.length > MAX_SOURCE)
		return compile_limit(
		    c, 0, "the template is larger than 64 MiB");
	nul = s.length != 0 ? memchr(s.text, '\0', s.length) : NULL;
	if (nul != NULL)
		return syntax_error(c, (uint32_t)(nul - s.text),
		    "a template may not hold a NUL byte");
	s.length = text_end(c, s.text, s.length);
	c->names = arena_array(c->arena, NAME_BUCKETS, sizeof(*c->names));
	c->lexing = true;
	while (s.at < s.length && lex_one(c, &s))
		continue;
	c->lexing = false;
	lex_push(c, T_EOF, s.length, s.length);
	return !c->failed;
}
