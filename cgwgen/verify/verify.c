/* SPDX-License-Identifier: ISC */
/* Holding a connection against a running configuration.  Floor: verify. */
#include "verify/verify.h"

#include <string.h>

#include "render/rehearse.h"
#include "verify/cross.h"
#include "verify/follow.h"
#include "verify/vary.h"
#include "verify/vocabulary.h"
#include "verify/ways.h"

static struct source **
text_sources(const struct rendering *rendering, struct arena *arena)
{
	struct source **sources =
	    arena_array(arena, rendering->count + 1, sizeof(struct source *));
	const struct rendered_file *file;
	size_t i;

	for (i = 0; i < rendering->count; i++) {
		file = &rendering->files[i];
		sources[i] = source_new(file->name, file->output.text.data,
		    file->output.text.length);
		source_never_quote(sources[i]);
	}
	return sources;
}

void
verification_close(struct verification *verification)
{
	size_t i;

	for (i = 0;
	     verification->sources != NULL && verification->sources[i] != NULL;
	     i++)
		source_free(verification->sources[i]);
	verification->sources = NULL;
}

/* Whether the device has what a line that begins with "no" takes away. */
bool
verify_has_positive(const struct verification *verification, size_t number)
{
	const struct expected_line *line =
	    &verification->expected.lines[number];
	const struct running *running = verification->match.running;
	const struct running_line *other;
	const uint32_t *list;
	size_t count, i, k;

	list = running_find(running, line->words[line->own + 1].id, &count);
	for (i = 0; i < count; i++) {
		other = &running->lines[list[i]];
		if (other->count != line->count - 1)
			continue;
		for (k = 0; k < other->count; k++)
			if (line->words[k + (k >= line->own)].kind !=
				EXPECTED_NAME &&
			    line->words[k + (k >= line->own)].id !=
				other->ids[k])
				break;
		if (k == other->count)
			return true;
	}
	return false;
}

/* Whether a value that TUNNEL alone has is the same on the device; TUNNEL is
 * -1 for any. */
static bool
is_identified(const struct verification *about, int tunnel)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *line;
	const struct variable *variable;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match == NO_MATCH)
			continue;
		for (k = 0; k < line->count; k++) {
			if (line->words[k].kind != EXPECTED_VALUE)
				continue;
			variable =
			    &expected->variables[line->words[k].variable];
			if (variable->identifies && variable->device == NULL &&
			    (tunnel < 0 || variable->tunnel == tunnel))
				return true;
		}
	}
	return false;
}

bool
verify_has_tunnel(const struct verification *about, int tunnel)
{
	const struct expected *expected = &about->expected;
	const struct running_line *lines = about->match.running->lines;
	const struct expected_line *line;
	size_t i, found = 0, total = 0;

	if (is_identified(about, tunnel))
		return true;
	/* All of its addresses may be wrong, but then the rest is there, and
	 * not as another tunnel's. */
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->tunnel != tunnel)
			continue;
		total++;
		found +=
		    line->match != NO_MATCH && lines[line->match].used == 1;
	}
	return total == 0 || found * 2 > total;
}

bool
verify_is_there(const struct verification *verification)
{
	return is_identified(verification, -1);
}

/* How many of the device's algorithms are no words of its own: another way
 * to render, with other parts, may know them. */
static size_t
strange_algorithms(const struct verification *verification)
{
	const struct difference *difference;
	const struct variable *variable;
	enum algorithm_kind kind;
	unsigned phase;
	size_t i, count = 0;

	for (i = 0; i < verification->match.count; i++) {
		difference = &verification->match.differences[i];
		variable =
		    &verification->expected.variables[difference->variable];
		count += vocabulary_kind(variable->what, &kind, &phase) &&
			 vocabulary_find(verification->profile, phase, kind,
			     difference->device) == 0;
	}
	return count;
}

