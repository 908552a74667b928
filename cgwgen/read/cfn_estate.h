/* SPDX-License-Identifier: ISC */
/* The networks around connections in CloudFormation templates. */
#ifndef CGWGEN_READ_CFN_ESTATE_H
#define CGWGEN_READ_CFN_ESTATE_H

#include <stdbool.h>

#include "read/cfn_template.h"

/* Whether resources of TYPE ("AWS::EC2::VPC") are part of the estate. */
bool cfn_estate_has(const char *type);

/*
 * Takes RESOURCE, whose type is one of these, with the properties VALUES
 * (worked out) into the estate of reading->inventory.  What refers to another
 * resource of the template has that one's key, LOGICALID@FILE, and what
 * nobody gives an id before the deployment is known by it.
 */
void cfn_take_estate(struct reading *reading, struct cfn_template *template,
    const struct node *resource, const struct node *values);

#endif
