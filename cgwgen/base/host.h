/* SPDX-License-Identifier: ISC */
/* Names of hosts. */
#ifndef CGWGEN_BASE_HOST_H
#define CGWGEN_BASE_HOST_H

#include <stdbool.h>

/* Whether TEXT is the name of a host: labels of 1 to 63 letters, digits and
 * '-', which is neither first nor last, with dots between them (RFC 1123,
 * section 2.1). */
bool host_is_name(const char *text);

#endif
