/* SPDX-License-Identifier: ISC */
/* The rules on what a Client VPN endpoint is set to.  Floor 5. */
#include <string.h>

#include "check/client_rules.h"

#define DNS_MOST 2
#define BANNER_MOST 1400

/* Whether a number is known and none of COUNT CHOICES. */
static bool
is_other(const struct value *value, const uint32_t *choices, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (value->u.number == choices[i])
			return false;
	return value_known(value);
}

void
client_port(const struct client_check *c)
{
	static const uint32_t ports[] = { 443, 1194 };
	const struct value *port = &c->endpoint->vpn_port;

	if (is_other(port, ports, 2))
		client_complain(c, port, "vpn_port is %u, not 443 or 1194",
		    (unsigned)port->u.number);
}

void
client_transport(const struct client_check *c)
{
	const struct value *transport = &c->endpoint->transport_protocol;

	if (value_known(transport) && !is_text(transport, "udp") &&
	    !is_text(transport, "tcp"))
		client_complain(c, transport,
		    "transport_protocol is '%s', not udp or tcp",
		    client_quote(c, transport));
}

void
client_session(const struct client_check *c)
{
	static const uint32_t hours[] = { 8, 10, 12, 24 };
	const struct value *session = &c->endpoint->session_timeout_hours;

	if (is_other(session, hours, 4))
		client_complain(c, session,
		    "session_timeout_hours is %u, not 8, 10, 12 or 24",
		    (unsigned)session->u.number);
}

void
client_dns(const struct client_check *c)
{
	size_t count;
	struct estate_item *const *list = estate_children(
	    c->estate, ESTATE_CLIENT_DNS, c->endpoint->item.key, &count);

	if (count > DNS_MOST)
		client_complain(c,
		    &((const struct estate_client_dns *)(const void *)
			    list[DNS_MOST])
			 ->address,
		    "there are %zu DNS servers; AWS takes %d", count, DNS_MOST);
}

/* Bytes that do not begin a character of UTF-8 are passed over. */
static size_t
characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

void
client_banner(const struct client_check *c)
{
	const struct value *banner = &c->endpoint->client_login_banner_text;
	const char *text = item_text(banner);
	size_t count = text != NULL ? characters(text) : 0;

	if (count > BANNER_MOST)
		client_complain(c, banner,
		    "the login banner has %zu characters, more than %d", count,
		    BANNER_MOST);
}

void
client_handler(const struct client_check *c)
{
	const struct value *function =
	    &c->endpoint->client_connect_lambda_function_arn;
	const char *name = item_text(function), *mark = ":function:";

	if (!is_true(&c->endpoint->client_connect_enabled))
		return;
	if (is_absent(function) || (value_known(function) && name == NULL)) {
		client_complain(c, &c->endpoint->client_connect_enabled,
		    "a function is to decide who may connect, but none is "
		    "named");
		return;
	}
	name = name != NULL ? strstr(name, mark) : NULL;
	if (name != NULL &&
	    strncmp(name + strlen(mark), "AWSClientVPN-", 13) != 0)
		client_complain(c, function,
		    "the function's name does not begin with AWSClientVPN-");
}

/* ---- authentication --------------------------------------------------- */

/* What a type works with. */
static const struct {
	const char *type;
	size_t part;
	const char *name;
} types[] = {
	{ "certificate-authentication",
	    offsetof(struct estate_client_authentication,
		root_certificate_chain_arn),
	    "root_certificate_chain_arn" },
	{ "directory-service-authentication",
	    offsetof(struct estate_client_authentication, active_directory_id),
	    "active_directory_id" },
	{ "federated-authentication",
	    offsetof(struct estate_client_authentication, saml_provider_arn),
	    "saml_provider_arn" },
};

#define TYPES (sizeof(types) / sizeof(types[0]))

/* The row of a type, TYPES for one that AWS has not. */
static size_t
type_of(const struct client_check *c, size_t index)
{
	const struct estate_client_authentication *a =
	    (const void *)c->authentication.items[index];
	size_t i;

	for (i = 0; i < TYPES; i++)
		if (is_text(&a->type, types[i].type))
			break;
	return i;
}

void
client_authentication(const struct client_check *c)
{
	const struct estate_client_authentication *a;
	const char *before = NULL;
	size_t i, type;

	if (c->authentication.count == 0)
		client_complain(
		    c, NULL, "there is no way for clients to authenticate");
	for (i = 0; i < c->authentication.count; i++) {
		a = (const void *)c->authentication.items[i];
		type = type_of(c, i);
		if (type == TYPES && value_known(&a->type))
			client_complain(c, &a->type,
			    "AWS has no authentication of type '%s'",
			    client_quote(c, &a->type));
		if (type == 0 || type == TYPES)
			continue;
		if (before != NULL)
			client_complain(c, &a->type,
			    "%s and %s do not go together", types[type].type,
			    before);
		before = types[type].type;
	}
}

