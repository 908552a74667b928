/* SPDX-License-Identifier: ISC */
/*
 * Sets of algorithms, narrowed to what the policy allows.  A set that is
 * written down loses items; one that is not, and so is AWS's default, is
 * written into the tunnel.  Floor 5.
 */
#include <string.h>

#include "check/policy.h"
#include "fix/fixer.h"
#include "model/algorithm.h"
#include "model/field.h"
#include "read/native_keys.h"

/* The algorithm that NODE names, as a set; none when it names none. */
static algorithm_set
item_set(enum algorithm_kind kind, const struct node *node)
{
	int index = -1;

	if (node->kind == NODE_SCALAR)
		index = algorithm_find(kind, node->text);
	return index < 0 ? 0 : (algorithm_set)1 << index;
}

/* ---- a set that is written down --------------------------------------- */

/* Takes ITEM and the comma on one side of it out of a list in brackets. */
static void
cut_from_brackets(
    const struct fixing *f, const struct node *item, const struct node *before)
{
	if (before != NULL)
		edits_add(f->edits, before->end, item->end, "");
	else
		edits_add(
		    f->edits, item->pos.offset, item->next->pos.offset, "");
}

/* Where the line that begins with "- " before ITEM begins; false when the
 * item does not have it to itself. */
static bool
item_line(const struct node *item, size_t *ret_start, size_t *ret_end)
{
	const char *text = source_text(item->pos.source);
	size_t start = item->pos.offset, dash;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	dash = start + strspn(text + start, " ");
	if (text[dash] != '-' ||
	    dash + 1 + strspn(text + dash + 1, " ") != item->pos.offset)
		return false;
	*ret_start = start;
	*ret_end = item->end + strcspn(text + item->end, "\n");
	*ret_end += text[*ret_end] == '\n';
	return true;
}

/* Whether every item is written where it stands, and so can be cut out. */
static bool
can_cut(const struct node *list)
{
	const struct node *item;
	size_t start, end;

	for (item = list->first; item != NULL; item = item->next) {
		/* An alias stands where its anchor is. */
		if (item->kind != NODE_SCALAR ||
		    item->pos.offset <= list->pos.offset ||
		    (item->next != NULL && item->next->pos.offset < item->end))
			return false;
		if (list->end == 0 && item->pos.offset != list->pos.offset &&
		    !item_line(item, &start, &end))
			return false;
	}
	return list->end == 0 ||
	       source_text(list->pos.source)[list->pos.offset] == '[';
}

static void
cut(const struct fixing *f, const struct node *list, enum algorithm_kind kind,
    algorithm_set allowed)
{
	const struct node *item, *before = NULL;
	bool kept_one = false;
	size_t start, end;

	for (item = list->first; item != NULL; before = item, item = item->next)
		if ((item_set(kind, item) & allowed) != 0)
			kept_one = true;
		else if (list->end != 0)
			cut_from_brackets(f, item, kept_one ? before : NULL);
		else if (item_line(item, &start, &end))
			edits_add(f->edits, start, end, "");
}

static bool
narrow(const struct fixing *f, const struct node *node,
    enum algorithm_kind kind, algorithm_set allowed)
{
	const struct node *item;
	size_t kept = 0, count = 0;

	if (node->kind != NODE_SEQUENCE)
		return false;
	for (item = node->first; item != NULL; item = item->next, count++) {
		/* Not understood: the reader has said so. */
		if (item_set(kind, item) == 0)
			return false;
		kept += (item_set(kind, item) & allowed) != 0;
	}
	/* With nothing left the choice is the user's. */
	if (kept == 0 || kept == count || !can_cut(node))
		return false;
	cut(f, node, kind, allowed);
	return true;
}

/* ---- a set that is not there ------------------------------------------ */

/* How far the first key of a mapping without brackets stands in its line. */
static char *
indentation(const struct fixing *f, const struct node *map)
{
	const char *text = source_text(map->pos.source);
	size_t at = map->pos.offset, width = 0;
	char *spaces;

	while (at > 0 && text[at - 1] != '\n') {
		at--;
		width++;
	}
	spaces = arena_array(f->edits->arena, width + 1, 1);
	memset(spaces, ' ', width);
	return spaces;
}

