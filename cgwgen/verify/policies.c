/* SPDX-License-Identifier: ISC */
/*
 * What a device does to a connection's routes, found by trying: with the right
 * value more of the configuration is explained.  Floor: verify.
 */
#include "model/field.h"
#include "verify/search.h"

/* The largest as_path_prepend that descriptors have. */
#define PREPENDS 8
/* A number that nobody gave is tried; what stands in its place is read. */
#define UNLIKELY 3999999979

#define SLOT(member) offsetof(struct likeness_policy, member)

struct finder {
	const struct search *search;
	struct likeness *likeness;
	struct outcome *outcome;
};

static struct likeness
with(const struct likeness *likeness, size_t offset, uint32_t number)
{
	struct likeness next = *likeness;

	*likeness_slot(&next, LIKENESS_POLICY, 0, offset) =
	    (struct value){ .origin = ORIGIN_DESCRIPTOR,
		    .u = { .number = number } };
	return next;
}

/* Takes NUMBER if it explains more. */
static bool
take(const struct finder *finder, size_t offset, uint32_t number)
{
	struct likeness next = with(finder->likeness, offset, number);
	struct outcome other;

	if (!search_try(finder->search, &next, &other) ||
	    other.score <= finder->outcome->score)
		return false;
	*finder->likeness = next;
	*finder->outcome = other;
	return true;
}

/* Each count is another statement. */
static bool
find_count(const struct finder *finder)
{
	bool better = false;
	uint32_t number;

	for (number = 1; number <= PREPENDS; number++)
		better |= take(finder, SLOT(as_path_prepend), number);
	return better;
}

static bool
find_number(const struct finder *finder, size_t offset)
{
	const struct likeness next = with(finder->likeness, offset, UNLIKELY);
	struct outcome other;
	size_t i;

	if (!search_try(finder->search, &next, &other))
		return false;
	for (i = 0; i < other.refit_count; i++)
		if (other.refits[i].part == LIKENESS_POLICY &&
		    other.refits[i].offset == offset &&
		    take(finder, offset, other.refits[i].value.u.number))
			return true;
	return false;
}

static bool
find_each(const struct finder *finder)
{
	const struct profile *profile = finder->search->device->profile;
	bool better = false;

	better |= profile->prepends && find_count(finder);
	better |= profile->sets_med && find_number(finder, SLOT(med));
	better |= profile->sets_preference &&
		  find_number(finder, SLOT(local_preference));
	return better;
}

void
search_policies(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	const struct finder finder = { search, likeness, outcome };

	/* One may be seen only where another one is known. */
	while (!likeness->form.is_static && find_each(&finder))
		continue;
}
