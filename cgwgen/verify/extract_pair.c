/* SPDX-License-Identifier: ISC */
/* Which peers are one connection.  Floor: verify. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "verify/extract.h"

/* Whether both say the same, or one of them nothing. */
static bool
same_number(const struct value *a, const struct value *b)
{
	return !value_known(a) || !value_known(b) || a->u.number == b->u.number;
}

static bool
same_address(const struct value *a, const struct value *b)
{
	return !value_known(a) || !value_known(b) || ip_equal(a->u.ip, b->u.ip);
}

/* Whether routing and both ends are the same. */
static bool
have_ends(const struct likeness *a, const struct likeness *b)
{
	return a->form.is_static == b->form.is_static &&
	       a->form.six == b->form.six &&
	       same_number(&a->customer.asn, &b->customer.asn) &&
	       same_address(&a->customer.ip_address, &b->customer.ip_address) &&
	       same_number(&a->aws.asn, &b->aws.asn);
}

static bool
can_pair(const struct extract_peer *a, const struct extract_peer *b)
{
	if (a->partner >= 0 || b->partner >= 0)
		return false;
	if (a->id != NULL && b->id != NULL && strcmp(a->id, b->id) != 0)
		return false;
	/* Where a device has both peers in one statement, or numbers its
	 * tunnels, one may not be well explained alone. */
	return !a->good || !b->good || have_ends(&a->likeness, &b->likeness);
}

/* Whether two names differ in the number at their end alone, by one. */
static bool
are_neighbours(const char *a, const char *b)
{
	size_t length = strlen(a), other = strlen(b);
	long one, two;

	while (length > 0 && isdigit((unsigned char)a[length - 1]))
		length--;
	while (other > 0 && isdigit((unsigned char)b[other - 1]))
		other--;
	if (length != other || strncmp(a, b, length) != 0 ||
	    a[length] == '\0' || b[length] == '\0')
		return false;
	one = strtol(a + length, NULL, 10);
	two = strtol(b + length, NULL, 10);
	return one - two == 1 || two - one == 1;
}

/* How many names of both are neighbours, or one for both with a text in it. */
static size_t
kinship(const struct extract_peer *a, const struct extract_peer *b)
{
	const struct extract_name *one, *other;
	size_t i, k, kin = a->good == b->good;

	if (a->id != NULL && b->id != NULL)
		kin += 2 * EXTRACT_NAMES;
	/* Of several files each is mostly one connection's. */
	if (a->at.source == b->at.source)
		kin += EXTRACT_NAMES;
	for (i = 0; i < a->name_count; i++)
		for (k = 0; k < b->name_count; k++) {
			one = &a->names[i];
			other = &b->names[k];
			if (one->text != other->text ||
			    one->place != other->place)
				continue;
			kin += are_neighbours(one->name, other->name);
			break;
		}
	return kin;
}

void
extract_pair(struct extraction *extraction)
{
	struct extract_peer *peers = extraction->peers;
	size_t i, k, kin, most, best;

	for (i = 0; i < extraction->peer_count; i++) {
		best = extraction->peer_count;
		most = 0;
		for (k = i + 1; k < extraction->peer_count; k++) {
			if (!can_pair(&peers[i], &peers[k]))
				continue;
			/* The nearest one of those that are as near kin. */
			kin = kinship(&peers[i], &peers[k]);
			if (best < extraction->peer_count && kin <= most)
				continue;
			best = k;
			most = kin;
		}
		if (best == extraction->peer_count)
			continue;
		peers[i].partner = (int)best;
		peers[best].partner = (int)i;
	}
}
