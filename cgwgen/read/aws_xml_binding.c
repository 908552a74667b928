/* SPDX-License-Identifier: ISC */
/* Documents of a shape that was met before.  Floor 3. */
#include "read/aws_xml_binding.h"

#include <stdint.h>
#include <string.h>

/* The tunnel of what is the connection's. */
#define NO_TUNNEL UINT32_MAX

/* A value that all documents of the narrow shape have, but for its place. */
struct settled {
	struct xml_fixed node;
	uint32_t tunnel; /* its index, or NO_TUNNEL */
	uint32_t offset; /* as its field has it */
	struct value value;
};

void
aws_xml_note(
    struct reading *r, const struct field *field, const struct node *node)
{
	if (r->binding != NULL)
		r->binding->list[r->binding->count++] =
		    (struct bound){ (size_t)(node - r->nodes), field, NULL };
}

void
aws_xml_begin(struct reading *r, const struct node *root)
{
	r->connection->at = root->name_pos;
	r->connection->has_xml = true;
}

void
aws_xml_begin_tunnel(struct reading *r, const struct node *element)
{
	r->tunnel = &r->connection->tunnels[r->connection->tunnel_count++];
	r->tunnel->at = element->name_pos;
}

/* The value of BOUND is that of NODE: mostly it is one that was met. */
static inline void
bind_value(struct reading *r, struct bound *bound, const struct node *node,
    struct arena *kept)
{
	struct value *value = aws_xml_slot(r, bound->field);

	if (bound->met != NULL && node->text != NULL &&
	    strcmp(bound->met->text, node->text) == 0) {
		*value = bound->met->value;
		value->at = node->pos;
		value->text = node->text;
		return;
	}
	aws_xml_take(r, bound->field, node);
	if (bound->met == NULL)
		bound->met = aws_xml_met_new(bound->field, value, kept);
}

/* NODE is room for one. */
static void
bind_list(struct reading *r, const struct xml_match *match, struct bound *list,
    size_t count, struct node *node, struct arena *kept)
{
	struct bound *bound = list, *end = bound + count;

	for (; bound != end; bound++) {
		xml_match_node(match, bound->node, node);
		if (bound->field != NULL)
			bind_value(r, bound, node, kept);
		else
			aws_xml_begin_tunnel(r, node);
	}
}

/* ---- what the documents of a narrow shape have in common --------------- */

/* Whether BOUND, of one that has just been read, is SETTLED for all: nothing
 * was to be said of it, either. */
static bool
is_settled(const struct reading *r, const struct xml_match *match,
    const struct bound *bound, uint32_t tunnel, struct settled *ret)
{
	const struct value *value;

	if (bound->field == NULL || bound->field->secret ||
	    !xml_match_fixed(match, bound->node, &ret->node))
		return false;
	value = field_get(bound->field,
	    tunnel != NO_TUNNEL ? (void *)&r->connection->tunnels[tunnel]
				: (void *)r->connection);
	ret->tunnel = tunnel;
	ret->offset = (uint32_t)bound->field->offset;
	ret->value = *value;
	return value_known(value);
}

/* Divides the list of BINDING, by which the document of MATCH, which has the
 * narrow shape, has been read. */
static void
narrow(const struct reading *r, struct binding *binding,
    const struct xml_match *match, struct arena *kept)
{
	uint32_t tunnel = NO_TUNNEL; /* the first one is the next */
	size_t i;

	binding->settled =
	    arena_array(kept, binding->count, sizeof(*binding->settled));
	binding->rest =
	    arena_array(kept, binding->count, sizeof(*binding->rest));
	for (i = 0; i < binding->count; i++) {
		tunnel += binding->list[i].field == NULL;
		if (is_settled(r, match, &binding->list[i], tunnel,
			&binding->settled[binding->settled_count]))
			binding->settled_count++;
		else
			binding->rest[binding->rest_count++] = binding->list[i];
	}
	binding->narrowed = true;
}

static void
bind_settled(struct reading *r, const struct binding *binding,
    const struct xml_match *match)
{
	const struct settled *settled = binding->settled;
	const struct settled *end = settled + binding->settled_count;
	struct value *value;
	char *owner;

	for (; settled != end; settled++) {
		owner = settled->tunnel != NO_TUNNEL
			    ? (char *)&r->connection->tunnels[settled->tunnel]
			    : (char *)r->connection;
		value = (struct value *)(void *)(owner + settled->offset);
		value->origin = settled->value.origin;
		value->u = settled->value.u;
		value->at = xml_fixed_pos(match, &settled->node);
		value->text = xml_fixed_text(match, &settled->node);
	}
}

/* ----------------------------------------------------------------------- */

void
aws_xml_bind_again(struct reading *r, struct binding *binding,
    const struct xml_match *match, struct arena *kept)
{
	struct node node; /* nobody looks at more of it than is filled */

	xml_match_node(match, 0, &node);
	aws_xml_begin(r, &node);
	r->connection->tunnels =
	    arena_array(r->arena, binding->tunnel_count, sizeof(struct tunnel));
	if (match->narrow && binding->narrowed) {
		bind_settled(r, binding, match);
		bind_list(
		    r, match, binding->rest, binding->rest_count, &node, kept);
		return;
	}
	bind_list(r, match, binding->list, binding->count, &node, kept);
	if (match->narrow)
		narrow(r, binding, match, kept);
}
