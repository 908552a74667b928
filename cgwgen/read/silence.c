/* SPDX-License-Identifier: ISC */
/* Findings that comments silence.  Floor 3. */
#include "read/silence.h"

#include <stdbool.h>
#include <string.h>

#include "base/line.h"
#include "base/stretch.h"
#include "doc/yaml.h"

/* The most comments that silence something. */
#define LIMIT_COMMENTS 10000

#define WORD "cgwgen:"
#define WORD_IGNORE "ignore"
/* What comments begin with, in YAML and in devices' configurations. */
#define SIGNS "#!;/"

/* One rule of one comment. */
struct silence {
	enum rule_id rule;
	struct pos at; /* of the rule's name */
	size_t start;  /* what is covered */
	size_t end;
	bool used;
	struct silence *next;
};

struct silences {
	struct arena *arena;
	struct silence *first;
	struct silence **end;
	size_t count;               /* of comments */
	size_t rules;               /* of all comments */
	struct stretches stretches; /* what they cover, once asked about */
};

struct silences *
silences_new(struct arena *arena)
{
	struct silences *silences = ARENA_NEW(arena, struct silences);

	silences->arena = arena;
	silences->end = &silences->first;
	return silences;
}

/* ---- lines ------------------------------------------------------------ */

/* The first character of the line that is no blank. */
static size_t
line_content(const char *text, size_t line)
{
	return line + strspn(text + line, " \t");
}

static bool
is_item(const char *text)
{
	return text[0] == '-' && strchr(" \t\r\n", text[1]) != NULL;
}

/* Whether the line at LINE belongs to the entry whose first line begins at
 * FIRST: empty lines and comments always do. */
static bool
continues(const char *text, size_t first, size_t line)
{
	size_t head = line_content(text, first);
	size_t content = line_content(text, line);

	if (strchr("#\r\n", text[content]) != NULL)
		return text[content] != '\0';
	if (content - line != head - first)
		return content - line > head - first;
	/* A list may stand at the indentation of its key. */
	return is_item(text + content) && !is_item(text + head);
}

/* What the comment at AT covers: [*START, *END), maybe nothing. */
static void
find_extent(const char *text, size_t at, size_t *start, size_t *end)
{
	size_t line = line_start(text, at);

	*start = line;
	*end = line_end(text, at);
	if (line_content(text, line) != at)
		return;
	do
		line = line_end(text, line);
	while (text[line_content(text, line)] == '#');
	*start = *end = line;
	if (text[line] == '\0' ||
	    strchr("\r\n", text[line_content(text, line)]) != NULL)
		return;
	do
		*end = line_end(text, *end);
	while (text[*end] != '\0' && continues(text, line, *end));
}

/* ---- one comment ------------------------------------------------------ */

/* What is being read of one comment. */
struct scan {
	struct silences *silences;
	struct diags *diags;
	const struct source *source;
	size_t at; /* the next character */
	size_t end;
	size_t start; /* what the comment covers */
	size_t stop;
};

static char
peek(const struct scan *scan)
{
	return scan->at < scan->end ? source_text(scan->source)[scan->at]
				    : '\0';
}

static void
skip_blanks(struct scan *scan)
{
	while (peek(scan) == ' ' || peek(scan) == '\t')
		scan->at++;
}

/* The word up to a blank, a comma or a bracket. */
static const char *
read_word(struct scan *scan)
{
	size_t start = scan->at;

	while (peek(scan) != '\0' && strchr(" \t,[]", peek(scan)) == NULL)
		scan->at++;
	return arena_copy(scan->silences->arena,
	    source_text(scan->source) + start, scan->at - start);
}

static void
complain(const struct scan *scan, size_t at, const char *message)
{
	diag(scan->diags, RULE_SILENCE_COMMENT,
	    (struct pos){ scan->source, at }, "%s", message);
}

