/* SPDX-License-Identifier: ISC */
/* The algorithm tables: AWS's sets, names, order, and its MTU table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "model/algorithm.h"
#include "model/field.h"

extern const struct CMUnitTest algorithm_tests[];
extern const size_t algorithm_test_count;

static unsigned
index_of(enum algorithm_kind kind, const char *name)
{
	int index = algorithm_find(kind, name);

	assert_true(index >= 0);
	return (unsigned)index;
}

/* AWS Site-to-Site VPN User Guide, "Best practices for an AWS Site-to-Site VPN
 * customer gateway device", the table of MTU and MSS (read 2026-08 and 2026-11;
 * the same in the texts of 2022 and 2023). */
static void
mtu_is_aws_s_table(void **state)
{
	static const struct {
		const char *encryption, *integrity;
		bool nat;
		unsigned mtu, ipv6; /* IPv6: our arithmetic, AWS has no table */
	} rows[] = {
		{ "AES256-GCM-16", "SHA2-256", false, 1446, 1426 },
		{ "AES256-GCM-16", "SHA2-512", true, 1438, 1418 },
		{ "AES128-GCM-16", "SHA1", false, 1446, 1426 },
		{ "AES128-GCM-16", "SHA1", true, 1438, 1418 },
		{ "AES128", "SHA1", false, 1438, 1422 },
		{ "AES256", "SHA2-256", false, 1438, 1406 },
		{ "AES128", "SHA1", true, 1422, 1406 },
		{ "AES256", "SHA2-256", true, 1422, 1406 },
		{ "AES256", "SHA2-384", false, 1422, 1406 },
		{ "AES128", "SHA2-384", true, 1422, 1390 },
		{ "AES256", "SHA2-512", false, 1422, 1390 },
		{ "AES128", "SHA2-512", true, 1406, 1390 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned cipher =
		    index_of(ALGORITHM_ENCRYPTION, rows[i].encryption);
		unsigned hash =
		    index_of(ALGORITHM_INTEGRITY, rows[i].integrity);

		assert_int_equal(
		    algorithm_tunnel_mtu(cipher, hash, rows[i].nat, false),
		    rows[i].mtu);
		assert_int_equal(
		    algorithm_tunnel_mtu(cipher, hash, rows[i].nat, true),
		    rows[i].ipv6);
	}
}

/* EC2 API Reference, VpnTunnelOptionsSpecification. */
static void
sets_are_what_aws_accepts(void **state)
{
	static const struct {
		enum algorithm_kind kind;
		int phase;
		const char *names;
	} sets[] = {
		{ ALGORITHM_IKE_VERSION, 0, "ikev2, ikev1" },
		{ ALGORITHM_ENCRYPTION, 1,
		    "AES256-GCM-16, AES256, AES128-GCM-16, AES128" },
		{ ALGORITHM_ENCRYPTION, 2,
		    "AES256-GCM-16, AES256, AES128-GCM-16, AES128" },
		{ ALGORITHM_INTEGRITY, 1,
		    "SHA2-512, SHA2-384, SHA2-256, SHA1" },
		{ ALGORITHM_INTEGRITY, 2,
		    "SHA2-512, SHA2-384, SHA2-256, SHA1" },
		{ ALGORITHM_DH_GROUP, 1,
		    "21, 20, 19, 18, 17, 16, 15, 14, 24, 23, 22, 2" },
		{ ALGORITHM_DH_GROUP, 2,
		    "21, 20, 19, 18, 17, 16, 15, 14, 24, 23, 5, 22, 2" },
	};
	char text[ALGORITHM_SET_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		assert_string_equal(
		    algorithm_set_format(sets[i].kind,
			algorithm_aws_set(sets[i].kind, sets[i].phase), text,
			sizeof(text)),
		    sets[i].names);
}

/* Of every row of the tunnels that is a set and an option. */
static void
sets_are_where_their_rows_say(void **state)
{
	struct tunnel tunnel = { .at = NOWHERE };
	size_t count, i, found = 0;
	const struct field *fields = tunnel_fields(&count);
	enum algorithm_kind kind;

	(void)state;
	for (i = 0; i < count; i++) {
		if (fields[i].option == NULL ||
		    !field_is_set(&fields[i], &kind))
			continue;
		assert_ptr_equal(
		    tunnel_set(&tunnel, kind, (unsigned)fields[i].phase),
		    field_get(&fields[i], &tunnel));
		assert_ptr_equal(
		    tunnel_set_slot(&tunnel, kind, (unsigned)fields[i].phase),
		    field_slot(&fields[i], &tunnel));
		found++;
	}
	assert_int_equal(found, 2 * ALGORITHM_KINDS - 1);
}

/* RFC 8247 section 2.4, NIST SP 800-131A Rev. 2, RFC 9395. */
static void
weak_ones(void **state)
{
	static const char *const names[ALGORITHM_KINDS] = {
		[ALGORITHM_IKE_VERSION] = "ikev1",
		[ALGORITHM_ENCRYPTION] = "none",
		[ALGORITHM_INTEGRITY] = "SHA1",
		[ALGORITHM_DH_GROUP] = "24, 23, 5, 22, 2",
	};
	char text[ALGORITHM_SET_TEXT];
	enum algorithm_kind kind;

	(void)state;
	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		assert_string_equal(
		    algorithm_set_format(kind,
			algorithm_weak(kind, algorithm_aws_set(kind, 2)), text,
			sizeof(text)),
		    names[kind]);
	assert_int_equal(algorithm_weak(ALGORITHM_DH_GROUP, 0), 0);
}

static void
names_are_found_in_any_case(void **state)
{
	enum algorithm_kind kind;
	unsigned i;

	(void)state;
	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		for (i = 0; i < algorithm_count(kind); i++)
			assert_int_equal(
			    algorithm_find(kind, algorithm_get(kind, i)->name),
			    i);
	assert_true(algorithm_find(ALGORITHM_ENCRYPTION, "aes256-gcm-16") >= 0);
	assert_int_equal(algorithm_find(ALGORITHM_ENCRYPTION, "AES192"), -1);
	assert_int_equal(algorithm_find(ALGORITHM_ENCRYPTION, ""), -1);
	assert_int_equal(algorithm_find(ALGORITHM_DH_GROUP, "1"), -1);
	assert_int_equal(algorithm_find(ALGORITHM_DH_GROUP, "014"), -1);
	assert_int_equal(algorithm_find(ALGORITHM_INTEGRITY, "AES128"), -1);
}

/* The first row is chosen first: none behind it may be stronger, except that
 * elliptic curves stand before modular groups and weak ones come last. */
static void
strongest_first(void **state)
{
	const struct algorithm *before, *row;
	unsigned i;

	(void)state;
	for (i = 1; i < algorithm_count(ALGORITHM_ENCRYPTION); i++) {
		before = algorithm_get(ALGORITHM_ENCRYPTION, i - 1);
		row = algorithm_get(ALGORITHM_ENCRYPTION, i);
		assert_true(before->strength > row->strength ||
			    (before->strength == row->strength &&
				before->aead && !row->aead));
	}
	for (i = 1; i < algorithm_count(ALGORITHM_INTEGRITY); i++)
		assert_true(
		    algorithm_get(ALGORITHM_INTEGRITY, i - 1)->strength >
		    algorithm_get(ALGORITHM_INTEGRITY, i)->strength);
	for (i = 1; i < algorithm_count(ALGORITHM_DH_GROUP); i++) {
		before = algorithm_get(ALGORITHM_DH_GROUP, i - 1);
		row = algorithm_get(ALGORITHM_DH_GROUP, i);
		assert_true(row->weak || !before->weak);
		assert_true(before->strength >= row->strength ||
			    (before->number == 19 && row->number == 18));
	}
	assert_int_equal(algorithm_strongest(0), -1);
	assert_int_equal(algorithm_strongest(1), 0);
	assert_int_equal(algorithm_strongest(0x18), 3);
	assert_int_equal(algorithm_strongest((algorithm_set)1 << 31), 31);
}

static void
short_buffers_are_not_overrun(void **state)
{
	char text[12] = "@@@@@@@@@@@";
	size_t size;

	(void)state;
	for (size = 1; size < sizeof(text); size++) {
		memset(text, '@', sizeof(text) - 1);
		algorithm_set_format(ALGORITHM_DH_GROUP,
		    algorithm_aws_set(ALGORITHM_DH_GROUP, 2), text, size);
		assert_true(strlen(text) < size);
		assert_int_equal(text[size], size < 11 ? '@' : '\0');
	}
	assert_string_equal(
	    algorithm_set_format(ALGORITHM_DH_GROUP, 0, text, sizeof(text)),
	    "none");
}

static void
spellings_mean_what_they_say(void **state)
{
	static const struct {
		enum algorithm_kind kind;
		const char *token, *name;
	} rows[] = {
		{ ALGORITHM_ENCRYPTION, "aes-128-cbc", "AES128" },
		{ ALGORITHM_ENCRYPTION, "aes-256-gcm-16", "AES256-GCM-16" },
		{ ALGORITHM_INTEGRITY, "sha1", "SHA1" },
		{ ALGORITHM_INTEGRITY, "hmac-sha1-96", "SHA1" },
		{ ALGORITHM_INTEGRITY, "hmac-sha2-256-128", "SHA2-256" },
		{ ALGORITHM_INTEGRITY, "sha-384", "SHA2-384" },
		{ ALGORITHM_INTEGRITY, "hmac-sha-512-256", "SHA2-512" },
		{ ALGORITHM_DH_GROUP, "group2", "2" },
		{ ALGORITHM_DH_GROUP, "group24", "24" },
	};
	enum algorithm_kind kind;
	const char *spelling;
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    algorithm_from_xml(rows[i].kind, rows[i].token),
		    index_of(rows[i].kind, rows[i].name));
	assert_int_equal(
	    algorithm_from_xml(ALGORITHM_ENCRYPTION, "AES-128-CBC"), -1);
	assert_int_equal(
	    algorithm_from_xml(ALGORITHM_ENCRYPTION, "group2"), -1);
	assert_int_equal(algorithm_from_xml(ALGORITHM_DH_GROUP, "2"), -1);
	assert_int_equal(algorithm_from_xml(ALGORITHM_INTEGRITY, ""), -1);
	/* A spelling holds its algorithm's digits: 256 is never 384. */
	for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS; kind++)
		for (i = 0;
		     (spelling = algorithm_xml_spelling(kind, i)) != NULL;
		     i++) {
			const char *name = algorithm_get(
			    kind, (unsigned)algorithm_from_xml(kind, spelling))
					       ->name;
			const char *digits = strpbrk(name, "0123456789");

			if (strncmp(name, "SHA2-", 5) == 0)
				digits = name + 5;
			assert_non_null(strstr(spelling,
			    strncmp(name, "AES128", 6) == 0   ? "128"
			    : strncmp(name, "AES256", 6) == 0 ? "256"
							      : digits));
		}
}

