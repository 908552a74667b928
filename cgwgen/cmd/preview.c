/* SPDX-License-Identifier: ISC */
/* Differences without secrets.  Floor 7. */
#include "cmd/preview.h"

#include <string.h>

#include "base/buf.h"
#include "base/unified.h"
#include "verify/listing.h"

/* What separates words, in whatever form a configuration has. */
#define BETWEEN " \t\r=:,;<>()[]{}\"'"

/* Hides, on every line, what stands behind a word that announces a key. */
static void
hide_announced(struct source *source)
{
	const char *text = source_text(source), *at = text, *end;
	struct word word = { .record = 0 };

	while (*at != '\0') {
		at += strspn(at, BETWEEN "\n");
		word.text = at;
		word.length = strcspn(at, BETWEEN "\n");
		at += word.length;
		if (!listing_announces(&word))
			continue;
		at += strspn(at, BETWEEN);
		end = at + strcspn(at, "\n");
		if (end > at)
			source_secret(
			    source, (size_t)(at - text), (size_t)(end - text));
		at = end;
	}
}

static bool
is_secret(const struct source *source, size_t from, size_t to)
{
	size_t start, end;

	return source_next_secret(source, from, &start, &end) &&
	       start <= from && end >= to;
}

/* Hides KEY wherever it stands; false when some place was not hidden yet. */
static bool
hide(struct source *source, const char *key)
{
	const char *text = source_text(source), *at;
	const size_t length = strlen(key);
	bool announced = true;
	size_t start;

	if (length == 0)
		return true;
	for (at = strstr(text, key); at != NULL; at = strstr(at + 1, key)) {
		start = (size_t)(at - text);
		if (is_secret(source, start, start + length))
			continue;
		announced = false;
		source_secret(source, start, start + length);
	}
	return announced;
}

/* Hides all keys of CONNECTION; false when one was not announced, or when
 * there is none to tell by where a key would stand. */
static bool
hide_keys(struct source *source, const struct connection *connection)
{
	const struct written_key *other;
	bool announced = true, some = false;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++)
		if (tunnel_has_psk(&connection->tunnels[i])) {
			some = true;
			announced &= hide(
			    source, connection->tunnels[i].pre_shared_key.text);
		}
	for (other = connection->keys; other != NULL; other = other->next)
		if (other->value.text != NULL)
			announced &= hide(source, other->value.text);
	return announced && some;
}

/* Hides every line of OLD that is not in NEW. */
static void
hide_lines(struct source *old, const struct source *new)
{
	const char *text = source_text(old), *line, *end;
	struct buf copy = { NULL, 0, 0 };

	for (line = text; *line != '\0'; line = end + (*end == '\n')) {
		end = line + strcspn(line, "\n");
		buf_clear(&copy);
		buf_add(&copy, line, (size_t)(end - line));
		if (end > line && strstr(source_text(new), copy.data) == NULL)
			source_secret(
			    old, (size_t)(line - text), (size_t)(end - text));
	}
	buf_free(&copy);
}

void
preview(const struct rendered_file *file, const struct source *was,
    const struct connection *connection, FILE *out)
{
	const struct buf *text = &file->output.text;
	struct source *old, *new;

	old = was != NULL ? source_copy(was) : source_new("nothing", "", 0);
	new = source_new(
	    file->name, text->length != 0 ? text->data : "", text->length);
	hide_announced(old);
	hide_announced(new);
	hide_keys(old, connection);
	if (!hide_keys(new, connection))
		hide_lines(old, new);
	unified_diff(
	    old, was != NULL ? file->name : "/dev/null", new, file->name, out);
	source_free(old);
	source_free(new);
}
