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
#include "model/algorithm.h"

/* Where a value came from; ORIGIN_NONE: there is no usable value. */
enum origin {
	ORIGIN_NONE,
	ORIGIN_DESCRIPTOR, /* written in the descriptor */
	ORIGIN_OPTION,     /* given with --tunnel-option */
	ORIGIN_DEFAULT,    /* AWS's default, see the field's row */
	ORIGIN_ASSUMED     /* AWS's default where AWS hides the truth */
};

/*
 * One value.  text is what was written, also when it could not be read as
 * the field's type (then origin is ORIGIN_NONE); NULL when nothing was.
 */
struct value {
	enum origin origin;
	struct pos at; /* the value, or the element it is missing from */
	const char *text;
	union {
		uint32_t number;
		bool flag;
		struct ip ip;
		algorithm_set set;
	} u;
};

/* The members are described, one row each, in the field tables (field.c). */
struct tunnel {
	struct pos at; /* the ipsec_tunnel element */
	struct value outside_address;
	struct value customer_outside_address;
	struct value inside_address;
	struct value inside_netmask;
	struct value inside_prefix_length;
	struct value aws_inside_address;
	struct value aws_inside_netmask;
	struct value aws_inside_prefix_length;
	struct value inside_ipv6_address;
	struct value inside_ipv6_prefix_length;
	struct value aws_inside_ipv6_address;
	struct value aws_inside_ipv6_prefix_length;
	struct value customer_asn;
	struct value customer_bgp_hold_time;
	struct value aws_asn;
	struct value bgp_hold_time;
	struct value pre_shared_key;
	struct value ike_mode;
	struct value ipsec_protocol;
	struct value ipsec_mode;
	struct value clear_df_bit;
	struct value fragmentation_before_encryption;
	struct value tcp_mss_adjustment;
	struct value dpd_interval;
	struct value dpd_retries;
	/* What the XML prints as algorithms: a minimum, not the options. */
	struct value xml_phase1_encryption;
	struct value xml_phase1_integrity;
	struct value xml_phase1_dh_group;
	struct value xml_phase2_encryption;
	struct value xml_phase2_integrity;
	struct value xml_phase2_dh_group;
	/* AWS's tunnel options. */
	struct value ike_versions;
	struct value phase1_encryption_algorithms;
	struct value phase1_integrity_algorithms;
	struct value phase1_dh_group_numbers;
	struct value phase1_lifetime_seconds;
	struct value phase2_encryption_algorithms;
	struct value phase2_integrity_algorithms;
	struct value phase2_dh_group_numbers;
	struct value phase2_lifetime_seconds;
	struct value rekey_margin_time_seconds;
	struct value rekey_fuzz_percentage;
	struct value replay_window_size;
	struct value dpd_timeout_seconds;
	struct value dpd_timeout_action;
	struct value startup_action;
};

struct connection {
	struct pos at; /* the vpn_connection element */
	struct value id;
	struct value customer_gateway_id;
	struct value vpn_gateway_id;
	struct value transit_gateway_id;
	struct value type;
	struct value attributes;
	struct tunnel *tunnels; /* sorted by AWS's outside address */
	size_t tunnel_count;
};

/* Whether there is a usable value. */
bool value_known(const struct value *value);

/*
 * Sorts the tunnels by AWS's outside address, since AWS swaps them from one
 * call to the next; those without an address come last.
 */
void connection_sort_tunnels(struct connection *connection);

/* Whether routing is static: attributes say NoBGP, or no tunnel has BGP. */
bool connection_is_static(const struct connection *connection);

/* Whether the tunnels carry IPv6 inside. */
bool connection_is_ipv6(const struct connection *connection);

/* Whether AWS's end is a virtual private gateway (not a transit gateway). */
bool connection_has_vgw(const struct connection *connection);

/* The id for messages: as given, or "connection without id". */
const char *connection_name(const struct connection *connection);

/* The inside prefix as AWS's end has it; false while a part is not known. */
bool tunnel_inside_cidr(const struct tunnel *tunnel, struct ip_prefix *ret);
bool tunnel_inside_ipv6_cidr(
    const struct tunnel *tunnel, struct ip_prefix *ret);

/* Whether the key is there: neither absent, empty nor AWS's REDACTED. */
bool tunnel_has_psk(const struct tunnel *tunnel);

/*
 * Gives every value that nobody stated AWS's default; the algorithm sets
 * become ORIGIN_ASSUMED.  With FROM_XML the sets are what the XML printed.
 */
void connection_complete(struct connection *connection, bool from_xml);

#endif
