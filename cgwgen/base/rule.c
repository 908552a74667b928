/* SPDX-License-Identifier: ISC */
/* The table of rules, built from rules.def.  Ground floor. */
#include "base/rule.h"

#include <string.h>
#include <strings.h>

static const struct rule rules[RULE_COUNT] = {
#define RULE(id, symbol, name, group, severity, summary, why, help, source)    \
	{ id, name, group, SEVERITY_##severity, summary, why, help, source,    \
		"0.1.0" },
#include "base/rules.def"
#undef RULE
};

static const char *const severities[] = { "note", "warning", "error" };

const struct rule *
rule_get(enum rule_id id)
{
	return &rules[id];
}

enum rule_id
rule_find(const char *id_or_name)
{
	unsigned i;

	for (i = 0; i < RULE_COUNT; i++)
		if (strcasecmp(rules[i].id, id_or_name) == 0 ||
		    strcmp(rules[i].name, id_or_name) == 0)
			return (enum rule_id)i;
	return RULE_COUNT;
}

bool
rule_is_check(enum rule_id id)
{
	static const bool checks[RULE_COUNT] = {
#define RULE(...)
#define CHECK(id, symbol, ...) [RULE_##symbol] = true,
#define FLEET(id, symbol, ...) [RULE_##symbol] = true,
#define SESSION(id, symbol, ...) [RULE_##symbol] = true,
#include "base/rules.def"
#undef RULE
	};

	return checks[id];
}

const char *
severity_name(enum severity severity)
{
	return severities[severity];
}

int
severity_parse(const char *name, enum severity *ret)
{
	int i;

	for (i = 0; i <= SEVERITY_ERROR; i++) {
		if (strcmp(severities[i], name) == 0) {
			*ret = (enum severity)i;
			return 0;
		}
	}
	return -1;
}
