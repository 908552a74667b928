/* SPDX-License-Identifier: ISC */
/* Records of written files.  Floor 7. */
#include "cmd/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/index.h"

#define HEAD "cgwgen manifest 1\n"
#define KEY "key "
#define DIGITS 32
/* Some 200,000 files with long names. */
#define LIMIT_SIZE ((size_t)64 * 1024 * 1024)

struct record {
	const char *name;
	struct digest digest;
	bool ours; /* this run has it */
	bool gone;
};

struct manifest {
	int directory;
	const char *name;
	struct arena *arena;
	struct digest_key key;    /* of the files' bytes */
	struct digest_key secret; /* of the index */
	struct index by_name;
	struct record **list;
	size_t count;
	size_t capacity;
};

static struct record **
record_place(struct manifest *manifest, const char *name)
{
	return (struct record **)index_place(&manifest->by_name,
	    digest_make(&manifest->secret, name, strlen(name)),
	    manifest->arena);
}

static struct record *
record_of(struct manifest *manifest, const char *name)
{
	struct record **place = record_place(manifest, name), **grown;

	if (*place != NULL)
		return *place;
	*place = ARENA_NEW(manifest->arena, struct record);
	(*place)->name = arena_string(manifest->arena, name);
	if (manifest->count == manifest->capacity) {
		manifest->capacity = manifest->capacity * 2 + 64;
		grown = realloc(
		    manifest->list, manifest->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		manifest->list = grown;
	}
	return manifest->list[manifest->count++] = *place;
}

/* ---- reading ---------------------------------------------------------- */

static bool
read_word(const char *text, uint64_t *ret)
{
	const char *digits = "0123456789abcdef", *digit;
	int i;

	for (*ret = 0, i = 0; i < DIGITS / 2; i++) {
		digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
		if (digit == NULL)
			return false;
		*ret = *ret << 4 | (uint64_t)(digit - digits);
	}
	return true;
}

/* The 32 digits that TEXT begins with. */
static bool
read_digits(const char *text, uint64_t ret[2])
{
	return read_word(text, &ret[0]) &&
	       read_word(text + DIGITS / 2, &ret[1]);
}

/* Reads the record at LINE; false when it is none. */
static bool
read_record(struct manifest *manifest, const char *line, const char *end)
{
	struct record *record;
	struct digest digest;
	const char *name;

	if (!read_digits(line, digest.words) || line[DIGITS] != ' ')
		return false;
	name = arena_copy(manifest->arena, line + DIGITS + 1,
	    (size_t)(end - line) - DIGITS - 1);
	if (!file_name_is_safe(name))
		return false;
	record = record_of(manifest, name);
	record->digest = digest;
	return true;
}

/* Takes what SOURCE says; returns where it cannot be what cgwgen wrote, or
 * NULL. */
static const char *
parse(struct manifest *manifest, const struct source *source)
{
	const char *line = source_text(source), *end;

	if (strncmp(line, HEAD, strlen(HEAD)) != 0)
		return line;
	line += strlen(HEAD);
	if (strncmp(line, KEY, strlen(KEY)) != 0 ||
	    !read_digits(line + strlen(KEY), manifest->key.words) ||
	    line[strlen(KEY) + DIGITS] != '\n')
		return line;
	for (line += strlen(KEY) + DIGITS + 1; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		if (end == NULL || !read_record(manifest, line, end))
			return line;
	}
	return line == source_text(source) + source_length(source) ? NULL
								   : line;
}

static bool
take(struct manifest *manifest, struct source *source, struct diags *diags)
{
	const char *fault = parse(manifest, source);
	const struct pos at = { source,
		fault != NULL ? (size_t)(fault - source_text(source)) : 0 };
	size_t line, column;

	if (fault == NULL)
		return true;
	source_line_column(at, &line, &column);
	diag(diags, RULE_MANIFEST, NOWHERE,
	    "%s: line %zu is none that cgwgen writes; nothing is written",
	    manifest->name, line);
	return false;
}

struct manifest *
manifest_open(int directory, const char *name, struct diags *diags)
{
	struct manifest *manifest = memory_alloc(sizeof(*manifest));
	struct source *source = NULL;
	enum file_state state = FILE_GONE;
	bool good = true;

	*manifest = (struct manifest){
		.directory = directory, .name = name, .arena = arena_new()
	};
	digest_key_make(&manifest->key);
	digest_key_make(&manifest->secret);
	if (directory != -1)
		state = file_read_regular(
		    directory, name, name, LIMIT_SIZE, &source, diags);
	if (state == FILE_READ) {
		good = take(manifest, source, diags);
		source_free(source);
	} else if (state != FILE_GONE) {
		good = false;
		diag(diags, RULE_MANIFEST, NOWHERE,
		    "%s: %s; nothing is written", name,
		    state == FILE_OTHER   ? "is no regular file"
		    : state == FILE_LARGE ? "is too large"
					  : "cannot be read");
	}
	if (good)
		return manifest;
	manifest_free(manifest);
	return NULL;
}

void
manifest_free(struct manifest *manifest)
{
	if (manifest == NULL)
		return;
	free(manifest->list);
	arena_free(manifest->arena);
	free(manifest);
}

void
manifest_add(struct manifest *manifest, const char *name, const char *bytes,
    size_t length)
{
	struct record *record = record_of(manifest, name);

	record->ours = true;
	record->digest =
	    digest_make(&manifest->key, length != 0 ? bytes : "", length);
}

/* ---- removing --------------------------------------------------------- */

enum fate { FATE_OURS, FATE_EDITED, FATE_GONE, FATE_UNKNOWN };

/* What has become of a file that an earlier run wrote. */
static enum fate
look(const struct manifest *manifest, const struct record *record,
    struct diags *diags)
{
	struct source *source = NULL;
	struct digest digest;

	if (manifest->directory == -1)
		return FATE_GONE;
	switch (file_read_regular(manifest->directory, record->name,
	    record->name, FILE_LIMIT_DEFAULT, &source, diags)) {
	case FILE_GONE:
		return FATE_GONE;
	case FILE_FAILED:
		return FATE_UNKNOWN;
	case FILE_OTHER:
	case FILE_LARGE:
		return FATE_EDITED;
	case FILE_READ:
		break;
	}
	digest = digest_make(
	    &manifest->key, source_text(source), source_length(source));
	source_free(source);
	return memcmp(&digest, &record->digest, sizeof(digest)) == 0
		   ? FATE_OURS
		   : FATE_EDITED;
}

static bool
prune_one(struct manifest *manifest, struct record *record, bool dry,
    struct diags *diags)
{
	switch (look(manifest, record, diags)) {
	case FATE_GONE:
		record->gone = true;
		return false;
	case FATE_EDITED:
		diag(diags, RULE_OUTPUT_EDITED, NOWHERE,
		    "%s is of no connection any more, but it is not what "
		    "cgwgen wrote: it is not removed",
		    record->name);
		return false;
	case FATE_UNKNOWN:
		return false;
	case FATE_OURS:
		break;
	}
	if (!dry && unlinkat(manifest->directory, record->name, 0) == -1) {
		diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s", record->name,
		    strerror(errno));
		return false;
	}
	record->gone = !dry;
	return true;
}

