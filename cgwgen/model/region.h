/* SPDX-License-Identifier: ISC */
/* AWS Regions by their names. */
#ifndef CGWGEN_MODEL_REGION_H
#define CGWGEN_MODEL_REGION_H

#include <stdbool.h>

#include "base/arena.h"

/* Whether TEXT has the form of a Region's name, such as eu-central-1 or
 * us-gov-west-1: small letters in parts, the last part a number. */
bool region_is_name(const char *text);

/*
 * The Region in an ARN, "arn:PARTITION:SERVICE:REGION:ACCOUNT:...", in ARENA;
 * NULL when TEXT is no ARN or one of a service without Regions.
 */
const char *region_of_arn(const char *text, struct arena *arena);

/* Whether it is one of AWS GovCloud (US). */
bool region_is_govcloud(const char *name);

/* Whether AWS has tunnels of large bandwidth there, as of 2026-08. */
bool region_has_large(const char *name);

#endif
