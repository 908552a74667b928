/* SPDX-License-Identifier: ISC */
/* From operands to inputs.  Floor 7. */
#include "cmd/inputs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/walk.h"
#include "cmd/draft.h"
#include "cmd/inputs_list.h"
#include "cmd/session.h"
#include "read/inventory.h"

/* AWS's XML has a quarter of it. */
#define SMALL_SIZE ((size_t)16 * 1024)

/* What PATH is; false for standard input and for nothing. */
static bool
find_status(const char *path, struct stat *ret)
{
	return strcmp(path, "-") != 0 && stat(path, ret) == 0;
}

bool
inputs_are_several(const struct settings *settings)
{
	struct stat status;

	return settings->operand_count > 1 ||
	       (settings->operand_count == 1 &&
		   find_status(settings->operands[0], &status) &&
		   S_ISDIR(status.st_mode));
}

static struct input *
add(struct inputs *inputs, const char *path, const char *open,
    struct folder *folder)
{
	struct input *grown;

	if (inputs->count == inputs->capacity) {
		inputs->capacity = inputs->capacity * 2 + 16;
		grown =
		    realloc(inputs->list, inputs->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		inputs->list = grown;
	}
	inputs->list[inputs->count] =
	    (struct input){ .path = path, .open = open, .folder = folder };
	return &inputs->list[inputs->count++];
}

/* STATUS may be NULL.  A pipe must not even be opened before it is read, or its
 * writer would find no reader. */
static void
add_named(struct inputs *inputs, const struct session *session,
    const char *path, const struct stat *status)
{
	bool any = session->settings->skip_others && strcmp(path, "-") != 0;
	struct input *input =
	    add(inputs, path, path, any ? &inputs->others : NULL);

	if (status == NULL)
		return;
	input->found = true;
	input->device = status->st_dev;
	input->inode = status->st_ino;
	input->size = (size_t)status->st_size;
	input->regular = S_ISREG(status->st_mode);
}

static void
add_folder(struct inputs *inputs, struct session *session, const char *path)
{
	const struct walk_limits limits = { .ignore_file =
						session->settings->max_input };
	struct folder *folder = &inputs->folders[inputs->folder_count++];
	const struct walk_file *files;
	struct input *input;
	size_t i;

	*folder = (struct folder){ .path = path,
		.walk = walk_new(path, &limits, session->diags) };
	files = walk_files(folder->walk, &folder->files);
	for (i = 0; i < folder->files; i++) {
		input = add(inputs, files[i].path, files[i].open, folder);
		input->found = input->regular = true;
		input->device = files[i].device;
		input->inode = files[i].inode;
		input->size = files[i].size;
	}
}

/* ---- files that are there twice --------------------------------------- */

struct identity {
	size_t order;
	struct input *input;
};

static bool
is_same(const struct input *a, const struct input *b)
{
	return a->device == b->device && a->inode == b->inode;
}

/* Named inputs come first, whatever their place on the command line. */
static int
compare_identities(const void *left, const void *right)
{
	const struct identity *one = left, *other = right;
	const struct input *a = one->input, *b = other->input;

	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	if (a->inode != b->inode)
		return a->inode < b->inode ? -1 : 1;
	if ((a->folder == NULL) != (b->folder == NULL))
		return a->folder == NULL ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

/* Takes the later of two found inputs off that are the same file. */
static void
drop_doubles(struct inputs *inputs)
{
	struct identity *all = memory_alloc((inputs->count + 1) * sizeof(*all));
	struct folder *folder;
	size_t count = 0, first = 0, i, left = 0;

	for (i = 0; i < inputs->count; i++)
		if (inputs->list[i].found)
			all[count++] = (struct identity){ i, &inputs->list[i] };
	if (count > 1)
		qsort(all, count, sizeof(*all), compare_identities);
	for (i = 1; i < count; i++) {
		folder = all[i].input->folder;
		if (!is_same(all[i].input, all[first].input)) {
			first = i;
		} else if (folder != NULL) {
			folder->files--;
			folder->shared |= all[first].input->folder != folder;
			all[i].input->path = NULL;
		}
	}
	free(all);
	for (i = 0; i < inputs->count; i++)
		if (inputs->list[i].path != NULL)
			inputs->list[left++] = inputs->list[i];
	inputs->count = left;
}

static bool
may_be_xml(const struct session *session)
{
	const struct input_format *format =
	    inventory_options(session->inventory)->format;

	return format == NULL || format->matches == NULL;
}

/* Whether the input may be XML whose turn comes later.  What is found and
 * begins as AWS's XML does is a descriptor, whatever is wrong with the rest. */
static bool
can_wait(const struct inputs *inputs, const struct session *session,
    const struct input *input)
{
	return (inputs->count > 1 || input->folder != NULL) &&
	       may_be_xml(session);
}

static bool
has_name_of_xml(const char *path)
{
	const size_t length = strlen(path);

	return length > 4 && strcasecmp(path + length - 4, ".xml") == 0;
}

/* What is XML by its name, and as small as AWS's, is not opened twice only to
 * see that it is. */
static void
find_unseen(struct inputs *inputs, const struct session *session)
{
	struct input *input = inputs->list;
	const struct input *end = input + inputs->count;

	for (; input < end; input++)
		input->unseen |= input->regular && input->size < SMALL_SIZE &&
				 has_name_of_xml(input->path) &&
				 can_wait(inputs, session, input);
}

/* Whether operands that are XML by their names are taken for files without a
 * look at what they are: one in a directory that is named as well would be read
 * twice. */
static bool
goes_by_names(const struct session *session)
{
	const struct settings *settings = session->settings;
	struct stat status;
	size_t i;

	if (settings->operand_count < 2 || settings->skip_others ||
	    !may_be_xml(session))
		return false;
	for (i = 0; i < settings->operand_count; i++)
		if (!has_name_of_xml(settings->operands[i]) &&
		    find_status(settings->operands[i], &status) &&
		    S_ISDIR(status.st_mode))
			return false;
	return true;
}

/* Adds PATH, or what it holds. */
static void
add_operand(struct inputs *inputs, struct session *session, const char *path)
{
	struct stat status;
	const bool found = find_status(path, &status);

	if (found && S_ISDIR(status.st_mode))
		add_folder(inputs, session, path);
	else
		add_named(inputs, session, path, found ? &status : NULL);
}

struct inputs *
inputs_new(struct session *session)
{
	const struct settings *settings = session->settings;
	struct inputs *inputs = memory_alloc(sizeof(*inputs));
	const bool blind = goes_by_names(session);
	const char *path;
	size_t i;

	*inputs = (struct inputs){ .folders = memory_alloc(
				       (settings->operand_count + 1) *
				       sizeof(struct folder)) };
	for (i = 0; i < settings->operand_count; i++) {
		path = settings->operands[i];
		if (blind && has_name_of_xml(path))
			add(inputs, path, path, NULL)->unseen = true;
		else
			add_operand(inputs, session, path);
	}
	if (inputs->folder_count != 0)
		drop_doubles(inputs);
	find_unseen(inputs, session);
	inputs_look(inputs, session, 0, false);
	session_flush(session);
	return inputs;
}

void
inputs_free(struct inputs *inputs)
{
	size_t i;

	if (inputs == NULL)
		return;
	for (i = 0; i < inputs->folder_count; i++)
		walk_free(inputs->folders[i].walk);
	while (inputs->stray_count > 0)
		source_free(inputs->strays[--inputs->stray_count].source);
	free(inputs->strays);
	free(inputs->folders);
	free(inputs->list);
	free(inputs);
}

/* ---- reading ---------------------------------------------------------- */

/* What --fix makes of the file, as far as it got. */
static struct source *
read_draft(const struct session *session, const struct input *input)
{
	return session->drafts != NULL
		   ? drafts_read(session->drafts, input->path)
		   : NULL;
}

/* Reads what is in a directory, if it is a descriptor. */
static void
take_found(struct session *session, struct input *input, bool late)
{
	struct folder *folder = input->folder;
	struct source *source = read_draft(session, input);
	enum file_state state = FILE_READ;
	bool familiar;

	if (source == NULL)
		state = file_read_regular(AT_FDCWD, input->open, input->path,
		    session->settings->max_input, &source, session->diags);
	switch (state) {
	case FILE_READ:
		(late ? inventory_add_late : inventory_add)(
		    session->inventory, source, &familiar, session->diags);
		if (familiar)
			session_keep(session, source);
		else
			source_free(source);
		folder->read += familiar;
		break;
	case FILE_GONE:
		/* It is not there by mistake. */
		if (folder->walk == NULL)
			diag_file(session->diags, RULE_INPUT_UNREADABLE,
			    input->path, "there is no such file");
		folder->files--;
		break;
	case FILE_OTHER:
		folder->files--;
		break;
	case FILE_LARGE:
	case FILE_FAILED:
		break;
	}
}

static void
take_named(struct session *session, const struct input *input)
{
	struct source *source = read_draft(session, input);

	if (source == NULL)
		source = file_read(
		    input->path, session->settings->max_input, session->diags);
	if (source == NULL)
		return;
	if (strcmp(input->path, "-") == 0 &&
	    session->settings->stdin_name != NULL)
		source_set_name(source,
		    diag_path(session->diags, session->settings->stdin_name));
	session_keep(session, source);
	inventory_add(session->inventory, source, NULL, session->diags);
}

/* Reads one input, lets it wait, or passes over what cannot be a descriptor
 * without reading all of it. */
static void
take(struct inputs *inputs, struct session *session, struct input *input)
{
	input->waiting = input->unseen || (input->look.likely &&
					      can_wait(inputs, session, input));
	if (input->waiting) {
		if (input->folder != NULL)
			*(input->unseen ? &input->folder->unseen
					: &input->folder->read) += 1;
		return;
	}
	if (input->folder == NULL)
		take_named(session, input);
	else if (!input->look.binary)
		take_found(session, input, false);
	session_flush(session);
}

void
inputs_complain_of_folder(struct session *session, const struct folder *folder)
{
	struct diags *diags = session->diags;

	if (folder->read != 0 || folder->shared)
		return;
	if (folder->files == 0)
		diag_file(diags, RULE_INPUT_FORMAT, folder->path,
		    "there is no file below");
	else if (folder->files == 1)
		diag_file(diags, RULE_INPUT_FORMAT, folder->path,
		    "the one file below is no descriptor");
	else
		diag_file(diags, RULE_INPUT_FORMAT, folder->path,
		    "none of the %zu files below is a descriptor",
		    folder->files);
}

void
inputs_read(struct inputs *inputs, struct session *session)
{
	size_t looked = 0, i;

	for (i = 0; i < inputs->count; i++) {
		/* What was named was looked at. */
		if (i >= looked && input_is_found(&inputs->list[i]))
			looked = inputs_look(inputs, session, i, true);
		take(inputs, session, &inputs->list[i]);
	}
	for (i = 0; i < inputs->folder_count; i++)
		if (inputs->folders[i].unseen == 0)
			inputs_complain_of_folder(session, &inputs->folders[i]);
	session_flush(session);
}

void
inputs_add_late(
    struct inputs *inputs, struct session *session, const char *path)
{
	size_t i = inputs->count;
	const struct folder *folder = &inputs->folders[inputs->folder_count];

	add_folder(inputs, session, path);
	for (; i < inputs->count; i++)
		take_found(session, &inputs->list[i], true);
	inputs_complain_of_folder(session, folder);
}

size_t
inputs_number(const struct inputs *inputs, const struct input *input)
{
	return (size_t)(input - inputs->list);
}

size_t
inputs_count(const struct inputs *inputs)
{
	return inputs->count;
}

void
inputs_each(const struct inputs *inputs,
    void (*visit)(void *host, const char *path), void *host)
{
	size_t i;

	for (i = 0; i < inputs->count; i++)
		visit(host, inputs->list[i].path);
}

void
inputs_summary(const struct inputs *inputs, FILE *out)
{
	const struct folder *folder;
	struct arena *arena;
	size_t links, i;

	if (inputs == NULL || inputs->folder_count == 0)
		return;
	arena = arena_new();
	for (i = 0; i < inputs->folder_count; i++) {
		folder = &inputs->folders[i];
		links = walk_links(folder->walk);
		fprintf(out, "read %zu file%s of %zu below %s", folder->read,
		    folder->read == 1 ? "" : "s", folder->files,
		    diag_path(diags_new(arena, 0), folder->path));
		if (links != 0)
			fprintf(out, "; %zu symbolic link%s not followed",
			    links, links == 1 ? "" : "s");
		fputc('\n', out);
	}
	arena_free(arena);
}
