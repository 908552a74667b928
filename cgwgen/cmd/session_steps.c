/* SPDX-License-Identifier: ISC */
/* The steps that connections go through in a run.  Floor 7. */
#include "cmd/session_steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "cmd/inputs.h"
#include "cmd/key_files.h"
#include "cmd/lockfile.h"
#include "cmd/partial.h"
#include "cmd/progress.h"
#include "read/aws_xml.h"

#define STAGES 10

/* ---- what comments silence -------------------------------------------- */

/* Findings that are counted apart. */
struct counts {
	size_t again; /* those of an earlier connection, too */
	size_t fleet; /* those of all connections, which a merge finds anew */
};

static struct counts
count_apart(const struct diags *diags)
{
	struct counts counts = { 0, 0 };
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++) {
		counts.again += list[i].again;
		counts.fleet += fleet_has_rule(list[i].rule);
	}
	return counts;
}

/* Takes out what comments silence.  What was silenced with an earlier
 * connection is counted with that. */
static void
silence(struct session *session, struct diags *diags)
{
	struct counts before, after;

	if (silences_none(inventory_silences(session->inventory)))
		return;
	before = count_apart(diags);
	session_silence(session, diags);
	after = count_apart(diags);
	session->report.silenced -= before.again - after.again;
	session->silenced_apart += before.fleet - after.fleet;
}

/* ---- checks ----------------------------------------------------------- */

/* The run's Region, for a connection that has none of its own. */
static void
apply_region(const struct session *session, struct connection *connection)
{
	struct value *region = &connection->region;

	if (session->settings->region != NULL && value_missing(region) &&
	    region->text == NULL)
		*region = (struct value){ .origin = ORIGIN_OPTION,
			.at = connection->at,
			.text = session->settings->region };
}

/* Whether rules remember something of the connection for the next one. */
static bool
is_remembered(const struct connection *connection)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;

	return (customer != NULL && customer->prefix_count != 0) ||
	       (aws != NULL && aws->prefix_count != 0);
}

static void
check(const struct session *session, struct session_item *item)
{
	if (!session->unjudged)
		check_connection(
		    item->connection, &session->checks, item->diags);
}

/* Whether the item is another part's.  What is no connection, and does not say
 * whose it would be, is the first one's. */
static bool
is_foreign(const struct session *session, const struct session_item *item)
{
	const struct connection *connection = item->connection;
	const struct shard *shard = &session->shard;
	const char *name;

	if (shard->count == 0)
		return false;
	if (connection == NULL)
		return shard->index != 1 && !item->turn.ours;
	name = session->shard_sites ? lock_site_name(connection) : NULL;
	if (name == NULL && value_known(&connection->id))
		name = connection->id.text;
	return !shard_has(
	    shard, name != NULL ? name : connection_name(connection));
}

/* What is the same for every connection, whatever it was read from. */
static void
prepare(struct run *run, struct session_item *item)
{
	struct session *session = run->session;

	item->foreign = item->turn.foreign || is_foreign(session, item);
	if (item->connection == NULL || item->foreign)
		return;
	tunnel_options_apply(
	    session->options, session->option_count, item->connection);
	apply_region(session, item->connection);
	connection_complete(item->connection, session->options_from_xml);
	if (!is_remembered(item->connection))
		check(session, item);
	if (session->fleet != NULL)
		item->ready = fleet_prepare(
		    session->fleet, item->connection, item->diags);
}

/* ---- the steps of the run --------------------------------------------- */

/* Wipes and releases what the item held before. */
static void
release(struct session_item *item)
{
	source_free(item->turn.source);
	item->turn = (struct turn){ .source = NULL };
	source_list_free(&item->kept);
}

/* Makes the item ready for another connection. */
static void
renew(const struct run *run, struct session_item *item)
{
	release(item);
	if (!run->session->hold)
		arena_reset(item->arena);
	item->diags = session_diags(run->session, item->arena);
	item->connection = NULL;
	item->over = false;
}

/* The next file of XML that waits. */
static bool
next_input(void *slot, void *host)
{
	struct run *run = host;
	const struct input *input = inputs_next(run->session->inputs);
	struct session_item *item;

	if (input == NULL)
		return false;
	item = slot;
	item->input = input;
	item->number = inputs_number(run->session->inputs, input);
	return true;
}

