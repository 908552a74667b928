/* SPDX-License-Identifier: ISC */
/*
 * The rows of Client VPN.  Names of the API as in the EC2 API Reference
 * 2016-11-15 (botocore's service model 1.43.11: ClientVpnEndpoint,
 * TargetNetwork, ClientVpnRoute, AuthorizationRule); of Terraform as in its
 * provider for AWS (aws_ec2_client_vpn_endpoint and its neighbours).  Where
 * Terraform has blocks the names here are one word.  Floor 2.
 */
#include "model/estate.h"

#define SLOT(type, member) .name = #member, .offset = offsetof(type, member)
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Where AWS's defaults come from. */
#define CREATE "EC2 API Reference 2016-11-15, CreateClientVpnEndpoint"
#define BANNER "EC2 API Reference 2016-11-15, ClientLoginBannerOptions"
#define CONNECT "EC2 API Reference 2016-11-15, ClientConnectOptions"

#define ENDPOINT struct estate_client_endpoint

static const struct field rows_endpoint[] = {
	{ SLOT(ENDPOINT, id), .api = "ClientVpnEndpointId", .text = "its id" },
	{ SLOT(ENDPOINT, name), .terraform = "tags/Name",
	    .text = "its Name tag" },
	{ SLOT(ENDPOINT, description), .api = "Description",
	    .text = "what it is for, in the user's words" },
	{ SLOT(ENDPOINT, status), .api = "Status/Code", .momentary = true,
	    .text = "what AWS says of it: pending-associate, available, "
		    "deleting or deleted" },
	{ SLOT(ENDPOINT, dns_name), .api = "DnsName",
	    .text = "the name that clients connect to" },
	{ SLOT(ENDPOINT, client_cidr_block), .api = "ClientCidrBlock",
	    .type = FIELD_PREFIX,
	    .text = "the IPv4 network that clients get their addresses of" },
	{ SLOT(ENDPOINT, split_tunnel), .api = "SplitTunnel",
	    .type = FIELD_FLAG, .fallback = "false", .source = CREATE,
	    .text = "whether only what its routes lead to goes through the "
		    "tunnel" },
	{ SLOT(ENDPOINT, transport_protocol), .api = "TransportProtocol",
	    .fallback = "udp", .source = CREATE,
	    .text = "the protocol that carries the tunnel: udp or tcp" },
	{ SLOT(ENDPOINT, vpn_port), .api = "VpnPort", .type = FIELD_NUMBER,
	    .fallback = "443", .source = CREATE,
	    .text = "the port that clients connect to: 443 or 1194" },
	{ SLOT(ENDPOINT, server_certificate_arn), .api = "ServerCertificateArn",
	    .text = "the ARN of the server certificate in ACM" },
	{ SLOT(ENDPOINT, vpc_id), .api = "VpcId",
	    .text = "the VPC that its subnets and security groups are in" },
	{ SLOT(ENDPOINT, transit_gateway_id),
	    .api = "TransitGatewayConfiguration/TransitGatewayId",
	    .terraform = "transit_gateway_configuration/transit_gateway_id",
	    .text = "the transit gateway it is attached to in place of a "
		    "VPC" },
	{ SLOT(ENDPOINT, transit_gateway_attachment_id),
	    .api = "TransitGatewayConfiguration/TransitGatewayAttachmentId",
	    .terraform = "", .text = "that attachment" },
	{ SLOT(ENDPOINT, self_service_portal), .api = "SelfServicePortal",
	    .choices = "enabled|disabled",
	    .text = "whether users may fetch their profile from AWS's "
		    "portal" },
	{ SLOT(ENDPOINT, self_service_portal_url),
	    .api = "SelfServicePortalUrl", .text = "where that portal is" },
	{ SLOT(ENDPOINT, session_timeout_hours), .api = "SessionTimeoutHours",
	    .type = FIELD_NUMBER, .fallback = "24", .source = CREATE,
	    .text = "the longest session, in hours: 8, 10, 12 or 24" },
	{ SLOT(ENDPOINT, disconnect_on_session_timeout),
	    .api = "DisconnectOnSessionTimeout", .type = FIELD_FLAG,
	    .fallback = "true", .source = CREATE,
	    .text = "whether the client is cut off after that; else it "
		    "connects again by itself" },
	{ SLOT(ENDPOINT, client_login_banner_enabled),
	    .api = "ClientLoginBannerOptions/Enabled",
	    .terraform = "client_login_banner_options/enabled",
	    .type = FIELD_FLAG, .fallback = "false", .source = BANNER,
	    .text = "whether AWS's client shows a text when it has "
		    "connected" },
	{ SLOT(ENDPOINT, client_login_banner_text),
	    .api = "ClientLoginBannerOptions/BannerText",
	    .terraform = "client_login_banner_options/banner_text",
	    .text = "that text" },
	{ SLOT(ENDPOINT, client_connect_enabled),
	    .api = "ClientConnectOptions/Enabled",
	    .terraform = "client_connect_options/enabled", .type = FIELD_FLAG,
	    .fallback = "false", .source = CONNECT,
	    .text = "whether a function decides who may connect" },
	{ SLOT(ENDPOINT, client_connect_lambda_function_arn),
	    .api = "ClientConnectOptions/LambdaFunctionArn",
	    .terraform = "client_connect_options/lambda_function_arn",
	    .text = "the ARN of that function" },
	{ SLOT(ENDPOINT, client_route_enforced),
	    .api = "ClientRouteEnforcementOptions/Enforced",
	    .terraform = "client_route_enforcement_options/enforced",
	    .type = FIELD_FLAG,
	    .text = "whether AWS's client puts routes back that somebody "
		    "changes" },
	{ SLOT(ENDPOINT, connection_log_enabled),
	    .api = "ConnectionLogOptions/Enabled",
	    .terraform = "connection_log_options/enabled", .type = FIELD_FLAG,
	    .text = "whether connections are logged" },
	{ SLOT(ENDPOINT, cloudwatch_log_group),
	    .api = "ConnectionLogOptions/CloudwatchLogGroup",
	    .terraform = "connection_log_options/cloudwatch_log_group",
	    .text = "the log group of CloudWatch that they go to" },
	{ SLOT(ENDPOINT, cloudwatch_log_stream),
	    .api = "ConnectionLogOptions/CloudwatchLogStream",
	    .terraform = "connection_log_options/cloudwatch_log_stream",
	    .text = "the log stream in it" },
	{ SLOT(ENDPOINT, endpoint_ip_address_type),
	    .api = "EndpointIpAddressType", .fallback = "ipv4",
	    .source = CREATE,
	    .text = "the addresses that clients connect to: ipv4, ipv6 or "
		    "dual-stack" },
	{ SLOT(ENDPOINT, traffic_ip_address_type),
	    .api = "TrafficIpAddressType", .fallback = "ipv4", .source = CREATE,
	    .text = "the addresses that clients use in the tunnel: ipv4, "
		    "ipv6 or dual-stack" },
	{ SLOT(ENDPOINT, expected_users), .terraform = "", .type = FIELD_NUMBER,
	    .minimum = 1,
	    .text = "how many users are meant to be connected at one time; "
		    "the pool and the quotas are held against it" },
};

