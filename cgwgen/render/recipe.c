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
	struct context_leaf at;
	bool read, tested, printed;
	bool truth;          /* when it is tested */
	uint8_t kind;        /* when it is printed: TV_STRING or TV_INT */
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
	struct leaf *leaves; /* those that are read come first */
	size_t leaf_count;
	struct page *pages;
	size_t page_count;
};

/* ---- recording -------------------------------------------------------- */

struct recording {
	bool *read, *tested, *printed; /* by number */
	uint32_t *index;               /* of the recipe's leaf */
	size_t count;
};

static void
on_read(void *host, uint32_t leaf)
{
	((struct recording *)host)->read[leaf] = true;
}

static void
on_sight(void *host, uint32_t leaf, enum template_sight what)
{
	struct recording *recording = host;

	if (what == TEMPLATE_READ)
		recording->read[leaf] = true;
	else
		recording->tested[leaf] = true;
}

static struct recording
recording_new(size_t count, struct arena *arena)
{
	return (struct recording){ .read = arena_array(
				       arena, count, sizeof(bool)),
		.tested = arena_array(arena, count, sizeof(bool)),
		.printed = arena_array(arena, count, sizeof(bool)),
		.index = arena_array(arena, count, sizeof(uint32_t)),
		.count = count };
}

/* One file, traced; false when its text is not that of MADE. */
static bool
trace(const struct template *program, const struct tvalue *context,
    const struct template_output *made, struct recording *recording,
    struct arena *arena, struct template_trace *ret)
{
	struct template_output output = { .want_spans = false };
	struct diags *diags = diags_new(arena, 1);
	bool same;
	size_t i;

	*ret = (struct template_trace){ .saw = on_sight, .host = recording };
	same = template_render_traced(
		   program, arena, context, &output, ret, diags) &&
	       output.text.length == made->text.length &&
	       (output.text.length == 0 ||
		   memcmp(output.text.data, made->text.data,
		       output.text.length) == 0);
	buf_free(&output.text);
	for (i = 0; i < ret->count; i++)
		recording->printed[ret->holes[i].leaf] = true;
	return same;
}

static bool
is_true(const struct tvalue *value)
{
	return value->kind == TV_BOOL	? value->as.truth
	       : value->kind == TV_INT	? value->as.integer != 0
	       : value->kind == TV_NONE ? false
					: value->length != 0;
}

/* VALUE for the recipe to keep; false when it is none that can be compared. */
static bool
keep(struct tvalue *value, struct arena *arena)
{
	if (value->kind == TV_STRING)
		*value = tv_string(
		    arena_copy(arena, value->as.text, value->length),
		    value->length);
	return value->kind == TV_STRING || value->kind == TV_INT ||
	       value->kind == TV_BOOL || value->kind == TV_NONE;
}

/* False when LEAF, which has VALUE here, must not be in a recipe. */
static bool
fill_leaf(struct leaf *leaf, struct tvalue value, bool secret,
    struct arena *arena)
{
	leaf->truth = leaf->tested && is_true(&value);
	leaf->kind = value.kind;
	if (!leaf->read)
		return true;
	if (secret && value.kind != TV_NONE)
		return false;
	leaf->value = value;
	return keep(&leaf->value, arena);
}

/* Those that are read, or not. */
static bool
add_leaves(struct recipe *recipe, struct recording *recording, bool read,
    struct subject *subject, const struct choice *choices)
{
	struct leaf *leaf;
	uint32_t i;

	for (i = 0; i < recording->count; i++) {
		if (recording->read[i] != read ||
		    (!read && !recording->tested[i] && !recording->printed[i]))
			continue;
		if (recipe->leaf_count == MAX_LEAVES)
			return false;
		recording->index[i] = (uint32_t)recipe->leaf_count;
		leaf = &recipe->leaves[recipe->leaf_count++];
		*leaf =
		    (struct leaf){ .at = context_leaf(subject->base, i),
			    .read = read,
			    .tested = recording->tested[i],
			    .printed = recording->printed[i] };
		if (!fill_leaf(leaf,
			context_leaf_value(subject, choices, &leaf->at),
			context_leaf_is_secret(subject->base, &leaf->at),
			recipe->arena))
			return false;
	}
	return true;
}

/* The text without its holes, and where they were. */
static void
fill_page(struct page *page, const struct buf *text,
    const struct template_trace *holes, const uint32_t *index,
    struct arena *arena)
{
	struct step *steps = arena_array(arena, holes->count, sizeof(*steps));
	char *literals = arena_alloc(arena, text->length + 1);
	size_t at = 0, i, length;

	page->literals = literals;
	page->steps = steps;
	page->step_count = holes->count;
	for (i = 0; i < holes->count; i++) {
		length = holes->holes[i].start - at;
		memcpy(literals + page->length, text->data + at, length);
		page->length += length;
		steps[i].literal = (uint32_t)length;
		steps[i].leaf = index[holes->holes[i].leaf];
		at += length + holes->holes[i].length;
	}
	if (text->length != at)
		memcpy(literals + page->length, text->data + at,
		    text->length - at);
	page->length += text->length - at;
}

/* Fills RECIPE, or returns false. */
static bool
record(struct recipe *recipe, const struct recipe_scope *scope,
    const struct connection *connection, const struct choice *choices,
    const struct rendering *made, struct arena *arena)
{
	struct recording recording = recording_new(
	    context_leaf_count(scope->base, connection->tunnel_count), arena);
	const struct context_watch watch = { on_read, &recording };
	const struct tvalue context = context_make(connection, choices,
	    scope->profile, scope->base, &watch, arena);
	struct subject subject = { .arena = arena,
		.path = "",
		.connection = connection,
		.profile = scope->profile,
		.base = scope->base };
	struct template_trace *traces =
	    arena_array(arena, scope->program_count, sizeof(*traces));
	size_t i;

	if (scope->program_count > MAX_PAGES)
		return false;
	for (i = 0; i < scope->program_count; i++)
		if (!trace(scope->programs[i], &context, &made->files[i].output,
			&recording, arena, &traces[i]))
			return false;
	recipe->tunnel_count = connection->tunnel_count;
	recipe->leaves =
	    arena_array(recipe->arena, MAX_LEAVES, sizeof(*recipe->leaves));
	if (!add_leaves(recipe, &recording, true, &subject, choices) ||
	    !add_leaves(recipe, &recording, false, &subject, choices))
		return false;
	recipe->page_count = scope->program_count;
	recipe->pages = arena_array(
	    recipe->arena, recipe->page_count, sizeof(*recipe->pages));
	for (i = 0; i < recipe->page_count; i++) {
		recipe->pages[i].max_output =
		    template_max_output(scope->programs[i]);
		fill_page(&recipe->pages[i], &made->files[i].output.text,
		    &traces[i], recording.index, recipe->arena);
	}
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
	struct tvalue value;
	size_t lengths[MAX_PAGES], i;

	if (connection->tunnel_count != recipe->tunnel_count)
		return false;
	for (i = 0; i < recipe->leaf_count; i++) {
		value = context_leaf_value(
		    &subject, choices, &recipe->leaves[i].at);
		if (!fits(&recipe->leaves[i], &value, arena, &pieces[i]))
			return false;
	}
	for (i = 0; i < recipe->page_count; i++)
		if (!measure(&recipe->pages[i], pieces, &lengths[i]))
			return false;
	for (i = 0; i < recipe->page_count; i++)
		write_page(&recipe->pages[i], pieces, lengths[i],
		    &ret->files[i].output);
	return true;
}
