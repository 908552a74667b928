/* SPDX-License-Identifier: ISC */
/* The values of options. */
#ifndef CGWGEN_CMD_OPT_VALUE_H
#define CGWGEN_CMD_OPT_VALUE_H

#include "cmd/opt.h"

enum option_type {
	OPTION_FLAG,     /* bool */
	OPTION_TEXT,     /* const char * */
	OPTION_LIST,     /* struct text_list, may be repeated */
	OPTION_WORDS,    /* the same, each value split at commas */
	OPTION_SEVERITY, /* enum severity */
	OPTION_COLOR,    /* enum color_mode */
	OPTION_SIZE,     /* size_t, with K, M or G */
	OPTION_NUMBER    /* size_t */
};

struct option_row {
	char letter; /* names the row in a command's list */
	const char *name;
	const char *argument;
	enum option_type type;
	size_t offset;
	const char *text;
};

/*
 * Stores ARGUMENT, NULL for a flag, in the member of SETTINGS that ROW names.
 * It is kept and may be cut up.  False when it cannot be read.
 */
bool option_store(
    const struct option_row *row, char *argument, struct settings *settings);

#endif
