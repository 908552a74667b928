/* SPDX-License-Identifier: ISC */
/*
 * Values of JSON as partial files have them: false, and nothing is said, where
 * NODE, which may be NULL, is another.
 */
#ifndef CGWGEN_CMD_PARTIAL_JSON_H
#define CGWGEN_CMD_PARTIAL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rule.h"
#include "doc/node.h"

/* The greatest number. */
#define PARTIAL_NUMBER ((size_t)INT32_MAX)
/* In place of an index. */
#define PARTIAL_NONE ((size_t)-1)

bool partial_is_null(const struct node *node);
bool partial_is_list(const struct node *node);

/* A text without control characters, or NULL for null. */
bool partial_text(const struct node *node, const char **ret);

/* A number from 0 to MOST. */
bool partial_number(const struct node *node, size_t most, size_t *ret);

/* A number below COUNT, or PARTIAL_NONE for null. */
bool partial_index(const struct node *node, size_t count, size_t *ret);

/* The items of a list of COUNT of them. */
bool partial_items(
    const struct node *list, const struct node **ret, size_t count);

/* The id of a rule. */
bool partial_rule(const struct node *node, enum rule_id *ret);

#endif
