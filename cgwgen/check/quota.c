/* SPDX-License-Identifier: ISC */
/* The table of quotas, built from quota.def.  Floor 5. */
#include "check/quota.h"

#include <string.h>

static const struct quota rows[QUOTA_COUNT] = {
#define QUOTA(symbol, name, value, most, text, source)                         \
	{ name, value, most, text, source },
#include "check/quota.def"
#undef QUOTA
};

const struct quota *
quota_get(enum quota_id id)
{
	return &rows[id];
}

enum quota_id
quota_find(const char *name)
{
	unsigned i;

	for (i = 0; i < QUOTA_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return (enum quota_id)i;
	return QUOTA_COUNT;
}

void
quotas_default(struct quotas *ret)
{
	unsigned i;

	for (i = 0; i < QUOTA_COUNT; i++)
		ret->values[i] = rows[i].value;
}

bool
quota_is_near(uint32_t count, uint32_t limit)
{
	return (uint64_t)count * 5 >= (uint64_t)limit * 4;
}
