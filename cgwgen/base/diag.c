/* SPDX-License-Identifier: ISC */
/* Collecting findings.  Ground floor. */
#include "base/diag.h"

#include <stdint.h>
#include <string.h>

#define LIMIT_FINDINGS 1000
#define LIMIT_QUOTE 60
#define LIMIT_PATH 4096
#define LIMIT_NEAREST 63
#define LIMIT_LOOK_BACK 8 /* findings */

struct diags {
	struct arena *arena;
	const char *subject; /* of findings that come without one */
	diags_taker *takes;  /* or NULL: everything */
	void *host;
	struct finding *list;
	size_t count;
	size_t capacity;
	size_t limit;
	size_t dropped;
	size_t counts[SEVERITY_ERROR + 1];
	size_t kept[SEVERITY_ERROR + 1];
};

struct diags *
diags_new(struct arena *arena, size_t limit)
{
	struct diags *diags = ARENA_NEW(arena, struct diags);

	diags->arena = arena;
	diags->limit = limit != 0 ? limit : LIMIT_FINDINGS;
	return diags;
}

void
diags_filter(struct diags *diags, diags_taker *takes, void *host)
{
	diags->takes = takes;
	diags->host = host;
}

static struct finding *
slot(struct diags *diags)
{
	struct finding *grown;

	if (diags->count < diags->capacity)
		return &diags->list[diags->count++];
	diags->capacity = diags->capacity * 2 + 8;
	grown = arena_array(diags->arena, diags->capacity, sizeof(*grown));
	if (diags->count != 0)
		memcpy(grown, diags->list, diags->count * sizeof(*grown));
	diags->list = grown;
	return &diags->list[diags->count++];
}

/* Drops the last finding that is less severe, so that a flood of notes
 * never hides an error.  False when there is none. */
static bool
make_room(struct diags *diags, enum severity severity)
{
	size_t lesser = 0, i;

	for (i = 0; i < (size_t)severity; i++)
		lesser += diags->kept[i];
	if (lesser == 0)
		return false;
	for (i = diags->count - 1; diags->list[i].severity >= severity;)
		i--;
	diags->kept[diags->list[i].severity]--;
	diags->count--;
	memmove(&diags->list[i], &diags->list[i + 1],
	    (diags->count - i) * sizeof(diags->list[i]));
	return true;
}

/* Adds FINDING as it is; NULL when it is not kept. */
static struct finding *
add(struct diags *diags, const struct finding *finding)
{
	struct finding *kept, taken = *finding;

	if (diags->takes != NULL && !diags->takes(diags->host, &taken))
		return NULL;
	diags->counts[taken.severity]++;
	if (diags->count == diags->limit) {
		diags->dropped++;
		if (!make_room(diags, taken.severity))
			return NULL;
	}
	diags->kept[taken.severity]++;
	kept = slot(diags);
	*kept = taken;
	kept->entry = NULL;
	kept->line = kept->column = 0;
	kept->at = source_outer(finding->at);
	if (kept->at.source != finding->at.source)
		kept->within = finding->at;
	if (finding->help != NULL)
		kept->help = arena_string(diags->arena, finding->help);
	if (finding->file != NULL)
		kept->file = arena_string(diags->arena, finding->file);
	return kept;
}

void
diag_full(struct diags *diags, const struct finding *finding)
{
	struct finding *kept = add(diags, finding);

	if (kept == NULL)
		return;
	kept->message = arena_string(diags->arena, finding->message);
	if (finding->subject == NULL)
		kept->subject = diags->subject;
	if (kept->subject != NULL)
		kept->subject = arena_string(diags->arena, kept->subject);
}

void
diag_made(struct diags *diags, const struct finding *finding)
{
	add(diags, finding);
}

void
diag(struct diags *diags, enum rule_id rule, struct pos at, const char *format,
    ...)
{
	const char *message;
	va_list args;

	va_start(args, format);
	message = arena_vprintf(diags->arena, format, args);
	va_end(args);
	diag_about(diags, rule, at, NULL, message);
}