#define AUTHENTICATION struct estate_client_authentication

static const struct field rows_authentication[] = {
	{ SLOT(AUTHENTICATION, endpoint_id),
	    .terraform = "client_vpn_endpoint_id", .text = "the endpoint" },
	{ SLOT(AUTHENTICATION, type), .api = "Type",
	    .text = "certificate-authentication, "
		    "directory-service-authentication or "
		    "federated-authentication" },
	{ SLOT(AUTHENTICATION, root_certificate_chain_arn),
	    .api = "MutualAuthentication/ClientRootCertificateChain",
	    .text = "of certificates: the ARN of the certificate whose "
		    "issuer signed those of the clients" },
	{ SLOT(AUTHENTICATION, active_directory_id),
	    .api = "ActiveDirectory/DirectoryId",
	    .text = "of a directory: its id" },
	{ SLOT(AUTHENTICATION, saml_provider_arn),
	    .api = "FederatedAuthentication/SamlProviderArn",
	    .text = "of an identity provider: its ARN" },
	{ SLOT(AUTHENTICATION, self_service_saml_provider_arn),
	    .api = "FederatedAuthentication/SelfServiceSamlProviderArn",
	    .text = "the ARN of that for the self-service portal" },
};

#define ASSOCIATION struct estate_client_association

