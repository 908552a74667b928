/* SPDX-License-Identifier: ISC */
/* What a verification found, as findings.  Floor: verify. */
#include <string.h>

#include "render/guard.h"
#include "verify/hygiene.h"
#include "verify/key.h"
#include "verify/teller.h"
#include "verify/wording.h"

static const char *
subject(const struct teller *teller, int tunnel)
{
	const struct connection *connection = teller->about->connection;

	return guard_subject(connection,
	    tunnel >= 0 ? &connection->tunnels[tunnel] : NULL, teller->diags);
}

void
teller_tell(const struct teller *teller, enum rule_id rule, struct pos at,
    int tunnel, const char *message)
{
	const struct finding finding = { .rule = rule,
		.severity = rule_get(rule)->severity,
		.at = at,
		.subject = subject(teller, tunnel),
		.message = message };

	teller_give(teller, &finding);
}

void
teller_give(const struct teller *teller, const struct finding *finding)
{
	struct teller_probe *probe = teller->probe;
	struct finding outer = *finding;

	if (probe == NULL) {
		diag_full(teller->diags, finding);
		return;
	}
	outer.at = source_outer(finding->at);
	probe->last =
	    probe->wanted(probe->host, &outer) ? TOLD_SEEN : TOLD_SILENCED;
}

void
teller_note(const struct teller *teller, enum told *ret)
{
	if (teller->probe == NULL)
		return;
	*ret = teller->probe->last;
	teller->probe->last = TOLD_NOTHING;
}

static struct pos
line_place(const struct verification *about, size_t place)
{
	const struct running_line *line = &about->match.running->lines[place];

	return (struct pos){ line->listing->source,
		line->statement->words[line->own].offset };
}

struct pos
teller_place(const struct teller *teller, size_t place)
{
	return line_place(teller->about, place);
}

/* " (vpn.xml:12:5)" for where the descriptor says it. */
static const char *
said_at(const struct teller *teller, const struct provenance *what)
{
	return wording_said(what->value != NULL       ? what->value->at
			    : what->parameter != NULL ? what->parameter->at
						      : NOWHERE,
	    teller->arena);
}

/* ---- values ----------------------------------------------------------- */

static void
tell_key(const struct teller *teller, const struct difference *difference,
    struct pos at)
{
	const struct verification *about = teller->about;
	const struct variable *variable =
	    &about->expected.variables[difference->variable];
	const struct expected_line *line =
	    &about->expected.lines[difference->line];
	const struct word *word = &line->statement->words[difference->word];

	switch (key_compare(
	    (struct slice){ word->text, word->length }, difference->device)) {
	case KEY_SAME:
		return;
	case KEY_DIFFERENT:
		teller_tell(teller, RULE_DEVICE_KEY, at, variable->tunnel,
		    arena_printf(teller->arena,
			"the pre-shared key is not the descriptor's%s",
			said_at(teller, variable->what)));
		return;
	case KEY_HIDDEN:
		teller_tell(teller, RULE_DEVICE_KEY_HIDDEN, at,
		    variable->tunnel,
		    "the device shows the pre-shared key encrypted or not at "
		    "all: it cannot be compared");
		return;
	}
}

static void
tell_value(const struct teller *teller, const struct difference *difference,
    struct pos at)
{
	const struct verification *about = teller->about;
	const struct variable *variable =
	    &about->expected.variables[difference->variable];
	const char *label = wording_variable(variable, teller->arena);
	const char *wanted =
	    wording_value(&about->expected.lines[difference->line],
		difference->word, difference->hole, teller->arena);

	teller_tell(teller,
	    hygiene_difference(about, difference, wanted, RULE_DEVICE_VALUE),
	    at, variable->tunnel,
	    arena_printf(teller->arena, "%s: descriptor %s%s, device %s", label,
		wanted, said_at(teller, variable->what),
		diag_quote(teller->diags,
		    arena_copy(teller->arena, difference->device.text,
			difference->device.length))));
}

static void
tell_difference(struct teller *teller, const struct difference *difference)
{
	const struct verification *about = teller->about;
	const struct variable *variable =
	    &about->expected.variables[difference->variable];
	const struct pos at = { line_place(about, difference->place).source,
		difference->offset };

	if (teller->told[difference->variable] ||
	    (variable->tunnel >= 0 && teller->absent[variable->tunnel]))
		return;
	teller->told[difference->variable] = true;
	if (variable->what->secret) {
		/* It may stand where nothing announces it. */
		source_secret(about->match.running->lines[difference->place]
				  .listing->source,
		    difference->offset,
		    difference->offset + difference->device.length);
		tell_key(teller, difference, at);
	} else if (!algorithms_know(variable)) {
		tell_value(teller, difference, at);
	}
	TELLER_NOTE(teller, variables, difference->variable);
}

