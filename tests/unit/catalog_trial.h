/* SPDX-License-Identifier: ISC */
/* A catalogue of devices, opened for a test. */
#ifndef CGWGEN_TESTS_CATALOG_TRIAL_H
#define CGWGEN_TESTS_CATALOG_TRIAL_H

#include "device/catalog.h"

struct catalog_trial {
	struct arena *arena;
	struct diags *diags;
	struct catalog *catalog;
	struct source *source; /* of the test, or NULL */
};

/* With what is built in and below DIRECTORY, which may be NULL. */
struct catalog_trial catalog_trial_open(const char *directory);
void catalog_trial_close(struct catalog_trial *trial);

#endif
