/* SPDX-License-Identifier: ISC */
/*
 * Hardware addresses: EUI-48 and EUI-64 in the forms that netaddr reads, and
 * in those that Ansible's hwaddr writes.
 */
#include <string.h>

#include "template/filter_ip.h"

struct hardware {
	uint64_t number;
	unsigned bits; /* 48 or 64 */
};

/* ---- reading --------------------------------------------------------------
 */

/* So many groups of MIN to MAX hexadecimal digits, SEPARATOR between. */
struct format {
	unsigned bits;
	unsigned groups;
	char separator;
	unsigned min, max;
};

static const struct format formats[] = {
	{ 48, 6, ':', 1, 2 },
	{ 48, 6, '-', 1, 2 },
	{ 48, 3, ':', 1, 4 },
	{ 48, 3, '-', 1, 4 },
	{ 48, 3, '.', 1, 4 },
	{ 48, 2, '-', 5, 6 },
	{ 48, 2, ':', 5, 6 },
	{ 48, 1, '\0', 11, 12 },
	{ 64, 8, ':', 1, 2 },
	{ 64, 8, '-', 1, 2 },
	{ 64, 4, ':', 1, 4 },
	{ 64, 4, '-', 1, 4 },
	{ 64, 4, '.', 1, 4 },
	{ 64, 1, '\0', 16, 16 },
};

static int
hex_value(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static bool
read_format(const struct format *format, const char *text, size_t length,
    struct hardware *ret)
{
	unsigned width = format->bits / format->groups, group, digits;
	uint64_t number = 0, word;
	size_t at = 0;

	for (group = 0; group < format->groups; group++) {
		if (group > 0 &&
		    (at == length || text[at++] != format->separator))
			return false;
		word = 0;
		for (digits = 0; at < length && digits < format->max &&
				 hex_value(text[at]) >= 0;
		     digits++)
			word = word << 4 | (uint64_t)hex_value(text[at++]);
		if (digits < format->min)
			return false;
		number = width == 64 ? word : number << width | word;
	}
	*ret = (struct hardware){ number, format->bits };
	return at == length;
}

/* Any form, or a number in decimal. */
static bool
read_hardware(const char *text, size_t length, struct hardware *ret)
{
	size_t line = length, i;
	struct wide number;
	unsigned bits;

	/* Python's "$" is also true before a newline at the end. */
	if (line > 0 && text[line - 1] == '\n')
		line--;
	for (bits = 48; bits <= 64; bits += 16) {
		for (i = 0; i < LENGTH_OF(formats); i++)
			if (formats[i].bits == bits &&
			    read_format(&formats[i], text, line, ret))
				return true;
		if (!read_wide(text, length, &number) ||
		    wide_negative(number) ||
		    wide_compare(number, wide_ones(bits)) > 0)
			continue;
		ret->number = (uint64_t)number.limb[1] << 32 | number.limb[0];
		ret->bits = bits;
		return true;
	}
	return false;
}

bool
interface_identifier(const char *text, size_t length, struct wide *ret)
{
	struct hardware hardware;
	uint64_t eui;

	if (!read_hardware(text, length, &hardware))
		return false;
	eui = hardware.number;
	if (hardware.bits == 48)
		eui =
		    eui >> 24 << 40 | UINT64_C(0xfffe000000) | (eui & 0xffffff);
	eui ^= UINT64_C(1) << 57;
	*ret = wide_add(wide_left(wide_of((int64_t)(eui >> 32)), 32),
	    wide_of((int64_t)(eui & UINT32_MAX)));
	return true;
}

/* ---- writing --------------------------------------------------------------
 */

/* So many words of at least DIGITS digits. */
struct style {
	const char *name;
	unsigned word_bits;
	char separator;
	unsigned digits;
	bool upper;
};

static const struct style styles[] = {
	{ "bare", 48, '\0', 12, true },
	{ "cisco", 16, '.', 4, false },
	{ "eui48", 8, '-', 2, true },
	{ "linux", 8, ':', 2, false },
	{ "pgsql", 24, ':', 6, false },
	{ "postgresql", 24, ':', 6, false },
	{ "psql", 24, ':', 6, false },
	{ "unix", 8, ':', 1, false },
	{ "win", 8, '-', 2, true },
};

static size_t
put_word(char *text, uint64_t word, unsigned digits, bool upper)
{
	const char *alphabet = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	size_t used = 0;

	while (digits < 16 && word >> (digits * 4) != 0)
		digits++;
	while (digits-- > 0)
		text[used++] = alphabet[word >> (digits * 4) & 15];
	return used;
}

static bool
write_style(struct tcall *call, const struct style *style,
    const struct hardware *hardware, struct tvalue *ret)
{
	uint64_t mask = (UINT64_C(1) << style->word_bits) - 1, word;
	unsigned shift = 48;
	char text[32];
	size_t used = 0;

	/* The forms have 48 bits; a longer address does not fit. */
	if (hardware->number >> 48 != 0)
		return template_fail(
		    call, "an address of 64 bits does not fit into this form");
	while (shift > 0) {
		if (used > 0 && style->separator != '\0')
			text[used++] = style->separator;
		shift -= style->word_bits;
		word = hardware->number >> shift & mask;
		used +=
		    put_word(text + used, word, style->digits, style->upper);
	}
	*ret = string_of(arena_copy(call->arena, text, used), used);
	return true;
}

static bool
query_is(const struct tvalue *query, const char *name)
{
	return query->length == strlen(name) &&
	       memcmp(query->as.text, name, query->length) == 0;
}

static bool
write_int(struct tcall *call, uint64_t number, struct tvalue *ret)
{
	if (number > INT64_MAX)
		return template_fail(
		    call, "the result does not fit in a 64-bit integer");
	*ret = tv_int((int64_t)number);
	return true;
}

static bool
answer(struct tcall *call, const struct tvalue *query,
    const struct hardware *hardware, struct tvalue *ret)
{
	size_t i;

	if (query_is(query, "bool")) {
		*ret = tv_bool(true);
		return true;
	}
	if (query_is(query, "int"))
		return write_int(call, hardware->number, ret);
	for (i = 0; i < LENGTH_OF(styles); i++)
		if (query_is(query, styles[i].name))
			return write_style(call, &styles[i], hardware, ret);
	return template_fail(call, "does not know this query");
}

bool
filter_hwaddr(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text, query = string_of("", 0);
	struct hardware hardware;

	if (!input_string(call, &text) ||
	    (has_arg(call, 0) &&
		!value_to_string(call->run, &call->args[0], &query)))
		return false;
	if (!read_hardware(text.as.text, text.length, &hardware) ||
	    call->input.kind == TV_NONE) {
		if (query.length != 0 && !query_is(&query, "bool"))
			return template_fail(call, "not a hardware address");
		*ret = tv_none();
		return true;
	}
	if (query.length == 0)
		*ret = text;
	else if (!answer(call, &query, &hardware, ret))
		return false;
	*ret = derived(&call->input, *ret);
	return true;
}
