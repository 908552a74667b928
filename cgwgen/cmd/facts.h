/* SPDX-License-Identifier: ISC */
/*
 * What the rules on fleets look at in a connection, and nothing else: the rows
 * that parts of a sharded lint write and its merge reads.  A rule that looks
 * at more needs a row more here, and the test tests/scripts/merge.sh fails
 * until it has one.
 */
#ifndef CGWGEN_CMD_FACTS_H
#define CGWGEN_CMD_FACTS_H

#include <stddef.h>

#include "base/digest.h"
#include "model/connection.h"
#include "model/field.h"

/* One value of a connection, tunnel or gateway. */
struct fact {
	const char *key; /* in the file */
	struct field field;
	bool placed; /* findings may point at it */
};

enum fact_owner { FACT_CONNECTION, FACT_TUNNEL, FACT_GATEWAY, FACT_OWNERS };

/* The rows of OWNER; the first one of a tunnel is its key. */
const struct fact *facts_of(enum fact_owner owner, size_t *ret_count);

/* The row of a static route's network, a range or a gateway's network, and
 * that of a route's state. */
extern const struct fact fact_network;
extern const struct fact fact_state;

/*
 * The secret that parts share, of LENGTH bytes, becomes the key of the digests
 * that stand for pre-shared keys: equal ones are seen, and who does not have
 * the secret cannot tell whether a guess is right.
 */
struct digest_key facts_key(const char *secret, size_t length);

/* Least characters of such a secret. */
#define FACTS_SECRET 32

/* DIGEST as 32 hexadecimal digits at RET. */
#define FACTS_DIGITS 33
void facts_digits(struct digest digest, char ret[FACTS_DIGITS]);

/* What shows that two parts have the same KEY. */
struct digest facts_check(const struct digest_key *key);

#endif
