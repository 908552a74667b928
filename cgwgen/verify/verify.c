/* SPDX-License-Identifier: ISC */
/* Holding a connection against a running configuration.  Floor: verify. */
#include "verify/verify.h"

#include <string.h>

#include "render/rehearse.h"
#include "verify/teller.h"
#include "verify/vary.h"
#include "verify/vocabulary.h"

/* One of the ways to render a connection that AWS takes. */
struct way {
	unsigned ike_version; /* 1 or 2; 0: whichever is chosen */
	int aead[2];          /* by phase: 1 only, 0 none, -1 whichever */
};

static const struct way ways[] = {
	{ 0, { -1, -1 } },
	{ 0, { 0, -1 } },
	{ 0, { -1, 0 } },
	{ 0, { 0, 0 } },
	{ 1, { -1, -1 } },
	{ 1, { -1, 0 } },
	{ 2, { 1, 1 } },
	{ 2, { 1, 0 } },
	{ 2, { 0, 1 } },
	{ 2, { 0, 0 } },
};

/* The members of SET that are AEAD ciphers, or those that are not; when SET
 * has none, all there are. */
static algorithm_set
filter(algorithm_set set, int aead)
{
	unsigned i, count = algorithm_count(ALGORITHM_ENCRYPTION);
	algorithm_set kept = 0;

	if (aead < 0)
		return set;
	for (i = 0; i < count; i++)
		if (algorithm_get(ALGORITHM_ENCRYPTION, i)->aead == (aead == 1))
			kept |= (algorithm_set)1 << i;
	return (set & kept) != 0 ? set & kept : kept;
}

static algorithm_set
version_set(unsigned version)
{
	unsigned i, count = algorithm_count(ALGORITHM_IKE_VERSION);

	for (i = 0; i < count; i++)
		if (algorithm_get(ALGORITHM_IKE_VERSION, i)->number == version)
			return (algorithm_set)1 << i;
	return 0;
}

/*
 * CONNECTION as WAY has it, in ARENA, also where the descriptor does not allow
 * that: the device may be set up in a way that AWS refuses, and then this is
 * what is to be said.
 */
static const struct connection *
another(const struct connection *connection, const struct way *way,
    struct arena *arena)
{
	struct connection *copy = ARENA_NEW(arena, struct connection);
	struct tunnel *tunnel;
	size_t i;

	*copy = *connection;
	copy->tunnels =
	    arena_array(arena, copy->tunnel_count, sizeof(*copy->tunnels));
	memcpy(copy->tunnels, connection->tunnels,
	    copy->tunnel_count * sizeof(*copy->tunnels));
	for (i = 0; i < copy->tunnel_count; i++) {
		tunnel = &copy->tunnels[i];
		if (way->ike_version != 0)
			tunnel->ike_versions.u.set =
			    version_set(way->ike_version);
		tunnel->phase1_encryption_algorithms.u.set = filter(
		    tunnel->phase1_encryption_algorithms.u.set, way->aead[0]);
		tunnel->phase2_encryption_algorithms.u.set = filter(
		    tunnel->phase2_encryption_algorithms.u.set, way->aead[1]);
	}
	return copy;
}

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
		running->lines[i].used = 0;
}

bool
verify_try(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	*ret = (struct verification){ .connection = connection,
		.profile = device->profile };
	if (!render_connection(
		device->renderer, connection, arena, diags, device->rendering))
		return false;
	ret->sources = text_sources(device->rendering, arena);
	if (!expected_make(device->rendering, ret->sources,
		&device->profile->syntax, running->lexicon, arena, diags,
		&ret->expected)) {
		verification_close(ret);
		return false;
	}
	forget_use(running);
	match_make(&ret->expected, running, arena, &ret->match);
	count_up(ret);
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

/* Whether OTHER is nearer to the device than BEST. */
static bool
is_nearer(const struct verification *other, const struct verification *best)
{
	return other->penalty < best->penalty ||
	       (other->penalty == best->penalty &&
		   other->besides < best->besides);
}

/* The nearer one of two becomes BEST; the other is released. */
static void
keep_better(struct verification *best, struct verification *other)
{
	if (is_nearer(other, best)) {
		verification_close(best);
		*best = *other;
	} else {
		verification_close(other);
	}
}

/* A connection that is held against a device, whichever way. */
struct search {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;
	struct verification *best;
};

/* Tries COPY, made for WAY or, NULL, for the one that is the best. */
static void
try_copy(const struct search *search, const struct connection *copy,
    const struct way *way)
{
	struct verification other;

	if (!verify_try(search->device, copy, search->running, search->arena,
		diags_new(search->arena, 0), &other))
		return;
	other.ike_version =
	    way != NULL ? way->ike_version : search->best->ike_version;
	/* What is all there may be one of two that are. */
	if (other.penalty == 0 && search->best->penalty == 0)
		other.besides = extras_count(&other, search->arena);
	keep_better(search->best, &other);
}

/* The same with the algorithms that the device was seen to have. */
static void
try_algorithms(const struct search *search)
{
	const struct connection *copy =
	    vary_algorithms(search->best, search->arena);

	if (copy != NULL)
		try_copy(search, copy, NULL);
}

static void
try_ways(const struct search *search, const struct connection *connection)
{
	const struct verification *best = search->best;
	size_t i;

	/* Algorithms alone may be what differs. */
	try_algorithms(search);
	if (best->penalty == 0)
		search->best->besides = extras_count(best, search->arena);
	for (i = 1; i < sizeof(ways) / sizeof(ways[0]) && best->found > 0 &&
		    best->penalty + best->besides > 0;
	     i++)
		if (best->penalty > 0 || ways[i].ike_version != 0)
			try_copy(search,
			    another(connection, &ways[i], search->arena),
			    &ways[i]);
	if (best->penalty > 0)
		try_algorithms(search);
}

bool
verify_connection(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret)
{
	const struct search search = { device, running, arena, ret };
	struct diags *quiet = diags_new(arena, 0);

	/* What is to be said of rendering is said where it is asked for. */
	if (!verify_try(device, connection, running, arena, quiet, ret))
		return verify_try(
			   device, connection, running, arena, diags, ret) &&
		       false;
	try_ways(&search, connection);
	ret->original = connection;
	vary_explain(device, running, arena, ret);
	take_lines(ret, running);
	ret->choices = rehearse_choices(connection, device->profile,
	    device->parameters, NULL, arena, quiet);
	ret->rendered = rehearse_choices(ret->connection, device->profile,
	    device->parameters, NULL, arena, quiet);
	return true;
}
