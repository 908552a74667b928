/* SPDX-License-Identifier: ISC */
/*
 * A crypto policy: what a tunnel may accept, by name, with the document that
 * says so.  Policies are data (policies/NAME.yaml, cgwgen-policy(5)); they are
 * found and read by policies.h and never changed afterwards.
 */
#ifndef CGWGEN_CHECK_POLICY_H
#define CGWGEN_CHECK_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rule.h"
#include "base/source.h"
#include "model/algorithm.h"
#include "model/connection.h"

/* The policy of a run that names none. */
#define POLICY_DEFAULT "recommended"

/* What a policy can speak about; the rows are in policy.c. */
enum policy_subject {
	POLICY_IKE_VERSIONS,
	POLICY_PHASE1_ENCRYPTION,
	POLICY_PHASE1_INTEGRITY,
	POLICY_PHASE1_DH_GROUPS,
	POLICY_PHASE2_ENCRYPTION,
	POLICY_PHASE2_INTEGRITY,
	POLICY_PHASE2_DH_GROUPS,
	POLICY_PHASE1_LIFETIME,
	POLICY_PHASE2_LIFETIME,
	POLICY_REPLAY_WINDOW,
	POLICY_KEY_LENGTH,
	POLICY_KEY_BITS,
	POLICY_AUTHENTICATION,
	POLICY_SUBJECTS
};

/* How a subject is restricted. */
enum policy_form {
	POLICY_SET,     /* algorithms: allow, or one_of */
	POLICY_MAXIMUM, /* a number that is not above limit */
	POLICY_MINIMUM, /* a number that is not below limit */
	POLICY_METHODS  /* of authentication: allow */
};

/* Of POLICY_METHODS: bits of allow. */
#define POLICY_CERTIFICATE ((algorithm_set)1)
#define POLICY_PRE_SHARED_KEY ((algorithm_set)2)

struct policy_row {
	const char *key;    /* in the file: "phase1_dh_groups" */
	const char *option; /* AWS's: "Phase1DHGroupNumbers" */
	enum policy_form form;
	enum algorithm_kind kind; /* of POLICY_SET */
	size_t offset;            /* of the value in struct tunnel */
};

/* What a policy says of one subject. */
struct policy_rule {
	bool given;
	bool one_of;       /* one of the set must be accepted; others may be */
	algorithm_set set; /* of POLICY_SET and POLICY_METHODS */
	uint32_t limit;    /* of POLICY_MAXIMUM and POLICY_MINIMUM */
	enum severity severity;
	const char *source; /* document and section */
	const char *why;    /* one sentence */
	struct pos at;
};

struct policy {
	const char *id;
	const char *title;
	const char *summary;
	const struct source *source; /* the file, for cgwgen policies show */
	const struct policy *base;   /* what it extends, or NULL */
	/* The built-in default, whose findings on algorithms are those of
	 * CGW404 to CGW406. */
	bool is_default;
	/* Those of the base are here, too. */
	struct policy_rule rules[POLICY_SUBJECTS];
};

const struct policy_row *policy_row(enum policy_subject subject);

/* The subject of KIND's algorithms in PHASE 1 or 2. */
enum policy_subject policy_set_subject(enum algorithm_kind kind, int phase);

/* What POLICY says of SUBJECT; NULL when it says nothing or POLICY is NULL. */
const struct policy_rule *policy_rule(
    const struct policy *policy, enum policy_subject subject);

/*
 * The algorithms that a tunnel may accept of a SUBJECT of form POLICY_SET:
 * all that there are when the policy (or NULL) does not restrict them.
 */
algorithm_set policy_allowed_set(
    const struct policy *policy, enum policy_subject subject);

#endif
