/* SPDX-License-Identifier: ISC */
/* Names of hosts by their characters.  Ground floor. */
#include "base/host.h"

#include <string.h>

bool
host_is_name(const char *text)
{
	size_t length;

	for (;; text += length + 1) {
		length = strcspn(text, ".");
		if (length < 1 || length > 63 || text[0] == '-' ||
		    text[length - 1] == '-' ||
		    strspn(text,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789-") < length)
			return false;
		if (text[length] == '\0')
			return true;
	}
}
