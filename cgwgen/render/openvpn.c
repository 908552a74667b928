/* SPDX-License-Identifier: ISC */
/* OpenVPN servers before they are rendered.  Floor 5. */
#include "render/openvpn.h"

#include <string.h>

#include "base/file.h"
#include "base/host.h"
#include "render/context_rows.h"

/* The longest word that stays within a line of OpenVPN's, 254 characters,
 * beside what stands around it. */
#define WORD_MOST 200
/* The longest common name (RFC 5280, ub-common-name). */
#define NAME_MOST 64

struct guard {
	const struct openvpn_facts *facts;
	struct diags *diags;
	size_t refused;
};

static void
refuse(struct guard *guard, enum rule_id rule, struct pos at, const char *name,
    const char *message)
{
	struct arena *arena = diags_arena(guard->diags);

	if (at.source == NULL)
		at = guard->facts->server->item.at;
	diag_about(guard->diags, rule, at,
	    arena_printf(arena, "OpenVPN server %s",
		diag_quote(guard->diags, guard->facts->name)),
	    arena_printf(arena, "%s %s", name, message));
	guard->refused++;
}

static bool
is_there(struct guard *guard, const struct value *value, const char *name)
{
	if (value_known(value))
		return true;
	refuse(guard, RULE_VALUE_REQUIRED, value->at, name, "is missing");
	return false;
}

static void
guard_name(struct guard *guard, const struct value *value, const char *name)
{
	if (is_there(guard, value, name) &&
	    (strlen(value->text) > NAME_MOST ||
		!file_name_is_safe(value->text) ||
		strcmp(value->text, "DEFAULT") == 0))
		refuse(guard, RULE_VALUE_REFUSED, value->at, name,
		    "is too long, is DEFAULT or holds others than letters, "
		    "digits, '.', '_' and '-'");
}

/* Words whose characters cannot end a word or begin a comment. */
static void
guard_word(struct guard *guard, const struct value *value, const char *name,
    const char *characters)
{
	if (is_there(guard, value, name) &&
	    (strlen(value->text) > WORD_MOST ||
		value->text[strspn(value->text, characters)] != '\0'))
		refuse(guard, RULE_VALUE_REFUSED, value->at, name,
		    "is too long or holds other characters");
}

static void
guard_network(struct guard *guard, const struct value *value, const char *name)
{
	if (value_known(value) && (value->u.prefix.address.family != 4 ||
				      !ip_prefix_is_network(value->u.prefix)))
		refuse(guard, RULE_VALUE_REFUSED, value->at, name,
		    "is no IPv4 network, or has bits behind its length");
}

static void
guard_item(struct guard *guard, const struct estate_item *item)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		guard_network(guard, &item->prefixes[i], "prefixes");
}

static void
guard_optional(struct guard *guard, const struct value *value, const char *name)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

	if (value_known(value))
		guard_word(guard, value, name, letters);
}

static void
guard_addresses(struct guard *guard)
{
	const struct estate_openvpn_server *server = guard->facts->server;
	const bool pair = guard->facts->site_to_site;
	const struct value *network =
	    pair ? &server->ifconfig : &server->server;
	const struct openvpn_list *dns = &guard->facts->dns_servers;
	size_t i;

	guard_network(guard, network, pair ? "ifconfig" : "server");
	if (is_there(guard, network, pair ? "ifconfig" : "server") &&
	    (guard->facts->address == NULL ||
		network->u.prefix.length > (pair ? 31 : 29)))
		refuse(guard, RULE_VALUE_REFUSED, network->at,
		    pair ? "ifconfig" : "server",
		    "has a size that OpenVPN refuses");
	if (pair && guard->facts->peer_count != 1)
		refuse(guard, RULE_VALUE_REFUSED, NOWHERE, "clients",
		    "of site-to-site are not one");
	for (i = 0; i < dns->count; i++)
		if (strchr(dns->texts[i], ':') != NULL)
			refuse(guard, RULE_VALUE_REFUSED, NOWHERE,
			    "dns_servers", "has an IPv6 address");
}

