/* SPDX-License-Identifier: ISC */
/* Which device a configuration is from.  Floor 7. */
#include "cmd/recognize.h"

#include <string.h>

#include "verify/guess.h"

struct candidate {
	struct kind *kind;
	struct running *running;
	size_t share;
	size_t penalty;
};

struct recognizer {
	const struct recognition *about;
	struct box *box;
	struct candidate *list;
	size_t count;
	struct box read[16]; /* the box, by syntax */
	const struct profile_syntax *syntaxes[16];
	size_t read_count;
	struct diags *quiet;
};

/* BOX taken apart with SYNTAX; NULL when that cannot be. */
static struct running *
read_with(struct recognizer *recognizer, const struct profile_syntax *syntax)
{
	const struct profile_syntax *other;
	struct box *box;
	size_t i;

	for (i = 0; i < recognizer->read_count; i++) {
		other = recognizer->syntaxes[i];
		if (other->nesting == syntax->nesting &&
		    strcmp(other->comment, syntax->comment) == 0)
			return recognizer->read[i].running;
	}
	i = recognizer->read_count < 16 ? recognizer->read_count++ : 15;
	box = &recognizer->read[i];
	*box = *recognizer->box;
	recognizer->syntaxes[i] = syntax;
	box_read(recognizer->about->session, box, syntax, recognizer->quiet);
	return box->running;
}

static void
consider(struct recognizer *recognizer, const char *id)
{
	const struct recognition *about = recognizer->about;
	struct candidate *candidate = &recognizer->list[recognizer->count];
	struct target target = { .profile =
				     catalog_profile(about->targets->catalog,
					 id, NOWHERE, recognizer->quiet) };

	if (target.profile == NULL)
		return;
	candidate->running = read_with(recognizer, &target.profile->syntax);
	/* One that does not take the given parameters is not meant. */
	candidate->kind =
	    candidate->running == NULL
		? NULL
		: kind_find(about->session, about->targets, about->kinds,
		      &target, true, recognizer->quiet);
	if (candidate->kind == NULL)
		return;
	candidate->share =
	    guess_share(&candidate->kind->device, candidate->running);
	if (candidate->share >= GUESS_LEAST)
		recognizer->count++;
}

/* Only those that are near the best one stay. */
static void
keep_near(struct recognizer *recognizer)
{
	size_t i, kept = 0, most = 0;

	for (i = 0; i < recognizer->count; i++)
		if (recognizer->list[i].share > most)
			most = recognizer->list[i].share;
	for (i = 0; i < recognizer->count; i++)
		if (recognizer->list[i].share + GUESS_NEAR >= most)
			recognizer->list[kept++] = recognizer->list[i];
	recognizer->count = kept;
}

static void
measure(const struct recognizer *recognizer, struct candidate *candidate)
{
	const struct recognition *about = recognizer->about;
	struct arena *scratch = arena_new();
	struct verification verification;
	size_t i;

	for (i = 0; i < about->connection_count; i++) {
		if (!verify_connection(
			verify_device_for(&candidate->kind->device,
			    connection_is_static(about->connections[i])),
			about->connections[i], candidate->running, scratch,
			diags_new(scratch, 1), &verification)) {
			candidate->penalty += GUESS_ALL;
			continue;
		}
		candidate->penalty += verification.penalty;
		verification_close(&verification);
	}
	for (i = 0; i < candidate->running->count; i++)
		candidate->running->lines[i].taken = false;
	arena_free(scratch);
}

static bool
is_better(const struct candidate *a, const struct candidate *b)
{
	return a->penalty != b->penalty ? a->penalty < b->penalty
					: a->share > b->share;
}

static void
tell(const struct recognizer *recognizer, const struct candidate *best)
{
	struct session *session = recognizer->about->session;
	const char *others = "";
	size_t i;

	for (i = 0; i < recognizer->count; i++)
		if (&recognizer->list[i] != best)
			others = arena_printf(session->arena, "%s%s%s", others,
			    *others == '\0' ? "; it could also be " : ", ",
			    recognizer->list[i].kind->target.profile->id);
	diag(session->diags, RULE_DEVICE_GUESSED,
	    (struct pos){ recognizer->box->sources[0], 0 },
	    "taken for %s, %zu%% of whose words are there%s",
	    best->kind->target.profile->id, best->share * 100 / GUESS_ALL,
	    others);
}

const struct profile *
recognize(const struct recognition *recognition, struct box *box)
{
	struct session *session = recognition->session;
	size_t i, count;
	const char *const *ids =
	    catalog_devices(recognition->targets->catalog, &count);
	struct recognizer recognizer = { .about = recognition,
		.box = box,
		.list = arena_array(
		    session->arena, count + 1, sizeof(*recognizer.list)),
		.quiet = diags_new(session->arena, 1) };
	struct candidate *best;

	for (i = 0; i < count; i++)
		consider(&recognizer, ids[i]);
	keep_near(&recognizer);
	if (recognizer.count == 0) {
		diag(session->diags, RULE_DEVICE_NOT_RECOGNIZED,
		    (struct pos){ box->sources[0], 0 },
		    "no device's configuration looks like this");
		return NULL;
	}
	best = &recognizer.list[0];
	for (i = 0; i < recognizer.count; i++) {
		if (recognizer.count > 1)
			measure(&recognizer, &recognizer.list[i]);
		if (is_better(&recognizer.list[i], best))
			best = &recognizer.list[i];
	}
	tell(&recognizer, best);
	return best->kind->target.profile;
}
