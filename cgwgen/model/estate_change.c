/* SPDX-License-Identifier: ISC */
/* Comparing the networks around connections.  Floor 2. */
#include "model/estate_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct comparing {
	const struct estate_side *old;
	const struct estate_side *new;
	struct arena *arena;
	struct estate_comparison *result;
	const struct estate_change **end;
};

/* ---- names without files ---------------------------------------------- */

/* TEXT without "@FILE" wherever it has the file that AT is in: two files
 * describe the same things by the same names. */
static const char *
bare(const char *text, struct pos at, struct arena *arena)
{
	const char *file, *found;
	struct buf buf = { 0 };
	size_t length;

	if (at.source == NULL || strchr(text, '@') == NULL)
		return text;
	file = arena_printf(arena, "@%s", source_name(at.source));
	length = strlen(file);
	while ((found = strstr(text, file)) != NULL) {
		buf_add(&buf, text, (size_t)(found - text));
		text = found + length;
	}
	buf_text(&buf, text);
	text = arena_copy(arena, buf.data, buf.length);
	buf_free(&buf);
	return text;
}

/* ---- what inputs could have said -------------------------------------- */

static unsigned
item_origins(const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	unsigned origins = 0;

	for (i = 0; i < count; i++)
		if (value_known(field_get(&fields[i], item)))
			origins |= 1u << field_get(&fields[i], item)->origin;
	for (i = 0; i < item->prefix_count; i++)
		origins |= 1u << item->prefixes[i].origin;
	return origins;
}

unsigned
estate_side_origins(const struct estate *estate,
    const struct connection *const *connections, size_t count)
{
	const struct estate_list *list;
	unsigned origins = 0;
	size_t i, kind;

	for (i = 0; i < count; i++)
		origins |= change_origins(connections[i]);
	for (kind = 0; kind < ESTATE_KINDS; kind++) {
		list = &estate->kinds[kind];
		for (i = 0; i < list->count; i++)
			origins |= item_origins(list->by_key[i]);
	}
	return origins;
}

/* Whether SIDE, which lacks the record ITEM, could have had it. */
static bool
could_have(const struct estate_side *side, const struct estate_item *item)
{
	const unsigned whole = 1u << ORIGIN_DESCRIPTOR |
			       1u << ORIGIN_TERRAFORM |
			       1u << ORIGIN_CLOUDFORMATION;

	return side->estate->kinds[item->kind].count != 0 ||
	       (side->origins & item_origins(item) & whole) != 0;
}

/* Whether the table that ITEM is in lists on SIDE what nobody wrote, too. */
static bool
is_listed(const struct estate_side *side, const struct estate_item *item,
    enum estate_kind kind)
{
	const struct estate_item *table =
	    estate_find(side->estate, kind, item->parent);
	const struct value *listed;

	if (table == NULL)
		return false;
	listed = field_get(estate_field(kind, "listed"), table);
	return value_known(listed) && listed->u.flag;
}

/* Whether ITEM is a route that nobody wrote: it came with the table, or was
 * put there. */
static bool
is_given(const struct estate_item *item, enum estate_kind *ret_table)
{
	const struct value *origin;

	*ret_table = item->kind == ESTATE_VPC_ROUTE ? ESTATE_VPC_TABLE
						    : ESTATE_TRANSIT_TABLE;
	if (item->kind != ESTATE_VPC_ROUTE &&
	    item->kind != ESTATE_TRANSIT_ROUTE)
		return false;
	origin = field_get(estate_field(item->kind, "origin"), item);
	return value_known(origin) && strcmp(origin->text, "static") != 0;
}

/* ---- changes ---------------------------------------------------------- */

static void
add(struct comparing *c, const struct estate_change *about)
{
	struct estate_change *change =
	    ARENA_NEW(c->arena, struct estate_change);

	*change = *about;
	change->next = NULL;
	*c->end = change;
	c->end = &change->next;
	c->result->count++;
}

static void
add_values(struct comparing *c, struct estate_change about,
    const struct field *field, const struct value *old, const struct value *new)
{
	about.kind = old == NULL   ? CHANGE_ADDED
		     : new == NULL ? CHANGE_REMOVED
				   : CHANGE_CHANGED;
	about.field = field;
	about.old_value = old;
	about.new_value = new;
	if (field->type == FIELD_TEXT && old != NULL && value_known(old))
		about.old_text = bare(old->text, about.old_item->at, c->arena);
	if (field->type == FIELD_TEXT && new != NULL && value_known(new))
		about.new_text = bare(new->text, about.new_item->at, c->arena);
	add(c, &about);
}

static bool
says(const struct value *value)
{
	return value->origin != ORIGIN_LATER &&
	       (value_known(value) || value->text != NULL);
}

static bool
agree(const struct comparing *c, const struct estate_change *about,
    const struct field *field, const struct value *a, const struct value *b)
{
	if (value_known(a) && value_known(b) && field->type != FIELD_TEXT)
		return field_equal(field, a, b);
	if (value_known(a) != value_known(b))
		return false;
	return strcmp(bare(a->text, about->old_item->at, c->arena),
		   bare(b->text, about->new_item->at, c->arena)) == 0;
}

/* Whether the other record, whose values have ORIGINS, could have said VALUE.
 */
