/* SPDX-License-Identifier: ISC */
/*
 * The rows of OpenVPN on an instance.  Names are those of OpenVPN's options
 * (openvpn(8), 2.6), with '_' for '-'; what is AWS's is called as in
 * Terraform.  Floor 2.
 */
#include "model/estate.h"

#define SLOT(type, member) .name = #member, .offset = offsetof(type, member)
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Where defaults and ranges come from. */
#define MANUAL "openvpn(8) 2.6, "

#define SERVER struct estate_openvpn_server

static const struct field rows_server[] = {
	{ SLOT(SERVER, id), .terraform = "",
	    .text = "a word for it, which names of files begin with" },
	{ SLOT(SERVER, name), .terraform = "",
	    .text = "what it is for, in the user's words" },
	{ SLOT(SERVER, role), .terraform = "",
	    .choices = "client-server|site-to-site",
	    .text = "client-server for many clients that get an address of a "
		    "pool, site-to-site for one site, point to point" },
	{ SLOT(SERVER, vpc_id), .terraform = "",
	    .text = "the VPC that the instance is in" },
	{ SLOT(SERVER, instance_id), .terraform = "", .text = "the instance" },
	{ SLOT(SERVER, network_interface_id), .terraform = "",
	    .text = "its network interface, which routes of the VPC lead to; "
		    "or the instance" },
	{ SLOT(SERVER, source_dest_check), .terraform = "", .type = FIELD_FLAG,
	    .text = "whether AWS drops what is neither from nor to the "
		    "instance's own addresses" },
	{ SLOT(SERVER, remote), .terraform = "",
	    .text = "the name or the address that clients connect to" },
	{ SLOT(SERVER, port), .terraform = "", .type = FIELD_NUMBER,
	    .minimum = 1, .maximum = 65535, .fallback = "1194",
	    .source = MANUAL "--port", .text = "the port it listens at" },
	{ SLOT(SERVER, proto), .terraform = "", .choices = "udp|tcp",
	    .fallback = "udp", .source = MANUAL "--proto",
	    .text = "the protocol that carries the tunnel" },
	{ SLOT(SERVER, server), .terraform = "", .type = FIELD_PREFIX,
	    .text = "of client-server: the IPv4 network that clients get their "
		    "addresses of; the server has its first" },
	{ SLOT(SERVER, ifconfig), .terraform = "", .type = FIELD_PREFIX,
	    .text = "of site-to-site: the IPv4 network within the tunnel, a "
		    "/30 or /31; the server has its first host, the site its "
		    "second" },
	{ SLOT(SERVER, verify_x509_name), .terraform = "",
	    .text = "the common name of the server's certificate, which "
		    "clients ask for" },
	{ SLOT(SERVER, tls_crypt), .terraform = "",
	    .choices = "tls-crypt|tls-crypt-v2", .fallback = "tls-crypt",
	    .source = "cgwgen(1)",
	    .text = "how the control channel is hidden: with one key for all, "
		    "or with one for each client (tls-crypt-v2)" },
	{ SLOT(SERVER, data_ciphers), .terraform = "",
	    .fallback = "AES-256-GCM:AES-128-GCM",
	    .source = MANUAL "--data-ciphers",
	    .text = "the ciphers that may be negotiated, the best first, "
		    "joined by ':'" },
	{ SLOT(SERVER, tls_version_min), .terraform = "", .fallback = "1.2",
	    .source = MANUAL "--tls-version-min",
	    .text = "the oldest version of TLS that is taken, 1.2 or 1.3" },
	{ SLOT(SERVER, redirect_gateway), .terraform = "", .type = FIELD_FLAG,
	    .fallback = "false", .source = MANUAL "--redirect-gateway",
	    .text = "of client-server: whether everything that clients send "
		    "goes through the tunnel (full tunnel), not its prefixes "
		    "alone (split tunnel)" },
	{ SLOT(SERVER, client_to_client), .terraform = "", .type = FIELD_FLAG,
	    .fallback = "false", .source = MANUAL "--client-to-client",
	    .text = "of client-server: whether clients, and the networks "
		    "behind them, reach each other" },
	{ SLOT(SERVER, max_clients), .terraform = "", .type = FIELD_NUMBER,
	    .minimum = 1, .maximum = 65535,
	    .text = "of client-server: how many may be connected at one time" },
	{ SLOT(SERVER, keepalive_interval), .terraform = "",
	    .type = FIELD_NUMBER, .minimum = 1, .maximum = 3600,
	    .fallback = "10", .source = MANUAL "--keepalive",
	    .text = "how many seconds an idle tunnel is left without a ping" },
	{ SLOT(SERVER, keepalive_timeout), .terraform = "",
	    .type = FIELD_NUMBER, .minimum = 1, .maximum = 86400,
	    .fallback = "60", .source = MANUAL "--keepalive",
	    .text = "after how many seconds without an answer a client starts "
		    "anew" },
	{ SLOT(SERVER, tun_mtu), .terraform = "", .type = FIELD_NUMBER,
	    .minimum = 576, .maximum = 9000, .fallback = "1500",
	    .source = MANUAL "--tun-mtu",
	    .text = "the MTU of the tunnel's interface, in bytes" },
	{ SLOT(SERVER, mssfix), .terraform = "", .type = FIELD_NUMBER,
	    .minimum = 576, .maximum = 9000, .fallback = "1492",
	    .source = MANUAL "--mssfix",
	    .text = "the largest packet outside, with its IP header, that a "
		    "TCP segment within becomes, in bytes" },
	{ SLOT(SERVER, secret), .terraform = "",
	    .text = "the file of a static key in place of certificates: rule "
		    "CGW744 refuses it" },
};

#define CLIENT struct estate_openvpn_client

static const struct field rows_client[] = {
	{ SLOT(CLIENT, server_id), .terraform = "", .text = "the server" },
	{ SLOT(CLIENT, name), .terraform = "",
	    .text = "the common name of its certificate" },
	{ SLOT(CLIENT, ifconfig_push), .terraform = "", .type = FIELD_IPV4,
	    .text = "of client-server: an address of the pool that it always "
		    "gets" },
};

static const struct field rows_dns[] = {
	{ SLOT(struct estate_openvpn_dns, server_id), .terraform = "",
	    .text = "the server" },
	{ SLOT(struct estate_openvpn_dns, address), .type = FIELD_IP,
	    .terraform = "", .text = "the address of the DNS server" },
};

#define ROWS(rows) (rows), COUNT(rows)

const struct field *
estate_openvpn_fields(enum estate_kind kind, size_t *ret_count)
{
	static const struct {
		const struct field *rows;
		size_t count;
	} tables[] = {
		{ ROWS(rows_server) },
		{ ROWS(rows_client) },
		{ ROWS(rows_dns) },
	};

	*ret_count = tables[kind - ESTATE_OPENVPN_SERVER].count;
	return tables[kind - ESTATE_OPENVPN_SERVER].rows;
}
