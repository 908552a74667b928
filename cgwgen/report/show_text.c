/* SPDX-License-Identifier: ISC */
/* A connection as a table, a column for each tunnel.  Floor 6. */
#include <string.h>

#include "report/label.h"
#include "report/show_text.h"
#include "report/value.h"

/* More tunnels than fit side by side go below each other. */
#define COLUMN_WIDTH 16
#define OTHER_WIDTH 44

static enum style
style_of(const struct value *value)
{
	if (value->origin == ORIGIN_DEFAULT || value->origin == ORIGIN_ASSUMED)
		return STYLE_DIM;
	if (value->origin == ORIGIN_NONE && value->text != NULL)
		return STYLE_BAD;
	return STYLE_PLAIN;
}

/* The members of a set, the weak ones highlighted. */
static struct cell
set_cell(
    const struct text *t, enum algorithm_kind kind, const struct value *value)
{
	algorithm_set set = value->u.set, weak = algorithm_weak(kind, set);
	struct cell cell = { NULL, 0 };
	const char *name;
	unsigned i;

	cell.words =
	    arena_array(t->arena, algorithm_count(kind), sizeof(*cell.words));
	for (i = 0; i < algorithm_count(kind); i++) {
		if ((set >> i & 1) == 0)
			continue;
		name = algorithm_get(kind, i)->name;
		if (set >> i > 1)
			name = arena_printf(t->arena, "%s,", name);
		cell.words[cell.count++] = (struct word){ name, strlen(name),
			(weak >> i & 1) != 0 ? STYLE_WEAK : style_of(value) };
	}
	return cell;
}

struct cell
show_value_cell(const struct text *t, const struct field *field,
    const char *unit, const struct value *value)
{
	enum algorithm_kind kind;
	const char *text;

	if (value_known(value) && field_is_set(field, &kind) &&
	    value->u.set != 0)
		return set_cell(t, kind, value);
	text = value_print(field, value, t->show->secrets, t->arena);
	if (unit != NULL && value_known(value))
		text = arena_printf(t->arena, "%s %s", text, unit);
	return table_cell(t->arena, text, style_of(value));
}

struct cell
show_origin_cell(const struct text *t, enum origin origin)
{
	return table_cell(t->arena, value_origin_brief(origin), STYLE_DIM);
}

/* ---- tunnels ---------------------------------------------------------- */

/* Whether FIELD has a row although no tunnel states it. */
static bool
is_expected(const struct text *t, const struct field *field)
{
	if (field->secret)
		return true;
	return field->need == FIELD_REQUIRED &&
	       (t->connection->has_xml || field_api(field) != NULL ||
		   field_terraform(field)[0] != '\0');
}

static bool
is_absent(const struct field *field, const struct tunnel *tunnels, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (value_state(field, field_get(field, &tunnels[i])) !=
		    VALUE_ABSENT)
			return false;
	return true;
}

static struct cell
tunnel_cell(const struct text *t, const struct field *field, const char *unit,
    const struct tunnel *tunnel)
{
	const struct value *value = field_get(field, tunnel);

	if (field->secret && value_state(field, value) == VALUE_ABSENT &&
	    (value_known(&tunnel->certificate_arn) ||
		connection_has_certificate(t->connection)))
		return table_cell(t->arena, "certificate", STYLE_PLAIN);
	return show_value_cell(t, field, unit, value);
}

/* "XML", or "XML / option" where the tunnels differ. */
static struct cell
origins_cell(const struct text *t, const struct field *field,
    const struct tunnel *tunnels, size_t count)
{
	enum origin origin = field_get(field, &tunnels[0])->origin;
	const char *list = value_origin_brief(origin);
	bool differ = false;
	size_t i;

	for (i = 1; i < count; i++) {
		differ |= field_get(field, &tunnels[i])->origin != origin;
		list = arena_printf(t->arena, "%s / %s", list,
		    value_origin_brief(field_get(field, &tunnels[i])->origin));
	}
	return differ ? table_cell(t->arena, list, STYLE_DIM)
		      : show_origin_cell(t, origin);
}

static void
tunnel_row(const struct text *t, const struct field *field,
    const struct label *label, const struct tunnel *tunnels, size_t count)
{
	struct cell *cells = arena_array(t->arena, count, sizeof(*cells));
	size_t i;

	for (i = 0; i < count; i++)
		cells[i] = tunnel_cell(t, field, label->unit, &tunnels[i]);
	table_row(t->table, label->brief, cells,
	    origins_cell(t, field, tunnels, count));
}

static const struct field *
field_at(size_t offset)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (fields[i].offset == offset)
			return &fields[i];
	return NULL;
}

static void
tunnel_rows(const struct text *t, const struct tunnel *tunnels, size_t count)
{
	enum label_group group = LABEL_GROUPS;
	size_t labels, i;
	const struct label *label = label_tunnel_rows(&labels);
	const struct field *field;

	for (i = 0; i < labels; i++, label++) {
		field = field_at(label->offset);
		if (field == NULL || (!is_expected(t, field) &&
					 is_absent(field, tunnels, count)))
			continue;
		if (group != label->group)
			table_heading(t->table, label_group_name(label->group));
		group = label->group;
		tunnel_row(t, field, label, tunnels, count);
	}
}

static const struct field address_field = { .name = "address",
	.type = FIELD_IP };

static void
tunnel_names(const struct text *t, const struct tunnel *tunnels, size_t count)
{
	struct cell *cells = arena_array(t->arena, count, sizeof(*cells));
	const struct value *address;
	const char *name;
	size_t i;

	for (i = 0; i < count; i++) {
		address = &tunnels[i].outside_address;
		name =
		    value_known(address)
			? value_print(&address_field, address, false, t->arena)
			: arena_printf(t->arena, "tunnel %zu",
			      (size_t)(&tunnels[i] - t->connection->tunnels) +
				  1);
		cells[i] = table_cell(t->arena, name, STYLE_BOLD);
	}
	table_heading(
	    t->table, count > 1 ? "Tunnels (a value printed once holds for all)"
				: "Tunnel");
	table_row(t->table, "", cells, table_cell(t->arena, "from", STYLE_DIM));
}

/* How many tunnels fit side by side. */
static size_t
tunnels_across(const struct text *t)
{
	size_t width = t->show->width, count = t->connection->tunnel_count;
	size_t fit = width > OTHER_WIDTH + COLUMN_WIDTH
			 ? (width - OTHER_WIDTH) / COLUMN_WIDTH
			 : 1;

	return fit < count ? fit : count;
}

void
show_text(const struct show *show, const struct connection *connection,
    struct arena *arena, struct buf *out)
{
	struct text t = { show, connection, arena, NULL };
	size_t across = tunnels_across(&t), done = 0, count;

	show_title(&t, out);
	do {
		count = connection->tunnel_count - done;
		if (count > across)
			count = across;
		t.table = table_new(
		    arena, count != 0 ? count : 1, show->width, show->color);
		if (done == 0)
			show_head(&t);
		if (count != 0) {
			tunnel_names(&t, &connection->tunnels[done], count);
			tunnel_rows(&t, &connection->tunnels[done], count);
		}
		table_print(t.table, out);
		done += count;
	} while (done < connection->tunnel_count);
}
