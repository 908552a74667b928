/* SPDX-License-Identifier: ISC */
/*
 * Rules of their own for what matters to a VPN around its parameters: dead
 * peer detection, the DF bit, the MSS, NAT, firewalls.  What is missing or
 * differs on the device says which; no device is described.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_HYGIENE_H
#define CGWGEN_VERIFY_HYGIENE_H

#include "base/rule.h"
#include "verify/verify.h"

/* The rule for the expected statement LINE, which the device lacks;
 * FALLBACK when none of these is meant. */
enum rule_id hygiene_missing(const struct verification *about,
    const struct expected_line *line, enum rule_id fallback);

/* The rule for DIFFERENCE, whose value should be WANTED. */
enum rule_id hygiene_difference(const struct verification *about,
    const struct difference *difference, const char *wanted,
    enum rule_id fallback);

/* The rule for LINE, which the device has of the connection besides. */
enum rule_id hygiene_extra(
    const struct running_line *line, enum rule_id fallback);

#endif