/* The enumeration of the XSD's simple type NAME, one line each. */
static void
enumeration(const char *schema, const char *name, struct buf *buf)
{
	static const char mark[] = "<xs:enumeration value=\"";
	char start[64];
	const char *at, *end, *value;

	snprintf(start, sizeof(start), "<xs:simpleType name=\"%s\">", name);
	at = strstr(schema, start);
	assert_non_null(at);
	end = strstr(at, "</xs:simpleType>");
	assert_non_null(end);
	while ((at = strstr(at, mark)) != NULL && at < end) {
		value = at + strlen(mark);
		buf_add(buf, value, strcspn(value, "\""));
		buf_char(buf, '\n');
		at = value;
	}
}

static void
schema_has_the_same_spellings(void **state)
{
	static const char *const types[ALGORITHM_KINDS] = {
		[ALGORITHM_ENCRYPTION] = "encryption",
		[ALGORITHM_INTEGRITY] = "integrity",
		[ALGORITHM_DH_GROUP] = "dh_group",
	};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *schema = file_read(
	    "schemas/customer-gateway-configuration.xsd", 1000000, diags);
	struct buf theirs = { 0 }, ours = { 0 };
	enum algorithm_kind kind;
	const char *spelling;
	unsigned i;

	(void)state;
	assert_non_null(schema);
	for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS; kind++) {
		enumeration(source_text(schema), types[kind], &theirs);
		for (i = 0;
		     (spelling = algorithm_xml_spelling(kind, i)) != NULL; i++)
			buf_printf(&ours, "%s\n", spelling);
		assert_string_equal(theirs.data, ours.data);
		buf_clear(&theirs);
		buf_clear(&ours);
	}
	buf_free(&theirs);
	buf_free(&ours);
	source_free(schema);
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"algorithm/" #name, name, NULL, NULL, NULL                     \
	}

const struct CMUnitTest algorithm_tests[] = {
	TEST(mtu_is_aws_s_table),
	TEST(sets_are_what_aws_accepts),
	TEST(sets_are_where_their_rows_say),
	TEST(weak_ones),
	TEST(names_are_found_in_any_case),
	TEST(strongest_first),
	TEST(short_buffers_are_not_overrun),
	TEST(spellings_mean_what_they_say),
	TEST(schema_has_the_same_spellings),
};
const size_t algorithm_test_count =
    sizeof(algorithm_tests) / sizeof(algorithm_tests[0]);
