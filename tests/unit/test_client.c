/* SPDX-License-Identifier: ISC */
/* Client VPN: one endpoint in every format, what is joined with it, and where
 * its rules begin.  In the texts ' stands for ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "base/buf.h"
#include "check/client.h"
#include "model/client_facts.h"

extern const struct CMUnitTest client_tests[];
extern const size_t client_test_count;

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- one endpoint in every format ------------------------------------- */

#define ENDPOINT "cvpn-endpoint-0a1b2c3d"
#define ARN "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d"
#define ROOT "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d"
#define SAML "arn:aws:iam::111122223333:saml-provider/people"

/* With the fields that only AWS has in front of others, and its defaults. */
#define RECORDS(id, endpoint, given, association, way, route, rule)            \
	"Client VPN endpoint" id                                               \
	" client_cidr_block=10.200.0.0/20 split_tunnel=true "                  \
	"transport_protocol=tcp vpn_port=1194 server_certificate_arn=" ARN     \
	" vpc_id=vpc-1 session_timeout_hours=8 "                               \
	"disconnect_on_session_timeout=true client_login_banner_enabled=true " \
	"client_login_banner_text=Welcome client_connect_enabled=false" given  \
	" endpoint_ip_address_type=ipv4 traffic_ip_address_type=ipv4\n"        \
	"authentication endpoint_id=" endpoint                                 \
	" type=certificate-authentication root_certificate_chain_arn=" ROOT    \
	"\n"                                                                   \
	"authentication endpoint_id=" endpoint                                 \
	" type=federated-authentication saml_provider_arn=" SAML "\n"          \
	"target network endpoint_id=" endpoint                                 \
	" subnet_id=subnet-1" association "\n"                                 \
	"route endpoint_id=" endpoint " destination_cidr_block=10.40.0.0/16 "  \
	"target_vpc_subnet_id=subnet-1 description=office" way route "\n"      \
	"authorization rule endpoint_id=" endpoint                             \
	" target_network_cidr=10.40.0.0/16 access_group_id=people" rule "\n"   \
	"DNS server endpoint_id=" endpoint " address=10.20.0.2\n"              \
	"DNS server endpoint_id=" endpoint " address=10.20.0.3\n"              \
	"security group endpoint_id=" endpoint " security_group_id=sg-1\n"

static const char answer[] =
    "[{'ClientVpnEndpoints': [{'ClientVpnEndpointId': '" ENDPOINT "', "
    "'ClientCidrBlock': '10.200.0.0/20', 'SplitTunnel': true, "
    "'TransportProtocol': 'tcp', 'VpnPort': 1194, 'VpcId': 'vpc-1', "
    "'ServerCertificateArn': '" ARN "', 'SessionTimeoutHours': 8, "
    "'ClientLoginBannerOptions': {'Enabled': true, 'BannerText': 'Welcome'}, "
    "'DnsServers': ['10.20.0.2', '10.20.0.3'], 'SecurityGroupIds': ['sg-1'], "
    "'ConnectionLogOptions': {'Enabled': false}, 'AuthenticationOptions': "
    "[{'Type': 'certificate-authentication', 'MutualAuthentication': "
    "{'ClientRootCertificateChain': '" ROOT "'}}, {'Type': "
    "'federated-authentication', 'FederatedAuthentication': "
    "{'SamlProviderArn': '" SAML "'}}]}]}, "
    "{'ClientVpnTargetNetworks': [{'AssociationId': 'cvpn-assoc-1', "
    "'VpcId': 'vpc-1', 'TargetNetworkId': 'subnet-1', 'ClientVpnEndpointId': "
    "'" ENDPOINT "', 'Status': {'Code': 'associated'}}]}, "
    "{'Routes': [{'ClientVpnEndpointId': '" ENDPOINT "', 'DestinationCidr': "
    "'10.40.0.0/16', 'TargetSubnet': 'subnet-1', 'Type': 'Nat', 'Origin': "
    "'add-route', 'Status': {'Code': 'active'}, 'Description': 'office'}]}, "
    "{'AuthorizationRules': [{'ClientVpnEndpointId': '" ENDPOINT "', "
    "'GroupId': 'people', 'AccessAll': false, 'DestinationCidr': "
    "'10.40.0.0/16', 'Status': {'Code': 'active'}}]}]";

