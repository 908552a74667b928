/* SPDX-License-Identifier: ISC */
/* The examples of rules as people read them. */
#ifndef CGWGEN_REPORT_SAMPLE_H
#define CGWGEN_REPORT_SAMPLE_H

#include "base/buf.h"
#include "base/rule.h"

/* Adds what EXAMPLE is a part of: "in a descriptor", "a command". */
void sample_place(struct buf *buf, const struct rule_example *example);

/*
 * Adds the lines of TEXT, which is the example's bad or good one, each behind
 * INDENT and with a line end.  A path that is to be removed is said to be left
 * out.
 */
void sample_lines(struct buf *buf, const struct rule_example *example,
    const char *text, const char *indent);

/* Adds EXAMPLE, which may be an empty row, as Markdown that follows other
 * paragraphs. */
void sample_markdown(struct buf *buf, const struct rule_example *example);

#endif
