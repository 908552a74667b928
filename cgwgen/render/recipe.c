/* SPDX-License-Identifier: ISC */
/* Applying a recipe: do its leaves fit, and its text with theirs.  Floor 5. */
#include "render/recipe.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "render/recipe_parts.h"

void
recipe_free(struct recipe *recipe)
{
	if (recipe == NULL)
		return;
	arena_free(recipe->arena);
	free(recipe);
}

bool
recipe_truth(const struct tvalue *value)
{
	return value->kind == TV_BOOL   ? value->as.truth
	       : value->kind == TV_INT  ? value->as.integer != 0
	       : value->kind == TV_NONE ? false
					: value->length != 0;
}

static bool
is_same(const struct tvalue *a, const struct tvalue *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case TV_STRING:
		return a->length == b->length &&
		       memcmp(a->as.text, b->as.text, a->length) == 0;
	case TV_INT:
		return a->as.integer == b->as.integer;
	case TV_BOOL:
		return a->as.truth == b->as.truth;
	default:
		return true;
	}
}

struct piece
recipe_digits(int64_t number, struct arena *arena)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_signed_before(end, number);
	const size_t length = (size_t)(end - at);

	return (struct piece){ arena_copy(arena, at, length), length };
}

/* Whether VALUE may stand for LEAF; if it is printed, *PIECE is its text. */
static bool
fits(const struct leaf *leaf, const struct tvalue *value, struct arena *arena,
    struct piece *piece)
{
	if (leaf->read) {
		if (!is_same(&leaf->value, value))
			return false;
		if (!leaf->printed)
			return true;
	}
	if (leaf->tested && leaf->truth != recipe_truth(value))
		return false;
	if (value->kind == TV_STRING && value->length > TEMPLATE_LEAF &&
	    value->length > leaf->length)
		return false;
	if (!leaf->printed)
		return true;
	if (leaf->kind != value->kind)
		return false;
	if (value->kind == TV_STRING)
		*piece = (struct piece){ value->as.text, value->length };
	else
		*piece = leaf->digits.text != NULL &&
				 value->as.integer == leaf->integer
			     ? leaf->digits
			     : recipe_digits(value->as.integer, arena);
	return true;
}

/* The length of PAGE with these texts; false when it is more than a render
 * may give. */
static bool
measure(const struct page *page, const struct piece *pieces, size_t *ret)
{
	const struct step *step = page->steps, *end = step + page->step_count;

	*ret = page->length;
	for (; step != end; step++)
		*ret += pieces[step->leaf].length;
	return *ret <= page->max_output;
}

static void
write_page(const struct page *page, const struct piece *pieces, size_t length,
    struct template_output *ret)
{
	const struct step *step = page->steps, *end = step + page->step_count;
	const char *from = page->literals, *last = from + page->length;
	const struct piece *piece;
	char *to;

	ret->span_count = 0;
	ret->span_capacity = 0;
	if (length == 0) {
		buf_clear(&ret->text);
		return;
	}
	to = buf_renew(&ret->text, length);
	for (; step != end; step++) {
		memcpy(to, from, step->literal);
		to += step->literal;
		from += step->literal;
		piece = &pieces[step->leaf];
		memcpy(to, piece->text, piece->length);
		to += piece->length;
	}
	memcpy(to, from, (size_t)(last - from));
}

/* What is made for one connection. */
struct filling {
	struct tvalue values[MAX_LEAVES];
	struct piece pieces[MAX_LEAVES];
};

/* Leaves FROM to less than END; false when one does not fit. */
static bool
fit_leaves(struct recipe *recipe, size_t from, size_t end, struct arena *arena,
    struct filling *ret)
{
	size_t i;

	for (i = from; i < end; i++) {
		if (fits(&recipe->leaves[i], &ret->values[i], arena,
			&ret->pieces[i]))
			continue;
		atomic_store_explicit(&recipe->doubt, i, memory_order_relaxed);
		return false;
	}
	return true;
}

/* Leaves FROM to less than END, which are no derived ones. */
static bool
fill_own(struct recipe *recipe, size_t from, size_t end,
    struct subject *subject, const struct choice *choices, struct filling *ret)
{
	context_leaf_values(subject, choices, &recipe->places[from], end - from,
	    &ret->values[from]);
	return fit_leaves(recipe, from, end, subject->arena, ret);
}

/* Whether the choices for CONNECTION's tunnels are those of RECIPE. */
static bool
is_chosen_again(const struct recipe *recipe, const struct choice *choices)
{
	size_t i;

	for (i = 0; i < recipe->tunnel_count; i++)
		if (!choice_equal(&recipe->choices[i], &choices[i]))
			return false;
	return true;
}

/* The leaves that are no derived ones; those that are chosen are known when
 * that is done AGAIN.  What differed last is looked at first, so that
 * connections that have nothing in common cost little. */
static bool
fill_all_own(struct recipe *recipe, struct subject *subject,
    const struct choice *choices, bool again, struct filling *ret)
{
	const size_t own = recipe->chosen + recipe->chosen_count;
	const size_t end = again ? recipe->chosen : own;
	const size_t doubt =
	    atomic_load_explicit(&recipe->doubt, memory_order_relaxed);

	if (doubt < end &&
	    !fill_own(recipe, doubt, doubt + 1, subject, choices, ret))
		return false;
	if (again && recipe->chosen_count != 0)
		memcpy(&ret->values[end], recipe->chosen_values,
		    recipe->chosen_count * sizeof(ret->values[0]));
	return fill_own(recipe, 0, end, subject, choices, ret);
}

/* The values of RECIPE's leaves and their texts; false when one does not fit.
 */
static bool
fill_leaves(struct recipe *recipe, const struct recipe_scope *scope,
    struct subject *subject, const struct choice *choices, bool again,
    struct filling *ret)
{
	const size_t own = recipe->chosen + recipe->chosen_count;

	if (!fill_all_own(recipe, subject, choices, again, ret))
		return false;
	return recipe->derived_count == 0 ||
	       (template_derive(scope->programs[0], recipe->derived,
		    recipe->derived_count, ret->values, own, subject->arena) &&
		   fit_leaves(
		       recipe, own, recipe->leaf_count, subject->arena, ret));
}

bool
recipe_apply(struct recipe *recipe, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    struct arena *arena, struct rendering *ret)
{
	struct filling filling;
	struct subject subject = { .arena = arena,
		.path = "",
		.bare = true,
		.connection = connection,
		.profile = scope->profile,
		.base = scope->base };
	const struct page *pages;
	size_t lengths[MAX_PAGES], i;
	bool again;

	if (connection->tunnel_count != recipe->tunnel_count)
		return false;
	again = is_chosen_again(recipe, choices);
	if (!fill_leaves(recipe, scope, &subject, choices, again, &filling))
		return false;
	pages = again ? recipe->chosen_pages : recipe->pages;
	for (i = 0; i < recipe->page_count; i++)
		if (!measure(&pages[i], filling.pieces, &lengths[i]))
			return false;
	for (i = 0; i < recipe->page_count; i++)
		write_page(&pages[i], filling.pieces, lengths[i],
		    &ret->files[i].output);
	return true;
}
