/* SPDX-License-Identifier: ISC */
/* Client VPN endpoints as their clients see them.  Floor 2. */
#include "model/client_facts.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
	const struct estate *estate;
	struct arena *arena;
	struct ip_prefix *networks;
	size_t count;
};

static unsigned
proof(const struct value *type)
{
	static const struct {
		const char *word;
		enum client_proof proof;
	} rows[] = {
		{ "certificate-authentication", CLIENT_PROOF_CERTIFICATE },
		{ "directory-service-authentication", CLIENT_PROOF_DIRECTORY },
		{ "federated-authentication", CLIENT_PROOF_FEDERATED },
	};
	size_t i;

	for (i = 0; value_known(type) && i < sizeof(rows) / sizeof(rows[0]);
	     i++)
		if (strcmp(rows[i].word, type->text) == 0)
			return rows[i].proof;
	return CLIENT_PROOF_UNKNOWN;
}

static unsigned
proofs(const struct gathering *gathering, const char *key)
{
	struct estate_item *const *list;
	unsigned all = 0;
	size_t count, i;

	list = estate_children(
	    gathering->estate, ESTATE_CLIENT_AUTHENTICATION, key, &count);
	for (i = 0; i < count; i++)
		all |= proof(
		    &((const struct estate_client_authentication *)list[i])
			 ->type);
	return all;
}

/* AWS answers "*.cvpn-endpoint-..." where any name in front will do. */
static const char *
host(const struct value *name)
{
	if (!value_known(name))
		return NULL;
	return strncmp(name->text, "*.", 2) == 0 ? name->text + 2 : name->text;
}

static int
compare(const void *left, const void *right)
{
	const struct ip_prefix *a = left, *b = right;
	int order = ip_compare(a->address, b->address);

	return order != 0 ? order : a->length - b->length;
}

/* The VPC's own networks; AWS adds their route with an association. */
static const struct estate_item *
local(const struct gathering *gathering,
    const struct estate_client_endpoint *endpoint)
{
	struct estate_item *const *list;
	size_t count;

	list = estate_children(gathering->estate, ESTATE_CLIENT_ASSOCIATION,
	    endpoint->item.key, &count);
	if (count == 0 || !value_known(&endpoint->vpc_id))
		return NULL;
	(void)list;
	return estate_find(
	    gathering->estate, ESTATE_VPC, endpoint->vpc_id.text);
}

static void
gather(struct gathering *gathering, const struct estate_client_endpoint *of)
{
	const struct estate_item *vpc = local(gathering, of);
	struct estate_item *const *list;
	const struct estate_client_route *route;
	size_t count, i, more = vpc == NULL ? 0 : vpc->prefix_count;

	list = estate_children(
	    gathering->estate, ESTATE_CLIENT_ROUTE, of->item.key, &count);
	gathering->networks = arena_array(
	    gathering->arena, count + more + 1, sizeof(*gathering->networks));
	for (i = 0; i < count; i++) {
		route = (const struct estate_client_route *)list[i];
		if (value_known(&route->destination_cidr_block))
			gathering->networks[gathering->count++] =
			    route->destination_cidr_block.u.prefix;
	}
	for (i = 0; i < more; i++)
		if (value_known(&vpc->prefixes[i]))
			gathering->networks[gathering->count++] =
			    vpc->prefixes[i].u.prefix;
}

static void
put_routes(struct gathering *gathering, struct client_facts *ret)
{
	const char **texts =
	    arena_array(gathering->arena, gathering->count + 1, sizeof(*texts));
	char text[IP_TEXT_SIZE];
	size_t i;

	qsort(gathering->networks, gathering->count,
	    sizeof(*gathering->networks), compare);
	for (i = 0; i < gathering->count; i++)
		if (i == 0 || compare(&gathering->networks[i - 1],
				  &gathering->networks[i]) != 0)
			texts[ret->route_count++] =
			    arena_string(gathering->arena,
				ip_prefix_format(gathering->networks[i], text));
	ret->routes = texts;
}

static void
put_servers(const struct gathering *gathering, const char *key,
    struct client_facts *ret)
{
	struct estate_item *const *list;
	const struct value *address;
	char text[IP_TEXT_SIZE];
	const char **texts;
	size_t count, i;

	list =
	    estate_children(gathering->estate, ESTATE_CLIENT_DNS, key, &count);
	texts = arena_array(gathering->arena, count + 1, sizeof(*texts));
	for (i = 0; i < count; i++) {
		address = &((const struct estate_client_dns *)list[i])->address;
		if (value_known(address))
			texts[ret->dns_server_count++] = arena_string(
			    gathering->arena, ip_format(address->u.ip, text));
	}
	ret->dns_servers = texts;
}

struct client_facts
client_facts(const struct estate *estate,
    const struct estate_client_endpoint *endpoint, struct arena *arena)
{
	struct gathering gathering = { .estate = estate, .arena = arena };
	struct client_facts facts = { .endpoint = endpoint,
		.name = value_known(&endpoint->id) ? endpoint->id.text
						   : endpoint->item.key,
		.host = host(&endpoint->dns_name),
		.proofs = proofs(&gathering, endpoint->item.key) };

	gather(&gathering, endpoint);
	put_routes(&gathering, &facts);
	put_servers(&gathering, endpoint->item.key, &facts);
	return facts;
}
