/* SPDX-License-Identifier: ISC */
/* Rules on what the run's crypto policy says (CGW430 to CGW437).  What the
 * default policy says of algorithms is found by CGW404 to CGW406.  Floor 5. */
#include <string.h>

#include "check/rules.h"
#include "check/strength.h"
#include "model/field.h"

/* One subject of the policy, where it is looked at. */
struct look {
	const struct check *c;
	const struct policy_row *row;
	const struct policy_rule *rule; /* NULL: the policy says nothing */
};

static struct look
look_at(const struct check *c, enum policy_subject subject)
{
	return (struct look){ c, policy_row(subject),
		policy_rule(c->settings->policy, subject) };
}

static const struct value *
value_of(const struct look *look, const struct tunnel *t)
{
	return (const void *)((const char *)t + look->row->offset);
}

/* Whether AWS's default stands for what no input told. */
static bool
is_assumed(const struct look *look, const struct value *value)
{
	return value->origin == ORIGIN_ASSUMED ||
	       (value->origin == ORIGIN_DEFAULT &&
		   !look->c->connection->has_options);
}

/* Whether nobody told any of the tunnels: AWS's default is the same for all,
 * so that one finding is enough. */
static bool
is_common(const struct look *look)
{
	const struct tunnel *t;

	EACH_TUNNEL (look->c, t)
		if (!is_default(value_of(look, t)))
			return false;
	return look->c->connection->tunnel_count > 1;
}

/* Whether a finding on another tunnel stands for T's, too. */
static bool
is_repeated(const struct look *look, const struct tunnel *t)
{
	return t != look->c->connection->tunnels && is_common(look);
}

/* What a finding on T is about: NULL for all tunnels. */
static const struct tunnel *
about(const struct look *look, const struct tunnel *t)
{
	return is_common(look) ? NULL : t;
}

/* An assumption is no ground for an error. */
static enum severity
severity_of(const struct look *look, const struct value *value)
{
	bool advice =
	    is_assumed(look, value) || (look->c->settings->policy_narrows &&
					   look->row->form == POLICY_SET);

	if (advice && look->rule->severity == SEVERITY_ERROR)
		return SEVERITY_WARNING;
	return look->rule->severity;
}

/* "RFC 9206, section 4": a line of any length, from a file. */
static const char *
line(const struct look *look, const char *text)
{
	return diag_path(look->c->diags, text);
}

static const char *
policy_id(const struct look *look)
{
	return diag_quote(look->c->diags, look->c->settings->policy->id);
}

/* "RFC 9206, section 4": the first of the texts that the policy's rule cites,
 * which fits into a message; the help has them all. */
static const char *
citation(const struct look *look)
{
	const char *all = line(look, look->rule->source);
	const char *end = strstr(all, "; ");

	return end == NULL ? all
			   : arena_printf(diags_arena(look->c->diags),
				 "%.*s, ...", (int)(end - all), all);
}

/* "WHAT; why, in the policy's words", in place of the rule's help. */
static const char *
help_for(const struct look *look, const char *what)
{
	const char *source = line(look, look->rule->source);
	bool cited = strstr(source, "; ") == NULL;

	return arena_printf(diags_arena(look->c->diags), "%s; %s%s%s%s", what,
	    line(look, look->rule->why), cited ? "" : " (", cited ? "" : source,
	    cited ? "" : ")");
}

static const char *
hedge(const struct look *look, const struct value *value)
{
	return is_assumed(look, value) ? "with AWS's default assumed, " : "";
}

/* ---- algorithms --------------------------------------------------------- */

static void
complain_set(const struct look *look, const struct tunnel *t,
    const struct value *value, algorithm_set outside)
{
	char had[ALGORITHM_SET_TEXT], wanted[ALGORITHM_SET_TEXT];
	const struct policy_row *row = look->row;
	const struct policy_rule *rule = look->rule;
	struct finding more = { .severity = severity_of(look, value) };

	algorithm_set_format(row->kind, outside, had, sizeof(had));
	algorithm_set_format(row->kind, rule->set, wanted, sizeof(wanted));
	more.help = help_for(
	    look, arena_printf(diags_arena(look->c->diags), "%s %s in %s",
		      rule->one_of ? "have one of" : "leave only", wanted,
		      row->option));
	if (value->origin != ORIGIN_ASSUMED)
		more.phases = 1u << field_option(row->option)->phase;
	more.common = is_common(look);
	complain_full(look->c, &more, about(look, t), value,
	    "%s%s accepts %s%s, against policy %s (%s)", hedge(look, value),
	    row->option, rule->one_of ? "only " : "", had, policy_id(look),
	    citation(look));
}

static void
check_set(const struct look *look, const struct tunnel *t)
{
	const struct value *value = value_of(look, t);
	algorithm_set outside;

	if (!value_known(value) || is_repeated(look, t))
		return;
	outside = value->u.set & ~look->rule->set;
	if (look->rule->one_of && (value->u.set & look->rule->set) != 0)
		return;
	if (outside != 0)
		complain_set(look, t, value, outside);
}

/* Whether phase 2 is known to accept nothing but AEAD ciphers. */
static bool
is_aead_only(const struct tunnel *t)
{
	const struct value *value = &t->phase2_encryption_algorithms;
	unsigned i;

	if (!value_known(value) || value->u.set == 0)
		return false;
	for (i = 0; i < algorithm_count(ALGORITHM_ENCRYPTION); i++)
		if (value->u.set >> i & 1 &&
		    !algorithm_get(ALGORITHM_ENCRYPTION, i)->aead)
			return false;
	return true;
}