static const char descriptor[] =
    "cgwgen: 1\n"
    "client_vpn_endpoints:\n"
    "- id: " ENDPOINT "\n"
    "  client_cidr_block: 10.200.0.0/20\n"
    "  split_tunnel: true\n"
    "  transport_protocol: tcp\n"
    "  vpn_port: 1194\n"
    "  vpc_id: vpc-1\n"
    "  server_certificate_arn: " ARN "\n"
    "  session_timeout_hours: 8\n"
    "  client_login_banner_enabled: true\n"
    "  client_login_banner_text: Welcome\n"
    "  connection_log_enabled: false\n"
    "  dns_servers: [10.20.0.2, 10.20.0.3]\n"
    "  security_group_ids: [sg-1]\n"
    "  authentication:\n"
    "  - {type: certificate-authentication, root_certificate_chain_arn: " ROOT
    "}\n"
    "  - {type: federated-authentication, saml_provider_arn: " SAML "}\n"
    "  associations: [{subnet_id: subnet-1}]\n"
    "  routes: [{destination_cidr_block: 10.40.0.0/16, target_vpc_subnet_id: "
    "subnet-1, description: office}]\n"
    "  authorization_rules: [{target_network_cidr: 10.40.0.0/16, "
    "access_group_id: people}]\n";

#define RESOURCE(type, values)                                                 \
	"{'address': '" type ".road', 'mode': 'managed', 'type': '" type       \
	"', 'name': 'road', 'values': {" values "}}"

static const char state[] =
    "{'format_version': '1.0', 'terraform_version': '1.9.0', 'values': "
    "{'root_module': {'resources': [" RESOURCE("aws_ec2_client_vpn_endpoint",
	"'id': '" ENDPOINT "', 'client_cidr_block': '10.200.0.0/20', "
	"'split_tunnel': true, 'transport_protocol': 'tcp', 'vpn_port': 1194, "
	"'vpc_id': 'vpc-1', 'server_certificate_arn': '" ARN "', "
	"'session_timeout_hours': 8, 'client_login_banner_options': "
	"[{'enabled': true, 'banner_text': 'Welcome'}], 'dns_servers': "
	"['10.20.0.2', '10.20.0.3'], 'security_group_ids': ['sg-1'], "
	"'connection_log_options': [{'enabled': false}], "
	"'authentication_options': [{'type': 'certificate-authentication', "
	"'root_certificate_chain_arn': '" ROOT "', 'saml_provider_arn': ''}, "
	"{'type': 'federated-authentication', 'saml_provider_arn': '" SAML
	"'}]") ", " RESOURCE("aws_ec2_client_vpn_network_association",
	"'client_vpn_endpoint_id': '" ENDPOINT
	"', 'subnet_id': 'subnet-1'") ", " RESOURCE("aws_ec2_client_vpn_route",
	"'client_vpn_endpoint_id': '" ENDPOINT "', 'destination_cidr_block': "
	"'10.40.0.0/16', 'target_vpc_subnet_id': 'subnet-1', 'description': "
	"'office'") ", " RESOURCE("aws_ec2_client_vpn_authorization_rule",
	"'client_vpn_endpoint_id': '" ENDPOINT "', 'target_network_cidr': "
	"'10.40.0.0/16', 'access_group_id': 'people'") "]}}}";

