/* SPDX-License-Identifier: ISC */
/* A small reader of JSON, which ends the test at the first mistake. */
#include "template_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct json {
	struct arena *arena;
	const char *at;
};

static struct tvalue json_value(struct json *json);

static void
json_blanks(struct json *json)
{
	json->at += strspn(json->at, " \t\r\n");
}

static size_t
utf8(uint32_t c, char *ret)
{
	if (c < 0x80) {
		ret[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		ret[0] = (char)(0xc0 | c >> 6);
		ret[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	ret[0] = (char)(0xe0 | c >> 12);
	ret[1] = (char)(0x80 | (c >> 6 & 0x3f));
	ret[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static size_t
json_escape(struct json *json, char *ret)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char digits[5] = "", byte = *json->at++;
	const char *found;

	if (byte == 'u') {
		memcpy(digits, json->at, 4);
		json->at += 4;
		return utf8((uint32_t)strtoul(digits, NULL, 16), ret);
	}
	found = strchr(from, byte);
	assert_non_null(found);
	*ret = to[found - from];
	return 1;
}

static char *
json_text(struct json *json, size_t *length)
{
	char *text = arena_alloc(json->arena, strlen(json->at) + 1);
	size_t used = 0;

	assert_int_equal(*json->at++, '"');
	while (*json->at != '"') {
		assert_int_not_equal(*json->at, '\0');
		if (*json->at != '\\') {
			text[used++] = *json->at++;
			continue;
		}
		json->at++;
		used += json_escape(json, text + used);
	}
	json->at++;
	*length = used;
	return text;
}

static struct tvalue
json_list(struct json *json)
{
	struct tvalue list = tv_list(json->arena, 0);

	for (json->at++; json_blanks(json), *json->at != ']';) {
		tv_list_add(json->arena, &list, json_value(json));
		json_blanks(json);
		json->at += *json->at == ',';
	}
	json->at++;
	return list;
}

static struct tvalue
json_dict(struct json *json)
{
	struct tvalue dict = tv_dict(json->arena, 0);
	size_t length;
	char *key;

	for (json->at++; json_blanks(json), *json->at != '}';) {
		key = json_text(json, &length);
		json_blanks(json);
		assert_int_equal(*json->at++, ':');
		tv_dict_set(json->arena, &dict, key, json_value(json));
		json_blanks(json);
		json->at += *json->at == ',';
	}
	json->at++;
	return dict;
}

static struct tvalue
json_number(struct json *json)
{
	size_t length = strspn(json->at, "0123456789+-.eE");
	const char *text = json->at;

	assert_true(length != 0);
	json->at += length;
	if (strcspn(text, ".eE") < length)
		return tv_float(strtod(text, NULL));
	return tv_int(strtoll(text, NULL, 10));
}

static struct tvalue
json_value(struct json *json)
{
	size_t length;
	char *text;

	json_blanks(json);
	switch (*json->at) {
	case '{':
		return json_dict(json);
	case '[':
		return json_list(json);
	case '"':
		text = json_text(json, &length);
		return tv_string(text, length);
	case 't':
		json->at += 4;
		return tv_bool(true);
	case 'f':
		json->at += 5;
		return tv_bool(false);
	case 'n':
		json->at += 4;
		return tv_none();
	default:
		return json_number(json);
	}
}

struct tvalue
template_json(struct arena *arena, const char *text)
{
	struct json json = { arena, text };

	return json_value(&json);
}

char *
template_json_string(struct arena *arena, const char *text, size_t *length)
{
	struct json json = { arena, text };

	return json_text(&json, length);
}
