/* SPDX-License-Identifier: ISC */
/* The field tables.  Floor 2. */
#include "model/field_rows.h"

#define API "EC2 API Reference 2016-11-15, VpnTunnelOptionsSpecification"
#define TELEMETRY "EC2 API Reference 2016-11-15, VgwTelemetry"
#define XML "AWS's CustomerGatewayConfiguration XML, as seen 2010 to 2026"

#define OPTIONS "Options/"
#define SPEC "EC2 API Reference 2016-11-15, VpnConnectionOptionsSpecification"
#define SLOT(owner, member) .name = #member, .offset = offsetof(owner, member)

/* A default, as text and as the value that field_parse() makes of it. */
#define NUMBER(number_) .fallback = #number_, .preset.number = (number_)
#define FLAG(flag_) .fallback = #flag_, .preset.flag = (flag_)

#define HIDDEN(member) SLOT(struct connection, member), .hidden = true

#define POLICY(member)                                                         \
	SLOT(struct connection, member), .terraform = "",                      \
					 .type = FIELD_NUMBER,                 \
					 .none = "when it is not given"

const struct field field_rows_connection[] = {
	{ SLOT(struct connection, id), .xml = "@id", .api = "VpnConnectionId",
	    .need = FIELD_REQUIRED,
	    .text = "the connection's id; letters, digits, '.', '_' and '-'" },
	{ SLOT(struct connection, customer_gateway_id),
	    .xml = "customer_gateway_id", .api = "CustomerGatewayId",
	    .need = FIELD_REQUIRED, .none = "when it is empty",
	    .text = "the customer gateway's id, of the same characters" },
	{ SLOT(struct connection, vpn_gateway_id), .xml = "vpn_gateway_id",
	    .api = "VpnGatewayId", .none = "when absent or empty",
	    .text = "the virtual private gateway's id" },
	{ SLOT(struct connection, transit_gateway_id),
	    .xml = "transit_gateway_id", .api = "TransitGatewayId",
	    .none = "when absent or empty",
	    .text = "the transit gateway's id" },
	{ SLOT(struct connection, type), .xml = "vpn_connection_type",
	    .api = "Type", .need = FIELD_REQUIRED,
	    .text = "the connection's type, 'ipsec.1'" },
	{ SLOT(struct connection, attributes),
	    .xml = "vpn_connection_attributes", .terraform = "", .hidden = true,
	    .text = "NoBGPVPNConnection for static routing" },
	/* What the XML does not carry. */
	{ HIDDEN(name), .terraform = "tags/Name", .text = "its Name tag" },
	{ HIDDEN(region), .text = "the AWS Region, such as eu-central-1" },
	{ HIDDEN(state), .api = "State", .terraform = "",
	    .text = "pending, available, deleting or deleted" },
	{ HIDDEN(vpn_concentrator_id), .api = "VpnConcentratorId",
	    .text = "the VPN concentrator's id" },
	{ HIDDEN(core_network_arn), .api = "CoreNetworkArn",
	    .text = "the Cloud WAN core network" },
	{ HIDDEN(core_network_attachment_arn),
	    .api = "CoreNetworkAttachmentArn",
	    .text = "the attachment to the Cloud WAN core network" },
	{ HIDDEN(pre_shared_key_arn), .api = "PreSharedKeyArn",
	    .terraform = "preshared_key_arn",
	    .text = "the secret of Secrets Manager that holds the keys" },
	{ HIDDEN(pre_shared_key_storage), .api = "PreSharedKeyStorage",
	    .terraform = "preshared_key_storage",
	    .choices = "Standard|SecretsManager",
	    .source = "EC2 API Reference 2016-11-15, CreateVpnConnection",
	    .text = "where AWS keeps the keys" },
	{ HIDDEN(static_routes_only), .api = OPTIONS "StaticRoutesOnly",
	    .type = FIELD_FLAG, .source = SPEC,
	    .text = "whether routing is static, without BGP" },
	{ HIDDEN(enable_acceleration), .api = OPTIONS "EnableAcceleration",
	    .type = FIELD_FLAG, FLAG(false), .source = SPEC,
	    .text = "whether AWS Global Accelerator carries the tunnels" },
	{ HIDDEN(tunnel_inside_ip_version),
	    .api = OPTIONS "TunnelInsideIpVersion", .choices = "ipv4|ipv6",
	    .source = SPEC, .text = "what the tunnels carry" },
	{ HIDDEN(outside_ip_address_type),
	    .api = OPTIONS "OutsideIpAddressType",
	    .choices = "PublicIpv4|PrivateIpv4|Ipv6", .source = SPEC,
	    .text = "the kind of AWS's outside addresses" },
	{ HIDDEN(tunnel_bandwidth), .api = OPTIONS "TunnelBandwidth",
	    .choices = "standard|large", .fallback = "standard", .source = SPEC,
	    .text = "the most a tunnel carries: 1.25 or 5 Gbit/s" },
	{ HIDDEN(local_ipv4_network_cidr),
	    .api = OPTIONS "LocalIpv4NetworkCidr", .type = FIELD_PREFIX,
	    .source = SPEC,
	    .text = "the customer's side of phase 2's IPv4 selectors" },
	{ HIDDEN(remote_ipv4_network_cidr),
	    .api = OPTIONS "RemoteIpv4NetworkCidr", .type = FIELD_PREFIX,
	    .source = SPEC, .text = "AWS's side of phase 2's IPv4 selectors" },
	{ HIDDEN(local_ipv6_network_cidr),
	    .api = OPTIONS "LocalIpv6NetworkCidr", .type = FIELD_PREFIX,
	    .source = SPEC,
	    .text = "the customer's side of phase 2's IPv6 selectors" },
	{ HIDDEN(remote_ipv6_network_cidr),
	    .api = OPTIONS "RemoteIpv6NetworkCidr", .type = FIELD_PREFIX,
	    .source = SPEC, .text = "AWS's side of phase 2's IPv6 selectors" },
	{ HIDDEN(transport_transit_gateway_attachment_id),
	    .api = OPTIONS "TransportTransitGatewayAttachmentId",
	    .source = SPEC,
	    .text = "the Direct Connect attachment under a private IP VPN" },
	/* What the device does to routes: no input but cgwgen's own has it. */
	{ POLICY(as_path_prepend), .maximum = 8,
	    .text = "how many times more than usual the device puts its ASN "
		    "before the paths that it announces" },
	{ POLICY(med),
	    .text = "the MED that the device announces; AWS prefers the lowest "
		    "among paths of one length" },
	{ POLICY(local_preference), .minimum = 2, .maximum = UINT32_MAX,
	    .text = "the local preference of what AWS announces on this "
		    "connection; the device prefers the highest, and takes 100 "
		    "where nothing is said" },
};

