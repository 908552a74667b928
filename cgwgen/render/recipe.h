/* SPDX-License-Identifier: ISC */
/*
 * Renders that repeat one another.  Most connections of a fleet go through a
 * template in the same way: only ids, addresses and keys differ.  A recipe is
 * what a traced render (template/template.h) left: its text, with places for
 * the values that were only printed, and what all other values must be for
 * the text to be this one.  So what is made by a recipe is byte for byte what
 * a render would give; where no recipe fits, there is a render.  The text of
 * a recipe, and its values, hold no secret.
 */
#ifndef CGWGEN_RENDER_RECIPE_H
#define CGWGEN_RENDER_RECIPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/connection.h"
#include "render/choice.h"
#include "render/context.h"
#include "render/render.h"
#include "template/template.h"

/* One connection as a recipe gives it, with a file per program. */
struct recipe;

/* What renders have in common whose recipes serve one another. */
struct recipe_scope {
	const struct profile *profile;
	const struct context_base *base;
	const struct template *const *programs;
	size_t program_count;
};

/*
 * Renders CONNECTION once more, traced, in ARENA.  NULL when that gives no
 * recipe: something was done to a secret, or the text is not that of MADE,
 * the files of the render that is to be repeated.
 */
struct recipe *recipe_new(const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena);
void recipe_free(struct recipe *recipe);

/* Makes the files of CONNECTION, which has passed all guards; false, with
 * nothing done, when RECIPE does not fit. */
bool recipe_apply(struct recipe *recipe, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    struct arena *arena, struct rendering *ret);

/* The recipes of a renderer, for any number of threads at once. */
struct recipe_book;

struct recipe_book *recipe_book_new(enum render_repeat repeat);
void recipe_book_free(struct recipe_book *book);

/* recipe_apply() with the recipe that fits; false when none does. */
bool recipe_book_apply(struct recipe_book *book,
    const struct recipe_scope *scope, const struct connection *connection,
    const struct choice *choices, struct arena *arena, struct rendering *ret);

/* Told of each render that no recipe fitted: now and then, makes one of it. */
void recipe_book_learn(struct recipe_book *book,
    const struct recipe_scope *scope, const struct connection *connection,
    const struct choice *choices, const struct rendering *made,
    struct arena *arena);

/* How many renders were repeated. */
size_t recipe_book_uses(const struct recipe_book *book);

#endif
