/* SPDX-License-Identifier: ISC */
/* The checks of rendering, for those who do not render.  Floor 5. */
#include "render/rehearse.h"

#include "render/advice.h"
#include "render/guard.h"

bool
rehearse_flag(const struct profile *profile,
    const struct parameter_value *parameters, const char *name)
{
	const struct parameter *parameter = profile_parameter(profile, name);

	return parameter != NULL &&
	       parameters[parameter - profile->parameters].boolean;
}

const struct choice *
rehearse_choices(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *parameters,
    const struct choice_limits *limits, struct arena *arena,
    struct diags *diags)
{
	struct choice *choices =
	    arena_array(arena, connection->tunnel_count, sizeof(*choices));
	bool nat = rehearse_flag(profile, parameters, "nat_traversal");
	const struct tunnel *tunnel;
	bool chosen = true;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		tunnel = &connection->tunnels[i];
		chosen &= choose_within(tunnel, profile, limits, nat,
		    guard_subject(connection, tunnel, diags), diags,
		    &choices[i]);
	}
	if (chosen)
		advise(connection, profile, parameters, choices, diags);
	return chosen ? choices : NULL;
}

/* Whether all is known that a choice is made from. */
static bool
is_choosable(const struct connection *connection)
{
	const struct tunnel *t = connection->tunnels;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++, t++)
		if (!value_known(&t->ike_versions) ||
		    !value_known(&t->phase1_encryption_algorithms) ||
		    !value_known(&t->phase1_integrity_algorithms) ||
		    !value_known(&t->phase1_dh_group_numbers) ||
		    !value_known(&t->phase2_encryption_algorithms) ||
		    !value_known(&t->phase2_integrity_algorithms) ||
		    !value_known(&t->phase2_dh_group_numbers))
			return false;
	return true;
}

/* Whether something that a tunnel accepts is within LIMITS; where nothing is,
 * rules of lint have said so. */
static bool
leave_something(
    const struct connection *connection, const struct choice_limits *limits)
{
	const struct tunnel *t = connection->tunnels;
	unsigned phase;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++, t++)
		for (phase = 1; phase <= 2; phase++)
			if (!choice_is_possible(t, limits, phase))
				return false;
	return true;
}

void
rehearse(const struct connection *connection, const struct profile *profile,
    const struct parameter_value *parameters, bool given,
    const struct choice_limits *limits, struct arena *arena,
    struct diags *diags)
{
	guard_device(connection, profile, diags);
	/* In what has errors, a part may be lost that gave them. */
	if (given && diags_count(diags, SEVERITY_ERROR) == 0 &&
	    parameter_complete(profile->parameters, profile->parameter_count,
		parameters, connection_is_static(connection),
		guard_subject(connection, NULL, diags), diags))
		guard_networks(connection, profile, parameters, diags);
	if (limits != NULL && !leave_something(connection, limits))
		limits = NULL;
	if (is_choosable(connection))
		rehearse_choices(
		    connection, profile, parameters, limits, arena, diags);
	guard_texts(connection, profile, diags);
}
