/* SPDX-License-Identifier: ISC */
/* The tables of Ansible's own filters and tests, ansible.builtin. */
#include "template/filter_regex.h"

/* In the order of strcmp(), for table_find(). */
const struct builtin ansible_filter_table[] = {
	BUILTIN("regex_escape", "re_type='python'", 0, filter_regex_escape,
	    "a backslash before each character that means something in a "
	    "regular expression (or in one of type posix_basic)",
	    "{{ 'a.b'|regex_escape }}", "a\\.b"),
	BUILTIN("regex_findall", "regex, multiline=false, ignorecase=false", 1,
	    filter_regex_findall,
	    "all matches: the text of each, or of its group, or of its groups",
	    "{{ 'ge0/1'|regex_findall('\\\\d') }}", "['0', '1']"),
	BUILTIN("regex_replace",
	    "pattern='', replacement='', ignorecase=false, multiline=false", 0,
	    filter_regex_replace,
	    "each match replaced; the replacement may hold \\1 and \\g<name>",
	    "{{ 'ge0/1'|regex_replace('^ge(\\\\d)', 'xe\\\\1') }}", "xe0/1"),
	BUILTIN("regex_search",
	    "*regex, group, ..., ignorecase=false, multiline=false", 1,
	    filter_regex_search,
	    "the first match, none if there is none; a list of the groups "
	    "that are named as '\\\\1' or '\\\\g<name>'",
	    "{{ 'ge0/1'|regex_search('(\\\\d)/(\\\\d)', '\\\\1', '\\\\2') }}",
	    "['0', '1']"),
};
const size_t ansible_filter_count = LENGTH_OF(ansible_filter_table);

const struct builtin ansible_test_table[] = {
	BUILTIN("match", "pattern='', ignorecase=false, multiline=false", 0,
	    test_match, "text that begins with a match of the expression",
	    "{{ 'ge0' is match('ge') }}", "True"),
	BUILTIN("regex",
	    "pattern='', ignorecase=false, multiline=false, "
	    "match_type='search'",
	    0, test_regex,
	    "text with a match; match_type may be match or fullmatch",
	    "{{ 'ge0' is regex('ge', match_type='fullmatch') }}", "False"),
	BUILTIN("search", "pattern='', ignorecase=false, multiline=false", 0,
	    test_search, "text with a match of the expression",
	    "{{ 'ge0' is search('e') }}", "True"),
};
const size_t ansible_test_count = LENGTH_OF(ansible_test_table);
