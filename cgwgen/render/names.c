/* SPDX-License-Identifier: ISC */
/* Names on the device: spelled as it takes them, cut to what it holds.
 * Floor 5. */
#include "render/names.h"

#include <string.h>

#include "base/digits.h"
#include "base/hash.h"

/* Letters and digits that stand for a whole id: 31 bits of its hash. */
#define MARK 6

struct naming {
	const char *separator;
	size_t max;   /* of a tunnel's name; 0: none */
	bool respell; /* the marks of an id become separators */
	struct arena *arena;
};

static struct naming
naming(const struct profile *profile, struct arena *arena)
{
	const struct profile_characters *rule = profile->name_characters;
	struct naming ret = { .separator = "-", .arena = arena };

	if (rule == NULL)
		return ret;
	ret.max = rule->max;
	ret.respell = rule->separator != NULL;
	if (ret.respell)
		ret.separator = rule->separator;
	return ret;
}

/* ID with its marks exchanged where the profile names a separator. */
static const char *
spelled(const struct naming *how, const char *id)
{
	const char *from;
	char *text, *to;

	if (!how->respell)
		return id;
	to = text = arena_copy(how->arena, id, strlen(id));
	for (from = id; *from != '\0'; from++)
		if (strchr("._-", *from) == NULL)
			*to++ = *from;
		else if (how->separator[0] != '\0')
			*to++ = how->separator[0];
	*to = '\0';
	return text;
}

/* The six letters and digits that stand for ID. */
static const char *
mark(const char *id, char ret[MARK + 1])
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	uint64_t value = hash_text_64(id);
	unsigned i;

	for (i = 0; i < MARK; i++) {
		ret[i] = digits[value % 36];
		value /= 36;
	}
	ret[MARK] = '\0';
	return ret;
}

/* Whether AWS made ID: "vpn-" and 8 or 17 hexadecimal digits. */
static bool
is_aws_id(const char *id)
{
	size_t length;

	if (strncmp(id, "vpn-", 4) != 0)
		return false;
	length = strspn(id + 4, "0123456789abcdef");
	return id[4 + length] == '\0' && (length == 8 || length == 17);
}

/* A name of at most ROOM bytes. */
static const char *
shortened(
    const struct naming *how, const char *id, const char *text, size_t room)
{
	static const char head[] = "vpn";
	size_t around = strlen(head) + strlen(how->separator);
	char code[MARK + 1];
	size_t left;

	if (is_aws_id(id) && room >= around + 4)
		return arena_printf(how->arena, "%s%s%s", head, how->separator,
		    text + strlen(text) - (room - around));
	mark(id, code);
	if (room <= MARK + strlen(how->separator))
		return arena_printf(
		    how->arena, "v%.*s", (int)(room > 1 ? room - 1 : 1), code);
	left = room - MARK - strlen(how->separator);
	/* No two separators in a row. */
	while (left > 1 && how->separator[0] != '\0' &&
	       text[left - 1] == how->separator[0])
		left--;
	return arena_printf(
	    how->arena, "%.*s%s%s", (int)left, text, how->separator, code);
}

static size_t
number_length(size_t number)
{
	return number < 10 ? 1 : 1 + number_length(number / 10);
}

/* TEXT, the separator and NUMBER. */
static const char *
numbered(const struct naming *how, const char *text, size_t number)
{
	const size_t length = strlen(text), gap = strlen(how->separator);
	const size_t end = length + gap + number_length(number);
	char *name = arena_alloc(how->arena, end + 1);

	memcpy(name, text, length);
	memcpy(name + length, how->separator, gap);
	digits_before(name + end, number);
	return name;
}

static const char *
whole_name(const struct naming *how, const struct connection *connection)
{
	const char *id =
	    value_known(&connection->id) ? connection->id.text : "";
	const char *text = spelled(how, id);
	size_t behind =
	    strlen(how->separator) + number_length(connection->tunnel_count);

	if (how->max == 0 || strlen(text) + behind <= how->max)
		return text;
	return shortened(
	    how, id, text, how->max > behind ? how->max - behind : 1);
}

const char *
names_connection(const struct profile *profile,
    const struct connection *connection, struct arena *arena)
{
	const struct naming how = naming(profile, arena);

	return whole_name(&how, connection);
}

const char *
names_tunnel(const struct profile *profile, const struct connection *connection,
    size_t index, struct arena *arena)
{
	const struct naming how = naming(profile, arena);

	return numbered(&how, whole_name(&how, connection), index + 1);
}

int64_t
names_offset(int64_t slot, const struct connection *connection, size_t index)
{
	size_t each =
	    connection->tunnel_count > 2 ? connection->tunnel_count : 2;

	return slot * (int64_t)each + (int64_t)index;
}
