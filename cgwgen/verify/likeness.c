/* SPDX-License-Identifier: ISC */
/* Connections that are made up.  Floor: verify. */
#include "verify/likeness.h"

#include "base/diag.h"
#include "model/field.h"
#include "model/join.h"

/* Nobody has these: TEST-NET addresses, a link-local network at the end of
 * what AWS gives, private ASNs. */
static const struct ip customer_outside = IP_V4(192, 0, 2, 253);
static const struct ip_prefix inside = { IP_V4(169, 254, 254, 248), 30 };
static const struct ip_prefix inside_ipv6 = { { 6, { 0xfd, 0xc9, 0x67, 0xe4 } },
	126 };
#define CUSTOMER_ASN 64990
#define AWS_ASN 64991
static const char *const keys[] = { "likenessKey0likenessKey",
	"likenessKey1likenessKey" };

#define STATED(...)                                                            \
	(struct value)                                                         \
	{                                                                      \
		.origin = ORIGIN_DESCRIPTOR, .u = { __VA_ARGS__ }              \
	}
#define TEXT(words)                                                            \
	(struct value)                                                         \
	{                                                                      \
		.origin = ORIGIN_DESCRIPTOR, .text = (words)                   \
	}

struct value *
likeness_set(struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase)
{
	return tunnel_set_slot(tunnel, kind, phase);
}

static void
take_numbers(struct tunnel *tunnel, bool is_static)
{
	tunnel->dpd_interval = STATED(.number = 10);
	tunnel->dpd_retries = STATED(.number = 3);
	tunnel->phase1_lifetime_seconds = STATED(.number = 28800);
	tunnel->phase2_lifetime_seconds = STATED(.number = 3600);
	tunnel->replay_window_size = STATED(.number = 1024);
	tunnel->clear_df_bit = STATED(.flag = true);
	tunnel->fragmentation_before_encryption = STATED(.flag = true);
	if (!is_static)
		tunnel->bgp_hold_time = STATED(.number = 30);
}

static struct tunnel
tunnel_new(const struct likeness_form *form, struct ip address, size_t number)
{
	struct tunnel tunnel = { .outside_address = STATED(.ip = address) };
	unsigned kind, phase;

	tunnel.inside_cidr = STATED(.prefix = inside);
	tunnel.inside_cidr.u.prefix.address =
	    ip_add(inside.address, (uint32_t)number * 4);
	if (form->six) {
		tunnel.inside_ipv6_cidr = STATED(.prefix = inside_ipv6);
		tunnel.inside_ipv6_cidr.u.prefix.address =
		    ip_add(inside_ipv6.address, (uint32_t)number * 4);
	}
	tunnel.pre_shared_key = TEXT(keys[number]);
	take_numbers(&tunnel, form->is_static);
	for (phase = 1; phase <= 2; phase++)
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++)
			*likeness_set(
			    &tunnel, (enum algorithm_kind)kind, phase) =
			    STATED(.set = algorithm_every(
				       (enum algorithm_kind)kind,
				       form->aead[phase - 1]));
	tunnel.ike_versions =
	    STATED(.set = algorithm_ike_version(form->ike_version));
	return tunnel;
}

struct likeness
likeness_new(
    const struct likeness_form *form, const struct ip *addresses, size_t count)
{
	struct likeness likeness = { .form = *form,
		.count = count,
		.customer = { .kind = GATEWAY_CUSTOMER },
		.aws = { .kind = GATEWAY_TRANSIT } };
	size_t i;

	for (i = 0; i < count; i++)
		likeness.tunnels[i] = tunnel_new(form, addresses[i], i);
	likeness.customer.ip_address = STATED(.ip = customer_outside);
	likeness.customer.asn = STATED(.number = CUSTOMER_ASN);
	likeness.aws.asn = STATED(.number = AWS_ASN);
	return likeness;
}

struct value *
likeness_slot(struct likeness *likeness, enum likeness_part part, size_t tunnel,
    size_t offset)
{
	char *const owners[] = {
		[LIKENESS_TUNNEL] = (char *)&likeness->tunnels[tunnel],
		[LIKENESS_CUSTOMER] = (char *)&likeness->customer,
		[LIKENESS_AWS] = (char *)&likeness->aws,
		[LIKENESS_POLICY] = (char *)&likeness->policy,
	};

	return (struct value *)(void *)(owners[part] + offset);
}

struct connection *
likeness_connection(const struct likeness *likeness, const char *id,
    bool complete, struct arena *arena)
{
	struct connection *connection = ARENA_NEW(arena, struct connection);
	struct gateway *ends = arena_array(arena, 2, sizeof(*ends));
	size_t i;

	ends[0] = likeness->customer;
	ends[1] = likeness->aws;
	connection->id = TEXT(id);
	connection->customer_gateway = &ends[0];
	connection->aws_gateway = &ends[1];
	connection->has_options = true;
	connection->static_routes_only =
	    STATED(.flag = likeness->form.is_static);
	if (likeness->form.six)
		connection->tunnel_inside_ip_version = TEXT("ipv6");
	connection->as_path_prepend = likeness->policy.as_path_prepend;
	connection->med = likeness->policy.med;
	connection->local_preference = likeness->policy.local_preference;
	connection->tunnels =
	    arena_array(arena, likeness->count, sizeof(*connection->tunnels));
	connection->tunnel_count = likeness->count;
	for (i = 0; i < likeness->count; i++)
		connection->tunnels[i] = likeness->tunnels[i];
	connection_derive(connection, arena, diags_new(arena, 1));
	if (complete)
		connection_complete(connection, false);
	return connection;
}

bool
likeness_expect(const struct verify_device *device,
    const struct likeness_form *form, struct running *running,
    struct arena *arena, struct verification *ret)
{
	static const struct ip nobody[LIKENESS_TUNNELS] = {
		IP_V4(203, 0, 113, 252), IP_V4(203, 0, 113, 253)
	};
	struct likeness likeness = likeness_new(form, nobody, LIKENESS_TUNNELS);

	/* So that what only hubs print can be asked for. */
	likeness.customer.role = TEXT("hub");
	return verify_expect(verify_device_for(device, form->is_static),
	    likeness_connection(&likeness, "vpn-0", true, arena), running,
	    arena, diags_new(arena, 1), ret);
}
