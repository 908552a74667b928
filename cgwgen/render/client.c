/* SPDX-License-Identifier: ISC */
/* Client VPN endpoints before they are rendered.  Floor 5. */
#include "render/client.h"

#include <string.h>

#include "base/host.h"
#include "render/context_rows.h"
#include "render/guard.h"

struct guard {
	const struct client_facts *facts;
	const struct profile *profile;
	struct diags *diags;
	size_t refused;
};

static const char *
parameter(const struct profile *profile, const struct parameter_value *values,
    const char *name)
{
	const struct parameter_value *value =
	    profile_value(profile, values, name);

	return value == NULL || value->shape != PARAMETER_IS_TEXT ? NULL
								  : value->text;
}

const char *
client_host(const struct client_facts *facts, const struct profile *profile,
    const struct parameter_value *parameters)
{
	const char *own = parameter(profile, parameters, "remote_name");

	return own != NULL ? own : facts->host;
}

static void
refuse(
    struct guard *guard, enum rule_id rule, struct pos at, const char *message)
{
	if (at.source == NULL)
		at = guard->facts->endpoint->item.at;
	diag_about(guard->diags, rule, at,
	    diag_quote(guard->diags, guard->facts->name), message);
	guard->refused++;
}

/* Written, but not in words that could be read. */
static bool
is_malformed(const struct value *value)
{
	return value_missing(value) && value->text != NULL;
}

static void
guard_item(struct guard *guard, const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (is_malformed(value))
			refuse(guard, RULE_VALUE_REQUIRED, value->at,
			    arena_printf(diags_arena(guard->diags),
				"%s cannot be read", fields[i].name));
	}
}

/* What of an endpoint could not be read keeps its profile back, as it keeps a
 * connection's configuration back: what was meant is not known. */
static void
guard_read(struct guard *guard, const struct estate *estate)
{
	static const enum estate_kind kinds[] = { ESTATE_CLIENT_AUTHENTICATION,
		ESTATE_CLIENT_ASSOCIATION, ESTATE_CLIENT_ROUTE,
		ESTATE_CLIENT_RULE, ESTATE_CLIENT_DNS, ESTATE_CLIENT_GROUP };
	const struct estate_item *endpoint = &guard->facts->endpoint->item;
	struct estate_item *const *list;
	size_t count, i, k;

	guard_item(guard, endpoint);
	for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		list = estate_children(estate, kinds[k], endpoint->key, &count);
		for (i = 0; i < count; i++)
			guard_item(guard, list[i]);
	}
}

static bool
is_there(struct guard *guard, const struct value *value, const char *name)
{
	if (value_known(value))
		return true;
	/* Of what could not be read guard_read() speaks. */
	if (is_malformed(value))
		return false;
	refuse(guard, RULE_VALUE_REQUIRED, value->at,
	    arena_printf(diags_arena(guard->diags), "%s is %s", name,
		value->origin == ORIGIN_LATER ? "known only after a deployment"
					      : "missing"));
	return false;
}

/* A word of the profile: neither blanks, quotes, backslashes nor comments. */
static void
guard_word(struct guard *guard, const struct value *value, const char *name)
{
	const struct profile_characters *rule = guard->profile->name_characters;

	if (is_there(guard, value, name) &&
	    (!guard_is_word(value->text) ||
		(rule != NULL && !profile_characters_allow(rule, value->text))))
		refuse(guard, RULE_VALUE_REFUSED, value->at,
		    arena_printf(diags_arena(guard->diags),
			"%s '%s' is too long or holds other characters than "
			"letters, digits, '.', '_' and '-'",
			name, diag_quote(guard->diags, value->text)));
}

