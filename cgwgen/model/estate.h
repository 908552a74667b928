/* SPDX-License-Identifier: ISC */
/*
 * The estate: what the inputs say of the networks around the connections,
 * as far as it decides where packets go.  It is kept as flat records that
 * name each other by AWS's ids, for several inputs describe parts of it; a
 * record of several inputs is joined of them.
 */
#ifndef CGWGEN_MODEL_ESTATE_H
#define CGWGEN_MODEL_ESTATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "model/connection.h"
#include "model/field.h"

enum estate_kind {
	ESTATE_VPC,
	ESTATE_SUBNET,
	ESTATE_VPC_TABLE,
	ESTATE_VPC_ROUTE,
	ESTATE_VPC_ASSOCIATION,
	ESTATE_VPC_PROPAGATION,
	ESTATE_PEERING,
	ESTATE_VPN_GATEWAY,
	ESTATE_TRANSIT_GATEWAY,
	ESTATE_ATTACHMENT,
	ESTATE_TRANSIT_TABLE,
	ESTATE_TRANSIT_ROUTE,
	ESTATE_TRANSIT_ASSOCIATION,
	ESTATE_TRANSIT_PROPAGATION,
	ESTATE_DX_GATEWAY,
	ESTATE_DX_ASSOCIATION,
	ESTATE_INTERFACE,
	ESTATE_PREFIX_LIST,
	ESTATE_ANNOUNCEMENT,
	ESTATE_CLIENT_ENDPOINT,
	ESTATE_CLIENT_AUTHENTICATION,
	ESTATE_CLIENT_ASSOCIATION,
	ESTATE_CLIENT_ROUTE,
	ESTATE_CLIENT_RULE,
	ESTATE_CLIENT_DNS,
	ESTATE_CLIENT_GROUP,
	ESTATE_CLIENT_CONNECTION,
	ESTATE_OPENVPN_SERVER,
	ESTATE_OPENVPN_CLIENT,
	ESTATE_OPENVPN_DNS,
	ESTATE_KINDS
};

/* What every record begins with. */
struct estate_item {
	enum estate_kind kind;
	struct pos at;
	/* What other records know it by: its id, or what the input has in
	 * place of one ("aws_vpc.main@plan.json").  Of records without an
	 * id what makes them one: table, destination, target. */
	const char *key;
	const char *parent; /* the key of what it is part of, or "" */
	const char *label;  /* for messages, where an input has one; or NULL */
	/* The networks of it; see estate_prefix_field(). */
	struct value *prefixes;
	size_t prefix_count;
};

/* The members are described, one row each, in estate_fields().  The networks
 * of a record are named in its comment. */
struct estate_vpc { /* prefixes: its CIDR blocks */
	struct estate_item item;
	struct value id;
	struct value name;
	struct value region;
	struct value instance_tenancy;
};

struct estate_subnet { /* prefixes: its CIDR blocks */
	struct estate_item item;
	struct value id;
	struct value name;
	struct value vpc_id;
	struct value availability_zone;
	struct value available_ip_address_count;
};

struct estate_vpc_table {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value vpc_id;
	struct value main;
	struct value listed; /* its routes are all there are */
};

/* Of a VPC's table.  Has either a destination or a prefix list. */
struct estate_vpc_route {
	struct estate_item item;
	struct value route_table_id;
	struct value destination;
	struct value prefix_list_id;
	struct value target; /* an id of AWS's, or "local" */
	struct value origin; /* local, static, propagated or advertised */
	struct value state;  /* active, blackhole or filtered */
};

struct estate_vpc_association {
	struct estate_item item;
	struct value route_table_id;
	struct value subnet_id; /* or gateway_id */
	struct value gateway_id;
};

/* Whether a virtual private gateway puts what it knows into a table. */
struct estate_vpc_propagation {
	struct estate_item item;
	struct value route_table_id;
	struct value gateway_id;
};

/* Between two VPCs. */
struct estate_peering {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value vpc_id; /* of who asked for it */
	struct value peer_vpc_id;
	struct value status; /* pending-acceptance, active ... */
};

struct estate_vpn_gateway {
	struct estate_item item;
	struct value id;
	struct value vpc_id;
};

struct estate_transit_gateway { /* prefixes: its own CIDR blocks */
	struct estate_item item;
	struct value id;
	struct value vpn_ecmp_support;
	struct value default_route_table_association;
	struct value default_route_table_propagation;
	struct value association_default_route_table_id;
	struct value propagation_default_route_table_id;
};

