/* SPDX-License-Identifier: ISC */
/* Rendering: what is refused, and where printed values come from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "fixture.h"
#include "render/context.h"
#include "render/guard.h"

/* Renders with one --set (or NULL); the caller frees both. */
static bool
render(struct fixture *f, const char *device, const char *set,
    const struct connection *connection, struct renderer **renderer,
    struct rendering **rendering)
{
	const struct profile *profile = fixture_profile(f, device);
	size_t i;

	*renderer = renderer_new(f->catalog, profile,
	    fixture_parameters(f, profile, set), RENDER_CONFIGURATION,
	    f->diags);
	assert_true(renderer_ready(*renderer));
	*rendering = rendering_new(*renderer);
	for (i = 0; i < (*rendering)->count; i++)
		(*rendering)->files[i].output.want_spans = true;
	return render_connection(
	    *renderer, connection, f->arena, f->diags, *rendering);
}

/* The connection must be refused under RULE. */
static void
assert_refused(struct fixture *f, const struct connection *connection,
    const char *set, enum rule_id rule)
{
	struct renderer *renderer;
	struct rendering *rendering;

	assert_non_null(connection);
	assert_false(
	    render(f, "cisco-iosxe", set, connection, &renderer, &rendering));
	assert_int_not_equal(fixture_found(f, rule), 0);
	rendering_free(rendering);
	renderer_free(renderer);
}

/* A key with a line end, whatever rules were passed over before. */
static void
hostile_key_is_refused(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	connection->tunnels[1].pre_shared_key.text = "abcdefgh\nno shutdown";
	assert_refused(f, connection, NULL, RULE_VALUE_REFUSED);
	assert_null(strstr(fixture_message(f, RULE_VALUE_REFUSED), "abc"));
}

static void
hostile_text_is_refused(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	connection->customer_gateway_id.text = "cgw-1\nreload";
	assert_refused(f, connection, NULL, RULE_VALUE_REFUSED);
}

static void
hostile_id_is_no_file_name(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	connection->id.text = "..";
	assert_refused(f, connection, NULL, RULE_VALUE_REFUSED);
}

static void
withheld_key_is_refused(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	connection->tunnels[0].pre_shared_key.text = "REDACTED";
	assert_refused(f, connection, NULL, RULE_PSK_REQUIRED);
}

static void
missing_value_is_refused(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	connection->tunnels[0].aws_asn.origin = ORIGIN_NONE;
	assert_refused(f, connection, NULL, RULE_VALUE_REQUIRED);
	assert_string_equal(
	    fixture_message(f, RULE_VALUE_REQUIRED), "aws_asn is missing");
}

static void
missing_parameter_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, fixture_connection(f, "static", NULL, NULL), NULL,
	    RULE_PARAMETER_MISSING);
	assert_non_null(
	    strstr(fixture_message(f, RULE_PARAMETER_MISSING), "aws_networks"));
}

/* Static routes of the other IP version would leave the tunnels unused. */
static void
networks_of_the_other_family_are_refused(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, fixture_connection(f, "static", NULL, NULL),
	    "aws_networks=2001:db8::/32", RULE_PARAMETER_INVALID);
}

/* That parameters suited the connection before says nothing of one that asks
 * for more. */
static void
parameters_of_the_one_before(void **state)
{
	struct fixture *f = *state;
	const struct connection *bgp = fixture_connection(f, "bgp", NULL, NULL);
	const struct connection *routed =
	    fixture_connection(f, "static", NULL, NULL);
	struct rendering *rendering;
	struct renderer *renderer;
	size_t i;

	assert_true(render(f, "cisco-iosxe", NULL, bgp, &renderer, &rendering));
	for (i = 1; i <= 2; i++) {
		assert_false(render_connection(
		    renderer, routed, f->arena, f->diags, rendering));
		assert_int_equal(fixture_found(f, RULE_PARAMETER_MISSING), i);
		assert_true(render_connection(
		    renderer, bgp, f->arena, f->diags, rendering));
	}
	rendering_free(rendering);
	renderer_free(renderer);
}

/* All that it is made of tells connections apart. */
static void
questions_differ(void **state)
{
	struct fixture *f = *state;
	struct connection *bgp = fixture_connection(f, "bgp", NULL, NULL);
	struct gateway hub = { .role = { .origin = ORIGIN_DESCRIPTOR,
				   .text = "hub" } };
	uint64_t seen[5];
	size_t i, j;

	seen[0] = guard_question(bgp);
	seen[1] = guard_question(fixture_connection(f, "static", NULL, NULL));
	bgp->customer_gateway = &hub;
	seen[2] = guard_question(bgp);
	bgp->customer_gateway = NULL;
	bgp->tunnel_count = 1;
	seen[3] = guard_question(bgp);
	bgp->tunnel_count = 2;
	bgp->tunnel_inside_ip_version.origin = ORIGIN_DESCRIPTOR;
	bgp->tunnel_inside_ip_version.text = "ipv6";
	seen[4] = guard_question(bgp);
	for (i = 0; i < 5; i++) {
		assert_true(seen[i] != 0);
		for (j = 0; j < i; j++)
			assert_true(seen[i] != seen[j]);
	}
}

