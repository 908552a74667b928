/* SPDX-License-Identifier: ISC */
/*
 * AWS's CustomerGatewayConfiguration: one walk over the document beside the
 * tree of expected elements.  What the document lacks, repeats, misplaces or
 * adds becomes a finding; nothing is guessed.  Floor 3.
 */
#include "read/aws_xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "doc/xml.h"
#include "model/field.h"
#include "read/outline.h"

/* More tunnels than any connection has; a bound on hostile documents. */
#define LIMIT_TUNNELS 64

#define ROOT "vpn_connection"
#define TUNNEL "ipsec_tunnel"
#define PSK "pre_shared_key"

struct aws_xml {
	struct arena *arena;
	struct xml_reader *xml;
	struct outline *connection;
	struct outline *tunnel;
};

/* One document's reading. */
struct reading {
	const struct aws_xml *reader;
	struct source *source;
	struct arena *arena;
	struct diags *diags;
	struct connection *connection;
};

struct aws_xml *
aws_xml_new(void)
{
	struct aws_xml *reader = memory_alloc(sizeof(*reader));
	const struct field *fields;
	struct outline *last;
	size_t count;

	reader->arena = arena_new();
	reader->xml = xml_reader_new();
	fields = connection_fields(&count);
	reader->connection = outline_new(reader->arena, ROOT, fields, count);
	/* The tunnels come after all fields of the connection. */
	for (last = reader->connection->first; last->next != NULL;)
		last = last->next;
	fields = tunnel_fields(&count);
	reader->tunnel = outline_new(reader->arena, TUNNEL, fields, count);
	reader->tunnel->required = true;
	reader->tunnel->parent = reader->connection;
	reader->tunnel->position = last->position + 1;
	last->next = reader->tunnel;
	return reader;
}

void
aws_xml_free(struct aws_xml *reader)
{
	if (reader == NULL)
		return;
	xml_reader_free(reader->xml);
	arena_free(reader->arena);
	free(reader);
}

/* Attributes that tell editors where the schema is. */
static bool
is_schema_hint(const struct node *node)
{
	static const char *const hints[] = {
		"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation",
		"{http://www.w3.org/2001/XMLSchema-instance}"
		"noNamespaceSchemaLocation",
	};

	return node->kind == NODE_ATTRIBUTE &&
	       (strcmp(node->name, hints[0]) == 0 ||
		   strcmp(node->name, hints[1]) == 0);
}

/* What nobody knows may be a key under a misspelt name: it is not quoted up
 * to the next element or, behind a last one, the end of the line. */
static void
hide(struct reading *r, const struct node *node)
{
	const char *text = source_text(r->source);
	size_t start = node->name_pos.offset, end;

	if (node->kind == NODE_ATTRIBUTE) {
		start = node->pos.offset;
		end = start + strlen(node->text);
		if (start == node->name_pos.offset)
			source_never_quote(r->source);
	} else {
		start += strcspn(text + start, " \t\r\n/>");
		end = node->next != NULL ? node->next->name_pos.offset
					 : start + strcspn(text + start, "\n");
	}
	source_secret(r->source, start, end);
}

static void
unknown(struct reading *r, const struct node *node)
{
	const char *kind =
	    node->kind == NODE_ATTRIBUTE ? "attribute" : "element";
	const char *inside = node->parent->name;

	hide(r, node);
	diag(r->diags, RULE_ELEMENT_UNKNOWN, node->name_pos,
	    "unknown %s %s in %s", kind, diag_quote(r->diags, node->name),
	    diag_quote(r->diags, inside));
}

static void
malformed(struct reading *r, const struct field *field, const struct node *node)
{
	const char *expected = field_expected(field, r->arena);
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		diag(r->diags, RULE_ALGORITHM_UNKNOWN, node->pos,
		    "%s '%s' is not a known %s", node->name,
		    diag_quote(r->diags, node->text),
		    algorithm_kind_name(kind));
	else if (field->secret)
		diag(r->diags, RULE_VALUE_MALFORMED, node->pos, "%s is not %s",
		    node->name, expected);
	else
		diag(r->diags, RULE_VALUE_MALFORMED, node->pos,
		    "%s '%s' is not %s", node->name,
		    diag_quote(r->diags, node->text), expected);
}

/* A leaf: its text becomes the field's value. */
static void
bind_value(struct reading *r, const struct field *field,
    const struct node *node, void *owner)
{
	struct value *value = field_slot(field, owner);
	const struct node *child;

	value->at = node->pos;
	for (child = node->first; child != NULL; child = child->next) {
		if (is_schema_hint(child))
			continue;
		unknown(r, child);
		if (child->kind != NODE_ELEMENT)
			continue;
		/* Text around an element is no value that could be used. */
		diag(r->diags, RULE_VALUE_MALFORMED, node->name_pos,
		    "%s holds an element", node->name);
		return;
	}
	if (node->text == NULL || node->text[0] == '\0') {
		value->at = node->name_pos;
		if (field->type != FIELD_TEXT)
			diag(r->diags, RULE_VALUE_MALFORMED, node->name_pos,
			    "%s is empty; it must be %s", node->name,
			    field_expected(field, r->arena));
		return;
	}
	value->text = node->text;
	if (field_parse(field, node->text, value))
		value->origin = ORIGIN_XML;
	else
		malformed(r, field, node);
}

