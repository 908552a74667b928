/* SPDX-License-Identifier: ISC */
/* Proposals for devices whose objects are made by one command each.  Floor:
 * verify. */
#include "verify/record.h"

#include <string.h>

#include "verify/dialect.h"
#include "verify/record_words.h"
#include "verify/scan.h"

/* An object of the rendered file: what one of its lines makes. */
struct object {
	const struct profile_change *how; /* NULL: the profile does not say */
	const struct running_line *there; /* a statement of it on the device */
	size_t first;                     /* its first expected line */
	bool changed;
	bool again; /* it is taken away and made again */
};

struct maker {
	const struct records *records;
	struct object *objects; /* by line of the outline */
	struct buf *out;
};

bool
records_know(const struct profile *profile)
{
	return profile->syntax.change_count > 0;
}

static const struct expected_line *
line_of(const struct maker *maker, size_t number)
{
	return &maker->records->about->expected.lines[number];
}

/* The line of the outline that the expected line NUMBER stands in. */
static size_t
outline_line(const struct maker *maker, size_t number)
{
	const struct expected_line *line = line_of(maker, number);

	return line->file == maker->records->file
		   ? outline_at(maker->records->outline,
			 line->statement->words[line->own].offset)
		   : OUTLINE_NONE;
}

/* How the object that a statement of COUNT words is of is changed. */
static const struct profile_change *
find_change(
    const struct profile_syntax *syntax, const struct word *words, size_t count)
{
	const struct profile_wording *match;
	struct fit fit;
	size_t i;

	for (i = 0; i < syntax->change_count; i++) {
		match = &syntax->changes[i].match;
		if (count >= match->count &&
		    dialect_fits(
			match, 0, match->count, words, 0, match->count, &fit))
			return &syntax->changes[i];
	}
	return NULL;
}

static const struct profile_change *
change_of_running(const struct maker *maker, const struct running_line *line)
{
	return find_change(&maker->records->about->profile->syntax,
	    line->statement->words, line->count);
}

static bool
has_text(const char *const *list, size_t count, const struct word *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (word_is(word, list[i]))
			return true;
	return false;
}

/* ---- what is there ---------------------------------------------------- */

/* The running statement that the expected line NUMBER is or takes the place
 * of, if it is of such an object as HOW. */
static const struct running_line *
counterpart(
    const struct maker *maker, size_t number, const struct profile_change *how)
{
	const struct expected_line *line = line_of(maker, number);
	const size_t place =
	    line->match != NO_MATCH ? line->match : line->instead;
	const struct running_line *other;

	if (place == NO_MATCH)
		return NULL;
	other = &maker->records->about->match.running->lines[place];
	return change_of_running(maker, other) == how ? other : NULL;
}

static void
look_at(struct maker *maker, size_t number)
{
	const struct expected_line *line = line_of(maker, number);
	const struct change *change = &maker->records->changes[number];
	const size_t at = outline_line(maker, number);
	struct object *object;

	if (at == OUTLINE_NONE)
		return;
	object = &maker->objects[at];
	if (object->how == NULL) {
		object->first = number;
		object->how =
		    find_change(&maker->records->about->profile->syntax,
			line->statement->words, line->count);
	}
	if (object->how == NULL)
		return;
	if (object->there == NULL || line->match != NO_MATCH)
		object->there = counterpart(maker, number, object->how) != NULL
				    ? counterpart(maker, number, object->how)
				    : object->there;
	if (change->kind == CHANGE_NONE)
		return;
	object->changed = true;
	object->again |=
	    change->kind == CHANGE_AGAIN || object->how->set == NULL ||
	    (line->count > object->how->match.count &&
		has_text(object->how->fixed, object->how->fixed_count,
		    &line->statement->words[object->how->match.count]));
}

/* What the device has of an object for another way to set it up is not set back
 * by itself. */
static void
look_for_stale(struct maker *maker)
{
	const struct running *running = maker->records->about->match.running;
	struct object *object;
	size_t i, k;

	for (i = 0; i < running->count; i++)
		for (k = 0; maker->records->stale[i] &&
			    k < maker->records->outline->count;
		     k++) {
			object = &maker->objects[k];
			if (object->there != NULL && object->how != NULL &&
			    object->how->remove != NULL &&
			    record_same(
				object->how, &running->lines[i], object->there))
				object->again = true;
		}
}

