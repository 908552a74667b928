/* SPDX-License-Identifier: ISC */
/* Keys that several connections share.  Floor 5. */
#include "check/fleet_rules.h"

void
fleet_psk_shared(const struct fleet_check *f)
{
	const struct fleet_member *other;
	const struct fleet_tunnel *known;
	const struct tunnel *t;
	void **slot;

	if (f->self == NULL)
		return;
	EACH_TUNNEL (&f->check, t) {
		known = fleet_tunnel(f, t);
		if (!known->has_psk)
			continue;
		slot = fleet_slot_text(f, known->psk);
		other = *slot;
		/* Both tunnels of one connection: CGW204. */
		if (other != NULL && other != f->self)
			complain(&f->check, t, &t->pre_shared_key,
			    "%s has the same pre-shared key (%s)", other->name,
			    fleet_where(f, other));
		if (other == NULL)
			*slot = (void *)f->self;
	}
}
