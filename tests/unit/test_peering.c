/* SPDX-License-Identifier: ISC */
/* Peerings, Connect attachments, exports of routes and templates in the
 * estate, and what changed between two estates.  In the texts ' stands for
 * ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "answers.h"
#include "base/buf.h"
#include "model/estate_change.h"
#include "model/estate_lists.h"
#include "read/native_keys.h"

extern const struct CMUnitTest peering_tests[];
extern const size_t peering_test_count;

static void
assert_estate(const char *text, const char *expected)
{
	struct answers t = answers_open();

	assert_true(answers_take(&t, answers_quoted(text)));
	assert_string_equal(answers_estate(&t, 0, ESTATE_KINDS), expected);
	answers_silent(&t);
	answers_close(&t);
}

/* ---- answers ---------------------------------------------------------- */

static void
a_peering_says_the_networks_of_both(void **state)
{
	(void)state;
	assert_estate(
	    "{'VpcPeeringConnections': [{'VpcPeeringConnectionId': 'pcx-1', "
	    "'RequesterVpcInfo': {'VpcId': 'vpc-1', 'CidrBlock': "
	    "'10.0.0.0/16', 'CidrBlockSet': [{'CidrBlock': '10.0.0.0/16'}, "
	    "{'CidrBlock': '10.4.0.0/16'}], 'Region': 'eu-west-1'}, "
	    "'AccepterVpcInfo': {'VpcId': 'vpc-2', 'Ipv6CidrBlockSet': "
	    "[{'Ipv6CidrBlock': '2001:db8::/56'}]}, 'Status': {'Code': "
	    "'active'}}, {'VpcPeeringConnectionId': 'pcx-2', "
	    "'RequesterVpcInfo': {'VpcId': 'vpc-1'}, 'AccepterVpcInfo': "
	    "{'VpcId': 'vpc-2'}, 'Status': {'Code': 'expired'}}]}",
	    "VPC id=vpc-1 region=eu-west-1 10.0.0.0/16 10.4.0.0/16\n"
	    "VPC id=vpc-2 2001:db8::/56\n"
	    "peering id=pcx-1 vpc_id=vpc-1 peer_vpc_id=vpc-2 status=active\n");
}

/* Between Regions both ends have one id, in one each their own. */
static void
a_peering_of_transit_gateways_has_two_ends(void **state)
{
	(void)state;
	assert_estate("{'TransitGatewayPeeringAttachments': "
		      "[{'TransitGatewayAttachmentId': 'tgw-attach-1', "
		      "'RequesterTgwInfo': {'TransitGatewayId': 'tgw-1'}, "
		      "'AccepterTgwInfo': {'TransitGatewayId': 'tgw-2'}, "
		      "'State': 'available'}, {'TransitGatewayAttachmentId': "
		      "'tgw-attach-2', 'AccepterTransitGatewayAttachmentId': "
		      "'tgw-attach-3', 'RequesterTgwInfo': "
		      "{'TransitGatewayId': 'tgw-1'}, 'AccepterTgwInfo': "
		      "{'TransitGatewayId': 'tgw-3'}}, "
		      "{'TransitGatewayAttachmentId': 'tgw-attach-4', "
		      "'RequesterTgwInfo': {'TransitGatewayId': 'tgw-1'}, "
		      "'AccepterTgwInfo': {'CoreNetworkId': "
		      "'core-network-1'}}]}",
	    "attachment id=tgw-attach-1 transit_gateway_id=tgw-1 "
	    "resource_type=peering resource_id=tgw-2 state=available\n"
	    "attachment id=tgw-attach-1 transit_gateway_id=tgw-2 "
	    "resource_type=peering resource_id=tgw-1 state=available\n"
	    "attachment id=tgw-attach-2 transit_gateway_id=tgw-1 "
	    "resource_type=peering resource_id=tgw-3\n"
	    "attachment id=tgw-attach-3 transit_gateway_id=tgw-3 "
	    "resource_type=peering resource_id=tgw-1\n"
	    "attachment id=tgw-attach-4 transit_gateway_id=tgw-1 "
	    "resource_type=peering resource_id=core-network-1\n");
}

