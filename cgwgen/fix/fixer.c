/* SPDX-License-Identifier: ISC */
/* Scalars that are written in another way.  Floor 5. */
#include "fix/fixer.h"

#include <string.h>

#include "base/ip.h"
#include "model/region.h"

bool
fix_scalar(
    const struct fixing *fixing, const struct node *node, const char *text)
{
	const char *written = source_text(node->pos.source) + node->pos.offset;
	size_t length, quote = !node->plain;

	/* Escapes, folded lines, anchors and tags are left alone. */
	if (node->kind != NODE_SCALAR)
		return false;
	length = strlen(node->text);
	if (node->end - node->pos.offset != length + 2 * quote ||
	    (quote && strchr("'\"", written[0]) == NULL) ||
	    memcmp(written + quote, node->text, length) != 0)
		return false;
	edits_add(
	    fixing->edits, node->pos.offset + quote, node->end - quote, text);
	return true;
}

bool
fix_network(const struct fixing *fixing)
{
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE];

	if (fixing->node->kind != NODE_SCALAR ||
	    !ip_prefix_parse(fixing->node->text, &prefix))
		return false;
	prefix.address = ip_first(prefix);
	return fix_scalar(fixing, fixing->node,
	    arena_string(fixing->edits->arena, ip_prefix_format(prefix, text)));
}

/* Only where that makes a Region's name of it. */
bool
fix_region(const struct fixing *fixing)
{
	const struct node *node = fixing->node;
	char *text, *at;

	if (node->kind != NODE_SCALAR || node->name == NULL ||
	    strcmp(node->name, "region") != 0)
		return false;
	text = arena_string(fixing->edits->arena, node->text);
	for (at = text; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return region_is_name(text) && fix_scalar(fixing, node, text);
}
