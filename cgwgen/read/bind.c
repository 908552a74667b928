/* SPDX-License-Identifier: ISC */
/* Nodes become values.  Floor 3. */
#include "read/bind.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "doc/json.h"
#include "read/aws_xml.h"
#include "read/beginning.h"
#include "read/inventory.h"

void
bind_complain(struct reading *reading, enum rule_id rule,
    const struct node *node, const char *format, ...)
{
	const char *message;
	va_list args;

	va_start(args, format);
	message = arena_vprintf(reading->arena, format, args);
	va_end(args);
	diag_about(reading->diags, rule, node != NULL ? node->pos : NOWHERE,
	    reading->subject, message);
}

/* ---- finding nodes ---------------------------------------------------- */

static const struct node *
child_called(const struct node *map, const char *name, size_t length)
{
	const struct node *child;

	/* The first letter tells most of them apart. */
	for (child = map->first; child != NULL; child = child->next)
		if (child->name != NULL &&
		    ((child->name[0] ^ name[0]) & ~0x20) == 0 &&
		    strncasecmp(child->name, name, length) == 0 &&
		    child->name[length] == '\0')
			return child;
	return NULL;
}

const struct node *
bind_path(const struct node *node, const char *path)
{
	size_t length;

	while (node != NULL && *path != '\0') {
		if (node->kind == NODE_SEQUENCE)
			node = node->first;
		if (node == NULL || node->kind == NODE_LATER)
			return node;
		if (node->kind != NODE_MAP)
			return NULL;
		length = strcspn(path, "/");
		node = child_called(node, path, length);
		path += length + (path[length] == '/');
	}
	return node;
}

const struct node *
bind_tag(const struct node *tags, const char *name)
{
	const struct node *tag;
	const char *key;

	if (tags == NULL || tags->kind != NODE_SEQUENCE)
		return NULL;
	for (tag = tags->first; tag != NULL; tag = tag->next) {
		if (tag->kind != NODE_MAP)
			continue;
		key = node_text(tag, "Key");
		if (key != NULL && strcmp(key, name) == 0)
			return node_child(tag, "Value");
	}
	return NULL;
}

/* ---- values ----------------------------------------------------------- */

static bool
is_nothing(const struct node *node)
{
	if (node->kind == NODE_SEQUENCE || node->kind == NODE_MAP)
		return node->first == NULL;
	return node->kind == NODE_SCALAR &&
	       (node->text[0] == '\0' ||
		   (node->plain && (strcmp(node->text, "null") == 0 ||
				       strcmp(node->text, "~") == 0)));
}

static void
malformed(
    struct reading *reading, const struct field *field, const struct node *node)
{
	const char *expected = field_expected(field, reading->arena);

	if (field->secret || node->kind != NODE_SCALAR)
		bind_complain(reading, RULE_VALUE_MALFORMED, node,
		    "%s is not %s", field->name, expected);
	else
		bind_complain(reading, RULE_VALUE_MALFORMED, node,
		    "%s '%s' is not %s", field->name,
		    diag_quote(reading->diags, node->text), expected);
}

/* One member of a set: a name, or {Value: name}. */
static const struct node *
member_node(const struct node *item)
{
	const struct node *value;

	if (item->kind != NODE_MAP)
		return item;
	value = child_called(item, "Value", strlen("Value"));
	return value != NULL ? value : item;
}

static bool
bind_member(struct reading *reading, const struct field *field,
    enum algorithm_kind kind, const struct node *item, struct value *value)
{
	const struct node *node = member_node(item);
	algorithm_set bit;
	int index;

	if (node->kind == NODE_LATER) {
		value->origin = ORIGIN_LATER;
		return true;
	}
	if (node->kind != NODE_SCALAR) {
		malformed(reading, field, node);
		value->text = "";
		return false;
	}
	index = algorithm_find(kind, node->text);
	bit = index >= 0 ? (algorithm_set)1 << index : 0;
	if ((bit & algorithm_aws_set(kind, field->phase)) == 0) {
		value->text = node->text;
		bind_complain(reading, RULE_ALGORITHM_UNKNOWN, node,
		    "%s '%s' is no %s that AWS accepts%s", field->name,
		    diag_quote(reading->diags, node->text),
		    algorithm_kind_name(kind),
		    field->phase == 1   ? " in phase 1"
		    : field->phase == 2 ? " in phase 2"
					: "");
		return false;
	}
	value->u.set |= bit;
	return true;
}