void
diag_about(struct diags *diags, enum rule_id rule, struct pos at,
    const char *subject, const char *message)
{
	const struct finding finding = { .rule = rule,
		.severity = rule_get(rule)->severity,
		.at = at,
		.subject = subject,
		.message = message };

	diag_full(diags, &finding);
}

void
diag_file(struct diags *diags, enum rule_id rule, const char *path,
    const char *format, ...)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct finding finding = { .rule = rule,
		.severity = rule_get(rule)->severity,
		.file = is_stdin ? "<stdin>" : path };
	va_list args;

	va_start(args, format);
	finding.message = arena_printf(diags->arena, "%s: %s",
	    is_stdin ? "standard input" : diag_path(diags, path),
	    arena_vprintf(diags->arena, format, args));
	va_end(args);
	diag_full(diags, &finding);
}

const char *
diags_subject(struct diags *diags, const char *subject)
{
	const char *before = diags->subject;

	diags->subject = subject;
	return before;
}

const struct finding *
diags_list(const struct diags *diags, size_t *ret_count)
{
	*ret_count = diags->count;
	return diags->list;
}

size_t
diags_count(const struct diags *diags, enum severity severity)
{
	return diags->counts[severity];
}

size_t
diags_dropped(const struct diags *diags)
{
	return diags->dropped;
}

size_t
diags_pass_over(struct diags *diags, enum rule_id rule)
{
	size_t i, passed = 0;

	for (i = 0; i < diags->count; i++) {
		if (diags->list[i].rule != rule ||
		    diags->list[i].severity != SEVERITY_ERROR)
			continue;
		diags->list[i].severity = SEVERITY_WARNING;
		passed++;
	}
	diags->counts[SEVERITY_ERROR] -= passed;
	diags->counts[SEVERITY_WARNING] += passed;
	diags->kept[SEVERITY_ERROR] -= passed;
	diags->kept[SEVERITY_WARNING] += passed;
	return passed;
}

size_t
diags_remove(struct diags *diags,
    bool (*unwanted)(void *host, struct finding *finding), void *host)
{
	size_t i, left = 0, removed;

	for (i = 0; i < diags->count; i++) {
		if (!unwanted(host, &diags->list[i])) {
			if (left != i)
				diags->list[left] = diags->list[i];
			left++;
			continue;
		}
		diags->counts[diags->list[i].severity]--;
		diags->kept[diags->list[i].severity]--;
	}
	removed = diags->count - left;
	diags->count = left;
	return removed;
}

/* Within one source: by place, then by rule. */
static int
compare(const struct finding *a, const struct finding *b)
{
	if (a->at.source != b->at.source)
		return 0;
	if (a->at.offset != b->at.offset)
		return a->at.offset < b->at.offset ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return 0;
}

/* Brings findings of one source together, sources in the order in which they
 * were first met; findings without a place are a source of their own. */
static void
group_sources(struct diags *diags)
{
	struct finding *list = diags->list, moved;
	size_t end = 0, i;
	const struct source *source;

	while (end < diags->count) {
		source = list[end].at.source;
		for (i = end; i < diags->count; i++) {
			if (list[i].at.source != source)
				continue;
			if (i != end) {
				moved = list[i];
				memmove(&list[end + 1], &list[end],
				    (i - end) * sizeof(moved));
				list[end] = moved;
			}
			end++;
		}
	}
}

void
diags_sort(struct diags *diags)
{
	struct finding moved;
	size_t i, j;

	group_sources(diags);
	/* Insertion sort: stable, nearly sorted input, bounded by limit. */
	for (i = 1; i < diags->count; i++) {
		if (compare(&diags->list[i - 1], &diags->list[i]) <= 0)
			continue;
		moved = diags->list[i];
		for (j = i; j > 0 && compare(&diags->list[j - 1], &moved) > 0;
		     j--)
			diags->list[j] = diags->list[j - 1];
		diags->list[j] = moved;
	}
}

/* From where the way to the place of LIST[INDEX] is short: the last place
 * before it of the findings just located.  They are not sorted. */
