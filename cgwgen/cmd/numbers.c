/* SPDX-License-Identifier: ISC */
/* Which connection has which number on which device.  Floor 7. */
#include "cmd/numbers.h"

#include <inttypes.h>
#include <string.h>

#include "base/index.h"
#include "render/names.h"

struct numbers {
	struct arena *arena;
	struct digest_key secret;
	struct index index; /* to the name of the connection */
};

struct numbers *
numbers_new(struct arena *arena)
{
	struct numbers *numbers = ARENA_NEW(arena, struct numbers);

	numbers->arena = arena;
	digest_key_make(&numbers->secret);
	return numbers;
}

/* The device of CONNECTION, in ARENA; NULL while it is not known. */
static const char *
device_of(const struct connection *connection, struct arena *arena)
{
	char text[IP_TEXT_SIZE];
	const struct value *value;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		value = &connection->tunnels[i].customer_outside_address;
		if (value_known(value))
			return arena_string(
			    arena, ip_format(value->u.ip, text));
	}
	value = &connection->customer_gateway_id;
	return value_known(value) ? value->text : NULL;
}

/* The connection that has WHAT on DEVICE; NULL when this one takes it. */
static const char *
take(struct numbers *numbers, const struct profile *profile, const char *device,
    const char *what, const char *name)
{
	const char *key =
	    arena_printf(numbers->arena, "%s %s %s", profile->id, device, what);
	void **slot = index_place(&numbers->index,
	    digest_make(&numbers->secret, key, strlen(key)), numbers->arena);

	if (*slot != NULL)
		return strcmp(*slot, name) != 0 ? *slot : NULL;
	*slot = arena_string(numbers->arena, name);
	return NULL;
}

static void
take_name(struct numbers *numbers, const struct profile *profile,
    const char *device, const struct connection *connection,
    struct diags *diags)
{
	const char *name = connection_name(connection), *other;
	const char *short_name =
	    names_connection(profile, connection, diags_arena(diags));

	other = take(numbers, profile, device, short_name, name);
	if (other != NULL)
		diag(diags, RULE_DEVICE_NAMES, connection->id.at,
		    "%s and %s are both called %s on the same device, %s",
		    diag_quote(diags, other), diag_quote(diags, name),
		    diag_quote(diags, short_name), diag_quote(diags, device));
}

static void
take_numbers(struct numbers *numbers, const struct profile *profile,
    const char *device, const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	const char *name = connection_name(connection), *other;
	int64_t base = profile_integer(profile, parameters, "tunnel_base");
	int64_t slot = profile_integer(profile, parameters, "slot"), number;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		number = base + names_offset(slot, connection, i);
		other = take(numbers, profile, device,
		    arena_printf(numbers->arena, "%" PRId64, number), name);
		if (other == NULL)
			continue;
		diag(diags, RULE_DEVICE_NUMBERS, connection->at,
		    "the tunnel interfaces of %s and %s have the same numbers, "
		    "from %" PRId64 ", on the same device, %s",
		    diag_quote(diags, name), diag_quote(diags, other), number,
		    diag_quote(diags, device));
		return;
	}
}

/* The slot of WHAT on DEVICE. */
static void **
slot_of(struct numbers *numbers, const struct profile *profile,
    const char *device, const char *side, const char *network)
{
	const char *key = arena_printf(
	    numbers->arena, "%s %s %s %s", profile->id, device, side, network);

	return index_place(&numbers->index,
	    digest_make(&numbers->secret, key, strlen(key)), numbers->arena);
}

/* Notes that NETWORK is on SIDE of the connection NAME; a finding where it is
 * on the OTHER side of another one. */
static void
cross(struct numbers *numbers, const struct profile *profile,
    const char *device, const char *side, const char *network,
    const char *other_side, const char *name, struct pos at,
    struct diags *diags)
{
	const char *other =
	    *slot_of(numbers, profile, device, other_side, network);
	const bool is_local = strcmp(side, "local") == 0;
	void **slot;

	if (other != NULL && strcmp(other, name) != 0)
		diag(diags, RULE_ORIGINATED_OVER, at,
		    "%s is a local network of %s, and what AWS announces on %s",
		    network, diag_quote(diags, is_local ? name : other),
		    diag_quote(diags, is_local ? other : name));
	slot = slot_of(numbers, profile, device, side, network);
	if (*slot == NULL)
		*slot = arena_string(numbers->arena, name);
}

/* Takes the networks at both ends of CONNECTION. */
static void
take_networks(struct numbers *numbers, const struct profile *profile,
    const char *device, const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	const struct parameter_value *local =
	    profile_value(profile, parameters, "local_networks");
	const struct parameter_value *remote =
	    profile_value(profile, parameters, "aws_networks");
	const struct gateway *gateway = connection->aws_gateway;
	const char *name = connection_name(connection);
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; local != NULL && i < local->count; i++)
		cross(numbers, profile, device, "local", local->items[i], "aws",
		    name, local->at, diags);
	for (i = 0; remote != NULL && i < remote->count; i++)
		cross(numbers, profile, device, "aws", remote->items[i],
		    "local", name, remote->at, diags);
	/* Of both, the parameter is what the device takes. */
	if (remote != NULL && remote->count != 0)
		return;
	for (i = 0; gateway != NULL && i < gateway->prefix_count; i++)
		if (value_known(&gateway->prefixes[i]))
			cross(numbers, profile, device, "aws",
			    arena_string(numbers->arena,
				ip_prefix_format(
				    gateway->prefixes[i].u.prefix, text)),
			    "local", name, gateway->prefixes[i].at, diags);
}

void
numbers_take_networks(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	const char *device = device_of(connection, diags_arena(diags));

	if (device != NULL && !connection_is_static(connection))
		take_networks(
		    numbers, profile, device, parameters, connection, diags);
}

void
numbers_take(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	const char *device = device_of(connection, diags_arena(diags));

	if (device == NULL)
		return;
	take_name(numbers, profile, device, connection, diags);
	numbers_take_networks(numbers, profile, parameters, connection, diags);
	if (profile_parameter(profile, "tunnel_base") != NULL ||
	    profile_parameter(profile, "slot") != NULL)
		take_numbers(
		    numbers, profile, device, parameters, connection, diags);
}