static const struct field rows_association[] = {
	{ SLOT(ASSOCIATION, endpoint_id), .api = "ClientVpnEndpointId",
	    .terraform = "client_vpn_endpoint_id", .text = "the endpoint" },
	{ SLOT(ASSOCIATION, subnet_id), .api = "TargetNetworkId",
	    .text = "the subnet" },
	{ SLOT(ASSOCIATION, availability_zone), .api = "AvailabilityZones",
	    .terraform = "",
	    .text = "the Availability Zone, of an endpoint of a transit "
		    "gateway in place of a subnet" },
	{ SLOT(ASSOCIATION, vpc_id), .api = "VpcId",
	    .text = "the VPC that the subnet is in" },
	{ SLOT(ASSOCIATION, id), .api = "AssociationId",
	    .terraform = "association_id", .text = "its id" },
	{ SLOT(ASSOCIATION, status), .api = "Status/Code", .terraform = "",
	    .momentary = true,
	    .text = "what AWS says of it: associating, associated and so "
		    "on" },
};

#define ROUTE struct estate_client_route

static const struct field rows_route[] = {
	{ SLOT(ROUTE, endpoint_id), .api = "ClientVpnEndpointId",
	    .terraform = "client_vpn_endpoint_id", .text = "the endpoint" },
	{ SLOT(ROUTE, destination_cidr_block), .api = "DestinationCidr",
	    .type = FIELD_PREFIX, .text = "the network it leads to" },
	{ SLOT(ROUTE, target_vpc_subnet_id), .api = "TargetSubnet",
	    .text = "the subnet it leads through, or local for clients "
		    "among each other; one of a transit gateway has none" },
	{ SLOT(ROUTE, transit_gateway_attachment_id),
	    .api = "TransitGatewayAttachmentId", .terraform = "",
	    .text = "the attachment it leads through" },
	{ SLOT(ROUTE, description), .api = "Description",
	    .text = "what it is for, in the user's words" },
	{ SLOT(ROUTE, type), .api = "Type", .text = "its type: Nat" },
	{ SLOT(ROUTE, origin), .api = "Origin",
	    .text = "associate for what came with a subnet, add-route for "
		    "what was written" },
	{ SLOT(ROUTE, status), .api = "Status/Code", .terraform = "",
	    .momentary = true,
	    .text = "what AWS says of it: creating, active, failed or "
		    "deleting" },
};

#define RULE struct estate_client_rule

static const struct field rows_rule[] = {
	{ SLOT(RULE, endpoint_id), .api = "ClientVpnEndpointId",
	    .terraform = "client_vpn_endpoint_id", .text = "the endpoint" },
	{ SLOT(RULE, target_network_cidr), .api = "DestinationCidr",
	    .type = FIELD_PREFIX, .text = "the network it lets clients reach" },
	{ SLOT(RULE, access_group_id), .api = "GroupId",
	    .text = "the group of the directory or of the identity provider "
		    "that it is for" },
	{ SLOT(RULE, authorize_all_groups), .api = "AccessAll",
	    .type = FIELD_FLAG, .text = "whether it is for everybody" },
	{ SLOT(RULE, description), .api = "Description",
	    .text = "what it is for, in the user's words" },
	{ SLOT(RULE, status), .api = "Status/Code", .terraform = "",
	    .momentary = true,
	    .text = "what AWS says of it: authorizing, active, failed or "
		    "revoking" },
};

static const struct field rows_dns[] = {
	{ SLOT(struct estate_client_dns, endpoint_id), .terraform = "",
	    .text = "the endpoint" },
	{ SLOT(struct estate_client_dns, address), .type = FIELD_IP,
	    .terraform = "", .text = "the address of the DNS server" },
};

static const struct field rows_group[] = {
	{ SLOT(struct estate_client_group, endpoint_id), .terraform = "",
	    .text = "the endpoint" },
	{ SLOT(struct estate_client_group, security_group_id), .terraform = "",
	    .text = "the id of the security group" },
};

static const struct field rows_connection[] = {
	{ SLOT(struct estate_client_connection, endpoint_id),
	    .api = "ClientVpnEndpointId", .terraform = "",
	    .text = "the endpoint" },
	{ SLOT(struct estate_client_connection, id), .api = "ConnectionId",
	    .terraform = "", .text = "its id" },
};

#define ROWS(rows) (rows), COUNT(rows)

const struct field *
estate_client_fields(enum estate_kind kind, size_t *ret_count)
{
	static const struct {
		const struct field *rows;
		size_t count;
	} tables[] = {
		{ ROWS(rows_endpoint) },
		{ ROWS(rows_authentication) },
		{ ROWS(rows_association) },
		{ ROWS(rows_route) },
		{ ROWS(rows_rule) },
		{ ROWS(rows_dns) },
		{ ROWS(rows_group) },
		{ ROWS(rows_connection) },
	};

	*ret_count = tables[kind - ESTATE_CLIENT_ENDPOINT].count;
	return tables[kind - ESTATE_CLIENT_ENDPOINT].rows;
}
