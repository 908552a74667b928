/* SPDX-License-Identifier: ISC */
/* What is said of an input that is no descriptor. */
#ifndef CGWGEN_READ_STRANGER_H
#define CGWGEN_READ_STRANGER_H

#include <stdbool.h>

#include "read/format.h"

/*
 * Whether SOURCE is something that is known not to be a descriptor and is
 * often taken for one: a sample configuration, a key, a page of HTML, …
 * Then there is a CGW005 finding.
 */
bool stranger_known(struct reading *reading, struct source *source);

/* A CGW005 finding: text whose syntax is none that any format has. */
void stranger_text(struct reading *reading, struct source *source);

/*
 * A CGW005 finding: DOCUMENT is of no format, or not of FORMAT where that is
 * not NULL.
 */
void stranger_document(struct reading *reading, const struct document *document,
    const struct input_format *format);

/* A CGW005 finding: DOCUMENT is of FORMAT, which is read too late. */
void stranger_late(struct reading *reading, const struct document *document,
    const struct input_format *format);

#endif