/* Where a key can be put behind the first one: the end of its line. */
static size_t
behind_first(const struct node *map)
{
	const char *text = source_text(map->pos.source);
	const struct node *first = map->first;
	size_t end;

	if (first->kind != NODE_SCALAR || first->end < first->pos.offset ||
	    first->pos.offset < map->pos.offset)
		return 0;
	end = first->end + strcspn(text + first->end, "\n");
	return text[end] == '\n' ? end : 0;
}

static void
insert(const struct fixing *f, const struct node *map, const char *key,
    const char *value)
{
	struct arena *arena = f->edits->arena;
	const char *text = source_text(map->pos.source);
	size_t at = map->pos.offset, end;

	if (map->end != 0) {
		edits_add(f->edits, at + 1, at + 1,
		    arena_printf(arena, "%s: [%s]%s", key, value,
			text[at + 1] == '}' ? "" : ", "));
		return;
	}
	end = behind_first(map);
	if (end != 0)
		edits_add(f->edits, end, end,
		    arena_printf(arena, "\n%s%s: [%s]", indentation(f, map),
			key, value));
	else
		edits_add(f->edits, at, at,
		    arena_printf(arena, "%s: [%s]\n%s", key, value,
			indentation(f, map)));
}

/* Whether the document's defaults say what tunnels accept. */
static bool
has_default(const struct node *node, const char *key)
{
	while (node->parent != NULL)
		node = node->parent;
	return node_child(node_child(node_child(node, "defaults"), "tunnels"),
		   key) != NULL;
}

static bool
write_down(const struct fixing *f, const struct node *map,
    const struct field *field, enum algorithm_kind kind, algorithm_set allowed)
{
	algorithm_set set = algorithm_aws_set(kind, field->phase) & allowed;
	char text[ALGORITHM_SET_TEXT];

	if (set == 0 || set == algorithm_aws_set(kind, field->phase) ||
	    has_default(map, field->name) ||
	    (map->end != 0 &&
		source_text(map->pos.source)[map->pos.offset] != '{'))
		return false;
	algorithm_set_format(kind, set, text, sizeof(text));
	insert(f, map, field->name, arena_string(f->edits->arena, text));
	return true;
}

/* ---- the rules -------------------------------------------------------- */

/* Mends the set of KIND for PHASE in MAP, a tunnel or the tunnels' defaults. */
static bool
mend_phase(const struct fixing *f, const struct node *map,
    enum algorithm_kind kind, int phase)
{
	enum policy_subject subject = policy_set_subject(kind, phase);
	const struct policy_rule *rule =
	    policy_rule(f->settings->policy, subject);
	const struct field *field = field_option(policy_row(subject)->option);
	const struct node *node;
	algorithm_set allowed;

	/* One of several, which ones is not ours to say. */
	if (rule == NULL || rule->one_of || field == NULL)
		return false;
	allowed = policy_allowed_set(f->settings->policy, subject);
	node = node_child(map, field->name);
	if (node != NULL)
		return narrow(f, node, kind, allowed);
	return f->node == map && write_down(f, map, field, kind, allowed);
}

static bool
mend_sets(const struct fixing *f, enum algorithm_kind kind)
{
	const struct node *map = f->node;
	bool mended;

	while (map != NULL && map->kind != NODE_MAP)
		map = map->parent;
	if (map == NULL || map->first == NULL)
		return false;
	mended = mend_phase(f, map, kind, 1);
	return mend_phase(f, map, kind, 2) || mended;
}

bool
fix_integrity(const struct fixing *f)
{
	return mend_sets(f, ALGORITHM_INTEGRITY);
}

bool
fix_dh_group(const struct fixing *f)
{
	return mend_sets(f, ALGORITHM_DH_GROUP);
}

bool
fix_encryption(const struct fixing *f)
{
	return mend_sets(f, ALGORITHM_ENCRYPTION);
}
