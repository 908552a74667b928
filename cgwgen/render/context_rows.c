/* SPDX-License-Identifier: ISC */
/* The derived names of the template context, one row each.  Floor 5. */
#include "render/context_rows.h"

#include <string.h>

#include "render/names.h"

#define STATIC "with static routing"
#define NO_ADDRESS                                                             \
	"with outside_address: optional, when there is a certificate and no "  \
	"address"
#define NO_IPV6 "unless connection.inside_ip_version is 'ipv6'"

static struct tvalue
ip_value(const struct subject *s, struct ip ip)
{
	char text[IP_TEXT_SIZE];

	return tv_text(arena_string(s->arena, ip_format(ip, text)));
}

/* ---- connection ------------------------------------------------------- */

VALUE(connection_name_on_device)
{
	*from = &s->connection->id;
	return tv_text(names_connection(s->profile, s->connection, s->arena));
}

VALUE(gateway_id)
{
	*from = &s->connection->vpn_gateway_id;
	if (!value_known(*from))
		*from = &s->connection->transit_gateway_id;
	return tv_text(value_known(*from) ? (*from)->text : "");
}

/* What "ends" is put together from. */
#define ENDS 5

static struct tvalue
joined(const struct subject *s, const char *const parts[ENDS])
{
	size_t lengths[ENDS], length = 0, i;
	char *text, *to;

	for (i = 0; i < ENDS; i++)
		length += lengths[i] = strlen(parts[i]);
	to = text = arena_alloc(s->arena, length + 1);
	for (i = 0; i < ENDS; i++) {
		memcpy(to, parts[i], lengths[i]);
		to += lengths[i];
	}
	return tv_string(text, length);
}

VALUE(ends)
{
	const struct value *customer = &s->connection->customer_gateway_id;
	const struct value *aws = NULL;
	bool has_customer, has_aws;

	(void)from;
	gateway_id_value(s, &aws);
	has_aws = value_known(aws) && aws->text[0] != '\0';
	has_customer = value_known(customer) && customer->text[0] != '\0';
	return joined(s,
	    (const char *const[ENDS]){ has_customer ? "Customer gateway " : "",
		has_customer ? customer->text : "",
		has_customer && has_aws ? ", " : "",
		has_aws ? "AWS gateway " : "", has_aws ? aws->text : "" });
}

VALUE(routing)
{
	(void)from;
	return tv_text(connection_is_static(s->connection) ? "static" : "bgp");
}

VALUE(inside_ip_version)
{
	(void)from;
	return tv_text(connection_is_ipv6(s->connection) ? "ipv6" : "ipv4");
}

static struct tvalue
asn(const struct subject *s, const struct value *value)
{
	return connection_is_static(s->connection) ? tv_none()
						   : tv_int(value->u.number);
}

VALUE(customer_asn)
{
	*from = &s->connection->tunnels[0].customer_asn;
	return asn(s, *from);
}

VALUE(aws_asn)
{
	*from = &s->connection->tunnels[0].aws_asn;
	return asn(s, *from);
}

VALUE(customer_outside_address)
{
	*from = &s->connection->tunnels[0].customer_outside_address;
	return value_known(*from) ? tv_text(field_address(*from, s->arena))
				  : tv_none();
}

VALUE(authentication)
{
	(void)from;
	return tv_text(
	    connection_has_certificate(s->connection) ? "certificate" : "psk");
}

static const struct context_row rows_connection[] = {
	{ "name", CONTEXT_TEXT, NULL,
	    "the connection's id, cut to what the profile's characters.name "
	    "holds; for the names of objects on the device",
	    connection_name_on_device },
	{ "gateway_id", CONTEXT_TEXT, NULL,
	    "the id of AWS's gateway: that of the virtual private gateway, "
	    "else that of the transit gateway, else the empty string",
	    gateway_id },
	{ "ends", CONTEXT_TEXT, NULL,
	    "for comments: 'Customer gateway ID, AWS gateway ID', without what "
	    "is not known; empty when neither is",
	    ends },
	{ "routing", CONTEXT_TEXT, NULL, "'bgp' or 'static'", routing },
	{ "inside_ip_version", CONTEXT_TEXT, NULL,
	    "'ipv4', or 'ipv6' when the tunnels carry IPv6",
	    inside_ip_version },
	{ "customer_asn", CONTEXT_INTEGER, STATIC, "the customer gateway's ASN",
	    customer_asn },
	{ "aws_asn", CONTEXT_INTEGER, STATIC, "the ASN of AWS's gateway",
	    aws_asn },
	{ "customer_outside_address", CONTEXT_TEXT, NO_ADDRESS,
	    "the device's address as AWS knows it; behind NAT it is the NAT's",
	    customer_outside_address },
	{ "authentication", CONTEXT_TEXT, NULL,
	    "'psk', or 'certificate' when the ends prove themselves by "
	    "certificates and there is no key",
	    authentication },
};

