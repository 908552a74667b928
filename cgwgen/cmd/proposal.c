/* SPDX-License-Identifier: ISC */
/* Where cgwgen verify --remediate writes.  Floor 7. */
#include "cmd/proposal.h"

#include <stdio.h>

bool
proposal_is_wanted(const struct settings *settings)
{
	return settings->remediate || settings->output != NULL;
}

bool
proposal_is_printed(const struct settings *settings)
{
	return settings->remediate && settings->output == NULL;
}

bool
proposal_open(struct proposal *proposal, struct session *session)
{
	const char *path = session->settings->output;

	if (path == NULL)
		return true;
	proposal->open =
	    outfile_open(&proposal->file, path, session->arena, session->diags);
	/* Whoever reads the file that was there may not read keys. */
	proposal->file.mode = 0600;
	session->trouble |= !proposal->open;
	return proposal->open;
}

void
proposal_close(struct proposal *proposal, struct session *session)
{
	const struct buf *text = &proposal->text;

	if (proposal->open) {
		if (text->length > 0 &&
		    !outfile_write(&proposal->file, text->data, text->length,
			session->diags))
			session->trouble = true;
		outfile_close(&proposal->file);
	} else if (text->length > 0) {
		if (fwrite(text->data, 1, text->length, stdout) !=
			text->length ||
		    fflush(stdout) != 0) {
			diag(session->diags, RULE_OUTPUT_FAILED, NOWHERE,
			    "standard output cannot be written");
			session->trouble = true;
		}
	}
	buf_free(&proposal->text);
}
