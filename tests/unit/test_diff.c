/* SPDX-License-Identifier: ISC */
/* Comparing connections that other formats than XML describe: the models are
 * made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/compare.h"
#include "model_made.h"
#include "report/diff.h"

extern const struct CMUnitTest diff_tests[];
extern const size_t diff_test_count;

/* ---- diff ------------------------------------------------------------- */

struct compared {
	struct comparison comparison;
	bool json;
};

static void
write_compared(struct fixture *f, FILE *out, void *host)
{
	struct compared *compared = host;

	if (compared->json)
		diff_json(&compared->comparison,
		    &(struct estate_comparison){ .first = NULL }, out);
	else
		diff_text(&compared->comparison, false, f->arena, out);
}

/* Completes and compares lists of connections that end with NULL. */
static void
compare_lists(struct fixture *f, struct connection *const *old,
    struct connection *const *new, struct compared *ret)
{
	struct connection *const *lists[] = { old, new };
	struct fleet fleets[2];
	size_t side, i;

	for (side = 0; side < 2; side++) {
		fleets[side] =
		    (struct fleet){ arena_array(f->arena, 16, sizeof(void *)),
			    0 };
		for (i = 0; lists[side][i] != NULL; i++) {
			connection_complete(lists[side][i], false);
			fleets[side].connections[i] = lists[side][i];
		}
		fleets[side].count = i;
	}
	compare_fleets(&fleets[0], &fleets[1], f->arena, &ret->comparison);
}

static const char *
compared(struct fixture *f, struct connection *old, struct connection *new)
{
	struct compared host = { .json = false };

	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	return model_printed(f, write_compared, &host);
}

static void
only_values_count(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");
	struct tunnel swapped;

	/* Stated here, AWS's default there; another format; swapped. */
	model_say_number(
	    &old->tunnels[0].rekey_fuzz_percentage, ORIGIN_API, 100);
	model_say_set(&old->tunnels[1].ike_versions, ORIGIN_API,
	    ALGORITHM_IKE_VERSION, MODEL_NAMES("ikev1", "ikev2"));
	model_say_number(
	    &new->tunnels[0].phase1_lifetime_seconds, ORIGIN_DESCRIPTOR, 28800);
	swapped = new->tunnels[0];
	new->tunnels[0] = new->tunnels[1];
	new->tunnels[1] = swapped;
	model_add_route(f, old, "10.0.0.0/8");
	model_add_route(f, old, "10.9.0.0/16");
	model_add_route(f, new, "10.9.0.0/16");
	model_add_route(f, new, "10.0.0.0/8");
	assert_string_equal(compared(f, old, new), "");
}

static void
sets_and_assumptions(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");
	struct tunnel *a = old->tunnels, *b = new->tunnels;
	struct compared host = { .json = true };
	const char *text;

	old->has_options = false;
	model_say_set(&b[0].phase1_integrity_algorithms, ORIGIN_API,
	    ALGORITHM_INTEGRITY,
	    MODEL_NAMES("SHA2-512", "SHA2-384", "SHA2-256"));
	model_say_set(&a[0].phase1_dh_group_numbers, ORIGIN_API,
	    ALGORITHM_DH_GROUP, MODEL_NAMES("2", "14"));
	model_say_set(&b[0].phase1_dh_group_numbers, ORIGIN_API,
	    ALGORITHM_DH_GROUP, MODEL_NAMES("14", "20", "21"));
	model_say_set(&a[1].phase2_dh_group_numbers, ORIGIN_API,
	    ALGORITHM_DH_GROUP, MODEL_NAMES("14"));
	model_say_set(&b[1].phase2_dh_group_numbers, ORIGIN_API,
	    ALGORITHM_DH_GROUP, MODEL_NAMES("14", "5"));
	text = compared(f, old, new);
	assert_string_equal(text,
	    "vpn-01\n"
	    "  tunnel 203.0.113.5\n"
	    "    phase 1 integrity narrowed: without SHA1 (before, "
	    "AWS's default was assumed)\n"
	    "    phase 1 DH groups changed: without 2, with 21, 20\n"
	    "  tunnel 203.0.113.77\n"
	    "    phase 2 DH groups widened: with 5\n");
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	text = model_printed(f, write_compared, &host);
	model_assert_holds(text, "\"change\": \"changed\", \"old\": [14, 2], "
				 "\"new\": [21, 20, 14]}");
	model_assert_holds(text, "\"assumed\": \"old\"}");
}

