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
};

static bool
next_look(void *slot, void *host)
{
	struct looking *looking = host;
	const struct inputs *inputs = looking->inputs;
	struct input **item = slot;

	while (looking->next < inputs->count &&
	       !inputs->list[looking->next].regular)
		looking->next++;
	if (looking->next == inputs->count)
		return false;
	*item = &inputs->list[looking->next++];
	return true;
}

/* Looks at an input, which was regular a moment ago. */
static void
look_step(void *slot, unsigned worker, void *host)
{
	const struct looking *looking = host;
	const struct session *session = looking->session;
	const struct shard *shard = &session->shard;
	struct input *input = *(struct input **)slot;
	/* One that is named alone does not wait. */
	const bool waits = session->settings->operand_count > 1 ||
			   looking->inputs->folder_count != 0;

	/* What site it is for is not known before all is read. */
	input->look = look_at(waits ? &looking->inputs->looks[worker] : NULL,
	    input->open, input->size,
	    shard->count != 0 && !session->shard_sites ? shard : NULL);
}

static void
looked_step(void *slot, unsigned worker, void *host)
{
	(void)slot, (void)worker, (void)host;
}

void
inputs_look(struct inputs *inputs, const struct session *session)
{
	static const struct pool_stage stages[] = { { look_step, false },
		{ looked_step, true } };
	const unsigned threads = pool_threads(
	    session->settings->jobs, inputs->count / LOOKS_AT_A_TIME);
	const size_t group = pool_group(threads, inputs->count);
	const size_t window = group * pool_window(threads);
	struct input **slots = memory_alloc(window * sizeof(struct input *));
	void **items = memory_alloc(window * sizeof(void *));
	struct looking looking = { inputs, session, 0 };
	const struct pool pool = { threads, items, window, group, next_look,
		stages, 2, &looking };
	size_t i;

	for (i = 0; i < window; i++)
		items[i] = &slots[i];
	inputs->looking = threads;
	inputs->looks = memory_alloc(threads * sizeof(*inputs->looks));
	for (i = 0; i < threads; i++)
		inputs->looks[i] =
		    (struct looks){ .room = LOOKS_ROOM / threads };
	pool_run(&pool);
	free(items);
	free(slots);
}

void
inputs_forget_looks(struct inputs *inputs)
{
	unsigned i;

	for (i = 0; i < inputs->looking; i++)
		looks_end(&inputs->looks[i]);
	free(inputs->looks);
}
