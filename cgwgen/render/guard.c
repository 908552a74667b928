/* SPDX-License-Identifier: ISC */
/*
 * Checks that rendering makes itself, whether or not a rule was passed over:
 * nothing missing becomes a blank, nothing hostile becomes a line.  Floor 5.
 */
#include "render/guard.h"

#include <inttypes.h>
#include <string.h>

#include "base/byte_set.h"
#include "model/field.h"
#include "render/names.h"

struct guard {
	const struct connection *connection;
	const struct profile *profile;
	struct diags *diags;
	size_t refused;
	bool texts_only; /* what is missing is no matter */
	bool keyless;    /* keys are none, too */
};

const char *
guard_subject(const struct connection *connection, const struct tunnel *tunnel,
    struct diags *diags)
{
	const char *name = diag_quote(diags, connection_name(connection));
	char text[IP_TEXT_SIZE];

	if (tunnel == NULL)
		return name;
	if (!value_known(&tunnel->outside_address))
		return arena_printf(diags_arena(diags), "%s tunnel %zu", name,
		    (size_t)(tunnel - connection->tunnels) + 1);
	return arena_printf(diags_arena(diags), "%s tunnel %s", name,
	    ip_format(tunnel->outside_address.u.ip, text));
}

static void
refuse(struct guard *guard, enum rule_id rule, const struct tunnel *tunnel,
    struct pos at, const char *help, const char *message)
{
	struct finding finding = { .rule = rule,
		.severity = SEVERITY_ERROR,
		.at = at,
		.subject =
		    guard_subject(guard->connection, tunnel, guard->diags),
		.message = message,
		.help = help };

	if (finding.at.source == NULL)
		finding.at =
		    tunnel != NULL ? tunnel->at : guard->connection->at;
	diag_full(guard->diags, &finding);
	guard->refused++;
}

/* What the device can do of two things, for help. */
static const char *
can(const struct guard *guard, const char *what, bool has_one, const char *one,
    bool has_two, const char *two)
{
	return arena_printf(diags_arena(guard->diags),
	    "of %s, the device can do: %s%s%s", what, has_one ? one : "",
	    has_one && has_two ? ", " : "", has_two ? two : "");
}

static void
guard_outside(struct guard *guard)
{
	const struct tunnel *tunnel = guard->connection->tunnels, *end;
	bool is_ipv6;

	for (end = tunnel + guard->connection->tunnel_count; tunnel < end;
	     tunnel++) {
		if (!value_known(&tunnel->outside_address))
			continue;
		is_ipv6 = tunnel->outside_address.u.ip.family == 6;
		if (is_ipv6 ? guard->profile->outside_ipv6
			    : guard->profile->outside_ipv4)
			continue;
		refuse(guard, RULE_DEVICE_CANNOT, tunnel,
		    tunnel->outside_address.at,
		    can(guard, "outside addresses",
			guard->profile->outside_ipv4, "IPv4",
			guard->profile->outside_ipv6, "IPv6"),
		    arena_printf(diags_arena(guard->diags),
			"%s cannot use %s outside addresses",
			guard->profile->id, is_ipv6 ? "IPv6" : "IPv4"));
	}
}

/* The first tunnel's: a connection's tunnels have the same. */
static void
guard_asns(struct guard *guard)
{
	const struct tunnel *tunnel = guard->connection->tunnels;
	const struct value *asns[2];
	size_t i;

	if (guard->connection->tunnel_count == 0)
		return;
	asns[0] = &tunnel->customer_asn;
	asns[1] = &tunnel->aws_asn;
	for (i = 0; i < 2; i++)
		if (value_known(asns[i]) && asns[i]->u.number > UINT16_MAX)
			refuse(guard, RULE_DEVICE_ASN, NULL, asns[i]->at, NULL,
			    arena_printf(diags_arena(guard->diags),
				"%s ASN %u is above 65535; %s takes two-byte "
				"ASNs only",
				i == 0 ? "customer" : "AWS's",
				(unsigned)asns[i]->u.number,
				guard->profile->id));
}

