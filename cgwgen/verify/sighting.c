/* SPDX-License-Identifier: ISC */
/* Algorithms of devices and crypto policies.  Floor: verify. */
#include "verify/sighting.h"

#include <string.h>

#include "render/guard.h"
#include "verify/vocabulary.h"
#include "verify/wording.h"

/* The rules on what a descriptor accepts, with the default policy and with
 * another one. */
static const struct {
	enum rule_id usual, other;
} rules[ALGORITHM_KINDS] = {
	[ALGORITHM_IKE_VERSION] = { RULE_POLICY_IKE_VERSION,
	    RULE_POLICY_IKE_VERSION },
	[ALGORITHM_ENCRYPTION] = { RULE_SHORT_ENCRYPTION,
	    RULE_POLICY_ENCRYPTION },
	[ALGORITHM_INTEGRITY] = { RULE_WEAK_INTEGRITY, RULE_POLICY_INTEGRITY },
	[ALGORITHM_DH_GROUP] = { RULE_WEAK_DH_GROUP, RULE_POLICY_DH_GROUP },
};

/* The first of the texts that the policy's rule cites, as lint does it. */
static const char *
citation(const struct teller *teller, const char *text)
{
	const char *all = diag_path(teller->diags, text);
	const char *end = strstr(all, "; ");

	return end == NULL ? all
			   : arena_printf(teller->arena, "%.*s, ...",
				 (int)(end - all), all);
}

bool
policy_judge(const struct policy_case *c)
{
	const struct policy *policy = c->teller->about->policy;
	const struct policy_rule *rule =
	    policy_rule(policy, policy_set_subject(c->kind, (int)c->phase));
	const struct connection *connection = c->teller->about->connection;
	const int tunnel = c->sighting->variable->tunnel;
	struct arena *arena = c->teller->arena;
	struct finding finding = { .at = c->sighting->at };

	if (rule == NULL || rule->one_of || (c->device & ~rule->set) == 0 ||
	    (c->device & rule->set) != 0 || (policy->is_default && c->best))
		return false;
	finding.rule =
	    policy->is_default ? rules[c->kind].usual : rules[c->kind].other;
	finding.severity = rule->severity;
	finding.subject = guard_subject(connection,
	    tunnel >= 0 ? &connection->tunnels[tunnel] : NULL,
	    c->teller->diags);
	finding.message =
	    arena_printf(arena, "%s: the device has %s, against policy %s (%s)",
		wording_variable(c->sighting->variable, arena),
		vocabulary_names(c->kind, c->device, arena),
		diag_quote(c->teller->diags, policy->id),
		citation(c->teller, rule->source));
	finding.help = arena_printf(arena, "have %s on the device; %s",
	    vocabulary_names(c->kind, rule->set, arena),
	    diag_path(c->teller->diags, rule->why));
	teller_give(c->teller, &finding);
	return true;
}
