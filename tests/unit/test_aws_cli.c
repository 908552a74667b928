/* SPDX-License-Identifier: ISC */
/* Answers of the AWS CLI: what is recognised, and every field with its place.
 * In the texts ' stands for ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "doc/json.h"
#include "model/field.h"
#include "read/inventory.h"

extern const struct CMUnitTest aws_cli_tests[];
extern const size_t aws_cli_test_count;

#define FILES 4

struct trial {
	struct inventory *inventory;
	struct arena *arena;
	struct diags *diags;
	struct source *sources[FILES];
	size_t count;
};

static struct trial
start(void)
{
	struct trial t = { .inventory = inventory_new(NULL),
		.arena = arena_new() };

	t.diags = diags_new(t.arena, 0);
	return t;
}

static void
end(struct trial *t)
{
	size_t i;

	inventory_free(t->inventory);
	for (i = 0; i < t->count; i++)
		source_free(t->sources[i]);
	arena_free(t->arena);
}

static struct source *
quoted(const char *text)
{
	struct source *source;
	char *copy = memory_alloc(strlen(text) + 1), *at;

	strcpy(copy, text);
	for (at = copy; (at = strchr(at, '\'')) != NULL;)
		*at = '"';
	source = source_new("answer", copy, strlen(copy));
	free(copy);
	return source;
}

static bool
take(struct trial *t, struct source *source)
{
	assert_true(t->count < FILES);
	t->sources[t->count++] = source;
	return inventory_add(t->inventory, source, NULL, t->diags);
}

/* The next connection, which must be there. */
static struct connection *
next(struct trial *t)
{
	struct connection *connection = NULL;

	assert_true(
	    inventory_next(t->inventory, t->arena, t->diags, &connection));
	return connection;
}

static struct connection *
read_one(struct trial *t, const char *text)
{
	assert_true(take(t, quoted(text)));
	return next(t);
}

static void
assert_silent(const struct trial *t)
{
	size_t count;

	diags_list(t->diags, &count);
	assert_int_equal(count, 0);
}

static const struct finding *
only_finding(const struct trial *t, enum rule_id rule)
{
	size_t count;
	const struct finding *list = diags_list(t->diags, &count);

	assert_int_equal(count, 1);
	assert_int_equal(list[0].rule, rule);
	return list;
}

/* tests/rules/base/NAME.xml after replacing OLD by NEW, as a JSON string. */
static void
add_xml(struct buf *buf, const char *name, const char *old, const char *new)
{
	struct arena *arena = arena_new();
	struct source *file =
	    file_read(arena_printf(arena, "tests/rules/base/%s.xml", name),
		100000, diags_new(arena, 0));
	const char *text, *at;

	assert_non_null(file);
	text = source_text(file);
	if (old != NULL) {
		assert_non_null(at = strstr(text, old));
		text = arena_printf(arena, "%.*s%s%s", (int)(at - text), text,
		    new, at + strlen(old));
	}
	json_write(buf, text);
	source_free(file);
	arena_free(arena);
}

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
		{ "{'Vpcs': [1]}", true, 0 },
		{ "{'RouteTables': {}}", true, 0 },
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
	struct trial t;
	size_t i, found;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		assert_int_equal(take(&t, quoted(rows[i].text)), rows[i].good);
		if (rows[i].good)
			assert_silent(&t);
		else
			only_finding(&t, RULE_INPUT_FORMAT);
		for (found = 0;
		     inventory_next(t.inventory, t.arena, t.diags, &connection);
		     found++)
			assert_non_null(connection);
		assert_int_equal(found, rows[i].connections);
		end(&t);
	}
}

