/* SPDX-License-Identifier: ISC */
/* What a configuration of OpenVPN has to say, and what it says.  Floor 6. */
#include "verify/openvpn.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"

struct comparison {
	const struct ovpn *expected;
	const struct ovpn *running;
	const char *subject;
	struct diags *diags;
};

/* ---- what statements are ---------------------------------------------- */

enum trait {
	TRAIT_PART = 1, /* a certificate or key: it is there or not */
	TRAIT_MANY = 2, /* each one counts, not the last */
	TRAIT_QUIET =
	    4,         /* says nothing about the tunnel: may be there or not */
	TRAIT_WEAK = 8 /* weakens the tunnel */
};

struct word {
	const char *name;
	unsigned traits;
	/* What OpenVPN 2.6 takes where there is none; NULL: nothing. */
	const char *preset;
	/* Of weak ones: with which first word alone; NULL: any. */
	const char *with;
};

static const struct word words[] = {
	{ "ca", TRAIT_PART, NULL, NULL },
	{ "cert", TRAIT_PART, NULL, NULL },
	{ "key", TRAIT_PART, NULL, NULL },
	{ "tls-crypt", TRAIT_PART, NULL, NULL },
	{ "tls-crypt-v2", TRAIT_PART, NULL, NULL },
	{ "crl-verify", TRAIT_PART, NULL, NULL },
	{ "client-config-dir", TRAIT_PART, NULL, NULL },
	{ "route", TRAIT_MANY, NULL, NULL },
	{ "push", TRAIT_MANY, NULL, NULL },
	{ "iroute", TRAIT_MANY, NULL, NULL },
	{ "remote", TRAIT_MANY, NULL, NULL },
	{ "port", 0, "1194", NULL },
	{ "proto", 0, "udp", NULL },
	{ "tun-mtu", 0, "1500", NULL },
	{ "mssfix", 0, "1492 mtu", NULL },
	{ "tls-version-min", 0, "1.2", NULL },
	{ "verb", TRAIT_QUIET, NULL, NULL },
	{ "mute", TRAIT_QUIET, NULL, NULL },
	{ "log", TRAIT_QUIET, NULL, NULL },
	{ "log-append", TRAIT_QUIET, NULL, NULL },
	{ "status", TRAIT_QUIET, NULL, NULL },
	{ "status-version", TRAIT_QUIET, NULL, NULL },
	{ "syslog", TRAIT_QUIET, NULL, NULL },
	{ "daemon", TRAIT_QUIET, NULL, NULL },
	{ "writepid", TRAIT_QUIET, NULL, NULL },
	{ "nice", TRAIT_QUIET, NULL, NULL },
	{ "auth-nocache", TRAIT_QUIET, NULL, NULL },
	{ "persist-key", TRAIT_QUIET, NULL, NULL },
	{ "persist-tun", TRAIT_QUIET, NULL, NULL },
	{ "resolv-retry", TRAIT_QUIET, NULL, NULL },
	{ "nobind", TRAIT_QUIET, NULL, NULL },
	{ "user", TRAIT_QUIET, NULL, NULL },
	{ "group", TRAIT_QUIET, NULL, NULL },
	{ "chroot", TRAIT_QUIET, NULL, NULL },
	{ "setenv", TRAIT_QUIET, NULL, NULL },
	{ "secret", TRAIT_WEAK, NULL, NULL },
	{ "duplicate-cn", TRAIT_WEAK, NULL, NULL },
	{ "comp-lzo", TRAIT_WEAK, NULL, NULL },
	{ "compress", TRAIT_WEAK, NULL, NULL },
	{ "allow-compression", TRAIT_WEAK, NULL, "yes" },
	{ "verify-client-cert", TRAIT_WEAK, NULL, "none" },
	{ "verify-client-cert", TRAIT_WEAK, NULL, "optional" },
	{ "client-cert-not-required", TRAIT_WEAK, NULL, NULL },
	{ "username-as-common-name", TRAIT_WEAK, NULL, NULL },
	{ "data-ciphers-fallback", TRAIT_WEAK, NULL, NULL },
	{ "ncp-disable", TRAIT_WEAK, NULL, NULL },
	{ "cipher", TRAIT_WEAK, NULL, "none" },
	{ "cipher", TRAIT_WEAK, NULL, "BF-CBC" },
	{ "auth", TRAIT_WEAK, NULL, "none" },
	{ "tls-cert-profile", TRAIT_WEAK, NULL, "insecure" },
	{ "tls-cert-profile", TRAIT_WEAK, NULL, "legacy" },
	{ "script-security", TRAIT_WEAK, NULL, "3" },
	{ "script-security", 0, "1", NULL },
	{ "verify-client-cert", 0, "require", NULL },
};