#define CUSTOMER "customer_gateway/"
#define AWS "vpn_gateway/"
#define LOG "LogOptions/CloudWatchLogOptions/"
#define TF_LOG "log_options/cloudwatch_log_options/"
#define UNSEEN(member) SLOT(struct tunnel, member), .hidden = true

const struct field field_rows_tunnel[] = {
	{ SLOT(struct tunnel, customer_outside_address), .terraform = "",
	    .xml = CUSTOMER "tunnel_outside_address/ip_address",
	    .type = FIELD_IP, .need = FIELD_REQUIRED,
	    .none = "with outside_address: optional, when there is a "
		    "certificate and no address",
	    .text = "the device's address as AWS knows it; behind NAT it is "
		    "the NAT's" },
	{ SLOT(struct tunnel, inside_address),
	    .terraform = "cgw_inside_address",
	    .xml = CUSTOMER "tunnel_inside_address/ip_address",
	    .type = FIELD_IPV4, .need = FIELD_REQUIRED,
	    .text = "the device's inside IPv4 address; there when IPv6 is "
		    "carried, too" },
	{ SLOT(struct tunnel, inside_netmask), .terraform = "",
	    .xml = CUSTOMER "tunnel_inside_address/network_mask",
	    .type = FIELD_IPV4, .need = FIELD_WITHIN, .hidden = true,
	    .text = "mask of the inside network at the customer's end" },
	{ SLOT(struct tunnel, inside_prefix_length), .terraform = "",
	    .xml = CUSTOMER "tunnel_inside_address/network_cidr",
	    .type = FIELD_NUMBER, .need = FIELD_REQUIRED,
	    .text = "length of the inside network, in bits" },
	{ SLOT(struct tunnel, inside_ipv6_address), .terraform = "",
	    .xml = CUSTOMER "tunnel_inside_ipv6_address/ip_address",
	    .type = FIELD_IPV6, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "the device's inside IPv6 address" },
	{ SLOT(struct tunnel, inside_ipv6_prefix_length), .terraform = "",
	    .xml = CUSTOMER "tunnel_inside_ipv6_address/prefix_length",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN, .hidden = true,
	    .text = "prefix length beside the customer's inside IPv6 address" },
	{ SLOT(struct tunnel, customer_asn), .bgp = true, .terraform = "",
	    .xml = CUSTOMER "bgp/asn", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .none = "with static routing",
	    .text = "the customer gateway's ASN" },
	{ SLOT(struct tunnel, customer_bgp_hold_time), NUMBER(30),
	    .source = XML, .bgp = true, .terraform = "",
	    .xml = CUSTOMER "bgp/hold_time", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .none = "with static routing",
	    .text = "the BGP hold time that the descriptor gives for the "
		    "device, in seconds" },
	{ SLOT(struct tunnel, outside_address), .api = "OutsideIpAddress",
	    .terraform = "address",
	    .xml = AWS "tunnel_outside_address/ip_address", .type = FIELD_IP,
	    .need = FIELD_REQUIRED,
	    .text =
		"AWS's outside address, the peer; a tunnel is known by it" },
	{ SLOT(struct tunnel, aws_inside_address),
	    .terraform = "vgw_inside_address",
	    .xml = AWS "tunnel_inside_address/ip_address", .type = FIELD_IPV4,
	    .need = FIELD_REQUIRED,
	    .text =
		"AWS's inside IPv4 address; there when IPv6 is carried, too" },
	{ SLOT(struct tunnel, aws_inside_netmask), .terraform = "",
	    .xml = AWS "tunnel_inside_address/network_mask", .type = FIELD_IPV4,
	    .need = FIELD_WITHIN, .none = "when absent",
	    .text = "mask of the inside network as AWS's end has it" },
	{ SLOT(struct tunnel, aws_inside_prefix_length), .terraform = "",
	    .xml = AWS "tunnel_inside_address/network_cidr",
	    .type = FIELD_NUMBER, .need = FIELD_REQUIRED,
	    .text =
		"length of the inside network as AWS's end has it, in bits" },
	{ SLOT(struct tunnel, aws_inside_ipv6_address), .terraform = "",
	    .xml = AWS "tunnel_inside_ipv6_address/ip_address",
	    .type = FIELD_IPV6, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "AWS's inside IPv6 address" },
	{ SLOT(struct tunnel, aws_inside_ipv6_prefix_length), .terraform = "",
	    .xml = AWS "tunnel_inside_ipv6_address/prefix_length",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "the length that the descriptor prints beside AWS's inside "
		    "IPv6 address" },
	{ SLOT(struct tunnel, aws_asn), .bgp = true, .terraform = "bgp_asn",
	    .xml = AWS "bgp/asn", .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "with static routing", .text = "the ASN of AWS's gateway" },
	{ SLOT(struct tunnel, bgp_hold_time), NUMBER(30), .source = XML,
	    .bgp = true, .terraform = "bgp_holdtime",
	    .xml = AWS "bgp/hold_time", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .none = "with static routing",
	    .text = "the BGP hold time that the descriptor gives for AWS's "
		    "end, in seconds" },
	{ SLOT(struct tunnel, xml_phase1_integrity), .terraform = "",
	    .xml = "ike/authentication_protocol", .type = FIELD_INTEGRITY,
	    .need = FIELD_REQUIRED, .fallback = "sha1", .source = XML,
	    .text = "phase 1 integrity algorithm that the XML prints" },
	{ SLOT(struct tunnel, xml_phase1_encryption), .terraform = "",
	    .xml = "ike/encryption_protocol", .type = FIELD_ENCRYPTION,
	    .need = FIELD_REQUIRED, .fallback = "aes-128-cbc", .source = XML,
	    .text = "phase 1 encryption algorithm that the XML prints" },
	{ SLOT(struct tunnel, phase1_lifetime_seconds), .xml = "ike/lifetime",
	    .option = "Phase1LifetimeSeconds", .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED, .minimum = 900, .maximum = 28800,
	    NUMBER(28800), .source = API,
	    .text =
		"the lifetime of phase 1, in seconds; also phase1.lifetime" },
	{ SLOT(struct tunnel, xml_phase1_dh_group), .terraform = "",
	    .xml = "ike/perfect_forward_secrecy", .type = FIELD_DH_GROUP,
	    .need = FIELD_REQUIRED, .fallback = "group2", .source = XML,
	    .text = "phase 1 Diffie-Hellman group that the XML prints" },
	{ SLOT(struct tunnel, ike_mode), .terraform = "", .xml = "ike/mode",
	    .fallback = "main", .source = XML,
	    .text = "the mode of IKEv1, 'main'" },
	{ SLOT(struct tunnel, pre_shared_key), .api = "PreSharedKey",
	    .terraform = "preshared_key", .xml = "ike/pre_shared_key",
	    .secret = true,
	    .none = "in the files of --remove, with certificates, and on a "
		    "device whose profile has no characters.pre_shared_key",
	    .text = "the key; fits the profile's characters.pre_shared_key" },
	{ SLOT(struct tunnel, ipsec_protocol), .terraform = "",
	    .xml = "ipsec/protocol", .fallback = "esp", .source = XML,
	    .text = "the IPsec protocol, 'esp'" },
	{ SLOT(struct tunnel, xml_phase2_integrity), .terraform = "",
	    .xml = "ipsec/authentication_protocol", .type = FIELD_INTEGRITY,
	    .need = FIELD_REQUIRED, .fallback = "hmac-sha1-96", .source = XML,
	    .text = "phase 2 integrity algorithm that the XML prints" },
	{ SLOT(struct tunnel, xml_phase2_encryption), .terraform = "",
	    .xml = "ipsec/encryption_protocol", .type = FIELD_ENCRYPTION,
	    .need = FIELD_REQUIRED, .fallback = "aes-128-cbc", .source = XML,
	    .text = "phase 2 encryption algorithm that the XML prints" },
	{ SLOT(struct tunnel, phase2_lifetime_seconds), .xml = "ipsec/lifetime",
	    .option = "Phase2LifetimeSeconds", .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED, .minimum = 900, .maximum = 3600,
	    NUMBER(3600), .source = API,
	    .text =
		"the lifetime of phase 2, in seconds; also phase2.lifetime" },
	{ SLOT(struct tunnel, xml_phase2_dh_group), .terraform = "",
	    .xml = "ipsec/perfect_forward_secrecy", .type = FIELD_DH_GROUP,
	    .need = FIELD_REQUIRED, .fallback = "group2", .source = XML,
	    .text = "phase 2 Diffie-Hellman group that the XML prints" },
	{ SLOT(struct tunnel, ipsec_mode), .terraform = "", .xml = "ipsec/mode",
	    .fallback = "tunnel", .source = XML,
	    .text = "the mode of IPsec, 'tunnel'" },
	{ SLOT(struct tunnel, clear_df_bit), .terraform = "",
	    .xml = "ipsec/clear_df_bit", .type = FIELD_FLAG, FLAG(true),
	    .source = XML,
	    .text = "whether the device clears the don't-fragment bit" },
	{ SLOT(struct tunnel, fragmentation_before_encryption), .terraform = "",
	    .xml = "ipsec/fragmentation_before_encryption", .type = FIELD_FLAG,
	    FLAG(true), .source = XML,
	    .text = "whether packets are fragmented before encryption" },
	{ SLOT(struct tunnel, tcp_mss_adjustment), .terraform = "",
	    .xml = "ipsec/tcp_mss_adjustment", .type = FIELD_NUMBER,
	    .none = "when absent",
	    .text = "the TCP MSS that the descriptor prints, in bytes" },
	{ SLOT(struct tunnel, dpd_interval), .terraform = "",
	    .xml = "ipsec/dead_peer_detection/interval", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, NUMBER(10), .source = XML,
	    .text = "seconds between dead peer detection messages" },
	{ SLOT(struct tunnel, dpd_retries), .terraform = "",
	    .xml = "ipsec/dead_peer_detection/retries", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, NUMBER(3), .source = XML,
	    .text = "unanswered messages after which the peer is dead" },
	{ SLOT(struct tunnel, ike_versions), .option = "IKEVersions",
	    .type = FIELD_IKE_VERSION, .source = API,
	    .text = "IKE versions that the tunnel accepts" },
	{ SLOT(struct tunnel, phase1_encryption_algorithms),
	    .option = "Phase1EncryptionAlgorithms", .type = FIELD_ENCRYPTION,
	    .phase = 1, .source = API,
	    .text = "encryption that the tunnel accepts for phase 1" },
	{ SLOT(struct tunnel, phase1_integrity_algorithms),
	    .option = "Phase1IntegrityAlgorithms", .type = FIELD_INTEGRITY,
	    .phase = 1, .source = API,
	    .text = "integrity that the tunnel accepts for phase 1" },
	{ SLOT(struct tunnel, phase1_dh_group_numbers),
	    .option = "Phase1DHGroupNumbers", .type = FIELD_DH_GROUP,
	    .phase = 1, .source = API,
	    .text = "Diffie-Hellman groups that the tunnel accepts for "
		    "phase 1" },
	{ SLOT(struct tunnel, phase2_encryption_algorithms),
	    .option = "Phase2EncryptionAlgorithms", .type = FIELD_ENCRYPTION,
	    .phase = 2, .source = API,
	    .text = "encryption that the tunnel accepts for phase 2" },
	{ SLOT(struct tunnel, phase2_integrity_algorithms),
	    .option = "Phase2IntegrityAlgorithms", .type = FIELD_INTEGRITY,
	    .phase = 2, .source = API,
	    .text = "integrity that the tunnel accepts for phase 2" },
	{ SLOT(struct tunnel, phase2_dh_group_numbers),
	    .option = "Phase2DHGroupNumbers", .type = FIELD_DH_GROUP,
	    .phase = 2, .source = API,
	    .text = "Diffie-Hellman groups that the tunnel accepts for "
		    "phase 2" },
	{ SLOT(struct tunnel, rekey_margin_time_seconds),
	    .option = "RekeyMarginTimeSeconds", .type = FIELD_NUMBER,
	    .minimum = 60, .maximum = 1800, NUMBER(270), .source = API,
	    .text = "seconds before the end of phase 2 when AWS renews it" },
	{ SLOT(struct tunnel, rekey_fuzz_percentage),
	    .option = "RekeyFuzzPercentage", .type = FIELD_NUMBER,
	    .maximum = 100, NUMBER(100), .source = API,
	    .text = "percentage of that margin that AWS randomises" },
	{ SLOT(struct tunnel, replay_window_size), .option = "ReplayWindowSize",
	    .type = FIELD_NUMBER, .minimum = 64, .maximum = 2048, NUMBER(1024),
	    .source = API, .text = "packets in the replay window" },
	/* 30 in the create call's text, 40 in the modify call's: see the
	 * user guide's tunnel options (2026), which has 40. */
	{ SLOT(struct tunnel, dpd_timeout_seconds),
	    .option = "DPDTimeoutSeconds", .type = FIELD_NUMBER, .minimum = 30,
	    .maximum = UINT32_MAX, NUMBER(40), .source = API,
	    .text = "seconds after which AWS takes the device for dead" },
	{ SLOT(struct tunnel, dpd_timeout_action), .option = "DPDTimeoutAction",
	    .choices = "clear|none|restart", .fallback = "clear", .source = API,
	    .text = "what AWS then does: 'clear', 'none' or 'restart'" },
	{ SLOT(struct tunnel, startup_action), .option = "StartupAction",
	    .choices = "add|start", .fallback = "add", .source = API,
	    .text = "'add' when AWS waits for the device, 'start' when it "
		    "begins itself" },
	/* What the XML does not carry, or carries in other words. */
	{ UNSEEN(inside_cidr), .api = "TunnelInsideCidr", .type = FIELD_PREFIX,
	    .source = API, .text = "the inside IPv4 network, a /30" },
	{ UNSEEN(inside_ipv6_cidr), .api = "TunnelInsideIpv6Cidr",
	    .type = FIELD_PREFIX, .source = API,
	    .text = "the inside IPv6 network, a /126" },
	{ UNSEEN(enable_tunnel_lifecycle_control),
	    .option = "EnableTunnelLifecycleControl", .type = FIELD_FLAG,
	    FLAG(false), .source = API,
	    .text = "whether AWS waits for consent to replace the endpoint" },
	{ UNSEEN(log_enabled), .api = LOG "LogEnabled",
	    .terraform = TF_LOG "log_enabled", .type = FIELD_FLAG, FLAG(false),
	    .source = API, .text = "whether AWS logs IKE's messages" },
	{ UNSEEN(log_group_arn), .api = LOG "LogGroupArn",
	    .terraform = TF_LOG "log_group_arn", .source = API,
	    .text = "the log group for IKE's messages" },
	{ UNSEEN(log_output_format), .api = LOG "LogOutputFormat",
	    .terraform = TF_LOG "log_output_format", .choices = "json|text",
	    .source = API, .text = "how AWS writes IKE's messages" },
	{ UNSEEN(bgp_log_enabled), .api = LOG "BgpLogEnabled",
	    .terraform = TF_LOG "bgp_log_enabled", .type = FIELD_FLAG,
	    FLAG(false), .source = API,
	    .text = "whether AWS logs BGP's messages" },
	{ UNSEEN(bgp_log_group_arn), .api = LOG "BgpLogGroupArn",
	    .terraform = TF_LOG "bgp_log_group_arn", .source = API,
	    .text = "the log group for BGP's messages" },
	{ UNSEEN(bgp_log_output_format), .api = LOG "BgpLogOutputFormat",
	    .terraform = TF_LOG "bgp_log_output_format", .choices = "json|text",
	    .source = API, .text = "how AWS writes BGP's messages" },
	{ UNSEEN(certificate_arn), .terraform = "",
	    .text = "the certificate of AWS's end, in place of a key" },
	{ UNSEEN(status), .terraform = "", .choices = "UP|DOWN",
	    .source = TELEMETRY, .momentary = true,
	    .text = "what the tunnel was when AWS was asked" },
	{ UNSEEN(status_message), .terraform = "", .source = TELEMETRY,
	    .momentary = true, .text = "AWS's words for that" },
	{ UNSEEN(accepted_route_count), .terraform = "", .type = FIELD_NUMBER,
	    .source = TELEMETRY, .momentary = true,
	    .text = "how many routes AWS had then accepted from the device" },
};

