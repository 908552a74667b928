/* SPDX-License-Identifier: ISC */
/* The graph as one page.  Floor 6. */
#include <string.h>

#include "graph/forms.h"
#include "graph/text.h"

/*
 * What the page may run and load: its own style sheets and script, which are
 * the same in every page, by their SHA-256, and nothing else from anywhere.
 * tests/scripts/graph.sh holds these against pages/.
 */
#define PAGE_STYLE "ksoKdyNGkdzZaDtf7TbQGBHkFZn3iurF4Bn1ZcHB6M8="
#define PICTURE_STYLE "MBPx0IcH9fNVFgXX0tlyP2T02+jdZ4N+nbnW8UIuNsI="
#define SCRIPT "wt5/U7zMSTjpvDy/tSg4polK0phsM5pJjfgWq3eo2Hc="

static void
put_head(struct buf *buf)
{
	buf_text(buf, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\""
		      "default-src 'none'; style-src 'sha256-" PAGE_STYLE
		      "' 'sha256-" PICTURE_STYLE "'; script-src 'sha256-" SCRIPT
		      "'; base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, "
		      "initial-scale=1\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<title>VPN connections</title>\n<style>");
	graph_embed(buf, "pages/page.css");
	buf_text(buf, "</style>\n<style>");
	graph_embed(buf, "pages/picture.css");
	buf_text(buf, "</style>\n</head>\n");
}

/* "2 errors, 1 warning", coloured; what there is none of is left out. */
static void
put_counts(
    struct buf *buf, const struct graph_counts *counts, struct arena *arena)
{
	int severity;
	bool some = false;

	for (severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
		if (counts->counts[severity] == 0)
			continue;
		buf_printf(buf, "%s<span class=\"%s\">%s</span>",
		    some ? ", " : "", severity_name((enum severity)severity),
		    layout_counted(counts->counts[severity],
			severity_name((enum severity)severity), arena));
		some = true;
	}
	if (!some)
		buf_text(buf, "none");
}

static void
put_state(struct buf *buf, enum graph_state state)
{
	static const char *const styles[GRAPH_STATES] = { [GRAPH_UNKNOWN] =
							      "dim",
		[GRAPH_UP] = "up",
		[GRAPH_DOWN] = "down" };

	buf_printf(buf, "<span class=\"%s\">%s</span>", styles[state],
	    graph_state_word(state));
}

/* ---- the list of all -------------------------------------------------- */

static void
put_row(struct buf *buf, const struct graph_link *link, struct arena *arena)
{
	const struct graph_card *card = link->card;
	size_t i;

	buf_printf(buf,
	    "<tr data-card=\"%zu\"><th scope=\"row\"><a "
	    "href=\"#c%zu\">",
	    card->number, link->number);
	graph_put_text(buf, "", link->name, "</a></th>");
	graph_put_text(buf, "<td>", graph_title(card->site), "</td>");
	graph_put_text(buf, "<td>", graph_title(card->hub->end), "</td><td>");
	for (i = 0; i < link->tunnel_count; i++) {
		buf_text(buf, i != 0 ? ", " : "");
		put_state(buf, link->tunnels[i].state);
	}
	buf_text(buf, "</td><td>");
	put_counts(buf, &link->counts, arena);
	buf_text(buf, "</td></tr>\n");
}

static void
put_list(struct buf *buf, const struct graph *graph, struct arena *arena)
{
	const struct graph_link *link;

	buf_text(buf, "<div class=\"wide\"><table id=\"list\">\n"
		      "<caption>All connections</caption>\n"
		      "<thead><tr><th scope=\"col\">Connection</th>"
		      "<th scope=\"col\">Site</th><th scope=\"col\">Gateway"
		      "</th><th scope=\"col\">Tunnels</th><th scope=\"col\">"
		      "Findings</th></tr></thead>\n<tbody>\n");
	for (link = graph->links; link != NULL; link = link->next)
		put_row(buf, link, arena);
	buf_text(buf, "</tbody></table></div>\n");
}

/* ---- a connection ----------------------------------------------------- */

static void
put_texts(struct buf *buf, const char *name, const struct graph_texts *list)
{
	size_t i;

	if (list->count == 0)
		return;
	graph_put_text(buf, "<tr><th scope=\"row\">", name, "</th><td>");
	for (i = 0; i < list->count; i++)
		graph_put_text(buf, i != 0 ? ", " : "", list->items[i], "");
	buf_text(buf, "</td></tr>\n");
}

static void
put_end(struct buf *buf, const char *what, const struct graph_end *end,
    struct arena *arena)
{
	graph_put_field(buf, what,
	    arena_printf(arena, "%s%s%s%s", graph_title(end),
		end->title != NULL ? " (" : "",
		end->title != NULL ? end->name : "",
		end->title != NULL ? ")" : ""));
	graph_put_field(buf, arena_printf(arena, "%s ASN", what), end->asn);
	graph_put_field(buf,
	    arena_printf(arena, "%s %s", what,
		strcmp(end->kind, "site") == 0 ? "address" : "Region"),
	    end->detail);
	put_texts(
	    buf, arena_printf(arena, "%s networks", what), &end->prefixes);
}

