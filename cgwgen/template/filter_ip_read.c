/* SPDX-License-Identifier: ISC */
/*
 * Values into addresses and networks, by netaddr's rules: a length may be a
 * netmask or a hostmask, parts of an IPv4 address that are missing are zero,
 * and a number is an address.
 */
#include <string.h>

#include "template/filter_ip.h"

bool
read_wide(const char *text, size_t length, struct wide *ret)
{
	size_t blanks = text_blank_start(text, length);
	bool negative;

	text += blanks;
	length -= blanks;
	length -= text_blank_end(text, length);
	negative = length > 0 && text[0] == '-';
	if (length > 0 && (text[0] == '-' || text[0] == '+')) {
		text++;
		length--;
	}
	if (!wide_parse(text, length, ret))
		return false;
	if (negative)
		*ret = wide_subtract(wide_of(0), *ret);
	return true;
}

/* Without any kindness: four octets, or IPv6. */
static bool
read_strict(const char *text, size_t length, struct ip *ret)
{
	char copy[IP_TEXT_SIZE];

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return ip_parse(copy, ret);
}

/* One to four integers between dots; the octets that are missing are 0. */
static bool
read_octets(const char *text, size_t length, struct ip *ret)
{
	struct ip ip = { .family = 4 };
	struct wide octet;
	size_t at = 0, end;
	int64_t value;
	unsigned i;

	for (i = 0; i < 4; i++, at = end + 1) {
		for (end = at; end < length && text[end] != '.';)
			end++;
		if (!read_wide(text + at, end - at, &octet) ||
		    !wide_small(octet, &value) || value < 0 || value > 255)
			return false;
		ip.bytes[i] = (uint8_t)value;
		if (end == length) {
			*ret = ip;
			return true;
		}
	}
	return false;
}

/* The length of a prefix: digits, a netmask or a hostmask. */
static bool
read_length(const char *text, size_t length, struct ip_prefix *ret)
{
	struct ip mask;
	struct wide number;
	int64_t bits;
	int masked;

	if (read_wide(text, length, &number)) {
		if (!wide_small(number, &bits) || bits < 0 ||
		    bits > ip_bits(ret->address))
			return false;
		ret->length = (uint8_t)bits;
		return true;
	}
	if (!read_strict(text, length, &mask) ||
	    mask.family != ret->address.family)
		return false;
	masked = ip_mask_length(mask);
	if (masked < 0)
		masked = ip_mask_length(ip_invert(mask));
	if (masked < 0)
		return false;
	ret->length = (uint8_t)masked;
	return true;
}

bool
read_prefix(const char *text, size_t length, struct ip_prefix *ret)
{
	const char *slash = memchr(text, '/', length);
	size_t address = slash != NULL ? (size_t)(slash - text) : length;
	struct ip_prefix prefix = { .length = 0 };

	if (!read_strict(text, address, &prefix.address) &&
	    !read_octets(text, address, &prefix.address))
		return false;
	prefix.length = ip_bits(prefix.address);
	if (slash != NULL &&
	    !read_length(slash + 1, length - address - 1, &prefix))
		return false;
	*ret = prefix;
	return true;
}

/* The address with that number: IPv4 if it fits and VERSION is not 6. */
static bool
numbered(struct wide number, int version, struct ip *ret)
{
	return (version != 6 && ip_from_number(4, number, ret)) ||
	       ip_from_number(6, number, ret);
}

/* "3221225984/24" */
static bool
read_numbered_prefix(const char *text, size_t length, struct ip_prefix *ret)
{
	const char *slash = memchr(text, '/', length);
	size_t address = slash != NULL ? (size_t)(slash - text) : 0;
	struct wide number, bits;
	int64_t count;

	if (slash == NULL || !read_wide(text, address, &number) ||
	    !read_wide(slash + 1, length - address - 1, &bits) ||
	    !wide_small(bits, &count) || count < 0 || count > 128)
		return false;
	if (!numbered(number, count > 32 ? 6 : 0, &ret->address))
		return false;
	ret->length = (uint8_t)count;
	return true;
}

static bool
is_digits(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return length > 0;
}

static void
take_number(struct run *r, const struct tvalue *value, struct ip_input *ret)
{
	ret->value =
	    derived(value, prefix_value(r, ret->net.address, ret->net.length));
}

static bool
read_number(struct run *r, const struct tvalue *value, struct wide number,
    int version, struct ip_input *ret)
{
	if (!numbered(number, version, &ret->net.address))
		return false;
	ret->net.length = ip_bits(ret->net.address);
	ret->network = false;
	take_number(r, value, ret);
	return true;
}

static bool
read_string(struct run *r, const struct tvalue *value, int version,
    struct ip_input *ret)
{
	const char *text = value->as.text, *slash;
	size_t length = value->length;
	struct wide number;

	if (is_digits(text, length))
		return wide_parse(text, length, &number) &&
		       read_number(r, value, number, version, ret);
	ret->value = *value;
	slash = memchr(text, '/', length);
	ret->network = slash != NULL;
	if (read_prefix(text, length, &ret->net))
		return true;
	if (!read_numbered_prefix(text, length, &ret->net))
		return false;
	take_number(r, value, ret);
	return true;
}

bool
read_ip(struct run *r, const struct tvalue *value, int version,
    struct ip_input *ret)
{
	switch (value->kind) {
	case TV_STRING:
		return read_string(r, value, version, ret);
	case TV_INT:
		return value->as.integer > 0 &&
		       read_number(
			   r, value, wide_of(value->as.integer), version, ret);
	default:
		return false;
	}
}

bool
read_ip_text(
    struct run *r, const char *text, size_t length, struct ip_input *ret)
{
	struct tvalue value = string_of(text, length);

	return read_ip(r, &value, 0, ret);
}

bool
input_ip(struct tcall *call, struct ip_input *ret, bool *found)
{
	struct tvalue text;

	if (!input_string(call, &text))
		return false;
	*found =
	    call->input.kind != TV_NONE && read_ip(call->run, &text, 0, ret);
	return true;
}

bool
arg_ip(struct tcall *call, size_t index, struct ip_input *ret, bool *found)
{
	struct tvalue text;

	*found = false;
	if (!has_arg(call, index) || call->args[index].kind == TV_NONE)
		return true;
	if (!value_to_string(call->run, &call->args[index], &text))
		return false;
	*found = read_ip(call->run, &text, 0, ret);
	return true;
}

bool
arg_wide(struct tcall *call, size_t index, struct wide *ret, bool *given)
{
	const struct tvalue *arg;
	int64_t number;

	*given = has_arg(call, index) && call->args[index].kind != TV_NONE;
	if (!*given)
		return true;
	arg = &call->args[index];
	if (arg->kind == TV_STRING && read_wide(arg->as.text, arg->length, ret))
		return true;
	if (!as_integer(arg, &number))
		return arg_int(call, index, &number);
	*ret = wide_of(number);
	return true;
}
