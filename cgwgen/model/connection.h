/* SPDX-License-Identifier: ISC */
/*
 * The model: an AWS Site-to-Site VPN connection in AWS's own terms, every
 * value with its place and where it came from.  Readers fill it, rules and
 * rendering read it.  It lives in an arena together with its texts.
 */
#ifndef CGWGEN_MODEL_CONNECTION_H
#define CGWGEN_MODEL_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ip.h"
#include "base/source.h"
#include "doc/node.h"
#include "model/algorithm.h"

/*
 * Where a value came from, as cgwgen show says it.  A value that is NONE or
 * LATER cannot be used.  Of two inputs that say the same thing, the one that
 * stands further down here is believed: AWS's answer before the XML it
 * carries, an option before everything.
 */
enum origin {
	ORIGIN_NONE,           /* nobody said, or it could not be read */
	ORIGIN_LATER,          /* known once Terraform or CloudFormation ran */
	ORIGIN_XML,            /* the CustomerGatewayConfiguration */
	ORIGIN_API,            /* an answer of the EC2 API */
	ORIGIN_TERRAFORM,      /* a plan or state of Terraform */
	ORIGIN_CLOUDFORMATION, /* a CloudFormation template */
	ORIGIN_DESCRIPTOR,     /* cgwgen's own YAML or JSON */
	ORIGIN_OPTION,         /* given with --tunnel-option */
	ORIGIN_DERIVED,        /* follows from the value it points at */
	ORIGIN_DEFAULT,        /* AWS's default, see the field's row */
	ORIGIN_ASSUMED         /* AWS's default where AWS hides the truth */
};

/*
 * One value.  text is what was written, also when it could not be read as
 * the field's type (then origin is ORIGIN_NONE); NULL when nothing was.  A
 * set's text is what was written where it was one word, else NULL.
 */
struct value {
	enum origin origin;
	/* Here, where it leaves no gaps: there are 150 for a connection. */
	union {
		uint32_t number;
		bool flag;
		struct ip ip;
		struct ip_prefix prefix;
		algorithm_set set;
	} u;
	struct pos at; /* the value, or the element it is missing from */
	const char *text;
};

/* The members are described, one row each and in the same order, in the field
 * tables (field_rows.c). */
struct tunnel {
	struct pos at; /* where the tunnel is described */
	struct value customer_outside_address;
	struct value inside_address;
	struct value inside_netmask;
	struct value inside_prefix_length;
	struct value inside_ipv6_address;
	struct value inside_ipv6_prefix_length;
	struct value customer_asn;
	struct value customer_bgp_hold_time;
	struct value outside_address;
	struct value aws_inside_address;
	struct value aws_inside_netmask;
	struct value aws_inside_prefix_length;
	struct value aws_inside_ipv6_address;
	struct value aws_inside_ipv6_prefix_length;
	struct value aws_asn;
	struct value bgp_hold_time;
	/* What the XML prints as algorithms: a minimum, not the options. */
	struct value xml_phase1_integrity;
	struct value xml_phase1_encryption;
	struct value phase1_lifetime_seconds;
	struct value xml_phase1_dh_group;
	struct value ike_mode;
	struct value pre_shared_key;
	struct value ipsec_protocol;
	struct value xml_phase2_integrity;
	struct value xml_phase2_encryption;
	struct value phase2_lifetime_seconds;
	struct value xml_phase2_dh_group;
	struct value ipsec_mode;
	struct value clear_df_bit;
	struct value fragmentation_before_encryption;
	struct value tcp_mss_adjustment;
	struct value dpd_interval;
	struct value dpd_retries;
	/* AWS's tunnel options, with the lifetimes above. */
	struct value ike_versions;
	struct value phase1_encryption_algorithms;
	struct value phase1_integrity_algorithms;
	struct value phase1_dh_group_numbers;
	struct value phase2_encryption_algorithms;
	struct value phase2_integrity_algorithms;
	struct value phase2_dh_group_numbers;
	struct value rekey_margin_time_seconds;
	struct value rekey_fuzz_percentage;
	struct value replay_window_size;
	struct value dpd_timeout_seconds;
	struct value dpd_timeout_action;
	struct value startup_action;
	struct value inside_cidr;
	struct value inside_ipv6_cidr;
	struct value enable_tunnel_lifecycle_control;
	struct value log_enabled;
	struct value log_group_arn;
	struct value log_output_format;
	struct value bgp_log_enabled;
	struct value bgp_log_group_arn;
	struct value bgp_log_output_format;
	struct value certificate_arn;
	/* What AWS's end saw when it was asked. */
	struct value status;
	struct value status_message;
	struct value accepted_route_count;
};

enum gateway_kind {
	GATEWAY_CUSTOMER, /* the device's end */
	GATEWAY_VPN,      /* virtual private gateway */
	GATEWAY_TRANSIT,
	GATEWAY_KINDS
};

/* One end of connections.  Its members are rows of the field tables, too. */
struct gateway {
	enum gateway_kind kind;
	struct pos at;
	const char *label; /* for messages: "aws_vpn_gateway.main", or NULL */
	const char *key;   /* its name in cgwgen's own descriptor, or NULL */
	struct value id;
	struct value name; /* its Name tag */
	struct value state;
	struct value region;
	struct value asn;  /* of the device, or of AWS's side */
	bool asn_is_short; /* customer gateway: asn stands in BgpAsn, not in
			      BgpAsnExtended */
	struct value ip_address;       /* customer gateway */
	struct value device_name;      /* customer gateway */
	struct value certificate_arn;  /* customer gateway */
	struct value device;           /* cgwgen's id of the device to render */
	struct value role;             /* customer gateway: spoke or hub */
	const struct node *parameters; /* a mapping for that device, or NULL */
	struct value *prefixes;        /* the networks behind it */
	size_t prefix_count;
};

