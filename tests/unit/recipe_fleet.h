/* SPDX-License-Identifier: ISC */
/* Connections that differ in what those of a fleet do. */
#ifndef TESTS_UNIT_RECIPE_FLEET_H
#define TESTS_UNIT_RECIPE_FLEET_H

#include "fixture.h"
#include "random_model.h"

/* Connection NUMBER of a fleet of those like BASE; some differ in more than
 * names and addresses. */
struct connection *recipe_fleet_vary(struct fixture *f, struct maker *maker,
    const struct connection *base, unsigned number);

#endif
