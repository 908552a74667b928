/* SPDX-License-Identifier: ISC */
/* Questions that rules and rendering ask of a connection.  Floor 2. */
#include "model/connection.h"

#include <string.h>

#include "base/psk.h"
#include "model/field.h"

const char *
origin_name(enum origin origin)
{
	static const char *const names[] = {
		[ORIGIN_NONE] = "nobody",
		[ORIGIN_LATER] = "known after deployment",
		[ORIGIN_XML] = "XML",
		[ORIGIN_API] = "EC2 API",
		[ORIGIN_TERRAFORM] = "Terraform",
		[ORIGIN_CLOUDFORMATION] = "CloudFormation",
		[ORIGIN_DESCRIPTOR] = "descriptor",
		[ORIGIN_OPTION] = "--tunnel-option",
		[ORIGIN_DERIVED] = "derived",
		[ORIGIN_DEFAULT] = "AWS's default",
		[ORIGIN_ASSUMED] = "AWS's default, assumed",
	};

	return names[origin];
}

/* Whether A comes after B. */
static bool
comes_after(const struct tunnel *a, const struct tunnel *b)
{
	if (!value_known(&b->outside_address))
		return false;
	if (!value_known(&a->outside_address))
		return true;
	return ip_compare(a->outside_address.u.ip, b->outside_address.u.ip) > 0;
}

void
connection_sort_tunnels(struct connection *connection)
{
	struct tunnel *tunnels = connection->tunnels, moved;
	size_t i, j;

	/* Readers admit few tunnels: an insertion sort, which is stable. */
	for (i = 1; i < connection->tunnel_count; i++) {
		if (!comes_after(&tunnels[i - 1], &tunnels[i]))
			continue;
		moved = tunnels[i];
		for (j = i; j > 0 && comes_after(&tunnels[j - 1], &moved); j--)
			tunnels[j] = tunnels[j - 1];
		tunnels[j] = moved;
	}
}

static bool
has_bgp(const struct tunnel *tunnel)
{
	return tunnel->customer_asn.text != NULL ||
	       tunnel->aws_asn.text != NULL;
}

bool
connection_is_static(const struct connection *connection)
{
	size_t i;

	if (connection->attributes.text != NULL &&
	    strstr(connection->attributes.text, "NoBGP") != NULL)
		return true;
	if (value_known(&connection->static_routes_only))
		return connection->static_routes_only.u.flag;
	/* AWS's default; only the XML shows it by what it leaves out. */
	if (!connection->has_xml)
		return false;
	for (i = 0; i < connection->tunnel_count; i++)
		if (has_bgp(&connection->tunnels[i]))
			return false;
	return true;
}

bool
connection_routing_known(const struct connection *connection)
{
	const struct value *only = &connection->static_routes_only;

	if (value_known(only) || connection->has_xml ||
	    connection->attributes.text != NULL)
		return true;
	return only->origin != ORIGIN_LATER && only->text == NULL &&
	       connection->id.origin != ORIGIN_API;
}

bool
connection_is_ipv6(const struct connection *connection)
{
	const struct value *version = &connection->tunnel_inside_ip_version;
	size_t i;

	if (value_known(version))
		return strcmp(version->text, "ipv6") == 0;
	for (i = 0; i < connection->tunnel_count; i++)
		if (connection->tunnels[i].inside_ipv6_address.text != NULL ||
		    connection->tunnels[i].aws_inside_ipv6_address.text != NULL)
			return true;
	return false;
}

bool
connection_has_vgw(const struct connection *connection)
{
	const char *id = connection->vpn_gateway_id.text;

	/* Its id may be known only later. */
	if (connection->aws_gateway != NULL)
		return connection->aws_gateway->kind == GATEWAY_VPN;
	return id != NULL && strncmp(id, "vgw-", 4) == 0;
}

const char *
connection_name(const struct connection *connection)
{
	if (connection->label != NULL)
		return connection->label;
	return value_known(&connection->id) ? connection->id.text
					    : "connection without id";
}

