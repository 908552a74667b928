/* SPDX-License-Identifier: ISC */
/* Connections, one after the other.  Floor 6. */
#include "report/show.h"

static void
flush(struct show *show)
{
	struct buf *buf = &show->writer.buf;

	if (buf->length != 0)
		fwrite(buf->data, 1, buf->length, show->out);
	buf_clear(buf);
}

void
show_begin(struct show *show)
{
	if (!show->json)
		return;
	writer_begin(&show->writer, '{');
	writer_key(&show->writer, "connections");
	writer_begin(&show->writer, '[');
}

void
show_connection(
    struct show *show, const struct connection *connection, struct arena *arena)
{
	if (show->json) {
		show_json(show, connection, &show->writer);
	} else {
		if (show->count != 0)
			buf_char(&show->writer.buf, '\n');
		show_text(show, connection, arena, &show->writer.buf);
	}
	show->count++;
	flush(show);
}

void
show_end(struct show *show)
{
	if (show->json) {
		writer_end(&show->writer, ']');
		writer_end(&show->writer, '}');
		flush(show);
	}
	buf_free(&show->writer.buf);
}
