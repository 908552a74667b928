/* SPDX-License-Identifier: ISC */
/* What the files of the route engine share; everyone else includes route.h. */
#ifndef CGWGEN_ROUTE_WORLD_H
#define CGWGEN_ROUTE_WORLD_H

#include "route/lookup.h"
#include "route/memo.h"
#include "route/route.h"

/* A way between AWS and the customer: a tunnel or a virtual interface. */
struct link {
	const struct connection *connection; /* or interface */
	const struct tunnel *tunnel;
	const struct estate_interface *interface;
	const char *id;           /* outside address, or the interface's id */
	const char *owner;        /* the connection's id, or the interface's */
	const char *site;         /* the customer gateway's id or name */
	const char *gateway;      /* what records know AWS's end by; or NULL */
	const char *down;         /* why it does not work; NULL: it may */
	const char *seen_down;    /* the same, as the inputs say */
	const struct link *first; /* of its site; itself without one */
	size_t mark; /* of whoever counts links; see world_mark() */
};

struct world {
	const struct estate *estate;
	struct arena *arena;
	struct link *links;
	size_t link_count;
	struct lookup *lookup;
	struct memo *memo;
	size_t marks; /* how many were given out */
};

/* A number that no link is marked with yet. */
size_t world_mark(struct world *world);

/* What a candidate leads to, to be marked. */
struct link *world_link(struct world *world, const void *to);

/* Growing candidates of one decision. */
struct candidates {
	struct candidate *list;
	size_t count;
	size_t capacity;
};

void candidates_add(struct candidates *candidates,
    const struct candidate *candidate, struct arena *arena);

/* The number of VALUE, while it is known. */
struct maybe maybe(const struct value *value);

/* Whether VALUE is known and is WORD. */
bool value_is(const struct value *value, const char *word);

/* Whether all of DESTINATION is within PREFIX. */
bool prefix_covers(struct ip_prefix prefix, struct ip_prefix destination);

/* What customer's networks LINK is known to lead to that cover DESTINATION,
 * at a gateway of CLASS_DX, CLASS_VPN_STATIC and CLASS_VPN_BGP; a doubtful
 * one where it is not known what is announced. */
void link_candidates(const struct world *world, const struct link *link,
    struct ip_prefix destination, struct candidates *ret);

/* Makes CANDIDATE one over LINK, of whose announcement nothing is known. */
void candidate_over(const struct world *world, struct candidate *candidate,
    const struct link *link);

/* Whether LINK ends at the gateway KEY: a virtual private, transit or Direct
 * Connect gateway, or one behind the last. */
bool link_at(
    const struct world *world, const struct link *link, const char *key);

/* The gateway under KEY as a connection knows it, or NULL. */
const struct gateway *world_gateway(const struct world *world, const char *key);

/* What people call the gateway or site GATEWAY with KEY. */
const char *gateway_title(
    const struct world *world, const struct gateway *gateway);

/* ---- starts.c and route.c --------------------------------------------- */

/* Where a path begins. */
struct start {
	const char *kind;
	const char *id;
	const char *vpc;      /* or NULL */
	const char *table;    /* of the VPC, or NULL: it is not known */
	bool main;            /* the table is the VPC's main one */
	bool several;         /* the VPC has others */
	const char **subnets; /* that have the table; NULL: none is known */
	size_t subnet_count;
};

struct starts {
	struct start *list;
	size_t count;
	size_t capacity;
};

/* Where paths to DESTINATION begin, of FROM or all; see route_paths(). */
struct starts route_starts(
    const struct world *world, const char *from, struct ip_prefix destination);

/* The first links of the sites whose networks are known to cover
 * DESTINATION. */
struct link_list route_holders(
    const struct world *world, struct ip_prefix destination);

struct route_path *route_walk(struct world *world, const struct start *start,
    struct ip_prefix destination);

/* ---- walk.c ----------------------------------------------------------- */

/* What people call what records know by KEY (may be NULL): KEY itself where it
 * is an id. */
const char *world_title(const struct world *world, const char *key);

/* Whether NAME is its id, its Name tag or its name in a descriptor. */
bool gateway_is_called(const struct gateway *gateway, const char *name);

/* What TABLE of VPC has for DESTINATION: its routes, what gateways put there,
 * and the VPC's networks where nothing else stands for them. */
