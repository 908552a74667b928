/* SPDX-License-Identifier: ISC */
/*
 * tmsh: "create net self X { address A vlan V }" on one line, which is the
 * same as the braces over several lines that a BIG-IP saves.  Within braces
 * each name has one word behind it or a block, but for the flags below and
 * for what follows "replace-all-with" and "add", which is a list.
 * Floor: verify.
 */
#include <string.h>

#include "verify/scan.h"

struct reader {
	struct listing *listing;
	const struct scan_line *line;
	size_t at; /* the next word of the line */
	struct word path[LISTING_WORDS];
};

/* Options that have no value. */
static const char *const flags[] = { "ip-forward", "l2-forward", "dhcp-relay",
	"internal", "reject", "stateless", "enabled", "disabled",
	"vlans-enabled", "vlans-disabled", NULL };

static const char *const verbs[] = { "create", "modify", NULL };
static const char *const lists[] = { "replace-all-with", "add", NULL };

static bool
is_among(const struct word *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (!word->quoted && word_is(word, *list))
			return true;
	return false;
}

static bool
is_sign(const struct reader *reader, size_t at, const char *sign)
{
	return at < reader->line->count && !reader->line->words[at].quoted &&
	       word_is(&reader->line->words[at], sign);
}

bool
listing_is_tmsh(const struct scan_line *line)
{
	const struct reader reader = { .line = line };

	return line->count > 3 && is_among(&line->words[0], verbs) &&
	       is_sign(&reader, line->count - 1, "}");
}

static bool
put(struct reader *reader, size_t count)
{
	if (count >= LISTING_WORDS || reader->at >= reader->line->count)
		return false;
	reader->path[count] = reader->line->words[reader->at++];
	return true;
}

static bool take_block(
    struct reader *reader, size_t base, bool list, unsigned depth);

/* One name below BASE with what belongs to it. */
static bool
take_entry(struct reader *reader, size_t base, bool list, unsigned depth)
{
	size_t count = base;
	bool inner = false, alone;

	alone = list || is_among(&reader->line->words[reader->at], flags);
	if (!put(reader, count++))
		return false;
	if (reader->at + 1 < reader->line->count &&
	    is_among(&reader->line->words[reader->at], lists) &&
	    is_sign(reader, reader->at + 1, "{")) {
		inner = true;
		reader->at++;
	}
	if (is_sign(reader, reader->at, "{"))
		return take_block(reader, count, inner, depth + 1);
	if (!alone && !is_sign(reader, reader->at, "}") &&
	    !put(reader, count++))
		return false;
	return listing_add(reader->listing, reader->path, count, base);
}

/* From a '{' to its '}'; LIST: of items, not of names with values. */
static bool
take_block(struct reader *reader, size_t base, bool list, unsigned depth)
{
	const size_t start = ++reader->at;

	/* "{ v2 }" can be nothing but a list. */
	list = list || is_sign(reader, start + 1, "}");
	if (depth >= LISTING_DEPTH)
		return false;
	while (reader->at < reader->line->count &&
	       !is_sign(reader, reader->at, "}"))
		if (!take_entry(reader, base, list, depth))
			return false;
	reader->at++;
	return true;
}

bool
listing_add_tmsh(struct listing *listing, const struct scan_line *line)
{
	struct reader reader;
	size_t count = 0;

	reader.listing = listing;
	reader.line = line;
	reader.at = 1;
	while (reader.at < line->count && !is_sign(&reader, reader.at, "{"))
		if (!put(&reader, count++))
			return false;
	if (count == 0 || reader.at == line->count)
		return listing_add(listing, line->words, line->count, 0);
	return take_block(&reader, count, false, 0);
}
