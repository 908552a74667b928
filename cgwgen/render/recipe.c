/* SPDX-License-Identifier: ISC */
/* One recipe: recording it, and applying it.  Floor 5. */
#include "render/recipe.h"

#include <stdlib.h>
#include <string.h>

#include "render/context_rows.h"

/* Leaves of more make no recipe. */
#define MAX_LEAVES 512
/* More files make none, either. */
#define MAX_PAGES 16

/* A value that a recipe is about, and what is known of it. */
struct leaf {
	struct context_leaf at; /* not of a derived one */
	bool read, tested, printed;
	bool truth;          /* when it is tested */
	uint8_t kind;        /* when it is printed: TV_STRING or TV_INT */
	uint32_t length;     /* of a string */
	struct tvalue value; /* when it is read */
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
	struct leaf *leaves; /* those that are read, others, derived ones */
	size_t leaf_count;
	const struct template_derivation **derived;
	size_t derived_count;
	struct page *pages;
	size_t page_count;
};

/* ---- recording -------------------------------------------------------- */

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

	if (leaf >= recording->count)
		return;
	if (what == TEMPLATE_READ)
		recording->sights[leaf].read = true;
	else
		recording->sights[leaf].tested = true;
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
	size_t i;

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
	for (i = 0; i < ret->count; i++)
		recording->sights[ret->items[i].leaf].printed = true;
	return true;
}

static bool
is_true(const struct tvalue *value)
{
	return value->kind == TV_BOOL   ? value->as.truth
	       : value->kind == TV_INT  ? value->as.integer != 0
	       : value->kind == TV_NONE ? false
					: value->length != 0;
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

/* Leaves that are only there for others to be made of. */
static void
mark_used(struct recording *recording)
{
	size_t i = recording->trace.derived_count;

	while (i-- != 0)
		if (matters(recording, recording->own + i))
			template_derivation_mark(
			    recording->trace.derived[i], recording->used);
}

/* The leaf NUMBER, which has VALUE here; NULL when it must not be in a recipe.
 * A truth does not give a secret away. */
static struct leaf *
add_leaf(struct recipe *recipe, struct recording *recording, size_t number,
    const struct tvalue *value, bool secret)
{
	const struct sight *sight = &recording->sights[number];
	struct leaf *leaf;

	if (recipe->leaf_count == MAX_LEAVES ||
	    (sight->read && secret && value->kind != TV_NONE &&
		value->kind != TV_BOOL))
		return NULL;
	recording->index[number] = (uint32_t)recipe->leaf_count;
	leaf = &recipe->leaves[recipe->leaf_count++];
	*leaf = (struct leaf){ .read = sight->read,
		.tested = sight->tested,
		.printed = sight->printed,
		.truth = sight->tested && is_true(value),
		.kind = value->kind,
		.length = value->length };
	if (!sight->read)
		return leaf;
	leaf->value = *value;
	return keep(&leaf->value, recipe->arena) ? leaf : NULL;
}

/* Those that are read, or the others. */
static bool
add_own(struct recipe *recipe, struct recording *recording, bool read,
    struct subject *subject, const struct choice *choices)
{
	struct context_leaf at;
	struct tvalue value;
	struct leaf *leaf;
	uint32_t i;

	for (i = 0; i < recording->own; i++) {
		if (recording->sights[i].read != read || !matters(recording, i))
			continue;
		at = context_leaf(subject->base, i);
		value = context_leaf_value(subject, choices, &at);
		leaf = add_leaf(recipe, recording, i, &value,
		    context_leaf_is_secret(subject->base, &at));
		if (leaf == NULL)
			return false;
		leaf->at = at;
	}
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
		secrets[i] = context_leaf_is_secret(base, &at);
	}
	recipe->derived = arena_array(
	    recipe->arena, trace->derived_count, sizeof(*recipe->derived));
	for (i = 0; i < trace->derived_count; i++) {
		number = recording->own + i;
		derivation = trace->derived[i];
		secrets[number] = derives_secret(
		    derivation, secrets, marks, recording->count);
		if (!matters(recording, number))
			continue;
		value = template_derivation_value(derivation);
		if (add_leaf(recipe, recording, number, &value,
			secrets[number]) == NULL)
			return false;
		recipe->derived[recipe->derived_count++] =
		    template_derivation_copy(
			derivation, recording->index, recipe->arena);
	}
	return true;
}

/* The text without its holes, and where they were. */
static void
fill_page(struct page *page, const struct buf *text, const struct holes *holes,
    const uint32_t *index, struct arena *arena)
{
	struct step *steps = arena_array(arena, holes->count, sizeof(*steps));
	char *literals = arena_alloc(arena, text->length + 1);
	const struct template_hole *hole;
	size_t at = 0, i, length;

	page->literals = literals;
	page->steps = steps;
	page->step_count = holes->count;
	for (i = 0; i < holes->count; i++) {
		hole = &holes->items[i];
		length = hole->start - at;
		memcpy(literals + page->length, text->data + at, length);
		page->length += length;
		steps[i].literal = (uint32_t)length;
		steps[i].leaf = index[hole->leaf];
		at += length + hole->length;
	}
	length = text->length - at;
	if (length != 0)
		memcpy(literals + page->length, text->data + at, length);
	page->length += length;
}