static void
count_up(struct verification *verification)
{
	const struct expected *expected = &verification->expected;
	size_t i;

	verification->found = 0;
	verification->missing = 0;
	for (i = 0; i < expected->count; i++) {
		if (expected->lines[i].match != NO_MATCH)
			verification->found++;
		else if (!expected->lines[i].statement->unshown &&
			 (!expected->lines[i].negative ||
			     verify_has_positive(verification, i)))
			verification->missing++;
	}
	verification->penalty = verification->missing * 2 +
				verification->match.count +
				strange_algorithms(verification) * 2;
}

static void
forget_use(struct running *running)
{
	size_t i;

	for (i = 0; i < running->count; i++)
		running->lines[i].used = running->lines[i].claimed ? 1 : 0;
}

const struct verify_device *
verify_device_for(const struct verify_device *device, bool is_static)
{
	return is_static && device->for_static != NULL ? device->for_static
						       : device;
}

static struct digest
text_digest(const struct rendering *rendering, const struct digest_key *key)
{
	struct digest digests[2] = { { { 0 } } };
	size_t i;

	for (i = 0; i < rendering->count; i++) {
		digests[1] =
		    digest_make(key, rendering->files[i].output.text.data,
			rendering->files[i].output.text.length);
		digests[0] = digest_make(key, digests, sizeof(digests));
	}
	return digests[0];
}

bool
verify_render(const struct verify_device *device,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct verification *ret)
{
	*ret = (struct verification){ .connection = connection,
		.profile = device->profile };
	return render_connection(
	    device->renderer, connection, arena, diags, device->rendering);
}

bool
verify_take(const struct verify_device *device, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	ret->text = text_digest(device->rendering, &running->lexicon->key);
	ret->sources = text_sources(device->rendering, arena);
	if (!expected_make(device->rendering, ret->sources,
		&device->profile->syntax, running->lexicon, arena, diags,
		&ret->expected)) {
		verification_close(ret);
		return false;
	}
	return true;
}

bool
verify_expect(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	return verify_render(device, connection, arena, diags, ret) &&
	       verify_take(device, running, arena, diags, ret);
}

void
verify_match(struct verification *verification, struct running *running,
    struct arena *arena)
{
	forget_use(running);
	verification->match =
	    (struct match){ .expected = &verification->expected,
		    .running = running,
		    .connection = verification->connection,
		    .profile = verification->profile,
		    .arena = arena };
	match_make(&verification->match);
	cross_part(&verification->match);
	follow_phase1(verification->profile, &verification->match);
	count_up(verification);
}

bool
verify_try(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	if (!verify_expect(device, connection, running, arena, diags, ret))
		return false;
	running->budget = RUNNING_BUDGET;
	verify_match(ret, running, arena);
	return true;
}

/* The statements that BEST found are its own from now on. */
static void
take_lines(const struct verification *best, struct running *running)
{
	const struct expected_line *line;
	size_t i;

	forget_use(running);
	for (i = 0; i < best->expected.count; i++) {
		line = &best->expected.lines[i];
		if (line->match != NO_MATCH) {
			running->lines[line->match].taken = true;
			running->lines[line->match].used++;
		}
		if (line->instead != NO_MATCH)
			running->lines[line->instead].taken = true;
	}
}

static void
pass_on(const struct diags *from, struct diags *to)
{
	size_t count, i;
	const struct finding *list = diags_list(from, &count);

	for (i = 0; i < count; i++)
		diag_full(to, &list[i]);
}

bool
verify_connection(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	struct diags *quiet = diags_new(arena, 0);

	/* What is to be said of rendering is said where it is asked for, but
	 * for why it cannot be done. */
	if (!verify_expect(device, connection, running, arena, quiet, ret)) {
		pass_on(quiet, diags);
		return false;
	}
	running->budget = RUNNING_BUDGET;
	verify_match(ret, running, arena);
	ways_try(device, running, arena, ret);
	ret->original = connection;
	ret->policy = device->policy;
	vary_explain(device, running, arena, ret);
	ret->exhausted = running->budget == 0;
	take_lines(ret, running);
	ret->choices = rehearse_choices(connection, device->profile,
	    device->parameters, NULL, arena, quiet);
	ret->rendered = rehearse_choices(ret->connection, device->profile,
	    device->parameters, NULL, arena, quiet);
	return true;
}
