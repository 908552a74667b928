/* SPDX-License-Identifier: ISC */
/* How a profile's tree becomes a struct profile: shared by the files that
 * do it; everyone else includes profile.h. */
#ifndef CGWGEN_DEVICE_PROFILE_READ_H
#define CGWGEN_DEVICE_PROFILE_READ_H

#include <stdbool.h>

#include "base/diag.h"
#include "device/profile.h"
#include "doc/node.h"

struct profile_reader {
	struct profile *profile;
	struct diags *diags;
	const char *id; /* what the file is called */
	bool good;
};

/* Adds a CGW602 finding at AT. */
void profile_refuse(struct profile_reader *reader, struct pos at,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Compiles the pattern below NODE into the profile; NULL after a finding. */
struct pattern *profile_pattern(
    struct profile_reader *reader, const struct node *node);

/* The readers, each for the key of its name; the tree fits the schema
 * already. */
void profile_read(struct profile_reader *reader, const struct node *root);
void profile_read_algorithms(
    struct profile_reader *reader, const struct node *node);
void profile_read_parameters(
    struct profile_reader *reader, const struct node *node);

/* Reads a key syntax, MAP, into RET; its running and changes are others'. */
void profile_read_syntax(const struct node *map, struct profile_syntax *ret);

/* Reads the keys files, remove, not_applicable and commands of the profile's
 * ROOT. */
void profile_read_files(struct profile_reader *reader, const struct node *root);

/* Makes profile->printed of the files and the syntax in the key running, MAP,
 * which may be NULL; all else of the profile has been read. */
void profile_read_printed(
    struct profile_reader *reader, const struct node *map);

/* Takes the text of NODE, a statement, apart at its blanks. */
struct profile_wording profile_wording(
    struct profile_reader *reader, const struct node *node);

/* Reads the key changes, LIST, which may be NULL. */
void profile_read_changes(
    struct profile_reader *reader, const struct node *list);

/* Reads the key running, MAP, which may be NULL. */
void profile_read_running(
    struct profile_reader *reader, const struct node *map);

#endif
