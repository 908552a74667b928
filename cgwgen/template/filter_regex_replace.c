/* SPDX-License-Identifier: ISC */
/* regex_replace, with Python's templates of replacements; regex_escape. */
#include <string.h>

#include "template/filter_regex.h"

/* ---- the replacement ------------------------------------------------------
 */

/* Bytes of the replacement as they are, one byte, or what a group is. */
enum piece_kind { PIECE_TEXT, PIECE_BYTE, PIECE_GROUP };

struct piece {
	enum piece_kind kind;
	size_t start, length;
	unsigned number; /* of the group; the byte */
};

struct replacement {
	struct tcall *call;
	const struct regex *regex;
	struct tvalue text;
	size_t at;
	struct piece *pieces; /* room for one a byte */
	size_t count;
};

static void
add_text(struct replacement *p, size_t start, size_t length)
{
	if (length > 0)
		p->pieces[p->count++] =
		    (struct piece){ PIECE_TEXT, start, length, 0 };
}

/* A character below 256. */
static bool
add_byte(struct replacement *p, unsigned character)
{
	char text[4];
	size_t length, i;

	if (character == 0)
		return template_fail(
		    p->call, "the replacement holds the character 0");
	length = text_put(character, text);
	for (i = 0; i < length; i++)
		p->pieces[p->count++] =
		    (struct piece){ PIECE_BYTE, 0, 1, (unsigned char)text[i] };
	return true;
}

static bool
add_group(struct replacement *p, int64_t number)
{
	if (number > regex_groups(p->regex))
		return template_fail(
		    p->call, "the replacement names a group that is not there");
	p->pieces[p->count++] =
	    (struct piece){ PIECE_GROUP, 0, 0, (unsigned)number };
	return true;
}

static char
peek(const struct replacement *p)
{
	return p->at < p->text.length ? p->text.as.text[p->at] : '\0';
}

