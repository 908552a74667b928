/* SPDX-License-Identifier: ISC */
/* Findings in the graph.  Floor 6. */
#include <string.h>

#include "graph/collect.h"
#include "graph/text.h"
#include "report/entry.h"

const char *
grapher_place(struct grapher *g, struct pos at)
{
	size_t line, column;

	at = source_outer(at);
	if (at.source == NULL)
		return NULL;
	source_line_column(at, &line, &column);
	return arena_printf(g->arena, "%s:%zu:%zu",
	    graph_clean(source_name(at.source), g->arena), line, column);
}

/* Whether the same was said of the same: what all connections show is found
 * with the last of them, too. */
static bool
is_there(const struct graph_link *link, const struct graph_mark *mark)
{
	const struct graph_mark *at = link->marks;

	for (; at != NULL; at = at->next)
		if (at->id == mark->id &&
		    strcmp(at->message, mark->message) == 0 &&
		    (at->about == mark->about ||
			(at->about != NULL && mark->about != NULL &&
			    strcmp(at->about, mark->about) == 0)))
			return true;
	return false;
}

static void
add(struct grapher *g, struct graph_link *link, const char *about,
    const struct graph_mark *like)
{
	const struct rule *rule = rule_get(like->id);
	struct graph_mark *mark = ARENA_NEW(g->arena, struct graph_mark);
	size_t i;

	*mark = *like;
	mark->about = about;
	if (is_there(link, mark))
		return;
	mark->rule = arena_printf(g->arena, "%s %s", rule->id, rule->name);
	*link->last_mark = mark;
	link->last_mark = &mark->next;
	link->counts.counts[mark->severity]++;
	for (i = 0; about != NULL && i < link->tunnel_count; i++)
		if (strcmp(link->tunnels[i].outside, about) == 0)
			link->tunnels[i].counts.counts[mark->severity]++;
}

/* The tunnel that SUBJECT ends with, or NULL. */
static const char *
tunnel_of(struct grapher *g, const char *subject)
{
	const char *at = subject != NULL ? strstr(subject, ENTRY_TUNNEL) : NULL;

	return at != NULL ? graph_clean(at + strlen(ENTRY_TUNNEL), g->arena)
			  : NULL;
}

void
grapher_mark_link(
    struct grapher *g, struct graph_link *link, const struct finding *finding)
{
	const struct graph_mark mark = { .severity = finding->severity,
		.message = graph_clean(finding->message, g->arena),
		.id = finding->rule,
		.place = grapher_place(g, finding->at) };

	add(g, link, tunnel_of(g, finding->subject), &mark);
}

void
grapher_mark(struct grapher *g, const char *subject, enum rule_id rule,
    enum severity severity, const char *message, const char *place)
{
	const struct graph_mark mark = { .severity = severity,
		.message = graph_clean(message, g->arena),
		.id = rule,
		.place = graph_clean(place, g->arena) };
	const char *about = tunnel_of(g, subject);
	const char *end;
	struct graph_link *link;
	size_t length;

	if (subject == NULL)
		return;
	end = strstr(subject, ENTRY_TUNNEL);
	length = end != NULL ? (size_t)(end - subject) : strlen(subject);
	link = index_find(&g->names, digest_make(&g->secret, subject, length));
	if (link != NULL)
		add(g, link, about, &mark);
}