static void
check_subject(const struct check *c, enum policy_subject subject)
{
	const struct look look = look_at(c, subject);
	const struct tunnel *t;

	if (look.rule == NULL)
		return;
	EACH_TUNNEL (c, t)
		if (subject != POLICY_PHASE2_INTEGRITY || !is_aead_only(t))
			check_set(&look, t);
}

/* Both phases of KIND, unless it is what CGW404 to CGW406 look at. */
static void
check_kind(const struct check *c, enum algorithm_kind kind)
{
	if (c->settings->policy == NULL || c->settings->policy->is_default)
		return;
	check_subject(c, policy_set_subject(kind, 1));
	check_subject(c, policy_set_subject(kind, 2));
}

void
check_policy_ike_version(const struct check *c)
{
	check_subject(c, POLICY_IKE_VERSIONS);
}

void
check_policy_encryption(const struct check *c)
{
	check_kind(c, ALGORITHM_ENCRYPTION);
}

void
check_policy_integrity(const struct check *c)
{
	check_kind(c, ALGORITHM_INTEGRITY);
}

void
check_policy_dh_group(const struct check *c)
{
	check_kind(c, ALGORITHM_DH_GROUP);
}

/* ---- numbers ------------------------------------------------------------ */

static void
check_number(const struct check *c, enum policy_subject subject)
{
	const struct look look = look_at(c, subject);
	const struct value *value;
	const struct tunnel *t;
	bool most;

	if (look.rule == NULL)
		return;
	most = look.row->form == POLICY_MAXIMUM;
	EACH_TUNNEL (c, t) {
		value = value_of(&look, t);
		if (!value_known(value) || is_repeated(&look, t) ||
		    (most ? value->u.number <= look.rule->limit
			  : value->u.number >= look.rule->limit))
			continue;
		complain_helping(c, severity_of(&look, value),
		    help_for(&look,
			arena_printf(diags_arena(c->diags), "set %s to %s %u",
			    look.row->option, most ? "at most" : "at least",
			    (unsigned)look.rule->limit)),
		    about(&look, t), value,
		    "%s%s is %u; policy %s wants at %s %u (%s)",
		    hedge(&look, value), look.row->option,
		    (unsigned)value->u.number, policy_id(&look),
		    most ? "most" : "least", (unsigned)look.rule->limit,
		    citation(&look));
	}
}

void
check_policy_lifetime(const struct check *c)
{
	check_number(c, POLICY_PHASE1_LIFETIME);
	check_number(c, POLICY_PHASE2_LIFETIME);
}

void
check_policy_replay(const struct check *c)
{
	check_number(c, POLICY_REPLAY_WINDOW);
}

/* ---- keys and certificates ---------------------------------------------- */

/* Whether KEY is below what the policy wants of SUBJECT; the message tells
 * nothing of the key but that. */
static bool
is_below(const struct look *look, const char *key)
{
	size_t length = strlen(key);

	if (look->rule == NULL)
		return false;
	if (look->row == policy_row(POLICY_KEY_LENGTH))
		return length < look->rule->limit;
	return strength_bits(key, length) < (double)look->rule->limit;
}

static void
complain_key(const struct look *look, const struct tunnel *t, const char *unit)
{
	complain_helping(look->c, look->rule->severity,
	    help_for(look, "set a new key for the tunnel with "
			   "ModifyVpnTunnelOptions; 'cgwgen psk' makes one"),
	    t, &t->pre_shared_key,
	    "pre-shared key has fewer than the %u %s that policy %s wants (%s)",
	    (unsigned)look->rule->limit, unit, policy_id(look), citation(look));
}

void
check_policy_key(const struct check *c)
{
	const struct look length = look_at(c, POLICY_KEY_LENGTH);
	const struct look bits = look_at(c, POLICY_KEY_BITS);
	const struct tunnel *t;

	if (length.rule == NULL && bits.rule == NULL)
		return;
	EACH_TUNNEL (c, t) {
		if (!psk_is_sound(c, t))
			continue;
		if (is_below(&length, t->pre_shared_key.text))
			complain_key(&length, t, "characters");
		else if (is_below(&bits, t->pre_shared_key.text))
			complain_key(&bits, t, "bits of entropy, by estimate,");
	}
}

/* A key that is kept elsewhere is one, too. */
static bool
has_key(const struct connection *connection, const struct tunnel *t)
{
	return tunnel_has_psk(t) || value_known(&t->pre_shared_key) ||
	       (value_known(&connection->pre_shared_key_arn) &&
		   connection->pre_shared_key_arn.text[0] != '\0');
}

void
check_policy_certificate(const struct check *c)
{
	const struct look look = look_at(c, POLICY_AUTHENTICATION);
	bool certificate = connection_has_certificate(c->connection);
	const char *how = certificate ? "a certificate" : "a pre-shared key";
	const struct tunnel *t;

	if (look.rule == NULL ||
	    (look.rule->set & (certificate ? POLICY_CERTIFICATE
					   : POLICY_PRE_SHARED_KEY)) != 0)
		return;
	EACH_TUNNEL (c, t) {
		if (!certificate && !has_key(c->connection, t))
			continue;
		/* The customer gateway has a certificate or has none: what is
		 * said of one tunnel holds for all. */
		complain_helping(c, look.rule->severity,
		    help_for(&look,
			certificate
			    ? "use a customer gateway without a certificate"
			    : "use a customer gateway with a certificate of "
			      "AWS Private CA"),
		    NULL, certificate ? NULL : &t->pre_shared_key,
		    "the ends prove themselves by %s; policy %s allows %s only "
		    "(%s)",
		    how, policy_id(&look),
		    certificate ? "a pre-shared key" : "a certificate",
		    citation(&look));
		return;
	}
}
