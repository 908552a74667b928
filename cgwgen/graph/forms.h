/* SPDX-License-Identifier: ISC */
/* The forms a graph is written in. */
#ifndef CGWGEN_GRAPH_FORMS_H
#define CGWGEN_GRAPH_FORMS_H

#include "base/arena.h"
#include "base/buf.h"
#include "graph/graph.h"
#include "graph/layout.h"

/* Adds GRAPH to BUF; ARENA is for what that needs. */
typedef void graph_writer(
    const struct graph *graph, struct arena *arena, struct buf *buf);

/* A picture for itself. */
graph_writer graph_svg;
/* For Graphviz and for Mermaid. */
graph_writer graph_dot;
graph_writer graph_mermaid;
/* One page with the picture, tables and a search. */
graph_writer graph_html;

/* The form called NAME, or NULL. */
graph_writer *graph_form(const char *name);

#define GRAPH_FORMS "svg, dot, mermaid and html"

/* The picture's element: with its style sheet, or within a page that has it,
 * where cards lead to the page's sections. */
void graph_picture(
    const struct graph_layout *layout, bool in_page, struct buf *buf);

/* Of the page: the list of all route tables, and one section for each. */
void graph_html_tables(const struct graph *graph, struct buf *buf);
void graph_html_sections(const struct graph *graph, struct buf *buf);

/* Adds the text of a file that is part of the program. */
void graph_embed(struct buf *buf, const char *path);

#endif
