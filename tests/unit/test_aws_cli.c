/* SPDX-License-Identifier: ISC */
/* Answers of the AWS CLI: what is recognised, and every field of it.  In the
 * texts ' stands for ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "base/buf.h"
#include "model/field.h"

extern const struct CMUnitTest aws_cli_tests[];
extern const size_t aws_cli_test_count;

/* ---- what an answer is ------------------------------------------------ */

static void
answers_are_recognised(void **state)
{
	static const struct {
		const char *text;
		bool good;
		size_t connections;
	} rows[] = {
		{ "{'VpnConnections': []}", true, 0 },
		{ "{'VpnConnections': null}", true, 0 },
		{ "{'VpnConnections': [{}, null, {}]}", true, 2 },
		{ "{'VpnConnection': {'VpnConnectionId': 'vpn-1'}}", true, 1 },
		{ "{'VpnConnectionId': 'vpn-1'}", true, 1 },
		{ "[{'VpnConnectionId': 'vpn-1'}, "
		  "{'VpnConnectionId': 'vpn-2'}]",
		    true, 2 },
		{ "[[{'VpnConnectionId': 'vpn-1'}], []]", true, 1 },
		{ "[{'VpnConnections': [{}]}, {'VpnConnections': [{}]}, "
		  "{'Other': 1}]",
		    true, 2 },
		{ "{'ResponseMetadata': {}, 'VpnConnections': [{}], "
		  "'CustomerGateways': [], 'Vpcs': [{}]}",
		    true, 1 },
		{ "VpnConnections:\n- VpnConnectionId: vpn-1\n", true, 1 },
		{ "- VpnConnectionId: vpn-1\n  State: available\n", true, 1 },
		{ "{'CustomerGateways': [{}]}", true, 0 },
		{ "{'CustomerGateway': {}}", true, 0 },
		{ "{'CustomerGatewayId': 'cgw-1'}", true, 0 },
		{ "{'VpnGateways': []}", true, 0 },
		{ "{'TransitGateways': [{}]}", true, 0 },
		{ "{'TransitGatewayAttachments': [{}]}", true, 0 },
		{ "{'Vpcs': [{}]}", true, 0 },
		{ "{'RouteTables': [{}]}", true, 0 },
		{ "{'ClientVpnEndpoints': [{}]}", true, 0 },
		{ "{'Routes': [{'ClientVpnEndpointId': 'x'}]}", true, 0 },
		{ "{'virtualInterfaces': []}", true, 0 },
		{ "{'connections': [{'connectionId': 'dxcon-1'}]}", true, 0 },
		{ "{'connections': [], 'nextToken': null}", true, 0 },
		{ "{'directConnectGateways': [{}]}", true, 0 },
		{ "[]", false, 0 },
		{ "{}", false, 0 },
		{ "{'connections': [{'name': 'x'}]}", false, 0 },
		{ "{'connections': [], 'version': 1}", false, 0 },
		{ "{'Routes': [{'DestinationCidrBlock': '::/0'}]}", false, 0 },
		{ "{'vpnConnections': [{}]}", false, 0 },
		{ "{'vpnconnectionid': 'vpn-1'}", false, 0 },
		{ "{'Resources': {'VpnConnection': {}}}", false, 0 },
		{ "[1, 'VpnConnections']", false, 0 },
	};
	struct connection *connection;
	struct answers t;
	size_t i, found;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = answers_open();
		assert_int_equal(answers_take(&t, answers_quoted(rows[i].text)),
		    rows[i].good);
		if (rows[i].good)
			answers_silent(&t);
		else
			answers_finding(&t, RULE_INPUT_FORMAT);
		for (found = 0;
		     inventory_next(t.inventory, t.arena, t.diags, &connection);
		     found++)
			assert_non_null(connection);
		assert_int_equal(found, rows[i].connections);
		answers_close(&t);
	}
}

