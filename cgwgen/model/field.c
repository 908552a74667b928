/* SPDX-License-Identifier: ISC */
/* The field tables and reading a single value by its row.  Floor 2. */
#include "model/field.h"

#include <string.h>
#include <strings.h>

#define API "EC2 API Reference 2016-11-15, VpnTunnelOptionsSpecification"
#define XML "AWS's CustomerGatewayConfiguration XML, as seen 2010 to 2026"

#define SLOT(owner, member) .name = #member, .offset = offsetof(owner, member)

static const struct field rows_connection[] = {
	{ SLOT(struct connection, id), .xml = "@id", .need = FIELD_REQUIRED,
	    .text = "the connection's id; letters, digits, '.', '_' and '-'" },
	{ SLOT(struct connection, customer_gateway_id),
	    .xml = "customer_gateway_id", .need = FIELD_REQUIRED,
	    .none = "when it is empty",
	    .text = "the customer gateway's id, of the same characters" },
	{ SLOT(struct connection, vpn_gateway_id), .xml = "vpn_gateway_id",
	    .none = "when absent or empty",
	    .text = "the virtual private gateway's id" },
	{ SLOT(struct connection, transit_gateway_id),
	    .xml = "transit_gateway_id", .none = "when absent or empty",
	    .text = "the transit gateway's id" },
	{ SLOT(struct connection, type), .xml = "vpn_connection_type",
	    .need = FIELD_REQUIRED,
	    .text = "the connection's type, 'ipsec.1'" },
	{ SLOT(struct connection, attributes),
	    .xml = "vpn_connection_attributes", .hidden = true,
	    .text = "NoBGPVPNConnection for static routing" },
};

#define CUSTOMER "customer_gateway/"
#define AWS "vpn_gateway/"

