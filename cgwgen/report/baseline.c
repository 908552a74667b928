/* SPDX-License-Identifier: ISC */
/* The table of known findings.  Floor 6. */
#include "report/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/index.h"
#include "base/path.h"
#include "report/baseline_file.h"
#include "report/entry.h"
#include "report/plain.h"

struct baseline {
	struct arena *arena;
	struct arena *scratch;
	bool grows;
	struct digest_key secret;
	struct index index; /* of the rows */
	struct baseline_row **rows;
	size_t count;
	size_t capacity;
	size_t dropped;
	/* The file of the last finding, as named and in whole: looking up a
	 * path takes time. */
	struct arena *last;
	const char *last_name;
	const char *last_file;
};

struct baseline *
baseline_new(bool grows, struct arena *arena)
{
	struct baseline *baseline = ARENA_NEW(arena, struct baseline);

	baseline->arena = arena;
	baseline->grows = grows;
	baseline->scratch = arena_new();
	baseline->last = arena_new();
	digest_key_make(&baseline->secret);
	return baseline;
}

void
baseline_free(struct baseline *baseline)
{
	arena_free(baseline->scratch);
	arena_free(baseline->last);
	free(baseline->rows);
}

/* What ROW is known by. */
static struct digest
digest_of(const struct baseline *baseline, const struct baseline_row *row)
{
	struct buf key = { NULL, 0, 0 };
	struct digest digest;

	buf_printf(&key, "%s %s %s", row->rule, row->print,
	    row->file != NULL ? row->file : "");
	digest = digest_make(&baseline->secret, key.data, key.length);
	buf_free(&key);
	return digest;
}

static void
append(struct baseline *baseline, struct baseline_row *row)
{
	struct baseline_row **grown;

	if (baseline->count == baseline->capacity) {
		baseline->capacity = baseline->capacity * 2 + 64;
		grown = realloc(
		    baseline->rows, baseline->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		baseline->rows = grown;
	}
	baseline->rows[baseline->count++] = row;
}

/* Adds a copy of ROW that nothing was counted for yet. */
static struct baseline_row *
add(struct baseline *baseline, const struct baseline_row *row,
    struct digest digest)
{
	struct arena *arena = baseline->arena;
	struct baseline_row *made = ARENA_NEW(arena, struct baseline_row);

	*made = (struct baseline_row){
		.rule = arena_string(arena, row->rule),
		.file =
		    row->file != NULL ? arena_string(arena, row->file) : NULL,
		.print = arena_string(arena, row->print),
		.message = arena_string(arena, row->message),
		.at = row->at,
	};
	*index_place(&baseline->index, digest, arena) = made;
	append(baseline, made);
	return made;
}

bool
baseline_read(struct baseline *baseline, const struct source *source,
    const char *directory, struct diags *diags)
{
	struct baseline_file file;
	struct baseline_row row, *had;
	struct digest digest;

	if (!baseline_file_open(
		&file, source, directory, baseline->scratch, diags))
		return false;
	while (baseline_file_next(&file, &row)) {
		digest = digest_of(baseline, &row);
		had = index_find(&baseline->index, digest);
		if (had == NULL && baseline->count == BASELINE_LIMIT) {
			diag(diags, RULE_BASELINE, row.at,
			    "the baseline has more than %d findings",
			    BASELINE_LIMIT);
			return false;
		}
		if (had == NULL)
			had = add(baseline, &row, digest);
		had->known += row.known;
	}
	arena_reset(baseline->scratch);
	return file.good;
}

/* The whole path of FINDING's file; what has no path keeps its name. */
static const char *
file_of(struct baseline *baseline, const struct finding *finding)
{
	const struct source *source = finding->at.source;
	const char *name;

	if (source == NULL)
		return NULL;
	if ((name = source_path(source)) == NULL)
		return plain_text(source_name(source), baseline->scratch);
	if (baseline->last_name != NULL &&
	    strcmp(baseline->last_name, name) == 0)
		return baseline->last_file;
	arena_reset(baseline->last);
	baseline->last_name = arena_string(baseline->last, name);
	baseline->last_file =
	    plain_text(path_whole(name, baseline->last), baseline->last);
	return baseline->last_file;
}

static const char *
message_of(const struct finding *finding, struct arena *arena)
{
	const char *message = finding->message;

	if (finding->subject != NULL)
		message =
		    arena_printf(arena, "%s: %s", finding->subject, message);
	return plain_text(message, arena);
}

/* What a row for FINDING would be, in scratch memory, and its digest. */
static struct digest
row_of(struct baseline *baseline, const struct finding *finding,
    struct baseline_row *ret)
{
	struct arena *arena = baseline->scratch;

	*ret = (struct baseline_row){
		.rule = rule_get(finding->rule)->id,
		.file = file_of(baseline, finding),
		.print =
		    entry_digits(entry_finding_hash(finding, arena), arena),
	};
	return digest_of(baseline, ret);
}

bool
baseline_has(struct baseline *baseline, const struct finding *finding)
{
	struct baseline_row like;
	const struct baseline_row *row =
	    index_find(&baseline->index, row_of(baseline, finding, &like));

	arena_reset(baseline->scratch);
	return row != NULL && row->seen < row->known;
}

bool
baseline_meet(struct baseline *baseline, const struct finding *finding)
{
	struct arena *arena = baseline->scratch;
	struct baseline_row *row, like;
	const struct digest digest = row_of(baseline, finding, &like);

	row = index_find(&baseline->index, digest);
	if (row == NULL && baseline->grows) {
		if (baseline->count < BASELINE_LIMIT) {
			like.message = message_of(finding, arena);
			row = add(baseline, &like, digest);
		} else {
			baseline->dropped++;
		}
	}
	arena_reset(arena);
	if (row == NULL)
		return false;
	row->seen++;
	return row->seen <= row->known;
}

struct baseline_row *const *
baseline_rows(const struct baseline *baseline, size_t *ret_count)
{
	*ret_count = baseline->count;
	return baseline->rows;
}

size_t
baseline_dropped(const struct baseline *baseline)
{
	return baseline->dropped;
}

/* By file, those without first, then by rule and hash. */
static int
compare(const void *a, const void *b)
{
	const struct baseline_row *x = *(const struct baseline_row *const *)a;
	const struct baseline_row *y = *(const struct baseline_row *const *)b;
	int order;

	if (x->file == NULL || y->file == NULL)
		order = (x->file != NULL) - (y->file != NULL);
	else
		order = strcmp(x->file, y->file);
	if (order == 0)
		order = strcmp(x->rule, y->rule);
	return order != 0 ? order : strcmp(x->print, y->print);
}

void
baseline_write(const struct baseline *baseline, const char *directory,
    bool (*stays)(void *host, const struct baseline_row *row), void *host,
    struct buf *buf)
{
	size_t count = baseline->count, i;
	struct baseline_row **sorted =
	    arena_array(baseline->arena, count, sizeof(*sorted));
	struct writer writer = { .buf = *buf };
	struct baseline_row row;

	if (count != 0) {
		memcpy(sorted, baseline->rows, count * sizeof(*sorted));
		qsort(sorted, count, sizeof(*sorted), compare);
	}
	baseline_file_begin(&writer);
	for (i = 0; i < count; i++) {
		row = *sorted[i];
		if (row.seen != 0)
			row.known = row.seen;
		else if (!stays(host, &row))
			continue;
		baseline_file_row(&writer, &row, directory, baseline->scratch);
		arena_reset(baseline->scratch);
	}
	baseline_file_end(&writer);
	*buf = writer.buf;
}