static int
compare_names(const void *left, const void *right)
{
	const struct record *a = *(const struct record *const *)left;
	const struct record *b = *(const struct record *const *)right;

	return strcmp(a->name, b->name);
}

bool
manifest_prune(struct manifest *manifest, bool dry, manifest_visitor *visit,
    void *host, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR), i;

	if (manifest->count > 1)
		qsort(manifest->list, manifest->count, sizeof(struct record *),
		    compare_names);
	for (i = 0; i < manifest->count; i++)
		if (!manifest->list[i]->ours &&
		    prune_one(manifest, manifest->list[i], dry, diags))
			visit(host, manifest->list[i]->name);
	return diags_count(diags, SEVERITY_ERROR) == errors;
}

/* ---- writing ---------------------------------------------------------- */

static void
add_digits(struct buf *buf, const uint64_t words[2])
{
	buf_printf(buf, "%016" PRIx64 "%016" PRIx64, words[0], words[1]);
}

bool
manifest_write(const struct manifest *manifest, struct diags *diags)
{
	struct buf buf = { NULL, 0, 0 };
	bool written;
	size_t i;

	if (manifest->count > 1)
		qsort(manifest->list, manifest->count, sizeof(struct record *),
		    compare_names);
	buf_text(&buf, HEAD KEY);
	add_digits(&buf, manifest->key.words);
	buf_char(&buf, '\n');
	for (i = 0; i < manifest->count; i++) {
		if (manifest->list[i]->gone)
			continue;
		add_digits(&buf, manifest->list[i]->digest.words);
		buf_printf(&buf, " %s\n", manifest->list[i]->name);
	}
	written = file_write(manifest->directory, manifest->name, 0600,
	    buf.data, buf.length, diags);
	buf_free(&buf);
	return written;
}
