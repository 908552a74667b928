/* SPDX-License-Identifier: ISC */
/* Tunnel options from the command line.  Floor 3. */
#include "read/tunnel_option.h"

#include <string.h>
#include <strings.h>

/* Options that AWS has and that do not belong here. */
static const struct {
	const char *name;
	const char *why;
} elsewhere[] = {
	{ "PreSharedKey", "keys are read from the descriptor only; an argument "
			  "is visible to everyone on the machine" },
	{ "TunnelInsideCidr", "the descriptor carries it" },
	{ "TunnelInsideIpv6Cidr", "the descriptor carries it" },
};

static void
refuse_name(
    const char *name, struct pos at, struct arena *arena, struct diags *diags)
{
	const char *known[64], *nearest;
	const struct field *fields;
	size_t count, used = 0, i;

	for (i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		if (strcasecmp(elsewhere[i].name, name) != 0)
			continue;
		diag(diags, RULE_OPTION_UNKNOWN, at, "%s: %s",
		    elsewhere[i].name, elsewhere[i].why);
		return;
	}
	fields = tunnel_fields(&count);
	for (i = 0; i < count && used < 64; i++)
		if (fields[i].option != NULL)
			known[used++] = fields[i].option;
	nearest = diag_nearest(name, known, used);
	diag(diags, RULE_OPTION_UNKNOWN, at, "unknown tunnel option '%s'%s",
	    diag_quote(diags, name),
	    nearest == NULL
		? ""
		: arena_printf(arena, "; did you mean %s?", nearest));
}

bool
tunnel_option_read(const struct source *source, struct arena *arena,
    struct diags *diags, struct tunnel_option *ret)
{
	const char *text = source_text(source), *equals = strchr(text, '=');
	struct tunnel_option option = { NULL, { .origin = ORIGIN_OPTION } };
	const char *name;

	option.value.at = (struct pos){ source, 0 };
	if (equals == NULL) {
		diag(diags, RULE_OPTION_INVALID, option.value.at,
		    "'%s' is not NAME=VALUE", diag_quote(diags, text));
		return false;
	}
	name = arena_copy(arena, text, (size_t)(equals - text));
	option.field = field_option(name);
	if (option.field == NULL) {
		refuse_name(name, option.value.at, arena, diags);
		return false;
	}
	option.value.text = arena_string(arena, equals + 1);
	option.value.at.offset = (size_t)(equals + 1 - text);
	if (!field_parse_option(
		option.field, equals + 1, arena, &option.value)) {
		diag(diags, RULE_OPTION_INVALID, option.value.at,
		    "%s '%s' is not %s", option.field->option,
		    diag_quote(diags, equals + 1),
		    field_expected(option.field, arena));
		return false;
	}
	*ret = option;
	return true;
}

void
tunnel_options_apply(const struct tunnel_option *options, size_t count,
    struct connection *connection)
{
	size_t i, j;

	for (i = 0; i < connection->tunnel_count; i++)
		for (j = 0; j < count; j++)
			*field_slot(options[j].field, &connection->tunnels[i]) =
			    options[j].value;
}
