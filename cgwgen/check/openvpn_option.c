/* SPDX-License-Identifier: ISC */
/* The rules on the options of OpenVPN servers.  Floor 5. */
#include <string.h>

#include "base/file.h"
#include "base/host.h"
#include "check/openvpn_rules.h"

/* The longest common name (RFC 5280, ub-common-name). */
#define NAME_MOST 64

static bool
is_given(const struct value *value)
{
	return value->origin != ORIGIN_NONE || value->text != NULL;
}

/* ---- what a role needs ------------------------------------------------ */

static void
need(const struct openvpn_check *c, const struct value *value, const char *name,
    const char *why)
{
	if (!is_given(value))
		openvpn_complain(c, NULL, "there is no %s: %s", name, why);
}

static void
spare(const struct openvpn_check *c, const struct value *value,
    const char *name, const char *role)
{
	if (value->origin != ORIGIN_DEFAULT && is_given(value))
		openvpn_complain(c, value, "%s is of role %s", name, role);
}

static void
check_pair(const struct openvpn_check *c)
{
	static const char role[] = "client-server";
	const struct estate_openvpn_server *server = c->server;
	size_t count;

	need(c, &server->ifconfig, "ifconfig", "the ends have no addresses");
	spare(c, &server->server, "server", role);
	spare(c, &server->redirect_gateway, "redirect_gateway", role);
	spare(c, &server->client_to_client, "client_to_client", role);
	spare(c, &server->max_clients, "max_clients", role);
	(void)estate_children(
	    c->estate, ESTATE_OPENVPN_DNS, server->item.key, &count);
	if (count != 0)
		openvpn_complain(c, NULL, "dns_servers is of role %s", role);
	if (c->client_count != 1)
		openvpn_complain(c, NULL,
		    "there are %zu clients; site-to-site has one, the site's "
		    "end",
		    c->client_count);
	else if (c->clients[0]->prefix_count == 0)
		openvpn_complain_as(c, SEVERITY_WARNING, NULL,
		    "the client has no prefixes: nothing is behind the site's "
		    "end");
}

void
openvpn_role(const struct openvpn_check *c)
{
	const struct estate_openvpn_server *server = c->server;

	need(c, &server->role, "role", "client-server or site-to-site");
	need(c, &server->remote, "remote", "clients do not know where to");
	need(c, &server->verify_x509_name, "verify_x509_name",
	    "any certificate of the same CA for a server would do");
	if (!value_known(&server->role))
		return;
	if (c->site_to_site) {
		check_pair(c);
		return;
	}
	need(c, &server->server, "server", "clients get no address");
	spare(c, &server->ifconfig, "ifconfig", "site-to-site");
	if (c->client_count == 0)
		openvpn_complain(
		    c, NULL, "there is no client: nobody else may connect");
}

/* ---- names ------------------------------------------------------------ */

/* What may stand in a line of OpenVPN's, be a file's name, and needs no
 * quotation. */
static bool
is_name(const char *text)
{
	return strlen(text) <= NAME_MOST && file_name_is_safe(text);
}

static void
check_name(
    const struct openvpn_check *c, const struct value *value, const char *what)
{
	const char *text = item_text(value);

	if (text != NULL && !is_name(text))
		openvpn_complain(c, value,
		    "%s '%s' is longer than %d characters or holds others "
		    "than letters, digits, '.', '_' and '-'",
		    what, diag_quote(c->diags, text), NAME_MOST);
	/* A file of that name would be everybody's. */
	else if (text != NULL && strcmp(text, "DEFAULT") == 0)
		openvpn_complain(c, value,
		    "%s is DEFAULT, which OpenVPN takes for all that have no "
		    "file of their own",
		    what);
}

void
openvpn_name(const struct openvpn_check *c)
{
	const char *remote = item_text(&c->server->remote);
	struct ip ip;
	size_t i;

	check_name(c, &c->server->id, "id");
	check_name(c, &c->server->verify_x509_name, "verify_x509_name");
	for (i = 0; i < c->client_count; i++)
		check_name(c, &openvpn_client(c, i)->name, "the client's name");
	if (remote != NULL && !ip_parse(remote, &ip) && !host_is_name(remote))
		openvpn_complain(c, &c->server->remote,
		    "remote '%s' is neither the name of a host nor an address",
		    diag_quote(c->diags, remote));
}

/* ---- protection ------------------------------------------------------- */

enum cipher_kind { CIPHER_UNKNOWN, CIPHER_AEAD, CIPHER_CBC };

static enum cipher_kind
cipher_kind(const char *name, size_t length)
{
	static const struct {
		const char *name;
		enum cipher_kind kind;
	} rows[] = {
		{ "AES-256-GCM", CIPHER_AEAD },
		{ "AES-192-GCM", CIPHER_AEAD },
		{ "AES-128-GCM", CIPHER_AEAD },
		{ "CHACHA20-POLY1305", CIPHER_AEAD },
		{ "AES-256-CBC", CIPHER_CBC },
		{ "AES-192-CBC", CIPHER_CBC },
		{ "AES-128-CBC", CIPHER_CBC },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strlen(rows[i].name) == length &&
		    memcmp(rows[i].name, name, length) == 0)
			return rows[i].kind;
	return CIPHER_UNKNOWN;
}

static void
check_cipher(const struct openvpn_check *c, const char *name, size_t length)
{
	const struct value *list = &c->server->data_ciphers;
	const char *text = diag_quote(
	    c->diags, arena_copy(diags_arena(c->diags), name, length));

	switch (cipher_kind(name, length)) {
	case CIPHER_AEAD:
		break;
	case CIPHER_CBC:
		openvpn_complain_as(c, SEVERITY_WARNING, list,
		    "data_ciphers has %s, which is no AEAD: the kernel's "
		    "offload cannot do it",
		    text);
		break;
	case CIPHER_UNKNOWN:
		openvpn_complain(c, list,
		    "data_ciphers has '%s', which OpenVPN refuses or which is "
		    "too weak",
		    text);
		break;
	}
}

void
openvpn_cipher(const struct openvpn_check *c)
{
	const char *at = item_text(&c->server->data_ciphers);
	const char *version = item_text(&c->server->tls_version_min);
	size_t length;

	while (at != NULL) {
		length = strcspn(at, ":");
		check_cipher(c, at, length);
		at = at[length] == ':' ? at + length + 1 : NULL;
	}
	if (version != NULL && strcmp(version, "1.2") != 0 &&
	    strcmp(version, "1.3") != 0)
		openvpn_complain(c, &c->server->tls_version_min,
		    "tls_version_min is '%s', neither 1.2 nor 1.3",
		    diag_quote(c->diags, version));
}

void
openvpn_static_key(const struct openvpn_check *c)
{
	if (is_given(&c->server->secret))
		openvpn_complain(c, &c->server->secret,
		    "secret: a static key has no forward secrecy; OpenVPN 2.7 "
		    "does not know it any more");
}

void
openvpn_keepalive(const struct openvpn_check *c)
{
	const struct value *interval = &c->server->keepalive_interval;
	const struct value *timeout = &c->server->keepalive_timeout;

	if (value_known(interval) && value_known(timeout) &&
	    (uint64_t)timeout->u.number < (uint64_t)interval->u.number * 2)
		openvpn_complain(c, timeout,
		    "keepalive_timeout %u is less than twice "
		    "keepalive_interval %u",
		    (unsigned)timeout->u.number, (unsigned)interval->u.number);
}
