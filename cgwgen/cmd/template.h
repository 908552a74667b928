/* SPDX-License-Identifier: ISC */
/* What the verbs of "cgwgen template" share. */
#ifndef CGWGEN_CMD_TEMPLATE_H
#define CGWGEN_CMD_TEMPLATE_H

#include <stdbool.h>

#include "cmd/opt.h"
#include "cmd/session.h"
#include "device/catalog.h"
#include "template/template.h"

int template_render_main(const struct settings *settings);
int template_check_main(const struct settings *settings);
int template_vars_main(const struct settings *settings);

/*
 * Sets RET to the options of device templates, changed by each "NAME=VALUE"
 * or preset of LIST in turn.  False after a message on stderr that names the
 * nearest known word.
 */
bool template_options_read(
    const struct text_list *list, struct template_options *ret);

/* Whether standard input is named more than once among operands and data:
 * then a usage error has been printed. */
bool template_stdin_twice(const struct settings *settings);

/* Adds what --data names to CONTEXT, a dict; all values live as long as the
 * session. */
bool template_data(struct session *session, const struct tvalue *context);

/* One template of the command line, with all that it includes. */
struct template_file;

/*
 * Reads and compiles the template in the file PATH.  Others are looked for
 * below the directories of --path, or PATH's own, and then in CATALOG (NULL:
 * none); with ONLY_CATALOG not in PATH's own.  Never NULL: ends with
 * template_file_close(), after the findings have been printed.
 */
struct template_file *template_file_open(struct session *session,
    const char *path, const struct template_options *options,
    struct catalog *catalog, bool only_catalog, struct diags *diags);
void template_file_close(struct template_file *file);

/* The program; NULL after findings. */
const struct template *template_file_program(const struct template_file *file);

#endif
