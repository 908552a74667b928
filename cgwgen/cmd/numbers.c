/* SPDX-License-Identifier: ISC */
/* Which connection has which number on which device.  Floor 7. */
#include "cmd/numbers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digest_text.h"
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

/* What is taken for one connection. */
struct taking {
	struct numbers *numbers;
	const struct profile *profile;
	const struct connection *connection;
	const char *device;
	const char *name; /* of the connection */
	char *kept;       /* the same in the numbers' arena, once it is there */
	struct diags *diags;
};

static void
add_word(struct digest_text *text, const char *word)
{
	digest_add(text, " ", 1);
	digest_add(text, word, strlen(word));
}

/* The place of WHAT, which may have a second word, on the device. */
static void **
place_of(const struct taking *taking, const char *what, const char *second)
{
	struct numbers *numbers = taking->numbers;
	struct digest_text text;

	digest_open(&text);
	digest_add(&text, taking->profile->id, strlen(taking->profile->id));
	add_word(&text, taking->device);
	add_word(&text, what);
	if (second != NULL)
		add_word(&text, second);
	return index_place(&numbers->index,
	    digest_close(&text, &numbers->secret), numbers->arena);
}

/* Lets PLACE, unless it is another's, be the connection's. */
static void
occupy(struct taking *taking, void **place)
{
	if (*place != NULL)
		return;
	if (taking->kept == NULL)
		taking->kept =
		    arena_string(taking->numbers->arena, taking->name);
	*place = taking->kept;
}

/* The connection that has WHAT on the device; NULL when this one takes it. */
static const char *
take(struct taking *taking, const char *what)
{
	void **place = place_of(taking, what, NULL);

	occupy(taking, place);
	return strcmp(*place, taking->name) != 0 ? *place : NULL;
}

static void
take_name(struct taking *taking)
{
	struct diags *diags = taking->diags;
	const char *short_name = names_connection(
	    taking->profile, taking->connection, diags_arena(diags));
	const char *other = take(taking, short_name);

	if (other != NULL)
		diag(diags, RULE_DEVICE_NAMES, taking->connection->id.at,
		    "%s and %s are both called %s on the same device, %s",
		    diag_quote(diags, other), diag_quote(diags, taking->name),
		    diag_quote(diags, short_name),
		    diag_quote(diags, taking->device));
}

static void
take_numbers(struct taking *taking, const struct parameter_value *parameters)
{
	const struct connection *connection = taking->connection;
	const struct profile *profile = taking->profile;
	struct diags *diags = taking->diags;
	int64_t base = profile_integer(profile, parameters, "tunnel_base");
	int64_t slot = profile_integer(profile, parameters, "slot"), number;
	const char *other;
	char text[32];
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		number = base + names_offset(slot, connection, i);
		snprintf(text, sizeof(text), "%" PRId64, number);
		other = take(taking, text);
		if (other == NULL)
			continue;
		diag(diags, RULE_DEVICE_NUMBERS, connection->at,
		    "the tunnel interfaces of %s and %s have the same numbers, "
		    "from %" PRId64 ", on the same device, %s",
		    diag_quote(diags, taking->name), diag_quote(diags, other),
		    number, diag_quote(diags, taking->device));
		return;
	}
}

/* Notes that NETWORK is on SIDE of the connection; a finding where it is on
 * the OTHER side of another one. */
static void
cross(struct taking *taking, const char *side, const char *network,
    const char *other_side, struct pos at)
{
	const char *other = *place_of(taking, other_side, network);
	const bool is_local = strcmp(side, "local") == 0;
	struct diags *diags = taking->diags;

	if (other != NULL && strcmp(other, taking->name) != 0)
		diag(diags, RULE_ORIGINATED_OVER, at,
		    "%s is a local network of %s, and what AWS announces on %s",
		    network, diag_quote(diags, is_local ? taking->name : other),
		    diag_quote(diags, is_local ? other : taking->name));
	occupy(taking, place_of(taking, side, network));
}

/* Takes the networks at both ends of the connection. */
static void
take_networks(struct taking *taking, const struct parameter_value *parameters)
{
	const struct parameter_value *local =
	    profile_value(taking->profile, parameters, "local_networks");
	const struct parameter_value *remote =
	    profile_value(taking->profile, parameters, "aws_networks");
	const struct gateway *gateway = taking->connection->aws_gateway;
	const struct value *prefix;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; local != NULL && i < local->count; i++)
		cross(taking, "local", local->items[i], "aws", local->at);
	for (i = 0; remote != NULL && i < remote->count; i++)
		cross(taking, "aws", remote->items[i], "local", remote->at);
	/* Of both, the parameter is what the device takes. */
	if (remote != NULL && remote->count != 0)
		return;
	for (i = 0; gateway != NULL && i < gateway->prefix_count; i++) {
		prefix = &gateway->prefixes[i];
		if (value_known(prefix))
			cross(taking, "aws",
			    ip_prefix_format(prefix->u.prefix, text), "local",
			    prefix->at);
	}
}

/* The networks, unless routing is static: then none is announced. */
static void
take_announced(struct taking *taking, const struct parameter_value *parameters)
{
	if (!connection_is_static(taking->connection))
		take_networks(taking, parameters);
}

/* False while it is not known what the device is. */
static bool
begin(struct taking *taking, struct numbers *numbers,
    const struct profile *profile, const struct connection *connection,
    struct diags *diags)
{
	*taking = (struct taking){ .numbers = numbers,
		.profile = profile,
		.connection = connection,
		.device = device_of(connection, diags_arena(diags)),
		.name = connection_name(connection),
		.diags = diags };
	return taking->device != NULL;
}

void
numbers_take_networks(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	struct taking taking;

	if (begin(&taking, numbers, profile, connection, diags))
		take_announced(&taking, parameters);
}

void
numbers_take(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	struct taking taking;

	if (!begin(&taking, numbers, profile, connection, diags))
		return;
	take_name(&taking);
	take_announced(&taking, parameters);
	if (profile_parameter(profile, "tunnel_base") != NULL ||
	    profile_parameter(profile, "slot") != NULL)
		take_numbers(&taking, parameters);
}
