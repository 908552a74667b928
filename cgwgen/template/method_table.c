/* SPDX-License-Identifier: ISC */
/*
 * The tables of methods of strings and numbers.
 */
#include <math.h>

#include "template/filters.h"

const struct builtin string_methods[] = {
	BUILTIN("capitalize", "", 0, filter_capitalize,
	    "the first letter upper, the others lower",
	    "{{ 'aB'.capitalize() }}", "Ab"),
	BUILTIN("casefold", "", 0, text_casefold,
	    "in lower case, for comparing", "{{ 'Ab'.casefold() }}", "ab"),
	BUILTIN("center", "/width, fillchar=' '", 1, text_center,
	    "in the middle of a width", "{{ 'a'.center(5, '-') }}", "--a--"),
	BUILTIN("count", "/sub, start=none, end=none", 1, text_count_method,
	    "how often a text is in it", "{{ '1.2.3.4'.count('.') }}", "3"),
	UNSUPPORTED("encode", "there are no bytes"),
	BUILTIN("endswith", "/suffix, start=none, end=none", 1, text_endswith,
	    "whether it ends with a text, or with one of a tuple",
	    "{{ 'eth0'.endswith('0') }}", "True"),
	BUILTIN("expandtabs", "tabsize=8", 0, text_expandtabs,
	    "tabs made into blanks", "{{ 'a\\tb'.expandtabs(4) }}", "a   b"),
	BUILTIN("find", "/sub, start=none, end=none", 1, text_find_method,
	    "where a text is first, or -1", "{{ 'eth0/1'.find('/') }}", "4"),
	BUILTIN("format", "*value, name=value, ...", 0, method_format,
	    "values put into a format", "{{ '{0}: {n:>4}'.format('a', n=1) }}",
	    "a:    1"),
	BUILTIN("format_map", "/mapping", 1, method_format_map,
	    "the values of a dict put into a format",
	    "{{ '{a}'.format_map({'a': 1}) }}", "1"),
	BUILTIN("index", "/sub, start=none, end=none", 1, text_index,
	    "where a text is first, which must be there",
	    "{{ 'abc'.index('c') }}", "2"),
	BUILTIN("isalnum", "", 0, text_isalnum, "letters and digits only",
	    "{{ 'eth0'.isalnum() }}", "True"),
	BUILTIN("isalpha", "", 0, text_isalpha, "letters only",
	    "{{ 'eth0'.isalpha() }}", "False"),
	BUILTIN("isascii", "", 0, text_isascii, "ASCII only",
	    "{{ 'é'.isascii() }}", "False"),
	BUILTIN("isdecimal", "", 0, text_isdecimal, "decimal digits only",
	    "{{ '10'.isdecimal() }}", "True"),
	BUILTIN("isdigit", "", 0, text_isdigit, "digits only",
	    "{{ '1.5'.isdigit() }}", "False"),
	BUILTIN("isidentifier", "", 0, text_isidentifier, "a name",
	    "{{ 'a_1'.isidentifier() }}", "True"),
	BUILTIN("islower", "", 0, text_islower, "in lower case",
	    "{{ 'ab1'.islower() }}", "True"),
	BUILTIN("isnumeric", "", 0, text_isnumeric, "numerals only",
	    "{{ '12'.isnumeric() }}", "True"),
	BUILTIN("isprintable", "", 0, text_isprintable, "no control characters",
	    "{{ 'a\\n'.isprintable() }}", "False"),
	BUILTIN("isspace", "", 0, text_isspace, "blanks only",
	    "{{ ' '.isspace() }}", "True"),
	BUILTIN("istitle", "", 0, text_istitle, "each word capitalized",
	    "{{ 'Site To'.istitle() }}", "True"),
	BUILTIN("isupper", "", 0, text_isupper, "in upper case",
	    "{{ 'AES'.isupper() }}", "True"),
	BUILTIN("join", "/iterable", 1, text_join,
	    "texts joined, with it between", "{{ ', '.join(['a', 'b']) }}",
	    "a, b"),
	BUILTIN("ljust", "/width, fillchar=' '", 1, text_ljust,
	    "filled up on the right", "{{ 'a'.ljust(4, '.') }}", "a..."),
	BUILTIN("lower", "", 0, filter_lower, "in lower case",
	    "{{ 'SHA2'.lower() }}", "sha2"),
	BUILTIN("lstrip", "/chars=none", 0, text_lstrip,
	    "without blanks, or these characters, on the left",
	    "{{ '007'.lstrip('0') }}", "7"),
	BUILTIN("maketrans", "/x, y, z", 1, text_maketrans,
	    "a table for translate", "{{ 'x'.maketrans('a', 'b') }}",
	    "{97: 98}"),
	BUILTIN("partition", "/sep", 1, text_partition,
	    "the parts before, of and after the first separator",
	    "{{ 'a/b/c'.partition('/') }}", "('a', '/', 'b/c')"),
	BUILTIN("removeprefix", "/prefix", 1, text_removeprefix,
	    "without a text that it begins with",
	    "{{ 'vpn-1'.removeprefix('vpn-') }}", "1"),
	BUILTIN("removesuffix", "/suffix", 1, text_removesuffix,
	    "without a text that it ends with",
	    "{{ 'a.cfg'.removesuffix('.cfg') }}", "a"),
	BUILTIN("replace", "/old, new, count=-1", 2, text_replace,
	    "a text replaced by another", "{{ 'a-b-c'.replace('-', '_', 1) }}",
	    "a_b-c"),
	BUILTIN("rfind", "/sub, start=none, end=none", 1, text_rfind,
	    "where a text is last, or -1", "{{ 'a/b/c'.rfind('/') }}", "3"),
	BUILTIN("rindex", "/sub, start=none, end=none", 1, text_rindex,
	    "where a text is last, which must be there",
	    "{{ 'a/b/c'.rindex('/') }}", "3"),
	BUILTIN("rjust", "/width, fillchar=' '", 1, text_rjust,
	    "filled up on the left", "{{ '7'.rjust(3, '0') }}", "007"),
	BUILTIN("rpartition", "/sep", 1, text_rpartition,
	    "the parts before, of and after the last separator",
	    "{{ 'a/b/c'.rpartition('/') }}", "('a/b', '/', 'c')"),
	BUILTIN("rsplit", "sep=none, maxsplit=-1", 0, text_rsplit,
	    "the parts between separators, counted from the right",
	    "{{ 'a.b.c'.rsplit('.', 1) }}", "['a.b', 'c']"),
	BUILTIN("rstrip", "/chars=none", 0, text_rstrip,
	    "without blanks, or these characters, on the right",
	    "{{ 'a//'.rstrip('/') }}", "a"),
	BUILTIN("split", "sep=none, maxsplit=-1", 0, text_split,
	    "the parts between separators, or between blanks",
	    "{{ '10.0.0.0/8'.split('/') }}", "['10.0.0.0', '8']"),
	BUILTIN("splitlines", "keepends=false", 0, text_splitlines, "the lines",
	    "{{ 'a\\nb'.splitlines() }}", "['a', 'b']"),
	BUILTIN("startswith", "/prefix, start=none, end=none", 1,
	    text_startswith,
	    "whether it begins with a text, or with one of a tuple",
	    "{{ 'eth0'.startswith(('eth', 'en')) }}", "True"),
	BUILTIN("strip", "/chars=none", 0, text_strip,
	    "without blanks, or these characters, at both ends",
	    "{{ ' a '.strip() }}", "a"),
	BUILTIN("swapcase", "", 0, text_swapcase,
	    "upper and lower case exchanged", "{{ 'aB'.swapcase() }}", "Ab"),
	BUILTIN("title", "", 0, text_title, "each word capitalized",
	    "{{ 'site to site'.title() }}", "Site To Site"),
	BUILTIN("translate", "/table", 1, text_translate,
	    "characters replaced by what a dict has for their numbers",
	    "{{ 'a/b'.translate({47: '-'}) }}", "a-b"),
	BUILTIN("upper", "", 0, filter_upper, "in upper case",
	    "{{ 'aes'.upper() }}", "AES"),
	BUILTIN("zfill", "/width", 1, text_zfill,
	    "filled up with zeros, behind a sign", "{{ '-7'.zfill(4) }}",
	    "-007"),
	BUILTIN_END
};

