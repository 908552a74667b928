/* SPDX-License-Identifier: ISC */
/*
 * What a run says of its findings: in one or several forms at once, each
 * going its own way; as they come, as text for people, or when all are known.
 */
#ifndef CGWGEN_REPORT_REPORT_H
#define CGWGEN_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/index.h"
#include "report/form.h"

struct entry;

/* Forms that need all findings are given so many; the rest is counted. */
#define REPORT_LIMIT 100000

/* One way out of a report. */
struct sink {
	const struct form *form;
	FILE *out;
	const char *name; /* what it is called on stderr, or NULL */
	bool color;
	bool quiet;                 /* of text: without line and help */
	bool explained[RULE_COUNT]; /* whose help was printed already */
	struct sink *next;
};

/* One run's findings; zeroed, report_open() makes it ready. */
struct report {
	size_t counts[SEVERITY_ERROR + 1];
	size_t silenced;  /* findings that comments keep from being printed */
	size_t baselined; /* findings that a baseline does */
	size_t hidden;    /* findings that no form was given */
	size_t no_room;   /* findings beyond REPORT_LIMIT */
	bool limited;     /* but for errors of reading no more than MOST
			     findings are printed */
	size_t most;
	size_t printed;
	struct source_cursor cursor; /* of the last finding printed */
	struct sink *sinks;          /* the first is standard output's */
	struct arena *arena;         /* of sinks and of entries that are kept */
	struct arena *scratch;       /* of an entry that is not */
	struct entry **entries;      /* for forms that need all of them */
	size_t entry_count;
	size_t entry_capacity;
	struct digest_key secret; /* of the index */
	struct index repeated;    /* how often entries occurred */
};

/* Begins a report that goes nowhere yet; report_close() is due. */
void report_open(struct report *report);

/*
 * Adds a way out: findings in FORM go to OUT, which stays the caller's.  The
 * sink's other members are the caller's to set; it lives as long as the
 * report is open.
 */
struct sink *report_add(
    struct report *report, const struct form *form, FILE *out);

/* Goes on where BEFORE ended, with the same counts and without help that it
 * has printed. */
void report_follow(struct report *report, const struct report *before);

/*
 * Prints the findings of DIAGS, sorted, or keeps them for report_close().
 * Adds to the report's counts.
 */
void report_print(struct report *report, struct diags *diags);

/* Says, where findings are text, how many are beyond the limit. */
void report_rest(const struct report *report);

/* Whether lines for people may stand beside the findings: not in a document
 * for programs, and not when asked to be quiet. */
bool sink_has_summary(const struct sink *sink);

/* Prints what was kept and releases it.  The counts stay. */
void report_close(struct report *report);

#endif
