/* SPDX-License-Identifier: ISC */
/* Reading OpenVPN's profiles.  Floor 6. */
#include "verify/ovpn.h"

#include <string.h>

#include "base/line.h"
#include "doc/pem.h"

struct reader {
	struct source *source;
	struct arena *arena;
	struct diags *diags;
	struct ovpn *ovpn;
	const char *text;
	size_t length;
	size_t at; /* where the next line begins */
	unsigned block;
	size_t capacity;
};

static struct pos
place(const struct reader *reader, size_t offset)
{
	return (struct pos){ reader->source, offset };
}

static bool
refuse(struct reader *reader, size_t offset, const char *what)
{
	/* Where a key begins and ends is not known any more. */
	source_never_quote(reader->source);
	diag(
	    reader->diags, RULE_CONFIG_READ, place(reader, offset), "%s", what);
	return false;
}

/* ---- words ------------------------------------------------------------ */

/* The words of one line, as OpenVPN takes them apart. */
struct line {
	const char *at;
	const char *end;
	char word[OVPN_LINE + 1];
	size_t length;
	const char *words[OVPN_WORDS];
	size_t count;
};

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a backslash hides; false when OpenVPN refuses it. */
static bool
hidden(struct line *line, char *ret)
{
	if (++line->at >= line->end)
		return false;
	*ret = *line->at++;
	return *ret == '\\' || *ret == '"' || is_space(*ret);
}

/* Reads up to QUOTE, or to a blank when it is 0. */
static const char *
read_word(struct line *line, char quote)
{
	char c;

	while (line->at < line->end) {
		c = *line->at;
		if (quote != 0 ? c == quote : is_space(c)) {
			line->at++;
			return NULL;
		}
		if (c == '\\' && quote != '\'') {
			if (!hidden(line, &c))
				return "a backslash stands before what needs "
				       "none";
		} else
			line->at++;
		line->word[line->length++] = c;
	}
	return quote == 0 ? NULL : "a quotation is not closed";
}

/* NULL, or what is wrong. */
static const char *
read_words(struct line *line, struct arena *arena)
{
	const char *fault;
	char first;

	while (line->count < OVPN_WORDS) {
		while (line->at < line->end && is_space(*line->at))
			line->at++;
		if (line->at == line->end || *line->at == '#' ||
		    *line->at == ';')
			return NULL;
		first = *line->at;
		line->length = 0;
		if (first == '"' || first == '\'')
			line->at++;
		else
			first = 0;
		fault = read_word(line, first);
		if (fault != NULL)
			return fault;
		line->words[line->count++] =
		    arena_copy(arena, line->word, line->length);
	}
	return NULL;
}

/* ---- statements ------------------------------------------------------- */

static struct ovpn_statement *
add(struct reader *reader, const struct line *line, size_t offset)
{
	struct ovpn *ovpn = reader->ovpn;
	struct ovpn_statement *grown;
	const char **words;
	const char *name = line->words[0];

	if (ovpn->count == reader->capacity) {
		reader->capacity = reader->capacity * 2 + 64;
		grown = arena_array(
		    reader->arena, reader->capacity, sizeof(*grown));
		if (ovpn->count != 0)
			memcpy(grown, ovpn->list, ovpn->count * sizeof(*grown));
		ovpn->list = grown;
	}
	words = arena_array(reader->arena, line->count, sizeof(*words));
	memcpy(words, line->words, line->count * sizeof(*words));
	if (strlen(name) >= 3 && strncmp(name, "--", 2) == 0)
		name += 2;
	ovpn->list[ovpn->count] = (struct ovpn_statement){ .name = name,
		.words = words + 1,
		.count = line->count - 1,
		.at = place(reader, offset),
		.block = reader->block };
	return &ovpn->list[ovpn->count++];
}

/* "<name>" alone on a line; its name, or NULL. */
static const char *
opening(const struct line *line, struct arena *arena)
{
	const char *word = line->words[0];
	size_t length = strlen(word);

	return line->count == 1 && length > 2 && word[0] == '<' &&
		       word[1] != '/' && word[length - 1] == '>'
		   ? arena_copy(arena, word + 1, length - 2)
		   : NULL;
}

