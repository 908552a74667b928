/* SPDX-License-Identifier: ISC */
/* Reading and writing a single value by its row.  Floor 2. */
#include "model/field.h"

#include <string.h>
#include <strings.h>

#include "base/psk.h"

const struct field *
field_option(const char *name)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (fields[i].option != NULL &&
		    strcasecmp(fields[i].option, name) == 0)
			return &fields[i];
	return NULL;
}

const char *
field_terraform(const struct field *field)
{
	return field->terraform != NULL ? field->terraform : field->name;
}

const char *
field_api(const struct field *field)
{
	return field->api != NULL ? field->api : field->option;
}

const struct field *
field_tunnel(const char *name)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

static bool
parse_number(const char *text, uint32_t *ret)
{
	uint64_t number = 0;
	const char *digit;

	for (digit = text; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9')
			return false;
		number = number * 10 + (uint64_t)(*digit - '0');
		if (number > UINT32_MAX)
			return false;
	}
	*ret = (uint32_t)number;
	return digit != text;
}

static bool
parse_flag(const char *text, bool *ret)
{
	*ret = strcmp(text, "true") == 0;
	return *ret || strcmp(text, "false") == 0;
}

static bool
parse_ip(enum field_type type, const char *text, struct ip *ret)
{
	return ip_parse(text, ret) &&
	       (type == FIELD_IP ||
		   ret->family == (type == FIELD_IPV4 ? 4 : 6));
}

bool
field_parse(const struct field *field, const char *text, struct value *ret)
{
	enum algorithm_kind kind;
	int index;

	switch (field->type) {
	case FIELD_TEXT:
		if (field->secret && psk_is_masked(text))
			ret->text = PSK_REDACTED;
		return true;
	case FIELD_NUMBER:
		return parse_number(text, &ret->u.number);
	case FIELD_FLAG:
		return parse_flag(text, &ret->u.flag);
	case FIELD_PREFIX:
		return ip_prefix_parse(text, &ret->u.prefix);
	default:
		break;
	}
	if (!field_is_set(field, &kind))
		return parse_ip(field->type, text, &ret->u.ip);
	index = algorithm_from_xml(kind, text);
	if (index >= 0)
		ret->u.set = (algorithm_set)1 << index;
	return index >= 0;
}

bool
field_parse_fallback(const struct field *field, struct value *ret)
{
	switch (field->type) {
	case FIELD_TEXT:
		return true;
	case FIELD_NUMBER:
		ret->u.number = field->preset.number;
		return true;
	case FIELD_FLAG:
		ret->u.flag = field->preset.flag;
		return true;
	default:
		return field_parse(field, field->fallback, ret);
	}
}

/* Calls for each of the parts of TEXT between SEPARATORs. */
static bool
parse_set(const struct field *field, enum algorithm_kind kind, char *list,
    algorithm_set *ret)
{
	char *part = list, *comma;
	algorithm_set set = 0;
	int index;

	do {
		if ((comma = strchr(part, ',')) != NULL)
			*comma = '\0';
		index = algorithm_find(kind, part);
		if (index < 0)
			return false;
		set |= (algorithm_set)1 << index;
		part = comma != NULL ? comma + 1 : NULL;
	} while (part != NULL);
	*ret = set;
	return (set & ~algorithm_aws_set(kind, field->phase)) == 0;
}

bool
field_takes(const struct field *field, const char *text)
{
	const char *choice = field->choices;
	size_t length = strlen(text);

	if (choice == NULL)
		return true;
	for (; strcspn(choice, "|") != length ||
	       memcmp(choice, text, length) != 0;
	     choice++) {
		choice += strcspn(choice, "|");
		if (*choice == '\0')
			return false;
	}
	return true;
}

bool
field_parse_option(const struct field *field, const char *text,
    struct arena *arena, struct value *ret)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return parse_set(
		    field, kind, arena_string(arena, text), &ret->u.set);
	if (field->choices != NULL)
		return field_takes(field, text);
	return field_parse(field, text, ret) &&
	       (field->maximum == 0 || (ret->u.number >= field->minimum &&
					   ret->u.number <= field->maximum));
}

const char *
field_expected(const struct field *field, struct arena *arena)
{
	static const char *const plain[] = { [FIELD_TEXT] = "text",
		[FIELD_NUMBER] = "a whole number up to 4294967295",
		[FIELD_FLAG] = "true or false",
		[FIELD_IPV4] = "an IPv4 address",
		[FIELD_IPV6] = "an IPv6 address",
		[FIELD_IP] = "an IPv4 or IPv6 address",
		[FIELD_PREFIX] = "a network, ADDRESS/LENGTH" };
	char names[ALGORITHM_SET_TEXT];
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return arena_printf(arena, "one or more of %s",
		    algorithm_set_format(kind,
			algorithm_aws_set(kind, field->phase), names,
			sizeof(names)));
	if (field->choices != NULL)
		return arena_printf(arena, "one of %s", field->choices);
	if (field->maximum == UINT32_MAX)
		return arena_printf(arena, "a whole number, at least %u",
		    (unsigned)field->minimum);
	if (field->maximum != 0)
		return arena_printf(arena, "a whole number from %u to %u",
		    (unsigned)field->minimum, (unsigned)field->maximum);
	return plain[field->type];
}

const char *
field_address(const struct value *value, struct arena *arena)
{
	char text[IP_TEXT_SIZE];

	/* There is one way to write an IPv4 address; see ip_parse().  What is
	 * not read from XML may have been worked out from another text. */
	if (value->origin == ORIGIN_XML && value->text != NULL &&
	    value->u.ip.family == 4)
		return value->text;
	return arena_string(arena, ip_format(value->u.ip, text));
}

const char *
field_format(
    const struct field *field, const struct value *value, struct arena *arena)
{
	char text[IP_TEXT_SIZE], names[ALGORITHM_SET_TEXT];
	enum algorithm_kind kind;

	if (!value_known(value))
		return NULL;
	if (field_is_set(field, &kind))
		return arena_string(
		    arena, algorithm_set_format(
			       kind, value->u.set, names, sizeof(names)));
	switch (field->type) {
	case FIELD_NUMBER:
		return arena_printf(arena, "%u", (unsigned)value->u.number);
	case FIELD_FLAG:
		return value->u.flag ? "true" : "false";
	case FIELD_IPV4:
	case FIELD_IPV6:
	case FIELD_IP:
		return field_address(value, arena);
	case FIELD_PREFIX:
		return arena_string(
		    arena, ip_prefix_format(value->u.prefix, text));
	default:
		return value->text;
	}
}

bool
field_equal(
    const struct field *field, const struct value *a, const struct value *b)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		return a->u.set == b->u.set;
	switch (field->type) {
	case FIELD_NUMBER:
		return a->u.number == b->u.number;
	case FIELD_FLAG:
		return a->u.flag == b->u.flag;
	case FIELD_IPV4:
	case FIELD_IPV6:
	case FIELD_IP:
		return ip_equal(a->u.ip, b->u.ip);
	case FIELD_PREFIX:
		return ip_prefix_equal(a->u.prefix, b->u.prefix);
	default:
		return strcmp(a->text, b->text) == 0;
	}
}
