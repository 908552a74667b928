/* SPDX-License-Identifier: ISC */
/* Functions on lists.  Floor 3. */
#include <string.h>

#include "base/ip.h"
#include "read/cfn_function.h"

struct node *
cfn_select(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown, *item;
	const struct node *list;
	unsigned index;
	const char *text = cfn_text_argument(
	    run, argument->first, "the index of Fn::Select", &unknown);

	if (text == NULL)
		return unknown;
	if (!cfn_number(text, CFN_LIMIT_NODES, &index))
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument->first,
		    "the index of Fn::Select is not a number from 0 on");
	list = cfn_list_argument(
	    run, argument->last, "the second value of Fn::Select", &unknown);
	if (list == NULL)
		return unknown;
	for (item = list->first; item != NULL && index > 0; item = item->next)
		index--;
	if (item == NULL)
		return run->spent ? cfn_later(run, node)
				  : cfn_refuse(run, RULE_CFN_FUNCTION, node,
					"Fn::Select asks for item %s of a list "
					"of %zu, which are counted from 0",
					text, node_count(list));
	item->next = NULL;
	item->parent = NULL;
	return item;
}

struct node *
cfn_length(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown;
	const struct node *list = cfn_list_argument(
	    run, argument, "the value of Fn::Length", &unknown);
	struct buf buf = { 0 };

	if (list == NULL)
		return unknown;
	buf_printf(&buf, "%zu", node_count(list));
	return cfn_text_of(run, &buf, node);
}

/* The COUNT first networks of LENGTH bits in BLOCK. */
static struct node *
networks(struct cfn_run *run, const struct node *node, struct ip_prefix block,
    unsigned count, uint8_t length)
{
	struct node *list = cfn_new(run, NODE_SEQUENCE, node);
	char text[IP_TEXT_SIZE];
	struct ip_prefix prefix = { ip_first(block), length };

	for (; count > 0 && !run->spent; count--) {
		if (!ip_prefix_contains(block, prefix.address))
			return cfn_refuse(run, RULE_CFN_FUNCTION, node,
			    "Fn::Cidr asks for more networks than there are");
		ip_prefix_format(prefix, text);
		cfn_attach(list, cfn_text(run, text, strlen(text), node));
		prefix.address = ip_add(ip_last(prefix), 1);
		/* Behind the last address comes the first one again. */
		if (ip_compare(prefix.address, ip_first(block)) <= 0 &&
		    count > 1)
			return cfn_refuse(run, RULE_CFN_FUNCTION, node,
			    "Fn::Cidr asks for more networks than there are");
	}
	return list;
}

struct node *
cfn_cidr(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	static const char *const what[] = { "the network of Fn::Cidr",
		"the count of Fn::Cidr", "the bits of Fn::Cidr" };
	const struct node *item = argument->first;
	const char *texts[3] = { NULL };
	struct node *unknown;
	struct ip_prefix block;
	unsigned count, bits, size;
	size_t i;

	for (i = 0; i < 3 && item != NULL; i++, item = item->next) {
		texts[i] = cfn_text_argument(run, item, what[i], &unknown);
		if (texts[i] == NULL)
			return unknown;
	}
	if (!ip_prefix_parse(texts[0], &block))
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument->first,
		    "the network of Fn::Cidr is not ADDRESS/LENGTH");
	size = ip_bits(block.address);
	if (!cfn_number(texts[1], 256, &count) || count == 0)
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument->first->next,
		    "the count of Fn::Cidr is not a number from 1 to 256");
	/* What is then taken is nowhere described. */
	if (texts[2] == NULL)
		return cfn_later(run, node);
	if (!cfn_number(texts[2], size, &bits) || bits == 0 ||
	    size - bits < block.length)
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument->last,
		    "the bits of Fn::Cidr are not a number from 1 to %u",
		    size - block.length);
	return networks(run, node, block, count, (uint8_t)(size - bits));
}
