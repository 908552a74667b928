/* SPDX-License-Identifier: ISC */
/*
 * Making values: constructors, hashes and lists.  Hashes of names are worked
 * out once, when a template is compiled or a name is published.
 */
#include "template/value.h"

#include <math.h>
#include <string.h>

#include "template/engine.h"

#define MAX_NESTING 100

uint32_t
hash_bytes(const char *bytes, size_t length)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	return hash;
}

static uint32_t
hash_integer(int64_t integer)
{
	uint64_t mixed = (uint64_t)integer * 0x9e3779b97f4a7c15u;

	return (uint32_t)(mixed >> 32);
}

/* Equal numbers have equal hashes, whatever their types. */
static uint32_t
hash_real(double real)
{
	uint64_t bits;

	if (real >= -9.2e18 && real <= 9.2e18 && floor(real) == real)
		return hash_integer((int64_t)real);
	memcpy(&bits, &real, sizeof(bits));
	return hash_integer((int64_t)bits);
}

static bool
hash_nested(const struct tvalue *value, int depth, uint32_t *ret)
{
	uint32_t hash = 0x345678, item;
	size_t i;

	switch (value->kind) {
	case TV_NONE:
		*ret = 0x4e6f6e65;
		return true;
	case TV_BOOL:
		*ret = hash_integer(value->as.truth);
		return true;
	case TV_INT:
		*ret = hash_integer(value->as.integer);
		return true;
	case TV_FLOAT:
		*ret = hash_real(value->as.real);
		return true;
	case TV_STRING:
		*ret = hash_bytes(value->as.text, value->length);
		return true;
	case TV_TUPLE:
		if (depth == MAX_NESTING)
			return false;
		for (i = 0; i < value->as.list->count; i++) {
			if (!hash_nested(
				&value->as.list->items[i], depth + 1, &item))
				return false;
			hash = (hash ^ item) * 1000003u;
		}
		*ret = hash;
		return true;
	default:
		return false;
	}
}

bool
hash_value(const struct tvalue *value, uint32_t *ret)
{
	return hash_nested(value, 0, ret);
}

struct tvalue
tv_float(double real)
{
	return (struct tvalue){ .kind = TV_FLOAT, .as.real = real };
}

struct tvalue
string_of(const char *text, size_t length)
{
	return tv_string(text, length);
}

struct tvalue
tv_origin(struct tvalue value, const void *origin)
{
	value.origin = origin;
	return value;
}

struct tlist *
list_new(struct arena *arena, size_t capacity)
{
	struct tlist *list = ARENA_NEW(arena, struct tlist);

	if (capacity != 0)
		list->items =
		    arena_array(arena, capacity, sizeof(*list->items));
	list->capacity = capacity;
	return list;
}

void
list_add(struct arena *arena, struct tlist *list, struct tvalue item)
{
	struct tvalue *grown;
	size_t capacity;

	if (list->count == list->capacity) {
		capacity = list->capacity != 0 ? list->capacity * 2 : 4;
		grown = arena_array(arena, capacity, sizeof(*grown));
		if (list->count != 0)
			memcpy(
			    grown, list->items, list->count * sizeof(*grown));
		list->items = grown;
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
}

struct tvalue
tv_list(struct arena *arena, size_t capacity)
{
	return value_of(TV_LIST, list_new(arena, capacity));
}

struct tvalue
tv_tuple(struct arena *arena, size_t capacity)
{
	return value_of(TV_TUPLE, list_new(arena, capacity));
}

void
tv_list_add(struct arena *arena, const struct tvalue *list, struct tvalue item)
{
	list_add(arena, list->as.list, item);
}

const char *
tv_type_name(const struct tvalue *value)
{
	static const char *const names[] = { "Undefined", "NoneType", "bool",
		"int", "float", "str", "list", "tuple", "dict", "range",
		"dict view", "generator", "Namespace", "LoopContext", "Cycler",
		"Joiner", "Macro", "function", "method", "TemplateModule",
		"TemplateReference", "BlockReference", "Undefined" };

	if (value->kind == TV_STRING && (value->flags & TV_FLAG_MARKUP) != 0)
		return "Markup";
	return names[value->kind];
}
