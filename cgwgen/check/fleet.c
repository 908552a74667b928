/* SPDX-License-Identifier: ISC */
/* Runs the rules on fleets.  Floor 5. */
#include "check/fleet_rules.h"

static const struct {
	enum rule_id rule;
	void (*function)(const struct fleet_check *f);
} checks[] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(id, symbol, name, group, severity, function, ...)                \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

struct fleet *
fleet_new(const struct check_settings *settings)
{
	struct arena *arena = arena_new();
	struct fleet *fleet = ARENA_NEW(arena, struct fleet);

	fleet->arena = arena;
	fleet->settings = settings;
	return fleet;
}

void
fleet_free(struct fleet *fleet)
{
	if (fleet != NULL)
		arena_free(fleet->arena);
}

static void
run(struct fleet *fleet, const struct connection *connection,
    struct diags *diags)
{
	struct fleet_check f = { .fleet = fleet };
	size_t i;

	f.check.connection = connection;
	f.check.settings = fleet->settings;
	f.check.diags = diags;
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		f.check.rule = checks[i].rule;
		checks[i].function(&f);
	}
}

void
fleet_add(struct fleet *fleet, const struct connection *connection,
    struct diags *diags)
{
	run(fleet, connection, diags);
}

void
fleet_finish(struct fleet *fleet, struct diags *diags)
{
	run(fleet, NULL, diags);
}
