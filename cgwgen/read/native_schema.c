/* SPDX-License-Identifier: ISC */
/* Key tables become a JSON Schema.  Floor 3. */
#include "read/native_schema.h"

#include <string.h>
#include <strings.h>

#include "doc/json_write.h"
#include "read/native_keys.h"

/* ---- words ------------------------------------------------------------ */

/* "Inside IPv6 address" from "inside_ipv6_address". */
static const char *
title(struct json_out *out, const char *name)
{
	static const char *const proper[] = { "ASN", "AWS", "BGP", "IP", "IPv4",
		"IPv6", "CIDR", "ARN", "ID", "DPD", "TCP", "MSS", "DF", "IKE",
		"IPsec", "DH", "VPN", "XML", "VPC" };
	char *copy = arena_string(out->arena, name), *word = copy, *end;
	size_t i, length;

	while (*word != '\0') {
		length = strcspn(word, "_");
		end = word + length;
		for (i = 0; i < sizeof(proper) / sizeof(proper[0]); i++)
			if (strlen(proper[i]) == length &&
			    strncasecmp(proper[i], word, length) == 0)
				memcpy(word, proper[i], length);
		if (*end == '_')
			*end++ = ' ';
		word = end;
	}
	if (copy[0] >= 'a' && copy[0] <= 'z')
		copy[0] = (char)(copy[0] - 'a' + 'A');
	return copy;
}

static const char *
sentence(struct json_out *out, const char *words)
{
	char *copy = arena_printf(out->arena, "%s.", words);

	if (copy[0] >= 'a' && copy[0] <= 'z')
		copy[0] = (char)(copy[0] - 'a' + 'A');
	return copy;
}

/* A sentence from a field's text, and what stands elsewhere in its row. */
static const char *
describe(struct json_out *out, const struct field *field)
{
	const char *first = sentence(out, native_text(field));

	if (field_api(field) == NULL)
		return first;
	return arena_printf(
	    out->arena, "%s AWS's name: %s.", first, field_api(field));
}

/* ---- values ----------------------------------------------------------- */

#define OCTET "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define IPV4 "(" OCTET "\\.){3}" OCTET
#define IPV6 "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"
#define LENGTH_IPV4 "([0-9]|[12][0-9]|3[0-2])"
#define LENGTH_IPV6 "([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])"

static const char *const patterns[] = { [FIELD_IPV4] = "^" IPV4 "$",
	[FIELD_IPV6] = "^" IPV6 "$",
	[FIELD_IP] = "^(" IPV4 "|" IPV6 ")$",
	[FIELD_PREFIX] =
	    "^(" IPV4 "/" LENGTH_IPV4 "|" IPV6 "/" LENGTH_IPV6 ")$" };

/* The rules psk-length, psk-alphabet and psk-leading-zero. */
#define KEY_PATTERN                                                            \
	"^([A-Za-z1-9._][A-Za-z0-9._]{7,63}|env:[A-Za-z_][A-Za-z0-9_]*|"       \
	"file:.+|withheld)$"
/* The rule connection-id. */
#define ID_PATTERN "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

/* The names between the bars of CHOICES. */
static void
put_choices(struct json_out *out, const char *choices)
{
	size_t length;

	json_open(out, "enum", '[');
	while (*choices != '\0') {
		length = strcspn(choices, "|");
		json_text(out, NULL, arena_copy(out->arena, choices, length));
		choices += length + (choices[length] == '|');
	}
	json_close(out, ']');
}

static void
put_number(struct json_out *out, const struct field *field)
{
	json_raw(out, "type", "[\"integer\", \"string\"]");
	json_number(out, "minimum", field->minimum);
	json_number(
	    out, "maximum", field->maximum != 0 ? field->maximum : UINT32_MAX);
	json_text(out, "pattern", "^[0-9]{1,10}$");
}

static void
put_text(struct json_out *out, const struct field *field)
{
	if (field->choices != NULL) {
		put_choices(out, field->choices);
		return;
	}
	if (field->secret) {
		json_raw(out, "type", "[\"string\", \"number\"]");
		json_raw(out, "minimum", "10000000");
		json_text(out, "pattern", KEY_PATTERN);
		return;
	}
	json_raw(out, "type", "[\"string\", \"number\", \"boolean\"]");
	if (field->need == FIELD_REQUIRED && strcmp(field->name, "id") == 0)
		json_text(out, "pattern", ID_PATTERN);
	else
		json_raw(out, "minLength", "1");
}

