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
/* method_split.c */
template_function text_strip, text_lstrip, text_rstrip, text_split,
    text_splitlines, text_partition, text_rpartition;
/* str_format.c */
template_function method_format;

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
