/* SPDX-License-Identifier: ISC */
/* Entries.  Floor 6. */
#include "report/entry.h"

#include <string.h>

#include "base/buf.h"
#include "doc/xml.h"
#include "report/plain.h"

#define HASH_PRIME UINT64_C(0x100000001b3)

uint64_t
entry_hash(uint64_t hash, const char *text)
{
	if (text == NULL)
		text = "";
	do
		hash = (hash ^ (unsigned char)*text) * HASH_PRIME;
	while (*text++ != '\0');
	return hash;
}

/*
 * Adds MESSAGE to HASH without what follows "line ": a finding stays the same
 * when a line is added far above it.
 */
static uint64_t
hash_message(uint64_t hash, const char *message, struct arena *arena)
{
	static const char word[] = "line ";
	char *copy = arena_string(arena, message), *from = copy, *to = copy;

	while (*from != '\0') {
		if (strncmp(from, word, sizeof(word) - 1) != 0) {
			*to++ = *from++;
			continue;
		}
		memmove(to, from, sizeof(word) - 1);
		to += sizeof(word) - 1;
		from += sizeof(word) - 1;
		from += strspn(from, "0123456789");
	}
	*to = '\0';
	return entry_hash(hash, copy);
}

static const char *
copy_of(const char *text, struct arena *arena)
{
	return text == NULL ? NULL
			    : plain_text(arena_string(arena, text), arena);
}

/* PATH without "./" before it, which services that know files by their place
 * in a repository do not take off. */
static const char *
bare_path(const char *path)
{
	while (path[0] == '.' && path[1] == '/' && path[2] != '\0')
		for (path += 2; path[0] == '/' && path[1] != '\0'; path++)
			;
	return path;
}

static void
set_place(struct entry *entry, const struct source *source, struct arena *arena)
{
	const char *path = source_path(source);

	if (path == NULL)
		path = source_name(source);
	path = arena_string(arena, path);
	entry->file = plain_text(path, arena);
	entry->path = bare_path(path);
	entry->name = plain_text(entry->path, arena);
}

static void
set_inner(struct entry *entry, struct pos within, struct arena *arena)
{
	struct buf path = { NULL, 0, 0 };
	struct excerpt excerpt;

	/* What may not be quoted may have a key in what looks like a name. */
	if (source_excerpt(within, &excerpt))
		xml_path(within, &path);
	if (path.length != 0)
		entry->inner_path = copy_of(path.data, arena);
	buf_free(&path);
	entry->inner = copy_of(source_name(within.source), arena);
	source_line_column(within, &entry->inner_line, &entry->inner_column);
}

struct entry *
entry_new(const struct finding *finding, struct source_cursor *cursor,
    struct arena *arena)
{
	const struct rule *rule = rule_get(finding->rule);
	struct entry *entry = ARENA_NEW(arena, struct entry);

	entry->rule = finding->rule;
	entry->severity = finding->severity;
	if (finding->at.source != NULL) {
		source_follow(cursor, finding->at);
		entry->line = cursor->line;
		entry->column = cursor->column;
		set_place(entry, finding->at.source, arena);
	}
	if (finding->within.source != NULL)
		set_inner(entry, finding->within, arena);
	entry->message = copy_of(finding->message, arena);
	entry->subject = copy_of(finding->subject, arena);
	entry->help =
	    finding->help != NULL ? copy_of(finding->help, arena) : rule->help;
	entry->hash = entry_hash(ENTRY_HASH, rule->id);
	entry->hash = entry_hash(entry->hash, entry->subject);
	entry->hash = hash_message(entry->hash, entry->message, arena);
	return entry;
}

const char *
entry_text(const struct entry *entry, struct arena *arena)
{
	if (entry->subject == NULL)
		return entry->message;
	return arena_printf(arena, "%s: %s", entry->subject, entry->message);
}
