/* SPDX-License-Identifier: ISC */
/*
 * Which of several routes wins, as AWS documents it.  A scheme is a list of
 * criteria; each in turn drops the candidates that lose by it, until one is
 * left or no criterion tells the rest apart.
 */
#ifndef CGWGEN_ROUTE_DECIDE_H
#define CGWGEN_ROUTE_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ip.h"
#include "base/source.h"

/* What kind of route it is; within a scheme, the preferred one first. */
enum route_class {
	/* In a VPC's table. */
	CLASS_LOCAL,
	CLASS_STATIC,
	CLASS_LIST, /* through a prefix list */
	CLASS_PROPAGATED,
	/* At a virtual private gateway. */
	CLASS_DX,
	CLASS_VPN_STATIC,
	CLASS_VPN_BGP,
	/* In a transit gateway's table. */
	CLASS_TRANSIT_STATIC,
	CLASS_TRANSIT_LIST,
	CLASS_TRANSIT_VPC,
	CLASS_TRANSIT_DX,
	CLASS_TRANSIT_CONNECT,
	CLASS_TRANSIT_VPN_OVER_DX,
	CLASS_TRANSIT_VPN,
	CLASS_TRANSIT_CONCENTRATOR,
	CLASS_TRANSIT_CLIENT,
	CLASS_TRANSIT_PEERING,
	CLASS_TRANSIT_UNKNOWN, /* an attachment of a kind that is not known */
	/* On the customer's device. */
	CLASS_DEVICE,
	ROUTE_CLASSES
};

enum scheme {
	SCHEME_VPC,
	SCHEME_VPN_GATEWAY,
	SCHEME_TRANSIT,
	SCHEME_DX_GATEWAY,
	SCHEME_DEVICE,
	SCHEME_PEERING, /* the networks of a VPC behind a peering */
	SCHEME_EDGE,    /* a table of a VPC that a gateway uses */
	SCHEME_CLIENT   /* the routes of a Client VPN endpoint */
};

/* A number that may not be known. */
struct maybe {
	bool known;
	uint32_t number;
};

struct candidate {
	const char *id; /* what it leads to */
	const void *to; /* whoever asks knows what this is */
	struct ip_prefix prefix;
	enum route_class class;
	struct maybe as_path_length;
	struct maybe first_asn;
	struct maybe med;
	bool blackhole;
	bool doubtful;    /* it may not exist: its owner's announcements are
			     not known */
	const char *lost; /* why it is not taken; NULL: it is, or may be */
	struct pos at;    /* where an input has it, or NOWHERE */
};

enum decided {
	DECIDED_NONE, /* no candidate */
	DECIDED_ONE,
	DECIDED_EQUAL,  /* several that no criterion tells apart */
	DECIDED_UNKNOWN /* it depends on what is not known */
};

struct decision {
	enum decided decided;
	const char *why;    /* the criterion that decided, or what is missing */
	const char *source; /* where AWS says so: a URL, or NULL */
};

/* "static", "Direct Connect BGP" and so on, for tables. */
const char *route_class_name(enum route_class class);

/*
 * Decides among COUNT candidates that are not lost yet: those that lose get
 * their lost, in ARENA.
 */
struct decision decide(enum scheme scheme, struct candidate *candidates,
    size_t count, struct arena *arena);

#endif
