/* SPDX-License-Identifier: ISC */
/* What the rules on endpoints and servers share: what they say of an item of
 * the estate and of its values.  Floor 5. */
#ifndef CGWGEN_CHECK_ITEM_H
#define CGWGEN_CHECK_ITEM_H

#include <stdarg.h>

#include "base/diag.h"
#include "base/ip.h"
#include "model/connection.h"

/* Adds to DIAGS the finding ABOUT, with a message, at VALUE; where that has no
 * place, or is NULL, at ABOUT's own. */
void item_complain(struct diags *diags, const struct finding *about,
    const struct value *value, const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));

/* VALUE's text, or NULL while it is not known. */
const char *item_text(const struct value *value);

/* "10.0.0.0/8", for a message. */
const char *item_prefix(struct diags *diags, struct ip_prefix prefix);

#endif
