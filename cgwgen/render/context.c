/* SPDX-License-Identifier: ISC */
/*
 * The template context.  Most names are rows of the field tables; the rest
 * is derived here.  Every value carries where it came from.  Floor 5.
 */
#include "render/context.h"

#include <stdarg.h>
#include <string.h>

#include "model/field.h"
#include "render/guard.h"

/* Builds one dict of the context. */
struct scope {
	struct arena *arena;
	struct tvalue dict;
	const char *path; /* "connection" or "tunnels.1" */
};

static struct scope
scope_new(struct arena *arena, const char *path, size_t capacity)
{
	return (struct scope){ arena, tv_dict(arena, capacity), path };
}

static void
put(struct scope *scope, const char *name, struct tvalue value,
    const struct value *from, bool secret)
{
	struct provenance *origin = ARENA_NEW(scope->arena, struct provenance);

	*origin = (struct provenance){ scope->path, name, from, secret };
	tv_dict_put(scope->arena, &scope->dict, name, tv_origin(value, origin));
}

/* Derived values, which no single place in the descriptor holds. */
static void
put_text(struct scope *scope, const char *name, const char *text)
{
	put(scope, name, tv_text(text), NULL, false);
}

static void
put_number(struct scope *scope, const char *name, int64_t number)
{
	put(scope, name, tv_int(number), NULL, false);
}

static void
put_flag(struct scope *scope, const char *name, bool flag)
{
	put(scope, name, tv_bool(flag), NULL, false);
}

static const char *
ip_text(struct arena *arena, struct ip ip)
{
	char text[IP_TEXT_SIZE];

	return arena_string(arena, ip_format(ip, text));
}

static struct tvalue
field_value(
    const struct field *field, const struct value *value, struct arena *arena)
{
	if (!value_known(value))
		return tv_none();
	if (field->type == FIELD_NUMBER)
		return tv_int(value->u.number);
	if (field->type == FIELD_FLAG)
		return tv_bool(value->u.flag);
	if (field->type == FIELD_TEXT)
		return tv_text(value->text);
	return tv_text(ip_text(arena, value->u.ip));
}

/* The rows of a field table, but for the sets and the names in EXCEPT. */
static void
put_fields(struct scope *scope, const struct field *fields, size_t count,
    const void *owner, const char *const *except)
{
	enum algorithm_kind kind;
	const struct value *value;
	size_t i, j;

	for (i = 0; i < count; i++) {
		if (field_is_set(&fields[i], &kind))
			continue;
		for (j = 0; except[j] != NULL; j++)
			if (strcmp(except[j], fields[i].name) == 0)
				break;
		if (except[j] != NULL)
			continue;
		value = field_get(&fields[i], owner);
		put(scope, fields[i].name,
		    field_value(&fields[i], value, scope->arena), value,
		    fields[i].secret);
	}
}

static void
put_phase(struct scope *tunnel, const char *name,
    const struct phase_choice *choice, const struct value *lifetime)
{
	struct scope scope = scope_new(tunnel->arena,
	    arena_printf(tunnel->arena, "%s.%s", tunnel->path, name), 9);
	const struct algorithm *integrity = choice->integrity;

	put_text(&scope, "encryption", choice->encryption_spelling);
	put_text(&scope, "encryption_name", choice->encryption->name);
	put_text(&scope, "integrity", choice->integrity_spelling);
	put_text(&scope, "integrity_name",
	    integrity != NULL ? integrity->name : NULL);
	put_text(&scope, "dh_group", choice->dh_group_spelling);
	put_number(&scope, "dh_group_number", choice->dh_group->number);
	put_flag(&scope, "aead", choice->encryption->aead);
	put(&scope, "lifetime", tv_int(lifetime->u.number), lifetime, false);
	tv_dict_put(tunnel->arena, &tunnel->dict, name, scope.dict);
}

/* Addresses that follow from those in the descriptor. */
static void
put_networks(struct scope *scope, const struct tunnel *t)
{
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE];

	if (tunnel_inside_cidr(t, &prefix)) {
		put_text(scope, "inside_cidr",
		    arena_string(scope->arena, ip_prefix_format(prefix, text)));
		put_text(scope, "inside_netmask",
		    ip_text(scope->arena, ip_mask(4, prefix.length)));
	}
	if (tunnel_inside_ipv6_cidr(t, &prefix)) {
		put_text(scope, "inside_ipv6_cidr",
		    arena_string(scope->arena, ip_prefix_format(prefix, text)));
		put_number(scope, "inside_ipv6_prefix_length", prefix.length);
	} else {
		put_text(scope, "inside_ipv6_cidr", NULL);
		put(scope, "inside_ipv6_prefix_length", tv_none(), NULL, false);
	}
}

/* A third of the hold time, as AWS's samples have it (RFC 4271 section
 * 10 suggests the same). */
static void
put_keepalive(struct scope *scope, const struct tunnel *t)
{
	put(scope, "bgp_keepalive",
	    value_known(&t->bgp_hold_time)
		? tv_int(t->bgp_hold_time.u.number / 3)
		: tv_none(),
	    NULL, false);
}