struct estate_attachment {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value transit_gateway_id;
	struct value resource_type;
	struct value resource_id; /* of a peering: the other gateway */
	struct value state;
	struct value route_table_id; /* that it is associated with */
};

struct estate_transit_table {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value transit_gateway_id;
	struct value default_association;
	struct value default_propagation;
	struct value listed; /* its routes are all there are */
};

/* Has either a destination or a prefix list; a blackhole has no
 * attachment.  A route over several attachments is several records. */
struct estate_transit_route {
	struct estate_item item;
	struct value route_table_id;
	struct value destination;
	struct value prefix_list_id;
	struct value attachment_id;
	struct value resource_type;
	struct value resource_id;
	struct value origin; /* static or propagated */
	struct value state;  /* active, pending or blackhole */
};

struct estate_transit_association {
	struct estate_item item;
	struct value route_table_id;
	struct value attachment_id;
};

struct estate_transit_propagation {
	struct estate_item item;
	struct value route_table_id;
	struct value attachment_id;
};

struct estate_dx_gateway {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value asn;
};

struct estate_dx_association { /* prefixes: allowed towards the customer */
	struct estate_item item;
	struct value dx_gateway_id;
	struct value gateway_id;
};

struct estate_interface {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value type;
	struct value state;
	struct value vpn_gateway_id; /* or dx_gateway_id */
	struct value dx_gateway_id;
	struct value customer_asn;
	struct value aws_asn;
	struct value bgp_status;
};

struct estate_prefix_list { /* prefixes: its entries */
	struct estate_item item;
	struct value id;
	struct value name;
};

/* What the customer's side announces over a connection, one of its tunnels, a
 * virtual interface or a Connect attachment. */
struct estate_announcement {
	struct estate_item item;
	struct value owner_id; /* of which of these it is */
	struct value destination;
	struct value tunnel; /* AWS's outside address, where it is one's own */
	struct value as_path_length;
	struct value first_asn;
	struct value med;
};

/* A Client VPN endpoint.  What it has several of are records of their own,
 * whose parent it is. */
struct estate_client_endpoint {
	struct estate_item item;
	struct value id;
	struct value name;
	struct value description;
	struct value status; /* pending-associate, available ... */
	struct value dns_name;
	struct value client_cidr_block;
	struct value split_tunnel;
	struct value transport_protocol;
	struct value vpn_port;
	struct value server_certificate_arn;
	struct value vpc_id; /* or transit_gateway_id */
	struct value transit_gateway_id;
	struct value transit_gateway_attachment_id;
	struct value self_service_portal; /* enabled or disabled */
	struct value self_service_portal_url;
	struct value session_timeout_hours;
	struct value disconnect_on_session_timeout;
	struct value client_login_banner_enabled;
	struct value client_login_banner_text;
	struct value client_connect_enabled;
	struct value client_connect_lambda_function_arn;
	struct value client_route_enforced;
	struct value connection_log_enabled;
	struct value cloudwatch_log_group;
	struct value cloudwatch_log_stream;
	struct value endpoint_ip_address_type;
	struct value traffic_ip_address_type;
	struct value expected_users; /* the user's own word */
};

struct estate_client_authentication {
	struct estate_item item;
	struct value endpoint_id;
	struct value type;
	struct value root_certificate_chain_arn;
	struct value active_directory_id;
	struct value saml_provider_arn;
	struct value self_service_saml_provider_arn;
};

/* A target network: a subnet, or of an endpoint of a transit gateway an
 * Availability Zone. */
struct estate_client_association {
	struct estate_item item;
	struct value id;
	struct value endpoint_id;
	struct value subnet_id;
	struct value availability_zone;
	struct value vpc_id;
	struct value status;
};

struct estate_client_route {
	struct estate_item item;
	struct value endpoint_id;
	struct value destination_cidr_block;
	struct value target_vpc_subnet_id; /* or "local" */
	struct value transit_gateway_attachment_id;
	struct value description;
	struct value type;
	struct value origin; /* associate or add-route */
	struct value status;
};

struct estate_client_rule {
	struct estate_item item;
	struct value endpoint_id;
	struct value target_network_cidr;
	struct value access_group_id;
	struct value authorize_all_groups;
	struct value description;
	struct value status;
};

struct estate_client_dns {
	struct estate_item item;
	struct value endpoint_id;
	struct value address;
};

struct estate_client_group {
	struct estate_item item;
	struct value endpoint_id;
	struct value security_group_id;
};

