/* SPDX-License-Identifier: ISC */
/* The estate: one and the same, whatever format says it.  In the texts '
 * stands for ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "answers.h"

extern const struct CMUnitTest estate_tests[];
extern const size_t estate_test_count;

/* What COUNT documents make, of which nothing is found. */
static void
assert_estate(const char *const *documents, size_t count, const char *expected)
{
	struct answers t = answers_open();
	size_t i;

	for (i = 0; i < count; i++)
		assert_true(answers_take(&t, answers_quoted(documents[i])));
	assert_string_equal(answers_estate(&t, 0, ESTATE_KINDS), expected);
	answers_silent(&t);
	answers_close(&t);
}

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- one estate in every format --------------------------------------- */

#define TABLE "rtb-0a1b2c3d"
#define TRANSIT_TABLE "tgw-rtb-0a1b2c3d"

/* LISTED: " listed=true", where all routes of a table are listed. */
#define WHOLE(listed)                                                          \
	"VPC id=vpc-0a1b2c3d name=blue 10.0.0.0/16\n"                          \
	"subnet id=subnet-0a1b2c3d vpc_id=vpc-0a1b2c3d 10.0.1.0/24\n"          \
	"route table id=" TABLE " vpc_id=vpc-0a1b2c3d main=true" listed "\n"   \
	"route route_table_id=" TABLE " prefix_list_id=pl-0a1b2c3d "           \
	"target=tgw-0a1b2c3d origin=static state=active\n"                     \
	"route route_table_id=" TABLE " destination=10.0.0.0/16 target=local " \
	"origin=local state=active\n"                                          \
	"route route_table_id=" TABLE " destination=10.20.0.0/16 "             \
	"target=vgw-0a1b2c3d origin=propagated state=active\n"                 \
	"association route_table_id=" TABLE " subnet_id=subnet-0a1b2c3d\n"     \
	"propagation route_table_id=" TABLE " gateway_id=vgw-0a1b2c3d\n"       \
	"virtual private gateway id=vgw-0a1b2c3d vpc_id=vpc-0a1b2c3d\n"        \
	"transit gateway id=tgw-0a1b2c3d vpn_ecmp_support=enable "             \
	"association_default_route_table_id=" TRANSIT_TABLE "\n"               \
	"attachment id=tgw-attach-0a1b2c3d transit_gateway_id=tgw-0a1b2c3d "   \
	"resource_type=vpc resource_id=vpc-0a1b2c3d state=available "          \
	"route_table_id=" TRANSIT_TABLE "\n"                                   \
	"transit gateway's route table id=" TRANSIT_TABLE " "                  \
	"transit_gateway_id=tgw-0a1b2c3d default_association=true" listed "\n" \
	"route route_table_id=" TRANSIT_TABLE " destination=10.0.0.0/16 "      \
	"attachment_id=tgw-attach-0a1b2c3d origin=propagated state=active\n"   \
	"route route_table_id=" TRANSIT_TABLE " destination=10.66.0.0/16 "     \
	"origin=static state=blackhole\n"                                      \
	"association route_table_id=" TRANSIT_TABLE " "                        \
	"attachment_id=tgw-attach-0a1b2c3d\n"                                  \
	"propagation route_table_id=" TRANSIT_TABLE " "                        \
	"attachment_id=tgw-attach-0a1b2c3d\n"                                  \
	"Direct Connect gateway id=11111111-aaaa name=dx asn=64700\n"          \
	"association dx_gateway_id=11111111-aaaa gateway_id=vgw-0a1b2c3d "     \
	"10.0.0.0/16\n"                                                        \
	"virtual interface id=dxvif-0a1b2c3d type=private state=available "    \
	"dx_gateway_id=11111111-aaaa customer_asn=65020 bgp_status=up\n"       \
	"prefix list id=pl-0a1b2c3d name=sites 10.30.0.0/16 10.31.0.0/16\n"

