/* SPDX-License-Identifier: ISC */
/*
 * Making values: constructors, lists and dicts.  A dict keeps the order of
 * insertion and is searched in a row while it is small; beyond that an index
 * of places is kept.  Hashes of names are worked out once, when a template
 * is compiled or a name is published.
 */
#include "template/value.h"

#include <math.h>
#include <string.h>

#include "template/engine.h"

/* Dicts up to this size are searched in a row. */
#define SMALL_DICT 8
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
tv_none(void)
{
	return (struct tvalue){ .kind = TV_NONE };
}

struct tvalue
tv_bool(bool truth)
{
	return (struct tvalue){ .kind = TV_BOOL, .as.truth = truth };
}

struct tvalue
tv_int(int64_t integer)
{
	return (struct tvalue){ .kind = TV_INT, .as.integer = integer };
}

struct tvalue
tv_float(double real)
{
	return (struct tvalue){ .kind = TV_FLOAT, .as.real = real };
}

struct tvalue
string_of(const char *text, size_t length)
{
	struct tvalue value = { .kind = TV_STRING, .as.text = text };

	if (length > INT32_MAX)
		memory_exhausted();
	value.length = (uint32_t)length;
	return value;
}

struct tvalue
tv_string(const char *text, size_t length)
{
	return string_of(text, length);
}