static const char *
nearest_rule(const char *name)
{
	const char *known[RULE_COUNT];
	size_t i, count = 0;

	for (i = 0; i < RULE_COUNT; i++)
		if (rule_is_check((enum rule_id)i))
			known[count++] = rule_get((enum rule_id)i)->name;
	return diag_nearest(name, known, count);
}

/* The rule called NAME at AT; false after a finding. */
static bool
find_rule(
    const struct scan *scan, const char *name, size_t at, enum rule_id *ret)
{
	struct arena *arena = scan->silences->arena;
	const char *near;

	*ret = rule_find(name);
	if (*ret != RULE_COUNT && rule_is_check(*ret))
		return true;
	near = *ret == RULE_COUNT ? nearest_rule(name) : NULL;
	complain(scan, at,
	    arena_printf(arena,
		"'%s' is not a rule that can be passed over%s%s%s",
		diag_quote(scan->diags, name),
		near != NULL ? "; did you mean '" : "",
		near != NULL ? near : "", near != NULL ? "'?" : ""));
	return false;
}

/* Whether BYTE comes next but for blanks; then it is passed. */
static bool
accept(struct scan *scan, char byte)
{
	skip_blanks(scan);
	if (peek(scan) != byte)
		return false;
	scan->at++;
	return true;
}

/* Reads "[RULE, ...]" into a list of its own; NULL after a finding. */
static struct silence *
read_rules(struct scan *scan)
{
	struct silence *first = NULL, **end = &first;
	bool good = true;
	const char *name;
	size_t at;

	if (!accept(scan, '[')) {
		complain(scan, scan->at, "expected '[' and a rule");
		return NULL;
	}
	do {
		skip_blanks(scan);
		at = scan->at;
		name = read_word(scan);
		*end = ARENA_NEW(scan->silences->arena, struct silence);
		**end = (struct silence){ .at = { scan->source, at },
			.start = scan->start,
			.end = scan->stop };
		if (name[0] == '\0') {
			complain(scan, at, "expected a rule");
			return NULL;
		}
		good &= find_rule(scan, name, at, &(*end)->rule);
		end = &(*end)->next;
	} while (accept(scan, ','));
	if (accept(scan, ']'))
		return good ? first : NULL;
	complain(scan, scan->at, "expected ',' or ']'");
	return NULL;
}

/* Whether the comment speaks to cgwgen; then what it ignores comes next. */
static bool
is_directive(struct scan *scan)
{
	/* Also what it was called before. */
	static const char *const known[] = { WORD_IGNORE, "allow" };
	const char *word;
	size_t at;

	while (peek(scan) != '\0' && strchr(SIGNS, peek(scan)) != NULL)
		scan->at++;
	skip_blanks(scan);
	if (scan->end - scan->at < strlen(WORD) ||
	    memcmp(source_text(scan->source) + scan->at, WORD, strlen(WORD)) !=
		0)
		return false;
	scan->at += strlen(WORD);
	skip_blanks(scan);
	at = scan->at;
	word = read_word(scan);
	if (strcmp(word, WORD_IGNORE) == 0)
		return true;
	/* A key of the format may stand in a comment, too. */
	if (diag_nearest(word, known, sizeof(known) / sizeof(*known)) != NULL)
		complain(scan, at, "expected 'ignore[RULE] REASON'");
	return false;
}

static void
read_comment(struct scan *scan)
{
	struct silences *silences = scan->silences;
	size_t at = scan->at;
	struct silence *rules;

	if (!is_directive(scan))
		return;
	find_extent(source_text(scan->source), at, &scan->start, &scan->stop);
	rules = read_rules(scan);
	if (rules == NULL)
		return;
	skip_blanks(scan);
	if (peek(scan) == '\0') {
		complain(scan, at, "the comment does not say why");
		return;
	}
	silences->count++;
	*silences->end = rules;
	while (*silences->end != NULL) {
		silences->end = &(*silences->end)->next;
		silences->rules++;
	}
}

void
silences_read(
    struct silences *silences, const struct source *source, struct diags *diags)
{
	const struct yaml_comment *comment;
	struct scan scan = { silences, diags, source, 0, 0, 0, 0 };
	struct arena *arena;

