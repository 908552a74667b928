/* SPDX-License-Identifier: ISC */
/* Making a likeness like a configuration.  Floor: verify. */
#ifndef CGWGEN_VERIFY_SEARCH_H
#define CGWGEN_VERIFY_SEARCH_H

#include "verify/extract.h"
#include "verify/refit.h"

struct search {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;   /* of what is found */
	struct arena *scratch; /* of one try */
	const struct likeness_form *forms;
	size_t form_count;
	size_t form; /* that the last tunnel had */
};

/* What holding a likeness against the configuration came to. */
struct outcome {
	long score; /* the higher the more is explained */
	size_t found;
	size_t missing;
	size_t differences;
	struct refit refits[REFITS];
	size_t refit_count;
};

/* Holds LIKENESS against the configuration, with all memory in the scratch
 * arena, which is emptied first; false when it cannot be rendered for the
 * device.  The caller closes RET. */
bool search_hold(const struct search *search, const struct likeness *likeness,
    struct verification *ret);

/* False when LIKENESS cannot be rendered for the device. */
bool search_try(const struct search *search, const struct likeness *likeness,
    struct outcome *ret);

/*
 * Finds the likeness that explains most around COUNT addresses, which are
 * sorted; false when none can be rendered.
 */
bool search_peers(struct search *search, const struct ip *addresses,
    size_t count, struct likeness *ret, struct outcome *ret_outcome);

/* Finds what is done to the routes of LIKENESS, the best so far, which is
 * explained as OUTCOME says; both are made better. */
void search_policies(const struct search *search, struct likeness *likeness,
    struct outcome *outcome);

/*
 * Finds what no word tells (flags, sizes of windows) by trying, for
 * *RET_WHOLE, and forgets what the configuration does not tell in LIKENESS:
 * what could as well be something else.
 */
void search_certain(const struct search *search, struct likeness *likeness,
    struct likeness *ret_whole, struct outcome *outcome);

/* Fills the names of RET, and its id if a name has it; statements with what
 * only this likeness has are not taken for another one's from now on. */
void search_names(const struct search *search, const struct likeness *likeness,
    struct extract_peer *ret);

#endif
