/* SPDX-License-Identifier: ISC */
/* Devices and their parameters for a run.  Floor 7. */
#include "cmd/target.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "doc/yaml.h"

/* Whether a mapping of parameters has the shape of one. */
static bool
is_mapping(
    const struct targets *targets, const struct node *node, struct diags *diags)
{
	const struct schema *schema =
	    catalog_schema(targets->catalog, "parameters", diags);

	return schema != NULL && schema_check(schema, node, diags);
}

static bool
read_params(struct session *session, struct targets *targets)
{
	const char *path = session->settings->params;
	struct source *source;

	if (path == NULL)
		return true;
	source = file_read(path, session->settings->max_input, session->diags);
	if (source == NULL)
		return false;
	session_keep(session, source);
	targets->params = yaml_read(source, session->arena, session->diags);
	return targets->params != NULL &&
	       is_mapping(targets, targets->params, session->diags);
}

static void
read_sets(struct session *session, struct targets *targets)
{
	const struct text_list *list = &session->settings->set;
	size_t i;

	targets->sets =
	    arena_array(session->arena, list->count, sizeof(*targets->sets));
	for (i = 0; i < list->count; i++)
		targets->sets[i] =
		    session_source(session, "--set", list->items[i]);
}

/* What is an error outside of the policy is not rendered, what is advice is
 * kept to where that can be. */
static void
read_limits(const struct session *session, struct choice_limits *ret)
{
	const struct policy *policy = session->checks.policy;
	const struct policy_rule *rule;
	enum policy_subject subject;
	unsigned phase, kind;
	algorithm_set set;

	ret->policy = policy->id;
	for (phase = 0; phase < 2; phase++)
		for (kind = 0; kind < ALGORITHM_KINDS; kind++) {
			subject = policy_set_subject(
			    (enum algorithm_kind)kind, (int)phase + 1);
			rule = policy_rule(policy, subject);
			set = policy_allowed_set(policy, subject);
			ret->should[phase][kind] = set;
			ret->must[phase][kind] =
			    rule != NULL && rule->severity == SEVERITY_ERROR
				? set
				: ~(algorithm_set)0;
		}
}

static bool
read_lock(struct session *session, struct targets *targets)
{
	const char *path = session->settings->lock;
	struct lock *lock;
	bool good;

	if (path == NULL)
		return true;
	lock = ARENA_NEW(session->arena, struct lock);
	good = lockfile_read(path, false, session->settings->max_input,
	    session->arena, session->diags, lock);
	if (lock->source != NULL)
		session_keep(session, lock->source);
	targets->lock = lock;
	return good;
}

bool
targets_open(struct session *session, struct targets *ret)
{
	const struct text_list *paths = &session->settings->device_paths;

	*ret = (struct targets){ .catalog = catalog_open(paths->items,
				     paths->count, session->diags) };
	read_limits(session, &ret->limits);
	if (ret->catalog == NULL)
		return false;
	read_sets(session, ret);
	return read_params(session, ret) && read_lock(session, ret);
}

static const struct value *
site_device(const struct connection *connection)
{
	const struct gateway *gateway =
	    connection == NULL ? NULL : connection->customer_gateway;

	return gateway != NULL && value_known(&gateway->device)
		   ? &gateway->device
		   : NULL;
}

bool
target_is_named(
    const struct session *session, const struct connection *connection)
{
	return session->settings->device != NULL ||
	       site_device(connection) != NULL;
}

static bool
is_for_connections(
    const struct profile *profile, struct pos at, struct diags *diags)
{
	if (profile->renders == PROFILE_RENDERS_CONNECTION)
		return true;
	diag(diags, RULE_DEVICE_CANNOT, at, "%s is for %s, not for connections",
	    profile->id,
	    profile->renders == PROFILE_RENDERS_CLIENTS ? "Client VPN endpoints"
							: "OpenVPN servers");
	return false;
}

bool
target_for(struct session *session, const struct targets *targets,
    const struct connection *connection, struct diags *diags,
    struct target *ret)
{
	const struct value *own = site_device(connection);
	const char *device = session->settings->device;
	struct pos at = NOWHERE;