/* ---- what uses it ----------------------------------------------------- */

/* Which word of a statement is its object's name. */
static size_t
name_word(const struct profile_change *how)
{
	size_t i;

	for (i = 0; i < how->match.count; i++)
		if (strcmp(how->match.words[i], "*") == 0)
			break;
	return i;
}

/* Whether a statement of the object on the outline's line AT names NAME. */
static bool
names(const struct maker *maker, size_t at, uint32_t name)
{
	const struct object *object = &maker->objects[at];
	const size_t own = name_word(object->how);
	const struct expected_line *line;
	size_t i, k;

	for (i = object->first; i < maker->records->about->expected.count &&
				outline_line(maker, i) == at;
	     i++) {
		line = line_of(maker, i);
		for (k = own + 1; k < line->count; k++)
			if (line->words[k].id == name)
				return true;
	}
	return false;
}

/* Takes the users of the object on line AT away, too; whether there are. */
static bool
spread(struct maker *maker, size_t at)
{
	const struct object *object = &maker->objects[at];
	const struct profile_change *how = object->how;
	const struct expected_line *line = line_of(maker, object->first);
	const size_t own = name_word(how);
	struct object *user;
	bool any = false;
	size_t i, k;

	for (i = 0; i < maker->records->outline->count && own < line->count;
	     i++) {
		user = &maker->objects[i];
		if (user->how == NULL || user->again || user->there == NULL)
			continue;
		for (k = 0; k < how->user_count; k++)
			if (strcmp(how->users[k], user->how->match.text) == 0)
				break;
		if (k == how->user_count ||
		    !names(maker, i, line->words[own].id))
			continue;
		user->again = true;
		any = true;
	}
	return any;
}

static void
spread_all(struct maker *maker)
{
	bool any = true;
	size_t i;

	while (any) {
		any = false;
		for (i = 0; i < maker->records->outline->count; i++)
			if (maker->objects[i].again &&
			    maker->objects[i].there != NULL)
				any |= spread(maker, i);
	}
}

/* ---- commands --------------------------------------------------------- */

static bool
is_present(const struct object *object)
{
	return object->how != NULL && object->there != NULL;
}

/* Whether the object is taken away first. */
static bool
is_removed(const struct object *object)
{
	return is_present(object) && object->again &&
	       object->how->remove != NULL;
}

static void
put_command(const struct maker *maker, const struct running_line *there,
    const struct profile_change *how, const char *text, const char *values)
{
	const struct record_object object = { maker->records->about, how,
		there };

	if (record_is_told(&object, text, maker->records->arena)) {
		record_command(&object, text, values, maker->out);
		return;
	}
	buf_printf(maker->out,
	    "%s No command names this alone, do it by hand: ",
	    maker->records->comment);
	record_command(&object, text, values, maker->out);
}

/* The members of the object on line AT that change, as they are rendered. */
static const char *
changed_values(const struct maker *maker, size_t at)
{
	const struct records *records = maker->records;
	const struct object *object = &maker->objects[at];
	const struct record_object record = { records->about, object->how,
		object->there };
	struct buf buf = { NULL, 0, 0 };
	const struct expected_line *line;
	const char *text;
	size_t i, last = SIZE_MAX;

	for (i = object->first; i < records->about->expected.count; i++) {
		line = line_of(maker, i);
		if (records->changes[i].kind == CHANGE_NONE ||
		    outline_line(maker, i) != at ||
		    line->count <= object->how->match.count ||
		    record_has(&record, line))
			continue;
		/* A list's members are one. */
		if (line->statement->words[object->how->match.count].offset ==
		    last)
			continue;
		last = line->statement->words[object->how->match.count].offset;
		if (buf.length > 0)
			buf_char(&buf, ' ');
		record_member(records->about, i, object->how,
		    records->outline->lines[at].end, records->swaps, &buf);
	}
	text = arena_copy(
	    records->arena, buf.data != NULL ? buf.data : "", buf.length);
	buf_free(&buf);
	return text;
}

/* Tells of what there is no command for. */
static void
tell(const struct maker *maker, size_t at)
{
	const struct records *records = maker->records;
	size_t i;

	for (i = 0; i < records->about->expected.count; i++)
		if (records->changes[i].kind != CHANGE_NONE &&
		    outline_line(maker, i) == at)
			records->told(records->host, i);
}

