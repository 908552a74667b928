/* SPDX-License-Identifier: ISC */
/*
 * What was looked up once in a world, and which links were asked whether they
 * work: what nobody asked, changes nothing when it fails.
 */
#ifndef CGWGEN_ROUTE_MEMO_H
#define CGWGEN_ROUTE_MEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ip.h"

struct candidates;
struct link;
struct memo;
struct world;

/* Links, some of them more than once. */
struct link_list {
	const struct link **list;
	size_t count;
	size_t capacity;
};

void link_list_add(
    struct link_list *list, const struct link *link, struct arena *arena);

/* In the world's arena. */
struct memo *memo_new(struct world *world);

/* What is found from now on is in SCRATCH and is forgotten by memo_resume();
 * with ANEW, what is remembered does not hold meanwhile. */
void memo_suspend(struct world *world, struct arena *scratch, bool anew);
void memo_resume(struct world *world);

/* Notes that the answer depends on whether LINK works. */
void memo_ask(const struct world *world, const struct link *link);

/* From now on notes go to ASKED, NULL: nowhere; returns where they went. */
struct link_list *memo_watch(
    const struct world *world, struct link_list *asked);

/* What is remembered may not hold any more. */
void memo_forget(const struct world *world);

/* What fills RET with a table's candidates. */
typedef void memo_look(const struct world *world, const char *gateway,
    const char *table, struct ip_prefix to, struct candidates *ret);

/*
 * Adds to RET what TABLE (or NULL) of GATEWAY has for TO, by LOOK or as it is
 * remembered; whether links work is as it is now.  What leads to the owner of
 * FROM (or NULL) is left out.
 */
void memo_table(const struct world *world, memo_look *look, const char *gateway,
    const char *table, struct ip_prefix to, const struct link *from,
    struct candidates *ret);

#endif
