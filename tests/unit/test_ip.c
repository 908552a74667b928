/* SPDX-License-Identifier: ISC */
/* The ground floor: addresses and prefixes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/ip.h"

extern const struct CMUnitTest ip_tests[];
extern const size_t ip_test_count;

static void
addresses_that_are_taken(void **state)
{
	static const char *const texts[][2] = {
		{ "0.0.0.0", "0.0.0.0" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "10.0.0.1", "10.0.0.1" },
		{ "::", "::" },
		{ "::1", "::1" },
		{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
		{ "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
		{ "2001:0:0:1:0:0:0:1", "2001:0:0:1::1" },
		{ "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0" },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
		{ "fd00::0db8", "fd00::db8" },
	};
	char text[IP_TEXT_SIZE];
	struct ip ip;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_true(ip_parse(texts[i][0], &ip));
		assert_int_equal(
		    ip.family, strchr(texts[i][0], ':') != NULL ? 6 : 4);
		assert_string_equal(ip_format(ip, text), texts[i][1]);
	}
}

static void
addresses_that_are_not_taken(void **state)
{
	static const char *const texts[] = { "", " ", "1.2.3", "1.2.3.4.5",
		"01.2.3.4", "1.2.3.04", "1.2.3.256", "1.2.3.-4", "1.2.3.+4",
		"1.2.3.4 ", " 1.2.3.4", "1.2.3.", ".1.2.3", "1..2.3",
		"0x1.2.3.4", "16909060", "1.2.3.4/32", "1.2.3.4\n", "::1%eth0",
		"fe80::1%1", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
		"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "::g",
		"[::1]", "::1.2.3", "::01.2.3.4", "::1/64", "1:", ":1" };
	struct ip ip;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (ip_parse(texts[i], &ip))
			fail_msg("'%s' was taken", texts[i]);
}

static struct ip
ip_of(const char *text)
{
	struct ip ip;

	assert_true(ip_parse(text, &ip));
	return ip;
}

static struct ip_prefix
prefix_of(const char *text)
{
	struct ip_prefix prefix;

	assert_true(ip_prefix_parse(text, &prefix));
	return prefix;
}

static void
prefixes(void **state)
{
	static const char *const refused[] = { "", "/", "1.2.3.4", "1.2.3.4/",
		"1.2.3.4/33", "1.2.3.4/030", "1.2.3.4/00", "1.2.3.4/-1",
		"1.2.3.4/+1", "1.2.3.4/ 1", "1.2.3.4/1 ", "1.2.3/8", "::/129",
		"::/4294967296", "::/99999999999999999999", "::1%eth0/64",
		"1.2.3.4/24/8",
		("0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:"
		 "0:0/1") };
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (ip_prefix_parse(refused[i], &prefix))
			fail_msg("'%s' was taken", refused[i]);
	assert_string_equal(ip_prefix_format(prefix_of("169.254.6.1/30"), text),
	    "169.254.6.1/30");
	assert_string_equal(
	    ip_prefix_format(prefix_of("0.0.0.0/0"), text), "0.0.0.0/0");
	assert_string_equal(
	    ip_prefix_format(prefix_of("FD00::/8"), text), "fd00::/8");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("169.254.6.3/30")), text),
	    "169.254.6.0");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("169.254.6.1/30")), text),
	    "169.254.6.3");
	assert_string_equal(ip_format(ip_last(prefix_of("0.0.0.0/0")), text),
	    "255.255.255.255");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("1.2.3.4/32")), text), "1.2.3.4");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("1.2.3.4/32")), text), "1.2.3.4");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("255.2.3.4/0")), text), "0.0.0.0");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("100.127.255.9/10")), text),
	    "100.64.0.0");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("fd00::7/126")), text), "fd00::4");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("fd00::7/128")), text), "fd00::7");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("fd00::7/0")), text), "::");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("fd00::/120")), text), "fd00::ff");
	assert_true(ip_prefix_is_network(prefix_of("10.0.0.0/8")));
	assert_false(ip_prefix_is_network(prefix_of("10.0.0.1/8")));
	assert_true(ip_prefix_is_network(prefix_of("fd00::4/126")));
	assert_false(ip_prefix_is_network(prefix_of("fd00::6/126")));
}

static void
containing_and_overlapping(void **state)
{
	(void)state;
	assert_true(
	    ip_prefix_contains(prefix_of("10.0.0.0/8"), ip_of("10.255.0.1")));
	assert_false(
	    ip_prefix_contains(prefix_of("10.0.0.0/8"), ip_of("11.0.0.0")));
	assert_true(
	    ip_prefix_contains(prefix_of("0.0.0.0/0"), ip_of("203.0.113.9")));
	assert_false(ip_prefix_contains(prefix_of("0.0.0.0/0"), ip_of("::")));
	assert_false(ip_prefix_contains(prefix_of("::/0"), ip_of("0.0.0.0")));
	assert_true(
	    ip_prefix_contains(prefix_of("fd00::/8"), ip_of("fdff::1")));
	assert_false(
	    ip_prefix_contains(prefix_of("fd00::/8"), ip_of("fc00::1")));
	assert_true(ip_prefix_overlaps(
	    prefix_of("10.1.0.0/16"), prefix_of("10.0.0.0/8")));
	assert_true(ip_prefix_overlaps(
	    prefix_of("10.0.0.0/8"), prefix_of("10.1.0.0/16")));
	assert_false(ip_prefix_overlaps(
	    prefix_of("10.0.0.0/30"), prefix_of("10.0.0.4/30")));
	assert_false(
	    ip_prefix_overlaps(prefix_of("0.0.0.0/0"), prefix_of("::/0")));
}

static void
adding_and_comparing(void **state)
{
	static const char *const rising[] = { "0.0.0.0", "1.0.0.0", "9.255.0.0",
		"10.0.0.0", "127.0.0.1", "128.0.0.0", "255.255.255.255",
		"::", "::1", "1::", "ff00::" };
	char text[IP_TEXT_SIZE];
	size_t i, j, count = sizeof(rising) / sizeof(rising[0]);
	int order;

	(void)state;
	assert_string_equal(
	    ip_format(ip_add(ip_of("10.0.0.255"), 1), text), "10.0.1.0");
	assert_string_equal(
	    ip_format(ip_add(ip_of("255.255.255.255"), 1), text), "0.0.0.0");
	assert_string_equal(
	    ip_format(ip_add(ip_of("1.2.3.4"), UINT32_MAX), text), "1.2.3.3");
	assert_string_equal(
	    ip_format(ip_add(ip_of("fd00::ffff:ffff"), 2), text),
	    "fd00::1:0:1");
	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++) {
			order = ip_compare(ip_of(rising[i]), ip_of(rising[j]));
			assert_int_equal(
			    (order > 0) - (order < 0), (i > j) - (i < j));
			assert_int_equal(
			    ip_equal(ip_of(rising[i]), ip_of(rising[j])),
			    i == j);
		}
}

static void
masks(void **state)
{
	char text[IP_TEXT_SIZE];
	int length;

	(void)state;
	assert_string_equal(ip_format(ip_mask(4, 30), text), "255.255.255.252");
	assert_string_equal(ip_format(ip_mask(6, 10), text), "ffc0::");
	for (length = 0; length <= 32; length++)
		assert_int_equal(
		    ip_mask_length(ip_mask(4, (uint8_t)length)), length);
	for (length = 0; length <= 128; length++)
		assert_int_equal(
		    ip_mask_length(ip_mask(6, (uint8_t)length)), length);
	assert_int_equal(ip_mask_length(ip_of("255.0.255.0")), -1);
	assert_int_equal(ip_mask_length(ip_of("0.0.0.1")), -1);
	assert_int_equal(ip_mask_length(ip_of("255.255.255.253")), -1);
}

/* Bit INDEX, counted from the first, which is 0. */
static int
ip_bit(struct ip ip, unsigned index)
{
	return ip.bytes[index / 8] >> (7 - index % 8) & 1;
}

