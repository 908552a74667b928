/* SPDX-License-Identifier: ISC */
/*
 * The sink: where text goes.  It is the render's output and, between a mark
 * and sink_take(), the place where every string is put together; so strings
 * keep the origins of their parts without any code of their own.
 */
#include <string.h>

#include "base/digits.h"
#include "template/engine.h"

static void
span_push(struct template_output *out, struct tspan span, struct arena *arena)
{
	struct tspan *grown;

	if (out->span_count == out->span_capacity) {
		out->span_capacity = out->span_capacity * 2 + 64;
		grown = arena_array(arena, out->span_capacity, sizeof(*grown));
		if (out->span_count != 0)
			memcpy(grown, out->spans,
			    out->span_count * sizeof(*grown));
		out->spans = grown;
	}
	out->spans[out->span_count++] = span;
}

struct mark
sink_mark(const struct run *r)
{
	return (struct mark){ r->out->text.length, r->out->span_count };
}

bool
sink_add_slow(
    struct run *r, const char *text, size_t length, const void *origin)
{
	struct template_output *out = r->out;

	if (length > r->out_limit - out->text.length)
		return fail_at(r, RULE_TEMPLATE_LIMIT, r->at,
		    "the output is larger than %zu bytes",
		    r->set->options.max_output);
	if (length == 0)
		return true;
	if (origin != NULL && out->want_spans)
		span_push(out,
		    (struct tspan){ out->text.length, length, origin },
		    r->arena);
	buf_add(&out->text, text, length);
	return true;
}

bool
sink_char(struct run *r, char byte)
{
	return sink_add(r, &byte, 1, NULL);
}

bool
sink_text(struct run *r, const char *text)
{
	return sink_add(r, text, strlen(text), NULL);
}

bool
sink_part(
    struct run *r, const struct tvalue *string, size_t start, size_t length)
{
	const struct tparts *parts = string->extra;
	size_t base = r->out->text.length, i, from, to;

	if (parts == NULL || !r->out->want_spans)
		return sink_add(
		    r, string->as.text + start, length, string->origin);
	if (!sink_add(r, string->as.text + start, length, NULL))
		return false;
	for (i = 0; i < parts->count; i++) {
		from = parts->items[i].start;
		to = from + parts->items[i].length;
		if (from < start)
			from = start;
		if (to > start + length)
			to = start + length;
		if (from < to)
			span_push(r->out,
			    (struct tspan){ base + from - start, to - from,
				parts->items[i].origin },
			    r->arena);
	}
	return true;
}

static bool
sink_integer(struct run *r, const struct tvalue *value)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_signed_before(end, value->as.integer);

	return sink_add(r, at, (size_t)(end - at), value->origin);
}

/* What has no quicker way: printed as a whole, it has the whole's origin. */
static bool
sink_other(struct run *r, const struct tvalue *value)
{
	struct mark mark = sink_mark(r);

	if (!sink_repr(r, value))
		return false;
	if (value->origin != NULL && r->out->want_spans &&
	    r->out->text.length != mark.length) {
		r->out->span_count = mark.spans;
		span_push(r->out,
		    (struct tspan){ mark.length,
			r->out->text.length - mark.length, value->origin },
		    r->arena);
	}
	return true;
}

bool
sink_str_slow(struct run *r, const struct tvalue *value)
{
	switch (value->kind) {
	case TV_STRING:
		return sink_part(r, value, 0, value->length);
	case TV_INT:
		return sink_integer(r, value);
	case TV_UNDEFINED:
		return !is_strict(r, value) || fail_undefined(r, value);
	case TV_NONE:
		if (r->refuse_none)
			return fail_value(r,
			    "the value is none, which a device's template "
			    "must not print; ask for it before");
		return sink_other(r, value);
	case TV_OPAQUE:
		return opaque_print(r, value);
	default:
		return sink_other(r, value);
	}
}

void
sink_cut(struct run *r, struct mark mark)
{
	struct buf *text = &r->out->text;

	if (r->trace != NULL)
		trace_cut(r, mark, false);
	/* Freeing wipes only what is in use, so what is cut is wiped here. */
	if (text->length > mark.length) {
		memory_wipe(
		    text->data + mark.length, text->length - mark.length);
		text->length = mark.length;
	}
	r->out->span_count = mark.spans;
}

static void
take_parts(struct run *r, struct mark mark, struct tvalue *ret)
{
	size_t count = r->out->span_count - mark.spans, i;
	const struct tspan *spans;
	struct tparts *parts;

	if (count == 0)
		return;
	spans = r->out->spans + mark.spans;
	if (count == 1 && spans[0].start == mark.length &&
	    spans[0].length == ret->length) {
		ret->origin = spans[0].origin;
		return;
	}
	parts = arena_alloc(
	    r->arena, sizeof(*parts) + count * sizeof(struct tspan));
	parts->count = count;
	for (i = 0; i < count; i++) {
		parts->items[i] = spans[i];
		parts->items[i].start -= mark.length;
	}
	ret->extra = parts;
}

void
sink_take(struct run *r, struct mark mark, struct tvalue *ret)
{
	const struct buf *text = &r->out->text;
	size_t length = text->length - mark.length;

	if (r->trace != NULL)
		trace_cut(r, mark, true);
	if (length == 0) {
		*ret = string_of("", 0);
		return;
	}
	*ret = string_of(
	    arena_copy(r->arena, text->data + mark.length, length), length);
	take_parts(r, mark, ret);
	sink_cut(r, mark);
}

/* Spans are only as good as the copy: small parts are shared, not copied. */
struct tvalue
substring(
    struct run *r, const struct tvalue *string, size_t start, size_t length)
{
	struct tvalue part = string_of(string->as.text + start, length);
	struct mark mark;

	part.origin = string->origin;
	part.flags = string->flags & TV_FLAG_MARKUP;
	if (string->extra == NULL || !r->out->want_spans)
		return part;
	mark = sink_mark(r);
	if (sink_part(r, string, start, length))
		sink_take(r, mark, &part);
	return part;
}

bool
value_to_string(struct run *r, const struct tvalue *value, struct tvalue *ret)
{
	struct mark mark = sink_mark(r);

	if (value->kind == TV_STRING) {
		*ret = *value;
		return true;
	}
	if (!sink_str(r, value))
		return false;
	sink_take(r, mark, ret);
	return true;
}