static const struct field rows_tunnel[] = {
	{ SLOT(struct tunnel, customer_outside_address),
	    .xml = CUSTOMER "tunnel_outside_address/ip_address",
	    .type = FIELD_IP, .need = FIELD_REQUIRED,
	    .text = "the device's address as AWS knows it; behind NAT it is "
		    "the NAT's" },
	{ SLOT(struct tunnel, inside_address),
	    .xml = CUSTOMER "tunnel_inside_address/ip_address",
	    .type = FIELD_IPV4, .need = FIELD_REQUIRED,
	    .text = "the device's inside IPv4 address; there when IPv6 is "
		    "carried, too" },
	{ SLOT(struct tunnel, inside_netmask),
	    .xml = CUSTOMER "tunnel_inside_address/network_mask",
	    .type = FIELD_IPV4, .need = FIELD_WITHIN, .hidden = true,
	    .text = "mask of the inside network at the customer's end" },
	{ SLOT(struct tunnel, inside_prefix_length),
	    .xml = CUSTOMER "tunnel_inside_address/network_cidr",
	    .type = FIELD_NUMBER, .need = FIELD_REQUIRED,
	    .text = "length of the inside network, in bits" },
	{ SLOT(struct tunnel, inside_ipv6_address),
	    .xml = CUSTOMER "tunnel_inside_ipv6_address/ip_address",
	    .type = FIELD_IPV6, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "the device's inside IPv6 address" },
	{ SLOT(struct tunnel, inside_ipv6_prefix_length),
	    .xml = CUSTOMER "tunnel_inside_ipv6_address/prefix_length",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN, .hidden = true,
	    .text = "prefix length beside the customer's inside IPv6 address" },
	{ SLOT(struct tunnel, customer_asn), .xml = CUSTOMER "bgp/asn",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "with static routing",
	    .text = "the customer gateway's ASN" },
	{ SLOT(struct tunnel, customer_bgp_hold_time),
	    .xml = CUSTOMER "bgp/hold_time", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .none = "with static routing",
	    .text = "the BGP hold time that the descriptor gives for the "
		    "device, in seconds" },
	{ SLOT(struct tunnel, outside_address),
	    .xml = AWS "tunnel_outside_address/ip_address", .type = FIELD_IP,
	    .need = FIELD_REQUIRED,
	    .text =
		"AWS's outside address, the peer; a tunnel is known by it" },
	{ SLOT(struct tunnel, aws_inside_address),
	    .xml = AWS "tunnel_inside_address/ip_address", .type = FIELD_IPV4,
	    .need = FIELD_REQUIRED,
	    .text =
		"AWS's inside IPv4 address; there when IPv6 is carried, too" },
	{ SLOT(struct tunnel, aws_inside_netmask),
	    .xml = AWS "tunnel_inside_address/network_mask", .type = FIELD_IPV4,
	    .need = FIELD_WITHIN, .none = "when absent",
	    .text = "mask of the inside network as AWS's end has it" },
	{ SLOT(struct tunnel, aws_inside_prefix_length),
	    .xml = AWS "tunnel_inside_address/network_cidr",
	    .type = FIELD_NUMBER, .need = FIELD_REQUIRED,
	    .text =
		"length of the inside network as AWS's end has it, in bits" },
	{ SLOT(struct tunnel, aws_inside_ipv6_address),
	    .xml = AWS "tunnel_inside_ipv6_address/ip_address",
	    .type = FIELD_IPV6, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "AWS's inside IPv6 address" },
	{ SLOT(struct tunnel, aws_inside_ipv6_prefix_length),
	    .xml = AWS "tunnel_inside_ipv6_address/prefix_length",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "unless connection.inside_ip_version is 'ipv6'",
	    .text = "the length that the descriptor prints beside AWS's inside "
		    "IPv6 address" },
	{ SLOT(struct tunnel, aws_asn), .xml = AWS "bgp/asn",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "with static routing", .text = "the ASN of AWS's gateway" },
	{ SLOT(struct tunnel, bgp_hold_time), .xml = AWS "bgp/hold_time",
	    .type = FIELD_NUMBER, .need = FIELD_WITHIN,
	    .none = "with static routing",
	    .text = "the BGP hold time that the descriptor gives for AWS's "
		    "end, in seconds" },
	{ SLOT(struct tunnel, xml_phase1_integrity),
	    .xml = "ike/authentication_protocol", .type = FIELD_INTEGRITY,
	    .need = FIELD_REQUIRED,
	    .text = "phase 1 integrity algorithm that the XML prints" },
	{ SLOT(struct tunnel, xml_phase1_encryption),
	    .xml = "ike/encryption_protocol", .type = FIELD_ENCRYPTION,
	    .need = FIELD_REQUIRED,
	    .text = "phase 1 encryption algorithm that the XML prints" },
	{ SLOT(struct tunnel, phase1_lifetime_seconds), .xml = "ike/lifetime",
	    .option = "Phase1LifetimeSeconds", .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED, .minimum = 900, .maximum = 28800,
	    .fallback = "28800", .source = API,
	    .text =
		"the lifetime of phase 1, in seconds; also phase1.lifetime" },
	{ SLOT(struct tunnel, xml_phase1_dh_group),
	    .xml = "ike/perfect_forward_secrecy", .type = FIELD_DH_GROUP,
	    .need = FIELD_REQUIRED,
	    .text = "phase 1 Diffie-Hellman group that the XML prints" },
	{ SLOT(struct tunnel, ike_mode), .xml = "ike/mode", .fallback = "main",
	    .source = XML, .text = "the mode of IKEv1, 'main'" },
	{ SLOT(struct tunnel, pre_shared_key), .xml = "ike/pre_shared_key",
	    .secret = true,
	    .text = "the key; fits the profile's characters.pre_shared_key" },
	{ SLOT(struct tunnel, ipsec_protocol), .xml = "ipsec/protocol",
	    .fallback = "esp", .source = XML,
	    .text = "the IPsec protocol, 'esp'" },
	{ SLOT(struct tunnel, xml_phase2_integrity),
	    .xml = "ipsec/authentication_protocol", .type = FIELD_INTEGRITY,
	    .need = FIELD_REQUIRED,
	    .text = "phase 2 integrity algorithm that the XML prints" },
	{ SLOT(struct tunnel, xml_phase2_encryption),
	    .xml = "ipsec/encryption_protocol", .type = FIELD_ENCRYPTION,
	    .need = FIELD_REQUIRED,
	    .text = "phase 2 encryption algorithm that the XML prints" },
	{ SLOT(struct tunnel, phase2_lifetime_seconds), .xml = "ipsec/lifetime",
	    .option = "Phase2LifetimeSeconds", .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED, .minimum = 900, .maximum = 3600,
	    .fallback = "3600", .source = API,
	    .text =
		"the lifetime of phase 2, in seconds; also phase2.lifetime" },
	{ SLOT(struct tunnel, xml_phase2_dh_group),
	    .xml = "ipsec/perfect_forward_secrecy", .type = FIELD_DH_GROUP,
	    .need = FIELD_REQUIRED,
	    .text = "phase 2 Diffie-Hellman group that the XML prints" },
	{ SLOT(struct tunnel, ipsec_mode), .xml = "ipsec/mode",
	    .fallback = "tunnel", .source = XML,
	    .text = "the mode of IPsec, 'tunnel'" },
	{ SLOT(struct tunnel, clear_df_bit), .xml = "ipsec/clear_df_bit",
	    .type = FIELD_FLAG, .fallback = "true", .source = XML,
	    .text = "whether the device clears the don't-fragment bit" },
	{ SLOT(struct tunnel, fragmentation_before_encryption),
	    .xml = "ipsec/fragmentation_before_encryption", .type = FIELD_FLAG,
	    .fallback = "true", .source = XML,
	    .text = "whether packets are fragmented before encryption" },
	{ SLOT(struct tunnel, tcp_mss_adjustment),
	    .xml = "ipsec/tcp_mss_adjustment", .type = FIELD_NUMBER,
	    .none = "when absent",
	    .text = "the TCP MSS that the descriptor prints, in bytes" },
	{ SLOT(struct tunnel, dpd_interval),
	    .xml = "ipsec/dead_peer_detection/interval", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .fallback = "10", .source = XML,
	    .text = "seconds between dead peer detection messages" },
	{ SLOT(struct tunnel, dpd_retries),
	    .xml = "ipsec/dead_peer_detection/retries", .type = FIELD_NUMBER,
	    .need = FIELD_WITHIN, .fallback = "3", .source = XML,
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
	    .minimum = 60, .maximum = 1800, .fallback = "270", .source = API,
	    .text = "seconds before the end of phase 2 when AWS renews it" },
	{ SLOT(struct tunnel, rekey_fuzz_percentage),
	    .option = "RekeyFuzzPercentage", .type = FIELD_NUMBER,
	    .maximum = 100, .fallback = "100", .source = API,
	    .text = "percentage of that margin that AWS randomises" },
	{ SLOT(struct tunnel, replay_window_size), .option = "ReplayWindowSize",
	    .type = FIELD_NUMBER, .minimum = 64, .maximum = 2048,
	    .fallback = "1024", .source = API,
	    .text = "packets in the replay window" },
	/* 30 in the create call's text, 40 in the modify call's: see the
	 * user guide's tunnel options (2026), which has 40. */
	{ SLOT(struct tunnel, dpd_timeout_seconds),
	    .option = "DPDTimeoutSeconds", .type = FIELD_NUMBER, .minimum = 30,
	    .maximum = UINT32_MAX, .fallback = "40", .source = API,
	    .text = "seconds after which AWS takes the device for dead" },
	{ SLOT(struct tunnel, dpd_timeout_action), .option = "DPDTimeoutAction",
	    .choices = "clear|none|restart", .fallback = "clear", .source = API,
	    .text = "what AWS then does: 'clear', 'none' or 'restart'" },
	{ SLOT(struct tunnel, startup_action), .option = "StartupAction",
	    .choices = "add|start", .fallback = "add", .source = API,
	    .text = "'add' when AWS waits for the device, 'start' when it "
		    "begins itself" },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

const struct field *
connection_fields(size_t *ret_count)
{
	*ret_count = COUNT(rows_connection);
	return rows_connection;
}

const struct field *
tunnel_fields(size_t *ret_count)
{
	*ret_count = COUNT(rows_tunnel);
	return rows_tunnel;
}

struct value *
field_slot(const struct field *field, void *owner)
{
	return (struct value *)(void *)((char *)owner + field->offset);
}

const struct value *
field_get(const struct field *field, const void *owner)
{
	return (const struct value *)(const void *)((const char *)owner +
						    field->offset);
}

const struct field *
field_option(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(rows_tunnel); i++)
		if (rows_tunnel[i].option != NULL &&
		    strcasecmp(rows_tunnel[i].option, name) == 0)
			return &rows_tunnel[i];
	return NULL;
}

