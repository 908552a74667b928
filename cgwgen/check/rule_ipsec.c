/* SPDX-License-Identifier: ISC */
/* Rules on IKE and IPsec (CGW4xx).  Floor 5. */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "check/rules.h"
#include "model/field.h"

/* A number of AWS's range as its field row gives it. */
static void
check_range(const struct check *c, size_t offset, const char *what)
{
	const struct field *field = tunnel_field_at(offset);
	const struct value *value;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		value = field_get(field, t);
		if (value_known(value) && (value->u.number < field->minimum ||
					      value->u.number > field->maximum))
			complain(c, t, value,
			    "%s lifetime of %u seconds is not %u to %u", what,
			    (unsigned)value->u.number, (unsigned)field->minimum,
			    (unsigned)field->maximum);
	}
}

void
check_phase1_lifetime(const struct check *c)
{
	check_range(
	    c, offsetof(struct tunnel, phase1_lifetime_seconds), "phase 1");
}

void
check_phase2_lifetime(const struct check *c)
{
	check_range(
	    c, offsetof(struct tunnel, phase2_lifetime_seconds), "phase 2");
}

/* Lifetimes have rules of their own. */
static bool
is_in_range(const struct field *field, const struct value *value)
{
	return !value_known(value) ||
	       (value->u.number >= field->minimum &&
		   value->u.number <= field->maximum) ||
	       strstr(field->name, "_lifetime_") != NULL;
}

void
check_option_range(const struct check *c)
{
	size_t count, i;
	const struct field *const *ranges = tunnel_ranges(&count);
	const struct value *value;
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		for (i = 0; i < count; i++) {
			value = field_get(ranges[i], t);
			if (!is_in_range(ranges[i], value))
				complain(c, t, value, "%s %u is not %s",
				    ranges[i]->option,
				    (unsigned)value->u.number,
				    field_expected(
					ranges[i], diags_arena(c->diags)));
		}
}

void
check_lifetime_order(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (value_known(&t->phase1_lifetime_seconds) &&
		    value_known(&t->phase2_lifetime_seconds) &&
		    t->phase2_lifetime_seconds.u.number >=
			t->phase1_lifetime_seconds.u.number)
			complain(c, t, &t->phase2_lifetime_seconds,
			    "phase 2 lifetime of %u seconds is not below "
			    "phase 1's %u",
			    (unsigned)t->phase2_lifetime_seconds.u.number,
			    (unsigned)t->phase1_lifetime_seconds.u.number);
}

void
check_rekey_margin(const struct check *c)
{
	const struct value *margin, *lifetime;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		margin = &t->rekey_margin_time_seconds;
		lifetime = &t->phase2_lifetime_seconds;
		/* What is out of its range has rules of its own. */
		if (!value_known(margin) || !value_known(lifetime) ||
		    margin->u.number > 1800 || lifetime->u.number < 900 ||
		    margin->u.number <= lifetime->u.number / 2)
			continue;
		complain(c, t, margin,
		    "RekeyMarginTimeSeconds is %u, more than half of "
		    "Phase2LifetimeSeconds, which is %u",
		    (unsigned)margin->u.number, (unsigned)lifetime->u.number);
	}
}

/* One kind of algorithm in both phases of a tunnel. */
struct both {
	const struct value *first;
	const struct value *second;
};

static struct both
both_phases(const struct tunnel *t, enum algorithm_kind kind)
{
	if (kind == ALGORITHM_ENCRYPTION)
		return (struct both){ &t->phase1_encryption_algorithms,
			&t->phase2_encryption_algorithms };
	if (kind == ALGORITHM_INTEGRITY)
		return (struct both){ &t->phase1_integrity_algorithms,
			&t->phase2_integrity_algorithms };
	return (struct both){ &t->phase1_dh_group_numbers,
		&t->phase2_dh_group_numbers };
}

/* Whether nobody told any of the tunnels what to accept: AWS's defaults are
 * the same for all, so that one finding is enough. */
static bool
is_common(const struct check *c, enum algorithm_kind kind)
{
	const struct tunnel *t;
	struct both sets;

	EACH_TUNNEL (c, t) {
		sets = both_phases(t, kind);
		if (!is_default(sets.first) || !is_default(sets.second))
			return false;
	}
	return c->connection->tunnel_count > 1;
}

/* The bit of PHASE in a finding at AT that SET has a part in. */
static unsigned
phase_bit(const struct value *set, algorithm_set bad, int phase, struct pos at)
{
	return bad != 0 && set->origin != ORIGIN_ASSUMED &&
		       set->at.source == at.source
		   ? 1u << phase
		   : 0;
}