static bool
could_say(const struct value *value, unsigned origins)
{
	return value->origin != ORIGIN_DEFAULT &&
	       (origins >> value->origin & 1) != 0;
}

static void
compare_fields(struct comparing *c, const struct estate_change *about)
{
	const struct estate_item *old = about->old_item, *new = about->new_item;
	unsigned old_origins = item_origins(old);
	unsigned new_origins = item_origins(new);
	size_t count, i;
	const struct field *fields = estate_fields(old->kind, &count);
	const struct value *a, *b;

	for (i = 0; i < count; i++) {
		a = field_get(&fields[i], old);
		b = field_get(&fields[i], new);
		if (fields[i].momentary || a->origin == ORIGIN_LATER ||
		    b->origin == ORIGIN_LATER)
			continue;
		if (says(a) && says(b)) {
			if (!agree(c, about, &fields[i], a, b))
				add_values(c, *about, &fields[i], a, b);
		} else if (says(a) && could_say(a, new_origins)) {
			add_values(c, *about, &fields[i], a, NULL);
		} else if (says(b) && could_say(b, old_origins)) {
			add_values(c, *about, &fields[i], NULL, b);
		}
	}
}

static int
prefix_order(struct ip_prefix a, struct ip_prefix b)
{
	int order = ip_compare(a.address, b.address);

	return order != 0 ? order
			  : (a.length > b.length) - (a.length < b.length);
}

/* Networks of a record, which are sorted: none at all are not said, where
 * inputs differ. */
static void
compare_prefixes(struct comparing *c, const struct estate_change *about)
{
	const struct estate_item *old = about->old_item, *new = about->new_item;
	const struct field *field = estate_prefix_field(old->kind);
	unsigned old_origins = item_origins(old);
	unsigned new_origins = item_origins(new);
	const struct value *a = old->prefixes, *b = new->prefixes;
	const struct value *a_end = a + old->prefix_count;
	const struct value *b_end = b + new->prefix_count;
	int order;

	while (a < a_end || b < b_end) {
		order = a == a_end   ? 1
			: b == b_end ? -1
				     : prefix_order(a->u.prefix, b->u.prefix);
		if (order < 0 &&
		    (new->prefix_count != 0 || could_say(a, new_origins)))
			add_values(c, *about, field, a, NULL);
		else if (order > 0 &&
			 (old->prefix_count != 0 || could_say(b, old_origins)))
			add_values(c, *about, field, NULL, b);
		a += order <= 0;
		b += order >= 0;
	}
}

/* ---- pairs ------------------------------------------------------------ */

struct named {
	const char *name;
	const struct estate_item *item;
};

static int
by_name(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static struct named *
named_list(const struct comparing *c, const struct estate *estate,
    enum estate_kind kind)
{
	const struct estate_list *list = &estate->kinds[kind];
	struct named *named =
	    arena_array(c->arena, list->count + 1, sizeof(*named));
	size_t i;

	for (i = 0; i < list->count; i++) {
		named[i].item = list->by_key[i];
		named[i].name =
		    bare(list->by_key[i]->key, list->by_key[i]->at, c->arena);
	}
	if (list->count > 1)
		qsort(named, list->count, sizeof(*named), by_name);
	return named;
}

/* A record that one side alone has. */
static void
tell_one(struct comparing *c, const struct named *old, const struct named *new)
{
	const struct named *one = old != NULL ? old : new;
	const struct estate_side *other = old != NULL ? c->new : c->old;
	enum estate_kind table;
	const struct estate_change change = {
		.kind = old != NULL ? CHANGE_REMOVED : CHANGE_ADDED,
		.old_item = old != NULL ? old->item : NULL,
		.new_item = new != NULL ? new->item : NULL,
		.title = one->name
	};

	if (is_given(one->item, &table) && !is_listed(other, one->item, table))
		return;
	if (could_have(other, one->item))
		add(c, &change);
}

static void
compare_kind(struct comparing *c, enum estate_kind kind)
{
	const struct named *old = named_list(c, c->old->estate, kind);
	const struct named *new = named_list(c, c->new->estate, kind);
	size_t old_count = c->old->estate->kinds[kind].count, i = 0;
	size_t new_count = c->new->estate->kinds[kind].count, j = 0;
	struct estate_change about;
	int order;

	while (i < old_count || j < new_count) {
		order = i == old_count   ? 1
			: j == new_count ? -1
					 : by_name(&old[i], &new[j]);
		if (order < 0) {
			tell_one(c, &old[i++], NULL);
		} else if (order > 0) {
			tell_one(c, NULL, &new[j++]);
		} else {
			about = (struct estate_change){ .old_item = old[i].item,
				.new_item = new[j].item,
				.title = new[j].name };
			compare_fields(c, &about);
			if (estate_prefix_field(kind) != NULL)
				compare_prefixes(c, &about);
			i++;
			j++;
		}
	}
}

void
compare_estates(const struct estate_side *old, const struct estate_side *new,
    struct arena *arena, struct estate_comparison *ret)
{
	struct comparing c = { old, new, arena, ret, &ret->first };
	size_t kind;

	*ret = (struct estate_comparison){ .first = NULL };
	for (kind = 0; kind < ESTATE_KINDS; kind++)
		if (kind != ESTATE_CLIENT_CONNECTION)
			compare_kind(&c, (enum estate_kind)kind);
}
