/* SPDX-License-Identifier: ISC */
/* The functions that mend a finding.  Floor 5. */
#include "fix/fixer.h"

#include <string.h>

#include "base/ip.h"

bool
fix_scalar(
    const struct fixing *fixing, const struct node *node, const char *text)
{
	const char *written = source_text(node->pos.source) + node->pos.offset;
	size_t length = strlen(node->text), quote = !node->plain;

	/* Escapes, folded lines, anchors and tags are left alone. */
	if (node->kind != NODE_SCALAR ||
	    node->end - node->pos.offset != length + 2 * quote ||
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
