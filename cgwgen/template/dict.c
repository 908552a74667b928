/* SPDX-License-Identifier: ISC */
/*
 * Dicts: entries in the order of insertion, an index once there are many, and
 * values that are made when they are first asked for.  Floor 3.
 */
#include <string.h>

#include "template/engine.h"

/* Dicts up to this size are searched in a row. */
#define SMALL_DICT 8

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

/* Makes the value of ENTRY of DICT, unless that is done. */
static inline struct tentry *
settle(const struct tdict *dict, struct tentry *entry)
{
	if (entry->value.kind == TV_DELAYED)
		entry->value = dict->delay->make(
		    dict->delay->context, entry->value.length);
	return entry;
}

const struct tentry *
dict_entry(const struct tdict *dict, size_t place)
{
	return settle(dict, &dict->entries[place]);
}

struct tvalue
tv_dict_like(
    struct arena *arena, const struct tvalue *shape, const struct tdelay *delay)
{
	const struct tdict *from = shape->as.dict;
	struct tdict *dict = dict_new(arena, from->count);
	size_t i;

	if (from->count != 0)
		memcpy(dict->entries, from->entries,
		    from->count * sizeof(*dict->entries));
	for (i = 0; i < from->count; i++) {
		dict->entries[i].value = value_of(TV_DELAYED, NULL);
		dict->entries[i].value.length = (uint32_t)i;
	}
	dict->count = from->count;
	dict->index = from->index;
	dict->index_mask = from->index_mask;
	dict->borrows_index = from->index != NULL;
	dict->delay = delay;
	return value_of(TV_DICT, dict);
}

void
tv_make_all(const struct tvalue *value)
{
	size_t i;

	if (value->kind == TV_DICT)
		for (i = 0; i < value->as.dict->count; i++)
			tv_make_all(&dict_entry(value->as.dict, i)->value);
	else if (value->kind == TV_LIST)
		for (i = 0; i < value->as.list->count; i++)
			tv_make_all(&value->as.list->items[i]);
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
				return settle(dict, &dict->entries[i]);
		return NULL;
	}
	for (i = index_start(dict, hash); dict->index[i] != 0;
	     i = (i + 1) & dict->index_mask) {
		entry = &dict->entries[dict->index[i] - 1];
		if (entry->hash == hash && same_key(&entry->key, key))
			return settle(dict, entry);
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

static inline struct tentry *
find_name(
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

struct tentry *
dict_find_name(
    const struct tdict *dict, const char *text, size_t length, uint32_t hash)
{
	struct tentry *entry = find_name(dict, text, length, hash);

	return entry != NULL ? settle(dict, entry) : NULL;
}

bool
dict_peek(const struct tdict *dict, const struct name *name, struct tvalue *ret,
    uint32_t *ret_leaf)
{
	const struct tentry *entry;

	if (dict->delay == NULL || dict->delay->peek == NULL)
		return false;
	entry = find_name(dict, name->text, name->length, name->hash);
	return entry != NULL && entry->value.kind == TV_DELAYED &&
	       dict->delay->peek(
		   dict->delay->context, entry->value.length, ret, ret_leaf);
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
	dict->borrows_index = false;
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
	/* Without an index it is still found, only not as quickly. */
	if (dict->borrows_index) {
		dict->index = NULL;
		dict->borrows_index = false;
	}
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