static void
put_object(const struct maker *maker, size_t at)
{
	const struct records *records = maker->records;
	const struct object *object = &maker->objects[at];
	const char *values;

	if (is_present(object) && !object->again && object->how->set != NULL) {
		values = changed_values(maker, at);
		if (*values != '\0')
			put_command(maker, object->there, object->how,
			    object->how->set, values);
		return;
	}
	record_line(records->swaps, records->outline->source,
	    records->outline->lines[at].start, records->outline->lines[at].end,
	    maker->out);
	buf_char(maker->out, '\n');
}

static void
put_changes(const struct maker *maker)
{
	const size_t count = maker->records->outline->count;
	size_t i;

	for (i = count; i-- > 0;)
		if (is_removed(&maker->objects[i]))
			put_command(maker, maker->objects[i].there,
			    maker->objects[i].how,
			    maker->objects[i].how->remove, "");
	for (i = 0; i < count; i++) {
		if (maker->objects[i].how == NULL)
			tell(maker, i);
		else if (maker->objects[i].changed || maker->objects[i].again)
			put_object(maker, i);
	}
}

/* Objects of the device all of whose statements are stale; what uses a thing
 * goes before the thing. */
static void
put_stale(const struct maker *maker)
{
	const struct running *running = maker->records->about->match.running;
	const struct running_line *line, *last = NULL;
	const struct profile_change *how;
	size_t i;

	for (i = running->count; i-- > 0;) {
		line = &running->lines[i];
		how = maker->records->stale[i] ? change_of_running(maker, line)
					       : NULL;
		if (how == NULL || how->remove == NULL ||
		    (last != NULL && record_same(how, line, last)) ||
		    !record_all(how, running, line, maker->records->stale))
			continue;
		last = line;
		put_command(maker, line, how, how->remove, "");
	}
}

/* Whether the member ON of the object is set already. */
static bool
is_set(const struct maker *maker, const struct running_line *line,
    const struct profile_change *how)
{
	size_t i;

	for (i = 0; i < maker->records->outline->count; i++)
		if (is_present(&maker->objects[i]) &&
		    maker->objects[i].how == how &&
		    record_same(how, maker->objects[i].there, line) &&
		    (maker->objects[i].again ||
			(maker->objects[i].changed &&
			    strstr(changed_values(maker, i), how->on) != NULL)))
			return true;
	return false;
}

static void
put_switches(const struct maker *maker)
{
	const struct verification *about = maker->records->about;
	const struct running_line *line;
	const struct profile_change *how;
	const struct extra *extras;
	size_t i, count;

	extras = extras_find(about, maker->records->arena, &count);
	for (i = 0; i < count; i++) {
		line = &about->match.running->lines[extras[i].place];
		how = extras[i].off &&
			      maker->records->probe->places[extras[i].place] !=
				  TOLD_SILENCED
			  ? change_of_running(maker, line)
			  : NULL;
		if (how != NULL && how->on != NULL && how->set != NULL &&
		    !is_set(maker, line, how))
			put_command(maker, line, how, how->set, how->on);
	}
}

/* What has to be said after the changes. */
static void
put_ends(const struct maker *maker)
{
	const struct profile_syntax *syntax =
	    &maker->records->about->profile->syntax;
	const struct object *object;
	size_t i, k;

	for (i = 0; i < syntax->change_count; i++) {
		if (syntax->changes[i].then == NULL)
			continue;
		for (k = 0; k < maker->records->outline->count; k++) {
			object = &maker->objects[k];
			if (object->how == &syntax->changes[i] &&
			    (object->changed || object->again))
				break;
		}
		if (k < maker->records->outline->count)
			buf_printf(maker->out, "%s\n", syntax->changes[i].then);
	}
}

void
records_put(const struct records *records, struct buf *ret)
{
	struct maker maker = { .records = records, .out = ret };
	size_t i;

	maker.objects = arena_array(records->arena, records->outline->count + 1,
	    sizeof(*maker.objects));
	for (i = 0; i < records->about->expected.count; i++)
		look_at(&maker, i);
	look_for_stale(&maker);
	spread_all(&maker);
	put_changes(&maker);
	put_stale(&maker);
	put_switches(&maker);
	put_ends(&maker);
}
