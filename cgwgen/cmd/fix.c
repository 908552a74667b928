/* SPDX-License-Identifier: ISC */
/* Files are read and checked without a word, mended in memory, and read again,
 * for what was mended may show more; at last they are written or shown.
 * Floor 7. */
#include "cmd/fix.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/draft.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "doc/yaml.h"
#include "fix/fix.h"
#include "fix/place.h"
#include "read/beginning.h"

/* Each time something changes, and there is only so much that can: more would
 * go on for ever. */
#define PASSES 100

struct run {
	const struct config *config;
	struct arena *arena;
	struct diags *diags;
	struct drafts *drafts;
	size_t changed; /* files of this pass */
	size_t shown;   /* files */
	size_t mended;  /* findings */
	bool failed;
};

static bool
same_comment(const struct yaml_comment *a, const struct yaml_comment *b)
{
	size_t length = a->end - a->at.offset;

	return length == b->end - b->at.offset &&
	       memcmp(source_text(a->at.source) + a->at.offset,
		   source_text(b->at.source) + b->at.offset, length) == 0;
}

static bool
same_comments(
    const struct source *one, const struct source *two, struct arena *arena)
{
	const struct yaml_comment *a = yaml_comments(one, arena);
	const struct yaml_comment *b = yaml_comments(two, arena);

	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!same_comment(a, b))
			return false;
	return a == b;
}

/* Whether what the edits make of OLD can be read and has the same comments: a
 * last guard of the user's file. */
static bool
is_whole(const char *path, const struct source *old, const struct buf *text)
{
	struct arena *arena = arena_new();
	struct source *source = source_new(path, text->data, text->length);
	bool whole =
	    own_file_tree(source, arena, diags_new(arena, 0)) != NULL &&
	    (beginning_is_json(text->data) ||
		same_comments(old, source, arena));

	source_free(source);
	arena_free(arena);
	return whole;
}

/* Whether the file still holds what was read of it. */
static bool
is_unchanged(struct run *run, const struct draft *draft)
{
	struct source *now =
	    file_read(draft->path, run->config->settings.max_input, run->diags);
	bool same = now != NULL && source_same(now, draft->before);

	source_free(now);
	return same;
}

/* Writes DRAFT over its file, or over what that is a link to, whose STATUS
 * is. */
static bool
replace(struct run *run, const struct draft *draft, const struct stat *status)
{
	struct outfile file;
	bool good;

	if (!outfile_open(&file, draft->path, run->arena, run->diags))
		return false;
	/* It was a regular file a moment ago. */
	good = file.name != NULL;
	if (good) {
		file.mode = status->st_mode & 07777;
		good = outfile_write(&file, source_text(draft->now),
		    source_length(draft->now), run->diags);
	}
	/* Only root writes what is another's. */
	if (good && status->st_uid != geteuid())
		good = fchownat(file.directory, file.name, status->st_uid,
			   status->st_gid, AT_SYMLINK_NOFOLLOW) == 0;
	outfile_close(&file);
	return good;
}

static void
refuse(struct run *run, struct draft *draft, const char *why)
{
	run->failed = true;
	draft->refused = true;
	diag(run->diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
	    diag_path(run->diags, draft->path), why);
}

/* Why the file is not to be replaced, or NULL. */
static const char *
objection(struct run *run, const struct draft *draft, struct stat *ret_status)
{
	/* A pipe or a device can be read, and not twice. */
	if (stat(draft->path, ret_status) != 0 || !S_ISREG(ret_status->st_mode))
		return "is no regular file";
	if (geteuid() != 0 && ret_status->st_uid != geteuid())
		return "belongs to another user";
	if (!is_unchanged(run, draft))
		return "was changed while the run went on";
	return NULL;
}

static void
write_draft(struct run *run, struct draft *draft)
{
	struct stat status;
	const char *why = objection(run, draft, &status);

	if (why != NULL)
		refuse(run, draft, why);
	else if (replace(run, draft, &status))
		run->mended += draft->mended;
	else
		run->failed = true;
}

static void
show_draft(struct run *run, struct draft *draft)
{
	if (edits_diff(
		&draft->edits, diag_path(run->diags, draft->path), stdout))
		run->shown++;
	else
		refuse(run, draft, "cannot be shown");
}