#define EXPORT(filter)                                                         \
	"{'TransitGatewayRouteTableId': 'tgw-rtb-1', 'filter': [" filter       \
	"], 'routes': [{'destinationCidrBlock': '10.0.0.0/16', "               \
	"'transitGatewayAttachments': [{'resourceId': "                        \
	"'tgw-connect-peer-1(169.254.6.2)', 'transitGatewayAttachmentId': "    \
	"'tgw-attach-1', 'resourceType': 'connect'}, {'resourceId': "          \
	"'tgw-connect-peer-2(169.254.6.10)', 'transitGatewayAttachmentId': "   \
	"'tgw-attach-1', 'resourceType': 'connect'}], 'type': 'propagated', "  \
	"'state': 'active'}]}"

#define EXPORTED                                                               \
	"route route_table_id=tgw-rtb-1 destination=10.0.0.0/16 "              \
	"attachment_id=tgw-attach-1 resource_type=connect origin=propagated "  \
	"state=active\n"

static void
an_export_is_a_whole_table(void **state)
{
	(void)state;
	assert_estate(
	    EXPORT("{'name': 'route-search.subnet-of-match', 'values': "
		   "['0.0.0.0/0', '::/0']}"),
	    "transit gateway's route table id=tgw-rtb-1 "
	    "listed=true\n" EXPORTED);
}

static void
a_filter_of_an_export_is_told(void **state)
{
	static const char *const filters[] = {
		EXPORT("{'name': 'route-search.subnet-of-match', 'values': "
		       "['0.0.0.0/0']}"),
		EXPORT("{'name': 'state', 'values': ['0.0.0.0/0', '::/0']}"),
		EXPORT("{'name': 'type', 'values': ['static']}"),
	};
	struct answers t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		t = answers_open();
		assert_true(answers_take(&t, answers_quoted(filters[i])));
		assert_string_equal(answers_estate(&t, 0, ESTATE_KINDS),
		    "transit gateway's route table id=tgw-rtb-1\n" EXPORTED);
		answers_finding(&t, RULE_ANSWER_CUT);
		answers_close(&t);
	}
}

/* ---- templates -------------------------------------------------------- */

static void
a_template_has_no_ids_but_references(void **state)
{
	(void)state;
	assert_estate(
	    "{'Resources': {"
	    "'Vpc': {'Type': 'AWS::EC2::VPC', 'Properties': {'CidrBlock': "
	    "'10.0.0.0/16', 'Tags': [{'Key': 'Name', 'Value': 'blue'}]}}, "
	    "'More': {'Type': 'AWS::EC2::VPCCidrBlock', 'Properties': "
	    "{'VpcId': {'Ref': 'Vpc'}, 'CidrBlock': '10.1.0.0/16'}}, "
	    "'Subnet': {'Type': 'AWS::EC2::Subnet', 'Properties': {'VpcId': "
	    "{'Ref': 'Vpc'}, 'CidrBlock': '10.0.1.0/24'}}, "
	    "'Table': {'Type': 'AWS::EC2::RouteTable', 'Properties': "
	    /* The VPC of the subnet is not the subnet. */
	    "{'VpcId': {'Fn::GetAtt': ['Vpc', 'VpcId']}}}, "
	    "'Route': {'Type': 'AWS::EC2::Route', 'Properties': "
	    "{'RouteTableId': {'Ref': 'Table'}, 'DestinationIpv6CidrBlock': "
	    "'::/0', 'EgressOnlyInternetGatewayId': {'Ref': 'Egress'}}}, "
	    "'Other': {'Type': 'AWS::EC2::Route', 'Properties': "
	    "{'RouteTableId': {'Ref': 'Table'}, 'DestinationCidrBlock': "
	    "'10.9.0.0/16', 'TransitGatewayId': {'Fn::ImportValue': "
	    "'core'}}}, "
	    "'Egress': {'Type': 'AWS::EC2::EgressOnlyInternetGateway', "
	    "'Properties': {'VpcId': {'Ref': 'Vpc'}}}, "
	    "'Left': {'Type': 'AWS::EC2::VPC', 'Condition': 'Never', "
	    "'Properties': {'CidrBlock': '10.2.0.0/16'}}}, "
	    "'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}}}",
	    "VPC name=blue 10.0.0.0/16 10.1.0.0/16\n"
	    "subnet vpc_id=Vpc@answer 10.0.1.0/24\n"
	    "route table vpc_id=Vpc@answer\n"
	    "route route_table_id=Table@answer destination=10.9.0.0/16 "
	    "target=what is known only after a deployment origin=static\n"
	    "route route_table_id=Table@answer destination=::/0 "
	    "target=Egress@answer origin=static\n");
}

