/* SPDX-License-Identifier: ISC */
/* The values of options.  Floor 7. */
#include "cmd/opt_value.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void
list_add(struct text_list *list, const char *text)
{
	const char **items =
	    realloc(list->items, (list->count + 1) * sizeof(*items));

	if (items == NULL)
		memory_exhausted();
	items[list->count++] = text;
	list->items = items;
}

static void
add_words(struct text_list *list, char *text)
{
	char *comma;

	while ((comma = strchr(text, ',')) != NULL) {
		*comma = '\0';
		list_add(list, text);
		text = comma + 1;
	}
	list_add(list, text);
}

static bool
parse_size(const char *text, size_t *ret)
{
	static const char units[] = "KMG";
	unsigned long long number;
	const char *unit;
	char *end;
	int shift = 0;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || errno != 0)
		return false;
	if (*end != '\0') {
		unit = strchr(units, *end);
		if (unit == NULL || end[1] != '\0')
			return false;
		shift = 10 * (int)(unit - units + 1);
	}
	if (number == 0 || number > (SIZE_MAX >> 2) >> shift)
		return false;
	*ret = (size_t)number << shift;
	return true;
}

static bool
parse_number(const char *text, size_t *ret)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 ||
	    number > SIZE_MAX)
		return false;
	*ret = (size_t)number;
	return true;
}

static bool
parse_color(const char *text, enum color_mode *ret)
{
	static const char *const modes[] = { "auto", "always", "never" };
	unsigned i;

	for (i = 0; i < 3; i++) {
		if (strcmp(modes[i], text) != 0)
			continue;
		*ret = (enum color_mode)i;
		return true;
	}
	return false;
}

bool
option_store(
    const struct option_row *row, char *argument, struct settings *settings)
{
	void *slot = (char *)settings + row->offset;

	switch (row->type) {
	case OPTION_FLAG:
		*(bool *)slot = true;
		return true;
	case OPTION_TEXT:
		*(const char **)slot = argument;
		return true;
	case OPTION_LIST:
		list_add(slot, argument);
		return true;
	case OPTION_WORDS:
		add_words(slot, argument);
		return true;
	case OPTION_SEVERITY:
		return severity_parse(argument, slot) == 0;
	case OPTION_COLOR:
		return parse_color(argument, slot);
	case OPTION_SIZE:
		return parse_size(argument, slot);
	case OPTION_NUMBER:
		return parse_number(argument, slot);
	}
	return false;
}
