/* SPDX-License-Identifier: ISC */
/* What the first bytes of an input tell of it. */
#ifndef CGWGEN_READ_BEGINNING_H
#define CGWGEN_READ_BEGINNING_H

#include <stdbool.h>
#include <stddef.h>

/* What follows a byte order mark and white space. */
const char *beginning(const char *text);

/* Whether the text begins as XML does. */
bool beginning_is_xml(const char *text);

/* Whether the text is read as JSON: it begins with an object, a list, or a
 * string that holds XML.  Else it is read as YAML. */
bool beginning_is_json(const char *text);

/*
 * The name of the root element behind declarations, comments and a document
 * type, and its length; NULL where TEXT has none or ends before the name
 * does.  Nothing of it is checked to be well-formed.
 */
const char *beginning_root(const char *text, size_t *ret_length);

/* Whether the root element is the one that AWS's XML has, in a namespace or
 * in none. */
bool beginning_is_ours(const char *text);

/*
 * The id of the connection in AWS's XML, when nothing but a declaration and
 * blanks stand before its root, and the id is the root's first attribute: then
 * reading the whole will find the same.  NULL when it is not that certain; else
 * *RET_LENGTH bytes.
 */
const char *beginning_id(const char *text, size_t *ret_length);

#endif
