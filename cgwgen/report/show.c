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

static void
show_one(struct show *show, const struct estate *estate,
    const struct estate_item *item, struct arena *arena)
{
	if (show->json)
		show_endpoint_json(show, estate, item, &show->writer);
	else
		show_endpoint_text(
		    show, estate, item, arena, &show->writer.buf);
	flush(show);
}

/* The keys after the connections are there only for what there is. */
static void
show_kind(struct show *show, const struct estate *estate, enum estate_kind kind,
    const char *key, struct arena *arena)
{
	const struct estate_list *list = &estate->kinds[kind];
	bool begun = false;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!estate_client_described(list->by_key[i]))
			continue;
		if (show->json && !begun) {
			writer_end(&show->writer, ']');
			writer_key(&show->writer, key);
			writer_begin(&show->writer, '[');
		} else if (!show->json && show->count != 0) {
			buf_char(&show->writer.buf, '\n');
		}
		begun = true;
		show->count++;
		show_one(show, estate, list->by_key[i], arena);
	}
}

void
show_estate(struct show *show, const struct estate *estate, struct arena *arena)
{
	show_kind(show, estate, ESTATE_CLIENT_ENDPOINT, "client_vpn_endpoints",
	    arena);
	show_kind(
	    show, estate, ESTATE_OPENVPN_SERVER, "openvpn_servers", arena);
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
