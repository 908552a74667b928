/* SPDX-License-Identifier: ISC */
/* AWS's quotas: the rows of quota.def, and the values of one run. */
#ifndef CGWGEN_CHECK_QUOTA_H
#define CGWGEN_CHECK_QUOTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum quota_id {
#define QUOTA(symbol, ...) QUOTA_##symbol,
#include "check/quota.def"
#undef QUOTA
	QUOTA_COUNT
};

struct quota {
	const char *name; /* "connections-per-vpn-gateway" */
	uint32_t value;   /* AWS's default */
	uint32_t most;    /* what it can be raised to, 0: no stated end */
	const char *text; /* what is counted */
	const char *source;
};

/* The values that count in one run. */
struct quotas {
	uint32_t values[QUOTA_COUNT];
};

/* The row of a quota; ID is below QUOTA_COUNT. */
const struct quota *quota_get(enum quota_id id);

/* The quota of that name; QUOTA_COUNT when there is none. */
enum quota_id quota_find(const char *name);

/* AWS's defaults. */
void quotas_default(struct quotas *ret);

/* Whether COUNT is so near to LIMIT, 80 % or more, that it is worth a note. */
bool quota_is_near(uint32_t count, uint32_t limit);

#endif
