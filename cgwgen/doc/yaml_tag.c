/* SPDX-License-Identifier: ISC */
/* Local tags.  Nodes are at most 64 levels deep, so that recursion is fine.
 * Floor 1. */
#include "doc/yaml_tag.h"

#include <string.h>

const char *
yaml_tag(const struct node *node)
{
	const struct node *child = node->first;

	/* No plain key begins with "!". */
	return node->kind == NODE_MAP && child != NULL && child->name_plain &&
		       child->name[0] == '!'
		   ? child->name
		   : NULL;
}

bool
yaml_refuse_tag(struct diags *diags, const char *tag, struct pos at)
{
	diag(diags, RULE_YAML_SYNTAX, at,
	    "tag '%s' is not known here; expected none",
	    diag_quote(diags, tag));
	return false;
}

bool
yaml_untagged(const struct node *root, struct diags *diags)
{
	const struct node *child;

	if (yaml_tag(root) != NULL)
		return yaml_refuse_tag(diags, yaml_tag(root), root->pos);
	for (child = root->first; child != NULL; child = child->next)
		if (!yaml_untagged(child, diags))
			return false;
	return true;
}

struct pos
yaml_behind_tag(struct pos at, size_t end)
{
	const char *text = source_text(at.source);

	while (text[at.offset] == '!' || text[at.offset] == '&') {
		at.offset += strcspn(text + at.offset, " \t\r\n");
		at.offset += strspn(text + at.offset, " \t\r\n");
		while (text[at.offset] == '#') {
			at.offset += strcspn(text + at.offset, "\n");
			at.offset += strspn(text + at.offset, " \t\r\n");
		}
	}
	if (at.offset > end)
		at.offset = end;
	return at;
}