static void
guard_host(struct guard *guard, const struct parameter_value *parameters)
{
	const char *host =
	    client_host(guard->facts, guard->profile, parameters);
	const char *prefix =
	    parameter(guard->profile, parameters, "host_prefix");
	const struct value *name = &guard->facts->endpoint->dns_name;

	if (host == NULL) {
		(void)is_there(guard, name, "dns_name");
		return;
	}
	if (!host_is_name(host))
		refuse(guard, RULE_VALUE_REFUSED, name->at,
		    arena_printf(diags_arena(guard->diags),
			"'%s' is no name of a host",
			diag_quote(guard->diags, host)));
	else if (strlen(host) + (prefix == NULL ? 13 : strlen(prefix) + 1) >
		 CLIENT_HOST_MAX)
		refuse(guard, RULE_VALUE_REFUSED, name->at,
		    "the name is too long for a line of OpenVPN's");
}

static void
guard_transport(struct guard *guard)
{
	const struct estate_client_endpoint *endpoint = guard->facts->endpoint;
	const struct value *protocol = &endpoint->transport_protocol;
	const struct value *port = &endpoint->vpn_port;

	if (is_there(guard, protocol, "transport_protocol") &&
	    strcmp(protocol->text, "udp") != 0 &&
	    strcmp(protocol->text, "tcp") != 0)
		refuse(guard, RULE_VALUE_REFUSED, protocol->at,
		    "transport_protocol is neither udp nor tcp");
	if (is_there(guard, port, "vpn_port") &&
	    (port->u.number == 0 || port->u.number > UINT16_MAX))
		refuse(
		    guard, RULE_VALUE_REFUSED, port->at, "vpn_port is no port");
	(void)is_there(guard, &endpoint->split_tunnel, "split_tunnel");
}

static void
guard_proofs(struct guard *guard, const struct parameter_value *parameters)
{
	static const char *const files[] = { "certificate_file", "key_file",
		"users_file" };
	const unsigned both = CLIENT_PROOF_DIRECTORY | CLIENT_PROOF_FEDERATED;
	const unsigned proofs = guard->facts->proofs;
	const struct parameter_value *value;
	size_t i;

	if (proofs == 0)
		refuse(guard, RULE_VALUE_REQUIRED, NOWHERE,
		    "authentication is missing: a profile depends on it");
	else if ((proofs & CLIENT_PROOF_UNKNOWN) != 0)
		refuse(guard, RULE_VALUE_REFUSED, NOWHERE,
		    "authentication has a type that clients do not know");
	else if ((proofs & both) == both)
		refuse(guard, RULE_DEVICE_CANNOT, NOWHERE,
		    "authentication asks for a password and for SAML; a client "
		    "can do one of them");
	if (proofs == 0 || (proofs & CLIENT_PROOF_CERTIFICATE) != 0)
		return;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		value = profile_value(guard->profile, parameters, files[i]);
		if (value != NULL && value->shape != PARAMETER_IS_NONE)
			refuse(guard, RULE_PARAMETER_INVALID, value->at,
			    arena_printf(diags_arena(guard->diags),
				"%s is given, but the endpoint asks for no "
				"certificate",
				files[i]));
	}
}

bool
client_guard(const struct estate *estate, const struct client_facts *facts,
    const struct profile *profile, const struct parameter_value *parameters,
    struct diags *diags)
{
	struct guard guard = { facts, profile, diags, 0 };

	guard_read(&guard, estate);
	guard_word(&guard, &facts->endpoint->id, "id");
	guard_host(&guard, parameters);
	guard_transport(&guard);
	guard_proofs(&guard, parameters);
	return guard.refused == 0;
}

struct tvalue
client_context(const struct client *client, const struct profile *profile,
    const struct context_base *base, struct arena *arena)
{
	struct subject subject = { .arena = arena,
		.path = "endpoint",
		.profile = profile,
		.base = base,
		.client = client };
	struct tvalue context = tv_dict(arena, 8);

	tv_dict_put(arena, &context, "endpoint",
	    context_dict(CONTEXT_ENDPOINT, &subject));
	subject.path = "user";
	tv_dict_put(
	    arena, &context, "user", context_dict(CONTEXT_USER, &subject));
	tv_dict_put(arena, &context, "device", base->device);
	tv_dict_put(arena, &context, "param", base->param);
	return context;
}
