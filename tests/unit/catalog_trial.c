/* SPDX-License-Identifier: ISC */
/* A catalogue that findings are told of. */
#include "catalog_trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct catalog_trial
catalog_trial_open(const char *directory)
{
	struct catalog_trial trial = { .arena = arena_new() };

	trial.diags = diags_new(trial.arena, 0);
	trial.catalog =
	    catalog_open(&directory, directory != NULL ? 1 : 0, trial.diags);
	assert_non_null(trial.catalog);
	return trial;
}

void
catalog_trial_close(struct catalog_trial *trial)
{
	catalog_free(trial->catalog);
	source_free(trial->source);
	arena_free(trial->arena);
}
