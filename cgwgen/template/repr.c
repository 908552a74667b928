/* SPDX-License-Identifier: ISC */
/*
 * Values as Python prints them: repr() of everything, and str() of all but
 * strings, which is the same.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/engine.h"

/* The shortest digits that read back as the same number. */
static int
shortest(double real, char *digits, size_t size, int *exponent)
{
	char text[40], *e;
	int precision, used = 0;
	size_t i;

	for (precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, real);
		if (strtod(text, NULL) == real)
			break;
	}
	e = strchr(text, 'e');
	*exponent = (int)strtol(e + 1, NULL, 10);
	for (i = 0; text + i < e && (size_t)used + 1 < size; i++)
		if (text[i] >= '0' && text[i] <= '9')
			digits[used++] = text[i];
	digits[used] = '\0';
	return used;
}

size_t
format_float(double real, char *ret)
{
	char digits[24];
	int exponent, count, length;

	if (isnan(real))
		return (size_t)snprintf(ret, 32, "nan");
	if (isinf(real))
		return (size_t)snprintf(
		    ret, 32, "%s", real < 0 ? "-inf" : "inf");
	count = shortest(fabs(real), digits, sizeof(digits), &exponent);
	if (exponent < -4 || exponent >= 16)
		length = snprintf(ret, 32, "%s%c%s%se%c%02d",
		    signbit(real) ? "-" : "", digits[0], count > 1 ? "." : "",
		    digits + 1, exponent < 0 ? '-' : '+', abs(exponent));
	else if (exponent < 0)
		length = snprintf(ret, 32, "%s0.%.*s%s",
		    signbit(real) ? "-" : "", -exponent - 1, "0000", digits);
	else if (count <= exponent + 1)
		length =
		    snprintf(ret, 32, "%s%s%.*s.0", signbit(real) ? "-" : "",
			digits, exponent + 1 - count, "0000000000000000");
	else
		length =
		    snprintf(ret, 32, "%s%.*s.%s", signbit(real) ? "-" : "",
			exponent + 1, digits, digits + exponent + 1);
	return (size_t)length;
}

static bool
sink_escape(struct run *r, uint32_t c)
{
	char text[16];
	int length;

	switch (c) {
	case '\n':
		return sink_text(r, "\\n");
	case '\r':
		return sink_text(r, "\\r");
	case '\t':
		return sink_text(r, "\\t");
	default:
		length = snprintf(text, sizeof(text),
		    c < 0x100     ? "\\x%02x"
		    : c < 0x10000 ? "\\u%04x"
				  : "\\U%08x",
		    c);
		return sink_add(r, text, (size_t)length, NULL);
	}
}

bool
sink_string_repr(struct run *r, const char *text, size_t length)
{
	char quote = '\'';
	size_t at, step;
	uint32_t c;

	if (memchr(text, '\'', length) != NULL &&
	    memchr(text, '"', length) == NULL)
		quote = '"';
	if (!sink_char(r, quote))
		return false;
	for (at = 0; at < length; at += step) {
		step = text_next(text + at, length - at, &c);
		if (c == (unsigned char)quote || c == '\\') {
			if (!sink_char(r, '\\') || !sink_char(r, (char)c))
				return false;
		} else if (!is_printable(c)) {
			if (!sink_escape(r, c))
				return false;
		} else if (!sink_add(r, text + at, step, NULL)) {
			return false;
		}
	}
	return sink_char(r, quote);
}

static bool
sink_items(struct run *r, const struct tlist *list, char open, char close)
{
	size_t i;

	if (!sink_char(r, open))
		return false;
	for (i = 0; i < list->count; i++)
		if ((i != 0 && !sink_text(r, ", ")) ||
		    !sink_repr(r, &list->items[i]))
			return false;
	if (open == '(' && list->count == 1 && !sink_char(r, ','))
		return false;
	return sink_char(r, close);
}

static bool
sink_entries(struct run *r, const struct tdict *dict)
{
	size_t i;

	if (!sink_char(r, '{'))
		return false;
	for (i = 0; i < dict->count; i++)
		if ((i != 0 && !sink_text(r, ", ")) ||
		    !sink_repr(r, &dict_entry(dict, i)->key) ||
		    !sink_text(r, ": ") ||
		    !sink_repr(r, &dict_entry(dict, i)->value))
			return false;
	return sink_char(r, '}');
}

