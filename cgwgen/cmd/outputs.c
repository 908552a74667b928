/* SPDX-License-Identifier: ISC */
/* Findings in files.  Floor 7. */
#include "cmd/outputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/outfile.h"
#include "cmd/session.h"

/* A file while it is written: in memory, until the report is closed. */
struct output_file {
	struct outfile target;
	FILE *stream; /* NULL: it cannot be written */
	char *bytes;
	size_t length;
};

struct outputs {
	struct output_file *files;
	size_t count;
};

/* Whether an output before the one with TARGET has the same file. */
static bool
is_taken(const struct outputs *outputs, const struct outfile *target)
{
	size_t i;

	for (i = 0; i < outputs->count; i++)
		if (outputs->files[i].stream != NULL &&
		    outfile_same(&outputs->files[i].target, target))
			return true;
	return false;
}

static bool
complain(struct session *session, const char *text, const char *what)
{
	diag(session->diags, RULE_OPTION_VALUE, NOWHERE, "--output '%s' %s",
	    diag_quote(session->diags, text), what);
	return false;
}

/* Splits TEXT, "FORMAT=FILE"; NULL after a finding. */
static const struct form *
split(struct session *session, const char *text, const char **ret_path)
{
	const char *equals = strchr(text, '=');
	const struct form *form;

	if (equals == NULL || equals == text || equals[1] == '\0') {
		complain(session, text, "is not FORMAT=FILE");
		return NULL;
	}
	*ret_path = equals + 1;
	if (strcmp(*ret_path, "-") == 0) {
		complain(session, text,
		    "has no file: what goes to standard output is --format's");
		return NULL;
	}
	form = form_find(
	    arena_copy(session->arena, text, (size_t)(equals - text)));
	if (form == NULL)
		complain(session, text, "has none of the formats of --format");
	return form;
}

static bool
open_one(struct session *session, struct outputs *outputs, const char *text)
{
	struct output_file *file = &outputs->files[outputs->count];
	const struct form *form;
	const char *path;

	if ((form = split(session, text, &path)) == NULL ||
	    !outfile_open(&file->target, path, session->arena, session->diags))
		return false;
	if (is_taken(outputs, &file->target)) {
		outfile_close(&file->target);
		return complain(session, text, "has another output's file");
	}
	if ((file->stream = open_memstream(&file->bytes, &file->length)) ==
	    NULL)
		memory_exhausted();
	report_add(&session->report, form, file->stream)->name =
	    diag_path(diags_new(session->arena, 0), path);
	outputs->count++;
	return true;
}

bool
outputs_open(struct session *session)
{
	const struct text_list *list = &session->settings->outputs;
	struct outputs *outputs;
	bool good = true;
	size_t i;

	if (list->count == 0)
		return true;
	session->outputs = outputs = ARENA_NEW(session->arena, struct outputs);
	outputs->files =
	    arena_array(session->arena, list->count, sizeof(*outputs->files));
	for (i = 0; i < list->count; i++)
		good &= open_one(session, outputs, list->items[i]);
	return good;
}

/* Prints DIAGS beside a report that is complete. */
static void
print_late(struct session *session, struct diags *diags)
{
	struct report late = { .silenced = 0 };

	report_open(&late);
	report_add(&late, form_find("text"), stderr)->color =
	    settings_color(session->settings, stderr);
	report_take(&late, diags);
	report_close(&late);
}

void
outputs_close(struct session *session)
{
	struct outputs *outputs = session->outputs;
	struct diags *diags = diags_new(session->arena, 0);
	struct output_file *file;
	size_t i;

	for (i = 0; outputs != NULL && i < outputs->count; i++) {
		file = &outputs->files[i];
		if (fclose(file->stream) != 0)
			memory_exhausted();
		if (!outfile_write(
			&file->target, file->bytes, file->length, diags))
			session->trouble = true;
		outfile_close(&file->target);
		free(file->bytes);
	}
	if (diags_count(diags, SEVERITY_ERROR) != 0)
		print_late(session, diags);
}
