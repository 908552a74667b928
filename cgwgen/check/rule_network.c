/* SPDX-License-Identifier: ISC */
/* Rules on addresses of services, and on a customer gateway's end (CGW320,
 * CGW321).  Floor 5. */
#include "check/rules.h"

/* ---- services at link-local addresses -------------------------------- */

static const struct {
	const char *address;
	const char *service;
} services[] = {
	{ "169.254.169.123", "Amazon Time Sync" },
	{ "169.254.169.250", "the Windows activation service of EC2" },
	{ "169.254.169.251", "the Windows activation service of EC2" },
	{ "169.254.170.2", "the credentials of ECS tasks" },
	{ "169.254.170.23", "the credentials of EKS pods" },
	{ "fd00:ec2::123", "Amazon Time Sync" },
	{ "fd00:ec2::253", "the VPC's DNS" },
	{ "fd00:ec2::254", "the metadata of instances" },
	{ "fd00:ec2::23", "the credentials of EKS pods" },
};

static void
check_service(const struct check *c, const struct tunnel *t,
    struct ip_prefix inside, const struct value *at)
{
	char text[IP_TEXT_SIZE];
	struct ip ip;
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (ip_parse(services[i].address, &ip) &&
		    ip.family == inside.address.family &&
		    ip_prefix_contains(inside, ip)) {
			complain(c, t, at,
			    "inside network %s holds %s, the address of %s",
			    ip_prefix_format(inside, text), services[i].address,
			    services[i].service);
			return;
		}
}

void
check_inside_service(const struct check *c)
{
	struct ip_prefix inside;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (tunnel_inside_cidr(t, &inside))
			check_service(c, t, inside, &t->aws_inside_address);
		if (tunnel_inside_ipv6_cidr(t, &inside))
			check_service(
			    c, t, inside, &t->aws_inside_ipv6_address);
	}
}

/* ---- the customer's end ---------------------------------------------- */

static bool
is_absent(const struct value *value)
{
	return value_missing(value) &&
	       (value->text == NULL || value->text[0] == '\0');
}

/* Only an input that makes the gateway says all that it has. */
void
check_customer_end(const struct check *c)
{
	const struct gateway *customer = c->connection->customer_gateway;
	enum origin origin;

	if (customer == NULL)
		return;
	origin = customer->asn.origin;
	if ((origin != ORIGIN_TERRAFORM && origin != ORIGIN_CLOUDFORMATION) ||
	    !is_absent(&customer->ip_address) ||
	    !is_absent(&customer->certificate_arn))
		return;
	complain(c, NULL, &customer->asn,
	    "the customer gateway has neither IpAddress nor CertificateArn");
}
