/* SPDX-License-Identifier: ISC */
/* The names that templates of Client VPN endpoints see.  Floor 5. */
#include <string.h>

#include "render/client.h"
#include "render/context_rows.h"

#define ENDPOINT(s) ((s)->client->facts->endpoint)

static struct tvalue
text_or_none(const char *text)
{
	return text == NULL ? tv_none() : tv_text(text);
}

static struct tvalue
list_of(const char *const *texts, size_t count, struct arena *arena)
{
	struct tvalue list = tv_list(arena, count);
	size_t i;

	for (i = 0; i < count; i++)
		tv_list_add(arena, &list, tv_text(texts[i]));
	return list;
}

/* ---- the endpoint ----------------------------------------------------- */

VALUE(endpoint_id)
{
	*from = &ENDPOINT(s)->id;
	return tv_text((*from)->text);
}

VALUE(endpoint_host)
{
	(void)from;
	return tv_text(s->client->host);
}

VALUE(endpoint_port)
{
	*from = &ENDPOINT(s)->vpn_port;
	return tv_int((*from)->u.number);
}

VALUE(endpoint_protocol)
{
	*from = &ENDPOINT(s)->transport_protocol;
	return tv_text((*from)->text);
}

VALUE(endpoint_split)
{
	*from = &ENDPOINT(s)->split_tunnel;
	return tv_bool((*from)->u.flag);
}

VALUE(endpoint_network)
{
	char text[IP_TEXT_SIZE];

	*from = &ENDPOINT(s)->client_cidr_block;
	if (!value_known(*from))
		return tv_none();
	return tv_text(
	    arena_string(s->arena, ip_prefix_format((*from)->u.prefix, text)));
}

VALUE(endpoint_certificate)
{
	(void)from;
	return tv_bool(
	    (s->client->facts->proofs & CLIENT_PROOF_CERTIFICATE) != 0);
}

VALUE(endpoint_login)
{
	const unsigned proofs = s->client->facts->proofs;

	(void)from;
	return tv_text((proofs & CLIENT_PROOF_FEDERATED) != 0   ? "saml"
		       : (proofs & CLIENT_PROOF_DIRECTORY) != 0 ? "password"
								: "none");
}

VALUE(endpoint_routes)
{
	(void)from;
	return list_of(
	    s->client->facts->routes, s->client->facts->route_count, s->arena);
}

VALUE(endpoint_servers)
{
	(void)from;
	return list_of(s->client->facts->dns_servers,
	    s->client->facts->dns_server_count, s->arena);
}

static const struct context_row rows_endpoint[] = {
	{ "id", CONTEXT_TEXT, NULL, "the endpoint's id", endpoint_id },
	{ "host", CONTEXT_TEXT, NULL,
	    "the name to connect to: the parameter remote_name, else the "
	    "endpoint's, without '*.' in front",
	    endpoint_host },
	{ "port", CONTEXT_INTEGER, NULL, "the port to connect to",
	    endpoint_port },
	{ "protocol", CONTEXT_TEXT, NULL, "what carries the tunnel: udp or tcp",
	    endpoint_protocol },
	{ "split_tunnel", CONTEXT_FLAG, NULL,
	    "whether only what routes lead to goes through the tunnel",
	    endpoint_split },
	{ "client_network", CONTEXT_TEXT, "when the endpoint has none of IPv4",
	    "the network that clients get their addresses of",
	    endpoint_network },
	{ "certificate", CONTEXT_FLAG, NULL,
	    "whether clients need a certificate", endpoint_certificate },
	{ "login", CONTEXT_TEXT, NULL,
	    "what clients need besides: none, password or saml",
	    endpoint_login },
	{ "routes", CONTEXT_LIST, NULL,
	    "the networks that the endpoint has routes to, sorted, each once; "
	    "it pushes them when split_tunnel is true",
	    endpoint_routes },
	{ "dns_servers", CONTEXT_LIST, NULL,
	    "the DNS servers that the endpoint pushes", endpoint_servers },
};

/* ---- who connects ----------------------------------------------------- */

VALUE(user_name)
{
	(void)from;
	return text_or_none(s->client->user->name);
}

VALUE(user_ca)
{
	(void)from;
	return text_or_none(s->client->user->ca);
}

VALUE(user_certificate)
{
	(void)from;
	return text_or_none(s->client->user->certificate);
}

VALUE(user_key)
{
	(void)from;
	return text_or_none(s->client->user->key);
}

static const struct context_row rows_user[] = {
	{ "name", CONTEXT_TEXT, "without a list of users",
	    "the user's name in the list", user_name },
	{ "ca", CONTEXT_TEXT, "when no file is given",
	    "the certificates above the server's, in PEM, with a newline at "
	    "the end",
	    user_ca },
	{ "certificate", CONTEXT_TEXT, "when no file is given",
	    "the user's certificate, likewise", user_certificate },
	{ "key", CONTEXT_TEXT, "when no file is given",
	    "the user's private key, likewise", user_key },
};

const struct context_row *
context_client_rows(enum context_kind kind, size_t *ret_count)
{
	const bool user = kind == CONTEXT_USER;

	*ret_count = user ? sizeof(rows_user) / sizeof(rows_user[0])
			  : sizeof(rows_endpoint) / sizeof(rows_endpoint[0]);
	return user ? rows_user : rows_endpoint;
}

bool
context_row_is_secret(enum context_kind kind, const char *name)
{
	return (kind == CONTEXT_USER && strcmp(name, "key") == 0) ||
	       (kind == CONTEXT_KEYS && (strcmp(name, "key") == 0 ||
					    strcmp(name, "tls_crypt") == 0));
}
