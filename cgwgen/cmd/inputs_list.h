/* SPDX-License-Identifier: ISC */
/* What the files cmd/inputs*.c have in common. */
#ifndef CGWGEN_CMD_INPUTS_LIST_H
#define CGWGEN_CMD_INPUTS_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "cmd/inputs.h"
#include "cmd/look.h"

struct walk; /* base/walk.h */

/* An operand that is a directory. */
struct folder {
	const char *path;
	struct walk *walk;
	size_t files;  /* that were found */
	size_t read;   /* that were descriptors */
	size_t unseen; /* that wait, and may be no descriptors */
	bool shared;   /* a file of it is another operand's too */
};

struct input {
	const char *path;      /* as messages show it */
	const char *open;      /* what to open */
	struct folder *folder; /* where it was found; NULL: it was named, and is
				  to be a descriptor */
	/* When the operands were gone through: */
	bool regular;
	bool found; /* so that these are known: */
	dev_t device;
	ino_t inode;
	size_t size;
	struct look look;
	bool unseen;  /* by its name it is XML: it is looked at when it is read
		       */
	bool waiting; /* XML, to be read when its turn comes */
};

/* An input that waited, and is no XML of AWS's. */
struct stray {
	const char *path;
	struct folder *folder;
	struct source *source; /* NULL: it is a directory */
};

struct inputs {
	struct input *list;
	size_t count;
	size_t capacity;
	struct folder *folders;
	size_t folder_count;
	struct folder others; /* named files that need not be descriptors */
	size_t next;
	struct stray *strays;
	size_t stray_count;
};

/* Whether a walk has found INPUT; else it was named. */
bool input_is_found(const struct input *input);

/* Walks the directory PATH when all else had its turn, and reads what it
 * holds. */
void inputs_add_late(
    struct inputs *inputs, struct session *session, const char *path);

/* What is found when none of a directory's files is a descriptor. */
void inputs_complain_of_folder(
    struct session *session, const struct folder *folder);

/*
 * Looks at files of the list, by as many threads as they are worth: at all that
 * were named or, where the one at FIRST was FOUND, at it and those behind it
 * that were, too.  Returns the place behind the last one.
 */
size_t inputs_look(struct inputs *inputs, const struct session *session,
    size_t first, bool found);

#endif
