/* SPDX-License-Identifier: ISC */
/* Example contexts, from the descriptors that are part of the program. */
#ifndef CGWGEN_RENDER_EXAMPLE_H
#define CGWGEN_RENDER_EXAMPLE_H

#include <stddef.h>

#include "base/arena.h"
#include "device/profile.h"
#include "template/value.h"

/* More than there are descriptors below examples/. */
#define EXAMPLE_LIMIT 8

/*
 * GIVEN, parameter_resolve()'s values, with an example in place of each that
 * nobody gave and that routing (static if IS_STATIC, else BGP) requires, as if
 * it were the profile's default: one of examples/parameters.yaml, else any
 * that the parameter takes.  In ARENA.
 */
const struct parameter_value *example_parameters(const struct profile *profile,
    const struct parameter_value *given, bool is_static, struct arena *arena);

/*
 * GIVEN, parameter_resolve()'s values, with an example for each that has no
 * value, required or not, and the other value of each flag that has its
 * default: with these a template prints what it prints on demand.  In ARENA.
 */
const struct parameter_value *example_options(const struct profile *profile,
    const struct parameter_value *given, struct arena *arena);

/*
 * Fills RET, which has room for EXAMPLE_LIMIT, with the contexts that the
 * device of PROFILE gets from the embedded examples that it can do, and
 * returns how many these are.  Parameters are those of
 * examples/parameters.yaml that the device has and takes, else its defaults.
 * All is in ARENA; nothing is reported.
 */
size_t example_contexts(
    const struct profile *profile, struct arena *arena, struct tvalue *ret);

#endif
