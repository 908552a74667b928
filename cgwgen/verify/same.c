/* SPDX-License-Identifier: ISC */
/* Spellings that mean the same.  Floor: verify. */
#include "verify/same.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"

bool
slice_equal(struct slice a, struct slice b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

size_t
slice_find(struct slice text, size_t from, struct slice piece)
{
	size_t i;

	for (i = from; i + piece.length <= text.length; i++)
		if (memcmp(text.text + i, piece.text, piece.length) == 0)
			return i;
	return SIZE_MAX;
}

/* Seconds in "3600", "3600s", "1h", "1d2h", "01:00:00"; false otherwise. */
static bool
seconds(struct slice slice, uint64_t *ret)
{
	static const struct {
		char letter;
		unsigned seconds;
	} units[] = { { 'w', 604800 }, { 'd', 86400 }, { 'h', 3600 },
		{ 'm', 60 }, { 's', 1 } };
	uint64_t total = 0, number = 0;
	bool digits = false, any = false;
	size_t i, k;

	for (i = 0; i < slice.length; i++) {
		if (isdigit((unsigned char)slice.text[i])) {
			if (number > UINT32_MAX)
				return false;
			number = number * 10 + (unsigned)(slice.text[i] - '0');
			digits = true;
			continue;
		}
		for (k = 0; k < sizeof(units) / sizeof(units[0]); k++)
			if (units[k].letter == slice.text[i])
				break;
		if (k == sizeof(units) / sizeof(units[0]) || !digits)
			return false;
		total += number * units[k].seconds;
		number = 0;
		digits = false;
		any = true;
	}
	*ret = total + number;
	return any || digits;
}

/* "64512.1" as the number that it is (RFC 5396); false otherwise. */
static bool
dotted_asn(struct slice slice, uint64_t *ret)
{
	uint64_t parts[2] = { 0, 0 };
	size_t i, at = 0, digits = 0;

	for (i = 0; i < slice.length; i++) {
		if (slice.text[i] == '.' && at == 0 && digits > 0) {
			at = 1;
			digits = 0;
		} else if (isdigit((unsigned char)slice.text[i]) &&
			   ++digits <= 5) {
			parts[at] =
			    parts[at] * 10 + (unsigned)(slice.text[i] - '0');
		} else {
			return false;
		}
	}
	*ret = parts[0] << 16 | parts[1];
	return at == 1 && digits > 0 && parts[0] <= 65535 && parts[1] <= 65535;
}

/* The address of "A", "A/32" or "A/128"; false otherwise. */
static bool
address(struct slice slice, struct ip *ret)
{
	char text[IP_TEXT_SIZE + 8];
	char *slash;

	if (slice.length >= sizeof(text))
		return false;
	memcpy(text, slice.text, slice.length);
	text[slice.length] = '\0';
	slash = strchr(text, '/');
	if (slash != NULL) {
		if (strcmp(slash, "/32") != 0 && strcmp(slash, "/128") != 0)
			return false;
		*slash = '\0';
	}
	return ip_parse(text, ret);
}

bool
slice_means(struct slice a, struct slice b)
{
	uint64_t left, right;
	struct ip one, other;

	if (a.length == b.length && strncasecmp(a.text, b.text, a.length) == 0)
		return true;
	if (slice_number(a, &left) && slice_number(b, &right))
		return left == right;
	return address(a, &one) && address(b, &other) && ip_equal(one, other);
}

bool
slice_number(struct slice slice, uint64_t *ret)
{
	return seconds(slice, ret) || dotted_asn(slice, ret);
}

bool
slice_address(struct slice slice, struct ip *ret)
{
	const char *slash = memchr(slice.text, '/', slice.length);

	if (slash != NULL)
		slice.length = (size_t)(slash - slice.text);
	return address(slice, ret);
}