/* ---- gateways --------------------------------------------------------- */

#define GATEWAY(member) SLOT(struct gateway, member), .hidden = true
#define STATE                                                                  \
	{                                                                      \
		GATEWAY(state),                                                \
		    .api = "State", .terraform = "",                           \
		    .text = "pending, available, deleting or deleted"          \
	}
#define NAME                                                                   \
	{                                                                      \
		GATEWAY(name), .terraform = "tags/Name",                       \
			       .text = "its Name tag"                          \
	}

#define REGION                                                                 \
	{                                                                      \
		GATEWAY(region), .text = "the AWS Region it is in"             \
	}

static const struct field rows_customer_gateway[] = {
	{ GATEWAY(id), .api = "CustomerGatewayId", .text = "its id" },
	NAME,
	STATE,
	{ GATEWAY(asn), .api = "BgpAsn", .terraform = "bgp_asn",
	    .type = FIELD_NUMBER, .text = "the device's ASN" },
	{ GATEWAY(ip_address), .api = "IpAddress", .type = FIELD_IP,
	    .text = "the device's outside address" },
	{ GATEWAY(device_name), .api = "DeviceName",
	    .text = "what AWS calls the device" },
	{ GATEWAY(certificate_arn), .api = "CertificateArn",
	    .text = "the device's certificate, in place of keys" },
	{ GATEWAY(device), .terraform = "",
	    .text = "the device that cgwgen renders for" },
	{ GATEWAY(role), .terraform = "", .choices = "spoke|hub",
	    .text = "hub when the device passes networks on from one of its "
		    "connections to others, those of its parameter pass_on; "
		    "spoke, which passes nothing on, when left out" },
};