static void
a_template_has_attachments(void **state)
{
	(void)state;
	assert_estate(
	    "{'Resources': {"
	    "'Core': {'Type': 'AWS::EC2::TransitGateway', 'Properties': "
	    "{'VpnEcmpSupport': 'enable', 'DefaultRouteTableAssociation': "
	    "'disable', 'TransitGatewayCidrBlocks': ['192.0.2.0/24']}}, "
	    "'Vpc': {'Type': 'AWS::EC2::TransitGatewayAttachment', "
	    "'Properties': {'TransitGatewayId': {'Ref': 'Core'}, 'VpcId': "
	    "'vpc-1', 'SubnetIds': ['subnet-1']}}, "
	    "'Appliance': {'Type': 'AWS::EC2::TransitGatewayConnect', "
	    "'Properties': {'TransportTransitGatewayAttachmentId': {'Ref': "
	    "'Vpc'}, 'Options': {'Protocol': 'gre'}}}, "
	    "'Peer': {'Type': 'AWS::EC2::TransitGatewayPeeringAttachment', "
	    "'Properties': {'TransitGatewayId': {'Ref': 'Core'}, "
	    "'PeerTransitGatewayId': 'tgw-2', 'PeerRegion': 'eu-west-1', "
	    "'PeerAccountId': '123456789012'}}, "
	    "'Line': {'Type': 'AWS::DirectConnect::TransitVirtualInterface', "
	    "'Properties': {'DirectConnectGatewayId': "
	    "'arn:aws:directconnect::123456789012:dx-gateway/"
	    "11111111-aaaa', 'VirtualInterfaceName': 'line', 'BgpPeers': "
	    "[{'AddressFamily': 'ipv4', 'Asn': '65020', 'AuthKey': "
	    "'invented'}]}}}}",
	    "transit gateway vpn_ecmp_support=enable "
	    "default_route_table_association=disable 192.0.2.0/24\n"
	    "attachment transit_gateway_id=Core@answer resource_type=connect\n"
	    "attachment transit_gateway_id=Core@answer resource_type=peering "
	    "resource_id=tgw-2\n"
	    "attachment transit_gateway_id=tgw-2 resource_type=peering "
	    "resource_id=Core@answer\n"
	    "attachment transit_gateway_id=Core@answer resource_type=vpc "
	    "resource_id=vpc-1\n"
	    "virtual interface name=line type=transit "
	    "dx_gateway_id=11111111-aaaa customer_asn=65020\n");
}

/* ---- lists ------------------------------------------------------------ */

static void
what_lists_require_is_what_keys_require(void **state)
{
	size_t count, i, j, sections = 0;
	const struct estate_place *places = estate_outermost(&count);
	const struct native_entry *entries;
	struct arena *arena = arena_new();
	size_t entry_count;

	(void)state;
	entries = native_entries(NATIVE_DESCRIPTOR, arena, &entry_count);
	for (i = 0; i < count; i++)
		for (j = 0; j < entry_count; j++) {
			if (strcmp(entries[j].name, places[i].list) != 0)
				continue;
			sections++;
			assert_string_equal(places[i].required,
			    native_keys(entries[j].key->section)->required);
		}
	assert_int_equal(sections, count);
	arena_free(arena);
}

/* ---- changes ---------------------------------------------------------- */

static void
add_change(
    struct buf *buf, const struct estate_change *change, struct arena *arena)
{
	static const char *const kinds[] = { [CHANGE_ADDED] = "added",
		[CHANGE_REMOVED] = "removed",
		[CHANGE_CHANGED] = "changed" };

	buf_printf(buf, "%s %s", kinds[change->kind], change->title);
	if (change->field != NULL)
		buf_printf(buf, " %s %s %s", change->field->name,
		    change->old_text != NULL ? change->old_text
		    : change->old_value != NULL
			? field_format(change->field, change->old_value, arena)
			: "-",
		    change->new_text != NULL ? change->new_text
		    : change->new_value != NULL
			? field_format(change->field, change->new_value, arena)
			: "-");
	buf_char(buf, '\n');
}

