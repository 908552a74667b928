/* SPDX-License-Identifier: ISC */
/* Plans and states of Terraform and OpenTofu. */
#ifndef CGWGEN_READ_TERRAFORM_H
#define CGWGEN_READ_TERRAFORM_H

#include <stdbool.h>

#include "read/format.h"

/*
 * Whether DOCUMENT is what "terraform show -json" prints of a plan or state
 * (format_version beside planned_values, values and the like), or a state
 * file (version beside serial, lineage or terraform_version).
 * Source: developer.hashicorp.com/terraform/internals/json-format.
 */
bool terraform_matches(const struct document *document);

/*
 * Takes every aws_vpn_connection of DOCUMENT as a part, the gateways and the
 * static routes into reading->inventory.  CGW120 where the shape is none that
 * Terraform writes, CGW121 for a route that cannot be told to a connection.
 * What Terraform calls sensitive is marked as secret in the source first.
 */
void terraform_collect(
    struct reading *reading, const struct document *document);

#endif
