/* SPDX-License-Identifier: ISC */
/* Route tables in the page.  Floor 6. */
#include "graph/forms.h"
#include "graph/text.h"

static void
put_row(struct buf *buf, const struct graph_table *table)
{
	buf_printf(buf,
	    "<tr data-card=\"%zu\"><th scope=\"row\"><a href=\"#t%zu\">",
	    table->card, table->number);
	graph_put_text(buf, "", graph_table_title(table), "</a></th>");
	graph_put_text(buf, "<td>", table->owner->end.kind, " ");
	graph_put_text(buf, "", table->owner->end.name, "</td>");
	graph_put_text(buf, "<td>", table->role, "</td>");
	buf_printf(buf, "<td>%zu</td><td>%zu</td><td>%zu</td></tr>\n",
	    table->associations.count, table->propagations.count,
	    table->route_count);
}

void
graph_html_tables(const struct graph *graph, struct buf *buf)
{
	const struct graph_table *table;

	if (graph->tables == NULL)
		return;
	buf_text(buf, "<div class=\"wide\"><table id=\"tables\">\n"
		      "<caption>All route tables</caption>\n"
		      "<thead><tr><th scope=\"col\">Route table</th>"
		      "<th scope=\"col\">Of</th><th scope=\"col\">Role</th>"
		      "<th scope=\"col\">Associations</th>"
		      "<th scope=\"col\">Propagations</th>"
		      "<th scope=\"col\">Routes</th></tr></thead>\n<tbody>\n");
	for (table = graph->tables; table != NULL; table = table->next)
		put_row(buf, table);
	buf_text(buf, "</tbody></table></div>\n");
}

/* ---- one table -------------------------------------------------------- */

static void
put_texts(struct buf *buf, const char *name, const struct graph_texts *list)
{
	size_t i;

	graph_put_text(buf, "<tr><th scope=\"row\">", name, "</th><td>");
	for (i = 0; i < list->count; i++)
		graph_put_text(buf, i != 0 ? ", " : "", list->items[i], "");
	buf_text(
	    buf, list->count == 0 ? "none known</td></tr>\n" : "</td></tr>\n");
}

static void
put_routes(struct buf *buf, const struct graph_table *table)
{
	const struct graph_route *route;
	size_t i;

	buf_text(buf, "<div class=\"wide\"><table><caption>Routes</caption>"
		      "<thead><tr><th scope=\"col\">Destination</th>"
		      "<th scope=\"col\">Target</th><th scope=\"col\">Origin"
		      "</th><th scope=\"col\">State</th><th scope=\"col\">"
		      "Described in</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < table->route_count; i++) {
		route = &table->routes[i];
		graph_put_text(
		    buf, "<tr><th scope=\"row\">", route->destination, "</th>");
		graph_put_text(buf, "<td>", route->target, "</td>");
		graph_put_text(buf, "<td>", route->origin, "</td>");
		graph_put_text(buf, "<td>", route->state, "</td>");
		graph_put_text(buf, "<td>", route->place, "</td></tr>\n");
	}
	buf_text(buf, "</tbody></table></div>\n");
}

static void
put_section(struct buf *buf, const struct graph_table *table)
{
	buf_printf(buf,
	    "<section id=\"t%zu\" data-card=\"%zu\" data-table=\"%zu\" "
	    "tabindex=\"-1\">\n<h2>Route table ",
	    table->number, table->card, table->number);
	graph_put_text(buf, "", table->name, "");
	if (table->title != NULL)
		graph_put_text(buf, ": ", table->title, "");
	buf_text(buf, "</h2>\n<div class=\"wide\"><table><caption>Route table"
		      "</caption><tbody>\n");
	graph_put_field(buf, table->transit ? "Of transit gateway" : "Of VPC",
	    table->owner->end.name);
	graph_put_field(buf, "Role", table->role);
	put_texts(buf, "Associations", &table->associations);
	put_texts(buf, "Propagations", &table->propagations);
	graph_put_field(buf, "Described in", table->place);
	buf_text(buf, "</tbody></table></div>\n");
	if (table->route_count != 0)
		put_routes(buf, table);
	buf_text(buf, "</section>\n");
}

void
graph_html_sections(const struct graph *graph, struct buf *buf)
{
	const struct graph_table *table;

	for (table = graph->tables; table != NULL; table = table->next)
		put_section(buf, table);
}