static struct source_cursor
start_at(const struct finding *list, size_t index)
{
	const struct pos at = list[index].at;
	struct source_cursor near = { NULL, 0, 0, 0 };
	size_t i = index;

	for (; i > 0 && index - i < LIMIT_LOOK_BACK; i--) {
		const struct finding *other = &list[i - 1];

		if (other->at.source == at.source &&
		    other->at.offset <= at.offset &&
		    (near.source == NULL || other->at.offset > near.offset))
			near = (struct source_cursor){ at.source,
				other->at.offset, other->line, other->column };
	}
	return near;
}

void
diags_locate(struct diags *diags)
{
	struct source_cursor cursor;
	struct finding *finding;
	size_t i;

	for (i = 0; i < diags->count; i++) {
		finding = &diags->list[i];
		if (finding->at.source == NULL)
			continue;
		cursor = start_at(diags->list, i);
		source_follow(&cursor, finding->at);
		finding->line = cursor.line;
		finding->column = cursor.column;
	}
}

static inline bool
is_printable(char byte)
{
	return byte >= ' ' && byte <= '~';
}

/* How many bytes TEXT begins with that are printable, up to LENGTH. */
static size_t
printable_length(const char *text, size_t length)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;
	size_t at = 0;

	/* Eight at a time: one below the blank borrows, one above the tilde
	 * reaches or has the highest bit. */
	for (; length - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, text + at, sizeof(word));
		if ((((word - ones * ' ') | (word + ones) | word) &
			ones * 0x80) != 0)
			break;
	}
	while (at < length && is_printable(text[at]))
		at++;
	return at;
}

/* At most LIMIT bytes of TEXT in printable ASCII. */
static const char *
quote(struct diags *diags, const char *text, size_t limit)
{
	static const char digits[] = "0123456789abcdef";
	size_t length = strnlen(text, limit), i;
	char *quoted, *end;

	if (text[length] == '\0' && printable_length(text, length) == length)
		return arena_copy(diags->arena, text, length);
	quoted = end = arena_alloc(diags->arena, length * 4 + 4);
	for (i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (is_printable(text[i])) {
			*end++ = (char)byte;
			continue;
		}
		*end++ = '\\';
		*end++ = 'x';
		*end++ = digits[byte >> 4];
		*end++ = digits[byte & 15];
	}
	if (text[length] != '\0')
		memcpy(end, "...", 3);
	return quoted;
}

const char *
diag_quote(struct diags *diags, const char *text)
{
	return quote(diags, text, LIMIT_QUOTE);
}

const char *
diag_path(struct diags *diags, const char *path)
{
	return quote(diags, path, LIMIT_PATH);
}

struct arena *
diags_arena(struct diags *diags)
{
	return diags->arena;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t low = a < b ? a : b;

	return low < c ? low : c;
}

/*
 * How many letters to insert, leave out, exchange for others or for their
 * neighbours (optimal string alignment); both lengths are at most
 * LIMIT_NEAREST.
 */
static size_t
distance(const char *a, const char *b)
{
	size_t rows[3][LIMIT_NEAREST + 1], i, j;
	size_t *row = rows[0], *last = rows[1], *before = rows[2], *spare;
	size_t length = strlen(b);

	for (j = 0; j <= length; j++)
		row[j] = j;
	for (i = 1; a[i - 1] != '\0'; i++) {
		spare = before;
		before = last;
		last = row;
		row = spare;
		row[0] = i;
		for (j = 1; j <= length; j++) {
			row[j] = least(last[j] + 1, row[j - 1] + 1,
			    last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
	}
	return row[length];
}

const char *
diag_nearest(const char *name, const char *const *known, size_t count)
{
	const char *best = NULL;
	size_t length = strlen(name), found, closest = SIZE_MAX, i;

	if (length > LIMIT_NEAREST)
		return NULL;
	for (i = 0; i < count; i++) {
		if (strlen(known[i]) > LIMIT_NEAREST)
			continue;
		found = distance(name, known[i]);
		if (found < closest) {
			closest = found;
			best = known[i];
		}
	}
	return closest <= (length + 2) / 3 ? best : NULL;
}
