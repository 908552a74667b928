/* SPDX-License-Identifier: ISC */
/* Configurations as statements: which form a text has.  Floor: verify. */
#include "verify/listing.h"

#include <string.h>
#include <strings.h>

#include "verify/dialect.h"
#include "verify/scan.h"

/* Statements and parts of them that say something to people only. */
static const char *const remarks[] = { "description", "comment", "comments",
	"remark", "descr", "display-name", NULL };

bool
listing_is_remark(const struct word *word)
{
	size_t i;

	/* Most words begin with another letter. */
	if (word->length == 0 || strchr("dcrDCR", word->text[0]) == NULL)
		return false;
	for (i = 0; remarks[i] != NULL; i++)
		if (word->record == 0 && !word->quoted &&
		    word->length == strlen(remarks[i]) &&
		    strncasecmp(word->text, remarks[i], word->length) == 0)
			return true;
	return false;
}

/*
 * How many of COUNT words say something to the device.  What is remarked on
 * in a statement of its own is told of by others: "set interfaces vti vti0
 * description ..." says nothing.  A remark in quotation marks within a
 * statement is taken out of WORDS.
 */
static size_t
without_remarks(struct word *words, size_t count, size_t own)
{
	size_t i;

	for (i = own; i + 1 < count; i++) {
		if (!listing_is_remark(&words[i]))
			continue;
		if (i == own || (own == 0 && i + 2 == count) ||
		    !words[i + 1].quoted)
			return own;
		memmove(
		    words + i, words + i + 2, (count - i - 2) * sizeof(*words));
		count -= 2;
		i--;
	}
	return count;
}

/* Whether WORDS are those of STATEMENT, up to its mark of repetition. */
static bool
is_again(const struct statement *statement, size_t repeats,
    const struct word *words, size_t count, size_t own)
{
	size_t i;

	if (statement->own != own || statement->count - (repeats > 0) != count)
		return false;
	/* What stands last differs most often. */
	for (i = count; i-- > 0;)
		if (!word_equal(&statement->words[i], &words[i]))
			return false;
	return true;
}

/*
 * A statement of a block that is said again right behind itself counts ("add
 * to the path"): of all of them one is kept, with a word that says how often.
 * COPY, which is the same, has room for it.
 */
static bool
merge_repeated(
    struct listing *listing, struct word *copy, size_t count, size_t own)
{
	static const char *const marks[] = { "(twice)", "(3 times)",
		"(4 times)", "(5 times)", "(6 times)", "(7 times)", "(8 times)",
		"(9 times)", "(10 times)", "(more than 10 times)" };
	const size_t last = sizeof(marks) / sizeof(marks[0]) - 1;
	struct statement *before;
	struct word *mark = &copy[count];

	if (own == 0 || count == LISTING_WORDS || listing->count == 0)
		return false;
	before = &listing->statements[listing->count - 1];
	if (!is_again(before, listing->repeats, copy, count, own))
		return false;
	*mark = (struct word){
		.text =
		    marks[listing->repeats < last ? listing->repeats : last],
		.offset = copy[count - 1].offset,
		.made = true
	};
	mark->length = strlen(mark->text);
	before->words = copy;
	before->count = count + 1;
	listing->repeats++;
	return true;
}

bool
listing_put(struct listing *listing, const struct statement *statement)
{
	struct statement *bigger;

	if (listing->count >= LISTING_STATEMENTS)
		return false;
	if (listing->count == listing->capacity) {
		listing->capacity = listing->capacity * 2 + 64;
		bigger = arena_array(
		    listing->arena, listing->capacity, sizeof(*bigger));
		if (listing->count > 0)
			memcpy(bigger, listing->statements,
			    listing->count * sizeof(*bigger));
		listing->statements = bigger;
	}
	listing->statements[listing->count++] = *statement;
	return true;
}

bool
listing_add(
    struct listing *listing, const struct word *words, size_t count, size_t own)
{
	struct word *copy;

	if (count > LISTING_WORDS_IN_ALL - listing->words)
		return false;
	listing->words += count;
	copy = arena_array(listing->arena, count + 1, sizeof(*copy));
	memcpy(copy, words, count * sizeof(*copy));
	count = without_remarks(copy, count, own);
	if (count <= own || merge_repeated(listing, copy, count, own))
		return true;
	listing->repeats = 0;
	return listing_put(listing,
	    &(struct statement){ .words = copy, .count = count, .own = own });
}

struct word
listing_record(struct listing *listing, size_t offset)
{
	return (struct word){
		.text = "", .offset = offset, .record = ++listing->records
	};
}

/* The first byte that is no blank, or '\0'. */
static char
first_byte(const struct source *source, size_t skip)
{
	const char *text = source_text(source);
	size_t i = strspn(text, " \t\r\n");

	while (skip-- > 0 && text[i] != '\0')
		i += 1 + strspn(text + i + 1, " \t\r\n");
	return text[i];
}

static bool
is_json(const struct source *source)
{
	char first = first_byte(source, 0), next = first_byte(source, 1);

	return (first == '{' && (next == '"' || next == '}')) ||
	       (first == '[' && (next == '{' || next == '"' || next == ']'));
}

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool
is_yaml(const struct source *source)
{
	const char *name = source_name(source);

	return strncmp(source_text(source), "---\n", 4) == 0 ||
	       ends_with(name, ".yaml") || ends_with(name, ".yml");
}