/* What the definition of a set's algorithms is called. */
static const char *
set_name(struct json_out *out, enum algorithm_kind kind, int phase)
{
	static const char *const names[] = { "ike_version", "encryption",
		"integrity", "dh_group" };

	return arena_printf(out->arena, "%s%s", names[kind],
	    kind == ALGORITHM_DH_GROUP && phase == 1 ? "_phase1" : "");
}

/* The keywords for what FIELD takes. */
static void
put_type(struct json_out *out, const struct field *field)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind)) {
		json_text(out, "$ref",
		    arena_printf(out->arena, "#/$defs/%s_set",
			set_name(out, kind, field->phase)));
	} else if (field->type == FIELD_NUMBER) {
		put_number(out, field);
	} else if (field->type == FIELD_FLAG) {
		json_text(out, "type", "boolean");
	} else if (field->type == FIELD_TEXT) {
		put_text(out, field);
	} else {
		json_text(out, "type", "string");
		json_text(out, "pattern", patterns[field->type]);
	}
}

/* A member whose value is TEXT, a number or flag where FIELD is one. */
static void
put_value(struct json_out *out, const char *key, const struct field *field,
    const char *value)
{
	if (field->type == FIELD_NUMBER || field->type == FIELD_FLAG)
		json_raw(out, key, value);
	else
		json_text(out, key, value);
}

static void
put_field(struct json_out *out, const struct field *field)
{
	const char *example = native_example(field);

	json_open(out, field->name, '{');
	json_text(out, "title", title(out, field->name));
	json_text(out, "description", describe(out, field));
	put_type(out, field);
	if (field->fallback != NULL)
		put_value(out, "default", field, field->fallback);
	if (example != NULL) {
		json_open(out, "examples", '[');
		put_value(out, NULL, field, example);
		json_close(out, ']');
	}
	json_close(out, '}');
}

/* ---- keys that are no fields ------------------------------------------ */

static void
put_reference(struct json_out *out, enum native_section section)
{
	json_text(out, "$ref",
	    arena_printf(out->arena, "#/$defs/%s", native_keys(section)->name));
}

static void
put_list(struct json_out *out, enum native_section section)
{
	json_text(out, "type", "array");
	/* As many as a connection may have. */
	if (section == NATIVE_TUNNEL)
		json_raw(out, "maxItems", "64");
	json_open(out, "items", '{');
	put_reference(out, section);
	json_close(out, '}');
}

static void
put_named(struct json_out *out, enum native_section section)
{
	json_text(out, "type", "object");
	json_raw(out, "propertyNames", "{\"minLength\": 1}");
	json_open(out, "additionalProperties", '{');
	put_reference(out, section);
	json_close(out, '}');
}

static void
put_networks(struct json_out *out)
{
	json_text(out, "type", "array");
	json_open(out, "items", '{');
	put_type(out, &native_network);
	json_close(out, '}');
}

static void
put_addresses(struct json_out *out)
{
	static const struct field address = { .type = FIELD_IP };

	json_text(out, "type", "array");
	json_open(out, "items", '{');
	put_type(out, &address);
	json_close(out, '}');
}

static void
put_ids(struct json_out *out)
{
	json_text(out, "type", "array");
	json_raw(out, "items", "{\"type\": \"string\", \"minLength\": 1}");
}

static void
put_key(struct json_out *out, const struct native_key *key)
{
	const char *example =
	    key->field != NULL ? native_example(key->field) : NULL;

	json_open(out, key->name, '{');
	json_text(out, "title", title(out, key->name));
	json_text(out, "description",
	    arena_printf(
		out->arena, "%c%s.", key->text[0] - 'a' + 'A', key->text + 1));
	if (key->type == NATIVE_IS_VERSION)
		json_number(out, "const", NATIVE_VERSION);
	else if (key->type == NATIVE_IS_MAPPING)
		put_reference(out, key->section);
	else if (key->type == NATIVE_IS_NAMED)
		put_named(out, key->section);
	else if (key->type == NATIVE_IS_NETWORKS)
		put_networks(out);
	else if (key->type == NATIVE_IS_IDS)
		put_ids(out);
	else if (key->type == NATIVE_IS_ADDRESSES)
		put_addresses(out);
	else if (key->type == NATIVE_IS_VALUES)
		json_text(out, "type", "object");
	else if (key->field == NULL)
		put_list(out, key->section);
	else
		put_type(out, key->field);
	if (example != NULL) {
		json_open(out, "examples", '[');
		json_text(out, NULL, example);
		json_close(out, ']');
	}
	json_close(out, '}');
}

/* ---- sections --------------------------------------------------------- */

