/* SPDX-License-Identifier: ISC */
/* libyaml's places and messages; the latter are constant texts and hold
 * nothing of the input.  Floor 1. */
#include "doc/yaml_text.h"

#include <string.h>

#include "base/arena.h"
#include "doc/text.h"

void
yaml_text_open(struct yaml_text *yaml, const struct source *source)
{
	const char *text = source_text(source);

	*yaml = (struct yaml_text){ .source = source };
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		yaml->start = 3;
	yaml->ascii = text_is_ascii(
	    text + yaml->start, source_length(source) - yaml->start);
	if (!yaml_parser_initialize(&yaml->parser))
		memory_exhausted();
	yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&yaml->parser,
	    (const unsigned char *)text + yaml->start,
	    source_length(source) - yaml->start);
}

void
yaml_text_close(struct yaml_text *yaml)
{
	yaml_parser_delete(&yaml->parser);
}

/*
 * The byte of a character.  libyaml counts characters; places come mostly
 * in order, so walking from the last one costs little.
 */
struct pos
yaml_text_place(struct yaml_text *yaml, size_t characters)
{
	const char *text = source_text(yaml->source) + yaml->start;
	size_t length = source_length(yaml->source) - yaml->start;

	if (yaml->ascii)
		return (struct pos){ yaml->source,
			yaml->start +
			    (characters < length ? characters : length) };
	while (yaml->characters > characters) {
		do
			yaml->bytes--;
		while ((text[yaml->bytes] & 0xc0) == 0x80);
		yaml->characters--;
	}
	while (yaml->characters < characters && yaml->bytes < length) {
		do
			yaml->bytes++;
		while ((text[yaml->bytes] & 0xc0) == 0x80);
		yaml->characters++;
	}
	return (struct pos){ yaml->source, yaml->start + yaml->bytes };
}

/* What libyaml says, and what helps more. */
static const struct {
	const char *theirs;
	const char *ours;
} problems[] = {
	{ "mapping values are not allowed in this context",
	    "': ' is not expected here: put a text that holds it in quotes, "
	    "or check the indentation" },
	{ "found character that cannot start any token",
	    "a value cannot begin with this character: put it in quotes, and "
	    "indent with spaces" },
	{ "could not find expected ':'", "expected ':' after the key" },
	{ "did not find expected key",
	    "expected a key at the indentation of the mapping's other keys" },
	{ "did not find expected '-' indicator",
	    "expected '- ' at the indentation of the list's other items" },
	{ "did not find expected ',' or ']'",
	    "expected ',' or ']' in the list" },
	{ "did not find expected ',' or '}'",
	    "expected ',' or '}' in the mapping" },
	{ "found unexpected end of stream",
	    "expected a closing quote before the end of the file" },
	{ "did not find expected <document start>",
	    "expected the end of the file after its one value" },
	{ "control characters are not allowed",
	    "expected text, found a control character" },
};

bool
yaml_text_fault(struct yaml_text *yaml, struct diags *diags)
{
	const yaml_parser_t *parser = &yaml->parser;
	const char *message = parser->problem;
	struct pos at;
	size_t i;

	if (parser->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (message == NULL)
		message = "expected YAML";
	for (i = 0; i < sizeof(problems) / sizeof(problems[0]); i++)
		if (strcmp(problems[i].theirs, message) == 0)
			message = problems[i].ours;
	/* The reader counts bytes, the scanner and the parser characters. */
	if (parser->error == YAML_READER_ERROR)
		at = (struct pos){ yaml->source,
			yaml->start + parser->problem_offset };
	else
		at = yaml_text_place(yaml, parser->problem_mark.index);
	diag(diags, RULE_YAML_SYNTAX, at, "%s", message);
	return false;
}
