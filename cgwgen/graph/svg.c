/* SPDX-License-Identifier: ISC */
/* The picture as SVG.  Floor 6. */
#include <string.h>

#include "base/embedded.h"
#include "graph/forms.h"
#include "graph/text.h"

/* From the middle of a text to the line it stands on. */
#define BASELINE 4

void
graph_embed(struct buf *buf, const char *path)
{
	const struct embedded *file = embedded_find(path);

	if (file != NULL)
		buf_add(buf, file->bytes, file->length);
}

static void
put_open(const struct graph_shape *shape, bool in_page, struct buf *buf)
{
	const struct graph_card *card = shape->card;
	const struct graph_table *table = shape->table;

	if (in_page && table != NULL)
		buf_printf(buf, "<a href=\"#t%zu\" data-card=\"%zu\">",
		    table->number, table->card);
	else if (in_page && card != NULL)
		buf_printf(buf, "<a href=\"#c%zu\" data-card=\"%zu\">",
		    card->links->number, card->number);
	else
		buf_text(buf, "<g>");
	buf_text(buf, "<title>");
	graph_put_xml(buf, shape->text);
	buf_text(buf, "</title>\n");
}

static void
put_text(const struct graph_shape *shape, struct buf *buf)
{
	buf_printf(buf, "<text class=\"%s\" x=\"%d\" y=\"%d\"%s>", shape->style,
	    shape->x, shape->y + BASELINE,
	    shape->right ? " text-anchor=\"end\"" : "");
	graph_put_xml(buf, shape->text);
	buf_text(buf, "</text>\n");
}

static void
put_shape(const struct graph_shape *shape, bool in_page, struct buf *buf)
{
	switch (shape->kind) {
	case SHAPE_OPEN:
		put_open(shape, in_page, buf);
		break;
	case SHAPE_CLOSE:
		buf_text(buf, in_page && strcmp(shape->style, "card") == 0
				  ? "</a>\n"
				  : "</g>\n");
		break;
	case SHAPE_RECT:
		buf_printf(buf,
		    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
		    "height=\"%d\" rx=\"4\"/>\n",
		    shape->style, shape->x, shape->y, shape->w, shape->h);
		break;
	case SHAPE_LINE:
		buf_printf(buf,
		    "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" "
		    "y2=\"%d\"/>\n",
		    shape->style, shape->x, shape->y, shape->x + shape->w,
		    shape->y + shape->h);
		break;
	case SHAPE_TEXT:
		put_text(shape, buf);
		break;
	}
}

void
graph_picture(const struct graph_layout *layout, bool in_page, struct buf *buf)
{
	size_t i;

	buf_printf(buf,
	    "<svg class=\"graph\" xmlns=\"http://www.w3.org/2000/svg\" "
	    "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"",
	    layout->width, layout->height, layout->width, layout->height);
	/* A picture is one thing to a screen reader, but links are not. */
	if (in_page)
		buf_printf(buf, " data-width=\"%d\">\n", layout->width);
	else
		buf_text(buf, " role=\"img\">\n");
	buf_text(buf, "<title>VPN connections</title>\n");
	if (!in_page) {
		buf_text(buf, "<style>\n");
		graph_embed(buf, "pages/picture.css");
		buf_text(buf, "</style>\n");
	}
	for (i = 0; i < layout->count; i++)
		put_shape(&layout->shapes[i], in_page, buf);
	buf_text(buf, "</svg>\n");
}

void
graph_svg(const struct graph *graph, struct arena *arena, struct buf *buf)
{
	struct graph_layout layout;

	graph_lay_out(graph, arena, &layout);
	buf_text(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	graph_picture(&layout, false, buf);
}

graph_writer *
graph_form(const char *name)
{
	static const struct {
		const char *name;
		graph_writer *writer;
	} rows[] = { { "svg", graph_svg }, { "dot", graph_dot },
		{ "mermaid", graph_mermaid }, { "html", graph_html } };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].writer;
	return NULL;
}
