/* SPDX-License-Identifier: ISC */
/* The table of rules, built from rules.def.  Ground floor. */
#include "base/rule.h"

#include <string.h>
#include <strings.h>

static const struct rule rules[RULE_COUNT] = {
#define RULE(id, symbol, name, group, severity, summary, why, help, source)    \
	{ id, name, "[" id " " name "]", group, SEVERITY_##severity, summary,  \
		why, help, source },
#include "base/rules.def"
#undef RULE
};

/* A second row for one rule is an error of the compiler. */
static const struct rule_example examples[RULE_COUNT] = {
#define EXAMPLE(symbol, kind, bad, good) [RULE_##symbol] = { kind, bad, good },
#include "base/rule_examples.def"
#undef EXAMPLE
};

/* One row for every group of rules.def, also of rules to come. */
static const struct rule_family families[] = {
	{ "input", "input" },
	{ "baseline", "baseline" },
	{ "descriptor", "descriptor" },
	{ "psk", "pre-shared key" },
	{ "addresses", "addresses" },
	{ "ike", "IKE and IPsec" },
	{ "policy", "crypto policy" },
	{ "bgp", "BGP" },
	{ "routes", "routes and quotas" },
	{ "profiles", "profiles and parameters" },
	{ "device", "device" },
	{ "mtu", "MTU and MSS" },
	{ "template", "template" },
	{ "options", "options" },
	{ "fleet", "fleet" },
	{ "output", "output" },
	{ "conversion", "conversion" },
	{ "verify", "running configuration" },
	{ "lock", "locks" },
	{ "client-vpn", "Client VPN" },
	{ "openvpn", "OpenVPN" },
};

#define FAMILIES (sizeof(families) / sizeof(families[0]))

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

const char *
rule_since(enum rule_id id)
{
	/* What came later than the first release; the last one is no rule. */
	static const char *const later[RULE_COUNT + 1] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(...)
#define SINCE(symbol, version) [RULE_##symbol] = version,
#include "base/rules.def"
#undef RULE
		[RULE_COUNT] = NULL
	};

	return later[id] != NULL ? later[id] : "0.1.0";
}

const struct rule_example *
rule_example(enum rule_id id)
{
	return &examples[id];
}

bool
rule_is_check(enum rule_id id)
{
	static const bool checks[RULE_COUNT] = {
#define RULE(...)
#define CHECK(id, symbol, ...) [RULE_##symbol] = true,
#define FLEET(id, symbol, ...) [RULE_##symbol] = true,
#define ESTATE(id, symbol, ...) [RULE_##symbol] = true,
#define SERVER(id, symbol, ...) [RULE_##symbol] = true,
#define SESSION(id, symbol, ...) [RULE_##symbol] = true,
#include "base/rules.def"
#undef RULE
	};

	return checks[id];
}

const struct rule_family *
rule_family(size_t index)
{
	return index < FAMILIES ? &families[index] : NULL;
}

const struct rule_family *
rule_family_find(const char *name)
{
	size_t i;

	for (i = 0; i < FAMILIES; i++)
		if (strcasecmp(families[i].name, name) == 0 ||
		    strcasecmp(families[i].group, name) == 0)
			return &families[i];
	return NULL;
}

const struct rule_family *
rule_family_of(enum rule_id id)
{
	return rule_family_find(rules[id].group);
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
