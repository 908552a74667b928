/* SPDX-License-Identifier: ISC */
/* How much a configuration looks like a kind of device.  Floor: verify. */
#include "verify/guess.h"

#include "verify/peers.h"

/* The device's own words of LINE; *RET_RARE is the rarest one's list. */
static size_t
literals(const struct running *running, const struct expected_line *line,
    const uint32_t **ret_list, size_t *ret_count)
{
	const uint32_t *list;
	size_t i, count, found = 0;

	*ret_list = NULL;
	*ret_count = 0;
	for (i = 0; i < line->count; i++) {
		if (line->words[i].kind != EXPECTED_LITERAL)
			continue;
		list = running_find(running, line->words[i].id, &count);
		if (found == 0 || count < *ret_count) {
			*ret_list = list;
			*ret_count = count;
		}
		found++;
	}
	return found;
}

static bool
is_like(const struct expected_line *line, const struct running_line *other)
{
	size_t i;

	if (line->count != other->count)
		return false;
	for (i = 0; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_LITERAL &&
		    line->words[i].id != other->ids[i])
			return false;
	return true;
}

static size_t
share(const struct expected *expected, const struct running *running)
{
	const struct expected_line *line;
	size_t i, k, words, count, there = 0, total = 0;
	const uint32_t *list;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		words = literals(running, line, &list, &count);
		total += words;
		for (k = 0; k < count; k++)
			if (is_like(line, &running->lines[list[k]]))
				break;
		if (k < count)
			there += words;
	}
	return total == 0 ? 0 : there * GUESS_ALL / total;
}

size_t
guess_share(const struct verify_device *device, struct running *running)
{
	struct arena *scratch = arena_new();
	const struct likeness_form *forms;
	struct verification about;
	size_t count, i, found, most = 0;

	forms = peers_forms(device->profile, scratch, &count);
	for (i = 0; i < count; i++) {
		if (!likeness_expect(
			device, &forms[i], running, scratch, &about))
			continue;
		found = share(&about.expected, running);
		most = found > most ? found : most;
		verification_close(&about);
	}
	arena_free(scratch);
	return most;
}
