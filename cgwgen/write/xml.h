/* SPDX-License-Identifier: ISC */
/* A connection as AWS's CustomerGatewayConfiguration XML. */
#ifndef CGWGEN_WRITE_XML_H
#define CGWGEN_WRITE_XML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/connection.h"

/*
 * Adds the document to RET, elements in the order of the field tables, as AWS
 * lays it out; it is valid by schemas/customer-gateway-configuration.xsd.
 * Keys are REDACTED without SECRETS.  CONNECTION has been completed; what is
 * temporary goes to ARENA.
 *
 * An algorithm that is not known is written as AWS prints it whatever the
 * tunnel is set to; an unknown prefix length beside an IPv6 address as 128,
 * likewise.  False after CGW906 for each other value that the XML must have,
 * and CGW907 for one that it cannot hold; RET is then of no use.  One CGW907
 * note counts what the XML does not carry.
 */
bool xml_write(const struct connection *connection, bool secrets,
    struct arena *arena, struct diags *diags, struct buf *ret);

#endif
