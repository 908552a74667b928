/* SPDX-License-Identifier: ISC */
/* From rendered text to expected statements.  Floor: verify. */
#include "verify/expected.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "verify/tie.h"

struct maker {
	struct expected *expected;
	struct arena *arena;
	const struct tspan *spans; /* of the file at hand */
	size_t span_count;
	size_t file;
	const char *negate; /* the device's "no", without the blank */
	struct ties ties;
	struct index seen; /* statements that are there already */
	struct index variables;
	size_t capacity;
};

/* Values that no two tunnels of a device share. */
static const char *const identifying[] = { "outside_address", "inside_address",
	"aws_inside_address", "inside_ipv6_address", "aws_inside_ipv6_address",
	"pre_shared_key", NULL };

/* Values that devices spell in one word or in two, as they do keys. */
static const char *const worded[] = { "encryption", "integrity", "dh_group",
	NULL };

/* What names and counts objects. */
static const char *const naming[] = { "name", "id", "number", "offset",
	"gateway_id", "customer_gateway_id", "vpn_gateway_id",
	"transit_gateway_id", "ends", NULL };

static bool
is_among(const char *const *list, const char *text)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

static bool
is_scope(const char *scope, const char *name)
{
	return strncmp(scope, name, strlen(name)) == 0;
}

static enum expected_kind
kind_of(const struct provenance *what)
{
	if (is_scope(what->scope, "device"))
		return EXPECTED_LITERAL;
	if (is_scope(what->scope, "param"))
		return what->parameter->origin == PARAMETER_SET ||
			       what->parameter->origin == PARAMETER_FILE
			   ? EXPECTED_VALUE
			   : EXPECTED_NAME;
	return is_among(naming, what->name) ? EXPECTED_NAME : EXPECTED_VALUE;
}

/* "tunnels.1.phase1": 1; other scopes: -1. */
static int
tunnel_of(const struct provenance *what)
{
	if (!is_scope(what->scope, "tunnels."))
		return -1;
	return (int)strtol(what->scope + strlen("tunnels."), NULL, 10);
}