bool
tunnel_inside_length(const struct tunnel *tunnel, uint8_t *ret)
{
	if (!value_known(&tunnel->aws_inside_address) ||
	    !value_known(&tunnel->aws_inside_prefix_length) ||
	    tunnel->aws_inside_prefix_length.u.number > 32)
		return false;
	*ret = (uint8_t)tunnel->aws_inside_prefix_length.u.number;
	return true;
}

bool
tunnel_inside_cidr(const struct tunnel *tunnel, struct ip_prefix *ret)
{
	if (!tunnel_inside_length(tunnel, &ret->length))
		return false;
	ret->address = tunnel->aws_inside_address.u.ip;
	ip_prefix_cut(ret);
	return true;
}

bool
tunnel_inside_ipv6_cidr(const struct tunnel *tunnel, struct ip_prefix *ret)
{
	/* AWS prints 128 beside each address; the network is always a /126
	 * (VpnTunnelOptionsSpecification, TunnelInsideIpv6Cidr). */
	if (!value_known(&tunnel->aws_inside_ipv6_address))
		return false;
	ret->address = tunnel->aws_inside_ipv6_address.u.ip;
	ret->length = 126;
	ip_prefix_cut(ret);
	return true;
}

#define SETS(phase1, phase2)                                                   \
	{                                                                      \
		offsetof(struct tunnel, phase1),                               \
		    offsetof(struct tunnel, phase2)                            \
	}

static size_t
set_offset(enum algorithm_kind kind, unsigned phase)
{
	static const size_t offsets[ALGORITHM_KINDS][2] = {
		[ALGORITHM_IKE_VERSION] = SETS(ike_versions, ike_versions),
		[ALGORITHM_ENCRYPTION] = SETS(
		    phase1_encryption_algorithms, phase2_encryption_algorithms),
		[ALGORITHM_INTEGRITY] = SETS(
		    phase1_integrity_algorithms, phase2_integrity_algorithms),
		[ALGORITHM_DH_GROUP] =
		    SETS(phase1_dh_group_numbers, phase2_dh_group_numbers),
	};

	return offsets[kind][phase == 2];
}

#undef SETS

const struct value *
tunnel_set(
    const struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase)
{
	return (const void *)((const char *)tunnel + set_offset(kind, phase));
}

struct value *
tunnel_set_slot(struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase)
{
	return (void *)((char *)tunnel + set_offset(kind, phase));
}

bool
tunnel_same_outside(const struct tunnel *a, const struct tunnel *b)
{
	return value_known(&a->outside_address) &&
	       value_known(&b->outside_address) &&
	       ip_equal(a->outside_address.u.ip, b->outside_address.u.ip);
}

bool
tunnel_has_psk(const struct tunnel *tunnel)
{
	return value_known(&tunnel->pre_shared_key) &&
	       !psk_is_redacted(tunnel->pre_shared_key.text);
}

bool
connection_has_certificate(const struct connection *connection)
{
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++)
		if (tunnel_has_psk(&connection->tunnels[i]))
			return false;
	if (connection->customer_gateway != NULL &&
	    value_known(&connection->customer_gateway->certificate_arn))
		return true;
	for (i = 0; i < connection->tunnel_count; i++)
		if (value_known(&connection->tunnels[i].certificate_arn))
			return true;
	return false;
}

/* Neither there nor written in a form that could not be read. */
static bool
is_unsaid(const struct value *value)
{
	return value_missing(value) &&
	       (value->text == NULL || value->text[0] == '\0');
}

bool
connection_has_no_address(const struct connection *connection)
{
	const struct gateway *customer = connection->customer_gateway;
	size_t i;

	if (customer == NULL || !is_unsaid(&customer->ip_address) ||
	    is_unsaid(&customer->certificate_arn))
		return false;
	for (i = 0; i < connection->tunnel_count; i++)
		if (!is_unsaid(
			&connection->tunnels[i].customer_outside_address))
			return false;
	return true;
}

