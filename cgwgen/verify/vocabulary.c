/* SPDX-License-Identifier: ISC */
/* A device's words for algorithms, read back.  Floor: verify. */
#include "verify/vocabulary.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	enum algorithm_kind kind;
} kinds[] = {
	{ "encryption", ALGORITHM_ENCRYPTION },
	{ "encryption_name", ALGORITHM_ENCRYPTION },
	{ "integrity", ALGORITHM_INTEGRITY },
	{ "integrity_name", ALGORITHM_INTEGRITY },
	{ "dh_group", ALGORITHM_DH_GROUP },
	{ "dh_group_number", ALGORITHM_DH_GROUP },
	{ "ike_version", ALGORITHM_IKE_VERSION },
};

bool
vocabulary_kind(const struct provenance *what, enum algorithm_kind *ret,
    unsigned *ret_phase)
{
	const char *phase = strstr(what->scope, ".phase");
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, what->name) != 0)
			continue;
		*ret = kinds[i].kind;
		*ret_phase =
		    phase != NULL && strcmp(phase, ".phase2") == 0 ? 2 : 1;
		return phase != NULL || kinds[i].kind == ALGORITHM_IKE_VERSION;
	}
	return false;
}

/* TEXT without what devices put before the number of a group. */
static struct slice
bare_group(struct slice text)
{
	static const char *const heads[] = { "dh-group", "group", "dh" };
	size_t i, length;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		length = strlen(heads[i]);
		if (text.length > length &&
		    strncasecmp(text.text, heads[i], length) == 0)
			return (struct slice){ text.text + length,
				text.length - length };
	}
	return text;
}

static bool
names(enum algorithm_kind kind, unsigned index, struct slice text)
{
	const struct algorithm *algorithm = algorithm_get(kind, index);
	struct slice name = { algorithm->name, strlen(algorithm->name) };
	char number[16];

	if (slice_means(name, text))
		return true;
	if (kind != ALGORITHM_IKE_VERSION && kind != ALGORITHM_DH_GROUP)
		return false;
	/* A group that the profile cannot do has a name all the same. */
	if (kind == ALGORITHM_DH_GROUP)
		text = bare_group(text);
	snprintf(number, sizeof(number), "%u", algorithm->number);
	return slice_equal(text, (struct slice){ number, strlen(number) });
}

static algorithm_set
find_one(const struct profile *profile, unsigned phase,
    enum algorithm_kind kind, struct slice text)
{
	const struct profile_algorithms *can;
	algorithm_set found = 0;
	unsigned version, i;

	for (i = 0; i < algorithm_count(kind); i++) {
		if (names(kind, i, text))
			found |= (algorithm_set)1 << i;
		for (version = 1; version <= 2; version++) {
			if (kind == ALGORITHM_IKE_VERSION)
				break;
			can = profile_can(profile, version, phase, kind);
			if (can->spelling[i] == NULL)
				continue;
			if (slice_means((struct slice){ can->spelling[i],
					    strlen(can->spelling[i]) },
				text))
				found |= (algorithm_set)1 << i;
		}
	}
	return found;
}

algorithm_set
vocabulary_find(const struct profile *profile, unsigned phase,
    enum algorithm_kind kind, struct slice text)
{
	const char *comma;
	struct slice first = text;
	algorithm_set found = 0;

	do {
		comma = memchr(text.text, ',', text.length);
		first.text = text.text;
		first.length =
		    comma != NULL ? (size_t)(comma - text.text) : text.length;
		found |= find_one(profile, phase, kind, first);
		text.text += first.length + (comma != NULL);
		text.length -= first.length + (comma != NULL);
	} while (comma != NULL);
	return found;
}

const char *
vocabulary_names(
    enum algorithm_kind kind, algorithm_set set, struct arena *arena)
{
	const char *text = "";
	unsigned i;

	for (i = 0; i < algorithm_count(kind); i++)
		if ((set >> i & 1) != 0)
			text = arena_printf(arena, "%s%s%s", text,
			    *text != '\0' ? ", " : "",
			    algorithm_get(kind, i)->name);
	return text;
}
