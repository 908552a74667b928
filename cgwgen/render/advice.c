/* SPDX-License-Identifier: ISC */
/* Warnings about parameters that can be rendered.  Floor 5. */
#include "render/advice.h"

#include <string.h>

#include "render/guard.h"

/* The value of PARAMETER, which may be NULL, if it is of SHAPE, else NULL. */
static const struct parameter_value *
value_of(const struct profile *profile, const struct parameter_value *values,
    const struct parameter *parameter, enum parameter_shape shape)
{
	const struct parameter_value *value;

	if (parameter == NULL)
		return NULL;
	value = &values[parameter - profile->parameters];
	return value->shape == shape ? value : NULL;
}

/* AWS's accelerator sends everything to the device through NAT traversal. */
static void
advise_nat(const struct connection *connection, const struct profile *profile,
    const struct parameter_value *parameters, struct diags *diags)
{
	const struct value *acceleration = &connection->enable_acceleration;
	const struct parameter_value *nat;
	struct finding finding = { .rule = RULE_NAT_TRAVERSAL,
		.severity = SEVERITY_WARNING,
		.at = acceleration->at,
		.message = "the connection is accelerated, but the device's "
			   "parameter nat_traversal is false" };

	if (!value_known(acceleration) || !acceleration->u.flag)
		return;
	nat = value_of(
	    profile, parameters, profile->nat_traversal, PARAMETER_IS_BOOLEAN);
	if (nat == NULL || nat->boolean)
		return;
	finding.subject = guard_subject(connection, NULL, diags);
	if (nat->origin != PARAMETER_DEFAULT)
		finding.at = nat->at;
	diag_full(diags, &finding);
}

static void
advise_mtu(const struct connection *connection, const struct profile *profile,
    const struct parameter_value *parameters, const struct choice *choices,
    struct diags *diags)
{
	const struct parameter_value *mtu =
	    value_of(profile, parameters, profile->mtu, PARAMETER_IS_INTEGER);
	struct finding finding = { .rule = RULE_DEVICE_MTU,
		.severity = SEVERITY_WARNING };
	const struct tunnel *tunnel;
	size_t i;

	for (i = 0; mtu != NULL && i < connection->tunnel_count; i++) {
		if (mtu->integer <= (int64_t)choices[i].mtu)
			continue;
		tunnel = &connection->tunnels[i];
		finding.at = mtu->at;
		finding.subject = guard_subject(connection, tunnel, diags);
		finding.message = arena_printf(diags_arena(diags),
		    "parameter mtu is %lld; with the algorithms chosen for %s "
		    "the tunnel carries %u bytes",
		    (long long)mtu->integer, profile->id, choices[i].mtu);
		diag_full(diags, &finding);
	}
}

/* Who begins: AWS with StartupAction 'start', else the device. */
static void
advise_start(const struct connection *connection, const struct profile *profile,
    struct diags *diags)
{
	static const char *const words[] = {
		[PROFILE_INITIATES_TRAFFIC] =
		    "begins IKE only when there is traffic",
		[PROFILE_INITIATES_NEVER] = "never begins IKE by itself",
	};
	struct finding finding = { .rule = RULE_DEVICE_WAITS,
		.severity = profile->initiates == PROFILE_INITIATES_NEVER
				? SEVERITY_WARNING
				: SEVERITY_NOTE };
	const struct tunnel *tunnel = connection->tunnels, *end;

	if (profile->initiates == PROFILE_INITIATES_ALWAYS)
		return;
	for (end = tunnel + connection->tunnel_count; tunnel < end; tunnel++) {
		if (!value_known(&tunnel->startup_action) ||
		    strcmp(tunnel->startup_action.text, "add") != 0)
			continue;
		finding.at = tunnel->startup_action.at.source != NULL
				 ? tunnel->startup_action.at
				 : tunnel->at;
		finding.subject = guard_subject(connection, tunnel, diags);
		finding.message = arena_printf(diags_arena(diags),
		    "AWS waits for the device (StartupAction add), and %s %s",
		    profile->id, words[profile->initiates]);
		diag_full(diags, &finding);
	}
}

void
advise(const struct connection *connection, const struct profile *profile,
    const struct parameter_value *parameters, const struct choice *choices,
    struct diags *diags)
{
	advise_nat(connection, profile, parameters, diags);
	advise_mtu(connection, profile, parameters, choices, diags);
	advise_start(connection, profile, diags);
}
