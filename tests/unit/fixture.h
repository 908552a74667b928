/* SPDX-License-Identifier: ISC */
/* What several unit tests need: a connection and a device, read for real. */
#ifndef CGWGEN_TESTS_FIXTURE_H
#define CGWGEN_TESTS_FIXTURE_H

#include "device/catalog.h"
#include "read/inventory.h"
#include "render/render.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct catalog *catalog;
	struct inventory *reader;
	struct source *source;
	struct source *set;
	struct source *kept[8]; /* others that findings point into */
	size_t kept_count;
};

/* cmocka's setup and teardown; the state is a struct fixture. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* Reads tests/rules/base/NAME.xml after replacing the first OLD by NEW (both
 * may be NULL), and completes it. */
struct connection *fixture_connection(
    struct fixture *f, const char *name, const char *old, const char *new);

const struct profile *fixture_profile(struct fixture *f, const char *id);

/* The profile's parameters with SET ("NAME=VALUE" or NULL) and defaults. */
const struct parameter_value *fixture_parameters(
    struct fixture *f, const struct profile *profile, const char *set);

/* A source that lives as long as the fixture; at most eight. */
struct source *fixture_source(
    struct fixture *f, const char *name, const char *text);

/* How many findings of RULE there are. */
size_t fixture_found(const struct fixture *f, enum rule_id rule);

/* The message of the first finding of RULE, or "". */
const char *fixture_message(const struct fixture *f, enum rule_id rule);

#endif
