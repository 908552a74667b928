/* SPDX-License-Identifier: ISC */
/* The formats of descriptors.  Floor 3. */
#include "read/format.h"

#include <string.h>

#include "read/aws_cli.h"
#include "read/cloudformation.h"
#include "read/terraform.h"

static const char *const xml_words[] = { "vpn_connection", NULL };
/* With quotes: no .tf file has them. */
static const char *const terraform_words[] = { "\"format_version\"",
	"\"terraform_version\"", NULL };
#include "read/native.h"

static const char *const native_words[] = { "cgwgen:", "\"cgwgen\"", NULL };

/* Parts of the names in kinds[] of aws_cli.c. */
static const char *const aws_cli_words[] = { "VpnConnection", "CustomerGateway",
	"VpnGateway", "TransitGateway", "Vpcs", "RouteTables", "ClientVpn",
	"virtualInterface", "virtualGateway", "directConnectGateway",
	"connectionId", "VpnConcentrators", "Subnets", "PrefixList",
	"\"Entries\"", "VpcPeeringConnection", "destinationCidrBlock", NULL };

const struct input_format input_formats[] = {
	{ "aws-xml",
	    "AWS's CustomerGatewayConfiguration XML, whose root element is "
	    "vpn_connection",
	    xml_words, NULL, NULL, false },
	{ "cgwgen", "cgwgen's own descriptor, YAML or JSON with the key cgwgen",
	    native_words, native_matches, native_collect, false },
	{ "aws-cli",
	    "an answer of the AWS CLI in JSON or YAML, such as that of "
	    "describe-vpn-connections",
	    aws_cli_words, aws_cli_matches, aws_cli_collect, false },
	{ "terraform",
	    "a plan or state of Terraform or OpenTofu, as terraform show "
	    "-json prints it, or a state file",
	    terraform_words, terraform_matches, terraform_collect, false },
	{ "cloudformation", "a CloudFormation template, in YAML or JSON",
	    cloudformation_words, cloudformation_matches,
	    cloudformation_collect, true },
	{ NULL, NULL, NULL, NULL, NULL, false },
};

const struct input_format *
format_find(const char *name)
{
	const struct input_format *format;

	for (format = input_formats; format->name != NULL; format++)
		if (strcmp(format->name, name) == 0)
			return format;
	return NULL;
}

const char *
format_names(struct arena *arena)
{
	const struct input_format *format;
	const char *names = "";

	for (format = input_formats; format->name != NULL; format++)
		names = arena_printf(arena, "%s%s%s", names,
		    format == input_formats ? "" : ", ", format->name);
	return names;
}

const struct input_format *
format_detect(const struct document *document)
{
	const struct input_format *format;

	for (format = input_formats; format->name != NULL; format++)
		if (format->matches != NULL && format->matches(document))
			return format;
	return NULL;
}
