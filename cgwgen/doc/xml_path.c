/* SPDX-License-Identifier: ISC */
/*
 * Where in a document a place is, in words.  Only messages ask, so the text
 * is scanned again instead of keeping paths while it is read.  Floor 1.
 */
#include <string.h>

#include "doc/text.h"
#include "doc/xml.h"

/* Longer names are cut. */
#define LIMIT_NAME 60

/* An open element and the child that was closed in it last. */
struct level {
	const char *name;
	size_t length;
	unsigned number; /* among those of its name that follow each other */
	const char *closed;
	size_t closed_length;
	unsigned closed_number;
};

struct walk {
	struct level levels[TEXT_LIMIT_DEPTH + 1];
	size_t depth; /* open elements; levels[0] is the document */
};

/* What stands at AT and holds no element: a comment, CDATA, a declaration or
 * a processing instruction.  Returns its end, or NULL when it is a tag. */
static const char *
skip_other(const char *at)
{
	static const struct {
		const char *start;
		const char *end;
	} kinds[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" },
		{ "<!", ">" } };
	const char *end;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strncmp(at, kinds[i].start, strlen(kinds[i].start)) != 0)
			continue;
		end = strstr(at + strlen(kinds[i].start), kinds[i].end);
		return end != NULL ? end + strlen(kinds[i].end)
				   : at + strlen(at);
	}
	return NULL;
}

/* The byte behind a tag's '>'; quotes hide one. */
static const char *
tag_end(const char *at)
{
	char quote = '\0';

	for (; *at != '\0'; at++) {
		if (quote != '\0') {
			if (*at == quote)
				quote = '\0';
		} else if (*at == '"' || *at == '\'') {
			quote = *at;
		} else if (*at == '>') {
			return at + 1;
		}
	}
	return at;
}

static void
open_element(struct walk *walk, const char *name)
{
	struct level *parent = &walk->levels[walk->depth], *level;

	if (walk->depth == TEXT_LIMIT_DEPTH)
		return;
	level = &walk->levels[++walk->depth];
	*level = (struct level){ .name = name, .number = 1 };
	level->length = strcspn(name, " \t\r\n/>");
	if (parent->closed != NULL && parent->closed_length == level->length &&
	    memcmp(parent->closed, name, level->length) == 0)
		level->number = parent->closed_number + 1;
}

static void
close_element(struct walk *walk)
{
	struct level *level = &walk->levels[walk->depth], *parent;

	if (walk->depth == 0)
		return;
	parent = &walk->levels[--walk->depth];
	parent->closed = level->name;
	parent->closed_length = level->length;
	parent->closed_number = level->number;
}

/* Names as messages have them: printable ASCII, and not without end. */
static void
add_name(struct buf *buf, const struct level *level)
{
	size_t i;

	for (i = 0; i < level->length && i < LIMIT_NAME; i++)
		buf_char(buf, level->name[i] > ' ' && level->name[i] <= '~'
				  ? level->name[i]
				  : '.');
}

void
xml_path(struct pos pos, struct buf *buf)
{
	const char *text = source_text(pos.source), *at = text, *end;
	const char *goal = text + pos.offset;
	struct walk walk = { .depth = 0 };
	size_t i;

	while ((at = strchr(at, '<')) != NULL && at <= goal) {
		end = skip_other(at);
		if (end == NULL) {
			end = tag_end(at);
			if (at[1] == '/' && end <= goal)
				close_element(&walk);
			else if (at[1] != '/')
				open_element(&walk, at + 1);
			if (end[-1] == '>' && end[-2] == '/' && end <= goal)
				close_element(&walk);
		}
		at = end;
	}
	for (i = 1; i <= walk.depth; i++) {
		if (i > 1)
			buf_char(buf, '/');
		add_name(buf, &walk.levels[i]);
		if (walk.levels[i].number > 1)
			buf_printf(buf, "[%u]", walk.levels[i].number);
	}
}
