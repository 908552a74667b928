/* SPDX-License-Identifier: ISC */
/* Client VPN: one endpoint in every format, and what is joined with it.  In
 * the texts ' stands for ". */
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

#define TEST(function)                                                         \
	{                                                                      \
		"client/" #function, function, NULL, NULL, NULL                \
	}

const struct CMUnitTest client_tests[] = {
	TEST(an_endpoint_is_the_same_in_every_format),
	TEST(zones_are_targets),
	TEST(answers_are_joined_by_the_endpoint),
	TEST(an_endpoint_that_is_named_alone_is_not_described),
};

const size_t client_test_count = sizeof(client_tests) / sizeof(client_tests[0]);
