/* SPDX-License-Identifier: ISC */
/* cgwgen lock: which connection has which numbers on which device.  Floor 7. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/lock_plan.h"
#include "cmd/lockfile.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "cmd/target.h"
#include "render/names.h"

#define LOCK_DEFAULT "cgwgen.lock"

/* A connection that was read, and its site. */
struct claim {
	const char *site;
	const char *device;
	struct lock_wish wish;
	struct claim *next;
};

struct job {
	struct targets targets;
	struct claim *claims; /* the last first */
	size_t count;
	struct lock old;
	struct lock made;
};

/* ---- what there is ----------------------------------------------------- */

/* The last slot that the device has; one without slots tells connections apart
 * by their names alone. */
static int64_t
last_slot(const struct profile *profile)
{
	const struct parameter *slot = profile_parameter(profile, "slot");

	return slot != NULL && slot->maximum < LOCK_SLOT_MAX ? slot->maximum
							     : LOCK_SLOT_MAX;
}

static void
note_fixed(struct lock_wish *wish, const struct target *target)
{
	const struct parameter_value *slot =
	    profile_value(target->profile, target->parameters, "slot");

	wish->fixed = -1;
	if (slot == NULL || slot->origin == PARAMETER_DEFAULT ||
	    slot->origin == PARAMETER_UNSET)
		return;
	wish->fixed = slot->integer;
	wish->fixed_at = slot->at;
}

static void
note(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;
	const char *site = lock_site_name(connection);
	struct target target;
	struct claim *claim;

	if (!value_known(&connection->id) || site == NULL) {
		diag_about(diags, RULE_LOCK_DISAGREES, connection->at,
		    diag_quote(diags, connection_name(connection)),
		    site == NULL ? "the connection's site has no name and no id"
				 : "the connection has no id");
		return;
	}
	if (!target_for(session, &job->targets, connection, diags, &target) ||
	    !target_resolve(session, &job->targets, &target, arena, diags))
		return;
	claim = ARENA_NEW(session->arena, struct claim);
	claim->site = arena_string(session->arena, site);
	claim->device = target.profile->id;
	claim->wish.row = (struct lock_row){ .id = arena_string(session->arena,
						 connection->id.text),
		.name = names_connection(
		    target.profile, connection, session->arena),
		.tunnels = lock_tunnels(connection, session->arena),
		.tunnel_count = connection->tunnel_count,
		.at = connection->id.at };
	claim->wish.maximum = last_slot(target.profile);
	note_fixed(&claim->wish, &target);
	claim->next = job->claims;
	job->claims = claim;
	job->count++;
}

static int
compare_claims(const void *left, const void *right)
{
	const struct claim *a = *(struct claim *const *)left;
	const struct claim *b = *(struct claim *const *)right;
	int order = strcmp(a->site, b->site);

	return order != 0 ? order : strcmp(a->wish.row.id, b->wish.row.id);
}

static struct claim **
sort_claims(struct session *session, struct job *job)
{
	struct claim **list =
	    arena_array(session->arena, job->count + 1, sizeof(*list));
	struct claim *claim;
	size_t count = 0;

	for (claim = job->claims; claim != NULL; claim = claim->next)
		list[count++] = claim;
	if (count > 1)
		qsort(list, count, sizeof(struct claim *), compare_claims);
	return list;
}

/* ---- what is to be ----------------------------------------------------- */

static int
compare_names(const void *left, const void *right)
{
	const struct lock_row *a = *(const struct lock_row *const *)left;
	const struct lock_row *b = *(const struct lock_row *const *)right;
	int order = strcmp(a->name, b->name);

	return order != 0 ? order : strcmp(a->id, b->id);
}

/* Two connections with one name would overwrite each other's objects. */
static bool
names_differ(
    const struct lock_site *site, struct arena *arena, struct diags *diags)
{
	const struct lock_row **list =
	    arena_array(arena, site->count, sizeof(*list));
	bool good = true;
	size_t i;

	for (i = 0; i < site->count; i++)
		list[i] = &site->rows[i];
	if (site->count > 1)
		qsort(list, site->count, sizeof(*list), compare_names);
	for (i = 1; i < site->count; i++) {
		if (strcmp(list[i]->name, list[i - 1]->name) != 0)
			continue;
		diag_about(diags, RULE_LOCK_FULL, list[i]->at,
		    diag_quote(diags, list[i]->id),
		    arena_printf(diags_arena(diags),
			"%s is the name of %s, too, on the device",
			diag_quote(diags, list[i]->name),
			diag_quote(diags, list[i - 1]->id)));
		good = false;
	}
	return good;
}

