/* SPDX-License-Identifier: ISC */
/*
 * A CloudFormation template: its sections, looked up by name, and the values
 * of its parameters.  What a node in it means is cfn_value.h's matter.
 */
#ifndef CGWGEN_READ_CFN_TEMPLATE_H
#define CGWGEN_READ_CFN_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "read/cfn_parameter.h"
#include "read/format.h"

enum cfn_section {
	CFN_PARAMETERS,
	CFN_CONDITIONS,
	CFN_MAPPINGS,
	CFN_RESOURCES,
	CFN_SECTIONS
};

struct cfn_parameter {
	const struct cfn_given *given; /* in place of the default, or NULL */
	const struct node *value;      /* a scalar; NULL: not known */
	bool list;                     /* the value is split at commas */
	bool no_echo;
	bool key; /* a pre-shared key is made of it */
};

/* What is known of a condition so far. */
enum cfn_truth { CFN_UNASKED, CFN_ASKED, CFN_FALSE, CFN_TRUE, CFN_UNKNOWN };

struct cfn_template {
	const struct document *document;
	struct {
		const struct node **members; /* sorted by name */
		size_t count;
	} sections[CFN_SECTIONS];
	struct cfn_parameter *parameters; /* beside the members, */
	enum cfn_truth *truths;           /* and beside the conditions */
	/* Macros or loops may add what is not seen here. */
	bool open;
	/* What working out its nodes took so far; see cfn_value.h. */
	size_t nodes;
	size_t bytes;
	size_t suggestions;
	size_t unknown; /* properties that were told */
};

/*
 * The template in DOCUMENT, with the parameters that READING's inventory was
 * given; in the document's arena.  CGW124 where it has macros or loops that
 * are not expanded, CGW803 for arguments that may not carry what they do.
 */
struct cfn_template *cfn_template_new(
    struct reading *reading, const struct document *document);

/* The index of NAME among the members of SECTION, or SIZE_MAX. */
size_t cfn_find(const struct cfn_template *template, enum cfn_section section,
    const char *name);

/* The member called NAME, or NULL. */
const struct node *cfn_member(const struct cfn_template *template,
    enum cfn_section section, const char *name);

/* The type of RESOURCE, a member of the section, or "". */
const char *cfn_resource_type(const struct node *resource);

/* The name in SECTION (of parameters: or among the resources) that is nearest
 * to NAME, or NULL. */
const char *cfn_nearest(
    struct cfn_template *template, enum cfn_section section, const char *name);

/*
 * Marks as secret, before anything is quoted: the values of parameters that
 * are not echoed or whose names speak of keys, whatever stands below a
 * property that does, and every parameter and mapping from which a
 * pre-shared key of a connection is made.  cfn_secret.c.
 */
void cfn_hide_keys(struct reading *reading, struct cfn_template *template);

#endif
