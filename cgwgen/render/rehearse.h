/* SPDX-License-Identifier: ISC */
/* What rendering would refuse, said without rendering. */
#ifndef CGWGEN_RENDER_REHEARSE_H
#define CGWGEN_RENDER_REHEARSE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/parameter.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/choice.h"

/*
 * Chooses algorithms for every tunnel of CONNECTION into an array in ARENA.
 * NULL after findings (see choose_within(), also for LIMITS).
 */
const struct choice *rehearse_choices(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *parameters,
    const struct choice_limits *limits, struct arena *arena,
    struct diags *diags);

/*
 * Holds CONNECTION, which connection_complete() has been called for, against
 * a device and adds every finding that render_connection() would, but those
 * about what is not known (CGW609, CGW610): rules of lint say that.
 * PARAMETERS are parameter_resolve()'s; unless GIVEN they are the profile's
 * own, and it is no fault that one is missing (CGW604, CGW605).
 */
void rehearse(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *parameters,
    bool given, const struct choice_limits *limits, struct arena *arena,
    struct diags *diags);

#endif
