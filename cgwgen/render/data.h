/* SPDX-License-Identifier: ISC */
/* Data files for templates: YAML and JSON become template values. */
#ifndef CGWGEN_RENDER_DATA_H
#define CGWGEN_RENDER_DATA_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "template/value.h"

/*
 * Reads SOURCE, JSON or YAML by PATH's suffix (.json; .yaml, .yml) or,
 * without one, by its first character ('{' and '[': JSON), and adds the
 * entries of its mapping to CONTEXT, a dict, in place of those of one name.
 * Values borrow from ARENA.  Forbids quoting SOURCE: a value may be secret.
 *
 * Plain scalars follow the core schema of YAML 1.2: null, true and false
 * (in three spellings each; yes, no, on and off are texts), decimal, 0o and
 * 0x integers, and floats.  Keys have types like values; those of the top
 * level must be strings.  A CGW012 finding and false for integers beyond 64
 * bits, floats beyond a double, decimal integers with leading zeros (octal to
 * programs of YAML 1.1), and keys that are equal only as values; else CGW003,
 * CGW004, CGW008, CGW009 or CGW011.
 */
bool data_read(struct source *source, const char *path, struct arena *arena,
    const struct tvalue *context, struct diags *diags);

#endif
