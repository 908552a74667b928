/* SPDX-License-Identifier: ISC */
/* What a client's profile has to say, and what it says.  Floor 6. */
#include "verify/client.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "doc/pem.h"

/* AWS's own file has it (Client VPN Administrator Guide). */
#define CIPHER "AES-256-GCM"
/* Where a profile names none (openvpn(8), --port, --proto). */
#define PORT "1194"
#define PROTOCOL "udp"

struct verifier {
	const struct client_facts *facts;
	const char *host;
	const struct ovpn *ovpn;
	struct diags *diags;
};

/* STATEMENT may be NULL: the profile as a whole is meant. */
static void
tell(struct verifier *verifier, enum rule_id rule,
    const struct ovpn_statement *statement, const char *message)
{
	struct pos at = { verifier->ovpn->source, 0 };

	diag_about(verifier->diags, rule,
	    statement != NULL ? statement->at : at,
	    diag_quote(verifier->diags, verifier->facts->name), message);
}

static const char *
word(const struct ovpn_statement *statement, size_t index)
{
	return statement != NULL && index < statement->count
		   ? statement->words[index]
		   : NULL;
}

/* A word of the profile; names of hosts are longer than others. */
static const char *
quoted(const struct verifier *verifier, const char *text)
{
	return strchr(text, '.') != NULL ? diag_path(verifier->diags, text)
					 : diag_quote(verifier->diags, text);
}

/* ---- where it connects to --------------------------------------------- */

/* Whether NAME is HOST, or ends in it behind a dot. */
static bool
is_below(const char *name, const char *host, bool *ret_prefix)
{
	size_t length = strlen(name), end = strlen(host);

	*ret_prefix = length > end;
	return length >= end && strcasecmp(name + length - end, host) == 0 &&
	       (length == end ||
		   (length > end + 1 && name[length - end - 1] == '.'));
}

bool
client_is_for(const struct ovpn *ovpn, const char *host)
{
	const struct ovpn_statement *at;
	bool prefix;
	size_t i;

	for (i = 0; host != NULL && i < ovpn->count; i++) {
		at = &ovpn->list[i];
		if (strcmp(at->name, "remote") == 0 && at->count > 0 &&
		    is_below(at->words[0], host, &prefix))
			return true;
	}
	return false;
}

static void
verify_name(struct verifier *verifier, const struct ovpn_statement *remote)
{
	struct arena *arena = diags_arena(verifier->diags);
	const char *name = remote->words[0];
	bool prefix;
	struct ip ip;

	if (ip_parse(name, &ip)) {
		tell(verifier, RULE_OVPN_REMOTE, remote,
		    arena_printf(arena,
			"remote is the address %s; the endpoint's addresses "
			"change, its name is %s",
			quoted(verifier, name),
			verifier->host == NULL
			    ? "not known"
			    : quoted(verifier, verifier->host)));
		return;
	}
	if (verifier->host == NULL)
		return;
	if (!is_below(name, verifier->host, &prefix))
		tell(verifier, RULE_OVPN_REMOTE, remote,
		    arena_printf(arena, "remote is %s; the endpoint is %s",
			quoted(verifier, name),
			quoted(verifier, verifier->host)));
	else if (!prefix &&
		 ovpn_find(verifier->ovpn, "remote-random-hostname", 0) == NULL)
		tell(verifier, RULE_OVPN_REMOTE, remote,
		    "nothing stands in front of the endpoint's name, and there "
		    "is no remote-random-hostname: only names below it are "
		    "resolved");
}

static bool
is_protocol(const char *text, const char *protocol)
{
	static const char *const udp[] = { "udp", "udp4", "udp6", NULL };
	static const char *const tcp[] = { "tcp", "tcp4", "tcp6", "tcp-client",
		"tcp4-client", "tcp6-client", NULL };
	const char *const *at = strcmp(protocol, "tcp") == 0 ? tcp : udp;

	for (; *at != NULL; at++)
		if (strcmp(*at, text) == 0)
			return true;
	return false;
}

