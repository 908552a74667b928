/* SPDX-License-Identifier: ISC */
/* Many connections together, and the tree of prefixes.  What the rules find
 * in descriptors is in tests/rules and tests/cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/prefix_tree.h"
#include "check/fleet.h"
#include "model/field.h"

extern const struct CMUnitTest fleet_tests[];
extern const size_t fleet_test_count;

/* ---- the tree --------------------------------------------------------- */

#define PREFIXES 600

static bool
same(struct ip_prefix a, struct ip_prefix b)
{
	return a.length == b.length && ip_equal(ip_first(a), ip_first(b));
}

/* How good an answer PREFIX is for OWN: the same, around it (the longer the
 * better), within it, or none. */
static int
rank(struct ip_prefix own, struct ip_prefix prefix)
{
	if (same(own, prefix))
		return 1000;
	if (!ip_prefix_overlaps(own, prefix))
		return 0;
	return prefix.length < own.length ? 500 + prefix.length : 1;
}

static struct ip_prefix
next_prefix(uint32_t *seed, bool six)
{
	struct ip_prefix prefix;
	unsigned i;

	memset(&prefix, 0, sizeof(prefix));
	prefix.address.family = six ? 6 : 4;
	/* Few bits, so that they meet. */
	for (i = 0; i < (six ? 16U : 4U); i++) {
		*seed = *seed * 1103515245 + 12345;
		prefix.address.bytes[i] = (uint8_t)(*seed >> 16 & 0x81);
	}
	*seed = *seed * 1103515245 + 12345;
	prefix.length = (uint8_t)((*seed >> 16) % (six ? 129 : 33));
	return prefix;
}

static void
tree_finds_the_nearest(void **state)
{
	struct arena *arena = arena_new();
	struct prefix_tree tree = { { NULL, NULL } };
	struct ip_prefix list[PREFIXES];
	struct prefix_entry entry, seen;
	uint32_t seed = 7;
	int best, found = 0;
	size_t i, j;

	(void)state;
	for (i = 0; i < PREFIXES; i++) {
		list[i] = next_prefix(&seed, i % 3 == 0);
		best = 0;
		for (j = 0; j < i; j++)
			if (list[j].address.family == list[i].address.family &&
			    rank(list[i], list[j]) > best)
				best = rank(list[i], list[j]);
		seen = prefix_tree_find(&tree, list[i]);
		entry = prefix_tree_add(&tree, list[i], &list[i], arena);
		assert_ptr_equal(seen.owner, entry.owner);
		if (best == 0) {
			assert_null(entry.owner);
			continue;
		}
		assert_non_null(entry.owner);
		assert_int_equal(rank(list[i], entry.prefix), best);
		assert_true(
		    same(*(const struct ip_prefix *)entry.owner, entry.prefix));
		found++;
	}
	assert_true(found > PREFIXES / 4 && found < PREFIXES);
	arena_free(arena);
}

/* ---- fleets ----------------------------------------------------------- */

#define MANY 20000

/* A made-up connection with its own memory. */
struct made {
	struct connection connection;
	struct tunnel tunnels[2];
	struct route routes[4];
	char id[32];
	char customer[32];
};

static void
set_text(struct value *value, const char *text)
{
	value->origin = ORIGIN_API;
	value->text = text;
}

static void
set_ip(struct value *value, const char *text)
{
	set_text(value, text);
	assert_true(ip_parse(text, &value->u.ip));
}

static void
make(struct made *made, unsigned number, bool transit)
{
	static const char *const networks[] = { "10.0.0.0/8", "10.1.0.0/16",
		"10.1.1.0/24", "192.0.2.0/24" };
	struct connection *connection = &made->connection;
	size_t i;

	memset(made, 0, sizeof(*made));
	snprintf(made->id, sizeof(made->id), "vpn-%u", number);
	snprintf(made->customer, sizeof(made->customer), "cgw-%u", number);
	set_text(&connection->id, made->id);
	set_text(&connection->customer_gateway_id, made->customer);
	set_text(transit ? &connection->transit_gateway_id
			 : &connection->vpn_gateway_id,
	    transit ? "tgw-1" : "vgw-1");
	connection->tunnels = made->tunnels;
	connection->tunnel_count = 2;
	connection->routes = made->routes;
	connection->route_count = 1 + number % 4;
	for (i = 0; i < connection->route_count; i++) {
		set_text(&made->routes[i].destination, networks[i]);
		assert_true(ip_prefix_parse(
		    networks[i], &made->routes[i].destination.u.prefix));
	}
	for (i = 0; i < 2; i++) {
		set_ip(&made->tunnels[i].customer_outside_address, "192.0.2.1");
		set_ip(&made->tunnels[i].aws_inside_address,
		    i == 0 ? "169.254.10.1" : "169.254.10.5");
		made->tunnels[i].aws_inside_prefix_length.origin = ORIGIN_API;
		made->tunnels[i].aws_inside_prefix_length.u.number = 30;
		set_ip(&made->tunnels[i].aws_inside_ipv6_address,
		    i == 0 ? "fd00::1" : "fd00::5");
		made->tunnels[i].customer_asn.origin = ORIGIN_API;
		made->tunnels[i].customer_asn.text = "65010";
		made->tunnels[i].customer_asn.u.number = 65010 + number % 2;
		set_text(&made->tunnels[i].pre_shared_key, "the_same.key");
	}
}

