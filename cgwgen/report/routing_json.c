/* SPDX-License-Identifier: ISC */
/* Paths of packets as JSON; cgwgen-route(1) describes it.  Floor 6. */
#include "report/routing.h"
#include "report/writer.h"

static const char *
decided_name(enum decided decided)
{
	static const char *const names[] = { [DECIDED_NONE] = "none",
		[DECIDED_ONE] = "one",
		[DECIDED_EQUAL] = "equal",
		[DECIDED_UNKNOWN] = "unknown" };

	return names[decided];
}

static void
write_prefix(struct writer *writer, const char *key, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	writer_text_at(writer, key, ip_prefix_format(prefix, text));
}

static void
write_maybe(struct writer *writer, const char *key, struct maybe value)
{
	writer_key(writer, key);
	if (value.known)
		writer_number(writer, value.number);
	else
		writer_text(writer, NULL);
}

static void
write_candidate(
    struct writer *writer, const struct candidate *c, struct arena *arena)
{
	writer_begin(writer, '{');
	writer_text_at(writer, "to", c->id);
	write_prefix(writer, "prefix", c->prefix);
	writer_text_at(writer, "kind", route_class_name(c->class));
	write_maybe(writer, "as_path_length", c->as_path_length);
	write_maybe(writer, "first_asn", c->first_asn);
	write_maybe(writer, "med", c->med);
	writer_key(writer, "blackhole");
	writer_flag(writer, c->blackhole);
	writer_key(writer, "certain");
	writer_flag(writer, !c->doubtful);
	writer_text_at(writer, "lost", c->lost);
	writer_text_at(writer, "at", routing_place(c->at, arena));
	writer_end(writer, '}');
}

static void
write_step(
    struct writer *writer, const struct route_step *step, struct arena *arena)
{
	size_t i;

	writer_begin(writer, '{');
	writer_text_at(writer, "kind", step->kind);
	writer_text_at(writer, "id", step->id);
	writer_text_at(writer, "table", step->table);
	writer_text_at(writer, "decided", decided_name(step->decision.decided));
	writer_text_at(writer, "reason", step->decision.why);
	writer_text_at(writer, "source", step->decision.source);
	writer_key(writer, "spread");
	writer_flag(writer, step->spread);
	writer_text_at(writer, "note", step->note);
	writer_key(writer, "candidates");
	writer_begin(writer, '[');
	for (i = 0; i < step->count; i++)
		write_candidate(writer, &step->candidates[i], arena);
	writer_end(writer, ']');
	writer_end(writer, '}');
}

static void
write_tables(struct writer *writer, const struct route_table *table)
{
	size_t i;

	writer_key(writer, "tables");
	writer_begin(writer, '[');
	for (; table != NULL; table = table->next) {
		writer_begin(writer, '{');
		writer_text_at(writer, "id", table->id);
		writer_key(writer, "main");
		writer_flag(writer, table->main);
		writer_key(writer, "subnets");
		if (table->subnets == NULL) {
			writer_text(writer, NULL);
		} else {
			writer_begin(writer, '[');
			for (i = 0; i < table->subnet_count; i++)
				writer_text(writer, table->subnets[i]);
			writer_end(writer, ']');
		}
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

static void
write_path(
    struct writer *writer, const struct route_path *path, struct arena *arena)
{
	const struct route_step *step;
	size_t i;

	writer_begin(writer, '{');
	writer_text_at(writer, "from_kind", path->kind);
	writer_text_at(writer, "from", path->from);
	write_tables(writer, path->tables);
	write_prefix(writer, "to", path->to);
	writer_key(writer, "back");
	writer_flag(writer, path->back);
	writer_text_at(writer, "outcome", outcome_name(path->outcome));
	writer_text_at(writer, "end", path->end);
	writer_key(writer, "over");
	writer_begin(writer, '[');
	for (i = 0; i < path->end_count; i++)
		writer_text(writer, path->ends[i]);
	writer_end(writer, ']');
	writer_text_at(writer, "symmetry", path->symmetry);
	writer_key(writer, "steps");
	writer_begin(writer, '[');
	for (step = path->steps; step != NULL; step = step->next)
		write_step(writer, step, arena);
	writer_end(writer, ']');
	writer_end(writer, '}');
}

static void
write_failure(struct writer *writer, const struct route_failure *failure)
{
	writer_begin(writer, '{');
	writer_text_at(writer, "kind", failure->kind);
	writer_text_at(writer, "id", failure->id);
	writer_text_at(writer, "from", failure->from);
	writer_text_at(writer, "table", failure->table);
	writer_text_at(writer, "before", outcome_name(failure->before));
	writer_text_at(writer, "outcome", outcome_name(failure->outcome));
	writer_text_at(writer, "end", failure->end);
	writer_end(writer, '}');
}

void
routing_json(const struct routing *routing, FILE *out, struct arena *arena)
{
	const struct route_failure *failure;
	const struct route_path *path;
	struct writer writer = { .depth = 0 };
	size_t i;

	writer_begin(&writer, '{');
	write_prefix(&writer, "to", routing->to);
	writer_key(&writer, "failed");
	writer_begin(&writer, '[');
	for (i = 0; i < routing->failed_count; i++)
		writer_text(&writer, routing->failed[i]);
	writer_end(&writer, ']');
	writer_key(&writer, "paths");
	writer_begin(&writer, '[');
	for (path = routing->paths; path != NULL; path = path->next)
		write_path(&writer, path, arena);
	writer_end(&writer, ']');
	writer_key(&writer, "parts");
	writer_begin(&writer, '[');
	for (i = 0; i < routing->part_count; i++) {
		writer_begin(&writer, '{');
		write_prefix(&writer, "prefix", routing->parts[i].prefix);
		writer_text_at(
		    &writer, "at", routing_place(routing->parts[i].at, arena));
		writer_end(&writer, '}');
	}
	writer_end(&writer, ']');
	writer_key(&writer, "more_parts");
	writer_flag(&writer, routing->more_parts);
	writer_key(&writer, "failures");
	writer_begin(&writer, '[');
	for (failure = routing->failures.changes; failure != NULL;
	     failure = failure->next)
		write_failure(&writer, failure);
	writer_end(&writer, ']');
	writer_key(&writer, "no_change");
	writer_begin(&writer, '[');
	for (i = 0; i < routing->failures.idle_count; i++) {
		writer_begin(&writer, '{');
		writer_text_at(&writer, "kind", routing->failures.idle[i].kind);
		writer_text_at(&writer, "id", routing->failures.idle[i].id);
		writer_end(&writer, '}');
	}
	writer_end(&writer, ']');
	writer_end(&writer, '}');
	writer_print(&writer, out);
}
