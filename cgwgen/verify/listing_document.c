/* SPDX-License-Identifier: ISC */
/*
 * XML, JSON and YAML: each value is a statement whose words are the names
 * above it.  An XML element that holds others, and an item of a list, is a
 * record, but in PAN-OS's XML, whose entries have names.  Floor: verify.
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

/* Whether NODE and what is in it are like PAN-OS's XML: <devices> with named
 * entries. */
static bool
has_entries(const struct node *node, unsigned depth)
{
	const struct node *child;

	for (child = node->first; child != NULL; child = child->next)
		if (child->kind == NODE_ELEMENT &&
		    ((strcmp(node->name, "devices") == 0 &&
			 strcmp(child->name, "entry") == 0 &&
			 node_child(child, "name") != NULL) ||
			(depth > 0 && has_entries(child, depth - 1))))
			return true;
	return false;
}

static const struct node *
first_element(const struct node *node)
{
	while (node != NULL && node->kind != NODE_ELEMENT)
		node = node->next;
	return node;
}

/*
 * PAN-OS's XML as its "set" commands say it: <entry name="X"> is X, a member
 * of a list is its own text, other attributes say nothing.
 */
static void
take_entries(struct reader *reader, const struct node *node, size_t count)
{
	const struct node *child = first_element(node->first), *name;
	const size_t own = count > 0 ? count - 1 : 0;
	size_t below;

	if (!reader->good || count + 3 > LISTING_WORDS) {
		reader->good = false;
		return;
	}
	if (child == NULL) {
		if (node->text != NULL && node->text[0] != '\0')
			reader->path[count++] = word_of(node->text, node->pos);
		reader->good = count == 0 || listing_add(reader->listing,
						 reader->path, count, own);
		return;
	}
	for (; child != NULL; child = first_element(child->next)) {
		below = count;
		name = node_child(child, "name");
		if (strcmp(child->name, "entry") == 0 && name != NULL &&
		    name->kind == NODE_ATTRIBUTE)
			reader->path[below++] = word_of(name->text, name->pos);
		else if (strcmp(child->name, "member") != 0)
			reader->path[below++] =
			    word_of(child->name, child->name_pos);
		take_entries(reader, child, below);
	}
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
	if (root == NULL) {
		/* Nobody knows where its secrets are. */
		source_never_quote(source);
		return false;
	}
	reader->listing = listing;
	reader->good = true;
	if (listing->form == LISTING_XML && has_entries(root, 3))
		take_entries(reader, root, 0);
	else
		take(reader, root, 0);
	if (!reader->good)
		diag(diags, RULE_CONFIG_READ, (struct pos){ source, 0 },
		    "the document has more than %d values or %d words",
		    LISTING_STATEMENTS, LISTING_WORDS_IN_ALL);
	return reader->good;
}