static const char stack[] =
    "AWSTemplateFormatVersion: '2010-09-09'\n"
    "Resources:\n"
    "  Road:\n"
    "    Type: AWS::EC2::ClientVpnEndpoint\n"
    "    Properties:\n"
    "      ClientCidrBlock: 10.200.0.0/20\n"
    "      SplitTunnel: true\n"
    "      TransportProtocol: tcp\n"
    "      VpnPort: 1194\n"
    "      VpcId: vpc-1\n"
    "      ServerCertificateArn: " ARN "\n"
    "      SessionTimeoutHours: 8\n"
    "      ClientLoginBannerOptions: {Enabled: true, BannerText: Welcome}\n"
    "      ConnectionLogOptions: {Enabled: false}\n"
    "      DnsServers: [10.20.0.2, 10.20.0.3]\n"
    "      SecurityGroupIds: [sg-1]\n"
    "      AuthenticationOptions:\n"
    "      - Type: certificate-authentication\n"
    "        MutualAuthentication: {ClientRootCertificateChainArn: " ROOT "}\n"
    "      - Type: federated-authentication\n"
    "        FederatedAuthentication: {SAMLProviderArn: " SAML "}\n"
    "  First:\n"
    "    Type: AWS::EC2::ClientVpnTargetNetworkAssociation\n"
    "    Properties: {ClientVpnEndpointId: !Ref Road, SubnetId: subnet-1}\n"
    "  Office:\n"
    "    Type: AWS::EC2::ClientVpnRoute\n"
    "    Properties: {ClientVpnEndpointId: !Ref Road, DestinationCidrBlock: "
    "10.40.0.0/16, TargetVpcSubnetId: subnet-1, Description: office}\n"
    "  People:\n"
    "    Type: AWS::EC2::ClientVpnAuthorizationRule\n"
    "    Properties: {ClientVpnEndpointId: !Ref Road, TargetNetworkCidr: "
    "10.40.0.0/16, AccessGroupId: people}\n";

static const char *
client_records(struct answers *t)
{
	return answers_estate(
	    t, ESTATE_CLIENT_ENDPOINT, ESTATE_CLIENT_CONNECTION + 1);
}

static void
assert_records(const char *document, const char *expected)
{
	struct answers t = answers_open();

	assert_true(answers_take(&t, answers_quoted(document)));
	assert_string_equal(client_records(&t), expected);
	answers_silent(&t);
	answers_close(&t);
}

static void
an_endpoint_is_the_same_in_every_format(void **host)
{
	(void)host;
	assert_records(answer,
	    RECORDS(" id=" ENDPOINT, ENDPOINT, " connection_log_enabled=false",
		" vpc_id=vpc-1 id=cvpn-assoc-1 status=associated",
		" type=Nat origin=add-route", " status=active",
		" authorize_all_groups=false status=active"));
	assert_records(
	    descriptor, RECORDS(" id=" ENDPOINT, ENDPOINT,
			    " connection_log_enabled=false", "", "", "", ""));
	assert_records(
	    state, RECORDS(" id=" ENDPOINT, ENDPOINT,
		       " connection_log_enabled=false", "", "", "", ""));
	assert_records(
	    stack, RECORDS("", "Road@answer", " connection_log_enabled=false",
		       "", "", "", ""));
}

/* Each Availability Zone of an endpoint of a transit gateway is a target. */
static void
zones_are_targets(void **host)
{
	static const char *const documents[] = {
		"{'ClientVpnEndpoints': [{'ClientVpnEndpointId': '" ENDPOINT
		"', 'ServerCertificateArn': '" ARN
		"', 'TransitGatewayConfiguration': {'TransitGatewayId': "
		"'tgw-1', 'AvailabilityZones': ['eu-west-1a', 'eu-west-1b'], "
		"'AvailabilityZoneIds': ['euw1-az1', 'euw1-az2']}}]}",
		"{'format_version': '1.0', 'terraform_version': '1.9.0', "
		"'values': {'root_module': {'resources': [" RESOURCE(
		    "aws_ec2_client_vpn_endpoint",
		    "'id': '" ENDPOINT "', 'server_certificate_arn': '" ARN
		    "', 'transit_gateway_configuration': "
		    "[{'transit_gateway_id': 'tgw-1', 'availability_zones': "
		    "['eu-west-1a', 'eu-west-1b'], 'availability_zone_ids': "
		    "[]}]") "]}}}",
		"AWSTemplateFormatVersion: '2010-09-09'\n"
		"Resources:\n"
		"  Road:\n"
		"    Type: AWS::EC2::ClientVpnEndpoint\n"
		"    Properties:\n"
		"      ServerCertificateArn: " ARN "\n"
		"      TransitGatewayConfiguration: {TransitGatewayId: tgw-1, "
		"AvailabilityZoneIds: [euw1-az1, euw1-az2]}\n",
	};
	static const char *const zones[][2] = { { "eu-west-1a", "eu-west-1b" },
		{ "eu-west-1a", "eu-west-1b" }, { "euw1-az1", "euw1-az2" } };
	const struct estate_client_association *target;
	const struct estate_list *list;
	struct answers t;
	size_t i, k;

	(void)host;
	for (i = 0; i < COUNT(documents); i++) {
		t = answers_open();
		assert_true(answers_take(&t, answers_quoted(documents[i])));
		list = &inventory_estate(t.inventory, t.diags)
			    ->kinds[ESTATE_CLIENT_ASSOCIATION];
		assert_int_equal(list->count, 2);
		for (k = 0; k < 2; k++) {
			target = (const void *)list->by_key[k];
			assert_string_equal(
			    target->availability_zone.text, zones[i][k]);
		}
		answers_silent(&t);
		answers_close(&t);
	}
}

