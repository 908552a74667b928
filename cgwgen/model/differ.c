/* SPDX-License-Identifier: ISC */
/* The finding about inputs that disagree.  Floor 2. */
#include "model/differ.h"

#include <string.h>

struct join
join_tunnel(const struct join *join, const struct tunnel *tunnel)
{
	struct join named = *join;
	char text[IP_TEXT_SIZE];

	if (value_known(&tunnel->outside_address))
		named.subject =
		    arena_printf(join->arena, "%s tunnel %s", join->subject,
			ip_format(tunnel->outside_address.u.ip, text));
	return named;
}

/* "phase1_lifetime_seconds" by the name that AWS's users know. */
static const char *
parameter_name(const struct field *field)
{
	const char *api = field_api(field), *slash;

	if (api == NULL)
		return field->name;
	slash = strrchr(api, '/');
	return slash != NULL ? slash + 1 : api;
}

/* "vpn.json:12", where the value that gives way stands. */
static const char *
place_name(const struct join *join, struct pos at)
{
	size_t line, column;

	at = source_outer(at);
	if (at.source == NULL)
		return "elsewhere";
	source_line_column(at, &line, &column);
	return arena_printf(
	    join->arena, "%s:%zu", source_name(at.source), line);
}

void
join_differ(const struct join *join, const struct field *field,
    const struct value *winner, const struct value *loser)
{
	struct finding finding = { .rule = RULE_INPUTS_DIFFER,
		.severity = rule_get(RULE_INPUTS_DIFFER)->severity,
		.at = winner->at,
		.subject = join->subject };
	const char *place = place_name(join, loser->at);

	if (field->secret)
		finding.message = arena_printf(join->arena,
		    "%s of %s is another than that of %s (%s)",
		    parameter_name(field), origin_name(winner->origin),
		    origin_name(loser->origin), place);
	else
		finding.message = arena_printf(join->arena,
		    "%s is %s by %s and %s by %s (%s); the first is used",
		    parameter_name(field),
		    diag_quote(
			join->diags, field_format(field, winner, join->arena)),
		    origin_name(winner->origin),
		    diag_quote(
			join->diags, field_format(field, loser, join->arena)),
		    origin_name(loser->origin), place);
	diag_full(join->diags, &finding);
}
