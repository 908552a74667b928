/* SPDX-License-Identifier: ISC */
/* Endpoints from descriptors, users from files.  Floor 7. */
#include "cmd/clients.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "doc/pem.h"
#include "doc/yaml.h"

/* ---- endpoints -------------------------------------------------------- */

bool
clients_read(struct session *session, struct clients *ret)
{
	const struct estate *estate;
	const struct estate_list *list;
	size_t i;

	*ret = (struct clients){ .count = 0 };
	session->endpoints = session->endpoints_alone = true;
	session->unjudged = true;
	session_run(session, NULL, NULL);
	if (session->stopped)
		return false;
	estate = inventory_estate(session->inventory, session->diags);
	list = &estate->kinds[ESTATE_CLIENT_ENDPOINT];
	ret->endpoints = arena_array(
	    session->arena, list->count + 1, sizeof(*ret->endpoints));
	for (i = 0; i < list->count; i++)
		if (estate_client_described(list->by_key[i]))
			ret->endpoints[ret->count++] = client_facts(estate,
			    (const struct estate_client_endpoint *)
				list->by_key[i],
			    session->arena);
	return ret->count != 0;
}

/* ---- files ------------------------------------------------------------ */

/* What a path is read from, for messages. */
struct place {
	const char *name; /* "key_file" */
	struct pos at;
};

static void
refuse(struct session *session, const struct place *place, const char *path,
    const char *why)
{
	diag(session->diags, RULE_PARAMETER_INVALID, place->at, "%s: %s %s",
	    place->name, diag_path(session->diags, path), why);
}

static const char *
read_pem(struct session *session, const struct place *place, const char *path,
    enum pem_kind kind)
{
	struct source *source = file_read(path, PEM_LIMIT, session->diags);
	const char *why = "", *blocks;

	if (source == NULL)
		return NULL;
	/* No message ever quotes it. */
	source_never_quote(source);
	blocks = pem_read(source_text(source), source_length(source), kind,
	    session->arena, &why);
	source_free(source);
	if (blocks == NULL)
		refuse(session, place, path, why);
	return blocks;
}

/* A file that a parameter names; true when there is none. */
static bool
read_parameter(struct session *session, const struct target *target,
    const char *name, enum pem_kind kind, const char **ret)
{
	const struct parameter_value *value =
	    profile_value(target->profile, target->parameters, name);
	const struct place place = { name,
		value == NULL ? NOWHERE : value->at };

	*ret = NULL;
	if (value == NULL || value->shape != PARAMETER_IS_TEXT)
		return true;
	*ret = read_pem(session, &place, value->text, kind);
	return *ret != NULL;
}

static bool
read_beside(struct session *session, const struct node *node, const char *file,
    enum pem_kind kind, const char **ret)
{
	const struct place place = { node == NULL ? NULL : node->name,
		node == NULL ? NOWHERE : node->pos };

	*ret = NULL;
	if (node == NULL)
		return true;
	*ret = read_pem(session, &place,
	    path_beside(file, node->text, session->arena), kind);
	return *ret != NULL;
}

static bool
is_twice(const struct client_users *users, const char *name)
{
	size_t i;

	for (i = 0; i < users->count; i++)
		if (strcmp(users->list[i].name, name) == 0)
			return true;
	return false;
}

static bool
add_user(struct session *session, const struct node *node, const char *file,
    const char *ca, struct client_users *ret)
{
	const struct node *name = node_child(node, "name");
	const struct node *own = node_child(node, "tls_crypt_v2_file");
	struct client_user *user = &ret->list[ret->count];

	*user = (struct client_user){ .name = name->text, .ca = ca };
	if (own != NULL && ret->endpoint) {
		diag(session->diags, RULE_PARAMETER_INVALID, own->pos,
		    "tls_crypt_v2_file is for clients of OpenVPN servers; an "
		    "endpoint of Client VPN has no such key");
		return false;
	}
	if (is_twice(ret, name->text)) {
		diag(session->diags, RULE_PARAMETER_INVALID, name->pos,
		    "two users are called %s",
		    diag_quote(session->diags, name->text));
		return false;
	}
	if (!read_beside(session, node_child(node, "certificate_file"), file,
		PEM_CERTIFICATES, &user->certificate) ||
	    !read_beside(session, node_child(node, "key_file"), file, PEM_KEY,
		&user->key) ||
	    !read_beside(
		session, own, file, PEM_TLS_CRYPT_V2_CLIENT, &user->tls_crypt))
		return false;
	ret->count++;
	return true;
}

/* The list at the parameter VALUE. */
static bool
read_users(struct session *session, const struct targets *targets,
    const struct parameter_value *value, const char *ca,
    struct client_users *ret)
{
	struct source *source = file_read(
	    value->text, session->settings->max_input, session->diags);
	const struct schema *schema =
	    catalog_schema(targets->catalog, "users", session->diags);
	const struct node *root, *node;
	bool good = true;

	if (source == NULL)
		return false;
	session_keep(session, source);
	root = yaml_read(source, session->arena, session->diags);
	if (root == NULL || schema == NULL ||
	    !schema_check(schema, root, session->diags))
		return false;
	ret->list = arena_array(
	    session->arena, node_count(root) + 1, sizeof(*ret->list));
	for (node = root->first; node != NULL; node = node->next)
		good = add_user(session, node, value->text, ca, ret) && good;
	return good;
}

bool
clients_users(struct session *session, const struct targets *targets,
    const struct target *target, struct client_users *ret)
{
	const struct parameter_value *list =
	    profile_value(target->profile, target->parameters, "users_file");
	struct client_user *user;
	const char *ca;

	*ret = (struct client_users){ .endpoint = target->profile->renders ==
						  PROFILE_RENDERS_CLIENTS };
	if (!read_parameter(session, target, "ca_file", PEM_CERTIFICATES, &ca))
		return false;
	user = ARENA_NEW(session->arena, struct client_user);
	user->ca = ca;
	if (!read_parameter(session, target, "certificate_file",
		PEM_CERTIFICATES, &user->certificate) ||
	    !read_parameter(session, target, "key_file", PEM_KEY, &user->key))
		return false;
	if (list == NULL || list->shape != PARAMETER_IS_TEXT) {
		ret->list = user;
		ret->count = 1;
		return true;
	}
	if (user->certificate != NULL || user->key != NULL) {
		diag(session->diags, RULE_PARAMETER_INVALID, list->at,
		    "users_file has a certificate and a key for each user; "
		    "certificate_file and key_file are for one without a "
		    "list");
		return false;
	}
	return read_users(session, targets, list, ca, ret);
}
