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

/* The keys after the connections are there only for what there is. */
void
show_estate(struct show *show, const struct estate *estate, struct arena *arena)
{
	const struct estate_list *list = &estate->kinds[ESTATE_CLIENT_ENDPOINT];
	bool begun = false;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!estate_client_described(list->by_key[i]))
			continue;
		if (show->json && !begun) {
			writer_end(&show->writer, ']');
			writer_key(&show->writer, "client_vpn_endpoints");
			writer_begin(&show->writer, '[');
		} else if (!show->json && show->count != 0) {
			buf_char(&show->writer.buf, '\n');
		}
		begun = true;
		show->count++;
		if (show->json)
			show_endpoint_json(
			    show, estate, list->by_key[i], &show->writer);
		else
			show_endpoint_text(show, estate, list->by_key[i], arena,
			    &show->writer.buf);
		flush(show);
	}
}

void
show_end(struct show *show)
{
	if (show->json) {
		writer_end(&show->writer, ']');
		writer_end(&show->writer, '}');
	}
	flush(show);
	buf_free(&show->writer.buf);
}
