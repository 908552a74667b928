/* SPDX-License-Identifier: ISC */
/* What the files of the Terraform reader share; others include terraform.h. */
#ifndef CGWGEN_READ_TERRAFORM_SET_H
#define CGWGEN_READ_TERRAFORM_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/estate.h"
#include "model/field.h"
#include "read/format.h"

/* The kinds of resources that say something about a connection. */
enum tf_kind {
	TF_CONNECTION,
	TF_ROUTE,
	TF_CUSTOMER, /* in the order of enum gateway_kind, and data sources */
	TF_VPN,
	TF_TRANSIT,
	TF_TABLE, /* of routes, of a VPC */
	TF_TABLE_ROUTE,
	TF_INTERFACE, /* of Direct Connect */
	TF_RECORD,    /* of the estate alone */
	TF_OTHER
};

/* A static route that is known by its connection's reference only. */
struct tf_route {
	struct route route;
	struct tf_route *next;
};

/* One instance of a resource. */
struct tf_resource {
	const char *base; /* its address without the instance's key */
	size_t order;
	const char *key;     /* "", "[0]" or "[\"hq\"]" */
	const char *address; /* base and key */
	const char *module;  /* "" or "module.site[\"hq\"]" */
	const char *local;   /* its address in its module, without key */
	enum tf_kind kind;
	const struct node *node;    /* where it is described */
	const struct node *values;  /* its attributes, a map */
	const struct node *unknown; /* after_unknown, or NULL */
	bool planned;               /* part of a plan */
	bool changes;               /* the plan changes it in place */
	struct gateway *gateway;    /* of a gateway */
	const char *gateway_key;    /* its key in the inventory */
	struct tf_route *routes;    /* of a connection */
	struct tf_set *set;
	struct tf_resource *next; /* in the set's list */
};

/* What a plan does to one resource. */
struct tf_change {
	const char *address;
	size_t order;
	const struct node *change;
	struct tf_change *next;
};

/* One document's resources. */
struct tf_set {
	const struct document *document;
	struct arena *arena; /* lives as long as the inventory */
	bool plan;
	const struct node *configuration; /* its root module, or NULL */
	struct tf_change *change_list;
	struct tf_change **changes; /* sorted by address */
	size_t change_count;
	struct tf_resource *list; /* as they came */
	struct tf_resource *last;
	struct tf_resource **items; /* sorted by base, then as they came */
	size_t count;
	const struct node *hint; /* the configured resource found last */
	size_t visits;           /* while following references */
	const char *told; /* the base of the last routes that were reported */
};

/* ---- terraform_set.c -------------------------------------------------- */

enum tf_kind tf_kind(const char *mode, const char *type);

/* The key of an instance as addresses have it, for the number, text or NULL
 * that the documents hold; NULL when NODE is none of these. */
const char *tf_key(struct tf_set *set, const struct node *node);

/* Where one resource stands and what it is. */
struct tf_place {
	const char *module; /* "" for the root module */
	const struct node *node;
	const struct node *key;
};

/* Adds an instance; NULL when it is of no kind that matters or has no
 * address that could be told. */
struct tf_resource *tf_add(struct tf_set *set, const struct tf_place *place);

/* Notes what the plan does to the resource that CHANGE is about. */
void tf_add_change(struct tf_set *set, const struct node *change);
void tf_sort_changes(struct tf_set *set);
const struct node *tf_find_change(
    const struct tf_set *set, const char *address);

/* Sorts the instances; of two with one address the first stays and the other
 * becomes TF_OTHER. */
void tf_sort(struct tf_set *set);

/* The instances with BASE; NULL and 0 when there is none. */
struct tf_resource *const *tf_find(
    const struct tf_set *set, const char *base, size_t *ret_count);

/* The index of the first instance whose base is not before BASE. */
size_t tf_first(const struct tf_set *set, const char *base);

/* ---- terraform_values.c ----------------------------------------------- */

/* Reading one resource. */
struct tf_visit {
	struct reading reading; /* with the resource as its subject */
	const struct tf_resource *resource;
	const struct node *odd; /* what was complained about last */
};

struct tf_visit tf_visit(
    struct reading *reading, const struct tf_resource *resource);

/*
 * Binds the attribute NAME (a path through blocks) to FIELD of OWNER.  What
 * the plan knows only later becomes ORIGIN_LATER.
 */
void tf_bind(struct tf_visit *visit, const struct field *field,
    const char *name, void *owner);

/* Complains that NODE is no NAME of any shape that Terraform writes. */
void tf_odd(struct tf_visit *visit, const char *name, const struct node *node);

/* The attribute called NAME: its node, one of kind NODE_LATER, or NULL when
 * it is not set; in ARENA. */
const struct node *tf_attribute(
    const struct tf_resource *resource, const char *name, struct arena *arena);

/* The text of the attribute called NAME when it is known and not empty. */
const char *tf_text(const struct tf_resource *resource, const char *name);

/* Reads the gateway that RESOURCE is. */
struct gateway *tf_gateway(
    struct reading *reading, const struct tf_resource *resource);

/* Reads a static route from its block or resource. */
bool tf_route(struct reading *reading, const struct node *destination,
    const struct node *state, struct route *ret);

/* ---- terraform_part.c ------------------------------------------------- */

/* The part's read(): host is the struct tf_resource of a connection. */
bool tf_read(
    struct reading *reading, const struct part *part, struct connection *ret);

/* ---- terraform_refs.c ------------------------------------------------- */

/*
 * The instance of KIND whose id RESOURCE's attribute NAME will get, followed
 * through the configuration's references; NULL when that cannot be told.
 */
struct tf_resource *tf_refer(const struct tf_resource *resource,
    const char *name, enum tf_kind kind, struct arena *arena);

/* ---- terraform_client.c ----------------------------------------------- */

/* Takes what ITEM, a record of Client VPN that RESOURCE is, has several of
 * into the estate; a record whose subnet is known later is known by KEY. */
void tf_give_client(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item, const char *key);

/* ---- terraform_tally.c ------------------------------------------------ */

/* Count the routes of what RESOURCE is into its tally in the inventory. */
void tf_give_table(struct reading *reading, struct tf_resource *resource);
void tf_give_table_route(struct reading *reading, struct tf_resource *resource);
void tf_give_interface(struct reading *reading, struct tf_resource *resource);

/* ---- terraform_record.c ----------------------------------------------- */

/* Whether resources of TYPE are TF_RECORD. */
bool tf_is_record(const char *type);

/* Take what RESOURCE is, of TF_RECORD, TF_VPN or TF_TRANSIT, TF_CONNECTION (its
 * attachment), TF_TABLE and TF_TABLE_ROUTE, into the estate. */
void tf_give_record(struct reading *reading, struct tf_resource *resource);
void tf_give_aws_gateway(struct reading *reading, struct tf_resource *resource);
void tf_give_attachment(struct reading *reading, struct tf_resource *resource);
void tf_give_vpc_table(struct reading *reading, struct tf_resource *resource);
void tf_give_vpc_route(struct reading *reading, struct tf_resource *resource);

/* ---- terraform_hide.c ------------------------------------------------- */

/* Marks as secret what Terraform calls sensitive, the values of variables
 * and constants in the configuration. */
void tf_hide(const struct document *document);

#endif