static void
bind_set(struct reading *reading, const struct field *field,
    enum algorithm_kind kind, const struct node *node, struct value *value)
{
	const struct node *item;
	bool good = true;

	value->u.set = 0;
	if (node->kind != NODE_SEQUENCE)
		good = bind_member(reading, field, kind, node, value);
	else
		for (item = node->first; item != NULL; item = item->next)
			good &= bind_member(reading, field, kind, item, value);
	if (!good) {
		value->origin = ORIGIN_NONE;
		value->u.set = 0;
	} else if (value->origin != ORIGIN_LATER) {
		value->origin = reading->origin;
	}
}

static bool
bind_scalar(
    const struct field *field, const struct node *node, struct value *value)
{
	const char *text = node->text;

	value->text = text;
	if (field->type == FIELD_NUMBER && node->plain && text[0] == '0' &&
	    text[1] != '\0')
		return false;
	if (!field_takes(field, text))
		return false;
	return field_parse(field, text, value);
}

void
bind_field(struct reading *reading, const struct field *field,
    const struct node *node, void *owner)
{
	struct value *value = field_slot(field, owner);
	enum algorithm_kind kind;

	if (node == NULL || is_nothing(node))
		return;
	*value = (struct value){ .at = node->pos };
	if (node->kind == NODE_LATER)
		value->origin = ORIGIN_LATER;
	else if (field_is_set(field, &kind))
		bind_set(reading, field, kind, node, value);
	else if (node->kind == NODE_SCALAR && bind_scalar(field, node, value))
		value->origin = reading->origin;
	else {
		if (node->kind != NODE_SCALAR)
			value->text = "";
		malformed(reading, field, node);
	}
}

void
bind_api(struct reading *reading, const struct field *fields, size_t count,
    const struct node *node, void *owner)
{
	const char *path, *slash, *before = "";
	const struct node *inside = node;
	size_t length = 0, i;

	/* Rows of one group follow each other: the way to it is gone once. */
	for (i = 0; i < count; i++) {
		if ((path = field_api(&fields[i])) == NULL)
			continue;
		slash = strrchr(path, '/');
		if (slash == NULL) {
			bind_field(reading, &fields[i],
			    node != NULL && node->kind == NODE_MAP
				? child_called(node, path, strlen(path))
				: bind_path(node, path),
			    owner);
			continue;
		}
		if ((size_t)(slash - path) != length ||
		    memcmp(before, path, length) != 0) {
			before = path;
			length = (size_t)(slash - path);
			inside = bind_path(
			    node, arena_copy(reading->arena, path, length));
		}
		bind_field(
		    reading, &fields[i], bind_path(inside, slash + 1), owner);
	}
}

/* ---- the XML in a string ---------------------------------------------- */

/* YAML has too many ways to write a string: findings point at its start. */
static size_t
map_start(const struct source *outer, size_t start, size_t offset)
{
	(void)outer;
	(void)offset;
	return start;
}

struct connection *
bind_xml(struct reading *reading, const struct node *node)
{
	const struct source *outer = node->pos.source;
	bool json = !node->plain && beginning_is_json(source_text(outer));
	struct source *source;
	struct connection *connection;
	const char *before;

	if (strchr(node->text, '<') == NULL) {
		bind_complain(reading, RULE_XML_WITHHELD, node,
		    "there is no XML in it, but other words");
		return NULL;
	}
	source = source_embed("CustomerGatewayConfiguration", node->text,
	    strlen(node->text), node->pos, json ? json_place : map_start);
	inventory_keep(reading->inventory, source);
	/* The XML's reader says where, not of which connection. */
	before = diags_subject(reading->diags, reading->subject);
	connection = aws_xml_read(inventory_aws_xml(reading->inventory), source,
	    reading->arena, reading->diags);
	diags_subject(reading->diags, before);
	return connection;
}
