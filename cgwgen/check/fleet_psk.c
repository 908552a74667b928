/* SPDX-License-Identifier: ISC */
/* Keys that several connections share.  Floor 5. */
#include "check/fleet_rules.h"

void
fleet_psk_shared(const struct fleet_check *f)
{
	const struct fleet_member *other;
	const struct tunnel *t;
	void **slot;

	if (f->self == NULL)
		return;
	EACH_TUNNEL (&f->check, t) {
		if (!tunnel_has_psk(t))
			continue;
		slot = fleet_slot_text(f, t->pre_shared_key.text);
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