/* ---- tunnels ---------------------------------------------------------- */

VALUE(number)
{
	(void)from;
	return tv_int((int64_t)s->index + 1);
}

VALUE(name)
{
	(void)from;
	return tv_text(
	    names_tunnel(s->profile, s->connection, s->index, s->arena));
}

VALUE(offset)
{
	(void)from;
	return tv_int(names_offset(s->base->slot, s->connection, s->index));
}

VALUE(standby)
{
	int64_t preferred = s->base->preferred_tunnel;

	(void)from;
	return tv_bool(preferred != 0 && preferred != (int64_t)s->index + 1);
}

static struct tvalue
prefix_value(const struct subject *s, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	return tv_text(arena_string(s->arena, ip_prefix_format(prefix, text)));
}

VALUE(inside_cidr)
{
	struct ip_prefix prefix;

	*from = &s->tunnel->inside_address;
	return tunnel_inside_cidr(s->tunnel, &prefix) ? prefix_value(s, prefix)
						      : tv_none();
}

VALUE(inside_netmask)
{
	const struct value *written = &s->tunnel->inside_netmask;
	struct ip mask;
	uint8_t length;

	*from = written;
	if (!tunnel_inside_length(s->tunnel, &length))
		return tv_none();
	mask = ip_mask(4, length);
	return value_known(written) && ip_equal(written->u.ip, mask)
		   ? tv_text(field_address(written, s->arena))
		   : ip_value(s, mask);
}

VALUE(inside_ipv6_cidr)
{
	struct ip_prefix prefix;

	*from = &s->tunnel->inside_ipv6_address;
	return tunnel_inside_ipv6_cidr(s->tunnel, &prefix)
		   ? prefix_value(s, prefix)
		   : tv_none();
}

VALUE(inside_ipv6_prefix_length)
{
	struct ip_prefix prefix;

	*from = &s->tunnel->inside_ipv6_prefix_length;
	return tunnel_inside_ipv6_cidr(s->tunnel, &prefix)
		   ? tv_int(prefix.length)
		   : tv_none();
}

/* A third of the hold time, as AWS's samples have it (RFC 4271 section
 * 10 suggests the same). */
VALUE(bgp_keepalive)
{
	const struct value *hold_time = &s->tunnel->bgp_hold_time;

	*from = hold_time;
	return value_known(hold_time) ? tv_int(hold_time->u.number / 3)
				      : tv_none();
}

VALUE(dpd_timeout)
{
	*from = &s->tunnel->dpd_interval;
	return tv_int((int64_t)s->tunnel->dpd_interval.u.number *
		      s->tunnel->dpd_retries.u.number);
}

VALUE(ike_version)
{
	*from = &s->tunnel->ike_versions;
	return tv_int(s->choice->ike_version);
}

static struct tvalue
phase_value(const struct subject *s, unsigned phase)
{
	struct subject subject = *s;

	subject.phase = phase;
	subject.path = arena_printf(s->arena, "%s.phase%u", s->path, phase);
	return context_dict(CONTEXT_PHASE, &subject);
}

VALUE(phase1)
{
	(void)from;
	return phase_value(s, 1);
}

VALUE(phase2)
{
	(void)from;
	return phase_value(s, 2);
}

/* An IPv4 header and a TCP header are 40 bytes, with IPv6 60. */
VALUE(mtu)
{
	(void)from;
	return tv_int(s->choice->mtu);
}

VALUE(mss)
{
	(void)from;
	return tv_int((int64_t)s->choice->mtu - 40);
}

