/* SPDX-License-Identifier: ISC */
/* cgwgen new: a descriptor to start from.  Floor 7. */
#include <stdio.h>

#include "base/embedded.h"
#include "base/file.h"
#include "cmd/commands.h"
#include "cmd/session.h"

#define STARTER "examples/descriptor.yaml"

int
cmd_new(const struct settings *settings)
{
	const struct embedded *starter = embedded_find(STARTER);
	struct session session;

	if (settings->operand_count != 0)
		return usage_error("new", "takes no operand; see --output");
	if (settings->output == NULL) {
		fwrite(starter->bytes, 1, starter->length, stdout);
		return STATUS_CLEAN;
	}
	session_open(&session, settings, stderr);
	file_create(
	    settings->output, starter->bytes, starter->length, session.diags);
	return session_close(&session);
}
