/* SPDX-License-Identifier: ISC */
/* What templates see: the model and the device as template values. */
#ifndef CGWGEN_RENDER_CONTEXT_H
#define CGWGEN_RENDER_CONTEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/parameter.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/choice.h"
#include "template/value.h"

/* What a printed value is: the origin that template values carry. */
struct provenance {
	const char *scope;         /* "tunnels.1", "param", ... */
	const char *name;          /* "pre_shared_key" */
	const struct value *value; /* NULL when it was derived */
	bool secret;
};

/* The part that is the same for all connections of a run: "device" and
 * "param". */
struct context_base {
	struct tvalue device;
	struct tvalue param;
};

/* Builds the common part in ARENA; PARAMETERS are parameter_resolve()'s. */
struct context_base context_base(const struct profile *profile,
    const struct parameter_value *parameters, struct arena *arena);

/*
 * The context of one connection, as cgwgen-device(5) describes it, in ARENA.
 * CHOICES has one entry per tunnel.  False after CGW608, CGW609 and CGW610
 * findings: nothing is published that a template must not print.
 */
bool context_build(const struct connection *connection,
    const struct choice *choices, const struct profile *profile,
    const struct context_base *base, struct arena *arena, struct diags *diags,
    struct tvalue *ret);

#endif