static bool
is_public(const char *name)
{
	static const char *const names[] = { "ca", "cert", "extra-certs",
		"crl-verify", "dh" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Where the line "</name>" begins, from AT on; false when there is none. */
static bool
find_end(const struct reader *reader, const char *name, size_t *ret)
{
	const size_t length = strlen(name);
	size_t at, start;

	for (at = reader->at; at < reader->length;
	     at = line_end(reader->text, at)) {
		for (start = at; is_space(reader->text[start]) &&
				 reader->text[start] != '\n';)
			start++;
		if (strncmp(reader->text + start, "</", 2) == 0 &&
		    strncmp(reader->text + start + 2, name, length) == 0 &&
		    reader->text[start + 2 + length] == '>') {
			*ret = at;
			return true;
		}
	}
	return false;
}

static bool read_lines(struct reader *reader, size_t end);

static bool
read_part(
    struct reader *reader, const char *name, struct line *line, size_t offset)
{
	struct ovpn_statement *statement;
	size_t begin = reader->at, end, length = reader->length;
	bool good = true;

	if (!find_end(reader, name, &end))
		return refuse(reader, offset,
		    "a part between <name> and </name> has no end");
	if (strcmp(name, "connection") == 0) {
		reader->block = ++reader->ovpn->blocks;
		reader->length = end; /* a part in it ends in it */
		good = read_lines(reader, end);
		reader->length = length;
		reader->block = 0;
	} else {
		line->words[0] = name;
		statement = add(reader, line, offset);
		statement->part = reader->text + begin;
		statement->part_length = end - begin;
		if (!is_public(name))
			source_secret(reader->source, begin, end);
	}
	reader->at = line_end(reader->text, end);
	return good;
}

/* Reads up to END, where a line begins. */
static bool
read_lines(struct reader *reader, size_t end)
{
	const char *fault, *name;
	struct line line;
	size_t begin;

	while (reader->at < end) {
		begin = reader->at;
		reader->at = line_end(reader->text, begin);
		if (reader->at - begin > OVPN_LINE)
			return refuse(reader, begin,
			    "a line is longer than the 255 characters that "
			    "OpenVPN reads");
		line.at = reader->text + begin;
		line.end = reader->text + reader->at;
		line.count = 0;
		if (begin == 0 && strncmp(line.at, "\xEF\xBB\xBF", 3) == 0)
			line.at += 3;
		fault = read_words(&line, reader->arena);
		if (fault != NULL)
			return refuse(reader, begin, fault);
		if (line.count == 0)
			continue;
		if (reader->ovpn->count == OVPN_STATEMENTS)
			return refuse(reader, begin, "has too many statements");
		name = opening(&line, reader->arena);
		if (name == NULL)
			(void)add(reader, &line, begin);
		else if (!read_part(reader, name, &line, begin))
			return false;
	}
	return true;
}

bool
ovpn_read(struct source *source, struct arena *arena, struct diags *diags,
    struct ovpn *ret)
{
	struct reader reader = { .source = source,
		.arena = arena,
		.diags = diags,
		.ovpn = ret,
		.text = source_text(source),
		.length = source_length(source) };

	*ret = (struct ovpn){ .source = source };
	if (strlen(reader.text) != reader.length)
		return refuse(&reader, strlen(reader.text),
		    "a NUL byte is in the profile");
	return read_lines(&reader, reader.length);
}

const struct ovpn_statement *
ovpn_find(const struct ovpn *ovpn, const char *name, unsigned block)
{
	const struct ovpn_statement *found = NULL, *at;
	size_t i;

	for (i = 0; i < ovpn->count; i++) {
		at = &ovpn->list[i];
		if ((at->block != 0 && at->block != block) ||
		    strcmp(at->name, name) != 0)
			continue;
		/* What a connection says goes before what is said for all. */
		if (found == NULL || at->block >= found->block)
			found = at;
	}
	return found;
}

/* A placeholder is no key. */
static bool
holds_secret(const struct ovpn_statement *statement)
{
	static const char *const names[] = { "pkcs12", "auth-user-pass",
		"http-proxy-user-pass", "tls-auth", "tls-crypt", "tls-crypt-v2",
		"secret", "auth-gen-token-secret" };
	size_t i;

	if (statement->part == NULL || statement->part_length == 0)
		return false;
	if (strcmp(statement->name, "key") == 0)
		return pem_has(
		    statement->part, statement->part_length, PEM_KEY);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], statement->name) == 0)
			return true;
	return false;
}

const struct ovpn_statement *
ovpn_secret(const struct ovpn *ovpn)
{
	size_t i;

	for (i = 0; i < ovpn->count; i++)
		if (holds_secret(&ovpn->list[i]))
			return &ovpn->list[i];
	return NULL;
}
