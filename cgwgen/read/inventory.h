/* SPDX-License-Identifier: ISC */
/*
 * All inputs of a run together: what several files say about one connection
 * is joined by its id, what they say about gateways by the gateways' ids.
 */
#ifndef CGWGEN_READ_INVENTORY_H
#define CGWGEN_READ_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "model/connection.h"
#include "model/estate.h"
#include "model/tally.h"
#include "read/format.h"
#include "read/silence.h"

/* Sources that somebody owns. */
struct source_list {
	struct source **items;
	size_t count;
	size_t capacity;
};

void source_list_add(struct source_list *list, struct source *source);

/* Frees the sources; the list is empty then. */
void source_list_free(struct source_list *list);

struct inventory;
struct aws_xml;    /* read/aws_xml.h */
struct cfn_givens; /* read/cfn_parameter.h */

struct inventory_options {
	/* The format that every input has, or NULL to look. */
	const struct input_format *format;
	/* "KEY=VALUE" for CloudFormation's parameters, and files of them. */
	struct source *const *parameters;
	size_t parameter_count;
	struct source *const *parameter_files;
	size_t parameter_file_count;
	/* That a variable is not set, or a file not there, which a key is to
	 * be read from is a warning: CGW127. */
	bool keys_may_be_absent;
};

/* OPTIONS' texts must outlive the inventory. */
struct inventory *inventory_new(const struct inventory_options *options);
void inventory_free(struct inventory *inventory);

const struct inventory_options *inventory_options(
    const struct inventory *inventory);

/* From now on keys_may_be_absent holds. */
void inventory_spare_keys(struct inventory *inventory);

/*
 * Reads the options' parameters; to be called once, before inputs are added.
 * False after findings (CGW803, or what is wrong with a file).
 */
bool inventory_read_parameters(
    struct inventory *inventory, struct diags *diags);

/* The parameters that were read, or NULL. */
struct cfn_givens *inventory_parameters(const struct inventory *inventory);

/* When all inputs were added: false after CGW803 for each parameter that none
 * of them has. */
bool inventory_parameters_known(
    const struct inventory *inventory, struct diags *diags);

/* For what is needed only while a reader works something out, which then
 * resets it; one at a time. */
struct arena *inventory_scratch(struct inventory *inventory);

/*
 * Reads SOURCE, which must outlive the inventory's use.  False after
 * findings when it is nothing that can be read.  With LOOKING an input of no
 * known format is no finding; *LOOKING tells whether it was one.
 */
bool inventory_add(struct inventory *inventory, struct source *source,
    bool *looking, struct diags *diags);

/* The same when others were read already, which nothing can be joined with any
 * more: other descriptors than XML in strings are CGW005. */
bool inventory_add_late(struct inventory *inventory, struct source *source,
    bool *looking, struct diags *diags);

/* How many connections there are at most, not joined yet. */
size_t inventory_count(const struct inventory *inventory);

/*
 * Reads the next connection, all its parts joined, into ARENA, with what is
 * found in DIAGS.  False at the end; *RET is NULL where there is nothing to
 * check after all.
 */
bool inventory_next(struct inventory *inventory, struct arena *arena,
    struct diags *diags, struct connection **ret);

/* From now on parts are passed over whose id is known before they are read,
 * and is none that WANTED, called with HOST, holds for. */
void inventory_choose(struct inventory *inventory,
    bool (*wanted)(void *host, const char *id), void *host);

/* The number, from 0, of what inventory_next() read last, those that were
 * passed over counted, too; how many of these there were. */
size_t inventory_last(const struct inventory *inventory);
size_t inventory_passed_over(const struct inventory *inventory);

/* Connections that are read from now on stay valid until inventory_free(),
 * as long as their arenas do. */
void inventory_hold(struct inventory *inventory);

/* The connection that the XML in SOURCE describes, joined with the parts of
 * other inputs that have its id; those are then done.  NULL after findings. */
struct connection *inventory_xml(struct inventory *inventory,
    struct source *source, struct arena *arena, struct diags *diags);

/*
 * The same in two steps, when all inputs were added and inventory_seal() was
 * called.  Several threads may read at a time, each with a READER of its own;
 * they may complete connections at a time, too, unless inventory_joins().
 */
struct connection *inventory_read_xml(struct aws_xml *reader,
    struct source *source, struct arena *arena, struct diags *diags);
struct connection *inventory_complete(struct inventory *inventory,
    struct connection *connection, struct arena *arena, struct diags *diags);
bool inventory_joins(const struct inventory *inventory);

/* Sorts what was added, and joins gateways that several inputs describe.
 * Reading connections does it, too. */
void inventory_seal(struct inventory *inventory, struct diags *diags);

/* Makes LIST the owner of what was kept for the connection that was read
 * last, in place of the inventory. */
void inventory_hand_over(struct inventory *inventory, struct source_list *list);

/* What inputs say of route tables and the like, in the order they came. */
struct tally *const *inventory_tallies(
    const struct inventory *inventory, size_t *ret_count);

/*
 * What all inputs say of the networks around the connections; valid until
 * inventory_free().  To be asked for when all inputs were added; findings
 * about what they say differently come with the first call.
 */
const struct estate *inventory_estate(
    struct inventory *inventory, struct diags *diags);

/* ---- for readers ------------------------------------------------------ */

/* Takes a copy of PART; its texts must live in the inventory's arena. */
void inventory_add_part(struct inventory *inventory, const struct part *part);

/*
 * Takes GATEWAY under KEY: its id, or what is unique instead ("ADDRESS@FILE").
 * A gateway under a key that is taken already is merged into the first.
 */
void inventory_add_gateway(
    struct inventory *inventory, struct gateway *gateway, const char *key);

/* The gateway of KIND under KEY, or NULL; KEY may be NULL. */
const struct gateway *inventory_gateway(
    const struct inventory *inventory, enum gateway_kind kind, const char *key);

/* A static route of the connection with ID, beside those its part has. */
void inventory_add_route(
    struct inventory *inventory, const char *id, const struct route *route);

/* The tally of KIND under KEY, made when there is none; then all in it is 0
 * but the kind. */
struct tally *inventory_tally(
    struct inventory *inventory, enum tally_kind kind, const char *key);

/* Takes ITEM, which lives as long as the inventory; false where nothing could
 * refer to it. */
bool inventory_add_record(
    struct inventory *inventory, struct estate_item *item);

/* Takes over SOURCE, an embedded one, until the next connection is read. */
void inventory_keep(struct inventory *inventory, struct source *source);

/* The comments of all inputs that silence findings. */
struct silences *inventory_silences(struct inventory *inventory);

/* The reader of AWS's XML that all readings of one thread share. */
struct aws_xml *inventory_aws_xml(struct inventory *inventory);

#endif
