/* SPDX-License-Identifier: ISC */
/* JSON as values of the template language, for tests. */
#ifndef CGWGEN_TESTS_TEMPLATE_JSON_H
#define CGWGEN_TESTS_TEMPLATE_JSON_H

#include "template/template.h"

/*
 * The value that TEXT, NUL-terminated JSON, begins with; it lives in ARENA.
 * Whatever is no JSON fails the test, or ends a program that is none.
 * Characters above U+FFFF must stand for themselves.
 */
struct tvalue template_json(struct arena *arena, const char *text);

/* The same for a string alone, NUL-terminated beyond *LENGTH bytes. */
char *template_json_string(
    struct arena *arena, const char *text, size_t *length);

#endif