/* Whatever stands in place of a value, nothing is made of it. */
static void
other_types_are_findings(void **state)
{
	static const char *const texts[] = {
		"{'VpnConnections': 1}",
		"{'RouteTables': {}}",
		"{'VpnConnections': {}}",
		"{'VpnConnections': [[]]}",
		"{'VpnConnection': []}",
		"{'VpnConnection': 'x'}",
		"{'VpnConnections': [{'VpnConnectionId': ['vpn-1']}]}",
		"{'VpnConnections': [{'Options': [1]}]}",
		"{'VpnConnections': [{'Options': 7}]}",
		"{'VpnConnections': [{'Options': {'TunnelOptions': 'x'}}]}",
		"{'VpnConnections': [{'Options': {'TunnelOptions': [1]}}]}",
		"{'VpnConnections': [{'Options': {'TunnelOptions': "
		"[{'OutsideIpAddress': 'x'}]}}]}",
		"{'VpnConnections': [{'Routes': {'a': 1}}]}",
		"{'VpnConnections': [{'Routes': [1]}]}",
		"{'VpnConnections': [{'Routes': "
		"[{'DestinationCidrBlock': 7}]}]}",
		"{'VpnConnections': [{'Tags': 'x'}]}",
		"{'VpnConnections': [{'VgwTelemetry': 'x'}]}",
		"{'VpnConnections': [{'VgwTelemetry': [1]}]}",
		"{'VpnConnections': [{'VgwTelemetry': "
		"[{'CertificateArn': [1]}]}]}",
		"{'VpnConnections': [{'VgwTelemetry': [{'CertificateArn': "
		"'arn:x', 'OutsideIpAddress': 'x'}]}]}",
		"{'VpnConnections': [{'CustomerGatewayConfiguration': 12}]}",
		"{'VpnConnections': [{'CustomerGatewayConfiguration': "
		"['<vpn_connection/>']}]}",
		"{'CustomerGateways': [1]}",
		"{'CustomerGateways': [{'CustomerGatewayId': 'cgw-1', "
		"'BgpAsn': 'x'}]}",
		"{'VpnGateways': [{'AmazonSideAsn': true}]}",
		"{'TransitGateways': [{'Options': "
		"{'AmazonSideAsn': {'x': 1}}}]}",
		"[{'VpnConnections': []}, 7]",
	};
	struct connection *connection;
	struct answers t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		t = answers_open();
		assert_true(answers_take(&t, answers_quoted(texts[i])));
		while (
		    inventory_next(t.inventory, t.arena, t.diags, &connection))
			;
		answers_finding(&t, RULE_VALUE_MALFORMED);
		answers_close(&t);
	}
}

/* ---- fields ----------------------------------------------------------- */

static void
assert_row(const struct field *fields, size_t count, const void *owner,
    const char *name, const char *text, struct arena *arena)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < count && strcmp(fields[i].name, name) != 0; i++)
		;
	assert_true(i < count);
	value = field_get(&fields[i], owner);
	assert_int_equal(value->origin, ORIGIN_API);
	assert_non_null(value->at.source);
	assert_string_equal(field_format(&fields[i], value, arena), text);
}