/* ---- what is not there at all ----------------------------------------- */

bool
verify_has_file(const struct verification *about, size_t file)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *line;
	size_t i, k, total = 0, found = 0;
	bool literal = true;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->file != file)
			continue;
		total++;
		found += line->match != NO_MATCH;
		for (k = 0; k < line->count; k++) {
			if (line->words[k].kind == EXPECTED_LITERAL)
				continue;
			literal = false;
			if (line->match != NO_MATCH)
				return true;
		}
	}
	return literal && found * 2 >= total;
}

static void
tell_absent_parts(const struct teller *teller)
{
	const struct verification *about = teller->about;
	const struct connection *connection = about->original;
	size_t i;

	for (i = 0; i < about->expected.file_count; i++) {
		teller->not_given[i] = !verify_has_file(about, i);
		if (teller->not_given[i])
			teller_tell(teller, RULE_DEVICE_FILE, connection->at,
			    -1,
			    arena_printf(teller->arena,
				"nothing was given that is like the file %s: "
				"what it holds was not looked at",
				source_name(about->sources[i])));
	}
	for (i = 0; i < connection->tunnel_count; i++) {
		teller->absent[i] = !verify_has_tunnel(about, (int)i);
		if (!teller->absent[i])
			continue;
		teller_tell(teller, RULE_DEVICE_TUNNEL,
		    connection->tunnels[i].at, (int)i,
		    "the device's configuration has nothing of this tunnel");
		TELLER_NOTE(teller, tunnels, i);
	}
}

/* ---- all of it -------------------------------------------------------- */

static void
tell_absent(const struct teller *teller)
{
	teller_tell(teller, RULE_DEVICE_CONNECTION,
	    teller->about->connection->at, -1,
	    "the device's configuration has nothing of this connection");
}

static void
report(const struct verification *verification, struct diags *diags,
    struct teller_probe *probe)
{
	struct teller teller = { .about = verification,
		.arena = diags_arena(diags),
		.diags = diags,
		.probe = probe };
	size_t i;

	teller.algorithms = arena_array(teller.arena,
	    verification->connection->tunnel_count + 1, sizeof(unsigned));
	teller.absent = arena_array(teller.arena,
	    verification->connection->tunnel_count + 1, sizeof(bool));
	teller.not_given = arena_array(
	    teller.arena, verification->expected.file_count + 1, sizeof(bool));
	teller.told = arena_array(teller.arena,
	    verification->expected.variable_count + 1, sizeof(bool));
	if (verification->exhausted) {
		teller_tell(&teller, RULE_CONFIG_READ,
		    verification->connection->at, -1,
		    "the device's configuration has too many statements that "
		    "are alike: it was not compared");
		return;
	}
	if (!verify_is_there(verification)) {
		tell_absent(&teller);
		teller_note(&teller, probe != NULL ? &probe->whole : NULL);
		return;
	}
	tell_absent_parts(&teller);
	for (i = 0; i < verification->match.count; i++)
		tell_difference(&teller, &verification->match.differences[i]);
	algorithms_report(&teller);
	lacks_report(&teller);
	extras_report(&teller);
}

void
verification_report(
    const struct verification *verification, struct diags *diags)
{
	report(verification, diags, NULL);
}

struct teller_probe
teller_ask(const struct verification *about, verification_wanted *wanted,
    void *host, struct arena *arena)
{
	const size_t tunnels = about->connection->tunnel_count + 1;
	struct teller_probe probe = { .wanted = wanted, .host = host };

	probe.variables = arena_array(arena, about->expected.variable_count + 1,
	    sizeof(*probe.variables));
	probe.lines =
	    arena_array(arena, about->expected.count + 1, sizeof(*probe.lines));
	probe.tunnels = arena_array(arena, tunnels, sizeof(*probe.tunnels));
	probe.places = arena_array(
	    arena, about->match.running->count + 1, sizeof(*probe.places));
	probe.algorithms =
	    arena_array(arena, tunnels, sizeof(*probe.algorithms));
	report(about, diags_new(arena, 0), &probe);
	return probe;
}
