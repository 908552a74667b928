/* SPDX-License-Identifier: ISC */
/*
 * Building the template context from its tables: the field tables and the
 * derived rows.  Every value carries where it came from.  A template asks for
 * few of them: those of a connection are made when they are.  Floor 5.
 */
#include "render/context.h"

#include "render/context_rows.h"
#include "render/guard.h"

/* One name of a dict: a row of its field table, or a derived one. */
struct context_key {
	const struct field *field; /* or NULL */
	const struct context_row *row;
};

/* What all dicts of a kind have in common. */
struct context_table {
	enum context_kind kind;
	const struct context_key *keys;
	struct tvalue shape; /* a dict with these keys */
};

/* A dict whose values are made when a template asks for them. */
struct unmade {
	struct tdelay delay;
	struct subject subject;
	const struct context_table *table;
};

static struct tvalue
publish(struct arena *arena, const char *path, const char *name,
    struct tvalue value, const struct provenance *what)
{
	struct provenance *origin = ARENA_NEW(arena, struct provenance);
	size_t i;

	*origin = *what;
	origin->scope = path;
	origin->name = name;
	if (value.kind == TV_LIST)
		for (i = 0; i < value.as.list->count; i++)
			value.as.list->items[i].origin = origin;
	return tv_origin(value, origin);
}

/* Values are made where they will lie: to copy one that was just made, member
 * by member, takes longer than to make it. */
static inline void
field_value(const struct field *field, const struct value *value,
    struct arena *arena, struct tvalue *ret)
{
	if (!value_known(value))
		*ret = tv_none();
	else if (field->type == FIELD_NUMBER)
		*ret = tv_int(value->u.number);
	else if (field->type == FIELD_FLAG)
		*ret = tv_bool(value->u.flag);
	else if (field->type == FIELD_TEXT)
		*ret = tv_text(value->text);
	else
		*ret = tv_text(field_address(value, arena));
}

/* The value alone; *FROM becomes what it is of, if it is of one. */
static inline void
key_value(const struct subject *subject, enum context_kind kind,
    const struct context_key *key, const struct value **from,
    struct tvalue *ret)
{
	const struct field *field = key->field;

	if (field == NULL) {
		key->row->value(subject, from, ret);
		return;
	}
	*from = field_get(field, kind == CONTEXT_TUNNEL
				     ? (const void *)subject->tunnel
				     : (const void *)subject->connection);
	if (field->secret &&
	    (subject->base->keyless ||
		connection_has_certificate(subject->connection)))
		*ret = tv_none();
	else
		field_value(field, *from, subject->arena, ret);
}

static bool
key_is_secret(enum context_kind kind, const struct context_key *key)
{
	return key->field != NULL ? key->field->secret
				  : context_row_is_secret(kind, key->row->name);
}

static const char *
key_name(const struct context_key *key)
{
	return key->field != NULL ? key->field->name : key->row->name;
}

static struct tvalue
make_key(const struct subject *subject, enum context_kind kind,
    const struct context_key *key)
{
	struct provenance what = { .secret = key_is_secret(kind, key) };
	struct tvalue value;

	key_value(subject, kind, key, &what.value, &value);
	return publish(
	    subject->arena, subject->path, key_name(key), value, &what);
}

static struct tvalue
make_delayed(const void *context, uint32_t row)
{
	const struct unmade *unmade = context;

	return make_key(
	    &unmade->subject, unmade->table->kind, &unmade->table->keys[row]);
}

/* ---- leaves: what a traced render sees of a connection --------------- */

static uint32_t
row_count(const struct context_base *base, enum context_kind kind)
{
	return (uint32_t)base->tables[kind]->shape.as.dict->count;
}

/* How many leaves each tunnel has, its phases behind its own rows. */
static uint32_t
tunnel_leaves(const struct context_base *base)
{
	return row_count(base, CONTEXT_TUNNEL) +
	       2 * row_count(base, CONTEXT_PHASE);
}

size_t
context_leaf_count(const struct context_base *base, size_t tunnels)
{
	return row_count(base, CONTEXT_CONNECTION) +
	       tunnels * tunnel_leaves(base);
}

struct context_leaf
context_leaf(const struct context_base *base, uint32_t number)
{
	const uint32_t own = row_count(base, CONTEXT_TUNNEL);
	const uint32_t phase = row_count(base, CONTEXT_PHASE);
	struct context_leaf leaf = { .kind = CONTEXT_CONNECTION };

	if (number >= row_count(base, CONTEXT_CONNECTION)) {
		number -= row_count(base, CONTEXT_CONNECTION);
		leaf.kind = CONTEXT_TUNNEL;
		leaf.tunnel = number / tunnel_leaves(base);
		number %= tunnel_leaves(base);
		if (number >= own) {
			leaf.kind = CONTEXT_PHASE;
			leaf.phase = 1 + (number - own) / phase;
			number = (number - own) % phase;
		}
	}
	leaf.key = &base->tables[leaf.kind]->keys[number];
	return leaf;
}

static uint32_t
leaf_number(const struct unmade *unmade, uint32_t row)
{
	const struct subject *subject = &unmade->subject;
	const struct context_base *base = subject->base;
	uint32_t number = row_count(base, CONTEXT_CONNECTION) +
			  (uint32_t)subject->index * tunnel_leaves(base) + row;

	switch (unmade->table->kind) {
	case CONTEXT_CONNECTION:
		return row;
	case CONTEXT_PHASE:
		return number + row_count(base, CONTEXT_TUNNEL) +
		       (subject->phase - 1) * row_count(base, CONTEXT_PHASE);
	default:
		return number;
	}
}

bool
context_leaf_is_secret(const struct context_leaf *leaf)
{
	return key_is_secret(leaf->kind, leaf->key);
}

