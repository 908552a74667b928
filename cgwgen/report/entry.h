/* SPDX-License-Identifier: ISC */
/* A finding with its place worked out, that outlives its source. */
#ifndef CGWGEN_REPORT_ENTRY_H
#define CGWGEN_REPORT_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

/* All texts are UTF-8 but path. */
struct entry {
	enum rule_id rule;
	enum severity severity;
	const char *file;  /* NULL: no place */
	const char *name;  /* the same without "./" before it */
	const char *path;  /* the same, byte for byte */
	const char *shown; /* the same as text shows it; NULL: it was not read,
			      and there is no line */
	bool argument; /* what FILE says is an option; each has lines of its own
			*/
	size_t line;
	size_t column;
	const char *inner; /* the document within a string, or NULL */
	const char *inner_path;
	size_t inner_line;
	size_t inner_column;
	const char *message;
	const char *subject;           /* or NULL */
	const struct further *further; /* or NULL */
	const char *help;
	bool help_own; /* HELP is not the rule's */
	/* The line as text quotes it, or NULL. */
	const char *excerpt;
	size_t caret;
	/* Of rule, subject and message without line numbers, once
	 * entry_identify() was called. */
	uint64_t hash;
	size_t number;   /* how many came before it */
	size_t repeated; /* how many of its file and hash did */
};

/* What forms that need a file call that of a finding without a place. */
#define ENTRY_NO_FILE "cgwgen"

/* The entry of FINDING in ARENA, the line of its place with it if QUOTED;
 * CURSOR is moved there. */
struct entry *entry_new(const struct finding *finding,
    struct source_cursor *cursor, bool quoted, struct arena *arena);

/* The same with the file's names of BEFORE, an entry in the same arena that is
 * of the same source; NULL: there is none. */
struct entry *entry_next(const struct finding *finding,
    const struct entry *before, struct source_cursor *cursor, bool quoted,
    struct arena *arena);

/* Works out the hash, for forms that need it; ARENA is for doing so. */
void entry_identify(struct entry *entry, struct arena *arena);

/* The hash of an entry of FINDING, which needs no place. */
uint64_t entry_finding_hash(const struct finding *finding, struct arena *arena);

/* HASH of the one that REPEATED others came before: HASH itself for the
 * first. */
uint64_t entry_number_hash(uint64_t hash, size_t repeated);

/* HASH as 16 hexadecimal digits. */
const char *entry_digits(uint64_t hash, struct arena *arena);

/* What stands in subjects between a connection and the tunnel of it. */
#define ENTRY_TUNNEL " tunnel "

#define ENTRY_FURTHER_SIZE 128

/* What else the finding is about, to stand behind its subject, such as " and 2
 * further connections"; RET itself. */
const char *entry_further(
    const struct entry *entry, char ret[ENTRY_FURTHER_SIZE]);

/* What the finding is about and its message, for forms that have one text. */
const char *entry_text(const struct entry *entry, struct arena *arena);

/* Continues a 64-bit FNV-1a hash (begin with ENTRY_HASH) with TEXT and a NUL;
 * NULL counts as the empty text. */
#define ENTRY_HASH UINT64_C(0xcbf29ce484222325)
uint64_t entry_hash(uint64_t hash, const char *text);

#endif