static void
put_tunnels(struct buf *buf, const struct graph_link *link, struct arena *arena)
{
	const struct graph_tunnel *t;
	size_t i;

	buf_text(buf, "<div class=\"wide\"><table><caption>Tunnels</caption>"
		      "<thead><tr><th scope=\"col\">AWS</th><th scope=\"col\">"
		      "Device</th><th scope=\"col\">Inside</th>"
		      "<th scope=\"col\">State</th><th scope=\"col\">AWS says"
		      "</th><th scope=\"col\">Findings</th></tr></thead>\n"
		      "<tbody>\n");
	for (i = 0; i < link->tunnel_count; i++) {
		t = &link->tunnels[i];
		graph_put_text(
		    buf, "<tr><th scope=\"row\">", t->outside, "</th>");
		graph_put_text(buf, "<td>",
		    t->customer != NULL ? t->customer : "", "</td>");
		graph_put_text(buf, "<td>", t->inside != NULL ? t->inside : "",
		    "</td><td>");
		put_state(buf, t->state);
		graph_put_text(buf, "</td><td>",
		    t->status != NULL ? t->status : "", "</td><td>");
		put_counts(buf, &t->counts, arena);
		buf_text(buf, "</td></tr>\n");
	}
	buf_text(buf, "</tbody></table></div>\n");
}

static void
put_marks(struct buf *buf, const struct graph_link *link)
{
	const struct graph_mark *mark;
	int severity;

	if (link->marks == NULL)
		return;
	buf_text(buf, "<div class=\"wide\"><table><caption>Findings</caption>"
		      "<thead><tr><th scope=\"col\">Severity</th>"
		      "<th scope=\"col\">Rule</th><th scope=\"col\">Tunnel"
		      "</th><th scope=\"col\">What</th><th scope=\"col\">"
		      "Where</th></tr></thead>\n<tbody>\n");
	for (severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (mark = link->marks; mark != NULL; mark = mark->next) {
			if ((int)mark->severity != severity)
				continue;
			buf_printf(buf,
			    "<tr><td><span class=\"%s\">%s</span></td>",
			    severity_name(mark->severity),
			    severity_name(mark->severity));
			graph_put_text(buf, "<td>", mark->rule, "</td>");
			graph_put_text(buf, "<td>",
			    mark->about != NULL ? mark->about : "", "</td>");
			graph_put_text(buf, "<td>", mark->message, "</td>");
			graph_put_text(buf, "<td>",
			    mark->place != NULL ? mark->place : "",
			    "</td></tr>\n");
		}
	buf_text(buf, "</tbody></table></div>\n");
}

static void
put_link(struct buf *buf, const struct graph_link *link, struct arena *arena)
{
	const struct graph_card *card = link->card;

	buf_printf(buf,
	    "<section id=\"c%zu\" data-card=\"%zu\" tabindex=\"-1\">"
	    "\n<h2>",
	    link->number, card->number);
	graph_put_xml(buf, link->name);
	if (link->title != NULL)
		graph_put_text(buf, ": ", link->title, "");
	buf_text(buf, "</h2>\n<div class=\"wide\"><table><caption>Connection"
		      "</caption><tbody>\n");
	put_end(buf, "Site", card->site, arena);
	put_end(buf, "Gateway", card->hub->end, arena);
	graph_put_field(buf, "Gateway kind", card->hub->end->kind);
	graph_put_field(buf, "Routing", link->routing);
	put_texts(buf, "Static routes", &link->routes);
	graph_put_field(buf, "State", link->state);
	graph_put_field(buf, "Described in", link->place);
	buf_text(buf, "</tbody></table></div>\n");
	put_tunnels(buf, link, arena);
	put_marks(buf, link);
	buf_text(buf, "</section>\n");
}

/* ---- the page --------------------------------------------------------- */

void
graph_html(const struct graph *graph, struct arena *arena, struct buf *buf)
{
	const struct graph_link *link;
	struct graph_layout layout;

	graph_lay_out(graph, arena, &layout);
	put_head(buf);
	buf_text(buf, "<body>\n<a class=\"skip\" href=\"#list\">To the list"
		      "</a>\n<header>\n<h1>VPN connections</h1>\n"
		      "<div id=\"tools\" hidden>\n<label for=\"search\">Search"
		      "</label>\n<input id=\"search\" type=\"search\" "
		      "autocomplete=\"off\" aria-describedby=\"hint\">\n"
		      "<span id=\"count\" role=\"status\"></span>\n"
		      "<span id=\"hint\" class=\"dim\">/ to search, Escape to "
		      "end it</span>\n"
		      "<button id=\"larger\" type=\"button\">Larger</button>\n"
		      "<button id=\"smaller\" type=\"button\">Smaller</button>"
		      "\n<button id=\"whole\" type=\"button\">Fit</button>\n"
		      "</div>\n</header>\n<main>\n"
		      "<div class=\"view\" tabindex=\"0\" role=\"group\" "
		      "aria-label=\"Picture\">\n");
	graph_picture(&layout, true, buf);
	buf_text(buf, "</div>\n<p>Findings of all connections: ");
	put_counts(buf, &graph->counts, arena);
	buf_text(buf, "</p>\n");
	put_list(buf, graph, arena);
	graph_html_tables(graph, buf);
	for (link = graph->links; link != NULL; link = link->next)
		put_link(buf, link, arena);
	graph_html_sections(graph, buf);
	buf_text(buf, "</main>\n<script>");
	graph_embed(buf, "pages/page.js");
	buf_text(buf, "</script>\n</body>\n</html>\n");
}
