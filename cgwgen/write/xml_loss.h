/* SPDX-License-Identifier: ISC */
/* What is lost with AWS's XML; for xml.c. */
#ifndef CGWGEN_WRITE_XML_LOSS_H
#define CGWGEN_WRITE_XML_LOSS_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/connection.h"

/* One CGW908 note that counts the values, other than AWS's defaults, that are
 * known and in no element, if there are any. */
void xml_note_losses(const struct connection *connection, struct arena *arena,
    struct diags *diags);

#endif
