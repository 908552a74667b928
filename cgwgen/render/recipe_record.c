/* SPDX-License-Identifier: ISC */
/* Making a recipe: a traced render, and what is kept of it.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "render/recipe_parts.h"

#define NO_LEAF UINT32_MAX

/* What is seen of a leaf, by its number. */
struct sight {
	bool read, tested, printed;
};

struct recording {
	struct sight *sights;
	bool *used;      /* those that others are derived from, too */
	uint32_t *index; /* of the recipe's leaf */
	size_t own;      /* derived ones have the numbers from here on */
	size_t count;
	struct template_trace trace;
};

static void
on_read(void *host, uint32_t leaf)
{
	((struct recording *)host)->sights[leaf].read = true;
}

/* Of derived leaves there may be too many: they all count, and make none. */
static void
on_sight(void *host, uint32_t leaf, enum template_sight what)
{
	struct recording *recording = host;
	struct sight *sight;

	if (leaf >= recording->count)
		return;
	sight = &recording->sights[leaf];
	sight->read |= what == TEMPLATE_READ;
	sight->tested |= what == TEMPLATE_TESTED;
	sight->printed |= what == TEMPLATE_PRINTED;
}

static void
recording_init(struct recording *ret, size_t own, struct arena *arena)
{
	*ret = (struct recording){ .own = own, .count = own + MAX_LEAVES };
	ret->sights = arena_array(arena, ret->count, sizeof(*ret->sights));
	ret->used = arena_array(arena, ret->count, sizeof(*ret->used));
	ret->index = arena_array(arena, ret->count, sizeof(*ret->index));
	ret->trace.saw = on_sight;
	ret->trace.host = ret;
	ret->trace.leaf_count = (uint32_t)own;
}

/* Where the leaves are in one file. */
struct holes {
	const struct template_hole *items;
	size_t count;
};

/* One file, traced; false when its text is not that of MADE. */
static bool
trace(const struct template *program, const struct tvalue *context,
    const struct template_output *made, struct recording *recording,
    struct arena *arena, struct holes *ret)
{
	struct template_output output = { .want_spans = false };
	struct template_trace *trace = &recording->trace;
	bool same;

	trace->holes = NULL;
	trace->count = trace->capacity = 0;
	same = template_render_traced(program, arena, context, &output, trace,
		   diags_new(arena, 1)) &&
	       output.text.length == made->text.length &&
	       (output.text.length == 0 ||
		   memcmp(output.text.data, made->text.data,
		       output.text.length) == 0);
	buf_free(&output.text);
	if (!same || !trace->ample || trace->derived_count > MAX_LEAVES)
		return false;
	*ret = (struct holes){ trace->holes, trace->count };
	return true;
}

/* VALUE for the recipe to keep; false when it is none that can be compared. */
static bool
keep(struct tvalue *value, struct arena *arena)
{
	if (value->kind == TV_STRING)
		*value =
		    tv_string(arena_copy(arena, value->as.text, value->length),
			value->length);
	return value->kind == TV_STRING || value->kind == TV_INT ||
	       value->kind == TV_BOOL || value->kind == TV_NONE;
}

/* Whether anything is to be known of leaf NUMBER. */
static bool
matters(const struct recording *recording, size_t number)
{
	const struct sight *sight = &recording->sights[number];

	return sight->read || sight->tested || sight->printed ||
	       recording->used[number];
}

/* Leaves that are only there for others to be made of.  That each of these can
 * be made matters, whatever became of it. */
static void
mark_used(struct recording *recording)
{
	size_t i;

	for (i = 0; i < recording->trace.derived_count; i++)
		template_derivation_mark(
		    recording->trace.derived[i], recording->used);
}

/* The leaf NUMBER, which has VALUE here; false when it must not be in a recipe.
 * A truth does not give a secret away. */
