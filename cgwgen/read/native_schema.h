/* SPDX-License-Identifier: ISC */
/* The JSON Schema of cgwgen's own descriptor, from the tables of its keys. */
#ifndef CGWGEN_READ_NATIVE_SCHEMA_H
#define CGWGEN_READ_NATIVE_SCHEMA_H

#include "base/buf.h"

/*
 * Adds the schema, draft 2020-12, to BUF: schemas/descriptor.schema.json.  It
 * is for editors; the reader checks by the same tables itself, because its
 * messages say more.
 */
void native_schema(struct buf *buf);

#endif
