/* SPDX-License-Identifier: ISC */
/* Certificates and keys in PEM, and profiles of OpenVPN: what passes for one
 * and what must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/rule.h"
#include "doc/pem.h"
#include "verify/ovpn.h"

extern const struct CMUnitTest pem_tests[];
extern const size_t pem_test_count;

#define BLOCK(label, lines)                                                    \
	"-----BEGIN " label "-----\n" lines "-----END " label "-----\n"
#define CERT BLOCK("CERTIFICATE", "MIIB\nAA+/\nAA==\n")
#define KEY BLOCK("PRIVATE KEY", "MIIC\n")

static void
pem_takes_blocks_alone(void **state)
{
	static const struct {
		const char *text;
		enum pem_kind kind;
		const char *blocks; /* NULL: refused, and WHY */
		const char *why;
	} rows[] = {
		{ CERT, PEM_CERTIFICATES, CERT, NULL },
		{ "Subject: x\n" CERT "\n" CERT "end", PEM_CERTIFICATES,
		    CERT CERT, NULL },
		{ "-----BEGIN CERTIFICATE-----\r\nMIIB \r\n"
		  "-----END CERTIFICATE-----",
		    PEM_CERTIFICATES, BLOCK("CERTIFICATE", "MIIB\n"), NULL },
		{ BLOCK("EC PARAMETERS", "BggqAA==\n")
			BLOCK("EC PRIVATE KEY", "MHcC\n"),
		    PEM_KEY, BLOCK("EC PRIVATE KEY", "MHcC\n"), NULL },
		{ CERT KEY, PEM_KEY, KEY, NULL },
		{ BLOCK("RSA PRIVATE KEY",
		      "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,01AB\n\n"
		      "qIIC\n"),
		    PEM_KEY,
		    BLOCK("RSA PRIVATE KEY",
			"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,01AB\n\n"
			"qIIC\n"),
		    NULL },
		{ "", PEM_KEY, NULL, "has no private key in PEM" },
		{ CERT, PEM_KEY, NULL, "has no private key in PEM" },
		{ KEY, PEM_CERTIFICATES, NULL, "has a private key in it, too" },
		{ CERT BLOCK("ENCRYPTED PRIVATE KEY", "MIIC\n"),
		    PEM_CERTIFICATES, NULL, "has a private key in it, too" },
		{ KEY KEY, PEM_KEY, NULL, "has more than one private key" },
		{ BLOCK("CERTIFICATE", ""), PEM_CERTIFICATES, NULL,
		    "has a broken block" },
		{ BLOCK("CERTIFICATE", "AIIB\n"), PEM_CERTIFICATES, NULL,
		    "has a broken block" },
		{ BLOCK("CERTIFICATE", "MIIB\n</ca>\n"), PEM_CERTIFICATES, NULL,
		    "has a broken block" },
		{ BLOCK("PRIVATE KEY", "Proc-Type: </key>\n\nMIIC\n"), PEM_KEY,
		    NULL, "has a broken block" },
		{ BLOCK("CERTIFICATE", "MIIB\n\nAAAA\n"), PEM_CERTIFICATES,
		    NULL, "has a broken block" },
		{ BLOCK("CERTIFICATE", "MI=B\n"), PEM_CERTIFICATES, NULL,
		    "has a broken block" },
		{ "-----BEGIN CERTIFICATE-----\nMIIB\n", PEM_CERTIFICATES, NULL,
		    "has a broken block" },
		{ "-----BEGIN CERTIFICATE-----\nMIIB\n-----END X-----\n",
		    PEM_CERTIFICATES, NULL, "has a broken block" },
		/* 77 characters. */
		{ BLOCK("CERTIFICATE",
		      "MIIBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		      "AAAAAAAAAAAAAAAAAAAAAAA\n"),
		    PEM_CERTIFICATES, NULL, "has a broken block" },
	};
	struct arena *arena = arena_new();
	const char *blocks, *why;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		why = NULL;
		blocks = pem_read(rows[i].text, strlen(rows[i].text),
		    rows[i].kind, arena, &why);
		if (rows[i].blocks == NULL) {
			assert_null(blocks);
			assert_string_equal(why, rows[i].why);
		} else {
			assert_non_null(blocks);
			assert_string_equal(blocks, rows[i].blocks);
		}
		assert_int_equal(
		    pem_has(rows[i].text, strlen(rows[i].text), rows[i].kind),
		    rows[i].blocks != NULL);
	}
	arena_free(arena);
}

/* ---- profiles --------------------------------------------------------- */

struct profile {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct ovpn ovpn;
	bool good;
};