static bool
is_octal(char byte)
{
	return byte >= '0' && byte <= '7';
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_name(const char *name, size_t length)
{
	size_t at, step;
	uint32_t c;

	for (at = 0; at < length; at += step) {
		step = text_next(name + at, length - at, &c);
		if (!is_word(c) || (at == 0 && c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

/* \g<1> and \g<name> */
static bool
group_escape(struct replacement *p)
{
	const char *name = p->text.as.text + p->at + 1, *end = NULL;
	int64_t number;
	size_t length;
	bool over;

	if (peek(p) == '<')
		end = memchr(name, '>', p->text.length - p->at - 1);
	if (end == NULL || end == name)
		return template_fail(
		    p->call, "\\g in the replacement wants '<' a group '>'");
	length = (size_t)(end - name);
	p->at += length + 2;
	if (is_name(name, length)) {
		number = regex_group(
		    p->regex, arena_copy(p->call->arena, name, length));
		if (number != 0)
			return add_group(p, number);
	} else if (parse_integer(name, length, 10, &number, &over) &&
		   number >= 0) {
		return add_group(p, over ? INT64_MAX : number);
	}
	return template_fail(
	    p->call, "the replacement names a group that is not there");
}

/* \0 and up to two octal digits. */
static bool
zero_escape(struct replacement *p)
{
	unsigned character = 0, i;

	for (i = 0; i < 2 && is_octal(peek(p)); i++)
		character =
		    character << 3 | (unsigned)(p->text.as.text[p->at++] - '0');
	return add_byte(p, character & 0xff);
}

/* \1, \12, or \123 in octal. */
static bool
digit_escape(struct replacement *p, char first)
{
	const char *text = p->text.as.text;
	int64_t number = first - '0';
	char second;

	if (!is_digit(peek(p)))
		return add_group(p, number);
	second = text[p->at++];
	if (is_octal(first) && is_octal(second) && is_octal(peek(p))) {
		number = number << 6 | (second - '0') << 3 | (peek(p) - '0');
		p->at++;
		if (number > 0377)
			return template_fail(p->call,
			    "an octal escape in the replacement is too large");
		return add_byte(p, (unsigned)number);
	}
	return add_group(p, number * 10 + (second - '0'));
}

static bool
read_escape(struct replacement *p)
{
	static const char from[] = "abfnrtv\\", to[] = "\a\b\f\n\r\t\v\\";
	const char *found;
	char letter;

	if (p->at == p->text.length)
		return template_fail(
		    p->call, "the replacement ends with a backslash");
	letter = p->text.as.text[p->at++];
	if (letter == 'g')
		return group_escape(p);
	if (letter == '0')
		return zero_escape(p);
	if (is_digit(letter))
		return digit_escape(p, letter);
	found = strchr(from, letter);
	if (found != NULL)
		return add_byte(p, (unsigned char)to[found - from]);
	if ((letter >= 'a' && letter <= 'z') ||
	    (letter >= 'A' && letter <= 'Z'))
		return template_fail(
		    p->call, "there is no such escape in the replacement");
	add_text(p, p->at - 2, 2);
	return true;
}

static bool
read_replacement(struct replacement *p)
{
	const char *text = p->text.as.text, *found;
	size_t end;

	p->pieces =
	    arena_array(p->call->arena, p->text.length + 1, sizeof(*p->pieces));
	while (p->at < p->text.length) {
		found = memchr(text + p->at, '\\', p->text.length - p->at);
		end = found != NULL ? (size_t)(found - text) : p->text.length;
		add_text(p, p->at, end - p->at);
		p->at = end + 1;
		if (found != NULL && !read_escape(p))
			return false;
	}
	return true;
}

/* ---- replacing ------------------------------------------------------------
 */

static bool
put_piece(const struct replacement *p, const struct piece *piece,
    const struct finder *f)
{
	size_t start, length;

	switch (piece->kind) {
	case PIECE_TEXT:
		return sink_part(f->r, &p->text, piece->start, piece->length);
	case PIECE_BYTE:
		return sink_char(f->r, (char)piece->number);
	default:
		return !find_group(f, piece->number, &start, &length) ||
		       sink_part(f->r, f->text, start, length);
	}
}

static bool
replace(const struct replacement *p, struct finder *f)
{
	size_t done = 0, start, length, i;
	bool found;

	for (;;) {
		if (!find_next(f, &found) || !charge(f->r, p->count))
			return false;
		if (!found)
			break;
		find_group(f, 0, &start, &length);
		if (!sink_part(f->r, f->text, done, start - done))
			return false;
		for (i = 0; i < p->count; i++)
			if (!put_piece(p, &p->pieces[i], f))
				return false;
		done = start + length;
	}
	return sink_part(f->r, f->text, done, f->text->length - done);
}

bool
filter_regex_replace(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text, pattern = string_of("", 0);
	struct finder f = { .r = call->run, .text = &text };
	struct replacement p = { .call = call, .text = string_of("", 0) };
	bool ignorecase = false, multiline = false;
	struct mark mark;

	if (has_arg(call, 0))
		pattern = call->args[0];
	if (!input_string(call, &text) || !arg_string(call, 1, &p.text) ||
	    !arg_bool(call, 2, &ignorecase) || !arg_bool(call, 3, &multiline))
		return false;
	if (!regex_compile(call, &pattern,
		(ignorecase ? REGEX_CASELESS : 0u) |
		    (multiline ? REGEX_MULTILINE : 0u),
		&f.regex))
		return false;
	p.regex = f.regex;
	if (!read_replacement(&p))
		return false;
	mark = sink_mark(call->run);
	if (!replace(&p, &f))
		return false;
	sink_take(call->run, mark, ret);
	return charge_bytes(call->run, ret->length);
}

/* ---- regex_escape ---------------------------------------------------------
 */

/* What regex_escape puts a backslash before, by type. */
static const struct {
	const char *name;
	const char *special;
} dialects[] = {
	{ "python", "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" },
	{ "posix_basic", "].[^$*\\" },
};

bool
filter_regex_escape(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text, dialect = string_of("python", 6);
	const char *special = NULL;
	struct mark mark;
	size_t i;

	if (!input_string(call, &text) || !arg_string(call, 0, &dialect) ||
	    !charge_bytes(call->run, text.length))
		return false;
	for (i = 0; i < LENGTH_OF(dialects); i++)
		if (dialect.length == strlen(dialects[i].name) &&
		    memcmp(dialect.as.text, dialects[i].name, dialect.length) ==
			0)
			special = dialects[i].special;
	if (special == NULL)
		return template_fail(
		    call, "the type must be 'python' or 'posix_basic'");
	mark = sink_mark(call->run);
	for (i = 0; i < text.length; i++) {
		if (strchr(special, text.as.text[i]) != NULL &&
		    !sink_char(call->run, '\\'))
			return false;
		if (!sink_part(call->run, &text, i, 1))
			return false;
	}
	sink_take(call->run, mark, ret);
	return true;
}
