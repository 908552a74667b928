/* SPDX-License-Identifier: ISC */
/* The names that templates of OpenVPN servers and their clients see.
 * Floor 5. */
#include <string.h>

#include "render/context_rows.h"
#include "render/openvpn.h"

#define FACTS(s) ((s)->openvpn->facts)
#define SERVER(s) (FACTS(s)->server)
#define PEER(s) ((s)->openvpn->peer)

static struct tvalue
text_or_none(const char *text)
{
	return text == NULL ? tv_none() : tv_text(text);
}

static struct tvalue
list_of(const struct openvpn_list *texts, struct arena *arena)
{
	struct tvalue list = tv_list(arena, texts->count);
	size_t i;

	for (i = 0; i < texts->count; i++)
		tv_list_add(arena, &list, tv_text(texts->texts[i]));
	return list;
}

/* ---- the server ------------------------------------------------------- */

VALUE(server_id)
{
	*from = &SERVER(s)->id;
	return tv_text((*from)->text);
}

VALUE(server_role)
{
	*from = &SERVER(s)->role;
	return tv_text((*from)->text);
}

VALUE(server_remote)
{
	*from = &SERVER(s)->remote;
	return tv_text((*from)->text);
}

VALUE(server_port)
{
	*from = &SERVER(s)->port;
	return tv_int((*from)->u.number);
}

VALUE(server_protocol)
{
	*from = &SERVER(s)->proto;
	return tv_text((*from)->text);
}

VALUE(server_certificate_name)
{
	*from = &SERVER(s)->verify_x509_name;
	return tv_text((*from)->text);
}

VALUE(server_tls_crypt)
{
	*from = &SERVER(s)->tls_crypt;
	return tv_text((*from)->text);
}

VALUE(server_data_ciphers)
{
	*from = &SERVER(s)->data_ciphers;
	return tv_text((*from)->text);
}

VALUE(server_tls_version_min)
{
	*from = &SERVER(s)->tls_version_min;
	return tv_text((*from)->text);
}

VALUE(server_redirect_gateway)
{
	*from = &SERVER(s)->redirect_gateway;
	return tv_bool((*from)->u.flag);
}

VALUE(server_client_to_client)
{
	*from = &SERVER(s)->client_to_client;
	return tv_bool((*from)->u.flag);
}

VALUE(server_max_clients)
{
	*from = &SERVER(s)->max_clients;
	return value_known(*from) ? tv_int((*from)->u.number) : tv_none();
}

VALUE(server_keepalive_interval)
{
	*from = &SERVER(s)->keepalive_interval;
	return tv_int((*from)->u.number);
}

VALUE(server_keepalive_timeout)
{
	*from = &SERVER(s)->keepalive_timeout;
	return tv_int((*from)->u.number);
}

VALUE(server_tun_mtu)
{
	*from = &SERVER(s)->tun_mtu;
	return tv_int((*from)->u.number);
}

VALUE(server_mssfix)
{
	*from = &SERVER(s)->mssfix;
	return tv_int((*from)->u.number);
}

VALUE(server_vpc_id)
{
	*from = &SERVER(s)->vpc_id;
	return value_known(*from) ? tv_text((*from)->text) : tv_none();
}

/* What routes of the VPC lead to. */
VALUE(server_target)
{
	*from = value_known(&SERVER(s)->network_interface_id)
		    ? &SERVER(s)->network_interface_id
		    : &SERVER(s)->instance_id;
	return value_known(*from) ? tv_text((*from)->text) : tv_none();
}

VALUE(server_network)
{
	char text[IP_TEXT_SIZE];

	*from =
	    FACTS(s)->site_to_site ? &SERVER(s)->ifconfig : &SERVER(s)->server;
	return tv_text(
	    arena_string(s->arena, ip_prefix_format((*from)->u.prefix, text)));
}

VALUE(server_address)
{
	(void)from;
	return text_or_none(FACTS(s)->address);
}

VALUE(server_peer_address)
{
	(void)from;
	return text_or_none(FACTS(s)->peer_address);
}

VALUE(server_pool_first)
{
	(void)from;
	return text_or_none(FACTS(s)->pool_first);
}

VALUE(server_pool_last)
{
	(void)from;
	return text_or_none(FACTS(s)->pool_last);
}

VALUE(server_networks)
{
	(void)from;
	return list_of(&FACTS(s)->networks, s->arena);
}

VALUE(server_client_networks)
{
	(void)from;
	return list_of(&FACTS(s)->peer_networks, s->arena);
}

VALUE(server_dns_servers)
{
	(void)from;
	return list_of(&FACTS(s)->dns_servers, s->arena);
}

VALUE(server_clients)
{
	struct tvalue list = tv_list(s->arena, FACTS(s)->peer_count);
	size_t i;

	(void)from;
	for (i = 0; i < FACTS(s)->peer_count; i++)
		tv_list_add(s->arena, &list,
		    tv_text(FACTS(s)->peers[i].client->name.text));
	return list;
}

