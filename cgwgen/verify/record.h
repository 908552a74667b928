/* SPDX-License-Identifier: ISC */
/*
 * Proposals for devices whose objects are made by one command each
 * ("/ip ipsec profile add name=a dh-group=b"): what is set, taken away and made
 * again, as the profile says it.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_RECORD_H
#define CGWGEN_VERIFY_RECORD_H

#include "verify/change.h"
#include "verify/outline.h"
#include "verify/remedy_words.h"

/* What is proposed for one rendered file. */
struct records {
	const struct verification *about;
	const struct change *changes; /* by expected line */
	const bool *stale;            /* by running statement */
	const struct teller_probe *probe;
	size_t file;
	const struct outline *outline;
	const struct swaps *swaps;
	struct arena *arena;
	const char *comment; /* begins one */
	/* Called for what the profile has no command for. */
	void (*told)(void *host, size_t line);
	void *host;
};

/* Whether the profile says how objects are changed. */
bool records_know(const struct profile *profile);

/* Adds the commands to RET. */
void records_put(const struct records *records, struct buf *ret);

#endif