/* What is known only after deployment, and a key that AWS withholds, are
 * counted and not compared. */
static void
what_cannot_be_compared(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");
	struct compared host = { .json = false };

	model_say(&new->tunnels[0].pre_shared_key, ORIGIN_API, "REDACTED");
	model_say(&new->tunnels[1].outside_address, ORIGIN_LATER, NULL);
	model_say(&new->transit_gateway_id, ORIGIN_LATER, NULL);
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	assert_int_equal(host.comparison.count, 0);
	assert_int_equal(host.comparison.not_compared, 2);
}

/* What a format cannot say is no difference to one that can. */
static void
formats_know_more_or_less(void **state)
{
	struct fixture *f = *state;
	struct connection *api = model_make_connection(f, "vpn-01");
	struct connection *file = model_make_connection(f, "vpn-01");
	size_t i;

	model_say(&api->name, ORIGIN_API, "hq");
	model_say_number(
	    &file->tunnels[0].tcp_mss_adjustment, ORIGIN_XML, 1379);
	model_say(&file->state, ORIGIN_NONE, NULL);
	for (i = 0; i < 2; i++) {
		file->tunnels[i].outside_address.origin = ORIGIN_XML;
		file->tunnels[i].inside_cidr.origin = ORIGIN_DERIVED;
		file->tunnels[i].pre_shared_key.origin = ORIGIN_XML;
		file->tunnels[i].phase1_lifetime_seconds.origin = ORIGIN_XML;
	}
	file->id.origin = ORIGIN_XML;
	file->has_options = false;
	file->has_xml = true;
	assert_string_equal(compared(f, api, file), "");
	assert_string_equal(compared(f, file, api), "");
	/* The same format could have said it. */
	model_say(&file->name, ORIGIN_DESCRIPTOR, "hq");
	model_say(&api->name, ORIGIN_NONE, NULL);
	model_say(&api->vpn_gateway_id, ORIGIN_DESCRIPTOR, "vgw-01");
	assert_string_equal(compared(f, file, api),
	    "vpn-01\n  VPN gateway added: \"vgw-01\"\n"
	    "  name removed: \"hq\"\n");
}

static void
gateways_and_routes(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");
	struct gateway gateways[2] = { { .kind = GATEWAY_CUSTOMER },
		{ .kind = GATEWAY_CUSTOMER } };

	model_say_number(&gateways[0].asn, ORIGIN_API, 65001);
	model_say_number(&gateways[1].asn, ORIGIN_API, 65002);
	model_say(&gateways[0].name, ORIGIN_API, "a\033b");
	model_say(&gateways[1].name, ORIGIN_API, "ab");
	old->customer_gateway = &gateways[0];
	new->customer_gateway = &gateways[1];
	model_add_route(f, old, "10.0.0.0/8");
	model_add_route(f, old, "10.0.0.0/16");
	model_add_route(f, new, "10.0.0.0/16");
	model_add_route(f, new, "2001:db8::/32");
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  customer gateway's name: \"a\\x1bb\" to \"ab\"\n"
	    "  customer gateway's asn: 65001 to 65002\n"
	    "  static route removed: 10.0.0.0/8\n"
	    "  static route added: 2001:db8::/32\n");
	/* A gateway that one side does not describe says nothing. */
	new->customer_gateway = NULL;
	new->routes = old->routes;
	assert_string_equal(compared(f, old, new), "");
}

