/* SPDX-License-Identifier: ISC */
/*
 * What a run says of its findings: in one or several forms at once, each
 * going its own way.  All wait until they are known and are then printed by
 * file, line and column.
 */
#ifndef CGWGEN_REPORT_REPORT_H
#define CGWGEN_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/index.h"
#include "report/form.h"
#include "report/held.h"

/* One way out of a report. */
struct sink {
	const struct form *form;
	FILE *out;
	const char *name; /* what it is called on stderr, or NULL */
	bool color;
	bool quiet;                 /* of text: without line and help */
	bool explained[RULE_COUNT]; /* whose help was printed already */
	struct buf text;            /* that is yet to be written */
	struct sink *next;
};

/* One run's findings; zeroed, report_open() makes it ready. */
struct report {
	size_t counts[SEVERITY_ERROR + 1];
	size_t silenced;  /* findings that comments keep from being printed */
	size_t baselined; /* findings that a baseline does */
	size_t hidden;    /* findings that no form was given */
	size_t no_room;   /* findings beyond HELD_LIMIT, for forms that take
			     all at once */
	bool limited;     /* but for errors of reading no more than MOST
			     findings are printed */
	size_t most;
	size_t printed;
	struct source_cursor cursor; /* of the last finding located */
	struct sink *sinks;          /* the first is standard output's */
	struct arena *arena;         /* of sinks and documents */
	struct arena *scratch;       /* of an entry while it is printed */
	struct held held;            /* findings yet to be printed */
	struct held kept;            /* what was held, once it was sorted */
	struct entry **entries;      /* for forms that need all of them */
	size_t entry_count;
	bool filled;              /* and they get no more */
	bool ended;               /* report_end() was called */
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

/* Goes on where BEFORE, whose findings are printed, ended, with the same counts
 * and without help that it has printed. */
void report_follow(struct report *report, const struct report *before);

/* Takes those out of DIAGS that say what is said of the same place already; see
 * held_collapse().  report_take() has to follow. */
void report_collapse(struct report *report, struct diags *diags);

/* Takes the findings of DIAGS, whose sources need not stay, into the report
 * and its counts. */
void report_take(struct report *report, struct diags *diags);

/* Where entries that report_entry() takes live. */
struct entry_texts *report_texts(struct report *report);

/* Takes one finding that has become an entry already, unless it says what is
 * said of the same place: then false. */
bool report_entry(struct report *report, struct entry *entry);

/* Prints what was taken so far, sorted. */
void report_flush(struct report *report);

/* Prints the rest and says, where findings are text, how many are beyond a
 * limit.  report_close() does so, too, if it is to be. */
void report_end(struct report *report);

/* Whether lines for people may stand beside the findings: not in a document
 * for programs, and not when asked to be quiet. */
bool sink_has_summary(const struct sink *sink);

/* Prints the documents and releases what was kept.  The counts stay. */
void report_close(struct report *report);

#endif
