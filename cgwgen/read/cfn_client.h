/* SPDX-License-Identifier: ISC */
/* The resources of Client VPN in CloudFormation templates. */
#ifndef CGWGEN_READ_CFN_CLIENT_H
#define CGWGEN_READ_CFN_CLIENT_H

#include "model/estate.h"
#include "read/cfn_template.h"

/*
 * Takes RESOURCE, which is of KIND and has the properties VALUES (worked
 * out), with what is part of it into the estate.  What refers to another
 * resource of the template has that one's key, LOGICALID@FILE.
 */
void cfn_take_client(struct reading *reading,
    const struct cfn_template *template, const struct node *resource,
    const struct node *values, enum estate_kind kind);

#endif
