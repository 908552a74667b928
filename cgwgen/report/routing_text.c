/* SPDX-License-Identifier: ISC */
/* Paths of packets for people.  Floor 6. */
#include <string.h>

#include "base/buf.h"
#include "report/routing.h"

#define WIDTH 80

/* How many things are named whose failing changes nothing. */
#define LIMIT_IDLE 20

const char *
outcome_name(enum outcome outcome)
{
	static const char *const names[] = { [OUTCOME_REACHED] = "reached",
		[OUTCOME_LOST] = "not reached",
		[OUTCOME_UNKNOWN] = "unknown" };

	return names[outcome];
}

const char *
routing_place(struct pos at, struct arena *arena)
{
	size_t line, column;

	at = source_outer(at);
	if (at.source == NULL)
		return NULL;
	source_line_column(at, &line, &column);
	return arena_printf(arena, "%s:%zu", source_name(at.source), line);
}

/* ---- lines ------------------------------------------------------------ */

/* TEXT behind FIRST on the first line and INDENT blanks on others; it breaks
 * at blanks. */
static void
put_wrapped(struct buf *out, const char *first, size_t indent, const char *text)
{
	size_t column = strlen(first), length;
	bool begun = false;

	buf_text(out, first);
	while (*text != '\0') {
		length = strcspn(text, " ");
		if (begun && column + 1 + length > WIDTH) {
			buf_printf(out, "\n%*s", (int)indent, "");
			column = indent;
			begun = false;
		}
		buf_printf(out, "%s%.*s", begun ? " " : "", (int)length, text);
		column += length + begun;
		begun = true;
		text += length + (text[length] == ' ');
	}
	buf_char(out, '\n');
}

/* All but printable ASCII and line ends as \xNN. */
static void
print_safe(const struct buf *text, FILE *out)
{
	const unsigned char *at = (const unsigned char *)text->data;
	size_t i;

	for (i = 0; i < text->length; i++)
		if (at[i] == '\n' || (at[i] >= ' ' && at[i] < 0x7f))
			fputc(at[i], out);
		else
			fprintf(out, "\\x%02x", at[i]);
}

/* ---- sources ---------------------------------------------------------- */

#define LIMIT_SOURCES 8

/* URLs stand once, at the end. */
struct sources {
	const char *urls[LIMIT_SOURCES];
	size_t count;
};

static size_t
source_number(struct sources *sources, const char *url)
{
	size_t i;

	for (i = 0; i < sources->count; i++)
		if (strcmp(sources->urls[i], url) == 0)
			return i + 1;
	if (sources->count == LIMIT_SOURCES)
		return 0;
	sources->urls[sources->count++] = url;
	return sources->count;
}

/* ---- steps ------------------------------------------------------------ */

static void
add_maybe(struct buf *buf, const char *name, struct maybe value)
{
	if (value.known)
		buf_printf(buf, ", %s %u", name, value.number);
}

static void
put_candidate(struct buf *out, const struct candidate *c, struct arena *arena)
{
	const char *place = routing_place(c->at, arena);
	char text[IP_TEXT_SIZE];
	struct buf line = { 0 };

	buf_printf(&line, "%s %s, %s", ip_prefix_format(c->prefix, text), c->id,
	    route_class_name(c->class));
	add_maybe(&line, "AS path", c->as_path_length);
	add_maybe(&line, "first ASN", c->first_asn);
	add_maybe(&line, "MED", c->med);
	if (c->blackhole)
		buf_text(&line, ", blackhole");
	if (place != NULL)
		buf_printf(&line, " (%s)", place);
	if (c->lost != NULL)
		buf_printf(&line, ": %s", c->lost);
	else if (c->doubtful)
		buf_text(&line, ": whether it exists is not known");
	put_wrapped(out,
	    c->lost != NULL ? "     - "
	    : c->doubtful   ? "     ? "
			    : "     * ",
	    7, line.data);
	buf_free(&line);
}

static void
put_step(struct buf *out, const struct route_step *step, size_t number,
    struct sources *sources, struct arena *arena)
{
	const struct decision *decision = &step->decision;
	size_t source = 0, i;

	put_wrapped(out, arena_printf(arena, "  %zu. ", number), 5,
	    step->table != NULL
		? arena_printf(arena, "%s %s, table %s", step->kind, step->id,
		      step->table)
		: arena_printf(arena, "%s %s", step->kind, step->id));
	if (step->count == 0)
		buf_text(out, "     no route\n");
	for (i = 0; i < step->count; i++)
		put_candidate(out, &step->candidates[i], arena);
	if (decision->decided != DECIDED_NONE && decision->source != NULL)
		source = source_number(sources, decision->source);
	if (decision->decided != DECIDED_NONE)
		put_wrapped(out, "     = ", 7,
		    source != 0
			? arena_printf(arena, "%s [%zu]", decision->why, source)
			: decision->why);
	if (step->spread)
		put_wrapped(out, "     ", 5,
		    "packets are spread over all of them (ECMP)");
	if (step->note != NULL)
		put_wrapped(out, "     ", 5, step->note);
}

