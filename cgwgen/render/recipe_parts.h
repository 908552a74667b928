/* SPDX-License-Identifier: ISC */
/* What a recipe is: recipe_record.c makes it, recipe.c applies it. */
#ifndef CGWGEN_RENDER_RECIPE_PARTS_H
#define CGWGEN_RENDER_RECIPE_PARTS_H

#include <stdatomic.h>

#include "render/context_rows.h"
#include "render/recipe.h"

/* Leaves of more make no recipe. */
#define MAX_LEAVES 512
/* More files make none, either. */
#define MAX_PAGES 16

/* A leaf's text. */
struct piece {
	const char *text;
	size_t length;
};

/* A value that a recipe is about, and what is known of it. */
struct leaf {
	bool read, tested, printed;
	bool truth;          /* when it is tested */
	uint8_t kind;        /* when it is printed: TV_STRING or TV_INT */
	uint32_t length;     /* of a string */
	struct tvalue value; /* when it is read */
	int64_t integer;     /* of a TV_INT, which most often is the same */
	struct piece digits; /* of it; text is NULL where it is secret */
};

/* So many bytes of the recipe's text, then a leaf. */
struct step {
	uint32_t literal;
	uint32_t leaf; /* index */
};

struct page {
	const char *literals; /* of all steps, then what is left of them */
	size_t length;
	const struct step *steps;
	size_t step_count;
	size_t max_output;
};

struct recipe {
	struct arena *arena;
	size_t tunnel_count;
	/* Those that are read, others, those that are chosen, derived ones. */
	struct leaf *leaves;
	size_t leaf_count;
	size_t chosen; /* index of the first of these */
	size_t chosen_count;
	struct context_leaf *places; /* of those that are not derived */
	const struct template_derivation **derived;
	size_t derived_count;
	struct page *pages; /* for any choices */
	size_t page_count;
	/* The choices it was made of.  Where they are made again, what is
	 * chosen has these values, and is no hole in these pages. */
	struct choice *choices;
	struct tvalue *chosen_values;
	struct page *chosen_pages;
	/* Which leaf did not fit the last connection that the recipe did not
	 * fit; of several threads, any one's. */
	atomic_size_t doubt;
};

/* NUMBER in decimal, in ARENA. */
struct piece recipe_digits(int64_t number, struct arena *arena);

/* Whether a template takes VALUE, a scalar, for true. */
bool recipe_truth(const struct tvalue *value);

#endif
