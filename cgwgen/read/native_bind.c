/* SPDX-License-Identifier: ISC */
/* The keys of one section of cgwgen's own descriptor.  Floor 3. */
#include <string.h>

#include "doc/scalar.h"
#include "read/bind.h"
#include "read/native_read.h"

/* How many items of a set are looked at. */
#define LIMIT_SET 64

bool
native_expect(struct reading *reading, const struct node *node,
    enum node_kind kind, const char *name, const char *expected)
{
	if (node->kind == kind)
		return true;
	native_complain(reading, node, "%s must be %s",
	    diag_quote(reading->diags, name), expected);
	return false;
}

static bool
is_empty(const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       (scalar_type(node) == SCALAR_NULL || node->text[0] == '\0');
}

/* Whether NODE is a scalar that says something. */
static bool
check_scalar(
    struct reading *reading, const struct field *field, const struct node *node)
{
	if (is_empty(node)) {
		native_complain(reading, node,
		    "%s is empty; leave the key out, or give it a value",
		    field->name);
		return false;
	}
	if (!native_expect(reading, node, NODE_SCALAR, field->name,
		field_expected(field, reading->arena)))
		return false;
	if (field->type != FIELD_FLAG || node->plain)
		return true;
	native_complain(reading, node,
	    "%s must be true or false, without quotes", field->name);
	return false;
}

static bool
check_set(
    struct reading *reading, const struct field *field, const struct node *node)
{
	const struct node *item;
	size_t count = 0;

	if (node->first == NULL) {
		native_complain(reading, node,
		    "%s is an empty list; leave the key out for AWS's default",
		    field->name);
		return false;
	}
	for (item = node->first; item != NULL; item = item->next) {
		if (!check_scalar(reading, field, item))
			return false;
		if (++count <= LIMIT_SET)
			continue;
		native_complain(reading, item, "%s has more than %d items",
		    field->name, LIMIT_SET);
		return false;
	}
	return true;
}

/* What AWS may one day take in another range, its options, has rules. */
static bool
check_range(struct reading *reading, const struct field *field,
    const struct node *node, const struct value *value)
{
	if (field->type != FIELD_NUMBER || field->api != NULL ||
	    field->option != NULL || field->xml != NULL ||
	    field->maximum == 0 ||
	    (value->u.number >= field->minimum &&
		value->u.number <= field->maximum))
		return true;
	native_complain(reading, node, "%s must be %s", field->name,
	    field_expected(field, reading->arena));
	return false;
}

bool
native_value(struct reading *reading, const struct field *field,
    const struct node *node, void *owner)
{
	struct value *value = field_slot(field, owner);
	enum algorithm_kind kind;
	bool good;

	if (node == NULL)
		return true;
	if (node->kind == NODE_SEQUENCE && field_is_set(field, &kind))
		good = check_set(reading, field, node);
	else
		good = check_scalar(reading, field, node);
	if (good) {
		bind_field(reading, field, node, owner);
		if (value_known(value) &&
		    !check_range(reading, field, node, value))
			*value = (struct value){ .at = node->pos, .text = "" };
		return value_known(value);
	}
	/* What was written and not understood gets no default. */
	*value = (struct value){ .at = node->pos, .text = "" };
	return false;
}

void
native_read_key(struct reading *reading, enum native_section section,
    const struct node *node, const char *key, struct value *ret)
{
	struct value value = { .origin = ORIGIN_NONE };
	struct field field = *native_key(section, key)->field;

	field.offset = 0;
	if (native_value(reading, &field, node_child(node, key), &value) &&
	    value_known(&value))
		*ret = value;
}

static const char *const *
all_names(
    struct reading *reading, enum native_section section, size_t *ret_count)
{
	const struct native_entry *entries =
	    native_entries(section, reading->arena, ret_count);
	const char **names =
	    arena_array(reading->arena, *ret_count, sizeof(*names));
	size_t i;

	for (i = 0; i < *ret_count; i++)
		names[i] = entries[i].name;
	return names;
}

static void
unknown_key(struct reading *reading, enum native_section section,
    const struct node *node)
{
	size_t count;
	const char *const *names = all_names(reading, section, &count);
	const char *near = diag_nearest(node->name, names, count);
	struct finding finding = { .rule = RULE_DESCRIPTOR_SHAPE,
		.severity = SEVERITY_ERROR,
		.at = node->name_pos,
		.subject = reading->subject };

	/* "pre_shared_key MY_KEY": where a colon was forgotten. */
	if (!native_is_name(node->name))
		finding.message = arena_printf(reading->arena,
		    "%s has a key that is not one word of small letters, "
		    "digits and '_'",
		    native_keys(section)->name);
	else
		finding.message = arena_printf(reading->arena,
		    "%s has no key '%s'%s%s%s", native_keys(section)->name,
		    node->name, near != NULL ? "; did you mean '" : "",
		    near != NULL ? near : "", near != NULL ? "'?" : "");
	diag_full(reading->diags, &finding);
}

static void
require(struct reading *reading, enum native_section section,
    const struct node *node)
{
	const struct native_keys *keys = native_keys(section);
	size_t i;

	if (keys->required != NULL && node_child(node, keys->required) == NULL)
		native_complain(
		    reading, node, "%s has no %s", keys->name, keys->required);
	for (i = 0; i < keys->key_count; i++)
		if (keys->keys[i].required &&
		    node_child(node, keys->keys[i].name) == NULL)
			native_complain(reading, node, "%s has no %s",
			    keys->name, keys->keys[i].name);
}

void
native_bind(struct reading *reading, enum native_section section,
    const struct node *node, void *owner)
{
	const struct field *field;
	const struct node *child;

	if (!native_expect(reading, node, NODE_MAP, native_keys(section)->name,
		"a mapping of keys to values"))
		return;
	require(reading, section, node);
	for (child = node->first; child != NULL; child = child->next) {
		field = native_field(section, child->name);
		if (field == NULL && native_key(section, child->name) == NULL)
			unknown_key(reading, section, child);
		if (field != NULL && !field->secret)
			native_value(reading, field, child, owner);
	}
}