static struct profile
open_profile(const char *text)
{
	struct profile profile = { .arena = arena_new() };

	profile.diags = diags_new(profile.arena, 0);
	profile.source = source_new("x.ovpn", text, strlen(text));
	profile.good = ovpn_read(
	    profile.source, profile.arena, profile.diags, &profile.ovpn);
	return profile;
}

static void
close_profile(struct profile *profile)
{
	source_free(profile->source);
	arena_free(profile->arena);
}

/* The statements, words in brackets, parts behind '='. */
static const char *
print(const struct profile *profile)
{
	const struct ovpn_statement *at;
	const char *text = "";
	size_t i, j;

	for (i = 0; i < profile->ovpn.count; i++) {
		at = &profile->ovpn.list[i];
		text = arena_printf(
		    profile->arena, "%s%u%s", text, at->block, at->name);
		for (j = 0; j < at->count; j++)
			text = arena_printf(
			    profile->arena, "%s[%s]", text, at->words[j]);
		if (at->part != NULL)
			text = arena_printf(profile->arena, "%s=%.*s", text,
			    (int)at->part_length, at->part);
		text = arena_printf(profile->arena, "%s\n", text);
	}
	return text;
}

static void
profiles_are_read_as_openvpn_reads_them(void **state)
{
	static const struct {
		const char *text;
		const char *statements; /* NULL: refused */
	} rows[] = {
		{ "", "" },
		{ "\xEF\xBB\xBF"
		  "client\r\n--dev tun",
		    "0client\n0dev[tun]\n" },
		{ "# a\n ; b\na#b c # d\n", "0a#b[c]\n" },
		{ "a \"b \\\"c\" 'd\\e' f\\ g\\\\ \"\"\n",
		    "0a[b \"c][d\\e][f g\\][]\n" },
		{ "a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n",
		    "0a[1][2][3][4][5][6][7][8][9][10][11][12][13][14][15]\n" },
		{ "<ca>\nx\n </ca>\nb\n", "0ca=x\n\n0b\n" },
		{ "<ca> x\n", "0<ca>[x]\n" },
		{ "<connection>\nremote a\n</connection>\n<connection>\n"
		  "remote b\n</connection>\nend\n",
		    "1remote[a]\n2remote[b]\n0end\n" },
		{ "a \"b\n", NULL },
		{ "a 'b\n", NULL },
		{ "a \\b\n", NULL },
		{ "a b\\", NULL },
		{ "<ca>\nx\n", NULL },
		{ "<connection>\n<key>\n</connection>\n</key>\n", NULL },
	};
	struct profile profile;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		profile = open_profile(rows[i].text);
		assert_int_equal(profile.good, rows[i].statements != NULL);
		if (profile.good)
			assert_string_equal(
			    print(&profile), rows[i].statements);
		else
			assert_int_equal(
			    diags_count(profile.diags, SEVERITY_ERROR), 1);
		close_profile(&profile);
	}
}

static void
what_a_connection_says_goes_first(void **state)
{
	struct profile profile = open_profile(
	    "<connection>\nport 1\n</connection>\nport 2\nport 3\n");

	(void)state;
	assert_true(profile.good);
	assert_string_equal(ovpn_find(&profile.ovpn, "port", 1)->words[0], "1");
	assert_string_equal(ovpn_find(&profile.ovpn, "port", 2)->words[0], "3");
	assert_string_equal(ovpn_find(&profile.ovpn, "port", 0)->words[0], "3");
	assert_null(ovpn_find(&profile.ovpn, "proto", 1));
	close_profile(&profile);
}

static void
keys_of_profiles_are_secret(void **state)
{
	static const char text[] = "<ca>\nca\n</ca>\n<key>\nkey\n</key>\n";
	struct profile profile = open_profile(text);
	size_t start, end;

	(void)state;
	assert_true(profile.good);
	assert_true(source_next_secret(profile.source, 0, &start, &end));
	assert_int_equal(start, strstr(text, "key\n</key>") - text);
	assert_int_equal(end, strstr(text, "</key>") - text);
	assert_false(source_next_secret(profile.source, end, &start, &end));
	close_profile(&profile);
	profile = open_profile("<key>\nkey\n");
	assert_false(profile.good);
	assert_false(source_may_quote(profile.source));
	close_profile(&profile);
}

const struct CMUnitTest pem_tests[] = {
	cmocka_unit_test(pem_takes_blocks_alone),
	cmocka_unit_test(profiles_are_read_as_openvpn_reads_them),
	cmocka_unit_test(what_a_connection_says_goes_first),
	cmocka_unit_test(keys_of_profiles_are_secret),
};

const size_t pem_test_count = sizeof(pem_tests) / sizeof(pem_tests[0]);