unsigned
guard_needs(const struct connection *connection)
{
	unsigned needs = connection_is_static(connection)
			     ? 1u << PARAMETER_STATIC
			     : 1u << PARAMETER_BGP;

	if (connection_has_certificate(connection))
		needs |= 1u << PARAMETER_CERTIFICATE;
	return needs;
}

uint64_t
guard_question(const struct connection *connection)
{
	return (uint64_t)connection->tunnel_count << 32 |
	       (guard_is_hub(connection) ? 1u << 31 : 0) |
	       (connection_is_ipv6(connection) ? 1u << 30 : 0) |
	       guard_needs(connection);
}

bool
guard_device(const struct connection *connection, const struct profile *profile,
    struct diags *diags)
{
	struct guard guard = { connection, profile, diags, 0, false, false };
	bool is_static = connection_is_static(connection);
	bool is_ipv6 = connection_is_ipv6(connection);
	bool certified = connection_has_certificate(connection);
	struct arena *arena = diags_arena(diags);

	if (is_static ? !profile->static_routing : !profile->bgp)
		refuse(&guard, RULE_DEVICE_CANNOT, NULL, connection->at,
		    can(&guard, "routing", profile->bgp, "BGP",
			profile->static_routing, "static"),
		    arena_printf(arena, "%s cannot do %s routing", profile->id,
			is_static ? "static" : "BGP"));
	if (is_ipv6 ? !profile->inside_ipv6 : !profile->inside_ipv4)
		refuse(&guard, RULE_DEVICE_CANNOT, NULL, connection->at,
		    can(&guard, "inside IP versions", profile->inside_ipv4,
			"IPv4", profile->inside_ipv6, "IPv6"),
		    arena_printf(arena, "%s cannot carry %s inside a tunnel",
			profile->id, is_ipv6 ? "IPv6" : "IPv4"));
	guard_outside(&guard);
	/* What holds no key has no use for a certificate either. */
	if (profile_has_keys(profile) &&
	    (certified ? !profile->certificate : !profile->psk))
		refuse(&guard, RULE_DEVICE_CANNOT, NULL, connection->at,
		    can(&guard, "authentication", profile->psk,
			"pre-shared keys", profile->certificate,
			"certificates"),
		    arena_printf(arena, "%s is not rendered with %s",
			profile->id,
			certified ? "certificates" : "pre-shared keys"));
	if (!profile->four_byte_asn && !is_static)
		guard_asns(&guard);
	/* What holds no key configures no routes. */
	if (profile_has_keys(profile))
		return guard_route_policy(connection, profile, diags) &&
		       guard.refused == 0;
	return guard.refused == 0;
}

/* Whether a list has a network of the IP version; the canonical spelling of
 * IPv6 alone has colons. */
static bool
has_family(const struct parameter_value *value, bool is_ipv6)
{
	size_t i;

	for (i = 0; i < value->count; i++)
		if ((strchr(value->items[i], ':') != NULL) == is_ipv6)
			return true;
	return false;
}

static bool
guard_networks(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags)
{
	struct guard guard = { connection, profile, diags, 0, false, false };
	enum parameter_required routing =
	    connection_is_static(connection) ? PARAMETER_STATIC : PARAMETER_BGP;
	bool is_ipv6 = connection_is_ipv6(connection);
	const struct parameter *parameter;
	size_t i;

	for (i = 0; i < profile->parameter_count; i++) {
		parameter = &profile->parameters[i];
		if (parameter->type != PARAMETER_PREFIXES ||
		    (parameter->required != PARAMETER_ALWAYS &&
			parameter->required != routing) ||
		    has_family(&values[i], is_ipv6))
			continue;
		refuse(&guard, RULE_PARAMETER_INVALID, NULL, values[i].at, NULL,
		    arena_printf(diags_arena(diags),
			"%s has no %s network, which the tunnels carry",
			parameter->name, is_ipv6 ? "IPv6" : "IPv4"));
	}
	return guard.refused == 0;
}

/* Whether the last number that follows from PARAMETER, which has a step, is
 * one. */
