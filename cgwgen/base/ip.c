/* SPDX-License-Identifier: ISC */
/* IP addresses and prefixes.  Ground floor; knows no AWS rule. */
#include "base/ip.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <string.h>

/* By hand, as descriptors are full of them: four numbers without zeros in
 * front, as inet_pton() takes them. */
static bool
parse_ipv4(const char *text, uint32_t *ret)
{
	unsigned i, number;

	*ret = 0;
	for (i = 0; i < 4; i++) {
		if (i != 0 && *text++ != '.')
			return false;
		if (*text < '0' || *text > '9')
			return false;
		number = (unsigned)(*text++ - '0');
		for (; *text >= '0' && *text <= '9'; text++) {
			if (number == 0)
				return false;
			number = number * 10 + (unsigned)(*text - '0');
			if (number > 255)
				return false;
		}
		*ret = *ret << 8 | number;
	}
	return *text == '\0';
}

bool
ip_parse(const char *text, struct ip *ret)
{
	struct ip ip = { .family = 6 };
	uint32_t number;

	if (parse_ipv4(text, &number)) {
		*ret = (struct ip)IP_V4((uint8_t)(number >> 24),
		    (uint8_t)(number >> 16), (uint8_t)(number >> 8),
		    (uint8_t)number);
		return true;
	}
	if (inet_pton(AF_INET6, text, ip.bytes) != 1)
		return false;
	*ret = ip;
	return true;
}

uint8_t
ip_bits(struct ip ip)
{
	return ip.family == 4 ? 32 : 128;
}

bool
ip_prefix_parse(const char *text, struct ip_prefix *ret)
{
	char address[IP_TEXT_SIZE];
	const char *slash = strchr(text, '/'), *digit;
	struct ip_prefix prefix;
	unsigned length = 0;

	if (slash == NULL || (size_t)(slash - text) >= sizeof(address))
		return false;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	if (!ip_parse(address, &prefix.address))
		return false;
	if (slash[1] == '\0' || (slash[1] == '0' && slash[2] != '\0'))
		return false;
	for (digit = slash + 1; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9' || length > 128)
			return false;
		length = length * 10 + (unsigned)(*digit - '0');
	}
	if (length > ip_bits(prefix.address))
		return false;
	prefix.length = (uint8_t)length;
	*ret = prefix;
	return true;
}

/* By hand, since inet_ntop() goes through printf. */
static char *
format_byte(uint8_t byte, char *text)
{
	unsigned rest = byte;

	if (byte >= 100) {
		*text++ = (char)('0' + rest / 100);
		rest %= 100;
	}
	if (byte >= 10) {
		*text++ = (char)('0' + rest / 10);
		rest %= 10;
	}
	*text++ = (char)('0' + rest);
	return text;
}

static void
format_ipv4(const uint8_t bytes[4], char *text)
{
	unsigned i;

	for (i = 0; i < 4; i++) {
		if (i != 0)
			*text++ = '.';
		text = format_byte(bytes[i], text);
	}
	*text = '\0';
}

char *
ip_format(struct ip ip, char text[IP_TEXT_SIZE])
{
	if (ip.family == 4)
		format_ipv4(ip.bytes, text);
	else if (inet_ntop(AF_INET6, ip.bytes, text, IP_TEXT_SIZE) == NULL)
		text[0] = '\0';
	return text;
}

char *
ip_prefix_format(struct ip_prefix prefix, char text[IP_TEXT_SIZE])
{
	char *end = strchr(ip_format(prefix.address, text), '\0');

	*end++ = '/';
	*format_byte(prefix.length, end) = '\0';
	return text;
}

int
ip_compare(struct ip a, struct ip b)
{
	if (a.family != b.family)
		return a.family < b.family ? -1 : 1;
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes));
}

struct ip
ip_mask(uint8_t family, uint8_t length)
{
	struct ip mask = { .family = family };
	const unsigned whole = length / 8u, rest = length % 8u;

	memset(mask.bytes, 0xff, whole);
	if (rest != 0)
		mask.bytes[whole] = (uint8_t)(0xff00u >> rest);
	return mask;
}

struct wide
ip_number(struct ip ip)
{
	struct wide number = wide_of(0);
	unsigned bytes = ip_bits(ip) / 8u, i;

	for (i = 0; i < bytes; i++)
		number.limb[i / 4] |= (uint32_t)ip.bytes[bytes - 1 - i]
				      << (i % 4 * 8);
	return number;
}

