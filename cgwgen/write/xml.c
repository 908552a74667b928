/* SPDX-License-Identifier: ISC */
/*
 * One walk over the rows of the field tables that have a path in the XML:
 * elements are opened and closed as the paths change.  Floor 3.
 */
#include "write/xml.h"

#include <string.h>

#include "base/psk.h"
#include "model/differ.h"
#include "write/xml_loss.h"

#define ROOT "vpn_connection"
#define TUNNEL "ipsec_tunnel"

struct writer {
	const struct connection *connection;
	bool is_static;
	bool is_ipv6;
	bool secrets;
	struct arena *arena;
	struct diags *diags;
	struct buf *out;
	bool good;
	/* The connection or tunnel being written. */
	const void *owner;
	const struct field *fields;
	size_t count;
	struct pos at;
	const char *subject;
	unsigned depth;
	/* The elements that are open below the owner's: the first bytes of a
	 * row's path. */
	const char *path;
	size_t open;
};

/* ---- values ----------------------------------------------------------- */

/* How much of FIELD's path names the elements around it. */
static size_t
around(const struct field *field)
{
	const char *slash = strrchr(field->xml, '/');

	return slash != NULL ? (size_t)(slash - field->xml) : 0;
}

static bool
is_ipv6_row(const struct field *field)
{
	return strstr(field->xml, "_ipv6_") != NULL;
}

/* Whether the document can have FIELD at all. */
static bool
applies(const struct writer *w, const struct field *field)
{
	return field->xml != NULL && !(field->bgp && w->is_static) &&
	       !(is_ipv6_row(field) && !w->is_ipv6);
}

static void
complain(struct writer *w, enum rule_id rule, const struct field *field,
    const struct value *value, const char *what)
{
	diag_about(w->diags, rule, value->at.source != NULL ? value->at : w->at,
	    w->subject, arena_printf(w->arena, "%s %s", field->name, what));
	w->good = false;
}

/* The token of a set, which was one token in the XML that it came from. */
static const char *
token(const struct field *field, enum algorithm_kind kind,
    const struct value *value)
{
	int index = algorithm_strongest(value->u.set);

	if (value->u.set != (algorithm_set)1 << index)
		return NULL;
	if (value->text != NULL &&
	    algorithm_from_xml(kind, value->text) == index)
		return value->text;
	return algorithm_to_xml(kind, (unsigned)index,
	    strncmp(field->xml, "ike/", strlen("ike/")) == 0 ? 1 : 2);
}

/* What stands where VALUE is not known; NULL: nothing can. */
static const char *
substitute(const struct writer *w, const struct field *field)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return field->fallback;
	if (strcmp(field->name, "attributes") == 0)
		return w->is_static ? "NoBGPVPNConnection" : NULL;
	/* AWS writes it empty for a transit gateway. */
	if (strcmp(field->name, "vpn_gateway_id") == 0)
		return "";
	/* AWS writes the length of an address, not of the network. */
	if (is_ipv6_row(field) && field->type == FIELD_NUMBER)
		return "128";
	return NULL;
}

/* What FIELD's element holds, or NULL. */
static const char *
content(const struct writer *w, const struct field *field)
{
	const struct value *value = field_get(field, w->owner);
	enum algorithm_kind kind;

	if (!value_known(value))
		return substitute(w, field);
	if (field->secret && !w->secrets)
		return PSK_REDACTED;
	if (field_is_set(field, &kind))
		return token(field, kind, value);
	return field_format(field, value, w->arena);
}

/* Whether the document is not valid, or says something else, without FIELD,
 * which is not known. */
