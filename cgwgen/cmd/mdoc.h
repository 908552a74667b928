/* SPDX-License-Identifier: ISC */
/* Text for generated parts of the manual. */
#ifndef CGWGEN_CMD_MDOC_H
#define CGWGEN_CMD_MDOC_H

/* Prints TEXT, plain ASCII, as mdoc in short lines; a new sentence begins a
 * new line. */
void mdoc_print(const char *text);

/* Prints TEXT, lines of plain ASCII, as a display that shows them as they
 * are. */
void mdoc_literal(const char *text);

#endif