/* A client that was connected; who it was nobody needs to know. */
struct estate_client_connection {
	struct estate_item item;
	struct value endpoint_id;
	struct value id;
};

/* OpenVPN on an instance: a server of one's own.  The members that are options
 * of OpenVPN are called as those are. */
struct estate_openvpn_server { /* prefixes: what clients reach through it */
	struct estate_item item;
	struct value id;
	struct value name;
	struct value role; /* client-server or site-to-site */
	struct value vpc_id;
	struct value instance_id;
	struct value network_interface_id;
	struct value source_dest_check;
	struct value remote;
	struct value port;
	struct value proto;
	struct value server;   /* of client-server */
	struct value ifconfig; /* of site-to-site */
	struct value verify_x509_name;
	struct value tls_crypt;
	struct value data_ciphers;
	struct value tls_version_min;
	struct value redirect_gateway;
	struct value client_to_client;
	struct value max_clients;
	struct value keepalive_interval;
	struct value keepalive_timeout;
	struct value tun_mtu;
	struct value mssfix;
	struct value secret;
};

/* Who may connect to it; of site-to-site the site's end. */
struct estate_openvpn_client { /* prefixes: what is behind it */
	struct estate_item item;
	struct value server_id;
	struct value name; /* the common name of its certificate */
	struct value ifconfig_push;
};

struct estate_openvpn_dns {
	struct estate_item item;
	struct value server_id;
	struct value address;
};

/* A gateway of AWS or of a customer, and what records know it by. */
struct estate_gateway {
	const char *key;
	const struct gateway *gateway;
};

struct estate_list {
	struct estate_item **by_key; /* sorted */
	struct estate_item **by_parent;
	size_t count;
};

struct estate {
	struct estate_list kinds[ESTATE_KINDS];
	struct estate_gateway *gateways; /* sorted by key */
	size_t gateway_count;
};

/* "VPC", "route table", … for messages. */
const char *estate_kind_name(enum estate_kind kind);

/* The rows of the struct of KIND. */
const struct field *estate_fields(enum estate_kind kind, size_t *ret_count);

/* The same of the kinds of Client VPN; for estate_fields(). */
const struct field *estate_client_fields(
    enum estate_kind kind, size_t *ret_count);

/* The same of OpenVPN's. */
const struct field *estate_openvpn_fields(
    enum estate_kind kind, size_t *ret_count);

/* Whether FIELD is one of these rows, and no connection's. */
bool estate_has_row(const struct field *field);

/* The row called NAME of KIND, which has one. */
const struct field *estate_field(enum estate_kind kind, const char *name);

/* The row of each of a record's networks, which have no slot in it; NULL for
 * kinds without networks. */
const struct field *estate_prefix_field(enum estate_kind kind);

/* A zeroed record of KIND in ARENA. */
struct estate_item *estate_new(
    enum estate_kind kind, struct pos at, struct arena *arena);

/* Adds a copy of PREFIX to the record's networks, in ARENA. */
void estate_add_prefix(
    struct estate_item *item, const struct value *prefix, struct arena *arena);

/*
 * Gives ITEM its parent and, where it has none, its key, both in ARENA.  The
 * two ends of a peering of transit gateways may have one id: their keys name
 * the gateway as well.  False where what makes the record one is not known:
 * nothing can refer to it.
 */
bool estate_identify(struct estate_item *item, struct arena *arena);

/* Whether an input describes ITEM, which has an id, or has only what refers to
 * it. */
bool estate_client_described(const struct estate_item *item);

/*
 * The estate of COUNT identified ITEMS, in the order in which they were
 * read: those of one kind with one key become one.  What two inputs say
 * differently is CGW115, and the one whose origin stands further down in
 * enum origin wins.  Then records get the defaults of their rows.
 */
struct estate *estate_build(struct estate_item *const *items, size_t count,
    struct arena *arena, struct diags *diags);

/* The record of KIND with KEY (may be NULL), or NULL. */
const struct estate_item *estate_find(
    const struct estate *estate, enum estate_kind kind, const char *key);

/* The records of KIND that are part of what has the key PARENT (may be NULL),
 * in the order in which they were read. */
struct estate_item *const *estate_children(const struct estate *estate,
    enum estate_kind kind, const char *parent, size_t *ret_count);

/* The gateway that records know by KEY, or NULL. */
const struct gateway *estate_gateway_find(
    const struct estate *estate, const char *key);

/* What records know GATEWAY by, or NULL. */
const char *estate_gateway_key(
    const struct estate *estate, const struct gateway *gateway);

#endif
