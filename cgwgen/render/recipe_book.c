/* SPDX-License-Identifier: ISC */
/* The recipes of a renderer: when one is made, and which is used.  Floor 5. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "render/recipe.h"

#define MAX_RECIPES 8
/* A run with fewer connections than this pays nothing. */
#define FIRST_AFTER 8

struct recipe_book {
	pthread_mutex_t lock; /* of adding one */
	struct recipe *recipes[MAX_RECIPES];
	atomic_size_t count; /* of those that are there to be used */
	atomic_size_t last;  /* which one fitted last */
	atomic_size_t uses;
	/* So many more renders that none fits, and one more is made. */
	atomic_size_t wait;
	atomic_size_t next_wait;
	enum render_repeat repeat;
};

struct recipe_book *
recipe_book_new(enum render_repeat repeat)
{
	struct recipe_book *book = memory_alloc(sizeof(*book));
	const size_t wait = repeat == RENDER_REPEAT_AT_ONCE ? 1 : FIRST_AFTER;

	*book = (struct recipe_book){ .repeat = repeat };
	pthread_mutex_init(&book->lock, NULL);
	atomic_init(&book->count, 0);
	atomic_init(&book->last, 0);
	atomic_init(&book->uses, 0);
	atomic_init(&book->wait, wait);
	atomic_init(&book->next_wait, wait);
	return book;
}

void
recipe_book_free(struct recipe_book *book)
{
	size_t i;

	if (book == NULL)
		return;
	for (i = 0; i < atomic_load(&book->count); i++)
		recipe_free(book->recipes[i]);
	pthread_mutex_destroy(&book->lock);
	free(book);
}

/* Spans are asked for to see where values are from: only a render has them. */
static bool
wants_spans(const struct rendering *rendering)
{
	size_t i;

	for (i = 0; i < rendering->count; i++)
		if (rendering->files[i].output.want_spans)
			return true;
	return false;
}

bool
recipe_book_apply(struct recipe_book *book, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    struct arena *arena, struct rendering *ret)
{
	const size_t count =
	    atomic_load_explicit(&book->count, memory_order_acquire);
	const size_t last =
	    atomic_load_explicit(&book->last, memory_order_relaxed);
	size_t i, at;

	if (count == 0 || wants_spans(ret))
		return false;
	for (i = 0; i < count; i++) {
		at = (last + i) % count;
		if (!recipe_apply(book->recipes[at], scope, connection, choices,
			arena, ret))
			continue;
		if (at != last)
			atomic_store_explicit(
			    &book->last, at, memory_order_relaxed);
		atomic_fetch_add_explicit(&book->uses, 1, memory_order_relaxed);
		return true;
	}
	return false;
}

/* Whether this is the render to learn from: of several threads, one's. */
static bool
is_due(struct recipe_book *book)
{
	size_t wait;

	if (book->repeat == RENDER_REPEAT_NEVER ||
	    atomic_load_explicit(&book->count, memory_order_relaxed) ==
		MAX_RECIPES ||
	    atomic_fetch_sub_explicit(&book->wait, 1, memory_order_relaxed) !=
		1)
		return false;
	wait = atomic_load_explicit(&book->next_wait, memory_order_relaxed);
	if (book->repeat == RENDER_REPEAT)
		wait *= 2;
	atomic_store_explicit(&book->next_wait, wait, memory_order_relaxed);
	atomic_store_explicit(&book->wait, wait, memory_order_relaxed);
	return true;
}

void
recipe_book_learn(struct recipe_book *book, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena)
{
	struct recipe *recipe;
	size_t count;

	if (wants_spans(made) || !is_due(book))
		return;
	recipe = recipe_new(scope, connection, choices, made, arena);
	if (recipe == NULL)
		return;
	pthread_mutex_lock(&book->lock);
	count = atomic_load_explicit(&book->count, memory_order_relaxed);
	if (count < MAX_RECIPES) {
		book->recipes[count] = recipe;
		atomic_store_explicit(
		    &book->count, count + 1, memory_order_release);
		recipe = NULL;
	}
	pthread_mutex_unlock(&book->lock);
	recipe_free(recipe);
}

size_t
recipe_book_uses(const struct recipe_book *book)
{
	return atomic_load(&book->uses);
}
