/* SPDX-License-Identifier: ISC */
/* The words of lint's options and configuration, for the manual. */
#ifndef CGWGEN_CMD_CONFIG_WORDS_H
#define CGWGEN_CMD_CONFIG_WORDS_H

#include <stdbool.h>

/*
 * Prints a list as mdoc: "families" of rules that can be passed over, or
 * "quotas" with AWS's values.  False for any other SECTION.
 */
bool config_words_print(const char *section);

#endif
