/* SPDX-License-Identifier: ISC */
/* A finding with its place worked out, that outlives its source. */
#ifndef CGWGEN_REPORT_ENTRY_H
#define CGWGEN_REPORT_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

/* Where entries of one file are.  All texts are UTF-8 but path and given. */
struct entry_place {
	const char *file;  /* NULL: no place */
	const char *name;  /* the same without "./" before it */
	const char *path;  /* the same, byte for byte */
	const char *given; /* FILE, byte for byte */
	const char *shown; /* the same as text shows it; NULL: it was not read,
			      and there is no line */
	bool argument; /* what FILE says is an option; each has lines of its own
			*/
};

/* How often the same was found at the same place besides, and whom it was
 * found of last. */
struct further {
	size_t subjects; /* other connections, gateways, ... */
	size_t tunnels;  /* of the same and of the others */
	uint64_t owner;  /* digest of a connection or the like */
	uint64_t last;   /* of the same or one of its tunnels */
};

/* What few entries have. */
struct entry_rare {
	const char *help;  /* in place of the rule's own, or NULL */
	const char *inner; /* the document within a string, or NULL */
	const char *inner_path;
	size_t inner_line;
	size_t inner_column;
	size_t inner_offset;
	/* As they were found, where that is no UTF-8; or NULL. */
	const char *raw_message;
	const char *raw_subject;
	/* Of rule, subject and message without line numbers, once
	 * entry_identify() was called. */
	uint64_t hash;
	size_t repeated; /* how many of its file and hash came before it */
};

/* All texts are UTF-8.  There are as many as there are findings: a byte more
 * is one more for each. */
struct entry {
	const struct entry_place *place; /* never NULL */
	const char *message;
	const char *subject;     /* or NULL */
	const char *excerpt;     /* the line as text quotes it, or NULL */
	struct further *further; /* NULL: nothing was counted */
	struct entry_rare *rare; /* NULL: nothing; see entry_rare() */
	struct entry *next;      /* that waits behind it */
	struct entry *met;       /* the one met before it in the source */
	size_t line;
	size_t column;
	size_t offset;
	enum rule_id rule;
	uint8_t severity;
	uint8_t caret; /* how many characters of EXCERPT come before it */
};

/* What forms that need a file call that of a finding without a place. */
#define ENTRY_NO_FILE "cgwgen"

#define ENTRY_TEXTS 64

/* Where entries and their texts live, and the last texts: a run says the same
 * of many connections, which is kept once.  Zeroed but for the arena there are
 * none yet. */
struct entry_texts {
	struct arena *arena;
	/* By rule, in no more places than these. */
	const char *messages[ENTRY_TEXTS];
	const char *helps[ENTRY_TEXTS];
	const char *excerpts[ENTRY_TEXTS];
	/* By their last bytes. */
	const char *subjects[ENTRY_TEXTS];
};

/* The place of SOURCE's entries: KNOWN, which may be NULL, where it is that.
 */
const struct entry_place *entry_place(const struct entry_place *known,
    const struct source *source, struct arena *arena);

/* The entry of FINDING, which is at PLACE; NULL: that is yet to be made.
 * entry_finish() has to follow. */
struct entry *entry_begin(const struct finding *finding,
    const struct entry_place *place, struct entry_texts *texts);

/* Adds what is not needed to tell findings apart, the line of the place with
 * it if QUOTED; CURSOR is moved there, unless FINDING knows its line. */
void entry_finish(struct entry *entry, const struct finding *finding,
    struct source_cursor *cursor, bool quoted, struct entry_texts *texts);

/* Both. */
struct entry *entry_new(const struct finding *finding,
    struct source_cursor *cursor, bool quoted, struct entry_texts *texts);

/* What is rare of ENTRY, never NULL. */
const struct entry_rare *entry_rare(const struct entry *entry);

/* The same to be written, made in ARENA if there was nothing. */
struct entry_rare *entry_own(struct entry *entry, struct arena *arena);

/* The message and subject as they were found. */
const char *entry_raw_message(const struct entry *entry);
const char *entry_raw_subject(const struct entry *entry);

/* What to do. */
const char *entry_help(const struct entry *entry);

/* Works out the hash, for forms that need it; ARENA is the entry's, SCRATCH
 * for doing so. */
void entry_identify(
    struct entry *entry, struct arena *arena, struct arena *scratch);

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
