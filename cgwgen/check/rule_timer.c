/* SPDX-License-Identifier: ISC */
/* Rules on timers (CGW419, CGW422, CGW425, CGW509).  Floor 5. */
#include "check/rules.h"

void
check_dpd_usual(const struct check *c)
{
	uint64_t interval, retries;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (!value_known(&t->dpd_interval) ||
		    !value_known(&t->dpd_retries))
			continue;
		interval = t->dpd_interval.u.number;
		retries = t->dpd_retries.u.number;
		/* Less than 30 seconds, or one try, is CGW410's. */
		if ((interval == 10 && retries == 3) ||
		    interval * retries < 30 || retries < 2)
			continue;
		complain(c, t, &t->dpd_interval,
		    "dead peers are looked for every %u seconds, %u times, not "
		    "every 10 seconds 3 times",
		    (unsigned)interval, (unsigned)retries);
	}
}

void
check_rekey_window(const struct check *c)
{
	const struct value *margin, *fuzz, *lifetime;
	const struct tunnel *t;
	uint64_t early;

	EACH_TUNNEL (c, t) {
		margin = &t->rekey_margin_time_seconds;
		fuzz = &t->rekey_fuzz_percentage;
		lifetime = &t->phase2_lifetime_seconds;
		/* What is out of its range has rules of its own. */
		if (!value_known(margin) || !value_known(fuzz) ||
		    !value_known(lifetime) || fuzz->u.number > 100 ||
		    lifetime->u.number < 900 ||
		    margin->u.number > lifetime->u.number / 2)
			continue;
		early =
		    (uint64_t)margin->u.number * (100 + fuzz->u.number) / 100;
		if (early < lifetime->u.number)
			continue;
		complain(c, t, margin,
		    "RekeyMarginTimeSeconds %u and RekeyFuzzPercentage %u "
		    "renew phase 2 up to %u seconds before its end, and it "
		    "lasts %u",
		    (unsigned)margin->u.number, (unsigned)fuzz->u.number,
		    (unsigned)early, (unsigned)lifetime->u.number);
	}
}

void
check_dpd_none(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (is_text(&t->dpd_timeout_action, "none"))
			complain(c, t, &t->dpd_timeout_action,
			    "DPDTimeoutAction is none");
}

static void
check_hold_usual(
    const struct check *c, const struct tunnel *t, const struct value *hold)
{
	/* What BGP does not allow is CGW507's. */
	if (value_known(hold) && hold->u.number != 30 && hold->u.number >= 3 &&
	    hold->u.number <= 65535)
		complain(c, t, hold,
		    "BGP hold time is %u seconds, not 30 as AWS has it",
		    (unsigned)hold->u.number);
}

void
check_bgp_hold_usual(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_hold_usual(c, t, &t->customer_bgp_hold_time);
		check_hold_usual(c, t, &t->bgp_hold_time);
	}
}
