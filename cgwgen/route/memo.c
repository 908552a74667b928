/* SPDX-License-Identifier: ISC */
/* Tables that are looked into again and again.  Floor 5. */
#include "route/memo.h"

#include <string.h>

#include "base/buf.h"
#include "base/index.h"
#include "route/world.h"

struct table {
	struct candidates candidates;
	struct link_list asked;
};

struct memo {
	struct arena *arena; /* of what stays */
	struct digest_key secret;
	struct index tables;
	struct index kept; /* meanwhile */
	bool suspended;
	bool anew;
	struct link_list *asked; /* or NULL */
};

struct memo *
memo_new(struct world *world)
{
	struct memo *memo = ARENA_NEW(world->arena, struct memo);

	memo->arena = world->arena;
	digest_key_make(&memo->secret);
	return memo;
}

void
link_list_add(
    struct link_list *list, const struct link *link, struct arena *arena)
{
	const struct link **grown;

	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 8;
		grown = arena_array(arena, list->capacity, sizeof(*grown));
		if (list->count != 0)
			memcpy(grown, list->list, list->count * sizeof(*grown));
		list->list = grown;
	}
	list->list[list->count++] = link;
}

void
memo_ask(const struct world *world, const struct link *link)
{
	if (world->memo->asked != NULL)
		link_list_add(world->memo->asked, link, world->arena);
}

struct link_list *
memo_watch(const struct world *world, struct link_list *asked)
{
	struct link_list *before = world->memo->asked;

	world->memo->asked = asked;
	return before;
}

void
memo_forget(const struct world *world)
{
	world->memo->tables = (struct index){ NULL, 0, 0 };
}

void
memo_suspend(struct world *world, struct arena *scratch, bool anew)
{
	struct memo *memo = world->memo;

	world->arena = scratch;
	memo->suspended = true;
	memo->anew = anew;
	if (!anew)
		return;
	memo->kept = memo->tables;
	memo->tables = (struct index){ NULL, 0, 0 };
}

void
memo_resume(struct world *world)
{
	struct memo *memo = world->memo;

	if (memo->anew)
		memo->tables = memo->kept;
	memo->suspended = memo->anew = false;
	world->arena = memo->arena;
}

static struct digest
key_of(const struct memo *memo, const char *gateway, const char *table,
    struct ip_prefix to)
{
	char text[IP_TEXT_SIZE];
	struct buf key = { NULL, 0, 0 };
	struct digest digest;

	/* A zero ends the first word: no two keys are spelt alike. */
	buf_text(&key, gateway);
	buf_char(&key, '\0');
	buf_text(&key, ip_prefix_format(to, text));
	buf_char(&key, '\0');
	if (table != NULL)
		buf_text(&key, table);
	digest = digest_make(&memo->secret, key.data, key.length);
	buf_free(&key);
	return digest;
}

/* The table as LOOK finds it, in the world's arena. */
static struct table *
read_table(const struct world *world, memo_look *look, const char *gateway,
    const char *name, struct ip_prefix to)
{
	struct table *table = ARENA_NEW(world->arena, struct table);
	struct link_list *asked = memo_watch(world, &table->asked);

	look(world, gateway, name, to, &table->candidates);
	memo_watch(world, asked);
	return table;
}

static struct table *
look_up(const struct world *world, memo_look *look, const char *gateway,
    const char *name, struct ip_prefix to)
{
	struct memo *memo = world->memo;
	const struct digest key = key_of(memo, gateway, name, to);
	struct table *table = index_find(&memo->tables, key);

	if (table != NULL)
		return table;
	table = read_table(world, look, gateway, name, to);
	/* What would stay may not be in a scratch arena. */
	if (!memo->suspended || memo->anew)
		*index_place(&memo->tables, key, world->arena) = table;
	return table;
}

void
memo_table(const struct world *world, memo_look *look, const char *gateway,
    const char *name, struct ip_prefix to, const struct link *from,
    struct candidates *ret)
{
	const struct table *table = look_up(world, look, gateway, name, to);
	struct candidate candidate;
	const struct link *link;
	size_t i;

	for (i = 0; i < table->asked.count; i++)
		memo_ask(world, table->asked.list[i]);
	for (i = 0; i < table->candidates.count; i++) {
		candidate = table->candidates.list[i];
		link = candidate.to;
		if (link != NULL && from != NULL &&
		    strcmp(link->owner, from->owner) == 0)
			continue;
		if (link != NULL)
			candidate.lost = link->down;
		candidates_add(ret, &candidate, world->arena);
	}
}