static void
read_input(void *slot, unsigned worker, void *host)
{
	struct session_item *item = slot;
	struct run *run = host;

	renew(run, item);
	item->turn = input_read(item->input, run->session, item->diags);
	if (item->turn.source != NULL && !item->turn.stray &&
	    !item->turn.foreign)
		item->connection = inventory_read_xml(run->readers[worker],
		    item->turn.source, item->arena, item->diags);
}

static void
complete_input(void *slot, unsigned worker, void *host)
{
	struct session_item *item = slot;
	struct run *run = host;

	(void)worker;
	if (item->connection == NULL)
		return;
	item->connection = inventory_complete(run->session->inventory,
	    item->connection, item->arena, item->diags);
	if (inventory_joins(run->session->inventory) && !run->session->hold)
		inventory_hand_over(run->session->inventory, &item->kept);
}

/* The next connection of the inventory. */
static bool
next_part(void *slot, void *host)
{
	struct run *run = host;
	struct session *session = run->session;
	struct session_item *item = slot;

	renew(run, item);
	item->input = NULL;
	if (!inventory_next(session->inventory, item->arena, item->diags,
		&item->connection)) {
		/* About gateways, where there is no connection. */
		session_report(session, item->diags);
		session->foreign += inventory_passed_over(session->inventory);
		return false;
	}
	item->number =
	    inputs_count(session->inputs) + inventory_last(session->inventory);
	if (!session->hold)
		inventory_hand_over(session->inventory, &item->kept);
	return true;
}

static void
prepare_step(void *slot, unsigned worker, void *host)
{
	(void)worker;
	prepare(host, slot);
}

/* Whether the work is done on the item. */
static bool
is_wanted(const struct run *run, const struct session_item *item)
{
	return item->connection != NULL && !item->over &&
	       (run->session->broken ||
		   diags_count(item->diags, SEVERITY_ERROR) == 0);
}

static void
judge(struct run *run, struct session_item *item)
{
	struct session *session = run->session;
	struct diags *diags = item->diags;

	if (is_remembered(item->connection))
		check(session, item);
	if (session->judge != NULL)
		session->judge(session, item->connection, item->arena, diags,
		    session->judge_host);
	if (session->fleet != NULL)
		fleet_add(session->fleet, item->ready,
		    session->hold ? NULL : item->turn.source, diags);
	if (session->clients != NULL)
		client_checks_note(
		    session->clients, item->connection, item->number);
	if (session->openvpn != NULL)
		openvpn_checks_note(session->openvpn, item->connection);
	if (session->key_files != NULL)
		key_files_check(session->key_files, item->connection, diags);
	session_pass_over(session, diags);
	silence(session, diags);
}

static void
do_step(struct run *run, struct session_item *item, session_step *step)
{
	if (step != NULL && !item->over)
		step(run->session, item, run->host);
}

static void
choose_step(void *slot, unsigned worker, void *host)
{
	struct session_item *item = slot;
	struct run *run = host;

	(void)worker;
	if (item->input != NULL)
		inputs_turned(run->session->inputs, item->input, &item->turn);
	if (item->turn.stray) {
		item->turn.source = NULL;
		item->over = true;
		run->session->expected--;
		return;
	}
	if (item->foreign) {
		run->session->apart = item->over = true;
		run->session->foreign++;
		return;
	}
	/* What was not checked cannot show that a comment is of no use. */
	run->session->unchecked |=
	    item->connection == NULL || run->session->unjudged;
	if (item->connection != NULL)
		judge(run, item);
	item->over = !is_wanted(run, item);
	run->session->passing = item->turn.source;
	do_step(run, item, run->steps->choose);
	run->session->passing = NULL;
}

static void
make_step(void *slot, unsigned worker, void *host)
{
	struct run *run = host;

	(void)worker;
	do_step(run, slot, run->steps->make);
}

static void
claim_step(void *slot, unsigned worker, void *host)
{
	struct run *run = host;

	(void)worker;
	do_step(run, slot, run->steps->claim);
}

static void
store_step(void *slot, unsigned worker, void *host)
{
	struct session_item *item = slot;
	struct run *run = host;

	(void)worker;
	do_step(run, item, run->steps->store);
	/* Here, as all threads do it. */
	if (!item->foreign && !item->turn.stray)
		diags_locate(item->diags);
}