VALUE(mss_ipv6)
{
	(void)from;
	return tv_int((int64_t)s->choice->mtu - 60);
}

static const struct context_row rows_tunnel[] = {
	{ "number", CONTEXT_INTEGER, NULL, "1, 2, and so on", number },
	{ "name", CONTEXT_TEXT, NULL,
	    "connection.name, the separator and the number; fits the "
	    "profile's characters.name",
	    name },
	{ "offset", CONTEXT_INTEGER, NULL,
	    "how far the tunnel's numbers are from the device's first: what "
	    "the parameter slot and the tunnel's place in the connection make",
	    offset },
	{ "standby", CONTEXT_FLAG, NULL,
	    "whether the parameter preferred_tunnel names another tunnel",
	    standby },
	{ "inside_cidr", CONTEXT_TEXT, NULL,
	    "the inside IPv4 network, such as 169.254.60.12/30", inside_cidr },
	{ "inside_netmask", CONTEXT_TEXT, NULL,
	    "the inside network's mask, such as 255.255.255.252",
	    inside_netmask },
	{ "inside_ipv6_cidr", CONTEXT_TEXT, NO_IPV6, "the inside IPv6 network",
	    inside_ipv6_cidr },
	{ "inside_ipv6_prefix_length", CONTEXT_INTEGER, NO_IPV6,
	    "length of the inside IPv6 network, in bits",
	    inside_ipv6_prefix_length },
	{ "bgp_keepalive", CONTEXT_INTEGER, STATIC,
	    "a third of bgp_hold_time, in seconds", bgp_keepalive },
	{ "dpd_timeout", CONTEXT_INTEGER, NULL,
	    "dpd_interval times dpd_retries, in seconds", dpd_timeout },
	{ "ike_version", CONTEXT_INTEGER, NULL,
	    "1 or 2, as chosen for this tunnel", ike_version },
	{ "phase1", CONTEXT_DICT, NULL,
	    "the algorithms chosen for IKE itself on this device", phase1 },
	{ "phase2", CONTEXT_DICT, NULL,
	    "the algorithms chosen for ESP on this device", phase2 },
	{ "mtu", CONTEXT_INTEGER, NULL,
	    "the tunnel interface's MTU for the algorithms chosen and an "
	    "outside MTU of 1500, in bytes",
	    mtu },
	{ "mss", CONTEXT_INTEGER, NULL,
	    "the TCP MSS for IPv4 inside, in bytes: mtu less 40", mss },
	{ "mss_ipv6", CONTEXT_INTEGER, NULL,
	    "the TCP MSS for IPv6 inside, in bytes: mtu less 60", mss_ipv6 },
};

/* ---- phase1 and phase2 ------------------------------------------------ */

static const struct phase_choice *
chosen(const struct subject *s)
{
	return &s->choice->phase[s->phase - 1];
}

/* What the phase's algorithms of a kind are chosen from. */
static const struct value *
accepted(const struct subject *s, enum algorithm_kind kind)
{
	return s->bare ? NULL : tunnel_set(s->tunnel, kind, s->phase);
}

VALUE(encryption)
{
	*from = accepted(s, ALGORITHM_ENCRYPTION);
	return tv_text(chosen(s)->encryption_spelling);
}

VALUE(encryption_name)
{
	*from = accepted(s, ALGORITHM_ENCRYPTION);
	return tv_text(chosen(s)->encryption->name);
}

VALUE(integrity)
{
	*from = accepted(s, ALGORITHM_INTEGRITY);
	return tv_text(chosen(s)->integrity_spelling);
}

VALUE(integrity_name)
{
	const struct algorithm *algorithm = chosen(s)->integrity;

	*from = accepted(s, ALGORITHM_INTEGRITY);
	return tv_text(algorithm != NULL ? algorithm->name : NULL);
}

VALUE(dh_group)
{
	*from = accepted(s, ALGORITHM_DH_GROUP);
	return tv_text(chosen(s)->dh_group_spelling);
}

VALUE(dh_group_number)
{
	*from = accepted(s, ALGORITHM_DH_GROUP);
	return tv_int(chosen(s)->dh_group->number);
}

