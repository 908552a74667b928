/* SPDX-License-Identifier: ISC */
/*
 * XML, JSON and YAML: each value is a statement whose words are the names
 * above it.  An XML element that holds others, and an item of a list, is a
 * record.  Floor: verify.
 */
#include <string.h>

#include "doc/json.h"
#include "doc/text.h"
#include "doc/xml.h"
#include "doc/yaml.h"
#include "verify/listing.h"

struct reader {
	struct listing *listing;
	struct word path[LISTING_WORDS];
	bool good;
};

/* TEXT, which stands at AT, there in quotation marks or not. */
static struct word
word_of(const char *text, struct pos at)
{
	const char first = source_text(at.source)[at.offset];
	const bool quoted = (first == '"' || first == '\'') && text[0] != first;

	return (struct word){ .text = text,
		.length = strlen(text),
		.offset = at.offset + quoted,
		.quoted = quoted };
}

static bool
has_children(const struct node *node)
{
	return node->first != NULL;
}

static void
take(struct reader *reader, const struct node *node, size_t count)
{
	const struct node *child;
	size_t below;

	if (!reader->good || count + 3 > LISTING_WORDS) {
		reader->good = false;
		return;
	}
	if (!has_children(node)) {
		below = count;
		if (node->text != NULL && node->text[0] != '\0')
			reader->path[below++] = word_of(node->text, node->pos);
		reader->good = listing_add(reader->listing, reader->path, below,
		    count > 0 ? count - 1 : 0);
		return;
	}
	for (child = node->first; child != NULL; child = child->next) {
		below = count;
		if (child->name != NULL)
			reader->path[below++] =
			    word_of(child->name, child->name_pos);
		if (has_children(child) &&
		    (child->kind == NODE_ELEMENT || child->name == NULL))
			reader->path[below++] = listing_record(
			    reader->listing, child->name_pos.offset);
		take(reader, child, below);
	}
}

static const struct node *
read_xml(struct source *source, struct arena *arena, struct diags *diags)
{
	struct xml_reader *xml = xml_reader_new();
	const struct node *root =
	    text_check(source, diags)
		? xml_read(xml, source, NULL, arena, diags)
		: NULL;

	xml_reader_free(xml);
	return root;
}

bool
listing_read_document(
    struct listing *listing, struct source *source, struct diags *diags)
{
	struct reader *reader = ARENA_NEW(listing->arena, struct reader);
	const struct node *root;

	root =
	    listing->form == LISTING_XML
		? read_xml(source, listing->arena, diags)
	    : listing->form == LISTING_JSON
		? json_read(source, LISTING_STATEMENTS, listing->arena, diags)
		: yaml_read(source, listing->arena, diags);
	if (root == NULL)
		return false;
	reader->listing = listing;
	reader->good = true;
	take(reader, root, 0);
	if (!reader->good)
		diag(diags, RULE_CONFIG_READ, (struct pos){ source, 0 },
		    "the document has more than %d values", LISTING_STATEMENTS);
	return reader->good;
}
