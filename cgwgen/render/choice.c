/* SPDX-License-Identifier: ISC */
/* The choice of algorithms: what the tunnel accepts, what the device can do,
 * what the policy leaves, and the strongest of what all have.  Floor 5. */
#include "render/choice.h"

#include <stdlib.h>
#include <string.h>

#include "render/guard.h"

struct chooser {
	const struct tunnel *tunnel;
	const struct profile *profile;
	const struct choice_limits *limits; /* or NULL */
	bool advised; /* keep to what the policy advises, too */
	const struct choice_subject *subject;
	struct diags *diags;
};

static const char *
subject_of(const struct chooser *chooser)
{
	const struct choice_subject *subject = chooser->subject;

	if (subject->text != NULL || subject->connection == NULL)
		return subject->text;
	return guard_subject(
	    subject->connection, subject->tunnel, chooser->diags);
}

/* What the policy leaves of KIND in PHASE. */
static algorithm_set
limit(const struct chooser *chooser, unsigned phase, enum algorithm_kind kind)
{
	const struct choice_limits *limits = chooser->limits;

	if (limits == NULL)
		return ~(algorithm_set)0;
	return chooser->advised ? limits->should[phase - 1][kind]
				: limits->must[phase - 1][kind];
}

/* What the tunnel accepts of KIND in PHASE. */
static algorithm_set
accepted(const struct tunnel *t, unsigned phase, enum algorithm_kind kind)
{
	return tunnel_set(t, kind, phase)->u.set;
}

static bool
has_aead(algorithm_set ciphers)
{
	unsigned i;

	for (i = 0; i < algorithm_count(ALGORITHM_ENCRYPTION); i++)
		if ((ciphers & (algorithm_set)1 << i) != 0 &&
		    algorithm_get(ALGORITHM_ENCRYPTION, i)->aead)
			return true;
	return false;
}

bool
choice_is_possible(const struct tunnel *tunnel,
    const struct choice_limits *limits, unsigned phase)
{
	algorithm_set left[ALGORITHM_KINDS];
	unsigned kind;

	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		left[kind] =
		    accepted(tunnel, phase, (enum algorithm_kind)kind) &
		    limits->must[phase - 1][kind];
	/* Such a cipher needs no other integrity in phase 2. */
	if (phase == 2 && has_aead(left[ALGORITHM_ENCRYPTION]))
		left[ALGORITHM_INTEGRITY] = 1;
	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		if (left[kind] == 0)
			return false;
	return true;
}

static algorithm_set
common(const struct chooser *chooser, unsigned version, unsigned phase,
    enum algorithm_kind kind)
{
	return accepted(chooser->tunnel, phase, kind) &
	       profile_can(chooser->profile, version, phase, kind)->set &
	       limit(chooser, phase, kind);
}

/* The integrity algorithms that can stand beside a cipher; for AEAD in
 * phase 1 they are PRFs, and a device may have just one. */
static algorithm_set
beside(const struct chooser *chooser, unsigned version, unsigned phase,
    const struct algorithm *cipher)
{
	algorithm_set set =
	    common(chooser, version, phase, ALGORITHM_INTEGRITY);

	if (cipher->aead && phase == 1 && chooser->profile->aead_prf != 0)
		set &= chooser->profile->aead_prf;
	return set;
}

static const char *
spelling(const struct chooser *chooser, unsigned version, unsigned phase,
    enum algorithm_kind kind, int index)
{
	return profile_can(chooser->profile, version, phase, kind)
	    ->spelling[index];
}

/* Takes the strongest cipher that can be completed; false if none can. */
static bool
choose_phase(const struct chooser *chooser, unsigned version, unsigned phase,
    struct phase_choice *ret)
{
	algorithm_set ciphers =
	    common(chooser, version, phase, ALGORITHM_ENCRYPTION);
	int group = algorithm_strongest(
	    common(chooser, version, phase, ALGORITHM_DH_GROUP));
	int cipher, hash;

	for (; ciphers != 0 && group >= 0;
	     ciphers &= ~((algorithm_set)1 << cipher)) {
		cipher = algorithm_strongest(ciphers);
		ret->encryption =
		    algorithm_get(ALGORITHM_ENCRYPTION, (unsigned)cipher);
		hash = algorithm_strongest(
		    beside(chooser, version, phase, ret->encryption));
		ret->integrity = NULL;
		ret->integrity_spelling = NULL;
		if (phase == 1 || !ret->encryption->aead) {
			if (hash < 0)
				continue;
			ret->integrity =
			    algorithm_get(ALGORITHM_INTEGRITY, (unsigned)hash);
			ret->integrity_spelling = spelling(
			    chooser, version, phase, ALGORITHM_INTEGRITY, hash);
		}
		ret->dh_group =
		    algorithm_get(ALGORITHM_DH_GROUP, (unsigned)group);
		ret->encryption_spelling = spelling(
		    chooser, version, phase, ALGORITHM_ENCRYPTION, cipher);
		ret->dh_group_spelling = spelling(
		    chooser, version, phase, ALGORITHM_DH_GROUP, group);
		return true;
	}
	return false;
}

