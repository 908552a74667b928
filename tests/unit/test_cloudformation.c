/* SPDX-License-Identifier: ISC */
/* CloudFormation templates: connections, detection, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cfn_trial.h"

extern const struct CMUnitTest cloudformation_tests[];
extern const size_t cloudformation_test_count;

/* ---- connections ------------------------------------------------------ */

static const char whole[] =
    "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {\n"
    "\"Cgw\": {\"Type\": \"AWS::EC2::CustomerGateway\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"BgpAsn\": \"65010\",\n"
    "  \"IpAddress\": \"192.0.2.10\"}},\n"
    "\"Vgw\": {\"Type\": \"AWS::EC2::VPNGateway\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"AmazonSideAsn\": 64600}},\n"
    "\"Vpn\": {\"Type\": \"AWS::EC2::VPNConnection\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"StaticRoutesOnly\": \"True\",\n"
    "  \"EnableAcceleration\": false,\n"
    "  \"CustomerGatewayId\": {\"Ref\": \"Cgw\"},\n"
    "  \"VpnGatewayId\": {\"Fn::GetAtt\": [\"Vgw\", \"VPNGatewayId\"]},\n"
    "  \"Tags\": [{\"Key\": \"Name\", \"Value\": \"office\"}],\n"
    "  \"VpnTunnelOptionsSpecifications\": [{\n"
    "    \"PreSharedKey\": \"k1_abcdefgh\",\n"
    "    \"TunnelInsideCidr\": \"169.254.10.0/30\",\n"
    "    \"IKEVersions\": [{\"Value\": \"ikev2\"}],\n"
    "    \"Phase1DHGroupNumbers\": [{\"Value\": 20}, {\"Value\": \"21\"}],\n"
    "    \"Phase1EncryptionAlgorithms\": [{\"Value\": \"AES256\"}],\n"
    "    \"Phase1LifetimeSeconds\": \"7200\",\n"
    "    \"StartupAction\": \"start\",\n"
    "    \"LogOptions\": {\"CloudwatchLogOptions\": {\"LogEnabled\": true,\n"
    "      \"LogOutputFormat\": \"text\"}}}]}},\n"
    "\"R1\": {\"Type\": \"AWS::EC2::VPNConnectionRoute\", \"Properties\": {\n"
    "  \"VpnConnectionId\": {\"Ref\": \"Vpn\"},\n"
    "  \"DestinationCidrBlock\": \"198.51.100.0/24\"}},\n"
    "\"R2\": {\"Type\": \"AWS::EC2::VPNConnectionRoute\", \"Properties\": {\n"
    "  \"VpnConnectionId\": {\"Fn::GetAtt\": [\"Vpn\", \"VpnConnectionId\"]},\n"
    "  \"DestinationCidrBlock\": \"203.0.113.0/24\"}}\n"
    "}}\n";

static void
cfn_connection(void **state)
{
	struct cfn_trial t = cfn_start();
	const struct connection *c;
	const struct tunnel *one, *two;

	(void)state;
	cfn_run(&t, whole);
	cfn_assert_clean(&t);
	c = t.connection;
	assert_string_equal(c->label, "Vpn");
	cfn_assert_place(c->at, 7, 1);
	assert_int_equal(c->id.origin, ORIGIN_LATER);
	assert_true(c->has_options);
	assert_int_equal(c->static_routes_only.origin, ORIGIN_CLOUDFORMATION);
	assert_true(c->static_routes_only.u.flag);
	assert_false(c->enable_acceleration.u.flag);
	assert_int_equal(c->customer_gateway_id.origin, ORIGIN_LATER);
	assert_string_equal(c->name.text, "office");
	assert_string_equal(c->customer_gateway->label, "Cgw");
	assert_int_equal(c->customer_gateway->asn.u.number, 65010);
	assert_string_equal(c->aws_gateway->label, "Vgw");
	assert_int_equal(c->aws_gateway->asn.u.number, 64600);
	assert_int_equal(c->route_count, 2);
	assert_string_equal(c->routes[0].destination.text, "198.51.100.0/24");
	assert_string_equal(c->routes[1].destination.text, "203.0.113.0/24");
	assert_int_equal(c->tunnel_count, 2);
	one = &c->tunnels[0];
	two = &c->tunnels[1];
	assert_string_equal(one->pre_shared_key.text, "k1_abcdefgh");
	cfn_assert_place(one->pre_shared_key.at, 14, 21);
	assert_string_equal(one->inside_cidr.text, "169.254.10.0/30");
	assert_int_equal(one->inside_address.origin, ORIGIN_DERIVED);
	assert_string_equal(one->inside_address.text, "169.254.10.2");
	assert_string_equal(one->customer_outside_address.text, "192.0.2.10");
	assert_int_equal(one->outside_address.origin, ORIGIN_LATER);
	assert_int_equal(one->phase1_lifetime_seconds.u.number, 7200);
	assert_string_equal(one->startup_action.text, "start");
	assert_true(one->log_enabled.u.flag);
	assert_string_equal(one->log_output_format.text, "text");
	assert_int_equal(
	    one->phase1_dh_group_numbers.origin, ORIGIN_CLOUDFORMATION);
	assert_int_equal(two->pre_shared_key.origin, ORIGIN_LATER);
	assert_int_equal(two->inside_cidr.origin, ORIGIN_LATER);
	assert_int_equal(two->aws_inside_address.origin, ORIGIN_LATER);
	assert_int_equal(two->phase1_lifetime_seconds.origin, ORIGIN_NONE);
	cfn_end(&t);
}

