/* SPDX-License-Identifier: ISC */
/* Comparing values.  Floor 2. */
#include "model/change.h"

#include <string.h>

#include "base/psk.h"

void
change_add(struct compare *c, enum change_kind kind, enum change_part part,
    const struct field *field)
{
	struct change *change = ARENA_NEW(c->arena, struct change);

	*change = c->about;
	change->kind = kind;
	change->part = part;
	change->field = field;
	*c->end = change;
	c->end = &change->next;
	c->result->count++;
}

void
change_add_values(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old, const struct value *new)
{
	c->about.old_value = old;
	c->about.new_value = new;
	change_add(c,
	    old == NULL   ? CHANGE_ADDED
	    : new == NULL ? CHANGE_REMOVED
			  : CHANGE_CHANGED,
	    part, field);
	c->about.old_value = c->about.new_value = NULL;
}

/* ---- fields ----------------------------------------------------------- */

enum saying { SAYS_NOTHING, SAYS_LATER, SAYS_SOMETHING };

static enum saying
saying(const struct field *field, const struct value *value)
{
	if (value->origin == ORIGIN_LATER ||
	    (field->secret && value_known(value) &&
		psk_is_redacted(value->text)))
		return SAYS_LATER;
	if (value_known(value) || value->text != NULL)
		return SAYS_SOMETHING;
	return SAYS_NOTHING;
}

bool
change_says(const struct field *field, const struct value *value)
{
	return saying(field, value) == SAYS_SOMETHING;
}

/* Whether two values that say something say the same; what could not be read
 * is only itself. */
static bool
agree(const struct field *field, const struct value *a, const struct value *b)
{
	if (value_known(a) && value_known(b))
		return field_equal(field, a, b);
	return value_known(a) == value_known(b) &&
	       strcmp(a->text, b->text) == 0;
}

/* Whether a side with inputs of ORIGINS, which does not say FIELD, could have
 * said it as the other side's VALUE does. */
static bool
could_say(
    const struct field *field, const struct value *value, unsigned origins)
{
	if (value->origin == ORIGIN_DEFAULT || value->origin == ORIGIN_ASSUMED)
		return false;
	if (value->origin != ORIGIN_DERIVED && value->origin != ORIGIN_NONE &&
	    (origins >> value->origin & 1) != 0)
		return true;
	return ((origins >> ORIGIN_XML & 1) != 0 && field->xml != NULL) ||
	       ((origins >> ORIGIN_API & 1) != 0 && field_api(field) != NULL);
}

static bool
is_derived(const struct value *a, const struct value *b)
{
	return a->origin == ORIGIN_DERIVED && b->origin == ORIGIN_DERIVED;
}

void
change_compare(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old, const struct value *new)
{
	enum saying before = saying(field, old), after = saying(field, new);

	if (field->momentary)
		return;
	/* What follows on both sides is told by what it follows from. */
	if (part == CHANGE_TUNNEL && is_derived(old, new))
		return;
	if (before == SAYS_LATER || after == SAYS_LATER) {
		c->result->not_compared +=
		    before == SAYS_SOMETHING || after == SAYS_SOMETHING;
		return;
	}
	if (before == SAYS_SOMETHING && after == SAYS_SOMETHING) {
		if (!agree(field, old, new))
			change_add_values(c, part, field, old, new);
	} else if (before == SAYS_SOMETHING) {
		if (could_say(field, old, c->new_origins))
			change_add_values(c, part, field, old, NULL);
	} else if (after == SAYS_SOMETHING) {
		if (could_say(field, new, c->old_origins))
			change_add_values(c, part, field, NULL, new);
	}
}

static void
collect_origins(const struct field *fields, size_t count, const void *owner,
    unsigned *origins)
{
	size_t i;

	for (i = 0; i < count; i++)
		*origins |= 1u << field_get(&fields[i], owner)->origin;
}

unsigned
change_origins(const struct connection *connection)
{
	unsigned origins = 0;
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	collect_origins(fields, count, connection, &origins);
	fields = tunnel_fields(&count);
	for (i = 0; i < connection->tunnel_count; i++)
		collect_origins(
		    fields, count, &connection->tunnels[i], &origins);
	if (connection->has_xml)
		origins |= 1u << ORIGIN_XML;
	return origins;
}