/* "; policy cnsa allows 20, 15", where a policy allows less than there is. */
static const char *
policy_allows(
    const struct chooser *chooser, unsigned phase, enum algorithm_kind kind)
{
	algorithm_set all =
	    (algorithm_set)(((uint64_t)1 << algorithm_count(kind)) - 1);
	algorithm_set set = limit(chooser, phase, kind) & all;
	struct arena *arena = diags_arena(chooser->diags);
	char text[ALGORITHM_SET_TEXT];

	if (set == all)
		return "";
	algorithm_set_format(kind, set, text, sizeof(text));
	return arena_printf(arena, "; policy %s allows %s",
	    diag_quote(chooser->diags, chooser->limits->policy), text);
}

/* What to let the tunnel accept: the strongest that the device can do. */
static const char *
widen(const struct chooser *chooser, unsigned phase, enum algorithm_kind kind,
    algorithm_set device)
{
	static const char *const kinds[] = { [ALGORITHM_ENCRYPTION] =
						 "EncryptionAlgorithms",
		[ALGORITHM_INTEGRITY] = "IntegrityAlgorithms",
		[ALGORITHM_DH_GROUP] = "DHGroupNumbers" };
	struct arena *arena = diags_arena(chooser->diags);
	algorithm_set possible = device & algorithm_aws_set(kind, (int)phase);
	int best = algorithm_strongest(possible);
	char text[ALGORITHM_SET_TEXT];

	if (best < 0)
		return NULL;
	return arena_printf(arena, "add %s to %s%s; the device can: %s",
	    algorithm_get(kind, (unsigned)best)->name,
	    kind == ALGORITHM_IKE_VERSION ? ""
	    : phase == 1                  ? "Phase1"
					  : "Phase2",
	    kind == ALGORITHM_IKE_VERSION ? "IKEVersions" : kinds[kind],
	    algorithm_set_format(kind, possible, text, sizeof(text)));
}

static void
complain(const struct chooser *chooser, const char *what, unsigned phase,
    enum algorithm_kind kind, algorithm_set tunnel, algorithm_set device)
{
	char one[ALGORITHM_SET_TEXT], two[ALGORITHM_SET_TEXT];
	struct finding finding = { .rule = RULE_ALGORITHM_NONE,
		.severity = SEVERITY_ERROR,
		.at = tunnel_set(chooser->tunnel, kind, phase)->at,
		.subject = subject_of(chooser),
		.help = widen(chooser, phase, kind, device) };

	if (finding.at.source == NULL)
		finding.at = chooser->tunnel->at;
	finding.message = arena_printf(diags_arena(chooser->diags),
	    "no common %s%s: the tunnel accepts %s; %s can do %s%s", what,
	    algorithm_kind_name(kind),
	    algorithm_set_format(kind, tunnel, one, sizeof(one)),
	    chooser->profile->id,
	    algorithm_set_format(kind, device, two, sizeof(two)),
	    policy_allows(chooser, phase, kind));
	diag_full(chooser->diags, &finding);
}

/* Names each kind that has nothing in common for an IKE version. */
static void
explain(const struct chooser *chooser, unsigned version)
{
	static const char *const phases[] = { "phase 1 ", "phase 2 " };
	unsigned phase, kind;
	size_t before = diags_count(chooser->diags, SEVERITY_ERROR);

	for (phase = 1; phase <= 2; phase++)
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++)
			if (common(chooser, version, phase,
				(enum algorithm_kind)kind) == 0)
				complain(chooser, phases[phase - 1], phase,
				    (enum algorithm_kind)kind,
				    accepted(chooser->tunnel, phase,
					(enum algorithm_kind)kind),
				    profile_can(chooser->profile, version,
					phase, (enum algorithm_kind)kind)
					->set);
	if (diags_count(chooser->diags, SEVERITY_ERROR) != before)
		return;
	/* Every kind has a member, but the AEAD cipher wants a PRF that
	 * the tunnel does not accept. */
	complain(chooser, "phase 1 AEAD cipher's ", 1, ALGORITHM_INTEGRITY,
	    accepted(chooser->tunnel, 1, ALGORITHM_INTEGRITY),
	    chooser->profile->aead_prf);
}

/* "IKEv1, phase 1 SHA1": LIST with one more item. */
static const char *
append(struct arena *arena, const char *list, const char *item)
{
	return arena_printf(
	    arena, "%s%s%s", list, list[0] != '\0' ? ", " : "", item);
}

bool
choice_is_weak(const struct choice *choice)
{
	const struct phase_choice *phase = choice->phase;
	unsigned i;

	for (i = 0; i < 2; i++, phase++)
		if ((phase->integrity != NULL && phase->integrity->weak) ||
		    phase->dh_group->weak)
			return true;
	return choice->ike_version == 1;
}