/* What the XML prints in place of a set, which is where to point. */
static const struct value *
printed(const struct tunnel *t, enum algorithm_kind kind, int phase)
{
	if (kind == ALGORITHM_ENCRYPTION)
		return phase == 1 ? &t->xml_phase1_encryption
				  : &t->xml_phase2_encryption;
	if (kind == ALGORITHM_INTEGRITY)
		return phase == 1 ? &t->xml_phase1_integrity
				  : &t->xml_phase2_integrity;
	return phase == 1 ? &t->xml_phase1_dh_group : &t->xml_phase2_dh_group;
}

/* Whether FIELD gets its default, as nobody stated it; what was written and
 * not understood gets none, either. */
static inline bool
wants_default(const struct field *field, const void *owner)
{
	const struct value *value = field_get(field, owner);

	return value->text == NULL && value_missing(value);
}

/* A set that nobody stated: everything AWS accepts by default. */
static void
assume_set(const struct field *field, enum algorithm_kind kind,
    struct tunnel *tunnel, enum origin origin)
{
	struct value *value = field_slot(field, tunnel);

	value->u.set = algorithm_aws_set(kind, field->phase);
	value->origin = origin;
	value->at = tunnel->at;
	if (field->phase != 0 &&
	    value_known(printed(tunnel, kind, field->phase)))
		value->at = printed(tunnel, kind, field->phase)->at;
}

/* The default of a field that has one and that nobody stated. */
static void
take_default(const struct field *field, void *owner, struct pos at)
{
	struct value *value = field_slot(field, owner);

	if (!field_parse_fallback(field, value))
		return;
	value->text = field->fallback;
	value->origin = ORIGIN_DEFAULT;
	value->at = at;
}

static void
complete_tunnel(const struct connection *connection, struct tunnel *tunnel)
{
	enum origin origin =
	    connection->has_options ? ORIGIN_DEFAULT : ORIGIN_ASSUMED;
	bool is_static = connection_is_static(connection);
	size_t count, i;
	const struct field *const *fields = tunnel_defaults(&count);
	enum algorithm_kind kind;

	for (i = 0; i < count; i++) {
		if (!wants_default(fields[i], tunnel))
			continue;
		if (field_is_set(fields[i], &kind))
			assume_set(fields[i], kind, tunnel, origin);
		else if (!fields[i]->bgp || !is_static)
			take_default(fields[i], tunnel, tunnel->at);
	}
}

static void
take(struct value *set, const struct value *from)
{
	if (!value_known(set) && value_known(from))
		*set = *from;
}

/* The literal values of the XML, as AWS's own samples use them. */
static void
take_xml(struct tunnel *tunnel)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	enum algorithm_kind kind;

	for (i = 0; i < count; i++)
		if (fields[i].phase != 0 && field_is_set(&fields[i], &kind))
			take(field_slot(&fields[i], tunnel),
			    printed(tunnel, kind, fields[i].phase));
}

void
connection_complete(struct connection *connection, bool from_xml)
{
	size_t count, i;
	const struct field *const *fields = connection_defaults(&count);

	for (i = 0; i < count; i++)
		if (wants_default(fields[i], connection))
			take_default(fields[i], connection, connection->at);
	for (i = 0; i < connection->tunnel_count; i++) {
		if (from_xml)
			take_xml(&connection->tunnels[i]);
		complete_tunnel(connection, &connection->tunnels[i]);
	}
}

struct connection *
connection_copy(const struct connection *connection, struct arena *arena)
{
	struct connection *copy = ARENA_NEW(arena, struct connection);

	*copy = *connection;
	copy->tunnels =
	    arena_array(arena, copy->tunnel_count, sizeof(*copy->tunnels));
	memcpy(copy->tunnels, connection->tunnels,
	    copy->tunnel_count * sizeof(*copy->tunnels));
	return copy;
}