static void
connection_fields_arrive(void **state)
{
	static const char text[] =
	    "{'VpnConnections': [{'VpnConnectionId': 'vpn-1', 'State': "
	    "'pending', 'CustomerGatewayId': 'cgw-1', 'VpnGatewayId': 'vgw-1', "
	    "'TransitGatewayId': 'tgw-1', 'VpnConcentratorId': 'vcn-1', "
	    "'CoreNetworkArn': 'arn:c', 'CoreNetworkAttachmentArn': 'arn:a', "
	    "'PreSharedKeyArn': 'arn:s', 'Type': 'ipsec.1', 'Category': 'VPN', "
	    "'Tags': [{'Key': 'a', 'Value': 'b'}, {'Key': 'Name', 'Value': "
	    "'HQ one'}], 'Options': {'EnableAcceleration': true, "
	    "'StaticRoutesOnly': false, 'LocalIpv4NetworkCidr': '10.1.0.0/16', "
	    "'RemoteIpv4NetworkCidr': '10.2.0.0/16', 'LocalIpv6NetworkCidr': "
	    "'2001:db8:1::/48', 'RemoteIpv6NetworkCidr': '2001:db8:2::/48', "
	    "'OutsideIpAddressType': 'PrivateIpv4', 'TunnelBandwidth': "
	    "'large', 'TransportTransitGatewayAttachmentId': 'tgw-attach-1', "
	    "'TunnelInsideIpVersion': 'ipv6'}}]}";
	static const char *const rows[][2] = {
		{ "id", "vpn-1" },
		{ "state", "pending" },
		{ "customer_gateway_id", "cgw-1" },
		{ "vpn_gateway_id", "vgw-1" },
		{ "transit_gateway_id", "tgw-1" },
		{ "vpn_concentrator_id", "vcn-1" },
		{ "core_network_arn", "arn:c" },
		{ "core_network_attachment_arn", "arn:a" },
		{ "pre_shared_key_arn", "arn:s" },
		{ "type", "ipsec.1" },
		{ "name", "HQ one" },
		{ "enable_acceleration", "true" },
		{ "static_routes_only", "false" },
		{ "local_ipv4_network_cidr", "10.1.0.0/16" },
		{ "remote_ipv4_network_cidr", "10.2.0.0/16" },
		{ "local_ipv6_network_cidr", "2001:db8:1::/48" },
		{ "remote_ipv6_network_cidr", "2001:db8:2::/48" },
		{ "outside_ip_address_type", "PrivateIpv4" },
		{ "tunnel_bandwidth", "large" },
		{ "transport_transit_gateway_attachment_id", "tgw-attach-1" },
		{ "tunnel_inside_ip_version", "ipv6" },
	};
	size_t count, i;
	const struct field *fields = connection_fields(&count);
	struct answers t = answers_open();
	const struct connection *c = answers_read(&t, text);

	(void)state;
	answers_silent(&t);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_row(fields, count, c, rows[i][0], rows[i][1], t.arena);
	/* Every field of the API but one that answers do not have. */
	for (i = 0; i < count; i++)
		if (fields[i].api != NULL &&
		    strcmp(fields[i].name, "pre_shared_key_storage") != 0)
			assert_true(value_known(field_get(&fields[i], c)));
	assert_false(c->has_options);
	assert_false(c->has_xml);
	answers_close(&t);
}

#define LIST(value) "[{'Value': " value "}]"

static void
tunnel_fields_arrive(void **state)
{
	static const char text[] =
	    "{'VpnConnections': [{'VpnConnectionId': 'vpn-1', 'Options': "
	    "{'TunnelOptions': [{'OutsideIpAddress': '203.0.113.9', "
	    "'TunnelInsideCidr': '169.254.9.8/30', 'TunnelInsideIpv6Cidr': "
	    "'fd00:9::/126', 'PreSharedKey': 'example_key_09', "
	    "'Phase1LifetimeSeconds': 14400, 'Phase2LifetimeSeconds': 1800, "
	    "'RekeyMarginTimeSeconds': 120, 'RekeyFuzzPercentage': 50, "
	    "'ReplayWindowSize': 512, 'DpdTimeoutSeconds': 60, "
	    "'DpdTimeoutAction': 'restart', 'Phase1EncryptionAlgorithms': "
	    "[{'Value': 'AES256'}, {'Value': 'AES256-GCM-16'}], "
	    "'Phase2EncryptionAlgorithms': " LIST(
		"'AES128'") ", "
			    "'Phase1IntegrityAlgorithms': " LIST(
				"'SHA2-384'") ", "
					      "'Phase2IntegrityAlgorithms':"
					      " " LIST(
						  "'SHA2-512'") ", "
								"'Phase1DHGroup"
								"Numbers': "
								"[{'Value': "
								"14}, "
								"{'Value': "
								"20}], "
								"'Phase2DHGroup"
								"Numbers':"
								" " LIST(
								    "5") ", "
									 "'IkeV"
									 "ersio"
									 "ns':"
									 " " LIST(
									     "'"
									     "i"
									     "k"
									     "e"
									     "v"
									     "2"
									     "'") ", 'StartupAction': 'start', "
										  "'EnableTunnelLifecycleControl': true, 'LogOptions': "
										  "{'CloudWatchLogOptions': {'LogEnabled': true, 'LogGroupArn': "
										  "'arn:l', 'LogOutputFormat': 'json', 'BgpLogEnabled': true, "
										  "'BgpLogGroupArn': 'arn:b', 'BgpLogOutputFormat': 'text'}}}, "
										  "{'OutsideIpAddress': '2001:db8::1'}]}, 'VgwTelemetry': "
										  "[{'OutsideIpAddress': '2001:db8:0::1', 'CertificateArn': "
										  "'arn:cert-1'}, {'OutsideIpAddress': '203.0.113.9', "
										  "'CertificateArn': null}]}]}";
	static const char *const rows[][2] = {
		{ "outside_address", "203.0.113.9" },
		{ "inside_cidr", "169.254.9.8/30" },
		{ "inside_ipv6_cidr", "fd00:9::/126" },
		{ "pre_shared_key", "example_key_09" },
		{ "phase1_lifetime_seconds", "14400" },
		{ "phase2_lifetime_seconds", "1800" },
		{ "rekey_margin_time_seconds", "120" },
		{ "rekey_fuzz_percentage", "50" },
		{ "replay_window_size", "512" },
		{ "dpd_timeout_seconds", "60" },
		{ "dpd_timeout_action", "restart" },
		{ "phase1_encryption_algorithms", "AES256-GCM-16, AES256" },
		{ "phase2_encryption_algorithms", "AES128" },
		{ "phase1_integrity_algorithms", "SHA2-384" },
		{ "phase2_integrity_algorithms", "SHA2-512" },
		{ "phase1_dh_group_numbers", "20, 14" },
		{ "phase2_dh_group_numbers", "5" },
		{ "ike_versions", "ikev2" },
		{ "startup_action", "start" },
		{ "enable_tunnel_lifecycle_control", "true" },
		{ "log_enabled", "true" },
		{ "log_group_arn", "arn:l" },
		{ "log_output_format", "json" },
		{ "bgp_log_enabled", "true" },
		{ "bgp_log_group_arn", "arn:b" },
		{ "bgp_log_output_format", "text" },
	};
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	struct answers t = answers_open();
	const struct connection *c = answers_read(&t, text);

	(void)state;
	answers_silent(&t);
	assert_true(c->has_options);
	assert_int_equal(c->tunnel_count, 2);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_row(fields, count, &c->tunnels[0], rows[i][0],
		    rows[i][1], t.arena);
	for (i = 0; i < count; i++)
		if (field_api(&fields[i]) != NULL)
			assert_true(
			    value_known(field_get(&fields[i], c->tunnels)));
	/* Paired by address, however it is written. */
	assert_false(value_known(&c->tunnels[0].certificate_arn));
	assert_row(fields, count, &c->tunnels[1], "certificate_arn",
	    "arn:cert-1", t.arena);
	assert_int_equal(c->tunnels[1].outside_address.u.ip.family, 6);
	assert_true(connection_is_ipv6(c) == false);
	answers_close(&t);
}

