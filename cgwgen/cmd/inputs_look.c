/* SPDX-License-Identifier: ISC */
/* The first look at inputs, by several threads.  Floor 7. */
#include <stdlib.h>

#include "base/pool.h"
#include "cmd/inputs_list.h"
#include "cmd/session.h"

/* So many files are looked at in the time that a thread more is worth. */
#define LOOKS_AT_A_TIME 64

struct looking {
	struct inputs *inputs;
	const struct session *session;
	size_t next;
	size_t end;
	bool found; /* what is looked at */
};

bool
input_is_found(const struct input *input)
{
	return input->folder != NULL && input->folder->walk != NULL;
}

static bool
next_look(void *slot, void *host)
{
	struct looking *looking = host;
	struct input **item = slot, *input;

	while (looking->next < looking->end) {
		input = &looking->inputs->list[looking->next++];
		if (!input->regular || input->unseen ||
		    input_is_found(input) != looking->found)
			continue;
		*item = input;
		return true;
	}
	return false;
}

/* Looks at an input, which was regular a moment ago. */
static void
look_step(void *slot, unsigned worker, void *host)
{
	const struct looking *looking = host;
	const struct session *session = looking->session;
	struct input *input = *(struct input **)slot;

	(void)worker;
	input->look = look_at(
	    input->open, session_parts_by_id(session) ? &session->shard : NULL);
}

static void
looked_step(void *slot, unsigned worker, void *host)
{
	(void)slot, (void)worker, (void)host;
}

static void
run(struct looking *looking, unsigned threads)
{
	static const struct pool_stage stages[] = { { look_step, false },
		{ looked_step, true } };
	const size_t group = pool_group(threads, looking->end - looking->next);
	const size_t window = group * pool_window(threads);
	struct input **slots = memory_alloc(window * sizeof(struct input *));
	void **items = memory_alloc(window * sizeof(void *));
	const struct pool pool = { threads, items, window, group, next_look,
		stages, 2, looking };
	size_t i;

	for (i = 0; i < window; i++)
		items[i] = &slots[i];
	pool_run(&pool);
	free(items);
	free(slots);
}

size_t
inputs_look(struct inputs *inputs, const struct session *session, size_t first,
    bool found)
{
	struct looking looking = { inputs, session, first, first, found };

	while (looking.end < inputs->count &&
	       (!found || input_is_found(&inputs->list[looking.end])))
		looking.end++;
	run(&looking, pool_threads(session->settings->jobs,
			  (looking.end - first) / LOOKS_AT_A_TIME));
	return looking.end;
}
