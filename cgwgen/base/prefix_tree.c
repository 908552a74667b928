/* SPDX-License-Identifier: ISC */
/* A binary trie whose nodes have an owner or two children.  Ground floor. */
#include "base/prefix_tree.h"

#include <stddef.h>

/* There are many, so that those of IPv4 are kept small. */
struct prefix_node {
	const void *owner; /* NULL: only where two ways part */
	struct prefix_node *children[2];
	uint8_t length;
	uint32_t words[]; /* the address: one of IPv4, four of IPv6 */
};

/* A prefix without host bits, as the nodes of its family have it. */
struct network {
	struct ip_words words;
	uint8_t length;
	bool six;
};

static struct network
network_of(struct ip_prefix prefix)
{
	const struct ip first = ip_first(prefix);

	return (struct network){ ip_words(&first), prefix.length,
		first.family == 6 };
}

static struct ip_words
words_of(const struct prefix_node *node, bool six)
{
	struct ip_words words = { (uint64_t)node->words[0] << 32, 0 };

	if (six) {
		words.high |= node->words[1];
		words.low = (uint64_t)node->words[2] << 32 | node->words[3];
	}
	return words;
}

static struct prefix_node *
make(struct network network, const void *owner, struct arena *arena)
{
	const size_t words = network.six ? 4 : 1;
	struct prefix_node *node =
	    arena_alloc(arena, offsetof(struct prefix_node, words) +
				   words * sizeof(node->words[0]));
	size_t i;

	node->owner = owner;
	node->length = network.length;
	for (i = 0; i < words; i++)
		node->words[i] = (uint32_t)((i < 2 ? network.words.high
						   : network.words.low) >>
					    (i % 2 == 0 ? 32 : 0));
	return node;
}

static struct prefix_entry
entry_of(const struct prefix_node *node, bool six)
{
	struct prefix_entry entry = { .owner = node->owner,
		.prefix = {
		    .address.family = six ? 6 : 4, .length = node->length } };
	size_t i;

	for (i = 0; i < (six ? 16 : 4); i++)
		entry.prefix.address.bytes[i] =
		    (uint8_t)(node->words[i / 4] >> (24 - i % 4 * 8));
	return entry;
}

/* Any entry at NODE or below. */
static struct prefix_entry
below(const struct prefix_node *node, bool six)
{
	while (node->owner == NULL)
		node = node->children[0];
	return entry_of(node, six);
}

/* How many bits NODE begins with as NETWORK does. */
static uint8_t
common(const struct prefix_node *node, const struct network *network)
{
	const struct ip_words words = words_of(node, network->six);
	const unsigned zeros = ip_zeros((struct ip_words){
	    words.high ^ network->words.high, words.low ^ network->words.low });
	const uint8_t length =
	    node->length < network->length ? node->length : network->length;

	return zeros < length ? (uint8_t)zeros : length;
}

static int
bit(struct ip_words words, uint8_t index)
{
	const uint64_t word = index < 64 ? words.high : words.low;

	return (int)(word >> (63 - index % 64) & 1);
}

/* Puts a node for NETWORK in the place of *LINK, with which it shares only
 * SHARED bits. */
static void
part(struct prefix_node **link, struct network network, uint8_t shared,
    const void *owner, struct arena *arena)
{
	struct prefix_node *old = *link, *new = make(network, owner, arena);
	struct prefix_node *fork = new;

	if (shared < network.length) {
		network.length = shared;
		fork = make(network, NULL, arena);
		fork->children[bit(network.words, shared)] = new;
	}
	fork->children[bit(words_of(old, network.six), shared)] = old;
	*link = fork;
}

struct prefix_entry
prefix_tree_add(struct prefix_tree *tree, struct ip_prefix prefix,
    const void *owner, struct arena *arena)
{
	const struct network network = network_of(prefix);
	struct prefix_node **link = &tree->roots[network.six], *node;
	const struct prefix_node *found = NULL;
	uint8_t shared = 0;

	for (; (node = *link) != NULL;
	     link = &node->children[bit(network.words, shared)]) {
		shared = common(node, &network);
		if (shared < node->length) {
			if (shared == network.length && found == NULL)
				found = node;
			part(link, network, shared, owner, arena);
			break;
		}
		if (node->owner != NULL)
			found = node;
		if (shared < network.length)
			continue;
		if (found == NULL)
			found = node->children[0];
		if (node->owner == NULL)
			node->owner = owner;
		break;
	}
	if (node == NULL)
		*link = make(network, owner, arena);
	return found != NULL ? below(found, network.six)
			     : (struct prefix_entry){ .owner = NULL };
}

struct prefix_entry
prefix_tree_find(const struct prefix_tree *tree, struct ip_prefix prefix)
{
	const struct network network = network_of(prefix);
	const struct prefix_node *node = tree->roots[network.six];
	const struct prefix_node *found = NULL;
	uint8_t shared;

	while (node != NULL) {
		shared = common(node, &network);
		if (node->owner != NULL && shared == node->length)
			found = node;
		if (shared == network.length) {
			if (found == NULL)
				found = node;
			break;
		}
		if (shared < node->length)
			break;
		node = node->children[bit(network.words, shared)];
	}
	return found != NULL ? below(found, network.six)
			     : (struct prefix_entry){ .owner = NULL };
}