static void
routes_arrive(void **state)
{
	static const char text[] =
	    "{'VpnConnection': {'VpnConnectionId': 'vpn-1', 'Routes': ["
	    "{'DestinationCidrBlock': '10.1.0.0/16', 'Source': 'Static', "
	    "'State': 'available'}, "
	    "{'DestinationCidrBlock': '10.2.0.0/16', 'State': 'deleted'}, "
	    "{'DestinationCidrBlock': '10.3.0.0/16', 'State': 'deleting'}, "
	    "{}, {'DestinationCidrBlock': '10.4.0.0/16'}]}}";
	struct answers t = answers_open();
	const struct connection *c = answers_read(&t, text);
	char prefix[IP_TEXT_SIZE];

	(void)state;
	answers_silent(&t);
	assert_int_equal(c->route_count, 2);
	assert_string_equal(
	    ip_format(c->routes[0].destination.u.prefix.address, prefix),
	    "10.1.0.0");
	assert_string_equal(c->routes[0].state.text, "available");
	assert_int_equal(c->routes[1].destination.origin, ORIGIN_API);
	assert_string_equal(c->routes[1].destination.text, "10.4.0.0/16");
	answers_close(&t);
}

/* COUNT times ITEM, in an answer that ends with END. */
static struct source *
many(const char *start_text, const char *item, size_t count, const char *tail)
{
	struct buf buf = { NULL, 0, 0 };
	struct source *source;
	size_t i;

	buf_text(&buf, start_text);
	for (i = 0; i < count; i++)
		buf_printf(&buf, "%s%s", i != 0 ? "," : "", item);
	buf_text(&buf, tail);
	source = answers_quoted(buf.data);
	buf_free(&buf);
	return source;
}

