/* SPDX-License-Identifier: ISC */
/* JSON and YAML nodes as values of fields, whatever the format. */
#ifndef CGWGEN_READ_BIND_H
#define CGWGEN_READ_BIND_H

#include <stdbool.h>
#include <stddef.h>

#include "model/field.h"
#include "read/format.h"

/*
 * Reads NODE (NULL, null, "" and empty lists: nothing) as FIELD of OWNER
 * with reading->origin.  Sets are one name or a list of names, each as it is
 * or as {Value: NAME}.  A number has no leading zeros unless it is in
 * quotes.  What is a scalar of another type stays the text that was written.
 * A node of kind NODE_LATER makes the value ORIGIN_LATER.  CGW105 or CGW107
 * when it is not of the field's type or not one of AWS's choices.
 */
void bind_field(struct reading *reading, const struct field *field,
    const struct node *node, void *owner);

/*
 * The node at PATH ("Options/EnableAcceleration") below NODE, or NULL.
 * Names are compared without regard to case, for AWS itself writes
 * IKEVersions and IkeVersions.  A list on the way stands for its first item.
 */
const struct node *bind_path(const struct node *node, const char *path);

/* Binds every field that has an api path below NODE. */
void bind_api(struct reading *reading, const struct field *fields, size_t count,
    const struct node *node, void *owner);

/* The tag called NAME in a list of {Key, Value}, or NULL. */
const struct node *bind_tag(const struct node *tags, const char *name);

/* A finding about NODE (NULL: no place) with reading's subject. */
void bind_complain(struct reading *reading, enum rule_id rule,
    const struct node *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * The CustomerGatewayConfiguration that NODE's text holds, as a connection
 * with ORIGIN_XML, or NULL.  Findings point into NODE.
 */
struct connection *bind_xml(struct reading *reading, const struct node *node);

#endif
