/* SPDX-License-Identifier: ISC */
/* What is known of AWS's Regions.  Floor 2. */
#include "model/region.h"

#include <string.h>

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

bool
region_is_name(const char *text)
{
	size_t parts, length;

	for (parts = 0; (length = strspn(text, SMALL)) != 0; parts++) {
		text += length;
		if (*text++ != '-')
			return false;
	}
	length = strspn(text, DIGITS);
	return parts >= 2 && length != 0 && length <= 2 && text[length] == '\0';
}

const char *
region_of_arn(const char *text, struct arena *arena)
{
	const char *part = text, *name;
	int i;

	if (strncmp(text, "arn:", 4) != 0)
		return NULL;
	for (i = 0; i < 3; i++) {
		part = strchr(part, ':');
		if (part == NULL)
			return NULL;
		part++;
	}
	if (strchr(part, ':') == NULL)
		return NULL;
	name = arena_copy(arena, part, strcspn(part, ":"));
	return region_is_name(name) ? name : NULL;
}

bool
region_is_govcloud(const char *name)
{
	return strncmp(name, "us-gov-", 7) == 0;
}

/* AWS Site-to-Site VPN User Guide, "Tunnel options for your AWS Site-to-Site
 * VPN connection", Large Bandwidth Tunnels. */
static const char *const without_large[] = { "ap-southeast-4", "ca-west-1",
	"eu-central-2", "il-central-1", "me-central-1" };

bool
region_has_large(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(without_large) / sizeof(*without_large); i++)
		if (strcmp(without_large[i], name) == 0)
			return false;
	return true;
}
