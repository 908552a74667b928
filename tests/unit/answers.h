/* SPDX-License-Identifier: ISC */
/* Documents in JSON and YAML taken into an inventory, for the tests of their
 * readers. */
#ifndef CGWGEN_TESTS_ANSWERS_H
#define CGWGEN_TESTS_ANSWERS_H

#include "read/inventory.h"

#define ANSWERS_LIMIT 4

struct answers {
	struct inventory *inventory;
	struct arena *arena;
	struct diags *diags;
	struct source *sources[ANSWERS_LIMIT];
	size_t count;
};

struct answers answers_open(void);
void answers_close(struct answers *answers);

/* TEXT with every ' as ", as a source. */
struct source *answers_quoted(const char *text);

/* Takes over SOURCE; what inventory_add() says of it. */
bool answers_take(struct answers *answers, struct source *source);

/* The next connection, which must be there; NULL when it is passed over. */
struct connection *answers_next(struct answers *answers);

/* Takes the quoted TEXT and returns its first connection. */
struct connection *answers_read(struct answers *answers, const char *text);

/* The records of the kinds from FIRST up to LAST, without that one, a line
 * each, with all that is known of them. */
const char *answers_estate(struct answers *answers, size_t first, size_t last);

/* Nothing was found, or one thing, which is RULE. */
void answers_silent(const struct answers *answers);
const struct finding *answers_finding(
    const struct answers *answers, enum rule_id rule);

#endif