static void
report_item(struct session *session, const struct session_item *item)
{
	if (session->partial != NULL)
		partial_begin(session->partial, item);
	session_report(session, item->diags);
	if (session->partial != NULL)
		partial_end(session->partial);
}

static void
settle_step(void *slot, unsigned worker, void *host)
{
	struct session_item *item = slot;
	struct run *run = host;

	(void)worker;
	run->session->passing = item->turn.source;
	do_step(run, item, run->steps->settle);
	if (!item->foreign && !item->turn.stray) {
		report_item(run->session, item);
		run->session->seen++;
	}
	run->session->passing = NULL;
	if (run->session->hold && item->turn.source != NULL) {
		session_keep(run->session, item->turn.source);
		item->turn.source = NULL;
	}
	progress_step(run->progress);
}

/* ---- pools ------------------------------------------------------------ */

/* Adds the stages that STEPS need, behind COUNT others. */
static size_t
add_steps(
    const struct session_steps *steps, struct pool_stage *stages, size_t count)
{
	stages[count++] = (struct pool_stage){ choose_step, true };
	if (steps->make != NULL)
		stages[count++] = (struct pool_stage){ make_step, false };
	if (steps->claim != NULL)
		stages[count++] = (struct pool_stage){ claim_step, true };
	stages[count++] = (struct pool_stage){ store_step, false };
	stages[count++] = (struct pool_stage){ settle_step, true };
	return count;
}

static void
run_pool(struct run *run, pool_next *next, const struct pool_stage *stages,
    size_t count)
{
	const struct pool pool = { .threads = run->threads,
		.items = (void *const *)run->items,
		.window = run->window,
		.group = run->group,
		.next = next,
		.stages = stages,
		.stage_count = count,
		.host = run };

	pool_run(&pool);
}

/* The files of XML that wait: read by all threads, and completed by them
 * unless there is something that they are joined with. */
void
steps_inputs(struct run *run)
{
	struct pool_stage stages[STAGES];
	bool joins;
	size_t count = 0;

	inventory_seal(run->session->inventory, run->session->diags);
	session_flush(run->session);
	joins = inventory_joins(run->session->inventory);
	stages[count++] = (struct pool_stage){ read_input, false };
	stages[count++] = (struct pool_stage){ complete_input, joins };
	stages[count++] = (struct pool_stage){ prepare_step, false };
	run_pool(run, next_input, stages, add_steps(run->steps, stages, count));
}

/* Everything else, which is read by one thread at a time. */
void
steps_parts(struct run *run)
{
	struct pool_stage stages[STAGES] = { { prepare_step, false } };

	run_pool(run, next_part, stages, add_steps(run->steps, stages, 1));
}

static struct session_item *
item_new(const struct run *run)
{
	struct session_item *item = memory_alloc(sizeof(*item));
	const size_t size = run->steps->size;

	*item = (struct session_item){
		.arena = run->session->hold ? run->session->arena : arena_new()
	};
	if (size != 0) {
		item->state = memory_alloc(size);
		memset(item->state, 0, size);
	}
	return item;
}

static void
item_free(const struct run *run, struct session_item *item)
{
	if (run->steps->release != NULL)
		run->steps->release(item->state);
	free(item->state);
	release(item);
	if (!run->session->hold)
		arena_free(item->arena);
	free(item);
}

void
steps_open(struct run *run)
{
	const struct session *session = run->session;
	size_t i;

	run->threads = 1;
	if (session->parallel && !session->hold)
		run->threads =
		    pool_threads(session->settings->jobs, session->expected);
	run->group = pool_group(run->threads, session->expected);
	run->window = run->group * pool_window(run->threads);
	run->items = memory_alloc(run->window * sizeof(*run->items));
	for (i = 0; i < run->window; i++)
		run->items[i] = item_new(run);
	/* Made here: the library is not ready for threads before.  The
	 * inventory has its own for XML in strings, which any thread reads
	 * while others read files. */
	run->readers = memory_alloc(run->threads * sizeof(*run->readers));
	for (i = 0; i < run->threads; i++)
		run->readers[i] = aws_xml_new();
	run->progress = progress_new(session->settings, session->expected);
}

void
steps_close(struct run *run)
{
	size_t i;

	progress_free(run->progress);
	for (i = 0; i < run->threads; i++)
		aws_xml_free(run->readers[i]);
	free(run->readers);
	for (i = 0; i < run->window; i++)
		item_free(run, run->items[i]);
	free(run->items);
}
