/* SPDX-License-Identifier: ISC */
/* Counting routes.  Floor 3. */
#include "read/tallies.h"

#include <string.h>

void
tally_route(
    struct tally *tally, enum tally_origin origin, const struct node *node)
{
	if (node == NULL || node->kind != NODE_SCALAR ||
	    strchr(node->text, '/') == NULL)
		return;
	tally->routes[origin][strchr(node->text, ':') != NULL ? TALLY_IPV6
							      : TALLY_IPV4]++;
}
