/* SPDX-License-Identifier: ISC */
/* The checks of rendering, for those who do not render.  Floor 5. */
#include "render/rehearse.h"

#include "model/field.h"
#include "render/advice.h"
#include "render/guard.h"

/* A tunnel that accepts what all of CONNECTION's tunnels do. */
static struct tunnel
merge(const struct connection *connection)
{
	struct tunnel merged = connection->tunnels[0];
	enum algorithm_kind kind;
	const struct field *fields;
	size_t count, i, j;

	fields = tunnel_fields(&count);
	for (i = 0; i < count; i++)
		for (j = 1; field_is_set(&fields[i], &kind) &&
			    j < connection->tunnel_count;
		     j++)
			field_slot(&fields[i], &merged)->u.set &=
			    field_get(&fields[i], &connection->tunnels[j])
				->u.set;
	return merged;
}

/* Whether the tunnels agree in FIELD, a number. */
static bool
agree(const struct connection *connection, const char *name,
    const struct value *first, const struct value *other,
    const struct profile *profile, struct diags *diags)
{
	struct finding finding = { .rule = RULE_DEVICE_SHARED,
		.severity = SEVERITY_ERROR,
		.at = other->at,
		.subject = guard_subject(connection, NULL, diags) };

	if (!value_known(first) || !value_known(other) ||
	    first->u.number == other->u.number)
		return true;
	if (finding.at.source == NULL)
		finding.at = connection->at;
	finding.message = arena_printf(diags_arena(diags),
	    "tunnels have a %s of %u and of %u; %s has one for all of a "
	    "connection",
	    name, (unsigned)first->u.number, (unsigned)other->u.number,
	    profile->id);
	diag_full(diags, &finding);
	return false;
}

static bool
tunnels_agree(const struct connection *connection,
    const struct profile *profile, struct diags *diags)
{
	const struct tunnel *first = connection->tunnels, *other;
	bool good = true;
	size_t i;

	for (i = 1; i < connection->tunnel_count; i++) {
		other = &connection->tunnels[i];
		good &= agree(connection, "phase 1 lifetime",
		    &first->phase1_lifetime_seconds,
		    &other->phase1_lifetime_seconds, profile, diags);
		good &= agree(connection, "phase 2 lifetime",
		    &first->phase2_lifetime_seconds,
		    &other->phase2_lifetime_seconds, profile, diags);
	}
	return good;
}

/* One choice for all tunnels, from what they have in common. */
static bool
choose_shared(const struct connection *connection,
    const struct profile *profile, const struct choice_limits *limits, bool nat,
    struct diags *diags, struct choice *choices)
{
	const struct choice_subject subject = { .connection = connection };
	struct tunnel merged = merge(connection);
	size_t i;

	if (!choose_within(
		&merged, profile, limits, nat, &subject, diags, &choices[0]))
		return false;
	for (i = 1; i < connection->tunnel_count; i++)
		choices[i] = choices[0];
	return tunnels_agree(connection, profile, diags);
}

/* Whether IKEv2 was chosen for all tunnels. */
static bool
is_newer(const struct connection *connection, const struct profile *profile,
    const struct choice *choices, struct diags *diags)
{
	struct finding finding = { .rule = RULE_DEVICE_CANNOT,
		.severity = SEVERITY_ERROR,
		.help = "let the tunnel accept IKEv2" };
	const struct tunnel *tunnel;
	bool good = true;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		if (choices[i].ike_version == 2)
			continue;
		tunnel = &connection->tunnels[i];
		finding.at = tunnel->ike_versions.at.source != NULL
				 ? tunnel->ike_versions.at
				 : tunnel->at;
		finding.subject = guard_subject(connection, tunnel, diags);
		finding.message = arena_printf(diags_arena(diags),
		    "%s is rendered with certificates in IKEv2 only",
		    profile->id);
		diag_full(diags, &finding);
		good = false;
	}
	return good;
}

/* A choice for each tunnel; the one before's, if it need not be made again and
 * there is nothing to say of it. */
static bool
choose_each(const struct connection *connection, const struct profile *profile,
    const struct choice_limits *limits, bool nat, struct diags *diags,
    struct choice *choices)
{
	struct choice_subject subject = { .connection = connection };
	const struct tunnel *tunnel = connection->tunnels;
	bool chosen, all = true, repeat = false;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++, tunnel++) {
		if (repeat && choice_is_alike(tunnel - 1, tunnel)) {
			choices[i] = choices[i - 1];
			continue;
		}
		subject.tunnel = tunnel;
		chosen = choose_within(
		    tunnel, profile, limits, nat, &subject, diags, &choices[i]);
		repeat = chosen && !choice_is_weak(&choices[i]);
		all &= chosen;
	}
	return all;
}

const struct choice *
rehearse_choices(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *parameters,
    const struct choice_limits *limits, struct arena *arena,
    struct diags *diags)
{
	struct choice *choices =
	    arena_array(arena, connection->tunnel_count, sizeof(*choices));
	const struct parameter *traversal = profile->nat_traversal;
	bool nat = traversal != NULL &&
		   parameters[traversal - profile->parameters].boolean;
	bool chosen;

	if (profile->shared_proposals && connection->tunnel_count > 1)
		chosen = choose_shared(
		    connection, profile, limits, nat, diags, choices);
	else
		chosen = choose_each(
		    connection, profile, limits, nat, diags, choices);
	if (chosen && !profile->certificate_v1 && profile->certificate &&
	    connection_has_certificate(connection))
		chosen = is_newer(connection, profile, choices, diags);
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
		parameters, guard_needs(connection),
		guard_subject(connection, NULL, diags), diags))
		guard_parameters(connection, profile, parameters, diags);
	if (limits != NULL && !leave_something(connection, limits))
		limits = NULL;
	if (is_choosable(connection))
		rehearse_choices(
		    connection, profile, parameters, limits, arena, diags);
	guard_texts(connection, profile, diags);
}
