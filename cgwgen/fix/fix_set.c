/* SPDX-License-Identifier: ISC */
/*
 * Sets of algorithms, narrowed to what the policy allows.  A set that is
 * written down loses items; one that is not, and so is AWS's default, is
 * written into the tunnel.  Floor 5.
 */
#include <string.h>

#include "check/policy.h"
#include "fix/list.h"
#include "model/algorithm.h"
#include "model/field.h"
#include "read/silence.h"

/* One set that is to be narrowed. */
struct narrowing {
	const struct fixing *f;
	const struct node *map; /* what has the set, or lacks it */
	const struct field *field;
	enum algorithm_kind kind;
	algorithm_set allowed;
};

/* Whether a tunnel that accepts only SET can be: ciphers that need no
 * integrity algorithm need IKEv2 (RFC 5282). */
static bool
is_usable(const struct narrowing *n, algorithm_set set)
{
	unsigned i;

	if (n->kind != ALGORITHM_ENCRYPTION || !n->f->file->without_ikev2)
		return true;
	for (i = 0; i < algorithm_count(n->kind); i++)
		if (set >> i & 1 && !algorithm_get(n->kind, i)->aead)
			return true;
	return false;
}

/* ---- a set that is written down --------------------------------------- */

/* The algorithm that NODE names, as a set; none when it names none. */
static algorithm_set
item_set(const struct narrowing *n, const struct node *node)
{
	int index = -1;

	if (node->kind == NODE_SCALAR)
		index = algorithm_find(n->kind, node->text);
	return index < 0 ? 0 : (algorithm_set)1 << index;
}

static bool
narrow(const struct narrowing *n, const struct node *node)
{
	algorithm_set set, kept = 0;
	struct list list;
	size_t i, cut = 0;

	if (!list_read(n->f, node, NULL, &list))
		return false;
	for (i = 0; i < list.count; i++) {
		set = item_set(n, list.items[i].node);
		list.items[i].cut = (set & n->allowed) == 0;
		kept |= set & n->allowed;
		cut += list.items[i].cut;
		/* What is not understood was found by the reader. */
		if (set == 0 || (list.items[i].cut && !list.items[i].simple))
			return false;
	}
	/* With nothing left the choice is the user's. */
	return kept != 0 && cut != 0 && is_usable(n, kept) &&
	       list_cut(n->f, &list);
}

/* ---- a set that is not there ------------------------------------------ */

/* Whether MAP is an item of a connection's tunnels. */
static bool
is_tunnel(const struct node *map)
{
	return map->name == NULL && map->parent != NULL &&
	       map->parent->kind == NODE_SEQUENCE &&
	       map->parent->name != NULL &&
	       strcmp(map->parent->name, "tunnels") == 0;
}

static bool
write_down(const struct narrowing *n)
{
	const struct own_file *file = n->f->file;
	algorithm_set all = algorithm_aws_set(n->kind, n->field->phase);
	algorithm_set set = all & n->allowed;
	char text[ALGORITHM_SET_TEXT];

	/* Where options are not known nothing may be said of them. */
	if (set == 0 || set == all || !is_usable(n, set) ||
	    !is_tunnel(n->map) || file->assumed ||
	    node_child(file->defaults, n->field->name) != NULL ||
	    !own_file_alike(file, n->map))
		return false;
	algorithm_set_format(n->kind, set, text, sizeof(text));
	return fix_insert(n->f, n->map, n->field->name, text);
}

/* ---- the rules -------------------------------------------------------- */

/* Whether a finding about the set at PLACE would have been seen. */
static bool
is_reported(const struct fixing *f, const struct node *place)
{
	return place->pos.offset == f->node->pos.offset ||
	       f->silences == NULL ||
	       !silences_cover(f->silences, f->rule,
		   (struct pos){ f->file->source, place->pos.offset });
}

static bool
mend_phase(const struct fixing *f, const struct node *map,
    enum algorithm_kind kind, int phase)
{
	enum policy_subject subject = policy_set_subject(kind, phase);
	const struct policy_rule *rule =
	    policy_rule(f->settings->policy, subject);
	struct narrowing n = { f, map,
		field_option(policy_row(subject)->option), kind,
		policy_allowed_set(f->settings->policy, subject) };
	const struct node *node;
	size_t before = f->edits->count;
	bool mended;

	/* One of several, which ones is not ours to say. */
	if (rule == NULL || rule->one_of || n.field == NULL)
		return false;
	node = node_child(map, n.field->name);
	if (!is_reported(f, node != NULL ? node : map))
		return false;
	mended = node != NULL ? narrow(&n, node) : write_down(&n);
	/* What was begun and could not be ended must not stay beside others. */
	if (!mended)
		f->edits->count = before;
	return mended;
}

static bool
mend_map(
    const struct fixing *f, const struct node *map, enum algorithm_kind kind)
{
	bool mended = false;
	int phase;

	/* One key at a time makes an empty mapping one with keys. */
	for (phase = 0; phase <= 2 && !(mended && map->first == NULL); phase++)
		if (f->phases >> phase & 1)
			mended |= mend_phase(f, map, kind, phase);
	return mended;
}

static bool
mend_sets(const struct fixing *f, enum algorithm_kind kind)
{
	const struct node *map =
	    f->node->kind == NODE_SEQUENCE ? f->node->parent : f->node;
	const struct node *other;
	bool mended;

	if (map == NULL || map->kind != NODE_MAP)
		return false;
	mended = mend_map(f, map, kind);
	/* Such a finding stands at the first tunnel for all of them. */
	if (f->common && f->node == map && is_tunnel(map))
		for (other = map->next; other != NULL; other = other->next)
			if (other->kind == NODE_MAP)
				mended |= mend_map(f, other, kind);
	return mended;
}

bool
fix_ike_version(const struct fixing *f)
{
	return mend_sets(f, ALGORITHM_IKE_VERSION);
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
