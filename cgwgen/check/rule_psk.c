/* SPDX-License-Identifier: ISC */
/* Rules on pre-shared keys (CGW2xx).  A key is looked at and never shown.
 * Floor 5. */
#include <string.h>

#include "check/rules.h"

#define PSK_MIN 8
#define PSK_MAX 64

void
check_psk_length(const struct check *c)
{
	const struct tunnel *t;
	size_t length;

	EACH_TUNNEL (c, t) {
		if (!tunnel_has_psk(t))
			continue;
		length = strlen(t->pre_shared_key.text);
		if (length < PSK_MIN || length > PSK_MAX)
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key is too %s; AWS takes %d to %d "
			    "characters",
			    length < PSK_MIN ? "short" : "long", PSK_MIN,
			    PSK_MAX);
	}
}

void
check_psk_alphabet(const struct check *c)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789._";
	const struct tunnel *t;
	const char *key;
	size_t good;

	EACH_TUNNEL (c, t) {
		if (!tunnel_has_psk(t))
			continue;
		key = t->pre_shared_key.text;
		good = strspn(key, alphabet);
		if (key[good] != '\0')
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key holds a character that AWS does "
			    "not take, at position %zu",
			    good + 1);
	}
}

void
check_psk_leading_zero(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (tunnel_has_psk(t) && t->pre_shared_key.text[0] == '0')
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key begins with 0");
}

static bool
same_psk(const struct tunnel *a, const struct tunnel *b)
{
	return tunnel_has_psk(a) && tunnel_has_psk(b) &&
	       strcmp(a->pre_shared_key.text, b->pre_shared_key.text) == 0;
}

void
check_psk_reused(const struct check *c)
{
	const struct tunnel *t, *other;

	EACH_TUNNEL (c, t) {
		other = earlier_tunnel(c, t, same_psk);
		if (other != NULL)
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key is the same as tunnel %s's",
			    tunnel_label(c, other));
	}
}

/* A key that was written and could not be read. */
static bool
was_reported(const struct value *key)
{
	return value_missing(key) && key->text != NULL;
}

void
check_psk_withheld(const struct check *c)
{
	const struct tunnel *t;

	if (connection_has_certificate(c->connection))
		return;
	EACH_TUNNEL (c, t)
		if (!tunnel_has_psk(t) && !was_reported(&t->pre_shared_key) &&
		    t->pre_shared_key.origin != ORIGIN_LATER)
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key is not in the descriptor");
}