static void
keys_stay_hidden(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");
	struct compared host = { .json = true };
	const char *text;

	model_say(
	    &new->tunnels[0].pre_shared_key, ORIGIN_API, "another.key.here");
	model_say(&old->tunnels[1].pre_shared_key, ORIGIN_NONE, NULL);
	text = compared(f, old, new);
	assert_string_equal(text,
	    "vpn-01\n  tunnel 203.0.113.5\n    pre-shared key changed\n"
	    "  tunnel 203.0.113.77\n    pre-shared key added\n");
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	text = model_printed(f, write_compared, &host);
	model_assert_holds(text, "\"field\": \"pre_shared_key\", \"change\": "
				 "\"changed\", \"old\": null, \"new\": null}");
	model_assert_lacks(text, "another");
	model_assert_lacks(text, "invented");
}

static void
connections_are_paired(void **state)
{
	struct fixture *f = *state;
	struct connection *a = model_make_connection(f, "vpn-0a");
	struct connection *b = model_make_connection(f, "vpn-0b");
	struct connection *c = model_make_connection(f, "vpn-0c");
	struct connection *b2 = model_make_connection(f, "vpn-0b");
	struct connection *c2 = model_make_connection(f, "vpn-0d");
	struct connection *e = model_make_connection(f, "vpn-0e");
	struct compared host = { .json = false };

	/* By id in any order, by label when it was made anew. */
	c->label = c2->label = "aws_vpn_connection.c";
	model_say(&b2->state, ORIGIN_API, "pending");
	compare_lists(f, (struct connection *[]){ a, b, c, NULL },
	    (struct connection *[]){ e, c2, b2, NULL }, &host);
	assert_string_equal(model_printed(f, write_compared, &host),
	    "connection removed: vpn-0a\n"
	    "vpn-0b\n"
	    "  state: \"available\" to \"pending\"\n"
	    "aws_vpn_connection.c\n"
	    "  id: \"vpn-0c\" to \"vpn-0d\"\n"
	    "connection added: vpn-0e\n");
	/* One is left on each side: before deployment it has no id. */
	model_say(&e->id, ORIGIN_LATER, NULL);
	compare_lists(f, (struct connection *[]){ a, b, NULL },
	    (struct connection *[]){ e, b2, NULL }, &host);
	assert_int_equal(host.comparison.count, 1);
	assert_int_equal(host.comparison.not_compared, 1);
}

static void
tunnels_are_paired(void **state)
{
	struct fixture *f = *state;
	struct connection *old = model_make_connection(f, "vpn-01");
	struct connection *new = model_make_connection(f, "vpn-01");

	/* By inside network, although the order says otherwise. */
	model_make_tunnel(&new->tunnels[0], "203.0.113.2", "169.254.20.0/30");
	model_make_tunnel(&new->tunnels[1], "203.0.113.3", "169.254.30.0/30");
	model_say_number(&new->tunnels[0].dpd_timeout_seconds, ORIGIN_API, 60);
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  tunnel replaced: 203.0.113.5 by 203.0.113.3\n"
	    "    inside network: 169.254.10.0/30 to 169.254.30.0/30\n"
	    "  tunnel replaced: 203.0.113.77 by 203.0.113.2\n"
	    "    AWS's dead peer timeout: 40 to 60 seconds\n");
	new->tunnel_count = 0;
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  tunnel removed: 203.0.113.5\n"
	    "  tunnel removed: 203.0.113.77\n");
	old->tunnel_count = 0;
	assert_string_equal(compared(f, old, new), "");
}

#define TEST(name)                                                             \
	{                                                                      \
		"diff/" #name, name, fixture_setup, fixture_teardown, NULL     \
	}

const struct CMUnitTest diff_tests[] = {
	TEST(only_values_count),
	TEST(sets_and_assumptions),
	TEST(what_cannot_be_compared),
	TEST(formats_know_more_or_less),
	TEST(gateways_and_routes),
	TEST(keys_stay_hidden),
	TEST(connections_are_paired),
	TEST(tunnels_are_paired),
};
const size_t diff_test_count = sizeof(diff_tests) / sizeof(diff_tests[0]);
