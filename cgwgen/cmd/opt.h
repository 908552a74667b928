/* SPDX-License-Identifier: ISC */
/*
 * Options: one table of all of them, so that an option is spelled, parsed
 * and described alike wherever it occurs.  A command names the ones it has.
 */
#ifndef CGWGEN_CMD_OPT_H
#define CGWGEN_CMD_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/rule.h"

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Texts in the order they were given; they belong to argv. */
struct text_list {
	const char **items;
	size_t count;
};

/* What the command line said; the members of all commands together. */
struct settings {
	const char *device;
	const char *output;
	const char *params;
	const char *options_from;
	const char *format;
	const char *input_format;
	const char *to;
	const char *baseline;
	const char *write_baseline;
	const char *policy; /* name or file; NULL: the default */
	const char *stdin_name;
	const char *config;
	const char *region;
	const char *shard;
	const char *partial;
	const char *shard_key;
	const char *from;
	const char *lock; /* the file */
	const char *vendor;
	const char *supports; /* words, joined by commas */
	struct text_list set;
	struct text_list tunnel_options;
	struct text_list parameters;
	struct text_list parameter_files;
	struct text_list device_paths;
	struct text_list force;
	struct text_list select;
	struct text_list ignore;
	struct text_list data;
	struct text_list options;
	struct text_list paths;
	struct text_list outputs; /* FORMAT=FILE */
	struct text_list against; /* descriptors */
	struct text_list fail;    /* what is taken to fail */
	enum severity fail_on;
	enum color_mode color;
	size_t max_input;
	size_t count;  /* of keys or networks */
	size_t length; /* of a key */
	size_t max_findings;
	size_t allow_cover; /* addresses, or networks of 64 bits */
	size_t jobs;        /* threads; 0: as many as there are processors */
	bool quiet;
	bool fix;
	bool diff;
	bool remediate;
	bool ipv6;
	bool show_template;
	bool remove; /* the configuration, from the device */
	bool show_secrets;
	bool complete;
	bool exit_zero;
	bool no_config;
	bool skip_others;
	bool guess;
	bool by_site;
	bool reuse;
	bool if_changed;
	bool check; /* say what would be written, and write nothing */
	bool prune;
	bool merge;
	bool help;
	char used[64];         /* letters of the options that were given */
	const char **operands; /* what is left after the options */
	size_t operand_count;
};

/* One subcommand. */
struct command {
	const char *name;
	const char *operands; /* for the synopsis: "DESCRIPTOR..." */
	const char *summary;
	const char *options; /* letters of its rows in the option table */
	int (*run)(const struct settings *settings);
};

/*
 * Parses ARGV, whose first word is the command's name, by the command's
 * options.  Returns 0 and fills ret, or 2 after a message on stderr.  The
 * lists are freed with settings_free().
 */
int settings_parse(
    const struct command *command, int argc, char **argv, struct settings *ret);
void settings_free(struct settings *settings);

/* The name of an option that was given and is not among LETTERS, or NULL: for
 * commands whose verbs differ in the options they take. */
const char *settings_stray(
    const struct settings *settings, const char *letters);

/* Prints the synopsis and the options of COMMAND. */
void settings_usage(const struct command *command, FILE *out);

/* Says on stderr what is wrong with how COMMAND was called; returns 2. */
int usage_error(const char *command, const char *message);

/* Whether --format is text, or json, which *RET_JSON says. */
bool settings_json(const struct settings *settings, bool *ret_json);

/* Whether findings on OUT are to be coloured (NO_COLOR, terminal). */
bool settings_color(const struct settings *settings, FILE *out);

#endif
