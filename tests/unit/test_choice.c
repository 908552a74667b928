/* SPDX-License-Identifier: ISC */
/* The choice of algorithms for a device. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "read/tunnel_option.h"
#include "render/choice.h"

/* Applies "NAME=VALUE" as --tunnel-option does. */
static void
restrict_to(
    struct fixture *f, struct connection *connection, const char *option)
{
	struct source *source = fixture_source(f, "--tunnel-option", option);
	struct tunnel_option parsed;

	assert_true(tunnel_option_read(source, f->arena, f->diags, &parsed));
	tunnel_options_apply(&parsed, 1, connection);
}

/* Chooses for the first tunnel of the base connection, after OPTIONS. */
static bool
chosen(struct fixture *f, const char *device, const char *const *options,
    struct choice *ret)
{
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);

	assert_non_null(connection);
	for (; *options != NULL; options++)
		restrict_to(f, connection, *options);
	return choose(&connection->tunnels[0], fixture_profile(f, device),
	    false, "subject", f->diags, ret);
}

static void
strongest_of_everything(void **state)
{
	struct fixture *f = *state;
	struct choice choice;

	assert_true(
	    chosen(f, "strongswan-frr", (const char *[]){ NULL }, &choice));
	assert_int_equal(choice.ike_version, 2);
	assert_string_equal(choice.phase[0].encryption->name, "AES256-GCM-16");
	assert_string_equal(choice.phase[0].integrity->name, "SHA2-512");
	assert_string_equal(choice.phase[0].dh_group->name, "21");
	assert_string_equal(choice.phase[1].encryption_spelling, "aes256gcm16");
	assert_null(choice.phase[1].integrity);
	assert_null(choice.phase[1].integrity_spelling);
	/* AWS's table: AES-GCM-16, no NAT-T. */
	assert_int_equal(choice.mtu, 1446);
	assert_int_equal(fixture_found(f, RULE_WEAK_CHOICE), 0);
}

static void
ikev1_when_nothing_else(void **state)
{
	struct fixture *f = *state;
	struct choice choice;

	assert_true(chosen(f, "cisco-iosxe",
	    (const char *[]){ "IKEVersions=ikev1", NULL }, &choice));
	assert_int_equal(choice.ike_version, 1);
	assert_string_equal(choice.phase[0].encryption->name, "AES256");
	assert_int_equal(fixture_found(f, RULE_WEAK_CHOICE), 1);
	assert_non_null(strstr(fixture_message(f, RULE_WEAK_CHOICE), "IKEv1"));
}

/* The newer version has no common algorithm, the older one has. */
static void
falls_back_to_ikev1(void **state)
{
	struct fixture *f = *state;
	struct profile profile = *fixture_profile(f, "cisco-iosxe");
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	struct choice choice;

	profile.algorithms[1][0][ALGORITHM_DH_GROUP].set = 0;
	assert_true(choose(
	    &connection->tunnels[0], &profile, false, NULL, f->diags, &choice));
	assert_int_equal(choice.ike_version, 1);
}

static void
weak_choice_is_a_warning(void **state)
{
	struct fixture *f = *state;
	struct choice choice;

	assert_true(chosen(f, "cisco-iosxe",
	    (const char *[]){ "Phase2DHGroupNumbers=2,5",
		"Phase1IntegrityAlgorithms=SHA1", NULL },
	    &choice));
	assert_string_equal(choice.phase[1].dh_group->name, "5");
	assert_string_equal(fixture_message(f, RULE_WEAK_CHOICE),
	    "nothing stronger is common to the tunnel and cisco-iosxe than "
	    "phase 1 SHA1, phase 2 group 5");
}

static void
nothing_in_common(void **state)
{
	struct fixture *f = *state;
	struct choice choice;

	assert_false(chosen(f, "cisco-iosxe",
	    (const char *[]){ "Phase1DHGroupNumbers=17,18", NULL }, &choice));
	assert_int_equal(fixture_found(f, RULE_ALGORITHM_NONE), 1);
	assert_string_equal(fixture_message(f, RULE_ALGORITHM_NONE),
	    "no common phase 1 Diffie-Hellman group: the tunnel accepts 18, "
	    "17; cisco-iosxe can do 21, 20, 19, 16, 15, 14, 24, 2");
}

/* Junos fixes the PRF of AES-GCM in phase 1 to SHA-384. */
static void
prf_that_the_device_fixes(void **state)
{
	struct fixture *f = *state;
	struct choice choice;

	assert_true(
	    chosen(f, "juniper-srx", (const char *[]){ NULL }, &choice));
	assert_string_equal(choice.phase[0].encryption->name, "AES256-GCM-16");
	assert_string_equal(choice.phase[0].integrity->name, "SHA2-384");
	assert_true(chosen(f, "juniper-srx",
	    (const char *[]){ "Phase1IntegrityAlgorithms=SHA2-256", NULL },
	    &choice));
	assert_string_equal(choice.phase[0].encryption->name, "AES256");
	assert_string_equal(choice.phase[0].integrity->name, "SHA2-256");
	assert_false(chosen(f, "juniper-srx",
	    (const char *[]){ "Phase1IntegrityAlgorithms=SHA2-256",
		"Phase1EncryptionAlgorithms=AES256-GCM-16", "IKEVersions=ikev2",
		NULL },
	    &choice));
	assert_string_equal(fixture_message(f, RULE_ALGORITHM_NONE),
	    "no common phase 1 AEAD cipher's integrity algorithm: the tunnel "
	    "accepts SHA2-256; juniper-srx can do SHA2-384");
}

static void
mtu_follows_the_choice(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	const struct profile *profile = fixture_profile(f, "strongswan-frr");
	struct choice choice;

	restrict_to(f, connection, "Phase2EncryptionAlgorithms=AES256");
	restrict_to(f, connection, "Phase2IntegrityAlgorithms=SHA2-256");
	assert_true(choose(
	    &connection->tunnels[0], profile, false, NULL, f->diags, &choice));
	assert_int_equal(choice.mtu, 1438);
	assert_true(choose(
	    &connection->tunnels[0], profile, true, NULL, f->diags, &choice));
	assert_int_equal(choice.mtu, 1422);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, fixture_setup, fixture_teardown)

extern const struct CMUnitTest choice_tests[];
extern const size_t choice_test_count;
const struct CMUnitTest choice_tests[] = {
	TEST(strongest_of_everything),
	TEST(ikev1_when_nothing_else),
	TEST(falls_back_to_ikev1),
	TEST(weak_choice_is_a_warning),
	TEST(nothing_in_common),
	TEST(prf_that_the_device_fixes),
	TEST(mtu_follows_the_choice),
};
const size_t choice_test_count = sizeof(choice_tests) / sizeof(choice_tests[0]);