	*ret = (struct target){ .profile = NULL };
	if (device == NULL && own != NULL) {
		device = own->text;
		at = own->at;
	}
	if (device == NULL) {
		diag(diags, RULE_DEVICE_UNKNOWN, connection->at,
		    "no device: neither --device nor a site of the descriptor "
		    "names one");
		return false;
	}
	if (connection != NULL &&
	    (own == NULL || strcmp(own->text, device) == 0)) {
		ret->connection = connection->parameters;
		if (connection->customer_gateway != NULL)
			ret->site = connection->customer_gateway->parameters;
	}
	ret->profile = catalog_profile(targets->catalog, device, at, diags);
	return ret->profile != NULL &&
	       is_for_connections(ret->profile, at, diags) &&
	       (targets->lock == NULL || connection == NULL ||
		   lock_agree(targets->lock, connection, ret->profile, diags,
		       &ret->locked));
}

bool
target_same(const struct target *a, const struct target *b)
{
	return a->profile == b->profile && a->site == b->site &&
	       a->connection == b->connection && a->locked == b->locked;
}

static enum profile_renders
renders(const struct session *session, const struct targets *targets)
{
	const char *device = session->settings->device;
	const struct profile *profile =
	    device == NULL ? NULL
			   : catalog_profile(targets->catalog, device, NOWHERE,
				 diags_new(session->arena, 1));

	return profile != NULL ? profile->renders : PROFILE_RENDERS_CONNECTION;
}

bool
target_is_for_clients(
    const struct session *session, const struct targets *targets)
{
	return renders(session, targets) == PROFILE_RENDERS_CLIENTS;
}

bool
target_is_for_openvpn(
    const struct session *session, const struct targets *targets)
{
	return renders(session, targets) == PROFILE_RENDERS_OPENVPN;
}

/* The values with the slot that the lock file has, in ARENA. */
static bool
take_slot(struct target *target, struct arena *arena, struct diags *diags)
{
	const struct profile *profile = target->profile;
	const struct parameter_value *old =
	    profile_value(profile, target->parameters, "slot");
	struct parameter_value *values;
	size_t count = profile->parameter_count;

	if (target->locked == NULL || old == NULL)
		return true;
	if (old->origin != PARAMETER_DEFAULT &&
	    old->origin != PARAMETER_UNSET &&
	    old->integer != target->locked->slot) {
		diag_about(diags, RULE_LOCK_DISAGREES, old->at,
		    diag_quote(diags, target->locked->id),
		    arena_printf(diags_arena(diags),
			"slot is %" PRId64 ", and %" PRId64 " in the lock file",
			old->integer, target->locked->slot));
		return false;
	}
	values = arena_array(arena, count, sizeof(*values));
	memcpy(values, target->parameters, count * sizeof(*values));
	values[old - target->parameters] =
	    (struct parameter_value){ .origin = PARAMETER_FILE,
		    .shape = PARAMETER_IS_INTEGER,
		    .at = target->locked->at,
		    .text =
			arena_printf(arena, "%" PRId64, target->locked->slot),
		    .integer = target->locked->slot };
	target->parameters = values;
	return true;
}

bool
target_resolve(struct session *session, const struct targets *targets,
    struct target *target, struct arena *arena, struct diags *diags)
{
	const struct profile *profile = target->profile;
	struct parameter_input input = { targets->sets,
		session->settings->set.count, targets->params,
		target->connection, target->site };

	if ((target->site != NULL &&
		!is_mapping(targets, target->site, diags)) ||
	    (target->connection != NULL &&
		!is_mapping(targets, target->connection, diags)))
		return false;
	target->parameters = parameter_resolve(profile->parameters,
	    profile->parameter_count, &input, arena, diags);
	return target->parameters != NULL && take_slot(target, arena, diags);
}

bool
target_press(struct session *session, const struct targets *targets,
    struct target *ret, struct renderer **ret_renderer,
    struct rendering **ret_rendering)
{
	ret->profile = catalog_profile(targets->catalog,
	    session->settings->device, NOWHERE, session->diags);
	if (ret->profile == NULL || !target_resolve(session, targets, ret,
					session->arena, session->diags))
		return false;
	*ret_renderer = renderer_new(targets->catalog, ret->profile,
	    ret->parameters,
	    session->settings->remove ? RENDER_REMOVAL : RENDER_CONFIGURATION,
	    session->diags);
	if (!renderer_ready(*ret_renderer))
		return false;
	*ret_rendering = rendering_new(*ret_renderer);
	return true;
}