/* ---- what is joined --------------------------------------------------- */

static const struct estate_client_endpoint *
only_endpoint(const struct estate *estate)
{
	const struct estate_list *list = &estate->kinds[ESTATE_CLIENT_ENDPOINT];

	assert_int_equal(list->count, 1);
	return (const void *)list->by_key[0];
}

/* Answers name the endpoint that they are about, whatever file they are in;
 * the descriptor adds what AWS does not know. */
static void
answers_are_joined_by_the_endpoint(void **host)
{
	static const char *const documents[] = {
		"{'Connections': [{'ClientVpnEndpointId': '" ENDPOINT "', "
		"'ConnectionId': 'c-1', 'Status': {'Code': 'active'}}, "
		"{'ClientVpnEndpointId': '" ENDPOINT "', 'ConnectionId': "
		"'c-2', 'Status': {'Code': 'terminated'}}, "
		"{'ClientVpnEndpointId': 'cvpn-endpoint-9', 'ConnectionId': "
		"'c-3', 'Status': {'Code': 'active'}}]}",
		"{'Vpcs': [{'VpcId': 'vpc-1', 'CidrBlock': '10.20.0.0/16'}]}",
		"cgwgen: 1\nclient_vpn_endpoints: [{id: " ENDPOINT
		", expected_users: 7}]\n",
	};
	struct answers t = answers_open();
	const struct estate_client_endpoint *endpoint;
	const struct estate *estate;
	struct client_facts facts;
	size_t count, i;

	(void)host;
	assert_true(answers_take(&t, answers_quoted(answer)));
	for (i = 0; i < COUNT(documents); i++)
		assert_true(answers_take(&t, answers_quoted(documents[i])));
	estate = inventory_estate(t.inventory, t.diags);
	answers_silent(&t);
	endpoint = only_endpoint(estate);
	assert_true(estate_client_described(&endpoint->item));
	assert_int_equal(endpoint->expected_users.u.number, 7);
	estate_children(estate, ESTATE_CLIENT_CONNECTION, ENDPOINT, &count);
	assert_int_equal(count, 1);
	facts = client_facts(estate, endpoint, t.arena);
	assert_int_equal(
	    facts.proofs, CLIENT_PROOF_CERTIFICATE | CLIENT_PROOF_FEDERATED);
	/* The VPC's own network is a route, too. */
	assert_int_equal(facts.route_count, 2);
	assert_string_equal(facts.routes[0], "10.20.0.0/16");
	assert_string_equal(facts.routes[1], "10.40.0.0/16");
	assert_int_equal(facts.dns_server_count, 2);
	answers_close(&t);
}

/* What refers to an endpoint makes none. */
static void
an_endpoint_that_is_named_alone_is_not_described(void **host)
{
	struct answers t = answers_open();
	const struct estate *estate;
	size_t i;

	(void)host;
	assert_true(answers_take(
	    &t, answers_quoted(
		    "{'ClientVpnTargetNetworks': [{'AssociationId': 'a-1', "
		    "'VpcId': 'vpc-1', 'TargetNetworkId': 'subnet-1', "
		    "'ClientVpnEndpointId': '" ENDPOINT "'}]}")));
	estate = inventory_estate(t.inventory, t.diags);
	for (i = 0; i < estate->kinds[ESTATE_CLIENT_ENDPOINT].count; i++)
		assert_false(estate_client_described(
		    estate->kinds[ESTATE_CLIENT_ENDPOINT].by_key[i]));
	answers_close(&t);
}

