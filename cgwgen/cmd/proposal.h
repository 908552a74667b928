/* SPDX-License-Identifier: ISC */
/* Where cgwgen verify --remediate writes.  Floor 7. */
#ifndef CGWGEN_CMD_PROPOSAL_H
#define CGWGEN_CMD_PROPOSAL_H

#include "base/buf.h"
#include "cmd/outfile.h"
#include "cmd/session.h"

/* Zeroed it is not open. */
struct proposal {
	struct buf text; /* holds keys */
	struct outfile file;
	bool open;
};

bool proposal_is_wanted(const struct settings *settings);

/* Whether it goes to standard output, so that findings cannot. */
bool proposal_is_printed(const struct settings *settings);

/* Opens what the settings of SESSION name; false after a finding. */
bool proposal_open(struct proposal *proposal, struct session *session);

/* Writes the text and wipes it. */
void proposal_close(struct proposal *proposal, struct session *session);

#endif