static void
verify_transport(struct verifier *verifier, const struct ovpn_statement *remote)
{
	const struct estate_client_endpoint *endpoint =
	    verifier->facts->endpoint;
	const struct ovpn_statement *port_from = remote,
				    *protocol_from = remote;
	const char *port = word(remote, 1), *protocol = word(remote, 2);
	struct arena *arena = diags_arena(verifier->diags);
	static const char *const ports[] = { "rport", "port" };
	size_t i;

	for (i = 0; i < 2 && port == NULL; i++) {
		port_from = ovpn_find(verifier->ovpn, ports[i], remote->block);
		port = word(port_from, 0);
	}
	if (protocol == NULL) {
		protocol_from =
		    ovpn_find(verifier->ovpn, "proto", remote->block);
		protocol = word(protocol_from, 0);
	}
	if (value_known(&endpoint->vpn_port) &&
	    strcmp(port != NULL ? port : PORT,
		arena_printf(arena, "%" PRIu32, endpoint->vpn_port.u.number)) !=
		0)
		tell(verifier, RULE_OVPN_TRANSPORT,
		    port != NULL ? port_from : remote,
		    arena_printf(arena,
			"port is %s%s; the endpoint's is %" PRIu32,
			quoted(verifier, port != NULL ? port : PORT),
			port != NULL ? "" : ", OpenVPN's default",
			endpoint->vpn_port.u.number));
	if (value_known(&endpoint->transport_protocol) &&
	    !is_protocol(protocol != NULL ? protocol : PROTOCOL,
		endpoint->transport_protocol.text))
		tell(verifier, RULE_OVPN_TRANSPORT,
		    protocol != NULL ? protocol_from : remote,
		    arena_printf(arena,
			"protocol is %s%s; the endpoint's is %s",
			quoted(
			    verifier, protocol != NULL ? protocol : PROTOCOL),
			protocol != NULL ? "" : ", OpenVPN's default",
			quoted(verifier, endpoint->transport_protocol.text)));
}

static void
verify_remotes(struct verifier *verifier)
{
	const struct ovpn_statement *at;
	bool any = false;
	size_t i;

	for (i = 0; i < verifier->ovpn->count; i++) {
		at = &verifier->ovpn->list[i];
		if (strcmp(at->name, "remote") != 0 || at->count == 0)
			continue;
		any = true;
		verify_name(verifier, at);
		verify_transport(verifier, at);
	}
	if (!any)
		tell(verifier, RULE_OVPN_REMOTE, NULL,
		    "there is no remote: nothing to connect to");
}

/* ---- how it protects itself ------------------------------------------- */

/* One cipher, or several joined by colons; '?' marks one that may be absent. */
static void
verify_ciphers(struct verifier *verifier, const char *name)
{
	const struct ovpn_statement *at = ovpn_find(verifier->ovpn, name, 0);
	const char *list = word(at, 0);
	struct arena *arena = diags_arena(verifier->diags);
	const char *one;
	size_t length;

	for (; list != NULL && *list != '\0';
	     list += length + (list[length] == ':')) {
		length = strcspn(list, ":");
		one = arena_copy(arena, list, length);
		if (one[0] == '?')
			one++;
		if (strcasecmp(one, CIPHER) != 0)
			tell(verifier, RULE_OVPN_CIPHER, at,
			    arena_printf(arena,
				"%s offers %s; AWS's own profiles have " CIPHER,
				name, quoted(verifier, one)));
	}
}

static void
verify_protection(struct verifier *verifier)
{
	static const char *const names[] = { "cipher", "data-ciphers",
		"ncp-ciphers", "data-ciphers-fallback" };
	const struct ovpn *ovpn = verifier->ovpn;
	const struct ovpn_statement *proof =
	    ovpn_find(ovpn, "remote-cert-tls", 0);
	const char *usage = word(ovpn_find(ovpn, "remote-cert-eku", 0), 0);
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		any = any || ovpn_find(ovpn, names[i], 0) != NULL;
		verify_ciphers(verifier, names[i]);
	}
	if (!any)
		tell(verifier, RULE_OVPN_CIPHER, NULL,
		    "there is no cipher " CIPHER
		    ": what is taken is up to the client's version");
	if (word(proof, 0) != NULL && strcmp(word(proof, 0), "server") == 0)
		return;
	if (usage != NULL &&
	    (strcmp(usage, "TLS Web Server Authentication") == 0 ||
		strcmp(usage, "1.3.6.1.5.5.7.3.1") == 0))
		return;
	tell(verifier, RULE_OVPN_SERVER_PROOF, proof,
	    "there is no remote-cert-tls server: a certificate of the same CA "
	    "that does not say what it is for passes for the endpoint's");
}

/* ---- what it shows of itself ------------------------------------------ */

/* Whether one of the NAMES, of which the last is NULL, is there. */
static bool
has_any(const struct ovpn *ovpn, const char *const *names)
{
	for (; *names != NULL; names++)
		if (ovpn_find(ovpn, *names, 0) != NULL)
			return true;
	return false;
}