/* ---- rules ------------------------------------------------------------ */

/* An endpoint without a finding, and MORE of it. */
#define GOOD                                                                   \
	"cgwgen: 1\n"                                                          \
	"vpcs: [{id: vpc-1, prefixes: [10.20.0.0/16], subnets: [{id: "         \
	"subnet-1, availability_zone: a, prefixes: [10.20.0.0/27]}, {id: "     \
	"subnet-2, availability_zone: b, prefixes: [10.20.1.0/27]}]}]\n"       \
	"client_vpn_endpoints:\n"                                              \
	"- id: " ENDPOINT "\n"                                                 \
	"  server_certificate_arn: " ARN "\n"                                  \
	"  split_tunnel: true\n"                                               \
	"  vpc_id: vpc-1\n"                                                    \
	"  authentication: [{type: certificate-authentication, "               \
	"root_certificate_chain_arn: " ROOT "}]\n"                             \
	"  authorization_rules: [{target_network_cidr: 10.20.0.0/16, "         \
	"authorize_all_groups: true}]\n"

#define BLOCK "  client_cidr_block: 10.200.0.0/20\n"
#define TARGETS                                                                \
	"  associations: [{subnet_id: subnet-1}, {subnet_id: subnet-2}]\n"

static bool
has_rule(const struct diags *diags, enum rule_id rule)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		if (list[i].rule == rule)
			return true;
	return false;
}

struct trial {
	struct answers answers;
	struct check_settings settings;
	struct client_checks *checks;
	const struct estate *estate;
};

static struct trial
trial_open(const char *document, const char *more)
{
	struct trial t = { .answers = answers_open() };

	check_settings_default(&t.settings);
	assert_true(answers_take(&t.answers, answers_quoted(document)));
	if (more != NULL)
		assert_true(answers_take(&t.answers, answers_quoted(more)));
	t.estate = inventory_estate(t.answers.inventory, t.answers.diags);
	return t;
}

/* The trial's place does not change any more. */
static void
trial_check(struct trial *t)
{
	t->checks = client_checks_new(t->estate, &t->settings);
	client_checks_finish(t->checks, t->answers.diags);
}

static void
trial_close(struct trial *t)
{
	client_checks_free(t->checks);
	answers_close(&t->answers);
}

static const struct {
	const char *more;
	enum rule_id rule;
	bool found;
} limits[] = {
	{ BLOCK TARGETS, RULE_COUNT, false },
	{ TARGETS "  client_cidr_block: 10.192.0.0/12\n", RULE_CLIENT_CIDR,
	    false },
	{ TARGETS "  client_cidr_block: 10.192.0.0/11\n", RULE_CLIENT_CIDR,
	    true },
	{ TARGETS "  client_cidr_block: 10.200.0.0/22\n", RULE_CLIENT_CIDR,
	    false },
	{ TARGETS "  client_cidr_block: 10.200.0.0/23\n", RULE_CLIENT_CIDR,
	    true },
	{ TARGETS, RULE_CLIENT_CIDR_MISSING, true },
	{ TARGETS "  client_cidr_block: 10.21.0.0/20\n", RULE_CLIENT_CIDR_VPC,
	    false },
	{ TARGETS "  client_cidr_block: 10.20.240.0/20\n", RULE_CLIENT_CIDR_VPC,
	    true },
	{ BLOCK TARGETS "  expected_users: 2048\n", RULE_CLIENT_POOL, false },
	{ BLOCK TARGETS "  expected_users: 2049\n", RULE_CLIENT_POOL, true },
	/* The largest number that a field takes. */
	{ BLOCK TARGETS "  expected_users: 4294967295\n", RULE_CLIENT_POOL,
	    true },
	{ BLOCK, RULE_CLIENT_NO_TARGET, true },
	{ BLOCK "  associations: [{subnet_id: subnet-1}]\n",
	    RULE_CLIENT_ONE_TARGET, true },
	{ BLOCK TARGETS, RULE_CLIENT_ONE_TARGET, false },
	{ BLOCK
	    "  associations: [{subnet_id: s1}, {subnet_id: s2}, {subnet_id: "
	    "s3}, {subnet_id: s4}, {subnet_id: s5}]\n",
	    RULE_CLIENT_TARGETS_QUOTA, false },
	{ BLOCK
	    "  associations: [{subnet_id: s1}, {subnet_id: s2}, {subnet_id: "
	    "s3}, {subnet_id: s4}, {subnet_id: s5}, {subnet_id: s6}]\n",
	    RULE_CLIENT_TARGETS_QUOTA, true },
	{ BLOCK TARGETS "  vpn_port: 443\n", RULE_CLIENT_PORT, false },
	{ BLOCK TARGETS "  vpn_port: 444\n", RULE_CLIENT_PORT, true },
	{ BLOCK TARGETS "  session_timeout_hours: 12\n", RULE_CLIENT_SESSION,
	    false },
	{ BLOCK TARGETS "  session_timeout_hours: 11\n", RULE_CLIENT_SESSION,
	    true },
	{ BLOCK TARGETS "  dns_servers: [10.20.0.2, 10.20.0.3]\n",
	    RULE_CLIENT_DNS, false },
	{ BLOCK TARGETS "  dns_servers: [10.20.0.2, 10.20.0.3, 10.20.0.4]\n",
	    RULE_CLIENT_DNS, true },
	{ BLOCK TARGETS "  transit_gateway_id: tgw-1\n", RULE_CLIENT_TRANSIT,
	    true },
	{ BLOCK TARGETS "  traffic_ip_address_type: dual-stack\n",
	    RULE_CLIENT_FAMILY, true },
};

