/* SPDX-License-Identifier: ISC */
/* The table of families.  Ground floor. */
#include "base/family.h"

#include <string.h>

static const struct family rows[] = {
	{ "input", "input" },
	{ "descriptor", "descriptor" },
	{ "psk", "pre-shared key" },
	{ "addresses", "addresses" },
	{ "ike", "IKE and IPsec" },
	{ "policy", "crypto policy" },
	{ "bgp", "BGP" },
	{ "routes", "routes and quotas" },
	{ "device", "device" },
	{ "mtu", "MTU and MSS" },
	{ "fleet", "fleet" },
	{ "profiles", "profiles and parameters" },
	{ "template", "template" },
	{ "options", "options" },
	{ "output", "output" },
	{ "conversion", "conversion" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

const struct family *
family_rows(size_t *ret_count)
{
	*ret_count = ROWS;
	return rows;
}

const char *
family_group(const char *word)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (strcmp(rows[i].word, word) == 0)
			return rows[i].group;
	return NULL;
}
