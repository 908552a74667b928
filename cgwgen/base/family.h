/* SPDX-License-Identifier: ISC */
/* The groups of rules by words that can be typed. */
#ifndef CGWGEN_BASE_FAMILY_H
#define CGWGEN_BASE_FAMILY_H

#include <stddef.h>

struct family {
	const char *word;  /* "psk" */
	const char *group; /* as rules.def has it: "pre-shared key" */
};

/* One row for each group that a rule can have; cgwgen-lint(1) lists them. */
const struct family *family_rows(size_t *ret_count);

/* The group that WORD stands for, or NULL. */
const char *family_group(const char *word);

#endif
