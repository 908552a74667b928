/* SPDX-License-Identifier: ISC */
/*
 * Reading values of parameters.  Every type is a row with the function that
 * reads it; where values come from is in parameter_values.c.  Floor 4.
 */
#include "device/parameter.h"

#include <string.h>

#include "base/buf.h"
#include "base/ip.h"
#include "doc/scalar.h"

/* Most networks in one value. */
#define LIMIT_ITEMS 1000

/* What the reading of one value needs to know. */
struct reading {
	const struct parameter *parameter;
	enum rule_id rule;
	struct arena *arena;
	struct diags *diags;
	/* Texts are bytes of the source as they are, so that a part of one
	 * has a place of its own. */
	bool verbatim;
};

static bool
refuse(struct reading *reading, struct pos at, const char *text)
{
	diag(reading->diags, reading->rule, at, "'%s' must be %s; is '%s'",
	    reading->parameter->name,
	    parameter_allows(reading->parameter, diags_arena(reading->diags)),
	    diag_quote(reading->diags, text));
	return false;
}

static bool
read_text(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	const struct pattern *pattern = reading->parameter->pattern;

	if (!text_is_line(text) || pattern == NULL ||
	    !pattern_match(pattern, text))
		return refuse(reading, at, text);
	ret->shape = PARAMETER_IS_TEXT;
	ret->text = arena_string(reading->arena, text);
	return true;
}

static bool
read_integer(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	int64_t value;

	if (!scalar_integer(text, &value) ||
	    value < reading->parameter->minimum ||
	    value > reading->parameter->maximum)
		return refuse(reading, at, text);
	ret->shape = PARAMETER_IS_INTEGER;
	ret->text = arena_string(reading->arena, text);
	ret->integer = value;
	return true;
}

static bool
read_boolean(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	const bool value = strcmp(text, "true") == 0;

	if (!value && strcmp(text, "false") != 0)
		return refuse(reading, at, text);
	ret->shape = PARAMETER_IS_BOOLEAN;
	ret->text = value ? "true" : "false";
	ret->boolean = value;
	return true;
}

static bool
read_address(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	char canonical[IP_TEXT_SIZE];
	struct ip ip;

	if (!ip_parse(text, &ip))
		return refuse(reading, at, text);
	ret->shape = PARAMETER_IS_TEXT;
	ret->text = arena_string(reading->arena, ip_format(ip, canonical));
	return true;
}

/* One network in canonical spelling, or NULL. */
static const char *
network(struct reading *reading, const char *text, struct pos at)
{
	char canonical[IP_TEXT_SIZE];
	struct ip_prefix prefix;
	bool exact;

	if (!ip_prefix_parse(text, &prefix)) {
		refuse(reading, at, text);
		return NULL;
	}
	exact = ip_prefix_is_network(prefix);
	prefix.address = ip_first(prefix);
	ip_prefix_format(prefix, canonical);
	if (exact)
		return arena_string(reading->arena, canonical);
	diag(reading->diags, reading->rule, at,
	    "'%s': '%s' has bits set behind its length; the network is %s",
	    reading->parameter->name, diag_quote(reading->diags, text),
	    canonical);
	return NULL;
}

static bool
read_prefix(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	ret->shape = PARAMETER_IS_TEXT;
	ret->text = network(reading, text, at);
	return ret->text != NULL;
}

static bool
read_choice(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	const struct parameter *parameter = reading->parameter;
	const char *near;
	size_t i;

	for (i = 0; i < parameter->choice_count; i++)
		if (strcmp(parameter->choices[i], text) == 0) {
			ret->shape = PARAMETER_IS_TEXT;
			ret->text = parameter->choices[i];
			return true;
		}
	near = diag_nearest(text, parameter->choices, parameter->choice_count);
	if (near == NULL)
		return refuse(reading, at, text);
	diag(reading->diags, reading->rule, at,
	    "'%s' must be %s; is '%s'; did you mean '%s'?", parameter->name,
	    parameter_allows(parameter, diags_arena(reading->diags)),
	    diag_quote(reading->diags, text), near);
	return false;
}

/* A list under construction. */
struct list {
	const char **items;
	size_t count;
	bool good;
};

static void
add_item(
    struct reading *reading, struct list *list, const char *text, struct pos at)
{
	const char *item = network(reading, text, at);
	size_t i;

	if (item == NULL) {
		list->good = false;
		return;
	}
	for (i = 0; i < list->count; i++)
		if (strcmp(list->items[i], item) == 0) {
			diag(reading->diags, reading->rule, at,
			    "'%s' has %s twice", reading->parameter->name,
			    item);
			list->good = false;
			return;
		}
	list->items[list->count++] = item;
}

static bool
finish_list(struct reading *reading, const struct list *list,
    struct parameter_value *ret)
{
	struct buf text = { 0 };
	size_t i;

	if (!list->good)
		return false;
	for (i = 0; i < list->count; i++) {
		if (i != 0)
			buf_char(&text, ',');
		buf_text(&text, list->items[i]);
	}
	ret->shape = PARAMETER_IS_LIST;
	ret->items = list->items;
	ret->count = list->count;
	ret->text = arena_copy(reading->arena, text.data, text.length);
	buf_free(&text);
	return true;
}

/* Room for COUNT items; false when there are none or too many. */
static bool
begin_list(
    struct reading *reading, struct list *list, size_t count, struct pos at)
{
	if (count == 0 || count > LIMIT_ITEMS) {
		diag(reading->diags, reading->rule, at,
		    "'%s' must have 1 to %d networks, has %zu",
		    reading->parameter->name, LIMIT_ITEMS, count);
		return false;
	}
	*list = (struct list){ .good = true };
	list->items = arena_array(reading->arena, count, sizeof(*list->items));
	return true;
}

