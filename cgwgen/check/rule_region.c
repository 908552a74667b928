/* SPDX-License-Identifier: ISC */
/* Rules that need the Region (CGW140, CGW141, CGW420).  Floor 5. */
#include "check/rules.h"
#include "model/region.h"

void
check_region(const struct check *c)
{
	const struct value *region = &c->connection->region;

	if (value_known(region) && !region_is_name(region->text))
		complain(c, NULL, region,
		    "'%s' does not look like a Region, such as eu-central-1",
		    diag_quote(c->diags, region->text));
}

void
check_bandwidth_region(const struct check *c)
{
	const struct value *bandwidth = &c->connection->tunnel_bandwidth;
	const struct value *region = &c->connection->region;

	if (is_text(bandwidth, "large") && value_known(region) &&
	    !region_has_large(region->text))
		complain(c, NULL, bandwidth,
		    "TunnelBandwidth is large, which %s did not have in "
		    "2026-08",
		    region->text);
}

/* What of SET is below the samples that AWS gives for GovCloud. */
static algorithm_set
below(enum algorithm_kind kind, algorithm_set set)
{
	const struct algorithm *algorithm;
	unsigned i;

	for (i = 0; i < algorithm_count(kind); i++) {
		algorithm = algorithm_get(kind, i);
		if (kind == ALGORITHM_INTEGRITY ? !algorithm->weak
						: algorithm->number >= 14)
			set &= ~((algorithm_set)1 << i);
	}
	return set;
}

static void
check_least(const struct check *c, const struct tunnel *t,
    enum algorithm_kind kind, const struct value *value, const char *option)
{
	char text[ALGORITHM_SET_TEXT];
	algorithm_set bad;

	if (!value_known(value) || value->origin == ORIGIN_ASSUMED ||
	    value->origin == ORIGIN_DEFAULT)
		return;
	bad = below(kind, value->u.set);
	if (bad != 0)
		complain(c, t, value, "%s has %s, in %s", option,
		    algorithm_set_format(kind, bad, text, sizeof(text)),
		    c->connection->region.text);
}

void
check_govcloud(const struct check *c)
{
	const struct value *region = &c->connection->region;
	const struct tunnel *t;

	if (!value_known(region) || !region_is_govcloud(region->text))
		return;
	EACH_TUNNEL (c, t) {
		check_least(c, t, ALGORITHM_INTEGRITY,
		    &t->phase1_integrity_algorithms,
		    "Phase1IntegrityAlgorithms");
		check_least(c, t, ALGORITHM_INTEGRITY,
		    &t->phase2_integrity_algorithms,
		    "Phase2IntegrityAlgorithms");
		check_least(c, t, ALGORITHM_DH_GROUP,
		    &t->phase1_dh_group_numbers, "Phase1DHGroupNumbers");
		check_least(c, t, ALGORITHM_DH_GROUP,
		    &t->phase2_dh_group_numbers, "Phase2DHGroupNumbers");
	}
}