static bool
sink_range(struct run *r, const struct trange *range)
{
	char text[96];
	int length;

	length = snprintf(text, sizeof(text), "range(%lld, %lld",
	    (long long)range->start, (long long)range->stop);
	if (range->step != 1)
		length += snprintf(text + length, sizeof(text) - (size_t)length,
		    ", %lld", (long long)range->step);
	return sink_add(r, text, (size_t)length, NULL) && sink_char(r, ')');
}

static bool
sink_view(struct run *r, const struct tview *view)
{
	const struct tdict *dict = view->dict;
	size_t i;

	if (!sink_text(r, view->what == 'k'   ? "dict_keys(["
			  : view->what == 'v' ? "dict_values(["
					      : "dict_items(["))
		return false;
	for (i = 0; i < dict->count; i++) {
		const struct tentry *entry = dict_entry(dict, i);

		if (i != 0 && !sink_text(r, ", "))
			return false;
		if (view->what == 'i' && !sink_char(r, '('))
			return false;
		if (view->what != 'v' && !sink_repr(r, &entry->key))
			return false;
		if (view->what == 'i' && !sink_text(r, ", "))
			return false;
		if (view->what != 'k' && !sink_repr(r, &entry->value))
			return false;
		if (view->what == 'i' && !sink_char(r, ')'))
			return false;
	}
	return sink_text(r, "])");
}

/* Objects, whose Python form shows an address: ours shows none. */
static bool
sink_object(struct run *r, const struct tvalue *value)
{
	const struct module *module;
	const struct tmacro *macro;
	struct tloop *loop;
	const char *text;
	size_t length;

	switch (value->kind) {
	case TV_NAMESPACE:
		return sink_text(r, "<Namespace ") &&
		       sink_entries(r, value->as.dict) && sink_char(r, '>');
	case TV_MODULE:
		module = value->as.object;
		return sink_part(r, &module->text, 0, module->text.length);
	case TV_MACRO:
		macro = value->as.object;
		if (macro->macro->name == NULL)
			return sink_text(r, "<Macro anonymous>");
		return sink_text(r, "<Macro ") &&
		       sink_string_repr(r, macro->macro->name->text,
			   macro->macro->name->length) &&
		       sink_char(r, '>');
	case TV_SELF:
		text =
		    ((const struct context *)value->as.object)->template->name;
		return sink_text(r, "<TemplateReference ") &&
		       sink_string_repr(r, text, strlen(text)) &&
		       sink_char(r, '>');
	case TV_LOOP:
		loop = value->as.object;
		if (!loop_length(r, loop, &length))
			return false;
		return sink_text(
		    r, arena_printf(r->arena, "<LoopContext %zu/%zu>",
			   loop->index0 + 1, length));
	default:
		return sink_char(r, '<') && sink_text(r, tv_type_name(value)) &&
		       sink_text(r, " object>");
	}
}

static bool
sink_scalar(struct run *r, const struct tvalue *value)
{
	char text[40];

	switch (value->kind) {
	case TV_NONE:
		return sink_text(r, "None");
	case TV_BOOL:
		return sink_text(r, value->as.truth ? "True" : "False");
	case TV_INT:
		return sink_str(r, value);
	case TV_FLOAT:
		return sink_add(
		    r, text, format_float(value->as.real, text), value->origin);
	case TV_UNDEFINED:
		return sink_text(r, "Undefined");
	default:
		return sink_object(r, value);
	}
}

static bool
sink_nested(struct run *r, const struct tvalue *value)
{
	bool good;

	if (!enter(r, r->at) || !charge(r, 1))
		return false;
	switch (value->kind) {
	case TV_LIST:
		good = sink_items(r, value->as.list, '[', ']');
		break;
	case TV_TUPLE:
		good = sink_items(r, value->as.list, '(', ')');
		break;
	case TV_DICT:
		good = sink_entries(r, value->as.dict);
		break;
	case TV_RANGE:
		good = sink_range(r, value->as.object);
		break;
	case TV_VIEW:
		good = sink_view(r, value->as.object);
		break;
	default:
		good = sink_object(r, value);
	}
	leave(r);
	return good;
}

bool
sink_repr(struct run *r, const struct tvalue *value)
{
	if (value->kind < TV_STRING)
		return sink_scalar(r, value);
	if (value->kind != TV_STRING)
		return sink_nested(r, value);
	if ((value->flags & TV_FLAG_MARKUP) == 0)
		return sink_string_repr(r, value->as.text, value->length);
	return sink_text(r, "Markup(") &&
	       sink_string_repr(r, value->as.text, value->length) &&
	       sink_char(r, ')');
}
