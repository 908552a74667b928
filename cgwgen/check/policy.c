/* SPDX-License-Identifier: ISC */
/* What a policy can speak about, and what it says.  Floor 5. */
#include "check/policy.h"

#include <stddef.h>

#define AT(member) offsetof(struct tunnel, member)

static const struct policy_row rows[POLICY_SUBJECTS] = {
	[POLICY_IKE_VERSIONS] = { "ike_versions", "IKEVersions", POLICY_SET,
	    ALGORITHM_IKE_VERSION, AT(ike_versions) },
	[POLICY_PHASE1_ENCRYPTION] = { "phase1_encryption",
	    "Phase1EncryptionAlgorithms", POLICY_SET, ALGORITHM_ENCRYPTION,
	    AT(phase1_encryption_algorithms) },
	[POLICY_PHASE1_INTEGRITY] = { "phase1_integrity",
	    "Phase1IntegrityAlgorithms", POLICY_SET, ALGORITHM_INTEGRITY,
	    AT(phase1_integrity_algorithms) },
	[POLICY_PHASE1_DH_GROUPS] = { "phase1_dh_groups",
	    "Phase1DHGroupNumbers", POLICY_SET, ALGORITHM_DH_GROUP,
	    AT(phase1_dh_group_numbers) },
	[POLICY_PHASE2_ENCRYPTION] = { "phase2_encryption",
	    "Phase2EncryptionAlgorithms", POLICY_SET, ALGORITHM_ENCRYPTION,
	    AT(phase2_encryption_algorithms) },
	[POLICY_PHASE2_INTEGRITY] = { "phase2_integrity",
	    "Phase2IntegrityAlgorithms", POLICY_SET, ALGORITHM_INTEGRITY,
	    AT(phase2_integrity_algorithms) },
	[POLICY_PHASE2_DH_GROUPS] = { "phase2_dh_groups",
	    "Phase2DHGroupNumbers", POLICY_SET, ALGORITHM_DH_GROUP,
	    AT(phase2_dh_group_numbers) },
	[POLICY_PHASE1_LIFETIME] = { "phase1_lifetime", "Phase1LifetimeSeconds",
	    POLICY_MAXIMUM, ALGORITHM_KINDS, AT(phase1_lifetime_seconds) },
	[POLICY_PHASE2_LIFETIME] = { "phase2_lifetime", "Phase2LifetimeSeconds",
	    POLICY_MAXIMUM, ALGORITHM_KINDS, AT(phase2_lifetime_seconds) },
	[POLICY_REPLAY_WINDOW] = { "replay_window", "ReplayWindowSize",
	    POLICY_MINIMUM, ALGORITHM_KINDS, AT(replay_window_size) },
	[POLICY_KEY_LENGTH] = { "pre_shared_key_length", "PreSharedKey",
	    POLICY_MINIMUM, ALGORITHM_KINDS, AT(pre_shared_key) },
	[POLICY_KEY_BITS] = { "pre_shared_key_bits", "PreSharedKey",
	    POLICY_MINIMUM, ALGORITHM_KINDS, AT(pre_shared_key) },
	[POLICY_AUTHENTICATION] = { "authentication", "CertificateArn",
	    POLICY_METHODS, ALGORITHM_KINDS, AT(pre_shared_key) },
};

const struct policy_row *
policy_row(enum policy_subject subject)
{
	return &rows[subject];
}

enum policy_subject
policy_set_subject(enum algorithm_kind kind, int phase)
{
	if (kind == ALGORITHM_IKE_VERSION)
		return POLICY_IKE_VERSIONS;
	return (enum policy_subject)(
	    (phase == 1 ? POLICY_PHASE1_ENCRYPTION : POLICY_PHASE2_ENCRYPTION) +
	    (int)kind - (int)ALGORITHM_ENCRYPTION);
}

const struct policy_rule *
policy_rule(const struct policy *policy, enum policy_subject subject)
{
	if (policy == NULL || !policy->rules[subject].given)
		return NULL;
	return &policy->rules[subject];
}

algorithm_set
policy_allowed_set(const struct policy *policy, enum policy_subject subject)
{
	const struct policy_rule *rule = policy_rule(policy, subject);
	unsigned count = algorithm_count(rows[subject].kind);

	if (rule != NULL && !rule->one_of)
		return rule->set;
	return (algorithm_set)(((uint64_t)1 << count) - 1);
}