/* What cannot be known is unknown, in each of its forms. */
static void
cfn_later(void **state)
{
	static const char *const lists[] = {
		"      VpnTunnelOptionsSpecifications: !If [C, [], []]\n",
		"      VpnTunnelOptionsSpecifications:\n"
		"      - !If [C, {}, {}]\n"
		"      - !ImportValue x\n",
		"      VpnTunnelOptionsSpecifications:\n"
		"      - Fn::Transform: {Name: M}\n"
		"        StartupAction: add\n"
		"      - Fn::Transform: {Name: M}\n",
		"      Fn::Transform: {Name: 'AWS::Include'}\n",
	};
	struct buf buf = { 0 };
	struct cfn_trial t;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		t = cfn_start();
		buf_clear(&buf);
		buf_printf(&buf,
		    "Parameters: {P: {Type: String}}\n"
		    "Conditions: {C: !Equals [!Ref P, x]}\n"
		    "Resources:\n"
		    "  Vpn:\n"
		    "    Type: AWS::EC2::VPNConnection\n"
		    "    Properties:\n"
		    "      Type: ipsec.1\n"
		    "      CustomerGatewayId: !ImportValue cgw\n"
		    "      VpnGatewayId: !Ref P\n"
		    "%s",
		    lists[i]);
		cfn_run(&t, buf.data);
		assert_non_null(t.connection);
		assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 0);
		assert_int_equal(
		    t.connection->customer_gateway_id.origin, ORIGIN_LATER);
		for (j = 0; j < 2; j++) {
			const struct tunnel *tunnel = &t.connection->tunnels[j];

			assert_int_equal(
			    tunnel->pre_shared_key.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->ike_versions.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->customer_asn.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->customer_outside_address.origin,
			    ORIGIN_LATER);
			assert_int_equal(tunnel->phase1_lifetime_seconds.origin,
			    ORIGIN_LATER);
		}
		cfn_end(&t);
	}
	buf_free(&buf);
}

static void
cfn_transit_gateway(void **state)
{
	static const char text[] =
	    "Resources:\n"
	    "  Tgw: {Type: 'AWS::EC2::TransitGateway'}\n"
	    "  Cgw:\n"
	    "    Type: AWS::EC2::CustomerGateway\n"
	    "    Properties: {Type: ipsec.1, BgpAsnExtended: 4200000001,\n"
	    "                 IpAddress: !ImportValue ip}\n"
	    "  Vpn:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Properties: {Type: ipsec.1, TransitGatewayId: !Ref Tgw,\n"
	    "                 TunnelInsideIpVersion: ipv6,\n"
	    "                 CustomerGatewayId: !Ref Cgw}\n";
	struct cfn_trial t = cfn_start();
	const struct tunnel *tunnel;

	(void)state;
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	assert_int_equal(t.connection->aws_gateway->kind, GATEWAY_TRANSIT);
	tunnel = &t.connection->tunnels[0];
	assert_int_equal(tunnel->customer_asn.u.number, 4200000001);
	assert_int_equal(tunnel->aws_asn.origin, ORIGIN_LATER);
	assert_int_equal(tunnel->customer_outside_address.origin, ORIGIN_LATER);
	assert_int_equal(tunnel->inside_ipv6_cidr.origin, ORIGIN_LATER);
	cfn_end(&t);
}

