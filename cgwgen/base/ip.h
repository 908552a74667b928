/* SPDX-License-Identifier: ISC */
/* IP addresses and prefixes: parse, print, compare, contain. */
#ifndef CGWGEN_BASE_IP_H
#define CGWGEN_BASE_IP_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/wide.h"

/* family is 4 or 6; 0 in a zeroed struct means "no address".  IPv4 uses the
 * first four bytes, network order. */
struct ip {
	uint8_t family;
	uint8_t bytes[16];
};

/* The initializer of an IPv4 address. */
/* clang-format off */
#define IP_V4(a, b, c, d) { 4, { a, b, c, d } }
/* clang-format on */

struct ip_prefix {
	struct ip address; /* as written, host bits kept */
	uint8_t length;    /* bits, at most 32 or 128 */
};

/* Long enough for any address or prefix as text, with its NUL byte. */
#define IP_TEXT_SIZE 64

/*
 * Reads "192.0.2.1" or "2001:db8::1"; no blanks, no leading zeros in IPv4
 * octets (RFC 6943 section 3.1.1), no zone.  False when it is neither.
 */
bool ip_parse(const char *text, struct ip *ret);

/* Reads ADDRESS "/" LENGTH, decimal without leading zeros. */
bool ip_prefix_parse(const char *text, struct ip_prefix *ret);

/* The canonical text (RFC 5952 for IPv6) in TEXT, which is returned. */
char *ip_format(struct ip ip, char text[IP_TEXT_SIZE]);
char *ip_prefix_format(struct ip_prefix prefix, char text[IP_TEXT_SIZE]);

/* Below 0, 0, above 0: IPv4 before IPv6, then by value. */
int ip_compare(struct ip a, struct ip b);

/* 32 or 128. */
uint8_t ip_bits(struct ip ip);

/* The first and last address of a prefix. */
struct ip ip_first(struct ip_prefix prefix);
struct ip ip_last(struct ip_prefix prefix);

/* Makes PREFIX begin with its first address. */
void ip_prefix_cut(struct ip_prefix *prefix);

/* IP plus COUNT; wraps around at the end of the address space. */
struct ip ip_add(struct ip ip, uint32_t count);

/* The address as a number, which is never negative. */
struct wide ip_number(struct ip ip);

/* The address of FAMILY with that number; false when there is none. */
bool ip_from_number(uint8_t family, struct wide number, struct ip *ret);

/* The mask of LENGTH bits for IP's family, as an address. */
struct ip ip_mask(uint8_t family, uint8_t length);

/* Every bit of IP turned over: a netmask into a hostmask and back. */
struct ip ip_invert(struct ip ip);

/* The number of leading one bits of a mask, or -1 when it has holes. */
int ip_mask_length(struct ip mask);

/* Whether both are written alike: the same address and length. */
bool ip_prefix_equal(struct ip_prefix a, struct ip_prefix b);

/* ---- here, because rules ask little else ------------------------------- */

static inline bool
ip_equal(struct ip a, struct ip b)
{
	return a.family == b.family &&
	       memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

/* Four bytes of network order as a number. */
static inline uint32_t
ip_load_half(const uint8_t *bytes)
{
	uint32_t word;

	memcpy(&word, bytes, sizeof(word));
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? word
						      : __builtin_bswap32(word);
}

static inline uint64_t
ip_load(const uint8_t *bytes)
{
	return (uint64_t)ip_load_half(bytes) << 32 | ip_load_half(bytes + 4);
}

/* The bytes as numbers: an IPv4 address is the upper half of HIGH. */
struct ip_words {
	uint64_t high;
	uint64_t low;
};

static inline struct ip_words
ip_words(const struct ip *ip)
{
	return (struct ip_words){ ip_load(ip->bytes), ip_load(ip->bytes + 8) };
}

/* The number of bits before the first one; 128 for none. */
static inline unsigned
ip_zeros(struct ip_words words)
{
	if (words.high != 0)
		return (unsigned)__builtin_clzll(words.high);
	return words.low != 0 ? 64 + (unsigned)__builtin_clzll(words.low) : 128;
}

/* How many bits two addresses begin with alike, of 128. */
static inline unsigned
ip_common(const struct ip *a, const struct ip *b)
{
	const struct ip_words one = ip_words(a), two = ip_words(b);

	return ip_zeros(
	    (struct ip_words){ one.high ^ two.high, one.low ^ two.low });
}

static inline uint32_t
ip_load_v4(const struct ip *ip)
{
	return ip_load_half(ip->bytes);
}

/* The same of two addresses of IPv6. */
bool ip_prefix_contains_ipv6(
    const struct ip_prefix *prefix, const struct ip *ip);

static inline bool
ip_prefix_has(const struct ip_prefix *prefix, const struct ip *ip)
{
	uint32_t other;

	if (ip->family != prefix->address.family)
		return false;
	if (ip->family != 4)
		return ip_prefix_contains_ipv6(prefix, ip);
	other = ip_load_v4(&prefix->address) ^ ip_load_v4(ip);
	return other == 0 || __builtin_clz(other) >= prefix->length;
}

static inline bool
ip_prefix_contains(struct ip_prefix prefix, struct ip ip)
{
	return ip_prefix_has(&prefix, &ip);
}

bool ip_prefix_overlaps(struct ip_prefix a, struct ip_prefix b);

/* How many leading bits two prefixes of one family share. */
uint8_t ip_prefix_common(struct ip_prefix a, struct ip_prefix b);

/* Whether PREFIX has IP, neither first nor last. */
bool ip_prefix_is_host(struct ip_prefix prefix, struct ip ip);

/* Whether no bit behind the length is set. */
bool ip_prefix_is_network(struct ip_prefix prefix);

#endif