void vpc_table_candidates(const struct world *world, const char *vpc,
    const char *table, struct ip_prefix destination, struct candidates *ret);

/* Whether a network of the VPC is within DESTINATION, and smaller. */
bool vpc_is_within(
    const struct world *world, const char *vpc, struct ip_prefix destination);

/* Networks of the VPC with the key VPC that cover DESTINATION, of CLASS_LOCAL
 * and called ID; false where no network of it is known. */
bool vpc_candidates(const struct world *world, const char *vpc,
    struct ip_prefix destination, const char *id, struct candidates *ret);

/* The same of what is behind the virtual private gateway KEY: the VPC that it
 * is attached to, or what a descriptor says of its networks. */
bool gateway_candidates(const struct world *world, const char *key,
    struct ip_prefix destination, struct candidates *ret);

/* The entry of the prefix list KEY that covers DESTINATION best, in *RET.
 * False when none does; *UNKNOWN when its entries are not known. */
bool list_covers(const struct world *world, const char *key,
    struct ip_prefix destination, struct ip_prefix *ret, bool *unknown);

/* ---- walk.c ----------------------------------------------------------- */

/* One walk: what is met on the way is added to PATH. */
struct walk {
	struct world *world;
	struct route_path *path;
	struct ip_prefix to;
	struct route_step **end; /* where the next step goes */
	const struct link *from; /* where packets came in, or NULL */
	unsigned depth;
};

/* Adds a step and decides it. */
struct route_step *walk_step(struct walk *walk, const char *kind,
    const char *id, struct candidates *candidates, enum scheme scheme);

void walk_end(struct walk *walk, enum outcome outcome, const char *words);

/* Ends the walk where no candidate of STEP is left, or one that drops
 * packets; false when it goes on. */
bool walk_stops(struct walk *walk, const struct route_step *step);

/* The one target of those that are left in STEP, or NULL. */
const char *step_target(const struct route_step *step);

/* Goes on at TARGET, which a table of the VPC (or NULL) leads to. */
void walk_target(struct walk *walk, const char *target, const char *vpc);

void walk_vpc(struct walk *walk, const char *vpc, const char *table);
void walk_vpn_gateway(struct walk *walk, const char *key);
void walk_dx_gateway(struct walk *walk, const char *key);
void walk_gateway(struct walk *walk, const char *key);

/* ---- peer.c ----------------------------------------------------------- */

/* Over the peering KEY, which a table of the VPC leads to. */
void walk_peering(struct walk *walk, const char *key, const char *vpc);

/* The table of VPC that the gateway KEY uses for what comes in by it, or
 * NULL. */
const char *edge_table(
    const struct world *world, const char *key, const char *vpc);

/* Whether gateways alone use TABLE, no subnet. */
bool is_edge_table(const struct world *world, const char *table);

/* From the gateway KEY into VPC, whose TABLE it uses. */
void walk_edge(struct walk *walk, const char *vpc, const char *table);

/* What is to be said where nothing that comes in by the gateway KEY gets to
 * DESTINATION, and a peering of a VPC behind it leads there; or NULL. */
const char *peering_note(
    const struct world *world, const char *key, struct ip_prefix destination);

/* ---- client.c --------------------------------------------------------- */

/* Whether NAME is the Client VPN endpoint ITEM. */
bool client_is_called(const struct estate_item *item, const char *name);

/* From a client of the Client VPN endpoint KEY. */
void walk_client(struct walk *walk, const char *key);

/* Ends at the tunnels and interfaces that are left in STEP. */
void walk_out(struct walk *walk, const struct route_step *step);

/* ---- transit.c -------------------------------------------------------- */

/* From what is attached as RESOURCE (NULL: it is not known from where). */
void walk_transit(struct walk *walk, const char *key, const char *resource);

/* Whether the gateway KEY gives attachments no table that have none of their
 * own. */
bool transit_has_no_default(const struct world *world, const char *key);

/* What the table of RESOURCE's attachment has for DESTINATION; its id in
 * *TABLE, NULL where none is known. */
void transit_candidates(const struct world *world, const char *key,
    const char *resource, struct ip_prefix destination, const struct link *from,
    const char **table, struct candidates *ret);

/* ---- device.c --------------------------------------------------------- */

/* From the customer gateway or interface SITE. */
void walk_site(struct walk *walk, const char *site);

#endif
