/* SPDX-License-Identifier: ISC */
/* Changes as text.  Floor 6. */
#include "report/diff.h"

#include <string.h>

#include "report/label.h"
#include "report/value.h"

struct print {
	FILE *out;
	bool color;
	struct arena *arena;
	const struct change *before; /* the one that was printed last */
};

static const char *
name_of(const struct print *p, const struct connection *connection)
{
	return value_plain(connection_name(connection), p->arena);
}

static const char *
address_of(const struct print *p, const struct tunnel *tunnel)
{
	char text[IP_TEXT_SIZE];

	if (!value_known(&tunnel->outside_address))
		return "without an outside address";
	return arena_string(
	    p->arena, ip_format(tunnel->outside_address.u.ip, text));
}

static void
line(const struct print *p, enum change_kind kind, const char *indent,
    const char *text)
{
	static const char *const colors[] = { [CHANGE_ADDED] = "\033[32m",
		[CHANGE_REMOVED] = "\033[31m",
		[CHANGE_CHANGED] = "\033[33m",
		[CHANGE_REPLACED] = "\033[33m" };

	fprintf(p->out, "%s%s%s%s\n", indent, p->color ? colors[kind] : "",
	    text, p->color ? "\033[0m" : "");
}

static void
heading(const struct print *p, const char *indent, const char *text)
{
	fprintf(p->out, "%s%s%s%s\n", indent, p->color ? "\033[1m" : "", text,
	    p->color ? "\033[0m" : "");
}

/* ---- one value -------------------------------------------------------- */

/* Words for the sides that AWS's default was assumed for. */
static const char *
assumed(const struct change *change)
{
	bool old = change->old_value->origin == ORIGIN_ASSUMED;
	bool new = change->new_value->origin == ORIGIN_ASSUMED;

	if (old == new)
		return "";
	return old ? " (before, AWS's default was assumed)"
		   : " (now, AWS's default is assumed)";
}

static const char *
set_text(const struct print *p, enum algorithm_kind kind, algorithm_set set)
{
	char text[ALGORITHM_SET_TEXT];

	return arena_string(
	    p->arena, algorithm_set_format(kind, set, text, sizeof(text)));
}

static bool
is_single(algorithm_set set)
{
	return set != 0 && (set & (set - 1)) == 0;
}

static const char *
set_change(const struct print *p, const struct change *change,
    enum algorithm_kind kind, const char *name)
{
	algorithm_set old = change->old_value->u.set;
	algorithm_set new = change->new_value->u.set;
	const char *without = set_text(p, kind, old & ~new);
	const char *with = set_text(p, kind, new & ~old);

	if (is_single(old) && is_single(new))
		return arena_printf(
		    p->arena, "%s: %s to %s", name, without, with);
	if ((new & ~old) == 0)
		return arena_printf(
		    p->arena, "%s narrowed: without %s", name, without);
	if ((old & ~new) == 0)
		return arena_printf(
		    p->arena, "%s widened: with %s", name, with);
	return arena_printf(
	    p->arena, "%s changed: without %s, with %s", name, without, with);
}

static const char *
quoted(
    const struct print *p, const struct field *field, const struct value *value)
{
	const char *text = value_print(field, value, false, p->arena);

	if (!value_known(value) || field->type != FIELD_TEXT ||
	    field->choices != NULL)
		return text;
	return arena_printf(p->arena, "\"%s\"", text);
}

