/* SPDX-License-Identifier: ISC */
/* Which device a configuration is from.  Floor 7. */
#include "cmd/recognize.h"

#include <stdlib.h>
#include <string.h>

#include "verify/guess.h"

/* Who has so much less of what is there, of GUESS_ALL, is another device. */
#define NEAR 60
/* Larger texts, in bytes, are no configuration that anybody has to guess; each
 * way to take one apart takes some 25 times as much memory. */
#define LARGEST ((size_t)32 * 1024 * 1024)
/* As long as the ways are not known in which a device prints things, whose
 * statements are then spelled otherwise. */
#define NEAR_AT_FIRST 250

struct candidate {
	struct kind *kind;
	struct guess_fit fit;
	size_t penalty;
};

struct recognizer {
	const struct recognition *about;
	struct box *box;
	struct candidate *list;
	size_t count;
	/* The box as it was taken apart last, which takes far more memory than
	 * its text: one at a time. */
	struct box read;
	const struct profile_syntax *syntax; /* with this one; NULL: not yet */
	struct diags *quiet;
};

/* ---- reading ---------------------------------------------------------- */

static bool
same_wordings(const struct profile_wording *a, size_t a_count,
    const struct profile_wording *b, size_t b_count)
{
	size_t i;

	for (i = 0; i < a_count && a_count == b_count; i++)
		if (strcmp(a[i].text, b[i].text) != 0)
			return false;
	return a_count == b_count;
}

static bool
same_spellings(const struct profile_spelling *a, size_t a_count,
    const struct profile_spelling *b, size_t b_count)
{
	size_t i;

	for (i = 0; i < a_count && a_count == b_count; i++)
		if (strcmp(a[i].from.text, b[i].from.text) != 0 ||
		    strcmp(a[i].to.text, b[i].to.text) != 0)
			return false;
	return a_count == b_count;
}

static bool
same_text(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

/* Whether devices with A and B print the same in the same way. */
static bool
same_printing(const struct profile_running *a, const struct profile_running *b)
{
	return same_text(a->prefix, b->prefix) &&
	       same_wordings(a->unshown, a->unshown_count, b->unshown,
		   b->unshown_count) &&
	       same_wordings(
		   a->modes, a->mode_count, b->modes, b->mode_count) &&
	       same_wordings(
		   a->apart, a->apart_count, b->apart, b->apart_count) &&
	       same_spellings(
		   a->parts, a->part_count, b->parts, b->part_count) &&
	       same_wordings(
		   a->lists, a->list_count, b->lists, b->list_count) &&
	       same_wordings(
		   a->members, a->member_count, b->members, b->member_count) &&
	       same_spellings(a->same, a->same_count, b->same, b->same_count) &&
	       same_spellings(a->inherited, a->inherited_count, b->inherited,
		   b->inherited_count);
}

static bool
nests_alike(const struct profile_syntax *a, const struct profile_syntax *b)
{
	return a->nesting == b->nesting && strcmp(a->comment, b->comment) == 0;
}

/* What was taken apart is gone. */
static void
forget(struct recognizer *recognizer)
{
	if (recognizer->syntax != NULL)
		arena_free(recognizer->read.arena);
	recognizer->syntax = NULL;
}

/* BOX taken apart with SYNTAX, EXACTLY or with one that nests alike, until the
 * next one is asked for; NULL when that cannot be. */
static struct running *
read_with(struct recognizer *recognizer, const struct profile_syntax *syntax,
    bool exactly)
{
	const struct profile_syntax *other = recognizer->syntax;
	struct profile_syntax *plain;
	struct box *box = &recognizer->read;

	if (other != NULL && nests_alike(other, syntax) &&
	    (!exactly || same_printing(&other->running, &syntax->running)))
		return box->running;
	forget(recognizer);
	*box = *recognizer->box;
	box->arena = arena_new();
	recognizer->syntax = syntax;
	/* What a device understands besides is how others print it. */
	plain = ARENA_NEW(box->arena, struct profile_syntax);
	*plain = *syntax;
	plain->running.word_count = 0;
	plain->running.implied_count = 0;
	box_read(recognizer->about->session, box, plain, recognizer->quiet);
	return box->running;
}

/* ---- what it looks like ----------------------------------------------- */

static void
look(struct candidate *candidate, struct running *running,
    struct session *session)
{
	struct kind *kind = candidate->kind;

	if (kind->guess == NULL)
		kind->guess = guess_new(&kind->device, session->arena);
	candidate->fit = guess_fit(kind->guess, running);
}

static void
consider(struct recognizer *recognizer, const struct profile *profile)
{
	const struct recognition *about = recognizer->about;
	struct candidate *candidate = &recognizer->list[recognizer->count];
	struct target target = { .profile = profile };
	struct running *running =
	    read_with(recognizer, &profile->syntax, false);

	/* One that does not take the given parameters is not meant. */
	candidate->kind =
	    running == NULL
		? NULL
		: kind_find(about->session, about->targets, about->kinds,
		      &target, true, recognizer->quiet);
	if (candidate->kind == NULL)
		return;
	look(candidate, running, about->session);
	if (candidate->fit.share >= GUESS_LEAST)
		recognizer->count++;
}

/* All that the devices may be given or print, in RET, which has room for two
 * forms of each; how many these are. */
static size_t
forms_of(const struct recognizer *recognizer, const char *const *ids,
    size_t count, const struct profile **ret)
{
	const struct profile *profile;
	size_t i, found = 0;

	for (i = 0; i < count; i++) {
		profile = catalog_profile(recognizer->about->targets->catalog,
		    ids[i], NOWHERE, recognizer->quiet);
		if (profile == NULL ||
		    profile->renders != PROFILE_RENDERS_CONNECTION)
			continue;
		ret[found++] = profile;
		if (profile->printed != NULL)
			ret[found++] = profile->printed;
	}
	return found;
}

/* Those that nest alike are considered together. */
static void
consider_all(
    struct recognizer *recognizer, const struct profile **list, size_t count)
{
	const struct profile_syntax *syntax;
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (list[i] == NULL)
			continue;
		syntax = &list[i]->syntax;
		for (k = i; k < count; k++) {
			if (list[k] == NULL ||
			    !nests_alike(&list[k]->syntax, syntax))
				continue;
			consider(recognizer, list[k]);
			list[k] = NULL;
		}
	}
}

