/* SPDX-License-Identifier: ISC */
/*
 * What lint and render share: reading descriptors one after another,
 * checking them, printing what was found, and the exit status.
 */
#ifndef CGWGEN_CMD_SESSION_H
#define CGWGEN_CMD_SESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/shard.h"
#include "check/check.h"
#include "check/client.h"
#include "check/fleet.h"
#include "check/openvpn.h"
#include "check/policies.h"
#include "check/selection.h"
#include "cmd/inputs.h"
#include "cmd/opt.h"
#include "fix/fix.h"
#include "model/connection.h"
#include "read/inventory.h"
#include "read/tunnel_option.h"
#include "report/report.h"

struct adoption;  /* cmd/adopt.h */
struct drafts;    /* cmd/draft.h */
struct key_files; /* cmd/key_files.h */
struct partial;   /* cmd/partial.h */
struct outputs;   /* cmd/outputs.h */

#define STATUS_CLEAN 0
#define STATUS_FINDINGS 1
#define STATUS_TROUBLE 2

struct session;

/* What is done with a connection; adds its findings to DIAGS. */
typedef void session_work(struct session *session,
    struct connection *connection, struct arena *arena, struct diags *diags,
    void *host);

/* A connection on its way through a run. */
struct session_item {
	struct arena *arena;             /* of all that is the item's */
	struct diags *diags;             /* what was found so far */
	struct connection *connection;   /* NULL: there is none after all */
	const struct fleet_ready *ready; /* of it, where there is a fleet */
	void *state;                     /* of the command */
	bool over; /* a step sets it: the steps behind are left out */
	/* The run's own: */
	size_t number;             /* the same in every part of a run */
	bool foreign;              /* it belongs to another part */
	const struct input *input; /* that is read for it, or NULL */
	struct turn turn;          /* its source is of no other item */
	struct source_list kept;   /* parts of sources, alike */
};

/* A step of the work on an item with a connection. */
typedef void session_step(
    struct session *session, struct session_item *item, void *host);

/*
 * What a command does with a connection, NULL for what it does not.  Of
 * different items MAKE and STORE may be done at a time, by several threads:
 * they change nothing but the item.  The other steps are done for one item
 * after another, whatever the number of threads, none at a time with another.
 */
struct session_steps {
	session_step *choose; /* what MAKE needs */
	session_step *make;
	session_step *claim; /* what STORE needs */
	session_step *store;
	session_step *settle; /* called when CLAIM left it to STORE */
	size_t size;          /* of an item's state, zeroed at first; it stays
				 for items that come later */
	void (*release)(void *state); /* or NULL */
};

struct session {
	const struct settings *settings;
	struct report report;
	struct outputs *outputs;   /* files that findings go to, or NULL */
	struct adoption *adoption; /* of a baseline, or NULL */
	struct arena *arena;       /* lives as long as the session */
	struct diags *diags;       /* findings about the run itself */
	struct source **sources;
	size_t source_count;
	struct inventory *inventory;
	struct inputs *inputs; /* NULL before session_run() */
	struct policies *policies;
	struct check_settings checks;
	struct partial *partial;      /* gets what is found, too, or NULL */
	struct fixes *fixes;          /* NULL: nothing is to be mended */
	const struct drafts *drafts;  /* read instead of files, or NULL */
	struct diags *troubles;       /* get the run's errors, too, or NULL */
	const struct source *passing; /* is released before the next one is
					 read, or NULL */
	session_work *judge; /* checks that are no rules' functions, or NULL */
	void *judge_host;
	struct client_checks *clients;  /* NULL: endpoints are not checked */
	struct openvpn_checks *openvpn; /* NULL: OpenVPN servers are not */
	struct fleet *fleet; /* NULL: connections are looked at one by one */
	struct selection *selection; /* NULL: every rule as it is */
	const char *config; /* the configuration file as it is shown, or NULL */
	struct key_files *key_files; /* NULL: are not looked at */
	struct tunnel_option *options;
	size_t option_count;
	bool options_from_xml;
	size_t silenced_apart; /* of those silenced, what a merge finds anew */
	size_t fixable;        /* findings that --fix mends */
	enum rule_id *forced;
	size_t forced_count;
	size_t expected;         /* connections there are at most, while work is
				    called */
	struct shard shard;      /* what of the inputs is worked on */
	size_t foreign;          /* connections that belong to other parts */
	size_t seen;             /* connections so far, and files without one */
	const char *inputs_text; /* in place of what INPUTS say, or NULL */
	const char *judged;      /* a group of rules that this run is about: its
				    errors are findings, not trouble; or NULL */
	bool parallel;           /* as many threads as the settings say */
	bool broken;             /* WORK takes connections with errors, too */
	bool hold;               /* see session_hold() */
	bool endpoints;          /* Client VPN endpoints are taken, too */
	bool endpoints_alone;    /* and nothing else */
	bool needed;             /* that there is nothing of it is an error */
	bool stopped;            /* findings about the inputs ended the run */
	bool unchecked;          /* a connection was not checked */
	bool shard_sites;        /* a part has sites, whole ones */
	bool apart;              /* other parts check some of them */
	bool unjudged;           /* the rules on connections are not run */
	bool unlimited;          /* findings are kept however many there are */
	bool trouble;            /* the run, not a descriptor, is at fault */
};