static void
put_required(struct json_out *out, const struct native_keys *keys)
{
	size_t i;

	json_open(out, "required", '[');
	if (keys->required != NULL)
		json_text(out, NULL, keys->required);
	for (i = 0; i < keys->key_count; i++)
		if (keys->keys[i].required)
			json_text(out, NULL, keys->keys[i].name);
	json_close(out, ']');
}

static bool
has_required(const struct native_keys *keys)
{
	size_t i;

	for (i = 0; i < keys->key_count; i++)
		if (keys->keys[i].required)
			return true;
	return keys->required != NULL;
}

/* The members of a section's schema. */
static void
put_section(struct json_out *out, enum native_section section)
{
	const struct native_keys *keys = native_keys(section);
	size_t count, i;
	const struct native_entry *entries =
	    native_entries(section, out->arena, &count);

	json_text(out, "title", keys->title);
	/* A route may be its network alone. */
	if (section == NATIVE_ROUTE) {
		json_raw(out, "type", "[\"object\", \"string\"]");
		json_text(out, "pattern", patterns[FIELD_PREFIX]);
	} else {
		json_text(out, "type", "object");
	}
	json_raw(out, "additionalProperties", "false");
	if (has_required(keys))
		put_required(out, keys);
	json_open(out, "properties", '{');
	for (i = 0; i < count; i++)
		if (entries[i].field != NULL)
			put_field(out, entries[i].field);
		else
			put_key(out, entries[i].key);
	json_close(out, '}');
}

/* ---- algorithms ------------------------------------------------------- */

/* The names of SET: numbers where they are, but in quotes as well. */
static void
put_names(struct json_out *out, enum algorithm_kind kind, algorithm_set set)
{
	const char *bars = "", *name;
	unsigned i;

	if (kind == ALGORITHM_DH_GROUP) {
		json_open(out, "anyOf", '[');
		json_open(out, NULL, '{');
	}
	json_open(out, "enum", '[');
	for (i = 0; i < algorithm_count(kind); i++) {
		if ((set >> i & 1) == 0)
			continue;
		name = algorithm_get(kind, i)->name;
		bars = arena_printf(
		    out->arena, "%s%s%s", bars, bars[0] ? "|" : "", name);
		if (kind == ALGORITHM_DH_GROUP)
			json_raw(out, NULL, name);
		else
			json_text(out, NULL, name);
	}
	json_close(out, ']');
	if (kind != ALGORITHM_DH_GROUP)
		return;
	json_close(out, '}');
	json_open(out, NULL, '{');
	json_text(out, "type", "string");
	json_text(out, "pattern", arena_printf(out->arena, "^(%s)$", bars));
	json_close(out, '}');
	json_close(out, ']');
}

static void
put_algorithms(struct json_out *out, enum algorithm_kind kind, int phase)
{
	const char *name = set_name(out, kind, phase);
	const char *reference =
	    arena_printf(out->arena, "{\"$ref\": \"#/$defs/%s\"}", name);

	json_open(out, name, '{');
	put_names(out, kind, algorithm_aws_set(kind, phase));
	json_close(out, '}');
	json_open(out, arena_printf(out->arena, "%s_set", name), '{');
	json_open(out, "anyOf", '[');
	json_raw(out, NULL, reference);
	json_open(out, NULL, '{');
	json_text(out, "type", "array");
	json_raw(out, "minItems", "1");
	json_raw(out, "maxItems", "64");
	json_raw(out, "items", reference);
	json_close(out, '}');
	json_close(out, ']');
	json_close(out, '}');
}

void
native_schema(struct buf *buf)
{
	struct json_out out = { .buf = buf, .arena = arena_new() };
	int section, kind;

	json_open(&out, NULL, '{');
	json_text(
	    &out, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_text(&out, "$id",
	    "https://cgwgen.invalid/schemas/descriptor.schema.json");
	json_text(&out, "$comment",
	    "Generated by 'cgwgen explain --format schema descriptor'.");
	json_text(&out, "description",
	    "cgwgen's own descriptor of VPN connections, in YAML or JSON. See "
	    "cgwgen-descriptor(5).");
	put_section(&out, NATIVE_DESCRIPTOR);
	json_open(&out, "$defs", '{');
	for (section = NATIVE_DESCRIPTOR + 1; section < NATIVE_SECTIONS;
	     section++) {
		json_open(
		    &out, native_keys((enum native_section)section)->name, '{');
		put_section(&out, (enum native_section)section);
		json_close(&out, '}');
	}
	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		put_algorithms(&out, (enum algorithm_kind)kind, 2);
	put_algorithms(&out, ALGORITHM_DH_GROUP, 1);
	json_close(&out, '}');
	json_close(&out, '}');
	buf_char(buf, '\n');
	arena_free(out.arena);
}
