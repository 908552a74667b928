/* SPDX-License-Identifier: ISC */
/*
 * Checking a YAML tree against a JSON Schema: the part of draft 2020-12 that
 * cgwgen's own schemas use.
 *
 * Understood are type, enum, const, required, properties, patternProperties,
 * additionalProperties, propertyNames, items, minItems, maxItems,
 * uniqueItems, minProperties, maxProperties, minLength, maxLength, pattern,
 * minimum, maximum, if with then or else, $ref to "#/$defs/NAME", $defs; title,
 * description, examples, default, $comment, $schema and $id are passed over.
 * Any other keyword makes the schema invalid: nothing is left unchecked by
 * mistake.
 *
 * Types follow scalar.h: 1.0 and 010 are numbers, not integers.  enum and
 * const take strings, integers, booleans and null; minimum and maximum take
 * integers; uniqueItems goes with items of type string.  Patterns are
 * PCRE2's, where "$" is the very end.
 *
 * A schema is a tree as yaml_read() makes it.  YAML as libyaml reads it
 * differs from JSON in ways that cgwgen's own schema files avoid: no
 * surrogate pairs (\ud83d\ude00), no duplicate keys, no literal tab or
 * newline in a string.
 */
#ifndef CGWGEN_DOC_SCHEMA_H
#define CGWGEN_DOC_SCHEMA_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "doc/node.h"

struct schema;

/*
 * Compiles the schema at ROOT, which must live as long as the result.  NULL
 * after a CGW010 finding at what is wrong in the schema itself.  The struct
 * lives in ARENA; schema_free() releases its compiled patterns.
 */
struct schema *schema_compile(
    const struct node *root, struct arena *arena, struct diags *diags);
void schema_free(struct schema *schema);

/*
 * Whether NODE keeps to SCHEMA; a CGW010 finding for every place where it
 * does not.  Only reads the schema: threads may share it.
 */
bool schema_check(
    const struct schema *schema, const struct node *node, struct diags *diags);

#endif
