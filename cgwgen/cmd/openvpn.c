/* SPDX-License-Identifier: ISC */
/* OpenVPN servers from descriptors, keys from files.  Floor 7. */
#include "cmd/openvpn.h"

#include <string.h>

#include "base/file.h"
#include "doc/pem.h"

bool
openvpn_read(struct session *session, const struct profile *profile,
    struct openvpn_servers *ret)
{
	const struct estate *estate;
	const struct estate_list *list;
	size_t i;

	*ret = (struct openvpn_servers){ .count = 0 };
	session->endpoints = true;
	session->unjudged = true;
	session_run(session, NULL, NULL);
	session_flush(session);
	/* What could not be read may be a client, or a network of one. */
	if (session->trouble || session->report.counts[SEVERITY_ERROR] != 0)
		return false;
	estate = inventory_estate(session->inventory, session->diags);
	list = &estate->kinds[ESTATE_OPENVPN_SERVER];
	ret->list =
	    arena_array(session->arena, list->count + 1, sizeof(*ret->list));
	for (i = 0; i < list->count; i++) {
		ret->list[ret->count] = openvpn_facts(
		    estate, (const void *)list->by_key[i], session->arena);
		if (openvpn_is_for(profile, &ret->list[ret->count]))
			ret->count++;
	}
	if (list->count == 0)
		diag(session->diags, RULE_VALUE_REQUIRED, NOWHERE,
		    "the inputs describe no OpenVPN server");
	else if (ret->count == 0)
		diag(session->diags, RULE_DEVICE_CANNOT, NOWHERE,
		    "%s is for servers of the other role", profile->id);
	return ret->count != 0;
}

/* ---- what stands inline ----------------------------------------------- */

/* A key of OpenVPN's own: for tls-crypt, else of KIND. */
static const char *
read_own_key(struct session *session, const struct parameter_value *value,
    enum pem_kind kind, bool *ret_v2)
{
	struct source *source =
	    file_read(value->text, PEM_LIMIT, session->diags);
	const char *why = "", *ignored = "", *key;

	if (source == NULL)
		return NULL;
	source_never_quote(source);
	key = pem_read(source_text(source), source_length(source),
	    PEM_TLS_CRYPT, session->arena, &why);
	*ret_v2 = false;
	if (key == NULL) {
		key = pem_read(source_text(source), source_length(source), kind,
		    session->arena, &ignored);
		*ret_v2 = key != NULL;
	}
	source_free(source);
	if (key == NULL)
		diag(session->diags, RULE_PARAMETER_INVALID, value->at,
		    "tls_crypt_file: %s %s, nor one of a %s for tls-crypt-v2",
		    diag_path(session->diags, value->text), why,
		    kind == PEM_TLS_CRYPT_V2_SERVER ? "server" : "client");
	return key;
}

/* Whether some file of PROFILE is the server's own. */
static bool
is_of_server(const struct profile *profile)
{
	size_t i;

	for (i = 0; i < profile->file_count; i++)
		if (!profile->files[i].each_client)
			return true;
	return false;
}

static bool
refuse(struct session *session, struct pos at, const char *message)
{
	diag(session->diags, RULE_PARAMETER_INVALID, at, "%s", message);
	return false;
}

bool
openvpn_inline(struct session *session, const struct targets *targets,
    const struct target *target, struct openvpn_inline *ret)
{
	const struct profile *profile = target->profile;
	const struct parameter_value *value =
	    profile_value(profile, target->parameters, "tls_crypt_file");

	*ret = (struct openvpn_inline){ .server = is_of_server(profile) };
	if (value != NULL && value->shape == PARAMETER_IS_TEXT) {
		ret->tls_crypt_at = value->at;
		ret->tls_crypt = read_own_key(session, value,
		    ret->server ? PEM_TLS_CRYPT_V2_SERVER
				: PEM_TLS_CRYPT_V2_CLIENT,
		    &ret->v2);
		if (ret->tls_crypt == NULL)
			return false;
		if (ret->v2 && profile_parameter(profile, "users_file") != NULL)
			return refuse(session, value->at,
			    "tls_crypt_file holds one client's key for "
			    "tls-crypt-v2; users_file names a file for each "
			    "client");
	}
	return clients_users(session, targets, target, &ret->users);
}

static const struct client_user *
user_of(const struct openvpn_inline *given, const char *name)
{
	size_t i;

	for (i = 0; i < given->users.count; i++)
		if (given->users.list[i].name == NULL ||
		    strcmp(given->users.list[i].name, name) == 0)
			return &given->users.list[i];
	return NULL;
}

bool
openvpn_keys(struct session *session, const struct openvpn_inline *given,
    const struct openvpn_facts *facts, const struct openvpn_peer *peer,
    struct openvpn_keys *ret)
{
	const bool v2 =
	    strcmp(facts->server->tls_crypt.text, "tls-crypt-v2") == 0;
	const struct client_user *user;

	*ret = (struct openvpn_keys){ .ca = NULL };
	if (given->server && peer != NULL)
		return true;
	if (given->tls_crypt != NULL && given->v2 != v2)
		return refuse(session, given->tls_crypt_at,
		    "tls_crypt_file holds a key of another kind than "
		    "tls_crypt of the server");
	user = user_of(given, peer == NULL ? "" : peer->client->name.text);
	ret->ca = given->users.count == 0 ? NULL : given->users.list[0].ca;
	ret->tls_crypt = given->tls_crypt;
	if (user == NULL)
		return true;
	ret->certificate = user->certificate;
	ret->key = user->key;
	if (user->tls_crypt != NULL && !v2)
		return refuse(session, NOWHERE,
		    "users_file has a tls_crypt_v2_file; tls_crypt of the "
		    "server is tls-crypt");
	if (user->tls_crypt != NULL)
		ret->tls_crypt = user->tls_crypt;
	return true;
}
