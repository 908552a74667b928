/* SPDX-License-Identifier: ISC */
/* Files are read and checked without a word, mended, and read again, for
 * what was mended may show more.  Floor 7. */
#include "cmd/fix.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "doc/yaml.h"
#include "fix/fix.h"
#include "fix/place.h"
#include "read/beginning.h"

/* How often files are read again: each time something has to change. */
#define PASSES 8

struct run {
	const struct config *config;
	struct arena *arena;
	struct diags *diags;
	size_t changed; /* files of this pass */
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
is_unchanged(struct run *run, const struct fix_file *file)
{
	const struct source *read = file->edits.source;
	struct source *now =
	    file_read(file->path, run->config->settings.max_input, run->diags);
	bool same = now != NULL && source_length(now) == source_length(read) &&
		    memcmp(source_text(now), source_text(read),
			source_length(read)) == 0;

	source_free(now);
	return same;
}

/* Writes TEXT over PATH, or over what it is a link to, whose STATUS is. */
static bool
replace(struct run *run, const char *path, const struct stat *status,
    const struct buf *text)
{
	struct outfile file;
	bool good;

	if (!outfile_open(&file, path, run->arena, run->diags))
		return false;
	/* It was a regular file a moment ago. */
	good = file.name != NULL;
	if (good) {
		file.mode = status->st_mode & 07777;
		good =
		    outfile_write(&file, text->data, text->length, run->diags);
	}
	/* Only root writes what is another's. */
	if (good && status->st_uid != geteuid())
		good = fchownat(file.directory, file.name, status->st_uid,
			   status->st_gid, AT_SYMLINK_NOFOLLOW) == 0;
	outfile_close(&file);
	return good;
}

static void
refuse(struct run *run, const struct fix_file *file, const char *why)
{
	run->failed = true;
	diag(run->diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
	    diag_path(run->diags, file->path), why);
}

/* Why the file is not to be replaced by TEXT, or NULL. */
static const char *
objection(struct run *run, const struct fix_file *file, const struct buf *text,
    struct stat *ret_status)
{
	/* A pipe or a device can be read, and not twice. */
	if (stat(file->path, ret_status) != 0 || !S_ISREG(ret_status->st_mode))
		return "is no regular file";
	if (geteuid() != 0 && ret_status->st_uid != geteuid())
		return "belongs to another user";
	if (!is_whole(file->path, file->edits.source, text))
		return "could not be mended";
	if (!is_unchanged(run, file))
		return "was changed while the run went on";
	return NULL;
}

static void
write_file(void *host, const struct fix_file *file)
{
	struct buf text = { NULL, 0, 0 };
	struct run *run = host;
	struct stat status;
	const char *why;

	edits_apply(&file->edits, &text);
	why = objection(run, file, &text, &status);
	if (why != NULL) {
		refuse(run, file, why);
	} else if (replace(run, file->path, &status, &text)) {
		run->changed++;
		run->mended += file->mended;
	} else {
		run->failed = true;
	}
	buf_free(&text);
}

static void
show_file(void *host, const struct fix_file *file)
{
	struct run *run = host;

	if (edits_diff(&file->edits, diag_path(run->diags, file->path), stdout))
		run->changed++;
	else
		refuse(run, file, "cannot be shown");
}

/* Reads and checks everything without a word, then calls WORK. */
static void
pass(struct run *run, void (*work)(void *host, const struct fix_file *file))
{
	FILE *nowhere = fopen("/dev/null", "w");
	struct settings settings = run->config->settings;
	struct session session;

	/* What is written besides is the last run's. */
	settings.outputs.count = 0;
	settings.write_baseline = NULL;
	run->changed = 0;
	if (nowhere == NULL) {
		fputs("cgwgen: cannot open /dev/null\n", stderr);
		run->failed = true;
		return;
	}
	if (session_open(&session, &settings, nowhere)) {
		config_apply(run->config, &session);
		session_fleet(&session);
		inventory_spare_keys(session.inventory);
		session.fixes = fixes_new(
		    &session.checks, inventory_silences(session.inventory));
		session_run(&session, NULL, NULL);
		fixes_each(session.fixes, work, run);
	}
	session_close(&session);
	fclose(nowhere);
}

static bool
has_standard_input(const struct settings *settings)
{
	size_t i;

	for (i = 0; i < settings->operand_count; i++)
		if (strcmp(settings->operands[i], "-") == 0)
			return true;
	return false;
}

/* Prints what went wrong. */
static void
report(struct run *run)
{
	struct report printed = { .silenced = 0 };

	report_open(&printed);
	report_add(&printed, form_find("concise"), stderr);
	report_print(&printed, run->diags);
	report_close(&printed);
}

int
lint_fix(const struct config *config)
{
	const struct settings *settings = &config->settings;
	struct run run = { .config = config };
	int passes = PASSES;

	if (has_standard_input(settings))
		return usage_error(
		    "lint", "--fix and --diff work on files alone");
	run.arena = arena_new();
	run.diags = diags_new(run.arena, 0);
	if (settings->diff)
		pass(&run, show_file);
	else
		do
			pass(&run, write_file);
		while (run.changed != 0 && !run.failed && --passes > 0);
	report(&run);
	if (run.mended != 0 && !settings->quiet)
		fprintf(stderr, "cgwgen: mended %zu finding%s\n", run.mended,
		    run.mended == 1 ? "" : "s");
	arena_free(run.arena);
	if (run.failed)
		return STATUS_TROUBLE;
	return settings->diff && run.changed != 0 ? STATUS_FINDINGS
						  : STATUS_CLEAN;
}
