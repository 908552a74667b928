/* SPDX-License-Identifier: ISC */
/*
 * What the rules on fleets share.  Such a rule has one function, which is
 * called for each connection in turn, and once without one when there are no
 * more.  It keeps what it remembers in fleet->memory of its own rule.
 */
#ifndef CGWGEN_CHECK_FLEET_RULES_H
#define CGWGEN_CHECK_FLEET_RULES_H

#include "base/arena.h"
#include "check/fleet.h"
#include "check/rules.h"

struct fleet {
	struct arena *arena; /* lives as long as the fleet */
	const struct check_settings *settings;
	void *memory[RULE_COUNT]; /* of each rule, NULL at first */
};

/*
 * One call of a rule: check.connection is NULL when there are no more.  The
 * texts and places of a connection are gone after the call.
 */
struct fleet_check {
	struct check check;
	struct fleet *fleet;
};

/* One prototype per FLEET row of rules.def. */
#define RULE(...)
#define CHECK(...)
#define FLEET(id, symbol, name, group, severity, function, ...)                \
	void function(const struct fleet_check *f);
#include "base/rules.def"
#undef RULE

#endif
