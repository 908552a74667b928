/* SPDX-License-Identifier: ISC */
/* Which connection has which number on which device.  Floor 7. */
#include "cmd/numbers.h"

#include <inttypes.h>
#include <string.h>

#include "base/index.h"

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

/* The connection that has NUMBER on DEVICE; NULL when this one takes it. */
static const char *
take(struct numbers *numbers, const struct profile *profile, const char *device,
    int64_t number, const char *name)
{
	const char *key = arena_printf(
	    numbers->arena, "%s %s %" PRId64, profile->id, device, number);
	void **slot = index_place(&numbers->index,
	    digest_make(&numbers->secret, key, strlen(key)), numbers->arena);

	if (*slot != NULL)
		return strcmp(*slot, name) != 0 ? *slot : NULL;
	*slot = arena_string(numbers->arena, name);
	return NULL;
}

void
numbers_take(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	const char *name = connection_name(connection), *other;
	const char *device = device_of(connection, diags_arena(diags));
	const struct parameter *base =
	    profile_parameter(profile, "tunnel_base");
	int64_t first;
	size_t i;

	if (base == NULL || device == NULL)
		return;
	first = parameters[base - profile->parameters].integer;
	for (i = 0; i < connection->tunnel_count; i++) {
		other =
		    take(numbers, profile, device, first + (int64_t)i, name);
		if (other == NULL)
			continue;
		diag(diags, RULE_DEVICE_NUMBERS, connection->at,
		    "the tunnel interfaces of %s and %s have the same numbers, "
		    "from %" PRId64 ", on the same device, %s",
		    diag_quote(diags, name), diag_quote(diags, other), first,
		    diag_quote(diags, device));
		return;
	}
}
