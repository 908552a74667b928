/* SPDX-License-Identifier: ISC */
/* Findings about what a device has of a connection besides.  Floor: verify. */
#include "model/field.h"
#include "verify/hygiene.h"
#include "verify/teller.h"
#include "verify/wording.h"

/*
 * From which word on LINE stands for a key: it begins like an expected one up
 * to its key.  The number of its words when there is none.
 */
static size_t
secret_from(const struct verification *about, const struct running_line *line)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *wanted;
	const struct expected_word *word;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		wanted = &expected->lines[i];
		for (k = 0; k < wanted->count && k < line->count; k++) {
			word = &wanted->words[k];
			if (word->kind == EXPECTED_VALUE &&
			    expected->variables[word->variable].what->secret)
				return k;
			if (word->kind != EXPECTED_NAME &&
			    word->id != line->ids[k])
				break;
		}
	}
	return line->count;
}

/* What LINE says, without a key; that is not quoted either. */
static const char *
text_of(const struct teller *teller, const struct running_line *line)
{
	const struct word *words = line->statement->words;
	const size_t from = secret_from(teller->about, line);
	const struct word *last = &words[line->count - 1];

	if (from < line->count && last->offset >= words[from].offset)
		source_secret(line->listing->source, words[from].offset,
		    last->offset + last->length);
	return wording_hidden(line, from, teller->arena);
}

/* Why the device has EXTRA, or NULL. */
static const struct besides *
reason_of(const struct verification *about, const struct extra *extra)
{
	size_t i;

	for (i = 0; i < about->reason_count; i++)
		if (about->reasons[i].name != NULL &&
		    about->reasons[i].place == extra->place)
			return &about->reasons[i];
	return NULL;
}

/* What the device has for another value than the descriptor's. */
static void
tell_reason(const struct teller *teller, const struct extra *extra,
    const struct besides *reason, const char *text)
{
	const struct connection *connection = teller->about->original;
	const struct value *value =
	    reason->parameter != NULL
		? NULL
		: field_get(field_tunnel(reason->name),
		      &connection
			   ->tunnels[extra->tunnel > 0 ? extra->tunnel : 0]);

	teller_tell(teller, RULE_DEVICE_VALUE,
	    teller_place(teller, extra->place), extra->tunnel,
	    arena_printf(teller->arena, "%s, device '%s'",
		wording_reason(
		    reason->name, value, reason->parameter, teller->arena),
		text));
}

void
extras_report(const struct teller *teller)
{
	const struct besides *reason;
	const struct extra *list;
	const char *text;
	size_t count, i;

	/* There are no more now than when reasons were looked for. */
	if (teller->about->reason_count == 0)
		return;
	list = extras_find(teller->about, teller->arena, &count);
	for (i = 0; i < count; i++) {
		text = text_of(teller,
		    &teller->about->match.running->lines[list[i].place]);
		reason = reason_of(teller->about, &list[i]);
		if (reason != NULL) {
			tell_reason(teller, &list[i], reason, text);
			teller_note(
			    teller, teller->probe != NULL
					? &teller->probe->places[list[i].place]
					: NULL);
			continue;
		}
		teller_tell(teller,
		    list[i].off ? RULE_DEVICE_OFF
				: hygiene_extra(&teller->about->match.running
						     ->lines[list[i].place],
				      RULE_DEVICE_EXTRA),
		    teller_place(teller, list[i].place), list[i].tunnel,
		    arena_printf(teller->arena,
			list[i].off ? "'%s' switches it off"
				    : "the device also has '%s'",
			text));
		teller_note(teller, teller->probe != NULL
					? &teller->probe->places[list[i].place]
					: NULL);
	}
}