static void
cfn_wrong_connections(void **state)
{
	static const struct {
		const char *properties;
		enum rule_id rule;
		const char *words;
	} rows[] = {
		{ "{Type: ipsec.1}", RULE_ELEMENT_MISSING,
		    "CustomerGatewayId is missing" },
		{ "{CustomerGatewayId: x}", RULE_ELEMENT_MISSING,
		    "Type is missing" },
		{ "[]", RULE_VALUE_MALFORMED, "Properties is not a mapping" },
		{ "{CustomerGatewayId: !Ref Vpc}", RULE_CFN_REFERENCE,
		    "'Vpc' is an AWS::EC2::VPC, not AWS::EC2::CustomerGat" },
		{ "{VpnGatewayId: !GetAtt Cgw.CustomerGatewayId}",
		    RULE_CFN_REFERENCE, "not AWS::EC2::VPNGateway" },
		{ "{VpnTunnelOptionsSpecifications: {}}", RULE_VALUE_MALFORMED,
		    "VpnTunnelOptionsSpecifications is not a list" },
		{ "{VpnTunnelOptionsSpecifications: [a]}", RULE_VALUE_MALFORMED,
		    "is not a mapping" },
		{ "{StaticRouteOnly: true}", RULE_ELEMENT_UNKNOWN,
		    "'StaticRouteOnly'; did you mean StaticRoutesOnly?" },
		{ "{VpnTunnelOptionsSpecifications: [{IkeVersions: []}]}",
		    RULE_ELEMENT_UNKNOWN, "did you mean IKEVersions?" },
		{ "{StaticRoutesOnly: perhaps}", RULE_VALUE_MALFORMED,
		    "static_routes_only 'perhaps' is not true or false" },
		{ "{VpnTunnelOptionsSpecifications: [{TunnelInsideCidr: x}]}",
		    RULE_VALUE_MALFORMED, "inside_cidr 'x' is not a network" },
	};
	struct buf buf = { 0 };
	struct cfn_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = cfn_start();
		buf_clear(&buf);
		buf_printf(&buf,
		    "Resources:\n"
		    "  Vpc: {Type: 'AWS::EC2::VPC'}\n"
		    "  Cgw: {Type: 'AWS::EC2::CustomerGateway'}\n"
		    "  Vpn: {Type: 'AWS::EC2::VPNConnection', Properties: "
		    "%s}\n",
		    rows[i].properties);
		cfn_run(&t, buf.data);
		assert_non_null(t.connection);
		assert_int_equal(t.connection->tunnel_count, 2);
		cfn_assert_found(&t, rows[i].rule, rows[i].words);
		cfn_end(&t);
	}
	buf_free(&buf);
	t = cfn_start();
	cfn_run(&t, "Resources:\n"
		    "  Vpc: {Type: 'AWS::EC2::VPC'}\n"
		    "  A:\n"
		    "    Type: AWS::EC2::VPNConnectionRoute\n"
		    "    Properties: {DestinationCidrBlock: 192.0.2.0/24}\n"
		    "  B:\n"
		    "    Type: AWS::EC2::VPNConnectionRoute\n"
		    "    Properties: {DestinationCidrBlock: 192.0.2.0/24,\n"
		    "                 VpnConnectionId: !Ref Vpc}\n");
	cfn_assert_found(
	    &t, RULE_ELEMENT_MISSING, "VpnConnectionId is missing");
	cfn_assert_found(&t, RULE_CFN_REFERENCE, "not AWS::EC2::VPNConnection");
	cfn_end(&t);
}