static const char *
value_change(const struct print *p, const struct change *change,
    const struct label *label)
{
	const struct value *old = change->old_value, *new = change->new_value;
	const struct field *field = change->field;
	const char *name = label->full, *unit = "";
	enum algorithm_kind kind;

	if (field->secret)
		return arena_printf(p->arena, "%s %s", name,
		    old == NULL   ? "added"
		    : new == NULL ? "removed"
				  : "changed");
	if (label->unit != NULL && (new == NULL || value_known(new)))
		unit = arena_printf(p->arena, " %s", label->unit);
	if (old == NULL)
		return arena_printf(p->arena, "%s added: %s%s", name,
		    quoted(p, field, new), unit);
	if (new == NULL)
		return arena_printf(p->arena, "%s removed: %s%s", name,
		    quoted(p, field, old), unit);
	if (value_known(old) && value_known(new) && field_is_set(field, &kind))
		return arena_printf(p->arena, "%s%s",
		    set_change(p, change, kind, name), assumed(change));
	return arena_printf(p->arena, "%s: %s to %s%s%s", name,
	    quoted(p, field, old), quoted(p, field, new), unit,
	    assumed(change));
}

/* ---- where it is printed ---------------------------------------------- */

static void
label_of(const struct print *p, const struct change *change, struct label *ret)
{
	if (change->part == CHANGE_TUNNEL) {
		label_tunnel(change->field, ret);
	} else if (change->part == CHANGE_CONNECTION) {
		label_connection(change->field, ret);
	} else {
		*ret = (struct label){ .full = "static route" };
		if (change->field == gateway_prefix_field(GATEWAY_CUSTOMER))
			ret->full = "network of the site";
		else if (change->field == gateway_prefix_field(GATEWAY_VPN))
			ret->full = "network of the VPC";
		else if (change->part != CHANGE_ROUTE)
			ret->full = arena_printf(p->arena, "%s's %s",
			    change->part == CHANGE_CUSTOMER ? "customer gateway"
							    : "AWS gateway",
			    change->field->name);
	}
}

static bool
same_connection(const struct change *a, const struct change *b)
{
	return a != NULL && a->old_connection == b->old_connection &&
	       a->new_connection == b->new_connection;
}

static void
print_connection(const struct print *p, const struct change *change)
{
	const struct connection *connection = change->new_connection;

	if (connection == NULL)
		connection = change->old_connection;
	if (change->part == CHANGE_CONNECTION && change->field == NULL)
		line(p, change->kind, "",
		    arena_printf(p->arena, "connection %s: %s",
			change->kind == CHANGE_ADDED ? "added" : "removed",
			name_of(p, connection)));
	else
		heading(p, "", name_of(p, connection));
}

/* Whether CHANGE is a tunnel's as a whole, which is its heading, too. */
static bool
print_tunnel(const struct print *p, const struct change *change)
{
	const struct tunnel *old = change->old_tunnel;
	const struct tunnel *new = change->new_tunnel;

	if (change->kind == CHANGE_REPLACED) {
		line(p, change->kind, "  ",
		    arena_printf(p->arena, "tunnel replaced: %s by %s",
			address_of(p, old), address_of(p, new)));
		return true;
	}
	if (change->field == NULL) {
		line(p, change->kind, "  ",
		    arena_printf(p->arena, "tunnel %s: %s",
			old == NULL ? "added" : "removed",
			address_of(p, old == NULL ? new : old)));
		return true;
	}
	if (p->before == NULL || p->before->old_tunnel != old ||
	    p->before->new_tunnel != new)
		heading(p, "  ",
		    arena_printf(p->arena, "tunnel %s", address_of(p, new)));
	return false;
}

static void
print_change(const struct print *p, const struct change *change)
{
	struct label label;

	if (!same_connection(p->before, change))
		print_connection(p, change);
	if (change->part == CHANGE_TUNNEL) {
		if (print_tunnel(p, change))
			return;
	} else if (change->field == NULL) {
		return;
	}
	label_of(p, change, &label);
	line(p, change->kind, change->part == CHANGE_TUNNEL ? "    " : "  ",
	    value_change(p, change, &label));
}

void
diff_text(const struct comparison *comparison, bool color, struct arena *arena,
    FILE *out)
{
	struct print p = { out, color, arena, NULL };
	const struct change *change;

	for (change = comparison->first; change != NULL;
	     change = change->next) {
		print_change(&p, change);
		p.before = change;
	}
}
