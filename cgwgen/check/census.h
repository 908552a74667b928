/* SPDX-License-Identifier: ISC */
/*
 * How many routes everything has beside how many AWS takes, and what the
 * networks of a site could be summarised to.
 */
#ifndef CGWGEN_CHECK_CENSUS_H
#define CGWGEN_CHECK_CENSUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cover.h"
#include "check/check.h"
#include "model/connection.h"
#include "model/estate.h"
#include "model/tally.h"

/* What a summary is for its limit. */
enum census_fit {
	CENSUS_FITS,    /* the networks are not too many as they are */
	CENSUS_EXACT,   /* the same addresses fit in fewer prefixes */
	CENSUS_ADDING,  /* with added addresses, as many as are allowed */
	CENSUS_REFUSED, /* more would have to be added than are allowed */
	CENSUS_CANNOT   /* what others have is in between */
};

/* A list in which every network stands once, by address. */
struct census_list {
	const struct ip_prefix *prefixes;
	size_t count;
};

struct census_summary {
	enum census_fit fit;
	struct census_list before;
	struct census_list exact; /* the fewest that hold the same addresses */
	struct wide size;         /* how many addresses these are */
	/* Of CENSUS_ADDING and CENSUS_REFUSED: the fewest addresses that can
	 * be added so that the limit holds, and which they are. */
	struct cover cover;
	struct census_list added;
	/* A network of another within a new prefix, around one that it is in
	 * place of: packets to that one went here for its longer prefix, and
	 * may not any more.  length 0: there is none. */
	struct ip_prefix between;
};

enum census_state { CENSUS_FREE, CENSUS_GOOD, CENSUS_NEAR, CENSUS_OVER };

/* One number. */
struct census_row {
	const char *what; /* "static routes" */
	int family;       /* of the routes: 4 or 6; 0: of both, or no matter */
	size_t count;
	enum quota_id quota; /* QUOTA_COUNT: AWS states none */
	uint32_t limit;
	enum census_state state;
	/* How many there are when all that can be summarised is. */
	size_t after;
	const struct census_summary *summary; /* NULL: not the user's */
	const struct census_row *next;
};

enum census_kind {
	CENSUS_CONNECTION,
	CENSUS_VPN_GATEWAY,
	CENSUS_TRANSIT_GATEWAY,
	CENSUS_TRANSIT_TABLE,
	CENSUS_ROUTE_TABLE,
	CENSUS_INTERFACE,
	CENSUS_KINDS
};

/* What numbers are of. */
struct census_subject {
	enum census_kind kind;
	const char *name;
	const char *title; /* its Name tag, or NULL */
	const struct census_row *rows;
	const struct census_subject *next;
};

struct census;

/*
 * Begins to count with the quotas of SETTINGS; a summary may add ALLOWED
 * addresses, of IPv6 so many times 2 to the 64 (a network of 64 bits).  It
 * lives in ARENA, and what it is given lives as long.
 */
struct census *census_new(const struct check_settings *settings,
    uint64_t allowed, struct arena *arena);

/* Adds a connection that connection_complete() has been called for. */
void census_add(struct census *census, const struct connection *connection);

/*
 * Counts, and returns the subjects: connections, gateways and tallies, each in
 * the order in which they came, and what else ESTATE has, by its keys.  It has
 * the routes of tables and what is announced; NULL: nothing is known of them.
 */
const struct census_subject *census_count(struct census *census,
    const struct estate *estate, struct tally *const *tallies,
    size_t tally_count);

/* Whether a count of SUBJECTS is beyond its limit. */
bool census_is_over(const struct census_subject *subjects);

#endif
