/* SPDX-License-Identifier: ISC */
/* Changes of the networks around connections, as text and as JSON.  Floor 6. */
#include <string.h>

#include "report/diff.h"
#include "report/value.h"

/* "peer vpc id" */
static const char *
words_of(const char *name, struct arena *arena)
{
	char *words = arena_string(arena, name), *bar;

	for (bar = words; (bar = strchr(bar, '_')) != NULL;)
		*bar = ' ';
	return words;
}

static const struct estate_item *
item_of(const struct estate_change *change)
{
	return change->new_item != NULL ? change->new_item : change->old_item;
}

/* ---- text ------------------------------------------------------------- */

/* What makes a record one, without the "-" for what it has not. */
static const char *
title_of(const struct estate_change *change, struct arena *arena)
{
	char *title = arena_string(arena, value_plain(change->title, arena));
	char *gap;

	while ((gap = strstr(title, " - ")) != NULL)
		memmove(gap, gap + 2, strlen(gap + 2) + 1);
	return title;
}

static const char *
text_of(const struct field *field, const struct value *value, const char *text,
    struct arena *arena)
{
	if (field->secret)
		return "hidden";
	return text != NULL ? value_plain(text, arena)
			    : value_print(field, value, false, arena);
}

/* "main: false to true", "network added: 10.0.0.0/16" */
static const char *
line_of(const struct estate_change *change, struct arena *arena)
{
	const struct field *field = change->field;
	const char *name = field == estate_prefix_field(item_of(change)->kind)
			       ? "network"
			       : words_of(field->name, arena);
	const char *old =
	    change->old_value != NULL
		? text_of(field, change->old_value, change->old_text, arena)
		: NULL;
	const char *new =
	    change->new_value != NULL
		? text_of(field, change->new_value, change->new_text, arena)
		: NULL;

	if (field->secret)
		return arena_printf(arena, "%s %s", name,
		    old == NULL   ? "added"
		    : new == NULL ? "removed"
				  : "changed");
	if (old == NULL)
		return arena_printf(arena, "%s added: %s", name, new);
	if (new == NULL)
		return arena_printf(arena, "%s removed: %s", name, old);
	return arena_printf(arena, "%s: %s to %s", name, old, new);
}

void
diff_networks_text(const struct estate_comparison *comparison, bool color,
    struct arena *arena, FILE *out)
{
	static const char *const colors[] = { [CHANGE_ADDED] = "\033[32m",
		[CHANGE_REMOVED] = "\033[31m",
		[CHANGE_CHANGED] = "\033[33m" };
	const struct estate_change *change, *before = NULL;
	const char *end = color ? "\033[0m" : "", *kind, *title;

	for (change = comparison->first; change != NULL;
	     before = change, change = change->next) {
		kind = estate_kind_name(item_of(change)->kind);
		title = title_of(change, arena);
		if (change->field == NULL) {
			fprintf(out, "%s%s %s: %s%s\n",
			    color ? colors[change->kind] : "", kind,
			    change->kind == CHANGE_ADDED ? "added" : "removed",
			    title, end);
			continue;
		}
		if (before == NULL || item_of(before) != item_of(change))
			fprintf(out, "%s%s %s%s\n", color ? "\033[1m" : "",
			    kind, title, end);
		fprintf(out, "  %s%s%s\n", color ? colors[change->kind] : "",
		    line_of(change, arena), end);
	}
}

/* ---- JSON ------------------------------------------------------------- */

static void
write_side(struct writer *writer, const char *key,
    const struct estate_change *change, const struct value *value,
    const char *text)
{
	writer_key(writer, key);
	if (value == NULL || change->field == NULL || change->field->secret)
		writer_text(writer, NULL);
	else if (text != NULL || !value_known(value))
		writer_text(writer, text != NULL ? text : value->text);
	else
		value_write(writer, change->field, value, false);
}

void
diff_networks_json(
    const struct estate_comparison *comparison, struct writer *writer)
{
	static const char *const kinds[] = { [CHANGE_ADDED] = "added",
		[CHANGE_REMOVED] = "removed",
		[CHANGE_CHANGED] = "changed" };
	const struct estate_change *change;

	for (change = comparison->first; change != NULL;
	     change = change->next) {
		writer->flat = writer->depth + 1;
		writer_begin(writer, '{');
		writer_text_at(
		    writer, "kind", estate_kind_name(item_of(change)->kind));
		writer_text_at(writer, "key", change->title);
		writer_text_at(writer, "field",
		    change->field != NULL ? change->field->name : NULL);
		writer_text_at(writer, "change", kinds[change->kind]);
		write_side(
		    writer, "old", change, change->old_value, change->old_text);
		write_side(
		    writer, "new", change, change->new_value, change->new_text);
		writer_end(writer, '}');
		writer->flat = 0;
	}
}
