/* SPDX-License-Identifier: ISC */
/* Pre-shared keys as devices show them.  Floor: verify. */
#ifndef CGWGEN_VERIFY_KEY_H
#define CGWGEN_VERIFY_KEY_H

#include <stdbool.h>

#include "base/arena.h"
#include "device/profile.h"
#include "verify/expected.h"
#include "verify/same.h"

enum key_verdict {
	KEY_SAME,
	KEY_DIFFERENT,
	KEY_HIDDEN /* shown in a way that nobody can read back */
};

/*
 * Whether the device's SHOWN is the key EXPECTED.  What Cisco calls type 7
 * and Junos' $9$ are public encodings and are read back; hashes, other
 * encryption and asterisks are not.
 */
enum key_verdict key_compare(struct slice expected, struct slice shown);

/*
 * The key that the device's SHOWN is, in ARENA, which is wiped in the end;
 * NULL when it cannot be read back or is none that AWS takes.
 */
const char *key_read(struct slice shown, struct arena *arena);

/* Whether the device of PROFILE may leave the key of LINE out of what it
 * prints. */
bool key_is_left_out(
    const struct profile *profile, const struct expected_line *line);

#endif
