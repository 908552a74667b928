/* SPDX-License-Identifier: ISC */
/*
 * libyaml's events, one after the other, become a tree.  Nothing recurses
 * but the copying of an alias, which the limit on depth bounds.  Floor 1.
 */
#include "doc/yaml.h"

#include <string.h>

#include "doc/text.h"
#include "doc/yaml_tag.h"
#include "doc/yaml_text.h"

struct anchor {
	const char *name;
	struct node *node;
	struct anchor *next;
};

struct reader {
	struct yaml_text text;
	const struct source *source;
	struct arena *arena;
	struct diags *diags;
	bool tagged; /* whether local tags are kept */
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
	size_t node_limit;
	size_t copied; /* nodes that aliases repeat: few, whatever the limit */
};

static struct pos
event_place(struct reader *reader, const yaml_event_t *event)
{
	return yaml_text_place(&reader->text, event->start_mark.index);
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

	if (reader->node_count++ == reader->node_limit) {
		limit(reader, at, reader->node_limit, "values");
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
	return yaml_refuse_tag(reader->diags, (const char *)tag, at);
}

/* Whether TAG is to be kept: "!Name", where that is wanted. */
static bool
is_local(const struct reader *reader, const yaml_char_t *tag)
{
	return reader->tagged && tag != NULL && tag[0] == '!' && tag[1] != '\0';
}

/* Opens the mapping of one member that stands for a tag; see yaml.h. */
static bool
open_tag(struct reader *reader, const yaml_char_t *tag, struct pos at)
{
	struct node *node;

	if (reader->depth == TEXT_LIMIT_DEPTH)
		return limit(reader, at, TEXT_LIMIT_DEPTH, "levels of nesting");
	if ((node = add(reader, NODE_MAP, at)) == NULL)
		return false;
	reader->depth++;
	reader->parent = node;
	reader->key = arena_string(reader->arena, (const char *)tag);
	reader->key_plain = true;
	reader->key_pos = at;
	return true;
}

static struct node *
close_tag(struct reader *reader)
{
	struct node *node = reader->parent;

	reader->parent = node->parent;
	reader->depth--;
	return node;
}

/* Whether the next value is a key. */
static bool
expects_key(const struct reader *reader)
{
	return reader->parent != NULL && reader->parent->kind == NODE_MAP &&
	       reader->key == NULL;
}

static bool
read_key(struct reader *reader, const yaml_event_t *event, struct pos at)
{
	const char *text = (const char *)event->data.scalar.value;
	bool plain = event->data.scalar.plain_implicit &&
		     event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	if (event->data.scalar.anchor != NULL)
		return refuse(reader, at, "expected a key without an anchor");
	if (plain && strcmp(text, "<<") == 0)
		return refuse(reader, at,
		    "merge keys are not understood: write the keys out, or use "
		    "an alias for a whole value");
	reader->key =
	    arena_copy(reader->arena, text, event->data.scalar.length);
	reader->key_plain = plain;
	reader->key_pos = at;
	return true;
}

static bool
add_scalar(
    struct reader *reader, const yaml_event_t *event, struct pos at, bool plain)
{
	struct node *node = add(reader, NODE_SCALAR, at);

	if (node == NULL)
		return false;
	node->text = arena_copy(reader->arena,
	    (const char *)event->data.scalar.value, event->data.scalar.length);
	node->plain = plain;
	node->end =
	    yaml_text_place(&reader->text, event->end_mark.index).offset;
	return true;
}

/* A scalar that is no key. */
static bool
read_value(struct reader *reader, const yaml_event_t *event)
{
	const yaml_char_t *anchor = event->data.scalar.anchor;
	const yaml_char_t *tag = event->data.scalar.tag;
	struct pos at = event_place(reader, event);
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	size_t end;

	if (!is_local(reader, tag))
		return add_scalar(reader, event, at,
			   plain && event->data.scalar.plain_implicit) &&
		       keep_anchor(reader, anchor,
			   reader->parent != NULL ? reader->parent->last
						  : reader->root);
	end = yaml_text_place(&reader->text, event->end_mark.index).offset;
	return open_tag(reader, tag, at) &&
	       add_scalar(reader, event, yaml_behind_tag(at, end), plain) &&
	       keep_anchor(reader, anchor, close_tag(reader));
}

static bool
read_scalar(struct reader *reader, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	const yaml_char_t *tag = event->data.scalar.tag;
	struct pos at = event_place(reader, event);

	if (length > TEXT_LIMIT_VALUE)
		return limit(
		    reader, at, TEXT_LIMIT_VALUE, "bytes in one value");
	if (memchr(text, '\0', length) != NULL) {
		diag(reader->diags, RULE_INPUT_ENCODING, at,
		    "value holds a NUL character");
		return false;
	}
	if ((expects_key(reader) || !is_local(reader, tag)) &&
	    !check_tag(reader, tag, YAML_STR_TAG, at))
		return false;
	return expects_key(reader) ? read_key(reader, event, at)
				   : read_value(reader, event);
}

static bool
open_collection(struct reader *reader, enum node_kind kind,
    const yaml_char_t *anchor, const yaml_char_t *tag, struct pos at)
{
	bool tagged = is_local(reader, tag) && !expects_key(reader);
	struct node *node;

	if (!tagged && !check_tag(reader, tag,
			   kind == NODE_MAP ? YAML_MAP_TAG : YAML_SEQ_TAG, at))
		return false;
	if (expects_key(reader))
		return refuse(reader, at, "expected a text as key");
	if (tagged && !open_tag(reader, tag, at))
		return false;
	if (tagged)
		at = yaml_behind_tag(at, source_length(reader->source));
	if (reader->depth == TEXT_LIMIT_DEPTH)
		return limit(reader, at, TEXT_LIMIT_DEPTH, "levels of nesting");
	if ((node = add(reader, kind, at)) == NULL)
		return false;
	reader->depth++;
	reader->parent = node;
	return keep_anchor(reader, anchor, tagged ? node->parent : node);
}

static bool
close_collection(struct reader *reader, const yaml_event_t *event)
{
	struct node *closed = reader->parent;

	/* What has no brackets ends where the next thing begins. */
	if (event->end_mark.index > event->start_mark.index)
		closed->end =
		    yaml_text_place(&reader->text, event->end_mark.index)
			.offset;
	reader->parent = closed->parent;
	reader->depth--;
	if (reader->parent != NULL && yaml_tag(reader->parent) != NULL)
		close_tag(reader);
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
		if (reader->copied++ == TEXT_LIMIT_NODES)
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
		return close_collection(reader, event);
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
		if (!yaml_parser_parse(&reader->text.parser, &event))
			return yaml_text_fault(&reader->text, reader->diags);
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

static const struct node *
read_document(struct reader *reader, bool *ret_whole)
{
	*ret_whole = false;
	if (!text_check(reader->source, reader->diags))
		return NULL;
	yaml_text_open(&reader->text, reader->source);
	*ret_whole = read_stream(reader) && holds_something(reader);
	yaml_text_close(&reader->text);
	return reader->root;
}

const struct node *
yaml_read_start(const struct source *source, size_t nodes, struct arena *arena,
    struct diags *diags, bool *ret_whole)
{
	struct reader reader = { .source = source,
		.arena = arena,
		.diags = diags,
		.tagged = true,
		.node_limit = nodes };

	return read_document(&reader, ret_whole);
}

const struct node *
yaml_read(const struct source *source, struct arena *arena, struct diags *diags)
{
	struct reader reader = { .source = source,
		.arena = arena,
		.diags = diags,
		.node_limit = TEXT_LIMIT_NODES };
	bool whole;
	const struct node *root = read_document(&reader, &whole);

	return whole ? root : NULL;
}
