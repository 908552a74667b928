/* SPDX-License-Identifier: ISC */
/* cgwgen allocate: inside networks that are free.  Floor 7. */
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"
#include "check/inside.h"
#include "cmd/commands.h"
#include "cmd/session.h"
#include "model/join.h"
#include "report/writer.h"

#define COUNT_DEFAULT 2 /* the tunnels of a connection */
#define COUNT_MAX 1000

/* Where networks are looked for, and what is taken there. */
struct search {
	struct ip_prefix range;
	struct ip start; /* the first that is proposed when it is free */
	uint8_t length;  /* of a network */
	struct ip_prefix *taken;
	size_t taken_count, capacity;
	size_t unknown; /* tunnels whose network nobody knows */
	struct ip_prefix *found;
	size_t found_count, wanted;
};

/* ---- what is taken ---------------------------------------------------- */

/* Takes PREFIX, or all networks it has a part of. */
static void
take(struct search *search, struct ip_prefix prefix)
{
	struct ip_prefix *grown;

	if (!ip_prefix_overlaps(search->range, prefix))
		return;
	if (prefix.length > search->length)
		prefix.length = search->length;
	if (search->taken_count == search->capacity) {
		search->capacity = search->capacity * 2 + 64;
		grown =
		    realloc(search->taken, search->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		search->taken = grown;
	}
	search->taken[search->taken_count++] = prefix;
}

/* Networks at the ends of tunnels; one that holds the whole range is there to
 * hold all networks that have no narrower route. */
static void
take_values(struct search *search, const struct gateway *gateway, uint8_t least)
{
	size_t i;

	for (i = 0; gateway != NULL && i < gateway->prefix_count; i++)
		if (value_known(&gateway->prefixes[i]) &&
		    gateway->prefixes[i].u.prefix.length > least)
			take(search, gateway->prefixes[i].u.prefix);
}

static void
take_routes(struct search *search, const struct connection *c, uint8_t least)
{
	size_t i;

	for (i = 0; i < c->route_count; i++)
		if (value_known(&c->routes[i].destination) &&
		    c->routes[i].destination.u.prefix.length > least)
			take(search, c->routes[i].destination.u.prefix);
}

static void
look_at(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct search *search = host;
	uint8_t family = search->range.address.family;
	const struct ip_prefix *range =
	    family == 4 ? &inside_ipv4_range : &inside_ipv6_range;
	struct ip_prefix prefix;
	const struct tunnel *t;
	size_t i;

	(void)session;
	(void)arena;
	(void)diags;
	for (i = 0; i < connection->tunnel_count; i++) {
		t = &connection->tunnels[i];
		if (family == 4 ? tunnel_network(t, &prefix)
				: tunnel_inside_ipv6_cidr(t, &prefix))
			take(search, prefix);
		else if (connection_is_ipv6(connection) == (family == 6))
			search->unknown++;
	}
	take_routes(search, connection, range->length);
	take_values(search, connection->customer_gateway, range->length);
	take_values(search, connection->aws_gateway, range->length);
}

/* What AWS keeps for itself, and what its own services have in a VPC, where a
 * device may stand. */
static void
take_reserved(struct search *search)
{
	static const struct ip_prefix services = { { 4, { 169, 254, 168, 0 } },
		22 };
	static const struct ip_prefix services_ipv6 = {
		{ 6, { 0xfd, 0x00, 0x0e, 0xc2 } }, 32
	};
	size_t count, i;
	const struct ip_prefix *reserved = inside_reserved(&count);

	for (i = 0; i < count; i++)
		take(search, reserved[i]);
	take(search, services);
	take(search, services_ipv6);
}

/* ---- what is free ----------------------------------------------------- */

/* Looks from AT up to LAST, which ends a network. */
static void
find_between(struct search *search, struct ip at, struct ip last)
{
	const struct ip_prefix *taken;
	struct ip_prefix next = { at, search->length };
	struct ip end;

	while (search->found_count < search->wanted &&
	       ip_compare(next.address, last) <= 0) {
		taken =
		    ip_set_overlap(search->taken, search->taken_count, next);
		end = ip_last(taken != NULL ? *taken : next);
		if (taken == NULL)
			search->found[search->found_count++] = next;
		if (ip_compare(end, last) >= 0)
			break;
		next.address = ip_add(end, 1);
	}
}

static void
find_free(struct search *search)
{
	struct ip first = ip_first(search->range);
	struct ip last = ip_last(search->range), before = first;

	search->taken_count = ip_aggregate(search->taken, search->taken_count);
	find_between(search, search->start, last);
	if (ip_equal(search->start, first))
		return;
	ip_from_number(first.family,
	    wide_subtract(ip_number(search->start), wide_of(1)), &before);
	find_between(search, first, before);
}

/* How many networks are free when those that were found are taken. */
static struct wide
count_left(const struct search *search)
{
	unsigned bits = search->length - search->range.length;
	struct wide left = wide_left(wide_of(1), bits), used;
	size_t i;

	for (i = 0; i < search->taken_count; i++) {
		/* One that holds the range holds all of it. */
		if (search->taken[i].length <= search->range.length)
			return wide_of(0);
		used = wide_left(
		    wide_of(1), search->length - search->taken[i].length);
		left = wide_subtract(left, used);
	}
	return wide_subtract(left, wide_of((int64_t)search->found_count));
}

/* ---- the command ------------------------------------------------------ */

static int
out_of_range(const struct search *search)
{
	char message[160], range[IP_TEXT_SIZE];

	snprintf(message, sizeof(message),
	    "--from is a network of at most %u bits in %s%s",
	    (unsigned)search->length, ip_prefix_format(search->range, range),
	    search->length == INSIDE_IPV4_LENGTH ? "; --ipv6 is for fd00::/8"
						 : "");
	return usage_error("allocate", message);
}

/* Sets up where to look; 0, or an exit status after a message. */
static int
prepare(struct search *search, const struct settings *settings)
{
	struct ip_prefix from;

	*search = (struct search){
		.range = settings->ipv6 ? inside_ipv6_range : inside_ipv4_range,
		.length =
		    settings->ipv6 ? INSIDE_IPV6_LENGTH : INSIDE_IPV4_LENGTH,
		.wanted = strchr(settings->used, 'n') != NULL ? settings->count
							      : COUNT_DEFAULT,
	};
	search->start = search->range.address;
	/* Beyond the first networks, of which AWS reserves several. */
	if (!settings->ipv6)
		search->start.bytes[2] = 6;
	if (search->wanted < 1 || search->wanted > COUNT_MAX)
		return usage_error(
		    "allocate", "--count is a number from 1 to 1000");
	if (settings->from == NULL)
		return 0;
	if (!ip_prefix_parse(settings->from, &from) ||
	    from.length < search->range.length ||
	    from.length > search->length || !ip_prefix_is_network(from) ||
	    !ip_prefix_contains(search->range, from.address))
		return out_of_range(search);
	search->range = from;
	search->start = from.address;
	return 0;
}

static void
print_text(const struct search *search, bool quiet)
{
	char text[IP_TEXT_SIZE], left[WIDE_TEXT_SIZE];
	size_t i;

	for (i = 0; i < search->found_count; i++)
		puts(ip_prefix_format(search->found[i], text));
	if (!quiet)
		fprintf(stderr, "%s left in %s\n",
		    wide_format(count_left(search), left),
		    ip_prefix_format(search->range, text));
}

static void
print_json(const struct search *search)
{
	struct writer writer = { .depth = 0 };
	char text[IP_TEXT_SIZE], left[WIDE_TEXT_SIZE];
	size_t i;

	writer_begin(&writer, '{');
	writer_key(&writer, "version");
	writer_number(&writer, 1);
	writer_key(&writer, "networks");
	writer_begin(&writer, '[');
	for (i = 0; i < search->found_count; i++)
		writer_text(&writer, ip_prefix_format(search->found[i], text));
	writer_end(&writer, ']');
	writer_key(&writer, "range");
	writer_text(&writer, ip_prefix_format(search->range, text));
	writer_key(&writer, "left");
	writer_text(&writer, wide_format(count_left(search), left));
	writer_key(&writer, "unknown");
	writer_number(&writer, (uint32_t)search->unknown);
	writer_end(&writer, '}');
	writer_print(&writer, stdout);
}

static int
allocate(struct search *search, const struct settings *settings, bool json)
{
	take_reserved(search);
	search->found = calloc(search->wanted, sizeof(*search->found));
	if (search->found == NULL)
		memory_exhausted();
	find_free(search);
	if (json)
		print_json(search);
	else
		print_text(search, settings->quiet);
	if (search->unknown != 0 && !settings->quiet)
		fprintf(stderr,
		    "cgwgen: warning: the inside networks of %zu tunnel%s are "
		    "not known; one may be among these\n",
		    search->unknown, search->unknown == 1 ? "" : "s");
	if (search->found_count == search->wanted)
		return STATUS_CLEAN;
	fprintf(stderr, "cgwgen: error: %zu of %zu networks are free\n",
	    search->found_count, search->wanted);
	return STATUS_FINDINGS;
}

/* Reads what is taken; an exit status, which is not about the rules. */
static int
read_inputs(struct search *search, const struct settings *settings)
{
	struct session session;

	if (settings->operand_count == 0)
		return STATUS_CLEAN;
	if (session_open(&session, settings, stderr)) {
		session.broken = true;
		session.unjudged = true;
		session_run(&session, look_at, search);
	}
	return session_close(&session) == STATUS_TROUBLE ? STATUS_TROUBLE
							 : STATUS_CLEAN;
}

int
cmd_allocate(const struct settings *settings)
{
	bool json;
	struct search search;
	int status;

	if (!settings_json(settings, &json))
		return usage_error("allocate", "--format is text or json");
	status = prepare(&search, settings);
	if (status == 0)
		status = read_inputs(&search, settings);
	if (status == STATUS_CLEAN)
		status = allocate(&search, settings, json);
	free(search.taken);
	free(search.found);
	return status;
}
