/* SPDX-License-Identifier: ISC */
/* The engine: binds the rule rows to their functions and runs them.
 * Floor 5. */
#include "check/check.h"

#include <string.h>

#include "check/networks.h"
#include "check/rules.h"

static const struct {
	enum rule_id rule;
	void (*function)(const struct check *c);
} checks[] = {
#define RULE(...)
#define CHECK(id, symbol, name, group, severity, function, ...)                \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

void
check_settings_default(struct check_settings *ret)
{
	*ret = (struct check_settings){ .quotas = { { 0 } } };
	quotas_default(&ret->quotas);
}

void
check_connection(const struct connection *connection,
    const struct check_settings *settings, struct diags *diags)
{
	struct networks *networks[NETWORK_KINDS] = { NULL };
	const char *name = NULL;
	struct check check = { .connection = connection,
		.settings = settings,
		.diags = diags,
		.name = &name,
		.networks = networks };
	size_t i;

	check.weaknesses =
	    arena_array(diags_arena(diags), connection->tunnel_count + 1, 1);
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		check.rule = checks[i].rule;
		checks[i].function(&check);
	}
}

const char *
tunnel_label(const struct check *c, const struct tunnel *t)
{
	char text[IP_TEXT_SIZE];

	/* The order is all there is until AWS has given an address. */
	if (!value_known(&t->outside_address))
		return arena_printf(diags_arena(c->diags), "%zu",
		    (size_t)(t - c->connection->tunnels) + 1);
	return arena_string(
	    diags_arena(c->diags), ip_format(t->outside_address.u.ip, text));
}

static const char *
name_of(const struct check *c)
{
	const char *name = c->name != NULL ? *c->name : NULL;

	if (name != NULL)
		return name;
	name = diag_quote(c->diags, connection_name(c->connection));
	if (c->name != NULL)
		*c->name = name;
	return name;
}

static const char *
subject_of(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel)
{
	struct arena *arena = diags_arena(c->diags);

	if (more->subject != NULL)
		return arena_string(arena, more->subject);
	return tunnel == NULL ? name_of(c)
			      : arena_printf(arena, "%s tunnel %s", name_of(c),
				    tunnel_label(c, tunnel));
}

void
complain_made(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value, const char *message)
{
	struct finding finding = *more;

	finding.rule = c->rule;
	finding.at = tunnel != NULL ? tunnel->at : c->connection->at;
	if (value != NULL && value->at.source != NULL)
		finding.at = value->at;
	finding.subject = subject_of(c, more, tunnel);
	finding.message = message;
	diag_made(c->diags, &finding);
}

static void report(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    va_list args) __attribute__((format(printf, 5, 0)));

static void
report(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    va_list args)
{
	complain_made(c, more, tunnel, value,
	    arena_vprintf(diags_arena(c->diags), format, args));
}

void
complain(const struct check *c, const struct tunnel *tunnel,
    const struct value *value, const char *format, ...)
{
	const struct finding more = { .severity = rule_get(c->rule)->severity };
	va_list args;

	va_start(args, format);
	report(c, &more, tunnel, value, format, args);
	va_end(args);
}

void
complain_as(const struct check *c, enum severity severity,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    ...)
{
	const struct finding more = { .severity = severity };
	va_list args;

	va_start(args, format);
	report(c, &more, tunnel, value, format, args);
	va_end(args);
}

void
complain_helping(const struct check *c, enum severity severity,
    const char *help, const struct tunnel *tunnel, const struct value *value,
    const char *format, ...)
{
	const struct finding more = { .severity = severity, .help = help };
	va_list args;

	va_start(args, format);
	report(c, &more, tunnel, value, format, args);
	va_end(args);
}

void
complain_full(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    ...)
{
	va_list args;

	va_start(args, format);
	report(c, more, tunnel, value, format, args);
	va_end(args);
}

bool
is_text(const struct value *value, const char *text)
{
	return value_known(value) && strcmp(value->text, text) == 0;
}

bool
is_true(const struct value *value)
{
	return value_known(value) && value->u.flag;
}

bool
is_named(const struct value *value)
{
	return value_known(value) && value->text[0] != '\0';
}

bool
is_absent(const struct value *value)
{
	return value_missing(value) &&
	       (value->text == NULL || value->text[0] == '\0');
}

bool
same_customer(const struct tunnel *a, const struct tunnel *b)
{
	return value_known(&a->customer_outside_address) &&
	       value_known(&b->customer_outside_address) &&
	       ip_equal(a->customer_outside_address.u.ip,
		   b->customer_outside_address.u.ip);
}

bool
is_default(const struct value *value)
{
	return value->origin == ORIGIN_DEFAULT ||
	       value->origin == ORIGIN_ASSUMED;
}

const struct tunnel *
earlier_tunnel(const struct check *c, const struct tunnel *t,
    bool (*same)(const struct tunnel *a, const struct tunnel *b))
{
	const struct tunnel *other;

	for (other = c->connection->tunnels; other < t; other++)
		if (same(other, t))
			return other;
	return NULL;
}