/* Whatever stands in place of a value, nothing is made of it. */
static void
other_types_are_findings(void **state)
{
	static const char *const texts[] = {
		"{'VpnConnections': 1}",
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
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		t = start();
		assert_true(take(&t, quoted(texts[i])));
		while (
		    inventory_next(t.inventory, t.arena, t.diags, &connection))
			;
		only_finding(&t, RULE_VALUE_MALFORMED);
		end(&t);
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
	struct trial t = start();
	const struct connection *c = read_one(&t, text);

	(void)state;
	assert_silent(&t);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_row(fields, count, c, rows[i][0], rows[i][1], t.arena);
	/* Every field of the API but one that answers do not have. */
	for (i = 0; i < count; i++)
		if (fields[i].api != NULL &&
		    strcmp(fields[i].name, "pre_shared_key_storage") != 0)
			assert_true(value_known(field_get(&fields[i], c)));
	assert_false(c->has_options);
	assert_false(c->has_xml);
	end(&t);
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
	struct trial t = start();
	const struct connection *c = read_one(&t, text);

	(void)state;
	assert_silent(&t);
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
	end(&t);
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
	struct trial t = start();
	const struct connection *c = read_one(&t, text);
	char prefix[IP_TEXT_SIZE];

	(void)state;
	assert_silent(&t);
	assert_int_equal(c->route_count, 2);
	assert_string_equal(
	    ip_format(c->routes[0].destination.u.prefix.address, prefix),
	    "10.1.0.0");
	assert_string_equal(c->routes[0].state.text, "available");
	assert_int_equal(c->routes[1].destination.origin, ORIGIN_API);
	assert_string_equal(c->routes[1].destination.text, "10.4.0.0/16");
	end(&t);
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
	source = quoted(buf.data);
	buf_free(&buf);
	return source;
}

static void
lists_are_bounded(void **state)
{
	const struct connection *c;
	struct trial t = start();

	(void)state;
	take(&t, many("{'VpnConnection': {'Routes': [",
		     "{'DestinationCidrBlock': '10.0.0.0/8'}", 1001, "]}}"));
	c = next(&t);
	assert_int_equal(c->route_count, 1000);
	only_finding(&t, RULE_INPUT_LIMIT);
	end(&t);
	t = start();
	take(&t, many("{'VpnConnection': {'Options': {'TunnelOptions': [", "{}",
		     65, "]}}}"));
	c = next(&t);
	assert_int_equal(c->tunnel_count, 64);
	only_finding(&t, RULE_INPUT_LIMIT);
	end(&t);
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
	struct trial t = start();
	const struct connection *c;

	(void)state;
	assert_true(take(&t, quoted(connections)));
	assert_true(take(&t, quoted(gateways)));
	c = next(&t);
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
	c = next(&t);
	assert_row(
	    fields, count, c->customer_gateway, "asn", "4200000002", t.arena);
	assert_int_equal(c->aws_gateway->kind, GATEWAY_TRANSIT);
	assert_int_equal(c->aws_gateway->asn.u.number, 64700);
	assert_silent(&t);
	end(&t);
}

/* ---- places in the XML ------------------------------------------------ */

static void
assert_stands(struct pos pos, size_t line, size_t column)
{
	size_t found_line, found_column;

	assert_non_null(pos.source);
	source_line_column(pos, &found_line, &found_column);
	assert_int_equal(found_line, line);
	assert_int_equal(found_column, column);
}

/* Puts TO in the place of the first FROM. */
static struct source *
replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct buf buf = { NULL, 0, 0 };
	struct source *source;

	assert_non_null(at);
	buf_add(&buf, text, (size_t)(at - text));
	buf_text(&buf, to);
	buf_text(&buf, at + strlen(from));
	source = source_new("answer", buf.data, buf.length);
	buf_free(&buf);
	return source;
}

/* The byte of the JSON text that the decoded place came from, whatever
 * escapes go before it. */
static void
places_in_the_string(void **state)
{
	/* In place of the first "\\u000a", which json_write() makes. */
	static const char *const escapes[] = {
		"\\u000a",
		"\\n",
		"<!-- \\u0022\\\\\\/\\t\\r -->\\n",
		"<!-- \\ud83d\\ude00\\u00e9\\u20ac -->\\u000A",
		"<!-- \xf0\x9f\x98\x80\xc3\xa9 -->\\n",
	};
	struct buf buf = { NULL, 0, 0 };
	const struct finding *finding;
	const char *text;
	struct source *source;
	struct trial t;
	size_t i;

	(void)state;
	buf_text(
	    &buf, "{\"VpnConnection\": {\"CustomerGatewayConfiguration\": ");
	add_xml(&buf, "bgp", "<asn>65021<", "<asn>many<");
	buf_text(&buf, "}}");
	for (i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		t = start();
		source = replaced(buf.data, "\\u000a", escapes[i]);
		assert_true(take(&t, source));
		next(&t);
		finding = only_finding(&t, RULE_VALUE_MALFORMED);
		text = source_text(source);
		assert_ptr_equal(finding->at.source, source);
		assert_int_equal(
		    finding->at.offset, strstr(text, "many") - text);
		assert_stands(finding->within, 17, 14);
		end(&t);
	}
	buf_free(&buf);
}

/* YAML has too many ways to write a string: its start is pointed at. */
static void
places_in_yaml(void **state)
{
	static const char *const texts[] = {
		"VpnConnection:\n  CustomerGatewayConfiguration: |\n"
		"    <vpn_connections/>\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: >-\n"
		"    <vpn_connections\n    />\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: \"<vpn\\\n"
		"     _connections\\\n    \\ />\"\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: "
		"<vpn_connections/>\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: "
		"'<vpn_connections/>'\n",
	};
	const struct finding *finding;
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		t = start();
		assert_true(
		    take(&t, source_new("y", texts[i], strlen(texts[i]))));
		next(&t);
		finding = only_finding(&t, RULE_XML_ROOT);
		assert_stands(finding->at, 2, 33);
		assert_stands(finding->within, 1, 1);
		end(&t);
	}
}