static void
rules_begin_where_they_say(void **host)
{
	struct trial t;
	struct buf text = { 0 };
	size_t i, count;
	bool found;

	(void)host;
	for (i = 0; i < COUNT(limits); i++) {
		buf_clear(&text);
		buf_printf(&text, "%s%s", GOOD, limits[i].more);
		t = trial_open(text.data, NULL);
		trial_check(&t);
		diags_list(t.answers.diags, &count);
		found = limits[i].rule == RULE_COUNT
			    ? count != 0
			    : has_rule(t.answers.diags, limits[i].rule);
		if (found != limits[i].found)
			fail_msg("%s", limits[i].more);
		trial_close(&t);
	}
	buf_free(&text);
}

/* COUNT clients of the endpoint. */
static char *
clients_answer(size_t count)
{
	struct buf text = { 0 };
	char *ret;
	size_t i;

	buf_text(&text, "{'Connections': [");
	for (i = 0; i < count; i++)
		buf_printf(&text,
		    "%s{'ClientVpnEndpointId': '" ENDPOINT
		    "', 'ConnectionId': 'c-%zu', 'Status': {'Code': "
		    "'active'}}",
		    i == 0 ? "" : ", ", i);
	buf_text(&text, "]}");
	ret = memory_alloc(text.length + 1);
	memcpy(ret, text.data, text.length + 1);
	buf_free(&text);
	return ret;
}

static const struct {
	size_t clients;
	size_t users;  /* that are expected; 0: not said */
	uint32_t most; /* the quota of two target networks */
	size_t warnings, notes;
} uses[] = {
	{ 0, 0, 100, 0, 0 },
	{ 409, 0, 10000, 0, 0 },
	{ 410, 0, 10000, 0, 1 }, /* 80 % of half of 1024 */
	{ 512, 0, 10000, 0, 1 },
	{ 513, 0, 10000, 1, 0 },
	{ 7, 7, 10000, 0, 0 },
	{ 7, 6, 10000, 0, 1 },
	{ 7, 0, 9, 0, 0 },
	{ 8, 0, 10, 0, 1 },
	{ 10, 0, 10, 0, 1 },
	{ 11, 0, 10, 1, 0 },
};

