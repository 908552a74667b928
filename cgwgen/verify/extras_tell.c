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

/* Tells of what is in the place of running statement PLACE, which is TUNNEL's
 * (-1: the connection's) because of REASON, or for no reason. */
static void
tell_one(const struct teller *teller, const struct extra *extra,
    const struct besides *reason)
{
	const struct running_line *line =
	    &teller->about->match.running->lines[extra->place];
	const char *text = text_of(teller, line);

	if (reason != NULL)
		tell_reason(teller, extra, reason, text);
	else
		teller_tell(teller,
		    extra->off ? RULE_DEVICE_OFF
			       : hygiene_extra(line, RULE_DEVICE_EXTRA),
		    teller_place(teller, extra->place), extra->tunnel,
		    arena_printf(teller->arena,
			extra->off ? "'%s' switches it off"
				   : "the device also has '%s'",
			text));
	teller_note(teller, teller->probe != NULL
				? &teller->probe->places[extra->place]
				: NULL);
}

/* Statements that belong to no tunnel. */
static void
report_shared(const struct teller *teller)
{
	const struct verification *about = teller->about;
	const struct besides *shared = about->shared;
	struct extra extra;

	for (; shared < about->shared + about->shared_count; shared++) {
		extra = (struct extra){ shared->place, -1, false };
		tell_one(teller, &extra, shared->name != NULL ? shared : NULL);
	}
}

void
extras_report(const struct teller *teller)
{
	const struct extra *list;
	size_t count, i;

	report_shared(teller);
	/* There are no more now than when reasons were looked for. */
	if (teller->about->reason_count == 0)
		return;
	list = extras_find(teller->about, teller->arena, &count);
	for (i = 0; i < count; i++)
		tell_one(teller, &list[i], reason_of(teller->about, &list[i]));
}
