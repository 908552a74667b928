/* SPDX-License-Identifier: ISC */
/* Findings about algorithms: AWS accepts sets of them.  Floor: verify. */
#include <string.h>

#include "model/field.h"
#include "verify/sighting.h"
#include "verify/teller.h"
#include "verify/vocabulary.h"
#include "verify/wording.h"

/* What the descriptor says of it, whatever way was rendered. */
static const struct value *
accepted(const struct teller *teller, const struct variable *variable,
    enum algorithm_kind kind, unsigned phase)
{
	return tunnel_set(
	    &teller->about->original->tunnels[variable->tunnel], kind, phase);
}

/* The text of a set: "AES256-GCM-16", "AES128, AES256". */
static const char *
set_text(
    const struct teller *teller, enum algorithm_kind kind, algorithm_set set)
{
	return vocabulary_names(kind, set, teller->arena);
}

static void
judge(const struct teller *teller, const struct sighting *sighting,
    enum algorithm_kind kind, unsigned phase)
{
	const struct variable *variable = sighting->variable;
	const struct value *value = accepted(teller, variable, kind, phase);
	algorithm_set device =
	    sighting->rendered
		? choice_set(
		      &teller->about->rendered[variable->tunnel], kind, phase)
		: vocabulary_find(
		      teller->about->profile, phase, kind, sighting->text);
	algorithm_set best =
	    choice_set(&teller->about->choices[variable->tunnel], kind, phase);
	const char *label = wording_variable(variable, teller->arena);
	const char *said = wording_said(value->at, teller->arena);

	if ((device & value->u.set) == 0)
		teller_tell(teller, RULE_DEVICE_VALUE, sighting->at,
		    variable->tunnel,
		    arena_printf(teller->arena,
			"%s: descriptor %s%s, device %s", label,
			set_text(teller, kind, value->u.set), said,
			device != 0
			    ? set_text(teller, kind, device)
			    : diag_quote(teller->diags,
				  arena_copy(teller->arena, sighting->text.text,
				      sighting->text.length))));
	else if (policy_judge(&(struct policy_case){ teller, sighting, kind,
		     phase, device & value->u.set,
		     best == 0 || (device & best) != 0 }))
		return;
	else if (best != 0 && (device & best) == 0)
		teller_tell(teller, RULE_DEVICE_ALGORITHM, sighting->at,
		    variable->tunnel,
		    arena_printf(teller->arena,
			"%s: the device has %s, which AWS accepts; of %s%s it "
			"could have a stronger one",
			label, set_text(teller, kind, device & value->u.set),
			set_text(teller, kind, value->u.set), said));
}

/* Whether it was judged before: one algorithm stands in several places. */
static bool
is_again(const struct teller *teller, const struct sighting *sighting,
    enum algorithm_kind kind, unsigned phase)
{
	unsigned *told = &teller->algorithms[sighting->variable->tunnel];
	unsigned bit = TELLER_ALGORITHM(kind, phase);
	bool again = (*told & bit) != 0;

	*told |= bit;
	return again;
}

/* Whether a finding about an algorithm is to be seen. */
static void
note(const struct teller *teller, int tunnel, unsigned bit)
{
	enum told told = TOLD_NOTHING;

	teller_note(teller, &told);
	if (told == TOLD_SILENCED) {
		teller->probe->algorithms[tunnel] |= bit;
		teller->probe->silenced++;
	} else if (told == TOLD_SEEN) {
		teller->probe->seen++;
	}
}

static void
look(const struct teller *teller, const struct sighting *sighting)
{
	enum algorithm_kind kind;
	unsigned phase;

	if (sighting->variable->tunnel < 0 ||
	    !vocabulary_kind(sighting->variable->what, &kind, &phase) ||
	    is_again(teller, sighting, kind, phase))
		return;
	judge(teller, sighting, kind, phase);
	note(teller, sighting->variable->tunnel, TELLER_ALGORITHM(kind, phase));
}

bool
algorithms_know(const struct variable *variable)
{
	enum algorithm_kind kind;
	unsigned phase;

	return variable->tunnel >= 0 && variable->what != NULL &&
	       vocabulary_kind(variable->what, &kind, &phase);
}