/* ---- joining ---------------------------------------------------------- */

/* A file of XML, one with the connection and one with it again are one. */
static void
files_are_joined(void **state)
{
	struct arena *arena = arena_new();
	struct connection *c;
	struct trial t = start();

	(void)state;
	assert_true(take(&t, file_read("tests/rules/base/bgp.xml", 100000,
				 diags_new(arena, 0))));
	assert_true(take(&t, file_read("tests/rules/base/aws-cli.json", 100000,
				 diags_new(arena, 0))));
	assert_true(
	    take(&t, quoted("[{'VpnConnectionId': 'vpn-05a1c3e7091b2d4f6', "
			    "'TransitGatewayId': 'tgw-1', 'Routes': "
			    "[{'DestinationCidrBlock': '10.0.0.0/8'}]}]")));
	c = next(&t);
	assert_silent(&t);
	assert_true(c->has_xml && c->has_options);
	assert_int_equal(c->tunnel_count, 2);
	assert_int_equal(c->route_count, 1);
	assert_string_equal(c->name.text, "HQ to AWS");
	assert_string_equal(c->transit_gateway_id.text, "tgw-1");
	assert_string_equal(c->tunnels[0].outside_address.text, "203.0.113.21");
	assert_int_equal(c->tunnels[0].outside_address.origin, ORIGIN_API);
	assert_int_equal(c->tunnels[0].customer_asn.origin, ORIGIN_XML);
	assert_string_equal(c->tunnels[0].pre_shared_key.text,
	    "Tn4kZ.w7Rq_aJ5uYd2GhXs9VbLm3PcEf");
	assert_false(inventory_next(t.inventory, t.arena, t.diags, &c));
	end(&t);
	arena_free(arena);
}

/* A tunnel that only one of the two describes, and one of each. */
static void
unpaired_tunnels_are_told(void **state)
{
	static const struct {
		const char *tunnels;
		size_t unpaired, left;
	} rows[] = {
		{ "{'OutsideIpAddress': '203.0.113.21'}, "
		  "{'OutsideIpAddress': '203.0.113.87'}",
		    0, 2 },
		{ "{'OutsideIpAddress': '203.0.113.87'}", 1, 1 },
		{ "{'OutsideIpAddress': '203.0.113.87'}, "
		  "{'OutsideIpAddress': '203.0.113.22'}",
		    2, 2 },
		{ "{'OutsideIpAddress': '203.0.113.87'}, "
		  "{'OutsideIpAddress': '203.0.113.21'}, "
		  "{'OutsideIpAddress': '203.0.113.22'}",
		    1, 3 },
		{ "{'TunnelInsideCidr': '169.254.20.8/30'}, "
		  "{'TunnelInsideCidr': '169.254.20.4/30'}",
		    0, 2 },
	};
	struct buf buf = { NULL, 0, 0 };
	const struct connection *c;
	struct source *tail;
	struct trial t;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		buf_clear(&buf);
		buf_text(&buf, "{\"VpnConnection\": {"
			       "\"CustomerGatewayConfiguration\": ");
		add_xml(&buf, "bgp", NULL, NULL);
		tail = quoted(arena_printf(t.arena,
		    ", 'Options': {'TunnelOptions': [%s]}}}", rows[i].tunnels));
		buf_text(&buf, source_text(tail));
		source_free(tail);
		take(&t, source_new("answer", buf.data, buf.length));
		c = next(&t);
		assert_int_equal(c->tunnel_count, rows[i].left);
		diags_list(t.diags, &count);
		assert_int_equal(count, rows[i].unpaired);
		if (count != 0)
			assert_int_equal(diags_list(t.diags, &count)->rule,
			    RULE_TUNNEL_UNPAIRED);
		end(&t);
	}
	buf_free(&buf);
}

/* What is gone is passed over, its XML not looked at. */
static void
deleted_connections_are_passed_over(void **state)
{
	static const char *const states[] = { "deleting", "deleted" };
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		t = start();
		assert_null(read_one(
		    &t, arena_printf(t.arena,
			    "{'VpnConnections': [{'VpnConnectionId': 'vpn-1', "
			    "'State': '%s', 'CustomerGatewayConfiguration': "
			    "'old'}]}",
			    states[i])));
		only_finding(&t, RULE_CONNECTION_DELETED);
		end(&t);
	}
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
	TEST(places_in_the_string),
	TEST(places_in_yaml),
	TEST(files_are_joined),
	TEST(unpaired_tunnels_are_told),
	TEST(deleted_connections_are_passed_over),
};
const size_t aws_cli_test_count =
    sizeof(aws_cli_tests) / sizeof(aws_cli_tests[0]);