/* A static route: a network behind the customer's device. */
struct route {
	struct value destination;
	struct value state;
};

/* A key that an input has, whether it is the one that counts or not. */
struct written_key {
	struct value value;
	const struct written_key *next;
};

struct connection {
	struct pos at; /* where the connection is described */
	/* What messages call it where that is not its id:
	 * "module.hq.aws_vpn_connection.this[0]"; NULL otherwise. */
	const char *label;
	/* As with tunnels, a row each in the same order. */
	struct value id;
	struct value customer_gateway_id;
	struct value vpn_gateway_id;
	struct value transit_gateway_id;
	struct value type;
	struct value attributes;
	struct value name; /* its Name tag */
	struct value region;
	struct value state;
	struct value vpn_concentrator_id;
	struct value core_network_arn;
	struct value core_network_attachment_arn;
	struct value pre_shared_key_arn;
	struct value pre_shared_key_storage;
	struct value static_routes_only;
	struct value enable_acceleration;
	struct value tunnel_inside_ip_version;
	struct value outside_ip_address_type;
	struct value tunnel_bandwidth;
	struct value local_ipv4_network_cidr;
	struct value remote_ipv4_network_cidr;
	struct value local_ipv6_network_cidr;
	struct value remote_ipv6_network_cidr;
	struct value transport_transit_gateway_attachment_id;
	/* What the device does to routes of this connection. */
	struct value as_path_prepend;
	struct value med;
	struct value local_preference;
	struct tunnel *tunnels; /* sorted by AWS's outside address */
	size_t tunnel_count;
	struct route *routes;
	size_t route_count;
	/* A mapping for the device, which goes before that of the customer
	 * gateway; or NULL. */
	const struct node *parameters;
	/* The two ends, as far as an input describes them; else NULL. */
	const struct gateway *customer_gateway;
	const struct gateway *aws_gateway;
	/* Whether an input that carries the tunnels' options was read: what
	 * it leaves out is AWS's default, not an assumption. */
	bool has_options;
	bool has_xml; /* a CustomerGatewayConfiguration was read */
	/* The keys of all inputs, where several describe the connection. */
	const struct written_key *keys;
};

/* Whether there is a usable value. */
static inline bool
value_known(const struct value *value)
{
	return value->origin > ORIGIN_LATER;
}

/* Whether there is none and none will come: ORIGIN_LATER is not missing. */
static inline bool
value_missing(const struct value *value)
{
	return value->origin == ORIGIN_NONE;
}

/* "the XML", "AWS's default", … for messages and cgwgen show. */
const char *origin_name(enum origin origin);

/* CONNECTION with tunnels of its own, which may be changed, in ARENA; the rest
 * is shared. */
struct connection *connection_copy(
    const struct connection *connection, struct arena *arena);

/*
 * Sorts the tunnels by AWS's outside address, since AWS swaps them from one
 * call to the next; those without an address come last.
 */
void connection_sort_tunnels(struct connection *connection);

/* Whether routing is static: attributes say NoBGP, or no tunnel has BGP. */
bool connection_is_static(const struct connection *connection);

/*
 * Whether the routing is known, if only as AWS's default: not while it comes
 * later, could not be read, or AWS's answer was cut down to what leaves it
 * out.
 */
bool connection_routing_known(const struct connection *connection);

/* Whether the tunnels carry IPv6 inside. */
bool connection_is_ipv6(const struct connection *connection);

/* Whether AWS's end is a virtual private gateway (not a transit gateway). */
bool connection_has_vgw(const struct connection *connection);

/* For messages: the label, else the id, else "connection without id". */
const char *connection_name(const struct connection *connection);

/* The length of the inside IPv4 network as AWS's end has it, at most 32; false
 * while the network is not known. */
bool tunnel_inside_length(const struct tunnel *tunnel, uint8_t *ret);

/* The inside prefix as AWS's end has it, beginning with its first address;
 * false while a part is not known. */
bool tunnel_inside_cidr(const struct tunnel *tunnel, struct ip_prefix *ret);
bool tunnel_inside_ipv6_cidr(
    const struct tunnel *tunnel, struct ip_prefix *ret);

/* The tunnel option that is the set of KIND in PHASE, 1 or 2; IKE versions have
 * no phase. */
const struct value *tunnel_set(
    const struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase);
struct value *tunnel_set_slot(
    struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase);

/* Whether AWS's ends of both are known to be at one address. */
bool tunnel_same_outside(const struct tunnel *a, const struct tunnel *b);

/* Whether the key is there: neither absent, empty nor AWS's REDACTED. */
bool tunnel_has_psk(const struct tunnel *tunnel);

/* Whether the ends prove themselves by certificates: the customer gateway or
 * a tunnel has one, and there is no key. */
bool connection_has_certificate(const struct connection *connection);

/*
 * Whether the device is known to have no address of its own: AWS takes a
 * customer gateway without one only with a certificate, so that without a
 * certificate the input merely does not say.
 */
bool connection_has_no_address(const struct connection *connection);

/*
 * Gives every value that nobody stated AWS's default; algorithm sets become
 * ORIGIN_ASSUMED where no input carried options.  With FROM_XML the sets are
 * what the XML printed.
 */
void connection_complete(struct connection *connection, bool from_xml);

#endif
