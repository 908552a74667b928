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

#include "doc/text.h"
#include "doc/xml.h"
#include "read/aws_xml_binding.h"
#include "read/outline.h"

/* More tunnels than any connection has; a bound on hostile documents. */
#define LIMIT_TUNNELS 64

#define ROOT "vpn_connection"
#define TUNNEL "ipsec_tunnel"
#define PSK "pre_shared_key"

/* The shapes of documents whose bindings are kept: readers learn ever fewer of
 * them, see xml_known_learn(). */
#define LIMIT_SHAPES 32

struct aws_xml {
	struct arena *arena;
	struct xml_reader *xml;
	struct outline *connection;
	struct outline *tunnel;
	struct binding bindings[LIMIT_SHAPES]; /* by the shape's number */
};

struct aws_xml *
aws_xml_new(void)
{
	struct aws_xml *reader = memory_alloc(sizeof(*reader));
	const struct field *fields;
	struct outline *last;
	size_t count;

	*reader = (struct aws_xml){ .arena = arena_new() };
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

static void bind_tunnel(struct reading *r, const struct node *element);

static void bind_element(struct reading *r, const struct outline *outline,
    const struct node *element);

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
		progress->disordered = r->odd = true;
	}
	progress->last = outline;
}

/* The expected child that NODE is, or NULL after a note. */
static struct outline *
recognise(struct reading *r, const struct outline *outline,
    struct progress *progress, const struct node *node)
{
	struct outline *child;

	if (aws_xml_is_hint(node))
		return NULL;
	child = outline_child(
	    outline, node->kind == NODE_ATTRIBUTE, node->name, progress->last);
	if (child == NULL) {
		aws_xml_unknown(r, node);
		return NULL;
	}
	if ((progress->seen >> child->position & 1) != 0 &&
	    child != r->reader->tunnel) {
		r->odd = true;
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

	for (child = outline->first; child != NULL; child = child->next) {
		if (!child->required ||
		    (progress->seen >> child->position & 1) != 0)
			continue;
		r->odd = true;
		diag(r->diags, RULE_ELEMENT_MISSING, element->name_pos,
		    "%s is missing", outline_path(child, r->arena));
	}
}

static void
bind_element(struct reading *r, const struct outline *outline,
    const struct node *element)
{
	struct progress progress = { .seen = 0 };
	const struct node *node;
	struct outline *child;

	if (element->text != NULL) {
		r->odd = true;
		diag(r->diags, RULE_VALUE_MALFORMED, element->name_pos,
		    "%s holds text beside its elements", element->name);
	}
	for (node = element->first; node != NULL; node = node->next) {
		child = recognise(r, outline, &progress, node);
		if (child == NULL)
			continue;
		if (child == r->reader->tunnel) {
			bind_tunnel(r, node);
		} else if (child->field != NULL) {
			aws_xml_note(r, child->field, node);
			aws_xml_bind(r, child->field, node);
		} else {
			bind_element(r, child, node);
		}
	}
	report_missing(r, outline, &progress, element);
}

static void
bind_tunnel(struct reading *r, const struct node *element)
{
	struct connection *connection = r->connection;

	if (connection->tunnel_count == LIMIT_TUNNELS) {
		r->odd = true;
		diag(r->diags, RULE_INPUT_LIMIT, element->name_pos,
		    "connection has more than %d tunnels", LIMIT_TUNNELS);
		connection->tunnel_count++;
		return;
	}
	if (connection->tunnel_count > LIMIT_TUNNELS)
		return;
	aws_xml_note(r, NULL, element);
	aws_xml_begin_tunnel(r, element);
	bind_element(r, r->reader->tunnel, element);
	r->tunnel = NULL;
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

static void
bind_root(struct reading *r, const struct node *root)
{
	r->connection->tunnels =
	    arena_array(r->arena, count_tunnels(root), sizeof(struct tunnel));
	bind_element(r, r->reader->connection, root);
	if (r->connection->tunnel_count > LIMIT_TUNNELS)
		r->connection->tunnel_count = LIMIT_TUNNELS;
}

/* ---- documents of one shape ------------------------------------------- */

/* The same, noting in BINDING what the nodes become. */
static void
bind_first(struct reading *r, const struct node *root, struct binding *binding)
{
	struct arena *arena = r->reader->arena;
	struct bound *list =
	    arena_array(r->arena, XML_SHAPE_NODES, sizeof(*list));

	*binding = (struct binding){ .known = true, .list = list };
	r->nodes = root;
	r->binding = binding;
	bind_root(r, root);
	binding->odd = r->odd;
	binding->tunnel_count = r->connection->tunnel_count;
	binding->list = arena_array(arena, binding->count, sizeof(*list));
	memcpy(binding->list, list, binding->count * sizeof(*list));
}

/* ----------------------------------------------------------------------- */

/* The binding of the documents that have the last one's shape, or NULL. */
static struct binding *
find_binding(struct aws_xml *reader)
{
	const size_t shape = xml_reader_shape(reader->xml);

	return shape == 0 || shape > LIMIT_SHAPES
		   ? NULL
		   : &reader->bindings[shape - 1];
}

/* Binds the tree with this ROOT; false when it is of something else. */
static bool
bind_tree(struct reading *r, const struct node *root, struct binding *binding)
{
	if (strcmp(root->name, ROOT) != 0) {
		diag(r->diags, RULE_XML_ROOT, root->name_pos,
		    "root element is %s, not " ROOT,
		    diag_quote(r->diags, root->name));
		return false;
	}
	aws_xml_begin(r, root);
	if (binding == NULL || binding->known)
		bind_root(r, root);
	else
		bind_first(r, root, binding);
	return true;
}

/* MATCH is that of SOURCE, or NULL: it is to be parsed. */
static struct connection *
read_match(struct aws_xml *reader, struct source *source,
    const struct xml_match *match, struct arena *arena, struct diags *diags)
{
	struct reading r = { .reader = reader,
		.source = source,
		.arena = arena,
		.diags = diags,
		.connection = ARENA_NEW(arena, struct connection) };
	struct binding *binding = find_binding(reader);
	const struct node *root;

	if (match != NULL && binding != NULL && binding->known &&
	    !binding->odd) {
		aws_xml_bind_again(&r, binding, match, reader->arena);
	} else {
		root = match != NULL
			   ? xml_match_tree(match, arena)
			   : xml_parse(reader->xml, source, PSK, arena, diags);
		if (root == NULL || !bind_tree(&r, root, binding))
			return NULL;
	}
	connection_sort_tunnels(r.connection);
	return r.connection;
}

struct connection *
aws_xml_read(struct aws_xml *reader, struct source *source, struct arena *arena,
    struct diags *diags)
{
	return read_match(reader, source,
	    xml_match(reader->xml, source, PSK, arena), arena, diags);
}

struct connection *
aws_xml_read_raw(struct aws_xml *reader, struct source *source,
    struct arena *arena, struct diags *diags)
{
	const struct xml_match *match =
	    xml_match(reader->xml, source, PSK, arena);

	if (match == NULL && !text_check(source, diags)) {
		source_never_quote(source);
		return NULL;
	}
	return read_match(reader, source, match, arena, diags);
}
