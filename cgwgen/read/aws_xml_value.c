/* SPDX-License-Identifier: ISC */
/* What is written in an element or attribute becomes a value.  Floor 3. */
#include <string.h>

#include "read/aws_xml_reading.h"

bool
aws_xml_is_hint(const struct node *node)
{
	static const char *const hints[] = {
		"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation",
		"{http://www.w3.org/2001/XMLSchema-instance}"
		"noNamespaceSchemaLocation",
	};

	return node->kind == NODE_ATTRIBUTE &&
	       (strcmp(node->name, hints[0]) == 0 ||
		   strcmp(node->name, hints[1]) == 0);
}

/* What nobody knows may be a key under a misspelt name: it is not quoted up
 * to the next element or, behind a last one, the end of the line. */
static void
hide(struct reading *r, const struct node *node)
{
	const char *text = source_text(r->source);
	size_t start = node->name_pos.offset, end;

	if (node->kind == NODE_ATTRIBUTE) {
		start = node->pos.offset;
		end = start + strlen(node->text);
		if (start == node->name_pos.offset)
			source_never_quote(r->source);
	} else {
		start += strcspn(text + start, " \t\r\n/>");
		end = node->next != NULL ? node->next->name_pos.offset
					 : start + strcspn(text + start, "\n");
	}
	source_secret(r->source, start, end);
}

void
aws_xml_unknown(struct reading *r, const struct node *node)
{
	const char *kind =
	    node->kind == NODE_ATTRIBUTE ? "attribute" : "element";
	const char *inside = node->parent->name;

	r->odd = true;
	hide(r, node);
	diag(r->diags, RULE_ELEMENT_UNKNOWN, node->name_pos,
	    "unknown %s %s in %s", kind, diag_quote(r->diags, node->name),
	    diag_quote(r->diags, inside));
}

static void
malformed(struct reading *r, const struct field *field, const struct node *node)
{
	const char *expected = field_expected(field, r->arena);
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		diag(r->diags, RULE_ALGORITHM_UNKNOWN, node->pos,
		    "%s '%s' is not a known %s", node->name,
		    diag_quote(r->diags, node->text),
		    algorithm_kind_name(kind));
	else if (field->secret)
		diag(r->diags, RULE_VALUE_MALFORMED, node->pos, "%s is not %s",
		    node->name, expected);
	else
		diag(r->diags, RULE_VALUE_MALFORMED, node->pos,
		    "%s '%s' is not %s", node->name,
		    diag_quote(r->diags, node->text), expected);
}

void
aws_xml_take(
    struct reading *r, const struct field *field, const struct node *node)
{
	struct value *value = aws_xml_slot(r, field);

	if (node->text == NULL || node->text[0] == '\0') {
		value->at = node->name_pos;
		if (field->type != FIELD_TEXT)
			diag(r->diags, RULE_VALUE_MALFORMED, node->name_pos,
			    "%s is empty; it must be %s", node->name,
			    field_expected(field, r->arena));
		return;
	}
	value->at = node->pos;
	value->text = node->text;
	if (field_parse(field, node->text, value))
		value->origin = ORIGIN_XML;
	else
		malformed(r, field, node);
}

struct aws_xml_met *
aws_xml_met_new(
    const struct field *field, const struct value *value, struct arena *arena)
{
	struct aws_xml_met *met;

	if (field->type == FIELD_TEXT || field->secret || !value_known(value) ||
	    strlen(value->text) >= sizeof(met->text))
		return NULL;
	met = ARENA_NEW(arena, struct aws_xml_met);
	strcpy(met->text, value->text);
	met->value = *value;
	met->value.at = NOWHERE;
	met->value.text = NULL;
	return met;
}

void
aws_xml_bind(
    struct reading *r, const struct field *field, const struct node *node)
{
	const struct node *child;

	for (child = node->first; child != NULL; child = child->next) {
		if (aws_xml_is_hint(child))
			continue;
		aws_xml_unknown(r, child);
		if (child->kind != NODE_ELEMENT)
			continue;
		/* Text around an element is no value that could be used. */
		aws_xml_slot(r, field)->at = node->pos;
		diag(r->diags, RULE_VALUE_MALFORMED, node->name_pos,
		    "%s holds an element", node->name);
		return;
	}
	aws_xml_take(r, field, node);
}
