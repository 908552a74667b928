/* SPDX-License-Identifier: ISC */
/* The labels.  Floor 6. */
#include "report/label.h"

#define T(member) offsetof(struct tunnel, member)
#define C(member) offsetof(struct connection, member)
#define PHASE(n, member, brief)                                                \
	{                                                                      \
		T(phase##n##_##member), GROUP_PHASE##n, brief,                 \
		    "phase " #n " " brief, NULL                                \
	}
#define PRINTED(n, member, brief)                                              \
	{                                                                      \
		T(xml_phase##n##_##member), GROUP_PHASE##n, brief " in XML",   \
		    "phase " #n " " brief " in the XML", NULL                  \
	}

static const struct label tunnel_rows[] = {
	{ T(outside_address), GROUP_ADDRESSES, "AWS outside",
	    "AWS's outside address", NULL },
	{ T(customer_outside_address), GROUP_ADDRESSES, "device outside",
	    "device's outside address", NULL },
	{ T(inside_cidr), GROUP_ADDRESSES, "inside network", "inside network",
	    NULL },
	{ T(aws_inside_address), GROUP_ADDRESSES, "AWS inside",
	    "AWS's inside address", NULL },
	{ T(aws_inside_netmask), GROUP_ADDRESSES, "AWS inside mask",
	    "AWS's inside mask", NULL },
	{ T(aws_inside_prefix_length), GROUP_ADDRESSES, "AWS inside length",
	    "AWS's inside prefix length", NULL },
	{ T(inside_address), GROUP_ADDRESSES, "device inside",
	    "device's inside address", NULL },
	{ T(inside_netmask), GROUP_ADDRESSES, "device inside mask",
	    "device's inside mask", NULL },
	{ T(inside_prefix_length), GROUP_ADDRESSES, "device inside length",
	    "device's inside prefix length", NULL },
	{ T(inside_ipv6_cidr), GROUP_ADDRESSES, "inside IPv6 network",
	    "inside IPv6 network", NULL },
	{ T(aws_inside_ipv6_address), GROUP_ADDRESSES, "AWS inside IPv6",
	    "AWS's inside IPv6 address", NULL },
	{ T(aws_inside_ipv6_prefix_length), GROUP_ADDRESSES, "AWS IPv6 length",
	    "AWS's inside IPv6 prefix length", NULL },
	{ T(inside_ipv6_address), GROUP_ADDRESSES, "device inside IPv6",
	    "device's inside IPv6 address", NULL },
	{ T(inside_ipv6_prefix_length), GROUP_ADDRESSES, "device IPv6 length",
	    "device's inside IPv6 prefix length", NULL },

	{ T(aws_asn), GROUP_BGP, "AWS ASN", "AWS's ASN", NULL },
	{ T(customer_asn), GROUP_BGP, "device ASN", "device's ASN", NULL },
	{ T(bgp_hold_time), GROUP_BGP, "AWS hold time", "AWS's BGP hold time",
	    "seconds" },
	{ T(customer_bgp_hold_time), GROUP_BGP, "device hold time",
	    "device's BGP hold time", "seconds" },

	{ T(pre_shared_key), GROUP_KEY, "pre-shared key", "pre-shared key",
	    NULL },
	{ T(certificate_arn), GROUP_KEY, "AWS certificate", "AWS's certificate",
	    NULL },

	{ T(ike_versions), GROUP_PHASE1, "IKE versions", "IKE versions", NULL },
	PHASE(1, encryption_algorithms, "encryption"),
	PHASE(1, integrity_algorithms, "integrity"),
	PHASE(1, dh_group_numbers, "DH groups"),
	{ T(phase1_lifetime_seconds), GROUP_PHASE1, "lifetime",
	    "phase 1 lifetime", "seconds" },
	{ T(ike_mode), GROUP_PHASE1, "IKEv1 mode", "IKEv1 mode", NULL },
	PRINTED(1, encryption, "encryption"),
	PRINTED(1, integrity, "integrity"),
	PRINTED(1, dh_group, "DH group"),

	PHASE(2, encryption_algorithms, "encryption"),
	PHASE(2, integrity_algorithms, "integrity"),
	PHASE(2, dh_group_numbers, "DH groups"),
	{ T(phase2_lifetime_seconds), GROUP_PHASE2, "lifetime",
	    "phase 2 lifetime", "seconds" },
	{ T(rekey_margin_time_seconds), GROUP_PHASE2, "rekey margin",
	    "rekey margin", "seconds" },
	{ T(rekey_fuzz_percentage), GROUP_PHASE2, "rekey fuzz", "rekey fuzz",
	    "percent" },
	{ T(replay_window_size), GROUP_PHASE2, "replay window", "replay window",
	    "packets" },
	{ T(ipsec_protocol), GROUP_PHASE2, "protocol", "IPsec protocol", NULL },
	{ T(ipsec_mode), GROUP_PHASE2, "mode", "IPsec mode", NULL },
	PRINTED(2, encryption, "encryption"),
	PRINTED(2, integrity, "integrity"),
	PRINTED(2, dh_group, "DH group"),

	{ T(dpd_timeout_seconds), GROUP_DPD, "AWS timeout",
	    "AWS's dead peer timeout", "seconds" },
	{ T(dpd_timeout_action), GROUP_DPD, "AWS action",
	    "AWS's dead peer action", NULL },
	{ T(dpd_interval), GROUP_DPD, "device interval",
	    "device's dead peer interval", "seconds" },
	{ T(dpd_retries), GROUP_DPD, "device retries",
	    "device's dead peer retries", NULL },

	{ T(startup_action), GROUP_OTHER, "startup action", "startup action",
	    NULL },
	{ T(enable_tunnel_lifecycle_control), GROUP_OTHER, "lifecycle control",
	    "tunnel lifecycle control", NULL },
	{ T(tcp_mss_adjustment), GROUP_OTHER, "TCP MSS", "TCP MSS", "bytes" },
	{ T(clear_df_bit), GROUP_OTHER, "clear DF bit", "clear DF bit", NULL },
	{ T(fragmentation_before_encryption), GROUP_OTHER, "fragment first",
	    "fragmentation before encryption", NULL },
	{ T(log_enabled), GROUP_OTHER, "IKE log", "IKE log", NULL },
	{ T(log_group_arn), GROUP_OTHER, "IKE log group", "IKE log group",
	    NULL },
	{ T(log_output_format), GROUP_OTHER, "IKE log format", "IKE log format",
	    NULL },
	{ T(bgp_log_enabled), GROUP_OTHER, "BGP log", "BGP log", NULL },
	{ T(bgp_log_group_arn), GROUP_OTHER, "BGP log group", "BGP log group",
	    NULL },
	{ T(bgp_log_output_format), GROUP_OTHER, "BGP log format",
	    "BGP log format", NULL },

	{ T(status), GROUP_STATE, "status", "status", NULL },
	{ T(status_message), GROUP_STATE, "message", "status message", NULL },
	{ T(accepted_route_count), GROUP_STATE, "accepted routes",
	    "accepted routes", NULL },
};

#define CONNECTION(member, text)                                               \
	{                                                                      \
		C(member), GROUP_OTHER, text, text, NULL                       \
	}

static const struct label connection_rows[] = {
	CONNECTION(id, "id"),
	CONNECTION(customer_gateway_id, "customer gateway"),
	CONNECTION(vpn_gateway_id, "VPN gateway"),
	CONNECTION(transit_gateway_id, "transit gateway"),
	CONNECTION(type, "type"),
	CONNECTION(attributes, "attributes"),
	CONNECTION(name, "name"),
	CONNECTION(region, "Region"),
	CONNECTION(state, "state"),
	CONNECTION(vpn_concentrator_id, "VPN concentrator"),
	CONNECTION(core_network_arn, "core network"),
	CONNECTION(core_network_attachment_arn, "core attachment"),
	CONNECTION(pre_shared_key_arn, "key's secret"),
	CONNECTION(pre_shared_key_storage, "key storage"),
	CONNECTION(static_routes_only, "static routing"),
	CONNECTION(enable_acceleration, "acceleration"),
	CONNECTION(tunnel_inside_ip_version, "inside IP version"),
	CONNECTION(outside_ip_address_type, "outside addresses"),
	CONNECTION(tunnel_bandwidth, "bandwidth"),
	CONNECTION(local_ipv4_network_cidr, "device's IPv4 net"),
	CONNECTION(remote_ipv4_network_cidr, "AWS's IPv4 net"),
	CONNECTION(local_ipv6_network_cidr, "device's IPv6 net"),
	CONNECTION(remote_ipv6_network_cidr, "AWS's IPv6 net"),
	CONNECTION(transport_transit_gateway_attachment_id, "carried by"),
	CONNECTION(as_path_prepend, "AS path, prepended"),
	CONNECTION(med, "MED"),
	CONNECTION(local_preference, "local preference"),
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

const char *
label_group_name(enum label_group group)
{
	static const char *const names[LABEL_GROUPS] = {
		[GROUP_ADDRESSES] = "Addresses",
		[GROUP_BGP] = "BGP",
		[GROUP_KEY] = "Key",
		[GROUP_PHASE1] = "Phase 1",
		[GROUP_PHASE2] = "Phase 2",
		[GROUP_DPD] = "Dead peer detection",
		[GROUP_OTHER] = "Other",
		[GROUP_STATE] = "When AWS was asked",
	};

	return names[group];
}

const struct label *
label_tunnel_rows(size_t *ret_count)
{
	*ret_count = COUNT(tunnel_rows);
	return tunnel_rows;
}

static bool
find(const struct label *rows, size_t count, const struct field *field,
    struct label *ret)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (rows[i].offset != field->offset)
			continue;
		*ret = rows[i];
		return true;
	}
	*ret = (struct label){ .offset = field->offset,
		.group = GROUP_OTHER,
		.brief = field->name,
		.full = field->name };
	return false;
}

bool
label_tunnel(const struct field *field, struct label *ret)
{
	return find(tunnel_rows, COUNT(tunnel_rows), field, ret);
}

bool
label_connection(const struct field *field, struct label *ret)
{
	return find(connection_rows, COUNT(connection_rows), field, ret);
}