static void
fill_pages(struct recipe *recipe, const struct recipe_scope *scope,
    const struct rendering *made, const struct holes *holes,
    const uint32_t *index)
{
	size_t i;

	recipe->page_count = scope->program_count;
	recipe->pages = arena_array(
	    recipe->arena, recipe->page_count, sizeof(*recipe->pages));
	for (i = 0; i < recipe->page_count; i++) {
		recipe->pages[i].max_output =
		    template_max_output(scope->programs[i]);
		fill_page(&recipe->pages[i], &made->files[i].output.text,
		    &holes[i], index, recipe->arena);
	}
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
	if (!add_own(recipe, &recording, true, &subject, choices) ||
	    !add_own(recipe, &recording, false, &subject, choices) ||
	    !add_derived(recipe, &recording, scope->base, arena))
		return false;
	fill_pages(recipe, scope, made, holes, recording.index);
	return true;
}

struct recipe *
recipe_new(const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena)
{
	struct recipe *recipe = memory_alloc(sizeof(*recipe));

	*recipe = (struct recipe){ .arena = arena_new() };
	if (record(recipe, scope, connection, choices, made, arena))
		return recipe;
	recipe_free(recipe);
	return NULL;
}

void
recipe_free(struct recipe *recipe)
{
	if (recipe == NULL)
		return;
	arena_free(recipe->arena);
	free(recipe);
}

/* ---- applying --------------------------------------------------------- */

/* A leaf's text. */
struct piece {
	const char *text;
	size_t length;
};

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

static struct piece
number_piece(int64_t number, struct arena *arena)
{
	char digits[24], *at = digits + sizeof(digits);
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	struct piece piece;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left != 0);
	if (number < 0)
		*--at = '-';
	piece.length = (size_t)(digits + sizeof(digits) - at);
	piece.text = arena_copy(arena, at, piece.length);
	return piece;
}

/* Whether VALUE may stand for LEAF; if it is printed, *PIECE is its text. */
static bool
fits(const struct leaf *leaf, const struct tvalue *value, struct arena *arena,
    struct piece *piece)
{
	if (leaf->read && !is_same(&leaf->value, value))
		return false;
	if (leaf->tested && leaf->truth != is_true(value))
		return false;
	if (value->kind == TV_STRING && value->length > TEMPLATE_LEAF &&
	    value->length > leaf->length)
		return false;
	if (!leaf->printed)
		return true;
	if (leaf->kind != value->kind)
		return false;
	*piece = value->kind == TV_INT
		     ? number_piece(value->as.integer, arena)
		     : (struct piece){ value->as.text, value->length };
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

	buf_clear(&ret->text);
	ret->span_count = 0;
	ret->span_capacity = 0;
	if (length == 0)
		return;
	to = buf_extend(&ret->text, length);
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

/* The values of RECIPE's leaves and their texts; false when one does not fit.
 * What is read comes first: there most differ that do. */
static bool
fill_leaves(const struct recipe *recipe, const struct recipe_scope *scope,
    struct subject *subject, const struct choice *choices, struct piece *pieces)
{
	const size_t own = recipe->leaf_count - recipe->derived_count;
	struct tvalue values[MAX_LEAVES];
	size_t i;

	for (i = 0; i < own; i++) {
		values[i] =
		    context_leaf_value(subject, choices, &recipe->leaves[i].at);
		if (!fits(&recipe->leaves[i], &values[i], subject->arena,
			&pieces[i]))
			return false;
	}
	if (recipe->derived_count == 0)
		return true;
	if (!template_derive(scope->programs[0], recipe->derived,
		recipe->derived_count, values, own, subject->arena))
		return false;
	for (; i < recipe->leaf_count; i++)
		if (!fits(&recipe->leaves[i], &values[i], subject->arena,
			&pieces[i]))
			return false;
	return true;
}

bool
recipe_apply(const struct recipe *recipe, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    struct arena *arena, struct rendering *ret)
{
	struct piece pieces[MAX_LEAVES];
	struct subject subject = { .arena = arena,
		.path = "",
		.connection = connection,
		.profile = scope->profile,
		.base = scope->base };
	size_t lengths[MAX_PAGES], i;

	if (connection->tunnel_count != recipe->tunnel_count ||
	    !fill_leaves(recipe, scope, &subject, choices, pieces))
		return false;
	for (i = 0; i < recipe->page_count; i++)
		if (!measure(&recipe->pages[i], pieces, &lengths[i]))
			return false;
	for (i = 0; i < recipe->page_count; i++)
		write_page(&recipe->pages[i], pieces, lengths[i],
		    &ret->files[i].output);
	return true;
}
