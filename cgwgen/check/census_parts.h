/* SPDX-License-Identifier: ISC */
/* What the files of the census share; others include census.h. */
#ifndef CGWGEN_CHECK_CENSUS_PARTS_H
#define CGWGEN_CHECK_CENSUS_PARTS_H

#include "base/digest.h"
#include "base/index.h"
#include "check/census.h"
#include "check/networks.h"
#include "check/rules.h"
#include "model/estate.h"

struct census_end;

struct census_member {
	const struct connection *connection;
	struct census_end *end; /* NULL: nobody says which */
	struct census_subject *subject;
	/* Of the networks behind the device, or the static routes to them,
	 * by family; NULL: none are known. */
	const struct census_summary *networks[2];
	struct census_member *next, *next_of_end;
};

/* A network, and the list that it is of. */
struct census_network {
	struct ip_prefix prefix;
	const void *owner; /* NULL: AWS's side */
};

/* A gateway of AWS. */
struct census_end {
	enum census_kind kind;
	const char *name;
	const struct gateway *gateway; /* or NULL */
	size_t count;                  /* of its connections */
	struct census_member *members, **last;
	struct census_end *next;
	/* How many different networks are announced to its devices, of IPv4
	 * and of IPv6, and by list those of them that only this list has. */
	size_t announced[2];
	struct index own;
	bool announced_known;
};

struct census {
	const struct check_settings *settings;
	const struct estate *estate; /* or NULL */
	struct arena *arena;
	struct diags *diags; /* for what is shared with the rules */
	uint64_t allowed;
	struct census_member *members, **last_member;
	struct census_end *ends, **last_end;
	struct index end_index;
	struct digest_key secret;
	/* All networks of all inputs, for what must not be added to a site's;
	 * sorted, once they were asked for. */
	struct census_list everything;
	bool everything_known;
	struct index attachments, associations, tables; /* of the estate */
	bool attachments_known;
	struct index places; /* of tables and interfaces of the estate */
	bool places_known;
	struct census_subject *subjects, **last_subject;
	struct census_row **last_row;
};

/* Begins a subject; TITLE is its Name tag or NULL. */
void census_begin(struct census *census, enum census_kind kind,
    const char *name, const struct value *title);

/* Adds a row to the subject that was added last. */
struct census_row *census_put(struct census *census, const char *what,
    int family, size_t count, enum quota_id quota);

/* Adds rows for the families of the networks in LIST, which can be summarised;
 * for FAMILY even when there are none of it, and with FAMILY 0 for IPv4 when
 * there are none at all. */
void census_put_families(struct census *census, const char *what,
    const struct census_list *list, int family, enum quota_id quota,
    const struct census_summary *ret[2]);

/* What the networks of FAMILY in LIST, in any order, can become when LIMIT (0:
 * none) of them are taken. */
const struct census_summary *census_summarise(struct census *census,
    const struct census_list *list, int family, uint32_t limit);

/* By address, and the wider one first: for qsort(). */
int census_compare(const void *left, const void *right);

struct digest census_digest(const struct census *census, const char *text);

/* How many routes the tables of the transit gateway KEY have; 0: none are
 * known. */
size_t census_transit_total(struct census *census, const char *key);

/* How many routes of FAMILY the table has that the connection ID (may be NULL)
 * is associated with, its own and blackholes apart: that is what its device is
 * told.  0: not known. */
size_t census_transit_announced(
    struct census *census, const char *id, int family);

/* Adds rows to that of route table KEY for written routes to one target that
 * can be summarised, and takes from ROWS, those of IPv4 and of IPv6 or NULL,
 * how many fewer there are then. */
void census_count_targets(
    struct census *census, const char *key, struct census_row *rows[2]);

/* What the customer announces over the connection or interface OWNER (may be
 * NULL), in any order. */
struct census_list census_announcements(
    struct census *census, const char *owner);

/* Adds rows for that to the interface KEY; false: there is nothing. */
bool census_put_interface(struct census *census, const char *key);

/* What the estate has of what TALLY counts: it has the same name, or it is
 * described in the same place.  NULL: nothing. */
const struct estate_item *census_item_of(
    struct census *census, const struct tally *tally);

/* Adds the subjects that only the estate has: what is not in COUNTED, by its
 * key. */
void census_count_estate(struct census *census, const struct index *counted);

/* How many networks of FAMILY the gateways put into the table KEY of a VPC that
 * do so, of what their sites are known to have; an input that lists what is in
 * the table says it better. */
size_t census_propagated(struct census *census, const char *key, int family);

/* Adds the rows of a gateway. */
void census_count_end(struct census *census, const struct census_end *end);

/* How many networks of FAMILY AWS announces to the device of MEMBER, which
 * uses BGP. */
size_t census_announced(
    struct census *census, const struct census_member *member, int family);

/* A check of no rule on CONNECTION. */
struct check census_check(
    const struct census *census, const struct connection *connection);

#endif
