/* SPDX-License-Identifier: ISC */
/* Lists of words as mdoc.  Floor 7. */
#include "cmd/config_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check/quota.h"
#include "check/selector.h"
#include "cmd/mdoc.h"

static void
print_families(void)
{
	struct selector selector;
	const struct rule_family *family;
	size_t i;

	fputs(".Bl -tag -width descriptor -compact\n", stdout);
	for (i = 0; (family = rule_family(i)) != NULL; i++) {
		selector = selector_read(family->name);
		if (!selector_has_check(&selector))
			continue;
		printf(".It Cm %s\n", family->name);
		mdoc_print(family->group);
	}
	fputs(".El\n", stdout);
}

static void
print_quota(const struct quota *quota)
{
	printf(".It Cm %s\n", quota->name);
	mdoc_print(quota->text);
	printf(".br\nAWS's value: %" PRIu32, quota->value);
	if (quota->most == quota->value)
		fputs("; it cannot be raised", stdout);
	else if (quota->most != 0)
		printf("; it can be raised to %" PRIu32, quota->most);
	puts(".");
}

static void
print_quotas(void)
{
	unsigned i;

	fputs(".Bl -tag -width Ds\n", stdout);
	for (i = 0; i < QUOTA_COUNT; i++)
		print_quota(quota_get((enum quota_id)i));
	fputs(".El\n", stdout);
}

bool
config_words_print(const char *section)
{
	if (strcmp(section, "families") == 0)
		print_families();
	else if (strcmp(section, "quotas") == 0)
		print_quotas();
	else
		return false;
	return true;
}