/* A prefix of every length, and an address that differs in one bit. */
static void
check_lengths(uint8_t family, const char *text)
{
	struct ip ip = ip_of(text), other;
	unsigned bits = ip_bits(ip), length, bit, i;
	struct ip_prefix prefix = { .address = ip }, second;

	assert_int_equal(ip.family, family);
	for (length = 0; length <= bits; length++) {
		prefix.length = (uint8_t)length;
		for (i = 0; i < bits; i++) {
			bit = i < length ? (unsigned)ip_bit(ip, i) : 0;
			assert_int_equal(ip_bit(ip_first(prefix), i), bit);
			bit = i < length ? bit : 1;
			assert_int_equal(ip_bit(ip_last(prefix), i), bit);
		}
		for (bit = 0; bit < bits; bit++) {
			other = ip;
			other.bytes[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
			assert_int_equal(
			    ip_prefix_contains(prefix, other), bit >= length);
			second = (struct ip_prefix){ other, (uint8_t)bits };
			assert_int_equal(ip_prefix_common(prefix, second),
			    bit < length ? bit : length);
			assert_int_equal(ip_prefix_is_host(prefix, other),
			    ip_prefix_contains(prefix, other) &&
				!ip_equal(other, ip_first(prefix)) &&
				!ip_equal(other, ip_last(prefix)));
		}
		assert_int_equal(
		    ip_mask_length(ip_mask(family, (uint8_t)length)), length);
		assert_false(ip_prefix_is_host(prefix, ip_first(prefix)));
		assert_false(ip_prefix_is_host(prefix, ip_last(prefix)));
	}
}

static void
every_length(void **state)
{
	(void)state;
	check_lengths(4, "203.0.113.77");
	check_lengths(6, "2001:db8:7:f00f::a5a5:1");
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest ip_tests[] = {
	TEST(addresses_that_are_taken),
	TEST(addresses_that_are_not_taken),
	TEST(prefixes),
	TEST(containing_and_overlapping),
	TEST(adding_and_comparing),
	TEST(masks),
	TEST(every_length),
};
const size_t ip_test_count = sizeof(ip_tests) / sizeof(ip_tests[0]);
