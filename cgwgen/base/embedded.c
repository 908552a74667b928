/* SPDX-License-Identifier: ISC */
/* The files that are part of the program.  Ground floor. */
#include "base/embedded.h"

#include <string.h>

const struct embedded *
embedded_find(const char *path)
{
	size_t i;

	for (i = 0; i < embedded_count; i++)
		if (strcmp(embedded_files[i].path, path) == 0)
			return &embedded_files[i];
	return NULL;
}
