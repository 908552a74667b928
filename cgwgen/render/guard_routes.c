/* SPDX-License-Identifier: ISC */
/* What a connection asks a device to do to its routes.  Floor 5. */
#include <string.h>

#include "render/guard.h"

static void
refuse(const struct connection *connection, enum rule_id rule, struct pos at,
    const char *help, const char *message, struct diags *diags)
{
	const struct finding finding = { .rule = rule,
		.severity = SEVERITY_ERROR,
		.at = at.source != NULL ? at : connection->at,
		.subject = guard_subject(connection, NULL, diags),
		.message = message,
		.help = help };

	diag_full(diags, &finding);
}

bool
guard_route_policy(const struct connection *connection,
    const struct profile *profile, struct diags *diags)
{
	const struct {
		const char *name;
		const struct value *value;
		bool can;
	} rows[] = {
		{ "as_path_prepend", &connection->as_path_prepend,
		    profile->prepends },
		{ "med", &connection->med, profile->sets_med },
		{ "local_preference", &connection->local_preference,
		    profile->sets_preference },
	};
	bool is_static = connection_is_static(connection), good = true;
	struct arena *arena = diags_arena(diags);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!value_known(rows[i].value))
			continue;
		if (is_static)
			refuse(connection, RULE_DEVICE_CANNOT,
			    rows[i].value->at, "leave it out, or use BGP",
			    arena_printf(arena,
				"%s means nothing with static routing",
				rows[i].name),
			    diags);
		else if (!rows[i].can)
			refuse(connection, RULE_DEVICE_CANNOT,
			    rows[i].value->at,
			    "leave it out, or take a device that 'cgwgen "
			    "devices --supports route-policy' lists",
			    arena_printf(arena, "%s is not rendered with %s",
				profile->id, rows[i].name),
			    diags);
		good &= rows[i].can && !is_static;
	}
	return good;
}

bool
guard_is_hub(const struct connection *connection)
{
	const struct gateway *site = connection->customer_gateway;

	return site != NULL && value_known(&site->role) &&
	       strcmp(site->role.text, "hub") == 0;
}

bool
guard_pass_on(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags)
{
	const struct parameter_value *pass_on =
	    profile_value(profile, values, "pass_on");

	if (pass_on == NULL || pass_on->count == 0 || guard_is_hub(connection))
		return true;
	refuse(connection, RULE_PARAMETER_INVALID, pass_on->at,
	    "say 'role: hub' at the site, in a descriptor of cgwgen's own",
	    "pass_on is for a site whose role is hub", diags);
	return false;
}
