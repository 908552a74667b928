/* SPDX-License-Identifier: ISC */
/* Runs the rules over a connection. */
#ifndef CGWGEN_CHECK_CHECK_H
#define CGWGEN_CHECK_CHECK_H

#include "base/diag.h"
#include "model/connection.h"

/*
 * Runs every rule of rules.def that has a function over CONNECTION, which
 * connection_complete() has been called for, and adds what they find.
 */
void check_connection(const struct connection *connection, struct diags *diags);

#endif