/* A certificate or key: a file, or a part that holds one. */
static void
verify_part(struct verifier *verifier, const char *name, enum pem_kind kind,
    const char *what, const char *const *instead)
{
	struct arena *arena = diags_arena(verifier->diags);
	const struct ovpn_statement *at = ovpn_find(verifier->ovpn, name, 0);

	if (at == NULL && !has_any(verifier->ovpn, instead))
		tell(verifier, RULE_OVPN_PART, NULL,
		    arena_printf(arena, "there is no %s: %s", name, what));
	else if (at != NULL && at->part != NULL &&
		 !pem_has(at->part, at->part_length, kind))
		tell(verifier, RULE_OVPN_PART, at,
		    arena_printf(arena, "<%s> holds no %s in PEM: %s", name,
			kind == PEM_KEY ? "private key" : "certificate", what));
	else if (at != NULL && at->part == NULL && at->count == 0)
		tell(verifier, RULE_OVPN_PART, at,
		    arena_printf(arena, "%s names no file: %s", name, what));
}

static void
verify_parts(struct verifier *verifier)
{
	static const char *const no_ca[] = { "capath", "pkcs12",
		"peer-fingerprint", NULL };
	static const char *const no_cert[] = { "pkcs12", "pkcs11-id",
		"pkcs11-id-management", "cryptoapicert",
		"management-external-cert", NULL };
	static const char *const no_key[] = { "pkcs12", "pkcs11-id",
		"pkcs11-id-management", "cryptoapicert",
		"management-external-key", NULL };
	static const char *const client[] = { "client", "tls-client", NULL };

	if (!has_any(verifier->ovpn, client))
		tell(verifier, RULE_OVPN_PART, NULL,
		    "there is no client: nothing says that this end connects");
	verify_part(verifier, "ca", PEM_CERTIFICATES,
	    "the endpoint's certificate cannot be judged", no_ca);
	if ((verifier->facts->proofs & CLIENT_PROOF_CERTIFICATE) == 0)
		return;
	verify_part(verifier, "cert", PEM_CERTIFICATES,
	    "the endpoint asks for a certificate", no_cert);
	verify_part(verifier, "key", PEM_KEY,
	    "the endpoint asks for a certificate", no_key);
}

static void
verify_login(struct verifier *verifier)
{
	static const struct {
		const char *name;
		enum client_proof proof;
		const char *for_what;
	} rows[] = {
		{ "auth-federate", CLIENT_PROOF_FEDERATED, "SAML" },
		{ "auth-user-pass", CLIENT_PROOF_DIRECTORY,
		    "a name and a password" },
	};
	const unsigned proofs = verifier->facts->proofs;
	const struct ovpn_statement *at;
	bool asked;
	size_t i;

	if (proofs == 0 || (proofs & CLIENT_PROOF_UNKNOWN) != 0)
		return;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		at = ovpn_find(verifier->ovpn, rows[i].name, 0);
		asked = (proofs & rows[i].proof) != 0;
		/* Some exports for SAML have both. */
		if ((at != NULL) == asked ||
		    (at != NULL && (proofs & CLIENT_PROOF_FEDERATED) != 0))
			continue;
		tell(verifier, RULE_OVPN_LOGIN, at,
		    arena_printf(diags_arena(verifier->diags),
			asked ? "there is no %s: the endpoint asks for %s"
			      : "%s is there; the endpoint does not ask for %s",
			rows[i].name, rows[i].for_what));
	}
}

/* ---- what goes through it --------------------------------------------- */

static void
verify_routes(struct verifier *verifier)
{
	const struct value *split = &verifier->facts->endpoint->split_tunnel;
	const struct ovpn *ovpn = verifier->ovpn;
	const struct ovpn_statement *at;

	at = ovpn_find(ovpn, "redirect-gateway", 0);
	if (at != NULL && value_known(split) && split->u.flag)
		tell(verifier, RULE_OVPN_ROUTES, at,
		    "redirect-gateway sends everything through the tunnel; the "
		    "endpoint has split tunnel on");
	at = ovpn_find(ovpn, "route-nopull", 0);
	if (at != NULL)
		tell(verifier, RULE_OVPN_ROUTES, at,
		    "route-nopull refuses the routes that the endpoint pushes");
}

void
client_verify(const struct client_facts *facts, const char *host,
    const struct ovpn *ovpn, struct diags *diags)
{
	struct verifier verifier = { facts, host, ovpn, diags };

	verify_remotes(&verifier);
	verify_protection(&verifier);
	verify_parts(&verifier);
	verify_login(&verifier);
	verify_routes(&verifier);
}