/* Only those that explain nearly as much as the best one stay. */
static void
keep_near(struct recognizer *recognizer, long near)
{
	size_t i, kept = 0;
	long most = 0;

	for (i = 0; i < recognizer->count; i++)
		if (i == 0 || recognizer->list[i].fit.words > most)
			most = recognizer->list[i].fit.words;
	for (i = 0; i < recognizer->count; i++)
		if ((most - recognizer->list[i].fit.words) * GUESS_ALL <=
		    labs(most) * near)
			recognizer->list[kept++] = recognizer->list[i];
	recognizer->count = kept;
}

/* Looks at CANDIDATE as its device prints things, and at what it prints on
 * demand. */
static void
look_closely(struct recognizer *recognizer, struct candidate *candidate)
{
	const struct recognition *about = recognizer->about;
	struct kind *kind = candidate->kind;
	const struct verify_device *demand;
	struct running *running =
	    read_with(recognizer, &kind->target.profile->syntax, true);

	if (running == NULL) {
		candidate->fit = (struct guess_fit){ 0, 0 };
		return;
	}
	if (kind->demand == NULL) {
		demand = kind_with_options(about->session, about->targets,
		    about->kinds, kind, recognizer->quiet);
		if (demand != NULL)
			guess_add_demand(kind->guess, demand);
	}
	look(candidate, running, about->session);
}

/* Of those that are left, and are several, keeps the likeliest. */
static void
decide(struct recognizer *recognizer)
{
	struct candidate *candidate = recognizer->list;

	if (recognizer->count < 2)
		return;
	for (; candidate < recognizer->list + recognizer->count; candidate++)
		look_closely(recognizer, candidate);
	keep_near(recognizer, NEAR);
}

static void
measure(struct recognizer *recognizer, struct candidate *candidate)
{
	const struct recognition *about = recognizer->about;
	struct running *running = read_with(
	    recognizer, &candidate->kind->target.profile->syntax, true);
	struct arena *scratch;
	struct verification verification;
	size_t i;

	if (running == NULL)
		return;
	scratch = arena_new();
	for (i = 0; i < about->connection_count; i++) {
		if (!verify_connection(
			verify_device_for(&candidate->kind->device,
			    connection_is_static(about->connections[i])),
			about->connections[i], running, scratch,
			diags_new(scratch, 1), &verification)) {
			candidate->penalty += GUESS_ALL;
			continue;
		}
		candidate->penalty += verification.penalty;
		verification_close(&verification);
	}
	for (i = 0; i < running->count; i++)
		running->lines[i].taken = false;
	arena_free(scratch);
}

