/* SPDX-License-Identifier: ISC */
/* AWS tunnel options given as NAME=VALUE, for what the XML does not carry. */
#ifndef CGWGEN_READ_TUNNEL_OPTION_H
#define CGWGEN_READ_TUNNEL_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "model/connection.h"
#include "model/field.h"

/* One option, ready to be applied to any number of connections. */
struct tunnel_option {
	const struct field *field;
	struct value value;
};

/*
 * Reads SOURCE, which holds one "NAME=VALUE[,VALUE]" in AWS's names.  False
 * after a CGW801 or CGW802 finding.  Texts live in ARENA.
 */
bool tunnel_option_read(const struct source *source, struct arena *arena,
    struct diags *diags, struct tunnel_option *ret);

/* Gives every tunnel of CONNECTION these options; the last of a name wins. */
void tunnel_options_apply(const struct tunnel_option *options, size_t count,
    struct connection *connection);

#endif
