/* SPDX-License-Identifier: ISC */
/*
 * libyaml's events, one after the other, become a tree.  Nothing recurses
 * but the copying of an alias, which the limit on depth bounds.  libyaml's
 * own messages are constant texts and hold nothing of the input.  Floor 1.
 */
#include "doc/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "doc/text.h"

struct anchor {
	const char *name;
	struct node *node;
	struct anchor *next;
};

struct reader {
	yaml_parser_t parser;
	const struct source *source;
	struct arena *arena;
	struct diags *diags;
	size_t start; /* length of the byte order mark */
	/* The place last asked for: characters and bytes after start. */
	size_t characters;
	size_t bytes;
	struct node *root;
	struct node *parent; /* the open collection, NULL at the top */
	size_t depth;
	/* The key read last, until its value comes. */
	const char *key;
	bool key_plain;
	struct pos key_pos;
	struct anchor *anchors; /* the newest first */
	size_t anchor_count;
	size_t alias_count;
	size_t node_count;
};

/*
 * The byte of a character.  libyaml counts characters; places come mostly
 * in order, so walking from the last one costs little.
 */
static struct pos
place(struct reader *reader, size_t characters)
{
	const char *text = source_text(reader->source) + reader->start;
	size_t length = source_length(reader->source) - reader->start;

	while (reader->characters > characters) {
		do
			reader->bytes--;
		while ((text[reader->bytes] & 0xc0) == 0x80);
		reader->characters--;
	}
	while (reader->characters < characters && reader->bytes < length) {
		do
			reader->bytes++;
		while ((text[reader->bytes] & 0xc0) == 0x80);
		reader->characters++;
	}
	return (struct pos){ reader->source, reader->start + reader->bytes };
}

static struct pos
event_place(struct reader *reader, const yaml_event_t *event)
{
	return place(reader, event->start_mark.index);
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

static bool
syntax_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
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
		at = (struct pos){ reader->source,
			reader->start + parser->problem_offset };
	else
		at = place(reader, parser->problem_mark.index);
	diag(reader->diags, RULE_YAML_SYNTAX, at, "%s", message);
	return false;
}

static bool
refuse(struct reader *reader, struct pos at, const char *message)
{
	diag(reader->diags, RULE_YAML_SYNTAX, at, "%s", message);
	return false;
}

static bool
limit(struct reader *reader, struct pos at, size_t count, const char *of)
{
	diag(
	    reader->diags, RULE_INPUT_LIMIT, at, "more than %zu %s", count, of);
	return false;
}

/* A node for the value at AT, under the pending key if there is one. */
static struct node *
add(struct reader *reader, enum node_kind kind, struct pos at)
{
	struct node *node;

	if (reader->node_count++ == TEXT_LIMIT_NODES) {
		limit(reader, at, TEXT_LIMIT_NODES, "values");
		return NULL;
	}
	node = node_add(reader->arena, kind, reader->parent);
	node->name = reader->key;
	node->name_plain = reader->key_plain;
	node->name_pos = reader->key_pos;
	node->pos = at;
	reader->key = NULL;
	reader->key_pos = NOWHERE;
	if (reader->root == NULL)
		reader->root = node;
	return node;
}

static bool
keep_anchor(struct reader *reader, const yaml_char_t *name, struct node *node)
{
	struct anchor *anchor;

	if (name == NULL)
		return true;
	if (reader->anchor_count++ == YAML_LIMIT_ALIASES)
		return limit(reader, node->pos, YAML_LIMIT_ALIASES, "anchors");
	anchor = ARENA_NEW(reader->arena, struct anchor);
	anchor->name = arena_string(reader->arena, (const char *)name);
	anchor->node = node;
	anchor->next = reader->anchors;
	reader->anchors = anchor;
	return true;
}

static bool
check_tag(struct reader *reader, const yaml_char_t *tag, const char *known,
    struct pos at)
{
	if (tag == NULL || strcmp((const char *)tag, known) == 0)
		return true;
	diag(reader->diags, RULE_YAML_SYNTAX, at,
	    "tag '%s' is not known here; expected none",
	    diag_quote(reader->diags, (const char *)tag));
	return false;
}

/* Whether the next value is a key. */
static bool
expects_key(const struct reader *reader)
{
	return reader->parent != NULL && reader->parent->kind == NODE_MAP &&
	       reader->key == NULL;
}

static bool
read_scalar(struct reader *reader, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	const yaml_char_t *anchor = event->data.scalar.anchor;
	struct pos at = event_place(reader, event);
	bool plain = event->data.scalar.plain_implicit &&
		     event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	struct node *node;

	if (length > TEXT_LIMIT_VALUE)
		return limit(
		    reader, at, TEXT_LIMIT_VALUE, "bytes in one value");
	if (memchr(text, '\0', length) != NULL) {
		diag(reader->diags, RULE_INPUT_ENCODING, at,
		    "value holds a NUL character");
		return false;
	}
	if (!check_tag(reader, event->data.scalar.tag, YAML_STR_TAG, at))
		return false;
	if (!expects_key(reader)) {
		if ((node = add(reader, NODE_SCALAR, at)) == NULL)
			return false;
		node->text = arena_copy(reader->arena, text, length);
		node->plain = plain;
		node->end = place(reader, event->end_mark.index).offset;
		return keep_anchor(reader, anchor, node);
	}
	if (anchor != NULL)
		return refuse(reader, at, "expected a key without an anchor");
	if (plain && strcmp(text, "<<") == 0)
		return refuse(reader, at,
		    "merge keys are not understood: write the keys out, or use "
		    "an alias for a whole value");
	reader->key = arena_copy(reader->arena, text, length);
	reader->key_plain = plain;
	reader->key_pos = at;
	return true;
}

