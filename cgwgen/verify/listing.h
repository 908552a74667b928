/* SPDX-License-Identifier: ISC */
/*
 * A device's configuration taken apart into statements, whatever way it
 * nests: each is a list of words that begins with the words of the blocks
 * around it.  "set security ike gateway G address A" and the same in braces
 * become the same statement.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_LISTING_H
#define CGWGEN_VERIFY_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "device/profile.h"

/* How a text nests. */
enum listing_form {
	LISTING_LINES, /* lines; what is indented belongs to the line above, and
		       what follows "[name]" to that section */
	LISTING_BRACES,     /* words { ... } */
	LISTING_EDIT,       /* config ... / edit ... / next / end */
	LISTING_PROPERTIES, /* paragraphs of lines "name : value" */
	LISTING_XML,
	LISTING_JSON,
	LISTING_YAML
};

/*
 * One word.  A record stands for a member of a list that has no name of its
 * own (an XML element, an item of a JSON array, one "add a=1 b=2"): its
 * number is unlike that of every other record of the configuration, and its
 * text says nothing.
 */
struct word {
	const char *text; /* without quotation marks, not NUL-terminated */
	size_t length;
	size_t offset;   /* in the source */
	size_t fold;     /* by how much it is longer there: it breaks */
	unsigned record; /* 0: an ordinary word */
	bool key;        /* "key=value": the word behind it is its value */
	bool quoted;     /* stood in quotation marks */
	bool made;       /* of the profile's spelling: not in the source */
	/* What the device says in place of a value. */
	enum { LEFT_NOT, LEFT_OPEN, LEFT_PHASE1 } left;
};

struct statement {
	const struct word *words;
	size_t count;
	size_t own;   /* words[0 .. own) are those of the blocks around it */
	bool unshown; /* a default that the device leaves out */
};

struct listing {
	struct source *source;
	enum listing_form form;
	struct statement *statements; /* in the order of the text */
	size_t count;
	size_t capacity;
	size_t words;   /* of all that was added */
	size_t repeats; /* of the last statement, right behind itself */
	unsigned records;
	struct arena *arena;
};

/* The most statements of one text, and the most words of one. */
#define LISTING_STATEMENTS 4000000
#define LISTING_WORDS 256
/* The most words of all its statements together, which take a gigabyte. */
#define LISTING_WORDS_IN_ALL 8000000
/* How deep blocks may nest. */
#define LISTING_DEPTH 32

/*
 * Takes SOURCE, what a device with SYNTAX (NULL: not known) prints or is
 * given, apart into RET, which borrows from it and lives in ARENA.  Comments
 * and lines that only end a block are left out; statements are brought to the
 * spelling that SYNTAX's device is given (dialect.h).  What stands behind words
 * that announce a key is marked as secret in SOURCE.  False after a CGW950
 * finding (what is binary, or beyond the limits above, is no configuration)
 * or one of the document's reader.  The records get numbers above RECORDS,
 * which is the last one of another configuration.
 */
bool listing_read(struct source *source, const struct profile_syntax *syntax,
    unsigned records, struct arena *arena, struct diags *diags,
    struct listing *ret);

/* Whether WORD announces that a key or a password follows. */
bool listing_announces(const struct word *word);

/* Whether WORD announces a text for people. */
bool listing_is_remark(const struct word *word);

/* For the files that read one form each: adds the statement of WORDS, which
 * are copied; false beyond the limit. */
bool listing_add(struct listing *listing, const struct word *words,
    size_t count, size_t own);

/* The same of a statement as it is, whose words stay where they are. */
bool listing_put(struct listing *listing, const struct statement *statement);

/* A word that is a record of its own. */
struct word listing_record(struct listing *listing, size_t offset);

bool listing_read_lines(
    struct listing *listing, const struct profile_syntax *syntax);
bool listing_read_braces(
    struct listing *listing, const struct profile_syntax *syntax);
bool listing_read_edit(
    struct listing *listing, const struct profile_syntax *syntax);
bool listing_read_properties(
    struct listing *listing, const struct profile_syntax *syntax);
bool listing_read_document(
    struct listing *listing, struct source *source, struct diags *diags);

#endif