static void
guard_number(struct guard *guard, const struct parameter *parameter,
    const struct parameter_value *value, int64_t slot, struct pos slot_at)
{
	const struct connection *connection = guard->connection;
	uint64_t reach, first = (uint64_t)value->integer;

	if (value->shape != PARAMETER_IS_INTEGER ||
	    parameter->used == (connection_is_static(connection)
				       ? PARAMETER_BGP
				       : PARAMETER_STATIC))
		return;
	reach = (uint64_t)(parameter->step * names_offset(slot, connection,
						 connection->tunnel_count - 1));
	/* The value is no more than the maximum, either of any size. */
	if (reach <= (uint64_t)parameter->maximum - first)
		return;
	refuse(guard, RULE_PARAMETER_INVALID, NULL,
	    value->origin == PARAMETER_DEFAULT ? slot_at : value->at, NULL,
	    arena_printf(diags_arena(guard->diags),
		"%s %" PRId64 " and slot %" PRId64 " make %" PRIu64
		" the last tunnel's number; the device's last is %" PRId64,
		parameter->name, value->integer, slot, first + reach,
		parameter->maximum));
}

static bool
guard_numbers(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags)
{
	struct guard guard = { connection, profile, diags, 0, false, false };
	const struct parameter_value *slot =
	    profile_value(profile, values, "slot");
	size_t i;

	if (connection->tunnel_count == 0)
		return true;
	for (i = 0; i < profile->parameter_count; i++)
		if (profile->parameters[i].step != 0)
			guard_number(&guard, &profile->parameters[i],
			    &values[i], slot != NULL ? slot->integer : 0,
			    slot != NULL ? slot->at : values[i].at);
	return guard.refused == 0;
}

bool
guard_parameters(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags)
{
	bool good = guard_networks(connection, profile, values, diags);

	good &= guard_pass_on(connection, profile, values, diags);
	return guard_numbers(connection, profile, values, diags) && good;
}

static void
refuse_missing(struct guard *guard, const struct tunnel *tunnel,
    const struct field *field, const struct value *value)
{
	refuse(guard, RULE_VALUE_REQUIRED, tunnel, value->at, NULL,
	    arena_printf(diags_arena(guard->diags), "%s is %s", field->name,
		value_missing(value) ? "missing"
				     : "known only after a deployment"));
}

/* Whether a configuration of this connection is made of FIELD, a tunnel's in
 * AWS's XML. */
static bool
is_needed(const struct guard *guard, const struct field *field)
{
	const struct connection *connection = guard->connection;

	if (guard->profile->address_optional &&
	    field->offset == offsetof(struct tunnel, customer_outside_address))
		return !connection_has_no_address(connection);
	if (field->bgp)
		return !connection_is_static(connection);
	if (field->type == FIELD_IPV6)
		return connection_is_ipv6(connection);
	return (field->need == FIELD_REQUIRED || field->fallback != NULL) &&
	       strncmp(field->name, "xml_", 4) != 0;
}

bool
guard_is_word(const char *text)
{
	return text[byte_class_span(BYTE_WORD, text)] == '\0' && text[0] != '-';
}

/* Whether an error about the value at AT was found before. */
static bool
is_refused_already(const struct guard *guard, struct pos at)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(guard->diags, &count);
	for (i = 0; i < count; i++)
		if (list[i].severity == SEVERITY_ERROR &&
		    ((list[i].at.source == at.source &&
			 list[i].at.offset == at.offset) ||
			(list[i].within.source == at.source &&
			    list[i].within.offset == at.offset)))
			return true;
	return false;
}

/* Of a known text that templates see.  AWS's defaults are words. */
static void
guard_text(struct guard *guard, const struct tunnel *tunnel,
    const struct field *field, const struct value *value)
{
	if (value->text == field->fallback || guard_is_word(value->text) ||
	    (guard->texts_only && is_refused_already(guard, value->at)))
		return;
	refuse(guard, RULE_VALUE_REFUSED, tunnel, value->at, NULL,
	    arena_printf(diags_arena(guard->diags),
		"%s '%s' holds other characters than letters, digits, '.', "
		"'_' and '-'",
		field->name, diag_quote(guard->diags, value->text)));
}