/* Of those that explain as much the one that can do more: it is the later
 * release, and what it lacks would be seen. */
static bool
is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->penalty != b->penalty)
		return a->penalty < b->penalty;
	if (a->fit.words != b->fit.words)
		return a->fit.words > b->fit.words;
	return guess_breadth(a->kind->target.profile) >
	       guess_breadth(b->kind->target.profile);
}

static void
tell(const struct recognizer *recognizer, const struct candidate *best)
{
	struct session *session = recognizer->about->session;
	const char *others = "";
	size_t i;

	for (i = 0; i < recognizer->count; i++)
		if (strcmp(recognizer->list[i].kind->target.profile->id,
			best->kind->target.profile->id) != 0)
			others = arena_printf(session->arena, "%s%s%s", others,
			    *others == '\0' ? "; it could also be " : ", ",
			    recognizer->list[i].kind->target.profile->id);
	diag(session->diags, RULE_DEVICE_GUESSED,
	    (struct pos){ recognizer->box->sources[0], 0 },
	    "taken for %s, %zu%% of whose words are there%s",
	    best->kind->target.profile->id, best->fit.share * 100 / GUESS_ALL,
	    others);
}

/* One that can hold COUNT candidates. */
static struct recognizer
recognizer_for(
    const struct recognition *recognition, struct box *box, size_t count)
{
	struct arena *arena = recognition->session->arena;

	return (struct recognizer){ .about = recognition,
		.box = box,
		.list = arena_array(arena, count + 1, sizeof(struct candidate)),
		.quiet = diags_new(arena, 1) };
}

const struct profile *
recognize_form(const struct recognition *recognition, struct box *box,
    const struct profile *profile)
{
	struct recognizer recognizer;
	const struct candidate *list;

	if (profile->printed == NULL)
		return profile;
	if (box->asked == profile)
		return box->form;
	box->asked = profile;
	box->form = profile->printed;
	if (box->sources == NULL &&
	    !box_open(recognition->session, box, recognition->session->diags))
		return box->form;
	recognizer = recognizer_for(recognition, box, 2);
	list = recognizer.list;
	consider(&recognizer, profile);
	consider(&recognizer, profile->printed);
	if (recognizer.count > 0 &&
	    (recognizer.count == 1 || list[0].fit.words > list[1].fit.words))
		box->form = list[0].kind->target.profile;
	forget(&recognizer);
	return box->form;
}

static size_t
bytes_of(const struct box *box)
{
	size_t total = 0, i;

	for (i = 0; i < box->path_count; i++)
		total += source_length(box->sources[i]);
	return total;
}

const struct profile *
recognize(const struct recognition *recognition, struct box *box)
{
	struct session *session = recognition->session;
	size_t i, count;
	const char *const *ids =
	    catalog_devices(recognition->targets->catalog, &count);
	/* A device has two forms at most. */
	struct recognizer recognizer =
	    recognizer_for(recognition, box, 2 * count);
	const struct profile **forms =
	    arena_array(session->arena, 2 * count + 1, sizeof(*forms));
	struct candidate *best;

	if (bytes_of(box) > LARGEST) {
		diag(session->diags, RULE_DEVICE_NOT_RECOGNIZED,
		    (struct pos){ box->sources[0], 0 },
		    "the configuration has %zu MB, and of more than %zu no "
		    "device is guessed: name it with --device",
		    bytes_of(box) >> 20, LARGEST >> 20);
		return NULL;
	}
	consider_all(
	    &recognizer, forms, forms_of(&recognizer, ids, count, forms));
	keep_near(&recognizer, NEAR_AT_FIRST);
	decide(&recognizer);
	if (recognizer.count == 0) {
		diag(session->diags, RULE_DEVICE_NOT_RECOGNIZED,
		    (struct pos){ box->sources[0], 0 },
		    "no device's configuration looks like this");
		forget(&recognizer);
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
	forget(&recognizer);
	return best->kind->target.profile;
}
