/* SPDX-License-Identifier: ISC */
/* The built-ins of the template language, for cgwgen-template(7). */
#ifndef CGWGEN_CMD_LANGUAGE_H
#define CGWGEN_CMD_LANGUAGE_H

#include <stdbool.h>

/*
 * Prints the list of SECTION as mdoc: "filters", "network-filters", "strings"
 * for the methods of strings, "queries" for those of addresses; "sections"
 * prints the names of all sections, one a line.  False when there is none of
 * that name.
 */
bool language_print(const char *section);

#endif
