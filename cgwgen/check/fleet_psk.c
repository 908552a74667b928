/* SPDX-License-Identifier: ISC */
/* Keys that several connections share.  Floor 5. */
#include <string.h>

#include "base/digest.h"
#include "base/index.h"
#include "check/fleet_rules.h"

struct keys {
	struct digest_key secret;
	struct index index; /* to the connection's name */
};

static struct keys *
recall(const struct fleet_check *f)
{
	void **memory = &f->fleet->memory[f->check.rule];
	struct keys *keys = *memory;

	if (keys == NULL) {
		*memory = keys = ARENA_NEW(f->fleet->arena, struct keys);
		digest_key_make(&keys->secret);
	}
	return keys;
}

static void
check_tunnel(
    const struct fleet_check *f, struct keys *keys, const struct tunnel *t)
{
	const char *name = connection_name(f->check.connection), *key;
	void **place;

	key = t->pre_shared_key.text;
	place = index_place(&keys->index,
	    digest_make(&keys->secret, key, strlen(key)), f->fleet->arena);
	if (*place == NULL)
		*place = arena_string(f->fleet->arena, name);
	/* Both tunnels of one connection: CGW204. */
	else if (strcmp(*place, name) != 0)
		complain(&f->check, t, &t->pre_shared_key,
		    "%s has the same pre-shared key",
		    diag_quote(f->check.diags, *place));
}

void
fleet_psk_shared(const struct fleet_check *f)
{
	const struct tunnel *t;

	if (f->check.connection == NULL)
		return;
	EACH_TUNNEL (&f->check, t)
		if (tunnel_has_psk(t))
			check_tunnel(f, recall(f), t);
}