/* What WHO accepts of BAD1 in phase 1 and of BAD2 in phase 2. */
static const char *
describe_sets(const struct check *c, const char *who, enum algorithm_kind kind,
    algorithm_set bad1, algorithm_set bad2)
{
	struct arena *arena = diags_arena(c->diags);
	char one[ALGORITHM_SET_TEXT], two[ALGORITHM_SET_TEXT];
	const char *name = algorithm_kind_names(kind, bad1 != 0 ? bad1 : bad2);
	const char *other = algorithm_kind_names(kind, bad2);
	const char *again = name == other ? "" : strrchr(other, ' ');

	algorithm_set_format(kind, bad1 != 0 ? bad1 : bad2, one, sizeof(one));
	if (bad1 == bad2)
		return arena_printf(
		    arena, "%s %s %s in both phases", who, name, one);
	if (bad1 == 0)
		return arena_printf(
		    arena, "%s %s %s in phase 2", who, name, one);
	if (bad2 == 0)
		return arena_printf(
		    arena, "%s %s %s in phase 1", who, name, one);
	return arena_printf(arena, "%s %s %s in phase 1 and%s %s in phase 2",
	    who, name, one, again,
	    algorithm_set_format(kind, bad2, two, sizeof(two)));
}

/* The same, as it was said of an earlier connection: most accept the same. */
static const char *
sets_message(const struct check *c, bool common, enum algorithm_kind kind,
    algorithm_set bad1, algorithm_set bad2)
{
	struct check_memory *memory = c->settings->memory;
	const size_t slot = common ? kind + ALGORITHM_KINDS : kind;
	const uint64_t about = (uint64_t)bad1 << 32 | bad2;
	const char *message = check_memory_message(memory, slot, about);

	static_assert(ALGORITHM_KINDS * 2 <= MEMORY_MESSAGES, "too few");
	if (message != NULL)
		return message;
	message = describe_sets(
	    c, common ? "tunnels accept" : "tunnel accepts", kind, bad1, bad2);
	check_memory_keep(memory, slot, about, message);
	return message;
}

/* T is NULL for all tunnels. */
static void
complain_sets(const struct check *c, const struct tunnel *t,
    enum algorithm_kind kind, struct both sets, algorithm_set bad1,
    algorithm_set bad2)
{
	const struct value *at = bad1 != 0 ? sets.first : sets.second;
	struct finding more = { .severity = rule_get(c->rule)->severity };

	more.common = t == NULL;
	more.phases = phase_bit(sets.first, bad1, 1, at->at) |
		      phase_bit(sets.second, bad2, 2, at->at);
	complain_made(
	    c, &more, t, at, sets_message(c, t == NULL, kind, bad1, bad2));
}

/* Those of VALUE that the default policy does not allow in PHASE. */
static algorithm_set
outside(const struct check *c, enum algorithm_kind kind, int phase,
    const struct value *value)
{
	if (!value_known(value))
		return 0;
	return value->u.set & ~policy_allowed_set(c->settings->policy,
				  policy_set_subject(kind, phase));
}

/* What policy recommended says of algorithms; other policies have rules of
 * their own, see rule_policy.c. */
static void
check_sets(const struct check *c, enum algorithm_kind kind)
{
	const struct policy *policy = c->settings->policy;
	algorithm_set bad1, bad2;
	const struct tunnel *t;
	struct both sets;
	bool common;

	if (policy == NULL || !policy->is_default)
		return;
	common = is_common(c, kind);
	EACH_TUNNEL (c, t) {
		sets = both_phases(t, kind);
		bad1 = outside(c, kind, 1, sets.first);
		bad2 = outside(c, kind, 2, sets.second);
		if ((bad1 | bad2) != 0)
			complain_sets(
			    c, common ? NULL : t, kind, sets, bad1, bad2);
		if (common)
			return;
	}
}

void
check_weak_integrity(const struct check *c)
{
	check_sets(c, ALGORITHM_INTEGRITY);
}

void
check_weak_dh_group(const struct check *c)
{
	check_sets(c, ALGORITHM_DH_GROUP);
}

void
check_short_encryption(const struct check *c)
{
	check_sets(c, ALGORITHM_ENCRYPTION);
}

/* The options that choose algorithms, what a tunnel accepts by each, and what
 * the XML prints for it. */
