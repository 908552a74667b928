/* SPDX-License-Identifier: ISC */
/* Runs the rules on fleets.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "base/digest_run.h"
#include "check/fleet_rules.h"

static const struct {
	enum rule_id rule;
	void (*function)(const struct fleet_check *f);
} checks[] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(id, symbol, name, group, severity, function, ...)                \
	{ RULE_##symbol, function },
#include "base/rules.def"
#undef RULE
};

bool
fleet_has_rule(enum rule_id rule)
{
	static const bool have[RULE_COUNT] = {
#define RULE(...)
#define CHECK(...)
#define FLEET(id, symbol, ...) [RULE_##symbol] = true,
#include "base/rules.def"
#undef RULE
		[RULE_CLIENT_CIDR_SITE] = true,
	};

	return have[rule];
}

struct fleet *
fleet_new(const struct check_settings *settings)
{
	struct arena *arena = arena_new();
	struct fleet *fleet = ARENA_NEW(arena, struct fleet);

	fleet->arena = arena;
	fleet->settings = settings;
	digest_key_make(&fleet->secret);
	return fleet;
}

void
fleet_free(struct fleet *fleet)
{
	size_t i;

	if (fleet == NULL)
		return;
	for (i = 0; i < fleet->cut_count; i++)
		source_free(fleet->cuts[i]);
	free(fleet->cuts);
	arena_free(fleet->arena);
}

void
fleet_expect(struct fleet *fleet, size_t count)
{
	fleet->expected = count;
	index_expect(&fleet->members, count, fleet->arena);
	/* A customer gateway and an address. */
	index_expect(&fleet->ends, 2 * count, fleet->arena);
}

static void
run(struct fleet_check *f, struct fleet *fleet, struct diags *diags)
{
	size_t i;

	f->fleet = fleet;
	f->check.settings = fleet->settings;
	f->check.diags = diags;
	if (f->check.connection != NULL) {
		f->self = fleet_member_make(f);
		if (f->earlier == NULL)
			fleet_overlap_find(f);
	}
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		/* One connection, described twice, is still one. */
		if (f->earlier != NULL && checks[i].rule != RULE_FLEET_REPEATED)
			continue;
		f->check.rule = checks[i].rule;
		checks[i].function(f);
	}
}

void
fleet_add(struct fleet *fleet, const struct fleet_ready *ready,
    const struct source *passing, struct diags *diags)
{
	struct fleet_check f = { .check.connection = ready->connection,
		.ready = ready,
		.passing = passing };

	run(&f, fleet, diags);
}

void
fleet_finish(struct fleet *fleet, struct diags *diags)
{
	struct fleet_check f = { .passing = NULL };

	run(&f, fleet, diags);
}

/* ---- what rules remember ---------------------------------------------- */

/* The rule's own table, made for SIZE. */
static struct index *
table(const struct fleet_check *f, size_t size)
{
	void **memory = &f->fleet->memory[f->check.rule];

	if (*memory == NULL) {
		*memory = ARENA_NEW(f->fleet->arena, struct index);
		index_expect(*memory, size, f->fleet->arena);
	}
	return *memory;
}

void **
fleet_slot(
    const struct fleet_check *f, const void *a, const void *b, uint64_t number)
{
	const uint64_t words[] = { (uintptr_t)a, (uintptr_t)b, number };

	return index_place(table(f, 0),
	    digest_of_words(
		&f->fleet->secret, words, sizeof(words) / sizeof(words[0])),
	    f->fleet->arena);
}

void **
fleet_slot_text(const struct fleet_check *f, struct digest digest)
{
	return index_place(
	    table(f, 2 * f->fleet->expected), digest, f->fleet->arena);
}

const struct fleet_member *
fleet_first(
    const struct fleet_check *f, const void *a, const void *b, uint64_t number)
{
	void **slot = fleet_slot(f, a, b, number);

	if (*slot != NULL)
		return *slot;
	*slot = (void *)f->self;
	return NULL;
}

/* ---- what findings say ------------------------------------------------ */

struct pos
fleet_place(const struct fleet_check *f)
{
	struct pos at = source_outer(f->check.connection->at);
	struct fleet *fleet = f->fleet;
	struct source **grown;

	if (at.source == NULL || at.source != f->passing)
		return at;
	/* A power of two: full. */
	if ((fleet->cut_count & (fleet->cut_count - 1)) == 0) {
		grown = realloc(
		    fleet->cuts, (fleet->cut_count * 2 + 1) * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		fleet->cuts = grown;
	}
	fleet->cuts[fleet->cut_count++] = source_cut(at, &at);
	return at;
}

const char *
fleet_where(const struct fleet_check *f, const struct fleet_member *member)
{
	struct arena *arena = diags_arena(f->check.diags);

	if (member->file == NULL)
		return "no file";
	if (f->self != NULL && f->self->file != NULL &&
	    strcmp(f->self->file, member->file) == 0)
		return arena_printf(arena, "line %zu", member->line);
	return arena_printf(arena, "%s:%zu",
	    diag_path(f->check.diags, member->file), member->line);
}

void
fleet_complain(const struct fleet_check *f, enum severity severity,
    const struct fleet_member *member, struct pos at, const char *format, ...)
{
	struct finding finding = { .rule = f->check.rule,
		.severity = severity,
		.at = at,
		.subject = member->name };
	va_list args;

	va_start(args, format);
	finding.message =
	    arena_vprintf(diags_arena(f->check.diags), format, args);
	va_end(args);
	diag_full(f->check.diags, &finding);
}
