/* SPDX-License-Identifier: ISC */
/*
 * Where values of parameters come from: --set before the file before the
 * profile's defaults.  Floor 4.
 */
#include <string.h>

#include "device/parameter.h"

static const char *const required_names[] = {
	[PARAMETER_NEVER] = "never",
	[PARAMETER_ALWAYS] = "always",
	[PARAMETER_BGP] = "bgp",
	[PARAMETER_STATIC] = "static",
	[PARAMETER_CERTIFICATE] = "certificate",
};

const char *
parameter_required_name(enum parameter_required required)
{
	return required_names[required];
}

struct resolver {
	const struct parameter *list;
	size_t count;
	struct arena *arena;
	struct diags *diags;
	struct parameter_value *values;
	bool good;
};

/* The index of the parameter called NAME; count after a CGW603 or CGW616
 * finding. */
static size_t
find(struct resolver *resolver, const char *name, struct pos at)
{
	const char **names, *near;
	size_t i;

	for (i = 0; i < resolver->count; i++)
		if (strcmp(resolver->list[i].name, name) == 0)
			return i;
	if (strcmp(name, "bfd") == 0) {
		diag(resolver->diags, RULE_DEVICE_BFD, at,
		    "AWS's VPN endpoints do not answer BFD, and the device is "
		    "not given it");
		resolver->good = false;
		return resolver->count;
	}
	names = arena_array(resolver->arena, resolver->count, sizeof(*names));
	for (i = 0; i < resolver->count; i++)
		names[i] = resolver->list[i].name;
	near = diag_nearest(name, names, resolver->count);
	diag(resolver->diags, RULE_PARAMETER_UNKNOWN, at,
	    "the device has no parameter '%s'%s%s%s",
	    diag_quote(resolver->diags, name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	resolver->good = false;
	return resolver->count;
}

static void
read_file(struct resolver *resolver, const struct node *file)
{
	struct parameter_value *value;
	const struct node *node;
	size_t i;

	if (file->kind != NODE_MAP) {
		diag(resolver->diags, RULE_PARAMETER_INVALID, file->pos,
		    "expected a mapping of parameters to their values");
		resolver->good = false;
		return;
	}
	for (node = file->first; node != NULL; node = node->next) {
		i = find(resolver, node->name, node->name_pos);
		if (i == resolver->count)
			continue;
		value = &resolver->values[i];
		if (!parameter_parse_node(&resolver->list[i], node,
			RULE_PARAMETER_INVALID, resolver->arena,
			resolver->diags, value))
			resolver->good = false;
		value->origin = PARAMETER_FILE;
	}
}

static void
read_set(struct resolver *resolver, const struct source *source)
{
	const char *text = source_text(source), *equals = strchr(text, '=');
	struct parameter_value *value;
	struct pos at = { source, 0 };
	size_t i;

	if (equals == NULL || equals == text) {
		diag(resolver->diags, RULE_PARAMETER_INVALID, at,
		    "expected NAME=VALUE, found '%s'",
		    diag_quote(resolver->diags, text));
		resolver->good = false;
		return;
	}
	i = find(resolver,
	    arena_copy(resolver->arena, text, (size_t)(equals - text)), at);
	if (i == resolver->count)
		return;
	at.offset = (size_t)(equals + 1 - text);
	value = &resolver->values[i];
	if (!parameter_parse(&resolver->list[i], equals + 1, at,
		RULE_PARAMETER_INVALID, resolver->arena, resolver->diags,
		value))
		resolver->good = false;
	value->origin = PARAMETER_SET;
}

const struct parameter_value *
parameter_resolve(const struct parameter *list, size_t count,
    const struct parameter_input *input, struct arena *arena,
    struct diags *diags)
{
	struct resolver resolver = { .list = list,
		.count = count,
		.arena = arena,
		.diags = diags,
		.good = true };
	size_t i;

	resolver.values = arena_array(arena, count, sizeof(*resolver.values));
	for (i = 0; i < count; i++)
		resolver.values[i] = list[i].preset;
	if (input->site != NULL)
		read_file(&resolver, input->site);
	if (input->connection != NULL)
		read_file(&resolver, input->connection);
	if (input->file != NULL)
		read_file(&resolver, input->file);
	for (i = 0; i < input->set_count; i++)
		read_set(&resolver, input->sets[i]);
	return resolver.good ? resolver.values : NULL;
}

bool
parameter_complete(const struct parameter *list, size_t count,
    const struct parameter_value *values, unsigned needs, const char *subject,
    struct diags *diags)
{
	static const char *const reasons[] = {
		[PARAMETER_ALWAYS] = "",
		[PARAMETER_BGP] = ", which BGP routing needs",
		[PARAMETER_STATIC] = ", which static routing needs",
		[PARAMETER_CERTIFICATE] = ", which certificates need",
	};
	struct arena *arena = diags_arena(diags);
	struct finding finding = { .rule = RULE_PARAMETER_MISSING,
		.severity = rule_get(RULE_PARAMETER_MISSING)->severity,
		.at = NOWHERE,
		.subject = subject };
	bool complete = true;
	size_t i;

	for (i = 0; i < count; i++) {
		if (values[i].shape != PARAMETER_IS_NONE ||
		    list[i].required == PARAMETER_NEVER ||
		    (list[i].required != PARAMETER_ALWAYS &&
			(needs & 1u << list[i].required) == 0))
			continue;
		finding.message =
		    arena_printf(arena, "parameter '%s' is missing%s",
			list[i].name, reasons[list[i].required]);
		finding.help = arena_printf(arena,
		    "set it with --set %s=VALUE or in a file given with "
		    "--params, to %s",
		    list[i].name, parameter_allows(&list[i], arena));
		diag_full(diags, &finding);
		complete = false;
	}
	return complete;
}