static bool
open_collection(struct reader *reader, enum node_kind kind,
    const yaml_char_t *anchor, const yaml_char_t *tag, struct pos at)
{
	struct node *node;

	if (!check_tag(reader, tag,
		kind == NODE_MAP ? YAML_MAP_TAG : YAML_SEQ_TAG, at))
		return false;
	if (expects_key(reader))
		return refuse(reader, at, "expected a text as key");
	if (reader->depth == TEXT_LIMIT_DEPTH)
		return limit(reader, at, TEXT_LIMIT_DEPTH, "levels of nesting");
	if ((node = add(reader, kind, at)) == NULL)
		return false;
	reader->depth++;
	reader->parent = node;
	return keep_anchor(reader, anchor, node);
}

static bool
close_collection(struct reader *reader)
{
	struct node *closed = reader->parent;

	reader->parent = closed->parent;
	reader->depth--;
	return closed->kind != NODE_MAP ||
	       node_keys_unique(closed, RULE_YAML_SYNTAX, reader->diags);
}

/* Copies what is below FROM to TO; false when a limit is crossed. */
static bool
copy_children(struct reader *reader, const struct node *from, struct node *to,
    size_t depth, struct pos at)
{
	const struct node *child;
	struct node *copy;

	if (from->kind != NODE_SCALAR && depth >= TEXT_LIMIT_DEPTH)
		return limit(reader, at, TEXT_LIMIT_DEPTH, "levels of nesting");
	for (child = from->first; child != NULL; child = child->next) {
		if (reader->node_count++ == TEXT_LIMIT_NODES)
			return limit(reader, at, TEXT_LIMIT_NODES,
			    "values, with those that aliases repeat");
		copy = node_add(reader->arena, child->kind, to);
		copy->plain = child->plain;
		copy->name = child->name;
		copy->name_plain = child->name_plain;
		copy->text = child->text;
		copy->name_pos = child->name_pos;
		copy->pos = child->pos;
		copy->end = child->end;
		if (!copy_children(reader, child, copy, depth + 1, at))
			return false;
	}
	return true;
}

static bool
read_alias(struct reader *reader, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	struct pos at = event_place(reader, event);
	const struct anchor *anchor = reader->anchors;
	const struct node *up;
	struct node *copy;

	if (expects_key(reader))
		return refuse(
		    reader, at, "expected a text as key, not an alias");
	if (reader->alias_count++ == YAML_LIMIT_ALIASES)
		return limit(reader, at, YAML_LIMIT_ALIASES, "aliases");
	while (anchor != NULL && strcmp(anchor->name, name) != 0)
		anchor = anchor->next;
	if (anchor == NULL) {
		diag(reader->diags, RULE_YAML_SYNTAX, at,
		    "expected an anchor '&%s' before this alias",
		    diag_quote(reader->diags, name));
		return false;
	}
	for (up = reader->parent; up != NULL; up = up->parent)
		if (up == anchor->node)
			return refuse(
			    reader, at, "alias lies within its own anchor");
	copy = add(reader, anchor->node->kind, anchor->node->pos);
	if (copy == NULL)
		return false;
	copy->plain = anchor->node->plain;
	copy->text = anchor->node->text;
	copy->end = anchor->node->end;
	return copy_children(reader, anchor->node, copy, reader->depth, at);
}

static bool
read_event(struct reader *reader, const yaml_event_t *event)
{
	struct pos at;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (reader->root == NULL)
			return true;
		at = event_place(reader, event);
		return refuse(
		    reader, at, "expected one document, here begins another");
	case YAML_SCALAR_EVENT:
		return read_scalar(reader, event);
	case YAML_ALIAS_EVENT:
		return read_alias(reader, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_collection(reader, NODE_SEQUENCE,
		    event->data.sequence_start.anchor,
		    event->data.sequence_start.tag, event_place(reader, event));
	case YAML_MAPPING_START_EVENT:
		return open_collection(reader, NODE_MAP,
		    event->data.mapping_start.anchor,
		    event->data.mapping_start.tag, event_place(reader, event));
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_collection(reader);
	default:
		return true;
	}
}

static bool
read_stream(struct reader *reader)
{
	yaml_event_t event;
	bool going = true, ended = false;

	while (going && !ended) {
		if (!yaml_parser_parse(&reader->parser, &event))
			return syntax_error(reader);
		ended = event.type == YAML_STREAM_END_EVENT;
		going = read_event(reader, &event);
		yaml_event_delete(&event);
	}
	return going;
}

/* Whether the document is more than comments and markers. */
static bool
holds_something(const struct reader *reader)
{
	const struct node *root = reader->root;

	if (root != NULL && (root->kind != NODE_SCALAR || !root->plain ||
				root->text[0] != '\0'))
		return true;
	diag(reader->diags, RULE_INPUT_EMPTY, (struct pos){ reader->source, 0 },
	    "file holds no document");
	return false;
}

const struct node *
yaml_read_start(const struct source *source, struct arena *arena,
    struct diags *diags, bool *ret_whole)
{
	struct reader reader = {
		.source = source, .arena = arena, .diags = diags
	};
	const char *text = source_text(source);

	*ret_whole = false;
	if (!text_check(source, diags))
		return NULL;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		reader.start = 3;
	if (!yaml_parser_initialize(&reader.parser))
		memory_exhausted();
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser,
	    (const unsigned char *)text + reader.start,
	    source_length(source) - reader.start);
	*ret_whole = read_stream(&reader) && holds_something(&reader);
	yaml_parser_delete(&reader.parser);
	return reader.root;
}

const struct node *
yaml_read(const struct source *source, struct arena *arena, struct diags *diags)
{
	bool whole;
	const struct node *root = yaml_read_start(source, arena, diags, &whole);

	return whole ? root : NULL;
}