/* The place of a value is where it is to be changed. */
static void
cfn_places(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  Inside: {Type: String, Default: 169.254.9.0/30}\n"
	    "Mappings:\n"
	    "  M: {a: {b: 7200}}\n"
	    "Resources:\n" CFN_VPN "      - TunnelInsideCidr: !Ref Inside\n"
	    "        Phase1LifetimeSeconds: !FindInMap [M, a, b]\n"
	    "        DPDTimeoutAction: !Sub 'res${x}'\n"
	    "        StartupAction: !Join ['', [a, dd]]\n";
	struct cfn_trial t = cfn_start();
	const struct tunnel *tunnel;
	size_t count;
	const struct finding *list;

	(void)state;
	cfn_run(&t, text);
	tunnel = &t.connection->tunnels[0];
	cfn_assert_place(tunnel->inside_cidr.at, 2, 35);
	cfn_assert_place(tunnel->phase1_lifetime_seconds.at, 4, 14);
	cfn_assert_place(tunnel->startup_action.at, 15, 24);
	cfn_assert_place(tunnel->at, 12, 9);
	list = cfn_first_finding(&t, &count);
	assert_int_equal(count, 1);
	cfn_assert_place(list[0].at, 14, 27);
	assert_string_equal(list[0].subject, "Vpn");
	cfn_end(&t);
}

/* ---- what is not expanded --------------------------------------------- */

static void
cfn_transforms(void **state)
{
	struct cfn_trial t = cfn_start();

	(void)state;
	/* What is not found may come from the macro. */
	cfn_run(&t, "Transform: [Macro, 'AWS::LanguageExtensions']\n"
		    "Resources:\n"
		    "  Fn::ForEach::Sites: [S, [a], {}]\n" CFN_VPN
		    "      - TunnelInsideCidr: !Ref Elsewhere\n"
		    "        StartupAction: !If [Unknown, add, start]\n");
	cfn_assert_found(
	    &t, RULE_CFN_TRANSFORM, "the transform Macro, which is");
	cfn_assert_found(
	    &t, RULE_CFN_TRANSFORM, "has Fn::ForEach::Sites, which");
	assert_int_equal(diags_count(t.diags, SEVERITY_NOTE), 2);
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 0);
	assert_int_equal(
	    t.connection->tunnels[0].inside_cidr.origin, ORIGIN_LATER);
	cfn_end(&t);
	t = cfn_start();
	cfn_run(&t, "Transform: AWS::LanguageExtensions\n"
		    "Resources:\n  A: {Type: 'AWS::EC2::VPC'}\n");
	cfn_assert_clean(&t);
	cfn_end(&t);
}

/* ---- detection -------------------------------------------------------- */

static void
cfn_detection(void **state)
{
	static const struct {
		const char *text;
		bool read;
	} rows[] = {
		{ "AWSTemplateFormatVersion: 2010-09-09\n", true },
		{ "Resources: {A: {Type: 'AWS::EC2::VPC'}}\n", true },
		{ "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}",
		    true },
		{ "Resources: {A: {Type: 'Custom::X'}}\n", false },
		{ "Resources: [{Type: 'AWS::EC2::VPC'}]\n", false },
		{ "Resources: {A: x, B: [], C: {Type: []}}\n", false },
		{ "Resources: AWS::EC2::VPC\n", false },
	};
	struct cfn_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = cfn_start();
		cfn_run(&t, rows[i].text);
		assert_int_equal(t.read, rows[i].read);
		if (!rows[i].read)
			cfn_assert_found(
			    &t, RULE_INPUT_FORMAT, "no descriptor");
		cfn_end(&t);
	}
	/* Whatever else has tags is refused for them, as ever. */
	t = cfn_start();
	cfn_run(&t, "a: b\nc: [!Ref d]\n");
	assert_false(t.read);
	cfn_assert_found(&t, RULE_YAML_SYNTAX, "tag '!Ref' is not known here");
	cfn_assert_place(cfn_first_finding(&t, &i)->at, 2, 5);
	assert_int_equal(i, 1);
	cfn_end(&t);
}

/* ---- hostile shapes --------------------------------------------------- */

/* A template whose Name tag is EXPRESSION, with VALUE as a parameter P. */
static void
run_hostile(struct cfn_trial *t, const char *type, const char *value,
    size_t count, const char *expression)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "Parameters: {P: {Type: %s, Default: '", type);
	while (count-- > 0)
		buf_text(&buf, value);
	buf_printf(&buf,
	    "'}}\nResources:\n  Vpn:\n    Type: AWS::EC2::VPNConnection\n"
	    "    Properties:\n      Type: ipsec.1\n"
	    "      CustomerGatewayId: cgw-01234567\n"
	    "      Tags: [{Key: Name, Value: %s}]\n",
	    expression);
	cfn_run(t, buf.data);
	buf_free(&buf);
}

