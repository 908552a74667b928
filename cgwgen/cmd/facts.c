/* SPDX-License-Identifier: ISC */
/* The rows of facts.  Floor 7. */
#include "cmd/facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ROW(owner, member, kind, placed)                                       \
	{                                                                      \
#member, { .name = #member,                                    \
			   .type = FIELD_##kind,                               \
			   .offset = offsetof(struct owner, member) },         \
			   placed                                              \
	}

static const struct fact connection_facts[] = {
	ROW(connection, id, TEXT, false),
	ROW(connection, customer_gateway_id, TEXT, false),
	ROW(connection, vpn_gateway_id, TEXT, false),
	ROW(connection, transit_gateway_id, TEXT, false),
	ROW(connection, attributes, TEXT, false),
	ROW(connection, region, TEXT, false),
	ROW(connection, vpn_concentrator_id, TEXT, false),
	ROW(connection, core_network_arn, TEXT, false),
	ROW(connection, core_network_attachment_arn, TEXT, false),
	ROW(connection, static_routes_only, FLAG, true),
	ROW(connection, enable_acceleration, FLAG, false),
	ROW(connection, tunnel_bandwidth, TEXT, false),
	ROW(connection, local_ipv4_network_cidr, PREFIX, true),
	ROW(connection, local_ipv6_network_cidr, PREFIX, true),
};

static const struct fact tunnel_facts[] = {
	ROW(tunnel, pre_shared_key, TEXT, true),
	ROW(tunnel, outside_address, IP, false),
	ROW(tunnel, customer_outside_address, IP, true),
	ROW(tunnel, aws_inside_address, IP, true),
	ROW(tunnel, aws_inside_prefix_length, NUMBER, false),
	ROW(tunnel, aws_inside_ipv6_address, IP, true),
	ROW(tunnel, customer_asn, NUMBER, false),
	ROW(tunnel, aws_asn, NUMBER, false),
	ROW(tunnel, inside_cidr, PREFIX, true),
	ROW(tunnel, inside_ipv6_cidr, PREFIX, true),
};

static const struct fact gateway_facts[] = {
	ROW(gateway, id, TEXT, false),
	ROW(gateway, asn, NUMBER, false),
	ROW(gateway, ip_address, IP, true),
	ROW(gateway, device_name, TEXT, false),
	ROW(gateway, role, TEXT, false),
};

const struct fact fact_network = ROW(route, destination, PREFIX, true);
const struct fact fact_state = ROW(route, state, TEXT, false);

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

const struct fact *
facts_of(enum fact_owner owner, size_t *ret_count)
{
	static const struct {
		const struct fact *rows;
		size_t count;
	} lists[FACT_OWNERS] = {
		{ connection_facts, COUNT(connection_facts) },
		{ tunnel_facts, COUNT(tunnel_facts) },
		{ gateway_facts, COUNT(gateway_facts) },
	};

	*ret_count = lists[owner].count;
	return lists[owner].rows;
}

struct digest_key
facts_key(const char *secret, size_t length)
{
	const struct digest_key none = { { 0, 0 } };
	const struct digest digest = digest_make(&none, secret, length);
	struct digest_key key;

	memcpy(key.words, digest.words, sizeof(key.words));
	return key;
}

void
facts_digits(struct digest digest, char ret[FACTS_DIGITS])
{
	snprintf(ret, FACTS_DIGITS, "%016" PRIx64 "%016" PRIx64,
	    digest.words[0], digest.words[1]);
}

struct digest
facts_check(const struct digest_key *key)
{
	static const char text[] = "the parts of one run";

	return digest_make(key, text, sizeof(text));
}
