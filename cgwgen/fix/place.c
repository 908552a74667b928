/* SPDX-License-Identifier: ISC */
/* The nodes of a descriptor by their places.  Floor 5. */
#include "fix/place.h"

#include <stdlib.h>
#include <string.h>

#include "doc/json.h"
#include "doc/yaml.h"
#include "model/algorithm.h"
#include "read/beginning.h"
#include "read/intake.h"

/* Whether NODE is a set of IKE versions that IKEv2 is not in. */
static bool
lacks_ikev2(const struct node *node)
{
	const int wanted = algorithm_find(ALGORITHM_IKE_VERSION, "ikev2");
	const struct node *item;

	if (node->kind == NODE_SCALAR)
		return algorithm_find(ALGORITHM_IKE_VERSION, node->text) !=
		       wanted;
	for (item = node->first; item != NULL; item = item->next)
		if (item->kind == NODE_SCALAR &&
		    algorithm_find(ALGORITHM_IKE_VERSION, item->text) == wanted)
			return false;
	return true;
}

static void
look_at(struct own_file *file, const struct node *node)
{
	if (node->name == NULL)
		return;
	if (strcmp(node->name, "ike_versions") == 0)
		file->without_ikev2 |= lacks_ikev2(node);
	else if (strcmp(node->name, "options_assumed") == 0)
		file->assumed |= node->kind != NODE_SCALAR ||
				 strcmp(node->text, "false") != 0;
}

static size_t
count_nodes(const struct node *node)
{
	const struct node *child;
	size_t count = 1;

	for (child = node->first; child != NULL; child = child->next)
		count += count_nodes(child);
	return count;
}

/* A tree is at most 64 levels deep. */
static void
collect(struct own_file *file, const struct node *node)
{
	const struct node *child;

	file->places[file->place_count] =
	    (struct place){ node, file->place_count };
	file->place_count++;
	look_at(file, node);
	for (child = node->first; child != NULL; child = child->next)
		collect(file, child);
}

static int
compare(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->node->pos.offset != b->node->pos.offset)
		return a->node->pos.offset < b->node->pos.offset ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

const struct node *
own_file_tree(
    const struct source *source, struct arena *arena, struct diags *diags)
{
	const struct node *root;
	bool whole;

	if (beginning_is_json(source_text(source)))
		return json_read(source, INTAKE_LIMIT_NODES, arena, diags);
	root =
	    yaml_read_start(source, INTAKE_LIMIT_NODES, arena, diags, &whole);
	return whole ? root : NULL;
}

bool
own_file_read(
    const struct source *source, struct arena *arena, struct own_file *ret)
{
	struct diags *diags = diags_new(arena, 0);
	const struct node *root = own_file_tree(source, arena, diags);

	*ret = (struct own_file){ .source = source, .root = root };
	if (root == NULL || root->kind != NODE_MAP ||
	    node_child(root, "cgwgen") == NULL)
		return false;
	ret->json = beginning_is_json(source_text(source));
	ret->defaults = node_child(node_child(root, "defaults"), "tunnels");
	ret->places =
	    arena_array(arena, count_nodes(root), sizeof(*ret->places));
	collect(ret, root);
	qsort(ret->places, ret->place_count, sizeof(*ret->places), compare);
	return true;
}

/* The index of the first place at OFFSET or behind it. */
static size_t
find(const struct own_file *file, size_t offset)
{
	size_t low = 0, high = file->place_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (file->places[middle].node->pos.offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct node *
own_file_at(const struct own_file *file, size_t offset)
{
	size_t at = find(file, offset);

	return at < file->place_count &&
		       file->places[at].node->pos.offset == offset
		   ? file->places[at].node
		   : NULL;
}

static bool
same_name(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
is_alike(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || !same_name(a->name, b->name))
		return false;
	/* The items of lists are told by the lists' keys. */
	return a->name != NULL || a->parent == NULL || b->parent == NULL ||
	       same_name(a->parent->name, b->parent->name);
}

bool
own_file_alike(const struct own_file *file, const struct node *node)
{
	size_t at = find(file, node->pos.offset);
	const struct node *other;

	for (; at < file->place_count; at++) {
		other = file->places[at].node;
		if (other->pos.offset != node->pos.offset)
			break;
		if (!is_alike(node, other))
			return false;
	}
	return true;
}
