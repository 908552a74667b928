/* SPDX-License-Identifier: ISC */
/* Which connection has which number on which device.  Floor 7. */
#include "cmd/numbers.h"

#include <inttypes.h>
#include <string.h>

#include "base/digest_run.h"
#include "base/digits.h"
#include "base/index.h"
#include "render/names.h"

struct numbers {
	struct arena *arena;
	struct digest_key secret;
	struct index devices; /* by profile and device */
	struct index taken;   /* to the name of the connection */
};

/* What a connection takes besides networks. */
struct wish {
	const char *short_name;
	int64_t number; /* the first of COUNT */
	size_t count;
};

/* A device.  Most have one connection: what that takes is here, and in the
 * table of all only when there is another one. */
struct holder {
	const char *name; /* of that connection; NULL: none yet */
	struct wish wish;
	bool spread; /* it is in the table */
};

struct numbers *
numbers_new(struct arena *arena)
{
	struct numbers *numbers = ARENA_NEW(arena, struct numbers);

	numbers->arena = arena;
	digest_key_make(&numbers->secret);
	return numbers;
}

void
numbers_expect(struct numbers *numbers, size_t count)
{
	index_expect(&numbers->devices, count, numbers->arena);
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

struct numbers_ready {
	const struct profile *profile;
	const struct parameter_value *parameters;
	const struct connection *connection;
	const char *device;
	struct digest holder; /* of profile and device */
	struct wish wish;
};

/* What is taken for one connection. */
struct taking {
	struct numbers *numbers;
	const struct numbers_ready *ready;
	struct holder *holder;
	const char *name; /* of the connection */
	const char *kept; /* the same in the numbers' arena, once it is there */
	struct diags *diags;
};

static struct holder *
holder_of(struct numbers *numbers, struct digest digest)
{
	void **place = index_place(&numbers->devices, digest, numbers->arena);

	if (*place == NULL)
		*place = ARENA_NEW(numbers->arena, struct holder);
	return *place;
}

/* The place of WHAT, which may have a second word, on the device. */
static void **
place_of(const struct taking *taking, const char *what, const char *second)
{
	struct numbers *numbers = taking->numbers;
	struct digest_run run;

	digest_begin(&run, &numbers->secret);
	digest_word(&run, (uintptr_t)taking->holder);
	digest_string(&run, what);
	if (second != NULL)
		digest_string(&run, second);
	return index_place(&numbers->taken, digest_end(&run), numbers->arena);
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
	*place = (void *)taking->kept;
}

/* The connection that has WHAT on the device; NULL when this one takes it. */
static const char *
take(struct taking *taking, const char *what)
{
	void **place = place_of(taking, what, NULL);

	occupy(taking, place);
	return strcmp(*place, taking->name) != 0 ? *place : NULL;
}

static const char *
number_text(int64_t number, char text[DIGITS_SIZE])
{
	text[DIGITS_SIZE - 1] = '\0';
	return digits_signed_before(text + DIGITS_SIZE - 1, number);
}

/* Puts into the table what the device's first connection took. */
static void
spread(const struct taking *taking)
{
	const struct holder *holder = taking->holder;
	struct taking first = { .numbers = taking->numbers,
		.holder = taking->holder,
		.name = holder->name,
		.kept = holder->name };
	char text[DIGITS_SIZE];
	size_t i;

	taking->holder->spread = true;
	take(&first, holder->wish.short_name);
	for (i = 0; i < holder->wish.count; i++)
		take(&first,
		    number_text(holder->wish.number + (int64_t)i, text));
}

/* The part of WHOLE that TEXT is, where it is its end, as with AWS's ids; else
 * a copy. */
static const char *
keep_end(struct arena *arena, const char *whole, const char *text)
{
	size_t length = strlen(whole), rest = strlen(text);

	if (rest <= length && strcmp(whole + length - rest, text) == 0)
		return whole + length - rest;
	return arena_string(arena, text);
}

/* Whether the connection is the device's first, and all it wishes is its. */
static bool
is_first(struct taking *taking)
{
	const struct wish *wish = &taking->ready->wish;
	struct arena *arena = taking->numbers->arena;
	struct holder *holder = taking->holder;

	if (holder->name != NULL)
		return false;
	holder->name = taking->kept = arena_string(arena, taking->name);
	holder->wish = *wish;
	holder->wish.short_name =
	    keep_end(arena, holder->name, wish->short_name);
	return true;
}

static void
take_name(struct taking *taking)
{
	struct diags *diags = taking->diags;
	const char *short_name = taking->ready->wish.short_name;
	const char *other = take(taking, short_name);

	if (other != NULL)
		diag(diags, RULE_DEVICE_NAMES, taking->ready->connection->id.at,
		    "%s and %s are both called %s on the same device, %s",
		    diag_quote(diags, other), diag_quote(diags, taking->name),
		    diag_quote(diags, short_name),
		    diag_quote(diags, taking->ready->device));
}

static void
take_numbers(struct taking *taking)
{
	const struct wish *wish = &taking->ready->wish;
	struct diags *diags = taking->diags;
	const char *other;
	char text[DIGITS_SIZE];
	int64_t number;
	size_t i;

	for (i = 0; i < wish->count; i++) {
		number = wish->number + (int64_t)i;
		other = take(taking, number_text(number, text));
		if (other == NULL)
			continue;
		diag(diags, RULE_DEVICE_NUMBERS, taking->ready->connection->at,
		    "the tunnel interfaces of %s and %s have the same numbers, "
		    "from %" PRId64 ", on the same device, %s",
		    diag_quote(diags, taking->name), diag_quote(diags, other),
		    number, diag_quote(diags, taking->ready->device));
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
take_networks(struct taking *taking)
{
	const struct numbers_ready *ready = taking->ready;
	const struct parameter_value *local =
	    profile_value(ready->profile, ready->parameters, "local_networks");
	const struct parameter_value *remote =
	    profile_value(ready->profile, ready->parameters, "aws_networks");
	const struct gateway *gateway = ready->connection->aws_gateway;
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
take_announced(struct taking *taking)
{
	if (!connection_is_static(taking->ready->connection))
		take_networks(taking);
}

static struct taking
begin(struct numbers *numbers, const struct numbers_ready *ready,
    struct diags *diags)
{
	return (struct taking){ .numbers = numbers,
		.ready = ready,
		.holder = holder_of(numbers, ready->holder),
		.name = connection_name(ready->connection),
		.diags = diags };
}

/* False while it is not known what the device is. */
static bool
know_device(const struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct arena *arena,
    struct numbers_ready *ret)
{
	struct digest_run run;

	*ret = (struct numbers_ready){ .profile = profile,
		.parameters = parameters,
		.connection = connection,
		.device = device_of(connection, arena) };
	if (ret->device == NULL)
		return false;
	digest_begin(&run, &numbers->secret);
	digest_string(&run, profile->id);
	digest_string(&run, ret->device);
	ret->holder = digest_end(&run);
	return true;
}

void
numbers_take_networks(struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags)
{
	struct numbers_ready ready;
	struct taking taking;

	if (!know_device(numbers, profile, parameters, connection,
		diags_arena(diags), &ready))
		return;
	taking = begin(numbers, &ready, diags);
	take_announced(&taking);
}

static struct wish
wish_of(const struct numbers_ready *ready, struct arena *arena)
{
	const struct connection *connection = ready->connection;
	const struct profile *profile = ready->profile;
	struct wish wish = { .short_name =
				 names_connection(profile, connection, arena) };

	if (profile_parameter(profile, "tunnel_base") == NULL &&
	    profile_parameter(profile, "slot") == NULL)
		return wish;
	wish.number =
	    profile_integer(profile, ready->parameters, "tunnel_base") +
	    names_offset(profile_integer(profile, ready->parameters, "slot"),
		connection, 0);
	wish.count = connection->tunnel_count;
	return wish;
}

const struct numbers_ready *
numbers_prepare(const struct numbers *numbers, const struct profile *profile,
    const struct parameter_value *parameters,
    const struct connection *connection, struct arena *arena)
{
	struct numbers_ready *ready = ARENA_NEW(arena, struct numbers_ready);

	if (!know_device(
		numbers, profile, parameters, connection, arena, ready))
		return NULL;
	ready->wish = wish_of(ready, arena);
	return ready;
}

void
numbers_take(struct numbers *numbers, const struct numbers_ready *ready,
    struct diags *diags)
{
	struct taking taking;

	if (ready == NULL)
		return;
	taking = begin(numbers, ready, diags);
	if (is_first(&taking)) {
		take_announced(&taking);
		return;
	}
	if (!taking.holder->spread)
		spread(&taking);
	take_name(&taking);
	take_announced(&taking);
	take_numbers(&taking);
}
