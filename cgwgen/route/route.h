/* SPDX-License-Identifier: ISC */
/*
 * Where packets go: the path that AWS takes to a destination and the one that
 * the customer's side takes, with the reason at each step.  What no input
 * says stays unknown; nothing is guessed.
 */
#ifndef CGWGEN_ROUTE_ROUTE_H
#define CGWGEN_ROUTE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/estate.h"
#include "route/decide.h"

enum outcome {
	OUTCOME_REACHED,
	OUTCOME_LOST,   /* there is no way, or a blackhole */
	OUTCOME_UNKNOWN /* the inputs do not say enough */
};

/* One place where a decision is made. */
struct route_step {
	const char *kind;  /* "VPC", "transit gateway", "device" and others */
	const char *id;    /* of that place */
	const char *table; /* the route table that is looked into, or NULL */
	const char *note;  /* what else is to be said, or NULL */
	struct candidate *candidates;
	size_t count;
	struct decision decision;
	bool spread; /* packets go over all that are left (ECMP) */
	struct route_step *next;
};

struct link; /* route/world.h */

/* A table of a VPC, and the subnets that are known to have it. */
struct route_table {
	const char *id;
	bool main;
	bool several;         /* the VPC has others */
	const char **subnets; /* NULL: no subnet of the VPC is known */
	size_t subnet_count;
	struct route_table *next;
};

/* A path from one start in one direction. */
struct route_path {
	const char *kind; /* of the start: "VPC", "subnet", "gateway", "site" */
	const char *from; /* its id or name */
	struct ip_prefix to;
	bool back; /* the customer's way back, of the path before it */
	struct route_step *steps;
	enum outcome outcome;
	const char *end;   /* where it ends, or why it does */
	const char **ends; /* the tunnels and interfaces it may leave by */
	const struct link **links; /* the same */
	size_t end_count;
	/* Of a way back: how it compares, "the same tunnel" and so on, or NULL.
	 */
	const char *symmetry;
	struct route_table *tables; /* of a VPC that say this; or NULL */
	struct route_table *last_table;
	struct route_path *next;
};

/* What becomes of a path while one thing fails. */
struct route_failure {
	const char *kind; /* "tunnel", "customer gateway" and others */
	const char *id;
	const char *from;  /* the start, by its name */
	const char *table; /* of a VPC, or NULL */
	enum outcome before;
	enum outcome outcome;
	const char *end;
	const struct route_failure *next;
};

/* A thing that may fail. */
struct route_element {
	const char *kind;
	const char *id;
};

/* What was found where each thing failed in turn. */
struct route_failures {
	const struct route_failure *changes; /* or NULL */
	struct route_element *idle; /* they change no path when they fail */
	size_t idle_count;
};

struct world;

/*
 * What routes are looked for in: ESTATE, and COUNT CONNECTIONS of the same
 * inventory, complete.  All lives in ARENA.
 */
struct world *world_new(const struct estate *estate,
    const struct connection *const *connections, size_t count,
    struct arena *arena);

/* Lets what ID is fail: a tunnel by its outside address, a connection, a
 * customer gateway or site, a virtual interface.  False when it is none. */
bool world_fail(struct world *world, const char *id);

/* Everything works again as the inputs say. */
void world_mend(struct world *world);

/* Whether NAME is a VPC, a subnet, a gateway or a site. */
bool route_start_known(const struct world *world, const char *name);

/* The paths to DESTINATION from FROM (NULL: from every VPC, or every gateway
 * where no VPC is known, and every site). */
const struct route_path *route_paths(
    struct world *world, struct ip_prefix destination, const char *from);

/* A network within a destination that somebody announces or routes. */
struct route_part {
	struct ip_prefix prefix;
	struct pos at;
};

/*
 * The networks within DESTINATION, and not as large, that any input has
 * somewhere: packets to these may take other paths.  Each once, at most
 * LIMIT; how many there are in *COUNT.
 */
struct route_part *route_parts(const struct world *world,
    struct ip_prefix destination, size_t limit, size_t *ret_count);

/* What changes of it while each tunnel, customer gateway and interface fails
 * in turn.  What failed before fails on. */
struct route_failures route_failures(
    struct world *world, struct ip_prefix destination, const char *from);

#endif