	if (strstr(source_text(source), WORD) == NULL)
		return;
	arena = arena_new();
	for (comment = yaml_comments(source, arena); comment != NULL;
	     comment = comment->next) {
		if (silences->count == LIMIT_COMMENTS) {
			diag(diags, RULE_INPUT_LIMIT, comment->at,
			    "more than %d comments that silence findings",
			    LIMIT_COMMENTS);
			break;
		}
		scan.at = comment->at.offset;
		scan.end = comment->end;
		read_comment(&scan);
	}
	arena_free(arena);
}

void
silences_read_lines(
    struct silences *silences, const struct source *source, struct diags *diags)
{
	const char *text = source_text(source);
	struct scan scan = { silences, diags, source, 0, 0, 0, 0 };
	const char *word = strstr(text, WORD);
	size_t line;

	for (; word != NULL && silences->count < LIMIT_COMMENTS;
	     word = strstr(word + strlen(WORD), WORD)) {
		line = line_start(text, (size_t)(word - text));
		scan.at = line_content(text, line);
		scan.end = scan.at + strcspn(text + scan.at, "\r\n");
		if (strspn(text + scan.at, SIGNS " \t") ==
		    (size_t)(word - text) - scan.at)
			read_comment(&scan);
	}
}

/* ---- findings --------------------------------------------------------- */

/* Sorts what comments cover, when there are new ones. */
static struct stretches *
sorted(struct silences *silences)
{
	struct stretches *stretches = &silences->stretches;
	struct silence *silence;

	if (stretches->count == silences->rules)
		return stretches;
	stretches->count = 0;
	stretches->list = arena_array(
	    silences->arena, silences->rules, sizeof(*stretches->list));
	for (silence = silences->first; silence != NULL;
	     silence = silence->next)
		stretches->list[stretches->count++] =
		    (struct stretch){ (unsigned)silence->rule,
			    silence->at.source, silence->start, silence->end,
			    &silence->used };
	stretches_sort(stretches, silences->arena);
	return stretches;
}

static bool
covers(const struct silence *silence, enum rule_id rule, struct pos at)
{
	return silence->rule == rule && silence->at.source == at.source &&
	       at.offset >= silence->start && at.offset < silence->end;
}

bool
silences_cover(
    const struct silences *silences, enum rule_id rule, struct pos at)
{
	const struct silence *silence;

	for (silence = silences->first; silence != NULL;
	     silence = silence->next)
		if (covers(silence, rule, at))
			return true;
	return false;
}

void
silences_each(const struct silences *silences, struct pos covered,
    silences_visit *visit, void *host)
{
	const struct silence *silence;

	for (silence = silences->first; silence != NULL;
	     silence = silence->next)
		if (covered.source == NULL ||
		    covers(silence, silence->rule, covered))
			visit(host, silence->rule, silence->at, silence->used);
}

static bool
is_silenced(void *host, struct finding *finding)
{
	return stretches_meet(host, (unsigned)finding->rule, finding->at);
}

bool
silences_none(const struct silences *silences)
{
	return silences->first == NULL;
}

size_t
silences_apply(struct silences *silences, struct diags *diags)
{
	if (silences_none(silences))
		return 0;
	return diags_remove(diags, is_silenced, sorted(silences));
}

void
silence_unused(enum rule_id rule, struct pos at, struct diags *diags)
{
	diag(diags, RULE_SILENCE_UNUSED, at, "nothing here breaks rule %s",
	    rule_get(rule)->name);
}

void
silences_report(const struct silences *silences, silences_wanted *wanted,
    void *host, struct diags *diags)
{
	const struct silence *silence;

	for (silence = silences->first; silence != NULL;
	     silence = silence->next)
		if (!silence->used &&
		    (wanted == NULL ||
			wanted(host, silence->rule, silence->at)))
			silence_unused(silence->rule, silence->at, diags);
}