void
client_authentication_part(const struct client_check *c)
{
	const struct estate_client_authentication *a;
	const struct value *part;
	size_t i, type;

	for (i = 0; i < c->authentication.count; i++) {
		a = (const void *)c->authentication.items[i];
		type = type_of(c, i);
		if (type == TYPES)
			continue;
		part = (const void *)((const char *)a + types[type].part);
		if (is_absent(part))
			client_complain(c, &a->type, "%s has no %s",
			    types[type].type, types[type].name);
	}
}

void
client_server_certificate(const struct client_check *c)
{
	if (is_absent(&c->endpoint->server_certificate_arn))
		client_complain(c, NULL, "there is no server certificate");
}

void
client_portal(const struct client_check *c)
{
	const struct value *portal = &c->endpoint->self_service_portal;
	const struct value *url = &c->endpoint->self_service_portal_url;
	size_t i;

	if (c->authentication.count == 0)
		return;
	for (i = 0; i < c->authentication.count; i++)
		if (type_of(c, i) != 0)
			return;
	/* AWS's answers have the URL where the portal is on. */
	if (is_text(portal, "enabled") || item_text(url) != NULL)
		client_complain(c, is_text(portal, "enabled") ? portal : url,
		    "the self-service portal is on, but clients have "
		    "certificates alone");
}

void
client_log(const struct client_check *c)
{
	if (is_true(&c->endpoint->connection_log_enabled) &&
	    is_absent(&c->endpoint->cloudwatch_log_group))
		client_complain(c, &c->endpoint->connection_log_enabled,
		    "connections are logged, but no log group is named");
}

/* ---- address types ---------------------------------------------------- */

static void
check_type(
    const struct client_check *c, const char *name, const struct value *type)
{
	if (value_known(type) && !is_text(type, "ipv4") &&
	    !is_text(type, "ipv6") && !is_text(type, "dual-stack"))
		client_complain(c, type,
		    "%s is '%s', not ipv4, ipv6 or dual-stack", name,
		    client_quote(c, type));
}

static void
check_prefix(
    const struct client_check *c, const char *what, const struct value *value)
{
	if (value_known(value) &&
	    !client_uses(c, value->u.prefix.address.family))
		client_complain(c, value,
		    "the %s %s is not of the traffic's type %s", what,
		    item_prefix(c->diags, value->u.prefix),
		    client_quote(c, &c->endpoint->traffic_ip_address_type));
}

/* Clients' IPv6 addresses are not translated: the subnet has to have some. */
static void
check_subnet(const struct client_check *c, size_t index)
{
	const struct value *id = &client_association(c, index)->subnet_id;
	const struct estate_item *subnet =
	    estate_find(c->estate, ESTATE_SUBNET, item_text(id));
	size_t i;

	if (subnet == NULL || subnet->prefix_count == 0)
		return;
	for (i = 0; i < subnet->prefix_count; i++)
		if (subnet->prefixes[i].u.prefix.address.family == 6)
			return;
	client_complain(c, id,
	    "subnet %s has no IPv6 network, which the traffic's type %s needs",
	    client_quote(c, id),
	    client_quote(c, &c->endpoint->traffic_ip_address_type));
}

void
client_family(const struct client_check *c)
{
	const struct value *traffic = &c->endpoint->traffic_ip_address_type;
	size_t i;

	check_type(c, "endpoint_ip_address_type",
	    &c->endpoint->endpoint_ip_address_type);
	check_type(c, "traffic_ip_address_type", traffic);
	if (!is_text(traffic, "ipv4") && !is_text(traffic, "ipv6") &&
	    !is_text(traffic, "dual-stack"))
		return;
	/* One that is no IPv4 network is CGW750's. */
	if (value_known(&c->endpoint->client_cidr_block) &&
	    c->endpoint->client_cidr_block.u.prefix.address.family == 4)
		check_prefix(
		    c, "client CIDR block", &c->endpoint->client_cidr_block);
	for (i = 0; i < c->routes.count; i++)
		check_prefix(
		    c, "route to", &client_route(c, i)->destination_cidr_block);
	for (i = 0; i < c->rules.count; i++)
		check_prefix(c, "authorization rule for",
		    &client_rule(c, i)->target_network_cidr);
	for (i = 0; i < c->associations.count && client_uses(c, 6); i++)
		check_subnet(c, i);
}