static void
guard_peer(struct guard *guard, const struct openvpn_peer *peer)
{
	const struct value *own = &peer->client->ifconfig_push;
	const struct value *pool = &guard->facts->server->server;

	guard_name(guard, &peer->client->name, "the client's name");
	guard_item(guard, &peer->client->item);
	if (peer->address != NULL &&
	    (!value_known(pool) ||
		!ip_prefix_contains(pool->u.prefix, own->u.ip)))
		refuse(guard, RULE_VALUE_REFUSED, own->at, "ifconfig_push",
		    "is no address of the server's network");
}

static void
guard_remote(struct guard *guard)
{
	const struct value *remote = &guard->facts->server->remote;
	struct ip ip;

	if (is_there(guard, remote, "remote") &&
	    (strlen(remote->text) > WORD_MOST ||
		(!ip_parse(remote->text, &ip) && !host_is_name(remote->text))))
		refuse(guard, RULE_VALUE_REFUSED, remote->at, "remote",
		    "is neither the name of a host nor an address");
}

bool
openvpn_is_for(const struct profile *profile, const struct openvpn_facts *facts)
{
	const bool site = strcmp(profile->role, "device") == 0;
	size_t i;

	for (i = 0; i < profile->file_count; i++)
		if (!profile->files[i].each_client)
			return true;
	return !value_known(&facts->server->role) ||
	       site == facts->site_to_site;
}

bool
openvpn_guard(const struct openvpn_facts *facts, struct diags *diags)
{
	const struct estate_openvpn_server *server = facts->server;
	struct guard guard = { facts, diags, 0 };
	size_t i;

	guard_name(&guard, &server->id, "id");
	(void)is_there(&guard, &server->role, "role");
	guard_remote(&guard);
	guard_name(&guard, &server->verify_x509_name, "verify_x509_name");
	guard_word(&guard, &server->data_ciphers, "data_ciphers",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:");
	guard_word(&guard, &server->tls_version_min, "tls_version_min", "1.23");
	guard_word(&guard, &server->proto, "proto", "udptc");
	guard_word(&guard, &server->tls_crypt, "tls_crypt", "tls-cryptv2");
	guard_optional(&guard, &server->vpc_id, "vpc_id");
	guard_optional(&guard, &server->instance_id, "instance_id");
	guard_optional(
	    &guard, &server->network_interface_id, "network_interface_id");
	(void)is_there(&guard, &server->port, "port");
	guard_addresses(&guard);
	guard_item(&guard, &server->item);
	for (i = 0; i < facts->peer_count; i++)
		guard_peer(&guard, &facts->peers[i]);
	if (server->secret.text != NULL)
		refuse(&guard, RULE_VALUE_REFUSED, server->secret.at, "secret",
		    "is a static key, which is not rendered");
	return guard.refused == 0;
}

struct tvalue
openvpn_context(const struct openvpn_file *file, const struct profile *profile,
    const struct context_base *base, struct arena *arena)
{
	struct subject subject = { .arena = arena,
		.path = "server",
		.profile = profile,
		.base = base,
		.openvpn = file };
	struct tvalue context = tv_dict(arena, 8);

	if (!file->common->made) {
		subject.arena = file->common->arena;
		file->common->server = context_dict(CONTEXT_SERVER, &subject);
		file->common->made = true;
		subject.arena = arena;
	}
	tv_dict_put(arena, &context, "server", file->common->server);
	if (file->peer != NULL) {
		subject.path = "client";
		tv_dict_put(arena, &context, "client",
		    context_dict(CONTEXT_PEER, &subject));
	}
	subject.path = "keys";
	tv_dict_put(
	    arena, &context, "keys", context_dict(CONTEXT_KEYS, &subject));
	tv_dict_put(arena, &context, "device", base->device);
	tv_dict_put(arena, &context, "param", base->param);
	return context;
}
