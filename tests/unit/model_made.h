/* SPDX-License-Identifier: ISC */
/* Connections made by hand, for the tests of what shows and compares them. */
#ifndef TESTS_UNIT_MODEL_MADE_H
#define TESTS_UNIT_MODEL_MADE_H

#include <stdio.h>

#include "fixture.h"

#define MODEL_NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What a value says, and where it is from. */
void model_say(struct value *value, enum origin origin, const char *text);
void model_say_number(struct value *value, enum origin origin, uint32_t number);
void model_say_ip(struct value *value, enum origin origin, const char *text);
void model_say_prefix(
    struct value *value, enum origin origin, const char *text);
void model_say_set(struct value *value, enum origin origin,
    enum algorithm_kind kind, const char *const *names);
void model_make_tunnel(
    struct tunnel *tunnel, const char *outside, const char *inside);

/* A connection as the EC2 API would describe it. */
struct connection *model_make_connection(struct fixture *f, const char *id);
void model_add_route(struct fixture *f, struct connection *c, const char *text);

/* What WRITE, called with HOST, prints. */
const char *model_printed(struct fixture *f,
    void (*write)(struct fixture *, FILE *, void *), void *host);

/* That TEXT has PART, or has not. */
void model_assert_holds(const char *text, const char *part);
void model_assert_lacks(const char *text, const char *part);

#endif
