/* SPDX-License-Identifier: ISC */
/*
 * The tokens inside a tag: names, numbers, strings and operators.  As in
 * Jinja, the end of a tag is only seen outside of brackets, so that a dict
 * may stand in a print statement.
 */
#include <stdlib.h>
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

#define MAX_BRACKETS 1000

struct spelling {
	const char *text;
	enum token_type type;
};

/* Longer ones first. */
static const struct spelling operators[] = { { "//", T_FLOORDIV },
	{ "**", T_POW }, { "==", T_EQ }, { "!=", T_NE }, { ">=", T_GE },
	{ "<=", T_LE }, { "+", T_ADD }, { "-", T_SUB }, { "*", T_MUL },
	{ "/", T_DIV }, { "%", T_MOD }, { "~", T_TILDE }, { "[", T_LBRACKET },
	{ "]", T_RBRACKET }, { "(", T_LPAREN }, { ")", T_RPAREN },
	{ "{", T_LBRACE }, { "}", T_RBRACE }, { ">", T_GT }, { "<", T_LT },
	{ "=", T_ASSIGN }, { ".", T_DOT }, { ":", T_COLON }, { "|", T_PIPE },
	{ ",", T_COMMA }, { ";", T_SEMICOLON } };

const char *
token_type_text(enum token_type type)
{
	size_t i;

	for (i = 0; i < LENGTH_OF(operators); i++)
		if (operators[i].type == type)
			return operators[i].text;
	switch (type) {
	case T_EOF:
		return "end of template";
	case T_DATA:
		return "template text";
	case T_VARIABLE_BEGIN:
		return "begin of print statement";
	case T_VARIABLE_END:
		return "end of print statement";
	case T_BLOCK_BEGIN:
		return "begin of statement block";
	case T_BLOCK_END:
		return "end of statement block";
	case T_NAME:
		return "name";
	case T_STRING:
		return "string";
	case T_INTEGER:
		return "integer";
	default:
		return "float";
	}
}

const char *
token_describe(const struct compiler *c, const struct token *token)
{
	if (token->type == T_NAME)
		return diag_quote(c->diags, token->name->text);
	return token_type_text(token->type);
}

/* Brackets that are open, so that the wrong one is found. */
struct brackets {
	char closing[MAX_BRACKETS];
	size_t depth;
};

static bool
track_bracket(struct compiler *c, struct brackets *b, char byte, size_t at)
{
	static const char open[] = "{([", close[] = "})]";
	const char *found = strchr(open, byte);

	if (found != NULL) {
		if (b->depth == MAX_BRACKETS)
			return compile_limit(
			    c, (uint32_t)at, "brackets nest too deeply");
		b->closing[b->depth++] = close[found - open];
		return true;
	}
	if (strchr(close, byte) == NULL)
		return true;
	if (b->depth == 0)
		return syntax_error(c, (uint32_t)at, "unexpected '%c'", byte);
	if (b->closing[--b->depth] != byte)
		return syntax_error(c, (uint32_t)at,
		    "unexpected '%c', expected '%c'", byte,
		    b->closing[b->depth]);
	return true;
}

static bool
lex_operator(struct compiler *c, struct brackets *b, size_t *offset)
{
	const char *text = source_text(c->template->source) + *offset;
	size_t i, length = 0;

	for (i = 0; i < LENGTH_OF(operators); i++) {
		if (text[0] != operators[i].text[0])
			continue;
		length = strlen(operators[i].text);
		if (strncmp(text, operators[i].text, length) == 0)
			break;
	}
	if (i == LENGTH_OF(operators)) {
		char shown[2] = { text[0], '\0' };

		return syntax_error(c, (uint32_t)*offset,
		    "unexpected character '%s'", diag_quote(c->diags, shown));
	}
	if (!track_bracket(c, b, text[0], *offset))
		return false;
	lex_push(c, operators[i].type, *offset, *offset + length);
	*offset += length;
	return true;
}

static bool
name_byte(char byte)
{
	return (byte & 0x80) != 0 || is_word((unsigned char)byte);
}

static void
lex_name(struct compiler *c, size_t *offset)
{
	const char *text = source_text(c->template->source);
	size_t end = *offset;
	struct token *token;

	while (name_byte(text[end]))
		end++;
	token = lex_push(c, T_NAME, *offset, end);
	token->name = intern(c, text + *offset, end - *offset);
	*offset = end;
}

/* Whether the tag ends at OFFSET; moves past the end. */
static bool
at_end(struct compiler *c, size_t *offset, bool block)
{
	const char *text = source_text(c->template->source) + *offset;
	const char *end = block ? "%}" : "}}";
	size_t sign = text[0] == '-' || (block && text[0] == '+');

	if (strncmp(text + sign, end, 2) != 0)
		return false;
	lex_push(c, block ? T_BLOCK_END : T_VARIABLE_END, *offset,
	    *offset + sign + 2);
	*offset += sign + 2;
	return true;
}

static bool
lex_token(struct compiler *c, struct brackets *b, size_t *offset)
{
	char byte = source_text(c->template->source)[*offset];

	if (byte >= '0' && byte <= '9')
		return lex_number(c, offset);
	if (name_byte(byte)) {
		lex_name(c, offset);
		return true;
	}
	if (byte == '"' || byte == '\'')
		return lex_string(c, offset);
	return lex_operator(c, b, offset);
}

bool
lex_tag(struct compiler *c, size_t *offset, bool block)
{
	size_t length = source_length(c->template->source), open = *offset - 2;
	const char *text = source_text(c->template->source);
	struct brackets brackets;

	brackets.depth = 0;
	for (;;) {
		*offset += text_blank_start(text + *offset, length - *offset);
		if (*offset >= length)
			return syntax_error(c, (uint32_t)open,
			    "the tag that begins here never ends: '%s' is "
			    "missing",
			    block ? "%}" : "}}");
		if (brackets.depth == 0 && at_end(c, offset, block))
			return true;
		if (!lex_token(c, &brackets, offset))
			return false;
	}
}