VALUE(aead)
{
	(void)from;
	return tv_bool(chosen(s)->encryption->aead);
}

VALUE(lifetime)
{
	*from = s->phase == 1 ? &s->tunnel->phase1_lifetime_seconds
			      : &s->tunnel->phase2_lifetime_seconds;
	return tv_int((*from)->u.number);
}

#define NO_HASH "in phase 2 beside an AEAD cipher"

static const struct context_row rows_phase[] = {
	{ "encryption", CONTEXT_TEXT, NULL,
	    "the device's spelling of the encryption algorithm", encryption },
	{ "encryption_name", CONTEXT_TEXT, NULL,
	    "AWS's name of it, such as AES256-GCM-16", encryption_name },
	{ "integrity", CONTEXT_TEXT, NO_HASH,
	    "the device's spelling of the integrity algorithm; in phase 1 "
	    "beside an AEAD cipher, of the PRF's",
	    integrity },
	{ "integrity_name", CONTEXT_TEXT, NO_HASH,
	    "AWS's name of the integrity algorithm, such as SHA2-384",
	    integrity_name },
	{ "dh_group", CONTEXT_TEXT, NULL,
	    "the device's spelling of the Diffie-Hellman group; in phase 2 of "
	    "that for perfect forward secrecy, which AWS always wants",
	    dh_group },
	{ "dh_group_number", CONTEXT_INTEGER, NULL,
	    "the number of the Diffie-Hellman group", dh_group_number },
	{ "aead", CONTEXT_FLAG, NULL,
	    "whether the encryption algorithm is an AEAD cipher (GCM)", aead },
	{ "lifetime", CONTEXT_INTEGER, NULL,
	    "the lifetime of the phase, in seconds", lifetime },
};

/* ---- device ----------------------------------------------------------- */

VALUE(device_id)
{
	(void)from;
	return tv_text(s->profile->id);
}

VALUE(vendor)
{
	(void)from;
	return tv_text(s->profile->vendor);
}

VALUE(platform)
{
	(void)from;
	return tv_text(s->profile->platform);
}

VALUE(software)
{
	(void)from;
	return tv_text(s->profile->software);
}

static const struct context_row rows_device[] = {
	{ "id", CONTEXT_TEXT, NULL, "the device's id", device_id },
	{ "vendor", CONTEXT_TEXT, NULL, "who makes the device", vendor },
	{ "platform", CONTEXT_TEXT, NULL,
	    "which models or products the profile is for", platform },
	{ "software", CONTEXT_TEXT, NULL,
	    "the versions for which the profile is true", software },
};

#define TABLE(rows)                                                            \
	{                                                                      \
		rows, sizeof(rows) / sizeof((rows)[0])                         \
	}

const struct context_row *
context_rows(enum context_kind kind, size_t *ret_count)
{
	static const struct {
		const struct context_row *rows;
		size_t count;
	} tables[] = {
		[CONTEXT_CONNECTION] = TABLE(rows_connection),
		[CONTEXT_TUNNEL] = TABLE(rows_tunnel),
		[CONTEXT_PHASE] = TABLE(rows_phase),
		[CONTEXT_DEVICE] = TABLE(rows_device),
	};

	if (kind == CONTEXT_ENDPOINT || kind == CONTEXT_USER)
		return context_client_rows(kind, ret_count);
	if (kind >= CONTEXT_SERVER)
		return context_openvpn_rows(kind, ret_count);
	*ret_count = tables[kind].count;
	return tables[kind].rows;
}

bool
context_row_is_chosen(const struct context_row *row)
{
	static context_value *const chosen[] = { number, offset, standby,
		ike_version, mtu, mss, mss_ipv6, encryption, encryption_name,
		integrity, integrity_name, dh_group, dh_group_number, aead };
	size_t i;

	for (i = 0; i < sizeof(chosen) / sizeof(chosen[0]); i++)
		if (row->value == chosen[i])
			return true;
	return false;
}

const struct field *
context_fields(enum context_kind kind, size_t *ret_count)
{
	*ret_count = 0;
	return kind == CONTEXT_CONNECTION ? connection_fields(ret_count)
	       : kind == CONTEXT_TUNNEL   ? tunnel_fields(ret_count)
					  : NULL;
}
