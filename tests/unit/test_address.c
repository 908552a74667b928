/* SPDX-License-Identifier: ISC */
/* What tables of networks are passed over by agrees with what is in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/inside.h"
#include "check/rules.h"

extern const struct CMUnitTest address_tests[];
extern const size_t address_test_count;

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Whether one of the networks, as they are written, has IP. */
static bool
is_in(const char *const *networks, size_t count, struct ip ip)
{
	struct ip_prefix prefix;
	size_t i;

	for (i = 0; i < count; i++) {
		assert_true(ip_prefix_parse(networks[i], &prefix));
		if (ip_prefix_contains(prefix, ip))
			return true;
	}
	return false;
}

/* By each pair of first bytes. */
static void
test_address_tables(void **state)
{
	static const char *const unusable[] = { "0.0.0.0/8", "127.0.0.0/8",
		"169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4" };
	static const char *const private[] = { "10.0.0.0/8", "172.16.0.0/12",
		"192.168.0.0/16", "100.64.0.0/10" };
	struct ip ip = IP_V4(0, 0, 7, 9);
	unsigned i;

	(void)state;
	for (i = 0; i < 65536; i++) {
		ip.bytes[0] = (uint8_t)(i / 256);
		ip.bytes[1] = (uint8_t)(i % 256);
		if (is_unusable_ip(ip) != is_in(unusable, COUNT(unusable), ip))
			fail_msg("unusable: %u.%u", i / 256, i % 256);
		if (is_private_ip(ip) != is_in(private, COUNT(private), ip))
			fail_msg("private: %u.%u", i / 256, i % 256);
	}
}

static void
test_address_reserved(void **state)
{
	size_t count, i;
	const struct ip_prefix *reserved = inside_reserved(&count), *expected;
	struct ip ip = IP_V4(169, 254, 0, 0);
	struct ip other = IP_V4(10, 254, 0, 0);
	unsigned last;

	(void)state;
	for (last = 0; last < 65536; last++) {
		ip.bytes[2] = other.bytes[2] = (uint8_t)(last / 256);
		ip.bytes[3] = other.bytes[3] = (uint8_t)(last % 256);
		for (expected = NULL, i = 0; i < count; i++)
			if (ip_prefix_contains(reserved[i], ip))
				expected = &reserved[i];
		assert_ptr_equal(inside_reserved_around(&ip), expected);
		assert_null(inside_reserved_around(&other));
	}
	for (i = 0; i < count; i++)
		assert_int_equal(reserved[i].length, INSIDE_IPV4_LENGTH);
	ip = reserved[0].address;
	ip.family = 6;
	assert_null(inside_reserved_around(&ip));
}

const struct CMUnitTest address_tests[] = {
	cmocka_unit_test(test_address_tables),
	cmocka_unit_test(test_address_reserved),
};

const size_t address_test_count =
    sizeof(address_tests) / sizeof(address_tests[0]);
