/* SPDX-License-Identifier: ISC */
/*
 * The answers of AWS's command line tool and SDKs, as JSON or YAML: what
 * "aws ec2 describe-vpn-connections" and its neighbours print.
 */
#ifndef CGWGEN_READ_AWS_CLI_H
#define CGWGEN_READ_AWS_CLI_H

#include <stdbool.h>

#include "model/estate.h"
#include "read/format.h"

/*
 * Whether DOCUMENT is an answer, a list of answers, or what --query makes of
 * one: a connection or gateway, or a list of them.  Told by AWS's own names
 * at the top, in their case.  An empty list is nothing in particular.
 */
bool aws_cli_matches(const struct document *document);

/*
 * Takes every connection as a part, every customer, VPN and transit gateway
 * as a gateway under its id, into reading->inventory; of route tables and
 * virtual interfaces, how many routes they have; of these, of VPCs and of what
 * decides where packets go, records of the estate.  Answers about other
 * things are passed over: the model has no place for them.  CGW105 where AWS
 * has a list or an object and DOCUMENT something else.
 */
void aws_cli_collect(struct reading *reading, const struct document *document);

/*
 * Reads PART, whose node is an object of VpnConnections, into RET: AWS's own
 * fields first, then the CustomerGatewayConfiguration in it, which gives way
 * where both say something.  Always true; what is wrong becomes findings.
 */
bool aws_cli_connection(
    struct reading *reading, const struct part *part, struct connection *ret);

/* Count the routes that NODE, an object of RouteTables or virtualInterfaces,
 * lists into a tally of reading->inventory, once for each id. */
void aws_cli_route_table(struct reading *reading, const struct node *node);
void aws_cli_virtual_interface(
    struct reading *reading, const struct node *node);

/*
 * Takes NODE, an object of an answer, as a record of KIND and of what is part
 * of it.  Routes, associations and propagations of a transit gateway's table,
 * and a prefix list's entries, do not say whose they are: what is asked for
 * is looked for beside the list and in the name of the file; CGW980 where it
 * is in neither.
 */
void aws_cli_record(struct reading *reading, const struct document *document,
    const struct node *node, enum estate_kind kind);

/*
 * The lists in NODE, an object of ClientVpnEndpoints that is ENDPOINT, as
 * records of their own: DNS servers, security groups, ways to authenticate.
 */
void aws_cli_client_parts(struct reading *reading, const struct node *node,
    const struct estate_item *endpoint);

/* The two VPCs of NODE, an object of VpcPeeringConnections, with the networks
 * that it says of them, as records of their own. */
void aws_cli_peer_vpcs(struct reading *reading, const struct node *node);

/*
 * Whether NODE is an object of TransitGatewayPeeringAttachments or of
 * TransitGatewayConnects, which say in their own way what is attached; ITEM
 * gets it.  The other end of a peering is a record of its own.
 */
bool aws_cli_transit_peer(
    struct reading *reading, const struct node *node, struct estate_item *item);

/* Binds the members of ITEM whose rows have names of the API in NODE. */
void aws_cli_rows(
    struct reading *reading, const struct node *node, struct estate_item *item);

/* Whether NODE is there and is KIND; CGW105 with NAME when it is anything
 * else than null or "". */
bool aws_cli_expect(struct reading *reading, const struct node *node,
    enum node_kind kind, const char *name);

#endif