bool
field_is_set(const struct field *field, enum algorithm_kind *ret)
{
	if (field->type < FIELD_IKE_VERSION)
		return false;
	*ret = (enum algorithm_kind)(field->type - FIELD_IKE_VERSION);
	return true;
}

static bool
parse_number(const char *text, uint32_t *ret)
{
	uint64_t number = 0;
	const char *digit;

	for (digit = text; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9')
			return false;
		number = number * 10 + (uint64_t)(*digit - '0');
		if (number > UINT32_MAX)
			return false;
	}
	*ret = (uint32_t)number;
	return digit != text;
}

static bool
parse_flag(const char *text, bool *ret)
{
	*ret = strcmp(text, "true") == 0;
	return *ret || strcmp(text, "false") == 0;
}

static bool
parse_ip(enum field_type type, const char *text, struct ip *ret)
{
	return ip_parse(text, ret) &&
	       (type == FIELD_IP ||
		   ret->family == (type == FIELD_IPV4 ? 4 : 6));
}

bool
field_parse(const struct field *field, const char *text, struct value *ret)
{
	enum algorithm_kind kind;
	int index;

	if (field_is_set(field, &kind)) {
		index = algorithm_from_xml(kind, text);
		if (index >= 0)
			ret->u.set = (algorithm_set)1 << index;
		return index >= 0;
	}
	if (field->type == FIELD_NUMBER)
		return parse_number(text, &ret->u.number);
	if (field->type == FIELD_FLAG)
		return parse_flag(text, &ret->u.flag);
	if (field->type != FIELD_TEXT)
		return parse_ip(field->type, text, &ret->u.ip);
	return true;
}