static void
clients_that_are_connected_are_counted(void **host)
{
	struct trial t;
	struct buf text = { 0 };
	const struct finding *list;
	char *clients;
	size_t i, k, count, warnings, notes;

	(void)host;
	for (i = 0; i < COUNT(uses); i++) {
		buf_clear(&text);
		buf_text(
		    &text, GOOD TARGETS "  client_cidr_block: 10.200.0.0/22\n");
		if (uses[i].users != 0)
			buf_printf(
			    &text, "  expected_users: %zu\n", uses[i].users);
		clients = clients_answer(uses[i].clients);
		t = trial_open(text.data, clients);
		t.settings.quotas.values[QUOTA_CLIENT_USERS_2] = uses[i].most;
		trial_check(&t);
		list = diags_list(t.answers.diags, &count);
		warnings = notes = 0;
		for (k = 0; k < count; k++)
			if (list[k].rule == RULE_CLIENT_CONNECTED) {
				warnings +=
				    list[k].severity == SEVERITY_WARNING;
				notes += list[k].severity == SEVERITY_NOTE;
			}
		if (warnings != uses[i].warnings || notes != uses[i].notes)
			fail_msg("row %zu: %zu warnings, %zu notes", i,
			    warnings, notes);
		free(clients);
		trial_close(&t);
	}
	buf_free(&text);
}

/* ---- sites in the block ----------------------------------------------- */

#define SITE(n, prefix)                                                        \
	"  s" n ": {id: cgw-" n ", asn: 65010, ip_address: 198.51.100." n      \
	", prefixes: [" prefix "]}\n"
#define CONNECTION(n) "- {id: vpn-" n ", site: s" n ", gateway: core}\n"

struct sites {
	size_t count;
	size_t numbers[4];
	const char *messages[4];
};

static void
take_site(void *host, const struct finding *finding, size_t number)
{
	struct sites *sites = host;

	assert_int_equal(finding->rule, RULE_CLIENT_CIDR_SITE);
	assert_in_range(sites->count, 0, 3);
	sites->numbers[sites->count] = number;
	sites->messages[sites->count++] = finding->message;
}

/* Said of the first connection alone; apart from the other rules on demand. */
static void
the_first_site_in_a_block_is_told(void **host)
{
	static const char sites_text[] =
	    "cgwgen: 1\nsites:\n" SITE("1", "192.168.1.0/24") SITE(
		"2", "10.200.3.0/24, 10.200.1.0/24") SITE("3", "10.200.2.0/24")
		SITE("4", "0.0.0.0/0") "gateways: {core: {id: tgw-1, asn: "
				       "64512}}\nconnections:\n" CONNECTION("1")
					   CONNECTION("2") CONNECTION("3")
					       CONNECTION("4");
	struct trial t = trial_open(GOOD TARGETS BLOCK, sites_text);
	struct sites sites = { .count = 0 };
	struct diags *diags;
	struct connection *connection;
	size_t i;

	(void)host;
	t.checks = client_checks_new(t.estate, &t.settings);
	for (i = 0; i < 4; i++) {
		connection = answers_next(&t.answers);
		assert_non_null(connection);
		client_checks_note(t.checks, connection, 70 + i);
	}
	diags = diags_new(t.answers.arena, 0);
	client_checks_finish(t.checks, diags);
	assert_true(has_rule(diags, RULE_CLIENT_CIDR_SITE));
	client_checks_split(t.checks);
	diags = diags_new(t.answers.arena, 0);
	client_checks_finish(t.checks, diags);
	assert_false(has_rule(diags, RULE_CLIENT_CIDR_SITE));
	client_checks_sites(t.checks, diags, take_site, &sites);
	assert_int_equal(sites.count, 1);
	assert_int_equal(sites.numbers[0], 71);
	assert_string_equal(sites.messages[0],
	    "client_cidr_block 10.200.0.0/20 overlaps with 10.200.3.0/24, "
	    "which is behind the device of vpn-2");
	trial_close(&t);
}

#define TEST(function)                                                         \
	{                                                                      \
		"client/" #function, function, NULL, NULL, NULL                \
	}

const struct CMUnitTest client_tests[] = {
	TEST(an_endpoint_is_the_same_in_every_format),
	TEST(zones_are_targets),
	TEST(answers_are_joined_by_the_endpoint),
	TEST(an_endpoint_that_is_named_alone_is_not_described),
	TEST(rules_begin_where_they_say),
	TEST(clients_that_are_connected_are_counted),
	TEST(the_first_site_in_a_block_is_told),
};

const size_t client_test_count = sizeof(client_tests) / sizeof(client_tests[0]);
