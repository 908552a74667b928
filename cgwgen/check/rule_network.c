/* SPDX-License-Identifier: ISC */
/* Rules on addresses of services, and on a customer gateway's end (CGW320,
 * CGW321).  Floor 5. */
#include "check/rules.h"

/* ---- services at link-local addresses -------------------------------- */

/* fd00:ec2::LAST */
#define AWS_IPV6(last)                                                         \
	{                                                                      \
		6,                                                             \
		{                                                              \
			0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,     \
			    (last) >> 8, (last)&0xff                           \
		}                                                              \
	}

static const struct {
	struct ip address;
	const char *service;
} services[] = {
	{ IP_V4(169, 254, 169, 123), "Amazon Time Sync" },
	{ IP_V4(169, 254, 169, 250), "the Windows activation service of EC2" },
	{ IP_V4(169, 254, 169, 251), "the Windows activation service of EC2" },
	{ IP_V4(169, 254, 170, 2), "the credentials of ECS tasks" },
	{ IP_V4(169, 254, 170, 23), "the credentials of EKS pods" },
	{ AWS_IPV6(0x123), "Amazon Time Sync" },
	{ AWS_IPV6(0x253), "the VPC's DNS" },
	{ AWS_IPV6(0x254), "the metadata of instances" },
	{ AWS_IPV6(0x23), "the credentials of EKS pods" },
};

/* Those of IPv4 are in it. */
static const struct ip_prefix services_ipv4 = { IP_V4(169, 254, 168, 0), 22 };

static void
check_service(const struct check *c, const struct tunnel *t,
    struct ip_prefix inside, const struct value *at)
{
	char text[IP_TEXT_SIZE], address[IP_TEXT_SIZE];
	size_t i;

	if (inside.address.family == 4 &&
	    !ip_prefix_overlaps(services_ipv4, inside))
		return;
	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (ip_prefix_has(&inside, &services[i].address)) {
			complain(c, t, at,
			    "inside network %s holds %s, the address of %s",
			    ip_prefix_format(inside, text),
			    ip_format(services[i].address, address),
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
