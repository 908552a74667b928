/* SPDX-License-Identifier: ISC */
/* From a configuration file's tree to what it sets. */
#ifndef CGWGEN_CMD_CONFIG_READ_H
#define CGWGEN_CMD_CONFIG_READ_H

#include "cmd/config.h"

/*
 * Reads config->source, checks it, and completes config->settings, quotas and
 * selection.  False after findings in config->diags; as many as can be found
 * at a time are.
 */
bool config_read(struct config *config);

#endif