/* Makes the site of COUNT claims of one site. */
static bool
make_site(struct session *session, const struct job *job,
    struct claim *const *claims, size_t count, struct lock_site *ret)
{
	struct arena *arena = session->arena;
	struct lock_wish *wishes = arena_array(arena, count, sizeof(*wishes));
	struct lock_row *rows = arena_array(arena, count, sizeof(*rows));
	const char *name = claims[0]->site;
	size_t used = 0, i;

	for (i = 0; i < count; i++)
		/* One that is described twice is one. */
		if (used == 0 || strcmp(wishes[used - 1].row.id,
				     claims[i]->wish.row.id) != 0)
			wishes[used++] = claims[i]->wish;
	*ret = (struct lock_site){ .name = name,
		.device = claims[0]->device,
		.rows = rows,
		.count = used };
	if (!lock_plan(lock_find_site(&job->old, name), wishes, used,
		session->settings->reuse, session->diags, &ret->next))
		return false;
	for (i = 0; i < used; i++)
		rows[i] = wishes[i].row;
	return names_differ(ret, arena, session->diags);
}

/* Sites that this run has nothing of stay as they were. */
static bool
make_lock(struct session *session, struct job *job)
{
	struct claim **claims = sort_claims(session, job);
	const struct lock_site *old = job->old.sites;
	const struct lock_site *end = old + job->old.count;
	size_t i, first;
	bool good = true;

	job->made.sites = arena_array(session->arena,
	    job->count + job->old.count + 1, sizeof(*job->made.sites));
	for (first = 0; first < job->count; first = i) {
		for (i = first + 1;
		     i < job->count &&
		     strcmp(claims[i]->site, claims[first]->site) == 0;)
			i++;
		for (; old != end && strcmp(old->name, claims[first]->site) < 0;
		     old++)
			job->made.sites[job->made.count++] = *old;
		if (old != end && strcmp(old->name, claims[first]->site) == 0)
			old++;
		good &= make_site(session, job, &claims[first], i - first,
		    &job->made.sites[job->made.count++]);
	}
	for (; old != end; old++)
		job->made.sites[job->made.count++] = *old;
	return good;
}

/* ---- the command ------------------------------------------------------- */

static bool
is_same(const struct job *job, const struct buf *text)
{
	const struct source *old = job->old.source;

	return old != NULL && source_length(old) == text->length &&
	       memcmp(source_text(old), text->data, text->length) == 0;
}

static void
write_lock(struct session *session, const struct job *job, const char *path)
{
	struct outfile target;
	struct buf text = { NULL, 0, 0 };

	lockfile_format(&job->made, &text);
	if (is_same(job, &text))
		;
	else if (session->settings->check)
		diag_file(session->diags, RULE_LOCK_STALE, path,
		    job->old.source == NULL
			? "there is no such lock file"
			: "the lock file is not what the descriptors ask for");
	else if (outfile_open(&target, path, session->arena, session->diags)) {
		outfile_write(&target, text.data, text.length, session->diags);
		outfile_close(&target);
	}
	buf_free(&text);
}

static void
run(struct session *session, struct job *job, const char *path)
{
	session->broken = true;
	session->unjudged = true;
	/* Places of what was read are needed to the end. */
	session_hold(session);
	session_run(session, note, job);
	session_flush(session);
	if (session->report.counts[SEVERITY_ERROR] != 0)
		return;
	if (make_lock(session, job))
		write_lock(session, job, path);
}

static bool
read_old(struct session *session, struct job *job, const char *path)
{
	bool good = lockfile_read(path, true, session->settings->max_input,
	    session->arena, session->diags, &job->old);

	if (job->old.source != NULL)
		session_keep(session, job->old.source);
	return good;
}

int
cmd_lock(const struct settings *settings)
{
	const char *path =
	    settings->output != NULL ? settings->output : LOCK_DEFAULT;
	struct job job = { .count = 0 };
	struct session session;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "lock", "no descriptor; use - for standard input");
	if (session_open(&session, settings, stderr) &&
	    targets_open(&session, &job.targets) &&
	    read_old(&session, &job, path))
		run(&session, &job, path);
	status = session_close(&session);
	catalog_free(job.targets.catalog);
	return status;
}