static void
answers_make_an_estate(void **state)
{
	static const char *const documents[] = {
		"{'Vpcs': [{'VpcId': 'vpc-0a1b2c3d', 'CidrBlock': "
		"'10.0.0.0/16', 'CidrBlockAssociationSet': [{'CidrBlock': "
		"'10.0.0.0/16', 'CidrBlockState': {'State': 'associated'}}, "
		"{'CidrBlock': '10.9.0.0/16', 'CidrBlockState': {'State': "
		"'disassociated'}}], 'Tags': [{'Key': 'Name', 'Value': "
		"'blue'}]}], 'Subnets': [{'SubnetId': 'subnet-0a1b2c3d', "
		"'VpcId': 'vpc-0a1b2c3d', 'CidrBlock': '10.0.1.0/24'}], "
		"'RouteTables': [{'RouteTableId': '" TABLE "', 'VpcId': "
		"'vpc-0a1b2c3d', 'Associations': [{'Main': true}, {'Main': "
		"false, 'SubnetId': 'subnet-0a1b2c3d', 'AssociationState': "
		"{'State': 'associated'}}], 'PropagatingVgws': "
		"[{'GatewayId': 'vgw-0a1b2c3d'}], 'Routes': "
		"[{'DestinationCidrBlock': '10.0.0.0/16', 'GatewayId': "
		"'local', 'Origin': 'CreateRouteTable', 'State': 'active'}, "
		"{'DestinationCidrBlock': '10.20.0.0/16', 'GatewayId': "
		"'vgw-0a1b2c3d', 'Origin': 'EnableVgwRoutePropagation', "
		"'State': 'active'}, {'DestinationPrefixListId': "
		"'pl-0a1b2c3d', 'TransitGatewayId': 'tgw-0a1b2c3d', "
		"'Origin': 'CreateRoute', 'State': 'active'}]}], "
		"'PrefixLists': [{'PrefixListId': 'pl-0a1b2c3d', "
		"'PrefixListName': 'sites'}]}",
		"[{'VpnGateways': [{'VpnGatewayId': 'vgw-0a1b2c3d', "
		"'VpcAttachments': [{'State': 'detached', 'VpcId': "
		"'vpc-99999999'}, {'State': 'attached', 'VpcId': "
		"'vpc-0a1b2c3d'}]}]}, {'TransitGateways': "
		"[{'TransitGatewayId': 'tgw-0a1b2c3d', 'Options': "
		"{'VpnEcmpSupport': 'enable', "
		"'AssociationDefaultRouteTableId': '" TRANSIT_TABLE "'}}]}, "
		"{'TransitGatewayAttachments': [{'TransitGatewayAttachmentId'"
		": 'tgw-attach-0a1b2c3d', 'TransitGatewayId': "
		"'tgw-0a1b2c3d', 'ResourceType': 'vpc', 'ResourceId': "
		"'vpc-0a1b2c3d', 'State': 'available', 'Association': "
		"{'TransitGatewayRouteTableId': '" TRANSIT_TABLE "', "
		"'State': 'associated'}}, {'TransitGatewayAttachmentId': "
		"'tgw-attach-99999999', 'State': 'deleted'}]}, "
		"{'TransitGatewayRouteTables': "
		"[{'TransitGatewayRouteTableId': '" TRANSIT_TABLE "', "
		"'TransitGatewayId': 'tgw-0a1b2c3d', "
		"'DefaultAssociationRouteTable': true}]}]",
		"[{'TransitGatewayRouteTableId': '" TRANSIT_TABLE "', "
		"'Routes': [{'DestinationCidrBlock': '10.0.0.0/16', "
		"'TransitGatewayAttachments': [{'TransitGatewayAttachmentId'"
		": 'tgw-attach-0a1b2c3d'}], 'Type': 'propagated', 'State': "
		"'active'}, {'DestinationCidrBlock': '10.66.0.0/16', "
		"'Type': 'static', 'State': 'blackhole'}, "
		"{'DestinationCidrBlock': '10.67.0.0/16', 'Type': 'static', "
		"'State': 'deleted'}]}, {'TransitGatewayRouteTableId': "
		"'" TRANSIT_TABLE "', 'Associations': "
		"[{'TransitGatewayAttachmentId': 'tgw-attach-0a1b2c3d', "
		"'ResourceType': 'vpc', 'State': 'associated'}]}, "
		"{'TransitGatewayRouteTableId': '" TRANSIT_TABLE "', "
		"'TransitGatewayRouteTablePropagations': "
		"[{'TransitGatewayAttachmentId': 'tgw-attach-0a1b2c3d', "
		"'State': 'enabled'}, {'TransitGatewayAttachmentId': "
		"'tgw-attach-99999999', 'State': 'disabled'}]}, "
		"{'PrefixListId': 'pl-0a1b2c3d', 'Entries': [{'Cidr': "
		"'10.31.0.0/16'}, {'Cidr': '10.30.0.0/16'}]}]",
		"{'directConnectGateways': [{'directConnectGatewayId': "
		"'11111111-aaaa', 'directConnectGatewayName': 'dx', "
		"'amazonSideAsn': 64700, 'directConnectGatewayState': "
		"'available'}], 'directConnectGatewayAssociations': "
		"[{'directConnectGatewayId': '11111111-aaaa', "
		"'associatedGateway': {'id': 'vgw-0a1b2c3d'}, "
		"'associationState': 'associated', "
		"'allowedPrefixesToDirectConnectGateway': [{'cidr': "
		"'10.0.0.0/16'}]}, {'directConnectGatewayId': "
		"'11111111-aaaa', 'associatedGateway': {'id': "
		"'vgw-99999999'}, 'associationState': 'disassociated'}], "
		"'virtualInterfaces': [{'virtualInterfaceId': "
		"'dxvif-0a1b2c3d', 'virtualInterfaceType': 'private', "
		"'virtualInterfaceState': 'available', 'asn': 65020, "
		"'directConnectGatewayId': '11111111-aaaa', 'bgpPeers': "
		"[{'bgpStatus': 'down'}, {'bgpStatus': 'up'}]}]}",
	};

	(void)state;
	assert_estate(documents, COUNT(documents), WHOLE(" listed=true"));
}

