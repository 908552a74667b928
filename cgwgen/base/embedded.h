/* SPDX-License-Identifier: ISC */
/*
 * The files that are part of the program.  scripts/embed makes the C file
 * that defines the array.
 */
#ifndef CGWGEN_BASE_EMBEDDED_H
#define CGWGEN_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *path;  /* "devices/cisco-iosxe.yaml", from the top */
	const char *bytes; /* NUL-terminated after length bytes */
	size_t length;
};

/* In the order in which scripts/embed was given them. */
extern const struct embedded embedded_files[];
extern const size_t embedded_count;

/* The file called PATH, or NULL. */
const struct embedded *embedded_find(const char *path);

#endif
