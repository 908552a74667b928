/* SPDX-License-Identifier: ISC */
/* Lists of patterns, one above the other.  Ground floor. */
#include "base/ignore.h"

#include <string.h>

#include "base/glob.h"
#include "base/path.h"

struct rule_line {
	const char *pattern;
	bool negated;
	bool directory; /* fits directories only */
	bool path;      /* fits the path below the list's directory */
	struct rule_line *before;
};

struct ignore {
	const struct ignore *above;
	size_t base;
	size_t count; /* with those above */
	struct rule_line *last;
};

/* The length of LINE without blanks at its end; one that is escaped stays. */
static size_t
trimmed(const char *line, size_t length)
{
	size_t at, end = 0;

	for (at = 0; at < length; at++) {
		if (line[at] == '\\' && at + 1 < length)
			end = ++at + 1;
		else if (line[at] != ' ')
			end = at + 1;
	}
	return end;
}

/* Reads one pattern into RET; false where there is none that can fit, and
 * then *RET_BAD is the offset of what is malformed, if anything is. */
static bool
read_line(const char *line, size_t length, struct arena *arena,
    struct rule_line *ret, size_t *ret_bad)
{
	size_t start = 0, bad;
	char *pattern;

	*ret = (struct rule_line){ .pattern = NULL };
	*ret_bad = length;
	if (length > 0 && line[length - 1] == '\r')
		length--;
	length = trimmed(line, length);
	if (length == 0 || line[0] == '#')
		return false;
	if (line[0] == '!')
		ret->negated = start++ == 0;
	ret->directory = length > start && line[length - 1] == '/';
	length -= ret->directory;
	ret->path = memchr(line + start, '/', length - start) != NULL;
	if (start < length && line[start] == '/')
		start++;
	if (start == length)
		return false;
	pattern = arena_copy(arena, line + start, length - start);
	bad = glob_check(pattern);
	if (pattern[bad] != '\0') {
		*ret_bad = start + bad;
		return false;
	}
	ret->pattern = pattern;
	return true;
}

static void
add(struct ignore *ignore, const struct rule_line *line, struct arena *arena)
{
	struct rule_line *kept = ARENA_NEW(arena, struct rule_line);

	*kept = *line;
	kept->before = ignore->last;
	ignore->last = kept;
	ignore->count++;
}

const struct ignore *
ignore_read(const struct ignore *above, const struct source *source,
    size_t base, struct arena *arena, struct diags *diags)
{
	struct ignore *ignore = ARENA_NEW(arena, struct ignore);
	const char *text = source_text(source), *line = text;
	size_t length, bad;
	struct rule_line read;

	if (memchr(text, '\0', source_length(source)) != NULL) {
		diag(diags, RULE_INPUT_ENCODING,
		    (struct pos){ source, strlen(text) },
		    "text holds a NUL byte");
		return above;
	}
	ignore->above = above;
	ignore->base = base;
	ignore->count = above != NULL ? above->count : 0;
	if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
		line += 3;
	for (; *line != '\0'; line += length + (line[length] == '\n')) {
		length = strcspn(line, "\n");
		if (read_line(line, length, arena, &read, &bad)) {
			add(ignore, &read, arena);
		} else if (bad != length) {
			diag(diags, RULE_IGNORE_PATTERN,
			    (struct pos){ source, (size_t)(line - text) + bad },
			    "this pattern fits nothing: %s",
			    line[bad] == '['
				? "a bracket is not closed or its class is "
				  "unknown"
				: "it ends with a backslash");
		}
		if (ignore->count <= IGNORE_LIMIT_PATTERNS)
			continue;
		diag(diags, RULE_INPUT_LIMIT,
		    (struct pos){ source, (size_t)(line - text) },
		    "more than %d patterns, with those of the directories "
		    "above",
		    IGNORE_LIMIT_PATTERNS);
		return above;
	}
	return ignore;
}

static bool
fits(const struct rule_line *line, const char *path, const char *name,
    bool directory, size_t *steps)
{
	if (line->directory && !directory)
		return false;
	return line->path ? glob_path(line->pattern, path, steps)
			  : glob_name(line->pattern, name, steps);
}

bool
ignore_matches(const struct ignore *ignore, const char *path, bool directory,
    size_t *steps)
{
	const char *name = path_name(path);
	const struct rule_line *line;

	for (; ignore != NULL; ignore = ignore->above)
		for (line = ignore->last; line != NULL; line = line->before)
			if (fits(line, path + ignore->base, name, directory,
				steps))
				return !line->negated;
	return false;
}