/* What changed from OLD to NEW, of which nothing is found. */
static void
assert_changes(const char *old, const char *new, const char *expected)
{
	struct answers before = answers_open(), after = answers_open();
	struct estate_comparison comparison;
	const struct estate_change *change;
	struct estate_side sides[2];
	struct buf buf = { 0 };

	assert_true(answers_take(&before, answers_quoted(old)));
	assert_true(answers_take(&after, answers_quoted(new)));
	sides[0].estate = inventory_estate(before.inventory, before.diags);
	sides[1].estate = inventory_estate(after.inventory, after.diags);
	sides[0].origins = estate_side_origins(sides[0].estate, NULL, 0);
	sides[1].origins = estate_side_origins(sides[1].estate, NULL, 0);
	compare_estates(&sides[0], &sides[1], after.arena, &comparison);
	for (change = comparison.first; change != NULL; change = change->next)
		add_change(&buf, change, after.arena);
	buf_text(&buf, "");
	assert_string_equal(buf.data != NULL ? buf.data : "", expected);
	buf_free(&buf);
	answers_silent(&before);
	answers_silent(&after);
	answers_close(&before);
	answers_close(&after);
}

static void
changes_are_of_members_and_networks(void **state)
{
	(void)state;
	assert_changes("cgwgen: 1\nvpcs: [{id: vpc-1, name: a, prefixes: "
		       "[10.0.0.0/16]}, {id: vpc-2}]\n",
	    "cgwgen: 1\nvpcs: [{id: vpc-1, region: eu-west-1, prefixes: "
	    "[10.1.0.0/16]}, {id: vpc-3}]\n",
	    "removed vpc-1 name a -\n"
	    "added vpc-1 region - eu-west-1\n"
	    "removed vpc-1 prefixes 10.0.0.0/16 -\n"
	    "added vpc-1 prefixes - 10.1.0.0/16\n"
	    "removed vpc-2\n"
	    "added vpc-3\n");
}

static void
what_an_input_cannot_say_is_no_change(void **state)
{
	(void)state;
	/* An answer about VPCs says nothing of peerings, nor of Regions; a
	 * descriptor does. */
	assert_changes("{'Vpcs': [{'VpcId': 'vpc-1', 'CidrBlock': "
		       "'10.0.0.0/16'}]}",
	    "cgwgen: 1\nvpcs: [{id: vpc-1, region: eu-west-1, prefixes: "
	    "[10.0.0.0/16]}]\nvpc_peerings: [{id: pcx-1, vpc_id: vpc-1}]\n",
	    "");
	assert_changes("cgwgen: 1\nvpcs: [{id: vpc-1}]\n",
	    "cgwgen: 1\nvpcs: [{id: vpc-1}]\nvpc_peerings: [{id: pcx-1, "
	    "vpc_id: vpc-1}]\n",
	    "added pcx-1\n");
	/* Free addresses are of a moment, and local routes are not written. */
	assert_changes("{'Subnets': [{'SubnetId': 's-1', "
		       "'AvailableIpAddressCount': 4}]}",
	    "{'Subnets': [{'SubnetId': 's-1', 'AvailableIpAddressCount': 5}]}",
	    "");
	assert_changes("cgwgen: 1\nroute_tables: [{id: rtb-1}]\n",
	    "{'RouteTables': [{'RouteTableId': 'rtb-1', 'PropagatingVgws': [], "
	    "'Routes': [{'DestinationCidrBlock': '10.0.0.0/16', 'GatewayId': "
	    "'local', 'Origin': 'CreateRouteTable', 'State': 'active'}, "
	    "{'DestinationCidrBlock': '10.1.0.0/16', 'GatewayId': 'igw-1', "
	    "'Origin': 'CreateRoute', 'State': 'active'}]}]}",
	    "");
}

#define TEST(function)                                                         \
	{                                                                      \
		"peering/" #function, function, NULL, NULL, NULL               \
	}

const struct CMUnitTest peering_tests[] = {
	TEST(a_peering_says_the_networks_of_both),
	TEST(a_peering_of_transit_gateways_has_two_ends),
	TEST(an_export_is_a_whole_table),
	TEST(a_filter_of_an_export_is_told),
	TEST(a_template_has_no_ids_but_references),
	TEST(a_template_has_attachments),
	TEST(what_lists_require_is_what_keys_require),
	TEST(changes_are_of_members_and_networks),
	TEST(what_an_input_cannot_say_is_no_change),
};

const size_t peering_test_count =
    sizeof(peering_tests) / sizeof(peering_tests[0]);