static void
routing_the_device_lacks(void **state)
{
	struct fixture *f = *state;
	struct profile profile = *fixture_profile(f, "cisco-iosxe");
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	profile.bgp = false;
	assert_false(guard_device(connection, &profile, f->diags));
	assert_int_equal(fixture_found(f, RULE_DEVICE_CANNOT), 1);
	profile.bgp = true;
	assert_true(guard_device(connection, &profile, f->diags));
}

static void
outside_ipv6_the_device_lacks(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	struct ip ip;

	assert_true(ip_parse("2001:db8::1", &ip));
	connection->tunnels[0].outside_address.u.ip = ip;
	connection->tunnels[0].customer_outside_address.u.ip = ip;
	assert_refused(f, connection, NULL, RULE_DEVICE_CANNOT);
}

/* Counts how often TEXT occurs, and requires each time that the bytes carry
 * the origin SCOPE and NAME. */
static size_t
count_with_origin(const struct template_output *output, const char *text,
    const char *scope, const char *name)
{
	const char *at = output->text.data;
	const struct provenance *origin;
	size_t count = 0, start, i;

	while ((at = strstr(at, text)) != NULL) {
		start = (size_t)(at - output->text.data);
		for (i = 0; i < output->span_count; i++)
			if (output->spans[i].start <= start &&
			    start + strlen(text) <= output->spans[i].start +
							output->spans[i].length)
				break;
		if (i == output->span_count)
			fail_msg("no origin: %.80s", at - 40);
		origin = output->spans[i].origin;
		assert_string_equal(origin->scope, scope);
		assert_string_equal(origin->name, name);
		count++;
		at += strlen(text);
	}
	return count;
}

/* Whether PROFILE prints keys for a BGP connection without being told more. */
static bool
prints_keys(const struct profile *profile)
{
	size_t i;

	if (!profile->bgp || !profile_has_keys(profile))
		return false;
	for (i = 0; i < profile->parameter_count; i++)
		if (profile->parameters[i].required == PARAMETER_ALWAYS ||
		    profile->parameters[i].required == PARAMETER_BGP)
			return false;
	return true;
}

/* Every device prints each key, and every printed key says what it is. */
static void
keys_carry_their_origin(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	const char *const *ids;
	const char *key = connection->tunnels[1].pre_shared_key.text;
	struct renderer *renderer;
	struct rendering *rendering;
	size_t count, i, j, printed, tried = 0;

	ids = catalog_devices(f->catalog, &count);
	for (i = 0; i < count; i++) {
		if (!prints_keys(fixture_profile(f, ids[i])))
			continue;
		tried++;
		if (!render(f, ids[i], NULL, connection, &renderer, &rendering))
			fail_msg("%s: not rendered", ids[i]);
		for (j = printed = 0; j < rendering->count; j++)
			printed +=
			    count_with_origin(&rendering->files[j].output, key,
				"tunnels.1", "pre_shared_key");
		if (printed == 0)
			fail_msg("%s: no key", ids[i]);
		rendering_free(rendering);
		renderer_free(renderer);
	}
	assert_true(tried >= 20);
}

/* A rendering that is used again holds nothing of the one before. */
static void
renderings_are_used_again(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	struct renderer *renderer;
	struct rendering *rendering;
	size_t first;

	assert_true(
	    render(f, "cisco-iosxe", NULL, connection, &renderer, &rendering));
	first = rendering->files[0].output.text.length;
	assert_true(render_connection(
	    renderer, connection, f->arena, f->diags, rendering));
	assert_int_equal(rendering->files[0].output.text.length, first);
	assert_string_equal(rendering->files[0].name,
	    arena_printf(f->arena, "%s.cfg", connection->id.text));
	rendering_free(rendering);
	renderer_free(renderer);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, fixture_setup, fixture_teardown)

extern const struct CMUnitTest render_tests[];
extern const size_t render_test_count;
const struct CMUnitTest render_tests[] = {
	TEST(hostile_key_is_refused),
	TEST(hostile_text_is_refused),
	TEST(hostile_id_is_no_file_name),
	TEST(withheld_key_is_refused),
	TEST(missing_value_is_refused),
	TEST(missing_parameter_is_refused),
	TEST(networks_of_the_other_family_are_refused),
	TEST(parameters_of_the_one_before),
	TEST(questions_differ),
	TEST(routing_the_device_lacks),
	TEST(outside_ipv6_the_device_lacks),
	TEST(keys_carry_their_origin),
	TEST(renderings_are_used_again),
};
const size_t render_test_count = sizeof(render_tests) / sizeof(render_tests[0]);