static void
lists_are_bounded(void **state)
{
	const struct connection *c;
	struct answers t = answers_open();

	(void)state;
	answers_take(
	    &t, many("{'VpnConnection': {'Routes': [",
		    "{'DestinationCidrBlock': '10.0.0.0/8'}", 1001, "]}}"));
	c = answers_next(&t);
	assert_int_equal(c->route_count, 1000);
	answers_finding(&t, RULE_INPUT_LIMIT);
	answers_close(&t);
	t = answers_open();
	answers_take(
	    &t, many("{'VpnConnection': {'Options': {'TunnelOptions': [", "{}",
		    65, "]}}}"));
	c = answers_next(&t);
	assert_int_equal(c->tunnel_count, 64);
	answers_finding(&t, RULE_INPUT_LIMIT);
	answers_close(&t);
}

/* ---- gateways --------------------------------------------------------- */

static void
gateways_arrive(void **state)
{
	static const char gateways[] =
	    "{'CustomerGateways': [{'CustomerGatewayId': 'cgw-1', 'BgpAsn': "
	    "'65010', 'BgpAsnExtended': '4200000001', 'IpAddress': "
	    "'192.0.2.7', 'DeviceName': 'edge', 'CertificateArn': 'arn:d', "
	    "'State': 'available', 'Type': 'ipsec.1', 'Tags': [{'Key': 'Name', "
	    "'Value': 'site'}]}, {'CustomerGatewayId': 'cgw-2', "
	    "'BgpAsnExtended': '4200000002', 'IpAddress': '2001:db8::7'}, "
	    "{'IpAddress': '192.0.2.99'}], 'VpnGateways': [{'VpnGatewayId': "
	    "'vgw-1', 'AmazonSideAsn': 64600}], 'TransitGateways': "
	    "[{'TransitGatewayId': 'tgw-1', 'Options': {'AmazonSideAsn': "
	    "64700}}]}";
	static const char connections[] =
	    "[{'VpnConnectionId': 'vpn-1', 'CustomerGatewayId': 'cgw-1', "
	    "'VpnGatewayId': 'vgw-1', 'Options': {'TunnelOptions': "
	    "[{'OutsideIpAddress': '203.0.113.1'}]}}, "
	    "{'VpnConnectionId': 'vpn-2', 'CustomerGatewayId': 'cgw-2', "
	    "'TransitGatewayId': 'tgw-1'}]";
	size_t count;
	const struct field *fields = gateway_fields(GATEWAY_CUSTOMER, &count);
	struct answers t = answers_open();
	const struct connection *c;

	(void)state;
	assert_true(answers_take(&t, answers_quoted(connections)));
	assert_true(answers_take(&t, answers_quoted(gateways)));
	c = answers_next(&t);
	assert_row(fields, count, c->customer_gateway, "asn", "65010", t.arena);
	assert_row(fields, count, c->customer_gateway, "ip_address",
	    "192.0.2.7", t.arena);
	assert_row(
	    fields, count, c->customer_gateway, "device_name", "edge", t.arena);
	assert_row(fields, count, c->customer_gateway, "certificate_arn",
	    "arn:d", t.arena);
	assert_row(fields, count, c->customer_gateway, "name", "site", t.arena);
	assert_int_equal(c->aws_gateway->kind, GATEWAY_VPN);
	assert_int_equal(c->tunnels[0].aws_asn.origin, ORIGIN_DERIVED);
	assert_int_equal(c->tunnels[0].aws_asn.u.number, 64600);
	assert_int_equal(c->tunnels[0].customer_asn.u.number, 65010);
	assert_string_equal(
	    c->tunnels[0].customer_outside_address.text, "192.0.2.7");
	assert_true(connection_has_certificate(c));
	c = answers_next(&t);
	assert_row(
	    fields, count, c->customer_gateway, "asn", "4200000002", t.arena);
	assert_int_equal(c->aws_gateway->kind, GATEWAY_TRANSIT);
	assert_int_equal(c->aws_gateway->asn.u.number, 64700);
	answers_silent(&t);
	answers_close(&t);
}

#define TEST(name)                                                             \
	{                                                                      \
		"aws-cli/" #name, name, NULL, NULL, NULL                       \
	}

const struct CMUnitTest aws_cli_tests[] = {
	TEST(answers_are_recognised),
	TEST(other_types_are_findings),
	TEST(connection_fields_arrive),
	TEST(tunnel_fields_arrive),
	TEST(routes_arrive),
	TEST(lists_are_bounded),
	TEST(gateways_arrive),
};
const size_t aws_cli_test_count =
    sizeof(aws_cli_tests) / sizeof(aws_cli_tests[0]);
