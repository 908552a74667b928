/* SPDX-License-Identifier: ISC */
/* What the files share that make records of answers of the AWS CLI. */
#ifndef CGWGEN_READ_AWS_CLI_RECORD_H
#define CGWGEN_READ_AWS_CLI_RECORD_H

#include "read/aws_cli.h"

/* What taking one object works with. */
struct taking {
	struct reading *reading;
	const struct document *document;
	const struct node *node;
};

/* A list under NAME of the object NODE: its first item, or NULL. */
const struct node *aws_cli_items(const struct node *node, const char *name);

/* Those that do not say whose they are, as records; ITEM has its rows. */
void aws_cli_take_transit_route(struct taking *t, struct estate_item *item);
void aws_cli_take_transit_member(struct taking *t, struct estate_item *item);
void aws_cli_take_prefix_list(struct taking *t, struct estate_item *item);

#endif
