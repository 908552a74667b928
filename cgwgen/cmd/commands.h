/* SPDX-License-Identifier: ISC */
/* The subcommands' entry points, one file each; see main.c for the table. */
#ifndef CGWGEN_CMD_COMMANDS_H
#define CGWGEN_CMD_COMMANDS_H

#include "cmd/opt.h"

int cmd_render(const struct settings *settings);
int cmd_verify(const struct settings *settings);
int cmd_extract(const struct settings *settings);
int cmd_lint(const struct settings *settings);
int cmd_show(const struct settings *settings);
int cmd_routes(const struct settings *settings);
int cmd_graph(const struct settings *settings);
int cmd_diff(const struct settings *settings);
int cmd_convert(const struct settings *settings);
int cmd_devices(const struct settings *settings);
int cmd_policies(const struct settings *settings);
int cmd_template(const struct settings *settings);
int cmd_explain(const struct settings *settings);
int cmd_rules(const struct settings *settings);
int cmd_new(const struct settings *settings);
int cmd_lock(const struct settings *settings);
int cmd_allocate(const struct settings *settings);
int cmd_psk(const struct settings *settings);
int cmd_route(const struct settings *settings);
int cmd_help(const struct settings *settings);

/* The manual page called TOPIC ("render", "device", "template.7"), or NULL. */
const char *help_page(const char *topic);

#endif