static bool
is_needed(const struct writer *w, const struct field *field)
{
	size_t length = around(field), i;

	if (field->need == FIELD_REQUIRED || is_ipv6_row(field))
		return true;
	for (i = 0; field->need == FIELD_WITHIN && i < w->count; i++)
		if (applies(w, &w->fields[i]) &&
		    around(&w->fields[i]) == length &&
		    strncmp(w->fields[i].xml, field->xml, length) == 0 &&
		    value_known(field_get(&w->fields[i], w->owner)))
			return true;
	return false;
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Whether TEXT comes out of XML as it went in: XML 1.0 section 2.2, and no
 * blanks around it, which readers take for layout. */
static bool
can_hold(const char *text)
{
	size_t length = strlen(text), i;

	for (i = 0; i < length; i++)
		if (((unsigned char)text[i] < 0x20 && !is_space(text[i])) ||
		    strncmp(text + i, "\xef\xbf\xbe", 3) == 0 ||
		    strncmp(text + i, "\xef\xbf\xbf", 3) == 0)
			return false;
	return length == 0 ||
	       (!is_space(text[0]) && !is_space(text[length - 1]));
}

/* ---- text ------------------------------------------------------------- */

static void
add_text(struct buf *out, const char *text)
{
	static const char special[] = "&<>\"\t\n\r";
	size_t length;

	for (;;) {
		length = strcspn(text, special);
		buf_add(out, text, length);
		text += length;
		if (*text == '\0')
			return;
		if (*text == '&')
			buf_text(out, "&amp;");
		else if (*text == '<')
			buf_text(out, "&lt;");
		else if (*text == '>')
			buf_text(out, "&gt;");
		else
			buf_printf(out, "&#%d;", *text);
		text++;
	}
}

static void
indent(struct writer *w)
{
	buf_printf(w->out, "%*s", (int)(2 * w->depth), "");
}

static void
begin(struct writer *w, const char *name, size_t length)
{
	indent(w);
	buf_printf(w->out, "<%.*s>\n", (int)length, name);
	w->depth++;
}

static void
end(struct writer *w, const char *name, size_t length)
{
	w->depth--;
	indent(w);
	buf_printf(w->out, "</%.*s>\n", (int)length, name);
}

/* How much of two lists of elements is common, in whole elements. */
static size_t
common(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i, found = 0;

	for (i = 0; i <= a_length && i <= b_length; i++) {
		if ((i == a_length || a[i] == '/') &&
		    (i == b_length || b[i] == '/'))
			found = i;
		if (i == a_length || i == b_length || a[i] != b[i])
			break;
	}
	return found;
}

/* Closes and opens elements until the first LENGTH bytes of PATH are open. */
static void
move(struct writer *w, const char *path, size_t length)
{
	size_t shared = common(w->path, w->open, path, length), start, size;

	while (w->open > shared) {
		for (start = w->open; start > 0 && w->path[start - 1] != '/';)
			start--;
		end(w, w->path + start, w->open - start);
		w->open = start > 0 ? start - 1 : 0;
	}
	w->path = path;
	while (w->open < length) {
		start = w->open > 0 ? w->open + 1 : 0;
		size = strcspn(path + start, "/");
		begin(w, path + start, size);
		w->open = start + size;
	}
}

static void
put_element(struct writer *w, const struct field *field, const char *text)
{
	const char *name = field->xml + around(field);

	name += *name == '/';
	move(w, field->xml, around(field));
	indent(w);
	if (text[0] == '\0') {
		buf_printf(w->out, "<%s/>\n", name);
		return;
	}
	buf_printf(w->out, "<%s>", name);
	add_text(w->out, text);
	buf_printf(w->out, "</%s>\n", name);
}

/* ---- the walk --------------------------------------------------------- */

/* What FIELD's element holds, or NULL, if need be after a finding. */
static const char *
checked(struct writer *w, const struct field *field)
{
	const struct value *value = field_get(field, w->owner);
	const char *text = content(w, field);

	if (text != NULL && w->is_static &&
	    strcmp(field->name, "attributes") == 0 &&
	    strstr(text, "NoBGP") == NULL)
		complain(w, RULE_VALUE_UNWRITABLE, field, value,
		    "says that routing is by BGP, and it is static");
	if (text == NULL && value_known(value))
		complain(w, RULE_VALUE_UNWRITABLE, field, value,
		    "is several algorithms; the XML has room for one");
	else if (text == NULL && is_needed(w, field))
		complain(w, RULE_VALUE_UNKNOWN, field, value,
		    value->origin == ORIGIN_LATER
			? "is known only after a deployment; the XML must "
			  "have it"
			: "is not known; the XML must have it");
	else if (text != NULL && !can_hold(text))
		complain(w, RULE_VALUE_UNWRITABLE, field, value,
		    "begins or ends with a blank, or has characters that XML "
		    "cannot hold");
	return text;
}

/* The rows that are attributes, or those that are elements. */
static void
put_fields(struct writer *w, bool attributes)
{
	const struct field *field;
	const char *text;

	for (field = w->fields; field < w->fields + w->count; field++) {
		if (!applies(w, field) || (field->xml[0] == '@') != attributes)
			continue;
		text = checked(w, field);
		if (text == NULL)
			continue;
		if (!attributes) {
			put_element(w, field, text);
			continue;
		}
		buf_printf(w->out, " %s=\"", field->xml + 1);
		add_text(w->out, text);
		buf_char(w->out, '"');
	}
	move(w, "", 0);
}

static void
put_tunnels(struct writer *w, const struct join *named)
{
	const struct connection *connection = w->connection;
	size_t i;

	w->fields = tunnel_fields(&w->count);
	for (i = 0; i < connection->tunnel_count; i++) {
		w->owner = &connection->tunnels[i];
		w->at = connection->tunnels[i].at;
		w->subject = join_tunnel(named, w->owner).subject;
		begin(w, TUNNEL, strlen(TUNNEL));
		put_fields(w, false);
		end(w, TUNNEL, strlen(TUNNEL));
	}
}

static void
put_document(struct writer *w)
{
	const struct join named = { diag_quote(w->diags,
					connection_name(w->connection)),
		w->arena, w->diags };

	w->owner = w->connection;
	w->at = w->connection->at;
	w->subject = named.subject;
	w->fields = connection_fields(&w->count);
	buf_text(w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" ROOT);
	put_fields(w, true);
	buf_text(w->out, ">\n");
	w->depth = 1;
	put_fields(w, false);
	put_tunnels(w, &named);
	buf_text(w->out, "</" ROOT ">\n");
}

bool
xml_write(const struct connection *connection, bool secrets,
    struct arena *arena, struct diags *diags, struct buf *ret)
{
	struct writer w = { .connection = connection,
		.is_static = connection_is_static(connection),
		.is_ipv6 = connection_is_ipv6(connection),
		.secrets = secrets,
		.arena = arena,
		.diags = diags,
		.out = ret,
		.good = true,
		.path = "" };
	const struct value nothing = { .at = connection->at };
	const struct field tunnels = { .name = "tunnels" };

	put_document(&w);
	w.subject = diag_quote(diags, connection_name(connection));
	if (connection->tunnel_count == 0)
		complain(&w, RULE_VALUE_UNKNOWN, &tunnels, &nothing,
		    "are not known; the XML must have one");
	if (w.good)
		xml_note_losses(connection, arena, diags);
	return w.good;
}