static void
each_draft(struct run *run, void (*work)(struct run *run, struct draft *draft))
{
	struct draft *const *list;
	size_t count, i;

	list = drafts_list(run->drafts, &count);
	for (i = 0; i < count; i++)
		if (!list[i]->refused &&
		    !source_same(list[i]->before, list[i]->now))
			work(run, list[i]);
}

/* Mends what a pass has found in one file. */
static void
mend_file(void *host, const struct fix_file *file)
{
	struct buf text = { NULL, 0, 0 };
	struct run *run = host;
	struct draft *draft = drafts_of(run->drafts, file);

	if (draft == NULL || draft->refused)
		return;
	edits_apply(&file->edits, &text);
	if (is_whole(file->path, file->edits.source, &text)) {
		draft_change(draft, file, &text);
		run->changed++;
	} else {
		refuse(run, draft, "could not be mended");
	}
	buf_free(&text);
}

/* Prints what went wrong; returns whether something did. */
static bool
report(struct diags *diags)
{
	struct report printed = { .silenced = 0 };
	bool some = diags_count(diags, SEVERITY_ERROR) != 0;

	report_open(&printed);
	report_add(&printed, form_find("concise"), stderr);
	report_collapse(&printed, diags);
	report_take(&printed, diags);
	report_close(&printed);
	return some;
}

static void
run_session(struct run *run, struct session *session)
{
	config_apply(run->config, session);
	session_fleet(session);
	inventory_spare_keys(session->inventory);
	session->fixes =
	    fixes_new(&session->checks, inventory_silences(session->inventory));
	session->drafts = run->drafts;
	session->unlimited = true;
	session_run(session, NULL, NULL);
	fixes_each(session->fixes, mend_file, run);
}

/* Says why there can be no session. */
static void
explain(struct run *run, const struct settings *settings)
{
	struct session session;

	session_open_form(&session, settings, stderr, form_find("concise"));
	session_close(&session);
	run->failed = true;
}

/* Reads and checks everything without a word, and mends it. */
static void
pass(struct run *run, bool first)
{
	FILE *nowhere = fopen("/dev/null", "w");
	struct settings settings = run->config->settings;
	struct session session;
	bool good;

	/* What is written besides is the last run's. */
	settings.outputs.count = 0;
	settings.write_baseline = NULL;
	run->changed = 0;
	if (nowhere == NULL) {
		fputs("cgwgen: cannot open /dev/null\n", stderr);
		run->failed = true;
		return;
	}
	good = session_open(&session, &settings, nowhere);
	/* After --fix there comes a run that says what is wrong. */
	if (good && first && settings.diff)
		session.troubles = diags_new(session.arena, 0);
	if (good)
		run_session(run, &session);
	else
		explain(run, &settings);
	if (session.troubles != NULL)
		run->failed |= report(session.troubles);
	session_close(&session);
	fclose(nowhere);
}

/* Files are read several times; what is not there is found missing later. */
static bool
are_files(const struct settings *settings)
{
	struct stat status;
	size_t i;

	for (i = 0; i < settings->operand_count; i++)
		if (strcmp(settings->operands[i], "-") == 0 ||
		    (stat(settings->operands[i], &status) == 0 &&
			!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)))
			return false;
	return true;
}

static void
mend(struct run *run)
{
	int passes = 0;

	do
		pass(run, passes == 0);
	while (run->changed != 0 && ++passes < PASSES);
	if (run->changed != 0) {
		fputs("cgwgen: mending does not come to an end\n", stderr);
		run->failed = true;
	} else if (run->config->settings.diff) {
		each_draft(run, show_draft);
	} else {
		each_draft(run, write_draft);
	}
}

int
lint_fix(const struct config *config)
{
	const struct settings *settings = &config->settings;
	struct run run = { .config = config };

	if (!are_files(settings))
		return usage_error(
		    "lint", "--fix and --diff work on files alone");
	run.arena = arena_new();
	run.diags = diags_new(run.arena, 0);
	run.drafts = drafts_new();
	mend(&run);
	report(run.diags);
	if (run.mended != 0 && !settings->quiet)
		fprintf(stderr, "cgwgen: mended %zu finding%s\n", run.mended,
		    run.mended == 1 ? "" : "s");
	drafts_free(run.drafts);
	arena_free(run.arena);
	if (run.failed)
		return STATUS_TROUBLE;
	return run.shown != 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}