/* How many binary digits the number has, or how many of them are one. */
static int64_t
bits(const struct tvalue *value, bool ones)
{
	int64_t integer = 0, count = 0;
	uint64_t size;

	as_integer(value, &integer);
	size = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
	for (; size != 0; size >>= 1)
		count += !ones || (size & 1) != 0;
	return count;
}

static bool
int_bit_count(struct tcall *call, struct tvalue *ret)
{
	*ret = tv_int(bits(&call->input, true));
	return true;
}

static bool
int_bit_length(struct tcall *call, struct tvalue *ret)
{
	*ret = tv_int(bits(&call->input, false));
	return true;
}

const struct builtin int_methods[] = {
	BUILTIN("bit_count", "", 0, int_bit_count,
	    "how many binary digits are 1", "{{ (255).bit_count() }}", "8"),
	BUILTIN("bit_length", "", 0, int_bit_length,
	    "how many binary digits it has", "{{ (255).bit_length() }}", "8"),
	BUILTIN_END
};

static bool
float_is_integer(struct tcall *call, struct tvalue *ret)
{
	double real = call->input.as.real;

	*ret = tv_bool(isfinite(real) && floor(real) == real);
	return true;
}

const struct builtin float_methods[] = {
	BUILTIN("is_integer", "", 0, float_is_integer, "without a fraction",
	    "{{ (2.0).is_integer() }}", "True"),
	BUILTIN_END
};