/* TEXT by one of the profile's rules, whose own words are the help. */
static void
guard_characters(struct guard *guard, const struct tunnel *tunnel,
    const struct profile_characters *rule, const char *text, struct pos at)
{
	if (rule == NULL || profile_characters_allow(rule, text) ||
	    (guard->texts_only && is_refused_already(guard, at)))
		return;
	refuse(guard, RULE_VALUE_REFUSED, tunnel, at, rule->text,
	    arena_printf(diags_arena(guard->diags),
		"%s has characters or a length that %s does not take",
		rule->name, guard->profile->id));
}

/* TUNNEL is NULL for the fields of the connection, of which a few are needed:
 * guard_connection() knows which. */
static void
guard_fields(struct guard *guard, const struct tunnel *tunnel,
    const struct field *const *fields, size_t count, const void *owner)
{
	const bool is_tunnels = tunnel != NULL && !guard->texts_only;
	const struct field *field;
	const struct value *value;
	size_t i;

	for (i = 0; i < count; i++) {
		field = fields[i];
		value = field_get(field, owner);
		if (value_known(value)) {
			if (field->type == FIELD_TEXT)
				guard_text(guard, tunnel, field, value);
		} else if (is_tunnels && field->xml != NULL &&
			   is_needed(guard, field)) {
			refuse_missing(guard, tunnel, field, value);
		}
	}
}

static void
refuse_keyless(struct guard *guard, const struct tunnel *tunnel)
{
	const struct value *key = &tunnel->pre_shared_key;

	refuse(guard, RULE_PSK_REQUIRED, tunnel, key->at, NULL,
	    key->origin == ORIGIN_LATER
		? "pre-shared key is known only after a deployment"
		: "pre-shared key is not in the descriptor");
}

static void
guard_tunnel(struct guard *guard, size_t index)
{
	const struct connection *connection = guard->connection;
	const struct profile *profile = guard->profile;
	const struct tunnel *tunnel = &connection->tunnels[index];
	const struct value *key = &tunnel->pre_shared_key;
	size_t count;
	const struct field *const *fields = tunnel_guarded(&count);

	guard_fields(guard, tunnel, fields, count, tunnel);
	if (guard->keyless || connection_has_certificate(connection))
		;
	else if (tunnel_has_psk(tunnel))
		guard_characters(
		    guard, tunnel, profile->key_characters, key->text, key->at);
	else if (!guard->texts_only)
		refuse_keyless(guard, tunnel);
	if (value_known(&connection->id))
		guard_characters(guard, tunnel, profile->name_characters,
		    names_tunnel(
			profile, connection, index, diags_arena(guard->diags)),
		    connection->id.at);
}

static bool
guard_all(struct guard *guard)
{
	const struct connection *connection = guard->connection;
	size_t count, i;
	const struct field *const *fields = connection_guarded(&count);

	guard_fields(guard, NULL, fields, count, connection);
	for (i = 0; i < connection->tunnel_count; i++)
		guard_tunnel(guard, i);
	return guard->refused == 0;
}

bool
guard_connection(const struct connection *connection,
    const struct profile *profile, const struct context_base *base,
    struct diags *diags)
{
	struct guard guard = { connection, profile, diags, 0, false,
		base->keyless };
	const struct field *id =
	    connection_field_at(offsetof(struct connection, id));

	/* Empty gateway ids are AWS's way; only the own id is needed. */
	if (!value_known(&connection->id))
		refuse_missing(&guard, NULL, id, &connection->id);
	if (connection->tunnel_count == 0)
		refuse(&guard, RULE_VALUE_REQUIRED, NULL, connection->at, NULL,
		    "connection has no tunnel");
	if (base->preferred_tunnel > (int64_t)connection->tunnel_count)
		refuse(&guard, RULE_PARAMETER_INVALID, NULL, connection->at,
		    NULL,
		    arena_printf(diags_arena(diags),
			"parameter preferred_tunnel is %d; the connection has "
			"%zu tunnels",
			(int)base->preferred_tunnel, connection->tunnel_count));
	return guard_all(&guard);
}

bool
guard_texts(const struct connection *connection, const struct profile *profile,
    struct diags *diags)
{
	struct guard guard = { connection, profile, diags, 0, true, false };

	return guard_all(&guard);
}
