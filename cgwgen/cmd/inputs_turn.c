/* SPDX-License-Identifier: ISC */
/* Inputs that wait, when their turn comes.  Floor 7. */
#include <fcntl.h>
#include <stdlib.h>

#include "base/file.h"
#include "cmd/inputs_list.h"
#include "cmd/session.h"

static bool
is_due(const struct input *input)
{
	return input->waiting && !input->look.foreign;
}

size_t
inputs_waiting(const struct inputs *inputs)
{
	size_t count = 0, i;

	for (i = inputs->next; i < inputs->count; i++)
		count += is_due(&inputs->list[i]);
	return count;
}

size_t
inputs_foreign(const struct inputs *inputs)
{
	size_t count = 0, i;

	for (i = 0; i < inputs->count; i++)
		count +=
		    inputs->list[i].waiting && inputs->list[i].look.foreign;
	return count;
}

const struct input *
inputs_next(struct inputs *inputs)
{
	while (inputs->next < inputs->count &&
	       !is_due(&inputs->list[inputs->next]))
		inputs->next++;
	return inputs->next == inputs->count ? NULL
					     : &inputs->list[inputs->next++];
}

/* Reads what is in a directory, or named beside other things. */
static struct source *
read_found(const struct input *input, size_t limit, struct diags *diags)
{
	struct source *source = NULL;

	switch (file_read_regular(
	    AT_FDCWD, input->open, input->path, limit, &source, diags)) {
	case FILE_READ:
	case FILE_FAILED:
		break;
	case FILE_LARGE:
		diag_file(diags, RULE_INPUT_SIZE, input->path,
		    "is larger than %zu bytes", limit);
		break;
	case FILE_GONE:
	case FILE_OTHER:
		diag_file(diags, RULE_INPUT_UNREADABLE, input->path,
		    "was changed while the run went on");
		break;
	}
	return source;
}

/* Reads INPUT; whether it is a directory. */
static bool
read_input(const struct input *input, size_t limit, struct source **ret,
    struct diags *diags)
{
	*ret = NULL;
	if (input->regular && input->size <= limit)
		*ret = file_read_expected(input->open, input->path, input->size,
		    input->folder == NULL, diags);
	if (*ret != NULL)
		return false;
	if (input->folder == NULL)
		return file_read_named(input->path, limit, ret, diags) ==
		       FILE_OTHER;
	*ret = read_found(input, limit, diags);
	return false;
}

struct turn
input_read(const struct input *input, const struct session *session,
    struct diags *diags)
{
	struct turn turn = { .ours = input->look.ours };
	struct look look;

	turn.stray = read_input(
	    input, session->settings->max_input, &turn.source, diags);
	if (turn.source == NULL || !input->unseen)
		return turn;
	look = look_into(source_text(turn.source), source_length(turn.source),
	    session_parts_by_id(session) ? &session->shard : NULL);
	turn.stray = !look.likely;
	turn.ours = look.ours;
	turn.foreign = look.foreign;
	return turn;
}

void
inputs_turned(
    struct inputs *inputs, const struct input *input, const struct turn *turn)
{
	struct stray *grown;

	if (!turn->stray) {
		if (input->unseen && input->folder != NULL &&
		    turn->source != NULL)
			input->folder->read++;
		return;
	}
	grown =
	    realloc(inputs->strays, (inputs->stray_count + 1) * sizeof(*grown));
	if (grown == NULL)
		memory_exhausted();
	inputs->strays = grown;
	grown[inputs->stray_count++] =
	    (struct stray){ input->path, input->folder, turn->source };
}

/* Whether the stray was a descriptor, or was to be one; then it is kept. */
static bool
take_stray(struct session *session, const struct stray *stray)
{
	struct folder *folder = stray->folder;
	bool familiar = true;

	inventory_add_late(session->inventory, stray->source,
	    folder != NULL ? &familiar : NULL, session->diags);
	if (folder != NULL)
		folder->read += familiar;
	return familiar;
}

void
inputs_read_strays(struct inputs *inputs, struct session *session)
{
	const size_t count = inputs->stray_count,
		     before = inventory_count(session->inventory);
	struct stray *stray;
	size_t i;

	inputs->stray_count = 0;
	for (i = 0; i < count; i++) {
		stray = &inputs->strays[i];
		if (stray->source == NULL)
			inputs_add_late(inputs, session, stray->path);
		else if (take_stray(session, stray))
			session_keep(session, stray->source);
		else
			source_free(stray->source);
	}
	session->expected += inventory_count(session->inventory) - before;
	for (i = 0; i < inputs->folder_count; i++)
		if (inputs->folders[i].unseen != 0)
			inputs_complain_of_folder(session, &inputs->folders[i]);
	session_flush(session);
}