/* The row of STATEMENT, or NULL. */
static const struct word *
find_word(const struct ovpn_statement *statement)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].name, statement->name) == 0 &&
		    (words[i].with == NULL ||
			(statement->count > 0 &&
			    strcmp(words[i].with, statement->words[0]) == 0)))
			return &words[i];
	return NULL;
}

static bool
has_trait(const struct ovpn_statement *statement, enum trait trait)
{
	const struct word *word = find_word(statement);

	return word != NULL && (word->traits & (unsigned)trait) != 0;
}

/* ---- what they say ---------------------------------------------------- */

/* "udp4" and "udp6" are udp; "tcp" at a client is tcp-client. */
static const char *
plain_protocol(const char *text, bool server)
{
	if (strncmp(text, "udp", 3) == 0)
		return "udp";
	if (strncmp(text, "tcp", 3) != 0)
		return text;
	return strstr(text, "server") != NULL || server ? "tcp-server"
							: "tcp-client";
}

/* The words of STATEMENT as one text, with what is the same made equal. */
static const char *
said(const struct comparison *c, const struct ovpn_statement *statement)
{
	struct arena *arena = diags_arena(c->diags);
	const char *name = statement->name, *text;
	struct buf buf = { 0 };
	size_t i;

	if (strcmp(name, "explicit-exit-notify") == 0 && statement->count == 0)
		return "1";
	if (strcmp(name, "proto") == 0 && statement->count == 1)
		return plain_protocol(statement->words[0],
		    ovpn_find(c->expected, "tls-server", 0) != NULL ||
			ovpn_find(c->expected, "server", 0) != NULL);
	/* "tun3" is a tun, by a name of its own. */
	if (strcmp(name, "dev") == 0 && statement->count == 1 &&
	    strncmp(statement->words[0], "tun", 3) == 0)
		return "tun";
	for (i = 0; i < statement->count; i++)
		buf_printf(
		    &buf, "%s%s", i == 0 ? "" : " ", statement->words[i]);
	text = arena_copy(arena, buf.length == 0 ? "" : buf.data, buf.length);
	buf_free(&buf);
	return text;
}

static const char *
quoted(const struct comparison *c, const char *text)
{
	return text[0] == '\0' ? "" : diag_quote(c->diags, text);
}

static void
tell(const struct comparison *c, enum rule_id rule, enum severity severity,
    const struct ovpn_statement *at, const char *message)
{
	struct finding finding = { .rule = rule,
		.severity = severity,
		.at =
		    at != NULL ? at->at : (struct pos){ c->running->source, 0 },
		.subject = c->subject,
		.message = message };

	diag_full(c->diags, &finding);
}

/* Whether OVPN has a statement like WANTED. */
static bool
has_same(const struct comparison *c, const struct ovpn *ovpn,
    const struct ovpn_statement *wanted)
{
	const char *text = said(c, wanted);
	size_t i;

	for (i = 0; i < ovpn->count; i++)
		if (strcmp(ovpn->list[i].name, wanted->name) == 0 &&
		    strcasecmp(said(c, &ovpn->list[i]), text) == 0)
			return true;
	return false;
}

