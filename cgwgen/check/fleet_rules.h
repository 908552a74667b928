/* SPDX-License-Identifier: ISC */
/*
 * What the rules on fleets share.  Such a rule has one function, which is
 * called for each connection in turn, and once without one when there are no
 * more.  What it remembers it finds in an end, by fleet_slot(), or in
 * fleet->lists of its own rule.
 */
#ifndef CGWGEN_CHECK_FLEET_RULES_H
#define CGWGEN_CHECK_FLEET_RULES_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"
#include "base/prefix_tree.h"
#include "check/fleet.h"
#include "check/rules.h"

/* What connections have in common: a gateway, a concentrator, a device.  The
 * same thing is the same pointer.  What rules remember of one is here, which
 * costs no search: each member is one rule's or those' of one kind. */
struct fleet_end {
	const char *name;                 /* for messages, fit for them */
	const struct fleet_member *first; /* of an address */
	struct fleet_asn *asn; /* of a gateway: the first, see fleet_site.c */
	struct fleet_aws *aws; /* of what is AWS's, else NULL */
	const struct fleet_member *alone; /* of a device: the first */
	struct fleet_several *several;    /* of a device; NULL: it is alone */
};

/* What only ends of AWS's have, which are few: a gateway, a concentrator, a
 * Region. */
struct fleet_aws {
	struct prefix_tree behind;      /* the networks of its customers */
	struct prefix_tree inside;      /* those of a gateway's tunnels */
	struct prefix_tree inside_ipv6; /* the IPv6 one beside the other */
	struct fleet_lone *lone;        /* of a gateway */
	struct fleet_count *counts;     /* by rule */
};

/* The first connections between an AWS gateway and a device that rules met. */
struct fleet_pair {
	const struct fleet_end *gateway;
	const struct fleet_member *same_device;
	const struct fleet_member *routing;
	const struct fleet_member *ecmp_asn;
	const struct fleet_member *ecmp_static;
};

/* What a device with several connections has. */
struct fleet_several {
	struct prefix_tree inside; /* the networks of its tunnels */
	struct fleet_pair pair;    /* the first, unless its gateway is NULL */
};

enum fleet_routing { ROUTING_UNKNOWN, ROUTING_STATIC, ROUTING_BGP };

/* An IPv4 network. */
struct fleet_inside {
	uint8_t address[4];
	uint8_t length;
};

/* What is remembered of a connection.  What is not known is NULL or 0. */
struct fleet_member {
	const char *name; /* fit for messages */
	const char *file; /* not yet fit for messages */
	size_t line;
	struct fleet_end *vpn_gateway;
	struct fleet_end *transit_gateway;
	struct fleet_end *customer; /* customer gateway */
	/* By its address and its name, else the customer gateway; where it has
	 * no name this is its address. */
	struct fleet_end *device;
	bool exists;   /* customer has an id of AWS's */
	bool indirect; /* it ends on a concentrator */
	bool networks; /* some are known that are behind the device */
	uint8_t inside_count;
	struct fleet_inside inside[2]; /* the first of its tunnels' */
	enum fleet_routing routing;
	uint32_t asn;
	const char *device_name;
	struct digest prefixes; /* of the networks behind the device */
	struct digest content;  /* of what AWS's XML said */
};

/* A network behind a device, and where the connection says so. */
struct fleet_network {
	struct ip_prefix prefix;
	const struct value *at;
};

/* What stands for an end of a connection. */
struct fleet_key {
	struct digest digest; /* of its kind and what tells it from others */
	const char *name;     /* for messages, fit for them; NULL: not known */
};

/* What is known of a tunnel by itself. */
struct fleet_tunnel {
	bool has_network;
	bool has_psk;
	struct ip_prefix network; /* inside */
	struct digest psk;
};

/* What is known of a connection by itself: nothing of it needs another one.
 * Texts are fit for messages and, like the rest, gone with the connection. */
struct fleet_ready {
	const struct connection *connection;
	const char *name;
	const char *device_name; /* or NULL */
	size_t line;             /* or 0 */
	bool has_id;
	bool exists; /* the customer gateway has an id of AWS's */
	bool routed; /* NETWORKS are its routes' */
	enum fleet_routing routing;
	uint32_t asn;
	struct digest id;      /* where it has one */
	struct digest content; /* of what AWS's XML said */
	struct fleet_key region;
	struct fleet_key concentrator;
	struct fleet_key vpn_gateway;
	struct fleet_key transit_gateway;
	struct fleet_key customer;
	struct fleet_key address;
	struct fleet_key device; /* of an address with a name */
	struct fleet_tunnel *tunnels;
	/* Behind the device, sorted, each once, where its site says nothing. */
	struct fleet_network *networks;
	size_t network_count;
	struct digest prefixes; /* of them, where there are any */
};

