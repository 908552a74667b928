/* SPDX-License-Identifier: ISC */
/* Few prefixes that hold a set.  Ground floor. */
#include "base/cover.h"

#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"

/* A member of the set, or the longest prefix around two neighbours. */
struct node {
	struct ip_prefix prefix;
	struct node *children[2]; /* both or none */
	struct node *parent;
	size_t leaves;
	struct wide covered; /* addresses of the set */
	struct wide cost;    /* of taking it: those that are added */
	struct wide *costs;  /* by number of prefixes in its place, from 1 */
	uint32_t *first;     /* how many of these the first child gets */
	size_t width;        /* the greatest number */
	size_t place;        /* in the heap, from 1; 0: not there */
	bool taken;          /* it is one of the prefixes, for the heap */
};

/* More than any number of addresses, and the sum of two is, too. */
#define NEVER_BITS 150

struct tree {
	const struct cover_task *task;
	struct arena *arena;
	struct node *nodes; /* the leaves in their order, then the others */
	size_t count;
	struct node *root;
	struct wide never;
	uint64_t steps; /* that the exact way takes */
};

static struct wide
size_of(struct ip_prefix prefix)
{
	return wide_left(wide_of(1), ip_bits(prefix.address) - prefix.length);
}

static bool
is_never(const struct tree *tree, struct wide cost)
{
	return wide_compare(cost, tree->never) >= 0;
}

/* ---- the tree --------------------------------------------------------- */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Completes a node whose children are complete. */
static void
complete(struct tree *tree, struct node *node)
{
	const struct cover_task *task = tree->task;
	struct node *a = node->children[0], *b = node->children[1];

	a->parent = b->parent = node;
	node->leaves = a->leaves + b->leaves;
	node->width = least(node->leaves, task->most);
	node->covered = wide_add(a->covered, b->covered);
	node->cost = ip_set_overlap(task->blocked, task->blocked_count,
			 node->prefix) != NULL
			 ? tree->never
			 : wide_subtract(size_of(node->prefix), node->covered);
	tree->steps += (uint64_t)a->width * b->width;
}

static struct node *
make_leaf(struct tree *tree, struct ip_prefix prefix)
{
	struct node *node = &tree->nodes[tree->count++];

	node->prefix = prefix;
	node->leaves = node->width = 1;
	node->covered = size_of(prefix);
	return node;
}

/* The tree of neighbours' common beginnings: STACK has the way down to the
 * last leaf, of which those that begin no more are completed. */
static void
build(struct tree *tree)
{
	const struct cover_task *task = tree->task;
	struct node *stack[130], *last, *node;
	struct ip_prefix around;
	size_t depth = 0, i;

	tree->nodes =
	    arena_array(tree->arena, 2 * task->count, sizeof(*tree->nodes));
	for (i = 0; i < task->count; i++)
		make_leaf(tree, task->set[i]);
	for (i = 0; i < task->count; i++) {
		last = &tree->nodes[i];
		if (i == 0) {
			stack[depth++] = last;
			continue;
		}
		around = last->prefix;
		around.length =
		    ip_prefix_common(task->set[i - 1], task->set[i]);
		around.address = ip_first(around);
		node = stack[--depth];
		while (depth > 0 &&
		       stack[depth - 1]->prefix.length > around.length) {
			stack[depth - 1]->children[1] = node;
			node = stack[--depth];
			complete(tree, node);
		}
		stack[depth] = &tree->nodes[tree->count++];
		stack[depth]->prefix = around;
		stack[depth++]->children[0] = node;
		stack[depth++] = last;
	}
	for (node = stack[--depth]; depth > 0; complete(tree, node)) {
		stack[depth - 1]->children[1] = node;
		node = stack[--depth];
	}
	tree->root = node;
}

/* ---- the exact way ---------------------------------------------------- */

static struct wide *
new_costs(size_t width)
{
	struct wide *costs = memory_alloc((width + 1) * sizeof(*costs));

	memset(costs, 0, (width + 1) * sizeof(*costs));
	return costs;
}

/* The least cost of NUMBER prefixes below NODE, at least one on each side. */
static void
divide(const struct tree *tree, struct node *node, size_t number)
{
	const struct node *a = node->children[0], *b = node->children[1];
	size_t from = number > b->width ? number - b->width : 1;
	size_t to = least(a->width, number - 1), i;
	struct wide cost;

	node->costs[number] = tree->never;
	for (i = from; i <= to; i++) {
		cost = wide_add(a->costs[i], b->costs[number - i]);
		if (wide_compare(cost, node->costs[number]) >= 0)
			continue;
		node->costs[number] = cost;
		node->first[number] = (uint32_t)i;
	}
}

/* Works out NODE's costs; not deeper than an address has bits. */
static void
weigh(const struct tree *tree, struct node *node)
{
	size_t number, side;

	node->costs = new_costs(node->width);
	node->costs[1] = node->cost;
	if (node->leaves == 1)
		return;
	node->first =
	    arena_array(tree->arena, node->width + 1, sizeof(*node->first));
	for (side = 0; side < 2; side++)
		weigh(tree, node->children[side]);
	for (number = 2; number <= node->width; number++)
		divide(tree, node, number);
	for (side = 0; side < 2; side++)
		free(node->children[side]->costs);
}

/* Adds the NUMBER prefixes that NODE is worth. */
static void
gather(struct node *node, size_t number, struct cover *ret)
{
	if (number == 1) {
		ret->prefixes[ret->count++] = node->prefix;
		return;
	}
	gather(node->children[0], node->first[number], ret);
	gather(node->children[1], number - node->first[number], ret);
}

/* More prefixes always cost less: one that was joined can be parted, and its
 * parts are blocked only where it is. */