/* ---- comparing -------------------------------------------------------- */

/* "client" is short for two others. */
static bool
is_spelt_out(const struct comparison *c, const struct ovpn_statement *wanted)
{
	return strcmp(wanted->name, "client") == 0 &&
	       ovpn_find(c->running, "pull", 0) != NULL &&
	       ovpn_find(c->running, "tls-client", 0) != NULL;
}

static void
compare_one(const struct comparison *c, const struct ovpn_statement *wanted)
{
	struct arena *arena = diags_arena(c->diags);
	const struct ovpn_statement *have =
	    ovpn_find(c->running, wanted->name, 0);
	const struct word *word = find_word(wanted);
	const char *text = said(c, wanted);

	if (has_trait(wanted, TRAIT_QUIET) ||
	    (have != NULL && has_trait(wanted, TRAIT_PART)) ||
	    is_spelt_out(c, wanted))
		return;
	if (has_trait(wanted, TRAIT_MANY) || have == NULL) {
		if (have != NULL ? has_same(c, c->running, wanted)
				 : word != NULL && word->preset != NULL &&
				       strcmp(word->preset, text) == 0)
			return;
		tell(c, RULE_OPENVPN_DIFFERS, SEVERITY_ERROR, NULL,
		    has_trait(wanted, TRAIT_PART)
			? arena_printf(arena, "there is no %s", wanted->name)
			: arena_printf(arena, "there is no %s%s%s",
			      wanted->name, text[0] != '\0' ? " " : "",
			      quoted(c, text)));
	} else if (strcasecmp(said(c, have), text) != 0)
		tell(c, RULE_OPENVPN_DIFFERS, SEVERITY_ERROR, have,
		    arena_printf(arena, "%s is '%s'; the descriptor says '%s'",
			wanted->name, quoted(c, said(c, have)),
			quoted(c, text)));
}

/* Whether what STATEMENT says was expected, or was told of. */
static bool
is_expected(const struct comparison *c, const struct ovpn_statement *statement)
{
	if (has_trait(statement, TRAIT_MANY))
		return has_same(c, c->expected, statement);
	return ovpn_find(c->expected, statement->name, 0) != NULL;
}

static void
judge_more(const struct comparison *c, const struct ovpn_statement *statement)
{
	struct arena *arena = diags_arena(c->diags);
	const struct word *word = find_word(statement);
	const char *text =
	    statement->part != NULL ? "" : quoted(c, said(c, statement));

	if (is_expected(c, statement) || has_trait(statement, TRAIT_QUIET) ||
	    (word != NULL && word->preset != NULL &&
		strcmp(word->preset, said(c, statement)) == 0) ||
	    ((strcmp(statement->name, "pull") == 0 ||
		 strcmp(statement->name, "tls-client") == 0) &&
		ovpn_find(c->expected, "client", 0) != NULL))
		return;
	if (has_trait(statement, TRAIT_WEAK))
		tell(c, RULE_OPENVPN_MORE, SEVERITY_ERROR, statement,
		    arena_printf(arena,
			"%s%s%s weakens the tunnel, and is not of the "
			"descriptor",
			quoted(c, statement->name), text[0] != '\0' ? " " : "",
			text));
	else
		tell(c, RULE_OPENVPN_MORE, SEVERITY_WARNING, statement,
		    arena_printf(arena, "%s%s%s is not of the descriptor",
			quoted(c, statement->name), text[0] != '\0' ? " " : "",
			text));
}

void
openvpn_compare(const struct ovpn *expected, const struct ovpn *running,
    const char *subject, struct diags *diags)
{
	const struct comparison c = { expected, running, subject, diags };
	size_t i;

	for (i = 0; i < expected->count; i++)
		compare_one(&c, &expected->list[i]);
	for (i = 0; i < running->count; i++)
		judge_more(&c, &running->list[i]);
}
