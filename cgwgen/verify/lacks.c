/* SPDX-License-Identifier: ISC */
/* Findings about statements that the device lacks.  Floor: verify. */
#include "verify/hygiene.h"
#include "verify/key.h"
#include "verify/teller.h"
#include "verify/wording.h"

/* Whether LINE's block is missing itself: then that is reported. */
static const struct expected_line *
missing_block(const struct verification *about, size_t number)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *line = &expected->lines[number], *block;
	size_t i, k;

	for (i = number; i-- > 0;) {
		block = &expected->lines[i];
		if (block->file != line->file)
			break;
		if (block->count > line->own || block->count == 0 ||
		    block->match != NO_MATCH)
			continue;
		for (k = 0; k < block->count; k++)
			if (block->words[k].id != line->words[k].id)
				break;
		if (k == block->count)
			return block;
	}
	return NULL;
}

/* Where the statement should stand: at the nearest one before it that the
 * device has, in the same file. */
static struct pos
missing_place(const struct teller *teller, size_t number)
{
	const struct verification *about = teller->about;
	const struct expected *expected = &about->expected;
	const struct expected_line *line = &expected->lines[number], *other;
	size_t i, best = NO_MATCH;

	for (i = number; i-- > 0;) {
		other = &expected->lines[i];
		if (other->file != line->file || other->match == NO_MATCH)
			continue;
		if (best == NO_MATCH)
			best = other->match;
		/* A block's own statement or one within it is better. */
		if (line->own > 0 && other->count >= line->own &&
		    other->words[line->own - 1].id ==
			line->words[line->own - 1].id) {
			best = other->match;
			break;
		}
	}
	return best != NO_MATCH ? teller_place(teller, best)
				: about->connection->at;
}

static void
tell_reason(const struct teller *teller, const struct expected_line *line,
    struct pos at, const char *text)
{
	const struct verification *about = teller->about;

	text = line->instead == NO_MATCH
		   ? arena_printf(teller->arena, "the device lacks %s", text)
		   : arena_printf(teller->arena, "device '%s' in place of %s",
			 wording_running(
			     &about->match.running->lines[line->instead],
			     teller->arena),
			 text);
	teller_tell(teller, hygiene_missing(about, line, RULE_DEVICE_VALUE),
	    line->instead != NO_MATCH ? teller_place(teller, line->instead)
				      : at,
	    line->tunnel,
	    arena_printf(teller->arena, "%s, %s",
		wording_reason(line->reason, line->reason_value,
		    line->reason_parameter, teller->arena),
		text));
}

static void
tell_missing(const struct teller *teller, size_t number, size_t below)
{
	const struct verification *about = teller->about;
	const struct expected_line *line = &about->expected.lines[number];
	bool secret;
	const char *values =
	    wording_missing(about, line, teller->arena, &secret);
	const char *text;

	text = wording_expected(about, line, teller->arena);
	text = below == 0 ? arena_printf(teller->arena, "'%s'", text)
			  : arena_printf(teller->arena,
				"'%s' with %zu statement%s in it", text, below,
				below == 1 ? "" : "s");
	if (line->reason != NULL && !secret &&
	    (values == NULL || line->instead != NO_MATCH))
		tell_reason(teller, line, missing_place(teller, number), text);
	else if (secret && key_is_left_out(about->profile, line))
		teller_tell(teller, RULE_DEVICE_KEY_HIDDEN,
		    missing_place(teller, number), line->tunnel,
		    "the device does not show the pre-shared key: it cannot "
		    "be compared");
	else
		teller_tell(teller,
		    hygiene_missing(about, line,
			values != NULL ? RULE_DEVICE_VALUE_MISSING
				       : RULE_DEVICE_STATEMENT),
		    missing_place(teller, number), line->tunnel,
		    values != NULL
			? arena_printf(teller->arena, "%s: the device lacks %s",
			      values, text)
			: arena_printf(
			      teller->arena, "the device lacks %s", text));
}

static bool
is_missing(const struct teller *teller, size_t number)
{
	const struct verification *about = teller->about;
	const struct expected_line *line = &about->expected.lines[number];

	if (teller->not_given[line->file] ||
	    (line->tunnel >= 0 && teller->absent[line->tunnel]))
		return false;
	/* A default that the device has otherwise is seen beside it. */
	if (line->statement->unshown && line->instead == NO_MATCH)
		return false;
	return line->match == NO_MATCH && !line->excused &&
	       (!line->negative || verify_has_positive(about, number));
}

void
lacks_report(const struct teller *teller)
{
	const struct expected *expected = &teller->about->expected;
	size_t *below =
	    arena_array(teller->arena, expected->count + 1, sizeof(*below));
	const struct expected_line *block;
	size_t i;

	for (i = 0; i < expected->count; i++) {
		block = is_missing(teller, i) ? missing_block(teller->about, i)
					      : NULL;
		if (block != NULL)
			below[block - expected->lines]++;
	}
	for (i = 0; i < expected->count; i++) {
		if (!is_missing(teller, i))
			continue;
		block = missing_block(teller->about, i);
		if (block == NULL) {
			tell_missing(teller, i, below[i]);
			TELLER_NOTE(teller, lines, i);
		} else if (teller->probe != NULL) {
			teller->probe->lines[i] =
			    teller->probe->lines[block - expected->lines];
		}
	}
}
