/* SPDX-License-Identifier: ISC */
/*
 * Building the template context from its tables: the field tables and the
 * derived rows.  Every value carries where it came from.  Floor 5.
 */
#include "render/context.h"

#include "render/context_rows.h"
#include "render/guard.h"

static void
put(struct arena *arena, const struct tvalue *dict, const char *path,
    const char *name, struct tvalue value, const struct provenance *what)
{
	struct provenance *origin = ARENA_NEW(arena, struct provenance);

	size_t i;

	*origin = *what;
	origin->scope = path;
	origin->name = name;
	if (value.kind == TV_LIST)
		for (i = 0; i < value.as.list->count; i++)
			value.as.list->items[i].origin = origin;
	tv_dict_put(arena, dict, name, tv_origin(value, origin));
}

static struct tvalue
field_value(
    const struct field *field, const struct value *value, struct arena *arena)
{
	char text[IP_TEXT_SIZE];

	if (!value_known(value))
		return tv_none();
	if (field->type == FIELD_NUMBER)
		return tv_int(value->u.number);
	if (field->type == FIELD_FLAG)
		return tv_bool(value->u.flag);
	if (field->type == FIELD_TEXT)
		return tv_text(value->text);
	return tv_text(arena_string(arena, ip_format(value->u.ip, text)));
}

static void
put_fields(const struct subject *subject, const struct tvalue *dict,
    const struct field *fields, size_t count, const void *owner)
{
	const bool keyless = subject->base->keyless ||
			     connection_has_certificate(subject->connection);
	struct provenance what = { .secret = false };
	enum algorithm_kind kind;
	size_t i;

	for (i = 0; i < count; i++) {
		if (fields[i].hidden || field_is_set(&fields[i], &kind))
			continue;
		what.value = field_get(&fields[i], owner);
		what.secret = fields[i].secret;
		put(subject->arena, dict, subject->path, fields[i].name,
		    fields[i].secret && keyless
			? tv_none()
			: field_value(&fields[i], what.value, subject->arena),
		    &what);
	}
}

struct tvalue
context_dict(enum context_kind kind, const struct subject *subject)
{
	struct provenance what = { .secret = false };
	size_t count, field_count, i;
	const struct field *fields = context_fields(kind, &field_count);
	const struct context_row *rows = context_rows(kind, &count);
	struct tvalue dict = tv_dict(subject->arena, field_count + count);
	struct tvalue value;

	if (kind == CONTEXT_CONNECTION)
		put_fields(
		    subject, &dict, fields, field_count, subject->connection);
	else if (kind == CONTEXT_TUNNEL)
		put_fields(
		    subject, &dict, fields, field_count, subject->tunnel);
	for (i = 0; i < count; i++) {
		what.value = NULL;
		what.secret = context_row_is_secret(kind, rows[i].name);
		value = rows[i].value(subject, &what.value);
		put(subject->arena, &dict, subject->path, rows[i].name, value,
		    &what);
	}
	return dict;
}

struct tvalue
context_parameter(const struct parameter_value *value, struct arena *arena)
{
	struct tvalue list;
	size_t i;

	switch (value->shape) {
	case PARAMETER_IS_NONE:
		return tv_none();
	case PARAMETER_IS_TEXT:
		return tv_text(value->text);
	case PARAMETER_IS_INTEGER:
		return tv_int(value->integer);
	case PARAMETER_IS_BOOLEAN:
		return tv_bool(value->boolean);
	case PARAMETER_IS_LIST:
		break;
	}
	list = tv_list(arena, value->count);
	for (i = 0; i < value->count; i++)
		tv_list_add(arena, &list, tv_text(value->items[i]));
	return list;
}

struct context_base
context_base(const struct profile *profile,
    const struct parameter_value *parameters, struct arena *arena)
{
	struct subject device = {
		.arena = arena, .path = "device", .profile = profile
	};
	struct provenance what = { .secret = false };
	struct context_base base = { .keyless = !profile_has_keys(profile) };
	size_t i;

	base.device = context_dict(CONTEXT_DEVICE, &device);
	base.param = tv_dict(arena, profile->parameter_count);
	base.slot = profile_integer(profile, parameters, "slot");
	base.preferred_tunnel =
	    profile_integer(profile, parameters, "preferred_tunnel");

	for (i = 0; i < profile->parameter_count; i++) {
		what.parameter = &parameters[i];
		put(arena, &base.param, "param", profile->parameters[i].name,
		    context_parameter(&parameters[i], arena), &what);
	}
	return base;
}

bool
context_build(const struct connection *connection, const struct choice *choices,
    const struct profile *profile, const struct context_base *base,
    struct arena *arena, struct diags *diags, struct tvalue *ret)
{
	struct subject subject = { .arena = arena,
		.path = "connection",
		.connection = connection,
		.profile = profile,
		.base = base };
	struct tvalue context = tv_dict(arena, 8), tunnels;
	size_t i;

	if (!guard_connection(connection, profile, base, diags))
		return false;
	tv_dict_put(arena, &context, "connection",
	    context_dict(CONTEXT_CONNECTION, &subject));
	tunnels = tv_list(arena, connection->tunnel_count);
	for (i = 0; i < connection->tunnel_count; i++) {
		subject.path = arena_printf(arena, "tunnels.%zu", i);
		subject.tunnel = &connection->tunnels[i];
		subject.index = i;
		subject.choice = &choices[i];
		tv_list_add(
		    arena, &tunnels, context_dict(CONTEXT_TUNNEL, &subject));
	}
	tv_dict_put(arena, &context, "tunnels", tunnels);
	tv_dict_put(arena, &context, "device", base->device);
	tv_dict_put(arena, &context, "param", base->param);
	*ret = context;
	return true;
}
