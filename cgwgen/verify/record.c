/* SPDX-License-Identifier: ISC */
/* Proposals for devices whose objects are made by one command each.  Floor:
 * verify. */
#include "verify/record.h"

#include <string.h>

#include "verify/record_plan.h"
#include "verify/record_words.h"

bool
records_know(const struct profile *profile)
{
	return profile->syntax.change_count > 0;
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
put_command(const struct plan *plan, const struct running_line *there,
    const struct profile_change *how, const char *text, const char *values)
{
	const struct record_object object = { plan->records->about, how,
		there };

	if (record_is_told(&object, text, plan->records->arena)) {
		record_command(&object, text, values, plan->out);
		return;
	}
	buf_printf(plan->out, "%s No command names this alone, do it by hand: ",
	    plan->records->comment);
	record_command(&object, text, values, plan->out);
}

/* The members of the object on line AT that change, as they are rendered. */
static const char *
changed_values(const struct plan *plan, size_t at)
{
	const struct records *records = plan->records;
	const struct object *object = &plan->objects[at];
	const struct record_object record = { records->about, object->how,
		object->there };
	struct buf buf = { NULL, 0, 0 };
	const struct expected_line *line;
	const char *text;
	size_t i, last = SIZE_MAX;

	for (i = object->first; i < records->about->expected.count; i++) {
		line = plan_line(plan, i);
		if (records->changes[i].kind == CHANGE_NONE ||
		    plan_outline(plan, i) != at ||
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
tell(const struct plan *plan, size_t at)
{
	const struct records *records = plan->records;
	size_t i;

	for (i = 0; i < records->about->expected.count; i++)
		if (records->changes[i].kind != CHANGE_NONE &&
		    plan_outline(plan, i) == at)
			records->told(records->host, i);
}

static void
put_object(const struct plan *plan, size_t at)
{
	const struct records *records = plan->records;
	const struct object *object = &plan->objects[at];
	const char *values;

	if (is_present(object) && !object->again && object->how->set != NULL) {
		values = changed_values(plan, at);
		if (*values != '\0')
			put_command(plan, object->there, object->how,
			    object->how->set, values);
		return;
	}
	record_line(records->swaps, records->outline->source,
	    records->outline->lines[at].start, records->outline->lines[at].end,
	    plan->out);
	buf_char(plan->out, '\n');
}

static void
put_changes(const struct plan *plan)
{
	const size_t count = plan->records->outline->count;
	size_t i;

	for (i = count; i-- > 0;)
		if (is_removed(&plan->objects[i]))
			put_command(plan, plan->objects[i].there,
			    plan->objects[i].how, plan->objects[i].how->remove,
			    "");
	for (i = 0; i < count; i++) {
		if (plan->objects[i].how == NULL)
			tell(plan, i);
		else if (plan->objects[i].changed || plan->objects[i].again)
			put_object(plan, i);
	}
}

/* Objects of the device all of whose statements are stale; what uses a thing
 * goes before the thing. */
static void
put_stale(const struct plan *plan)
{
	const struct running *running = plan->records->about->match.running;
	const struct running_line *line, *last = NULL;
	const struct profile_change *how;
	size_t i;

	for (i = running->count; i-- > 0;) {
		line = &running->lines[i];
		how = plan->records->stale[i] ? plan_change(plan, line) : NULL;
		if (how == NULL || how->remove == NULL ||
		    (last != NULL && record_same(how, line, last)) ||
		    !record_all(how, running, line, plan->records->stale))
			continue;
		last = line;
		put_command(plan, line, how, how->remove, "");
	}
}

/* Whether the member ON of the object is set already. */
static bool
is_set(const struct plan *plan, const struct running_line *line,
    const struct profile_change *how)
{
	size_t i;

	for (i = 0; i < plan->records->outline->count; i++)
		if (is_present(&plan->objects[i]) &&
		    plan->objects[i].how == how &&
		    record_same(how, plan->objects[i].there, line) &&
		    (plan->objects[i].again ||
			(plan->objects[i].changed &&
			    strstr(changed_values(plan, i), how->on) != NULL)))
			return true;
	return false;
}

static void
put_switches(const struct plan *plan)
{
	const struct verification *about = plan->records->about;
	const struct running_line *line;
	const struct profile_change *how;
	const struct extra *extras;
	size_t i, count;

	extras = extras_find(about, plan->records->arena, &count);
	for (i = 0; i < count; i++) {
		line = &about->match.running->lines[extras[i].place];
		how = extras[i].off &&
			      plan->records->probe->places[extras[i].place] !=
				  TOLD_SILENCED
			  ? plan_change(plan, line)
			  : NULL;
		if (how != NULL && how->on != NULL && how->set != NULL &&
		    !is_set(plan, line, how))
			put_command(plan, line, how, how->set, how->on);
	}
}

/* What has to be said after the changes. */
static void
put_ends(const struct plan *plan)
{
	const struct profile_syntax *syntax =
	    &plan->records->about->profile->syntax;
	const struct object *object;
	size_t i, k;

	for (i = 0; i < syntax->change_count; i++) {
		if (syntax->changes[i].then == NULL)
			continue;
		for (k = 0; k < plan->records->outline->count; k++) {
			object = &plan->objects[k];
			if (object->how == &syntax->changes[i] &&
			    (object->changed || object->again))
				break;
		}
		if (k < plan->records->outline->count)
			buf_printf(plan->out, "%s\n", syntax->changes[i].then);
	}
}

void
records_put(const struct records *records, struct buf *ret)
{
	struct plan plan = { .records = records, .out = ret };

	plan_make(&plan);
	put_changes(&plan);
	put_stale(&plan);
	put_switches(&plan);
	put_ends(&plan);
}
