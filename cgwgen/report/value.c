/* SPDX-License-Identifier: ISC */
/* Single values.  Floor 6. */
#include "report/value.h"

#include <string.h>

#include "base/psk.h"

enum value_state
value_state(const struct field *field, const struct value *value)
{
	if (value->origin == ORIGIN_LATER)
		return VALUE_LATER;
	if (!value_known(value))
		return value->text != NULL ? VALUE_UNREADABLE : VALUE_ABSENT;
	if (field->secret && psk_is_redacted(value->text))
		return VALUE_WITHHELD;
	return VALUE_KNOWN;
}

/* Origins as JSON has them, and as a table's column. */
static const struct {
	const char *word;
	const char *brief;
} origins[] = {
	[ORIGIN_NONE] = { NULL, "-" },
	[ORIGIN_LATER] = { "later", "later" },
	[ORIGIN_XML] = { "xml", "XML" },
	[ORIGIN_API] = { "api", "EC2 API" },
	[ORIGIN_TERRAFORM] = { "terraform", "Terraform" },
	[ORIGIN_CLOUDFORMATION] = { "cloudformation", "CloudFormation" },
	[ORIGIN_DESCRIPTOR] = { "descriptor", "descriptor" },
	[ORIGIN_OPTION] = { "option", "option" },
	[ORIGIN_DERIVED] = { "derived", "derived" },
	[ORIGIN_DEFAULT] = { "default", "default" },
	[ORIGIN_ASSUMED] = { "assumed", "assumed" },
};

const char *
value_origin(enum origin origin)
{
	return origins[origin].word;
}

const char *
value_origin_brief(enum origin origin)
{
	return origins[origin].brief;
}

const char *
value_plain(const char *text, struct arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	char *plain = arena_alloc(arena, strlen(text) * 4 + 1), *at = plain;
	unsigned char byte;

	for (; *text != '\0'; text++) {
		byte = (unsigned char)*text;
		if (byte >= ' ' && byte <= '~') {
			*at++ = (char)byte;
			continue;
		}
		*at++ = '\\';
		*at++ = 'x';
		*at++ = digits[byte >> 4];
		*at++ = digits[byte & 15];
	}
	return plain;
}

const char *
value_print(const struct field *field, const struct value *value, bool secrets,
    struct arena *arena)
{
	switch (value_state(field, value)) {
	case VALUE_ABSENT:
		return "-";
	case VALUE_UNREADABLE:
		if (field->secret && !secrets)
			return "hidden";
		return arena_printf(arena, "%s (cannot be read)",
		    value_plain(value->text, arena));
	case VALUE_LATER:
		return origin_name(ORIGIN_LATER);
	case VALUE_WITHHELD:
		return "withheld";
	default:
		break;
	}
	if (field->secret && !secrets)
		return "hidden";
	return value_plain(field_format(field, value, arena), arena);
}

static void
write_set(struct writer *writer, enum algorithm_kind kind, algorithm_set set)
{
	const struct algorithm *algorithm;
	unsigned i;

	writer_begin(writer, '[');
	for (i = 0; i < algorithm_count(kind); i++) {
		if ((set >> i & 1) == 0)
			continue;
		algorithm = algorithm_get(kind, i);
		if (kind == ALGORITHM_DH_GROUP)
			writer_number(writer, algorithm->number);
		else
			writer_text(writer, algorithm->name);
	}
	writer_end(writer, ']');
}

void
value_write(struct writer *writer, const struct field *field,
    const struct value *value, bool secrets)
{
	char text[IP_TEXT_SIZE];
	enum algorithm_kind kind;

	if (value_state(field, value) != VALUE_KNOWN ||
	    (field->secret && !secrets)) {
		writer_text(writer, NULL);
		return;
	}
	if (field_is_set(field, &kind)) {
		write_set(writer, kind, value->u.set);
		return;
	}
	switch (field->type) {
	case FIELD_NUMBER:
		writer_number(writer, value->u.number);
		return;
	case FIELD_FLAG:
		writer_flag(writer, value->u.flag);
		return;
	case FIELD_IPV4:
	case FIELD_IPV6:
	case FIELD_IP:
		writer_text(writer, ip_format(value->u.ip, text));
		return;
	case FIELD_PREFIX:
		writer_text(writer, ip_prefix_format(value->u.prefix, text));
		return;
	default:
		writer_text(writer, value->text);
	}
}
