/* SPDX-License-Identifier: ISC */
/* One AWS::EC2::VPNConnection of a CloudFormation template. */
#ifndef CGWGEN_READ_CFN_CONNECTION_H
#define CGWGEN_READ_CFN_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "model/field.h"
#include "read/cfn_template.h"

struct cfn_route {
	struct route route;
	struct cfn_route *next;
};

/* What a part's host is. */
struct cfn_connection {
	struct cfn_template *template;
	struct cfn_route *routes;
	struct cfn_route **end; /* where the next one goes */
	size_t route_count;
};

/* A part's read(); see format.h. */
bool cfn_read_connection(
    struct reading *reading, const struct part *part, struct connection *ret);

/* The properties of RESOURCE, worked out: a mapping or a NODE_LATER. */
struct node *cfn_properties(struct reading *reading,
    struct cfn_template *template, const struct node *resource);

/*
 * Binds every field that is a property below VALUES to OWNER, and the Name
 * tag; what AWS alone gives is none.  What a macro may add is LATER.
 */
void cfn_bind(struct reading *reading, const struct field *fields, size_t count,
    const struct node *values, void *owner);

/* Binds NODE, which may be NULL, as the field whose property is PROPERTY. */
void cfn_bind_as(struct reading *reading, const struct field *fields,
    size_t count, const char *property, const struct node *node, void *owner);

/* Makes a value that nobody stated one that is known later. */
void cfn_later_value(struct value *value, struct pos at);

/* The key of a gateway in the inventory: "LOGICALID@FILE", in ARENA. */
const char *cfn_gateway_key(
    const struct cfn_template *template, const char *name, struct arena *arena);

/* Whether the resource whose id ID is, a NODE_LATER with its logical id as
 * text, is of TYPE; CGW122 otherwise. */
bool cfn_check_type(struct reading *reading,
    const struct cfn_template *template, const struct node *id,
    const char *type);

#endif
