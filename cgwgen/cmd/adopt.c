/* SPDX-License-Identifier: ISC */
/* Baselines of a run.  Floor 7. */
#include "cmd/adopt.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "report/baseline.h"

struct adoption {
	struct session *session;
	struct baseline *baseline;
	const char **operands; /* whole paths */
	size_t operand_count;
	bool ran;              /* the inputs were read, by whom is no matter */
	struct outfile file;   /* where the new baseline goes */
	const char *directory; /* what is in it is relative to */
};

/* The directory, whole, that the file at PATH is in. */
static const char *
directory_of(const char *path, struct arena *arena)
{
	return path_directory(path_whole(path, arena), arena);
}

static bool
read_baseline(struct session *session, const char *path)
{
	size_t limit = session->settings->max_input;
	struct source *source;

	if (limit > BASELINE_LIMIT_SIZE)
		limit = BASELINE_LIMIT_SIZE;
	source = file_read(path, limit, session->diags);
	if (source == NULL)
		return false;
	session_keep(session, source);
	/* It may be another file, one with keys. */
	source_never_quote(source);
	return baseline_read(session->adoption->baseline, source,
	    directory_of(path, session->arena), session->diags);
}

/* The operands as the rows name files: a path that is below one was looked
 * at. */
static const char **
whole_operands(
    const struct session *session, const char *const *operands, size_t count)
{
	const char **whole =
	    arena_array(session->arena, count + 1, sizeof(*whole));
	size_t i;

	for (i = 0; i < count; i++)
		whole[i] = strcmp(operands[i], "-") == 0
			       ? "<stdin>"
			       : path_whole(operands[i], session->arena);
	return whole;
}

void
adopt_inputs(struct session *session, const char *const *operands, size_t count)
{
	struct adoption *adoption = session->adoption;

	if (adoption == NULL)
		return;
	adoption->operands = whole_operands(session, operands, count);
	adoption->operand_count = count;
	adoption->ran = true;
}

bool
adopt_open(struct session *session)
{
	const char *old = session->settings->baseline;
	const char *new = session->settings->write_baseline;
	struct adoption *adoption;
	bool good = true;

	if (old == NULL && new == NULL)
		return true;
	session->adoption = adoption =
	    ARENA_NEW(session->arena, struct adoption);
	adoption->session = session;
	adoption->baseline = baseline_new(new != NULL, session->arena);
	adopt_inputs(session, (const char *const *)session->settings->operands,
	    session->settings->operand_count);
	adoption->ran = false;
	adoption->file.directory = -1;
	if (new != NULL) {
		good = outfile_open(
		    &adoption->file, new, session->arena, session->diags);
		adoption->directory = directory_of(new, session->arena);
	}
	if (old != NULL)
		good = read_baseline(session, old) && good;
	return good;
}

/* What is about the baseline itself is never in it. */
static bool
is_kept_out(const struct session *session, const struct finding *finding)
{
	return session_is_trouble(session, finding) ||
	       finding->rule == RULE_BASELINE_STALE ||
	       finding->rule == RULE_BASELINE_NOT_WRITTEN;
}

static bool
is_known(void *host, struct finding *finding)
{
	const struct session *session = host;

	return !is_kept_out(session, finding) &&
	       baseline_meet(session->adoption->baseline, finding);
}

bool
adopt_knows(const struct session *session, const struct finding *finding)
{
	return session->adoption != NULL && !is_kept_out(session, finding) &&
	       baseline_has(session->adoption->baseline, finding);
}

void
adopt_apply(struct session *session, struct diags *diags)
{
	if (session->adoption == NULL)
		return;
	/* Of equal findings the first ones are known. */
	diags_sort(diags);
	session->report.baselined += diags_remove(diags, is_known, session);
}

/* Whether the run would have met ROW if it were still there. */
static bool
is_judged(const struct adoption *adoption, const struct baseline_row *row)
{
	size_t count = adoption->operand_count, i;

	if (row->file == NULL)
		return true;
	for (i = 0; i < count; i++)
		if (path_is_below(row->file, adoption->operands[i]))
			return true;
	return row->file[0] == '/' && access(row->file, F_OK) == -1 &&
	       errno == ENOENT;
}

/* Whether the run would have reported what breaks ROW's rule. */
static bool
is_selected(const struct session *session, const struct baseline_row *row)
{
	enum rule_id rule = rule_find(row->rule);

	return session->selection == NULL || rule == RULE_COUNT ||
	       selection_has(session->selection, rule, NOWHERE);
}

static bool
stays(void *host, const struct baseline_row *row)
{
	const struct adoption *adoption = host;

	return !session_saw_all(adoption->session) ||
	       !is_judged(adoption, row) ||
	       !is_selected(adoption->session, row);
}

static void
report_stale(struct session *session, const struct baseline_row *row)
{
	struct diags *diags = session->diags;
	const char *message = diag_path(diags, row->message);

	if (row->seen == 0)
		diag(diags, RULE_BASELINE_STALE, row->at,
		    "nothing matches %s \"%s\" any more", row->rule, message);
	else
		diag(diags, RULE_BASELINE_STALE, row->at,
		    "%zu, not %zu, match %s \"%s\"", row->seen, row->known,
		    row->rule, message);
}

/* A run that leaves out a file that the baseline names cannot tell. */
static void
report_all_stale(struct session *session)
{
	struct adoption *adoption = session->adoption;
	struct baseline_row *const *rows;
	size_t count, i;

	rows = baseline_rows(adoption->baseline, &count);
	/* Rules may need files that this run did not look at. */
	for (i = 0; i < count; i++)
		if (!is_judged(adoption, rows[i]))
			return;
	for (i = 0; i < count; i++)
		if (rows[i]->seen < rows[i]->known &&
		    is_selected(session, rows[i]))
			report_stale(session, rows[i]);
}

/* Writes what the run has met, of other files what was known before. */
static void
write_baseline(struct session *session)
{
	struct adoption *adoption = session->adoption;
	const char *path = session->settings->write_baseline;
	struct buf buf = { NULL, 0, 0 };
	size_t dropped = baseline_dropped(adoption->baseline);

	if (session->trouble || dropped != 0) {
		diag(session->diags, RULE_BASELINE_NOT_WRITTEN, NOWHERE,
		    "%s: is not written, as %s",
		    diag_path(session->diags, path),
		    dropped != 0 ? "there are too many findings"
				 : "not all inputs could be read");
		return;
	}
	baseline_write(
	    adoption->baseline, adoption->directory, stays, adoption, &buf);
	outfile_write(&adoption->file, buf.data, buf.length, session->diags);
	buf_free(&buf);
}

void
adopt_finish(struct session *session)
{
	struct adoption *adoption = session->adoption;

	if (adoption == NULL)
		return;
	session_flush(session);
	/* Only when there was a run. */
	if (session->inputs != NULL || adoption->ran) {
		if (session->settings->write_baseline != NULL)
			write_baseline(session);
		else if (!session->trouble && session_saw_all(session))
			report_all_stale(session);
	}
	session_flush(session);
	outfile_close(&adoption->file);
	baseline_free(adoption->baseline);
	session->adoption = NULL;
}
