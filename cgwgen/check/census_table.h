/* SPDX-License-Identifier: ISC */
/* The routes of one table; for the files of the census. */
#ifndef CGWGEN_CHECK_CENSUS_TABLE_H
#define CGWGEN_CHECK_CENSUS_TABLE_H

#include "check/census_parts.h"

struct table_route {
	struct ip_prefix prefix;
	const char *target; /* NULL: not known */
	bool propagated;
	/* Another to the same network, which leads elsewhere, would count if
	 * this one were taken away. */
	bool pinned;
};

/* Those whose networks are known, each network once. */
struct table {
	struct table_route *routes; /* by address, the wider first */
	size_t count;
};

/* The routes of the table KEY of a VPC, or of a transit gateway. */
struct table census_vpc_routes(struct census *census, const char *key);
struct table census_transit_routes(struct census *census, const char *key);

/* How many of FAMILY came by propagation, or did not.  The local ones, which
 * come with the table, are not counted, as in its tally: whether AWS does is
 * not said. */
size_t census_count_routes(
    const struct table *table, int family, bool propagated);

/* Adds the rows of a VPC's table that no tally has. */
void census_put_table(struct census *census, const char *key);

#endif