/* What the input says is behind a device, sorted. */
struct fleet_site {
	struct fleet_network *networks;
	size_t count;
	struct digest prefixes;
};

/* Another member's network that overlaps with one of this member's. */
struct fleet_overlap {
	const struct fleet_member *other; /* NULL: none */
	const struct fleet_network *own;
	struct ip_prefix theirs;
};

struct fleet {
	struct arena *arena; /* lives as long as the fleet */
	const struct check_settings *settings;
	struct digest_key secret; /* of all digests */
	void *memory[RULE_COUNT]; /* of each rule, NULL at first */
	void *lists[RULE_COUNT];  /* alike */
	struct index ends;
	struct index pairs;
	struct index members; /* by their names */
	struct index sites;   /* by their prefixes, and which ends they have */
	size_t count;         /* of members */
	size_t expected;      /* so many of them, at most; 0: not known */
	const char *file;     /* the last one, as members have it */
	const struct source *of_file; /* its source */
	struct source **cuts;         /* sources of places that were kept */
	size_t cut_count;
};

/*
 * One call of a rule: check.connection and self are NULL when there are no
 * more.  The texts and places of a connection are gone after the call; self
 * stays.
 */
struct fleet_check {
	struct check check;
	struct fleet *fleet;
	const struct fleet_ready *ready; /* of the connection */
	const struct fleet_member *self;
	/* Another description of the same connection, which came before. */
	const struct fleet_member *earlier;
	struct fleet_end *concentrator;
	struct fleet_end *region;
	struct fleet_end *address; /* the device's, outside */
	/* Of the AWS gateway and the device; NULL: not both, a concentrator
	 * is between them, or the device has no connection before. */
	struct fleet_pair *pair;
	const struct source *passing;
	const struct fleet_network *networks; /* behind the device, sorted */
	size_t network_count;
	struct fleet_site *site; /* that they are of; NULL: the connection's */
	/* The first network that another customer gateway of the same AWS
	 * end has, too, and the first that only overlaps with one. */
	struct fleet_overlap same;
	struct fleet_overlap part;
};

/* One prototype per FLEET row of rules.def. */
#define RULE(...)
#define CHECK(...)
#define FLEET(id, symbol, name, group, severity, function, ...)                \
	void function(const struct fleet_check *f);
#include "base/rules.def"
#undef RULE

/* The gateway or virtual private gateway on AWS's side, or NULL. */
struct fleet_end *fleet_aws_end(const struct fleet_member *member);

/* Lets MEMBER be the first of PAIR for all rules that look at it. */
void fleet_pair_begin(
    struct fleet_pair *pair, const struct fleet_member *member);

/* What is to be remembered of the connection that F is about; SELF's texts
 * live in the fleet's arena. */
const struct fleet_member *fleet_member_make(struct fleet_check *f);

/* What is known of tunnel T of the connection. */
static inline const struct fleet_tunnel *
fleet_tunnel(const struct fleet_check *f, const struct tunnel *t)
{
	return &f->ready->tunnels[t - f->ready->connection->tunnels];
}

/* Fills READY with the networks that the connection has itself; texts and
 * lists live in ARENA. */
void fleet_networks_prepare(
    const struct fleet *fleet, struct fleet_ready *ready, struct arena *arena);

/* Finds the networks of SELF, each once. */
void fleet_networks_find(struct fleet_check *f, struct fleet_member *self);

/* Fills F->same and F->part. */
void fleet_overlap_find(struct fleet_check *f);

/* The rule's own slot for A, B (what the fleet keeps, or NULL) and NUMBER;
 * see index_place(). */
void **fleet_slot(
    const struct fleet_check *f, const void *a, const void *b, uint64_t number);

/* The same for a text with DIGEST, of which each connection has about two. */
void **fleet_slot_text(const struct fleet_check *f, struct digest digest);

/*
 * The first connection for which the rule asked with A, B and NUMBER; NULL
 * when this is the first.
 */
const struct fleet_member *fleet_first(
    const struct fleet_check *f, const void *a, const void *b, uint64_t number);

/* The connection's place, good until the fleet is freed.  To be asked for
 * only where a finding may come of it: it may cost some hundred bytes. */
struct pos fleet_place(const struct fleet_check *f);

/* "line 7", or "x.xml, line 7" where that is another file than self's. */
const char *fleet_where(
    const struct fleet_check *f, const struct fleet_member *member);

/* Adds a finding about MEMBER, which is at AT, when there are no more. */
void fleet_complain(const struct fleet_check *f, enum severity severity,
    const struct fleet_member *member, struct pos at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