/* What is as it was rendered need not be what the descriptor asks for: the
 * way that was rendered may be another. */
static void
look_at_line(const struct teller *teller, const struct expected_line *line)
{
	const struct expected *expected = &teller->about->expected;
	const struct running_line *other =
	    &teller->about->match.running->lines[line->match];
	struct sighting sighting = { .rendered = true };
	const char *text;
	size_t i, k;

	for (i = 0; i < line->count; i++)
		for (k = 0;
		     line->words[i].kind == EXPECTED_VALUE &&
		     !line->words[i].more && k < line->words[i].hole_count;
		     k++) {
			if (line->words[i].holes[k].kind != EXPECTED_VALUE)
				continue;
			sighting.variable =
			    &expected
				 ->variables[line->words[i].holes[k].variable];
			if (!algorithms_know(sighting.variable))
				continue;
			text = wording_value(line, i, k, teller->arena);
			sighting.text = (struct slice){ text, strlen(text) };
			sighting.at = (struct pos){ other->listing->source,
				other->statement
				    ->words[i < other->count ? i : other->own]
				    .offset };
			look(teller, &sighting);
		}
}

/* The first statement that the device has of TUNNEL. */
static struct pos
tunnel_place(const struct teller *teller, int tunnel)
{
	const struct expected *expected = &teller->about->expected;
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match != NO_MATCH &&
		    expected->lines[i].tunnel == tunnel)
			return teller_place(teller, expected->lines[i].match);
	return teller->about->original->tunnels[tunnel].at;
}

/* The device's configuration is one for another IKE version, whether it names
 * the version or not. */
static void
look_at_version(const struct teller *teller)
{
	const struct provenance what = { .scope = "tunnels",
		.name = "ike_version" };
	struct variable variable = { .what = &what };
	struct sighting own = { .variable = &variable,
		.text = { teller->about->ike_version == 1 ? "ikev1" : "ikev2",
		    strlen("ikev1") } };
	size_t i;

	for (i = 0; i < teller->about->original->tunnel_count &&
		    teller->about->ike_version != 0;
	     i++) {
		variable.tunnel = (int)i;
		own.at = tunnel_place(teller, (int)i);
		look(teller, &own);
	}
}

/* One group for both phases is printed as phase 1's, and AWS need not accept
 * it in phase 2. */
static void
look_at_group(const struct teller *teller)
{
	const struct verification *about = teller->about;
	const struct provenance what = { .scope = "tunnels.phase2",
		.name = "dh_group" };
	struct variable variable = { .what = &what };
	struct sighting own = { .variable = &variable, .rendered = true };
	const struct value *value;
	algorithm_set set;
	size_t i;

	for (i = 0; i < about->original->tunnel_count; i++) {
		variable.tunnel = (int)i;
		value = accepted(teller, &variable, ALGORITHM_DH_GROUP, 2);
		if (about->rendered == NULL || teller->absent[i])
			continue;
		set = choice_set(&about->rendered[i], ALGORITHM_DH_GROUP, 2);
		own.at = tunnel_place(teller, (int)i);
		if ((set & value->u.set) == 0)
			look(teller, &own);
	}
}

void
algorithms_report(const struct teller *teller)
{
	const struct verification *about = teller->about;
	const struct difference *difference;
	struct sighting sighting = { .rendered = false };
	size_t i;

	for (i = 0; i < about->match.count; i++) {
		difference = &about->match.differences[i];
		sighting.variable =
		    &about->expected.variables[difference->variable];
		sighting.text = difference->device;
		sighting.at = teller_place(teller, difference->place);
		sighting.at.offset = difference->offset;
		/* What others have counts for no tunnel that is not there. */
		if (sighting.variable->tunnel >= 0 &&
		    teller->absent[sighting.variable->tunnel])
			continue;
		if (algorithms_know(sighting.variable))
			look(teller, &sighting);
	}
	for (i = 0; i < about->expected.count; i++)
		if (about->expected.lines[i].match != NO_MATCH &&
		    (about->expected.lines[i].tunnel < 0 ||
			!teller->absent[about->expected.lines[i].tunnel]))
			look_at_line(teller, &about->expected.lines[i]);
	look_at_version(teller);
	look_at_group(teller);
}