static void bind_tunnel(struct reading *r, const struct node *element);

static void bind_element(struct reading *r, const struct outline *outline,
    const struct node *element, void *owner);

/* What has been met of one element's children. */
struct progress {
	uint64_t seen; /* bit N: the child at position N */
	struct outline *last;
	bool disordered;
};

static void
note_order(struct reading *r, struct progress *progress,
    struct outline *outline, const struct node *node)
{
	if (progress->last != NULL && !progress->disordered &&
	    node->kind == NODE_ELEMENT &&
	    outline->position < progress->last->position) {
		diag(r->diags, RULE_ELEMENT_ORDER, node->name_pos,
		    "%s stands after %s; AWS writes it before", outline->name,
		    progress->last->name);
		progress->disordered = true;
	}
	progress->last = outline;
}

/* The expected child that NODE is, or NULL after a note. */
static struct outline *
recognise(struct reading *r, const struct outline *outline,
    struct progress *progress, const struct node *node)
{
	struct outline *child;

	if (is_schema_hint(node))
		return NULL;
	child = outline_child(
	    outline, node->kind == NODE_ATTRIBUTE, node->name, progress->last);
	if (child == NULL) {
		unknown(r, node);
		return NULL;
	}
	if ((progress->seen >> child->position & 1) != 0 &&
	    child != r->reader->tunnel) {
		diag(r->diags, RULE_ELEMENT_REPEATED, node->name_pos,
		    "%s occurs again", outline_path(child, r->arena));
		return NULL;
	}
	note_order(r, progress, child, node);
	progress->seen |= (uint64_t)1 << child->position;
	return child;
}

static void
report_missing(struct reading *r, const struct outline *outline,
    const struct progress *progress, const struct node *element)
{
	const struct outline *child;

	for (child = outline->first; child != NULL; child = child->next)
		if (child->required &&
		    (progress->seen >> child->position & 1) == 0)
			diag(r->diags, RULE_ELEMENT_MISSING, element->name_pos,
			    "%s is missing", outline_path(child, r->arena));
}

static void
bind_element(struct reading *r, const struct outline *outline,
    const struct node *element, void *owner)
{
	struct progress progress = { .seen = 0 };
	const struct node *node;
	struct outline *child;

	if (element->text != NULL)
		diag(r->diags, RULE_VALUE_MALFORMED, element->name_pos,
		    "%s holds text beside its elements", element->name);
	for (node = element->first; node != NULL; node = node->next) {
		child = recognise(r, outline, &progress, node);
		if (child == NULL)
			continue;
		if (child == r->reader->tunnel)
			bind_tunnel(r, node);
		else if (child->field != NULL)
			bind_value(r, child->field, node, owner);
		else
			bind_element(r, child, node, owner);
	}
	report_missing(r, outline, &progress, element);
}

static void
bind_tunnel(struct reading *r, const struct node *element)
{
	struct connection *connection = r->connection;
	struct tunnel *tunnel;

	if (connection->tunnel_count == LIMIT_TUNNELS) {
		diag(r->diags, RULE_INPUT_LIMIT, element->name_pos,
		    "connection has more than %d tunnels", LIMIT_TUNNELS);
		connection->tunnel_count++;
		return;
	}
	if (connection->tunnel_count > LIMIT_TUNNELS)
		return;
	tunnel = &connection->tunnels[connection->tunnel_count++];
	tunnel->at = element->name_pos;
	bind_element(r, r->reader->tunnel, element, tunnel);
}

static size_t
count_tunnels(const struct node *root)
{
	const struct node *node;
	size_t count = 0;

	for (node = root->first; node != NULL; node = node->next)
		if (strcmp(node->name, TUNNEL) == 0)
			count++;
	return count < LIMIT_TUNNELS ? count : LIMIT_TUNNELS;
}

struct connection *
aws_xml_read(struct aws_xml *reader, struct source *source, struct arena *arena,
    struct diags *diags)
{
	struct reading r = { reader, source, arena, diags,
		ARENA_NEW(arena, struct connection) };
	const struct node *root;

	root = xml_read(reader->xml, source, PSK, arena, diags);
	if (root == NULL)
		return NULL;
	if (strcmp(root->name, ROOT) != 0) {
		diag(diags, RULE_XML_ROOT, root->name_pos,
		    "root element is %s, not " ROOT,
		    diag_quote(diags, root->name));
		return NULL;
	}
	r.connection->at = root->name_pos;
	r.connection->has_xml = true;
	r.connection->tunnels =
	    arena_array(arena, count_tunnels(root), sizeof(struct tunnel));
	bind_element(&r, reader->connection, root, r.connection);
	if (r.connection->tunnel_count > LIMIT_TUNNELS)
		r.connection->tunnel_count = LIMIT_TUNNELS;
	connection_sort_tunnels(r.connection);
	return r.connection;
}
