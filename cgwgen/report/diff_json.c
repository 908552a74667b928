/* SPDX-License-Identifier: ISC */
/* Changes as JSON.  Floor 6. */
#include "report/diff.h"
#include "report/value.h"
#include "report/writer.h"

static void
write_connection(
    struct writer *writer, const char *key, const struct change *change)
{
	const struct connection *connection = change->new_connection;

	if (connection == NULL)
		connection = change->old_connection;
	writer_key(writer, key);
	if (value_known(&connection->id))
		writer_text(writer, connection->id.text);
	else
		writer_text(writer, connection->label);
}

static void
write_tunnel(
    struct writer *writer, const char *key, const struct change *change)
{
	const struct tunnel *tunnel = change->new_tunnel;
	char text[IP_TEXT_SIZE];

	if (tunnel == NULL)
		tunnel = change->old_tunnel;
	writer_key(writer, key);
	writer_text(
	    writer, tunnel != NULL && value_known(&tunnel->outside_address)
			? ip_format(tunnel->outside_address.u.ip, text)
			: NULL);
}

/* The field's name, behind the name of the gateway that it is of. */
static void
write_field(struct writer *writer, const struct change *change)
{
	struct buf name = { NULL, 0, 0 };

	writer_key(writer, "field");
	if (change->field == NULL) {
		writer_text(writer, NULL);
		return;
	}
	if (change->part == CHANGE_CUSTOMER)
		buf_text(&name, "customer_gateway.");
	if (change->part == CHANGE_AWS)
		buf_text(&name, "aws_gateway.");
	buf_text(&name, change->field->name);
	writer_text(writer, name.data);
	buf_free(&name);
}

static void
write_side(struct writer *writer, const char *key, const struct field *field,
    const struct value *value)
{
	writer_key(writer, key);
	if (field == NULL || value == NULL)
		writer_text(writer, NULL);
	else if (!value_known(value) && !field->secret)
		writer_text(writer, value->text); /* not of the type */
	else
		value_write(writer, field, value, false);
}

static bool
is_assumed(const struct value *value)
{
	return value != NULL && value->origin == ORIGIN_ASSUMED;
}

static void
write_change(struct writer *writer, const struct change *change)
{
	static const char *const kinds[] = { [CHANGE_ADDED] = "added",
		[CHANGE_REMOVED] = "removed",
		[CHANGE_CHANGED] = "changed",
		[CHANGE_REPLACED] = "replaced" };
	bool old = is_assumed(change->old_value);
	bool new = is_assumed(change->new_value);

	writer->flat = writer->depth + 1;
	writer_begin(writer, '{');
	write_connection(writer, "connection", change);
	write_tunnel(writer, "tunnel", change);
	write_field(writer, change);
	writer_key(writer, "change");
	writer_text(writer, kinds[change->kind]);
	write_side(writer, "old", change->field, change->old_value);
	write_side(writer, "new", change->field, change->new_value);
	if (old != new) {
		writer_key(writer, "assumed");
		writer_text(writer, old ? "old" : "new");
	}
	writer_end(writer, '}');
	writer->flat = 0;
}

void
diff_json(const struct comparison *comparison,
    const struct estate_comparison *networks, FILE *out)
{
	struct writer writer = { .flat = 0 };
	const struct change *change;

	writer_begin(&writer, '[');
	for (change = comparison->first; change != NULL; change = change->next)
		write_change(&writer, change);
	diff_networks_json(networks, &writer);
	writer_end(&writer, ']');
	writer_print(&writer, out);
}