static void
warn_weak(const struct chooser *chooser, const struct choice *choice)
{
	struct arena *arena = diags_arena(chooser->diags);
	struct finding finding = { .rule = RULE_WEAK_CHOICE,
		.severity = SEVERITY_WARNING,
		.at = chooser->tunnel->at,
		.subject = subject_of(chooser) };
	const struct phase_choice *phase;
	const char *what = choice->ike_version == 1 ? "IKEv1" : "";
	unsigned i;

	for (i = 0; i < 2; i++) {
		phase = &choice->phase[i];
		if (phase->integrity != NULL && phase->integrity->weak)
			what = append(arena, what,
			    arena_printf(arena, "phase %u %s", i + 1,
				phase->integrity->name));
		if (phase->dh_group->weak)
			what = append(arena, what,
			    arena_printf(arena, "phase %u group %s", i + 1,
				phase->dh_group->name));
	}
	finding.message = arena_printf(arena,
	    "nothing stronger is common to the tunnel and %s than %s",
	    chooser->profile->id, what);
	diag_full(chooser->diags, &finding);
}

/* AWS's end has an IPv6 address: the headers are longer. */
static bool
is_outside_ipv6(const struct tunnel *t)
{
	return value_known(&t->outside_address) &&
	       t->outside_address.u.ip.family == 6;
}

static unsigned
tunnel_mtu(const struct phase_choice *phase, bool nat_traversal,
    const struct tunnel *tunnel)
{
	const struct algorithm *ciphers =
	    algorithm_get(ALGORITHM_ENCRYPTION, 0);
	const struct algorithm *hashes = algorithm_get(ALGORITHM_INTEGRITY, 0);

	return algorithm_tunnel_mtu((unsigned)(phase->encryption - ciphers),
	    phase->integrity == NULL ? 0
				     : (unsigned)(phase->integrity - hashes),
	    nat_traversal, is_outside_ipv6(tunnel));
}

/* Both phases for an IKE version: as the policy advises if that can be. */
static bool
choose_version(struct chooser *chooser, unsigned version, struct choice *ret)
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		chooser->advised = i == 0;
		if (choose_phase(chooser, version, 1, &ret->phase[0]) &&
		    choose_phase(chooser, version, 2, &ret->phase[1]))
			return true;
	}
	return false;
}

bool
choose_within(const struct tunnel *tunnel, const struct profile *profile,
    const struct choice_limits *limits, bool nat_traversal,
    const struct choice_subject *subject, struct diags *diags,
    struct choice *ret)
{
	struct chooser chooser = { tunnel, profile, limits, false, subject,
		diags };
	algorithm_set versions = tunnel->ike_versions.u.set &
				 profile->ike_versions &
				 limit(&chooser, 1, ALGORITHM_IKE_VERSION);
	unsigned version, first = 0;
	int index;

	if (versions == 0) {
		complain(&chooser, "", 1, ALGORITHM_IKE_VERSION,
		    tunnel->ike_versions.u.set, profile->ike_versions);
		return false;
	}
	for (; versions != 0; versions &= ~((algorithm_set)1 << index)) {
		index = algorithm_strongest(versions);
		version = algorithm_get(ALGORITHM_IKE_VERSION, (unsigned)index)
			      ->number;
		if (first == 0)
			first = version;
		ret->ike_version = version;
		if (!choose_version(&chooser, version, ret))
			continue;
		ret->mtu = tunnel_mtu(&ret->phase[1], nat_traversal, tunnel);
		if (choice_is_weak(ret))
			warn_weak(&chooser, ret);
		return true;
	}
	explain(&chooser, first);
	return false;
}

bool
choose(const struct tunnel *tunnel, const struct profile *profile,
    bool nat_traversal, const char *subject, struct diags *diags,
    struct choice *ret)
{
	const struct choice_subject about = { .text = subject };

	return choose_within(
	    tunnel, profile, NULL, nat_traversal, &about, diags, ret);
}

bool
choice_is_alike(const struct tunnel *a, const struct tunnel *b)
{
	unsigned phase, kind;

	for (phase = 1; phase <= 2; phase++)
		for (kind = 0; kind < ALGORITHM_KINDS; kind++)
			if (accepted(a, phase, (enum algorithm_kind)kind) !=
			    accepted(b, phase, (enum algorithm_kind)kind))
				return false;
	return is_outside_ipv6(a) == is_outside_ipv6(b);
}

bool
choice_equal(const struct choice *a, const struct choice *b)
{
	/* Pointers into the tables and the profile, without gaps. */
	return a->ike_version == b->ike_version && a->mtu == b->mtu &&
	       memcmp(a->phase, b->phase, sizeof(a->phase)) == 0;
}

algorithm_set
choice_set(
    const struct choice *choice, enum algorithm_kind kind, unsigned phase)
{
	const struct phase_choice *of = &choice->phase[phase - 1];
	const struct algorithm *algorithm =
	    kind == ALGORITHM_ENCRYPTION  ? of->encryption
	    : kind == ALGORITHM_INTEGRITY ? of->integrity
					  : of->dh_group;
	unsigned i;

	if (kind == ALGORITHM_IKE_VERSION)
		return algorithm_ike_version(choice->ike_version);
	for (i = 0; i < algorithm_count(kind); i++)
		if (algorithm_get(kind, i) == algorithm)
			return (algorithm_set)1 << i;
	return 0;
}