bool
ip_from_number(uint8_t family, struct wide number, struct ip *ret)
{
	struct ip ip = { .family = family };
	unsigned bytes = ip_bits(ip) / 8u, i;

	if (wide_negative(number) ||
	    wide_compare(number, wide_ones(ip_bits(ip))) > 0)
		return false;
	for (i = 0; i < bytes; i++)
		ip.bytes[bytes - 1 - i] =
		    (uint8_t)(number.limb[i / 4] >> (i % 4 * 8) & 0xff);
	*ret = ip;
	return true;
}

struct ip
ip_invert(struct ip ip)
{
	unsigned bytes = ip_bits(ip) / 8u, i;

	for (i = 0; i < bytes; i++)
		ip.bytes[i] = (uint8_t)~ip.bytes[i];
	return ip;
}

/* The bits from LENGTH on, of those that the family has. */
static inline struct ip_words
behind(uint8_t family, unsigned length)
{
	struct ip_words ret = { length < 64 ? UINT64_MAX >> length : 0, 0 };

	if (family == 4)
		ret.high &= UINT64_MAX << 32;
	else if (length < 128)
		ret.low = UINT64_MAX >> (length < 64 ? 0 : length - 64);
	return ret;
}

int
ip_mask_length(struct ip mask)
{
	const struct ip_words words = ip_words(&mask);
	const struct ip_words all = behind(mask.family, 0);
	const struct ip_words holes = { all.high & ~words.high,
		all.low & ~words.low };
	const unsigned ones = ip_zeros(holes);
	const unsigned length = ones < ip_bits(mask) ? ones : ip_bits(mask);
	const struct ip_words rest = behind(mask.family, length);

	return holes.high == rest.high && holes.low == rest.low ? (int)length
								: -1;
}

void
ip_prefix_cut(struct ip_prefix *prefix)
{
	struct ip *ip = &prefix->address;
	unsigned at = prefix->length / 8u, rest = 0xffu >> prefix->length % 8u;
	uint32_t word;

	if (ip->family == 4) {
		word = prefix->length < 32 ? UINT32_MAX >> prefix->length : 0;
		word = htonl(ip_load_v4(ip) & ~word);
		memcpy(ip->bytes, &word, sizeof(word));
		return;
	}
	for (; at < sizeof(ip->bytes); at++, rest = 0xff)
		ip->bytes[at] = (uint8_t)(ip->bytes[at] & ~rest);
}

struct ip
ip_first(struct ip_prefix prefix)
{
	ip_prefix_cut(&prefix);
	return prefix.address;
}

struct ip
ip_last(struct ip_prefix prefix)
{
	struct ip ip = prefix.address;
	unsigned size = ip_bits(ip) / 8u, at = prefix.length / 8u;
	unsigned rest = 0xffu >> prefix.length % 8u;

	for (; at < size; at++, rest = 0xff)
		ip.bytes[at] = (uint8_t)(ip.bytes[at] | rest);
	return ip;
}

struct ip
ip_add(struct ip ip, uint32_t count)
{
	unsigned i = ip_bits(ip) / 8u;
	uint64_t carry = count;

	while (i-- > 0 && carry != 0) {
		carry += ip.bytes[i];
		ip.bytes[i] = (uint8_t)(carry & 0xff);
		carry >>= 8;
	}
	return ip;
}

bool
ip_prefix_equal(struct ip_prefix a, struct ip_prefix b)
{
	return a.length == b.length && ip_equal(a.address, b.address);
}

bool
ip_prefix_is_host(struct ip_prefix prefix, struct ip ip)
{
	struct ip_words words, rest, host;

	if (!ip_prefix_contains(prefix, ip))
		return false;
	words = ip_words(&ip);
	rest = behind(ip.family, prefix.length);
	host.high = words.high & rest.high;
	host.low = words.low & rest.low;
	return (host.high | host.low) != 0 &&
	       (host.high != rest.high || host.low != rest.low);
}

bool
ip_prefix_contains_ipv6(const struct ip_prefix *prefix, const struct ip *ip)
{
	return ip_common(&prefix->address, ip) >= prefix->length;
}

bool
ip_prefix_overlaps(struct ip_prefix a, struct ip_prefix b)
{
	return a.length <= b.length ? ip_prefix_contains(a, b.address)
				    : ip_prefix_contains(b, a.address);
}

uint8_t
ip_prefix_common(struct ip_prefix a, struct ip_prefix b)
{
	const uint8_t length = a.length < b.length ? a.length : b.length;
	const unsigned common = ip_common(&a.address, &b.address);

	return common < length ? (uint8_t)common : length;
}

bool
ip_prefix_is_network(struct ip_prefix prefix)
{
	return ip_equal(ip_first(prefix), prefix.address);
}
