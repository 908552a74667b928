/* SPDX-License-Identifier: ISC */
/* Findings about items of the estate.  Floor 5. */
#include "check/item.h"

#include "base/arena.h"

void
item_complain(struct diags *diags, const struct finding *about,
    const struct value *value, const char *format, va_list args)
{
	struct finding finding = *about;

	if (value != NULL && value->at.source != NULL)
		finding.at = value->at;
	finding.message = arena_vprintf(diags_arena(diags), format, args);
	diag_full(diags, &finding);
}

const char *
item_text(const struct value *value)
{
	return value_known(value) && value->text != NULL &&
		       value->text[0] != '\0'
		   ? value->text
		   : NULL;
}

const char *
item_prefix(struct diags *diags, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	return arena_string(diags_arena(diags), ip_prefix_format(prefix, text));
}
