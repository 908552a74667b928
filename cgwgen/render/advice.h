/* SPDX-License-Identifier: ISC */
/* What a device's parameters do not go well with. */
#ifndef CGWGEN_RENDER_ADVICE_H
#define CGWGEN_RENDER_ADVICE_H

#include "base/diag.h"
#include "device/parameter.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/choice.h"

/*
 * Adds warnings where PARAMETERS, parameter_resolve()'s for PROFILE, can be
 * rendered but do not suit CONNECTION: CGW613 and CGW654.  CHOICES has one
 * entry per tunnel.
 */
void advise(const struct connection *connection, const struct profile *profile,
    const struct parameter_value *parameters, const struct choice *choices,
    struct diags *diags);

#endif