/* The first span that reaches into bytes [START, END). */
static size_t
span_at(const struct maker *maker, size_t start)
{
	size_t low = 0, high = maker->span_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (maker->spans[middle].start + maker->spans[middle].length <=
		    start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void *
grown(struct arena *arena, const void *list, size_t count, size_t size)
{
	void *bigger = arena_array(arena, count * 2 + 64, size);

	if (count > 0)
		memcpy(bigger, list, count * size);
	return bigger;
}

/* The variable that words with this key share. */
static uint32_t
variable(struct maker *maker, const void *key, size_t length,
    const struct variable *fresh)
{
	struct expected *expected = maker->expected;
	void **place = index_place(&maker->variables,
	    digest_make(&expected->lexicon->key, key, length), maker->arena);

	if (*place != NULL)
		return (uint32_t)(uintptr_t)*place - 1;
	if (expected->variable_count == maker->capacity) {
		expected->variables = grown(maker->arena, expected->variables,
		    expected->variable_count, sizeof(struct variable));
		maker->capacity = maker->capacity * 2 + 64;
	}
	expected->variables[expected->variable_count++] = *fresh;
	*place = (void *)(uintptr_t)expected->variable_count;
	return (uint32_t)expected->variable_count - 1;
}

static uint32_t
name_variable(struct maker *maker, uint32_t id, uint32_t place,
    const struct provenance *what, bool owned)
{
	const uint32_t key[3] = { 1, id, place };
	struct variable fresh = { .kind = EXPECTED_NAME,
		.what = what,
		.text = id,
		.place = place,
		.owned = owned,
		.sole = ties_sole(&maker->ties, place),
		.tunnel = what != NULL ? tunnel_of(what) : -1 };

	return variable(maker, key, sizeof(key), &fresh);
}

static uint32_t
value_variable(struct maker *maker, const struct provenance *what)
{
	struct variable fresh = { .kind = EXPECTED_VALUE,
		.what = what,
		.tunnel = tunnel_of(what),
		.identifies = is_scope(what->scope, "tunnels.") &&
			      is_among(identifying, what->name) };

	return variable(maker, &what, sizeof(what), &fresh);
}

/* The part of WORD that SPAN printed. */
static struct hole
hole_of(const struct word *word, const struct tspan *span)
{
	size_t end = word->offset + word->length;
	size_t stop = span->start + span->length;
	struct hole hole = { .kind = kind_of(span->origin) };

	/* Of a word in another spelling it is not known which part it is. */
	if (word->fold != 0) {
		hole.length = word->length;
		return hole;
	}
	hole.start =
	    span->start > word->offset ? span->start - word->offset : 0;
	hole.length = (stop < end ? stop : end) - word->offset - hole.start;
	return hole;
}

/* The parts of WORD that were printed and are no words of the device. */
static size_t
find_holes(struct maker *maker, const struct word *word, struct hole *holes,
    size_t *ret_span)
{
	size_t count = 0, i;
	bool named = false;

	*ret_span = 0;
	for (i = span_at(maker, word->offset);
	     i < maker->span_count && count < EXPECTED_HOLES &&
	     maker->spans[i].start < word->offset + word->length + word->fold;
	     i++) {
		holes[count] = hole_of(word, &maker->spans[i]);
		if (holes[count].kind == EXPECTED_LITERAL ||
		    holes[count].length == 0)
			continue;
		if (holes[count].kind == EXPECTED_VALUE) {
			holes[count].variable =
			    value_variable(maker, maker->spans[i].origin);
			*ret_span = *ret_span == 0 ? i + 1 : *ret_span;
		}
		if (word->fold != 0 && holes[0].kind == EXPECTED_VALUE)
			return 1;
		named = word->fold != 0;
		count += word->fold == 0;
	}
	return count + named;
}

/* A word that only names something: free, but the same everywhere. */
static void
classify_name(struct maker *maker, const struct word *word, uint32_t place,
    struct expected_word *ret)
{
	const struct provenance *what, *first = NULL;
	size_t i = span_at(maker, word->offset);
	bool owned = false;

	for (; i < maker->span_count &&
	       maker->spans[i].start < word->offset + word->length + word->fold;
	     i++) {
		what = maker->spans[i].origin;
		if (kind_of(what) == EXPECTED_LITERAL)
			continue;
		first = first != NULL ? first : what;
		owned |= !is_scope(what->scope, "param");
	}
	ret->kind = EXPECTED_NAME;
	ret->variable = name_variable(maker, ret->id, place, first, owned);
}

/* What the printed parts of WORD say it is.  A value goes before a name,
 * which may stand beside it. */
static void
classify(struct maker *maker, const struct word *word, uint32_t place,
    struct expected_word *ret)
{
	struct hole holes[EXPECTED_HOLES], *copy;
	const struct provenance *what;
	size_t count, i;

	ret->kind = EXPECTED_LITERAL;
	ret->id = lexicon_word(maker->expected->lexicon, word);
	if (word->record != 0) {
		ret->kind = EXPECTED_NAME;
		ret->variable = name_variable(maker, ret->id, 0, NULL, true);
		return;
	}
	count = word->made ? 0 : find_holes(maker, word, holes, &ret->span);
	if (count == 0)
		return;
	if (ret->span == 0) {
		classify_name(maker, word, place, ret);
		return;
	}
	copy = arena_array(maker->arena, count, sizeof(*copy));
	memcpy(copy, holes, count * sizeof(*copy));
	ret->kind = EXPECTED_VALUE;
	ret->holes = copy;
	ret->hole_count = count;
	for (i = 0; holes[i].kind != EXPECTED_VALUE; i++)
		continue;
	ret->variable = holes[i].variable;
	what = maker->expected->variables[ret->variable].what;
	ret->wide = what->secret || is_among(worded, what->name);
}

/* A number that only counts is a name among those of the same object. */
static void
classify_count(struct maker *maker, const struct expected_word *words, size_t i,
    struct expected_word *ret)
{
	static const struct provenance what = { .scope = "device",
		.name = "number" };
	uint32_t place = TIE_START;
	size_t k;

	for (k = 0; k < i; k++)
		place = tie_literal(place, words[k].id);
	ret->kind = EXPECTED_NAME;
	ret->variable = name_variable(maker, ret->id, place, &what, true);
}

/* The one tunnel that the words of LINE are about. */
static int
line_tunnel(const struct maker *maker, const struct expected_line *line)
{
	const struct variable *variable;
	int tunnel = -1;
	size_t i;

	for (i = 0; i < line->count; i++) {
		if (line->words[i].kind == EXPECTED_LITERAL)
			continue;
		variable = &maker->expected->variables[line->words[i].variable];
		if (variable->tunnel < 0)
			continue;
		if (tunnel >= 0 && tunnel != variable->tunnel)
			return -1;
		tunnel = variable->tunnel;
	}
	return tunnel;
}

/* Whether the same statement was there before. */
static bool
is_again(struct maker *maker, const struct expected_word *words, size_t count)
{
	uint32_t ids[2 * LISTING_WORDS];
	void **place;
	size_t i;

	/* The same words of another tunnel are another statement. */
	for (i = 0; i < count; i++) {
		ids[2 * i] = words[i].id;
		ids[2 * i + 1] =
		    words[i].kind == EXPECTED_VALUE ? words[i].variable + 1 : 0;
	}
	place = index_place(&maker->seen,
	    digest_make(
		&maker->expected->lexicon->key, ids, 2 * count * sizeof(*ids)),
	    maker->arena);
	if (*place != NULL)
		return true;
	*place = maker;
	return false;
}

static void
add_statement(struct maker *maker, const struct statement *statement)
{
	struct expected *expected = maker->expected;
	struct expected_word *words =
	    arena_array(maker->arena, statement->count, sizeof(*words));
	struct expected_line *line = &expected->lines[expected->count];
	const struct word *first = &statement->words[statement->own];
	uint32_t place = TIE_START;
	size_t i;

	for (i = 0; i < statement->count; i++) {
		classify(maker, &statement->words[i],
		    ties_place(&maker->ties, statement, i, place), &words[i]);
		if (words[i].kind == EXPECTED_LITERAL &&
		    ties_count(&maker->ties, statement, i))
			classify_count(maker, words, i, &words[i]);
		words[i].more = i > 0 && words[i].span != 0 &&
				words[i].span == words[i - 1].span &&
				statement->words[i].offset !=
				    statement->words[i - 1].offset;
		if (words[i].kind == EXPECTED_LITERAL)
			place = tie_literal(place, words[i].id);
		else
			place = tie_other(place);
	}
	if (is_again(maker, words, statement->count))
		return;
	*line = (struct expected_line){ .statement = statement,
		.words = words,
		.count = statement->count,
		.own = statement->own,
		.file = maker->file,
		.match = NO_MATCH,
		.instead = NO_MATCH };
	line->negative = statement->count - statement->own > 1 &&
			 maker->negate[0] != '\0' && first->record == 0 &&
			 first->length == strlen(maker->negate) &&
			 memcmp(first->text, maker->negate, first->length) == 0;
	line->tunnel = line_tunnel(maker, line);
	line->fixed = true;
	for (i = 0; i < line->count; i++)
		line->fixed &= !words[i].wide && !words[i].more;
	expected->count++;
}

/* The innermost record that LINE stands in; 0 for none. */
static unsigned
record_of(const struct expected_line *line)
{
	size_t i;

	for (i = line->count; i-- > 0;)
		if (line->statement->words[i].record != 0)
			return line->statement->words[i].record;
	return 0;
}

/* A member of a list that says something of one tunnel alone is all of it that
 * tunnel's; RECORDS is the number of the last one. */
static void
tie_records(struct expected *expected, unsigned records, struct arena *arena)
{
	enum { NONE, SEVERAL, FIRST };
	int *owners = arena_array(arena, records + 1, sizeof(*owners));
	struct expected_line *line;
	size_t i;
	int *owner;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		owner = &owners[record_of(line)];
		if (line->tunnel >= 0)
			*owner =
			    *owner == NONE || *owner == FIRST + line->tunnel
				? FIRST + line->tunnel
				: SEVERAL;
	}
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		owner = &owners[record_of(line)];
		if (line->tunnel < 0 && record_of(line) != 0 && *owner >= FIRST)
			line->tunnel = *owner - FIRST;
	}
}