static void
cfn_limits(void **state)
{
	static const struct {
		const char *type, *value;
		size_t count;
		const char *expression, *words;
	} rows[] = {
		{ "String", "x", 65536, "!Sub '${P}'", NULL },
		{ "String", "x", 65536, "!Sub '${P}${P}'", "65536 bytes" },
		{ "String", "x", 40000, "!Join ['', [!Ref P, !Ref P]]",
		    "65536 bytes" },
		{ "String", "x", 60000, "!Base64 {Ref: P}", "65536 bytes" },
		{ "CommaDelimitedList", "x,", 32000, "!Join ['', !Ref P]",
		    NULL },
		{ "CommaDelimitedList", "x,", 30000,
		    "!Join ['', [!Join ['', !Ref P], !Join ['', !Ref P], "
		    "!Join ['', !Ref P], !Join ['', !Ref P]]]",
		    "100000 values" },
	};
	struct cfn_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = cfn_start();
		run_hostile(&t, rows[i].type, rows[i].value, rows[i].count,
		    rows[i].expression);
		assert_non_null(t.connection);
		if (rows[i].words != NULL)
			cfn_assert_found(&t, RULE_INPUT_LIMIT, rows[i].words);
		else
			cfn_assert_clean(&t);
		assert_int_equal(diags_count(t.diags, SEVERITY_ERROR),
		    rows[i].words != NULL);
		cfn_end(&t);
	}
}

/* Conditions that refer to each other in a long row, or in circles. */
static void
cfn_condition_chains(void **state)
{
	struct buf buf = { 0 };
	struct cfn_trial t = cfn_start();
	unsigned i;

	(void)state;
	buf_text(&buf, "Conditions:\n");
	for (i = 0; i < 5000; i++)
		buf_printf(&buf, "  C%u: !Not [!Condition C%u]\n", i, i + 1);
	buf_text(&buf,
	    "  C5000: !Equals [a, a]\n"
	    "  A: !And [!Condition B, !Condition B]\n"
	    "  B: !Or [!Condition A, !Condition A]\n"
	    "Resources:\n"
	    "  V: {Type: 'AWS::EC2::VPNConnection', Condition: C0}\n"
	    "  W: {Type: 'AWS::EC2::VPNConnection', Condition: A}\n");
	cfn_run(&t, buf.data);
	cfn_assert_found(&t, RULE_INPUT_LIMIT, "more than 64 conditions");
	cfn_assert_found(&t, RULE_CFN_REFERENCE, "'A' depends on itself");
	buf_free(&buf);
	cfn_end(&t);
}

/* Every truncation and many mutations end without a crash. */
static void
cfn_mutations(void **state)
{
	static const char bytes[] = "\n :-[]{},!'\"&*$";
	static const char text[] = CFN_HEAD "!Sub '${Word}'\n";
	char copy[sizeof(text)];
	struct cfn_trial t;
	size_t at, i;

	(void)state;
	for (at = 0; at < sizeof(whole) - 1; at += 7) {
		t = cfn_start();
		memcpy(copy, text, sizeof(text));
		copy[at < sizeof(text) ? at : 0] = '\0';
		cfn_run(&t, copy);
		cfn_end(&t);
	}
	for (at = 0; at < sizeof(text) - 1; at++) {
		i = at % (sizeof(bytes) - 1);
		memcpy(copy, text, sizeof(text));
		copy[at] = bytes[i];
		t = cfn_start();
		cfn_run(&t, copy);
		cfn_end(&t);
	}
}

const struct CMUnitTest cloudformation_tests[] = {
	cmocka_unit_test(cfn_connection),
	cmocka_unit_test(cfn_later),
	cmocka_unit_test(cfn_transit_gateway),
	cmocka_unit_test(cfn_wrong_connections),
	cmocka_unit_test(cfn_places),
	cmocka_unit_test(cfn_transforms),
	cmocka_unit_test(cfn_detection),
	cmocka_unit_test(cfn_limits),
	cmocka_unit_test(cfn_condition_chains),
	cmocka_unit_test(cfn_mutations),
};

const size_t cloudformation_test_count =
    sizeof(cloudformation_tests) / sizeof(cloudformation_tests[0]);
