/* SPDX-License-Identifier: ISC */
/* What the files that report a verification share.  Floor: verify. */
#ifndef CGWGEN_VERIFY_TELLER_H
#define CGWGEN_VERIFY_TELLER_H

#include "verify/verify.h"

/* What became of a finding that is asked about. */
enum told { TOLD_NOTHING, TOLD_SEEN, TOLD_SILENCED };

/* Asks of each finding whether anybody is to see it, in place of adding it. */
struct teller_probe {
	verification_wanted *wanted;
	void *host;
	enum told last;       /* the finding at hand */
	enum told whole;      /* that the connection is not there */
	enum told *variables; /* by variable */
	enum told *lines;     /* by expected line */
	enum told *tunnels;   /* that the tunnel is not there */
	enum told *places;    /* by running statement */
	unsigned *algorithms; /* by tunnel: those that are silenced */
	size_t seen;          /* algorithms that are not */
	size_t silenced;      /* and that are */
};

struct teller {
	const struct verification *about;
	struct arena *arena;
	struct diags *diags;
	bool *told;           /* by variable: its difference was reported */
	unsigned *algorithms; /* by tunnel: which were judged */
	bool *absent;         /* by tunnel: the device has nothing of it */
	bool *not_given;      /* by file: no input is like it */
	struct teller_probe *probe; /* NULL: findings are added */
};

/* Takes note in *RET of what became of the finding at hand; without a probe,
 * nothing is done. */
void teller_note(const struct teller *teller, enum told *ret);

/* The same for number NUMBER of LIST, a member of the probe. */
#define TELLER_NOTE(teller, list, number)                                      \
	teller_note(teller,                                                    \
	    (teller)->probe != NULL ? &(teller)->probe->list[number] : NULL)

/* The bit that stands for an algorithm in the lists by tunnel. */
#define TELLER_ALGORITHM(kind, phase) (1u << ((kind)*2 + (phase)-1))

/* Asks WANTED, called with HOST, of all that verification_report() would say
 * of ABOUT.  Lives in ARENA. */
struct teller_probe teller_ask(const struct verification *about,
    verification_wanted *wanted, void *host, struct arena *arena);

/* Adds a finding of RULE about TUNNEL (-1: the connection). */
void teller_tell(const struct teller *teller, enum rule_id rule, struct pos at,
    int tunnel, const char *message);

/* The same in its full form. */
void teller_give(const struct teller *teller, const struct finding *finding);

/* Where the running statement PLACE begins. */
struct pos teller_place(const struct teller *teller, size_t place);

/* Whether algorithms_report() speaks of VARIABLE. */
bool algorithms_know(const struct variable *variable);

/* Adds what there is to say of the device's algorithms. */
void algorithms_report(const struct teller *teller);

/* Adds findings of what the device lacks. */
void lacks_report(const struct teller *teller);

/* How many statements the device has of the connection besides. */
size_t extras_count(const struct verification *about, struct arena *arena);

/* A running statement that belongs to the connection and is none of its. */
struct extra {
	size_t place;
	int tunnel; /* -1: the connection */
	bool off;   /* it switches a thing off */
};

/* What the device has of the connection besides, in ARENA. */
const struct extra *extras_find(
    const struct verification *about, struct arena *arena, size_t *ret_count);

/* Adds findings of that. */
void extras_report(const struct teller *teller);

#endif
