/* SPDX-License-Identifier: ISC */
/* --option: the options of the template language by name.  Floor 7. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cmd/template.h"

#define MEMBER(name) offsetof(struct template_options, name)
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* What an option's value is: one word of a list. */
static const char *const flags[] = { "false", "true", NULL };
static const char *const undefineds[] = { "strict", "lenient", "chainable",
	NULL };

static const struct row {
	const char *name;
	const char *const *values;
	size_t offset; /* of a bool, or of the enum template_undefined */
} rows[] = {
	{ "do", flags, MEMBER(extension_do) },
	{ "keep_trailing_newline", flags, MEMBER(keep_trailing_newline) },
	{ "loopcontrols", flags, MEMBER(extension_loopcontrols) },
	{ "lstrip_blocks", flags, MEMBER(lstrip_blocks) },
	{ "trim_blocks", flags, MEMBER(trim_blocks) },
	{ "undefined", undefineds, MEMBER(undefined) },
};

/* All options at once. */
static const struct preset {
	const char *name;
	struct template_options options;
} presets[] = {
	/* The first one is the default. */
	{ "device", { .trim_blocks = true,
			.lstrip_blocks = true,
			.keep_trailing_newline = true } },
	/* Ansible's template module, whose files keep their last newline. */
	{ "ansible", { .trim_blocks = true, .keep_trailing_newline = true } },
	/* Jinja2's Environment(). */
	{ "jinja2", { .undefined = TEMPLATE_LENIENT } },
};

static bool
refuse(
    const char *what, const char *word, const char *const *known, size_t count)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 1);
	const char *near = diag_nearest(word, known, count);
	const char *list = "";
	size_t i;

	for (i = 0; i < count; i++)
		list = arena_printf(
		    arena, "%s%s%s", list, i != 0 ? ", " : "", known[i]);
	usage_error("template",
	    near != NULL ? arena_printf(arena, "%s '%s'; did you mean '%s'?",
			       what, diag_quote(diags, word), near)
			 : arena_printf(arena, "%s '%s'; there are: %s", what,
			       diag_quote(diags, word), list));
	arena_free(arena);
	return false;
}

static size_t
value_count(const struct row *row)
{
	size_t count = 0;

	while (row->values[count] != NULL)
		count++;
	return count;
}

static bool
set_value(const struct row *row, const char *word, struct template_options *ret)
{
	void *slot = (char *)ret + row->offset;
	size_t i;

	for (i = 0; row->values[i] != NULL; i++) {
		if (strcmp(row->values[i], word) != 0)
			continue;
		if (row->values == flags)
			*(bool *)slot = i != 0;
		else
			*(enum template_undefined *)slot =
			    (enum template_undefined)i;
		return true;
	}
	return refuse(
	    "the option has no value", word, row->values, value_count(row));
}

static bool
set_preset(const char *word, struct template_options *ret)
{
	const char *known[COUNT(presets) + COUNT(rows)];
	size_t i, count = 0;

	for (i = 0; i < COUNT(presets); i++) {
		known[count++] = presets[i].name;
		if (strcmp(presets[i].name, word) != 0)
			continue;
		*ret = presets[i].options;
		return true;
	}
	for (i = 0; i < COUNT(rows); i++) {
		known[count++] = rows[i].name;
		if (strcmp(rows[i].name, word) == 0)
			return refuse("a value must follow with '=' after",
			    word, rows[i].values, value_count(&rows[i]));
	}
	return refuse("there is no preset of options", word, known, count);
}

static bool
set_option(const char *text, struct template_options *ret)
{
	const char *equals = strchr(text, '='), *known[COUNT(rows)];
	size_t length, i;
	struct arena *arena;
	bool good;

	if (equals == NULL)
		return set_preset(text, ret);
	length = (size_t)(equals - text);
	for (i = 0; i < COUNT(rows); i++) {
		known[i] = rows[i].name;
		if (strlen(known[i]) == length &&
		    strncmp(known[i], text, length) == 0)
			return set_value(&rows[i], equals + 1, ret);
	}
	arena = arena_new();
	good = refuse("there is no option", arena_copy(arena, text, length),
	    known, COUNT(rows));
	arena_free(arena);
	return good;
}

bool
template_options_read(
    const struct text_list *list, struct template_options *ret)
{
	size_t i;

	*ret = presets[0].options;
	for (i = 0; i < list->count; i++)
		if (!set_option(list->items[i], ret))
			return false;
	return true;
}