struct tvalue
tv_text(const char *text)
{
	return text != NULL ? string_of(text, strlen(text)) : tv_none();
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

struct tdict *
dict_new(struct arena *arena, size_t capacity)
{
	struct tdict *dict = ARENA_NEW(arena, struct tdict);

	if (capacity != 0)
		dict->entries =
		    arena_array(arena, capacity, sizeof(*dict->entries));
	dict->capacity = capacity;
	return dict;
}

struct tvalue
tv_dict(struct arena *arena, size_t capacity)
{
	return value_of(TV_DICT, dict_new(arena, capacity));
}

/* Equality of keys: only hashable values meet here, so it cannot fail. */
static bool
same_key(const struct tvalue *a, const struct tvalue *b)
{
	size_t i;

	if (a->kind == TV_STRING && b->kind == TV_STRING)
		return a->length == b->length &&
		       (a->as.text == b->as.text ||
			   memcmp(a->as.text, b->as.text, a->length) == 0);
	if (a->kind == TV_TUPLE && b->kind == TV_TUPLE) {
		if (a->as.list->count != b->as.list->count)
			return false;
		for (i = 0; i < a->as.list->count; i++)
			if (!same_key(
				&a->as.list->items[i], &b->as.list->items[i]))
				return false;
		return true;
	}
	/* Undefined values are all alike where they may be keys at all. */
	if (a->kind == TV_UNDEFINED)
		return b->kind == TV_UNDEFINED;
	return value_same(a, b) ||
	       (is_number(a) && is_number(b) && as_real(a) == as_real(b));
}

static size_t
index_start(const struct tdict *dict, uint32_t hash)
{
	return (hash ^ hash >> 15) & dict->index_mask;
}

static void
index_add(struct tdict *dict, size_t place)
{
	size_t at = index_start(dict, dict->entries[place].hash);

	while (dict->index[at] != 0)
		at = (at + 1) & dict->index_mask;
	dict->index[at] = (uint32_t)place + 1;
}

struct tentry *
dict_find(const struct tdict *dict, const struct tvalue *key, uint32_t hash)
{
	struct tentry *entry;
	size_t i;

	if (dict->index == NULL) {
		for (i = 0; i < dict->count; i++)
			if (dict->entries[i].hash == hash &&
			    same_key(&dict->entries[i].key, key))
				return &dict->entries[i];
		return NULL;
	}
	for (i = index_start(dict, hash); dict->index[i] != 0;
	     i = (i + 1) & dict->index_mask) {
		entry = &dict->entries[dict->index[i] - 1];
		if (entry->hash == hash && same_key(&entry->key, key))
			return entry;
	}
	return NULL;
}

/* Names are short: compared as two numbers that overlap. */
static inline bool
same_bytes(const char *a, const char *b, size_t length)
{
	uint64_t first[2] = { 0 }, last[2] = { 0 };

	if (length > 16 && length <= 32)
		return same_bytes(a, b, 16) &&
		       same_bytes(a + length - 16, b + length - 16, 16);
	if (length < 4 || length > 32)
		return memcmp(a, b, length) == 0;
	if (length < 8) {
		memcpy(&first[0], a, 4);
		memcpy(&first[1], b, 4);
		memcpy(&last[0], a + length - 4, 4);
		memcpy(&last[1], b + length - 4, 4);
		return first[0] == first[1] && last[0] == last[1];
	}
	memcpy(&first[0], a, 8);
	memcpy(&first[1], b, 8);
	memcpy(&last[0], a + length - 8, 8);
	memcpy(&last[1], b + length - 8, 8);
	return first[0] == first[1] && last[0] == last[1];
}

static inline bool
is_name(
    const struct tentry *entry, const char *text, size_t length, uint32_t hash)
{
	return entry->hash == hash && entry->key.length == length &&
	       entry->key.kind == TV_STRING &&
	       (entry->key.as.text == text ||
		   same_bytes(entry->key.as.text, text, length));
}

struct tentry *
dict_find_name(
    const struct tdict *dict, const char *text, size_t length, uint32_t hash)
{
	struct tentry *entry;
	size_t i;

	if (dict->index == NULL) {
		for (i = 0; i < dict->count; i++)
			if (is_name(&dict->entries[i], text, length, hash))
				return &dict->entries[i];
		return NULL;
	}
	for (i = index_start(dict, hash); dict->index[i] != 0;
	     i = (i + 1) & dict->index_mask) {
		entry = &dict->entries[dict->index[i] - 1];
		if (is_name(entry, text, length, hash))
			return entry;
	}
	return NULL;
}

static void
dict_grow(struct arena *arena, struct tdict *dict)
{
	size_t capacity = dict->capacity != 0 ? dict->capacity * 2 : SMALL_DICT;
	struct tentry *grown = arena_array(arena, capacity, sizeof(*grown));

	if (dict->count != 0)
		memcpy(grown, dict->entries, dict->count * sizeof(*grown));
	dict->entries = grown;
	dict->capacity = capacity;
	dict->index = NULL;
}

static void
dict_index(struct arena *arena, struct tdict *dict)
{
	size_t size = 16, i;

	while (size < dict->capacity * 2)
		size *= 2;
	dict->index = arena_array(arena, size, sizeof(*dict->index));
	dict->index_mask = size - 1;
	for (i = 0; i < dict->count; i++)
		index_add(dict, i);
}

static void
dict_append(struct arena *arena, struct tdict *dict, struct tvalue key,
    uint32_t hash, struct tvalue value)
{
	struct tentry *entry;

	if (dict->count == dict->capacity)
		dict_grow(arena, dict);
	entry = &dict->entries[dict->count++];
	entry->key = key;
	entry->hash = hash;
	entry->value = value;
	if (dict->index != NULL)
		index_add(dict, dict->count - 1);
	else if (dict->count > SMALL_DICT)
		dict_index(arena, dict);
}

void
dict_remove(struct tdict *dict, size_t place)
{
	size_t i;

	dict->count--;
	memmove(&dict->entries[place], &dict->entries[place + 1],
	    (dict->count - place) * sizeof(*dict->entries));
	if (dict->index == NULL)
		return;
	memset(dict->index, 0, (dict->index_mask + 1) * sizeof(*dict->index));
	for (i = 0; i < dict->count; i++)
		index_add(dict, i);
}

void
dict_set(struct arena *arena, struct tdict *dict, struct tvalue key,
    uint32_t hash, struct tvalue value)
{
	struct tentry *entry = dict_find(dict, &key, hash);

	if (entry != NULL)
		entry->value = value;
	else
		dict_append(arena, dict, key, hash, value);
}

static struct tvalue
name_key(const char *text, size_t length)
{
	struct tvalue key = string_of(text, length);

	key.flags = TV_FLAG_NAME;
	return key;
}

void
dict_set_name(struct arena *arena, struct tdict *dict, const struct name *name,
    struct tvalue value)
{
	dict_set(
	    arena, dict, name_key(name->text, name->length), name->hash, value);
}

void
tv_dict_set(struct arena *arena, const struct tvalue *dict, const char *key,
    struct tvalue value)
{
	size_t length = strlen(key);

	dict_set(arena, dict->as.dict, name_key(key, length),
	    hash_bytes(key, length), value);
}

void
tv_dict_put(struct arena *arena, const struct tvalue *dict, const char *key,
    struct tvalue value)
{
	size_t length = strlen(key);

	dict_append(arena, dict->as.dict, name_key(key, length),
	    hash_bytes(key, length), value);
}

bool
tv_dict_add(struct arena *arena, const struct tvalue *dict, struct tvalue key,
    struct tvalue value)
{
	uint32_t hash;

	if (!hash_value(&key, &hash) || dict_find(dict->as.dict, &key, hash))
		return false;
	dict_append(arena, dict->as.dict, key, hash, value);
	return true;
}

const struct tvalue *
tv_dict_get(const struct tvalue *dict, const char *key, size_t length)
{
	struct tentry *entry;

	if (dict->kind != TV_DICT)
		return NULL;
	entry =
	    dict_find_name(dict->as.dict, key, length, hash_bytes(key, length));
	return entry != NULL ? &entry->value : NULL;
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