static const struct context_row rows_server[] = {
	{ "id", CONTEXT_TEXT, NULL, "the server's id, a word", server_id },
	{ "role", CONTEXT_TEXT, NULL, "client-server or site-to-site",
	    server_role },
	{ "remote", CONTEXT_TEXT, NULL,
	    "the name or the address that clients connect to", server_remote },
	{ "port", CONTEXT_INTEGER, NULL, "the port it listens at",
	    server_port },
	{ "protocol", CONTEXT_TEXT, NULL, "what carries the tunnel: udp or tcp",
	    server_protocol },
	{ "certificate_name", CONTEXT_TEXT, NULL,
	    "the common name of the server's certificate",
	    server_certificate_name },
	{ "tls_crypt", CONTEXT_TEXT, NULL, "tls-crypt or tls-crypt-v2",
	    server_tls_crypt },
	{ "data_ciphers", CONTEXT_TEXT, NULL,
	    "the ciphers that may be negotiated, joined by ':'",
	    server_data_ciphers },
	{ "tls_version_min", CONTEXT_TEXT, NULL,
	    "the oldest version of TLS that is taken", server_tls_version_min },
	{ "redirect_gateway", CONTEXT_FLAG, NULL,
	    "whether everything that clients send goes through the tunnel",
	    server_redirect_gateway },
	{ "client_to_client", CONTEXT_FLAG, NULL,
	    "whether clients reach each other", server_client_to_client },
	{ "max_clients", CONTEXT_INTEGER, "when the descriptor does not say",
	    "how many may be connected at one time", server_max_clients },
	{ "keepalive_interval", CONTEXT_INTEGER, NULL,
	    "seconds between pings of an idle tunnel",
	    server_keepalive_interval },
	{ "keepalive_timeout", CONTEXT_INTEGER, NULL,
	    "seconds without an answer until a client starts anew",
	    server_keepalive_timeout },
	{ "tun_mtu", CONTEXT_INTEGER, NULL,
	    "the MTU of the tunnel's interface, in bytes", server_tun_mtu },
	{ "mssfix", CONTEXT_INTEGER, NULL,
	    "the largest packet outside that a TCP segment becomes, in bytes",
	    server_mssfix },
	{ "vpc_id", CONTEXT_TEXT, "when the descriptor does not say",
	    "the VPC that the instance is in", server_vpc_id },
	{ "target", CONTEXT_TEXT, "when the descriptor names neither",
	    "the instance's network interface, else the instance",
	    server_target },
	{ "network", CONTEXT_TEXT, NULL,
	    "the network of the server and its clients", server_network },
	{ "address", CONTEXT_TEXT, NULL, "the server's own address of it",
	    server_address },
	{ "peer_address", CONTEXT_TEXT, "of client-server",
	    "the other end's address of it", server_peer_address },
	{ "pool_first", CONTEXT_TEXT,
	    "when no client has an address of its own",
	    "the first address that is given to clients that have none of "
	    "their own, or an empty string: there is none",
	    server_pool_first },
	{ "pool_last", CONTEXT_TEXT, "when no client has an address of its own",
	    "the last one, likewise", server_pool_last },
	{ "networks", CONTEXT_LIST, NULL,
	    "the networks that clients reach through it, sorted, each once",
	    server_networks },
	{ "client_networks", CONTEXT_LIST, NULL,
	    "the networks behind all clients, likewise",
	    server_client_networks },
	{ "clients", CONTEXT_LIST, NULL, "the clients' names", server_clients },
	{ "dns_servers", CONTEXT_LIST, NULL, "the DNS servers of clients",
	    server_dns_servers },
};

/* ---- a client --------------------------------------------------------- */

VALUE(peer_name)
{
	*from = &PEER(s)->client->name;
	return tv_text((*from)->text);
}

VALUE(peer_address)
{
	*from = &PEER(s)->client->ifconfig_push;
	return text_or_none(PEER(s)->address);
}

VALUE(peer_networks)
{
	(void)from;
	return list_of(&PEER(s)->networks, s->arena);
}

static const struct context_row rows_peer[] = {
	{ "name", CONTEXT_TEXT, NULL, "the common name of its certificate",
	    peer_name },
	{ "address", CONTEXT_TEXT, "when it gets one of the pool",
	    "the address that it always gets", peer_address },
	{ "networks", CONTEXT_LIST, NULL,
	    "the networks behind it, sorted, each once", peer_networks },
};

/* ---- what stands inline ----------------------------------------------- */

VALUE(keys_ca)
{
	(void)from;
	return text_or_none(s->openvpn->keys->ca);
}

VALUE(keys_certificate)
{
	(void)from;
	return text_or_none(s->openvpn->keys->certificate);
}

VALUE(keys_key)
{
	(void)from;
	return text_or_none(s->openvpn->keys->key);
}

VALUE(keys_tls_crypt)
{
	(void)from;
	return text_or_none(s->openvpn->keys->tls_crypt);
}

static const struct context_row rows_keys[] = {
	{ "ca", CONTEXT_TEXT, "when no file is given",
	    "the certificates of the CA, in PEM, with a newline at the end",
	    keys_ca },
	{ "certificate", CONTEXT_TEXT, "when no file is given",
	    "the certificate of who gets the file, likewise",
	    keys_certificate },
	{ "key", CONTEXT_TEXT, "when no file is given",
	    "its private key, likewise", keys_key },
	{ "tls_crypt", CONTEXT_TEXT, "when no file is given",
	    "the key of tls_crypt, likewise", keys_tls_crypt },
};

#define TABLE(rows)                                                            \
	{                                                                      \
		rows, sizeof(rows) / sizeof((rows)[0])                         \
	}

const struct context_row *
context_openvpn_rows(enum context_kind kind, size_t *ret_count)
{
	static const struct {
		const struct context_row *rows;
		size_t count;
	} tables[] = { TABLE(rows_server), TABLE(rows_peer), TABLE(rows_keys) };

	*ret_count = tables[kind - CONTEXT_SERVER].count;
	return tables[kind - CONTEXT_SERVER].rows;
}