/* The numbers of the sole variables, in ARENA. */
static void
list_soles(struct expected *expected, struct arena *arena)
{
	uint32_t *list =
	    arena_array(arena, expected->variable_count + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < expected->variable_count; i++)
		if (expected->variables[i].sole)
			list[expected->sole_count++] = (uint32_t)i;
	expected->soles = list;
}

static const char *
negation(const struct profile_syntax *syntax, struct arena *arena)
{
	return arena_copy(arena, syntax->negate, strcspn(syntax->negate, " "));
}

bool
expected_make(const struct rendering *rendering, struct source *const *sources,
    const struct profile_syntax *syntax, struct lexicon *lexicon,
    struct arena *arena, struct diags *diags, struct expected *ret)
{
	struct maker maker = { .expected = ret,
		.arena = arena,
		.negate = negation(syntax, arena),
		.ties = ties_new(&syntax->running, lexicon, arena) };
	size_t i, k, total = 0;
	unsigned records = 0;

	*ret = (struct expected){ .file_count = rendering->count,
		.lexicon = lexicon };
	ret->listings =
	    arena_array(arena, rendering->count, sizeof(*ret->listings));
	for (i = 0; i < rendering->count; i++) {
		if (!listing_read(sources[i], syntax, records, arena, diags,
			&ret->listings[i]))
			return false;
		records = ret->listings[i].records;
		total += ret->listings[i].count;
	}
	ret->lines = arena_array(arena, total + 1, sizeof(*ret->lines));
	for (i = 0; i < rendering->count; i++) {
		maker.file = i;
		maker.spans = rendering->files[i].output.spans;
		maker.span_count = rendering->files[i].output.span_count;
		for (k = 0; k < ret->listings[i].count; k++)
			add_statement(&maker, &ret->listings[i].statements[k]);
	}
	tie_records(ret, records, arena);
	list_soles(ret, arena);
	return true;
}

bool
expected_has_name(const struct expected_line *line, uint32_t number)
{
	size_t i;

	for (i = 0; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_NAME &&
		    line->words[i].variable == number)
			return true;
	return false;
}