static struct tvalue
tunnel_value(const struct connection *connection, size_t index,
    const struct choice *choice, struct arena *arena)
{
	/* Published by put_networks() as they are on AWS's side. */
	static const char *const except[] = { "inside_netmask",
		"inside_ipv6_prefix_length", NULL };
	const struct tunnel *t = &connection->tunnels[index];
	struct scope scope =
	    scope_new(arena, arena_printf(arena, "tunnels.%zu", index), 64);
	size_t count;
	const struct field *fields = tunnel_fields(&count);

	put_fields(&scope, fields, count, t, except);
	put_number(&scope, "number", (int64_t)index + 1);
	put_text(&scope, "name",
	    arena_printf(arena, "%s-%zu", connection->id.text, index + 1));
	put_networks(&scope, t);
	put_keepalive(&scope, t);
	put_number(&scope, "dpd_timeout",
	    (int64_t)t->dpd_interval.u.number * t->dpd_retries.u.number);
	put_number(&scope, "ike_version", choice->ike_version);
	put_phase(
	    &scope, "phase1", &choice->phase[0], &t->phase1_lifetime_seconds);
	put_phase(
	    &scope, "phase2", &choice->phase[1], &t->phase2_lifetime_seconds);
	/* An IPv4 header and a TCP header are 40 bytes, with IPv6 60. */
	put_number(&scope, "mtu", choice->mtu);
	put_number(&scope, "mss", (int64_t)choice->mtu - 40);
	put_number(&scope, "mss_ipv6", (int64_t)choice->mtu - 60);
	return scope.dict;
}

static struct tvalue
connection_value(const struct connection *connection, struct arena *arena)
{
	static const char *const except[] = { "attributes", NULL };
	const struct tunnel *t = &connection->tunnels[0];
	const struct value *gateway = &connection->vpn_gateway_id;
	struct scope scope = scope_new(arena, "connection", 16);
	size_t count;
	const struct field *fields = connection_fields(&count);
	bool is_static = connection_is_static(connection);

	put_fields(&scope, fields, count, connection, except);
	if (!value_known(gateway))
		gateway = &connection->transit_gateway_id;
	put(&scope, "gateway_id",
	    tv_text(value_known(gateway) ? gateway->text : ""), gateway, false);
	put_text(&scope, "routing", is_static ? "static" : "bgp");
	put_text(&scope, "inside_ip_version",
	    connection_is_ipv6(connection) ? "ipv6" : "ipv4");
	put(&scope, "customer_asn",
	    is_static ? tv_none() : tv_int(t->customer_asn.u.number),
	    &t->customer_asn, false);
	put(&scope, "aws_asn",
	    is_static ? tv_none() : tv_int(t->aws_asn.u.number), &t->aws_asn,
	    false);
	put(&scope, "customer_outside_address",
	    tv_text(ip_text(arena, t->customer_outside_address.u.ip)),
	    &t->customer_outside_address, false);
	return scope.dict;
}

static struct tvalue
parameter_value(const struct parameter_value *value, struct arena *arena)
{
	struct tvalue list;
	size_t i;

	switch (value->shape) {
	case PARAMETER_IS_NONE:
		return tv_none();
	case PARAMETER_IS_TEXT:
		return tv_text(value->text);
	case PARAMETER_IS_INTEGER:
		return tv_int(value->integer);
	case PARAMETER_IS_BOOLEAN:
		return tv_bool(value->boolean);
	case PARAMETER_IS_LIST:
		break;
	}
	list = tv_list(arena, value->count);
	for (i = 0; i < value->count; i++)
		tv_list_add(arena, &list, tv_text(value->items[i]));
	return list;
}

struct context_base
context_base(const struct profile *profile,
    const struct parameter_value *parameters, struct arena *arena)
{
	struct scope device = scope_new(arena, "device", 8);
	struct scope param =
	    scope_new(arena, "param", profile->parameter_count);
	size_t i;

	put_text(&device, "id", profile->id);
	put_text(&device, "vendor", profile->vendor);
	put_text(&device, "platform", profile->platform);
	put_text(&device, "software", profile->software);
	for (i = 0; i < profile->parameter_count; i++)
		put(&param, profile->parameters[i].name,
		    parameter_value(&parameters[i], arena), NULL, false);
	return (struct context_base){ device.dict, param.dict };
}

bool
context_build(const struct connection *connection, const struct choice *choices,
    const struct profile *profile, const struct context_base *base,
    struct arena *arena, struct diags *diags, struct tvalue *ret)
{
	struct tvalue context = tv_dict(arena, 8), tunnels;
	size_t i;

	if (!guard_connection(connection, profile, diags))
		return false;
	tunnels = tv_list(arena, connection->tunnel_count);
	for (i = 0; i < connection->tunnel_count; i++)
		tv_list_add(arena, &tunnels,
		    tunnel_value(connection, i, &choices[i], arena));
	tv_dict_put(
	    arena, &context, "connection", connection_value(connection, arena));
	tv_dict_put(arena, &context, "tunnels", tunnels);
	tv_dict_put(arena, &context, "device", base->device);
	tv_dict_put(arena, &context, "param", base->param);
	*ret = context;
	return true;
}
