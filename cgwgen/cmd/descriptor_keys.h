/* SPDX-License-Identifier: ISC */
/* The keys of cgwgen's own descriptor, for cgwgen-descriptor(5). */
#ifndef CGWGEN_CMD_DESCRIPTOR_KEYS_H
#define CGWGEN_CMD_DESCRIPTOR_KEYS_H

#include <stdbool.h>

/*
 * Prints the keys of SECTION as mdoc: "descriptor-tunnel", ...; for defaults
 * those that cannot stand there.  "descriptor-sections" prints the names of
 * all sections, one a line.  False when there is none of that name.
 */
bool descriptor_keys_print(const char *section);

/* Prints the JSON Schema of the descriptor. */
void descriptor_schema_print(void);

#endif
