/* SPDX-License-Identifier: ISC */
/*
 * The functions behind the rows of the tables in filter.c and method.c.
 */
#ifndef CGWGEN_TEMPLATE_FILTERS_H
#define CGWGEN_TEMPLATE_FILTERS_H

#include "template/engine.h"

/* escape.c */
template_function filter_tojson, filter_escape, filter_forceescape, filter_safe;
/* filter_case.c and filter_text.c */
template_function filter_capitalize, filter_center, filter_indent, filter_join,
    filter_lower, filter_replace, filter_string, filter_title, filter_trim,
    filter_truncate, filter_upper, filter_wordcount;
/* filter_list.c */
template_function filter_batch, filter_first, filter_items, filter_last,
    filter_length, filter_list, filter_reverse, filter_slice, filter_sum;
/* filter_sort.c */
template_function filter_dictsort, filter_groupby, filter_max, filter_min,
    filter_sort, filter_unique;
/* filter_map.c */
template_function filter_attr, filter_map, filter_reject, filter_rejectattr,
    filter_select, filter_selectattr;
/* filter_number.c */
template_function filter_abs, filter_default, filter_filesizeformat,
    filter_float, filter_int, filter_round;
/* filter_html.c, filter_url.c, filter_urlize.c, filter_wrap.c */
template_function filter_striptags, filter_urlencode, filter_urlize,
    filter_wordwrap, filter_xmlattr;
/* format.c */
template_function filter_format;
/* method_fill.c */
template_function text_casefold, text_center, text_expandtabs, text_join,
    text_ljust, text_replace, text_rjust, text_swapcase, text_title, text_zfill;
/* method_is.c */
template_function text_isalnum, text_isalpha, text_isascii, text_isdecimal,
    text_isdigit, text_isidentifier, text_islower, text_isnumeric,
    text_isprintable, text_isspace, text_istitle, text_isupper;
/* method_split.c */
template_function text_lstrip, text_partition, text_rpartition, text_rsplit,
    text_rstrip, text_split, text_splitlines, text_strip;
/* method_text.c */
template_function text_count_method, text_endswith, text_find_method,
    text_index, text_removeprefix, text_removesuffix, text_rfind, text_rindex,
    text_startswith;
/* method_translate.c */
template_function text_maketrans, text_translate;
/* str_format.c */
template_function method_format, method_format_map;

/* format_spec.c: adds VALUE by the format specification SPEC to the sink. */
bool format_value(
    struct tcall *call, const struct tvalue *value, const struct tvalue *spec);
/* format.c: a number without its sign by the type e, E, f, F, g or G. */
const char *real_digits(
    struct arena *arena, char type, bool alternate, int digits, double size);
/* format.c: what ascii() makes of a text. */
bool text_to_ascii(struct run *r, struct tvalue *text);

/* method_fill.c: escapes the string arguments when the input is markup. */
bool markup_args(struct tcall *call);

/* filter_text.c: without the characters of SET (NULL: blanks) around. */
struct tvalue strip_text(struct run *r, const struct tvalue *text,
    const struct tvalue *set, bool left, bool right);

/* filter_text.c: whether the input is a string; reports if it is not. */
bool text_input(struct tcall *call);

/* entities.c: the text of HTML's reference NAME, *RET bytes of it, or NULL.
 * CLOSED: a semicolon follows, which most names need. */
const char *entity_find(
    const char *name, size_t length, bool closed, size_t *ret);

/* Splits TEXT at newlines as Python's splitlines() does: the length of the
 * line at AT, and of the newline after it in *NEWLINE (0 at the end). */
size_t line_length(const char *text, size_t length, size_t at, size_t *newline);

#endif