/*
 * Begins a session whose findings go to OUT.  False after an error has been
 * printed; session_close() is due in both cases.
 */
bool session_open(
    struct session *session, const struct settings *settings, FILE *out);

/* The same, with findings in FORM. */
bool session_open_form(struct session *session, const struct settings *settings,
    FILE *out, const struct form *form);

/* Shared by the files that open a session: opens its inventory and reads what
 * the settings say of it.  False after findings. */
bool session_settings(struct session *session);

/* Prints what there still is and the summary; returns the exit status. */
int session_close(struct session *session);

/* Lets the findings of the run itself so far be printed with the others. */
void session_flush(struct session *session);

/* Takes out of DIAGS what comments in the inputs silence, and counts it. */
void session_silence(struct session *session, struct diags *diags);

/* Makes warnings of the errors that --force passes over. */
void session_pass_over(const struct session *session, struct diags *diags);

/* Both, and reports what is left; whether there is no error in it. */
bool session_allows(struct session *session, struct diags *diags);

/* Takes DIAGS into the run's report and into account for the exit status. */
void session_report(struct session *session, struct diags *diags);

/* Whether FINDING is an error of the run itself, such as an input that cannot
 * be read: the exit status is then 2. */
bool session_is_trouble(
    const struct session *session, const struct finding *finding);

/* About how many of the connections that are expected this part of the run has:
 * what tables are made for. */
size_t session_share(const struct session *session);

/* Whether a part of the run has the connections whose ids are its own. */
bool session_parts_by_id(const struct session *session);

/* Whether all connections were checked, so that what was not found is not
 * there. */
bool session_saw_all(const struct session *session);

/* A source that lives as long as the session. */
struct source *session_source(
    struct session *session, const char *name, const char *text);
void session_keep(struct session *session, struct source *source);

/*
 * Reads all operands, completes and checks each connection they describe,
 * calls WORK (may be NULL) for those without errors but such that --force
 * passes over, or for all where session->broken is set, and takes the
 * findings into the report.
 */
void session_run(struct session *session, session_work *work, void *host);

/* The same with work in steps.  Findings, and what is written, are the same
 * for any number of threads. */
void session_run_steps(
    struct session *session, const struct session_steps *steps, void *host);

/* An empty list for findings of the run, in ARENA. */
struct diags *session_diags(const struct session *session, struct arena *arena);

/* Findings of the run are those that SELECTION takes. */
void session_select(struct session *session, struct selection *selection);

/* Connections are also looked at together from now on. */
void session_fleet(struct session *session);

/* The files that keys are read from are looked at, too. */
void session_key_files(struct session *session);

/* Connections that are read from now on stay valid until session_close(). */
void session_hold(struct session *session);

#endif