bool
context_leaf_is_chosen(const struct context_leaf *leaf)
{
	return leaf->key->row != NULL && context_row_is_chosen(leaf->key->row);
}

void
context_leaf_values(struct subject *subject, const struct choice *choices,
    const struct context_leaf *leaves, size_t count, struct tvalue *ret)
{
	const struct context_leaf *leaf, *end = leaves + count;
	const struct value *from;
	size_t tunnel = SIZE_MAX;

	for (leaf = leaves; leaf != end; leaf++) {
		if (leaf->tunnel != tunnel) {
			tunnel = leaf->tunnel;
			subject->tunnel = &subject->connection->tunnels[tunnel];
			subject->index = tunnel;
			subject->choice = &choices[tunnel];
		}
		subject->phase = leaf->phase;
		from = NULL;
		key_value(subject, leaf->kind, leaf->key, &from, ret++);
	}
}

/* A dict is no value but where others are. */
static struct tvalue
make_watched(const void *context, uint32_t row)
{
	const struct unmade *unmade = context;
	const struct context_watch *watch = unmade->subject.watch;
	struct tvalue value = make_delayed(context, row);

	if (value.kind != TV_DICT)
		watch->read(watch->host, leaf_number(unmade, row));
	return value;
}

static bool
peek_watched(
    const void *context, uint32_t row, struct tvalue *ret, uint32_t *ret_leaf)
{
	const struct unmade *unmade = context;
	const struct value *from = NULL;

	key_value(&unmade->subject, unmade->table->kind,
	    &unmade->table->keys[row], &from, ret);
	*ret_leaf = leaf_number(unmade, row);
	return ret->kind == TV_NONE || ret->kind == TV_BOOL ||
	       ret->kind == TV_INT || ret->kind == TV_STRING;
}

static const struct context_table *
make_table(enum context_kind kind, struct arena *arena)
{
	struct context_table *table = ARENA_NEW(arena, struct context_table);
	size_t field_count, row_count, i, count = 0;
	const struct field *fields = context_fields(kind, &field_count);
	const struct context_row *rows = context_rows(kind, &row_count);
	enum algorithm_kind algorithm;
	struct context_key *keys =
	    arena_array(arena, field_count + row_count, sizeof(*keys));

	for (i = 0; i < field_count; i++)
		if (!fields[i].hidden && !field_is_set(&fields[i], &algorithm))
			keys[count++].field = &fields[i];
	for (i = 0; i < row_count; i++)
		keys[count++].row = &rows[i];
	table->kind = kind;
	table->keys = keys;
	table->shape = tv_dict(arena, count);
	for (i = 0; i < count; i++)
		tv_dict_put(
		    arena, &table->shape, key_name(&keys[i]), tv_none());
	return table;
}

/* With all of its values: for what several threads may read. */
static struct tvalue
whole_dict(enum context_kind kind, const struct subject *subject)
{
	const struct context_table *table = make_table(kind, subject->arena);
	const size_t count = table->shape.as.dict->count;
	struct tvalue dict = tv_dict(subject->arena, count);
	size_t i;

	for (i = 0; i < count; i++)
		tv_dict_put(subject->arena, &dict, key_name(&table->keys[i]),
		    make_key(subject, kind, &table->keys[i]));
	return dict;
}

struct tvalue
context_dict(enum context_kind kind, const struct subject *subject)
{
	const struct context_table *table =
	    subject->base != NULL ? subject->base->tables[kind] : NULL;
	struct unmade *unmade;

	if (table == NULL)
		return whole_dict(kind, subject);
	unmade = ARENA_NEW(subject->arena, struct unmade);
	unmade->delay.make =
	    subject->watch != NULL ? make_watched : make_delayed;
	unmade->delay.peek = subject->watch != NULL ? peek_watched : NULL;
	unmade->delay.context = unmade;
	unmade->subject = *subject;
	unmade->table = table;
	return tv_dict_like(subject->arena, &table->shape, &unmade->delay);
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

	base.device = whole_dict(CONTEXT_DEVICE, &device);
	base.tables[CONTEXT_CONNECTION] = make_table(CONTEXT_CONNECTION, arena);
	base.tables[CONTEXT_TUNNEL] = make_table(CONTEXT_TUNNEL, arena);
	base.tables[CONTEXT_PHASE] = make_table(CONTEXT_PHASE, arena);
	base.param = tv_dict(arena, profile->parameter_count);
	base.slot = profile_integer(profile, parameters, "slot");
	base.preferred_tunnel =
	    profile_integer(profile, parameters, "preferred_tunnel");

	for (i = 0; i < profile->parameter_count; i++) {
		what.parameter = &parameters[i];
		tv_dict_put(arena, &base.param, profile->parameters[i].name,
		    publish(arena, "param", profile->parameters[i].name,
			context_parameter(&parameters[i], arena), &what));
	}
	return base;
}

struct tvalue
context_make(const struct connection *connection, const struct choice *choices,
    const struct profile *profile, const struct context_base *base,
    const struct context_watch *watch, struct arena *arena)
{
	struct subject subject = { .arena = arena,
		.path = "connection",
		.connection = connection,
		.profile = profile,
		.base = base,
		.watch = watch };
	struct tvalue context = tv_dict(arena, 8), tunnels;
	size_t i;

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
	return context;
}

bool
context_build(const struct connection *connection, const struct choice *choices,
    const struct profile *profile, const struct context_base *base,
    struct arena *arena, struct diags *diags, struct tvalue *ret)
{
	if (!guard_connection(connection, profile, base, diags))
		return false;
	*ret = context_make(connection, choices, profile, base, NULL, arena);
	return true;
}
