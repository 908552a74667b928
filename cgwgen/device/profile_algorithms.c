/* SPDX-License-Identifier: ISC */
/* The part of a profile that says which algorithms a device can do and how
 * it spells them.  Floor 4. */
#include <string.h>

#include "device/profile_read.h"

/* The index of AWS's NAME, in AWS's very spelling; -1 after a finding. */
static int
find(struct profile_reader *reader, enum algorithm_kind kind, const char *name,
    struct pos at)
{
	const char *names[PROFILE_ALGORITHMS], *near = NULL;
	int index = algorithm_find(kind, name);
	unsigned i, count = algorithm_count(kind);

	if (index >= 0)
		near = algorithm_get(kind, (unsigned)index)->name;
	if (near != NULL && strcmp(near, name) == 0)
		return index;
	for (i = 0; i < count && i < PROFILE_ALGORITHMS; i++)
		names[i] = algorithm_get(kind, i)->name;
	if (near == NULL)
		near = diag_nearest(name, names, i);
	profile_refuse(reader, at, "AWS has no %s '%s'%s%s%s",
	    algorithm_kind_name(kind), diag_quote(reader->diags, name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	return -1;
}

static void
read_kind(struct profile_reader *reader, enum algorithm_kind kind,
    const struct node *map, bool allow_aead, struct profile_algorithms *ret)
{
	const struct node *entry;
	int index;

	for (entry = map->first; entry != NULL; entry = entry->next) {
		index = find(reader, kind, entry->name, entry->name_pos);
		if (index < 0)
			continue;
		if (!allow_aead && algorithm_get(kind, (unsigned)index)->aead)
			profile_refuse(reader, entry->name_pos,
			    "'%s' cannot be in phase 1 of IKEv1: IKE has AEAD "
			    "ciphers from version 2 on (RFC 5282)",
			    entry->name);
		ret->set |= (algorithm_set)1 << index;
		ret->spelling[index] = entry->text;
	}
}

/* Only phase 1 of IKEv2 has this key, by the schema. */
static void
read_aead_prf(struct profile_reader *reader, const struct node *list,
    algorithm_set integrity)
{
	const struct node *item;
	int index;

	for (item = list->first; item != NULL; item = item->next) {
		index =
		    find(reader, ALGORITHM_INTEGRITY, item->text, item->pos);
		if (index < 0)
			continue;
		if (!(integrity & (algorithm_set)1 << index))
			profile_refuse(reader, item->pos,
			    "'%s' must be one of the phase's integrity "
			    "algorithms, too",
			    item->text);
		reader->profile->aead_prf |= (algorithm_set)1 << index;
	}
}

static void
read_phase(struct profile_reader *reader, const struct node *node,
    unsigned version, unsigned phase)
{
	static const struct {
		const char *key;
		enum algorithm_kind kind;
	} kinds[] = {
		{ "encryption", ALGORITHM_ENCRYPTION },
		{ "integrity", ALGORITHM_INTEGRITY },
		{ "dh_groups", ALGORITHM_DH_GROUP },
	};
	struct profile_algorithms *can =
	    reader->profile->algorithms[version - 1][phase - 1];
	const struct node *prf = node_child(node, "aead_prf");
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		read_kind(reader, kinds[i].kind, node_child(node, kinds[i].key),
		    version != 1 || phase != 1, &can[kinds[i].kind]);
	if (prf != NULL)
		read_aead_prf(reader, prf, can[ALGORITHM_INTEGRITY].set);
}

void
profile_read_algorithms(struct profile_reader *reader, const struct node *node)
{
	const struct node *entry;
	unsigned version, i;

	reader->profile->algorithms_at = node->name_pos;
	for (i = 0; i < algorithm_count(ALGORITHM_IKE_VERSION); i++) {
		version = algorithm_get(ALGORITHM_IKE_VERSION, i)->number;
		entry = node_child(
		    node, algorithm_get(ALGORITHM_IKE_VERSION, i)->name);
		if (entry == NULL)
			continue;
		reader->profile->ike_versions |= (algorithm_set)1 << i;
		read_phase(reader, node_child(entry, "phase1"), version, 1);
		read_phase(reader, node_child(entry, "phase2"), version, 2);
	}
}