static const struct field rows_vpn_gateway[] = {
	{ GATEWAY(id), .api = "VpnGatewayId", .text = "its id" },
	NAME,
	REGION,
	STATE,
	{ GATEWAY(asn), .api = "AmazonSideAsn", .terraform = "amazon_side_asn",
	    .type = FIELD_NUMBER, .text = "AWS's ASN" },
};

static const struct field rows_transit_gateway[] = {
	{ GATEWAY(id), .api = "TransitGatewayId", .text = "its id" },
	NAME,
	REGION,
	STATE,
	{ GATEWAY(asn), .api = OPTIONS "AmazonSideAsn",
	    .terraform = "amazon_side_asn", .type = FIELD_NUMBER,
	    .text = "AWS's ASN" },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

const struct field *
connection_fields(size_t *ret_count)
{
	*ret_count = COUNT(field_rows_connection);
	return field_rows_connection;
}

const struct field *
tunnel_fields(size_t *ret_count)
{
	*ret_count = COUNT(field_rows_tunnel);
	return field_rows_tunnel;
}

const struct field *
connection_field_at(size_t offset)
{
	return &field_rows_connection[CONNECTION_ROW(offset)];
}

const struct field *
tunnel_field_at(size_t offset)
{
	return &field_rows_tunnel[TUNNEL_ROW(offset)];
}

const struct field *
gateway_fields(enum gateway_kind kind, size_t *ret_count)
{
	static const struct {
		const struct field *rows;
		size_t count;
	} tables[GATEWAY_KINDS] = {
		[GATEWAY_CUSTOMER] = { rows_customer_gateway,
		    COUNT(rows_customer_gateway) },
		[GATEWAY_VPN] = { rows_vpn_gateway, COUNT(rows_vpn_gateway) },
		[GATEWAY_TRANSIT] = { rows_transit_gateway,
		    COUNT(rows_transit_gateway) },
	};

	*ret_count = tables[kind].count;
	return tables[kind].rows;
}

const struct field *
gateway_prefix_field(enum gateway_kind kind)
{
	static const struct field site = {
		.name = "prefixes",
		.type = FIELD_PREFIX,
		.text = "the networks behind the device: what it announces "
			"with BGP",
	};
	static const struct field vpc = {
		.name = "vpc_prefixes",
		.type = FIELD_PREFIX,
		.text = "the networks behind AWS's gateway",
	};

	return kind == GATEWAY_CUSTOMER ? &site : &vpc;
}