static bool
add_leaf(struct recipe *recipe, struct recording *recording, size_t number,
    const struct tvalue *value, bool secret)
{
	const struct sight *sight = &recording->sights[number];
	struct leaf *leaf;

	if (recipe->leaf_count == MAX_LEAVES ||
	    (sight->read && secret && value->kind != TV_NONE &&
		value->kind != TV_BOOL))
		return false;
	recording->index[number] = (uint32_t)recipe->leaf_count;
	leaf = &recipe->leaves[recipe->leaf_count++];
	*leaf = (struct leaf){ .read = sight->read,
		.tested = sight->tested,
		.printed = sight->printed,
		.truth = sight->tested && recipe_truth(value),
		.kind = value->kind,
		.length = value->length };
	if (value->kind == TV_INT && !secret) {
		leaf->integer = value->as.integer;
		leaf->digits = recipe_digits(leaf->integer, recipe->arena);
	}
	if (!sight->read)
		return true;
	leaf->value = *value;
	return keep(&leaf->value, recipe->arena);
}

/* The kinds of leaves that are no derived ones. */
enum group { GROUP_READ, GROUP_OTHER, GROUP_CHOSEN };

static enum group
group_of(const struct sight *sight, const struct context_leaf *at)
{
	return context_leaf_is_chosen(at) ? GROUP_CHOSEN
	       : sight->read              ? GROUP_READ
					  : GROUP_OTHER;
}

/* All that are of GROUP. */
static bool
add_own(struct recipe *recipe, struct recording *recording, enum group group,
    struct subject *subject, const struct choice *choices)
{
	struct context_leaf at;
	struct tvalue value;
	uint32_t i;

	for (i = 0; i < recording->own; i++) {
		at = context_leaf(subject->base, i);
		if (!matters(recording, i) ||
		    group_of(&recording->sights[i], &at) != group)
			continue;
		context_leaf_values(subject, choices, &at, 1, &value);
		if (!add_leaf(recipe, recording, i, &value,
			context_leaf_is_secret(&at)))
			return false;
		recipe->places[recipe->leaf_count - 1] = at;
	}
	return true;
}

/* What is chosen, and the choices. */
static bool
add_chosen(struct recipe *recipe, struct recording *recording,
    struct subject *subject, const struct choice *choices)
{
	const size_t tunnels = recipe->tunnel_count;
	struct arena *arena = recipe->arena;
	size_t i;

	recipe->choices = arena_array(arena, tunnels, sizeof(*choices));
	memcpy(recipe->choices, choices, tunnels * sizeof(*choices));
	recipe->chosen = recipe->leaf_count;
	if (!add_own(recipe, recording, GROUP_CHOSEN, subject, choices))
		return false;
	recipe->chosen_count = recipe->leaf_count - recipe->chosen;
	recipe->chosen_values = arena_array(
	    arena, recipe->chosen_count, sizeof(*recipe->chosen_values));
	context_leaf_values(subject, choices, &recipe->places[recipe->chosen],
	    recipe->chosen_count, recipe->chosen_values);
	for (i = 0; i < recipe->chosen_count; i++)
		if (!keep(&recipe->chosen_values[i], arena))
			return false;
	return true;
}

/* Whether what DERIVATION is made of has a secret among it. */
static bool
derives_secret(const struct template_derivation *derivation,
    const bool *secrets, bool *marks, size_t count)
{
	bool found = false;
	size_t i;

	memset(marks, 0, count * sizeof(*marks));
	template_derivation_mark(derivation, marks);
	for (i = 0; i < count; i++)
		found |= marks[i] && secrets[i];
	return found;
}

static bool
add_derived(struct recipe *recipe, struct recording *recording,
    const struct context_base *base, struct arena *arena)
{
	const struct template_trace *trace = &recording->trace;
	bool *secrets = arena_array(arena, recording->count, sizeof(*secrets));
	bool *marks = arena_array(arena, recording->count, sizeof(*marks));
	const struct template_derivation *derivation;
	struct context_leaf at;
	struct tvalue value;
	size_t i, number;

	for (i = 0; i < recording->own; i++) {
		at = context_leaf(base, (uint32_t)i);
		secrets[i] = context_leaf_is_secret(&at);
	}
	recipe->derived = arena_array(
	    recipe->arena, trace->derived_count, sizeof(*recipe->derived));
	for (i = 0; i < trace->derived_count; i++) {
		number = recording->own + i;
		derivation = trace->derived[i];
		secrets[number] = derives_secret(
		    derivation, secrets, marks, recording->count);
		value = template_derivation_value(derivation);
		if (!add_leaf(
			recipe, recording, number, &value, secrets[number]))
			return false;
		recipe->derived[recipe->derived_count++] =
		    template_derivation_copy(
			derivation, recording->index, recipe->arena);
	}
	return true;
}