/* What lines of a text tell of its form. */
struct signs {
	size_t lines;
	size_t opened;     /* lines that end in '{' */
	size_t config;     /* lines that begin with "config" */
	size_t ends;       /* lines "end" and "next" */
	size_t properties; /* lines "name : value" */
};

static struct signs
look(const struct source *source, const struct profile_syntax *syntax,
    struct scan_line *line)
{
	struct scan scan = scan_begin(source, syntax);
	struct signs signs = { .lines = 0 };
	const struct word *last;

	/* The beginning tells; a configuration is long. */
	while (signs.lines < 2000 && scan_line(&scan, line)) {
		signs.lines++;
		last = &line->words[line->count - 1];
		signs.opened += last->length > 0 && !last->quoted &&
				last->text[last->length - 1] == '{';
		signs.properties += listing_is_property(line);
		signs.config +=
		    line->count > 1 && word_is(&line->words[0], "config");
		signs.ends += line->count == 1 &&
			      (word_is(last, "end") || word_is(last, "next"));
	}
	return signs;
}

static enum listing_form
form_of(const struct source *source, const struct profile_syntax *syntax,
    struct scan_line *line)
{
	struct signs signs;

	if (first_byte(source, 0) == '<')
		return LISTING_XML;
	if (is_json(source))
		return LISTING_JSON;
	if (is_yaml(source))
		return LISTING_YAML;
	if (strncmp(source_text(source), "#!", 2) == 0)
		return LISTING_LINES;
	signs = look(source, syntax, line);
	if (signs.config > 0 && signs.ends > 1)
		return LISTING_EDIT;
	if (signs.properties * 2 > signs.lines)
		return LISTING_PROPERTIES;
	return signs.opened > 0 ? LISTING_BRACES : LISTING_LINES;
}

/* Configurations hold no NUL and hardly any other control character. */
static bool
is_text(const struct source *source)
{
	const char *text = source_text(source);
	size_t length = source_length(source), odd = 0, i;

	for (i = 0; i < length; i++) {
		if (text[i] == '\0')
			return false;
		odd += (unsigned char)text[i] < 0x20 && text[i] != '\n' &&
		       text[i] != '\r' && text[i] != '\t';
	}
	return odd * 100 <= length;
}

/* What announces that a key or a password follows. */
static const char *const announcing[] = { "key", "secret", "passw", "psk",
	"pre-shared", "preshare", "ascii-text", "community", "credential",
	"private" };

bool
listing_announces(const struct word *word)
{
	size_t i, k, length;

	if (word->record != 0)
		return false;
	for (i = 0; i + 3 <= word->length; i++) {
		/* Few letters begin one of these. */
		if (memchr("kspacKSPAC", word->text[i], 10) == NULL)
			continue;
		for (k = 0; k < sizeof(announcing) / sizeof(announcing[0]);
		     k++) {
			length = strlen(announcing[k]);
			if (i + length <= word->length &&
			    strncasecmp(
				word->text + i, announcing[k], length) == 0)
				return true;
		}
	}
	return false;
}

/* Only findings about a statement quote its line, but that could be one that
 * nobody expects to hold a key. */
static void
hide_secrets(const struct listing *listing, struct source *source)
{
	const struct statement *statement;
	const struct word *last;
	size_t i, k;

	for (i = 0; i < listing->count; i++) {
		statement = &listing->statements[i];
		last = &statement->words[statement->count - 1];
		for (k = 0; k + 1 < statement->count; k++)
			if (listing_announces(&statement->words[k]))
				break;
		if (k + 1 < statement->count &&
		    last->offset >= statement->words[k + 1].offset)
			source_secret(source, statement->words[k + 1].offset,
			    last->offset + last->length + last->fold);
	}
}

static void
finish(struct listing *listing, struct source *source,
    const struct profile_syntax *syntax)
{
	hide_secrets(listing, source);
	if (syntax != NULL)
		dialect_apply(syntax, listing);
}

bool
listing_read(struct source *source, const struct profile_syntax *syntax,
    unsigned records, struct arena *arena, struct diags *diags,
    struct listing *ret)
{
	const struct pos at = { source, 0 };
	struct scan_line *line;
	bool whole;

	*ret = (struct listing){
		.source = source, .records = records, .arena = arena
	};
	if (!is_text(source)) {
		diag(diags, RULE_CONFIG_READ, at,
		    "this is no text: a configuration holds no control "
		    "characters");
		return false;
	}
	line = ARENA_NEW(arena, struct scan_line);
	ret->form = form_of(source, syntax, line);
	switch (ret->form) {
	case LISTING_BRACES:
		whole = listing_read_braces(ret, syntax);
		break;
	case LISTING_EDIT:
		whole = listing_read_edit(ret, syntax);
		break;
	case LISTING_PROPERTIES:
		whole = listing_read_properties(ret, syntax);
		break;
	case LISTING_LINES:
		whole = listing_read_lines(ret, syntax);
		break;
	default:
		whole = listing_read_document(ret, source, diags);
		finish(ret, source, syntax);
		return whole;
	}
	finish(ret, source, syntax);
	if (!whole)
		diag(diags, RULE_CONFIG_READ, at,
		    "the configuration has more than %d statements, more than "
		    "%d words in one or %d in all, or nests deeper than %d "
		    "blocks",
		    LISTING_STATEMENTS, LISTING_WORDS, LISTING_WORDS_IN_ALL,
		    LISTING_DEPTH);
	return whole;
}
