/* SPDX-License-Identifier: ISC */
/* Entries.  Floor 6. */
#include "report/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "doc/text.h"
#include "doc/xml.h"
#include "report/plain.h"

static const char *
copy_of(const char *text, struct arena *arena)
{
	size_t length;
	char *copy;

	if (text == NULL)
		return NULL;
	length = strlen(text);
	copy = arena_copy(arena, text, length);
	return text_is_ascii(copy, length) ? copy : plain_text(copy, arena);
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

/* GIVEN lives as long as the entry. */
static void
set_file(struct entry_place *place, const char *given, struct arena *arena)
{
	place->given = given;
	place->file = plain_text(given, arena);
	place->path = bare_path(given);
	place->name =
	    place->path == given ? place->file : plain_text(place->path, arena);
}

const struct entry_place *
entry_place(const struct entry_place *known, const struct source *source,
    struct arena *arena)
{
	const char *path = source_path(source), *name = source_name(source);
	bool argument = path == NULL && name[0] == '-';
	struct entry_place *place;

	if (path == NULL)
		path = name;
	if (known != NULL && known->shown != NULL &&
	    known->argument == argument && strcmp(known->shown, name) == 0 &&
	    strcmp(known->given, path) == 0)
		return known;
	place = ARENA_NEW(arena, struct entry_place);
	set_file(place, arena_string(arena, path), arena);
	place->shown =
	    strcmp(path, name) == 0 ? place->given : arena_string(arena, name);
	place->argument = argument;
	return place;
}

/* Of a finding about a file that could not be read, or about none. */
static const struct entry_place *
place_without_source(const struct finding *finding, struct arena *arena)
{
	static const struct entry_place nowhere;
	struct entry_place *place;

	if (finding->file == NULL)
		return &nowhere;
	place = ARENA_NEW(arena, struct entry_place);
	set_file(place, arena_string(arena, finding->file), arena);
	return place;
}

const struct entry_rare *
entry_rare(const struct entry *entry)
{
	static const struct entry_rare nothing;

	return entry->rare != NULL ? entry->rare : &nothing;
}

struct entry_rare *
entry_own(struct entry *entry, struct arena *arena)
{
	if (entry->rare == NULL)
		entry->rare = ARENA_NEW(arena, struct entry_rare);
	return entry->rare;
}

const char *
entry_raw_message(const struct entry *entry)
{
	const char *raw = entry_rare(entry)->raw_message;

	return raw != NULL ? raw : entry->message;
}

const char *
entry_raw_subject(const struct entry *entry)
{
	const char *raw = entry_rare(entry)->raw_subject;

	return raw != NULL ? raw : entry->subject;
}

const char *
entry_help(const struct entry *entry)
{
	const char *help = entry_rare(entry)->help;

	return help != NULL ? help : rule_get(entry->rule)->help;
}

/* TEXT as UTF-8: *LAST, if it is that.  *RET_RAW becomes TEXT where it is no
 * UTF-8, else NULL. */
static const char *
keep(const char **last, const char *text, const char **ret_raw,
    struct arena *arena)
{
	size_t length;
	char *copy;

	*ret_raw = NULL;
	if (*last != NULL && strcmp(*last, text) == 0)
		return *last;
	length = strlen(text);
	copy = arena_copy(arena, text, length);
	if (!text_is_ascii(copy, length)) {
		*last = plain_text(copy, arena);
		if (*last != copy)
			*ret_raw = copy;
		return *last;
	}
	return *last = copy;
}

static void
set_message(struct entry *entry, const char *message, struct entry_texts *texts)
{
	const char **last = &texts->messages[entry->rule % ENTRY_TEXTS], *raw;

	entry->message = keep(last, message, &raw, texts->arena);
	if (raw != NULL)
		entry_own(entry, texts->arena)->raw_message = raw;
}

static void
set_subject(struct entry *entry, const char *subject, struct entry_texts *texts)
{
	size_t length = strlen(subject);
	unsigned char byte =
	    length != 0 ? (unsigned char)subject[length - 1] : 0;
	const char *raw;

	entry->subject = keep(
	    &texts->subjects[byte % ENTRY_TEXTS], subject, &raw, texts->arena);
	if (raw != NULL)
		entry_own(entry, texts->arena)->raw_subject = raw;
}

static void
set_help(struct entry *entry, const char *help, struct entry_texts *texts)
{
	const char **last = &texts->helps[entry->rule % ENTRY_TEXTS], *raw;

	entry_own(entry, texts->arena)->help =
	    keep(last, help, &raw, texts->arena);
}

static void
set_inner(struct entry *entry, struct pos within, struct arena *arena)
{
	struct entry_rare *rare = entry_own(entry, arena);
	struct buf path = { NULL, 0, 0 };
	struct excerpt excerpt;

	/* What may not be quoted may have a key in what looks like a name. */
	if (source_excerpt(within, &excerpt))
		xml_path(within, &path);
	if (path.length != 0)
		rare->inner_path = copy_of(path.data, arena);
	buf_free(&path);
	rare->inner = copy_of(source_name(within.source), arena);
	source_line_column(within, &rare->inner_line, &rare->inner_column);
}

static void
set_excerpt(struct entry *entry, const struct finding *finding,
    struct entry_texts *texts)
{
	const char **last = &texts->excerpts[entry->rule % ENTRY_TEXTS], *raw;
	struct excerpt excerpt;
	struct pos at =
	    finding->within.source != NULL ? finding->within : finding->at;

	if (at.source == NULL || !source_excerpt(at, &excerpt))
		return;
	entry->excerpt = keep(last, excerpt.text, &raw, texts->arena);
	entry->caret = (uint8_t)excerpt.caret;
}

struct entry *
entry_begin(const struct finding *finding, const struct entry_place *place,
    struct entry_texts *texts)
{
	struct entry *entry = ARENA_NEW(texts->arena, struct entry);

	if (place == NULL)
		place =
		    finding->at.source != NULL
			? entry_place(NULL, finding->at.source, texts->arena)
			: place_without_source(finding, texts->arena);
	entry->place = place;
	entry->rule = finding->rule;
	entry->severity = (uint8_t)finding->severity;
	entry->offset = finding->at.offset;
	if (finding->within.offset != 0)
		entry_own(entry, texts->arena)->inner_offset =
		    finding->within.offset;
	set_message(entry, finding->message, texts);
	if (finding->subject != NULL)
		set_subject(entry, finding->subject, texts);
	return entry;
}

void
entry_finish(struct entry *entry, const struct finding *finding,
    struct source_cursor *cursor, bool quoted, struct entry_texts *texts)
{
	if (finding->line != 0) {
		entry->line = finding->line;
		entry->column = finding->column;
	} else if (finding->at.source != NULL) {
		source_follow(cursor, finding->at);
		entry->line = cursor->line;
		entry->column = cursor->column;
	}
	if (finding->within.source != NULL)
		set_inner(entry, finding->within, texts->arena);
	if (finding->help != NULL)
		set_help(entry, finding->help, texts);
	if (quoted)
		set_excerpt(entry, finding, texts);
}

struct entry *
entry_new(const struct finding *finding, struct source_cursor *cursor,
    bool quoted, struct entry_texts *texts)
{
	struct entry *entry = entry_begin(finding, NULL, texts);

	entry_finish(entry, finding, cursor, quoted, texts);
	return entry;
}

/* "2 further connections". */
static int
say_count(
    char *ret, size_t size, const char *before, size_t count, const char *what)
{
	return snprintf(ret, size, "%s%zu further %s%s", before, count, what,
	    count == 1 ? "" : "s");
}

const char *
entry_further(const struct entry *entry, char ret[ENTRY_FURTHER_SIZE])
{
	size_t tunnels = 0, subjects = 0;
	int length = 0;

	ret[0] = '\0';
	if (entry->further != NULL) {
		tunnels = entry->further->tunnels;
		subjects = entry->further->subjects;
	}
	if (tunnels != 0)
		length = say_count(ret, ENTRY_FURTHER_SIZE,
		    subjects != 0 ? ", " : " and ", tunnels, "tunnel");
	if (subjects != 0)
		say_count(ret + length, ENTRY_FURTHER_SIZE - (size_t)length,
		    " and ", subjects,
		    tunnels != 0 || rule_is_check(entry->rule) ? "connection"
							       : "place");
	return ret;
}

const char *
entry_text(const struct entry *entry, struct arena *arena)
{
	char further[ENTRY_FURTHER_SIZE];

	if (entry->subject == NULL)
		return entry->message;
	return arena_printf(arena, "%s%s: %s", entry->subject,
	    entry_further(entry, further), entry->message);
}
