/* SPDX-License-Identifier: ISC */
/*
 * What a connection's configuration should be: the rendered text as
 * statements whose words know which value of the model they print.  A word
 * that names an object (made from the connection's id, a number that counts
 * tunnels, a parameter nobody gave) is free: the device may call it what it
 * likes, as long as it does so everywhere.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_EXPECTED_H
#define CGWGEN_VERIFY_EXPECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/context.h"
#include "render/render.h"
#include "verify/lexicon.h"
#include "verify/listing.h"

enum expected_kind {
	EXPECTED_LITERAL, /* the device's own word */
	EXPECTED_NAME,    /* free, a record too */
	EXPECTED_VALUE    /* of the model or of a parameter that was given */
};

/* What several words stand for together. */
struct variable {
	enum expected_kind kind;
	const struct provenance *what; /* NULL of a record */
	uint32_t text;   /* names: the number of the expected text */
	uint32_t place;  /* names: of the words before it */
	uint32_t bound;  /* names: the device's; 0 while not known */
	bool owned;      /* names: of this connection, not a parameter's */
	bool sole;       /* names: another in its place is another word */
	bool identifies; /* values: no two tunnels have the same */
	/* Values: what the device has instead, as far as it is known. */
	const char *device;
	size_t device_length;
	int tunnel;     /* from 0; -1: the connection's, or a parameter's */
	uint32_t since; /* when it was bound, or its difference known */
};

/* A word has this many printed parts at most; further ones are literal. */
#define EXPECTED_HOLES 16

/* A part of a word that a render printed. */
struct hole {
	enum expected_kind kind;
	uint32_t variable; /* of a value */
	size_t start;      /* in the word */
	size_t length;
};

struct expected_word {
	enum expected_kind kind;
	uint32_t id;
	uint32_t variable; /* names and values: of the list of variables;
			      the first, where a word has several values */
	/* Values: what of the word was printed, in its order. */
	const struct hole *holes;
	size_t hole_count;
	size_t span; /* values: which print of the render it is, from 1 */
	bool more;   /* the value goes on from the word before: "aes 256" */
	bool wide;   /* the device may have more words in its place */
};

struct expected_line {
	const struct statement *statement;
	const struct expected_word *words;
	size_t count;
	size_t own;
	size_t file;   /* of the rendering */
	int tunnel;    /* the one tunnel that it is about, or -1 */
	bool negative; /* begins with the device's word for "not" */
	bool fixed;    /* all of it has as many words on the device */
	size_t match;  /* number of the running statement, or NO_MATCH */
	/* Of one that is missing: the value that it hangs on, or NULL, which
	 * is a tunnel's or a parameter's, the running statement that stands
	 * in its place, or NO_MATCH, and whether nobody asked for it. */
	const char *reason;
	const struct value *reason_value;
	const struct parameter_value *reason_parameter;
	size_t instead;
	bool excused;
};

#define NO_MATCH SIZE_MAX

struct expected {
	struct listing *listings; /* one per file */
	size_t file_count;
	struct expected_line *lines;
	size_t count;
	struct variable *variables;
	size_t variable_count;
	const uint32_t *soles; /* the numbers of those that are sole */
	size_t sole_count;
	struct lexicon *lexicon;
};

/*
 * Takes RENDERING, made with want_spans for a device with SYNTAX, apart.  All
 * lives in ARENA and borrows from the rendering and from SOURCES, one per
 * file over its text, which nobody may quote.  False after findings.
 */
bool expected_make(const struct rendering *rendering,
    struct source *const *sources, const struct profile_syntax *syntax,
    struct lexicon *lexicon, struct arena *arena, struct diags *diags,
    struct expected *ret);

/* Whether a word of LINE is the name that is the variable NUMBER. */
bool expected_has_name(const struct expected_line *line, uint32_t number);

#endif