static void
descriptors_make_the_same(void **state)
{
	static const char *const documents[] = {
		"cgwgen: 1\n"
		"gateways:\n"
		"  edge: {id: vgw-0a1b2c3d, vpc_id: vpc-0a1b2c3d}\n"
		"  core: {id: tgw-0a1b2c3d, vpn_ecmp_support: enable, "
		"association_default_route_table_id: " TRANSIT_TABLE "}\n"
		"vpcs:\n"
		"- {id: vpc-0a1b2c3d, name: blue, prefixes: [10.0.0.0/16], "
		"subnets: [{id: subnet-0a1b2c3d, prefixes: [10.0.1.0/24]}]}\n"
		"route_tables:\n"
		"- id: " TABLE "\n"
		"  vpc_id: vpc-0a1b2c3d\n"
		"  main: true\n"
		"  subnets: [subnet-0a1b2c3d]\n"
		"  propagating_gateways: [edge]\n"
		"  routes:\n"
		"  - {destination: 10.0.0.0/16, target: local, origin: local, "
		"state: active}\n"
		"  - {destination: 10.20.0.0/16, target: edge, origin: "
		"propagated, state: active}\n"
		"  - {prefix_list_id: pl-0a1b2c3d, target: core, origin: "
		"static, state: active}\n"
		"transit_attachments:\n"
		"- {id: tgw-attach-0a1b2c3d, transit_gateway_id: core, "
		"resource_type: vpc, resource_id: vpc-0a1b2c3d, state: "
		"available, route_table_id: " TRANSIT_TABLE "}\n"
		"transit_route_tables:\n"
		"- id: " TRANSIT_TABLE "\n"
		"  transit_gateway_id: core\n"
		"  default_association: true\n"
		"  associations: [tgw-attach-0a1b2c3d]\n"
		"  propagations: [tgw-attach-0a1b2c3d]\n"
		"  routes:\n"
		"  - {destination: 10.0.0.0/16, attachment_id: "
		"tgw-attach-0a1b2c3d, origin: propagated, state: active}\n"
		"  - {destination: 10.66.0.0/16, origin: static, state: "
		"blackhole}\n"
		"direct_connect_gateways:\n"
		"- {id: 11111111-aaaa, name: dx, asn: 64700, associations: "
		"[{gateway_id: edge, prefixes: [10.0.0.0/16]}]}\n"
		"virtual_interfaces:\n"
		"- {id: dxvif-0a1b2c3d, type: private, state: available, "
		"dx_gateway_id: 11111111-aaaa, customer_asn: 65020, "
		"bgp_status: up}\n"
		"prefix_lists:\n"
		"- {id: pl-0a1b2c3d, name: sites, prefixes: [10.31.0.0/16, "
		"10.30.0.0/16]}\n",
	};

	(void)state;
	assert_estate(documents, COUNT(documents), WHOLE(""));
}