static const struct {
	const char *option;
	size_t accepted; /* of a value in struct tunnel */
	size_t printed;
} algorithm_options[] = {
#define OPTION(option, name, printed)                                          \
	{                                                                      \
		option, offsetof(struct tunnel, name),                         \
		    offsetof(struct tunnel, xml_##printed)                     \
	}
	OPTION("Phase1EncryptionAlgorithms", phase1_encryption_algorithms,
	    phase1_encryption),
	OPTION("Phase1IntegrityAlgorithms", phase1_integrity_algorithms,
	    phase1_integrity),
	OPTION(
	    "Phase1DHGroupNumbers", phase1_dh_group_numbers, phase1_dh_group),
	OPTION("Phase2EncryptionAlgorithms", phase2_encryption_algorithms,
	    phase2_encryption),
	OPTION("Phase2IntegrityAlgorithms", phase2_integrity_algorithms,
	    phase2_integrity),
	OPTION(
	    "Phase2DHGroupNumbers", phase2_dh_group_numbers, phase2_dh_group),
#undef OPTION
};

#define OPTIONS (sizeof(algorithm_options) / sizeof(algorithm_options[0]))

static const struct value *
value_at(const struct tunnel *t, size_t offset)
{
	return (const void *)((const char *)t + offset);
}

static bool
is_assumed(const struct tunnel *t)
{
	size_t i;

	for (i = 0; i < OPTIONS; i++)
		if (value_at(t, algorithm_options[i].accepted)->origin ==
		    ORIGIN_ASSUMED)
			return true;
	return t->ike_versions.origin == ORIGIN_ASSUMED;
}

void
check_options_assumed(const struct check *c)
{
	const struct finding more = { .severity = rule_get(c->rule)->severity };
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (!is_assumed(t))
			continue;
		complain_made(c, &more, NULL, NULL,
		    "the tunnels' options are not in the descriptor; AWS's "
		    "defaults are assumed");
		return;
	}
}

/* Whether the tunnel does not accept what the XML prints for option INDEX. */
static bool
is_excluded(const struct tunnel *t, size_t index)
{
	const struct value *accepted =
	    value_at(t, algorithm_options[index].accepted);
	const struct value *printed =
	    value_at(t, algorithm_options[index].printed);

	return printed->origin == ORIGIN_XML && value_known(accepted) &&
	       (printed->u.set & accepted->u.set) == 0;
}

static void
complain_excluded(
    const struct check *c, const struct tunnel *t, size_t index, size_t more)
{
	const struct field *field =
	    field_option(algorithm_options[index].option);
	const struct value *printed =
	    value_at(t, algorithm_options[index].printed);
	struct arena *arena = diags_arena(c->diags);

	complain(c, t, printed, "XML prints %s, but %s is %s%s", printed->text,
	    field->option, field_format(field, field_get(field, t), arena),
	    more == 0
		? ""
		: arena_printf(arena,
		      "; so it is with %zu more of what it prints", more));
}

/* Said once where the options are an input's: then AWS has always been like
 * that.  An option of the command line is looked at value by value. */
void
check_algorithm_excluded(const struct check *c)
{
	const struct tunnel *t, *first = NULL;
	size_t count = 0, first_index = 0, i;

	EACH_TUNNEL (c, t)
		for (i = 0; i < OPTIONS; i++) {
			if (!is_excluded(t, i))
				continue;
			if (!c->connection->has_options) {
				complain_excluded(c, t, i, 0);
				continue;
			}
			if (count++ != 0)
				continue;
			first = t;
			first_index = i;
		}
	if (first != NULL)
		complain_excluded(c, first, first_index, count - 1);
}

/* A text that AWS knows only one value of. */
static void
check_only(const struct check *c, const struct tunnel *t,
    const struct value *value, const char *only, const char *what)
{
	if (value_known(value) && strcmp(value->text, only) != 0 &&
	    strcasecmp(value->text, only) != 0)
		complain(c, t, value, "%s is '%s', not %s", what,
		    diag_quote(c->diags, value->text), only);
}

void
check_ike_mode(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		check_only(c, t, &t->ike_mode, "main", "IKE mode");
}

void
check_ipsec_mode(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_only(c, t, &t->ipsec_protocol, "esp", "IPsec protocol");
		check_only(c, t, &t->ipsec_mode, "tunnel", "IPsec mode");
	}
}

void
check_dpd_timeout(const struct check *c)
{
	const struct tunnel *t;
	uint64_t timeout;

	EACH_TUNNEL (c, t) {
		if (!value_known(&t->dpd_interval) ||
		    !value_known(&t->dpd_retries))
			continue;
		timeout = (uint64_t)t->dpd_interval.u.number *
			  t->dpd_retries.u.number;
		if (timeout < 30 || t->dpd_retries.u.number < 2)
			complain(c, t, &t->dpd_interval,
			    "dead peer detection gives up after %u x %u "
			    "seconds",
			    (unsigned)t->dpd_retries.u.number,
			    (unsigned)t->dpd_interval.u.number);
	}
}

void
check_mss_range(const struct check *c)
{
	const struct value *mss;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		mss = &t->tcp_mss_adjustment;
		if (value_known(mss) &&
		    (mss->u.number < 536 || mss->u.number > 1406))
			complain(c, t, mss, "TCP MSS of %u is not 536 to 1406",
			    (unsigned)mss->u.number);
	}
}
