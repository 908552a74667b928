/* SPDX-License-Identifier: ISC */
/* Rules on a connection's networks and what lies behind it (CGW318 to
 * CGW321).  Floor 5. */
#include "check/rules.h"

/* ---- networks behind the two ends ------------------------------------ */

/* A network behind an end that shares addresses with PREFIX, or NULL.  A
 * default route leaves room for everything else. */
static const struct value *
behind_aws(const struct check *c, struct ip_prefix prefix)
{
	const struct gateway *aws = c->connection->aws_gateway;
	const struct value *value;
	size_t i;

	for (i = 0; aws != NULL && i < aws->prefix_count; i++) {
		value = &aws->prefixes[i];
		if (value_known(value) && value->u.prefix.length != 0 &&
		    ip_prefix_overlaps(value->u.prefix, prefix))
			return value;
	}
	return NULL;
}

static const struct value *
behind_device(const struct check *c, struct ip_prefix prefix)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < c->connection->route_count; i++) {
		value = &c->connection->routes[i].destination;
		if (value_known(value) && value->u.prefix.length != 0 &&
		    ip_prefix_overlaps(value->u.prefix, prefix))
			return value;
	}
	return NULL;
}

static void
check_inside(const struct check *c, const struct tunnel *t,
    struct ip_prefix inside, const struct value *at)
{
	char one[IP_TEXT_SIZE], two[IP_TEXT_SIZE];
	const struct value *aws = behind_aws(c, inside);
	const struct value *other =
	    aws != NULL ? aws : behind_device(c, inside);

	if (other != NULL)
		complain(c, t, at, "inside network %s overlaps %s, %s",
		    ip_prefix_format(inside, one),
		    ip_prefix_format(other->u.prefix, two),
		    aws != NULL ? "which is behind AWS's gateway"
				: "a static route to the device");
}

void
check_inside_networks(const struct check *c)
{
	struct ip_prefix inside;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (tunnel_inside_cidr(t, &inside))
			check_inside(c, t, inside, &t->aws_inside_address);
		if (tunnel_inside_ipv6_cidr(t, &inside))
			check_inside(c, t, inside, &t->aws_inside_ipv6_address);
	}
}

void
check_outside_recursive(const struct check *c)
{
	char one[IP_TEXT_SIZE], two[IP_TEXT_SIZE];
	const struct value *other;
	const struct tunnel *t;
	struct ip ip;

	EACH_TUNNEL (c, t) {
		if (!value_known(&t->outside_address))
			continue;
		ip = t->outside_address.u.ip;
		other =
		    behind_aws(c, (struct ip_prefix){ .address = ip,
				      .length = ip.family == 4 ? 32 : 128 });
		if (other != NULL)
			complain(c, t, &t->outside_address,
			    "AWS's outside address %s is in %s, which is "
			    "behind the tunnel",
			    ip_format(ip, one),
			    ip_prefix_format(other->u.prefix, two));
	}
}

/* ---- services at link-local addresses -------------------------------- */

#define IPV4(a, b, c, d)                                                       \
	{                                                                      \
		4,                                                             \
		{                                                              \
			a, b, c, d                                             \
		}                                                              \
	}
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
	{ IPV4(169, 254, 169, 123), "Amazon Time Sync" },
	{ IPV4(169, 254, 169, 250), "the Windows activation service of EC2" },
	{ IPV4(169, 254, 169, 251), "the Windows activation service of EC2" },
	{ IPV4(169, 254, 170, 2), "the credentials of ECS tasks" },
	{ IPV4(169, 254, 170, 23), "the credentials of EKS pods" },
	{ AWS_IPV6(0x123), "Amazon Time Sync" },
	{ AWS_IPV6(0x253), "the VPC's DNS" },
	{ AWS_IPV6(0x254), "the metadata of instances" },
	{ AWS_IPV6(0x23), "the credentials of EKS pods" },
};

static void
check_service(const struct check *c, const struct tunnel *t,
    struct ip_prefix inside, const struct value *at)
{
	char text[IP_TEXT_SIZE], address[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (ip_prefix_contains(inside, services[i].address)) {
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