static void
put_table(struct buf *line, const struct route_table *table)
{
	size_t i;

	buf_printf(line, "table %s", table->id);
	if (table->main || table->subnets != NULL)
		buf_printf(line, " (%s%s", table->main ? "main" : "",
		    table->main && table->subnets != NULL ? "; " : "");
	if (table->subnets != NULL)
		buf_printf(line, "%s",
		    table->subnet_count == 0   ? "no subnet"
		    : table->subnet_count == 1 ? "subnet "
					       : "subnets ");
	for (i = 0; i < table->subnet_count; i++)
		buf_printf(line, "%s%s", i > 0 ? ", " : "", table->subnets[i]);
	if (table->main || table->subnets != NULL)
		buf_char(line, ')');
}

/* Which of a VPC's tables say what PATH does. */
static void
put_tables(struct buf *out, const struct route_path *path)
{
	const struct route_table *table = path->tables;
	struct buf line = { 0 };

	if (table == NULL || !table->several)
		return;
	buf_text(&line, "by ");
	for (; table != NULL; table = table->next) {
		put_table(&line, table);
		if (table->next != NULL)
			buf_text(
			    &line, table->next->next != NULL ? ", " : " and ");
	}
	put_wrapped(out, "  ", 4, line.data);
	buf_free(&line);
}

static void
put_path(struct buf *out, const struct route_path *path,
    struct sources *sources, struct arena *arena)
{
	const struct route_step *step;
	char text[IP_TEXT_SIZE];
	size_t number = 1;

	put_wrapped(out, "", 2,
	    arena_printf(arena, "%s %s %s to %s: %s, %s",
		path->back ? "Back from" : "From", path->kind, path->from,
		ip_prefix_format(path->to, text), outcome_name(path->outcome),
		path->end));
	put_tables(out, path);
	for (step = path->steps; step != NULL; step = step->next)
		put_step(out, step, number++, sources, arena);
	if (path->symmetry != NULL)
		put_wrapped(out, "  ", 2, path->symmetry);
	buf_char(out, '\n');
}

/* ---- failures --------------------------------------------------------- */

/* What makes no difference; the first of many by name. */
static void
put_idle(
    struct buf *out, const struct route_failures *failures, struct arena *arena)
{
	struct buf line = { 0 };
	size_t i;

	if (failures->idle_count == 0)
		return;
	buf_text(&line, "No path changes if one of these fails:");
	for (i = 0; i < failures->idle_count && i < LIMIT_IDLE; i++)
		buf_printf(&line, "%s %s %s", i > 0 ? "," : "",
		    failures->idle[i].kind, failures->idle[i].id);
	if (i < failures->idle_count)
		buf_printf(&line, " and %zu more", failures->idle_count - i);
	put_wrapped(out, "", 2, arena_copy(arena, line.data, line.length));
	buf_free(&line);
}

static void
put_failures(
    struct buf *out, const struct route_failures *failures, struct arena *arena)
{
	const struct route_failure *failure = failures->changes;
	const char *id = NULL;

	for (; failure != NULL; failure = failure->next) {
		if (id == NULL || strcmp(id, failure->id) != 0)
			put_wrapped(out, "", 2,
			    arena_printf(arena,
				"If %s %s fails:", failure->kind, failure->id));
		id = failure->id;
		put_wrapped(out, "  ", 4,
		    arena_printf(arena, "from %s%s%s: %s, %s", failure->from,
			failure->table != NULL ? ", table " : "",
			failure->table != NULL ? failure->table : "",
			outcome_name(failure->outcome), failure->end));
	}
	put_idle(out, failures, arena);
	buf_char(out, '\n');
}

static void
put_parts(struct buf *out, const struct routing *routing, struct arena *arena)
{
	struct buf line = { 0 };
	char text[IP_TEXT_SIZE];
	size_t i;

	if (routing->part_count == 0)
		return;
	buf_text(&line, "Parts of it have routes of their own and may take "
			"other paths:");
	for (i = 0; i < routing->part_count; i++)
		buf_printf(&line, "%s %s (%s)", i > 0 ? "," : "",
		    ip_prefix_format(routing->parts[i].prefix, text),
		    routing_place(routing->parts[i].at, arena));
	if (routing->more_parts)
		buf_text(&line, " and more");
	put_wrapped(out, "", 2, line.data);
	buf_char(out, '\n');
	buf_free(&line);
}

void
routing_text(const struct routing *routing, FILE *out, struct arena *arena)
{
	const struct route_path *path;
	struct sources sources = { .count = 0 };
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < routing->failed_count; i++)
		buf_printf(&text, "%s fails\n", routing->failed[i]);
	if (routing->failed_count != 0)
		buf_char(&text, '\n');
	for (path = routing->paths; path != NULL; path = path->next)
		put_path(&text, path, &sources, arena);
	put_parts(&text, routing, arena);
	if (routing->each)
		put_failures(&text, &routing->failures, arena);
	for (i = 0; i < sources.count; i++)
		buf_printf(&text, "[%zu] %s\n", i + 1, sources.urls[i]);
	print_safe(&text, out);
	buf_free(&text);
}
