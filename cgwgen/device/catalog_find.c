/* SPDX-License-Identifier: ISC */
/* Finding a device by AWS's name of it.  Floor 4. */
#include <strings.h>

#include "device/catalog.h"

/* The names that there are, for "did you mean". */
struct known {
	struct arena *arena;
	const char **names;
	size_t count, capacity;
};

const char *
catalog_aws_name(const struct profile_aws_type *type, struct arena *arena)
{
	return arena_printf(
	    arena, "%s/%s/%s", type->vendor, type->platform, type->software);
}

static void
know(struct known *known, const char *name)
{
	const char **grown;
	size_t i;

	if (known->count == known->capacity) {
		known->capacity = known->capacity * 2 + 64;
		grown =
		    arena_array(known->arena, known->capacity, sizeof(*grown));
		for (i = 0; i < known->count; i++)
			grown[i] = known->names[i];
		known->names = grown;
	}
	known->names[known->count++] = name;
}

/* Whether one of PROFILE's types is called NAME; all become known. */
static bool
serves(const struct profile *profile, const char *name, struct known *known)
{
	const struct profile_aws_type *type = profile->aws_device_types, *end;
	const char *whole;

	for (end = type + profile->aws_device_type_count; type < end; type++) {
		whole = catalog_aws_name(type, known->arena);
		if (strcasecmp(whole, name) == 0 ||
		    (type->id != NULL && strcasecmp(type->id, name) == 0))
			return true;
		know(known, whole);
		if (type->id != NULL)
			know(known, type->id);
	}
	return false;
}

const char *
catalog_find(struct catalog *catalog, const char *name, struct pos at,
    struct diags *diags)
{
	struct known known = { .arena = diags_arena(diags) };
	const struct profile *profile;
	const char *const *ids, *near;
	size_t count, i;

	ids = catalog_devices(catalog, &count);
	for (i = 0; i < count; i++) {
		profile = catalog_profile(catalog, ids[i], at, diags);
		if (profile != NULL && serves(profile, name, &known))
			return profile->id;
		know(&known, ids[i]);
	}
	near = diag_nearest(name, known.names, known.count);
	diag(diags, RULE_DEVICE_UNKNOWN, at, "there is no device '%s'%s%s%s",
	    diag_quote(diags, name), near != NULL ? "; did you mean '" : "",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
	return NULL;
}