/* ---- joining ---------------------------------------------------------- */

static void
answers_that_do_not_say_whose_are_told_once(void **state)
{
	struct answers t = answers_open();

	(void)state;
	assert_true(answers_take(
	    &t, answers_quoted("{'Routes': [{'DestinationCidrBlock': "
			       "'10.0.0.0/16', 'Type': 'static', 'State': "
			       "'blackhole'}, {'DestinationCidrBlock': "
			       "'10.1.0.0/16', 'Type': 'static', 'State': "
			       "'blackhole'}]}")));
	assert_string_equal(answers_estate(&t, 0, ESTATE_KINDS), "");
	answers_finding(&t, RULE_ANSWER_OWNER);
	answers_close(&t);
}

static void
what_two_inputs_say_differently_is_found(void **state)
{
	struct answers t = answers_open();

	(void)state;
	assert_true(answers_take(
	    &t, answers_quoted("{'Vpcs': [{'VpcId': 'vpc-1', 'Tags': [{'Key': "
			       "'Name', 'Value': 'blue'}]}]}")));
	assert_true(answers_take(&t,
	    answers_quoted("cgwgen: 1\nvpcs: [{id: vpc-1, name: green, "
			   "region: eu-west-1, prefixes: [10.0.0.0/8]}]\n")));
	assert_string_equal(answers_estate(&t, 0, ESTATE_KINDS),
	    "VPC id=vpc-1 name=green region=eu-west-1 10.0.0.0/8\n");
	answers_finding(&t, RULE_INPUTS_DIFFER);
	answers_close(&t);
}

static void
records_are_found_by_key_and_by_parent(void **state)
{
	struct answers t = answers_open();
	const struct estate *estate;
	struct estate_item *const *list;
	size_t count;

	(void)state;
	assert_true(answers_take(&t,
	    answers_quoted("cgwgen: 1\nroute_tables:\n"
			   "- {id: rtb-1, routes: [{destination: 10.2.0.0/16, "
			   "target: pcx-1}, {destination: 10.1.0.0/16, "
			   "target: pcx-1}]}\n"
			   "- {id: rtb-2, routes: [{destination: 10.3.0.0/16, "
			   "target: pcx-1}]}\n")));
	estate = inventory_estate(t.inventory, t.diags);
	assert_non_null(estate_find(estate, ESTATE_VPC_TABLE, "rtb-2"));
	assert_null(estate_find(estate, ESTATE_VPC_TABLE, "rtb-3"));
	assert_null(estate_find(estate, ESTATE_VPC, "rtb-2"));
	list = estate_children(estate, ESTATE_VPC_ROUTE, "rtb-1", &count);
	assert_int_equal(count, 2);
	/* In the order of the document. */
	assert_string_equal(
	    ((const struct estate_vpc_route *)list[0])->destination.text,
	    "10.2.0.0/16");
	estate_children(estate, ESTATE_VPC_ROUTE, "rtb-2", &count);
	assert_int_equal(count, 1);
	estate_children(estate, ESTATE_VPC_ROUTE, "rtb-3", &count);
	assert_int_equal(count, 0);
	answers_close(&t);
}

#define TEST(function)                                                         \
	{                                                                      \
		"estate/" #function, function, NULL, NULL, NULL                \
	}

const struct CMUnitTest estate_tests[] = {
	TEST(answers_make_an_estate),
	TEST(descriptors_make_the_same),
	TEST(answers_that_do_not_say_whose_are_told_once),
	TEST(what_two_inputs_say_differently_is_found),
	TEST(records_are_found_by_key_and_by_parent),
};

const size_t estate_test_count = sizeof(estate_tests) / sizeof(estate_tests[0]);
