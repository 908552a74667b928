/* SPDX-License-Identifier: ISC */
/* Lists of networks: those that are there twice, and summaries.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"
#include "fix/list.h"

/* The list that NODE is a network of; NULL when it is in none. */
const struct node *
fix_list_of(const struct node *node)
{
	const struct node *parent = node->parent;

	if (node->name != NULL && strcmp(node->name, "destination") == 0 &&
	    parent != NULL)
		parent = parent->parent;
	return parent != NULL && parent->kind == NODE_SEQUENCE ? parent : NULL;
}

/* An item that is a network. */
struct entry {
	struct ip_prefix prefix; /* without the bits behind its length */
	struct list_item *item;
};

/* The networks of LIST in its order, all of them or the simple ones. */
static struct entry *
read_entries(const struct fixing *f, const struct list *list, bool simple,
    size_t *ret_count)
{
	struct entry *entries =
	    arena_array(f->edits->arena, list->count, sizeof(*entries));
	struct list_item *item;
	struct entry *entry;
	size_t i;

	*ret_count = 0;
	for (i = 0; i < list->count; i++) {
		item = &list->items[i];
		entry = &entries[*ret_count];
		if (item->scalar == NULL || (simple && !item->simple) ||
		    !ip_prefix_parse(item->scalar->text, &entry->prefix))
			continue;
		entry->prefix.address = ip_first(entry->prefix);
		entry->item = item;
		(*ret_count)++;
	}
	return entries;
}

/* ---- repeated --------------------------------------------------------- */

/* Of the same networks, the one that is not marked comes first, else the one
 * that stands first. */
static int
compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	if (order == 0)
		order = a->item->cut - b->item->cut;
	if (order == 0)
		order = a->item < b->item ? -1 : a->item > b->item;
	return order;
}

/* Marks the items that findings point at; both go by place. */
static void
mark(const struct fixing *f, struct list *list)
{
	size_t i, next = 0;
	struct list_item *item;

	for (i = 0; i < list->count && next < f->node_count; i++) {
		item = &list->items[i];
		while (next < f->node_count &&
		       f->nodes[next]->pos.offset < item->start)
			next++;
		item->cut =
		    next < f->node_count && item->scalar != NULL &&
		    f->nodes[next]->pos.offset == item->scalar->pos.offset;
	}
}

bool
fix_repeated(const struct fixing *f)
{
	const struct node *node = fix_list_of(f->node);
	struct entry *entries;
	struct list list;
	size_t count, i, cut = 0;
	bool last;

	if (node == NULL || !list_read(f, node, "destination", &list))
		return false;
	mark(f, &list);
	entries = read_entries(f, &list, false, &count);
	if (count > 1)
		qsort(entries, count, sizeof(*entries), compare);
	/* The first one may be in another input: then one has to stay here. */
	for (i = count; i-- > 0;) {
		last = i == 0 || !ip_prefix_equal(
				     entries[i].prefix, entries[i - 1].prefix);
		if (last || !entries[i].item->simple)
			entries[i].item->cut = false;
		cut += entries[i].item->cut;
	}
	return cut != 0 && list_cut(f, &list);
}

/* ---- summaries -------------------------------------------------------- */

struct summary {
	struct entry *entries; /* in the order of the list */
	size_t count;
	struct ip_prefix *set;
	size_t set_count;
	bool *old;  /* by member of the set: an entry was it already */
	bool *done; /* an entry became it */
};

/* The member that holds ENTRY. */
static size_t
member_of(const struct summary *s, const struct entry *entry)
{
	return (size_t)(ip_set_overlap(s->set, s->set_count, entry->prefix) -
			s->set);
}

/* Routes are summarised whatever their family; of a site's networks the rule
 * looks at those that tunnels carry. */
static void
keep_family(const struct fixing *f, const struct node *list, struct summary *s)
{
	struct ip_prefix prefix;
	size_t kept = 0, i;

	if (strcmp(list->name != NULL ? list->name : "", "routes") == 0 ||
	    f->node->kind != NODE_SCALAR ||
	    !ip_prefix_parse(f->node->text, &prefix))
		return;
	for (i = 0; i < s->count; i++)
		if (s->entries[i].prefix.address.family ==
		    prefix.address.family)
			s->entries[kept++] = s->entries[i];
	s->count = kept;
}

static void
aggregate(struct summary *s, struct arena *arena)
{
	size_t i, member;

	s->set = arena_array(arena, s->count + 1, sizeof(*s->set));
	for (i = 0; i < s->count; i++)
		s->set[i] = s->entries[i].prefix;
	s->set_count = ip_aggregate(s->set, s->count);
	s->old = arena_array(arena, s->set_count + 1, sizeof(*s->old));
	s->done = arena_array(arena, s->set_count + 1, sizeof(*s->done));
	for (i = 0; i < s->count; i++) {
		member = member_of(s, &s->entries[i]);
		/* Two halves of everything are written to be no default
		 * route. */
		if (s->set[member].length == 0 ||
		    s->set[member].length == s->entries[i].prefix.length)
			s->old[member] = true;
	}
}

/* Of the parts of a new network the first becomes it, the others go. */
static bool
replace_parts(const struct fixing *f, struct summary *s, bool *ret_some)
{
	char text[IP_TEXT_SIZE];
	struct entry *entry;
	size_t i, member;

	for (i = 0; i < s->count; i++) {
		entry = &s->entries[i];
		member = member_of(s, entry);
		if (s->old[member])
			continue;
		*ret_some = true;
		entry->item->cut = s->done[member];
		if (s->done[member])
			continue;
		s->done[member] = true;
		if (!fix_scalar(f, entry->item->scalar,
			arena_string(f->edits->arena,
			    ip_prefix_format(s->set[member], text))))
			return false;
	}
	return true;
}

bool
fix_summary(const struct fixing *f)
{
	const struct node *node = fix_list_of(f->node);
	struct summary s = { .count = 0 };
	struct list list;
	bool some = false;

	if (node == NULL || !list_read(f, node, "destination", &list))
		return false;
	s.entries = read_entries(f, &list, true, &s.count);
	keep_family(f, node, &s);
	aggregate(&s, f->edits->arena);
	return replace_parts(f, &s, &some) && some && list_cut(f, &list);
}