static bool
find_exactly(struct tree *tree, struct cover *ret)
{
	struct node *root = tree->root;
	bool found;

	weigh(tree, root);
	ret->added = root->costs[root->width];
	ret->minimal = true;
	found = !is_never(tree, ret->added);
	if (found)
		gather(root, root->width, ret);
	free(root->costs);
	return found;
}

/* ---- the quick way ---------------------------------------------------- */

/* Nodes that could be taken in place of both their children, the cheapest
 * first. */
struct heap {
	struct node **nodes; /* from 1 */
	size_t count;
};

/* What joining the children of NODE costs beside what they cost. */
static struct wide
price(const struct node *node)
{
	return wide_subtract(wide_subtract(node->cost, node->children[0]->cost),
	    node->children[1]->cost);
}

static bool
before(const struct node *a, const struct node *b)
{
	int order = wide_compare(price(a), price(b));

	if (order == 0)
		order = ip_compare(a->prefix.address, b->prefix.address);
	return order < 0;
}

static void
put(struct heap *heap, size_t place, struct node *node)
{
	heap->nodes[place] = node;
	node->place = place;
}

static void
push(struct heap *heap, struct node *node)
{
	size_t place = ++heap->count;

	for (; place > 1 && before(node, heap->nodes[place / 2]); place /= 2)
		put(heap, place, heap->nodes[place / 2]);
	put(heap, place, node);
}

static struct node *
pop(struct heap *heap)
{
	struct node *top = heap->nodes[1], *last = heap->nodes[heap->count--];
	size_t place = 1, child;

	for (; (child = 2 * place) <= heap->count; place = child) {
		if (child < heap->count &&
		    before(heap->nodes[child + 1], heap->nodes[child]))
			child++;
		if (!before(heap->nodes[child], last))
			break;
		put(heap, place, heap->nodes[child]);
	}
	put(heap, place, last);
	return top;
}

static bool
can_join(const struct tree *tree, const struct node *node)
{
	return node != NULL && node->children[0]->taken &&
	       node->children[1]->taken && !is_never(tree, node->cost);
}

static void
gather_taken(struct node *node, struct cover *ret)
{
	if (node->taken) {
		ret->prefixes[ret->count++] = node->prefix;
		return;
	}
	gather_taken(node->children[0], ret);
	gather_taken(node->children[1], ret);
}

static bool
find_quickly(struct tree *tree, struct cover *ret)
{
	struct heap heap = { .count = 0 };
	size_t left = tree->root->leaves, i;
	struct node *node;

	heap.nodes = arena_array(tree->arena, left + 1, sizeof(*heap.nodes));
	for (i = 0; i < tree->count; i++)
		tree->nodes[i].taken = tree->nodes[i].leaves == 1;
	for (i = tree->root->leaves; i < tree->count; i++)
		if (can_join(tree, &tree->nodes[i]))
			push(&heap, &tree->nodes[i]);
	ret->added = wide_of(0);
	for (; left > tree->task->most && heap.count != 0; left--) {
		node = pop(&heap);
		ret->added = wide_add(ret->added, price(node));
		node->taken = true;
		if (can_join(tree, node->parent))
			push(&heap, node->parent);
	}
	ret->minimal = false;
	if (left > tree->task->most)
		return false;
	gather_taken(tree->root, ret);
	return true;
}

/* ---- what is called --------------------------------------------------- */

bool
cover_find(
    const struct cover_task *task, struct arena *arena, struct cover *ret)
{
	struct tree tree = { .task = task,
		.arena = arena,
		.never = wide_left(wide_of(1), NEVER_BITS) };

	*ret = (struct cover){ .minimal = true };
	if (task->count == 0)
		return true;
	build(&tree);
	ret->prefixes =
	    arena_array(arena, tree.root->width, sizeof(*ret->prefixes));
	return tree.steps <= task->steps ? find_exactly(&tree, ret)
					 : find_quickly(&tree, ret);
}

struct wide
cover_size(const struct ip_prefix *prefixes, size_t count)
{
	struct wide size = wide_of(0);
	size_t i;

	for (i = 0; i < count; i++)
		size = wide_add(size, size_of(prefixes[i]));
	return size;
}

/* What is being listed. */
struct rest {
	const struct ip_prefix *set;
	size_t set_count;
	struct ip_prefix *list; /* NULL: they are counted */
	size_t count;
};

/* Adds what PREFIX has beside the set, by halves. */
static void
add_rest(struct rest *rest, struct ip_prefix prefix)
{
	const struct ip_prefix *found =
	    ip_set_overlap(rest->set, rest->set_count, prefix);
	struct ip_prefix half = prefix;

	if (found == NULL) {
		if (rest->list != NULL)
			rest->list[rest->count] = prefix;
		rest->count++;
		return;
	}
	if (found->length <= prefix.length)
		return;
	half.length++;
	add_rest(rest, half);
	half.address = ip_last(half);
	/* Beyond the first half's last address is the second's first. */
	half.address = ip_add(half.address, 1);
	add_rest(rest, half);
}

struct ip_prefix *
cover_added(const struct ip_prefix *prefixes, size_t count,
    const struct ip_prefix *set, size_t set_count, struct arena *arena,
    size_t *ret_count)
{
	struct rest rest = { .set = set, .set_count = set_count };
	size_t i;

	for (i = 0; i < count; i++)
		add_rest(&rest, prefixes[i]);
	rest.list = arena_array(arena, rest.count, sizeof(*rest.list));
	rest.count = 0;
	for (i = 0; i < count; i++)
		add_rest(&rest, prefixes[i]);
	*ret_count = rest.count;
	return rest.list;
}