/* Blanks around commas are passed over. */
static bool
read_prefixes(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	const char *start = text, *end;
	struct list list;
	struct pos place;
	size_t count = text[0] != '\0', length;

	for (end = text; *end != '\0'; end++)
		if (*end == ',')
			count++;
	if (!begin_list(reading, &list, count, at))
		return false;
	for (;; start = end + 1) {
		start += strspn(start, " ");
		end = start + strcspn(start, ",");
		length = (size_t)(end - start);
		while (length > 0 && start[length - 1] == ' ')
			length--;
		place = at;
		if (reading->verbatim)
			place.offset += (size_t)(start - text);
		add_item(reading, &list,
		    arena_copy(reading->arena, start, length), place);
		if (*end == '\0')
			break;
	}
	return finish_list(reading, &list, ret);
}

static const struct {
	const char *name;
	bool (*read)(struct reading *, const char *, struct pos,
	    struct parameter_value *);
} types[PARAMETER_TYPES] = {
	[PARAMETER_NAME] = { "name", read_text },
	[PARAMETER_TEXT] = { "text", read_text },
	[PARAMETER_INTEGER] = { "integer", read_integer },
	[PARAMETER_BOOLEAN] = { "boolean", read_boolean },
	[PARAMETER_ADDRESS] = { "address", read_address },
	[PARAMETER_PREFIX] = { "prefix", read_prefix },
	[PARAMETER_PREFIXES] = { "prefixes", read_prefixes },
	[PARAMETER_CHOICE] = { "choice", read_choice },
};

const char *
parameter_type_name(enum parameter_type type)
{
	return types[type].name;
}

enum parameter_type
parameter_type_find(const char *name)
{
	unsigned type;

	for (type = 0; type < PARAMETER_TYPES; type++)
		if (strcmp(types[type].name, name) == 0)
			break;
	return (enum parameter_type)type;
}

static const char *
allows_integer(const struct parameter *parameter, struct arena *arena)
{
	const long long low = parameter->minimum, high = parameter->maximum;

	if (low == INT64_MIN && high == INT64_MAX)
		return "an integer";
	if (low == INT64_MIN)
		return arena_printf(arena, "an integer up to %lld", high);
	if (high == INT64_MAX)
		return arena_printf(arena, "an integer from %lld", low);
	return arena_printf(arena, "an integer from %lld to %lld", low, high);
}

static const char *
allows_choice(const struct parameter *parameter, struct arena *arena)
{
	const char *text = "one of:";
	size_t i;

	for (i = 0; i < parameter->choice_count; i++)
		text = arena_printf(arena, "%s%s %s", text, i != 0 ? "," : "",
		    parameter->choices[i]);
	return text;
}

const char *
parameter_allows(const struct parameter *parameter, struct arena *arena)
{
	switch (parameter->type) {
	case PARAMETER_INTEGER:
		return allows_integer(parameter, arena);
	case PARAMETER_BOOLEAN:
		return "true or false";
	case PARAMETER_ADDRESS:
		return "an IPv4 or IPv6 address";
	case PARAMETER_PREFIX:
		return "a network such as 10.0.0.0/16";
	case PARAMETER_PREFIXES:
		return "networks such as 10.0.0.0/16, separated by commas";
	case PARAMETER_CHOICE:
		return allows_choice(parameter, arena);
	default:
		return arena_printf(arena, "text that fits %s",
		    parameter->pattern != NULL
			? pattern_expression(parameter->pattern)
			: "its pattern");
	}
}

static bool
read_value(struct reading *reading, const char *text, struct pos at,
    struct parameter_value *ret)
{
	struct parameter_value value = { .at = at };

	if (!types[reading->parameter->type].read(reading, text, at, &value))
		return false;
	*ret = value;
	return true;
}

bool
parameter_parse(const struct parameter *parameter, const char *text,
    struct pos at, enum rule_id rule, struct arena *arena, struct diags *diags,
    struct parameter_value *ret)
{
	struct reading reading = { parameter, rule, arena, diags, true };

	return read_value(&reading, text, at, ret);
}

static bool
read_sequence(struct reading *reading, const struct node *node,
    struct parameter_value *ret)
{
	struct parameter_value value = { .at = node->pos };
	const struct node *item;
	struct list list;

	if (!begin_list(reading, &list, node_count(node), node->pos))
		return false;
	for (item = node->first; item != NULL; item = item->next) {
		if (item->kind == NODE_SCALAR) {
			add_item(reading, &list, item->text, item->pos);
			continue;
		}
		diag(reading->diags, reading->rule, item->pos,
		    "'%s' must be %s", reading->parameter->name,
		    parameter_allows(
			reading->parameter, diags_arena(reading->diags)));
		list.good = false;
	}
	if (!finish_list(reading, &list, &value))
		return false;
	*ret = value;
	return true;
}

bool
parameter_parse_node(const struct parameter *parameter, const struct node *node,
    enum rule_id rule, struct arena *arena, struct diags *diags,
    struct parameter_value *ret)
{
	struct reading reading = { parameter, rule, arena, diags, false };

	if (node->kind == NODE_SEQUENCE &&
	    parameter->type == PARAMETER_PREFIXES)
		return read_sequence(&reading, node, ret);
	if (node->kind == NODE_SCALAR && scalar_type(node) != SCALAR_NULL)
		return read_value(&reading, node->text, node->pos, ret);
	diag(diags, rule, node->pos, "'%s' must be %s; is %s", parameter->name,
	    parameter_allows(parameter, diags_arena(diags)),
	    node->kind == NODE_SCALAR ? "empty"
	    : node->kind == NODE_MAP  ? "a mapping"
				      : "a list");
	return false;
}
