/* SPDX-License-Identifier: ISC */
/* What an inventory holds, for the two files that are it. */
#ifndef CGWGEN_READ_INVENTORY_LISTS_H
#define CGWGEN_READ_INVENTORY_LISTS_H

#include "base/digest.h"
#include "base/index.h"
#include "base/keyed.h"
#include "read/inventory.h"

/* A growing array in the C heap; items are copied. */
struct list {
	void *items;
	size_t count;
	size_t capacity;
};

/* What is found by a text begins with it; see base/keyed.h. */
struct keyed_gateway {
	const char *key;
	size_t order;
	struct gateway *gateway;
};

struct keyed_route {
	const char *id;
	size_t order;
	struct route route;
};

struct inventory {
	struct inventory_options options;
	struct arena *arena;
	struct aws_xml *aws_xml;
	struct arena *scratch; /* NULL until it is used */
	struct cfn_givens *parameters;
	struct silences *silences;
	struct list parts;    /* struct part, in the order they came */
	struct list gateways; /* sorted once sealed, and so on */
	struct list routes;
	struct list tallies; /* pointers, in the order they came */
	struct index tallies_by_key;
	struct list records;      /* pointers to what the estate is made of */
	struct estate *estate;    /* NULL until it is asked for */
	struct digest_key secret; /* of the index */
	struct keyed *by_id;      /* the parts that have one, once sealed */
	size_t by_id_count;
	bool *done; /* of each part */
	size_t next;
	bool (*wanted)(void *host, const char *id); /* NULL: all are */
	void *host;
	size_t passed_over;
	bool sealed;
	bool hold; /* what was kept is not released between connections */
	struct source_list kept;
};

/* Room for one more item of SIZE bytes, at the end. */
void *inventory_list_add(struct list *list, size_t size);

/* Releases the sources that were kept for the last connection. */
void inventory_release(struct inventory *inventory);

#endif
