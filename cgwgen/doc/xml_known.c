/* SPDX-License-Identifier: ISC */
/* Which shapes are kept, and for how long.  Floor 1. */
#include "doc/xml_known.h"

#include <string.h>

/* So many documents are studied before a shape is made narrow. */
#define STUDIED 8
/* When most documents do not fit it, a narrow shape is given up. */
#define MISSES 64

static void
forget(struct xml_known_shape *known)
{
	xml_shape_free(known->shape);
	xml_shape_free(known->narrow);
}

void
xml_known_free(struct xml_known *known)
{
	size_t i;

	for (i = 0; i < XML_KNOWN; i++)
		forget(&known->shapes[i]);
	*known = (struct xml_known){ .parsed = 0 };
}

static bool
has_secret(const struct source *source)
{
	size_t start, end;

	return source_next_secret(source, 0, &start, &end);
}

/* Shapes know what is secret in them: they are for one name of secrets, and
 * for sources that have none besides. */
static bool
is_usable(
    struct xml_known *known, const struct source *source, const char *secret)
{
	if (known->parsed == 0)
		known->secret = secret;
	return known->secret == secret && source_may_quote(source) &&
	       !has_secret(source);
}

/* Puts SHAPE before the first COUNT others. */
static void
put_first(struct xml_known *known, struct xml_known_shape shape, size_t count)
{
	memmove(known->shapes + 1, known->shapes, count * sizeof(shape));
	known->shapes[0] = shape;
}

/* MATCH is of a document with the shape, but not with the narrow one. */
static void
study(struct xml_known_shape *known, const struct xml_match *match,
    struct arena *arena)
{
	if (known->studied < STUDIED) {
		xml_shape_study(known->shape, match);
		if (++known->studied == STUDIED)
			known->narrow = xml_shape_narrow(match, arena);
	} else if (known->narrow != NULL && (known->misses += 2) >= MISSES) {
		xml_shape_free(known->narrow);
		known->narrow = NULL;
	}
}

static bool
match_one(struct xml_known_shape *known, struct source *source,
    struct arena *arena, struct xml_match *ret)
{
	if (known->narrow != NULL &&
	    xml_shape_match(known->narrow, source, arena, ret)) {
		known->misses -= known->misses != 0;
		return true;
	}
	if (!xml_shape_match(known->shape, source, arena, ret))
		return false;
	study(known, ret, arena);
	return true;
}

const struct xml_match *
xml_known_match(struct xml_known *known, struct source *source,
    const char *secret, struct arena *arena)
{
	size_t i;

	known->number = 0;
	known->usable = is_usable(known, source, secret);
	if (!known->usable)
		return NULL;
	for (i = 0; i < XML_KNOWN && known->shapes[i].shape != NULL; i++) {
		if (!match_one(&known->shapes[i], source, arena, &known->match))
			continue;
		known->number = known->shapes[i].number;
		if (i != 0)
			put_first(known, known->shapes[i], i);
		return &known->match;
	}
	return NULL;
}

void
xml_known_learn(struct xml_known *known, const struct node *root,
    const struct source *source)
{
	struct xml_shape *shape;

	if (!known->usable)
		return;
	known->parsed++;
	if (known->parsed < 2 || (known->parsed & (known->parsed - 1)) != 0)
		return;
	shape = xml_shape_new(root, source);
	if (shape == NULL)
		return;
	forget(&known->shapes[XML_KNOWN - 1]);
	put_first(known,
	    (struct xml_known_shape){
		.shape = shape, .number = ++known->learned },
	    XML_KNOWN - 1);
}