static size_t
all(const struct diags *diags)
{
	return diags_count(diags, SEVERITY_ERROR) +
	       diags_count(diags, SEVERITY_WARNING) +
	       diags_count(diags, SEVERITY_NOTE);
}

static void
add(struct fleet *fleet, const struct connection *connection,
    struct diags *diags)
{
	fleet_add(fleet, fleet_prepare(fleet, connection, diags), NULL, diags);
}

/* Looks at COUNT connections that all clash; returns the seconds it took. */
static double
look_at(unsigned count, bool transit, size_t *ret_most)
{
	struct check_settings settings;
	struct fleet *fleet;
	struct arena *arena = arena_new();
	struct diags *diags;
	struct made made;
	clock_t start = clock();
	unsigned i;

	check_settings_default(&settings);
	fleet = fleet_new(&settings);
	*ret_most = 0;
	for (i = 0; i < count; i++) {
		make(&made, i, transit);
		diags = diags_new(arena, 0);
		add(fleet, &made.connection, diags);
		if (all(diags) > *ret_most)
			*ret_most = all(diags);
		arena_reset(arena);
	}
	diags = diags_new(arena, 0);
	fleet_finish(fleet, diags);
	assert_true(all(diags) > 0 && all(diags) < 5);
	fleet_free(fleet);
	arena_free(arena);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* A connection is held against one other, however many it clashes with, and
 * the twenty-thousandth takes no longer than the first. */
static void
work_and_findings_are_bounded(void **state)
{
	size_t most;
	double few, many;
	int transit;

	(void)state;
	for (transit = 0; transit < 2; transit++) {
		few = look_at(MANY / 8, transit != 0, &most);
		many = look_at(MANY, transit != 0, &most);
		assert_true(most >= 5);
		assert_true(most <= 12);
		/* Eight times as many; a square would be 64. */
		assert_true(many < 0.5 + few * 30);
	}
}

/* Adds to TEXT what is found of COUNT connections that clash; they are made
 * ready BEFOREHAND, the last one first, or each when it is its turn. */
static void
findings_of(unsigned count, bool beforehand, struct buf *text)
{
	struct check_settings settings;
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct made *made = arena_array(arena, count, sizeof(*made));
	const struct fleet_ready **ready =
	    arena_array(arena, count, sizeof(struct fleet_ready *));
	const struct finding *list;
	struct fleet *fleet;
	size_t i;

	check_settings_default(&settings);
	fleet = fleet_new(&settings);
	for (i = count; i-- > 0;) {
		make(&made[i], (unsigned)i, i % 3 == 0);
		if (beforehand)
			ready[i] =
			    fleet_prepare(fleet, &made[i].connection, diags);
	}
	for (i = 0; i < count; i++)
		if (beforehand)
			fleet_add(fleet, ready[i], NULL, diags);
		else
			add(fleet, &made[i].connection, diags);
	fleet_finish(fleet, diags);
	list = diags_list(diags, &i);
	for (; i-- > 0; list++)
		buf_printf(text, "%s: %s\n",
		    list->subject != NULL ? list->subject : "", list->message);
	fleet_free(fleet);
	arena_free(arena);
}

static void
connections_are_made_ready_in_any_order(void **state)
{
	struct buf each = { NULL, 0, 0 }, beforehand = { NULL, 0, 0 };

	(void)state;
	findings_of(40, false, &each);
	findings_of(40, true, &beforehand);
	assert_true(each.length > 1000);
	assert_string_equal(each.data, beforehand.data);
	buf_free(&each);
	buf_free(&beforehand);
}

static void
nothing_known_nothing_found(void **state)
{
	struct check_settings settings;
	struct connection connection = { .tunnel_count = 0 };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct fleet *fleet;
	int i;

	(void)state;
	check_settings_default(&settings);
	fleet = fleet_new(&settings);
	for (i = 0; i < 30; i++)
		add(fleet, &connection, diags);
	fleet_finish(fleet, diags);
	assert_int_equal(all(diags), 0);
	fleet_free(fleet);
	fleet_free(NULL);
	arena_free(arena);
}

/* The user's own value counts. */
static void
quotas_are_the_run_s(void **state)
{
	struct check_settings settings;
	struct arena *arena = arena_new();
	struct diags *diags;
	struct fleet *fleet;
	struct made made;
	const struct finding *list;
	size_t count, found, i;
	uint32_t limit;

	(void)state;
	for (limit = 3; limit <= 40; limit += 37) {
		check_settings_default(&settings);
		settings.quotas.values[QUOTA_CONNECTIONS_VPN_GATEWAY] = limit;
		fleet = fleet_new(&settings);
		diags = diags_new(arena, 0);
		for (i = 0; i < 20; i++) {
			make(&made, (unsigned)i, false);
			add(fleet, &made.connection, diags);
		}
		diags = diags_new(arena, 0);
		fleet_finish(fleet, diags);
		list = diags_list(diags, &count);
		for (i = found = 0; i < count; i++)
			found += list[i].rule == RULE_FLEET_GATEWAY_QUOTA;
		assert_int_equal(found, limit == 3);
		fleet_free(fleet);
	}
	arena_free(arena);
}

/* ---- what AWS's XML said ------------------------------------------------ */

/* Two texts that are read alike where there are such, else two that are not. */
static const char *
text_for(const struct field *field, bool other)
{
	static const char *const texts[][2] = { [FIELD_TEXT] = { "a", "b" },
		[FIELD_NUMBER] = { "30", "030" },
		[FIELD_FLAG] = { "true", "false" },
		[FIELD_IPV4] = { "192.0.2.1", "192.0.2.0" },
		[FIELD_IPV6] = { "2001:db8::1", "2001:DB8::1" },
		[FIELD_IP] = { "192.0.2.1", "2001:db8::1" },
		[FIELD_ENCRYPTION] = { "aes-128-cbc", "aes-256-cbc" },
		[FIELD_INTEGRITY] = { "sha1", "hmac-sha1-96" },
		[FIELD_DH_GROUP] = { "group2", "group14" } };

	return texts[field->type][other];
}

static void
state_field(const struct field *field, void *owner, bool other)
{
	struct value *value = field_slot(field, owner);

	value->text = text_for(field, other);
	assert_true(field_parse(field, value->text, value));
	value->origin = ORIGIN_XML;
}

static bool
same_content(const struct connection *connection, struct digest before)
{
	const struct digest_key key = { { 1, 2 } };
	struct digest digest = fleet_content(connection, &key);

	return memcmp(&digest, &before, sizeof(digest)) == 0;
}

/* Changes each of FIELDS that the XML has, and takes it away; returns how many
 * there are. */
static size_t
change_each(const struct connection *connection, struct digest before,
    const struct field *fields, size_t count, void *owner)
{
	size_t found = 0, i;
	struct value *value;

	for (i = 0; i < count; i++) {
		if (fields[i].xml == NULL)
			continue;
		found++;
		state_field(&fields[i], owner, true);
		assert_false(same_content(connection, before));
		value = field_slot(&fields[i], owner);
		value->origin = ORIGIN_API;
		assert_false(same_content(connection, before));
		state_field(&fields[i], owner, false);
		assert_true(same_content(connection, before));
	}
	return found;
}

static size_t
state_all(const struct field *fields, size_t count, void *owner)
{
	size_t found = 0, i;

	for (i = 0; i < count; i++)
		if (fields[i].xml != NULL) {
			state_field(&fields[i], owner, false);
			found++;
		}
	return found;
}

/* A text that is another one is another value, also where it is read alike. */
static void
content_is_all_of_the_xml(void **state)
{
	const struct digest_key key = { { 1, 2 } };
	struct tunnel tunnels[2] = { { .at = NOWHERE }, { .at = NOWHERE } };
	struct connection connection = { .tunnels = tunnels,
		.tunnel_count = 2 };
	const struct field *own, *of_tunnel;
	size_t own_count, count, stated;
	struct digest before;

	(void)state;
	own = connection_fields(&own_count);
	of_tunnel = tunnel_fields(&count);
	stated = state_all(own, own_count, &connection);
	stated += state_all(of_tunnel, count, &tunnels[0]);
	stated += state_all(of_tunnel, count, &tunnels[1]);
	before = fleet_content(&connection, &key);
	assert_true(stated > 60);
	assert_int_equal(
	    change_each(&connection, before, own, own_count, &connection) +
		change_each(
		    &connection, before, of_tunnel, count, &tunnels[0]) +
		change_each(&connection, before, of_tunnel, count, &tunnels[1]),
	    stated);
	connection.tunnel_count = 1;
	assert_false(same_content(&connection, before));
}

const struct CMUnitTest fleet_tests[] = {
	cmocka_unit_test(tree_finds_the_nearest),
	cmocka_unit_test(work_and_findings_are_bounded),
	cmocka_unit_test(connections_are_made_ready_in_any_order),
	cmocka_unit_test(nothing_known_nothing_found),
	cmocka_unit_test(quotas_are_the_run_s),
	cmocka_unit_test(content_is_all_of_the_xml),
};
const size_t fleet_test_count = sizeof(fleet_tests) / sizeof(fleet_tests[0]);