/* Calls for each of the parts of TEXT between SEPARATORs. */
static bool
parse_set(const struct field *field, enum algorithm_kind kind, char *list,
    algorithm_set *ret)
{
	char *part = list, *comma;
	algorithm_set set = 0;
	int index;

	do {
		if ((comma = strchr(part, ',')) != NULL)
			*comma = '\0';
		index = algorithm_find(kind, part);
		if (index < 0)
			return false;
		set |= (algorithm_set)1 << index;
		part = comma != NULL ? comma + 1 : NULL;
	} while (part != NULL);
	*ret = set;
	return (set & ~algorithm_aws_set(kind, field->phase)) == 0;
}

static bool
is_choice(const char *choices, const char *text)
{
	size_t length = strcspn(text, "|");
	const char *at = choices;

	if (text[length] != '\0')
		return false;
	while (length != 0 && (at = strstr(at, text)) != NULL) {
		if ((at == choices || at[-1] == '|') &&
		    (at[length] == '|' || at[length] == '\0'))
			return true;
		at += length;
	}
	return false;
}

bool
field_parse_option(const struct field *field, const char *text,
    struct arena *arena, struct value *ret)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return parse_set(
		    field, kind, arena_string(arena, text), &ret->u.set);
	if (field->choices != NULL)
		return is_choice(field->choices, text);
	return field_parse(field, text, ret) &&
	       (field->maximum == 0 || (ret->u.number >= field->minimum &&
					   ret->u.number <= field->maximum));
}

const char *
field_expected(const struct field *field, struct arena *arena)
{
	static const char *const plain[] = { [FIELD_TEXT] = "text",
		[FIELD_NUMBER] = "a whole number up to 4294967295",
		[FIELD_FLAG] = "true or false",
		[FIELD_IPV4] = "an IPv4 address",
		[FIELD_IPV6] = "an IPv6 address",
		[FIELD_IP] = "an IPv4 or IPv6 address" };
	char names[ALGORITHM_SET_TEXT];
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return arena_printf(arena, "one or more of %s",
		    algorithm_set_format(kind,
			algorithm_aws_set(kind, field->phase), names,
			sizeof(names)));
	if (field->choices != NULL)
		return arena_printf(arena, "one of %s", field->choices);
	if (field->maximum == UINT32_MAX)
		return arena_printf(arena, "a whole number, at least %u",
		    (unsigned)field->minimum);
	if (field->maximum != 0)
		return arena_printf(arena, "a whole number from %u to %u",
		    (unsigned)field->minimum, (unsigned)field->maximum);
	return plain[field->type];
}