/* Which leaves the holes of RECIPE's pages are of; those that are CHOSEN are no
 * holes in some of them. */
static uint32_t
leaf_of(const struct recipe *recipe, const struct recording *recording,
    const struct template_hole *hole, bool chosen)
{
	const uint32_t leaf = recording->index[hole->leaf];

	return !chosen || leaf - recipe->chosen >= recipe->chosen_count
		   ? leaf
		   : NO_LEAF;
}

/* The text without its holes, and where they were. */
static void
fill_page(struct recipe *recipe, const struct recording *recording,
    const struct buf *text, const struct holes *holes, bool chosen,
    struct page *page)
{
	struct step *step =
	    arena_array(recipe->arena, holes->count, sizeof(*step));
	char *literals = arena_alloc(recipe->arena, text->length + 1);
	const struct template_hole *hole = holes->items;
	const struct template_hole *end = hole + holes->count;
	size_t at = 0, length;
	uint32_t leaf;

	page->literals = literals;
	page->steps = step;
	for (; hole != end; hole++) {
		leaf = leaf_of(recipe, recording, hole, chosen);
		if (leaf == NO_LEAF)
			continue;
		length = hole->start - at;
		memcpy(literals + page->length, text->data + at, length);
		page->length += length;
		*step++ = (struct step){ (uint32_t)length, leaf };
		at = hole->start + hole->length;
	}
	page->step_count = (size_t)(step - page->steps);
	length = text->length - at;
	if (length != 0)
		memcpy(literals + page->length, text->data + at, length);
	page->length += length;
}

static struct page *
make_pages(struct recipe *recipe, const struct recipe_scope *scope,
    const struct recording *recording, const struct rendering *made,
    const struct holes *holes, bool chosen)
{
	struct page *pages =
	    arena_array(recipe->arena, scope->program_count, sizeof(*pages));
	size_t i;

	for (i = 0; i < scope->program_count; i++) {
		pages[i].max_output = template_max_output(scope->programs[i]);
		fill_page(recipe, recording, &made->files[i].output.text,
		    &holes[i], chosen, &pages[i]);
	}
	return pages;
}

/* Fills RECIPE, or returns false. */
static bool
record(struct recipe *recipe, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena)
{
	struct recording recording;
	const struct context_watch watch = { on_read, &recording };
	const struct tvalue context = context_make(
	    connection, choices, scope->profile, scope->base, &watch, arena);
	struct subject subject = { .arena = arena,
		.path = "",
		.connection = connection,
		.profile = scope->profile,
		.base = scope->base };
	struct holes holes[MAX_PAGES];
	size_t i;

	if (scope->program_count > MAX_PAGES)
		return false;
	recording_init(&recording,
	    context_leaf_count(scope->base, connection->tunnel_count), arena);
	for (i = 0; i < scope->program_count; i++)
		if (!trace(scope->programs[i], &context, &made->files[i].output,
			&recording, arena, &holes[i]))
			return false;
	mark_used(&recording);
	recipe->tunnel_count = connection->tunnel_count;
	recipe->leaves =
	    arena_array(recipe->arena, MAX_LEAVES, sizeof(*recipe->leaves));
	recipe->places =
	    arena_array(recipe->arena, MAX_LEAVES, sizeof(*recipe->places));
	if (!add_own(recipe, &recording, GROUP_READ, &subject, choices) ||
	    !add_own(recipe, &recording, GROUP_OTHER, &subject, choices) ||
	    !add_chosen(recipe, &recording, &subject, choices) ||
	    !add_derived(recipe, &recording, scope->base, arena))
		return false;
	recipe->page_count = scope->program_count;
	recipe->pages =
	    make_pages(recipe, scope, &recording, made, holes, false);
	recipe->chosen_pages =
	    make_pages(recipe, scope, &recording, made, holes, true);
	return true;
}

struct recipe *
recipe_new(const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena)
{
	struct recipe *recipe = memory_alloc(sizeof(*recipe));

	*recipe = (struct recipe){ .arena = arena_new() };
	atomic_init(&recipe->doubt, SIZE_MAX);
	if (record(recipe, scope, connection, choices, made, arena))
		return recipe;
	recipe_free(recipe);
	return NULL;
}
