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
#include "doc/xml_shape.h"
#include "read/aws_xml_reading.h"
#include "read/outline.h"

/* More tunnels than any connection has; a bound on hostile documents. */
#define LIMIT_TUNNELS 64

#define ROOT "vpn_connection"
#define TUNNEL "ipsec_tunnel"
#define PSK "pre_shared_key"

/* The shapes of documents whose bindings are kept: readers learn ever fewer of
 * them, see xml_known_learn(). */
#define LIMIT_SHAPES 32

/* What a node becomes. */
struct bound {
	size_t node;               /* its index */
	const struct field *field; /* NULL: it is a tunnel */
};

/* What the nodes of documents of one shape become. */
struct binding {
	bool known;
	bool odd; /* there is more to say of the document than its values */
	size_t tunnel_count;
	struct bound *list;
	size_t count;
};

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

/* Notes for other documents of the shape what NODE becomes. */
static void
note(struct reading *r, const struct field *field, const struct node *node)
{
	if (r->binding != NULL)
		r->binding->list[r->binding->count++] =
		    (struct bound){ (size_t)(node - r->nodes), field };
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
			note(r, child->field, node);
			aws_xml_bind(r, child->field, node);
		} else {
			bind_element(r, child, node);
		}
	}
	report_missing(r, outline, &progress, element);
}

static void
begin_tunnel(struct reading *r, const struct node *element)
{
	r->tunnel = &r->connection->tunnels[r->connection->tunnel_count++];
	r->tunnel->at = element->name_pos;
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
	note(r, NULL, element);
	begin_tunnel(r, element);
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
	r->binding = binding;
	bind_root(r, root);
	binding->odd = r->odd;
	binding->tunnel_count = r->connection->tunnel_count;
	binding->list = arena_array(arena, binding->count, sizeof(*list));
	memcpy(binding->list, list, binding->count * sizeof(*list));
}

/* What bind_root() does where there is nothing to be said but of values: in
 * the same order, so that what is said of these is in the same order. */
static void
bind_again(struct reading *r, const struct binding *binding)
{
	const struct bound *bound;
	size_t i;

	r->connection->tunnels =
	    arena_array(r->arena, binding->tunnel_count, sizeof(struct tunnel));
	for (i = 0; i < binding->count; i++) {
		bound = &binding->list[i];
		if (bound->field != NULL)
			aws_xml_bind(r, bound->field, &r->nodes[bound->node]);
		else
			begin_tunnel(r, &r->nodes[bound->node]);
	}
}

/* Binds ROOT, the first node of a document that has the shape NUMBER. */
static void
bind_shape(struct reading *r, const struct node *root, size_t number)
{
	struct binding *binding = &r->reader->bindings[number - 1];

	r->nodes = root;
	if (!binding->known)
		bind_first(r, root, binding);
	else if (binding->odd)
		bind_root(r, root);
	else
		bind_again(r, binding);
}

/* ----------------------------------------------------------------------- */

struct connection *
aws_xml_read(struct aws_xml *reader, struct source *source, struct arena *arena,
    struct diags *diags)
{
	struct reading r = { .reader = reader,
		.source = source,
		.arena = arena,
		.diags = diags,
		.connection = ARENA_NEW(arena, struct connection) };
	const struct node *root;
	size_t shape;

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
	shape = xml_reader_shape(reader->xml);
	if (shape == 0 || shape > LIMIT_SHAPES)
		bind_root(&r, root);
	else
		bind_shape(&r, root, shape);
	connection_sort_tunnels(r.connection);
	return r.connection;
}
