/* SPDX-License-Identifier: ISC */
/* Rules on pre-shared keys (CGW2xx).  A key is looked at and never shown.
 * Floor 5. */
#include <string.h>

#include "base/psk.h"
#include "check/rules.h"
#include "check/strength.h"

/* The verdict on a key that AWS takes, else WEAK_UNKNOWN: what it refuses is
 * reported by rules of its own. */
static enum weakness
weakness_of(const struct check *c, const struct tunnel *t)
{
	unsigned char *slot = &c->weaknesses[t - c->connection->tunnels];
	const char *key = t->pre_shared_key.text;
	enum weakness weakness;

	if (*slot == 0) {
		weakness = tunnel_has_psk(t) && key[0] != '0'
			       ? strength_weakness(key)
			       : WEAK_UNKNOWN;
		*slot = (unsigned char)(weakness + 1);
	}
	return (enum weakness)(*slot - 1);
}

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
	const struct tunnel *t;
	const char *key;
	size_t good;

	EACH_TUNNEL (c, t) {
		if (weakness_of(c, t) != WEAK_UNKNOWN || !tunnel_has_psk(t))
			continue;
		key = t->pre_shared_key.text;
		good = psk_span(key);
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

static bool
is_withheld(const struct tunnel *t)
{
	return !tunnel_has_psk(t) && !was_reported(&t->pre_shared_key) &&
	       t->pre_shared_key.origin != ORIGIN_LATER;
}

void
check_psk_withheld(const struct check *c)
{
	size_t count = c->connection->tunnel_count, withheld = 0;
	const struct tunnel *t;

	if (connection_has_certificate(c->connection))
		return;
	EACH_TUNNEL (c, t)
		withheld += is_withheld(t);
	EACH_TUNNEL (c, t) {
		if (!is_withheld(t))
			continue;
		if (withheld != count || count == 1) {
			complain(c, t, &t->pre_shared_key,
			    "pre-shared key is not in the descriptor");
			continue;
		}
		complain(c, NULL,
		    t->pre_shared_key.at.source != NULL ? &t->pre_shared_key
							: NULL,
		    "pre-shared keys are not in the descriptor");
		return;
	}
}

bool
psk_is_sound(const struct check *c, const struct tunnel *t)
{
	return weakness_of(c, t) == WEAK_NOT;
}

/*
 * Complains of the keys whose weakness is from FIRST to LAST.  A key is
 * reported once, for the first reason that there is, and the messages tell
 * nothing that would help in guessing it.
 */
static void
complain_of_weak(const struct check *c, enum weakness first, enum weakness last)
{
	static const char *const what[] = {
		[WEAK_EXAMPLE] = "is a placeholder",
		[WEAK_REPEATED] = "repeats one short piece",
		[WEAK_ONE_KIND] = "has one kind of characters only",
		[WEAK_WORDS] = "is mostly common words or keyboard patterns",
		[WEAK_BITS] = "has less than 112 bits of entropy, by estimate",
	};
	const struct tunnel *t;
	enum weakness weakness;

	EACH_TUNNEL (c, t) {
		weakness = weakness_of(c, t);
		if (weakness >= first && weakness <= last)
			complain(c, t, &t->pre_shared_key, "pre-shared key %s",
			    what[weakness]);
	}
}

void
check_psk_entropy(const struct check *c)
{
	complain_of_weak(c, WEAK_BITS, WEAK_BITS);
}

void
check_psk_pattern(const struct check *c)
{
	complain_of_weak(c, WEAK_REPEATED, WEAK_WORDS);
}

void
check_psk_example(const struct check *c)
{
	complain_of_weak(c, WEAK_EXAMPLE, WEAK_EXAMPLE);
}
