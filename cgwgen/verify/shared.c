/* SPDX-License-Identifier: ISC */
/* Statements that belong to no tunnel.  Floor: verify. */
#include "verify/shared.h"

#include <string.h>

#include "model/field.h"
#include "verify/lines.h"

/* Behind so many words one more says how, and not what. */
#define SUBJECT 3

struct finder {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;
	const struct verification *about;
	struct besides *list;
	size_t count;
};

/* Whether nothing in LINE is a tunnel's or a connection's. */
static bool
is_shared(const struct expected *expected, const struct expected_line *line)
{
	const struct variable *variable;
	size_t i;

	for (i = 0; i < line->count; i++) {
		if (line->words[i].kind == EXPECTED_LITERAL)
			continue;
		variable = &expected->variables[line->words[i].variable];
		if (variable->owned || variable->tunnel >= 0 ||
		    variable->what == NULL || variable->what->parameter == NULL)
			return false;
	}
	return line->own == 0 && line->count > SUBJECT && !line->negative;
}

/* In how many of the device's own words LINE differs from OTHER; more than one
 * when OTHER is something else. */
static size_t
distance(const struct expected *expected, const struct expected_line *line,
    const struct running_line *other)
{
	const struct expected_word *word;
	size_t i, found = 0;
	uint32_t id;

	if (line->count != other->count || line->own != other->own)
		return SIZE_MAX;
	for (i = 0; i < line->count; i++) {
		word = &line->words[i];
		id = word->kind == EXPECTED_NAME
			 ? expected->variables[word->variable].bound
			 : word->id;
		if (id == other->ids[i] ||
		    (word->kind == EXPECTED_NAME && id == 0))
			continue;
		if (word->kind != EXPECTED_LITERAL || i < SUBJECT)
			return SIZE_MAX;
		found++;
	}
	return found;
}

/* Whether ABOUT has found the running statement PLACE. */
static bool
is_found(const struct verification *about, size_t place)
{
	size_t i;

	for (i = 0; i < about->expected.count; i++)
		if (about->expected.lines[i].match == place ||
		    about->expected.lines[i].instead == place)
			return true;
	return false;
}

/* The running statement that is LINE but for at most one word; the nearest one,
 * or NO_MATCH. */
static size_t
nearest(const struct verification *about, const struct running *running,
    const struct expected *expected, const struct expected_line *line,
    size_t *ret_distance)
{
	const uint32_t *list;
	size_t count, i, apart, best = NO_MATCH;

	*ret_distance = SIZE_MAX;
	list = running_find(running, line->words[SUBJECT - 1].id, &count);
	for (i = 0; i < count; i++) {
		apart = distance(expected, line, &running->lines[list[i]]);
		if (apart > 1 || apart >= *ret_distance ||
		    running->lines[list[i]].taken || is_found(about, list[i]))
			continue;
		best = list[i];
		*ret_distance = apart;
	}
	return best;
}

static bool
is_listed(const struct finder *finder, size_t place)
{
	size_t i;

	for (i = 0; i < finder->count; i++)
		if (finder->list[i].place == place)
			return true;
	return false;
}

/* Takes note of what the device has of OTHER, which is rendered with another
 * value of NAME. */
static void
compare(
    struct finder *finder, const struct verification *other, const char *name)
{
	const struct expected *expected = &other->expected;
	const struct lines own =
	    lines_of(&finder->about->expected, finder->arena);
	const struct lines there = lines_of(expected, finder->arena);
	const struct expected_line *line;
	size_t i, place, apart;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (!is_shared(expected, line) ||
		    lines_have(&own, &there, line))
			continue;
		place = nearest(
		    finder->about, finder->running, expected, line, &apart);
		if (place != NO_MATCH && finder->count < VERIFY_SHARED &&
		    !is_listed(finder, place))
			finder->list[finder->count++] = (struct besides){ place,
				apart == 0 ? name : NULL, NULL };
	}
}

/* The length of the line that TEXT begins with, with its newline. */
static size_t
line_length(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length);

	return end != NULL ? (size_t)(end - text) + 1 : length;
}

/* Whether LESS is MORE, or MORE without some of its lines. */
static bool
is_part(
    const char *less, size_t less_length, const char *more, size_t more_length)
{
	size_t line, other;

	while (less_length > 0) {
		line = line_length(less, less_length);
		for (;; more += other, more_length -= other) {
			if (more_length == 0)
				return false;
			other = line_length(more, more_length);
			if (other == line && memcmp(less, more, line) == 0)
				break;
		}
		less += line;
		less_length -= line;
		more += other;
		more_length -= other;
	}
	return true;
}

/* Whether the text in RENDERING has no line that ABOUT's has not: quick, and
 * mostly so. */
static bool
adds_nothing(
    const struct verification *about, const struct rendering *rendering)
{
	const struct buf *text;
	size_t i;

	for (i = 0; i < rendering->count; i++) {
		text = &rendering->files[i].output.text;
		if (about->sources[i] == NULL ||
		    !is_part(text->data, text->length,
			source_text(about->sources[i]),
			source_length(about->sources[i])))
			return false;
	}
	return true;
}

/* The connection with the flag FIELD the other way round; NULL when it is not
 * known. */
static const struct connection *
turned(const struct finder *finder, const struct field *field)
{
	struct connection *copy =
	    connection_copy(finder->about->connection, finder->arena);
	struct value *value;
	size_t i;

	for (i = 0; i < copy->tunnel_count; i++) {
		value = field_slot(field, &copy->tunnels[i]);
		if (!value_known(value))
			return NULL;
		value->u.flag = !value->u.flag;
	}
	return copy;
}

static void
try_flag(struct finder *finder, const struct field *field)
{
	const struct connection *copy = turned(finder, field);
	struct diags *quiet = diags_new(finder->arena, 0);
	struct verification other;

	if (copy == NULL ||
	    !verify_render(
		finder->device, copy, finder->arena, quiet, &other) ||
	    adds_nothing(finder->about, finder->device->rendering) ||
	    !verify_take(
		finder->device, finder->running, finder->arena, quiet, &other))
		return;
	compare(finder, &other, field->name);
	verification_close(&other);
}

size_t
shared_find(const struct verify_device *device, struct running *running,
    struct arena *arena, const struct verification *about,
    struct besides ret[VERIFY_SHARED])
{
	static const char *const flags[] = { "clear_df_bit",
		"fragmentation_before_encryption" };
	struct finder finder = { device, running, arena, about, ret, 0 };
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		try_flag(&finder, field_tunnel(flags[i]));
	return finder.count;
}

void
shared_replace(struct verification *about, const struct running *running)
{
	struct expected_line *line;
	size_t i, apart;

	for (i = 0; i < about->expected.count; i++) {
		line = &about->expected.lines[i];
		if (line->match == NO_MATCH && line->instead == NO_MATCH &&
		    line->reason != NULL && is_shared(&about->expected, line))
			line->instead = nearest(
			    about, running, &about->expected, line, &apart);
	}
}
